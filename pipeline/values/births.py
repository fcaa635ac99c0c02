"""Asks whether a number is told of the foundation of a body: in its year, or right after the words that tell of it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.rulebook import table
from pipeline.values.bodies import TREATIES, nouns
from pipeline.values.cues import cues
from pipeline.values.mainbody import subject

#: What those who begin something do, right behind their number or with others between ("and eight companies").
_DID = re.compile(
    r"(?:,? (?:and|plus|together with|along with|as well as) [^.;,]{1,60}?,?|, [^.;,]{1,40},)? "
    r"(?:(?:that|who|which|had|then|at once|already|together|all|first) )*"
    r"(?:were|was|sat|stood|signed|came|gave|put|backed|supported|endorsed|took|met|agreed|gathered|set|pledged|had|"
    r"lent|subscribed|turned up|started|began|made|formed|committed|declared|answered|exchanged|shook|"
    r"joined (?:hands|forces)|sign(?: up)?|meet|gather|agree|put|set up|found|launch|come together|"
    r"wrote|adopted|approved|united|pooled|assembled|bound themselves|became|affixed)\b"
    r"(?! (?:not|no|never|invited|absent|asked|against|required|needed|yet to))"
    r"(?![^.;,]{0,30}\b(?:statement|letter|resolution|appeal|communiqué|motion|memorandum|conference in|project|"
    r"floor)\b)",
    re.I,
)
_ARTICLE = re.compile(r"\W*(?:the |those |all )*", re.I)
_AT = re.compile(r"(?:at|in|on|from|when|to begin|to start|initially|originally|its|day one)\b", re.I)
#: What else is set up by some of the members.
_ORGAN = re.compile(
    r"\b(?:working groups?|task forces?|advisory \w+|committees?|boards?|panels?|fund|secretariat|support unit|"
    r"projects?|programmes?|campaigns?|[\w-]+ groups?)\b[^.;]{0,50}$",
    re.I,
)
_WERE = re.compile(
    r"\b(?:with|had|were|was|counted|comprised|numbered|united|included|began|started)(?: (?:just|only|then|some))* $|"
    r"(?<!\bas )(?<!\bthan )\bin \d{4} ?[:=|] ?$",
    re.I,
)
_IN = re.compile(
    r"(?: (?:[\w-]+ ){0,2}(?:members?|states?|countries|governments|nations|allies|parties))?,? (?:in|at the end of) "
)
#: What tells of newcomers.
_ENTRY = re.compile(r"\b(?:accession|acceded|admitted|newcomers?)\b", re.I)
#: What says of whom a body is made.
_FORMED = re.compile(r"\b(?:is|are) [^.;]{0,80}\bformed (?:by|of|from) $", re.I)
#: What those do who are members now, behind the words on the foundation ("eight years after it began 70 take part").
_BELONG = re.compile(
    r"[^.;,:]{0,50}? (?:take part|belong|participate|have (?:joined|signed up|acceded)|"
    r"are (?:members|part|on board))\b",
    re.I,
)
#: What leads to a number of those who were there.
_THERE = re.compile(
    r"\b(?:there were|(?:it|we|they|which|that) (?:was|were|had|counted|numbered|comprised|united)|"
    r", (?:with|by))"
    r"(?: (?:just|only|then|all|some|the|its))* $",
    re.I,
)
#: What tells of another time or of those who came later; and of the same time, in the next sentence.
_LATER = re.compile(
    r"\b(?:now|today|currently|since|later|until|by|grown|risen|grew|rose|joined|acceded|followed|more|other|another|"
    r"will|would|has|have|after|next|within)\b",
    re.I,
)
_SAME = re.compile(
    r"\b(?:that (?:day|week|evening|year|time|occasion|meeting|conference)|then|on the spot|at once|at the time|"
    r"at the (?:outset|start|beginning)|straight away|around (?:the|that) table|on the day)\b",
    re.I,
)


def of_birth(reading: Reading, number: Span, behind: int) -> bool:
    """Whether those of a number, whose noun ends at `behind`, are told to have begun the body: they did something
    then, or were there."""
    start, end = reading.sentence(number.start)
    if not (_DID.match(reading.plain, behind, end) or _THERE.search(reading.plain, start, number.start)):
        return False
    dated = bool(reading.within(start, end, "date"))
    told = _cued(reading, start, number.start) or _cued(reading, behind, end, at=True)
    if in_year(reading, number) or (not dated and told):
        return not _LATER.search(reading.plain, start, number.start)
    if dated or not start or not _cued(reading, *reading.sentence(start - 1)):
        return False
    first = _ARTICLE.fullmatch(reading.plain, start, number.start)
    return bool(first or _SAME.search(reading.plain, start, end))


def told(reading: Reading, number: Span) -> bool:
    """Whether those of a number who are named with it are of the year of the foundation, or called after it: "NATO was
    founded in May. The twelve: ..."."""
    start, _ = reading.sentence(number.start)
    the = start and re.fullmatch(r"\W*the ", reading.plain[start : number.start], re.I)
    return in_year(reading, number) or bool(the and _cued(reading, *reading.sentence(start - 1)))


def were(reading: Reading, number: Span) -> bool:
    """Whether a number is told of the year of the foundation, in the past, right before that year or behind a label
    with it: "in 1949 it had twelve members", "12 members in 1949, 16 in 1982", "Members in 1949: 12"."""
    start, end = reading.sentence(number.start)
    dates = reading.within(number.end, end, "date")[:1]
    dated = dates and _IN.fullmatch(reading.plain, number.end, dates[0].start)
    return bool(dated or _WERE.search(reading.plain, start, number.start)) and in_year(reading, number)


def of_now(reading: Reading, number: Span, *, after: bool) -> bool:
    """Whether words on the foundation only tell what a body is made of, not by whom it was ("a union that is formed by
    four"), or those of a number behind them, `after` them, are told to be members now."""
    start, _ = reading.sentence(number.start)
    formed = _FORMED.search(reading.plain, start, number.start)
    return bool(formed or (after and _BELONG.match(reading.plain, number.end)))


def _cued(reading: Reading, start: int, end: int, *, at: bool = False) -> bool:
    """Whether a sentence or a part of it tells of a foundation; `at`: only as the time of something."""
    found = [cue for cue in cues(reading, start, end) if cue.value == "origin"]
    found = [cue for cue in found if not at or _AT.match(reading.plain, cue.start)]
    return any(not _ORGAN.search(reading.plain, start, cue.start) for cue in found)


def in_year(reading: Reading, number: Span) -> bool:
    """Whether the date nearest to a number is of the year in which the body was founded, and nothing between them tells
    of later. Treaties are negotiated by many in the year in which few sign them."""
    start, end = reading.sentence(number.start)
    dates = reading.within(start, end, "date") or _dateline(reading, start)
    body = _body(reading, number, start, end)
    near = min(dates, key=lambda d: _gap(reading, number, d), default=None)
    if near is None or near.first is None or near.last is None or near.first.year != near.last.year:
        return False
    if _ENTRY.search(reading.plain, start, number.start):
        return False
    if near.first.year != _founded().get(body) or nouns().get(body, frozenset()) & TREATIES:
        return False
    return not _LATER.search(reading.plain, min(number.end, near.end), max(number.start, near.start))


def _gap(reading: Reading, number: Span, date: Span) -> tuple[bool, int]:
    """How far a date is from a number: not at all right behind it, farther in another clause than in the same."""
    first, last = sorted([(number.start, number.end), (date.start, date.end)])
    between = reading.plain[first[1] : last[0]]
    attached = number.end < date.start and between in {" in ", " (", " at the end of "}
    return "; " in between, 0 if attached else len(between)


def _dateline(reading: Reading, start: int) -> list[Span]:
    """The date that stands alone before a sentence, as in a chronology: "4 April 1949. Twelve states sign"."""
    first, last = reading.sentence(max(0, start - 1))
    dates = reading.within(first, last, "date")
    return dates if len(dates) == 1 and last - first < dates[0].end - dates[0].start + 5 else []


def _body(reading: Reading, number: Span, start: int, end: int) -> str:
    """The last body named before a number in its sentence, else the first behind it, else the text's."""
    near = reading.within(start, end, "body")
    before = [b.value for b in near if b.start < number.start]
    if near:
        return before[-1] if before else near[0].value
    return subject(reading.plain, [(b.start, b.end, b.value) for b in reading.of("body")])


@cache
def _founded() -> dict[str, int]:
    """The years in which bodies were founded."""
    return {row["code"]: int(row["founded"]) for row in table("bodies") if row["founded"].isdigit()}
