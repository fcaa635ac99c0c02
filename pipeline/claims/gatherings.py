"""What is gathered of each conference that a document tells of, and which tellings are of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.claims.hosts import lies_in
from pipeline.claims.settings import Setting
from pipeline.edtf import bounds
from pipeline.records import Mention
from pipeline.values.conferences import Meeting


@dataclass(frozen=True, slots=True)
class Told:
    """What is gathered of one conference; `nth` tells apart those of one mention, `other` those before and after."""

    mention: Mention
    meeting: Meeting
    city: str | None = None
    country: str | None = None
    days: str = ""
    participants: tuple[int | None, str | None] = (None, None)
    nth: int = 0
    other: bool = False


def agree(one: str | None, other: str | None) -> bool:
    """Whether two cities can be one: they are the same, or one isn't told."""
    return not one or not other or one == other


def meet(one: str, other: str) -> bool:
    """Whether two dates can be those of one conference: they share a day."""
    a, b = bounds(one), bounds(other)
    return bool(a and b and a[0] <= b[1] and b[0] <= a[1])


def finer(one: str, other: str) -> str:
    """Of two dates that share a day the one of several days, of two such the shorter, else the more precise one."""
    return max(
        (one, other), key=lambda days: (len(days.split("/")[0]), "/" in days, -_length(days), days == one)
    )


def _length(days: str) -> int:
    """How many days lie between the first and the last."""
    ends = bounds(days) if days else None
    return (ends[1] - ends[0]).days if ends else 0


def merge(told: Iterator[Told]) -> list[Told]:
    """One entry for each conference: same series and number, days or place."""
    merged: list[Told] = []
    for one in told:
        for i, other in enumerate(merged):
            if _same(one, other):
                merged[i] = _join(other, one)
                break
        else:
            merged.append(one)
    return merged


def _key(told: Told) -> str:
    """The name without a city that the conference is called after, to compare it by."""
    name = told.meeting.name.removeprefix((told.city or "").partition(",")[0])
    return re.sub(r"\W+(?:the\b\W*)?", " ", name.lower()).strip()


def _same(one: Told, other: Told) -> bool:
    a, b = _key(one), _key(other)
    if f" {a} " not in f" {b} " and f" {b} " not in f" {a} ":
        return False
    if a != b and " " not in min(a, b, key=len) and not (one.city and other.city):
        return False
    if one.meeting.ordinal and other.meeting.ordinal:
        return one.meeting.ordinal == other.meeting.ordinal
    if one.days and other.days and not meet(one.days, other.days):
        return False
    if one.other != other.other and not (one.days and other.days):
        return False
    return agree(one.city, other.city)


def _join(one: Told, other: Told) -> Told:
    name = max(one, other, key=lambda told: (len(_key(told)), len(told.meeting.name))).meeting.name
    meeting = replace(one.meeting, name=name, ordinal=one.meeting.ordinal or other.meeting.ordinal)
    days = finer(one.days, other.days)
    return replace(
        one,
        meeting=meeting,
        days=days,
        city=max(one.city or "", other.city or "", key=len) or None,
        country=one.country or other.country,
        participants=one.participants if one.participants[0] else other.participants,
    )


def take(told: Told, setting: Setting) -> Told | None:
    """What is told, with a place and days more; None if they contradict it or add nothing."""
    city = setting.city.value if setting.city else None
    days = setting.date.value if setting.date else ""
    country = setting.country.value if setting.country else None
    if not agree(city, told.city) or not lies_in(told.city or city, told.country or country):
        return None
    if days and told.days and not meet(days, told.days):
        return None
    better = replace(
        told,
        city=told.city or city,
        country=told.country or country,
        days=finer(told.days, days),
    )
    return better if better != told else None
