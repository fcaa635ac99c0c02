"""Reads resolutions as official symbols. A bare number ("20/8", "1325 (2000)") has its organ from the words around it
(see organs.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free, longest
from pipeline.rulebook import table
from pipeline.values.organs import RES, UNITED, Page, asked, organ_of, symbol, year_of

#: What joins the members of one list; "to" and a dash stand for all between its ends.
_JOINT = re.compile(
    rf"(?: ?\([^)]*\)| ?\[[^\]]*\])?(?P<to> ?- ?| to | through )?(?:,| and|;| or| as well as|/| &| et| y| e| und)*"
    rf"(?: in)?(?: its)?(?: {RES})?(?: nos?\.)? ?",
    re.I,
)
#: What stands before and after figures that are no resolution's.
_NOT = re.compile(
    r"(?:decisi[oó]ns?|art(?:icle)?s?\.?|open|documents?|rules?|pages?|pp?\.|slides?|items?|parts?|paragraphs?|recommendations?|opinions?|laws?|decrees?"
    r"|cases?|directives?|regulations?|orders?|dockets?|ratio|scores?|rate|majority|quorum|votes?)(?: of)?"
    r"(?: \(?nos?\.)?[ (]*$",
    re.I,
)
_COUNTED = re.compile(
    r"(?: of)?(?: the)?(?: [a-z]+)? (?:members|states|countries|nations|governments|votes?|seats|people|days|minutes)"
    r"|,? with (?:\w+ )?abst"
    r"|\W(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def read(hit: Hit) -> Iterable[Span]:
    """One symbol or number, or each of a list."""
    form = hit.rule.gives.get("form", "{0}")
    first = [_conference(hit)] if "conference" in hit.match.re.groupindex else []
    if each := hit.rule.gives.get("each"):
        start, _ = hit.offsets("numbers")
        for found in re.finditer(each, hit.words("numbers")):
            one = hit.span(_plain(form.format(*first, found[0])))
            yield replace(one, start=start + found.start(), end=start + found.end())
        return
    parts = [
        hit.words(group) for group in hit.match.re.groupindex if group.startswith("number") and hit.has(group)
    ]
    one = hit.span(_plain(form.format(*first, *parts)))
    yield (
        replace(one, start=hit.offsets("number")[0], end=hit.offsets("number")[1])
        if one.kind == "pair"
        else one
    )


def _plain(symbol: str) -> str:
    """A symbol as its organ writes it: without stray spaces, "RES" in capitals where the United Nations do."""
    symbol = re.sub(r"^(?:HRC|UNGA|UNSC|ECOSOC)(?=/)", lambda organ: UNITED[organ[0]], symbol)
    if style := re.match(r"(?:AG|CP)/RES", symbol):
        number, _, rest = symbol[style.end() :].lstrip(". ").partition("(")
        return f"{style[0]}. {number.strip()}" + (f" ({rest}" if rest else "")
    if re.match(r"[ASE]/", symbol):
        symbol = symbol.replace("/Res", "/RES")
    return symbol if "Resolution" in symbol or " C/" in symbol else re.sub(r"(?<!Conf\.) ", "", symbol)


@cache
def _conferences() -> dict[tuple[str, str], str]:
    return {(row["city"].lower(), row["year"]): row["conference"] for row in table("itu_conferences")}


def _conference(hit: Hit) -> str:
    """Which organ of the ITU a resolution is of: what the words say, else the one that met in that city and year."""
    met = (hit.words("city").strip(" ,").lower(), hit.words("year"))
    return hit.words("conference").upper() or _conferences().get(met, "PP")


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Whole symbols first; then numbers that stand among resolutions, in lists that share their organ."""
    symbols = [_dated(s) for s in longest(s for s in spans if s.kind == "resolution")]
    pairs = free(longest(s for s in spans if s.kind == "pair"), symbols)
    pairs = [p for p in pairs if not _NOT.search(reading.plain[max(0, p.start - 25) : p.start])]
    pairs = [p for p in pairs if not _COUNTED.match(reading.plain, p.end)]
    if not pairs:
        return symbols
    page, runs = Page.of(reading), [*_runs(reading, pairs)]
    page.tell(symbols, runs)
    for run in runs:
        if organ := organ_of(page, run):
            symbols += [replace(p, kind="resolution", value=symbol(organ, p.value) or "") for p in run]
            symbols += _between(reading, organ, run)
        elif asked(page, run):
            words = reading.text[run[0].start : run[-1].end]
            reading.note("resolution_without_organ", f"{words}: no organ is named", run[0])
    return [*symbols, *free(pairs, symbols)]


def _dated(span: Span) -> Span:
    """A whole symbol, with its year if it is the Security Council's."""
    _, council, number = span.value.partition("S/RES/")
    return replace(span, value=(year_of(number) if council else "") or span.value)


def _runs(reading: Reading, pairs: list[Span]) -> Iterable[list[Span]]:
    """Lists of numbers: neighbours with nothing but commas, "and" and "resolutions" between them."""
    run = pairs[:1]
    for one, two in pairwise(pairs):
        gap = reading.plain[one.end : two.start]
        if (
            not _JOINT.fullmatch(gap)
            or ("(" in one.value) != ("(" in two.value)
            or ("esolutions" in gap and ("and" in gap or "as well" in gap))
        ):
            yield run
            run = []
        run.append(two)
    if run:
        yield run


def _between(reading: Reading, organ: str, run: list[Span]) -> Iterable[Span]:
    """The resolutions that "46/7 to 46/9" leaves out."""
    for one, two in pairwise(run):
        joint = _JOINT.fullmatch(reading.plain[one.end : two.start])
        (session, _, first), (other, _, last) = one.value.rpartition("/"), two.value.rpartition("/")
        if joint and joint["to"] and session == other and first.isdigit() and last.isdigit():
            for number in range(int(first) + 1, min(int(last), int(first) + 30)):
                value = symbol(organ, f"{session}/{number}" if session else str(number))
                yield replace(one, kind="resolution", end=two.end, value=value or "")
