"""TAR archives: `.tar`, and what comes out of `.tar.gz` and its like."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from io import RawIOBase
from typing import IO, BinaryIO, cast

from pipeline.errors import Unreadable
from pipeline.formats.members import Member, parts
from pipeline.formats.raw import Format, Found, Note, Source

#: Where the header of the first file says that this is an archive.
_MARK = slice(257, 262)


class _Guarded(RawIOBase):
    """A file from which nobody takes too much at once: the names in an archive's headers may claim any length."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self.file, self.most = file, most

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self.most:
            raise Unreadable("damaged", f"a header that claims to have {size:,} bytes")
        return self.file.read(size)

    def seek(self, place: int, whence: int = 0) -> int:
        return self.file.seek(place, whence)

    def tell(self) -> int:
        return self.file.tell()


def read(source: Source) -> Iterator[Found]:
    """The files inside. An archive that was cut off gives those before the cut, and a note."""
    guarded = cast(IO[bytes], _Guarded(source.file, source.limits.bytes))
    try:
        archive = tarfile.TarFile(fileobj=guarded, errorlevel=0)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Unreadable("damaged", f"no whole TAR archive ({error})") from error
    with archive:
        members, why = _members(archive, source)
        yield from parts(members)
        if why:
            yield Note("truncated", f"the archive ends after {len(members)} files ({why})")


def _members(archive: tarfile.TarFile, source: Source) -> tuple[list[Member], str]:
    """The entries, and why there are no more where the archive has no proper end."""
    members: list[Member] = []
    try:
        while (entry := archive.next()) is not None:
            source.check()
            if len(members) == source.limits.files:
                raise Unreadable("too_many", f"more than {source.limits.files:,} files inside")
            if not entry.isdir():
                members.append(_member(archive, entry))
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        return members, str(error)
    size = source.file.seek(0, 2)
    source.file.seek(min(archive.offset, size))
    whole = source.file.read(1024).strip(b"\0") == b"" and size >= archive.offset
    return members, "" if whole else "what follows is no file"


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Member:
    fault = None
    if entry.islnk() or entry.issym():
        fault = "link", "a link is not followed; put the file itself there"
    elif not entry.isreg():
        fault = "unsupported", "neither a file nor a folder"
    return Member(entry.name, partial(_open, archive, entry), fault)


def _open(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> BinaryIO:
    return cast(BinaryIO, archive.extractfile(entry))


FORMAT = Format((".tar",), "application/x-tar", read, lambda head: head[_MARK] == b"ustar", records=True)
