"""ZIP archives: `.zip`. Every file inside is read as if it stood in a folder of the archive's name."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO, BinaryIO, cast

from pipeline.errors import Unreadable
from pipeline.formats.members import Member, parts
from pipeline.formats.raw import Format, Found, Source

MAGIC = b"PK\x03\x04"
#: The end of the central directory stands in the last bytes of an archive: 22 of its own, and a comment.
_TAIL = 22 + 65535
#: Other methods than these give out more at once than fits into memory.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Bytes of an entry of the central directory, at least.
_ENTRY = 46


def opened(source: Source) -> zipfile.ZipFile:
    """The archive. Raises Unreadable if it is none, or lists so much that the list alone would fill the memory."""
    if _directory(source.file) > source.limits.files * _ENTRY * 4:
        raise Unreadable("too_many", f"the archive lists more than {source.limits.files:,} files")
    try:
        source.file.seek(0)
        return zipfile.ZipFile(source.file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise Unreadable(
            "damaged", f"no whole ZIP archive ({str(error).lower()}); was it cut off?"
        ) from error


def _directory(file: BinaryIO) -> int:
    """The size in bytes of the list of an archive's files, by the archive's own account; 0 without one."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    end, long = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    sizes = [
        struct.unpack_from(form, tail, at + offset)[0]
        for at, form, offset in ((end, "<L", 12), (long, "<Q", 40))
        if 0 <= at <= len(tail) - offset - 8
    ]
    return min(size, max((n for n in sizes if n != 0xFFFFFFFF), default=0))


def read(source: Source) -> Iterator[Found]:
    """The files inside. Raises Unreadable if the archive isn't whole."""
    with opened(source) as archive:
        entries = archive.infolist()
        if len(entries) > source.limits.files:
            raise Unreadable("too_many", f"more than {source.limits.files:,} files inside")
        yield from parts([_member(archive, entry) for entry in entries if not entry.is_dir()])


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    fault = None
    if entry.flag_bits & 1:
        fault = "encrypted", "it is encrypted; put the file itself there"
    elif stat.S_ISLNK(entry.external_attr >> 16):
        fault = "link", "a link is not followed; put the file itself there"
    elif entry.compress_type not in _METHODS:
        fault = "unsupported", "packed in a way that is not read (neither stored nor deflated)"
    return Member(entry.orig_filename, partial(_open, archive, entry), fault)


def _open(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    file: IO[bytes] = archive.open(entry)
    return cast(BinaryIO, file)


FORMAT = Format(
    (".zip",), "application/zip", read, lambda head: head.startswith((MAGIC, b"PK\x05\x06", b"PK\x07\x08"))
)
