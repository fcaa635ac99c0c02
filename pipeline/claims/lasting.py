"""The first and last day of a conference that are told apart: it opens one day and closes another, lasts some days from
one on, or has a programme of several days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.claims.gatherings import Told
from pipeline.claims.scene import Scene
from pipeline.edtf import bounds
from pipeline.records import Mention
from pipeline.values.numbers import integer

_OPENS = re.compile(
    r"\b(?:[Oo]pen(?:s|ed|ing)?|resum(?:es|ed|ing)|[Bb]eg[aiu]ns?|[Bb]eginning|[Ss]tart(?:s|ed|ing)?|kick(?:s|ed)? off|"
    r"conven(?:es|ed)|got under way|gets under way)\b"
)
#: Before the last day.
_CLOSES = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|ends?|ended|an end|concludes?|concluded|finish(?:es|ed)?|wr(?:aps?|apped) up|"
    r"adjourn(?:s|ed)|(?:came|comes|draws|drew) to (?:a|its) (?:close|end))"
    r"(?: (?:it|(?:the|its|their) (?:[A-Z][\w-]+ |[a-z]+ )?(?:proceedings|"
    r"(?:[Ee]vent|[Mm]eeting|[Gg]athering|[Cc]onference|[Ss]ummit|Forum))|here))?"
    r"(?: (?:in|at|with) [^.;]{1,40}?)?,?"
    r"(?: late| only)?(?: on)?(?: the)?(?: (?:morning|afternoon|evening|night) of)?(?: the)? $|"
    r"(?:\b[Ff]or \w+ days|\b(?:lasts?|lasted|runs?|ran|continues?|goes on|went on|follow\w*|stay\w*|meets?|met|sits?|"
    r"talk\w*|together|debat\w+|discuss\w*|with us|gather\w*|goes|open(?:s|ed)?)\b[^.;]{0,50}),? "
    r"(?:until|till|through|to)(?: \w+day,?)? (?:the )?$"
)
_CLOSED_THEN = re.compile(
    r",? [^.;]{0,50}?\b(?:clos(?:ed|es)|ended|ends|concluded|brought) (?:it|the (?:event|meeting|conference|summit))\b"
)
#: What is spoken of where the last day is told in a later sentence, and what ends by itself.
_IT = re.compile(
    r"\b(?:it|they|we|us|conference|summit|forum|congress|assembly|meeting|gathering|event|proceedings|"
    r"talks|discussions|delegates|participants|ministers|sessions?)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:registrations?|applications?|deadline|nominations?|exhibition|call for|offer|tickets)\b"
)
#: How far behind its name the end of a conference may be told, in characters.
_NEAR = 600
#: How many days it lasts.
_LASTS = re.compile(
    r"\b(two|three|four|five|[2-5])(?:-day\b(?! (?:after|visit|trip))|"
    r"(?: full| intense)? days(?! (?:later|earlier|before|after|ago|prior|of the|to\b|left))\b)"
)
#: What a day of a programme is called, before or behind its date.
_NTH = r"(?i:day (?:\d|one|two|three|four|five)|(?:first|second|third|fourth|last) day)"
_DAY_OF, _OF_DAY = re.compile(rf"(?:^|\n)\W*{_NTH}\W+(?:\w+day,? )?$"), re.compile(rf"\W+{_NTH}\W*(?:\n|$)")
#: Around a date that has a line of its own.
_LINE_STARTS, _LINE_ENDS = re.compile(r"(?:^|\n)[^\w\n]*$"), re.compile(r"[^\w\n]*(?:\n|$)")
_NAMES = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_WEEKDAY = re.compile(rf" (?:and|to|until|through) ({'|'.join(_NAMES)})day\b")
_LONGEST = timedelta(days=40)
_WEEK = timedelta(days=6)


def whole(scene: Scene, told: Told) -> Told:
    """A conference with all its days, if the text tells more than one of them."""
    start, end = scene.sentence(told.mention)
    others = [
        m.start
        for m in scene.within(told.mention.end, end + _NEAR, "conference")
        if " " in m.value.strip(" |")
    ]
    found = scene.within(start, min([max(end, told.mention.end + _NEAR), *others]), "date")
    days = [d for d in found if d.date_start and d.date_start == d.date_end]
    spans = [
        *_opened_and_closed(scene, told, days, end),
        *_counted(scene, told, days, end),
        *_programme(scene, told),
        *_weekdays(scene, told, days),
    ]
    mine = [f"{a}/{b}" for a, b in spans if a < b <= a + _LONGEST]
    mine = [span for span in mine if not told.days or told.days in span] or _of_week(scene, told)
    return replace(told, days=mine[0]) if mine else told


def _weekdays(scene: Scene, told: Told, days: Sequence[Mention]) -> Iterator[tuple[date, date]]:
    """The day of a conference and the weekday that is told behind it: "on Monday and Tuesday"."""
    for day in days:
        last = _WEEKDAY.match(scene.plain, day.end)
        if last and day.date_start and day.value == told.days:
            ahead = (_NAMES.index(last[1]) - day.date_start.weekday()) % 7
            yield day.date_start, day.date_start + timedelta(days=ahead)


def _of_week(scene: Scene, told: Told) -> list[str]:
    """The one stretch of days that a text tells within the week that its conference was in: "this week"."""
    week = bounds(told.days) if told.days else None
    if not week or week[1] - week[0] != _WEEK:
        return []
    within = {
        d.value
        for d in scene.of("date")
        if d.date_start
        and d.date_end
        and d.date_start < d.date_end
        and week[0] <= d.date_start
        and d.date_end <= week[1]
    } - {told.days}
    return list(within) if len(within) == 1 else []


def _opens(scene: Scene, day: Mention) -> bool:
    return _OPENS.search(scene.plain[max(0, day.start - 70) : day.end + 20]) is not None


def _closes(scene: Scene, day: Mention) -> bool:
    start, end = scene.around(day.start)
    return bool(
        _CLOSES.search(scene.plain, start, day.start) or _CLOSED_THEN.match(scene.plain, day.end, end)
    )


def _opened_and_closed(
    scene: Scene, told: Told, days: Sequence[Mention], end: int
) -> Iterator[tuple[date, date]]:
    """Each pair of a first and a last day: "opens on Monday and closes on 29 April"."""
    mine = [d for d in days if d.start < end or _goes_on(scene, d)]
    opening = [d for d in mine if _opens(scene, d) or (d.start < end and d.value == told.days)]
    for close in (d for d in mine if _closes(scene, d)):
        for day in opening:
            if day is not close and day.date_start and close.date_start:
                yield day.date_start, close.date_start


def _goes_on(scene: Scene, day: Mention) -> bool:
    """Whether the sentence of a last day still speaks of the conference."""
    start, end = scene.around(day.start)
    words = scene.plain[start:end]
    return _IT.search(words) is not None and not _OTHER.search(words)


def _counted(scene: Scene, told: Told, days: Sequence[Mention], end: int) -> Iterator[tuple[date, date]]:
    """The days from an opening on, or up to a close: "a two-day event that ends today"."""
    start, _ = scene.sentence(told.mention)
    lasts = _LASTS.search(scene.plain, start, scene.around(end + 1)[1])
    number = integer(lasts[1]) if lasts else None
    for day in days if number else ():
        more = timedelta(days=(number or 1) - 1)
        if day.date_start and day.start < end:
            if _closes(scene, day):
                yield day.date_start - more, day.date_start
            elif _opens(scene, day):
                yield day.date_start, day.date_start + more


def _programme(scene: Scene, told: Told) -> Iterator[tuple[date, date]]:
    """The days of a programme, if the conference is the first that the text names: "Day one: 28 April", or days that
    follow each other as headings."""
    if told.mention != scene.of("conference")[0]:
        return
    dates = [(d, d.date_start) for d in scene.of("date") if d.date_start and d.date_start == d.date_end]
    days = [day for said, day in dates if _numbered(scene, said)]
    lines = [day for said, day in dates if _has_line(scene, said)]
    follow = all(b - a == timedelta(days=1) for a, b in pairwise(lines))
    for found in (days, lines if follow else []):
        if len(found) > 1:
            yield found[0], found[-1]


def _numbered(scene: Scene, day: Mention) -> bool:
    before = scene.plain[max(0, day.start - 40) : day.start]
    return bool(_DAY_OF.search(before) or _OF_DAY.match(scene.plain, day.end))


def _has_line(scene: Scene, day: Mention) -> bool:
    before = scene.plain[max(0, day.start - 20) : day.start]
    return bool(_LINE_STARTS.search(before) and _LINE_ENDS.match(scene.plain, day.end))
