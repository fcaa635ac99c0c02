"""Spells: the claims about each country of a body, filed by the spell of membership that they tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.records import CountClaim, MembershipClaim


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
            days |= {told.published - 1} if told.published is not None and told.first is None else set()
            other = swapped(told)
            days |= {other - 1, other} if other is not None and other <= (told.published or other) else set()
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
        if (
            claim.action == "join"
            and day is not None
            and any(c.action != "leave" for c in claims if c is not claim)
        ):
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


def exact(event: Told) -> bool:
    """Whether a telling gives a single day."""
    return event.first is not None and event.first == event.last


def overlap(one: Told, other: Told) -> bool:
    """Whether two tellings can mean the same day."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first <= other.last and other.first <= one.last
