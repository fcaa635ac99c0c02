"""The conferences of a series that are told of together: numbered together, in rows beneath its name, or one after the
other in a sentence, each with its own place and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from pipeline.claims.gatherings import Told
from pipeline.claims.scene import Scene
from pipeline.claims.settings import Setting
from pipeline.records import Mention
from pipeline.values.numbers import integer

_SEVERAL = "conference.several"
#: Between two numbers of a list stand at most so many characters.
_CLOSE = 12
#: The number of a row's conference.
NUMBER = re.compile(
    r"(?<![\w-])(\d{1,2}(?:st|nd|rd|th)|inaugural|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth)(?![\w-])(?! anniversar)", re.I
)  # fmt: skip
#: Before a place of a series, its number: "second: ", "the 3rd, in ".
_NTH_WORD = rf"(?:the )?(?P<nth>{NUMBER.pattern})(?: one)?(?:,|:| -| was| was held| took place)? "
_FIRST = re.compile(rf"(?:^|[\s:;,.(])(?i:{_NTH_WORD})(?:in |at )?$")
#: Between the places and days of a series.
_LIST = re.compile(
    r"(?: by [A-Z][^.;()]{1,40}?)?(?:(?:,? (?:held )?(?:online|virtual(?:ly)?))?\)| \([^()\n]{3,40}\))?"
    r"(?:[.,;]|,? and)? ?[-|·•/→>]?(?: |(?<=,)|(?<=;)|$)?"
    rf"(?i:{_NTH_WORD})?"
    r"(?P<then>(?:and |then |again |later |later that year |thereafter |afterwards |followed by |before |next |"
    r"(?:it |they |the members |the [A-Z][\w-]+(?: [A-Z][\w-]+){0,3} )?(?:met|gathered|convened|moved|went|came|"
    r"returned|travelled|reassembled) |on to |to )*)"
    r"(?:by |\(?\d{1,2}[.)] )?(?P<online>(?:online|virtually)(?:,? (?:\w+ )?(?:from|by))?,? )?\(?(?:in |at |on )?"
    r"(?:the )?(?:(?-i:[A-Z])[\w' -]{2,30} \()?"
)
#: Before the first place of several.
_MET = re.compile(
    r"\b(?:met|gathered|convened|assembled|came together|been|meetings|gatherings|held)"
    r"(?: before| earlier| already)? in $"
)
#: Before the place of an earlier conference of a series.
_SINCE = re.compile(
    r"\bfirst\b[^.;]{0,90} since (?:(?:that|the one|the ones) in )?$|"
    r"\b(?:time|edition|occasion),? after (?:(?:the ones|those) in )?$|\b(?:After|Following) $"
)
#: Between a place of a series and its days, in a sentence of its own.
_FOLLOWED = re.compile(
    r" (?:followed|came next|was next|hosted it|took over|had its turn) |[^.;]{4,150}[\d)] (?:have |has )?followed\b"
)


def dealt(scene: Scene, told: Sequence[Told]) -> tuple[list[Told], list[Mention]]:
    """Conferences that are told of together, each with its place or days if the sentence has as many; and those."""
    all_told: list[Told] = []
    used: list[Mention] = []
    for these in _runs(told):
        start, end = scene.sentence(these[0].mention)
        parts = [scene.within(start, end, kind) for kind in ("city", "country", "date")]
        respectively = "respectively" in scene.plain[start:end]
        these = _fanned(these[0], parts[0], parts[2], respectively) if len(these) == 1 else these
        for listed in parts if len(these) > 1 else ():
            if len(listed) == len(these):
                these = [_given(one, part) for one, part in zip(these, listed, strict=True)]
                used += listed
        all_told += these
    return all_told, used


def _fanned(told: Told, cities: Sequence[Mention], days: Sequence[Mention], respectively: bool) -> list[Told]:
    """One conference for each city of a series, if a list of as many days stands beside that of the cities: "Lima, Rome
    and Oslo hosted the Summits of 2013, 2014 and 2015"."""
    listed = respectively or told.mention.rule_id == _SEVERAL
    several = listed and not told.meeting.ordinal and len(cities) == len(days) > 1
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


def chained(scene: Scene, told: Told, *ways: Sequence[Setting]) -> list[Told]:
    """A conference and the others of its series of which places and days are listed: "in Paris (2016) and Tbilisi
    (2018)", "First: Paris, 3 May 2016. Second: Tbilisi, 5 May 2018".

    `ways`: the settings of the text from the one that is told on, to its end and to its beginning.
    """
    others = [
        another(told, setting, nth, ordinal)
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
        whole = last.date and setting.date and (nth or last.city or last.country)
        hosts = setting.country and not last.city
        if not linked or not whole or not (setting.city or hosts or linked["online"]):
            return
        if "." in between and not (linked["nth"] or _follows(scene, second)):
            return
        then = linked["then"].strip(" and") or linked["nth"] or _follows(scene, second)
        if not nth and told.meeting.ordinal and not then:
            return
        yield setting, integer(linked["nth"]) if linked["nth"] and second is setting else None


def earlier(scene: Scene, told: Sequence[Told], found: Sequence[Setting]) -> list[Told]:
    """What a conference is told to be the first since: "the first in Africa since Nairobi in September 2012"."""
    before: list[Told] = []
    for place, setting in enumerate(found):
        start, end = scene.around(setting.start)
        known = (
            [t for t in told if t.mention.start < end][-1:] if scene.within(start, end, "conference") else []
        )
        known = [replace(t, meeting=replace(t.meeting, ordinal=None)) for t in known]
        if known and setting.city and setting.date and _SINCE.search(scene.plain, start, setting.start):
            others = (other for other, _ in _listed(scene, known[0], found[place:]))
            before += (another(known[0], s, s.start, None) for s in (setting, *others))
    return before


def met(scene: Scene, one: Told, found: Sequence[Setting]) -> Iterator[Told]:
    """The conferences of the one series of a document where its members "met in Lima (2011) and Oslo (2012)"."""
    one = replace(one, meeting=replace(one.meeting, ordinal=None))
    for place, first in enumerate(found):
        apart = not scene.within(*scene.around(first.start), "conference")
        if apart and first.city and _MET.search(scene.plain[: first.start][-40:]):
            others = [setting for setting, _ in _listed(scene, one, found[place:])]
            if others:
                yield from (another(one, setting, setting.start, None) for setting in (first, *others))
                return


def _follows(scene: Scene, setting: Setting) -> bool:
    """Whether a place is said to follow the one before: "Nairobi followed in 2012"."""
    return bool(setting.city and _FOLLOWED.match(scene.plain, setting.city.end))


def another(one: Told, setting: Setting, nth: int, ordinal: int | None) -> Told:
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
