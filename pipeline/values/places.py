"""Reads places in the order of accession, each as its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.nlp import Hit
from pipeline.language.spans import Span


def read(hit: Hit) -> Iterable[Span]:
    """One span for each ordinal (or number) of the match."""
    for named in hit.spans("places", "ordinal", "number"):
        if named.value.isdigit():
            yield replace(named, kind=hit.rule.kind, rule=hit.rule.id)
