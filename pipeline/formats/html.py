"""Web pages: `.html`, `.htm`, `.xhtml`, and anything else that begins like one."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import Any

from pipeline.formats import dates
from pipeline.formats.blocks import Block, Page, blocks
from pipeline.formats.elements import INLINE, UNSEEN, WORDLESS, count_words, parse
from pipeline.formats.encoding import decode
from pipeline.formats.furniture import kept
from pipeline.formats.htmlpath import Paths
from pipeline.formats.mainpart import MainPart, main_part
from pipeline.formats.pagemeta import PageMeta, page_meta, plain, says
from pipeline.formats.plain import readable, weeded
from pipeline.formats.raw import Format, Found, Note, Raw, Source
from pipeline.formats.text import is_ended, tidy

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
#: What browsers, and extensions of them, note in a page that they save.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(https?://[^\s<>]+)\s"
)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |[-*] |\[)", re.MULTILINE)
_TAG_SOURCE = re.compile(r"<(?:(/?[A-Za-z][\w-]*)|[!?])[^<>]*>")
#: Pieces shorter than this, one after the other, are the items of a list that isn't marked as one.
SHORT = 40
#: A date may stand so many blocks above the headline.
ABOVE = 2
#: What may stand in a head.
_HEAD_TAGS = frozenset("title meta link style script base noscript template object".split())
#: Share of the words in the linked data that a page must show, lest they be its text.
SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Own:
    """The announcement's own text, how many words were cut around it, and where its parts stood."""

    text: str
    cut: int = 0
    places: tuple[tuple[int, str], ...] = ()


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
        text, lost = weeded(source)
        return Raw(text, cut=lost)
    root, whole = parse(source)
    if root is None:
        return Raw("")
    saved = _SAVED.search(source[:_HEAD])
    meta = page_meta(root, saved[1] if saved else None)
    page, part = _shown(root, meta) if whole else (Page(), MainPart(None, (), 0))
    if whole and part.running == len(page.blocks) and "<noscript" in source.lower():
        root, _ = parse(source)
        page, part = _shown(root, meta, scripts=False)
    dated, said = _shown_dates(page, part)
    day, notes = dates.first((*meta.dates, *said))
    own = _own(page, part, dated, root)
    headline = page.blocks[part.headline].text if part.headline is not None else ""
    title = _title(meta, headline)
    if len(own.text.split()) < SHARE * len(meta.text.split()):
        own, note = (
            _linked(meta, title),
            Note("linked_data", "the page shows no text, but its linked data do"),
        )
        notes += (note,)
    elif not own.text and (own := _Own(stripped(source))).text:
        words = "no announcement was found in the page; its text is all that it shows"
        notes += (Note("fallback_text", words),)
    return Raw(
        own.text, title, meta.publisher, meta.url, meta.language, day, notes, cut=own.cut, places=own.places
    )


def _title(meta: PageMeta, headline: str) -> str | None:
    """The title by metadata, in the headline's wording where it says the same; else the headline, else the window's."""
    if headline and (not meta.titles or says(plain(headline), plain(meta.titles[0]))):
        return headline
    return next(filter(None, (*meta.titles, headline, meta.window)), None)


def _shown(root: Any, meta: PageMeta, scripts: bool = True) -> tuple[Page, MainPart]:
    """The blocks that a page shows where scripts run, or don't, and which of them are the announcement."""
    from lxml import etree

    body, titles = _body(root), (*meta.titles, meta.window)
    if body is None:
        return Page(), MainPart(None, (), 0)
    etree.strip_elements(root, *(name for name in WORDLESS if scripts or name != "noscript"), with_tail=False)
    words = count_words(body)
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    words -= count_words(body)
    page = blocks(body, titles)
    page.passed += words
    return page, main_part(page, titles) if page.blocks else MainPart(None, (), 0)


def _body(root: Any) -> Any:
    """The body of a page. The parser leaves an article that follows the title in the head if no body was opened."""
    from lxml import etree

    if root.tag != "html":
        return root
    head, body = root.find("head"), root.find("body")
    strays = [] if head is None else [child for child in head if child.tag not in _HEAD_TAGS]
    if strays:
        body = etree.SubElement(root, "body") if body is None else body
        strays[-1].tail = (strays[-1].tail or "") + (body.text or "")
        body.text = None
        body[:0] = strays
    return body


def _shown_dates(page: Page, part: MainPart) -> tuple[set[int], list[str]]:
    """The blocks that hold only a date and are made for it, beside the headline; and all that is said there of one."""
    start = max(0, (part.headline or 0) - ABOVE)
    alone = {i for i in page.dated if start <= i < part.running and dates.alone(_words(page.blocks[i]))}
    asides = [value for i, value in page.asides if start <= i <= part.running]
    return alone, [*asides, *(_words(page.blocks[i]) for i in sorted(alone))]


def _words(block: Block) -> str:
    """A block's text without the mark of an item."""
    return block.text.removeprefix("- ")


def _own(page: Page, part: MainPart, dated: set[int], root: Any) -> _Own:
    """The headline and the blocks of the main part, without furniture."""
    headline = () if part.headline is None else (part.headline,)
    chosen = [i for i in (*headline, *part.blocks) if i not in dated]
    shown = [block for i in chosen if (block := replace(page.blocks[i], text=tidy(page.blocks[i].text))).text]
    text, starts = joined(shown)
    rest, paths = kept(text), Paths(root)
    places: list[tuple[int, str]] = []
    for before, now in rest.starts:
        path = paths.of(shown[bisect(starts, before) - 1].element)
        if not places or places[-1][1] != path:
            places.append((now, path))
    left = set(range(len(page.blocks))).difference(chosen)
    lost = page.passed + rest.cut + sum(len(_words(page.blocks[i]).split()) for i in left)
    return _Own(rest.text, lost, tuple(places))


def _linked(meta: PageMeta, title: str | None) -> _Own:
    """The text that a page hands to search engines, for one that shows none until its scripts have run."""
    text = stripped(meta.text) if _TAG_SOURCE.search(meta.text) else readable(meta.text)
    if title and not plain(text).startswith(plain(title)):
        text = f"{tidy(title)}\n\n{text}"
    return _Own(text, 0, ((0, "//script[@type='application/ld+json']"),))


def joined(shown: Sequence[Block]) -> tuple[str, list[int]]:
    """Blocks as a text: items, rows and short pieces one after the other a line each, all else a paragraph.

    With the first character of each block.
    """
    pieces = [block.text for block in shown[:1]]
    starts = [0][: len(shown)]
    for above, block in pairwise(shown):
        listed = block.kind == above.kind and _is_listed(block) and _is_listed(above)
        between = "\n" if listed else "\n\n"
        starts.append(starts[-1] + len(above.text) + len(between))
        pieces += [between, block.text]
    return "".join(pieces), starts


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
