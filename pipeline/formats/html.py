"""Web pages: `.html`, `.htm`, `.xhtml`, and anything else that begins like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise
from typing import Any

from pipeline.formats import dates
from pipeline.formats.blocks import Block, Page, blocks
from pipeline.formats.elements import INLINE, UNSEEN
from pipeline.formats.encoding import decode
from pipeline.formats.furniture import cut
from pipeline.formats.mainpart import MainPart, main_part
from pipeline.formats.pagemeta import PageMeta, page_meta, plain, says
from pipeline.formats.plain import readable
from pipeline.formats.raw import Format, Found, Note, Raw, Source
from pipeline.text import is_ended, tidy

#: Where a page declares its charset; browsers look no further either.
_HEAD = 4096
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(rb"\s*<(?:div|p|article|section|main|table|h[1-6]|ul)\b[^>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |[-*] |\[)", re.MULTILINE)
_TAG_SOURCE = re.compile(r"<(?:(/?[A-Za-z][\w-]*)|[!?])[^<>]*>")
#: Pieces shorter than this, one after the other, are the items of a list that isn't marked as one.
SHORT = 40
#: A date may stand so many blocks above the headline.
ABOVE = 2


def recognise(head: bytes) -> bool:
    """Whether a file that begins so is a web page, or a piece of one. UTF-16 is looked through."""
    head = head.removeprefix(b"\xef\xbb\xbf").strip(b"\xff\xfe").replace(b"\0", b"")
    if _FRAGMENT.match(head):
        return head.count(b"</") > 1 and not _MARKDOWN.search(head)
    return _START.match(head) is not None


def read(source: Source) -> Iterator[Found]:
    """One document: the page's announcement. Raises Unreadable if the file holds no text."""
    data = source.text()
    declared = _CHARSET.search(data[:_HEAD])
    page, notes = decode(data, declared[1].decode("ascii", "replace") if declared else source.charset)
    found = _document(page)
    yield replace(found, notes=(*notes, *found.notes))


def _document(source: str) -> Raw:
    if not _TAG_SOURCE.search(source):
        return Raw(readable(source))
    root, whole = _parse(source)
    if root is None:
        return Raw("")
    meta = page_meta(root)
    body = root.find("body") if root.tag == "html" else root
    titles = (*meta.titles, meta.window)
    page = _blocks(root, body, titles) if whole and body is not None else Page()
    part = main_part(page, titles) if page.blocks else MainPart(None, (), 0)
    dated, shown = _shown_dates(page, part)
    day, notes = dates.first((*meta.dates, *shown))
    text, _ = cut(tidy(_text(page.blocks, part, dated)))
    if not text:
        text = stripped(source)
        notes += (
            Note("fallback_text", "no announcement was found in the page; its text is all that it shows"),
        )
    headline = page.blocks[part.headline].text if part.headline is not None else ""
    return Raw(text, _title(meta, headline), meta.publisher, meta.url, meta.language, day, notes)


def _title(meta: PageMeta, headline: str) -> str | None:
    """The title by metadata, in the headline's wording where it says the same; else the headline, else the window's."""
    if headline and (not meta.titles or says(plain(headline), plain(meta.titles[0]))):
        return headline
    return next(filter(None, (*meta.titles, headline, meta.window)), None)


def _parse(source: str) -> tuple[Any, bool]:
    """The tree of a page, and whether it holds the whole of it: beyond some 2,000 levels the parser gives up."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    return root, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _blocks(root: Any, body: Any, titles: tuple[str, ...]) -> Page:
    from lxml import etree

    etree.strip_elements(root, *UNSEEN, with_tail=False)
    return blocks(body, titles)


def _shown_dates(page: Page, part: MainPart) -> tuple[set[int], list[str]]:
    """The blocks that hold only a date and are made for it, beside the headline; and all that is said there of one."""
    start = max(0, (part.headline or 0) - ABOVE)
    alone = {i for i in page.dated if start <= i < part.running and dates.alone(_words(page.blocks[i]))}
    asides = [value for i, value in page.asides if start <= i <= part.running]
    return alone, [*asides, *(_words(page.blocks[i]) for i in sorted(alone))]


def _words(block: Block) -> str:
    """A block's text without the mark of an item."""
    return block.text.removeprefix("- ")


def _text(page: list[Block], part: MainPart, dated: set[int]) -> str:
    """The headline and the blocks of the main part."""
    headline = () if part.headline is None else (part.headline,)
    return joined([page[i] for i in (*headline, *part.blocks) if i not in dated])


def joined(shown: Sequence[Block]) -> str:
    """Blocks as a text: items, rows and short pieces one after the other a line each, all else a paragraph."""
    pieces = [block.text for block in shown[:1]]
    for above, block in pairwise(shown):
        listed = block.kind == above.kind and _is_listed(block) and _is_listed(above)
        pieces += ["\n" if listed else "\n\n", block.text]
    return "".join(pieces)


def _is_listed(block: Block) -> bool:
    piece = block.kind == "text" and len(block.text) < SHORT and not is_ended(block.text)
    return piece or block.kind in ("item", "line")


def stripped(source: str) -> str:
    """What stands between the tags: the last resort. Reads the source once, so that no page can make it slow."""
    parts: list[str] = []
    unseen, at = "", 0
    for tag in _TAG_SOURCE.finditer(source):
        name = (tag[1] or "").lower()
        if not unseen:
            parts += [source[at : tag.start()], "\n\n" if name.strip("/") not in INLINE else ""]
            unseen = name if name in ("script", "style", "noscript", "template") else ""
        elif name == "/" + unseen:
            unseen = ""
        at = tag.end()
    return readable(unescape("".join(parts) + ("" if unseen else source[at:])))


FORMAT = Format((".html", ".htm", ".xhtml"), "text/html", read, recognise)
