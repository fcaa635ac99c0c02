"""The lines of a file of any size: one is held at a time, and one that is too long is passed over."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.errors import Unreadable
from pipeline.formats.encoding import MARKS, decode
from pipeline.formats.raw import Note, Source

#: Bytes from which a file shows that it holds text.
_START = 4096


def raw_lines(file: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The lines of a file in bytes, with their ends; None for one of more than `most` bytes."""
    while line := file.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(65536)
        yield None


def numbered_lines(source: Source) -> Iterator[tuple[int, str | Note]]:
    """The lines that hold anything, without their ends, with their numbers; a Note for one that can't be read.

    Raises Unreadable if the file holds no text.
    """
    start = source.file.read(_START)
    _must_be_text(start)
    source.file.seek(0)
    wide = next((name for mark, name in MARKS if start.startswith(mark) and name != "utf-8"), None)
    lines = _wide_lines(source, wide) if wide else raw_lines(source.file, source.limits.text)
    guessed = empty = True
    for number, line in enumerate(lines, 1):
        source.check()
        if line is None:
            yield number, Note("bad_line", f"line {number}: more than {source.limits.text:,} bytes")
        elif line.strip(b"\r\n\t \0" if wide else b"\r\n\t "):
            empty = False
            try:
                text, notes = decode(line) if not wide else (line.decode(), ())
            except Unreadable as error:
                yield number, Note("bad_line", f"line {number}: {error.detail}")
                continue
            for note in notes:
                if note.code != "encoding_guessed" or guessed:
                    yield number, Note(note.code, f"line {number}: {note.detail}")
                guessed = guessed and note.code != "encoding_guessed"
            yield number, text.rstrip("\r\n").lstrip("\ufeff")
    if empty:
        raise Unreadable("empty", "the file holds no text")


def _must_be_text(start: bytes) -> None:
    """Raise Unreadable if a file that begins so holds no text: it is empty, or binary."""
    try:
        decode(start)
    except Unreadable as error:
        if error.code != "empty" or len(start) < _START:
            raise


def _wide_lines(source: Source, name: str) -> Iterator[bytes | None]:
    """The lines of a file in UTF-16 or UTF-32, in UTF-8."""
    reader = codecs.getreader(name)(source.file, "replace")
    most, line = source.limits.text, ""
    long = False
    while piece := reader.read(65536):
        line += piece
        *whole, line = line.split("\n")
        for number, text in enumerate(whole):
            data = text.encode("utf-8", "replace")
            yield None if (long and number == 0) or len(data) > most else data
            long = False
        if len(line) > most:
            long, line = True, ""
    if line or long:
        yield None if long else line.encode("utf-8", "replace")
