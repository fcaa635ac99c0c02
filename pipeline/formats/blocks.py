"""Walks an HTML tree and cuts it into blocks of text as a reader sees them: headings, paragraphs, items, rows.

What nobody sees (scripts, menus, hidden elements, footnote marks) is passed over here; what is seen and may be page
furniture is only marked, and `mainpart` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.formats.furniture import load
from pipeline.formats.plain import readable

#: Elements without text of the page; comments and processing instructions go when the tree is parsed.
UNSEEN = (
    *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "video", "audio"),
    *("map", "input", "select", "textarea", "label", "option", "datalist", "dialog", "nav", "menu", "del", "s", "strike"),
    *("rt", "rp", "head"),
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark nobr q ruby samp small span strong sub sup time tt u var"
    " wbr img picture source button".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Blocks that hold no others worth telling apart.
_LEAVES = _HEADINGS | {"p", "dt", "dd", "summary", "caption", "figcaption", "legend", "address", "hr", "tr", "td", "th"}
_SOFT = frozenset(("header", "footer", "aside"))
_SOFT_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tooltip".split()
)
_MAIN = frozenset(("main", "article"))
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOOTNOTE_MARK = re.compile(r"\W*(?:\d{1,3}|[*†‡§¶]+)\W*")
_LINKED_MARK = re.compile(r"\W*\w{0,3}\W*")
_FURNITURE = ("always", "likely")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\u2028"  # stands for <br> until a block is closed
#: A cell of more characters isn't one of a table of facts, but a column of the page.
LONGEST_CELL = 400
#: Furniture in the middle of a line has fewer characters than this.
LONGEST_ASIDE = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text: its `kind` (h1, heading, text, item, line), the share of it that is link, and its node."""

    kind: str
    text: str
    linked: float
    node: int


@dataclass(slots=True)
class Page:
    """The blocks of a page in order, and its nodes: each node's parent (always a smaller number) and mark.

    Marks: `main` for what the page calls its main part, `always` and `likely` for furniture by name, or nothing.
    `asides` are the times that the page marks as such and the bits of furniture in mid-line, each with the number of
    the block that follows.
    """

    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    asides: list[tuple[int, str]] = field(default_factory=list)


def blocks(body: Any) -> Page:
    """The blocks of an lxml element from which UNSEEN has been stripped."""
    walk = _Walk()
    walk.run(body)
    return walk.page


class _Walk:
    """The state of one walk: what has been read of the block at hand, and where we are."""

    def __init__(self) -> None:
        self.page = Page()
        #: The open blocks: tag and node. Inline elements leave no trace here.
        self.open: list[tuple[str, int]] = []
        self.buffer: list[str] = []
        self.links = self.linked = 0
        self.after_link = self.bullet = False
        #: The cells of the row at hand, in a table that holds facts.
        self.cells: list[str] | None = None

    def run(self, body: Any) -> None:
        from lxml import etree

        passed = None
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._passed_over(element):
                    passed = element
                    walker.skip_subtree()
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
        tag, get = element.tag, element.get
        if tag == "pre":
            self._preformatted(element)
            return True
        if tag == "time":
            self._set_aside(element.get("datetime") or "".join(element.itertext()))
        if get("hidden", "false") not in ("false", "until-found") or _NO_DISPLAY.search(get("style", "")):
            return True
        if get("aria-hidden") == "true" and get("role") not in ("tabpanel", "region"):
            return True
        if tag == "button":
            return self.open[-1][0] not in _HEADINGS
        if tag in ("sup", "a"):
            return _is_mark(element)
        if tag not in _INLINE or _mark(element) not in _FURNITURE:
            return False
        words = "".join(element.itertext())
        self._set_aside(words)
        return len(words) < LONGEST_ASIDE

    def _start(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self.buffer.append(_BREAK)
        elif tag == "a":
            if self.after_link and not self.links:
                self.buffer.append(" ")
            self.links += 1
        elif tag not in _INLINE:
            self._flush()
            self.open.append((tag, self._node(element)))
            if tag == "li":
                self.bullet = next(element.iterdescendants(*_HEADINGS), None) is None
            elif tag == "tr" and _is_row(element):
                self.cells = []

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self.links -= 1
            self.after_link = True
        elif tag not in _INLINE and tag != "br":
            self._flush(closing_cell=tag in ("td", "th"))
            if tag == "tr" and self.cells is not None:
                cells, self.cells = [cell for cell in self.cells if cell], None
                if cells:
                    self._emit("line", " | ".join(cells))
            self.open.pop()

    def _node(self, element: Any) -> int:
        """The node of a block: its own if it can hold blocks or is marked, else that of the block around it."""
        page, tag = self.page, element.tag
        around = self.open[-1][1] if self.open else 0
        mark = _mark(element) if self.open else ""
        column = tag in ("td", "th") and self.cells is None
        if self.open and tag in _LEAVES and not mark and not column:
            return around
        page.parents.append(around)
        page.marks.append(mark)
        return len(page.parents) - 1

    def _add(self, text: str | None) -> None:
        if text:
            self.buffer.append(text)
            self.after_link = False
            if self.links:
                self.linked += len(text.strip())

    def _flush(self, closing_cell: bool = False) -> None:
        """Closes the block at hand. Two line breaks in a row part paragraphs; one is a line of the block."""
        if self.cells is not None and not closing_cell:
            self.buffer.append(" ")
            return
        lines = [_WHITE.sub(" ", line).strip() for line in "".join(self.buffer).split(_BREAK)]
        self.buffer.clear()
        if self.cells is not None:
            self.cells.append(" ".join(line for line in lines if line))
            return
        text = "\n".join(lines).strip("\n")
        for paragraph in re.split(r"\n{2,}", text) if text else ():
            self._emit(self._kind(), paragraph)
        self.linked = 0

    def _kind(self) -> str:
        tag = self.open[-1][0]
        if self.bullet:
            return "item"
        if tag in _HEADINGS:
            return "h1" if tag == "h1" else "heading"
        return "line" if tag in ("dt", "dd", "li") or any(tag == "li" for tag, _ in self.open[-3:]) else "text"

    def _emit(self, kind: str, text: str) -> None:
        share = min(1.0, self.linked / len(text))
        self.page.blocks.append(Block(kind, "- " + text if kind == "item" else text, share, self.open[-1][1]))
        self.bullet = False

    def _set_aside(self, words: str) -> None:
        if words.strip():
            self.page.asides.append((len(self.page.blocks), words.strip()))

    def _preformatted(self, element: Any) -> None:
        self._flush()
        for paragraph in readable("".join(element.itertext())).split("\n\n"):
            if paragraph:
                self._emit("text", paragraph)


def _is_mark(element: Any) -> bool:
    """Whether a raised or linked bit of text only points elsewhere on the page: a footnote's mark, a heading's anchor."""
    words = "".join(element.itertext())
    link = element if element.tag == "a" else element.find("a")
    if link is not None and link.get("href", "").startswith("#"):
        return not re.search(r"\w", words) or (element.tag == "sup" and bool(_LINKED_MARK.fullmatch(words)))
    return element.tag == "sup" and bool(_FOOTNOTE_MARK.fullmatch(words))


def _is_row(row: Any) -> bool:
    """Whether a table's row holds facts: several cells, all of them short. Otherwise it holds columns of the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iterdescendants("table", "ul", "ol", *_HEADINGS), None) is not None:
        return False
    return all(len("".join(cell.itertext()).strip()) <= LONGEST_CELL for cell in cells)


def _mark(element: Any) -> str:
    get = element.get
    return _named(element.tag, get("class", ""), get("id", ""), get("role", ""), get("itemprop", ""))


@lru_cache(maxsize=4096)
def _named(tag: str, classes: str, identity: str, role: str, prop: str) -> str:
    """The mark of a node, from what its tag and attributes call it."""
    if tag in _MAIN or role in _MAIN or "articleBody" in prop:
        return "main"
    if tag in ("body", "html", "form", "center"):
        return ""
    words = _CAMEL.sub("-", f"{classes} {identity}").replace("_", "-").lower()
    rules = load()
    if rules.always.search(words):
        return "always"
    return "likely" if tag in _SOFT or role in _SOFT_ROLES or rules.classes.search(words) else ""
