"""How rules see a sentence: every name, date and number that was recognised is one character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.language.spans import Span
from pipeline.rulebook import load


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as rules see it: each recognised span is the one character of its kind."""

    text: str
    _places: tuple[int, ...]
    _offsets: tuple[int, ...]
    _spans: dict[int, Span]

    @classmethod
    def of(cls, plain: str, start: int, end: int, spans: Iterable[Span]) -> View:
        """The view of `plain[start:end]`, in which `spans` (in order, apart) stand.

        A name repeated in brackets, as in "the Freedom Online Coalition (FOC)", is seen as one.
        """
        marks = load().marks
        parts: list[str] = []
        places, offsets, seen = [0], [start], {}
        place, last = 0, None
        for span in spans:
            gap = plain[offsets[-1] : span.start]
            if last and gap == " (" and plain[span.end : span.end + 1] == ")" and _same(last, span):
                offsets[-1] = span.end + 1
                continue
            parts += [gap, marks[span.kind]]
            place += len(gap)
            seen[place] = last = span
            place += 1
            places += [place - 1, place]
            offsets += [span.start, span.end]
        parts.append(plain[offsets[-1] : end])
        return cls("".join(parts), tuple(places), tuple(offsets), seen)

    def origin(self, place: int, *, end: bool = False) -> int:
        """The offset in the document of a place in the view; as the end of a span, if `end`."""
        if end and place - 1 in self._spans:
            return self._spans[place - 1].end
        i = bisect_right(self._places, place) - 1
        return self._offsets[i] + place - self._places[i]

    def marks(self) -> Iterable[tuple[int, Span]]:
        """The recognised spans, each with its place."""
        return self._spans.items()

    def spans(self, start: int, end: int) -> list[Span]:
        """The recognised spans between two places."""
        return [span for place, span in self._spans.items() if start <= place < end]


def _same(one: Span, other: Span) -> bool:
    return one.kind == other.kind and one.value == other.value
