"""Finds the day of a statement in the sentences beside its own: "It took effect on ...", "On that day ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values.acts import Frame, gives
from pipeline.values.brackets import said
from pipeline.values.standing import COMING

#: A question whose answer begins with the day.
_WHEN = re.compile(
    r"\W*(?:q\W+)?(?:and )?(?:since )?(?:when|(?:in|on|since) (?:what|which) (?:year|day|date))\b.*\?\s*$",
    re.I | re.S,
)
_EFFECT_NEXT = re.compile(
    r"\W*the (?:agreement|accords?|instrument|declaration|treaty|statute|accession|admission|signing|ceremony) "
    r"(?:(?:was|were) signed|took place) (?:on )?$|"
    r"\W*(?:it|this|that|both|they|(?:the|its|their) (?:withdrawal|exit|departure|accession|admission|decision|step|"
    r"membership)s?)\b[^.;]{0,30}?\b(?:tak|took|becam|becom|c[ao]me|enter|will be|is|was)\w*[^.;]{0,20}?\b"
    r"(?:effect|effective|force)\b[^.;]{0,20}$",
    re.I,
)
_NAMES = re.compile(" (?:Act|Convention|Protocol|Agreement|Treaty|Statute)")  # the year names a treaty
_OF_TREATY = re.compile(
    r"\b(?:Act|Convention|Protocol|Agreement|Treaty|Statute|Charter|Covenant) of (?:the )?$"
)
_NAMED = re.compile(r"\b(?:Act|Convention|Protocol|Agreement|Treaty)\b(?:[^.;,]{0,60},| of)? $")
#: Before the year of an office: "Switzerland, Chair for 2026".
_OFFICE = re.compile(
    r"\b(?:chair\w*|presid\w+|host\w*|headed (?:it|the \w+)) "
    r"(?:for|in|of|during|since|until|till|throughout) (?:the (?:year )?)?$",
    re.I,
)
#: Before a day on which it wasn't: "not in 2011 but in 2015".
_NOT = re.compile(r"\b(?:not|rather than|instead of)(?: (?:in|on))?(?: the)? $", re.I)
_THUS = re.compile(r"\b(?:thus|thereby|thereupon)\b", re.I)
_AT = (
    r"(?:at|during|in the course of|on) (?:the|this|that|its|their) (?:same )?(?:meeting|session|summit|conference|"
    r"plenary|gathering|ceremony|event|occasion)\b"
)
_THERE = re.compile(rf"\W*{_AT}", re.I)
_ALSO_THERE = re.compile(rf"(?: \w+){{0,4}} {_AT}(?! of\b)", re.I)
_AT_IT = re.compile(rf"\b{_AT}(?! of\b)", re.I)
_SAYS = re.compile(r"[a-z]{2,} (?:\S+ )*?[a-z]{2,}")
_IT = re.compile(
    r"\W*(?:it|they|the (?:council|assembly|board|conference|meeting|summit|ministers|leaders|delegates|members))\b",
    re.I,
)
_MET = re.compile(
    r"\b(?:met|meeting|session|conference|summit|assembly|ceremony|gathered|convened|held)\b", re.I
)
_THAT_DAY = re.compile(
    r"\b(?:on|from|in|as of|later|(?:end|close|middle|beginning|start|course) of) "
    r"(?:that|the same) (?:very )?(?:day|date|month|year)\b|\bthat (?:very |same )?(?:month|year)\b|"
    r"\bthe same (?:very )?day\b|\b(?:that|the same) (?:day|month|year) (?:also )?(?:saw|brought)\b|"
    r"\bthat (?:same |very )?(?:evening|morning|afternoon|night)\b",
    re.I,
)
#: How long the date is as EDTF that "that year" and "that month" mean.
_LENGTHS = {"year": 4, "month": 7}
#: Before the days of a meeting.
_SAT = re.compile(r"\b(?:met|meeting|held|convened|sat|gathered|session)\b[^;.]*$", re.I)
_EFFECTED = re.compile(r"\bthe (?:above|said|above-mentioned) \w+ (?:was|were) effected on (?:the )?$", re.I)
#: Before the day of a report, and in the report itself: "Doha, 21 May 2021: Mauritania has joined".
_PLACE = re.compile(r"\W*[A-Z][\w' -]+, ")
_HAVE = re.compile(r"\b(?:has|have)\b")
#: Between a year or month and the day in it that is meant.
_SPELT_OUT = re.compile(r", (?:namely )?(?:(?:on|in) )?(?:the )?", re.I)
#: How far behind a statement "on that day" may stand, how far the notice of its effect, and how far into an answer
#: the day asked for.
_NEAR, _FAR, _ANSWER = 75, 500, 20
#: The length of a bare year.
_YEAR = 4


#: Between a country and its day or place in brackets behind it: "Peru (no. 33, since August 2021)".
OWN = re.compile(
    r",? ?\((?:[^\w)\n]|\d|(?<=\d)(?:st|nd|rd|th)\b|\b(?:in|since|on|from|as|of|the|and|number|no|nr|members?|state|"
    r"country|nation|party|participant|partner|signatory|joined|acceded|admitted|entered|signed|accession|entry|"
    r"effective|again|both|all|each)\b)*",
    re.I,
)
#: Before a day that is put in, and between it and the country behind it.
_AND_ON = re.compile(r"\b(?:and|as well as|plus)(?: finally| then| lastly)?, (?:on |in )?(?:the )?$", re.I)
_THE = re.compile(r", (?:the )?")
#: From the last of some countries to a day in its brackets, whatever these say: "and Peru (38th, made public on".
_OPENED = re.compile(r" \([^()\n]{0,40}")
#: What brackets may call a step of another name: "Peru (since 2012)" of an observer.
_ENTERS = {"observer": ("join",)}
#: Between dates or places that are told in a row.
_CHAIN = re.compile(
    r",? (?:and|&|while|but) (?:the (?:latter|second|other|last) )?(?:(?:on|in|the|as|its|since|from) )*|"
    r", (?:the (?:latter|second|other|last) )?(?:(?:on|in|the|since|from) )*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Room:
    """Where a statement's day may stand: before it as far as `reach`, behind it as far as `limit`."""

    reading: Reading
    frame: Frame
    reach: int
    limit: int

    def words(self, start: int, end: int) -> str:
        """The plain words between two offsets."""
        return self.reading.plain[start:end]

    def dates(self, start: int, end: int) -> list[Span]:
        """The dates between two offsets that don't name a treaty, nor the term of an office, nor the days through which
        a meeting lasted, and aren't denied; of "the year after, on 3 May 2012" the day alone."""
        found = [
            d
            for d in self.reading.within(start, end, "date")
            if not (self._names(d) or self._lasted(d) or _NOT.search(self.words(d.start - 20, d.start)))
        ]
        return [
            d
            for d, finer in zip_longest(found, found[1:])
            if not (
                finer
                and finer.value.startswith(f"{d.value}-")
                and _SPELT_OUT.fullmatch(self.words(d.end, finer.start))
            )
        ]

    def since(self, date: Span) -> bool:
        """Whether a date is that from which something lasts."""
        return self.words(date.start - 6, date.start).lower() == "since "

    def _lasted(self, date: Span) -> bool:
        """Whether dates are those of a meeting of several days, of which nobody knows on which one it decided."""
        before = self.reading.plain[max(0, date.start - 60) : date.start]
        return "/" in date.value and bool(_SAT.search(before))

    def _names(self, date: Span) -> bool:
        """Whether a date belongs to the name of a treaty ("the 2010 Agreement", "the Cocoa Agreement, 2010") or to an
        office."""
        before = self.reading.plain[max(0, date.start - 80) : date.start]
        named = _NAMED if len(date.value) == _YEAR else _OF_TREATY
        return bool(
            _NAMES.match(self.reading.plain, date.end) or _OFFICE.search(before) or named.search(before)
        )


def is_dateline(room: Room, date: Span) -> bool:
    """Whether a date before a statement is that of the report: behind a place, or of what has happened by then."""
    start, _ = room.reading.sentence(date.start)
    reported = len(date.value) > _YEAR and _HAVE.search(room.words(room.frame.start, room.frame.end))
    return bool(reported or _PLACE.fullmatch(room.words(start, date.start)))


def answer(room: Room) -> tuple[int, int]:
    """The sentence right behind the statement's own, if that asks when it was; else nothing."""
    start, end = room.reading.sentence(room.frame.start)
    return room.reading.sentence(end) if _WHEN.match(room.words(start, end)) else (0, 0)


def effect(room: Room) -> list[Span]:
    """The date of "It took effect on ...", or of the answer to "When ...?", if that is how the next sentence begins."""
    start, end = room.reading.sentence(room.limit)
    dates = room.dates(start, end) if room.limit == start else []
    asked = _WHEN.match(room.words(room.reading.sentence(room.frame.start)[0], room.limit))
    return [
        d
        for d in dates
        if _EFFECT_NEXT.fullmatch(room.words(start, d.start)) or (asked and d.start - start < _ANSWER)
    ][:1]


def thus(room: Room) -> list[Span]:
    """The one date of the sentence before that isn't to come, if what happened "thus" follows from it, or "at the
    meeting" that it tells of."""
    start, _ = room.reading.sentence(room.frame.start)
    thus = _THUS.search(room.words(room.frame.start, room.frame.end))
    before, behind = room.words(start, room.frame.start), room.words(room.frame.end, room.limit)
    there = _THERE.match(before) or _ALSO_THERE.match(behind)
    return _told_before(room, start) if thus or there else []


def there(room: Room) -> list[Span]:
    """The one date of the sentence before, if it tells of the meeting at which, as its lead-in says, a list came
    about ("The Council met on 3 May. It admitted the following states:")."""
    start, _ = room.reading.sentence(room.frame.start)
    first, _ = room.reading.sentence(max(0, start - 1))
    words = room.words(start, room.limit)
    same = _IT.match(words) and _MET.search(room.words(first, start))
    return _told_before(room, start) if same or _AT_IT.search(words) else []


def _told_before(room: Room, start: int) -> list[Span]:
    """The one date of the sentence before the one at `start`, unless it is yet to come or stands there alone."""
    first, _ = room.reading.sentence(max(0, start - 1))
    if not _SAYS.search(room.words(first, start)):
        return []
    dates = [d for d in room.dates(first, start) if not COMING.search(room.words(first, d.start))]
    return dates[:1] if len({d.value for d in dates}) == 1 else []


def that_day(room: Room) -> list[Span]:
    """The last date before the statement in its sentence or in the one before, if it happened "on that day"."""
    start, end = room.reading.sentence(room.frame.start)
    near = room.frame.end + (
        0 if "least" in gives(room.frame.rule) else _NEAR
    )  # what is taught is a whole clause
    same = _THAT_DAY.search(room.words(start, min(end, room.limit, near)))
    if not same:
        return []
    told = (
        room.dates(start, room.frame.start)[-1:]
        or room.dates(room.reading.sentence(max(0, start - 1))[0], start)[-1:]
    )
    length = next((n for unit, n in _LENGTHS.items() if same[0].lower().endswith(unit)), None)
    return [replace(d, value=d.value[:length]) for d in told]


def effected(room: Room) -> list[Span]:
    """The day of a depositary's notice: "The above action was effected on ..."."""
    dates = room.dates(room.frame.end, room.frame.end + _FAR)
    return [d for d in dates if _EFFECTED.search(room.words(room.frame.end, d.start))][:1]


def own(room: Room, kind: str) -> dict[str, Span]:
    """Days or ordinals in brackets behind a country, or put in right before the last: "Chile and, in 2012, Peru"."""
    own: dict[str, Span] = {}
    first, _ = room.reading.sentence(room.frame.start)
    for span in room.frame.who:
        near = room.reading.within(span.end, span.end + 60, kind)[:1] if span.start >= first else []
        words = room.words(span.end, near[0].start) if near else ""
        within_its = OWN.fullmatch(words) or (span is room.frame.who[-1] and _OPENED.fullmatch(words))
        told = said(words, "") if near and within_its else None
        if told in ("", room.frame.action, *_ENTERS.get(room.frame.action, ())):
            own[span.value] = near[0]
            continue
        last = room.reading.within(max(room.frame.start, span.start - 40), span.start, kind)[-1:]
        if len(room.frame.who) > 1 and span is room.frame.who[-1] and last and told_of_another(room, last[0]):
            own[span.value] = last[0]
    return own


def told_of_another(room: Room, day: Span) -> bool:
    """Whether a day is told of the country right behind it, or in the brackets of one that the statement isn't about:
    "Peru and, on 3 May, Chile", "Peru joined later than Chile (2012)"."""
    country = room.reading.within(day.end, day.end + 30, "country")[:1]
    opened = _AND_ON.search(room.words(max(0, day.start - 30), day.start))
    if opened and country and _THE.fullmatch(room.words(day.end, country[0].start)):
        return True
    before = room.reading.within(day.start - 40, day.start, "country")[-1:]
    apart = before and room.frame.who and before[0].value not in room.frame.countries
    return bool(apart and room.words(before[0].end, day.start) == " (")


def chains(reading: Reading, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Runs of spans that only commas and "and" keep apart."""
    chain: list[Span] = []
    for span in spans:
        if chain and not _CHAIN.fullmatch(reading.plain[chain[-1].end : span.start]):
            yield chain
            chain = []
        chain.append(span)
    if chain:
        yield chain
