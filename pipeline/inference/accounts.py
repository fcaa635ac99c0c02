"""Accounts: a reconstructed history as rows that readers want, the steps of the size and the spells of countries."""

from __future__ import annotations

import typing
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from pipeline.inference import evidence
from pipeline.inference.history import History
from pipeline.inference.spells import Spell, spells, told
from pipeline.published import Membership, Step
from pipeline.records import CountClaim, MembershipClaim

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Mass outside either end of a central 90 % interval.
TAIL = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """A step in ordinals of days: from `start` on, `members`, at least `low`, at most `high`."""

    start: int
    members: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Place:
    """A spell as settled: its 90 % interval of accession and departure in ordinals of days, and its ordinal."""

    spell: Spell
    first: int
    middle: int
    last: int
    left: tuple[int, int, int] | None
    founder: bool
    ordinal: int | None
    likely: dict[int, float]


@dataclass(frozen=True, slots=True)
class Account:
    """A settled history: what verdicts are measured against. `since`: the first day of each size."""

    history: History
    rows: tuple[Row, ...]
    starts: tuple[int, ...]
    since: dict[int, int]
    places: dict[str, list[Place]]

    def sizes(self, first: int, last: int) -> list[int]:
        """The sizes held from the first day to the last; empty before the record begins."""
        if last < self.starts[0]:
            return []
        begin = max(bisect_right(self.starts, first) - 1, 0)
        return [r.members for r in self.rows[begin : bisect_right(self.starts, last)]]

    def earlier(self, day: int) -> set[int]:
        """The sizes held before a day."""
        return {size for size, start in self.since.items() if start < day}

    def ever(self) -> list[int]:
        """All sizes ever held; where the record ends in an unknown time, all that may have been."""
        sizes = {r.members for r in self.rows}
        if self.rows[-1].start > self.history.last:
            sizes |= set(range(self.rows[-1].low, self.rows[-1].members + 1))
        return sorted(sizes)

    def departed(self, day: int) -> int:
        """Departures up to a day."""
        return self._at(self.history.departed, day)

    def observers(self, day: int) -> int:
        """Observers on a day."""
        return self._at(self.history.observers, day)

    def _at(self, series: Floats, day: int) -> int:
        at = int(self.history.days.searchsorted(day, side="right")) - 1
        return round(float(series[max(at, 0)]))

    def spells_of(self, country: str) -> Sequence[Place]:
        """The places of a country, first spell first."""
        return self.places.get(country, ())

    def every(self) -> Iterator[Place]:
        """All places, by country."""
        return chain.from_iterable(self.places.values())

    def members(self, day: int) -> set[str]:
        """The countries known by name to be members on a day."""
        return {
            p.spell.country for p in self.every() if p.middle <= day and not (p.left and p.left[1] <= day)
        }


def account(history: History) -> Account:
    """Settle a history: the most probable size of each day, and each spell's interval."""
    crossings = _crossings(history)
    places: dict[str, list[Place]] = {}
    for i, spell in enumerate(history.spells):
        places.setdefault(spell.country, []).append(_place(history, i, crossings))
    own = tuple(rows(history))
    since = {r.members: r.start for r in reversed(own)}
    return Account(history, own, tuple(r.start for r in own), since, places)


def rows(history: History) -> list[Row]:
    """The steps: each day takes the nearer grid day's most probable size and central 90 % interval."""
    import numpy as np

    size, days = history.posterior.size, history.days
    total = size.cumsum(axis=1)
    low = (total < TAIL).sum(axis=1)
    high = (total < 1.0 - TAIL).sum(axis=1)
    best = np.clip(size.argmax(axis=1), low, high)
    result: list[Row] = []
    known = int(days.searchsorted(history.last, side="right"))
    steps = zip(best[:known].tolist(), low[:known].tolist(), high[:known].tolist(), strict=True)
    for i, step in enumerate(steps):
        if not result:
            result.append(Row(int(days[i]), *step))
        elif step != (result[-1].members, result[-1].low, result[-1].high):
            begin = int(days[i - 1] + (days[i] - days[i - 1] + 1) // 2)
            result.append(Row(begin, *step))
    if history.founded:
        result[0] = replace(result[0], start=history.founded[0])
    if known < len(days):
        result.append(Row(history.last + 1, int(best[-1]), int(low[known - 1]), int(high[-1])))
    return result


def _place(history: History, i: int, crossings: tuple[Ints, Ints, Floats]) -> Place:
    """One spell's interval of accession and departure, and the ordinals that fit it."""
    spell, came, gone = history.spells[i], history.joined[i], history.left[i]
    first, middle, last = (_quantile(history, came, q) for q in (TAIL, 0.5, 1 - TAIL))
    # whom nobody calls a founder is one only if hardly any other day is left
    founder = bool(history.founded) and float(came[0]) > (0.5 if spell.founding else 1.0 - TAIL)
    left = None
    if gone.sum() > 0.5:
        early, half, late = (_quantile(history, gone, q) for q in (TAIL, 0.5, 1 - TAIL))
        left = (early, half, late)
    likely = _likely(came, crossings)
    ordinal = None if founder else _ordinal(spell, likely)
    return Place(spell, first, middle, last, left, founder, ordinal, likely)


def _quantile(history: History, mass: Floats, share: float) -> int:
    """The day by which that share of the probability has come; within a stretch it comes evenly."""
    days = history.days
    total = mass.cumsum()
    at = min(int(total.searchsorted(share * total[-1] - 1e-12)), len(days) - 1)
    if at == 0:
        return int(days[0])
    inside = (share * total[-1] - total[at - 1]) / max(float(mass[at]), 1e-12)
    length = int(days[at] - days[at - 1])
    return int(days[at - 1]) + min(max(int(-(-inside * length // 1)), 1), length)


def _crossings(history: History) -> tuple[Ints, Ints, Floats]:
    """The moves that can have reached a size: grid day, ordinal of whoever came then, and how likely."""
    import numpy as np

    reach = history.changes.reach[:, 1:]
    day, size = np.nonzero(reach > 1e-3)
    shift = np.round(history.departed * history.cumulative).astype(int)
    return day, size + 1 + shift[day], reach[day, size]


def _likely(came: Floats, crossings: tuple[Ints, Ints, Floats]) -> dict[int, float]:
    """For each ordinal in the body's own way of counting, the chance that it fits an accession."""
    import numpy as np

    day, ordinal, chance = crossings
    active = came[day] > 1e-4
    weight = chance[active] * (came[day[active]] if came.max() > 0.9 else 1.0)
    total = np.bincount(ordinal[active], weight)
    which = total.nonzero()[0]
    return dict(zip(which.tolist(), total[which].tolist(), strict=True))


def _ordinal(spell: Spell, likely: dict[int, float]) -> int | None:
    """The stated ordinal that fits, else the one that the sizes leave no doubt about."""
    stated = [k for k in spell.ordinals if likely.get(k, 0.0) >= 0.4]
    if stated:
        return max(stated, key=lambda k: (spell.ordinals[k] * likely[k], -k))
    if len(spell.joins) and any(e.first is not None and e.first == e.last for e in spell.joins):
        sure = [k for k, p in sorted(likely.items()) if p >= 0.8]
        return sure[0] if len(sure) == 1 else None
    return spell.ordinal() if not likely else None


def steps(body: str, own: Account, counts: Iterable[CountClaim]) -> list[Step]:
    """The timeline's rows, each with the accepted claims that it rests on."""
    ids: list[list[str]] = [[] for _ in own.rows]
    for claim in counts:
        if claim.verdict != "accepted" or claim.reason == "duplicate":
            continue
        for i in _rests(claim, own):
            ids[i].append(claim.claim_id)
    ends: list[date | None] = [*(date.fromordinal(s) for s in own.starts[1:]), None]
    return [
        Step(body, date.fromordinal(r.start), end, r.members, r.low, r.high, tuple(sorted(found)))
        for r, end, found in zip(own.rows, ends, ids, strict=True)
    ]


def _rests(claim: CountClaim, own: Account) -> list[int]:
    """The steps that an accepted claim supports."""
    if claim.kind == "initial":
        return [0] if own.rows[0].members == claim.value else []
    if claim.kind == "ordinal":
        place = next((p for p in own.spells_of(claim.country or "") if claim.value in p.spell.ordinals), None)
        return [max(bisect_right(own.starts, place.middle) - 1, 0)] if place else []
    span = evidence.speaks_of(claim)
    if not span or claim.relation != "eq":
        return []
    first, last = max(bisect_right(own.starts, span[0]) - 1, 0), bisect_right(own.starts, span[1])
    return [i for i in range(first, last) if own.rows[i].members == claim.value]


def memberships(body: str, own: Account, claims: Iterable[MembershipClaim]) -> list[Membership]:
    """The spells as rows, and a row for each country that is only told to be an observer."""
    result = [_row(body, own, p) for p in own.every()]
    held = {m.country for m in result}
    watchers: dict[str, list[MembershipClaim]] = {}
    for claim in claims:
        if claim.action == "observer" and claim.country not in held:
            watchers.setdefault(claim.country, []).append(claim)
    for country, told_of in sorted(watchers.items()):
        result.append(observer(body, country, told_of))
    return result


def _row(body: str, own: Account, place: Place) -> Membership:
    day = date.fromordinal
    first: date | None = day(place.first)
    last: date | None = day(place.last)
    founded = own.history.founded
    if place.founder and founded:
        first, last = day(founded[0]), day(founded[1])
    elif place.first <= int(own.history.days[0]):
        first = day(founded[0]) if founded else None
    if place.last > own.history.last:
        last = None
    left = place.left
    return Membership(
        body=body,
        country=place.spell.country,
        spell=place.spell.number,
        status="former" if left else "member",
        joined_min=first,
        joined_max=last,
        left_min=day(left[0]) if left else None,
        left_max=day(left[2]) if left else None,
        ordinal=place.ordinal,
        evidence=tuple(sorted(place.spell.evidence)),
    )


def observer(body: str, country: str, claims: Iterable[MembershipClaim]) -> Membership:
    """An observer's row: since when, as far as any claim tells that none contradicts by telling of it before."""
    events = [told(c) for c in claims]
    last = [d for e in events if (d := e.last if e.last is not None else e.published) is not None]
    first = [e.first for e in events if e.first is not None and e.first <= min(last, default=e.first)]
    return Membership(
        body, country, 1, "observer",
        date.fromordinal(min(first)) if first else None,
        date.fromordinal(min(last)) if last else None,
        None, None, None, tuple(sorted(c.claim_id for c in claims)),
    )  # fmt: skip


def dateless(body: str, claims: Sequence[MembershipClaim]) -> list[Membership]:
    """The members of a body of which no claim has a day."""
    result = [
        Membership(
            body, s.country, s.number, "former" if s.leaves else "member", None, None, None, None,
            s.ordinal(), tuple(sorted(s.evidence)),
        )
        for s in spells(claims, ())
    ]  # fmt: skip
    held = {m.country for m in result}
    rest = sorted({c.country for c in claims if c.action == "observer"} - held)
    return result + [
        observer(body, x, [c for c in claims if c.country == x and c.action == "observer"]) for x in rest
    ]
