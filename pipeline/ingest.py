"""Stage 1: raw files -> documents. What can't be read becomes an issue, and every other file goes through."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from pipeline import places
from pipeline.errors import RollcallError, TooSlow, Unreadable, spare
from pipeline.formats import known_endings
from pipeline.formats.loader import Loader, Sidecar, sidecar
from pipeline.formats.members import SIDECAR, is_meant, sidecar_names
from pipeline.formats.raw import Note, Source
from pipeline.limits import Clock, Limits
from pipeline.places import Place, Remote
from pipeline.records import Document, Issue, issue

Ingested = tuple[list[Document], list[Issue]]

_CUT = re.compile(r"[./]|$")


def ingest(folder: Path, limits: Limits = Limits()) -> Ingested:
    """All documents below a folder, and all issues; both in the order of their ids.

    Raises RollcallError if there is nothing to read: a misspelt folder must not empty the tables.
    """
    documents: list[Document] = []
    issues: list[Issue] = []
    for names in at_home(found(folder)).values():
        read, odd = read_home(folder, names, limits)
        documents += read
        issues += odd
    return sorted(documents, key=lambda d: d.doc_id), sorted(issues, key=lambda i: i.issue_id)


def read(path: Path) -> Ingested:
    """The same of a folder, or of one file."""
    return ingest(path) if path.is_dir() else read_file(path, path.name)


def found(folder: Place) -> list[str]:
    """The names of the raw files below a folder and of their sidecars, sorted.

    POSIX paths, without decisions and readmes. Links are named too, `read_file` follows those that stay inside;
    hidden files are left out. Raises RollcallError if the folder can't be read or holds no raw file.
    """
    names = sorted(_walk(folder))
    if not raw_files(names):
        raise RollcallError(folder, "holds no announcement", f"put files there ({known_endings()})")
    return names


def raw_files(names: Iterable[str]) -> list[str]:
    """Those that are no sidecars."""
    return [name for name in names if not name.endswith(SIDECAR)]


def at_home(names: Sequence[str]) -> dict[str, list[str]]:
    """The files by their home: those whose documents might get the same id, and sidecars, share one.

    So do `a.html`, `a.txt`, a row `b` of `a.jsonl` and `a/b.txt`.
    """
    known = {str(PurePosixPath(_clean(name)).with_suffix("")) for name in raw_files(names)}
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(home(_clean(name), known), []).append(name)
    return found


def home(path: str, known: Collection[str]) -> str:
    """The home of a file, a document or what is told of either: its shortest beginning that is the home of one."""
    beginnings = (path[: cut.start()] for cut in _CUT.finditer(path) if cut.start())
    return next((beginning for beginning in beginnings if beginning in known), path)


def read_home(folder: Place, names: Sequence[str], limits: Limits) -> Ingested:
    """The documents and issues of the files of one home, with unique ids."""
    documents, issues = gather(read_file(folder / name, name, limits) for name in raw_files(names))
    return documents, issues + lone_sidecars(names)


def lone_sidecars(names: Sequence[str]) -> list[Issue]:
    """An issue for every sidecar that stands beside none of the files: a misspelt one would be lost in silence."""
    known = {path for name in raw_files(names) for path in sidecar_names(name)}
    lone = (name for name in names if name.endswith(SIDECAR) and name not in known)
    return [
        issue(_clean(n), "ingest", "lone_sidecar", "there is no file of that name beside it") for n in lone
    ]


def _walk(folder: Place) -> Iterator[str]:
    if isinstance(folder, Remote):
        yield from (name for name, _ in folder.files() if is_meant(name))
        return
    closed: list[str] = []

    def refuse(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise RollcallError(folder, f"can't be read ({error.strerror})", "name a folder of announcements")
        closed.append(Path(error.filename).relative_to(folder).as_posix())

    for top, folders, files in os.walk(folder, onerror=refuse):
        linked = [name for name in folders if os.path.islink(os.path.join(top, name))]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*files, *linked):
            if is_meant(name):
                yield Path(top, name).relative_to(folder).as_posix()
    yield from closed


def read_file(path: Place, name: str, limits: Limits = Limits()) -> Ingested:
    """The documents of one raw file, and what was odd about it. `name` is its path below the raw folder.

    Never raises for what the file holds: a file that gives no document gives an issue under its name.
    """
    shown = _clean(name)
    clock = Clock(limits.seconds)
    loader = Loader(limits, 0, clock)
    try:
        with _open(path, name) as file, clock:
            loader = Loader(limits, places.size(file), clock)
            said, notes = _sidecar(path)
            loader.read(Source(shown, file, limits, check=clock.check), said)
            about = loader.documents[0].doc_id if len(loader.documents) == 1 else shown
            for note in notes:
                loader.odd(about, note.code, note.detail)
    except Unreadable as error:
        loader.odd(shown, error.code, error.detail)
    except OSError as error:
        spare(error)
        loader.odd(shown, "unreadable", f"the file can't be opened ({error.strerror})")
    except TooSlow as error:
        loader.odd(shown, "too_slow", str(error))
    return loader.documents, loader.issues


def _sidecar(path: Place) -> tuple[Sidecar, tuple[Note, ...]]:
    for name in sidecar_names(path.name):
        try:
            return sidecar(name, (path.parent / name).read_bytes())
        except FileNotFoundError:
            continue
        except OSError as error:
            return Sidecar(), (Note("bad_sidecar", f"{name} can't be read ({error})"),)
    return Sidecar(), ()


def _clean(name: str) -> str:
    """A name that can be written down: bytes that are no UTF-8 become question marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _open(path: Place, name: str) -> BinaryIO:
    """The file, opened. Raises Unreadable if it is none, or stands outside the raw folder; OSError."""
    if isinstance(path, Remote):
        return cast(BinaryIO, path.open("rb"))
    folder = path.parents[len(PurePosixPath(name).parts) - 1].resolve()
    if not path.resolve().is_relative_to(folder):
        raise Unreadable("outside", "the link leads out of the folder; put the file itself there")
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable("unreadable", "neither a file nor a folder that can be opened")
    return path.open("rb")


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
                new = _other_id(document, documents)
                issues.append(
                    issue(new, "ingest", "same_id", f"{document.doc_id!r} is the id of {taken.path} already")
                )
                odd = [_about(new, entry) if entry.doc_id == document.doc_id else entry for entry in odd]
                document = replace(document, doc_id=new)
            documents[document.doc_id] = document
        issues += odd
    return list(documents.values()), issues


def _other_id(document: Document, taken: Container[str]) -> str:
    """The path with its ending, and for a document inside a file its key after that; with a number, if need be."""
    stem = str(PurePosixPath(document.path).with_suffix(""))
    new = document.path + document.doc_id.removeprefix(stem)
    numbered = (f"{new}~{number}" for number in count(2))
    return new if new not in taken else next(name for name in numbered if name not in taken)


def _about(doc_id: str, entry: Issue) -> Issue:
    return issue(doc_id, entry.stage, entry.code, entry.detail)
