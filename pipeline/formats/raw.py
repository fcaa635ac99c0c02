"""What a reader of a format is given, what it hands over, and what it must tell about itself to be one."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from pipeline.errors import Unreadable
from pipeline.limits import Limits


def _never() -> None:
    """Nobody waits."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its name, its bytes as a stream at its beginning that can be wound back, and the limits.

    `charset` is what the file was sent with, `url` where it was fetched, if known. `check` raises TooSlow if the
    document's time is over; a reader that works in long steps calls it between them.
    """

    name: str
    file: BinaryIO
    limits: Limits = Limits()
    charset: str | None = None
    check: Callable[[], None] = _never
    url: str | None = None

    def whole(self) -> bytes:
        """All of it. Raises Unreadable (`too_big`) beyond the limit of a file that is read whole."""
        return self._within(self.limits.bytes)

    def text(self) -> bytes:
        """All of it, where it is text. Raises Unreadable (`too_big`) beyond the limit of text."""
        return self._within(min(self.limits.text, self.limits.bytes))

    def _within(self, most: int) -> bytes:
        self.file.seek(0)
        data = self.file.read(most + 1)
        if len(data) > most:
            raise Unreadable("too_big", f"more than {most:,} bytes; no more are read")
        return data


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd that didn't stop the reading; becomes a row of `issues`."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Raw:
    """One announcement as its file gives it: the readable text, if any is left, and what the file says about it.

    `published` comes from the file's metadata, never from the text. `key` and `source` are set where a file holds
    many documents: the document's name in it, and its own bytes. An absent `language` is found from the text.
    `cut` is how many words of the file were left out as none of the announcement's: furniture, quoted replies, marks
    of footnotes. `places` tells where parts of the text stood, by their first character: "page 3", "//article/p[2]".
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    notes: tuple[Note, ...] = ()
    key: str = ""
    source: bytes = b""
    cut: int = 0
    places: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A file that stands inside another one; it is read as any file is, before the next one is asked for.

    `url` is where it was fetched and `charset` what it was sent with, if known; `sidecar` the text of a sidecar
    beside it. Reading `file` raises one of DAMAGE if it isn't whole.
    """

    name: str
    file: BinaryIO
    url: str | None = None
    charset: str | None = None
    sidecar: bytes | None = None


#: What is raised by reading a packed file that isn't whole.
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


#: What comes of a file, one after the other: its documents, the files inside it, and what is odd about the whole.
Found = Raw | Part | Note


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the endings of its files, its IANA media type, its reader, and how to know it by content.

    `read` raises Unreadable for a file without text. `recognise` sees the first bytes, and outranks the name.
    `records`: it holds one thing after the other, so that the beginning of a file that was cut off is worth reading.
    """

    endings: tuple[str, ...]
    media_type: str
    read: Callable[[Source], Iterator[Found]]
    recognise: Callable[[bytes], bool] = lambda head: False
    records: bool = False
