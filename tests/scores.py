"""How good a reconstruction is, measured against a world of known truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from simulator import World

from pipeline.inference import accounts
from pipeline.inference.history import History
from pipeline.published import Membership, Step

#: A tenth of the probability may lie outside an interval: so a miss costs 2 / 0.1 for each unit it misses by.
MISS = 20.0


@dataclass(frozen=True, slots=True)
class Score:
    """Share of days right, mean interval score (lower is better), and coverage of the intervals."""

    right: float
    interval: float
    coverage: float


def score(own: World, steps: Iterable[Step]) -> Score:
    """Measure a timeline against the truth. A day without a row is wrong and uncovered, and costs all of its size."""
    rows = sorted((s for s in steps if s.body == own.body), key=lambda s: s.start)
    right = covered = cost = 0.0
    truth = own.sizes()
    at = -1
    for day, size in truth.items():
        while at + 1 < len(rows) and rows[at + 1].start <= day:
            at += 1
        if at < 0 or (rows[at].end or date.max) <= day:
            cost += MISS * size
            continue
        low, high = rows[at].members_min, rows[at].members_max
        right += rows[at].members == size
        covered += low <= size <= high
        cost += (high - low) + MISS * (max(low - size, 0) + max(size - high, 0))
    return Score(right / len(truth), cost / len(truth), covered / len(truth))


def exact_coverage(own: World, history: History) -> float:
    """Share of days whose size lies within the central 90 % of the probability, where that ends within a size in part.

    Intervals of whole numbers hold more than 90 %: where a size is certain they hold all of it. Counting an end by the
    part of its probability that the 90 % need makes the share 0.9 if the probabilities are right, no more, no less.
    """
    import numpy as np

    total = np.pad(history.posterior.size.cumsum(axis=1), ((0, 0), (1, 1)), mode="edge")
    total[:, 0] = 0.0
    held = 0.0
    sizes = own.sizes()
    for day, size in sizes.items():
        i = min(int(history.days.searchsorted(day.toordinal())), len(history.days) - 1)
        below, upto = total[i, min(size, total.shape[1] - 2)], total[i, min(size + 1, total.shape[1] - 1)]
        part = max(min(upto, 0.95) - max(below, 0.05), 0.0)
        held += part / (upto - below) if upto - below > 1e-12 else 0.0
    return held / len(sizes)


def claimed(own: World, history: History) -> float:
    """What the intervals of a world's days hold by the model itself: the mean probability within them."""
    import numpy as np

    days = np.array([day.toordinal() for day in own.sizes()])
    rows = accounts.rows(history)
    at = np.searchsorted([row.start for row in rows], days, side="right") - 1
    low, high = (np.array([getattr(row, end) for row in rows])[at.clip(0)] for end in ("low", "high"))
    after = history.days.searchsorted(days).clip(1, len(history.days) - 1)
    near = after - (days - history.days[after - 1] < history.days[after] - days)
    total = np.pad(history.posterior.size.cumsum(axis=1), ((0, 0), (1, 0)))
    return float((total[near, high + 1] - total[near, low]).mean())


def accessions(own: World, rows: Iterable[Membership]) -> list[bool]:
    """Whether each interval of an accession that is longer than a day holds the true one; founders are left out."""
    known = {(r.country, r.spell): r for r in rows}
    seen: dict[str, int] = {}
    result = []
    for country, came, _ in own.spells:
        seen[country] = seen.get(country, 0) + 1
        row = known.get((country, seen[country]))
        if row and came > own.start and row.joined_min != row.joined_max:
            result.append((row.joined_min or own.start) <= came <= (row.joined_max or own.end))
    return result
