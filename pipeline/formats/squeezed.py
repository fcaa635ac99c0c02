"""A single file packed by gzip, bzip2 or xz: `.gz`, `.bz2`, `.xz`, and the short names of packed TAR archives."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.formats.raw import Format, Found, Part, Source

#: How a packed file begins, by its kind.
GZIP, BZIP2, XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"
#: Memory that a file packed by xz may ask for; those of ordinary settings need 65 MiB at most.
_XZ_MEMORY = 128 * 1024**2
_CHUNK = 65536
_TARS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}

_Decompressor = bz2.BZ2Decompressor | lzma.LZMADecompressor


class _Unpacked(RawIOBase):
    """What comes out of a file packed by bzip2 or xz, never more at once than asked for."""

    def __init__(self, file: BinaryIO, make: Callable[[], _Decompressor]) -> None:
        self.file, self.make, self.unpacker = file, make, make()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and say with how many bytes. Raises EOFError if the file was cut off."""
        while True:
            if self.unpacker.eof:
                rest = self.unpacker.unused_data or self.file.read(_CHUNK)
                if not rest.strip(b"\0"):
                    return 0
                self.unpacker = self.make()
            else:
                rest = self.file.read(_CHUNK) if self.unpacker.needs_input else b""
                if self.unpacker.needs_input and not rest:
                    raise EOFError("the file was cut off")
            data = self.unpacker.decompress(rest, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)


def read(source: Source) -> Iterator[Found]:
    """The file inside."""
    start = source.file.read(6)
    source.file.seek(0)
    name = PurePosixPath(source.name)
    inner = name.stem + _TARS.get(name.suffix.lower(), "")
    yield Part(inner, unpacked(source.file, start))


def unpacked(file: BinaryIO, start: bytes) -> BinaryIO:
    """The stream of what is packed in a file that begins with `start`."""
    if start.startswith(BZIP2):
        return cast(BinaryIO, BufferedReader(_Unpacked(file, bz2.BZ2Decompressor)))
    if start.startswith(XZ):
        return cast(BinaryIO, BufferedReader(_Unpacked(file, _xz)))
    return cast(BinaryIO, gzip.GzipFile(fileobj=file))


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


def _recognise(head: bytes) -> bool:
    return head.startswith((GZIP + b"\x08", XZ)) or (head.startswith(BZIP2) and head[4:10] == b"1AY&SY")


FORMAT = Format((".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz"), "application/gzip", read, _recognise)
