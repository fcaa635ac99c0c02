"""Reads sizes that follow each other, each with its time: "15 in 2011, 18 in 2012 and, when it met again, 30"."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values import vetoes
from pipeline.values.cues import begun

#: The kind of a span over such a row of numbers, of which no word says that they are sizes.
KIND = "series"
#: The rules whose words call those of a number founders, wherever it stands.
_FOUNDERS = ("initial.founding", "initial.founders")


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
        if not any(s.value.startswith(("total ", "initial ")) for s in sized.values()):
            continue
        for number in numbers:
            bound, _, value = number.value.rpartition(" ")
            if number not in sized:
                kind = "initial" if number == numbers[0] and begun(reading, number) else "total"
                size = f"{kind} {bound or 'eq'} {value} members"
                yield number, replace(number, kind="count", value=size, rule=row.rule)
            elif number != numbers[0] and sized[number].rule not in _FOUNDERS:
                size = sized[number].value.replace("initial ", "total ", 1)
                yield number, replace(sized[number], value=size)
