"""Finds the rows and columns of a table in a text, whose cells stand between bars, semicolons, slashes or commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span

_RULE = re.compile(r"[\s|;,/:-]*")
#: A header between bars: so are the rows.
_FRAMED = re.compile(r" *\|[^\n]*\| *$", re.M)
#: What parts the cells of a row: the first of them that the header has.
_SIGNS = ("|", ";", " / ", ",")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in the text."""

    start: int
    end: int

    def spans(self, reading: Reading, *kinds: str) -> list[Span]:
        """The recognised spans within."""
        return reading.within(self.start, self.end, *kinds)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it begins, its header, the column that a rule is about, and the rows that are as long as the
    header."""

    start: int
    header: list[Cell]
    column: int
    rows: list[list[Cell]]


def table(hit: Hit) -> Table | None:
    """The table in whose header the group `head` of a match is a cell, if that is a header of two cells at least."""
    plain, at = hit.reading.plain, hit.offsets("head")[0]
    first = plain.rfind("\n", 0, at) + 1
    over = plain.rfind("\n", 0, max(0, first - 1)) + 1
    if "|" in plain[over:first] and hit.reading.within(over, first, "country", "date", "number"):
        return None
    header, *rows = [*lines(plain, first)] or [[]]
    column = next((i for i, cell in enumerate(header) if cell.start <= at < cell.end), None)
    if column is None or len(header) < 2:
        return None
    return Table(first, header, column, [row for row in rows if len(row) == len(header)])


def lines(plain: str, start: int) -> Iterator[list[Cell]]:
    """The rows of the table that begins at `start`, header first, as cells. An empty line may follow the header."""
    rows, sign = 0, ""
    framed = _FRAMED.match(plain, start) is not None
    while start < len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        line = plain[start:end]
        sign = sign or next((sign for sign in _SIGNS if sign in line), "|")
        if sign not in line and (line or rows != 1):
            return
        if not _RULE.fullmatch(line):
            rows += 1
            yield _cells(line, start, sign, framed)
        start = end + 1


def one_table(plain: str, one: int, other: int) -> bool:
    """Whether two places lie in rows of one table with bars."""
    first, last = plain.rfind("\n", 0, min(one, other)) + 1, plain.find("\n", max(one, other))
    return all("|" in line for line in plain[first : last if last >= 0 else None].split("\n"))


def _cells(line: str, start: int, sign: str, framed: bool) -> list[Cell]:
    inner = line.strip()
    inner = inner.removeprefix("|").removesuffix("|") if framed else inner
    cells, at = [], start + line.index(inner)
    for words in inner.split(sign):
        first = at + len(words) - len(words.lstrip())
        cells.append(Cell(first, max(first, at + len(words.rstrip()))))
        at += len(words) + len(sign)
    return cells
