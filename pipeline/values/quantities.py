"""Reads numbers of something else than a body's members: `gt 450 participants`."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.nlp import Hit
from pipeline.spans import Span


def read(hit: Hit) -> Iterable[Span]:
    """The number in the match with its bound, and what it counts."""
    group = "span" if hit.has("span") else ""
    numbers = hit.spans(group, "number")
    if numbers:
        yield hit.span(f"{numbers[0].value} {hit.rule.gives['what']}")
