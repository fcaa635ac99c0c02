"""Markdown: `.md`, with or without front matter. Marks go, words stay; raw HTML in it is taken for what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.formats import dates
from pipeline.formats.encoding import decode
from pipeline.formats.furniture import cut
from pipeline.formats.grid import row_of
from pipeline.formats.html import stripped
from pipeline.formats.marks import unmark
from pipeline.formats.plain import readable
from pipeline.formats.raw import Format, Found, Note, Raw, Source
from pipeline.formats.text import has_sentence, tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY = re.compile(r"^(\w[\w -]*):[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
#: A footnote's mark in the text, or before the footnote itself, which would else be taken for the target of a link.
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:[ \t]*|\[\^[^\]\s]+\]", re.MULTILINE)
_LISTS = ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close")

#: With more links than this the parser takes minutes; no announcement has as many.
MOST_LINKS = 5000
#: With more marks, or lines, than this what the parser makes of them fills the memory.
MOST_MARKS = 100_000
_MARKS = "*_`~|<\n"

#: What front matter calls the columns of a document.
_NAMES = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "organisation", "organization"),
    "url": ("url", "link", "canonical", "permalink", "canonical_url"),
    "language": ("language", "lang", "locale"),
    "published": ("published", "date", "publication_date", "published_at"),
}


def read(source: Source) -> Iterator[Found]:
    """One document. Raises Unreadable if the file holds no text."""
    text, notes = decode(source.text())
    yield _document(text.replace("\r\n", "\n"), notes)


def _document(source: str, notes: tuple[Note, ...]) -> Raw:
    if source.count("[") > MOST_LINKS or sum(map(source.count, _MARKS)) > MOST_MARKS:
        plain = Note("fallback_text", "too many marks for an announcement; read as plain text")
        return Raw(readable(source), notes=(*notes, plain))
    front = _FRONT.match(source)
    said = _said(front[1]) if front else {}
    tokens = _parser().parse(_FOOTNOTE.sub("", source[front.end() :] if front else source))
    text, lost = cut(tidy(unmark("".join(_pieces(tokens)))))
    day, odd = dates.given(said.get("published"))
    title = said.get("title") or _first_heading(tokens)
    return Raw(
        text,
        title,
        said.get("publisher"),
        said.get("url"),
        said.get("language"),
        day,
        (*notes, *odd),
        cut=lost,
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])


def _said(front: str) -> dict[str, str]:
    """What front matter says, by column. Lists and nested entries say nothing of the document."""
    entries = {name.lower(): value.strip("\"'") for name, value in _ENTRY.findall(front)}
    return {
        column: next(entries[name] for name in names if name in entries)
        for column, names in _NAMES.items()
        if entries.keys() & set(names)
    }


def _first_heading(tokens: Sequence[Token]) -> str | None:
    """The first heading, unless running text stands before it: then it isn't the headline."""
    for n, token in enumerate(tokens):
        if token.type == "heading_open":
            return tidy(_inline(tokens[n + 1])).replace("\n", " ") or None
        if token.type == "inline" and has_sentence(token.content):
            break
    return None


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    """The text, piece by piece: a line each for items and rows, paragraphs apart."""
    lists, mark = 0, ""
    row: list[str] | None = None
    for token in tokens:
        if token.type in _LISTS:
            lists += token.nesting
            yield "" if lists else "\n"
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield row_of(row) + ("\n" if any(row) else "")
            row = None
        elif token.type == "table_close":
            yield "\n"
        elif token.type == "inline" and row is not None:
            row.append(_inline(token))
        elif token.type in _TEXTS:
            yield mark + _TEXTS[token.type](token) + ("\n" if lists else "\n\n")
            mark = ""


def _inline(token: Token) -> str:
    """The words of a line: link text and emphasised words stay, images go. A line all in bold is a headline."""
    children = token.children or []
    weight, plain = 0, False
    for child in children:
        weight += child.nesting if child.type.startswith("strong") else 0
        plain = plain or (
            not weight and child.type == "text" and not child.content.isspace() and child.content != ""
        )
    words = {"softbreak": " ", "hardbreak": "\n" if plain else " ", "html_inline": "\n"}
    shown = ("text", "code_inline")
    return "".join(child.content if child.type in shown else _word(child, words) for child in children)


def _word(child: Token, words: dict[str, str]) -> str:
    if child.type == "html_inline" and not child.content.lower().startswith("<br"):
        return ""
    return words.get(child.type, "")


#: What holds words, and how they are read.
_TEXTS: dict[str, Callable[[Token], str]] = {
    "inline": _inline,
    "code_block": lambda token: token.content.strip("\n"),
    "fence": lambda token: token.content.strip("\n"),
    "html_block": lambda token: stripped(token.content),
}


FORMAT = Format((".md", ".markdown"), "text/markdown", read)
