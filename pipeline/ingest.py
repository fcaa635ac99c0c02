"""Stage 1: raw files -> documents. What can't be read becomes an issue, and every other file goes through.

The day of publication is taken from the file's sidecar (`NAME.meta.toml`), else from its metadata, else from the
dateline in the first lines of its text, else from its name (YYYY-MM-DD); never from elsewhere, and never from the
clock or the file system.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipeline import text as texts
from pipeline.errors import RollcallError, Unreadable
from pipeline.formats import HEAD, choose, dates, known_endings
from pipeline.formats.raw import Format, Limits, Note, Part, Raw, Source
from pipeline.records import Document, Issue, issue

SIDECAR = ".meta.toml"

_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")

Ingested = tuple[list[Document], list[Issue]]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a maintainer says of a file, in `NAME.meta.toml` beside it. It outranks the file itself."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None


def ingest(folder: Path) -> Ingested:
    """All documents below a folder, duplicates marked, and all issues; both in the order of their ids.

    Raises RollcallError if there is nothing to read: a misspelt folder must not empty the tables.
    """
    names = raw_files(folder)
    if not names:
        raise RollcallError(folder, "holds no announcement", f"put files there ({known_endings()})")
    documents, issues = gather(read_file(folder / name, name) for name in names)
    issues += lone_sidecars(folder, names)
    documents = mark_duplicates(documents)
    return sorted(documents, key=lambda d: d.doc_id), sorted(issues, key=lambda i: i.issue_id)


def raw_files(folder: Path) -> list[str]:
    """The names of the raw files below a folder, sorted: POSIX paths, without decisions, sidecars and readmes.

    Links are named too, `read_file` follows those that stay inside; hidden files are left out. Raises RollcallError
    if the folder can't be read.
    """
    return sorted(name for name in _walk(folder) if not name.endswith(SIDECAR))


def lone_sidecars(folder: Path, names: Iterable[str]) -> list[Issue]:
    """An issue for every sidecar that stands beside none of the files: a misspelt one would be lost in silence."""
    known = {path for name in names for path in _sidecar_names(name)}
    lone = (name for name in sorted(_walk(folder)) if name.endswith(SIDECAR) and name not in known)
    return [
        issue(_clean(n), "ingest", "lone_sidecar", "there is no file of that name beside it") for n in lone
    ]


def _walk(folder: Path) -> Iterator[str]:
    closed: list[str] = []

    def refuse(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise RollcallError(folder, f"can't be read ({error.strerror})", "name a folder of announcements")
        closed.append(Path(error.filename).relative_to(folder).as_posix())

    for top, folders, files in os.walk(folder, onerror=refuse):
        linked = [name for name in folders if os.path.islink(os.path.join(top, name))]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*files, *linked):
            if not name.startswith((".", "README")) and name != "decisions.csv":
                yield Path(top, name).relative_to(folder).as_posix()
    yield from closed


def read_file(path: Path, name: str, limits: Limits = Limits()) -> Ingested:
    """The documents of one raw file, and what was odd about it. `name` is its path below the raw folder.

    Never raises for what the file holds: a file that gives no document gives an issue under its name.
    """
    shown = _clean(name)
    reading = _Reading(limits)
    try:
        with _open(path, name) as file:
            reading.sidecar, notes = _sidecar(path)
            reading.read(Source(shown, file, limits))
    except (OSError, Unreadable) as error:
        reading.refuse(shown, error)
    else:
        about = reading.documents[0].doc_id if len(reading.documents) == 1 else shown
        for note in notes:
            reading.odd(about, note.code, note.detail)
    return reading.documents, reading.issues


class _Reading:
    """What comes of one file of the raw folder and of all that stands inside it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sidecar = Sidecar()
        self.documents: list[Document] = []
        self.issues: list[Issue] = []

    def odd(self, doc_id: str, code: str, detail: str) -> None:
        self.issues.append(issue(doc_id, "ingest", code, detail))

    def refuse(self, doc_id: str, error: OSError | Unreadable) -> None:
        if isinstance(error, Unreadable):
            self.odd(doc_id, error.code, error.detail)
        else:
            self.odd(doc_id, "unreadable", f"the file can't be opened ({error.strerror})")

    def read(self, source: Source, depth: int = 0) -> None:
        """Read a file, then what stands inside it."""
        try:
            form = choose(source.name, source.file.read(HEAD))
            for found in form.read(source):
                if isinstance(found, Raw):
                    self._take(found, source, form)
                elif isinstance(found, Note):
                    self.odd(source.name, found.code, found.detail)
                else:
                    self._enter(found, source, depth + 1)
        except (OSError, Unreadable) as error:
            self.refuse(source.name, error)
        except (
            Exception
        ) as error:  # a reader's fault, or a file made to break it: it must not stop the others
            detail = f"the reader broke ({type(error).__name__}: {str(error)[:200]!a})"
            self.odd(source.name, "broken", detail)

    def _enter(self, part: Part, source: Source, depth: int) -> None:
        name = f"{source.name}/{part.name}"
        if depth > self.limits.nesting:
            self.odd(name, "too_deep", f"files inside files are read to a depth of {self.limits.nesting}")
            return
        self.read(Source(name, BytesIO(part.data), self.limits), depth)

    def _take(self, raw: Raw, source: Source, form: Format) -> None:
        if not raw.text:
            self.odd(source.name, "empty", "nothing is left of the text but page furniture")
            return
        document, odd = _document(raw, source, form, self.sidecar)
        self.documents.append(document)
        for note in odd:
            self.odd(document.doc_id, note.code, note.detail)


def _clean(name: str) -> str:
    """A name that can be written down: bytes that are no UTF-8 become question marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _open(path: Path, name: str) -> BinaryIO:
    """The file, opened. Raises Unreadable if it is none, or stands outside the raw folder; OSError."""
    folder = path.parents[len(PurePosixPath(name).parts) - 1].resolve()
    if not path.resolve().is_relative_to(folder):
        raise Unreadable("outside", "the link leads out of the folder; put the file itself there")
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable("unreadable", "neither a file nor a folder that can be opened")
    return path.open("rb")


def _sidecar_names(name: str) -> tuple[str, str]:
    """Where the sidecar of a file may stand: `a.txt.meta.toml`, or `a.meta.toml` for `a.txt` and `a.html` alike."""
    return name + SIDECAR, str(PurePosixPath(name).with_suffix("")) + SIDECAR


def _sidecar(path: Path) -> tuple[Sidecar, tuple[Note, ...]]:
    for name in _sidecar_names(path.name):
        try:
            said = tomllib.loads((path.parent / name).read_text("utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            return Sidecar(), (Note("bad_sidecar", f"{name} can't be read ({error})"),)
        known = {field.name for field in fields(Sidecar)}
        values = {key: str(said[key]) for key in said if key in known and isinstance(said[key], (str, date))}
        odd = (
            f"{name}: {key!r} is no key, or its value no text" for key in sorted(said.keys() - values.keys())
        )
        return Sidecar(**values), tuple(Note("bad_sidecar", detail) for detail in odd)
    return Sidecar(), ()


def _document(raw: Raw, source: Source, form: Format, sidecar: Sidecar) -> tuple[Document, tuple[Note, ...]]:
    stem = str(PurePosixPath(source.name).with_suffix(""))
    day, basis, odd = _published(raw, source.name, sidecar)
    return Document(
        doc_id=f"{stem}/{raw.key}" if raw.key else stem,
        path=source.name,
        sha256=hashlib.sha256(raw.source or source.bytes()).hexdigest(),
        media_type=form.media_type,
        title=_line(sidecar.title or raw.title or texts.title(raw.text)),
        publisher=_line(sidecar.publisher or raw.publisher),
        url=_line(sidecar.url or raw.url),
        language=_declared(sidecar.language) or _declared(raw.language) or texts.language(raw.text),
        published=day,
        published_basis=basis,
        chars=len(raw.text),
        words=len(raw.text.split()),
        duplicate_of=None,
        text=raw.text,
    ), (*raw.notes, *odd)


def _published(raw: Raw, name: str, sidecar: Sidecar) -> tuple[date | None, str | None, tuple[Note, ...]]:
    """The day of publication, where it was found, and a note for every impossible date that was passed over."""
    day, notes = dates.given(sidecar.published)
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


def gather(read: Iterable[Ingested]) -> Ingested:
    """The documents and issues of many files, in the files' sorted order, with unique ids.

    Of two documents with the same id (`a.html`, `a.txt`) the later takes its path with the ending; an issue says so.
    """
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for found, odd in read:
        for document in found:
            taken = documents.get(document.doc_id)
            if taken is not None:
                new = _other_id(document)
                issues.append(
                    issue(new, "ingest", "same_id", f"{document.doc_id!r} is the id of {taken.path} already")
                )
                odd = [_about(new, entry) if entry.doc_id == document.doc_id else entry for entry in odd]
                document = replace(document, doc_id=new)
            documents[document.doc_id] = document
        issues += odd
    return list(documents.values()), issues


def _other_id(document: Document) -> str:
    """The path with its ending, and for a document inside a file its key after that."""
    stem = str(PurePosixPath(document.path).with_suffix(""))
    return document.path + document.doc_id.removeprefix(stem)


def _about(doc_id: str, entry: Issue) -> Issue:
    return issue(doc_id, entry.stage, entry.code, entry.detail)


def mark_duplicates(documents: Iterable[Document]) -> list[Document]:
    """The documents, each with the first of those that have exactly its text: the earliest published, then by id."""
    documents = list(documents)
    first: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: (d.published or date.max, d.doc_id)):
        first.setdefault(document.text, document)
    return [
        replace(d, duplicate_of=None if first[d.text].doc_id == d.doc_id else first[d.text].doc_id)
        for d in documents
    ]
