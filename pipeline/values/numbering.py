"""Reads the place of an entry of a list in the order of accession: beside its country, or the number of its line."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values.brackets import BRACKETS, noted_place

#: Between a place and its country, and what numbers a line.
_COLON = re.compile(r" ?[:.)-] (?:the )?", re.I)
_ITEM = re.compile(r"[\s*_-]*(?P<no>no\. ?|#)?(?P<number>\d{1,3})(?:[.):]|(?= )| ?\|)[*_| ]*(?:the )?", re.I)


def place(reading: Reading, country: Span, end: int) -> int | None:
    """The place of a country in the order of accession: right before it, in its brackets or soon behind it."""
    ahead = reading.within(max(0, country.start - 10), country.start, "ordinal")[-1:]
    ahead = [o for o in ahead if _COLON.fullmatch(reading.plain, o.end, country.start)]
    behind = reading.within(country.end, end + 20, "place")
    near = [p for p in behind if "\n" not in reading.plain[country.end : p.start]]
    told = next((int(p.value) for p in [*ahead, *near] if p.value.isdigit()), None)
    return noted_place(reading.plain, country.end) or told or _counted(reading.plain, country.start)


def _counted(plain: str, place: int) -> int | None:
    """The number of a line, if the lines of its list are numbered by the order of accession: from a later place on."""
    start = plain.rfind("\n", 0, place) + 1
    number = _ITEM.match(plain, start, place)
    if not number or number.end() < place:
        return None
    if number["no"]:
        return int(number["number"])
    above = [
        int(m["number"])
        for m in takewhile(bool, map(_ITEM.match, reversed(plain[: start - 1].split("\n"))))
        if m
    ]
    below = [int(m["number"]) for m in takewhile(bool, map(_ITEM.match, plain[start:].split("\n"))) if m]
    run = [*reversed(above if start else []), *below]
    steps = {b - a for a, b in pairwise(run)}
    return int(number["number"]) if steps in ({1}, {-1}) and min(run) > 1 else None


def closed(reading: Reading, country: Span) -> int:
    """Where a country ends with the brackets behind it."""
    found = BRACKETS.match(reading.plain, country.end)
    return found.end() if found else country.end
