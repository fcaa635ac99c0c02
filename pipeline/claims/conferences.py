"""Conference claims: a named conference with the place, days, theme and participants that its sentences give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.claims.gatherings import Told, merge, take
from pipeline.claims.hosts import capital, home, host, lies_in
from pipeline.claims.introductions import called_after, introduced, is_noun
from pipeline.claims.labels import labelled
from pipeline.claims.lasting import whole
from pipeline.claims.lending import lent
from pipeline.claims.occasions import PLURAL, Anchor, anchors, pairs
from pipeline.claims.rows import rows, tabled
from pipeline.claims.scene import Scene
from pipeline.claims.series import chained, dealt, earlier, met
from pipeline.claims.settings import Setting, settings
from pipeline.edtf import bounds
from pipeline.records import ConferenceClaim, make_id
from pipeline.values.conferences import LOOSE
from pipeline.values.titles import series

_THEME = re.compile(r"^[^.\"]{0,60}?\"([^\"]{8,160})\"")
#: Between a place and days and the name of another conference of the same place and days.
_BESIDE = re.compile(
    r",? (?:during|alongside|in parallel (?:to|with)|back to back with|as part of|"
    r"(?:on|at|in) the (?:margins|sidelines|framework) of)(?: the)? $"
)
_MET = re.compile(
    r"\b(?:met|gathered|convened|assembled|came together|meeting|gathering)\s+(?:in|at|on)\s+$", re.I
)
#: Before a conference that is still to come.
_COMING = re.compile(r"\b(?:next|upcoming|coming|future) $")
_THERE = re.compile(r"[^.;]{0,40}\b(?:held|met|took place|opened|convened|gathered) there\b")


def read(scene: Scene) -> Iterator[ConferenceClaim]:
    """The conferences that a document tells of with a place or a date, each once."""
    told, parts = dealt(scene, introduced(scene))
    if not told:
        return
    found = settings(scene, sorted([*(t.mention for t in told), *parts], key=lambda m: m.start))
    told, found = labelled(scene, told, found)
    told, found = tabled(scene, [_by_name(scene, t) for t in told], found)
    listed, found = rows(scene, told, found)
    before = earlier(scene, told, found)
    found = [s for s in found if s.start not in {t.nth for t in before}]
    alone = len({t.meeting.name for t in told}) == 1
    spoken = anchors(scene, [t.mention for t in told], alone)
    used: set[int] = set()
    for _, i, j in sorted(pairs(scene, spoken, found)):
        owner = spoken[i].owner
        if j not in used and (better := take(told[owner], found[j])):
            used.add(j)
            told[owner], *others = chained(scene, better, found[j:], found[j::-1])
            told += others
    if len({t.meeting for t in told}) == 1 and not any(t.city or t.days for t in told):
        told[0] = next((t for s in found if (t := _met(scene, told[0], s))), told[0])
    free = [s for j, s in enumerate(found) if j not in used]
    besides = [*before, *(met(scene, told[0], free) if alone else ())]
    told = [_beside(scene, t, found) for t in [*told, *besides, *listed]]
    told = _hosted(scene, told, spoken)
    for one in merge(lent(scene, whole(scene, t)) for t in told if _tells(t, told)):
        place = one.city or one.country
        loose = (one.mention.rule_id in LOOSE and not _of_series(scene, one)) or is_noun(one)
        if (one.days and (one.city if is_noun(one) else place)) or (not loose and (one.days or place)):
            yield _claim(scene, one)


def _of_series(scene: Scene, told: Told) -> bool:
    """Whether a conference is told as one of its body's known series: "the FOC's conference"."""
    bodies = scene.within(told.mention.start, told.mention.end, "body")
    return any(series().get(b.value) == told.meeting.name for b in bodies)


def _tells(one: Told, told: Sequence[Told]) -> bool:
    """Whether a mention tells of one conference, and doesn't only name a series of which several are numbered."""
    numbers = {t.meeting.ordinal for t in told if t.meeting.ordinal and t.meeting.name in one.meeting.name}
    series = one.mention.rule_id in PLURAL or (not one.meeting.ordinal and len(numbers) > 1)
    return bool(one.city or one.country or one.days or one.participants[0] or not series)


def _hosted(scene: Scene, told: list[Told], spoken: Sequence[Anchor]) -> list[Told]:
    """The conferences with the country of their host, and the city in it that a neighbouring sentence names."""
    for i, one in enumerate(told):
        if (
            one.nth
            and not one.country
            and (country := host(scene, one.mention.start, one.mention.end, one.city))
        ):
            told[i] = replace(one, country=country if lies_in(one.city, country) else None)
    for anchor in spoken:
        city = told[anchor.owner].city or capital(scene, anchor.start)
        told[anchor.owner] = replace(told[anchor.owner], city=city)
        if not told[anchor.owner].country:
            country = host(scene, anchor.start, anchor.end, told[anchor.owner].city)
            told[anchor.owner] = replace(told[anchor.owner], country=country)
    return [
        t if t.city else replace(t, city=home(scene, t.mention.start, t.country) or _there(scene, t))
        for t in told
    ]


def _beside(scene: Scene, told: Told, found: Sequence[Setting]) -> Told:
    """A conference with the place and days of what was held beside it: "met in Lima on 3 May during the Summit"."""
    if told.city or told.country or told.days:
        return told
    beside = _BESIDE.search(scene.plain[max(0, told.mention.start - 40) : told.mention.start])
    end = told.mention.start - len(beside[0]) if beside else -1
    return next((take(told, s) or told for s in found if s.end == end and s.city and s.date), told)


def _there(scene: Scene, told: Told) -> str | None:
    """The one city of the sentence before, if the conference "was held there"."""
    start, end = scene.sentence(told.mention)
    before = scene.within(scene.around(max(0, start - 2))[0], start, "city")
    there = _THERE.match(scene.plain[told.mention.end : end])
    return before[0].value if there and len(before) == 1 else None


def _met(scene: Scene, told: Told, setting: Setting) -> Told | None:
    """The one conference of a document, if a setting tells where and when "the members met"."""
    before = scene.plain[max(0, setting.start - 30) : setting.start]
    apart = not scene.within(*scene.around(setting.start), "conference") and not _COMING.search(
        scene.plain[: told.mention.start][-30:]
    )
    whole = apart and setting.city and setting.date and _MET.search(before)
    return take(told, setting) if whole else None


def _by_name(scene: Scene, told: Told) -> Told:
    """The city that a summit is called after is its place: "the Bucharest summit"."""
    city = called_after(scene, told.mention)
    return replace(told, city=told.city or city) if city else told


def _claim(scene: Scene, told: Told) -> ConferenceClaim:
    mention, document = told.mention, scene.document
    first, last = (bounds(told.days) if told.days else None) or (None, None)
    count, relation = told.participants
    theme = _THEME.match(scene.plain[mention.end : scene.sentence(mention)[1]])
    body, _ = scene.body_of(mention)
    return ConferenceClaim(
        make_id("conference", mention.mention_id, *([told.nth] if told.nth else [])),
        document.doc_id,
        mention.mention_id,
        body or None,
        told.meeting.name,
        told.meeting.ordinal,
        theme[1].strip(" ,") if theme else None,
        told.city,
        told.country,
        told.days or None,
        first,
        last,
        count,
        relation,
        mention.sentence,
    )
