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


def reconstruct(
    counts: Sequence[CountClaim],
    memberships: Sequence[MembershipClaim],
    certain: frozenset[str] = frozenset(),
) -> History | None:
    """The history behind the asserted claims of one body; None if not one of them has a day.

    `certain` names the count claims that a human accepted.
    """
    import numpy as np

    founded = foundation(counts, memberships)
    ordinals = [c for c in counts if c.kind == "ordinal"]
    own = spells.spells(memberships, ordinals)
    digest.mark_missing(own, counts, memberships)
    sized = digest.sized(counts, founded)
    watchers = digest.observers(memberships)
    days_known = digest.days_of(own, sized, ordinals, founded, watchers.values())
    if not days_known:
        return None
    last = max(days_known)
    days = timeline.grid(days_known | ({last + LATER} if digest.grew_later(counts, memberships) else set()))
    delay = spells.delay_of_news(own)
    founder = spells.chance_of_founding(own, founding_size(counts))
    joined = np.array([spells.arrival(s, days, delay, founder) for s in own]).reshape(len(own), len(days))
    left = np.array([spells.departure(s, days, delay, joined[i]) for i, s in enumerate(own)]).reshape(
        joined.shape
    )
    named = Named(tuple(own), joined, left)
    watching = np.zeros(len(days))
    for day in watchers.values():
        watching += days >= day
    return _fit((founded, last), days, named, sized, certain, counts, watching)


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
    top = digest.top_size(counts, named)
    given = evidence.stated([c for c in sized if c.relation == "eq"], certain, days)
    fixed = evidence.bounds([c for c in sized if c.relation != "eq"], days, top)
    fixed += evidence.ever([c for c in sized if not evidence.speaks_of(c)], days, top, float(departed[-1]))
    fixed[0] += expected.first(founded, named, top)
    ways = evidence.parts(given, top, departed, watching, Habits())
    growth, offset = UNNAMED, 0.0
    model = expected.moves(days, named, top, growth, offset, founded)
    exact = evidence.totals(given, ways, len(days))
    options = (False, True) if departed[-1] >= 0.5 and named_ordinals(named) else (False,)
    rank = {c: expected.ordinals(named, days, departed, c, top) for c in options}
    runs = {c: timeline.infer(model, exact + fixed + rank[c]) for c in options}
    cumulative = max(options, key=lambda c: runs[c].fit)
    result, habits = runs[cumulative], Habits()
    for _ in range(ROUNDS):
        habits = evidence.learn(given, ways, result.size)
        ways = evidence.parts(given, top, departed, watching, habits)
        mean = result.size @ np.arange(top)
        growth, offset = expected.unnamed(days, named, mean, int(given.end.max()) if len(given.end) else 0)
        model = expected.moves(days, named, top, growth, offset, founded)
        result = timeline.infer(model, evidence.totals(given, ways, len(days)) + fixed + rank[cumulative])
    changes = timeline.changes(model, result)
    joined = expected.narrowed(named, days, departed, cumulative, changes, growth)
    return History(
        founded,
        last,
        days,
        named.spells,
        joined,
        named.left,
        departed,
        watching,
        cumulative,
        result,
        changes,
        habits,
    )


def named_ordinals(named: Named) -> bool:
    """Whether any spell has an ordinal."""
    return any(s.ordinals for s in named.spells)
