"""Four simple ways to a timeline, which the model must beat: each reads the dated exact totals only, as such ways do.

They know the foundation day and the founding size where a claim tells them, so that the comparison is fair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from pipeline.published import Step
from pipeline.records import CountClaim, MembershipClaim

Point = tuple[date, int]


def points(
    counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]
) -> list[tuple[date, int, str]]:
    """The day, value and document of every dated number, ordinals read as sizes, in order of day."""
    founded = min(
        (c.date_start for c in memberships if c.action == "founding" and c.date_start), default=None
    )
    result = []
    for claim in counts:
        day = founded if founded and claim.kind == "initial" else claim.as_of_start or claim.published
        if day and claim.relation == "eq":
            result.append((day, claim.value, claim.doc_id))
    return sorted(result)


def _steps(body: str, told: Sequence[Point]) -> list[Step]:
    """Points as steps whose intervals are the number itself."""
    kept: list[Point] = []
    for day, value in told:
        if kept and kept[-1][0] == day:
            kept[-1] = (day, value)
        elif not kept or kept[-1][1] != value:
            kept.append((day, value))
    ends: list[date | None] = [*(day for day, _ in kept[1:]), None]
    return [Step(body, day, end, v, v, v, ()) for (day, v), end in zip(kept, ends, strict=True)]


def latest(body: str, counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim]) -> list[Step]:
    """The latest number wins."""
    return _steps(body, [(day, value) for day, value, _ in points(counts, memberships)])


def majority(body: str, counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim]) -> list[Step]:
    """In each month the most frequent number."""
    months: dict[date, list[int]] = defaultdict(list)
    days: dict[date, date] = {}
    for day, value, _ in points(counts, memberships):
        months[day.replace(day=1)].append(value)
        days.setdefault(day.replace(day=1), day)
    chosen = [(days[m], max(sorted(set(v)), key=Counter(v).__getitem__)) for m, v in sorted(months.items())]
    return _steps(body, chosen)


def maximum(body: str, counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim]) -> list[Step]:
    """The highest number so far."""
    told, high = [], 0
    for day, value, _ in points(counts, memberships):
        high = max(high, value)
        told.append((day, high))
    return _steps(body, told)


def truth_discovery(
    body: str, counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim]
) -> list[Step]:
    """Sources and values judge each other in turn: in each quarter the value with the most trusted sources wins."""
    told = points(counts, memberships)
    quarter = {day: date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) for day, _, _ in told}
    trust = {source: 0.8 for _, _, source in told}
    chosen: dict[date, int] = {}
    for _ in range(10):
        votes: dict[date, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for day, value, source in told:
            votes[quarter[day]][value] += trust[source]
        chosen = {q: max(sorted(v), key=v.__getitem__) for q, v in votes.items()}
        right: dict[str, list[bool]] = defaultdict(list)
        for day, value, source in told:
            right[source].append(chosen[quarter[day]] == value)
        trust = {source: (sum(r) + 1) / (len(r) + 2) for source, r in right.items()}
    first: dict[date, date] = {}
    for day, _, _ in told:
        first.setdefault(quarter[day], day)
    return _steps(body, [(first[q], chosen[q]) for q in sorted(chosen)])


BASELINES: dict[str, Callable[[str, Sequence[CountClaim], Sequence[MembershipClaim]], list[Step]]] = {
    "latest wins": latest,
    "majority per month": majority,
    "running maximum": maximum,
    "truth discovery": truth_discovery,
}
