"""The formats of raw announcements. A new one is a module with a `FORMAT`, and its line in FORMATS.

A file's type is told by its content where a format is sure of itself, else by its name's ending.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.errors import Unreadable
from pipeline.formats import html, jsonl, markdown, plain
from pipeline.formats.raw import Format

#: Every format, those that recognise their content first.
FORMATS: tuple[Format, ...] = (html.FORMAT, markdown.FORMAT, jsonl.FORMAT, plain.FORMAT)


#: Bytes from which a format recognises its content.
HEAD = 4096


def choose(name: str, head: bytes) -> Format:
    """The format of a file that begins with `head`. Raises Unreadable (`unsupported`) if no reader knows it."""
    ending = PurePosixPath(name).suffix.lower()
    for form in FORMATS:
        if form.recognise(head):
            return form
    for form in FORMATS:
        if ending in form.endings:
            return form
    what = ending or "a file without ending"
    raise Unreadable("unsupported", f"no reader for {what}; there are readers for {known_endings()}")


def known_endings() -> str:
    """The endings of the files that can be read, as a list in words."""
    return ", ".join(ending for form in FORMATS for ending in form.endings)
