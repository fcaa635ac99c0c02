"""Spans of a stretch of a text, found without walking over the others."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.nlp import Reading, Span


def inside(reading: Reading, start: int, end: int, *kinds: str) -> list[Span]:
    """The spans of some kinds that begin in `start:end`, in order."""
    first = bisect_left(reading.spans, start, key=lambda s: s.start)
    last = bisect_left(reading.spans, end, key=lambda s: s.start)
    return [span for span in reading.spans[first:last] if span.kind in kinds]
