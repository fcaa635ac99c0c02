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


def choose(name: str, data: bytes) -> Format:
    """The format in which to read a file. Raises Unreadable (`unsupported`) if no format reads it."""
    ending = PurePosixPath(name).suffix.lower()
    known = next((form for form in FORMATS if ending in form.endings), None)
    recognised = next((form for form in FORMATS if form.recognise(data)), None)
    form = recognised if known or not ending else None
    if form or known:
        return form or known
    raise Unreadable("unsupported", f"no reader for {ending or 'a file without ending'}; known are {_endings()}")


def _endings() -> str:
    return ", ".join(ending for form in FORMATS for ending in form.endings)
