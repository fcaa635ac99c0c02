"""Finds the year of a day or month that has none: in its sentence or passage, above it, or by the publication."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span, within

#: Where another clause begins, whose year isn't this one's.
_CLAUSE = re.compile(
    r"[;:]|, (?:and|but|while|has|have|had|is|was) |\b(?:that|which|when|where|who) |\band [a-z]+s\b"
)
#: So many months back from a dated event are rather as many short of a year on.
_ROUND = 9
#: Words beside what is to come.
_COMING = re.compile(
    r"\b(?:will|shall|is to|are to|upcoming|takes? place|next"
    r"|(?:is|are|be) (?:due|set|scheduled|slated|planned|expected|fixed|booked|foreseen|pencilled in) (?:for|to|on|in)"
    r"|turns \w+ in|to (?:be|rise|join|meet|host|open|begin|start|sign)"
    r"|(?:ends|opens|closes|begins|starts|runs|winds up|kicks off"
    r"|meets|hosts|gathers|convenes|concludes|resumes|expires|is due) (?:[\w ]{0,20} )?(?:on|in))\b"
)
#: What has been is told with: "In September the Council met".
_GONE = re.compile(
    r"(?<!is )(?<!are )(?<!be )(?<!being )"
    r"\b(?:was|were|had|met|held|took|came|became|left|went|joined|signed|acceded|ratified|"
    r"adopted|approved|elected|withdrew|hosted|deposited|agreed|welcomed|announced|followed|entered)\b"
)
#: Where a clause begins before a date.
_RELATIVE = re.compile(r";|,? (?:(?:of|in|at|during|after) )?(?:which|who|whom|whose|where)\b")
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
_FRAME = re.compile(
    r"\b(?:in|during|throughout|(?:course|year) of|(?:the )?year|report|review|highlights)(?: for| of)? $",
    re.I,
)
#: So many characters after a date its year still holds.
_TOLD = 1500
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
#: Years told from the publication's; a line that is only a year, or begins with one; any year.
_STEPS = {"last": -1, "this": 0, "next": 1}
_NAMED = re.compile(r"\b(last|this|next) year$")
#: A line of a list, and a heading over one of what is to come.
_LISTED = re.compile(r"\s*(?:[-*•|]|\d+[.)]|$)")
_AHEAD = re.compile(
    r"[\W_]*(?:(?:our |the |key |important |next |coming |upcoming |forthcoming )*(?:calendar|diary|dates?|events?|"
    r"meetings)(?: (?:of|for) .{4,30})?|(?:coming|next) up|upcoming|what's next|what comes next|looking ahead|"
    r"save the dates?|dates for (?:your|the) diary|next steps|forthcoming)[\W_]*",
    re.I,
)
_HEADING = re.compile(r"^[^\w\n]*((?:19|20)\d\d)[^\w\n]*$", re.M)
_BEGINS = re.compile(r"[^\w\n]*((?:19|20)\d\d)(?: ?[-:|]| [A-Z]| [Oo]n )")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
#: A bullet, and a line over bullets that gives them its year: "Admitted in 2012".
_BULLET = re.compile(r"\s*(?:[-*•·]|\d+[.)]) ?")
_YEAR_OVER = re.compile(r"\D*\b(?:in|of|during|for|over|throughout) ((?:19|20)\d\d)[\s*_:.]*")


def ahead(reading: Reading, span: Span) -> bool:
    """Whether the words beside a date speak of the future."""
    start, end = reading.sentence(span.start)
    after = reading.plain[span.end : min(end, span.end + 30)]
    if not reading.plain[start : span.start].removesuffix("On ").strip():
        after = after.removeprefix(",")
    beside = reading.plain[_clause(reading, span) : span.end] + re.split(r"[,;.]| and ", after)[0]
    line = max(start, reading.plain.rfind("\n", start, span.start) + 1)
    return bool(_COMING.search(beside) or _listed_ahead(reading.plain, line))


def _clause(reading: Reading, span: Span) -> int:
    """Where the clause that leads to a date begins: no further back than a relative one that holds it."""
    start, _ = reading.sentence(span.start)
    parts = [m.end() for m in _RELATIVE.finditer(reading.plain, start, span.start)]
    return max(start, span.start - 110, *parts)


def _listed_ahead(plain: str, start: int) -> bool:
    """Whether a line stands in a list beneath a heading that promises what is to come: "Calendar"."""
    above = plain[max(0, start - _TOLD) : start].rstrip("\n")
    for line in reversed(above.split("\n")):
        if not _LISTED.match(line):
            return _AHEAD.fullmatch(line) is not None
    return False


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
    """The year of a day or month without one: the one it is said to be of, its sentence's, that of its line or table,
    else the publication's, else its passage's."""
    start, end = reading.sentence(span.start)
    if reading.plain[span.start : span.end].endswith(" year"):
        return _of_year(reading, span, spans)
    before, after = known(within(spans, start, span.start)), known(within(spans, span.end, end))
    if beside := _MONTH_OF.search(reading.plain, max(0, span.start - 20), span.start):
        return _month_of(span, beside[1], known(within(spans, 0, span.start)))
    before = [s for s in before if not _in_passing(reading, s, s.end, span.start)]
    if reading.published and _LATELY.search(reading.plain, start, span.start):
        return _last(span.value, reading.published)
    after = [s for s in after if not _in_passing(reading, s, span.end, s.start)]
    if reading.published:
        first = reading.published.year if ahead(reading, span) else 0
        before, after = ([s for s in told if int(s.value[:4]) >= first] for told in (before, after))
        before = [s for s in before if not _beside(reading, s, span.start)]
    if before:
        day = before[-1].value
        on = len(day) == len("2013-06-18") and int(day[5:7]) - int(span.value[5:7]) >= _ROUND
        return int(day[:4]) + on
    told = known(within(spans, max(0, span.start - _TOLD), span.start))
    told = [s for s in told if s.end > start or not _in_passing(reading, s)]
    days = [known for known in told if len(known.value) > len("2013")]
    other = after and _CLAUSE.search(reading.plain[span.end : after[0].start])
    if after and not (other and (reading.published or days)):
        return int(after[0].value[:4])
    if above := _above(reading.plain, span.start):
        return above
    if reading.published:
        return _seen_from(reading, span, reading.published)
    line = within(told, reading.plain.rfind("\n", 0, span.start) + 1, span.start)
    if span.rule == "date.month-alone" and line:
        return only(line)
    lone = only(s for s in told if span.rule != "date.month-alone" or _told_of(reading, s))
    return int((line or days)[-1].value[:4]) if line or days else lone


def _seen_from(reading: Reading, span: Span, published: date) -> int:
    """The year of a day or month seen from the publication: before it, if the words beside tell of what has been."""
    if _SINCE.search(reading.plain[: span.start][-10:]):
        return published.year - (int(span.value[5:7]) > published.month)
    coming = ahead(reading, span)
    behind = (span.end, reading.sentence(span.start)[1]) if _begins(reading, span) else (0, 0)
    gone = not coming and any(
        _GONE.search(reading.plain, *at) for at in ((_clause(reading, span), span.start), behind)
    )
    return _last(span.value, published) if gone else _nearest(span.value, published, coming)


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
    return len(year.value.partition("/")[0]) == len("2013") and bool(aside or _TREATY.search(before))


def _of_year(reading: Reading, span: Span, spans: list[Span]) -> int | None:
    """The year of "3 May last year", "1 June of the following year" (which its sentence tells), "June of that year"."""
    words = reading.plain[span.start : span.end]
    if named := _NAMED.search(words):
        return reading.published.year + _STEPS[named[1].lower()] if reading.published else None
    follows = words.endswith(" following year")
    before = known(within(spans, reading.sentence(span.start)[0] if follows else 0, span.start))
    return int(before[-1].value[:4]) + follows if before else None


def _above(plain: str, place: int) -> int | None:
    """The year that a place's line begins with, that its table has in its header, or that stands above it as a line."""
    line = plain.rfind("\n", 0, place) + 1
    if begins := _BEGINS.match(plain, line, place):
        return int(begins[1])
    top = line
    while top and "|" in plain[top:place] and "|" in plain[(up := plain.rfind("\n", 0, top - 1) + 1) : top]:
        top = up
    header = _YEAR.findall(plain, top, line)
    if top < line and len(set(header)) == 1:
        return int(header[0])
    if _BULLET.match(plain, line):
        lines = reversed(plain[max(0, line - _TOLD) : line].split("\n"))
        over = next((text for text in lines if text and not _BULLET.match(text)), "")
        if told := _YEAR_OVER.fullmatch(over):
            return int(told[1])
    headings = _HEADING.findall(plain, max(0, line - _TOLD), line)
    return int(headings[-1]) if headings else None


def only(spans: Iterable[Span]) -> int | None:
    """The year that all of some dates share."""
    years = {span.value[:4] for span in spans}
    return int(years.pop()) if len(years) == 1 else None


def known(spans: Iterable[Span]) -> list[Span]:
    """Dates that have their year."""
    return [span for span in spans if span.value[:4].isdecimal()]


def _begins(reading: Reading, span: Span) -> bool:
    """Whether a sentence begins with a day or month and goes on with what was then."""
    start, _ = reading.sentence(span.start)
    return reading.plain[start : span.start].strip().lower() in (
        "",
        "in",
        "on",
        "during",
        "early in",
        "late in",
    )


def _last(edtf: str, day: date) -> int:
    """The year of the last open day or month of a name before a day, or on it."""
    return day.year - (edtf[5:10] > day.isoformat()[5:][: len(edtf[5:10])])


def _nearest(edtf: str, day: date, ahead: bool) -> int:
    """The year that puts an open day or month nearest to a day: more likely before it, unless `ahead`."""
    month = int(edtf[5:7])
    if ahead:
        return day.year + (month < day.month)
    gaps = {year: (date(year, month, 15) - day).days for year in (day.year - 1, day.year, day.year + 1)}
    return min(gaps, key=lambda year: (3 * gaps[year] if gaps[year] > 15 else abs(gaps[year]), year))
