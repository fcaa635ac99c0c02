"""Reads sizes that follow each other, each with its time: "15 in 2011, 18 in 2012 and, when it met again, 30"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values import births, vetoes
from pipeline.values.cues import begun

#: The kind of a span over such a row of numbers, of which no word says that they are sizes.
KIND = "series"
#: The rules whose words call those of a number founders, wherever it stands.
_FOUNDERS = ("initial.founding", "initial.founders")

#: What makes a body grow by a step.
_ENTRY = re.compile(
    r"\b(?:joined|joins|admitted|let in|entered|acceded|accession|entry|enlargement|ratified|thereby|rises|swells)\b",
    re.I,
)
#: So small a growth is a step, and so is a slight one of a body of many.
_SMALL, _MANY = 3, 20
#: What tells a number of its own, which shares no bound with the one before it: "about 30 in 2016 and now 42".
_OWN = re.compile(
    r"\b(?:now|today|currently|has|have|had|is|are|was|were|stands|stood|exactly|precisely|just|grew|rose|fell)\b",
    re.I,
)
#: What tells that a body grew, the name of which is written as "it"; no body has more members.
_GREW = re.compile(
    r"\bit[ ,]+(?:\w+ ){0,2}(?:gr[eo]w\w*|expand\w*|swell\w*|swollen|enlarged)\b|\bgrowth of (?:the )?it\b|"
    r"\bit's (?:growth|expansion|membership|ranks|size)\b",
    re.I,
)
_MOST = 250
#: What says behind a number that it is that of the beginning.
_FIRST = re.compile(
    r" (?:at (?:first|the (?:start|outset|beginning))|initially|originally|to (?:begin|start) with)\b", re.I
)
#: Numbers that are told roughly are multiples of this one.
_ROUND = 5


def sizes(
    reading: Reading, spans: list[Span], best: dict[tuple[Span, str], Span], others: Container[Span]
) -> Iterator[tuple[Span, Span]]:
    """The numbers of a row of which one is known as a size, each with its reading: they are all sizes, and those behind
    the first are no longer that of the foundation."""
    for row in (s for s in spans if s.kind == "count" and s.value.startswith(KIND)):
        numbers = [n for n in reading.within(row.start, row.end, "number") if n not in others]
        if any(vetoes.seats(reading, n) for n in reading.within(row.start, row.end, "number")):
            continue
        sized = {n: best[n, ""] for n in numbers if (n, "") in best}
        told = any(s.value.startswith(("total ", "initial ")) for s in sized.values())
        if not numbers or not (told or _grew(reading, row, numbers)):
            continue
        for before, number in pairwise([numbers[0], *numbers]):
            if number not in sized:
                first = begun(reading, number) or _FIRST.match(reading.plain, number.end)
                of_birth = (number == numbers[0] and first) or births.in_year(reading, number)
                kind = "initial" if of_birth else "total"
                bound = number.value.rpartition(" ")[0] or _shared(reading, before, number, sized)
                size = f"{kind} {bound} {number.value.rpartition(' ')[2]} members"
                sized[number] = replace(number, kind="count", value=size, rule=row.rule)
                yield number, sized[number]
            elif number != numbers[0] and sized[number].rule not in _FOUNDERS:
                size = sized[number].value.replace("initial ", "total ", 1)
                yield number, replace(sized[number], value=size)


def _grew(reading: Reading, row: Span, numbers: Sequence[Span]) -> bool:
    """Whether numbers that rise stand in a sentence on the growth of a body: "Twelve at first, then 16: NATO grew"."""
    start, end = reading.sentence(row.start)
    sizes = [int(n.value.split()[-1]) for n in numbers]
    rising = len(sizes) > 1 and sizes == sorted(set(sizes)) and sizes[0] >= _SMALL and sizes[-1] <= _MOST
    return rising and bool(_GREW.search(reading.unnamed(start, row.start) + reading.unnamed(row.end, end)))


def _shared(reading: Reading, before: Span, number: Span, sized: Mapping[Span, Span]) -> str:
    """The bound that a number shares with the one before it in its row: that of a verb ("passed 30 in 2016 and 40 in
    2024"), that of an adverb if both are round ("about 30 in 2016 and 40 in 2024")."""
    if before not in sized or _OWN.search(reading.plain, before.end, number.start):
        return "eq"
    verb = before.value.isdigit()
    rough = all(int(n.value.rpartition(" ")[2]) % _ROUND == 0 for n in (before, number))
    return sized[before].value.split()[1] if verb or rough else "eq"


def is_step(hit: Hit) -> bool:
    """Whether a growth is one accession among others rather than that from the foundation on: "from 41 to 42"."""
    ends = [hit.spans(group, "number")[0] for group in ("first", "last")]
    first, last = (int(end.value.split()[-1]) for end in ends)
    start = ends[0].start
    entry = last < 2 * first and _ENTRY.search(hit.reading.plain, hit.reading.sentence(start)[0], start)
    slight = first >= _MANY and 4 * last < 5 * first
    dated = _of_a_year(hit) and not births.in_year(hit.reading, ends[0])
    return last - first < _SMALL or slight or dated or bool(entry)


def _of_a_year(hit: Hit) -> bool:
    """Whether a growth begins at a told time or happened within a year: "the 30 of 2016 have become 42", "in 1995 it
    grew from 12 to 15"."""
    plain, (start, _) = hit.reading.plain, hit.offsets("")
    told = hit.spans("", "date")
    before = hit.reading.within(hit.reading.sentence(start)[0], start, "date")
    within = [d for d in before if d.first and d.last and d.first.year == d.last.year]
    at_once = not plain.endswith(("had ", "has ", "have "), 0, start) and len(within) == len(before) == 1
    return any(plain.endswith(" of ", 0, d.start) for d in told) or (
        at_once and plain[: before[0].start].lower().endswith("in ")
    )
