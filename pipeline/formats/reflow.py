"""Mends the lines of a text whose line ends are layout: hard-wrapped lines, torn sentences, columns.

In the result paragraphs stand apart by a blank line, and a line end within a paragraph means something: an item of a
list, a row of a table, a line of an address.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.formats.text import is_ended

#: A column gap in raw text: a tab, or more spaces than anybody leaves between words.
_COLUMN = re.compile(r"(?<=\S)(?: *\t[ \t]*| {3,})(?=\S)")
#: One between two lines with such gaps: its longest name leaves less room.
_GAP = re.compile(r"(?<=[^\s.!?:;,])(?: *\t[ \t]*| {2,})(?=\S)")
#: White space that lines up the bars of a table.
_PADDING = re.compile(r"(?<=\|)[ \t]{2,}|[ \t]{2,}(?=\|)")
#: What stands between the cells of a row, and beside an empty one at its end.
_BAR = re.compile(r"\| | \|")
#: What parts the cells of a table that leaves no room between them.
_TIGHT = re.compile(r"(?<=\w)(?:[;|]|,(?!\d{3}(?!\w)))(?=\w)")
_LOWER = re.compile(r"[(“\"‘']?[a-zß-öø-ÿ]")
_BULLET = re.compile(r"[-*•·●▪◦‣–—] ")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)] ")
#: Mail programs' second bullet. It is a word in some languages, so it counts only where a sentence has ended.
_ROUND = re.compile(r"o ")
_HYPHEN = re.compile(r"\w-")
#: "pre- and post-war": a hyphen before these words stands for a word left out.
_ELLIPSIS = re.compile(r"(?:and|or|to|und|oder|et|ou|y|o) ")

#: Lines of a wrapped text are at least this long; lists of names are shorter.
NARROWEST, WIDEST = 40, 110
#: A text whose lines are all full is wrapped if they are at least as long as this.
FULL = 60
#: Characters by which a line may stay short of the width and still be wrapped: people break lines early.
SLACK = 3
#: Share of line ends in the middle of a sentence from which a text counts as wrapped.
TORN = 0.25


def columns(text: str) -> str:
    """`text` with a bar between the columns of a table: where two lines one after the other have a gap.

    A gap in a single line is white space, and becomes a space.
    """
    lines = [_PADDING.sub(" ", line.strip()) for line in text.split("\n")]
    gaping = [line if "\t" in line or "  " in line else "" for line in lines]
    wide, narrow = ([bool(gap.search(line)) for line in gaping] for gap in (_COLUMN, _GAP))
    tight = [len(_TIGHT.findall(line)) for line in lines]
    for i, line in enumerate(lines):
        beside = [n for n in (i - 1, i + 1) if 0 <= n < len(lines)]
        row = any((wide[i] and narrow[n]) or (narrow[i] and wide[n]) for n in beside)
        if row and not _mark(line):
            lines[i] = _GAP.sub(" | ", line)
        elif wide[i]:
            lines[i] = _COLUMN.sub(" ", line)
        elif tight[i] and "://" not in line and any(tight[n] == tight[i] for n in beside):
            lines[i] = _TIGHT.sub(r"\g<0> ", line).replace("| ", " | ")
    return "\n".join(lines)


def reflow(text: str) -> str:
    """`text` with wrapped lines joined, and paragraphs that tear a sentence apart. Expects `text.tidy`."""
    paragraphs = [paragraph.split("\n") for paragraph in re.split(r"\n{2,}", text)]
    width = _width(paragraphs)
    joined = [_join(lines, width) for lines in paragraphs]
    return "\n\n".join("\n".join(lines) for lines in _mend(joined))


def _width(paragraphs: list[list[str]]) -> int:
    """The width to which the text is wrapped, 0 if it isn't: the longest line that ends in mid-sentence."""
    pairs = [pair for lines in paragraphs for pair in pairwise(lines) if not _mark(pair[1])]
    torn = [len(a) for a, b in pairs if _LOWER.match(b) and not is_ended(a) and len(a) >= NARROWEST]
    if len(torn) <= TORN * len(pairs) or max(torn) > WIDEST:
        return _filled(pairs)
    return max(torn)


def _filled(pairs: list[tuple[str, str]]) -> int:
    """The width of a text each of whose lines goes on as long as words fit into it, 0 if some don't.

    So capitals and numbers that happen to begin all other lines don't hide that a text is wrapped.
    """
    width = max((len(a) for a, _ in pairs), default=0)
    full = all(len(a) + 1 + (b + " ").index(" ") > width for a, b in pairs)
    running = any(not is_ended(a) and not _BAR.search(a) for a, _ in pairs)
    return width if FULL <= width <= WIDEST and full and running else 0


def _join(lines: list[str], width: int) -> list[str]:
    """The lines of a paragraph, those joined that a wrap has parted."""
    items = _items(lines)
    joined = [[lines[0]]]
    for i in range(1, len(lines)):
        if not items[i] and _wraps(lines[i - 1], lines[i], width):
            joined[-1] += [_seam(lines[i - 1], lines[i]), lines[i]]
        else:
            joined.append([lines[i]])
    return ["".join(pieces) for pieces in joined]


def _items(lines: list[str]) -> list[bool]:
    """Which lines of a paragraph begin an item: marked lines after an end, or with a mark that isn't the only one."""
    marks = [_mark(line) for line in lines]
    several = {mark for mark in ("bullet", "number") if mark == marks[0] or marks.count(mark) > 1}
    return [bool(m) and (i == 0 or m in several or is_ended(lines[i - 1])) for i, m in enumerate(marks)]


def _mark(line: str) -> str:
    """The kind of mark that an item of a list begins with, or nothing."""
    kinds = (("bullet", _BULLET), ("number", _NUMBER), ("round", _ROUND))
    return next((kind for kind, mark in kinds if mark.match(line)), "")


def _wraps(line: str, following: str, width: int) -> bool:
    """Whether the line end between two lines is layout: the next word wouldn't have fitted, or the sentence goes on."""
    if _BAR.search(line) or _BAR.search(following):
        return False
    if _LOWER.match(following) and not is_ended(line) and len(line) >= NARROWEST:
        return True
    return 0 < width - SLACK < len(line) + 1 + (following + " ").index(" ") and len(line) <= WIDEST


def _seam(line: str, following: str) -> str:
    """What comes between two lines when they are joined: nothing after a hyphen, unless a word is left out there."""
    hyphen = _HYPHEN.match(line[-2:]) and following[:1].isalpha() and not _ELLIPSIS.match(following)
    return "" if hyphen else " "


def _mend(paragraphs: list[list[str]]) -> list[list[str]]:
    """Puts together what a blank line has torn: a paragraph without an end, and one that begins in lower case."""
    mended: list[list[list[str]]] = []
    last = "."
    for lines in paragraphs:
        torn = not is_ended(last) and _LOWER.match(lines[0])
        if torn and not any(_mark(line) or _BAR.search(line) for line in (last, lines[0])):
            mended[-1][-1] += [_seam(last, lines[0]), lines[0]]
            mended[-1] += [[line] for line in lines[1:]]
        else:
            mended.append([[line] for line in lines])
        last = lines[-1]
    return [["".join(pieces) for pieces in lines] for lines in mended]
