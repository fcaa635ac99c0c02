"""How good a reconstruction is, measured against a world of known truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from simulator import World

from pipeline.records import Membership, Step

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


def accessions(own: World, rows: Sequence[Membership]) -> tuple[float, float, int]:
    """Coverage of the accession intervals, their mean width in days, and how many spells were matched."""
    covered, width, found = 0, 0, 0
    seen: dict[str, int] = {}
    for country, came, _ in own.spells:
        seen[country] = seen.get(country, 0) + 1
        row = next((r for r in rows if r.country == country and r.spell == seen[country]), None)
        if row is None:
            continue
        low, high = row.joined_min or own.start, row.joined_max or own.end
        found += 1
        covered += low <= came <= high
        width += (high - low).days
    return covered / max(found, 1), width / max(found, 1), found
