"""Days that a conference with a place has from the sentences beside it, or from the dateline of its news."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.claims.gatherings import Told
from pipeline.claims.scene import Scene
from pipeline.records import Mention

#: Before the name of a conference at which something happened.
_AT = re.compile(r"\b(?:at|during|at the margins of) (?:the|its|their|this year's) $", re.I)
#: Where the line of a dateline begins; how far it may reach, and how far down the text it stands.
_HEAD = re.compile(r"(?:^|\n)\W*$")
_ENDS = re.compile(r"\W*?(?:\n|$)")
#: Before the conference at which those who speak are meeting.
_MEETING = re.compile(
    r"\b(?:[Ww]e|participants|members|ministers|governments)\b[^.;]*\b(?:meeting|gathered|assembled|convened|met)\b"
    r"[^.;]{0,40}\b(?:at|during|of|for) (?:the )?$"
)
_LINE, _LEAD = 60, 500
#: How many days before its publication news happened.
_NEWS = 7
#: How far behind the name its days are told.
_REACH = 500


def lent(scene: Scene, told: Told) -> Told:
    """A conference with its place and, if its own words give none, the days of the sentences beside it."""
    if told.days or not told.city:
        return told
    mention = told.mention
    days = (
        _of_city(scene, told)
        or _of_news(scene, mention)
        or _of_dateline(scene, told)
        or _of_paper(scene, mention)
    )
    return (
        replace(told, days=days.value, country=told.country or _country(scene, told, days)) if days else told
    )


def _country(scene: Scene, told: Told, days: Mention) -> str | None:
    """The country that stands behind the city in the sentence of the days: "in Lima, Peru, on 3 May"."""
    start, end = scene.around(days.start)
    ends = {c.end for c in scene.within(start, end, "city") if c.value == told.city}
    found = (c for c in scene.within(start, end, "country") if scene.plain[c.start - 2 : c.start] == ", ")
    return next((c.value for c in found if c.start - 2 in ends), None)


def _of_city(scene: Scene, told: Told) -> Mention | None:
    """The several days of a later sentence that names the same city and no other conference."""
    place = scene.sentence(told.mention)[1]
    while place < min(told.mention.end + _REACH, len(scene.plain)):
        start, end = scene.around(place)
        dates = scene.within(start, end, "date")
        there = any(c.value == told.city for c in scene.within(start, end, "city"))
        if scene.within(start, end, "conference"):
            return None
        if there and len(dates) == 1 and "-" in dates[0].value.partition("/")[2]:
            return dates[0]
        place = max(end, place + 1)
    return None


def _of_dateline(scene: Scene, told: Told) -> Mention | None:
    """The day of the dateline of news from the conference's city: "LIMA (3 May 2021) - ... at the fifth Summit".

    The headline may be what tells of the conference: "Summit in Lima: Peru joins".
    """
    start, end = scene.sentence(told.mention)
    headline = "\n" not in scene.plain[: told.mention.start].strip()
    dates = scene.within(0, _LEAD if headline else min(_LEAD, start), "date")[:1]
    if not dates or dates[0].date_start != dates[0].date_end or scene.within(start, end, "date"):
        return None
    city = scene.within(max(0, dates[0].start - _LINE), dates[0].start, "city")[-1:]
    opens = city and _HEAD.search(scene.plain, 0, city[0].start)
    at_it = headline or _AT.search(scene.plain, start, told.mention.start)
    return dates[0] if opens and at_it and city[0].value == told.city else None


def _of_paper(scene: Scene, mention: Mention) -> Mention | None:
    """The day or month in a line of its own above the statement of those who are "meeting at the Forum in Lima"."""
    start, _ = scene.sentence(mention)
    dates = scene.within(0, min(_LEAD, start), "date")[:1]
    if not dates or "-" not in dates[0].value or not _MEETING.search(scene.plain, start, mention.start):
        return None
    before, behind = scene.plain[: dates[0].start], scene.plain[dates[0].end :]
    return dates[0] if _HEAD.search(before) and _ENDS.match(behind) else None


def _of_news(scene: Scene, mention: Mention) -> Mention | None:
    """The day of what the news tells to have happened at the conference, in its paragraph and right before it."""
    published = scene.document.published
    start, end = scene.sentence(mention)
    if not published or not _AT.search(scene.plain, start, mention.start) or scene.within(start, end, "date"):
        return None
    first = max(scene.plain.rfind("\n\n", 0, start) + 2, scene.around(max(0, start - 2))[0])
    days = [d for d in scene.within(first, start, "date") if d.date_start == d.date_end]
    if not days or not days[-1].date_start or "-" not in days[-1].value:
        return None
    return days[-1] if 0 <= (published - days[-1].date_start).days < _NEWS else None
