"""Reads numbers of something else than a body's members: `gt 450 participants`."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.nlp import Hit
from pipeline.spans import Span


def read(hit: Hit) -> Iterable[Span]:
    """The number in the match with its bound, and what it counts."""
    group = next((g for g in ("span", "span2", "span3", "span4", "span5") if hit.has(g)), "")
    numbers = hit.spans(group, "number", "ordinal")
    if numbers:
        yield hit.span(f"{numbers[0].value} {hit.rule.gives['what']}", group)
