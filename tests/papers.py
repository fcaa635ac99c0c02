"""Documents in a few words, for tests."""

from __future__ import annotations

from datetime import date

from pipeline.records import Document


def paper(text: str, published: date | None = None, language: str = "en", name: str = "d") -> Document:
    """A document that holds a text."""
    size, words = len(text), len(text.split())
    return Document(
        name, f"{name}.txt", "", "text/plain", None, None, None, language, published, None, size, words, None, text
    )  # fmt: skip
