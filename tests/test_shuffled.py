"""Dates of all forms in any order, and the gold's sentences shuffled: all is read, each mention where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from papers import read
from writing import days, periods, ranges, relative

DAYS = st.dates(date(1900, 1, 1), date(2049, 12, 31))
#: What stands before, between and behind dates: of the past and to come, of each year, an aside, a table, a line alone.
JOINTS = st.sampled_from(
    [
    "It met on ", "since ", "by ", "From ", "in ", " and ", " to ", ", ", "; ", " - ",
    ", which closes on ", " (", ") ", ". ", ".\n\n", "\n", " | ", "\n- ", "OSLO, ", "Posted on ",
    "each year on ", " of that year", " the following year", " last year", " a year later",
    " a month earlier", " the same month", " two days later", " today", " on Friday", "It will meet in ",
    "In May ", "the fourth (", "Since January Norway, ", " in the autumn", "that September"
    ]
)  # fmt: skip
#: Forms that no calendar day has: years that follow each other, decades, years before or after all.
BARE = st.sampled_from(
    [
    "2013/2014", "2013-14", "2013/14", "1999", "in 2024-25", "the 1990s", "the '90s", "FY2021-22",
    "2020 and 2021", "2021-23", "between 2011 and 2016", "31 December", "29 February", "December 31",
    "1600", "2099", "00/00/2000", "05/2012", "2012-05", "28.02.-03.03.2022", "30 December to 2 January",
    "May", "1 January of the following year"
    ]
)  # fmt: skip
GOLD = Path(__file__).parent / "gold" / "passages.jsonl"
SENTENCES = [
    sentence
    for line in GOLD.read_text("utf-8").splitlines()
    if (row := json.loads(line))["part"] == "dev"
    for sentence in re.split(r"(?<=[.!?:])\s+|\n+", row["text"])
]


def written(day: date) -> Iterator[str]:
    """A day, its month and year and what goes on from it, in every form."""
    yield from days(day)
    yield from (words for words, _ in periods(day))
    yield from (words for words, _ in ranges(day, 1 + day.day))
    yield from (words for words, *_ in relative(day, day.day, day.month))


FORMS = DAYS.flatmap(lambda day: st.sampled_from(sorted(set(written(day)))))


def ends(text: str, published: date | None) -> None:
    """Read a text and look at every mention's place."""
    mentions, _ = read(text, published)
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)


@settings(max_examples=250)
@given(st.lists(JOINTS | FORMS | BARE, min_size=2, max_size=12), st.none() | DAYS)
def test_dates_in_any_order_are_read(pieces: list[str], published: date | None) -> None:
    ends("".join(pieces), published)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(SENTENCES) | FORMS | BARE, min_size=3, max_size=12),
    st.sampled_from([" ", "\n", "\n\n", " | "]),
    st.none() | DAYS,
)
def test_sentences_of_the_gold_in_any_order_are_read(
    pieces: list[str], between: str, published: date | None
) -> None:
    ends(between.join(pieces), published)
