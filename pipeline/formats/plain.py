"""Plain text: `.txt`. What a browser, a mail program or a converter left in it is taken out or mended."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.formats.encoding import decode
from pipeline.formats.furniture import cut
from pipeline.formats.marks import unmark
from pipeline.formats.raw import Format, Found, Raw, Source
from pipeline.formats.reflow import columns, reflow
from pipeline.formats.text import tidy

#: Taking one thing out can bring another to light (a counter in bold), but nobody wraps more than this.
MOST_PASSES = 8


def readable(text: str) -> str:
    """The announcement in a plain text: characters tidy, marks and furniture gone, lines mended. Idempotent."""
    return weeded(text)[0]


def weeded(text: str) -> tuple[str, int]:
    """What is `readable` of a text, and how many words of furniture were cut."""
    text, lost = tidy(columns(text)), 0
    for _ in range(MOST_PASSES):
        before = text
        text, words = cut(tidy(unmark(text)))
        text, lost = reflow(text), lost + words
        if text == before:
            break
    return text, lost


def read(source: Source) -> Iterator[Found]:
    """One document: the file's text. Raises Unreadable if it holds none."""
    text, notes = decode(source.text(), source.charset)
    own, lost = weeded(text)
    yield Raw(own, notes=notes, cut=lost)


FORMAT = Format((".txt", ".text"), "text/plain", read)
