"""Walks an HTML tree and cuts it into blocks of text as a reader sees them: headings, paragraphs, items, rows.

What nobody sees and what is page furniture by name is passed over; what else is none of the announcement's text,
`mainpart` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.formats.elements import (
    HEADINGS,
    INLINE,
    LEAVES,
    count_words,
    is_dated,
    is_hidden,
    is_link,
    is_reference,
    is_row,
    mark,
    own_text,
    words,
)
from pipeline.formats.grid import Grid
from pipeline.formats.pagemeta import plain, says
from pipeline.formats.plain import readable

#: Share of the page's own text from which an element is no furniture, whatever it is called.
NEARLY_ALL = 0.6
#: Furniture may tell the day of publication if it has fewer characters than this.
SHORT = 200
#: How often the text of a page may be read again to weigh its elements; a limit for pages made to be slow.
READINGS = 20

_WHITE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\u2028"  # stands for <br> until a block is closed
_SIGNS = {"br": _BREAK, "q": "“"}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text: its `kind` (heading, text, item, line), the share of it that is link, its node and element."""

    kind: str
    text: str
    linked: float
    node: int
    element: Any


@dataclass(slots=True)
class Page:
    """The blocks of a page in order, and its nodes: each one's parent (a smaller number), and if it is called main.

    `headline` is the number of the block that is; `dated` are those of blocks with elements made for a date. `asides`
    are the times, and the short bits of furniture with a number in them, each with the number of the block after it.
    `passed` counts the words that were passed over.
    """

    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    main: list[bool] = field(default_factory=list)
    headline: int | None = None
    dated: set[int] = field(default_factory=set)
    asides: list[tuple[int, str]] = field(default_factory=list)
    passed: int = 0


def blocks(body: Any, titles: Sequence[str]) -> Page:
    """The blocks of an lxml element without UNSEEN ones; `titles` are what the page's metadata call it, best first."""
    walk = _Walk(body, _headline(body, titles))
    walk.run(body)
    return walk.page


def _headline(body: Any, titles: Sequence[str]) -> Any:
    """The heading that says what the metadata call the page, the one that says most of it; else the first of rank 1."""
    headings = [(heading, plain("".join(heading.itertext()))) for heading in body.iter(*HEADINGS)]
    for title in filter(None, titles):
        same = [(len(text), heading) for heading, text in headings if says(text, plain(title))]
        if same:
            most = max(length for length, _ in same)
            return min((h for length, h in same if length == most), key=lambda heading: str(heading.tag))
    return next((heading for heading, text in headings if heading.tag == "h1" and text), None)


class _Walk:
    """The state of one walk: what has been read of the block at hand, and where we are."""

    def __init__(self, body: Any, headline: Any) -> None:
        self.page = Page()
        self.headline = headline
        self.spared = set() if headline is None else {headline, *headline.iterancestors()}
        self.own = own_text(body)
        self.readings = READINGS * self.own
        #: The open blocks: tag, node and element. Inline elements leave no trace here.
        self.open: list[tuple[str, int, Any]] = []
        self.buffer: list[str] = []
        self.links = self.linked = 0
        self.after_link = self.bullet = False
        #: The table at hand, and whether its row at hand holds facts.
        self.grid = Grid()
        self.in_row = False

    def run(self, body: Any) -> None:
        from lxml import etree

        passed = None
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if element is not body and self._passed_over(element):
                    passed = element
                    walker.skip_subtree()
                    self.page.passed += 0 if element.tag == "pre" else count_words(element)
                else:
                    self._start(element)
                    self._add(element.text)
            else:
                if element is not passed:
                    self._end(element)
                if element is not body:
                    self._add(element.tail)

    def _passed_over(self, element: Any) -> bool:
        """Whether an element shows nothing that belongs to the text."""
        tag = element.tag
        if tag == "pre":
            self._preformatted(element)
            return True
        if tag in ("sup", "a") and is_reference(element):
            return True
        if tag == "button":
            return self.open[-1][0] not in HEADINGS
        if not element.keys():
            return tag in ("header", "footer", "aside") and self._is_furniture(element, "likely")
        if tag == "time":
            self._set_aside(element.get("datetime") or words(element, SHORT))
        return is_hidden(element) or self._is_furniture(element, mark(element))

    def _is_furniture(self, element: Any, name: str) -> bool:
        """Whether an element of that name is furniture: not around the headline, and not nearly all of the page."""
        if name not in ("always", "likely") or element in self.spared:
            return False
        text = words(element, SHORT)
        if name == "likely" and (text is None or len(text) >= NEARLY_ALL * self.own) and self.readings > 0:
            own = own_text(element)
            self.readings -= own
            if own >= NEARLY_ALL * self.own:
                return False
        for time in element.iter("time"):
            self._set_aside(time.get("datetime"))
        self._set_aside(text)
        return True

    def _start(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            if self.after_link and not self.links:
                self.buffer.append(" ")
            self.links += is_link(element)
        elif tag in _SIGNS:
            self.buffer.append(_SIGNS[tag])
        elif tag not in INLINE:
            self._flush()
            self.open.append((tag, self._node(element), element))
            if tag == "li":
                self.bullet = True
            elif tag == "tr":
                self.in_row = is_row(element, self.grid.hanging)
            elif tag == "table":
                self.grid = Grid()
        if is_dated(element):
            self.page.dated.add(len(self.page.blocks))

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self.links -= is_link(element)
            self.after_link = True
        elif tag == "q":
            self.buffer.append("”")
        elif tag not in INLINE:
            before = len(self.page.blocks)
            self._flush(cell=element if tag in ("td", "th") else None)
            if tag == "tr":
                row = self.grid.row()  # one that holds no facts, too, is a row that cells hang down over
                if self.in_row and row:
                    self._emit("line", row)
                self.in_row = False
            if element is self.headline and len(self.page.blocks) > before:
                self.page.headline = before
            self.open.pop()

    def _node(self, element: Any) -> int:
        """The node of a block: its own if it can hold blocks, else that of the block around it."""
        page, tag = self.page, element.tag
        around = self.open[-1][1] if self.open else 0
        column = tag in ("td", "th") and not self.in_row
        if tag in LEAVES and self.open and not column:
            return around
        page.parents.append(around)
        page.main.append(bool(self.open) and mark(element) == "main")
        return len(page.parents) - 1

    def _add(self, text: str | None) -> None:
        if text:
            self.buffer.append(text)
            self.after_link = False
            if self.links:
                self.linked += len(text.strip())

    def _flush(self, cell: Any = None) -> None:
        """Closes the block at hand, or a `cell`. Two line breaks part paragraphs; one is a line of the block."""
        if self.in_row and cell is None:
            self.buffer.append(" ")
            return
        text = "".join(self.buffer)
        self.buffer.clear()
        if self.in_row:
            self.grid.add(" ".join(text.split()), cell)
        elif text and not text.isspace():
            lines = [_WHITE.sub(" ", line).strip() for line in text.split(_BREAK)]
            for paragraph in re.split(r"\n{2,}", "\n".join(lines).strip("\n")):
                self._emit(self._kind(), paragraph)
            self.linked = 0

    def _kind(self) -> str:
        tag = self.open[-1][0]
        if tag in HEADINGS:
            return "heading"
        if self.bullet:
            return "item"
        return "line" if tag in ("dt", "dd") or any(tag == "li" for tag, _, _ in self.open[-3:]) else "text"

    def _emit(self, kind: str, text: str) -> None:
        share = min(1.0, self.linked / max(1, len(text)))
        _, node, element = self.open[-1]
        self.page.blocks.append(Block(kind, "- " + text if kind == "item" else text, share, node, element))
        self.bullet = False

    def _set_aside(self, text: str | None) -> None:
        if text and any(map(str.isdigit, text)):
            self.page.asides.append((len(self.page.blocks), text.strip()))

    def _preformatted(self, element: Any) -> None:
        self._flush()
        for paragraph in readable("".join(element.itertext())).split("\n\n"):
            if paragraph:
                self._emit("text", paragraph)
