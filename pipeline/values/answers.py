"""Reads sizes that answer a question or stand below their heading, where no sentence of their own tells them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free
from pipeline.values import counts


def read(hit: Hit) -> Iterable[Span]:
    """One size, as in sentences."""
    return counts.read(hit)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Those that no sentence has told."""
    return free(dict.fromkeys(spans), reading.of("count", "quantity"))
