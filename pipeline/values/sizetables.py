"""Reads tables with a column of sizes: a row for each body, or for each day of one body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span, free
from pipeline.values.counts import Count
from pipeline.values.tables import Cell, lines_of

#: What the row of the sum of others is called.
_SUM = re.compile(r"\W*(?:total|all|sum|altogether|in all|overall)\b.*", re.I)


def read(hit: Hit) -> Iterable[Span]:
    """The number of each row in the column of which the match is the header."""
    reading, at = hit.reading, hit.offsets("head")[0]
    first = reading.plain.rfind("\n", 0, at) + 1
    if "|" in reading.plain[reading.plain.rfind("\n", 0, max(0, first - 1)) + 1 : first]:
        return
    lines = lines_of(reading.plain, first)
    header = next(lines, [])
    column = next((i for i, cell in enumerate(header) if cell.start <= at < cell.end), None)
    if column is None or len(header) < 2:
        return
    for row in lines:
        numbers = row[column].spans(reading, "number") if len(row) == len(header) else []
        if len(numbers) == 1 and _is_size(reading, numbers[0], row, column):
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
