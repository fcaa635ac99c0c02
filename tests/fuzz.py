"""Mutated files for all readers: a crash or a hang is a fault, whatever the file holds.

python tests/fuzz.py 100000     that many inputs, with their counts at the end
"""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from announcements import ANNOUNCEMENTS, FORMS, docx, zipped
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipeline.formats.loader import Loader, Sidecar
from pipeline.formats.raw import Source
from pipeline.limits import MIB, Clock, Limits

LIMITS = Limits(bytes=MIB, text=MIB, pages=20, unpacked=16 * MIB, seconds=10.0)
#: An input is a hang if it takes longer than it is allowed to, and as much again.
HANG = 2 * LIMITS.seconds
#: Inputs that are drawn under one seed.
BLOCK = 2000
#: Bytes that mean something to one of the readers.
WORDS = (
    b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"%%EOF", b"endobj", b"stream\n", b"/Kids", b"\x1f\x8b\x08",
    b"BZh9", b"WARC/1.0", b"HTTP/1.1 200 OK", b"Content-Length: 9999999999", b"From ", b"\n--x\n", b"<table>",
    b"<!--", b"<![CDATA[", b"&#x202e;", b"]]>", b"<!DOCTYPE x [", b"\xff\xfe", b"\xef\xbb\xbf", b"\0",
    b"\xff\xff\xff\xff", b"\r\n\r\n", b'"', b"{", b"[", b"|", b"[^1]:", b"\xed\xa0\x80", b"PAR1", b"ustar",
    b"-1", b"99999999999999999999",
)  # fmt: skip


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """A name and bytes for every format, and for Word what stands inside the archive as well."""
    made = [
        (f"{it.name}.{form}", make(it))
        for it in (ANNOUNCEMENTS[5], ANNOUNCEMENTS[6])
        for form, make in FORMS.items()
    ]
    with zipfile.ZipFile(io.BytesIO(docx(ANNOUNCEMENTS[6]))) as archive:
        made += [("document.xml", archive.read("word/document.xml"))]
    return tuple(made)


def _packed(name: str, data: bytes) -> bytes:
    if name != "document.xml":
        return data
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": data})


_Change = Callable[[bytes], bytes]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file's name, and the bytes of one of the seeds after a few changes."""
    name, data = draw(st.sampled_from(seeds()))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        kind = draw(st.sampled_from(("flip", "cut", "word", "bytes", "end", "repeat", "splice")))
        size = draw(st.integers(1, 64))
        if kind == "flip":
            data = data[:at] + bytes([data[at] ^ (1 << size % 8)]) + data[at + 1 :] if data else data
        elif kind == "cut":
            data = data[:at] + data[at + size :]
        elif kind == "word":
            data = data[:at] + draw(st.sampled_from(WORDS)) + data[at + size % 8 :]
        elif kind == "bytes":
            data = data[:at] + draw(st.binary(max_size=8)) + data[at:]
        elif kind == "end":
            data = data[:at]
        elif kind == "repeat":
            data = data[:at] + data[at : at + size] * size + data[at:]
        else:
            _, other = draw(st.sampled_from(seeds()))
            data = data[:at] + other[at : at + size * 8] + data[at:]
    return draw(st.sampled_from((name, "a.txt", "a.jsonl", "a.md"))) if size == 1 else name, _packed(
        name, data
    )


def read(name: str, data: bytes) -> Counter[str]:
    """The codes of the issues that come of a file. Raises whatever a reader lets through."""
    with Clock(LIMITS.seconds) as clock:
        loader = Loader(LIMITS, len(data), clock)
        loader.read(Source(name, BytesIO(data), LIMITS, check=clock.check), Sidecar())
    for document in loader.documents:
        document.text.encode()
    return Counter(issue.code for issue in loader.issues)


def _block(once: Callable[[tuple[str, bytes]], None], size: int, number: int) -> None:
    """Draw so many files under a seed of their own."""

    @seed(number)
    @settings(
        max_examples=size,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(files())
    def draw(file: tuple[str, bytes]) -> None:
        once(file)

    draw()


def main(count: int, last: Path, number: int) -> int:
    """Read so many mutated files, each put into `last` before; `number` seeds the first of their blocks. Print how
    many crashed or hung, and what became of the others."""
    codes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    slowest = 0.0

    def once(file: tuple[str, bytes]) -> None:
        nonlocal slowest
        start = time.process_time()
        last.write_bytes(file[1])
        counts["read"] += 1
        try:
            codes.update(read(*file))
        except BaseException as error:
            counts["crashed"] += 1
            print(f"crashed: {type(error).__name__}: {error} on {file[0]}", flush=True)
        spent = time.process_time() - start
        slowest = max(slowest, spent)
        counts["hung"] += spent > HANG

    while counts["read"] < count:
        number += 1
        _block(once, min(BLOCK, count - counts["read"]), number)
        if number % 5 == 0:
            print(f"{counts['read']} read, {counts['crashed']} crashed, {counts['hung']} hung", flush=True)
    print(
        f"read {counts['read']}, crashed {counts['crashed']}, hung {counts['hung']}, slowest {slowest:.1f} s"
    )
    print(", ".join(f"{code} {n}" for code, n in sorted(codes.items())))
    return 1 if counts["crashed"] or counts["hung"] else 0


if __name__ == "__main__":
    given_words = (*sys.argv[1:], *("1000", os.devnull, "0")[len(sys.argv) - 1 :])
    sys.exit(main(int(given_words[0]), Path(given_words[1]), int(given_words[2])))
