"""Reads an enumeration of countries as their codes, in order, joined by "|"."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.nlp import Hit
from pipeline.spans import Span


def read(hit: Hit) -> Iterable[Span]:
    """The countries of the match, each once; one in brackets only explains the one before it."""
    start, _ = hit.offsets()
    before = {s: hit.reading.plain[start : s.start] for s in hit.spans("", "country")}
    countries = [s.value for s, words in before.items() if words.count("(") <= words.count(")")]
    yield hit.span("|".join(dict.fromkeys(countries)))
