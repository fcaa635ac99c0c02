"""What a reader of a format is given, what it hands over, and what it must tell about itself to be one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from pipeline.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of strangers' files, so that no file can hold up the others."""

    #: Bytes of a file, or of one that stands inside another; no announcement is as long, and one is held whole.
    bytes: int = 20 * 1024 * 1024
    #: Pages of a document that has pages.
    pages: int = 2000
    #: How deep files may stand inside files.
    nesting: int = 4
    #: Bytes that may come out of one file of `raw/`, all that stands inside it taken together.
    unpacked: int = 1024**3
    #: How many times larger than itself what comes out of a packed file may be.
    ratio: int = 200
    #: Seconds for one document.
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its name, its bytes as a stream that can be wound back, and the limits that hold."""

    name: str
    file: BinaryIO
    limits: Limits = field(default_factory=Limits)

    def bytes(self) -> bytes:
        """All of it. Raises Unreadable (`too_big`) beyond the limit."""
        self.file.seek(0)
        data = self.file.read(self.limits.bytes + 1)
        if len(data) > self.limits.bytes:
            raise Unreadable("too_big", f"more than {self.limits.bytes:,} bytes; no more are read")
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


@dataclass(frozen=True, slots=True)
class Part:
    """A file that stands inside another one; it is read as any file is. `url` is where it was fetched, if known."""

    name: str
    data: bytes
    url: str | None = None


#: What comes of a file, one after the other: its documents, the files inside it, and what is odd about the whole.
Found = Raw | Part | Note


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the endings of its files, its IANA media type, its reader, and how to know it by content.

    `read` raises Unreadable for a file without text. `recognise` sees the first bytes, and outranks the name.
    """

    endings: tuple[str, ...]
    media_type: str
    read: Callable[[Source], Iterator[Found]]
    recognise: Callable[[bytes], bool] = lambda head: False
