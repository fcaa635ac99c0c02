"""What an element of an HTML page is: unseen, part of a line, furniture by name, a row of facts, a footnote's mark."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.formats.furniture import load

#: Elements without words of the page. Comments and processing instructions go when the page is parsed.
WORDLESS = (
    "head script style noscript template svg math iframe object embed canvas video audio map input".split()
)
#: Elements whose words are none of the announcement's.
UNSEEN = "select textarea label option datalist dialog nav menu del s strike rt rp".split()
#: Elements that stand in a line.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br button cite code data dfn em font i img ins kbd mark nobr picture q ruby samp"
    " small source span strong sub sup time tt u var wbr".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Blocks that hold no others worth telling apart.
LEAVES = HEADINGS.union("p dt dd summary caption figcaption legend address hr tr td th".split())

#: A cell of more characters isn't one of a table of facts, but a column of the page.
LONGEST_CELL = 400

_MAIN = frozenset(("main", "article"))
_FRAME = frozenset(("header", "footer", "aside"))
_FRAME_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tooltip".split()
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\W*(?:\d{1,3}|[*†‡§¶]+)\W*")
_LINKED_FOOTNOTE = re.compile(r"\W*\w{0,3}\W*")
_DATED = re.compile(
    r"(?<![A-Za-z])(?:date|dated|datetime|datum|time|timestamp|published)(?![a-z])", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def parse(source: str) -> tuple[Any, bool]:
    """The tree of a page, and whether it holds the whole of it: beyond some 2,000 levels the parser gives up."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    return root, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def words(element: Any, most: int) -> str | None:
    """The text in an element, or None if it has more than `most` characters."""
    parts: list[str] = []
    for part in element.itertext():
        parts.append(part)
        most -= len(part)
        if most < 0:
            return None
    return "".join(parts)


def count_words(element: Any) -> int:
    """How many words stand in an element."""
    return len(" ".join(element.itertext()).split())


def own_text(element: Any) -> int:
    """How many characters of an element are neither white space nor link."""
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return len("".join("".join(element.itertext()).split())) - linked


def is_hidden(element: Any) -> bool:
    """Whether an element is not shown. What a reader can unfold is."""
    get = element.get
    if get("hidden", "false") not in ("false", "until-found") or _NO_DISPLAY.search(get("style", "")):
        return True
    return get("aria-hidden") == "true" and get("role") not in ("tabpanel", "region")


def is_link(element: Any) -> bool:
    """Whether an `a` leads somewhere; others are the targets of links, and may hold whole paragraphs."""
    return element.get("href") is not None or element.get("name") is None


def is_dated(element: Any) -> bool:
    """Whether an element is made for a date."""
    return element.tag == "time" or _DATED.search(_CAMEL.sub("-", element.get("class", ""))) is not None


def is_reference(element: Any) -> bool:
    """Whether a `sup` or `a` only points elsewhere on the page: a footnote's mark, a heading's anchor."""
    link = element if element.tag == "a" else element.find("a")
    here = link is not None and link.get("href", "").startswith("#")
    if not here and element.tag == "a":
        return False
    text = words(element, 12)
    if text is None:
        return False
    if here:
        return not re.search(r"\w", text) or (element.tag == "sup" and bool(_LINKED_FOOTNOTE.fullmatch(text)))
    return bool(_FOOTNOTE.fullmatch(text))


def is_row(row: Any, hanging: int) -> bool:
    """Whether a table's row holds facts: several cells, all of them short, with those `hanging` down into it. Otherwise
    it holds columns of the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if (
        len(cells) + hanging < 2
        or next(row.iterdescendants("table", "ul", "ol", *HEADINGS), None) is not None
    ):
        return False
    if any(_is_gap(br) for br in row.iter("br")):
        return False
    return all(words(cell, LONGEST_CELL) is not None for cell in cells)


def _is_gap(br: Any) -> bool:
    """Whether two line breaks part paragraphs, as in the text of a page and not in a cell."""
    following = br.getnext()
    return following is not None and following.tag == "br" and not (br.tail or "").strip()


def mark(element: Any) -> str:
    """What an element is by name: `main`, `always` or `likely` furniture (see rules/furniture.toml), or nothing."""
    get = element.get
    return _named(element.tag, get("class", ""), get("id", ""), get("role", ""), get("itemprop", ""))


@lru_cache(maxsize=4096)
def _named(tag: str, classes: str, identity: str, role: str, prop: str) -> str:
    if tag in _MAIN or role in _MAIN or "articleBody" in prop:
        return "main"
    if tag in ("body", "html", "form", "center"):
        return ""
    names = _CAMEL.sub("-", f"{classes} {identity}").replace("_", "-").lower()
    furniture = load()
    if furniture.always.search(names):
        return "always"
    return "likely" if tag in _FRAME or role in _FRAME_ROLES or furniture.classes.search(names) else ""
