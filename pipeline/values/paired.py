"""Reads sizes in a row behind as many bodies or dates: "The FOC and NATO have 42 and 32 members"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span

#: The kind of a span over such a row of numbers.
KIND = "paired"


def fits(hit: Hit) -> bool:
    """Whether a row has a number for each body or date."""
    whose = hit.spans("whose" if hit.has("whose") else "whose2", "body", "date")
    return len(hit.spans("span", "number")) == len(whose)


def sizes(reading: Reading, spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    """The numbers of each row, with their readings; they share the bound of the first."""
    for row in (s for s in spans if s.kind == "count" and s.value.startswith(KIND)):
        numbers = reading.within(row.start, row.end, "number")
        shared, _, _ = numbers[0].value.rpartition(" ")
        for number in numbers:
            bound, _, value = number.value.rpartition(" ")
            size = f"total {bound or shared or 'eq'} {value} members"
            yield number, replace(number, kind="count", value=size, rule=row.rule)
