"""Finds documents that say nearly the same: mirrors, rewrites, two captures of one page.

Two texts are as alike as the share of their shingles (runs of three words) that stand in both, of all that stand in
either (Jaccard's index, counted exactly; no chance is in it). A document belongs to the first one that it is alike
enough to, so a cluster is no chain whose ends have nothing in common. Only texts that share some of their rarest
shingles are compared, which any two must that are alike enough: nothing is missed, and boilerplate costs little time.
"""

from __future__ import annotations

import re
import typing
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

#: How alike two texts are that say the same, whenever they were published: a mirror with another headline and an
#: added line has nine tenths in common, a report of one page with another number in each sentence two thirds.
SAME = 0.8
#: How alike those are that were published within so many days: a newspaper that rewrites a press release, changing
#: something in each of its sentences, keeps a third; other announcements of the same people share their last
#: paragraph, and are made months apart.
ALIKE, DAYS = 1 / 3, 31

#: A word; in scripts that don't part their words, a sign.
_WORD = re.compile(r"\d+|[^\W\d_\u2e80-\uffff]+|[\u2e80-\uffff]")


def first_alike(texts: Sequence[str], days: Sequence[date | None]) -> list[int]:
    """For each text the number of the first that says nearly the same, maybe its own.

    The texts come in the order of their days of publication, those without one at the end.
    """
    indices = (_Index(ALIKE, DAYS), _Index(SAME, None))
    known: dict[str, int] = {}
    first: list[int] = []
    for number, (text, own, day) in enumerate(zip(texts, _shingles(texts), days, strict=True)):
        found = known.setdefault(text, number)
        if found == number:
            likest = max((index.likest(own, day) for index in indices), key=lambda it: (it[0], -it[1]))
            found = likest[1] if likest[0] else number
            if found == number:
                for index in indices:
                    index.add(number, own, day)
        first.append(first[found] if found < number else number)
    return first


@dataclass(slots=True)
class _Index:
    """The first documents of their clusters by their rarest shingles. `days`: how long they stay in question."""

    alike: float
    days: int | None
    by_shingle: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    sets: dict[int, Ints] = field(default_factory=dict)
    published: dict[int, int] = field(default_factory=dict)

    def add(self, number: int, own: Ints, day: date | None) -> None:
        """Another document. Its numbers of shingles stand in their order, negative ones occur nowhere else."""
        if self.days is not None and day is None:
            return
        self.sets[number], self.published[number] = own, day.toordinal() if day else 0
        for shingle in self._rarest(own):
            self.by_shingle[shingle].append(number)

    def likest(self, own: Ints, day: date | None) -> tuple[float, int]:
        """How alike the likest document is, and its number: the first of several. Zeros if none is alike enough."""
        if self.days is not None and day is None:
            return 0.0, 0
        since = day.toordinal() - self.days if day and self.days is not None else 0
        shared: Counter[int] = Counter()
        for shingle in self._rarest(own):
            for other in reversed(self.by_shingle.get(shingle, ())):
                if self.published[other] < since:
                    break
                shared[other] += 1
        found = [(self._likeness(own, other, count), -other) for other, count in shared.items()]
        likeness, other = max(found, default=(0.0, 0))
        return (likeness, -other) if likeness >= self.alike else (0.0, 0)

    def _rarest(self, own: Ints) -> list[int]:
        """The shingles among which are some of any text that is alike enough, without those that no other has."""
        most: list[int] = own[: self._reach(len(own))].tolist()
        return [shingle for shingle in most if shingle >= 0]

    def _reach(self, count: int) -> int:
        return count - ceil(self.alike * count) + 1 if count else 0

    def _likeness(self, own: Ints, other: int, shared: int) -> float:
        """How alike two texts are; 0 where those of their rarest shingles that both have are too few."""
        import numpy as np

        theirs = self.sets[other]
        rest = min(len(own) - self._reach(len(own)), len(theirs) - self._reach(len(theirs)))
        if (shared + rest) * (1 + self.alike) < self.alike * (len(own) + len(theirs)):
            return 0.0
        both = len(np.intersect1d(own, theirs, assume_unique=True))
        return both / (len(own) + len(theirs) - both)


def _shingles(texts: Sequence[str]) -> list[Ints]:
    """The shingles of each text as numbers, the rarest first; those that stand in no other text have negative ones."""
    import numpy as np

    numbers: dict[str, int] = {}
    words, ends = [], []
    for text in texts:
        words += [numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text.lower())]
        ends.append(len(words))
    word = np.array(words, dtype=np.int64)
    _, pair = np.unique(word[:-1] * len(numbers) + word[1:], return_inverse=True)
    _, run = np.unique(pair.ravel()[:-1] * len(numbers) + word[2:], return_inverse=True)
    starts = [0, *ends][: len(ends)]
    own = [
        np.unique(run.ravel()[start : max(start, end - 2)]) for start, end in zip(starts, ends, strict=True)
    ]
    often = np.bincount(np.concatenate([*own, np.empty(0, np.int64)]).astype(np.int64))
    rank = np.empty(len(often), dtype=np.int64)
    rank[np.argsort(often, kind="stable")] = np.arange(len(often)) - np.count_nonzero(often <= 1)
    return [np.sort(rank[shingles]) for shingles in own]
