"""The rows of a table of a page as lines of text, each cell below its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: More rows than these no cell spans but by mistake.
_MOST_ROWS = 60
#: More columns than these no cell spans.
_MOST_COLUMNS = 20


class Grid:
    """The row at hand of a table. A cell that spans rows is told again in each of them, as a reader sees it there."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        #: By column the cells that hang down from a row above: in how many rows still, and what they say.
        self._hanging: dict[int, tuple[int, str]] = {}

    @property
    def hanging(self) -> int:
        """How many cells hang down into the row at hand."""
        return len(self._hanging)

    def add(self, text: str, cell: Any) -> None:
        """Put a cell into the next free column."""
        self._hang()
        rows, columns = _number(cell.get("rowspan"), _MOST_ROWS), _number(cell.get("colspan"), _MOST_COLUMNS)
        for column in range(columns):
            if rows > 1:
                self._hanging[len(self._cells)] = (rows, "" if column else text)
            self._cells.append("" if column else text)

    def row(self) -> str:
        """End the row: its line, empty if its cells are."""
        self._hang()
        cells, self._cells = self._cells, []
        self._hanging = {at: (rows - 1, text) for at, (rows, text) in self._hanging.items() if rows > 1}
        return row_of(cells)

    def _hang(self) -> None:
        while (held := self._hanging.get(len(self._cells))) is not None:
            self._cells.append(held[1])


def row_of(cells: Sequence[str]) -> str:
    """The cells of a row in one line, with bars between them; the empty ones too, so that each stands below its title.

    >>> row_of(["Chile", "", "2022", ""]), row_of(["", "Chile"])
    ('Chile | | 2022 |', 'Chile')
    """
    told = [cell for cell in cells if cell]
    if not told or (len(told) == 1 and not cells[0]):
        return "".join(told)
    return " |".join(f" {cell}" if cell else "" for cell in cells).strip()


def _number(value: str | None, most: int) -> int:
    """How many rows or columns a cell spans: one, unless it says so in a number that can be."""
    number = int(value) if value and value.isascii() and value.isdigit() and len(value) < len("1000") else 1
    return number if 0 < number <= most else 1
