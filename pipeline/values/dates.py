"""Reads calendar expressions as EDTF, with first and last day, at the precision of the words.

Absolute forms are read from the parts that the rules name, relative ones seen from the day of publication.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.edtf import bounds
from pipeline.nlp import Hit, Reading
from pipeline.spans import Span, free, longest, within
from pipeline.values.relative import SEASONS, apart, relative

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan janv ene gennaio januar i,feb fév feb febr fev ii,mar mär mrz iii,apr avr abr iv,may mai mayo maio v,"
        "jun juin vi,jul juil lug vii,aug août aout ago viii,sep sept set ix,oct okt out ott x,nov xi,"
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
            "3 third trois tercer terz dritt,4 fourth last final quatr cuart quart viert"
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
}
#: Where another clause begins, whose year isn't this one's.
_CLAUSE = re.compile(r";|, (?:and|but|while|which|when) |\band [a-z]+s\b")
#: So many months back from a dated event are rather as many short of a year on.
_ROUND = 9
#: Words beside what is to come.
_COMING = re.compile(
    r"\b(?:will|shall|is to|are to|is due|are due|upcoming|takes? place|next"
    r"|to (?:be|rise|join|meet|host|open|begin|start|sign)|(?:ends|opens|closes|begins|starts|runs|winds up|kicks off"
    r"|meets|gathers|convenes|concludes|resumes|expires|is due) (?:[\w ]{0,20} )?(?:on|in))\b"
)
#: Words before a month that has been.
_SINCE = re.compile(r"\b(?:since|last) $", re.I)
#: Before the year at the head of a line of a chronology.
_BULLET = re.compile(r"[\W_]*")
#: So many characters after a date its year still holds.
_TOLD = 1500
#: So many characters after a date "the following year" is the one that follows its own.
_NEXT = 250
#: What a day without a year looks like until `finish` finds its year.
_OPEN = "XXXX"
_TAKEN = ("resolution", "address", "body", "date")


def read(hit: Hit) -> Iterable[Span]:
    """A date as EDTF; one that lacks its year, its order or its reference day is settled by `finish`."""
    edtf = _numeric(hit) if hit.has("a") else _special(hit) or _parts(hit)
    if edtf:
        yield hit.span(edtf)


def _numeric(hit: Hit) -> str:
    """12/03/2021: day first or month first, both while both are possible."""
    year, a, b = int(hit.words("y1")), int(hit.words("a")), int(hit.words("b"))
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    readings = [_day(year, month, day) for day, month in ((a, b), (b, a))]
    if hit.words("sep") == "." and readings[0]:
        return readings[0]
    return "|".join(dict.fromkeys(filter(None, readings)))


def _special(hit: Hit) -> str:
    """Seasons, quarters, half-years, decades, and relative expressions as they stand."""
    year = hit.words("y1") or hit.words("y1b") or hit.words("y1c")
    if words := hit.words("relative") or hit.words("relative2"):
        return "~" + words.lower().replace("\u2019", "'")
    if hit.has("season"):
        return f"{year}-{SEASONS[hit.words('season').lower()]}"
    if hit.has("decade"):
        return f"{hit.words('decade')}X"
    for part, first in (("quarter", 33), ("half", 40)):
        if word := next((hit.words(part + more) for more in ("", "n", "b", "w") if hit.has(part + more)), ""):
            return f"{year}-{first - 1 + _place(word.lower())}"
    return ""


def _place(word: str) -> int:
    return next(place for start, place in _PLACES.items() if word.startswith(start))


def _parts(hit: Hit) -> str:
    """One day, month or year, or a range of two: what the second says also holds for the first."""
    one = {part: hit.words(part + "1") for part in "ymdn"}
    two = {part: hit.words(part + "2") for part in "ymdn"}
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
    if not start or not end or (start >= end and _OPEN not in start):
        return ""
    return f"{start}/{end}"


def _point(year: str, month: str, number: str, day: str) -> str:
    """A day, month or year as EDTF; empty if there is no such day."""
    word = month.lower()
    of_month = int(number or 0) or _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)
    if day:
        digits = _NTH.get(day.lower()) or int(re.sub(r"\D", "", day))
        if not year:
            return f"{_OPEN}-{of_month:02}-{digits:02}" if digits <= monthrange(2000, of_month)[1] else ""
        return _day(int(year), of_month, digits)
    return f"{year or _OPEN}-{of_month:02}" if of_month else year


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
    shared = _only(s for s in _known(ordered) if len(s.value) > len("2013-06"))
    for i, span in enumerate(ordered):
        ordered[i] = _settle(reading, span, ordered, shared)
    return [replace(s, first=days[0], last=days[1]) for s in ordered if (days := bounds(s.value))]


def _order(reading: Reading, span: Span, spans: list[Span]) -> Span:
    """Settle 03/04/2021 by what the document's other dates show; else day first, and an issue."""
    if "|" not in span.value:
        return span
    day_first, month_first = span.value.split("|")
    numeric = [s for s in spans if s.rule == span.rule and "|" not in s.value]
    days = sum(int(re.split(r"\D", reading.plain[s.start : s.end])[0]) == int(s.value[8:]) for s in numeric)
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
    if _OPEN not in span.value:
        return span
    year = _year(reading, span, spans) or (None if span.rule == "date.month-alone" else shared)
    if not year:
        return replace(span, value="")
    start, _, end = span.value.replace(_OPEN, str(year)).partition("/")
    return replace(span, value=f"{start}/{end}" if end else start)


def _relative(reading: Reading, span: Span, spans: list[Span]) -> str:
    """The value of a relative date: after the dates before it ("that year"), else after the publication."""
    before = _known(within(spans, 0, span.start))[::-1]
    if span.value.endswith((" same year", "~that year")):
        return next((known.value[:4] for known in before), "")
    if span.rule == "date.year-apart":
        step = -1 if re.search("previous|before|earlier", span.value) else 1
        near = [known for known in before if span.start - known.end < _NEXT]
        return next((str(int(known.value[:4]) + step) for known in near), "")
    if span.rule == "date.days-apart":
        days = (known.value for known in before if len(known.value) == len("2013-06-18"))
        return next((apart(span.value[1:], date.fromisoformat(day)) for day in days), "")
    if not reading.published:
        return ""
    return relative(span.value[1:], reading.published, _ahead(reading, span))


def _ahead(reading: Reading, span: Span) -> bool:
    """Whether the words beside a date speak of the future."""
    start, end = reading.sentence(span.start)
    ahead = re.split(r"[,;.]", reading.plain[span.end : min(end, span.end + 30)])[0]
    beside = reading.plain[max(start, span.start - 80) : span.end] + ahead
    return bool(_COMING.search(beside))


def _year(reading: Reading, span: Span, spans: list[Span]) -> int | None:
    """The year of a day or month without one: its sentence's, else the publication's, else its passage's."""
    start, end = reading.sentence(span.start)
    if reading.plain[: span.end].endswith(" year"):
        start = 0
    before, after = _known(within(spans, start, span.start)), _known(within(spans, span.end, end))
    if before:
        year, _, month = before[-1].value[:7].partition("-")
        on = len(before[-1].value) == len("2013-06-18") and month.isdecimal()
        return int(year) + (on and int(month) - int(span.value[5:7]) >= _ROUND)
    told = _known(within(spans, max(0, span.start - _TOLD), span.start))
    days = [known for known in told if len(known.value) > len("2013")]
    other = after and _CLAUSE.search(reading.plain[span.end : after[0].start])
    if after and not (other and (reading.published or days)):
        return int(after[0].value[:4])
    head = within(told, reading.plain.rfind("\n", 0, span.start) + 1, span.start)[:1]
    if head and len(head[0].value) == 4 and _BULLET.fullmatch(_line(reading, head[0].start)):
        return int(head[0].value)
    if reading.published and _SINCE.search(reading.plain[: span.start][-10:]):
        return reading.published.year - (int(span.value[5:7]) > reading.published.month)
    if reading.published:
        return _nearest(span.value, reading.published, _ahead(reading, span))
    line = within(told, reading.plain.rfind("\n", 0, span.start) + 1, span.start)
    if span.rule == "date.month-alone" and line:
        return _only(line)
    lone = None if span.rule == "date.month-alone" else _only(told)
    return int((line or days)[-1].value[:4]) if line or days else lone


def _line(reading: Reading, place: int) -> str:
    """What stands before a place in its line."""
    return reading.plain[reading.plain.rfind("\n", 0, place) + 1 : place]


def _only(spans: Iterable[Span]) -> int | None:
    """The year that all of some dates share."""
    years = {span.value[:4] for span in spans}
    return int(years.pop()) if len(years) == 1 else None


def _known(spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if span.value[:4].isdecimal()]


def _nearest(edtf: str, day: date, ahead: bool) -> int:
    """The year that puts an open day or month nearest to a day: more likely before it, unless `ahead`."""
    month = int(edtf[5:7])
    if ahead:
        return day.year + (month < day.month)
    gaps = {year: (date(year, month, 15) - day).days for year in (day.year - 1, day.year, day.year + 1)}
    return min(gaps, key=lambda year: (3 * gaps[year] if gaps[year] > 15 else abs(gaps[year]), year))
