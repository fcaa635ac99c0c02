"""Documents in a few words, and what is read from them, for tests."""

from __future__ import annotations

from datetime import date

from pipeline.extract import extract
from pipeline.records import Document, Mention
from pipeline.relate import Claims, relate


def paper(text: str, published: date | None = None, language: str = "en", name: str = "d") -> Document:
    """A document that holds a text."""
    size, words = len(text), len(text.split())
    return Document(
        name, f"{name}.txt", "", "text/plain", None, None, None, language, published, None, size, words, text
    )  # fmt: skip


def read(text: str, published: date | None = None, language: str = "en") -> tuple[list[Mention], Claims]:
    """The mentions in a text, and the claims that are made of them."""
    document = paper(text, published, language)
    mentions, _ = extract(document)
    return mentions, relate(document, mentions)


def mention(kind: str, start: int, end: int) -> Mention:
    """A mention that is nothing but its place."""
    return Mention("m", "d", kind, start, end, "", "", None, None, "r", "")
