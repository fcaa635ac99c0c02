"""Reads resolutions as official symbols. A bare number ("20/8", "1325 (2000)") has its organ from the words around it.

How organs number their resolutions stands in `names/organs.csv`: a number that an organ couldn't give isn't its.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.nlp import Hit, Reading
from pipeline.rulebook import table
from pipeline.spans import Span, free, longest

#: What organs are called besides their names: a noun may be any of several that number so.
_CALLED = {
    r"[Pp]lenipotentiary|PP-\d\d": ("PP",),
    r"ITU Council": ("ITUCOUNCIL",),
    r"WTSA": ("WTSA",),
    r"WTDC": ("WTDC",),
    r"WRC": ("WRC",),
    r"Parliamentary Assembly": ("PACE",),
    r"UNSCRs?|SCRs?|SC": ("UNSC",),
    r"UNGAR|GA": ("UNGA",),
    r"(?<!European )(?<!Permanent )(?<!Executive )(?<!Governing )(?<!Ministerial )(?:Council|Conseil|Consejo)": (
        "HRC", "UNSC", "ECOSOC",
    ),
    r"Assembly|Assemblée|Asamblea|Assembleia": ("UNGA", "PACE", "UNEA", "WHA"),
}  # fmt: skip
_NOUNS = re.compile(r"\b(?:" + "|".join(f"({words})" for words in _CALLED) + r")\b")
_RES = r"(?:\b(?:r[eé]solu\w+|res\b\.?|texts?|UNGAR|UNSCRs?|SCRs?)|risoluzion[ei])"
#: What joins the members of one list; "to" and a dash stand for all between its ends.
_JOINT = re.compile(
    rf"(?: ?\([^)]*\)| ?\[[^\]]*\])?(?P<to> ?- ?| to | through )?(?:,| and|;| or| as well as|/| &| et| y| e| und)*"
    rf"(?: in)?(?: its)?(?: {_RES})?(?: nos?\.)? ?",
    re.I,
)
#: What stands right before the numbers of resolutions, and between an organ and its list.
_LEAD = re.compile(rf"{_RES}\)?(?: \(?nos?\.| n[°º]| number(?:ed)?)? ?[\"(\[]?$", re.I)
_BEFORE = re.compile(
    rf"(?:'s)?(?: \([A-Z]+\))?(?:,| in)?(?: its)?(?: (?:landmark|relevant|own|earlier|consensus))*"
    rf"(?: {_RES})?(?: nos?\.?)? ?",
    re.I,
)
_WORD = re.compile(rf"{_RES}|\bnumber(?:ed)?\b|\bsuccessor\b", re.I)
_NOT = re.compile(
    r"(?:decisi[oó]ns?|art(?:icle)?s?\.?|open|documents?|ratio of|paragraphs?|recommendations?|opinions?|laws?|decrees?"
    r"|cases?|directives?|regulations?|orders?|dockets?)(?: \(?nos?\.)? ?$",
    re.I,
)
_UNITED = {"HRC": "A/HRC", "UNGA": "A", "UNSC": "S", "ECOSOC": "E"}
#: What a number may follow without the word "resolution".
_AFTER = re.compile(
    r"(?:^|[:;,(\[\"•*-]|\b(?:in|by|under|with|of|to|as|and|or|see|than|from|number|numbered|its|is|was|the|series)|'s)\s*$"
)
#: Numbers that are a resolution's more likely than anything else's.
_TELLING = re.compile(r"\d/\d|\(\d{4}\)")
#: Pairs that mean something else unless the word stands right before them.
_SAYINGS = frozenset("24/7 7/7 9/11 50/50 1/2 1/3 2/3 1/4 3/4 1/5 2/5 4/5".split())


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
    symbol = re.sub(r"^(?:HRC|UNGA|UNSC|ECOSOC)(?=/)", lambda organ: _UNITED[organ[0]], symbol)
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


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with the organs that it names; `nouns`: (start, end, index in _CALLED) of what calls one so."""

    reading: Reading
    known: frozenset[str]
    nouns: list[tuple[int, int, int]]

    @classmethod
    def of(cls, reading: Reading) -> _Page:
        """The page of a document."""
        nouns = [(m.start(), m.end(), (m.lastindex or 1) - 1) for m in _NOUNS.finditer(reading.plain)]
        return cls(reading, frozenset(b.value for b in reading.of("body")), nouns)

    def called(self, noun: int, run: Sequence[Span]) -> str | None:
        """Which organ a noun means that could have numbered a list so: one that the document names, if any."""
        organs = [*_CALLED.values()][noun]
        telling = bool(_TELLING.search(run[0].value)) or len(organs) == 1
        fitting = [o for o in organs if _fits(o, run) and (telling or o in self.known)]
        return min(fitting, key=lambda organ: organ not in self.known, default=None)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Whole symbols first; then numbers that stand among resolutions, in lists that share their organ."""
    symbols = [_dated(s) for s in longest(s for s in spans if s.kind == "resolution")]
    pairs = free(longest(s for s in spans if s.kind == "pair"), symbols)
    pairs = [p for p in pairs if not _NOT.search(reading.plain[max(0, p.start - 25) : p.start])]
    page = _Page.of(reading)
    for run in _runs(reading, pairs):
        if organ := _organ(page, run):
            symbols += [replace(p, kind="resolution", value=_symbol(organ, p.value) or "") for p in run]
            symbols += _between(reading, organ, run)
        elif _asked(reading, run):
            words = reading.text[run[0].start : run[-1].end]
            reading.note("resolution_without_organ", f"{words}: no organ is named", run[0])
    return [*symbols, *free(pairs, symbols)]


def _dated(span: Span) -> Span:
    """A whole symbol, with its year if it is the Security Council's."""
    _, council, number = span.value.partition("S/RES/")
    return replace(span, value=(_year_of(number) if council else "") or span.value)


@cache
def _styles() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """How organs number: what their numbers look like, and the symbol they make."""
    styles: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in table("organs"):
        styles.setdefault(row["organ"], []).append((re.compile(row["number"]), row["form"]))
    return styles


@cache
def _last() -> tuple[tuple[int, ...], tuple[int, ...]]:
    rows = table("security_council")
    return tuple(int(row["last"]) for row in rows), tuple(int(row["year"]) for row in rows)


def _year_of(number: str) -> str:
    """The symbol of a resolution of the Security Council, with its year; empty if it isn't of the year it gives."""
    found = re.fullmatch(r"(\d+)(?:[(/](\d{4})\)?)?", number)
    if not found:
        return ""
    ends, years = _last()
    place = bisect_left(ends, int(found[1]))
    year = str(years[place]) if place < len(years) else found[2]
    if found[2] and abs(int(found[2]) - int(year)) > 1:
        return ""
    return f"S/RES/{found[1]}" + (f"({found[2] or year})" if year else "")


def _symbol(organ: str, number: str) -> str | None:
    """A number as an organ's symbol; None if the organ doesn't number so."""
    if organ == "UNSC":
        return _year_of(number) or None
    for style, form in _styles()[organ]:
        if found := style.fullmatch(number):
            return form.format(found[0], *found.groups())
    return None


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
                value = _symbol(organ, f"{session}/{number}" if session else str(number))
                yield replace(one, kind="resolution", end=two.end, value=value or "")


def _asked(reading: Reading, run: list[Span]) -> bool:
    """Whether the words beside a list say that it is one of resolutions."""
    if _LEAD.search(reading.plain[max(0, run[0].start - 40) : run[0].start]):
        return True
    if run[0].value in _SAYINGS or not _TELLING.search(run[0].value):
        return False
    start, end = reading.sentence(run[0].start)
    if not _AFTER.search(reading.plain[start : run[0].start]):
        return False
    return bool(_WORD.search(reading.plain[start:end])) or run[0].value[0] in "SE"


def _organ(page: _Page, run: list[Span]) -> str | None:
    """The organ of a list of numbers, None if none is named or it isn't a list of resolutions."""
    reading = page.reading
    organs = _organs(page, run)
    before = [o for o in organs if o[1] <= run[0].start]
    after = [o for o in organs if o[0] >= run[-1].end]
    if before and _BEFORE.fullmatch(reading.plain[before[-1][1] : run[0].start]):
        return before[-1][2]
    if not _asked(reading, run) and not ("(" in run[0].value and organs):
        return None
    if after and re.search(
        r"\b(?:by|of|at|in|from|du|de|del|des|der|do|da|par|por)\b[\w ,']*$",
        reading.plain[run[-1].end : after[0][0]],
    ):
        return after[0][2]
    if before or after:
        return before[-1][2] if before else after[0][2]
    return _elsewhere(page, run)


def _elsewhere(page: _Page, run: Sequence[Span]) -> str | None:
    """The one organ of the document that could have numbered a list so, else the one that usually does."""
    called = {organ for noun in {n for _, _, n in page.nouns} if (organ := page.called(noun, run))}
    organs = {_symbol(o, run[0].value): o for o in sorted(page.known | called) if _fits(o, run)}
    usual = [o for o in ("UNSC", "UNGA") if "(" in run[0].value and _fits(o, run)]
    return next(iter([*organs.values()] if len(organs) == 1 else usual), None)


def _organs(page: _Page, run: Sequence[Span]) -> list[tuple[int, int, str]]:
    """(start, end, organ) of what its sentence names, or calls by a noun, and could have numbered a list so."""
    start, end = page.reading.sentence(run[0].start)
    named = [(b.start, b.end, b.value) for b in page.reading.within(start, end, "body")]
    nouns = page.nouns[bisect_left(page.nouns, (start,)) : bisect_left(page.nouns, (end,))]
    nouns = [n for n in nouns if not any(a <= n[0] and n[1] <= b for a, b, _ in named)]
    called = [(a, b, organ) for a, b, noun in nouns if (organ := page.called(noun, run))]
    return sorted([*(n for n in named if _fits(n[2], run)), *called])


def _fits(organ: str, run: Sequence[Span]) -> bool:
    return organ in _styles() and all(_symbol(organ, p.value) for p in run)
