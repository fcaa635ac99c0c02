"""Reads an enumeration of countries as their codes, in order, joined by "|"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.nlp import Hit
from pipeline.language.spans import Span

#: Where a list within a line is over, and a sentence of the next line begins ("Chile, Fiji and Peru\n- Togo followed").
_OVER = re.compile(r",[^\n]* and [^\n,]+\n\W*\Z")
_GOES_ON = re.compile(r" [a-z]")
#: Around one that only says what the one before it is: "Slovakia, Czechia's neighbour, joined".
_COMMA, _ITS = re.compile(r",(?: the)? "), re.compile(r"'s? (?:[a-z-]+ ){0,3}[a-z-]+,")


def read(hit: Hit) -> Iterable[Span]:
    """The countries of the match, each once; one in brackets only explains the one before it."""
    start, end = hit.offsets()
    found = hit.spans("", "country")
    if _GOES_ON.match(hit.reading.plain, end) and _OVER.search(hit.reading.plain[start : found[-1].start]):
        found = found[:-1]
        end = found[-1].end
    if _ITS.match(hit.reading.plain, end) and _COMMA.fullmatch(
        hit.reading.plain, found[-2].end, found[-1].start
    ):
        found = found[:-1]
        end = found[-1].end
    before = {s: hit.reading.plain[start : s.start] for s in found}
    countries = [s.value for s, words in before.items() if words.count("(") <= words.count(")")]
    if len(set(countries)) > 1:  # not one at the end of a line and again at the start of the next
        yield replace(hit.span("|".join(dict.fromkeys(countries))), end=end)
