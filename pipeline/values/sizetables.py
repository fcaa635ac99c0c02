"""Reads tables with a column of sizes: a row for each body, or for each day of one body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span, free
from pipeline.values.cells import Cell, table
from pipeline.values.counts import Count

#: What the row of the sum of others is called.
_SUM = re.compile(r"\W*(?:total|all|sum|altogether|in all|overall)\b.*", re.I)


def read(hit: Hit) -> Iterable[Span]:
    """The number of each row in the column of which the match is the header."""
    found, reading = table(hit), hit.reading
    if not found:
        return
    for row in found.rows:
        numbers = row[found.column].spans(reading, "number")
        if len(numbers) == 1 and _is_size(reading, numbers[0], row, found.column):
            number = numbers[0]
            bound, _, value = number.value.rpartition(" ")
            count = Count("total", bound or "eq", int(value), "members")
            yield Span(hit.rule.kind, number.start, number.end, str(count), hit.rule.id)


def _is_size(reading: Reading, number: Span, row: list[Cell], column: int) -> bool:
    """Whether a number fills its cell and its row begins with a body, a day, or the word for a sum."""
    cell, names = row[column], [c for i, c in enumerate(row) if i != column]
    rest = reading.plain[cell.start : number.start] + reading.plain[number.end : cell.end]
    if re.search(r"[^\W\d_]", rest):
        return False
    return bool(
        names[0].spans(reading, "body", "date")
        or _SUM.fullmatch(reading.plain[names[0].start : names[0].end])
    ) and not names[0].spans(reading, "country")


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Those that no sentence has told."""
    return free(dict.fromkeys(spans), reading.of("count"))
