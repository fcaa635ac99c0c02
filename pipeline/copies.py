"""Finds documents that say nearly the same: mirrors, rewrites, two captures of one page.

Two texts are as alike as the share of their shingles (runs of three words) that stand in both, of all that stand in
either (Jaccard's index, counted exactly; no chance is in it). A document belongs to the first one that it is alike
enough to, so a cluster is no chain whose ends have nothing in common. Only texts that share some of their rarest
shingles are compared, which any two must that are alike enough: nothing is missed, and boilerplate costs little time.

The shingles of a text stand on disk as numbers. Memory holds some numbers of each document, and of each shingle that
several have.
"""

from __future__ import annotations

import hashlib
import re
import typing
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile

from pipeline.records import Copy

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]
    Ints = NDArray[np.int64]

#: How alike two texts are that say the same, whenever they were published: a mirror with another headline and an
#: added line has nine tenths in common, a report of one page with another number in each sentence two thirds.
SAME = 0.8
#: How alike those are that were published within so many days: a newspaper that rewrites a press release, changing
#: something in each of its sentences, keeps a third; other announcements of the same people share their last
#: paragraph, and are made months apart.
ALIKE, DAYS = 1 / 3, 31
#: The day of a document without one: after all others.
NEVER = date.max.toordinal() + 1
#: A word; in scripts that don't part their words, a sign.
_WORD = re.compile(r"\d+|[^\W\d_\u2e80-\uffff]+|[\u2e80-\uffff]")
#: Words whose numbers are kept at hand.
_KNOWN = 500_000
#: Bytes of shingles that are counted at once, as far as there are files for it.
_COUNTED = 1 << 22
#: They are parted by at most so many of their first bits, and stand in as many files as these have values.
_BITS = 7


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
            first.append(first[original] if original < number else _first(number, first, indices))
            duplicate_of = shelf.books[original].doc_id if original < number else None
            yield Copy(book.doc_id, duplicate_of, shelf.books[first[number]].doc_id)


def _first(number: int, first: list[int], indices: tuple[_Index, ...]) -> int:
    likeness, found = max((index.likest(number) for index in indices), key=lambda it: (it[0], -it[1]))
    if likeness:
        return first[found]
    for index in indices:
        index.add(number)
    return number


@dataclass(frozen=True, slots=True)
class _Book:
    """What memory holds of a document: its day as an ordinal, a hash of its text, where how many shingles stand."""

    doc_id: str
    day: int
    hash: bytes
    start: int
    size: int


class _Words(dict[str, int]):
    """Numbers of 64 bits that only one word has, in practice: of a million words, two share one in 10^7 cases."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
        self[word] = number
        return number


class _Shelf:
    """The shingles of every document in one file, and in another the places that those which more than one holds have
    among all such, `common` in number.

    When it is sorted, `sizes` tells how many shingles each document has, and `days` when it was published (NEVER if it
    has no day), in the order of `books`.
    """

    def __init__(self) -> None:
        self.books: list[_Book] = []
        self._end = 0
        self._words = _Words()
        self._file = TemporaryFile()  # noqa: SIM115  # closed with the shelf
        self._places = TemporaryFile()  # noqa: SIM115  # so is this

    def __enter__(self) -> _Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._places.close()

    def add(self, doc_id: str, day: date | None, text: str) -> None:
        """Another document."""
        own = self._shingles(text)
        self._file.write(own.tobytes())
        digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
        self.books.append(_Book(doc_id, day.toordinal() if day else NEVER, digest, self._end, len(own)))
        self._end += own.nbytes

    def sort(self) -> None:
        """Number the documents by their days of publication, those without one at the end, then by their ids.

        All are there now, and their shingles are counted.
        """
        import numpy as np

        self.books.sort(key=lambda book: (book.day, book.doc_id))
        self.sizes = np.array([book.size for book in self.books], np.int64)
        self.days = np.array([book.day for book in self.books], np.int64)
        common, often = map(np.concatenate, zip(*self._counted(), strict=True))
        ends = [0]
        for number in range(len(self.books)):
            own = self.of(number)
            at = np.searchsorted(common, own)
            at = at[common.take(at, mode="clip") == own] if len(common) else at[:0]
            self._places.write(at[np.argsort(often[at], kind="stable")].astype(np.int32).tobytes())
            ends.append(ends[-1] + len(at))
        self.common, self._ends = len(common), np.array(ends, np.int64)

    def _counted(self) -> Iterator[tuple[Shingles, Ints]]:
        """The shingles that more than one document holds, and how many do; those that begin alike at once."""
        import numpy as np

        bits = min((self._end // _COUNTED).bit_length(), _BITS)
        edges = np.arange(1, 1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
        with ExitStack() as files:
            parts = [files.enter_context(TemporaryFile()) for _ in range(1 << bits)]
            for some in map(np.sort, self._pieces()):
                for part, own in zip(parts, np.split(some, np.searchsorted(some, edges)), strict=True):
                    part.write(own.tobytes())
            for part in parts:
                part.seek(0)
                every = np.sort(np.frombuffer(part.read(), np.uint64))
                further, times = np.unique(every[1:][every[1:] == every[:-1]], return_counts=True)
                yield further, times + 1

    def of(self, number: int) -> Shingles:
        """The shingles of a document, in their order."""
        import numpy as np

        book = self.books[number]
        self._file.seek(book.start)
        return np.frombuffer(self._file.read(8 * book.size), np.uint64)

    def shared(self, number: int) -> NDArray[np.int32]:
        """The places of those that other documents hold too: the ones that the fewest hold come first."""
        import numpy as np

        begin, end = self._ends[number : number + 2].tolist()
        self._places.seek(4 * begin)
        return np.frombuffer(self._places.read(4 * (end - begin)), np.int32)

    def _pieces(self) -> Iterator[Shingles]:
        """The shingles of all documents."""
        import numpy as np

        self._file.seek(0)
        while some := self._file.read(_COUNTED):
            yield np.frombuffer(some, np.uint64)

    def _shingles(self, text: str) -> Shingles:
        import numpy as np

        words = _WORD.findall(text.lower())
        if len(words) < 3:
            return np.empty(0, np.uint64)
        word = np.fromiter(map(self._words.__getitem__, words), np.uint64, len(words))
        odd = np.uint64(0x9E3779B97F4A7C15)
        return np.unique((word[:-2] * odd + word[1:-1]) * odd + word[2:])


class _Index:
    """The first documents of their clusters by their rarest shingles. `days`: how long they stay in question.

    A document stands by its rarest shingles, all but `rest`: a text that is alike enough has some of these among its
    own rarest ones. The documents that stand by one shingle are beside each other, from `begin` to `end` by its place.
    """

    def __init__(self, alike: float, days: int | None, shelf: _Shelf) -> None:
        import numpy as np

        self.alike, self.days, self.shelf = alike, days, shelf
        self._rest = np.ceil(alike * shelf.sizes).astype(np.int64) - 1
        room = np.zeros(shelf.common, np.int64)
        for number in range(len(shelf.books)):
            room[self._rarest(number)] += 1
        self._begin = room.cumsum() - room
        self._end = self._begin.copy()
        self._held = np.empty(int(room.sum()), np.int32)

    def add(self, number: int) -> None:
        """Another document."""
        if self._in_question(number):
            rarest = self._rarest(number)
            self._held[self._end[rarest]] = number
            self._end[rarest] += 1

    def likest(self, number: int) -> tuple[float, int]:
        """How alike the likest document is, and its number: the first of several. Zeros if none is alike enough."""
        import numpy as np

        if not self._in_question(number):
            return 0.0, 0
        others, times = np.unique(self._holders(number), return_counts=True)
        both = times + np.minimum(self._rest[number], self._rest[others])
        either = self.shelf.sizes[number] + self.shelf.sizes[others]
        near = others[both * (1 + self.alike) >= self.alike * either]
        found = ((self._likeness(number, other), -other) for other in near.tolist())
        likeness, other = max(found, default=(0.0, 0))
        return (likeness, -other) if likeness >= self.alike else (0.0, 0)

    def _in_question(self, number: int) -> bool:
        return self.days is None or self.shelf.books[number].day != NEVER

    def _holders(self, number: int) -> NDArray[np.int32]:
        """The documents that hold any, once for each. Those that are too old are forgotten: for all later ones, too."""
        import numpy as np

        rarest = self._rarest(number)
        begin, count = self._begin[rarest], self._end[rarest] - self._begin[rarest]
        which = np.repeat(np.arange(len(rarest)), count)
        found: NDArray[np.int32] = self._held[np.arange(len(which)) + (begin - count.cumsum() + count)[which]]
        if self.days is None:
            return found
        old = found < np.searchsorted(self.shelf.days, self.shelf.days[number] - self.days)
        self._begin[rarest] += np.bincount(which[old], minlength=len(rarest))
        found = found[~old]
        return found

    def _rarest(self, number: int) -> NDArray[np.int32]:
        """The places of its rarest shingles, without those that no other document holds."""
        shared = self.shelf.shared(number)
        return shared[: max(int(len(shared) - self._rest[number]), 0)]

    def _likeness(self, number: int, other: int) -> float:
        import numpy as np

        own, theirs = self.shelf.of(number), self.shelf.of(other)
        both = len(np.intersect1d(own, theirs, assume_unique=True))
        return both / (len(own) + len(theirs) - both)
