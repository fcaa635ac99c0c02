"""Reads the name of a conference as `4 | Freedom Online Conference | 2014`: number, name, year or days, each if given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.nlp import Hit, Reading, Span, longest

_LEADING = re.compile(r"^(?:the |its |our |annual |regular |major |a |an |'s |of )+", re.I)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference by name, as it stands in a mention's value; an empty name means the series spoken of before."""

    ordinal: int | None
    name: str
    days: str

    def __str__(self) -> str:
        return f"{self.ordinal or ''} | {self.name} | {self.days}"

    @classmethod
    def parse(cls, value: str) -> Meeting:
        """The inverse of `str`."""
        ordinal, name, days = value.split(" | ")
        return cls(int(ordinal) if ordinal else None, name, days)


def read(hit: Hit) -> Iterable[Span]:
    """One conference; a year or date within its name is taken out of it, a body's full name becomes its code."""
    ordinal = hit.spans("ordinal", "ordinal")
    dates = hit.spans("year", "date") or hit.spans("year2", "date") or hit.spans("name", "date")
    name = _name(hit) if hit.has("name") else ""
    if hit.has("name") and (not name or " " not in name):
        return
    number = int(ordinal[0].value) if ordinal else None
    yield hit.span(str(Meeting(number, name, dates[0].value if dates else "")))


def _name(hit: Hit) -> str:
    start, end = hit.offsets("name")
    text = hit.reading.plain[start:end]
    for span in reversed(hit.spans("name", "date", "body")):
        a, b = span.start - start, span.end - start
        if span.kind == "date":
            text = text[:a] + text[b:]
        elif text[b : b + 2] == "'s" or re.match(r" \([A-Z]+\)'s", text[b:]):
            text = text[:a] + span.value + " " + re.sub(r"^(?: \([A-Z]+\))?'s", "", text[b:])
    return _LEADING.sub("", _SPACE.sub(" ", text).strip(" ,"))


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Of overlapping names the longest, unless it is the name of a body itself or lies in a quotation of a title."""
    bodies = {(s.start, s.end) for s in reading.of("body")}
    return longest(s for s in spans if (s.start, s.end) not in bodies)
