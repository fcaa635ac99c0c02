"""Finds documents that say nearly the same: mirrors, rewrites, two captures of one page.

Two texts are as alike as the share of their shingles (runs of three words) that stand in both, of all that stand in
either (Jaccard's index, counted exactly; no chance is in it). A document belongs to the first one that it is alike
enough to, so a cluster is no chain whose ends have nothing in common. Only texts that share some of their rarest
shingles are compared, which any two must that are alike enough: nothing is missed, and boilerplate costs little time.

The shingles of a text stand on disk as numbers; memory holds a few words of each document.
"""

from __future__ import annotations

import hashlib
import re
import typing
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from math import ceil
from tempfile import TemporaryFile

from pipeline.records import Copy

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.uint64]

#: How alike two texts are that say the same, whenever they were published: a mirror with another headline and an
#: added line has nine tenths in common, a report of one page with another number in each sentence two thirds.
SAME = 0.8
#: How alike those are that were published within so many days: a newspaper that rewrites a press release, changing
#: something in each of its sentences, keeps a third; other announcements of the same people share their last
#: paragraph, and are made months apart.
ALIKE, DAYS = 1 / 3, 31

#: A word; in scripts that don't part their words, a sign.
_WORD = re.compile(r"\d+|[^\W\d_\u2e80-\uffff]+|[\u2e80-\uffff]")
#: Words whose numbers are kept at hand.
_KNOWN = 500_000
#: Bytes of shingles that are counted at once.
_COUNTED = 1 << 25


def find(texts: Iterable[tuple[str, date | None, str]]) -> Iterator[Copy]:
    """For each document, given as its id, day of publication and text: the first with exactly its text, if another
    is, and the first that says nearly the same.

    The first is the earliest published, then the first by id. The order in which they come does not matter.
    """
    with _Shelf() as shelf:
        for doc_id, day, text in texts:
            shelf.add(doc_id, day, text)
        shelf.sort()
        first: list[int] = []
        same: dict[bytes, int] = {}
        indices = (_Index(ALIKE, DAYS, shelf), _Index(SAME, None, shelf))
        for number, book in enumerate(shelf.books):
            original = same.setdefault(book.hash, number)
            first.append(first[original] if original < number else _first(number, first, indices, shelf))
            duplicate_of = shelf.books[original].doc_id if original < number else None
            yield Copy(book.doc_id, duplicate_of, shelf.books[first[number]].doc_id)


def _first(number: int, first: list[int], indices: tuple[_Index, ...], shelf: _Shelf) -> int:
    own, day = shelf.rarest_first(number), shelf.books[number].day
    likeness, found = max((index.likest(own, day) for index in indices), key=lambda it: (it[0], -it[1]))
    if likeness:
        return first[found]
    for index in indices:
        index.add(number, own, day)
    return number


@dataclass(frozen=True, slots=True)
class _Book:
    """What memory holds of a document: a hash of its text, where its shingles stand, its day as an ordinal."""

    doc_id: str
    day: int | None
    hash: bytes
    start: int
    size: int


class _Shelf:
    """The shingles of every document in a file, and how many documents hold each that more than one holds."""

    def __init__(self) -> None:
        import numpy as np

        self.books: list[_Book] = []
        self._end = 0
        self._shared, self._often = np.empty(0, np.uint64), np.empty(0, np.int64)
        self._words: dict[str, int] = {}
        self._file = TemporaryFile()  # noqa: SIM115  # closed with the shelf

    def __enter__(self) -> _Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, doc_id: str, day: date | None, text: str) -> None:
        """Another document."""
        own = self._shingles(text)
        self._file.write(own.tobytes())
        digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
        self.books.append(_Book(doc_id, day.toordinal() if day else None, digest, self._end, own.nbytes))
        self._end += own.nbytes

    def sort(self) -> None:
        """Number the documents by their days of publication, those without one at the end, then by their ids.

        All are there now, and their shingles are counted: those that begin with the same bits at once.
        """
        import numpy as np

        bits = (self._end // _COUNTED).bit_length()
        counted = []
        for first in range(1 << bits):
            own = [some[some >> np.uint64(64 - bits) == first] if bits else some for some in self._pieces()]
            shingles, often = np.unique(np.concatenate(own), return_counts=True)
            counted.append((shingles[often > 1], often[often > 1]))
        self._shared, self._often = map(np.concatenate, zip(*counted, strict=True))
        self.books.sort(key=lambda book: (book.day is None, book.day or 0, book.doc_id))

    def of(self, number: int) -> Ints:
        """The shingles of a document, in their order."""
        import numpy as np

        self._file.seek(self.books[number].start)
        return np.frombuffer(self._file.read(self.books[number].size), np.uint64)

    def rarest_first(self, number: int) -> Ints:
        """The same, those first that the fewest documents hold."""
        import numpy as np

        own = self.of(number)
        return own[np.argsort(self._held(own), kind="stable")]

    def shared(self, shingles: Ints) -> list[int]:
        """Those that another document holds."""
        found: list[int] = shingles[self._held(shingles) > 1].tolist()
        return found

    def _held(self, shingles: Ints) -> NDArray[np.int64]:
        """How many documents hold each."""
        import numpy as np

        if not len(self._shared):
            return np.ones(len(shingles), np.int64)
        at = np.searchsorted(self._shared, shingles).clip(max=len(self._shared) - 1)
        return np.where(self._shared[at] == shingles, self._often[at], 1)

    def _pieces(self) -> Iterator[Ints]:
        """The shingles of all documents."""
        import numpy as np

        self._file.seek(0)
        yield np.empty(0, np.uint64)
        while some := self._file.read(_COUNTED):
            yield np.frombuffer(some, np.uint64)

    def _shingles(self, text: str) -> Ints:
        import numpy as np

        numbers = [self._words.get(word) or self._number(word) for word in _WORD.findall(text.lower())]
        word = np.array(numbers, np.uint64)
        if len(word) < 3:
            return np.empty(0, np.uint64)
        odd = np.uint64(0x9E3779B97F4A7C15)
        return np.unique((word[:-2] * odd + word[1:-1]) * odd + word[2:])

    def _number(self, word: str) -> int:
        """A number of 64 bits that only this word has, in practice: of a million words, two share one in 10^7 cases."""
        if len(self._words) >= _KNOWN:
            self._words.clear()
        number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
        self._words[word] = number
        return number


@dataclass(slots=True)
class _Index:
    """The first documents of their clusters by their rarest shingles. `days`: how long they stay in question."""

    alike: float
    days: int | None
    shelf: _Shelf
    by_shingle: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[int, int] = field(default_factory=dict)

    def add(self, number: int, own: Ints, day: int | None) -> None:
        """Another document with its shingles, the rarest first."""
        if self.days is not None and day is None:
            return
        self.sizes[number] = len(own)
        for shingle in self._rarest(own):
            self.by_shingle[shingle].append(number)

    def likest(self, own: Ints, day: int | None) -> tuple[float, int]:
        """How alike the likest document is, and its number: the first of several. Zeros if none is alike enough."""
        if self.days is not None and day is None:
            return 0.0, 0
        known = filter(self.by_shingle.__contains__, self._rarest(own))
        since = day - self.days if self.days is not None and day else 0
        shared = Counter(chain.from_iterable(self._since(shingle, since) for shingle in known))
        found = [(self._likeness(own, other, count), -other) for other, count in shared.items()]
        likeness, other = max(found, default=(0.0, 0))
        return (likeness, -other) if likeness >= self.alike else (0.0, 0)

    def _since(self, shingle: int, since: int) -> list[int]:
        """The documents that hold it and are not too old; those that are are forgotten, for all later ones are too."""
        held, books = self.by_shingle[shingle], self.shelf.books
        while held and since and (books[held[0]].day or since) < since:
            held.pop(0)
        if not held:
            del self.by_shingle[shingle]
        return held

    def _rarest(self, own: Ints) -> list[int]:
        """The shingles among which are some of any text that is alike enough, without those that no other has."""
        return self.shelf.shared(own[: self._reach(len(own))])

    def _reach(self, count: int) -> int:
        return count - ceil(self.alike * count) + 1 if count else 0

    def _likeness(self, own: Ints, other: int, shared: int) -> float:
        """How alike two texts are; 0 where those of their rarest shingles that both have are too few."""
        import numpy as np

        size = self.sizes[other]
        rest = min(len(own) - self._reach(len(own)), size - self._reach(size))
        if (shared + rest) * (1 + self.alike) < self.alike * (len(own) + size):
            return 0.0
        both = len(np.intersect1d(own, self.shelf.of(other), assume_unique=True))
        return both / (len(own) + size - both)
