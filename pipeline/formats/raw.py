"""What a reader of a format hands over, and what it must tell about itself to be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


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
class Reading:
    """What came out of a file: its documents, and what was odd about the file as a whole."""

    documents: tuple[Raw, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the endings of its files, its IANA media type, its reader, and how to know it by content.

    `read` raises Unreadable for a file without text. `recognise` sees the first bytes, and outranks the name.
    """

    endings: tuple[str, ...]
    media_type: str
    read: Callable[[bytes], Reading]
    recognise: Callable[[bytes], bool] = lambda head: False
