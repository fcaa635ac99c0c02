"""Reads resolutions as official symbols. A bare pair ("20/8") takes its organ from the words around its list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span, free, longest

#: How the organs that number their resolutions by session write them, and those that do so by year.
_FORMS = {"HRC": "A/HRC/RES/{}", "UNGA": "A/RES/{}", "ECOSOC": "E/RES/{}", "CHR": "E/CN.4/RES/{}"}
_YEARLY = {"UNSC": "S/RES/{}", "PACE": "PACE/RES/{}"}
#: "the Council", "the Assembly": which organ they are among resolutions that are named by session and number.
_NOUNS = re.compile(
    r"(?<!Security )(?<!European )(?<!Parliamentary )\b(?P<HRC>Council)\b|(?<!Parliamentary )\b(?P<UNGA>Assembly)\b"
)
#: What joins the members of one list.
_JOINT = re.compile(
    r"(?: ?\([^)]*\))?(?:,| and|;|, and| as well as|/| &)*(?: in)?(?: its)?(?: resolutions?)? ?", re.I
)
#: What stands between an organ and its list.
_BEFORE = re.compile(
    r"(?:'s)?(?: \([A-Z]+\))?(?:,| in)?(?: its)?(?: (?:landmark|relevant|own|earlier|consensus))*"
    r" (?:resolutions?|res\.?|texts?)(?: nos?\.?)? ?",
    re.I,
)
_WORD = re.compile(r"\bresolutions?\b|\bres\.|\btexts?\b|\bUNGAR\b|\bnumber(?:ed)?\b|\bsuccessor\b", re.I)
_NOT = re.compile(r"(?:decisions?|articles?|open|documents?|ratio of|paragraphs?) ?$", re.I)


def read(hit: Hit) -> Iterable[Span]:
    """One symbol, or each of a list."""
    form = hit.rule.gives.get("form", "{0}")
    each = hit.rule.gives.get("each")
    if each and hit.has("numbers"):
        start = hit.match.start("numbers")
        for found in re.finditer(each, hit.match["numbers"]):
            one = hit.span(form.format(*found.groups()))
            yield replace(one, start=start + found.start(), end=start + found.end())
        return
    groups = hit.match.groupdict()
    parts = [groups[g] or "" for g in ("symbol", "pair", "number", "number_b", "number_c") if g in groups]
    value = form.format(*parts)
    yield hit.span(value if "{0} {1}" in form else re.sub(r"(?<=\d) (?=\()", "", value))


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Whole symbols first; then pairs that stand among resolutions, in lists that share their organ."""
    symbols = longest(s for s in spans if s.kind == "resolution")
    pairs = free(longest(s for s in spans if s.kind == "pair"), symbols)
    pairs = [p for p in pairs if not _NOT.search(reading.plain[max(0, p.start - 20) : p.start])]
    for run in _runs(reading, pairs):
        forms = _YEARLY if "(" in run[0].value else _FORMS
        organ = _organ(reading, run, forms) or ("UNSC" if forms is _YEARLY and _asked(reading, run) else None)
        if organ:
            symbols += [
                replace(p, kind="resolution", value=_symbol(organ, forms[organ], p.value)) for p in run
            ]
        elif _asked(reading, run):
            words = reading.text[run[0].start : run[-1].end]
            reading.note("resolution_without_organ", f"{words}: no organ is named", run[0])
    return [*symbols, *free(pairs, symbols)]


def _runs(reading: Reading, pairs: list[Span]) -> Iterable[list[Span]]:
    """Lists of pairs: neighbours with nothing but commas, "and" and "resolutions" between them."""
    run = pairs[:1]
    for one, two in pairwise(pairs):
        gap = reading.plain[one.end : two.start]
        if not _JOINT.fullmatch(gap) or ("esolutions" in gap and ("and" in gap or "as well" in gap)):
            yield run
            run = []
        run.append(two)
    if run:
        yield run


def _symbol(organ: str, form: str, number: str) -> str:
    if organ == "PACE":
        number = number.split("(")[0].strip()
    return form.format(number.replace(" ", ""))


def _asked(reading: Reading, run: list[Span]) -> bool:
    """Whether the words beside a list say that it is one of resolutions."""
    start, end = reading.sentence(run[0].start)
    return bool(_WORD.search(reading.plain[start:end])) or run[0].value[0] in "SE"


def _organ(reading: Reading, run: list[Span], forms: Mapping[str, str]) -> str | None:
    """The organ of a list of pairs, None if none is named or it isn't a list of resolutions."""
    start, end = reading.sentence(run[0].start)
    organs = [(b.start, b.end, b.value) for b in reading.within(start, end, "body") if b.value in forms]
    nouns = [
        (start + m.start(), start + m.end(), m.lastgroup or "")
        for m in _NOUNS.finditer(reading.plain[start:end])
    ]
    nouns = nouns if forms is _FORMS else []
    organs = sorted([*organs, *(n for n in nouns if not any(o[0] <= n[0] < o[1] for o in organs))])
    before = [o for o in organs if o[1] <= run[0].start]
    after = [o for o in organs if o[0] >= run[-1].end]
    if before and _BEFORE.fullmatch(reading.plain[before[-1][1] : run[0].start]):
        return before[-1][2]
    if not _asked(reading, run) and not (forms is _YEARLY and organs):
        return None
    if after and re.search(r"\b(?:by|of|at|in|from)\b[\w ,']*$", reading.plain[run[-1].end : after[0][0]]):
        return after[0][2]
    if before or after:
        return before[-1][2] if before else after[0][2]
    everywhere = {b.value for b in reading.of("body") if b.value in forms}
    return everywhere.pop() if len(everywhere) == 1 else None
