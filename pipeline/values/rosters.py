"""Reads an enumeration of countries as their codes, in order, joined by "|"."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.nlp import Hit
from pipeline.spans import Span


def read(hit: Hit) -> Iterable[Span]:
    """The countries of the match, each once."""
    countries = [s.value for s in hit.spans("", "country")]
    yield hit.span("|".join(dict.fromkeys(countries)))
