"""Asks whether the number of a size is that of something else: of a part, of who signed, of what is needed."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.rulebook import table
from pipeline.values import births

#: The rules that say what a body is made of: "a union of 55 African states" has no others.
_WHOLE = frozenset(("total.club-of", "total.holds", "initial.after"))
#: Rules that hold against those of who did something: founders may have signed, "70 of them" be all.
_BEGUN = ("size.origin-after", "size.origin-before")
_FIRM = frozenset(
    (
        "size.agreeing",
        *_BEGUN,
        "initial.at-birth",
        "initial.deemed",
        "size.signed",
        "size.of-them",
        "total.m-of-n",
    )
)
_ACTED = frozenset(
    f"quantity.{act}"
    for act in ("of-which", "signed", "signed-by", "that-signed", "subject", "newcomers", "present")
)
#: The rules of what sits in committees, and how far the noun of a number reaches.
_ORGANS, _NOUN = frozenset(("quantity.organ", "quantity.organ-has")), 40
#: What founders may be told to have done, or whose leaders: "the heads of nine states launched it".
_LED = frozenset(("quantity.summand", "quantity.present", "quantity.from-countries", "quantity.that-signed"))
#: Who stands for a state, one for each.
_LEADERS = re.compile(r"\b(?:heads of (?:state|government)|ministers|presidents|leaders)$", re.I)
#: Who met may have met to found; who signed a text may have signed any.
_MET = re.compile(r"\b(?:stood|gathered|met|sat|came|went|agreed|signed(?=\W$))\W?$", re.I)
#: Those who signed are founders of what they signed into being.
_SIGNED = frozenset(("quantity.signed", "quantity.signed-by"))
_DEED = re.compile(
    r"\b(?:agreement|convention|treaty|declaration|charter|act|articles|statutes?|memorandum|protocol|instrument) "
    r"(?:(?:that|which) )?(?:creat|establish|found|set(?:ting)? up|on the (?:creat|establish|found))|"
    r"\b(?:charter|treaty|constitution|statutes|articles of agreement) of|"
    r"\b(?:and|so|thus|thereby) (?:founded|launched|created|established|formed|set up)\b",
    re.I,
)
#: What says of so many accessions that they have come, not that they are needed.
_IN_FORCE = re.compile(r"\b(?:entered|came|entry) into force\b[^.;]{0,30}\d{4}", re.I)
#: What stands between a body and its participants: the states that take part in it, not the guests of a meeting.
_HAS = re.compile(
    r"(?:^,?|\bit) (?:(?:now |currently |today )*(?:has|counts|comprises|unites|numbers) (?:now )?|"
    r"(?:began|started|set out|opened)\b[^.;,]{0,30} with (?:just |only |a mere )?)$",
    re.I,
)
#: Behind "first", what makes it the first of some only ("the first country to do so since the treaty took effect").
_FIRST_SINCE = re.compile(r"[^,.;]{0,40} (?:since|in (?:more than )?[\w-]+ (?:years|months|decades))\b", re.I)
#: Or of a part of the world; and before a "first" that is only the first of those just told of.
_FIRST_IN = re.compile(
    r" (?:[\w-]+ ){0,2}(?:members?|states?|countr(?:y|ies)|nations?|part(?:y|ies)|governments?)(?: states?)? "
    r"(?:in|from|of) (?:the )?(?:\w+ )?(?:africa|america|asia|europe|oceania|pacific|caribbean|region|world|"
    r"continent|hemisphere|gulf|balkans?|baltic|mediterranean|middle east|maghreb|sahel)\w*\b",
    re.I,
)
_CAME = re.compile(r"\b(?:came|was|were|went) \Z", re.I)
#: How many may be named in a row and then be "the three", and how far back, in characters.
_FEW, _FAR = 9, 1000
#: The rules of things and people, but for stretches of time; and what tells that a sentence is on members.
_THINGS = frozenset(("quantity.things", "quantity.people"))
_TIME = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|decades?)$", re.I)
_MEMBER = re.compile(
    r"\b(?:member\w*|states?|countr(?:y|ies)|governments?|nations?|part(?:y|ies)|signator\w+|allies|size|strong|ranks)\b",
    re.I,
)
#: What stands before a number that tells of all.
_ALL = re.compile(r"(?:\b(?:the|its|our|their|these|those|all|are|were|have|has|now)|:) $", re.I)


def inside(reading: Reading, span: Span) -> list[Span]:
    """The numbers, ordinals or lists that a span is about."""
    return reading.within(span.start, span.end, "number", "ordinal", "roster")


def others(reading: Reading) -> dict[Span, Span]:
    """The numbers that count something else, each with what says so."""
    found = sorted(reading.of("quantity"), key=_regional, reverse=True)
    return {n: q for q in found if not _own(reading, q) for n in inside(reading, q)[:1]}


def seats(reading: Reading, number: Span) -> bool:
    """Whether a number is that of the seats of a committee or the like."""
    organs = (
        q for q in reading.within(number.start, number.end + _NOUN, "quantity") if q.start == number.start
    )
    return any(q.rule in _ORGANS for q in organs)


def told_before(reading: Reading, number: Span, others: Container[Span]) -> bool:
    """Whether a number has been told before, of something else: "six applicants"; then "the six" are these."""
    before = [n for n in reading.within(0, number.start, "number") if n.value == number.value]
    return bool(before) and before[-1] in others


def elided(reading: Reading, span: Span, number: Span, others: Mapping[Span, Span]) -> bool:
    """Whether a number without a noun shares that of the number before it, which counts other things: "it held four
    meetings in 2016; in 2017 it had 30"."""
    start, _ = reading.sentence(number.start)
    before = reading.within(start, number.start, "number")[-1:]
    if span.end != number.end or not before or before[0] not in others:
        return False
    other = others[before[0]]
    words = reading.plain[start : number.start]
    return (
        other.rule in _THINGS
        and not _TIME.search(reading.plain, other.start, other.end)
        and not _MEMBER.search(words)
    )


def beside_size(
    reading: Reading, span: Span, sizes: Container[tuple[Span, str]], others: Mapping[Span, Span]
) -> bool:
    """Whether the number that another one is compared with, right before or behind it, is a size or hoped to become
    one: "42, up from 38"."""
    start, end = reading.sentence(span.start)
    before = reading.within(start, span.start, "number")[-1:]
    near = before or reading.within(span.end, end, "number")[:1]
    hoped = any(number in others and others[number].rule == "quantity.hope" for number in near)
    return hoped or not near or (near[0], "") in sizes


def holds(reading: Reading, span: Span, other: Span) -> bool:
    """Whether a size holds although its number is also read as that of something else."""
    if other.rule == "quantity.threshold":
        start, end = reading.sentence(other.start)
        named = span.rule.startswith("initial.") or reading.within(other.end, end, "country")
        return bool(named and _IN_FORCE.search(reading.plain, start, other.start))
    if other.rule == "quantity.people":
        led = span.rule.startswith("initial.") and _LEADERS.search(reading.plain, other.start, other.end)
        return (
            bool(led)
            or span.rule in {"initial.founding", "total.one-of", "initial.label"}
            or (span.rule in {"total.holds", "initial.after"} and _takes_part(reading, span))
        )
    if span.rule in {"initial.founders", "initial.before"} and other.rule in {
        "quantity.things",
        "quantity.of-which",
    }:
        return True
    met = other.rule == "quantity.signed" and _MET.search(reading.plain, other.start, other.end + 1)
    seated = other.rule == "quantity.from-countries" and span.rule == "total.on-the-roll"
    begun = other.rule in _LED and (span.rule, other.rule) != ("initial.at-birth", "quantity.from-countries")
    if seated or ((met or begun) and span.rule.startswith("initial.")):
        return True
    signed = other.rule in _SIGNED and span.rule in {"initial.before", "initial.after"}
    if signed or (other.rule == "quantity.from-countries" and span.rule == "size.signed"):
        deed = _DEED.search(reading.plain, *reading.sentence(span.start))
        return bool(deed) or births.in_year(reading, inside(reading, span)[0])
    whole = _regional(other) and span.rule in _WHOLE and other.rule != "quantity.of-region"
    return whole or _firm(span, other)


#: The time in which somebody is the third to come, and how many may come in it.
_PERIOD = re.compile(
    r"[^.;:,]{0,60}? (?:this (?:year|month|week|spring|summer|autumn|winter|season)|of the (?:year|month|week)(?! \d)|"
    r"(?:with)?in (?:the (?:space|course) of |(?:just |only |less than )*)?(?:the (?:past|last) )?"
    r"(?:(?:an?|one|two|three|four|five|six|nine|ten|twelve|eighteen|\d+|as many|so many|few|several) )?"
    r"(?:day|week|month|year|decade)s?(?! \d))\b"
)
_IN_A_PERIOD = 12


def is_no_place(reading: Reading, place: Span) -> bool:
    """Whether a place is none in the order of accession: "Spain came first", "the first to do so since", "the third to
    join this year"."""
    _, end = reading.sentence(place.start)
    came = _CAME.search(reading.plain, max(0, place.start - 10), place.start)
    some = _FIRST_SINCE.match(reading.plain, place.end, end) or _FIRST_IN.match(reading.plain, place.end, end)
    counted = place.value.isdigit() and of_period(reading.plain, place.end, end, int(place.value))
    return counted or (place.value == "1" and bool(came or some))


def of_period(plain: str, start: int, end: int, place: int) -> bool:
    """Whether the words behind a place say that it is one of those who came in some time only."""
    return place <= _IN_A_PERIOD and _PERIOD.match(plain, start, end) is not None


#: Before a list of some of the members: "A third of the members are African: ...".
_FRACTION = re.compile(
    r"\b(?:(?:half|quarter|third|fifth|tenth|majority|minority|handful|some|many|most|several|few|part) of|"
    r"two[ -]thirds of) (?:the|its|our)\b[^;:]*[:-] ?(?:the )?$",
    re.I,
)


def of_a_part(
    reading: Reading, span: Span, others: Container[Span], sizes: Container[tuple[Span, str]]
) -> bool:
    """Whether a list names a part of the members: as many as a number right before it that is no size ("three member
    states - Chad, Mali and Niger - remain suspended")."""
    kind, _, value, _ = span.value.split(" ", 3)
    if kind != "listed":
        return False
    start, _ = reading.sentence(span.start)
    if _FRACTION.search(reading.plain, start, span.start):
        return True
    numbers = reading.within(start, span.start, "number")
    same = [n for n in numbers if n.value == value and reading.plain[n.end : n.end + 1] != ")"]
    if not same or (same[-1], "") in sizes:
        return False
    if reading.plain[same[-1].end : span.start].rstrip()[-1:] == ":":
        return False
    return same[-1] in others or not _ALL.search(reading.plain, start, same[-1].start)


def just_named(reading: Reading, span: Span) -> bool:
    """Whether "the three countries" are the ones named before, of whom something else is told."""
    kind, _, number, _ = span.value.split(" ", 3)
    size = int(number)
    rosters = reading.within(max(0, span.start - _FAR), span.start, "roster")
    return kind != "listed" and size <= _FEW and any(len(r.value.split("|")) == size for r in rosters)


def _own(reading: Reading, quantity: Span) -> bool:
    """Whether a part named by its region is the whole: the "55 African states" of the African Union."""
    if not _regional(quantity):
        return False
    start, end = reading.sentence(quantity.start)
    bodies = {b.value for b in reading.within(start, end, "body")}
    names = " ".join(_names().get(body, "") for body in sorted(bodies)).lower()
    words = reading.plain[quantity.start : quantity.end].lower().split()[1:-1]
    return any(len(word) > 3 and word[:5] in names for word in words)


def _firm(span: Span, quantity: Span) -> bool:
    """Whether a size holds though its number is that of some who did something."""
    signed = quantity.rule in _SIGNED and span.rule in _BEGUN
    return span.rule in _FIRM and quantity.rule in _ACTED and not signed


def _takes_part(reading: Reading, span: Span) -> bool:
    """Whether participants are those of a body: "The Kimberley Process has 60 participants"."""
    start, _ = reading.sentence(span.start)
    ends = [b.end for b in reading.within(start, span.start, "body")]
    start = max(ends, default=start)
    met = any(reading.plain.lower().endswith(word, 0, start) for word in ("conference", "summit", "meeting"))
    participants = reading.plain[span.start : span.end].endswith("articipants")
    return participants and not met and bool(_HAS.search(reading.plain[start : span.start]))


def _regional(quantity: Span) -> bool:
    return quantity.value.endswith(" of a region")


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("bodies")}
