"""The conferences of a series that are told of together, each with its own place and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.gatherings import Told
from pipeline.claims.scene import Scene
from pipeline.records import Mention

_SEVERAL = "conference.several"
#: Between two numbers of a list stand at most so many characters.
_CLOSE = 12


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
