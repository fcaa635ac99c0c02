"""Finds the day and the place in the order of accession that a text gives each statement, and each of its countries."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values import attachment, leads, neighbours, ranks
from pipeline.values.acts import Frame, edge, gives
from pipeline.values.brackets import BRACKETS
from pipeline.values.neighbours import Room

_SAME_DAY = re.compile(r"\b(?:the|that) same (?:day|date|year|month|occasion)\b", re.I)
#: What happened more than once "since 2012".
_PERFECT = re.compile(
    r"\b(?:have|who has) (?:\w+ )?(?:joined|acceded|ratified|signed|entered|left|withdrawn|quit)\b", re.I
)
#: Before the day on which a notice becomes true.
_EFFECT = re.compile(
    r"(?:with effect|effective|in force|in effect|(?:took|tak(?:es?|ing)) effect)(?: as)?(?: from| on| of)? (?:the )?$",
    re.I,
)
_MEMBERSHIP = re.compile(r"\bmembership (?:\w+ )?(?:takes?|took|bec[ao]mes?|came|entered)\b[^.;]*$", re.I)
_SINCE_IT = re.compile(r"\bsince (?:the|its|it)\b")
_IN_FORCE = re.compile(r"\bin force (?:since|as of|from|on) (?:the )?$", re.I)
_PAIR = re.compile(r" (?:and|&) (?:the )?", re.I)
#: From a statement to those whom it names besides, with no day and no other clause between.
_WITH = re.compile(r"[^,;:\d]*(?:\d+(?:st|nd|rd|th)[^,;:\d]*)?\b(?:with|alongside) [^;:]*", re.I)
_EACH = re.compile(r"\brespectively\b")
#: Before an accession that is only celebrated: the day is not its own.
_CELEBRATED = re.compile(
    r"\b(?:ceremony|reception|event|celebration)\b[^.;]* "
    r"(?:to(?: mark| celebrate)?|marked|marks|marking|celebrat\w+) (?:the )?$",
    re.I,
)
#: What happens soon after another thing, on the same day.
_SOON = re.compile(
    r"\b(?:moments?|minutes?|hours?) (?:later|after\w*)\b|\blater (?:that|the same) day\b", re.I
)
#: The length of a year, and what tells that a date names its own.
_YEAR, _NAMED_YEAR = 4, re.compile(r"\d{4}")
#: How far behind a notice ("deposited its instrument") the event may be told.
_LATER = 500
#: How far before a statement it may be told how soon it came, in characters.
_NEAR = 60
#: How far behind a statement it may be told that it came on the same day, in characters.
_CLOSE = 20


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a statement tells of one country: its place in the order of accession and the day."""

    ordinal: int | None = None
    date: str | None = None


def occasions(reading: Reading, frames: Sequence[Frame]) -> list[dict[str, Occasion]]:
    """For each statement (in order), by country, what it tells. A crowd's day stands under the empty code."""
    told: list[dict[str, Occasion]] = []
    heads = leads.heads(reading)
    reach, sentence = 0, -1
    for i, frame in enumerate(frames):
        start, end = reading.sentence(frame.start)
        if start != sentence:
            reach, sentence = start, start
        aside = attachment.PUT_BEHIND.match(reading.plain, frame.end, end)
        over = aside.end() if aside else frame.end  # what is told in an aside is told by the way
        later = (f for f in islice(frames, i + 1, None) if f.end > over and not _beside(reading, f, frame))
        limit = next((max(f.start, frame.end) for f in later), end)
        around = (f.end for f in islice(frames, i) if f.start <= frame.start and over < f.end < limit)
        room = Room(reading, frame, reach, min(limit, end, *around))
        days = _told(room)
        head = {} if days and not _spans(days) else leads.headed(frame, heads, reading)
        days = head if head and not _spans(head) else days or head
        known = _inherited(reading, frames, told, i)
        days = days or {s.value: known.date for s in frame.who if known.date}
        places = ranks.ranks(room) or {s.value: known.ordinal for s in frame.who if known.ordinal}
        codes = [s.value for s in frame.who] or [""]
        told.append({c: Occasion(places.get(c), days.get(c)) for c in codes})
        reach = max(reach, frame.end) if frame.who else reach
    _share(reading, frames, told)
    return [_final(reading, frames, told, i) for i in range(len(frames))]


def _spans(days: dict[str, str]) -> bool:
    """Whether days are rather those of a meeting, or a whole year: less than a day or month at the head of a line."""
    return all("/" in day or len(day) == _YEAR for day in days.values())


def _share(reading: Reading, frames: Sequence[Frame], told: list[dict[str, Occasion]]) -> None:
    """Gives the day of a crowd to those who are named soon behind it, if they are as many and no other day is told:
    "Two states joined on 3 May. Peru was the 12th member. Chile is the 13th"."""
    for i, crowd in enumerate(frames):
        day, number = told[i].get("", Occasion()).date, reading.within(crowd.start, crowd.end, "number")[:1]
        if crowd.who or not day or not number:
            continue
        behind = [
            j
            for j in range(i + 1, len(frames))
            if frames[j].action == crowd.action and frames[j].start < crowd.end + _LATER
        ]
        alone = not any(o.date for j in behind for o in told[j].values())
        if alone and len({c for j in behind for c in told[j]} - {""}) == int(number[0].value.split()[-1]):
            for j in behind:
                told[j] = {c: replace(known, date=day) for c, known in told[j].items()}


def _beside(reading: Reading, other: Frame, frame: Frame) -> bool:
    """Whether a statement only adds others to one before it: "Peru joined the group together with Chile in 2012"."""
    return _takes_up(other, frame) and bool(_WITH.fullmatch(reading.plain, frame.end, other.end))


def _takes_up(other: Frame, frame: Frame) -> bool:
    """Whether a statement says of others what an earlier one does."""
    like = other.like
    return like is not None and (like.start, like.end, like.rule) == (frame.start, frame.end, frame.rule)


def _inherited(
    reading: Reading, frames: Sequence[Frame], told: Sequence[dict[str, Occasion]], i: int
) -> Occasion:
    """What a statement has from the one that it takes up."""
    frame = frames[i]
    if gives(frame.rule).get("day") == "inherited" or (
        frame.like and _SAME_DAY.search(reading.plain[frame.start : frame.end + _CLOSE].partition(";")[0])
    ):
        models = [(f, t) for f, t in zip(frames, told, strict=False) if _takes_up(frame, f)]
        known = next((o for f, t in models for o in t.values()), Occasion())
        if len({o.date for o in (models[0][1] if models else {}).values()}) > 1:
            known = replace(known, date=None)
        # a place belongs to one: to whom it was given, or to whom comes after a crowd's
        return replace(known, ordinal=None) if models and models[0][0].who else known
    if day := _of_crowd(reading, frames, told, i):
        return Occasion(None, day)
    herald = frames[max(0, i - 1)]
    if frame.action == herald.action and herald.end < frame.start and not frame.like:
        near = max(herald.end, frame.start - _NEAR, reading.sentence(frame.start)[0])
        if _SOON.search(reading.plain, near, frame.end):
            return Occasion(None, next((o.date for o in told[i - 1].values()), None))
    return Occasion()


def _of_crowd(
    reading: Reading, frames: Sequence[Frame], told: Sequence[dict[str, Occasion]], i: int
) -> str | None:
    """The day of a crowd that a statement spells out behind a colon: "Two states joined in 2012: Peru was the 12th"."""
    frame, (start, _) = frames[i], reading.sentence(frames[i].start)
    for j in range(i - 1, -1, -1):
        if frames[j].start < start or frames[j].end > frame.start:
            break
        if not frames[j].who and frames[j].action == frame.action:
            colon = ":" in reading.plain[frames[j].end : frame.start]
            return told[j][""].date if colon else None
    return None


def _heralded(
    reading: Reading, frames: Sequence[Frame], told: Sequence[dict[str, Occasion]], i: int
) -> int | None:
    """The place told right before or behind a statement by one that only says that there is one more: "There is a
    42nd member. It is Peru", "When Peru joined, the bank got its 42nd member"."""
    frame, here = frames[i], reading.sentence(frames[i].start)
    for other in (i - 1, i + 1):
        if not 0 <= other < len(frames) or frames[other].who or len(frame.who) != 1:
            continue
        there = reading.sentence(frames[other].start)
        close = there == here or (other < i and reading.sentence(there[1]) == here)
        if close and frames[other].action == frame.action == "join":
            return told[other][""].ordinal
    return None


def _told(room: Room) -> dict[str, str]:
    """The days by country. One in the brackets of a country is its own, unless it stands behind the last of all of them
    and there is no other, or another stands right behind the statement that it doesn't lie in."""
    who, own = room.frame.who, neighbours.own(room, "date")
    days = _days(room, {*own.values()} if len(who) > 1 else set())
    alone = not any(BRACKETS.match(room.reading.plain, s.end) for s in who[:-1])
    if (
        not days
        and len(own) == 1
        and who[-1].value in own
        and alone
        and own[who[-1].value].start > who[-1].end
    ):
        return _dealt(room.frame, [*own.values()])
    shared = _dealt(room.frame, days) or _of_year(room, own)
    own = own if shared else _paired(room, own)
    first = days and days[0].start >= room.frame.end and len(own) == len(who)
    aside = first and not neighbours.OWN.fullmatch(room.words(room.frame.end, days[0].start))
    return shared | {c: d.value for c, d in own.items() if not aside or d.value.startswith(shared[c])}


def _of_year(room: Room, own: dict[str, Span]) -> dict[str, str]:
    """The year of all, if some have a day or month of it in their brackets: "Peru (March) and Chile had joined"."""
    years = {d.value[:_YEAR] for d in own.values() if not _NAMED_YEAR.search(room.words(d.start, d.end))}
    return {s.value: min(years) for s in room.frame.who} if len(years) == 1 else {}


def _days(room: Room, bracketed: Container[Span]) -> list[Span]:
    """The date of a statement, with those that are coordinated with it; none if there is none but those `bracketed`."""
    frame = room.frame
    if _CELEBRATED.search(room.words(room.reading.sentence(frame.start)[0], frame.start)):
        return []
    many = _PERFECT.search(room.words(frame.start, frame.end))
    behind, within = (
        [d for d in room.dates(*at) if d not in bracketed and not neighbours.told_of_another(room, d)]
        for at in ((frame.end, room.limit), (frame.start, frame.end))
    )
    effect = [d for d in [*within, *behind] if _EFFECT.search(room.words(max(0, d.start - 50), d.start))]
    effect = [d for d in effect if not _SINCE_IT.search(room.words(frame.start, d.start))]
    began = any(_MEMBERSHIP.search(room.words(frame.end, d.start)) for d in effect)
    if frame.action == "join" and gives(frame.rule).get("day") == "notice" and not began:
        # a treaty is joined by the deposit
        behind = [
            d for d in behind if d not in effect and not _IN_FORCE.search(room.words(d.start - 30, d.start))
        ]
        effect = []
    after = [d for d in behind if attachment.follows(room, d) and not (room.since(d) and many)]
    close = [d for d in after if "," not in room.words(frame.end, d.start)]
    counted = frame.like or gives(frame.rule).get("day") in {"since", "own"}
    own = [d for d in within if counted or not room.since(d)]
    own = [d for d in own if not attachment.apart(room, d)]
    ahead = [d for d in room.dates(room.reach, frame.start) if attachment.introduces(room, d)]
    ahead = [d for d in ahead if not attachment.in_brackets(room, d)] or ahead
    if gives(frame.rule).get("day") == "own":
        best = own[-1:] or neighbours.that_day(room)
    else:
        best = effect[-1:] or neighbours.effect(room) or close[:1] or own[-1:] or after[:1] or ahead[-1:]
        best = best or neighbours.thus(room) or neighbours.that_day(room) or neighbours.effected(room)
    chains = neighbours.chains(room.reading, room.dates(*room.reading.sentence(frame.start))) if best else ()
    if _EACH.search(room.words(frame.start, room.limit)):
        chains = (c[-len(frame.who) :] for c in chains)
    return next((c for c in chains if len(c) == len(frame.who) and best[0] in c), best)


def _dealt(frame: Frame, days: Sequence[Span]) -> dict[str, str]:
    """Days by country: one each in order, or one for all."""
    codes = [s.value for s in frame.who] or [""]
    if len(days) == len(codes):
        return {code: edge(frame, day.value) for code, day in zip(codes, days, strict=True)}
    return {code: edge(frame, days[0].value) for code in codes} if days else {}


def _paired(room: Room, own: dict[str, Span]) -> dict[str, Span]:
    """Days in brackets, one behind the last of a pair that of both: "Peru and Chile (2016), and Togo"; a year that of
    all before it: "Fiji, Peru and Chile (2016), Togo and Chad (2017)"."""
    days = dict(own)
    grouped = False
    for one, two in pairwise(reversed(room.frame.who)):
        between = room.words(two.end, one.start)
        year = one.value in days and len(days[one.value].value) == _YEAR
        grouped = bool(_PAIR.fullmatch(between)) or (grouped and year and between == ", ")
        bare = two.value not in own and not BRACKETS.match(room.reading.plain, two.end)
        if grouped and one.value in days and bare:
            days[two.value] = days[one.value]
    return days


def _deposited(frames: Sequence[Frame], told: Sequence[dict[str, Occasion]], i: int) -> bool:
    """Whether the day on which the countries of a statement handed in their instruments has been told before it."""
    earlier = zip(islice(frames, i), islice(told, i), strict=True)
    days = {c for f, t in earlier if gives(f.rule).get("day") == "notice" for c in t if t[c].date}
    return frames[i].action == "join" and frames[i].countries <= days


def _final(
    reading: Reading, frames: Sequence[Frame], told: list[dict[str, Occasion]], i: int
) -> dict[str, Occasion]:
    """What a statement tells; a notice tells no day if the event that it gives notice of is told and dated later, nor
    does a statement that only takes up another one."""
    frame = frames[i]
    if place := _heralded(reading, frames, told, i):
        told[i] = {c: replace(known, ordinal=known.ordinal or place) for c, known in told[i].items()}
    if gives(frame.rule).get("form") == "noun" and _deposited(frames, told, i):
        return {c: replace(known, date=None) for c, known in told[i].items()}
    another = frame.like and not reading.within(frame.start, frame.end, "body")
    if gives(frame.rule).get("day") != "notice" and not another:
        return told[i]
    dated: set[str] = set()
    for other, occasion in zip(islice(frames, i + 1, None), islice(told, i + 1, None), strict=True):
        if other.start > frame.end + _LATER:
            break
        # a notice of leaving ends nothing before the day that it names
        happens = other.modality == "asserted" or frame.action == "leave"
        told_of = other.action == frame.action and happens
        given = gives(other.rule)
        if (
            told_of
            and given.get("day") != "notice"
            and (frame.action == "leave" or given.get("form") != "noun")
        ):
            dated |= {country for country, known in occasion.items() if known.date}
    return {c: replace(known, date=None) if c in dated else known for c, known in told[i].items()}
