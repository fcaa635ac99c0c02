"""The lines of a PDF page, from the places of its characters: words, cells, where a line stands, how large it is.

Marks of footnotes, small and raised digits glued to the word before, are left out: `295` and a raised 1 are no 295.1.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

#: A gap of at least so many heights of a line may part two cells of a table: if one stands above or below it.
GAP = 0.7
#: The gaps of justified text differ by less than this factor.
JUSTIFIED = 1.1
#: A mark of a footnote is smaller than its line by this factor and raised by this share of the line's height.
SMALLER, RAISED = 0.9, 0.12
#: How PDFium writes a hyphen at the end of a line; the word goes on in the next one.
HYPHEN = "\x02"
#: Text that is turned by more than this (radians) has lines of another kind.
_TURNED = 0.05

_MARKS = frozenset("0123456789*†‡§")
#: A raised digit after a unit is a power of it.
_UNIT = re.compile(r"(?:^|\s)[ckm]?m$")
_SPACES = frozenset(" \t\u00a0")
_ENDS = frozenset("\r\n")


@dataclass(slots=True)
class Line:
    """A line: its text, its edges and its base line in points, and the height of its letters.

    `gaps` are the spaces in it: the number of the character, and where the gap begins and ends.
    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    gaps: list[tuple[int, float, float]]


class _Page:
    """The characters of a page, by number. The calls that tell of one take time, so each is made only if needed."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.text = page.get_textpage()
        self.count = self.text.count_chars()
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def char(self, i: int) -> str:
        code = self.pdfium.FPDFText_GetUnicode(self.text, i)
        return chr(code) if code < 0x110000 else "\ufffd"

    def box(self, i: int) -> tuple[float, float, float]:
        """Left, right and height."""
        box = self._box
        if not self.pdfium.FPDFText_GetLooseCharBox(self.text, i, box):
            return 0.0, 0.0, 0.0
        return box.left, box.right, box.top - box.bottom

    def base(self, i: int) -> float:
        self.pdfium.FPDFText_GetCharOrigin(self.text, i, self._x, self._y)
        return self._y.value

    def is_turned(self, i: int) -> bool:
        return bool(self.pdfium.FPDFText_GetCharAngle(self.text, i) > _TURNED)


def page_lines(page: Any, number: int) -> tuple[list[Line], int]:
    """The lines of a page in the order of the file, and how many marks of footnotes were left out."""
    chars = _Page(page)
    reader = _Reader(chars, number)
    for i in range(chars.count):
        reader.add(i, chars.char(i))
    reader.end()
    _part_cells(reader.lines)
    return reader.lines, reader.marks


class _Reader:
    """The line at hand, and those before it."""

    def __init__(self, chars: _Page, number: int) -> None:
        self.chars, self.number = chars, number
        self.lines: list[Line] = []
        self.marks = 0
        #: Of the line at hand: its characters and its gaps.
        self.words: list[str] = []
        self.gaps: list[tuple[int, float, float]] = []
        #: Numbers of the first and the last visible character of the line at hand; of the last that is no mark.
        self.first = self.last = self.body = -1
        self.space = False

    def add(self, i: int, char: str) -> None:
        if char in _ENDS:
            self.end()
        elif char in _SPACES:
            self.space = True
        elif char in _MARKS and self._is_mark(i):
            self.marks += 1
            self.last = i
        else:
            if self.space and self.last >= 0:
                self.gaps.append((len(self.words), self.chars.box(self.last)[1], self.chars.box(i)[0]))
                self.words.append(" ")
            self.space = False
            self.words.append(char)
            self.first = i if self.first < 0 else self.first
            self.last = self.body = i
            if char == HYPHEN:
                self.end()

    def end(self) -> None:
        """The line is over. It may be only a piece of one that goes on after a raised character."""
        if self.words:
            self._put(Line(self.number, "".join(self.words), *self._edges(), self.gaps))
        elif self.last >= 0 and self.lines:
            self.lines[-1].right = self.chars.box(self.last)[1]
        self.words, self.gaps, self.space = [], [], False
        self.first = self.last = self.body = -1

    def _edges(self) -> tuple[float, float, float, float]:
        left, _, size = self.chars.box(self.first)
        if self.chars.is_turned(self.first) or size <= 0:
            # The lines of turned text stand one below the other, as far as we are concerned.
            below = self.lines[-1].base - 20 if self.lines else 0.0
            return 0.0, 1e6, below, 10.0
        return left, self.chars.box(self.last)[1], self.chars.base(self.first), size

    def _put(self, line: Line) -> None:
        last = self.lines[-1] if self.lines else None
        if last and _same(last, line) and not last.text.endswith(HYPHEN):
            joint = len(last.text)
            if line.left - last.right > 0.1 * line.size:
                last.gaps.append((joint, last.right, line.left))
                last.text += " "
                joint += 1
            last.text += line.text
            last.gaps += [(joint + at, left, right) for at, left, right in line.gaps]
            last.right = line.right
        else:
            self.lines.append(line)

    def _is_mark(self, i: int) -> bool:
        """Whether a character is a mark of a footnote, after a word of the line."""
        before = self.body
        if before < 0 or _UNIT.search("".join(self.words[-3:])):
            return False
        size = self.chars.box(before)[2]
        if not 0 < self.chars.box(i)[2] < SMALLER * size:
            return False
        return self.chars.base(i) - self.chars.base(before) > RAISED * size


def _same(line: Line, following: Line) -> bool:
    """Whether what follows stands in the same line, to its right."""
    size = max(line.size, following.size)
    return abs(line.base - following.base) < 0.4 * size and following.left > line.right - 0.3 * size


def _part_cells(lines: list[Line]) -> None:
    """Put a tab into the gaps that part the cells of a table: what is white in one row is so in the next."""
    wide = [_wide(line) for line in lines]
    for i, line in enumerate(lines):
        near = [gap for other in (i - 1, i + 1) if 0 <= other < len(lines) for gap in wide[other]]
        text = list(line.text)
        for at, left, right in wide[i]:
            if any(min(right, b) - max(left, a) > 0.5 * line.size for _, a, b in near):
                text[at] = "\t"
        line.text = "".join(text)


def _wide(line: Line) -> list[tuple[int, float, float]]:
    """The gaps of a line that are wide, unless it is justified: then they are all alike."""
    widths = [right - left for _, left, right in line.gaps]
    if len(widths) > 1 and max(widths) < JUSTIFIED * min(widths):
        return []
    return [gap for gap, width in zip(line.gaps, widths, strict=True) if width > GAP * line.size]
