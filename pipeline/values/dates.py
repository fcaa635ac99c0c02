"""Reads calendar expressions as EDTF, with first and last day, at the precision of the words.

Absolute forms are read from the parts that the rules name, relative ones seen from the day of publication.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from pipeline.edtf import bounds
from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free, longest, within
from pipeline.values.numbers import worded_year
from pipeline.values.relative import SEASONS, apart, month_beside, relative, year_beside
from pipeline.values.tense import ahead
from pipeline.values.years import OPEN, known, only, year_of, year_told, yearly

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan jän ene gen i,feb fév feb febr fev ii,mar mär mrz iii,apr avr abr iv,may mai mayo maio mag v,"
        "jun juin giu vi,jul juil lug vii,aug août aout ago viii,sep sept set ix,oct okt out ott x,nov xi,"
        "dec déc dic dez xii".split(","),
        start=1,
    )
    for name in names.split()
}
#: Beginnings of the words for a quarter's or a half-year's place.
_PLACES = {
    word: place
    for place, words in enumerate(
        (
            "1 first premier primer primeiro primo ersten,2 second latter deux segundo zweit,"
            "3 third trois tercer terceir terz dritt,4 fourth last final quatr cuart quart viert"
        ).split(","),
        start=1,
    )
    for word in words.split()
}
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
#: Days of the month in words.
_NTH = {
    name: day
    for day, name in enumerate(
        [*_UNITS, *_TEENS, "twentieth", *(f"twenty-{unit}" for unit in _UNITS), "thirtieth", "thirty-first"],
        1,
    )
} | dict.fromkeys("premier primero primeiro primo".split(), 1)
_TENS = "forties fifties sixties seventies eighties nineties".split()
#: Days of a list, and what is one rather than a span of time.
_DAYS = re.compile(r"(?<!\d)(\d\d?)(?:st|nd|rd|th)?\b")
_LIST = re.compile(
    r"(?!.*\b(?:from|between) )(?:(?! to | until | till | through | up to | au? | al | ao | bis |[-/]).)*$",
    re.I,
)
#: What stands before and behind the day of a dateline, in its line, and where that may begin.
_DATELINE = re.compile(r"\W*(?-i:[A-Z][\w'.-]*)(?:[ ,/(]+(?:of |de |and )?(?-i:[A-Z][\w'.-]*)){0,5}[ ,(:-]+")
_DASH = re.compile(r"[*_ ]*$|\)?(?: ?[([/][^\n)\]/]{2,40}[)\]/])? ?(?:--?|:|\. ?-?) ?\S", re.M)
_HEAD = 400
#: So soon after its dateline a text is published.
_SOON = timedelta(14)
#: Months that are told together, each for itself: "May and June 2018".
_MONTHS_TOGETHER = re.compile(r"(?!from|between)([^\W\d]+\.?) (?:and|&) ", re.I)
#: So many characters after a date "the following year" is the one that follows its own.
_NEXT = 250
#: Rules whose days may be months.
_NUMERIC = ("date.numeric", "date.numeric-range")
_TAKEN = ("resolution", "address", "body", "date")


def read(hit: Hit) -> Iterable[Span]:
    """A date as EDTF; one that lacks its year, its order or its reference day is settled by `finish`."""
    said = hit.said()
    edtf = _numeric(hit) if said.get("a") else _special(said) or _parts(said)
    if days := _listed(hit, edtf):
        yield from days
    elif edtf:
        yield hit.span(edtf)


def _listed(hit: Hit, edtf: str) -> list[Span]:
    """The days of "3 and 17 May", which aren't the first and last of a span of time; none if they may be."""
    words, (start, end) = hit.words(), hit.offsets()
    first, _, last = edtf.partition("/")
    if hit.rule.id == "date.months-year" and (two := _MONTHS_TOGETHER.match(words)):
        return [hit.span(first, end=start + two.end(1)), hit.span(last, start=start + two.end())]
    days = [*_DAYS.finditer(words)]
    if (
        not last
        or first[:7] != last[:7]
        or not _LIST.match(words)
        or int(last[8:]) - int(first[8:]) < len(days)
    ):
        return []
    ends = [start + day.end() for day in days[:-1]] + [end]
    starts = [start] + [start + day.start() for day in days[1:]]
    return [
        hit.span(f"{first[:8]}{int(day[1]):02}", start=a, end=b)
        for day, a, b in zip(days, starts, ends, strict=True)
    ]


def _numeric(hit: Hit) -> str:
    """12/03/2021, or a range of such days: day first or month first, both while both are possible."""
    year = _century(hit.words("y1") or hit.words("y2"))
    parts = [(year, int(hit.words("a")), int(hit.words("b")))]
    if hit.has("a2"):
        parts.append((_century(hit.words("y2")), int(hit.words("a2")), int(hit.words("b2"))))
    day_first, month_first = (
        [_day(y, b, a) for y, a, b in parts],
        [_day(y, a, b) for y, a, b in parts],
    )
    readings = [
        "/".join(days) for days in (day_first, month_first) if all(days) and days == sorted(set(days))
    ]
    return readings[0] if readings and hit.words("sep") == "." else "|".join(dict.fromkeys(readings))


def _century(year: str) -> int:
    return int(year) + (0 if len(year) == 4 else 2000 if int(year) < 50 else 1900)


def _special(said: Mapping[str, str]) -> str:
    """Seasons, quarters, half-years, decades, and relative expressions as they stand."""
    year = _first(said, "y1", "y1b", "y1c") or OPEN
    if words := _first(said, "relative", "relative2"):
        return "~" + words.lower()
    if season := said.get("season"):
        return f"{year}-{SEASONS[season.lower()]}"
    if decade := _first(said, "decade", "decadeb"):
        return f"{decade}X"
    if tens := said.get("tens"):
        return f"19{tens}X"
    if tens := said.get("tensw"):
        return f"19{_TENS.index(tens.lower()) + 4}X"
    for part, first in (("quarter", 33), ("half", 40)):
        if word := _first(said, part, part + "n", part + "b", part + "w"):
            return f"{year}-{first - 1 + _place(word.lower())}"
    return ""


def _first(said: Mapping[str, str], *groups: str) -> str:
    """The words of the first of some groups that has any."""
    return next((words for group in groups if (words := said.get(group))), "")


def _place(word: str) -> int:
    return next(place for start, place in _PLACES.items() if word.startswith(start))


def _parts(said: Mapping[str, str]) -> str:
    """One day, month or year, or a range of two: what the second says also holds for the first."""
    one = {part: _first(said, part + "1", part + "1b") for part in "ymdn"}
    one["y"] = worded_year(one["y"]) if one["y"][:1].isalpha() else one["y"]
    two = {part: _first(said, part + "2", part + "2b") for part in "ymdn"}
    if short := said.get("short"):
        one["y"] = str(_century(short))
    year2 = two["y"] or one["y"]
    if len(year2) == 2:
        year2 = one["y"][:2] + year2
    end = (
        _point(year2, two["m"] or one["m"] if two["d"] else two["m"], two["n"], two["d"])
        if any(two.values())
        else ""
    )
    year1, month1 = one["y"] or year2, one["m"] or (two["m"] if two["d"] else "")
    start = _point(year1, month1, one["n"] or two["n"], one["d"])
    if one["n"] and not one["d"] and int(one["n"]) == int(one["y"]) % 100 + 1:
        return f"{one['y']}/{int(one['y']) + 1}"
    if not any(two.values()):
        return start
    if not start or not end or (start >= end and OPEN not in start):
        return ""
    return f"{start}/{end}"


def _point(year: str, month: str, number: str, day: str) -> str:
    """A day, month or year as EDTF; empty if there is no such day."""
    word = month.lower()
    of_month = int(number or 0) or _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)
    if day:
        digits = _NTH.get(day.lower()) or int(re.sub(r"\D", "", day))
        if not year:
            return f"{OPEN}-{of_month:02}-{digits:02}" if digits <= monthrange(2000, of_month)[1] else ""
        return _day(int(year), of_month, digits)
    return f"{year or OPEN}-{of_month:02}" if of_month else year


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Dates that stand apart from symbols and addresses, with year and order from the document, and their days."""
    dates = longest(free(spans, reading.of(*_TAKEN)))
    figures = {s for s in dates if not re.search(r"[^\W\d]", reading.plain[s.start : s.end])}
    clear = set(free(figures, reading.of("pair")))
    dates = [s for s in dates if s not in figures or s in clear]
    ordered = [_order(reading, span, dates) for span in dates]
    shared = only(s for s in known(ordered) if len(s.value) > len("2013-06"))
    for i, span in enumerate(ordered):
        ordered[i] = _settle(reading, span, ordered, shared)
    return [replace(s, first=days[0], last=days[1]) for s in ordered if (days := bounds(s.value))]


def _order(reading: Reading, span: Span, spans: list[Span]) -> Span:
    """Settle 03/04/2021 by the publication or what the document's other dates show; else day first, and an issue."""
    if "|" not in span.value:
        return span
    day_first, month_first = span.value.split("|")
    if reading.published and reading.published.isoformat() in (day_first, month_first):
        return replace(span, value=reading.published.isoformat())
    numeric = [s for s in spans if s.rule in _NUMERIC and "|" not in s.value]
    days = sum(int(re.split(r"\D", reading.plain[s.start : s.end])[0]) == int(s.value[8:10]) for s in numeric)
    american = len(numeric) - days
    if not numeric:
        american = sum(s.rule == "date.month-day-year" for s in spans)
        days = sum(s.rule == "date.day-month-year" for s in spans)
    if american == days:
        reading.note("ambiguous_date", f"{reading.text[span.start : span.end]}: read as {day_first}", span)
    return replace(span, value=month_first if american > days else day_first)


def _settle(reading: Reading, span: Span, spans: list[Span], shared: int | None) -> Span:
    """Give a date its year, or a relative one its day. `shared`: the year of all the document's days."""
    if span.value.startswith("~"):
        return replace(span, value=_relative(reading, span, spans))
    if OPEN not in span.value:
        return span
    if yearly(reading, span):
        return replace(span, value="")
    year = year_of(reading, span, spans) or (None if span.rule == "date.month-alone" else shared)
    if not year:
        return replace(span, value="")
    start, _, end = span.value.replace(OPEN, str(year)).partition("/")
    if end and end < start:
        end = f"{year + 1}{end[4:]}"
    return replace(span, value=f"{start}/{end}" if end else start)


def _relative(reading: Reading, span: Span, spans: list[Span]) -> str:
    """The value of a relative date: after the dates before it ("that year"), else after the publication."""
    before = known(within(spans, 0, span.start))[::-1]
    if span.rule == "date.this-day":
        told = [known.value for known in before[:1] if len(known.value) == len("2013-06-18")]
        told += [reading.published.isoformat()] if reading.published else []
        return next((f"{span.value[1:]}{day[4:]}" for day in told), span.value[1:])
    if span.rule == "date.nth-day":
        return next((_nth_day(k, span.value[1:]) for k in before[:1] if span.start - k.end < _NEXT), "")
    if span.rule == "date.season-alone" and (year := year_told(reading, span, spans)):
        return f"{year}-{SEASONS[span.value[1:]]}"
    if span.rule == "date.that-month":
        return next((known.value[:7] for known in before[:1] if len(known.value) >= len("2013-06")), "")
    if span.value.endswith((" same year", "~that year")):
        return next((known.value[:4] for known in before), "")
    if span.rule == "date.month-apart":
        near = [known for known in before[:1] if span.start - known.end < _NEXT]
        return next((month_beside(span.value[1:], known.value) for known in near), "")
    if span.rule == "date.year-apart":
        near = [known for known in before if span.start - known.end < _NEXT]
        return next((year_beside(span.value[1:], known.value) for known in near), "")
    if span.rule == "date.days-apart":
        days = (known.value for known in before if len(known.value) == len("2013-06-18"))
        return next((apart(span.value[1:], date.fromisoformat(day)) for day in days), "")
    base = _seen_from(reading.published, _dateline(reading, before))
    return relative(span.value[1:], base, ahead(reading, span)) if base else ""


def _nth_day(known: Span, words: str) -> str:
    """The day of "the 5th" in the month of a date, in the next one if it lies before it; nothing if that has none."""
    told, day = known.value.rpartition("/")[2], int(words[:-2])
    month = month_beside("next", told) if told[8:] and int(told[8:]) > day else told[:7]
    return _day(int(month[:4]), int(month[5:]), day) if month[5:].isdecimal() else ""


def _seen_from(published: date | None, dateline: date | None) -> date | None:
    """The day that a text is written on: its dateline's, if it was published soon after that."""
    soon = published and dateline and timedelta(0) <= published - dateline <= _SOON
    return dateline if soon else published or dateline


def _dateline(reading: Reading, before: list[Span]) -> date | None:
    """The day of the dateline that a text begins with ("KIRUNA, Sweden (15 May 2013) - On Wednesday")."""
    days = (d for d in reversed(before) if len(d.value) == len("2013-06-18") and d.start < _HEAD)
    first = next(days, None)
    heads = first and _DATELINE.fullmatch(
        reading.plain, reading.plain.rfind("\n", 0, first.start) + 1, first.start
    )
    return (
        date.fromisoformat(first.value) if first and heads and _DASH.match(reading.plain, first.end) else None
    )
