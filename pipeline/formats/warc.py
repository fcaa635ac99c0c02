"""Web archives: `.warc` and `.warc.gz`. The pages that were found (status 200) are read, each with its address."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from pipeline import places
from pipeline.errors import Unreadable
from pipeline.formats.members import clean
from pipeline.formats.raw import DAMAGE, Format, Found, Note, Part, Source

#: What a record may hold to be read, and the ending that its name gets if it has no other.
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class _Content(io.RawIOBase):
    """What a record holds. To close it leaves the archive open, which the library's stream would not."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def read(self, size: int = -1) -> bytes:
        return cast(bytes, self.stream.read(size))


def read(source: Source) -> Iterator[Found]:
    """The pages of the archive; one note for all records that hold none. Raises Unreadable if it holds no record."""
    size = places.size(source.file)
    others: Counter[str] = Counter()
    seen, pages, broken = 0, 0, ""
    try:
        for record in _records(source):
            seen += 1
            kind = _kind(record)
            if kind in _ENDINGS:
                pages += 1
                yield _part(record, kind)
                if _is_short(record):
                    raise _Broken("the last record is shorter than it says")
            elif kind:
                others[kind] += 1
    except _Broken as error:
        broken = str(error)
    if not seen and broken:
        raise Unreadable("damaged", f"no web archive ({broken})")
    if not pages and not others and not broken:
        raise Unreadable("empty", "the archive holds no page")
    if broken or source.file.tell() < size:
        yield Note(
            "truncated", f"the archive ends after {seen} records ({broken or 'the rest is no record'})"
        )
    if others:
        words = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items()))
        yield Note("passed_over", f"records that hold no page: {words}")


class _Broken(Exception):
    """The archive goes no further; the message says why."""


def _records(source: Source) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        records = iter(ArchiveIterator(source.file))
        while True:
            source.check()
            with redirect_stderr(io.StringIO()):  # the library talks
                record = next(records, None)
            if record is None:
                return
            yield record
    except (ArchiveLoadFailed, *DAMAGE, ValueError, AttributeError, IndexError) as error:
        raise _Broken(" ".join(str(error).split())[:200] or type(error).__name__) from error


def _kind(record: Any) -> str:
    """The media type of a record that answered a request, or its status if that wasn't 200; nothing for others."""
    if record.rec_type not in ("response", "resource"):
        return ""
    headers = record.http_headers
    if record.rec_type == "resource" or headers is None:
        said = record.content_type or ""
    else:
        status = str(headers.get_statuscode())
        if status != "200":
            return f"status {status[:20]}"
        said = headers.get_header("Content-Type") or ""
    return said.partition(";")[0].strip().lower()[:60] or "of unknown type"


def _part(record: Any, kind: str) -> Part:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    said = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    charset = _CHARSET.search(said)
    return Part(
        _name(url, _ENDINGS[kind]),
        cast(BinaryIO, _Content(record.content_stream())),
        url.strip("<> ") or None,
        charset[1] if charset else None,
    )


def _name(url: str, ending: str) -> str:
    """A file's name for an address: host, path and query, with the ending of what is there."""
    try:
        found = urlsplit(url.strip("<> "))
        path = unquote(found.path.rstrip("/")) or "/index"
        name = clean(f"{found.hostname or ''}{path}{'?' + found.query if found.query else ''}")
    except ValueError:
        name = "page"
    known = PurePosixPath(name).suffix.lower() in (".html", ".htm", ".xhtml", ".txt", ".pdf")
    return name if known else name + ending


def _is_short(record: Any) -> bool:
    """Whether a record that has been read is shorter than it says."""
    while record.raw_stream.read(65536):
        pass
    return bool(getattr(record.raw_stream, "limit", 0))


def _recognise(head: bytes) -> bool:
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


FORMAT = Format((".warc",), "application/warc", read, _recognise, records=True)
