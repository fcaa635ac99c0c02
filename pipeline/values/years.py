"""Finds the year of a day or month that has none: in its sentence or passage, above it, or by the publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span, within
from pipeline.values.headings import year_over
from pipeline.values.tense import ahead, behind

#: Where another clause begins, whose year isn't this one's.
_CLAUSE = re.compile(
    r"[;:]|, (?:and|but|while|has|have|had|is|was) |\b(?:that|which|when|where|who|after|since) |\band [a-z]+s\b"
)
#: So many months back from a dated event are rather as many short of a year on.
_ROUND = 9
#: The weekday that a day begins with.
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"(?:from |between )?({'|'.join(_WEEKDAYS)})", re.I)
#: Words before a month that has been.
_SINCE = re.compile(r"\b(?:since|last) $", re.I)
#: Before a month that lies shortly before the publication.
_LATELY = re.compile(r"\b(?:earlier in|as recently as|only in|just in) $", re.I)
#: Before a year that is a treaty's, and around an aside's: "Chad, which joined in 2007, met on 3 May".
_TREATY = re.compile(
    r"\b(?:Agreement|Convention|Treaty|Protocol|Charter|Act|Arrangement)(?: (?:and|of|on|for|the|to|[A-Z][\w'-]+))*,? $"
)
_ASIDES = (
    (re.compile(r", (?:which|who|whose|having) [^,;.]*$"), re.compile(r"[^,;.]*,(?! and\b)")),
    (re.compile(r" - [^;.]*$"), re.compile(r"[^;.]*? - ")),
    (re.compile(r"\([^()]*$"), re.compile(r"[^()]*\)")),
)
#: What leads from one month to another: "that September", "the following March".
_MONTH_OF = re.compile(r"\b(?:that|the (following|previous)) $", re.I)
#: Before a day of long before, told in passing: its year isn't that of what is told ("Fiji, a signatory since 1999").
_BACKGROUND = re.compile(
    r"\b(?:had|since|founded|established|created|launched|set up|signator\w+|adopted|concluded)\b[^.;]*$",
    re.I,
)
_PARTED = re.compile(r"[,;]|\band [a-z]+s\b")
#: What parts a thing told from another: "a jubilee in 2026, and the letter of 1 December".
_ANOTHER = re.compile(r"[,;] (?:and|or|but|while|whereas) ")
_FRAME = re.compile(
    r"\b(?:in|during|throughout|(?:course|year) of|(?:the )?year|report|review|highlights)(?: for| of)? $",
    re.I,
)
#: What tells that something comes next to what was told before.
_NEXT = re.compile(r"\b(?:followed|came next|next came|then|thereafter)\b", re.I)
#: So many characters after a date its year still holds.
_TOLD = 1500
#: So many characters behind a resolution its day stands.
_BESIDE = 40
#: So many days after its publication a text tells of a day that has no year, rather than of that of a year ago.
_MONTH = timedelta(31)
#: What a day without a year looks like until its year is found.
OPEN = "XXXX"
#: What tells of each year: before "that year", which then is none, and right beside a day.
_ANY_YEAR = re.compile(r"\b(?:any|each|every|a) (?:(?:given|calendar|financial) )?year\b", re.I)
_EACH_YEAR = re.compile(r",? (?:(?:of|in) (?:a|any|a given|each|every)|each|every) (?:calendar )?year\b")
#: Before and behind a day that is made one of each year: "proclaimed 27 January the Day of Remembrance".
_MAKES = re.compile(r"\b(?:made|set|fixed|chose|declar\w+|proclaim\w+|designat\w+|named) $")
_A_DAY = re.compile(r" (?:as |to be )?(?:the |an? )?(?:[\w'-]+ ){0,4}[Dd]ay\b")
_IS_DAY = re.compile(
    r" (?:is|has been) (?:(?:celebrated|observed|marked|kept|known) as )?(?:the |an? )?(?:[\w'-]+ ){0,4}Day\b"
)
_YEARLY_ON = re.compile(r"\b(?:each|every)(?: year,? (?:on|in|from)(?: the)?)? $", re.I)
#: Years told from the publication's.
_STEPS = {"last": -1, "this": 0, "next": 1}
_NAMED = re.compile(r"\b(last|this|next) year$")


def yearly(reading: Reading, span: Span) -> bool:
    """Whether a day is one of each year: "on 30 June of any year, with notice by 1 January of that year"."""
    start, _ = reading.sentence(span.start)
    before = reading.plain[start : span.start]
    if reading.plain[span.start : span.end].endswith((" that year", " same year")):
        return _ANY_YEAR.search(before) is not None
    made = _MAKES.search(before) and _A_DAY.match(reading.plain, span.end)
    named = made or _IS_DAY.match(reading.plain, span.end)
    return bool(named or _YEARLY_ON.search(before) or _EACH_YEAR.match(reading.plain, span.end))


def year_of(reading: Reading, span: Span, spans: list[Span]) -> int | None:
    """The year of a day or month without one: as the text tells it, or the nearest to it in which the day falls on the
    weekday that is said, or lies behind the publication if it is told "since" when something has been."""
    year = _told_year(reading, span, spans)
    if year and reading.published and _SINCE.search(reading.plain[: span.start][-10:]):
        return min(year, _last(span.value, reading.published))
    return year and _on_weekday(reading, span, year)


def _on_weekday(reading: Reading, span: Span, year: int) -> int:
    """The year nearest to one in which an open day falls on the weekday that stands before it, if that is near."""
    said = _WEEKDAY.match(reading.plain, span.start, span.end)
    if not said or len(span.value.partition("/")[0]) < len("XXXX-06-18"):
        return year
    month, day = int(span.value[5:7]), int(span.value[8:10])
    near = (year + gap for gap in (0, -1, 1, -2, 2))
    fitting = (
        y
        for y in near
        if day <= monthrange(y, month)[1] and _WEEKDAYS[date(y, month, day).weekday()] == said[1].lower()
    )
    return next(fitting, year)


def _told_year(reading: Reading, span: Span, spans: list[Span]) -> int | None:
    """The year that a day or month without one is said to be of, its sentence's, that of its line or table, else the
    publication's, else its passage's."""
    start, _ = reading.sentence(span.start)
    if reading.plain[span.start : span.end].endswith(" year"):
        return _of_year(reading, span, spans)
    if beside := _MONTH_OF.search(reading.plain, max(0, span.start - 20), span.start):
        return _month_of(span, beside[1], known(within(spans, 0, span.start)))
    if reading.published and _LATELY.search(reading.plain, start, span.start):
        return _last(span.value, reading.published)
    before, after = _around(reading, span, spans)
    if before:
        day = before[-1].value
        on = len(day) == len("2013-06-18") and int(day[5:7]) - int(span.value[5:7]) >= _ROUND
        return int(day[:4]) + on
    told = known(within(spans, max(0, span.start - _TOLD), span.start))
    told = [s for s in told if s.end > start or not _in_passing(reading, s)]
    days = [known for known in told if len(known.value) > len("2013") and not _of_symbol(reading, known)]
    other = after and _CLAUSE.search(reading.plain[span.end : after[0].start])
    if after and not (other and (reading.published or days)):
        return int(after[0].value[:4])
    if year := year_over(reading.plain, span.start) or _going_on(reading, span, within(spans, 0, span.start)):
        return year
    if reading.published:
        return _seen_from(reading, span, reading.published)
    if days and ahead(reading, span):
        latest = max(day.value.partition("/")[0] for day in days)
        return int(latest[:4]) + (span.value[5:] < latest[5:])
    line = within(told, reading.plain.rfind("\n", 0, span.start) + 1, span.start)
    if span.rule == "date.month-alone" and line:
        return only(line)
    lone = only(s for s in told if span.rule != "date.month-alone" or _told_of(reading, s))
    return int((line or days)[-1].value[:4]) if line or days else lone


def _around(reading: Reading, span: Span, spans: list[Span]) -> tuple[list[Span], list[Span]]:
    """The dates before and after a day or month in its sentence that may tell its year."""
    start, end = reading.sentence(span.start)
    before = [
        s for s in known(within(spans, start, span.start)) if not _in_passing(reading, s, s.end, span.start)
    ]
    after = [s for s in known(within(spans, span.end, end)) if not _in_passing(reading, s, span.end, s.start)]
    if not reading.published:
        return before, after
    year = reading.published.year
    before = [s for s in before if not _beside(reading, s, span.start)]
    if ahead(reading, span):
        year = _nearest(span.value, reading.published, True)
        before, after = ([s for s in told if int(s.value[:4]) >= year] for told in (before, after))
    else:
        before = [
            s
            for s in before
            if int(s.value[:4]) <= year or not _ANOTHER.search(reading.plain, s.end, span.start)
        ]
    return before, after


def _going_on(reading: Reading, span: Span, before: list[Span]) -> int | None:
    """The year of what came next, told from the date before: "Togo joined in May 2016. Benin followed in October"."""
    start, _ = reading.sentence(span.start)
    last = before[-1] if before else span
    goes_on = last.start < start and reading.sentence(start - 1) == reading.sentence(last.start)
    apart = not goes_on or "\n" in reading.plain[last.end : start] or not known([last])
    if apart or not _NEXT.search(reading.plain, start, span.start):
        return None
    told = last.value.rpartition("/")[2]
    year = int(told[:4]) + (span.value[5:7] < told[5:7])
    return year if not reading.published or year <= reading.published.year else None


def _seen_from(reading: Reading, span: Span, published: date) -> int:
    """The year of a day or month seen from the publication: before it, if the words beside tell of what has been."""
    if not behind(reading, span):
        return _nearest(span.value, published, ahead(reading, span))
    return _last(span.value, published) + _soon(span.value, published)


def year_told(reading: Reading, span: Span, spans: list[Span]) -> int | None:
    """The year that a sentence tells before a date, not in passing."""
    before = known(within(spans, reading.sentence(span.start)[0], span.start))
    told = [s for s in before if not _in_passing(reading, s, s.end, span.start)]
    return int(told[-1].value[:4]) if told and not ahead(reading, span) else None


def _month_of(span: Span, way: str | None, before: list[Span]) -> int | None:
    """The year of "that September", or of the following or previous one, seen from the last date before it."""
    if not before:
        return None
    year, month = int(before[-1].value[:4]), span.value[5:7]
    told = before[-1].value[5:7]
    on = month <= told if told.isdecimal() else True
    back = told.isdecimal() and month >= told
    return year + {"following": on, "previous": -back}.get((way or "").lower(), 0)


def _in_passing(reading: Reading, day: Span, *between: int) -> bool:
    """Whether a date lies before what is told, by the words in front of it; in the sentence of a day, in another clause
    than that, `between` which and the date it stands."""
    start, _ = reading.sentence(day.start)
    parted = not between or _PARTED.search(reading.plain, *between)
    return bool(parted and _BACKGROUND.search(reading.plain, start, day.start))


def _told_of(reading: Reading, year: Span) -> bool:
    """Whether a year is that of which a text tells: "in the course of 2024", "Report 2024"."""
    return len(year.value) == len("2013") and bool(
        _FRAME.search(reading.plain, max(0, year.start - 40), year.start)
    )


def _beside(reading: Reading, year: Span, place: int) -> bool:
    """Whether a year tells nothing of a day at a later place of its sentence: a treaty's, or one of an aside."""
    before = reading.plain[max(0, year.start - 100) : year.start]
    aside = any(
        opened.search(before) and closed.match(reading.plain, year.end, place) for opened, closed in _ASIDES
    )
    own = _NAMED.search(reading.plain[year.start : year.end])
    return len(year.value.partition("/")[0]) == len("2013") and bool(
        (aside and not own) or _TREATY.search(before)
    )


def _of_symbol(reading: Reading, day: Span) -> bool:
    """Whether a day is that of a resolution beside it."""
    return bool(reading.within(day.start - _BESIDE, day.start, "resolution"))


def _of_year(reading: Reading, span: Span, spans: list[Span]) -> int | None:
    """The year of "3 May last year", "1 June of the following year" (which its sentence tells), "June of that year"."""
    words = reading.plain[span.start : span.end]
    if named := _NAMED.search(words):
        return reading.published.year + _STEPS[named[1].lower()] if reading.published else None
    follows = words.endswith(" following year")
    before = known(within(spans, reading.sentence(span.start)[0] if follows else 0, span.start))
    return int(before[-1].value[:4]) + follows if before else None


def only(spans: Iterable[Span]) -> int | None:
    """The year that all of some dates share."""
    years = {span.value[:4] for span in spans}
    return int(years.pop()) if len(years) == 1 else None


def known(spans: Iterable[Span]) -> list[Span]:
    """Dates that have their year."""
    return [span for span in spans if span.value[:4].isdecimal()]


def _last(edtf: str, day: date) -> int:
    """The year of the last open day or month of a name before a day, or on it."""
    return day.year - (edtf[5:10] > day.isoformat()[5:][: len(edtf[5:10])])


def _soon(edtf: str, day: date) -> bool:
    """Whether an open day lies shortly behind a day: "they announced a debate on 10 December"."""
    if len(edtf) < len("XXXX-06-18") or edtf[5:10] == "02-29":
        return False
    coming = date(day.year, int(edtf[5:7]), int(edtf[8:10]))
    coming = coming if coming >= day else coming.replace(year=day.year + 1)
    return day < coming <= day + _MONTH


def _nearest(edtf: str, day: date, ahead: bool) -> int:
    """The year that puts an open day or month nearest to a day: more likely before it, unless `ahead`."""
    month = int(edtf[5:7])
    if ahead:
        return day.year + (month < day.month)
    gaps = {year: (date(year, month, 15) - day).days for year in (day.year - 1, day.year, day.year + 1)}
    return min(gaps, key=lambda year: (3 * gaps[year] if gaps[year] > 15 else abs(gaps[year]), year))
