"""Tells whose resolutions bare numbers are ("20/8", "1325 (2000)"), and whether they are resolutions at all.

How organs number their resolutions stands in `names/organs.csv`: a number that an organ couldn't give isn't its.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span, longest, within
from pipeline.rulebook import table

#: What organs are called besides their names: a noun may be any of several that number so.
_CALLED = {
    r"[Pp]lenipotentiary|PP-\d\d": ("PP",),
    r"ITU Council": ("ITUCOUNCIL",),
    r"WTSA": ("WTSA",),
    r"WTDC": ("WTDC",),
    r"WRC": ("WRC",),
    r"(?<!NATO )Parliamentary Assembly": ("PACE",),
    r"African Commission": ("ACHPR",),
    r"UN-Habitat(?: Assembly)?": ("UNHABITAT",),
    r"Ramsar": ("RAMSAR",),
    r"CMS": ("CMS",),
    r"UNSCRs?|SCRs?|SC": ("UNSC",),
    r"UNGAR|GA|Generalversammlung|Assemblea generale": ("UNGA",),
    r"Menschenrechtsrat(?:e?s)?|Consiglio (?:per i|dei) diritti umani": ("HRC",),
    r"(?<!European )(?<!Permanent )(?<!Executive )(?<!Governing )(?<!Ministerial )(?:Council|COUNCIL)": (
        "HRC", "UNSC", "ECOSOC",
    ),
    r"Conseil|Consejo": ("HRC", "UNSC", "ECOSOC"),
    r"Assembly|ASSEMBLY|Assemblée|Asamblea|Assembleia": ("UNGA", "PACE", "UNEA", "WHA"),
}  # fmt: skip
_NOUNS = re.compile(r"\b(?:" + "|".join(f"({words})" for words in _CALLED) + r")\b")
#: What texts call resolutions.
RES = r"(?:\b(?:r[eé]solu\w+|res\b\.?|texts?|UNGAR|UNSCRs?|SCRs?)|risoluzion[ei])"
#: What stands right before the numbers of resolutions, and between an organ and its list.
_LEAD = re.compile(rf"{RES}\)?(?: \(?nos?\.| n[°º]| number(?:ed)?)? ?[\"(\[]?$", re.I)
_BEFORE = re.compile(
    rf"(?:'s)?(?: \([A-Z]+\))?(?:,| in)?(?: its)?(?: (?:landmark|relevant|own|earlier|consensus))*"
    rf"(?: {RES})?(?: nos?\.?)? ?",
    re.I,
)
#: What leads from a list to the organ behind it, within one clause.
_OF = re.compile(
    r"(?:(?!\b(?:and|or|while|which|whom|that|et|y|und|e)\b)[^;:.])*?"
    r"\b(?:by|of|at|in|from|du|des?|del|der|do|da|par|por|el|le|la)\b(?:[ ,']+(?:the|same|UN|la|le|los|las)\b)*[ ']*"
)
#: What speaks of resolutions, and what is done with them.
_WORD = re.compile(rf"{RES}|\b(?:successors?|passed|(?:adopt|recall|reaffirm|approv)\w*)\b", re.I)
#: A word that figures are the number of, as in "see Form 11/21".
_LABEL = re.compile(r"(?<=[a-z,] )[A-Z]\w+ $")
#: An item of a list; and how long a line may be that stands above others as their heading.
_ITEM = re.compile(r"\n*(?:[-*•] |\(?[a-z\d]{1,2}[.)] )")
_HEADING = 90
#: How the symbols of the United Nations' organs begin.
UNITED = {"HRC": "A/HRC", "UNGA": "A", "UNSC": "S", "ECOSOC": "E"}
#: Numbers that are a resolution's more likely than anything else's.
_TELLING = re.compile(r"\d/\d|\(\d{4}\)")
#: Pairs that mean something else unless the word stands right before them.
_SAYINGS = frozenset("24/7 7/7 9/11 50/50 1/2 1/3 2/3 1/4 3/4 1/5 2/5 4/5".split())


@dataclass(frozen=True, slots=True)
class Page:
    """A document with the organs that it names.

    `nouns`: what else calls one so, its kind the place in _CALLED; `told`: the organ of each number that stands right
    beside its organ; `speaks`: whether the document speaks of resolutions.
    """

    reading: Reading
    known: frozenset[str]
    nouns: list[Span]
    told: dict[str, str]
    speaks: bool

    @classmethod
    def of(cls, reading: Reading) -> Page:
        """The page of a document."""
        bodies, found = reading.of("body"), _NOUNS.finditer(reading.plain)
        called = [Span(str((m.lastindex or 1) - 1), m.start(), m.end(), "", "") for m in found]
        nouns = [span for span in longest([*bodies, *called]) if not span.rule]
        speaks = re.search(RES, reading.plain, re.I) is not None
        return cls(reading, frozenset(b.value for b in bodies), nouns, {}, speaks)

    def called(self, noun: Span, run: Sequence[Span]) -> str | None:
        """Which organ a noun means that could have numbered a list so: one that the document names, if any."""
        organs = [*_CALLED.values()][int(noun.kind)]
        telling = bool(_TELLING.search(run[0].value)) or len(organs) == 1
        fitting = [o for o in organs if _fits(o, run) and (telling or o in self.known)]
        return min(fitting, key=lambda organ: organ not in self.known, default=None)

    def organs(self, start: int, end: int, run: Sequence[Span]) -> list[tuple[int, int, str]]:
        """(start, end, organ) of what is named between two offsets, or called by a noun, and could have numbered a
        list so."""
        named = [(b.start, b.end, b.value) for b in self.reading.within(start, end, "body")]
        nouns = within(self.nouns, start, end)
        called = [(n.start, n.end, organ) for n in nouns if (organ := self.called(n, run))]
        return sorted([*(n for n in named if _fits(n[2], run)), *called])

    def tell(self, symbols: Iterable[Span], runs: Iterable[Sequence[Span]]) -> None:
        """Learn the organs of numbers that aren't left open."""
        for organ, sign in UNITED.items():
            numbers = (s.value.split(f"{sign}/RES/") for s in symbols)
            self.told.update({number: organ for start, *rest in numbers for number in rest if not start})
        for run in runs:
            if _TELLING.search(run[0].value) and (beside := _beside(self, run)):
                self.told.update({p.value: beside for p in run})


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


def year_of(number: str) -> str:
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


def symbol(organ: str, number: str) -> str | None:
    """A number as an organ's symbol; None if the organ doesn't number so."""
    for style, form in _styles()[organ]:
        if found := style.fullmatch(number):
            return year_of(number) or None if organ == "UNSC" else form.format(found[0], *found.groups())
    return None


def asked(page: Page, run: Sequence[Span]) -> bool | None:
    """Whether a list is one of resolutions: by the word right before it or in its sentence, or by what is done there.

    None if it only looks like one.
    """
    plain, (start, end) = page.reading.plain, page.reading.sentence(run[0].start)
    if _LEAD.search(plain[max(0, run[0].start - 40) : run[0].start]):
        return True
    if (
        run[0].value in _SAYINGS
        or not _TELLING.search(run[0].value)
        or _LABEL.search(plain[start : run[0].start])
    ):
        return False
    return True if _WORD.search(plain[start:end]) or run[0].value[0] in "SE" else None


def _beside(page: Page, run: Sequence[Span]) -> str | None:
    """The organ right before a list, or the one that it is said to be by or of."""
    first, last, plain = run[0].start, run[-1].end, page.reading.plain
    start, end = page.reading.sentence(first)
    before, after = page.organs(start, first, run)[-1:], page.organs(last, end, run)[:1]
    if before and _BEFORE.fullmatch(plain, before[0][1], first):
        return before[0][2]
    return after[0][2] if after and asked(page, run) and _OF.fullmatch(plain, last, after[0][0]) else None


def organ_of(page: Page, run: Sequence[Span]) -> str | None:
    """The organ of a list of numbers, None if none is named or it isn't a list of resolutions."""
    if beside := _beside(page, run):
        return beside
    if (sure := asked(page, run)) is False:
        return None
    start, end = page.reading.sentence(run[0].start)
    before = page.organs(start, run[0].start, run)[::-1] or page.organs(run[-1].end, end, run)
    before += page.organs(_passage(page.reading.plain, start), start, run)[::-1]
    told = next((o for p in run if (o := page.told.get(p.value)) and _fits(o, run)), None)
    if told or (before and (sure or page.speaks or "(" in run[0].value)):
        return told or before[0][2]
    return _elsewhere(page, run) if sure else None


def _passage(plain: str, place: int) -> int:
    """Where the passage of a place begins: its paragraph, with the list, the heading or the line that leads to it."""
    start = max(0, plain.rfind("\n\n", 0, place))
    while start:
        end = len(plain[:start].rstrip())
        above = plain.rfind("\n", 0, end) + 1
        listed = _ITEM.match(plain, above) and _ITEM.match(plain, start)
        if listed or (end - above < _HEADING and plain[end - 1] not in ".!?;,"):
            start = above
        if not listed:
            break
    return start


def _elsewhere(page: Page, run: Sequence[Span]) -> str | None:
    """The one organ of the document that could have numbered a list so, else the one that usually does."""
    called = {organ for noun in page.nouns if (organ := page.called(noun, run))}
    organs = {symbol(o, run[0].value): o for o in sorted(page.known | called) if _fits(o, run)}
    usual = [o for o in ("UNSC", "UNGA") if "(" in run[0].value and _fits(o, run)]
    return next(iter([*organs.values()] if len(organs) == 1 else usual), None)


def _fits(organ: str, run: Sequence[Span]) -> bool:
    return organ in _styles() and all(symbol(organ, p.value) for p in run)
