"""Reads one file of the raw folder, and all that stands inside it, into documents and issues.

The day of publication is taken from the file's sidecar (`NAME.meta.toml`), else from its metadata, else from the
dateline in the first lines of its text, else from its name (YYYY-MM-DD); never from elsewhere, and never from the
clock or the file system.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from pipeline.errors import RollcallError, TooSlow, Unreadable, spare
from pipeline.formats import HEAD, choose, dates, odd_ending
from pipeline.formats import text as texts
from pipeline.formats.raw import DAMAGE, Format, Note, Part, Raw, Source
from pipeline.limits import MIB, Clock, Limits
from pipeline.records import Document, Issue, issue

_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>")
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a maintainer says of a file, in `NAME.meta.toml` beside it. It outranks the file itself.

    The rest is what `rollcall fetch` notes of a page: the address that led to `url`, the moment, the hash of the
    bytes that came, and what the server said of them. None of it reaches a row.
    """

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    asked: str | None = None
    fetched: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    charset: str | None = None
    last_modified: str | None = None


def sidecar(name: str, said: bytes) -> tuple[Sidecar, tuple[Note, ...]]:
    """What the sidecar of that name says, and a note for all in it that can't be understood."""
    try:
        entries = tomllib.loads(said.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Sidecar(), (Note("bad_sidecar", f"{name} can't be read ({error})"),)
    known = {field.name for field in fields(Sidecar)}
    values = {
        key: str(entries[key]) for key in entries if key in known and isinstance(entries[key], (str, date))
    }
    odd = (
        f"{name}: {key!r} is no key, or its value no text" for key in sorted(entries.keys() - values.keys())
    )
    return Sidecar(**values), tuple(Note("bad_sidecar", detail) for detail in odd)


class Loader:
    """What comes of one file of the raw folder. `size` is its own, in bytes: what comes out of it is measured by it."""

    def __init__(self, limits: Limits, size: int, clock: Clock) -> None:
        self.limits, self.clock = limits, clock
        self.left = self.allowance = limits.allowance(size)
        self.files = 0
        self.documents: list[Document] = []
        self.issues: list[Issue] = []

    def odd(self, doc_id: str, code: str, detail: str) -> None:
        """Add a row to the issues."""
        self.issues.append(issue(doc_id, "ingest", code, detail))

    def read(self, source: Source, said: Sidecar, depth: int = 0) -> None:
        """Read a file, then what stands inside it. Never raises for what it holds, only for what the machine lacks."""
        try:
            head = source.file.read(HEAD)
            if not head:
                raise Unreadable("empty", "the file holds nothing")
            source.file.seek(0)
            form = choose(source.name, head)
            for found in form.read(source):
                if isinstance(found, Raw):
                    self._take(found, source, form, said)
                elif isinstance(found, Note):
                    self.odd(source.name, found.code, found.detail)
                else:
                    self._enter(found, source, said, depth + 1)
                self.clock.restart()
        except Unreadable as error:
            self.odd(source.name, error.code, error.detail)
        except TooSlow as error:
            self.clock.restart()
            self.odd(source.name, "too_slow", str(error))
        except RollcallError:
            raise
        except Exception as error:  # a file made to break its reader must not stop the others
            spare(error)
            detail = f"the reader broke ({type(error).__name__}: {str(error)[:200]!a})"
            self.odd(source.name, "broken", detail)

    def _enter(self, part: Part, source: Source, said: Sidecar, depth: int) -> None:
        name = f"{source.name}/{part.name}"
        if depth > self.limits.nesting:
            self.odd(name, "too_deep", f"files inside files are read to a depth of {self.limits.nesting}")
            return
        self.files += 1
        if self.files > self.limits.files:
            raise Unreadable("too_many", f"more than {self.limits.files:,} files inside; no more are read")
        if part.sidecar is not None:
            said, notes = sidecar(f"the sidecar of {name}", part.sidecar)
            for note in notes:
                self.odd(name, note.code, note.detail)
        with SpooledTemporaryFile(max_size=MIB) as spool:
            file = cast(BinaryIO, spool)
            whole = self._unpack(part, name, file)
            file.seek(0)
            if whole or choose(name, file.read(HEAD)).records:
                file.seek(0)
                self.clock.restart()
                url = part.url or source.url
                self.read(Source(name, file, self.limits, part.charset, self.clock.check, url), said, depth)

    def _unpack(self, part: Part, name: str, file: BinaryIO) -> bool:
        """Copy a part into a file of ours, and say whether all of it came. Raises Unreadable beyond what is allowed."""
        try:
            with part.file as packed:
                while chunk := packed.read(_CHUNK):
                    self.clock.check()
                    self.left -= len(chunk)
                    if self.left < 0:
                        words = (
                            f"more than {self.allowance:,} bytes come out of it; no more are read ({name})"
                        )
                        raise Unreadable("too_much", words)
                    file.write(chunk)
        except DAMAGE as error:
            spare(error)
            code = "truncated" if isinstance(error, EOFError) else "damaged"
            self.odd(name, code, f"can't be unpacked to its end ({str(error)[:200]!a})")
            return False
        return True

    def _take(self, raw: Raw, source: Source, form: Format, said: Sidecar) -> None:
        if not raw.text:
            self.odd(source.name, "empty", "nothing is left of the text but page furniture")
            return
        try:
            document, odd = _document(raw, source, form, said)
        except TooSlow as error:
            self.odd(f"{source.name}/{raw.key}".rstrip("/"), "too_slow", str(error))
            return
        self.documents.append(document)
        for note in (*odd, *odd_ending(source.name, form)):
            self.odd(document.doc_id, note.code, note.detail)


def _document(raw: Raw, source: Source, form: Format, said: Sidecar) -> tuple[Document, tuple[Note, ...]]:
    stem = str(PurePosixPath(source.name).with_suffix(""))
    day, basis, odd = _published(raw, source.name, said)
    title, title_basis = _found(_line(said.title), _line(raw.title), texts.title(raw.text))
    publisher, publisher_basis = _found(_line(said.publisher), _line(raw.publisher))
    url, url_basis = _found(_line(said.url), _line(source.url or raw.url))
    declared = _declared(said.language), _declared(raw.language)
    language, language_basis = _found(*declared, None if any(declared) else texts.language(raw.text))
    if title and _MARKUP.search(title):
        odd += (Note("odd_title", f"the title holds markup, which was taken out: {title[:200]!a}"),)
        title = " ".join(_MARKUP.sub(" ", title).split()) or None
    return Document(
        doc_id=f"{stem}/{raw.key}" if raw.key else stem,
        path=source.name,
        sha256=hashlib.sha256(raw.source or source.whole()).hexdigest(),
        media_type=form.media_type,
        title=title,
        publisher=publisher,
        url=url,
        language=language or "und",
        published=day,
        published_basis=basis,
        chars=len(raw.text),
        words=len(raw.text.split()),
        text=raw.text,
        cut=raw.cut,
        places=tuple(f"{start} {place}" for start, place in raw.places),
        title_basis=title_basis if title else None,
        publisher_basis=publisher_basis,
        url_basis=url_basis,
        language_basis=language_basis,
    ), (*raw.notes, *odd)


def _found(said: str | None, meta: str | None, text: str | None = None) -> tuple[str | None, str | None]:
    """What is known of a document, and whence: its sidecar outranks its metadata, these the words of its text."""
    known = ((said, "sidecar"), (meta, "meta"), (_line(text), "text"))
    return next(((value, basis) for value, basis in known if value), (None, None))


def _published(raw: Raw, name: str, said: Sidecar) -> tuple[date | None, str | None, tuple[Note, ...]]:
    """The day of publication, where it was found, and a note for every impossible date that was passed over."""
    day, notes = dates.given(said.published)
    if day:
        return day, "sidecar", notes
    if raw.published:
        return raw.published, "meta", notes
    for basis, find, where in (("text", dates.of_text, raw.text), ("filename", dates.of_name, name)):
        try:
            day = find(where)
        except dates.BadDate as error:
            notes += (dates.bad(error),)
            continue
        if day:
            return day, basis, notes
    return None, None, notes


def _declared(value: str | None) -> str | None:
    """The language of a tag like `en-GB`; None for a tag that names none in two letters."""
    found = _LANGUAGE.fullmatch(value.strip()) if value else None
    return found[1].lower() if found else None


def _line(value: str | None) -> str | None:
    """A value of one line, tidied; None for an empty one."""
    return " ".join(texts.tidy(value).split()) or None if value else None
