"""Puts the lines of a PDF's pages together: paragraphs, items, rows; without what is repeated on every page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from pipeline.formats.pdflines import HYPHEN, Line
from pipeline.formats.text import is_ended

#: How many lines at the top and at the bottom of a page may be repeated on others, within so many points.
EDGE, SHIFT = 3, 6.0
#: A paragraph begins where lines stand further apart than usual by this factor, or change size by that.
APART, SIZE = 1.25, 1.12
#: A column of fewer average characters isn't one of running text: its lines are items or cells.
NARROW = 30
#: A headline is larger than the text by this factor.
LARGER = 1.15

_PAGE = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|p\.?)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"[•·●▪◦‣\uf0b7\uf0a7\x7f][ \t]+")
_ITEM = re.compile(r"(?:[-*–—]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s")
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"\w+-\w+")
#: First parts of compounds, whose hyphen stays if a line ends there.
_COMPOUNDS = frozenset(
    "twenty thirty forty fifty sixty seventy eighty ninety non self well long short high low vice ex so post pre anti"
    " multi half one two three four five six seven eight nine ten cross wide far newly".split()
)


def body_size(lines: Sequence[Line]) -> float:
    """The height of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def headline(lines: Sequence[Line]) -> str | None:
    """The largest lines of the first page, if they are larger than its text and few."""
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    largest = max((line.size for line in first), default=0.0)
    if largest < LARGER * body_size(lines):
        return None
    words = " ".join(line.text for line in first if line.size > largest / SIZE).split()
    return " ".join(words) if 2 < len(words) <= 25 else None


def without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without running heads, feet and page numbers, and how many words were cut."""
    repeated: dict[tuple[bool, str], list[tuple[int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for top, line in _edges(page):
            repeated[top, _DIGITS.sub("#", line.text)].append((number, line))
    cut: set[int] = set()
    for found in repeated.values():
        bases = [line.base for _, line in found]
        often = len({number for number, _ in found}) >= max(2, (len(pages) + 1) // 2)
        if often and max(bases) - min(bases) <= SHIFT:
            cut |= {id(line) for _, line in found}
    for page in pages:
        cut |= {id(line) for line in _page_numbers([line for line in page if id(line) not in cut])}
    lost = sum(len(line.text.split()) for page in pages for line in page if id(line) in cut)
    return [[line for line in page if id(line) not in cut] for page in pages], lost


def _edges(page: Sequence[Line]) -> Iterable[tuple[bool, Line]]:
    """The lines at the edges of a page, with whether it is the upper one."""
    ordered = sorted(page, key=lambda line: -line.base)
    yield from ((True, line) for line in ordered[:EDGE])
    yield from ((False, line) for line in ordered[max(EDGE, len(ordered) - EDGE) :])


def _page_numbers(page: Sequence[Line]) -> Iterable[Line]:
    """The highest and the lowest line of a page, if they hold a page's number and stand apart."""
    ordered = sorted(page, key=lambda line: -line.base)
    for line, neighbour in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])) if len(ordered) > 2 else ():
        apart = abs(line.base - neighbour.base) > 1.8 * neighbour.size
        if apart and _PAGE.fullmatch(line.text):
            yield line


def text_of(lines: Sequence[Line]) -> str:
    """The text: a blank line between paragraphs, one line for each item and row, wrapped lines joined."""
    if not lines:
        return ""
    for line in lines:
        line.text = _BULLET.sub("- ", line.text, count=1) if _BULLET.match(line.text) else line.text
    lead = _lead(lines)
    rights = _rights(lines)
    parts = [lines[0].text]
    for line, following in pairwise(lines):
        parts += [_between(line, following, lead, rights), following.text]
    return _joined(parts)


def _lead(lines: Sequence[Line]) -> float:
    """How far lines stand apart in a paragraph, in heights of their letters."""
    near = [
        (a.base - b.base) / a.size
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < a.base - b.base < 2.5 * a.size
    ]
    # More line ends lie within paragraphs than between them, but for lists; the lower half is safe.
    return median(sorted(near)[: len(near) // 2 + 1]) if near else 1.2


def _column(line: Line) -> tuple[int, int]:
    return line.page, round(line.left / (4 * line.size))


def _rights(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """The right edge of every column: of the lines that begin at about the same place of a page."""
    rights: dict[tuple[int, int], float] = {}
    for line in lines:
        page, left = _column(line)
        for near in (left - 1, left, left + 1):
            rights[page, near] = max(line.right, rights.get((page, near), 0.0))
    return rights


def _between(line: Line, following: Line, lead: float, rights: dict[tuple[int, int], float]) -> str:
    """What stands between two lines: a space where a line was wrapped, a line end, or a blank line."""
    if line.text.endswith(HYPHEN):
        return ""
    wrapped = _is_wrapped(line, following, rights)
    if line.page != following.page or following.base > line.base:
        torn = wrapped and not is_ended(line.text)
        return " " if torn else "\n\n"
    if "\t" in line.text and "\t" in following.text:
        return "\n"
    if max(line.size, following.size) > SIZE * min(line.size, following.size):
        return "\n\n"
    if line.base - following.base > APART * lead * line.size:
        return "\n\n"
    if wrapped:
        return " "
    row_or_item = "\t" in line.text or _ITEM.match(line.text) or _ITEM.match(following.text)
    return "\n\n" if is_ended(line.text) and not row_or_item else "\n"


def _is_wrapped(line: Line, following: Line, rights: dict[tuple[int, int], float]) -> bool:
    """Whether a line ends because the next word didn't fit."""
    if "\t" in line.text or "\t" in following.text or _ITEM.match(following.text):
        return False
    letter = (line.right - line.left) / len(line.text)
    word = (following.text.split() or [""])[0].rstrip(HYPHEN)
    right = rights[_column(line)]
    full = line.right + (len(word) + 0.5) * letter > right
    return full and right - line.left > NARROW * letter


def _joined(parts: Sequence[str]) -> str:
    """The parts, words that a line end has torn put together. A hyphen stays in a compound."""
    whole = "".join(parts)
    compounds = {found.lower() for found in _COMPOUND.findall(whole)}
    pieces = whole.split(HYPHEN)
    joined = [pieces[0]]
    for before, after in pairwise(pieces):
        left, right = _LAST.search(before), _FIRST.match(after)
        first, second = left[0] if left else "", right[0] if right else ""
        kept = not (first[-1:].islower() and second[:1].islower()) or first.lower() in _COMPOUNDS
        kept = kept or f"{first}-{second}".lower() in compounds
        joined += ["-" if kept else "", after]
    return "".join(joined)
