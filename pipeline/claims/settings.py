"""The places and days of a text, those together that tell where and when one thing was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.claims.hosts import lies_in
from pipeline.claims.scene import Scene
from pipeline.language.gazetteer import homes
from pipeline.records import Mention

#: What stands between the parts of one place and date: "Tallinn, Estonia, from 28 to 29 April 2014".
_JOIN = re.compile(
    r"[\s,;(|)·•]*(?:(?<= )- )?(?:(?:on|in|from|at|of|between|and|held|hosted|during|capital(?: city)? of|"
    r"the|for|over|is|was|Republic of|Kingdom of|"
    r"en|el|los|días|le|les|du|del?|à|au|em|am|vom|bis|nel|il|i|dal|al|a|von|zum) ?)*[\s,(|:]*", re.I
)  # fmt: skip
#: Between days and their city, or the other way round, the house where it is: ", Palais des Nations, ".
_BUILDING = re.compile(
    r",? (?:(?:at|in) )?(?:the )?[A-Z][\w'&.-]*(?: (?:[A-Z][\w'&.-]*|of|the|de|des|du|and|&)){0,5}(?:,|,? in) (?:on )?"
)
#: Between a city that is told to come after another one and its days.
_NEXT = re.compile(
    r" (?:followed|came next|(?:was|is|will be) next|hosted it|took over|had its turn),? (?:(?:in|on|from) |\()"
)
_PLACED = re.compile(
    r"(?:\b(?:in|at|near|outside|to|city of|capital|capital,|en|à|em|nach|"
    r"(?-i:(?:in|at)(?: the)?(?: [A-Z][\w'-]+){1,3})|(?:planned|scheduled|set|foreseen) for)"
    r"(?: the| downtown| central)?|"
    r"\b(?:venue|location|place|host city)(?: (?:is|was|will be))|[,(:;|/—–-]|\n|^)\s*$", re.I
)  # fmt: skip
_VENUE = re.compile(r"(?<!voted )\bin (?:the )?$|[,(:|]\s*$")
#: Before a country that hosted something then, as another did before: "hosted by Peru in 2011 and Chile in 2012".
_HOST_THEN = re.compile(
    r"\b(?:hosted|organi[sz]ed|staged|convened|followed) by (?:the )?$|\d,?(?: and| then| and then)? (?:by )?(?:the )?$"
)
#: What follows a country that only tells where: the end, or when.
_NO_SUBJECT = re.compile(r"[\s*_]*(?:[^\w\s'\"]|$|(?:on|from|in|between|during|and|for|to|at|where|\d+)\b)")
#: Before the city that a conference without a place was led from.
_ONLINE_FROM = re.compile(r"\b(?:online|virtual(?:ly)?|remotely|jointly)(?:,? \w+)?,? from (?:the )?$", re.I)
#: Before the days of what was held nowhere: "online in 2020, in Lima in 2021".
_ONLINE_ON = re.compile(r"\b(?:online|virtually),? \(?(?:on |in |from )?$", re.I)
_TO = re.compile(r"\bto (?:the )?$")
#: Around the date at the head of a line of a chronology or a table.
_BULLET, _COLON = re.compile(r"[\W_]*"), re.compile(r"[*_ ]*[-–—:|.\t]")
#: Between the names of a list of states.
_LISTED = re.compile(r",? (?:and |or )?(?:the )?|,\s(?:the )?")
_HOSTS = re.compile(
    r",? where\b|,?(?: will| is to| is| has| had)? ?(?:host|stag|,? which (?:will )?host)|"
    r",?(?: is| was| will be)? (?:the )?(?:host|venue|where|scene|setting|stage|site|place)\b|"
    r" (?:edition|session|round|leg|gathering) of\b"
)
#: Before a day on which nothing was held.
_TIMELESS = re.compile(
    r"\b(?:since|until|till|by|before|after|as of|following|ahead of|dated|member|expired?|none|nor|not) ?"
    r"(?:on|in|the|early|late|mid)?\s*$", re.I
)  # fmt: skip
#: Before the days from and to which something was put off.
_POSTPONED = re.compile(
    r"\b(?:postponed|put off|moved|shifted|delayed|rescheduled|deferred|brought forward) $"
)
#: Before a day on which something else happened, unless it happened there.
_ORIGIN = re.compile(
    r"\b(?:founded|established|launched|created|adopted|joined|signed|formed|endorsed) ?"
    r"(?:on|in|the|early|late|mid)?\s*$", re.I
)  # fmt: skip
#: States that are a town, or are called as theirs is.
_TOWNS = frozenset(("Djibouti", "Luxembourg", "Monaco", "San Marino", "Singapore"))
#: Between the first and the last day, and how many days a conference may last.
_UNTIL = re.compile(r",? (?:to|until|till|through|and|and(?: closed| ended)? on)(?: \w+day,?)? (?:the )?")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
_LONGEST = 14
_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_THERE = re.compile(r",? (?:at|during|in the course of|on the sidelines|in the margins)\b", re.I)


@dataclass(frozen=True, slots=True)
class Setting:
    """A place and days that stand together; any of them may be missing, but not all.

    `heads` tells that it begins with the date at the head of a line, as do other lines.
    """

    start: int
    end: int
    city: Mention | None = None
    country: Mention | None = None
    date: Mention | None = None
    heads: bool = False


def settings(scene: Scene, taken: Sequence[Mention]) -> list[Setting]:
    """The places and days of a document that stand outside of `taken`, neighbours together, in order."""
    found: list[Setting] = []
    heads = _heads(scene)
    for part in _outside(scene.of("city", "country", "date"), taken):
        last = found[-1] if found else None
        if last and part.start not in heads and (_follows(scene, last, part) or _restated(scene, last, part)):
            found[-1] = _with(last, part)
        else:
            found.append(_with(Setting(part.start, part.end, heads=part.start in heads), part))
    return [s for s in (_proper(scene, s) for s in found) if s]


def _heads(scene: Scene) -> set[int]:
    """Where the dates start that head the lines of a chronology ("2016: Paris"): two lines at least."""
    heads = set()
    for date in scene.of("date"):
        first = scene.plain.rfind("\n", 0, date.start) + 1
        ends = date.end
        if follows := scene.within(date.end, date.end + 20, "date"):
            ends = follows[0].end if scene.plain[date.end : follows[0].start] == ", " else ends
        if _BULLET.fullmatch(scene.plain, first, date.start) and _COLON.match(scene.plain, ends):
            heads.add(date.start)
    return heads if len(heads) > 1 else set()


def _outside(parts: Sequence[Mention], taken: Sequence[Mention]) -> Iterator[Mention]:
    """Those of `parts` that start in none of `taken`; both are in order."""
    starts = [t.start for t in taken]
    for part in parts:
        last = bisect_right(starts, part.start) - 1
        if last < 0 or part.start >= taken[last].end:
            yield part


def _with(setting: Setting, part: Mention) -> Setting:
    """A setting that reaches as far as `part`, which it takes in."""
    if part.kind == "city":
        return replace(setting, end=part.end, city=part)
    if part.kind == "country":
        return replace(setting, end=part.end, country=part)
    first = setting.date
    if first and (_next_day(first, part) or last_day(first, part)):
        part = replace(part, start=first.start, value=f"{first.value}/{part.value}")
    return replace(setting, end=part.end, date=part)


def _next_day(one: Mention, other: Mention) -> bool:
    """Whether two dates are days that follow each other: "on 31 October and 1 November"."""
    return bool(
        one.date_end
        and other.date_start
        and (other.date_start - one.date_end).days == 1
        and _ONE_DAY.fullmatch(one.value)
    )


def last_day(one: Mention, other: Mention) -> bool:
    """Whether two days can be the first and the last of a conference."""
    days = _ONE_DAY.fullmatch(one.value) and _ONE_DAY.fullmatch(other.value)
    return bool(
        days and one.date_start and other.date_end and 0 < (other.date_end - one.date_start).days < _LONGEST
    )


def _follows(scene: Scene, last: Setting, part: Mention) -> bool:
    """Whether `part` goes on with a place and days, or tells the last of the days: "from Monday, 28 April, to"."""
    until = last.date and part.kind == "date" and _UNTIL.fullmatch(scene.plain, last.end, part.start)
    if until and last.date and last.date.end == last.end:
        if until[0].strip(" ,") == "and" and not _BETWEEN.search(scene.plain[: last.date.start][-20:]):
            return _room(last, part)
        return last_day(last.date, part)
    return _room(last, part) and _joint(scene, last, part)


def _restated(scene: Scene, last: Setting, part: Mention) -> bool:
    """Whether a date says a relative one again: "from Thursday to Friday last week (6-7 May 2021)"."""
    date = last.date if part.kind == "date" else None
    bracket = date and date.end == last.end and scene.plain[last.end : part.start] == " ("
    return bool(bracket and date and date.rule_id.startswith("date.re"))


def _narrows(part: Mention, date: Mention) -> bool:
    """Whether a date is a part of another one: "2008, 13 November"."""
    return part.kind == "date" and date.value != part.value and part.value.startswith(date.value)


def _room(last: Setting, part: Mention) -> bool:
    """Whether `part` is of a kind that is still missing; a country comes after its city."""
    if part.kind == "city":
        return not (last.city or last.country) or (not last.city and not last.date)
    if part.kind == "country":
        return not last.country
    return not last.date or _narrows(part, last.date) or _next_day(last.date, part)


def _joint(scene: Scene, last: Setting, part: Mention) -> bool:
    """Whether `part` goes on with the place and days before it."""
    gap = scene.plain[last.end : part.start]
    elided = scene.within(part.end, part.end + 20, "conference")
    if elided and scene.plain[part.end : elided[0].start] == " the ":
        return False
    if part.kind == "city" and last.country:
        return gap == " (" and last.country.value in homes().get(part.value, ())
    if last.city and part.kind == "date" and _NEXT.fullmatch(gap):
        return True
    if part.kind == "city" and re.search(r"\band\b", gap):
        return False
    online = (
        last.date and not last.city and _ONLINE_ON.search(scene.plain, max(0, last.start - 20), last.start)
    )
    if online and part.kind == "city" and gap[:1] in ", )":
        return False
    named = scene.within(last.end, part.start, "conference", "body")
    if part.kind != "country" and _BUILDING.fullmatch(gap) and not named:
        return True
    if len(gap) > 25 or not _JOIN.fullmatch(gap) or gap.count("\n") > 1 or gap.startswith(("; in ", "; on ")):
        return False
    if part.kind == "country":
        city = last.city
        return bool(city and city.end == last.end and "\n" not in gap and lies_in(city.value, part.value))
    return True


def _proper(scene: Scene, found: Setting) -> Setting | None:
    """Without a place that isn't where something is, and a day that isn't when: "from Berlin", "since 2011"."""
    before = scene.plain[max(0, found.start - 30) : found.start]
    cited = any(m.end > found.start - 5 for m in scene.within(found.start - 60, found.start, "resolution"))
    origin = (cited or _ORIGIN.search(before)) and not _THERE.match(scene.plain, found.end)
    timeless = _TIMELESS.search(before) and not scene.plain.startswith(
        ", when ", found.date.end if found.date else 0
    )
    if found.date and found.date.start == found.start and (origin or timeless):
        found = replace(found, date=None)
    if (
        found.city
        and not found.date
        and not _PLACED.search(before)
        and not _HOSTS.match(scene.plain, found.end)
    ):
        return None
    if found.city and _ONLINE_FROM.search(before):
        found = replace(found, city=None, country=None)
    if found.date and "/" in found.date.value and _POSTPONED.search(scene.plain[: found.date.start][-20:]):
        found = replace(found, date=replace(found.date, value=found.date.value.partition("/")[2]))
    venue = _VENUE.search(before) or (found.date and (_TO.search(before) or _HOST_THEN.search(before)))
    lone = found.country if not found.city else None
    acts = lone and venue and "in" not in venue[0] and not _NO_SUBJECT.match(scene.plain, lone.end)
    if lone and (not venue or acts or _listed(scene, lone)):
        found = replace(found, country=None)
    elif lone and lone.text in _TOWNS:
        found = replace(found, city=replace(lone, value=lone.text))
    return found if found.city or found.country or found.date else None


def _listed(scene: Scene, country: Mention) -> bool:
    """Whether a state stands beside another one, in a list of them, or in brackets behind a person."""
    if any(p.end == country.start - 2 for p in scene.within(country.start - 60, country.start, "person")):
        return True
    beside = scene.within(country.start - 60, country.end + 60, "country")
    ends = [(a.end, b.start) for a, b in pairwise(beside) if country in (a, b)]
    return any(_LISTED.fullmatch(scene.plain[end:start]) for end, start in ends)
