"""Finds the day that stands over a statement: at the head of its line, or in the sentence that leads in to a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values.acts import Frame

#: Around the date at the head of a line.
_BULLET, _COLON = re.compile(r"[\W_]*"), re.compile(r"[*_ ]*(?:[-:|]|\.(?= ))|(?<=\d{4}) (?=[A-Z])")
#: Behind a statement, what makes the head's month one of its year: "October 2016 - Togo having joined that year".
_YEAR = re.compile(r",? (?:in )?(?:that|the same) (?:very )?year\b", re.I)
#: Behind a year that is a heading.
_ALONE = re.compile(r"[*_: ]*\n")
#: What stands below the last of such headings.
_PART = re.compile(r"\W*\n+(?:[^\n]+(?:\n|$))+")
#: At the start of a paragraph, of which year it tells: "2024 was a good year. Peru joined."
_TELLS_OF = re.compile(
    r"[\W_]*(?:the (?:calendar )?year )?((?:19|20)\d\d) (?:was|has been|brought|saw|began|opened|started|proved|turned|"
    r"became|marked|went|will)\b",
    re.I,
)
#: At the start of an item of a list, or of the empty line over one.
_ITEM = re.compile(r"[ \t]*(?:[-*•·–]|\(?\w[.)]) |(?=\n)")


def heads(reading: Reading) -> dict[int, str]:
    """By the start of a line the date that heads it, in a timeline ("- 2016: Argentina joins"): two lines at least."""
    heads, alone = {}, []
    for date in reading.of("date"):
        first = reading.plain.rfind("\n", 0, date.start) + 1
        if not _BULLET.fullmatch(reading.plain, first, date.start):
            continue
        if _COLON.match(reading.plain, date.end):
            heads[first] = date.value
        elif len(date.value) == len("2012") and _ALONE.match(reading.plain, date.end):
            alone.append(date)
    return _below(reading, alone) | (heads if len(heads) > 1 else {})


def _below(reading: Reading, years: Sequence[Span]) -> dict[int, str]:
    """By the start of a line the year that stands as a heading over it: two such headings at least, in a row."""
    below = {}
    ends = [year.start for year in years[1:]]
    if ends and (part := _PART.match(reading.plain, years[-1].end)):
        ends.append(part.end())
    for year, end in zip(years, ends, strict=False):
        start = reading.plain.find("\n", year.end)
        while 0 <= start < end:
            below[start + 1] = year.value
            start = reading.plain.find("\n", start + 1)
    return below


def headed(frame: Frame, heads: dict[int, str], reading: Reading) -> dict[str, str]:
    """The date at the head of a statement's line, or that of the sentence that leads in to it as an item of a list."""
    first = reading.plain.rfind("\n", 0, frame.start) + 1
    date = heads.get(first) or (_led_in(reading, first) if _ITEM.match(reading.plain, first) else "")
    date = date or _told_of(reading, first, frame)
    date = date[: len("2013")] if _YEAR.match(reading.plain, frame.end) else date
    return {s.value: date for s in frame.who} if date else {}


def _told_of(reading: Reading, first: int, frame: Frame) -> str:
    """The year of which the paragraph that begins at `first` tells, if it names no day of another one so far."""
    year = _TELLS_OF.match(reading.plain, first, frame.start)
    dates = reading.within(first, reading.sentence(frame.start)[1], "date") if year else []
    return year[1] if year and all(d.value.startswith(year[1]) for d in dates) else ""


def _led_in(reading: Reading, first: int) -> str:
    """The one date of the sentence with a colon that stands over the items of which one begins at `first`."""
    while first and _ITEM.match(reading.plain, first):
        first = reading.plain.rfind("\n", 0, max(0, first - 1)) + 1
    end = reading.plain.find("\n", first)
    line = reading.plain[first:end].rstrip()
    dates = reading.within(max(first, reading.sentence(max(0, end - 1))[0]), end, "date")
    return dates[0].value if line.endswith(":") and len(dates) == 1 else ""
