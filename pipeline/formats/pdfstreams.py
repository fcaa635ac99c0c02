"""How much comes out of the packed streams of a PDF file: looked at before a library unpacks them into memory.

Streams packed by Flate are followed, through ASCII wrappings and repeated packing; other ways of packing are not.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator

#: Bytes that may come out of one stream; the reader needs some of them twice.
LARGEST = 256 * 1024**2
#: How often a stream may be packed.
_LEVELS = 4
_CHUNK = 65536

_STREAM = re.compile(rb"(/[^<>]{0,400}>>\s*)?stream\r?\n")
_ASCII85 = (b"/ASCII85Decode", b"/A85")


def unpacked(data: bytes, most: int) -> int:
    """The bytes that come out of all packed streams of a file; counting ends above `most`, or in one of LARGEST."""
    total = 0
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        body = data[found.end() : end if end >= 0 else len(data)]
        if any(name in (found[1] or b"") for name in _ASCII85):
            body = _from_ascii(body)
        size = _size(body, min(LARGEST, most - total))
        total = most + 1 if size > LARGEST else total + size
        if total > most:
            break
    return total


def _from_ascii(body: bytes) -> bytes:
    try:
        return base64.a85decode(body.strip().removesuffix(b"~>"))
    except ValueError:
        return b""


def _size(body: bytes, most: int) -> int:
    """The bytes that come out of a stream, at the level where they are most; 0 if it isn't packed."""
    sizes = [0] * _LEVELS
    chunks: Iterable[bytes] = (body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK))
    for level in range(_LEVELS):
        chunks = _counted(chunks, sizes, level)
    for _ in chunks:
        if max(sizes) > most:
            break
    return max(sizes)


def _counted(chunks: Iterable[bytes], sizes: list[int], level: int) -> Iterator[bytes]:
    """What comes out of packed chunks, counted; an empty chunk stands for each that isn't packed."""
    unpacker = zlib.decompressobj()
    for chunk in chunks:
        try:
            while chunk and not unpacker.eof:
                out = unpacker.decompress(chunk, _CHUNK)
                sizes[level] += len(out)
                yield out
                chunk = unpacker.unconsumed_tail
        except zlib.error:
            break
        yield b""
    # What is below must go on, so that a level that isn't packed doesn't hide how much comes out above it.
    for _ in chunks:
        yield b""
