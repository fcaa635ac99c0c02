"""Spells: when a country was a member of a body, as far as the claims about that country alone can tell.

Each country's claims give a probability over the days of its accession (and of its leaving). A day that many
documents tell counts more than once, but far less than so many times: they copy each other.
"""

from __future__ import annotations

import typing
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log

from pipeline.records import CountClaim, MembershipClaim

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Chance that a stated day is wrong; and that its day and month are swapped.
MISDATED, SWAPPED = 0.02, 0.01
#: Weight (natural log) against an accession after the publication of a document that tells of it.
AFTERWARDS = log(1e-3)
#: Share of announcements without a day that are news; the rest look back on an accession of any age.
NEWS = 0.85
#: Usual delay of news in days, where a body's own record does not show it.
DELAY = 20.0
#: Chance that a country known from lists only, never from an announcement, was there from the start.
FOUNDER = 0.35
#: Chance that a complete list nevertheless lacks a member.
OMITTED = 0.15


@dataclass(frozen=True, slots=True)
class Told:
    """An accession or departure as told: first and last possible day as ordinals (None: no day told).

    The telling itself was published from `since` to `published`: a day, or a longer time if no more is known.
    """

    first: int | None
    last: int | None
    published: int | None
    since: int | None = None


@dataclass(slots=True)
class Spell:
    """What the claims tell of one spell of one country; days are proleptic ordinals."""

    country: str
    number: int = 1
    founding: list[Told] = field(default_factory=list)
    joins: list[Told] = field(default_factory=list)
    leaves: list[Told] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    ordinals: dict[int, int] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)

    def ordinal(self) -> int | None:
        """The ordinal most documents give; the smallest of several that are equally frequent."""
        return min(self.ordinals, key=lambda k: (-self.ordinals[k], k)) if self.ordinals else None

    def days(self) -> set[int]:
        """All days that matter to this spell, each with the day before where a change may begin."""
        days: set[int] = set(self.seen) | set(self.missing)
        for told in (*self.founding, *self.joins, *self.leaves):
            days |= {d for d in (told.first, told.last, told.published, told.since) if d is not None}
            days |= {told.first - 1} if told.first is not None else set()
            other = swapped(told)
            days |= {other - 1, other} if other is not None else set()
        return days


def told(claim: MembershipClaim) -> Told:
    """A membership claim's days as ordinals."""
    first, last = claim.date_start or claim.date_end, claim.date_end or claim.date_start
    return Told(number(first), number(last), number(claim.published))


def number(day: date | None) -> int | None:
    """A day as its proleptic ordinal."""
    return day.toordinal() if day else None


def swapped(event: Told) -> int | None:
    """The day with day and month exchanged, if the told day allows it."""
    if event.first is None or event.first != event.last:
        return None
    day = date.fromordinal(event.first)
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month).toordinal()


def spells(memberships: Iterable[MembershipClaim], ordinals: Iterable[CountClaim]) -> list[Spell]:
    """The spells of every country that the claims hold to have been a full member, in order of country."""
    by_country: dict[str, list[MembershipClaim]] = defaultdict(list)
    for claim in memberships:
        if claim.action in ("founding", "join", "leave", "listed"):
            by_country[claim.country].append(claim)
    ranks: dict[str, list[CountClaim]] = defaultdict(list)
    for count in ordinals:
        if count.country:
            ranks[count.country].append(count)
    result = []
    for country in sorted(by_country.keys() | ranks.keys()):
        result += _spells_of(country, by_country[country], ranks[country])
    return result


def _when(event: Told) -> int | None:
    return event.first if event.first is not None else event.published


def _spells_of(country: str, claims: Sequence[MembershipClaim], ranks: Sequence[CountClaim]) -> list[Spell]:
    """Cut a country's claims into spells: an accession told after a departure begins the next one."""
    exits = sorted(d for c in claims if c.action == "leave" and (d := _when(told(c))) is not None)
    cuts: list[int] = []
    for claim in sorted(claims, key=lambda c: (_when(told(c)) or 0, c.claim_id)):
        day = _when(told(claim))
        if claim.action == "join" and day is not None and any(c.action != "leave" for c in claims if c is not claim):
            before = [d for d in exits if d < day and (not cuts or d > cuts[-1])]
            if before and not _retold(claim, claims):
                cuts.append(day)
    result = [Spell(country, n + 1) for n in range(len(cuts) + 1)]
    for claim in claims:
        day = _when(told(claim))
        _file(result[sum(cut <= day for cut in cuts) if day is not None else 0], claim)
    for rank in ranks:
        _rank(result, cuts, rank)
    return result


def _retold(claim: MembershipClaim, claims: Sequence[MembershipClaim]) -> bool:
    """Whether a join without a day merely tells again, with the same ordinal, of an earlier one."""
    if claim.date_start is not None or claim.date_end is not None or claim.ordinal is None:
        return False
    earlier = (c for c in claims if c is not claim and c.ordinal == claim.ordinal)
    return any((_when(told(c)) or 0) < (_when(told(claim)) or 0) for c in earlier)


def _file(spell: Spell, claim: MembershipClaim) -> None:
    """Put a claim into its spell."""
    event = told(claim)
    if claim.action == "listed":
        day = event.last if event.last is not None else event.published
        spell.seen += [day] if day is not None else []
    else:
        {"founding": spell.founding, "join": spell.joins, "leave": spell.leaves}[claim.action].append(event)
    if claim.ordinal is not None and claim.action == "join":
        spell.ordinals[claim.ordinal] = spell.ordinals.get(claim.ordinal, 0) + 1
    spell.evidence.append(claim.claim_id)


def _rank(own: list[Spell], cuts: Sequence[int], claim: CountClaim) -> None:
    """Put an ordinal into its spell: the one that already has it, else the one of its day."""
    day = number(claim.published or claim.as_of_end)
    known = next((s for s in own if claim.value in s.ordinals), None)
    spell = known or own[sum(cut <= day for cut in cuts) if day is not None else 0]
    spell.ordinals[claim.value] = spell.ordinals.get(claim.value, 0) + 1
    spell.evidence.append(claim.claim_id)
    since, until = number(claim.as_of_start or claim.published), number(claim.as_of_end or claim.published)
    if until is not None and not any(e.first is not None or e.published is not None for e in spell.joins):
        spell.joins.append(Told(None, None, until, since))


def delay_of_news(all_spells: Iterable[Spell]) -> float:
    """The mean delay in days from accession to announcement, from the accessions told with day and publication."""
    waits = sorted(
        min(e.published - e.first for e in s.joins if _exact(e) and e.published is not None and e.first is not None)
        for s in all_spells
        if any(_exact(e) and e.published is not None and e.published >= (e.first or 0) for e in s.joins)
    )
    if len(waits) < 3:
        return DELAY
    return min(max(waits[len(waits) // 2] / log(2), 3.0), 120.0)


def _exact(event: Told) -> bool:
    return event.first is not None and event.first == event.last


def arrival(spell: Spell, days: Ints, delay: float) -> Floats:
    """P(accession after grid day i - 1 and up to grid day i) by the country's own claims; index 0: from the start."""
    import numpy as np

    length = np.diff(days, prepend=days[0] - 1).astype(float)
    prior = length / length.sum()
    if not spell.joins:
        prior *= 1.0 - FOUNDER
        prior[0] += FOUNDER
    score = np.log(prior) + _votes(spell.joins, days, delay)
    if spell.founding:
        stated = np.full(len(days), log(0.02))
        stated[0] = 0.0
        score += stated * min(len(spell.founding), 3)
    if spell.seen:
        score += np.where(days > min(spell.seen), AFTERWARDS, 0.0)
    for day in spell.missing:
        score += np.where(days <= day, log(OMITTED), 0.0)
    return _normal(score)


def departure(spell: Spell, days: Ints, delay: float, came: Floats) -> Floats:
    """P(departure after grid day i - 1 and up to grid day i); sums to 0 where no departure is told."""
    import numpy as np

    if not spell.leaves:
        return np.zeros(len(days))
    length = np.diff(days, prepend=days[0] - 1).astype(float)
    score = np.log(length / length.sum()) + _votes(spell.leaves, days, delay)
    score += np.log(np.maximum(np.concatenate([[0.0], came.cumsum()[:-1]]), 1e-9))
    return _normal(score)


def _votes(events: Sequence[Told], days: Ints, delay: float) -> Floats:
    """Log likelihood of each grid stretch given what documents tell; equal tellings share one vote and a bit."""
    import numpy as np

    score = np.zeros(len(days))
    dated: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for event in events:
        if event.first is not None and event.last is not None:
            dated[event.first, event.last].append(event)
        if event.published is not None:
            score += np.where(days > event.published, AFTERWARDS / 3, 0.0)
    for same in dated.values():
        score += _dated(same[0], days) * (1.0 + log(len(same)) / 2)
    vague = [(e.published, e.since or e.published) for e in events if e.published is not None and not _exact(e)]
    if vague and not any(_exact(e) for e in events):
        score += _news(*min(vague), days, delay)
    return score


def _dated(event: Told, days: Ints) -> Floats:
    """Log likelihood of a telling with a day, month or year."""
    import numpy as np

    first, last = event.first or 0, event.last or 0
    span = float(days[-1] - days[0] + 1)
    chance = np.full(len(days), MISDATED * (last - first + 1) / span)
    chance[(days >= first) & (np.concatenate([[days[0] - 1], days[:-1]]) < last)] += 1.0
    other = swapped(event)
    if other is not None:
        chance[days == other] += SWAPPED
    return np.log(chance)


def _news(published: int, since: int, days: Ints, delay: float) -> Floats:
    """Log likelihood of an announcement without a day: mostly soon after the accession, sometimes long after."""
    import numpy as np

    span = float(days[-1] - days[0] + 1)
    ago = np.maximum(since - days, 0).astype(float)
    chance = NEWS * np.exp(-ago / delay) / (delay + published - since) + (1.0 - NEWS) / span
    return np.log(np.where(days > published, 1e-3 / span, chance))


def _normal(score: Floats) -> Floats:
    import numpy as np

    weight = np.exp(score - score.max())
    result: Floats = weight / weight.sum()
    return result


def overlap(one: Told, other: Told) -> bool:
    """Whether two tellings can mean the same day."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first <= other.last and other.first <= one.last
