"""The conferences of a series that are told of together: numbered together, in rows beneath its name, or one after the
other in a sentence, each with its own place and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from pipeline.claims.gatherings import Told
from pipeline.claims.hosts import lies_in
from pipeline.claims.scene import Scene
from pipeline.claims.settings import Setting
from pipeline.records import Mention
from pipeline.values.numbers import integer, roman

_SEVERAL = "conference.several"
#: Between two numbers of a list stand at most so many characters.
_CLOSE = 12
#: From the name of a series to the end of the line that heads its rows.
_HEADS = re.compile(
    r"[^\n.!?;]{0,40}[*_: ]*\n|[^\n.!?;]{0,90}[:?][*_ ]*\n|"
    r"[^\n.!?;]{0,90}\b(?:as follows|below|(?:the|this) (?:\w+ )?(?:table|list))\b[^\n.!?;]{0,40}\.?[*_ ]*\n"
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: The number of a row's conference.
_NUMBER = re.compile(
    r"(?<![\w-])(\d{1,2}(?:st|nd|rd|th)|inaugural|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth)(?![\w-])(?! anniversar)", re.I
)  # fmt: skip
#: The number that a row of a list begins with.
_NTH = re.compile(r"[^\w\n]*(\d{1,2}|[IVX]+)(?=[.):|\t ]|\s)")
_ONLINE = re.compile(r"\b(?:online|virtual(?:ly)?)\b", re.I)
#: How many lines may stand before the first row: a rule, the names of columns, a sentence.
_LEAD = 3
#: Before a place of a series, its number: "second: ", "the 3rd, in ".
_NTH_WORD = rf"(?:the )?(?P<nth>{_NUMBER.pattern})(?: one)?(?:,|:| -| was| was held| took place)? "
_FIRST = re.compile(rf"(?:^|[\s:;,.(])(?i:{_NTH_WORD})(?:in |at )?$")
#: Between the places and days of a series.
_LIST = re.compile(
    r"(?: by [A-Z][^.;()]{1,40}?)?(?:(?:,? (?:held )?(?:online|virtual(?:ly)?))?\))?(?:[.,;]|,? and)? ?[-|·•/→>]?"
    r"(?: |(?<=,)|(?<=;)|$)?"
    rf"(?i:{_NTH_WORD})?"
    r"(?P<then>(?:and |then |again |later |later that year |thereafter |afterwards |followed by |before |next |"
    r"(?:it |they |the members |the [A-Z][\w-]+(?: [A-Z][\w-]+){0,3} )?(?:met|gathered|convened|moved|went|came|"
    r"returned|travelled|reassembled) |on to |to )*)(?P<online>online |virtually )?(?:in |at |on )?"
)
#: Before the place of an earlier conference of a series.
_SINCE = re.compile(r"\bfirst\b[^.;]{0,90} since (?:(?:that|the one) in )?$")
#: Between a place of a series and its days, in a sentence of its own.
_FOLLOWED = re.compile(r" (?:followed|came next|was next|hosted it|took over|had its turn) ")


def dealt(scene: Scene, told: Sequence[Told]) -> tuple[list[Told], list[Mention]]:
    """Conferences that are told of together, each with its place or days if the sentence has as many; and those."""
    all_told: list[Told] = []
    used: list[Mention] = []
    for these in _runs(told):
        start, end = scene.sentence(these[0].mention)
        parts = [scene.within(start, end, kind) for kind in ("city", "country", "date")]
        these = _fanned(these[0], parts[0], parts[2]) if len(these) == 1 else these
        for listed in parts if len(these) > 1 else ():
            if len(listed) == len(these):
                these = [_given(one, part) for one, part in zip(these, listed, strict=True)]
                used += listed
        all_told += these
    return all_told, used


def _fanned(told: Told, cities: Sequence[Mention], days: Sequence[Mention]) -> list[Told]:
    """One conference for each city of a series, if a list of as many days stands beside that of the cities: "Lima, Rome
    and Oslo hosted the Summits of 2013, 2014 and 2015"."""
    several = told.mention.rule_id == _SEVERAL and not told.meeting.ordinal and len(cities) == len(days) > 1
    if several and (cities[-1].end < days[0].start or days[-1].end < cities[0].start):
        return [replace(told, nth=nth) for nth in range(len(cities))]
    return [told]


def _given(told: Told, part: Mention) -> Told:
    """What is told, with a city, country or day."""
    if part.kind == "city":
        return replace(told, city=part.value)
    return replace(told, country=part.value) if part.kind == "country" else replace(told, days=part.value)


def _runs(told: Sequence[Told]) -> list[list[Told]]:
    """The conferences of a document, those together that are numbered together."""
    runs: list[list[Told]] = []
    for one in told:
        last = runs[-1][-1].mention if runs else None
        if last and last.rule_id == one.mention.rule_id == _SEVERAL and one.mention.start - last.end < _CLOSE:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def rows(scene: Scene, told: Sequence[Told], found: Sequence[Setting]) -> tuple[list[Told], list[Setting]]:
    """The conferences of the rows beneath a name without a number, and the settings that are nobody's yet."""
    listed: list[Told] = []
    used: set[int] = set()
    for one in told:
        if one.days or not _HEADS.match(scene.plain, one.mention.end) or _in_row(scene, one.mention):
            continue
        mine = _counted(scene, list(_beneath(scene, one, found)))
        if one.meeting.ordinal and not all(row.meeting.ordinal for row, _ in mine):
            continue
        if len(mine) > (0 if one.meeting.ordinal else 1):
            listed += [told for told, _ in mine]
            used |= {s.start for _, row in mine for s in found if row.start <= s.start < row.end}
    return listed, [s for s in found if s.start not in used]


def _in_row(scene: Scene, mention: Mention) -> bool:
    """Whether a name stands in a row of a table with places and days, not in its head."""
    start, end = scene.plain.rfind("\n", 0, mention.start) + 1, scene.plain.find("\n", mention.end)
    return "|" in scene.plain[start:end] and bool(scene.within(start, end, "city", "date"))


def _counted(scene: Scene, found: list[tuple[Told, Setting]]) -> list[tuple[Told, Setting]]:
    """The rows with their place in the list as number, if they are numbered from one on."""
    lines = [scene.plain.rfind("\n", 0, setting.start) + 1 for _, setting in found]
    heads = [match[1] for line in lines if (match := _NTH.match(scene.plain, line))]
    if [integer(head) or roman(head) for head in heads] != [*range(1, len(found) + 1)]:
        return found
    return [
        (replace(one, meeting=replace(one.meeting, ordinal=nth)), setting)
        for nth, (one, setting) in enumerate(found, start=1)
    ]


def _beneath(scene: Scene, one: Told, found: Sequence[Setting]) -> Iterator[tuple[Told, Setting]]:
    """Each row beneath a name that tells one place and day, or one day online, with what it tells."""
    skipped = nth = 0
    for line in _LINE.finditer(scene.plain, scene.plain.find("\n", one.mention.end)):
        inside = [s for s in found if line.start() <= s.start < line.end()]
        dated = [s for s in inside if s.date]
        online = sorted(dated, key=_precise)[-1:] if _ONLINE.search(line[0]) else []
        whole = [s for s in dated if s.city or s.country] or online
        if "|" in line[0]:
            whole = _row(scene, *line.span(), inside) or whole
        if len(whole) != 1 or scene.within(*line.span(), "conference"):
            skipped += 1
            if nth or skipped > _LEAD:
                return
            continue
        nth += 1
        numbered = _NUMBER.findall(line[0])
        yield _told(one, whole[0], nth, integer(numbered[0]) if len(numbered) == 1 else None), whole[0]


def _row(scene: Scene, start: int, end: int, inside: Sequence[Setting]) -> list[Setting]:
    """The one setting that the cells of a row tell together: one city, its country in any cell, and the days."""
    cities = [s for s in inside if s.city]
    dates = sorted((s for s in inside if s.date), key=_precise)
    if len(cities) != 1 or not dates:
        return []
    countries = {c.value: c for c in scene.within(start, end, "country")}
    mine = [
        c for c in countries.values() if lies_in(cities[0].city.value if cities[0].city else None, c.value)
    ]
    country = cities[0].country or (mine[0] if len(mine) == 1 else None)
    return [replace(cities[0], start=start, end=end, country=country, date=dates[-1].date)]


def chained(scene: Scene, told: Told, *ways: Sequence[Setting]) -> list[Told]:
    """A conference and the others of its series of which places and days are listed: "in Paris (2016) and Tbilisi
    (2018)", "First: Paris, 3 May 2016. Second: Tbilisi, 5 May 2018".

    `ways`: the settings of the text from the one that is told on, to its end and to its beginning.
    """
    others = [
        _told(told, setting, nth, ordinal)
        for nth, (setting, ordinal) in enumerate(chain(*(_listed(scene, told, way) for way in ways)), start=1)
    ]
    number = _FIRST.search(scene.plain[: ways[0][0].start][-40:])
    if others and number and not told.meeting.ordinal:
        told = replace(told, meeting=replace(told.meeting, ordinal=integer(number["nth"])))
    return [told, *others]


def _listed(scene: Scene, told: Told, way: Sequence[Setting]) -> Iterator[tuple[Setting, int | None]]:
    """The settings that follow the first as in a list, with the number that each has there."""
    for nth, (last, setting) in enumerate(pairwise(way)):
        first, second = sorted((last, setting), key=lambda s: s.start)
        between = scene.plain[first.end : second.start]
        linked = _LIST.fullmatch(between.removeprefix(".") if _follows(scene, second) else between)
        whole = last.date and setting.date and (nth or last.city)
        if not linked or not whole or not (setting.city or linked["online"]):
            return
        if "." in between and not (linked["nth"] or _follows(scene, second)):
            return
        then = linked["then"].strip(" and") or linked["nth"] or _follows(scene, second)
        if not nth and told.meeting.ordinal and not then:
            return
        yield setting, integer(linked["nth"]) if linked["nth"] and second is setting else None


def earlier(scene: Scene, told: Sequence[Told], found: Sequence[Setting]) -> Iterator[Told]:
    """What a conference is told to be the first since: "the first in Africa since Nairobi in September 2012"."""
    for one in told:
        end = scene.sentence(one.mention)[1]
        for nth, setting in enumerate(s for s in found if one.mention.end <= s.start < end):
            if setting.city and setting.date and _SINCE.search(scene.plain, one.mention.end, setting.start):
                yield _told(one, setting, nth + 1, None)


def _follows(scene: Scene, setting: Setting) -> bool:
    """Whether a place is said to follow the one before: "Nairobi followed in 2012"."""
    return bool(setting.city and _FOLLOWED.match(scene.plain, setting.city.end))


def _precise(setting: Setting) -> int:
    return len(setting.date.value) if setting.date else 0


def _told(one: Told, setting: Setting, nth: int, ordinal: int | None) -> Told:
    """Another conference of a series, with what a setting tells of it."""
    return replace(
        one,
        meeting=replace(one.meeting, ordinal=ordinal, days=""),
        city=setting.city.value if setting.city else None,
        country=setting.country.value if setting.country else None,
        days=setting.date.value if setting.date else "",
        participants=(None, None),
        nth=nth,
    )
