"""One body's history: its spells and sizes, inferred together from all its claims.

The countries' own claims say how many accessions to expect on each day; totals, bounds and ordinals say which sizes
fit; `timeline.infer` weighs both exactly. Then each accession is narrowed to the days on which the size can have risen.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.inference import arrivals, digest, evidence, expected, narrowing, spells, timeline
from pipeline.inference.evidence import Habits, Stated
from pipeline.inference.expected import Named, Pace
from pipeline.inference.spells import Spell
from pipeline.records import CountClaim, MembershipClaim

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Days that stand for the unknown time after the last dated claim, where undated ones tell of larger sizes.
LATER = 365
#: Rounds of learning a body's habits.
ROUNDS = 1
#: How much better (natural log) the claims must fit for each departure that no claim tells of.
UNTOLD = 4.0


@dataclass(frozen=True, slots=True)
class History:
    """A body's reconstructed history. Arrays run over the grid `days`; `joined` and `left` over the spells.

    `last` is the last day that any claim speaks of; grid days after it stand for an unknown later time. `departed`
    counts the departures up to each grid day, `cumulative` says whether the body's ordinals count them.
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


@dataclass(frozen=True, slots=True)
class Way:
    """One way of counting ordinals: departures up to each grid day, whether they count, the ordinals' log weights."""

    departed: Floats
    cumulative: bool
    ranks: Floats


@dataclass(frozen=True, slots=True)
class Case:
    """What stays the same while a body's habits are learnt: the named, the stated, and the log weights of the rest."""

    named: Named
    given: Stated
    fixed: Floats
    watching: Floats

    def ways(self, habits: Habits, way: Way) -> Iterator[tuple[Stated, dict[str, Floats]]]:
        """How each stated number can have come about, some of them at a time."""
        fallen = evidence.lately(way.departed, self.named.days)
        for some in self.given.pieces():
            yield (
                some,
                evidence.parts(some, self.fixed.shape[1], way.departed, fallen, self.watching, habits),
            )

    def run(self, model: timeline.Moves, habits: Habits, *ways: Way) -> list[timeline.Posterior]:
        """The posteriors for one model of moves, one set of habits and each of some ways of counting ordinals."""
        weights = [evidence.totals(self.ways(habits, way), *self.fixed.shape) for way in ways]
        for weight, way in zip(weights, ways, strict=True):
            weight += self.fixed
            weight += way.ranks
        return timeline.infer_each(model, weights)


def reconstruct(
    counts: Sequence[CountClaim],
    memberships: Sequence[MembershipClaim],
    certain: frozenset[str] = frozenset(),
) -> History | None:
    """The history behind the asserted claims of one body; None if not one of them has a day.

    `certain` names the count claims that a human accepted.
    """
    founded = digest.foundation(counts, memberships)
    ordinals = [c for c in counts if c.kind == "ordinal"]
    own = spells.spells(memberships, ordinals)
    digest.mark_missing(own, counts, memberships)
    sized = [c for c in counts if c.kind in ("total", "listed") or (c.kind == "initial" and founded)]
    watchers = digest.observers(memberships)
    known = digest.days_of(own, [*sized, *ordinals], founded, watchers.values())
    if not known:
        return None
    last = max(known)
    later = digest.grew_later(counts)
    days = timeline.grid(known, last + LATER if later else None)
    named = _named(own, days, digest.founding_size(counts), (founded is not None, later))
    gone = frozenset(c.doc_id for c in memberships if c.action == "leave")
    given = evidence.stated([c for c in sized if c.relation == "eq"], certain, gone, days)
    return _fit(founded, last, _case(named, sized, given, digest.top_size(counts, own), watchers.values()))


def _named(own: Sequence[Spell], days: Ints, founders: int | None, ends: tuple[bool, bool]) -> Named:
    """What the countries' own claims say of their accessions and departures."""
    import numpy as np

    delays, chance = arrivals.delays_of_news(own), arrivals.chance_of_founding(own, founders)
    share = arrivals.share_together(own)
    shared = arrivals.together(own, days, share)
    joined, left = np.zeros((len(own), len(days))), np.zeros((len(own), len(days)))
    for i, spell in enumerate(own):
        joined[i] = arrivals.arrival(spell, days, delays, chance, shared)
        left[i] = arrivals.departure(spell, days, delays, joined[i])
    return Named(days, tuple(own), joined, left, share, *ends)


def _case(
    named: Named, sized: Sequence[CountClaim], given: Stated, top: int, watchers: Iterable[int]
) -> Case:
    """Weigh all evidence that doesn't depend on habits."""
    import numpy as np

    days, gone = named.days, float(named.left.sum())
    fixed = evidence.bounds([c for c in sized if c.relation != "eq"], days, top)
    fixed += evidence.ever([c for c in sized if not evidence.speaks_of(c)], days, top, gone)
    fixed[0] += expected.first(named, top)
    watching = np.zeros(len(days))
    for day in watchers:
        watching += days >= day
    return Case(named, given, fixed, watching)


def _fit(founded: tuple[int, int] | None, last: int, case: Case) -> History:
    """Learn the body's habits, pace and way of counting ordinals, and infer the sizes."""
    import numpy as np

    named, given, top = case.named, case.given, case.fixed.shape[1]
    pace, habits = Pace(), Habits()
    crowds = expected.crowds(named, top)
    model = expected.moves(named, crowds, top, pace)
    way, result = _way(case, model)
    for _ in range(ROUNDS):
        habits = evidence.learn(case.ways(habits, way), result.size)
        pace = expected.unnamed(named, result.size @ np.arange(top), int(given.end.max(initial=0)))
        del model  # the largest of all that is held here: never two at once
        model = expected.moves(named, crowds, top, pace)
        (result,) = case.run(model, habits, way)
    changes = timeline.changes(model, result)
    return History(
        founded=founded,
        last=last,
        days=named.days,
        spells=named.spells,
        joined=narrowing.narrowed(named, way.departed * way.cumulative, changes, pace),
        left=named.left,
        departed=way.departed,
        observers=case.watching,
        cumulative=way.cumulative,
        posterior=result,
        changes=changes,
    )


def _way(case: Case, model: timeline.Moves) -> tuple[Way, timeline.Posterior]:
    """The way of counting ordinals under which all claims fit best, and the posterior then.

    Where ordinals run ahead of the sizes by more departures than are told of, the missing ones are added, if the
    claims fit so much better.
    """
    import numpy as np

    named, top = case.named, case.fixed.shape[1]
    told = named.left.sum(axis=0).cumsum()

    def counting(departed: Floats, cumulative: bool) -> Way:
        return Way(departed, cumulative, expected.ordinals(named, departed, cumulative, top))

    def fit(tried: tuple[Way, timeline.Posterior]) -> float:
        return tried[1].fit - UNTOLD * float(tried[0].departed[-1] - told[-1])

    ways = [counting(told, False)]
    if any(s.ordinals for s in named.spells):
        ways += [counting(told, True)] if told[-1] >= 0.5 else []
        ways += [Way(told, False, np.zeros_like(case.fixed))]
    *tries, last = zip(ways, case.run(model, Habits(), *ways), strict=True)
    if not tries:
        return last
    # the last one was without ordinals, and tells how far they run ahead
    if told[-1] >= 0.5 or expected.untold(named, told, tries[0][1].size)[-1]:
        missing = expected.untold(named, told, last[1].size)
        if missing[-1]:
            more = counting(told + missing, True)
            tries.append((more, case.run(model, Habits(), more)[0]))
    return max(tries, key=fit)
