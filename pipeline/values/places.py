"""Reads places in the order of accession, each as its number, a range of them as all its numbers ("39 40 41")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.nlp import Hit
from pipeline.language.spans import Span

#: Between the first and the last of a range, and how many countries are let in together at most.
_TO = re.compile(r" ?(?:to|through|-)(?: the)? ?")
_MANY = 30


def read(hit: Hit) -> Iterable[Span]:
    """One span for each ordinal (or number) of the match, or for a range of them."""
    named = [n for n in hit.spans("places", "ordinal", "number") if n.value.isdigit()]
    if len(named) == 2 and _TO.fullmatch(hit.reading.plain, named[0].end, named[1].start):
        first, last = (int(n.value) for n in named)
        if first < last < first + _MANY:
            value = " ".join(map(str, range(first, last + 1)))
            yield replace(named[0], end=named[1].end, value=value, kind=hit.rule.kind, rule=hit.rule.id)
        return
    for place in named:
        yield replace(place, kind=hit.rule.kind, rule=hit.rule.id)
