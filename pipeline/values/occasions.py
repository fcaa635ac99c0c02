"""Finds the day and the place in the order of accession that a text gives each statement, and each of its countries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values import leads, neighbours, vetoes
from pipeline.values.acts import Frame, edge, gives
from pipeline.values.neighbours import Room

#: Between a statement and a date that isn't its own: another clause, another event, a report.
_APART = re.compile(
    r"[;:]|, (?:and|but|while|where|which|who|whose|whereas|although|after|before|following)\b|\b(?:founded|"
    r"established|created|launched|set up|formed|born|signed|announc\w+|said|says|told|report\w*|confirm\w*|"
    r"declar\w+|according|(?:years?|months?|weeks?|days?) (?:after|before)(?!, )|since \w+ \w+ \w+|"
    r"(?:after|before|following)(?! ?,| (?:it|them|that),|[^,;]*, (?:on|in) (?:the )?$| (?:[\w'-]+ ){1,3}"
    r"(?:years?|months?|weeks?|days?|decades?|notice|membership)\b)|whose|will|would|hosted|published|"
    r"après|avant|después|antes|dopo|prima|depois)\b",
    re.I,
)
#: Between a date and a statement that it doesn't introduce.
_ELSEWHERE = re.compile(
    r"[;:.]|^\)? ?(?:\([^()]*\) )?--? |"
    r"\b(?:after|before|until|following|later|ago|that(?! day)|had been|announc\w+|said|founded|hosted|"
    r"and invited|news|circulated|informed)\b",
    re.I,
)
_SAME_DAY = re.compile(r"\b(?:the|that) same (?:day|date|year|month|occasion)\b", re.I)
#: What happened more than once "since 2012".
_PERFECT = re.compile(
    r"\bhave (?:\w+ )?(?:joined|acceded|ratified|signed|entered|left|withdrawn|quit)\b", re.I
)
_CLEFT = re.compile(r"\bit was (?:only |not until )?(?:in |on )?$", re.I)
#: Before the day of a dateline: "(Geneva, 1 July 2011) Grenada has acceded".
_DATELINE = re.compile(r"\W*\((?:[^()]{2,40}, )?", re.I)
#: What may be put in between: "Today, six months after the notice, Togo left".
_PUT_IN = re.compile(r"^, (?:[\w-]+ ){0,4}(?:after|before|following) [^,;.]{0,90}, $", re.I)
#: The same between a statement and its day: "Togo left NATO, which it had joined in 1970, on 3 May 2012".
_PUT_BEHIND = re.compile(
    r",? (?:which|who|whose|having)\b[^,;.]{0,80},(?= (?:on|in|with|as|from|effective)\b)", re.I
)
_REPORT = re.compile(
    r"\b(?:announc\w+|said|says|told|report\w*|confirm\w*|declar\w+|wrote|published|posted|founded|launched)\b"
    r"(?:(?! that )[^,;.]){0,40}$",
    re.I,
)
#: Before the day on which a notice becomes true.
_EFFECT = re.compile(
    r"(?:with effect|effective|in force|in effect|(?:took|tak(?:es?|ing)) effect)(?: as)?(?: from| on| of)? (?:the )?$",
    re.I,
)
_IN_FORCE = re.compile(r"\bin force (?:since|as of|from|on) (?:the )?$", re.I)
#: Of a statement that follows another one and its day.
_LATER_ON = re.compile(r"\b(?:later|then|since|soon|afterwards|return\w*|re-?join\w*|back|again)\b", re.I)
_RELATIVE = re.compile(r",? (?:which|who|that|having)\b", re.I)
_JOINED = re.compile(
    r"\b(?:join|enter|acced|adher|ratif|admit|let in|taken in|c[ao]me (?:in|aboard|on board))", re.I
)
_CHAIN = re.compile(
    r",? (?:and|&) (?:the (?:latter|second|other) )?(?:(?:on|in|the|as|its) )*|, (?:(?:on|in|the) )*", re.I
)
_PAIR = re.compile(r" (?:and|&) (?:the )?", re.I)
_OWN = re.compile(r",? ?\((?:in |since |on |from )?", re.I)
#: Of what happened at a meeting the day is that of the meeting.
_AT = re.compile(r" (?:at|during|in|on the (?:sidelines|occasion) of|by) (?:the|its|an?|our|their) ", re.I)
_MEETING = re.compile(
    r",? (?:which |that )?(?:was |were )?(?:held|hosted|met|took place|convened|meeting|meets?)\b", re.I
)
#: Before an accession that is only celebrated: the day is not its own.
_CELEBRATED = re.compile(
    r"\b(?:ceremony|reception|event|celebration)\b[^.;]* "
    r"(?:to(?: mark| celebrate)?|marked|marks|marking|celebrat\w+) (?:the )?$",
    re.I,
)
#: Once more what is said already, before its day: "the newest is Peru, which joined in 2015".
_WHICH = re.compile(
    r", (?:which|who) (?:both |all |only )?(?:joined|acceded|entered|ratified|came (?:in|aboard)|signed up)"
    r"(?= (?:in|on) )",
    re.I,
)
#: Of what a resolution makes of a country the day is that of the resolution.
_PASSED = re.compile(
    r"(?<= )(?:under|by|through|with) [^,;.]{0,30}\b(?:resolution|decision)\b[^,;.]{0,20}, (?:which|that)\b"
    r"[^,;.]{0,40}?\b(?:passed|adopted|approved|voted)(?= )",
    re.I,
)
#: Before a day, what only says that it is later than that of the others ("joined after them, both in 2022").
_THEREAFTER = re.compile(r"\b(?:after|following) (?:it|that|this|them|these|those)(?= ?,| in )", re.I)
#: Of who is in "after depositing its instrument" the day is that of the deposit.
_DEPOSITING = re.compile(
    r",? (?:after|on|upon|by|following) (?:having )?(?:(?:the|its) )?"
    r"(?:deposit\w*|lodg\w+|handing (?:over|in)|submitt\w+)\b(?= [^,;.]*\b(?:instruments?|ratification)\b)",
    re.I,
)
#: Of what an organ decides to be so at once.
_DECIDED = re.compile(r"\b(?:decided|resolved|ruled|declared|determined) that (?:the )?$", re.I)
#: How far a date may stand behind the words that it dates, and before those that it introduces, in characters.
_REACH, _LEAD = 130, 75
#: A date so close behind a statement is its own, and not that of the next one.
_TIGHT = 12
#: How far behind a notice ("deposited its instrument") the event may be told.
_LATER = 500


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
        aside = _PUT_BEHIND.match(reading.plain, frame.end, end)
        over = aside.end() if aside else frame.end  # what is told in an aside is told by the way
        limit = next((max(f.start, frame.end) for f in islice(frames, i + 1, None) if f.end > over), end)
        around = (f.end for f in islice(frames, i) if f.start <= frame.start and over < f.end < limit)
        room = Room(reading, frame, reach, min(limit, end, *around))
        days = _told(room) or leads.headed(frame, heads, reading)
        known = _inherited(reading, frames, told, i)
        days = days or {s.value: known.date for s in frame.who if known.date}
        ranks = _ranks(room) or {s.value: known.ordinal for s in frame.who if known.ordinal}
        codes = [s.value for s in frame.who] or [""]
        told.append({c: Occasion(ranks.get(c), days.get(c)) for c in codes})
        reach = max(reach, frame.end) if frame.who else reach
    return [_final(frames, told, i) for i in range(len(frames))]


def _inherited(
    reading: Reading, frames: Sequence[Frame], told: Sequence[dict[str, Occasion]], i: int
) -> Occasion:
    """What a statement has from the one that it takes up, or from the one before that only says that there is one
    more ("There is a 42nd member. It is Peru")."""
    frame = frames[i]
    if gives(frame.rule).get("day") == "inherited" or (
        frame.like and _SAME_DAY.search(reading.plain, frame.start, frame.end)
    ):
        like = frame.like and (frame.like.start, frame.like.end, frame.like.rule)
        models = [t for f, t in zip(frames, told, strict=False) if (f.start, f.end, f.rule) == like]
        return next((o for t in models for o in t.values()), Occasion())
    herald = frames[max(0, i - 1)]
    close = reading.sentence(reading.sentence(herald.start)[1]) == reading.sentence(frame.start)
    if close and not herald.who and len(frame.who) == 1 and herald.action == frame.action == "join":
        return Occasion(told[i - 1][""].ordinal)
    return Occasion()


def _told(room: Room) -> dict[str, str]:
    """The days by country: that right behind the statement rather than one in the brackets of a country in it."""
    days, own = _days(room), _own(room, "date")
    first = (
        days
        and days[0].start >= room.frame.end
        and not _OWN.fullmatch(room.words(room.frame.end, days[0].start))
    )
    some = len(own) < len(room.frame.who)  # "Peru (1994) and Chile, which came back in 2018"
    return own | _dealt(room.frame, days) if first and not some else _dealt(room.frame, days) | own


def _days(room: Room) -> list[Span]:
    """The date of a statement, with those that are coordinated with it; none if there is none."""
    frame = room.frame
    if _CELEBRATED.search(room.words(room.reading.sentence(frame.start)[0], frame.start)):
        return []
    many = _PERFECT.search(room.words(frame.start, frame.end))
    behind, within = room.dates(frame.end, room.limit), room.dates(frame.start, frame.end)
    effect = [d for d in [*within, *behind] if _EFFECT.search(room.words(max(0, d.start - 50), d.start))]
    if frame.action == "join" and gives(frame.rule).get("day") == "notice":
        # a treaty is joined by the deposit
        behind = [
            d for d in behind if d not in effect and not _IN_FORCE.search(room.words(d.start - 30, d.start))
        ]
        effect = []
    after = [d for d in behind if _follows(room, d) and not (room.since(d) and many)]
    close = [d for d in after if "," not in room.words(frame.end, d.start)]
    counted = frame.like or gives(frame.rule).get("day") in {"since", "own"}
    own = [d for d in within if counted or not room.since(d)]
    own = [d for d in own if not _in_aside(room, d)]
    ahead = [d for d in room.dates(room.reach, frame.start) if _introduces(room, d)]
    ahead = [d for d in ahead if not _in_brackets(room, d)] or ahead
    if gives(frame.rule).get("day") == "own":
        best = own[-1:] or neighbours.that_day(room)
    else:
        best = effect[-1:] or neighbours.effect(room) or close[:1] or own[-1:] or after[:1] or ahead[-1:]
        best = best or neighbours.thus(room) or neighbours.that_day(room) or neighbours.effected(room)
    chains = _chains(room.reading, room.dates(*room.reading.sentence(frame.start))) if best else ()
    return next((c for c in chains if best[0] in c and len(c) == len(frame.who)), best)


def _in_aside(room: Room, date: Span) -> bool:
    """Whether a date belongs to another act, told in a relative clause: "Ecuador, which joined in 1973, left"."""
    start = max((s.end for s in room.frame.who if s.end <= date.start), default=date.start)
    aside = room.words(start, date.start)
    same = room.frame.action == "join" and _JOINED.search(aside)
    return bool(_RELATIVE.match(aside)) and not same and "," in room.words(date.end, room.frame.end)


def _in_brackets(room: Room, date: Span) -> bool:
    """Whether a date before the statement stands in brackets: it is rather that of what stands before these."""
    before = room.words(room.reach, date.start)
    return before.rfind("(") > before.rfind(")") and ")" in room.words(date.end, room.frame.start)


def _follows(room: Room, date: Span) -> bool:
    between = room.words(room.frame.end, date.start)
    if aside := _PUT_BEHIND.match(between):
        between = between[aside.end() :]
    between = _MEETING.sub("", between) if _AT.match(between) else between
    between = _WHICH.sub("", between) if room.frame.action == "join" else between
    between = _PASSED.sub("", between)
    between = _THEREAFTER.sub("", between)
    between = _DEPOSITING.sub("", between) if room.frame.action == "join" else between
    return len(between) <= _REACH and not _APART.search(between)


def _introduces(room: Room, date: Span) -> bool:
    between = room.words(date.end, room.frame.start)
    before = room.words(room.reading.sentence(date.start)[0], date.start)
    if _DATELINE.fullmatch(before) and between.startswith(")"):
        return False
    if _CLEFT.search(before):
        between = between.removeprefix(" that")
    if room.frame.action == "leave":
        between = _DECIDED.sub("", between)
    between = _PUT_IN.sub("", between)
    if between == ": " and room.reach == room.reading.sentence(date.start)[0]:
        return not _REPORT.search(before) and not neighbours.is_dateline(room, date)
    if between.startswith(")") and neighbours.is_dateline(room, date):
        return False
    tight = (
        len(room.words(room.reach, date.start)) < _TIGHT and room.reach > room.reading.sentence(date.start)[0]
    )
    if tight and _LATER_ON.search(room.words(date.end, room.frame.end + _TIGHT)):
        return False
    if before.endswith(("since ", "since the ")) and gives(room.frame.rule).get("day") != "since":
        return False
    return len(between) <= _LEAD and not _ELSEWHERE.search(between) and not _REPORT.search(before)


def _chains(reading: Reading, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Runs of spans that only commas and "and" keep apart."""
    chain: list[Span] = []
    for span in spans:
        if chain and not _CHAIN.fullmatch(reading.plain[chain[-1].end : span.start]):
            yield chain
            chain = []
        chain.append(span)
    if chain:
        yield chain


def _dealt(frame: Frame, days: Sequence[Span]) -> dict[str, str]:
    """Days by country: one each in order, or one for all."""
    codes = [s.value for s in frame.who] or [""]
    if len(days) == len(codes):
        return {code: edge(frame, day.value) for code, day in zip(codes, days, strict=True)}
    return {code: edge(frame, days[0].value) for code in codes} if days else {}


def _own(room: Room, kind: str) -> dict[str, str]:
    """Days or ordinals in brackets behind a country, a day also behind the last of a pair: "Peru and Chile (2016)"."""
    own: dict[str, str] = {}
    behind: Span | None = None
    for span in reversed(room.frame.who):
        near = (
            room.reading.within(span.end, span.end + 40, kind)[:1] if span.start >= room.frame.start else []
        )
        if near and _OWN.fullmatch(room.words(span.end, near[0].start)):
            own[span.value] = near[0].value
        elif (
            kind == "date"
            and behind
            and behind.value in own
            and _PAIR.fullmatch(room.words(span.end, behind.start))
        ):
            own[span.value] = own[behind.value]
        behind = span
    return own


def _ranks(room: Room) -> dict[str, int]:
    """Places by country, if there are as many; a range of places belongs to nobody in particular."""
    if own := _own(room, "ordinal"):
        return {country: int(place) for country, place in own.items() if place.isdigit()}
    places = room.reading.within(room.frame.start, room.limit, "place")
    if not places and gives(room.frame.rule).get("day") == "own":
        places = room.reading.within(room.frame.start, room.frame.end, "ordinal")
    places = [p for p in places if not vetoes.is_no_place(room.reading, p)]
    chain = next(_chains(room.reading, places), [])
    if not room.frame.who and len(chain) == 1:
        return {"": int(chain[0].value)}
    if len(chain) != len(room.frame.who):
        return {}
    return {span.value: int(place.value) for span, place in zip(room.frame.who, chain, strict=True)}


def _final(frames: Sequence[Frame], told: list[dict[str, Occasion]], i: int) -> dict[str, Occasion]:
    """What a statement tells; a notice tells no day if the event that it gives notice of is told and dated later, nor
    does a statement that only takes up another one."""
    frame = frames[i]
    if gives(frame.rule).get("day") != "notice" and not frame.like:
        return told[i]
    dated: set[str] = set()
    for other, occasion in zip(islice(frames, i + 1, None), islice(told, i + 1, None), strict=True):
        if other.start > frame.end + _LATER:
            break
        # a notice of leaving ends nothing before the day that it names
        happens = other.modality == "asserted" or frame.action == "leave"
        told_of = other.action == frame.action and happens
        if told_of and gives(other.rule).get("day") != "notice":
            dated |= {country for country, known in occasion.items() if known.date}
    return {c: replace(known, date=None) if c in dated else known for c, known in told[i].items()}
