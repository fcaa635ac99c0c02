"""The formats of raw announcements. A new one is a module with a `FORMAT`, and its line in FORMATS.

A file's type is told by its content where a format is sure of itself, else by its name's ending.

One document: `plain`, `markdown`, `docx`, `mail`; `html` (`elements` and `blocks` take a page apart, `mainpart` finds
the announcement, `pagemeta` what the page says of itself, `htmlpath` where things stand, `grid` lines up tables);
`pdf` (`pdfstreams` weighs it, `pdflines` finds its lines, `pdftext` puts them together). A document a row: `jsonl`,
`rows`, `parquet`, by `entries`. Files in files: `mbox`, `warc`, `squeezed`, `zipped` and `tarred`, by `members`.

For all: `raw` says what a reader is given and gives; `encoding` and `lines` make characters of bytes; `text`, `marks`,
`furniture` and `reflow` clean what is left, `dates` finds the day. `loader` reads one file, and all that stands inside
it, into documents and issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.errors import Unreadable
from pipeline.formats import (
    docx,
    html,
    jsonl,
    mail,
    markdown,
    mbox,
    parquet,
    pdf,
    plain,
    rows,
    squeezed,
    tarred,
    warc,
    zipped,
)
from pipeline.formats.raw import Format, Note

#: Every format. Of those that recognise their content the first one that does gets the file.
FORMATS: tuple[Format, ...] = (
    html.FORMAT,
    markdown.FORMAT,
    plain.FORMAT,
    pdf.FORMAT,
    docx.FORMAT,
    mail.FORMAT,
    mbox.FORMAT,
    jsonl.FORMAT,
    parquet.FORMAT,
    rows.FORMAT,
    warc.FORMAT,
    zipped.FORMAT,
    tarred.FORMAT,
    squeezed.FORMAT,
)


#: Bytes from which a format recognises its content.
HEAD = 4096


def choose(name: str, head: bytes) -> Format:
    """The format of a file that begins with `head`. Raises Unreadable (`unsupported`) if no reader knows it."""
    for form in FORMATS:
        if form.recognise(head):
            return form
    named = by_name(name)
    if named is None:
        what = _ending(name) or "a file without ending"
        raise Unreadable("unsupported", f"no reader for {what}; there are readers for {known_endings()}")
    return named


def odd_ending(name: str, form: Format) -> Iterator[Note]:
    """A note if a file that was read as `form` bears the ending of another format."""
    named = by_name(name)
    if named not in (None, form):
        yield Note(
            "wrong_ending", f"named {_ending(name)}, but its content is {form.media_type}; read as that"
        )


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def by_name(name: str) -> Format | None:
    """The format that the ending of a file's name tells, if it is one."""
    return next((form for form in FORMATS if _ending(name) in form.endings), None)


def known_endings() -> str:
    """The endings of the files that can be read, as a list in words."""
    return ", ".join(ending for form in FORMATS for ending in form.endings)
