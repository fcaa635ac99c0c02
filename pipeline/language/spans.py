"""A stretch of a text that means something, and what can be said of many of them: apart, within, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Span:
    """Something recognised: `document.text[start:end]` means `value`. Dates also have their first and last day."""

    kind: str
    start: int
    end: int
    value: str
    rule: str
    first: date | None = None
    last: date | None = None


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""


Thing = TypeVar("Thing", bound=Placed)
_START = attrgetter("start")


def within(things: Sequence[Thing], start: int, end: int) -> list[Thing]:
    """Those of `things` (in order of their start) that lie between two offsets."""
    first = bisect_left(things, start, key=_START)
    if first == len(things) or things[first].start >= end:
        return []
    last = bisect_left(things, end, lo=first, key=_START)
    return [thing for thing in things[first:last] if thing.end <= end]


def free(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Those of `spans` that overlap none of `taken`."""
    reach: list[tuple[int, int]] = []
    for other in sorted(taken, key=order):
        if reach and other.start < reach[-1][1]:
            reach[-1] = (reach[-1][0], max(reach[-1][1], other.end))
        else:
            reach.append((other.start, other.end))
    return [s for s in spans if not ((i := bisect_left(reach, (s.end, 0))) and reach[i - 1][1] > s.start)]


def order(span: Span) -> tuple[int, int, str, str]:
    """The order of spans in a text: by start, the longer one first."""
    return span.start, -span.end, span.kind, span.value


def longest(spans: Iterable[Span]) -> list[Span]:
    """Of overlapping spans the longest; of equally long ones the one that came first. In order."""
    kept: list[tuple[int, int, int]] = []
    chosen = list(spans)
    for i in sorted(range(len(chosen)), key=lambda i: chosen[i].start - chosen[i].end):
        start, end = chosen[i].start, chosen[i].end
        at = bisect_right(kept, (start, end, len(chosen)))
        if (at == 0 or kept[at - 1][1] <= start) and (at == len(kept) or end <= kept[at][0]):
            insort(kept, (start, end, i))
    return [chosen[i] for _, _, i in kept]
