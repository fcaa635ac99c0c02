"""Reads a match as what its rule says it is (`gives.value`), or as its own words."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.language.nlp import Hit
from pipeline.language.spans import Span


def read(hit: Hit) -> Iterable[Span]:
    """One span over the match."""
    yield hit.span(hit.rule.gives.get("value") or hit.words())
