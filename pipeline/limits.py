"""How much is read of strangers' files, and how long: no file can hold up the others."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Any

from pipeline.errors import TooSlow

MIB = 1024**2


def _limit(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that hold, each with the words that the command line says of it."""

    bytes: int = _limit(20 * MIB, "Bytes of a file that is read whole: PDF, Word, mail.")
    text: int = _limit(
        5 * MIB, "Bytes of text: of a page with its markup, of a row or line that is a document."
    )
    pages: int = _limit(2000, "Pages of a PDF file.")
    nesting: int = _limit(4, "Depth of files inside files.")
    files: int = _limit(100_000, "Files inside one file.")
    unpacked: int = _limit(1024 * MIB, "Bytes that come out of one file, all inside it together.")
    ratio: int = _limit(200, "How many times larger than itself that may be (beyond --max-bytes).")
    seconds: float = _limit(30.0, "Seconds of computing for one document, in each stage.")

    def allowance(self, size: int) -> int:
        """How many bytes may come out of a packed file of `size` bytes. A small file may hold one document, always."""
        return min(self.unpacked, max(self.bytes, self.ratio * size))


class Clock:
    """Stops what takes too long: inside the block, TooSlow is raised wherever the program is when time is over.

    Computing time counts, so that a busy machine drops no document. The signal interrupts Python code and regular
    expressions, but no single call into a C library (a page of a PDF, the parsing of a page of HTML); these are
    bounded by the size of what they are given. Where there is no such signal (on Windows, in a thread) only `check`
    looks at the time.
    """

    #: Seconds after which the alarm rings again: a library may have swallowed the first.
    AGAIN = 1.0

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = float("inf")
        self._signals = hasattr(signal, "setitimer") and (
            threading.current_thread() is threading.main_thread()
        )
        self._before: Any = None

    def __enter__(self) -> Clock:
        if self._signals:
            self._before = signal.signal(signal.SIGPROF, self._ring)
        self.restart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end = float("inf")
        if self._signals:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, self._before or signal.SIG_DFL)

    def restart(self) -> None:
        """The next document begins."""
        self._end = time.process_time() + self.seconds
        if self._signals:
            signal.setitimer(signal.ITIMER_PROF, self.seconds, self.AGAIN)

    def check(self) -> None:
        """Raise TooSlow if time is over."""
        if time.process_time() > self._end:
            raise TooSlow(f"more than {self.seconds:g} seconds of computing")

    def _ring(self, number: int, frame: FrameType | None) -> None:
        self.check()
