"""One body's history: its spells and sizes, inferred together from all its claims.

The countries' own claims say how many accessions to expect on each day; totals, bounds and ordinals say which sizes
fit; `timeline.infer` weighs both exactly. Then each accession is narrowed to the days on which the size can have risen.
"""

from __future__ import annotations

import typing
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline import evidence, spells, timeline
from pipeline.evidence import Habits
from pipeline.records import CountClaim, MembershipClaim
from pipeline.spells import Spell

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

YEAR = 365.25
#: Accessions a year that no claim names, before a body's own record shows it; and departures.
UNNAMED, UNNAMED_EXITS = 0.3, 0.02
#: How moves of several countries share out among unannounced ones: 1, 2, 3, 4 at once.
BATCH = (0.80, 0.12, 0.05, 0.03)
#: Chance that an accession told by name did not change the size as told.
MISTOLD = 0.02
#: Days that stand for the unknown time after the last dated claim, where undated ones tell of a larger size.
LATER = 1000
#: Rounds of learning a body's habits.
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class History:
    """A body's reconstructed history. Arrays run over the grid `days`; `joined` and `left` over the spells.

    `last` is the last day that any claim speaks of; grid days after it stand for an unknown later time.
    """

    founded: tuple[int, int] | None
    last: int
    days: Ints
    spells: tuple[Spell, ...]
    joined: Floats
    left: Floats
    departed: Floats
    observers: Floats
    cumulative: bool
    posterior: timeline.Posterior
    changes: timeline.Changes
    habits: Habits


@dataclass(frozen=True, slots=True)
class Named:
    """What the countries' own claims say: each spell's accession and departure over the grid, and sums of them."""

    spells: tuple[Spell, ...]
    joined: Floats
    left: Floats

    def members(self) -> Floats:
        """P(member) of each spell on each grid day."""
        result: Floats = self.joined.cumsum(axis=1) - self.left.cumsum(axis=1)
        return result.clip(0.0, 1.0)


def reconstruct(
    counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim], certain: frozenset[str] = frozenset()
) -> History | None:
    """The history behind the asserted claims of one body; None if not one of them has a day.

    `certain` names the count claims that a human accepted.
    """
    import numpy as np

    founded = foundation(counts, memberships)
    ordinals = [c for c in counts if c.kind == "ordinal"]
    own = spells.spells(memberships, ordinals)
    _mark_missing(own, counts, memberships)
    sized = _sized(counts, founded)
    watchers = _observers(memberships)
    days_known = _days(own, sized, ordinals, founded, watchers.values())
    if not days_known:
        return None
    last = max(days_known)
    days = timeline.grid(days_known | ({last + LATER} if _grew_later(counts, memberships) else set()))
    delay = spells.delay_of_news(own)
    joined = np.array([spells.arrival(s, days, delay) for s in own]).reshape(len(own), len(days))
    left = np.array([spells.departure(s, days, delay, joined[i]) for i, s in enumerate(own)]).reshape(joined.shape)
    named = Named(tuple(own), joined, left)
    watching = np.zeros(len(days))
    for day in watchers.values():
        watching += days >= day
    return _fit((founded, last), days, named, sized, certain, counts, watching)


def foundation(counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]) -> tuple[int, int] | None:
    """First and last possible foundation day: the window most documents give, the narrower and earlier one of equals."""
    windows: Counter[tuple[int, int]] = Counter()
    for claim in memberships:
        event = spells.told(claim)
        if claim.action == "founding" and event.first is not None and event.last is not None:
            windows[event.first, event.last] += 1
    if not windows:
        for count in counts:
            span = evidence.speaks_of(count)
            if count.kind == "initial" and span and count.as_of_start and count.as_of_start != count.published:
                windows[span] += 1
    if not windows:
        return None
    best = min(windows, key=lambda w: (-windows[w], w[1] - w[0], w))
    inside = [w for w in windows if best[0] <= w[0] and w[1] <= best[1]]
    return min(inside, key=lambda w: (w[1] - w[0], -windows[w], w))


def _sized(counts: Iterable[CountClaim], founded: tuple[int, int] | None) -> list[CountClaim]:
    """The claims that state a size of a day; a founding size speaks of the foundation."""
    result = [c for c in counts if c.kind in ("total", "listed")]
    if founded:
        day = date.fromordinal(founded[0])
        result += [replace(c, as_of_start=day, as_of_end=day) for c in counts if c.kind == "initial"]
    return result


def _observers(memberships: Iterable[MembershipClaim]) -> dict[str, int]:
    """Countries told to be observers and never members, with the first day that is told of."""
    members = {c.country for c in memberships if c.action in ("founding", "join", "listed", "leave")}
    result: dict[str, int] = {}
    for claim in memberships:
        event = spells.told(claim)
        day = event.first if event.first is not None else event.published
        if claim.action == "observer" and claim.country not in members and day is not None:
            result[claim.country] = min(day, result.get(claim.country, day))
    return result


def _mark_missing(own: list[Spell], counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]) -> None:
    """Note in each spell the first day of every complete list that lacks its country."""
    named: dict[str, set[str]] = defaultdict(set)
    for claim in memberships:
        if claim.action in ("listed", "founding"):
            named[claim.doc_id].add(claim.country)
    lists: dict[frozenset[str], int] = {}
    for count in counts:
        span = evidence.speaks_of(count)
        names = frozenset(named[count.doc_id]) if count.doc_id in named else frozenset()
        if count.kind == "listed" and count.relation == "eq" and span and len(names) >= 0.9 * count.value:
            lists[names] = min(span[1], lists.get(names, span[1]))
    for spell in own:
        spell.missing = sorted(day for names, day in lists.items() if spell.country not in names)


def _days(
    own: Iterable[Spell],
    sized: Iterable[CountClaim],
    ordinals: Iterable[CountClaim],
    founded: tuple[int, int] | None,
    watchers: Iterable[int],
) -> set[int]:
    """All days that matter, from the foundation on."""
    days = {day for c in sized for day in evidence.speaks_of(c) or ()} | set(watchers)
    days |= {day for s in own for day in s.days()}
    days |= {span[1] for c in ordinals if (span := evidence.speaks_of(c))}
    if not founded:
        return days
    return {d for d in days if d > founded[0]} | set(founded)


def _grew_later(counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]) -> bool:
    """Whether claims without any day tell of a larger size than all that have one."""
    values: dict[bool, int] = {True: 0, False: 0}
    for count in counts:
        if count.relation == "eq" and count.kind != "initial":
            dated = evidence.speaks_of(count) is not None
            values[dated] = max(values[dated], count.value)
    for claim in memberships:
        event = spells.told(claim)
        dated = event.first is not None or event.published is not None
        values[dated] = max(values[dated], claim.ordinal or 0)
    return values[False] > values[True]


def _fit(
    ends: tuple[tuple[int, int] | None, int],
    days: Ints,
    named: Named,
    sized: Sequence[CountClaim],
    certain: frozenset[str],
    counts: Sequence[CountClaim],
    watching: Floats,
) -> History:
    """Learn the body's habits and its way of counting ordinals, and infer the sizes."""
    import numpy as np

    founded, last = ends
    departed = named.left.sum(axis=0).cumsum()
    top = _top(counts, named)
    given = evidence.stated([c for c in sized if c.relation == "eq"], certain, days)
    fixed = evidence.bounds([c for c in sized if c.relation != "eq"], days, top)
    fixed += evidence.ever([c for c in sized if not evidence.speaks_of(c)], days, top)
    fixed[0] += _first(founded, named, top)
    ways = evidence.parts(given, top, departed, watching, Habits())
    growth, offset = UNNAMED, 0.0
    model = _moves(days, named, top, growth, offset, founded)
    exact = evidence.totals(given, ways, len(days))
    options = (False, True) if departed[-1] >= 0.5 and named_ordinals(named) else (False,)
    rank = {c: _ordinals(named, days, departed, c, top) for c in options}
    runs = {c: timeline.infer(model, exact + fixed + rank[c]) for c in options}
    cumulative = max(options, key=lambda c: runs[c].fit)
    result, habits = runs[cumulative], Habits()
    for _ in range(ROUNDS):
        habits = evidence.learn(given, ways, result.size)
        ways = evidence.parts(given, top, departed, watching, habits)
        mean = result.size @ np.arange(top)
        growth, offset = _unnamed(days, named, mean)
        model = _moves(days, named, top, growth, offset, founded)
        result = timeline.infer(model, evidence.totals(given, ways, len(days)) + fixed + rank[cumulative])
    changes = timeline.changes(model, result)
    joined = _narrowed(named, days, departed, cumulative, changes, growth)
    return History(
        founded, last, days, named.spells, joined, named.left, departed, watching, cumulative, result, changes, habits
    )


def named_ordinals(named: Named) -> bool:
    """Whether any spell has an ordinal."""
    return any(s.ordinals for s in named.spells)


def _top(counts: Iterable[CountClaim], named: Named) -> int:
    """One more than the largest size to reckon with: numbers far above all others are left out."""
    values = sorted({c.value for c in counts} | {k for s in named.spells for k in s.ordinals})
    top = max(len(named.spells), 5)
    for value in values:
        if value > 2 * top + 20:
            break
        top = max(top, value)
    return top + 3


def _first(founded: tuple[int, int] | None, named: Named, top: int) -> Floats:
    """Log prior of the size on the first grid day: the founders named, and a few more that are not."""
    import numpy as np

    size = np.arange(top)
    if not founded or not len(named.spells):
        return np.zeros(top)
    gap = size - named.joined[:, 0].sum()
    return np.where(gap >= 0, -0.25 * gap, 1.2 * gap)


def _unnamed(days: Ints, named: Named, mean: Floats) -> tuple[float, float]:
    """Accessions a year that no claim names, and unnamed members on the first day, by the inferred mean sizes."""
    import numpy as np

    extra = mean - named.members().sum(axis=0)
    years = float(days[-1] - days[0]) / YEAR
    return float(np.clip((extra[-1] - extra[0] + 0.3) / (years + 1.0), 0.03, 20.0)), float(extra[0])


def _moves(
    days: Ints, named: Named, top: int, growth: float, offset: float, founded: tuple[int, int] | None
) -> timeline.Moves:
    """The chain of sizes whose accessions have the mean that the countries' own claims give.

    Where the size is above what the named members make expected, some of those whose day is vague have come
    already, and fewer are still to come: `slope` is the regression of coming on being there.
    """
    import numpy as np

    members = named.members()
    before = np.concatenate([np.zeros((len(members), 1)), members[:, :-1]], axis=1)
    years = np.diff(days, prepend=days[0]) / YEAR
    since = np.concatenate([[0.0], years.cumsum()[:-1]])
    spread = (before * (1 - before)).sum(axis=0) + growth * since + (0.3 if founded else 3.0)
    size = np.arange(top)[None, :] - (before.sum(axis=0) + offset + growth * since)[:, None]
    coming, going = named.joined.sum(axis=0), named.left.sum(axis=0)
    coming[0] = going[0] = 0.0
    slope_up = (before * named.joined).sum(axis=0) / spread
    slope_down = ((1 - before) * named.left).sum(axis=0) / spread
    most = np.minimum(named.joined / np.maximum(1 - before, 1e-9), 1.0).sum(axis=0)
    up = np.clip(coming[:, None] - slope_up[:, None] * size, 0.0, most[:, None])
    drop = np.clip(going[:, None] + slope_down[:, None] * size, 0.0, np.ceil(going)[:, None])
    up[0] = drop[0] = 0.0
    drop = np.minimum(drop, np.arange(top)[None, :])
    return timeline.moves(np.full(top, 1.0 / top), up, drop, _surprise(years, growth, coming, going))


def _surprise(years: Floats, growth: float, coming: Floats, going: Floats) -> Floats:
    """Probabilities of moves by -2 .. +4 that the named accessions and departures do not make expected."""
    import numpy as np

    rise = 1.0 - np.exp(-growth * years)
    fall = 1.0 - np.exp(-UNNAMED_EXITS * years)
    up = np.outer(rise, BATCH)
    up[:, 0] += MISTOLD * np.minimum(going, 1.0)
    down = fall + MISTOLD * np.minimum(coming, 1.0)
    result = np.concatenate([0.1 * down[:, None], 0.9 * down[:, None], np.zeros((len(years), 1)), up], axis=1)
    result[:, 2] = np.maximum(1.0 - result.sum(axis=1), 0.05)
    return result / result.sum(axis=1, keepdims=True)


def _ordinals(named: Named, days: Ints, departed: Floats, cumulative: bool, top: int) -> Floats:
    """Log weights of the crossings that the ordinals state, between the days their country's own claims allow."""
    import numpy as np

    result = np.zeros((len(days), top))
    for spell, joined in zip(named.spells, named.joined, strict=True):
        sure = joined.cumsum()
        low = max(int(np.searchsorted(sure, 0.05)) - 1, 0)
        high = min(int(np.searchsorted(sure, 0.95)), len(days) - 1)
        base = 0.0 if cumulative else departed[low]
        for level, support in sorted(spell.ordinals.items()):
            if level < top + departed[-1]:
                before, after = (low, departed[low] - base), (high, departed[high] - base)
                if sure[0] >= 0.05:
                    before = (low, -float(top))
                evidence.crossing(level, support, before, after, result)
    return result


def _narrowed(
    named: Named, days: Ints, departed: Floats, cumulative: bool, result: timeline.Changes, growth: float
) -> Floats:
    """Each spell's accession given the sizes too: on the crossing of its ordinal, or wherever the size rises."""
    import numpy as np

    years = np.diff(days, prepend=days[0]) / YEAR
    coming = named.joined.sum(axis=0)
    ratio = result.rise / np.maximum(coming + growth * years, 1e-12)
    ratio[0] = 1.0
    narrowed = named.joined.copy()
    for row, spell in zip(narrowed, named.spells, strict=True):
        level = spell.ordinal()
        if row.max() > 0.9:
            continue
        possible = row > 1e-3 * row.max()
        if level is None:
            weight = row * np.minimum(ratio, 10.0)
        else:
            at = np.round(level - departed * cumulative).astype(int)
            fits = (at >= 0) & (at < result.reach.shape[1])
            weight = np.where(fits, result.reach[np.arange(len(days)), at.clip(0, result.reach.shape[1] - 1)], 0)
            weight = weight * possible
        if weight.sum() > 0.05 * (1.0 if level is not None else row.sum()):
            row[:] = weight / weight.sum()
    return narrowed
