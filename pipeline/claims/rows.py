"""The conferences of the rows of a list or table: beneath the name of their series, or each with a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.claims.gatherings import Told, take
from pipeline.claims.hosts import lies_in
from pipeline.claims.occasions import PLURAL
from pipeline.claims.scene import Scene
from pipeline.claims.series import NUMBER, another
from pipeline.claims.settings import Setting
from pipeline.language.gazetteer import homes
from pipeline.records import Mention
from pipeline.values.numbers import integer, roman

#: From the name of a series to the end of the line that heads its rows.
_HEADS = re.compile(
    r"[^\n.!?;]{0,40}[*_: ]*\n|[^\n.!?;]{0,90}[:?][*_ ]*\n|"
    r"[^\n.!?;]{0,90}\b(?:as follows|below|(?:the|this) (?:\w+ )?(?:table|list))\b[^\n.!?;]{0,40}\.?[*_ ]*\n"
)
#: Before the name in a heading of something else: "Training for the Summit".
_BESIDES = re.compile(r"\b(?:for|at|before|after|with|towards) (?:the )?$", re.I)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: The number that a row of a list begins with.
_NTH = re.compile(r"[^\w\n]*(\d{1,2}|[IVX]+)(?=[.):|\t ]|\s)")
_ONLINE = re.compile(r"\b(?:online|virtual(?:ly)?)\b", re.I)
#: What begins a sentence on the rows above it.
_THESE = re.compile(
    r"\W*(?:These|Those|All (?:of )?(?:these|them|those)|The above) (?:\w+ )?(?:were|are|was)\b"
)
#: How many lines may stand before the first row: a rule, the names of columns, a sentence.
_LEAD = 3
#: The rule for the head of a table.
_TABLE = "conference.table"
#: A row of a table has as many bars at least.
_CELLS = 2


def rows(scene: Scene, told: Sequence[Told], found: Sequence[Setting]) -> tuple[list[Told], list[Setting]]:
    """The conferences of the rows beneath a name without a number, and the settings that are nobody's yet."""
    listed: list[Told] = []
    used: set[int] = set()
    for one in told:
        above = [*_above(scene, one, found)] if one.mention.rule_id in PLURAL else []
        if len(above) > 1:
            listed += [told for told, _ in above]
            used |= {setting.start for _, setting in above}
        line = scene.plain[: one.mention.start].rpartition("\n")[2]
        heads = _HEADS.match(scene.plain, one.mention.end) and not _BESIDES.search(line)
        if one.days or not heads or _in_row(scene, one.mention):
            continue
        mine = _counted(scene, one.mention.rule_id == _TABLE, list(_beneath(scene, one, found)))
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


def _counted(scene: Scene, table: bool, found: list[tuple[Told, Setting]]) -> list[tuple[Told, Setting]]:
    """The rows with their place in the list as number, if they are numbered from one on."""
    lines = [scene.plain.rfind("\n", 0, setting.start) + 1 for _, setting in found]
    heads = [match[1] for line in lines if (match := _NTH.match(scene.plain, line))]
    numbers = [integer(head) or roman(head) or 0 for head in heads]
    steps = {b - a for a, b in pairwise(numbers)}
    counted = numbers[:1] == [1] and steps <= {1}
    if len(numbers) != len(found) or not (counted or (heads and _rising(heads, steps, table))):
        return found
    return [
        (replace(one, meeting=replace(one.meeting, ordinal=nth)), setting)
        for nth, (one, setting) in zip(numbers, found, strict=True)
    ]


def _rising(heads: Sequence[str], steps: set[int], table: bool) -> bool:
    """Whether Roman numbers or those of a table rise or fall throughout, or others by one, in three rows at least."""
    one_way = min(steps, default=0) > 0 or max(steps, default=0) < 0
    return (
        len(heads) > 2
        and one_way
        and (table or not any(map(str.isdigit, heads)) or steps <= {1} or steps <= {-1})
    )


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
        whole = [_at_home(scene, s, *line.span()) for s in whole]
        if len(whole) != 1 or scene.within(*line.span(), "conference"):
            skipped += 1
            if nth or skipped > _LEAD:
                return
            continue
        nth += 1
        numbered = NUMBER.findall(line[0])
        yield another(one, whole[0], nth, integer(numbered[0]) if len(numbered) == 1 else None), whole[0]


def _above(scene: Scene, one: Told, found: Sequence[Setting]) -> Iterator[tuple[Told, Setting]]:
    """Each row above a sentence that tells what they are: "These were its first three conferences"."""
    start, _ = scene.sentence(one.mention)
    if not _THESE.match(scene.plain, start):
        return
    lines = [*_LINE.finditer(scene.plain, 0, start)]
    for nth, line in enumerate(reversed(lines), start=1):
        inside = [s for s in found if line.start() <= s.start < line.end()]
        if len(inside) != 1 or not (inside[0].city and inside[0].date):
            return
        yield another(one, inside[0], nth, None), inside[0]


def _row(scene: Scene, start: int, end: int, inside: Sequence[Setting]) -> list[Setting]:
    """The one setting that the cells of a row tell together: one city, its country in any cell, and the days."""
    cities = [s for s in inside if s.city]
    dates = sorted((s for s in inside if s.date), key=_precise)
    online = _ONLINE.search(scene.plain, start, end)
    countries = {c.value: c for c in scene.within(start, end, "country")}
    if online and not cities and len(dates) == len(countries) == 1:
        return [replace(dates[0], start=start, end=end, country=next(iter(countries.values())))]
    if len(cities) != 1 or not dates:
        return []
    mine = [
        c for c in countries.values() if lies_in(cities[0].city.value if cities[0].city else None, c.value)
    ]
    country = cities[0].country or (mine[0] if len(mine) == 1 else None)
    return [replace(cities[0], start=start, end=end, country=country, date=dates[-1].date)]


def _at_home(scene: Scene, setting: Setting, start: int, end: int) -> Setting:
    """A setting with the one country of its row, if its city lies there: "Estonia (2014): Tallinn, 28 April 2014"."""
    countries = {c.value: c for c in scene.within(start, end, "country")}
    mine = setting.city and not setting.country and set(countries) <= set(homes().get(setting.city.value, ()))
    return (
        replace(setting, country=next(iter(countries.values()))) if mine and len(countries) == 1 else setting
    )


def _precise(setting: Setting) -> int:
    return len(setting.date.value) if setting.date else 0


def tabled(scene: Scene, told: Sequence[Told], found: Sequence[Setting]) -> tuple[list[Told], list[Setting]]:
    """The conferences that are named in a cell, with the place and days of the other cells; and the settings left."""
    given, left = list(told), list(found)
    for i, one in enumerate(given):
        start, end = (
            scene.plain.rfind("\n", 0, one.mention.start) + 1,
            scene.plain.find("\n", one.mention.end),
        )
        end = len(scene.plain) if end < 0 else end
        if scene.plain.count("|", start, end) < _CELLS or len(scene.within(start, end, "conference")) > 1:
            continue
        mine = _row(scene, start, end, [s for s in left if start <= s.start < end])
        if mine and (better := take(one, mine[0])):
            given[i] = better
            left = [s for s in left if not start <= s.start < end]
    return given, left
