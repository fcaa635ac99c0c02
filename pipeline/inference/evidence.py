"""Evidence: how well each size fits what the claims state, day by day.

A stated number is right, or went stale, or is off by one, rounded, counts something else, or is plain wrong; the
chances of these (`Habits`) are learnt for each body. Stale only looks back, so a number above the size is judged
far harder than one below, unless members have left of late. Repeats of a number are not independent: see `weights`.
"""

from __future__ import annotations

import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from pipeline.inference import timeline
from pipeline.records import CountClaim

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Ways = dict[str, Floats]

#: How fast further claims of the same number lose weight, and how many there may be before they count as copies.
FADE, COPIES = 0.4, 5.0
#: How many days it takes until most of the earlier claims of a number no longer count as its copies' swarm.
SWARM = 365.0
#: What a number on a page that reports a departure weighs as a witness against its being too high.
OUTRUN = 0.7
#: Log weights against an ordinal that misses the crossing of its level: by one, by more.
NEAR, FAR = -3.5, -5.5
#: A lower or upper bound is worded near the size: log weight per tenth of it that the size lies beyond.
SLACK = -0.5
#: Log weight against the very number in "more than 31" or "fewer than 31": such words are used loosely.
LOOSE = -1.5
#: Log weight against a size that a bound or a rounded number excludes.
EXCLUDED = -4.0
#: Log weight against a size that misses one without a day by one; and that all of them together can have.
BESIDE, AT_MOST = -2.5, -12.0
#: How many independent claims a founding size is worth: it can't be stale, and nothing older can have been copied.
FOUNDING = 4.0
#: Share of old numbers that may be of any age; the others lag behind by few steps of the size.
ANY_AGE = 0.4
#: For so many days after a departure a number from before it is an old one.
LATELY = 1000
#: Share of lists that forget names.
FORGOT = 0.1
#: How many independent claims one that a human accepted is worth.
CERTAIN = 10.0


@dataclass(frozen=True, slots=True)
class Habits:
    """How often a body's stated sizes are right, stale, off by one, rounded, of another count, incomplete, wrong."""

    right: float = 0.74
    stale: float = 0.15
    off: float = 0.02
    rounded: float = 0.02
    other: float = 0.02
    wrong: float = 0.05


@dataclass(frozen=True, slots=True)
class Stated:
    """The exact totals and lists of a body as arrays, equal ones in one; `begin` and `end` index the grid days.

    `early`, `late` and `weight` add up what the claims weigh as witnesses from either side, and from the heavier one.
    """

    value: Ints
    begin: Ints
    end: Ints
    listed: Ints
    early: Floats
    late: Floats
    weight: Floats

    def pieces(self) -> Iterator[Stated]:
        """The same, some of them at a time."""
        for some in timeline.in_turn(len(self.value)):
            yield Stated(*(getattr(self, field.name)[some] for field in fields(self)))


def speaks_of(claim: CountClaim) -> tuple[int, int] | None:
    """First and last day a claim speaks of: as stated, else its publication, else None (any time)."""
    first, last = claim.as_of_start or claim.as_of_end, claim.as_of_end or claim.as_of_start
    first, last = first or claim.published, last or claim.published
    return (first.toordinal(), last.toordinal()) if first and last else None


def _covered(claim: CountClaim, days: Ints) -> tuple[int, int] | None:
    """The days a claim speaks of, as far as the grid covers them; a founding size speaks of the first grid day."""
    if claim.kind == "initial":
        return int(days[0]), int(days[0])
    span = speaks_of(claim)
    return (max(span[0], int(days[0])), span[1]) if span and span[1] >= days[0] else None


def stated(
    claims: Sequence[CountClaim], certain: frozenset[str], departures: frozenset[str], days: Ints
) -> Stated:
    """The exact dated claims that the grid covers, with the weights of repeats.

    `departures`: the documents that report one; the size in their last sentence is often that of before.
    """
    import numpy as np

    rows = [(*span, c.value, c.claim_id, c) for c in claims if (span := _covered(c, days))]
    rows.sort(key=lambda row: row[:4])
    early, late = weights([(r[0], r[2], r[4].doc_id) for r in rows])
    early *= np.array([OUTRUN if r[4].doc_id in departures else 1.0 for r in rows])
    sure = np.array([CERTAIN * (r[3] in certain) or FOUNDING * (r[4].kind == "initial") for r in rows])
    early, late = np.maximum(early, sure), np.maximum(late, sure)
    facts = np.array([(*r[:3], r[4].kind == "listed") for r in rows], dtype=np.int64).reshape(-1, 4)
    facts, which = np.unique(facts, axis=0, return_inverse=True)
    begin, end = np.searchsorted(days, facts[:, 0]), np.searchsorted(days, facts[:, 1])

    def added(weight: Floats) -> Floats:
        return np.bincount(which.ravel(), weight, len(facts)).astype(float)

    heavier = added(np.maximum(early, late))
    return Stated(facts[:, 2], begin, end, facts[:, 3], added(early), added(late), heavier)


def weights(keys: Sequence[tuple[int, int, str]]) -> tuple[Floats, Floats]:
    """For days, values and sources of claims in order of time, their weight as early and as late witnesses of their
    number.

    The first claim that states a number speaks fully against its being too high, its followers less and less; the
    last one speaks fully against its being stale, those before it less and less. So wherever a run of copies is cut
    in two, either part weighs like a few independent claims. Copies come in swarms: what is stated for years has been
    looked up now and then, so each claim counts less the more of the same number were made in the years beside it.
    """
    import numpy as np

    early, late = np.ones(len(keys)), np.ones(len(keys))
    for order, result in ((range(len(keys)), early), (range(len(keys) - 1, -1, -1), late)):
        seen: dict[int, tuple[float, int]] = {}
        sources: set[tuple[int, str]] = set()
        for i in order:
            day, value, doc_id = keys[i]
            if (value, doc_id) in sources:
                result[i] = 0.0
                continue
            sources.add((value, doc_id))
            before, when = seen.get(value, (0.0, day))
            near = 1.0 + before * float(np.exp(-abs(day - when) / SWARM))
            seen[value] = (near, day)
            result[i] = repeat(near)
    return early, late


def repeat(n: float) -> float:
    """The weight of the n-th claim of the same number: few may be independent, many are copies."""
    return float(n**-FADE / (1.0 + (n / COPIES) ** 2))


def lately(departed: Floats, days: Ints) -> Floats:
    """Departures in the years before each grid day, out of those up to each grid day."""
    import numpy as np

    before = np.searchsorted(days, days - LATELY, side="right") - 1
    result: Floats = departed - np.where(before >= 0, departed[before.clip(0)], 0.0)
    return result


def parts(
    given: Stated, sizes: int, departed: Floats, fallen: Floats, observers: Floats, habits: Habits
) -> Ways:
    """For each claim and size, the probability of the stated number by each way it can come about.

    `fallen`: see `lately`; an old number may be above the size by as many.
    """
    import numpy as np

    size = np.arange(sizes)[None, :]
    value = given.value[:, None]
    gap = size - value
    behind = (1.0 - ANY_AGE) / np.maximum(gap * (gap + 1), 1) + ANY_AGE / np.maximum(size, 1)
    lost = (gap < 0) & (-gap <= np.round(fallen[given.end])[:, None])
    behind = np.where(gap > 0, behind, np.where(lost, (1.0 - ANY_AGE) / np.maximum(gap * (gap - 1), 1), 0.0))
    reach = np.maximum(2.0, 0.1 * size)
    near = (value % 5 == 0) & (gap != 0) & (np.abs(gap) <= reach)
    out, watch = np.round(departed[given.end])[:, None], np.round(observers[given.end])[:, None]
    other = ((out > 0) & (value == size + out)) | ((watch > 0) & (value == size + watch))
    other |= (out > 0) & (watch > 0) & (value == size + out + watch)
    return {
        "right": habits.right * (gap == 0),
        "stale": (habits.stale + FORGOT * given.listed[:, None]) * behind,
        "off": habits.off * 0.5 * (np.abs(gap) == 1),
        "rounded": habits.rounded * near / (2.0 * reach),
        "other": habits.other * other * (gap != 0),
        "wrong": habits.wrong * (0.5 / max(sizes, 60) + 0.5 * _typed(value, size, gap) / 20.0),
    }


def _typed(value: Ints, size: Ints, gap: Ints) -> Floats:
    """1 where a number is one slip of the keys away from the size: a wrong digit, or two swapped."""
    wrong_digit = (value // 10 == size // 10) | (value % 10 == size % 10)
    exchanged = (value < 100) & (size < 100) & (value % 10 == size // 10) & (value // 10 == size % 10)
    result: Floats = ((wrong_digit | exchanged) & (gap != 0)).astype(float)
    return result


def totals(ways: Iterable[tuple[Stated, Ways]], days: int, sizes: int) -> Floats:
    """Log weight of each size on each grid day by the exact totals.

    A number holds on some day of an interval if the size is no higher on its first day and no lower on its last.
    """
    import numpy as np

    result = np.zeros((days, sizes))
    for given, chances in ways:
        chance = np.sum(list(chances.values()), axis=0)
        inside = np.minimum(given.value, sizes - 1)
        log = np.log(chance) - np.log(chance[np.arange(len(inside)), inside])[:, None]
        log = np.minimum(log, 0.0)
        gap = np.arange(sizes)[None, :] - given.value[:, None]
        np.add.at(result, given.begin, np.where(gap > 0, log * given.late[:, None], 0.0))
        np.add.at(result, given.end, np.where(gap < 0, log * given.early[:, None], 0.0))
    return result


def learn(ways: Iterable[tuple[Stated, Ways]], size: Floats) -> Habits:
    """The habits that best explain the claims, given the probability of each size on each grid day."""
    import numpy as np

    prior = {"right": 8.0, "stale": 0.9, "off": 0.2, "rounded": 0.2, "other": 0.2, "wrong": 0.5}
    seen = dict.fromkeys(prior, 0.0)
    for given, chances in ways:
        above = np.arange(size.shape[1])[None, :] > given.value[:, None]
        on_day = np.where(above, size[given.begin], size[given.end])
        on_day = on_day / on_day.sum(axis=1, keepdims=True)
        posterior = on_day / np.maximum(np.sum(list(chances.values()), axis=0), 1e-300)
        for way, chance in chances.items():
            seen[way] += float((given.weight * (posterior * chance).sum(axis=1)).sum())
    whole = sum(seen.values()) + sum(prior.values())
    return (
        Habits(**{way: (seen[way] + prior[way]) / whole for way in prior}) if any(seen.values()) else Habits()
    )


def bounds(claims: Sequence[CountClaim], days: Ints, sizes: int) -> Floats:
    """Log weight of each size on each grid day by bounds and rounded numbers; the same bound counts once a day."""
    import numpy as np

    result = np.zeros((len(days), sizes))
    size = np.arange(sizes)
    told = {(c.relation, c.value, *span) for c in claims if (span := _covered(c, days))}
    for relation, value, first, last in sorted(told):
        begin, end = np.searchsorted(days, [first, last])
        reach = max(2.0, 0.1 * value)
        gap = size - value
        loose = np.where(gap == 0, LOOSE if relation in ("gt", "lt") else 0.0, SLACK * np.abs(gap) / reach)
        above = loose if relation in ("gt", "ge") else np.full(sizes, EXCLUDED / 2)
        below = loose if relation in ("lt", "le") else np.full(sizes, EXCLUDED)
        if relation == "approx":
            above, below = (np.where(np.abs(gap) <= reach, loose, worst) for worst in (above, below))
        result[begin] += np.where(gap >= 0, np.where(gap == 0, loose, above), 0.0)
        result[end] += np.where(gap < 0, below, 0.0)
    return result


def crossing(
    level: int, support: int, before: tuple[int, float], after: tuple[int, float], result: Floats
) -> None:
    """Add to `result` the log weights of the accession that reached `level`: below it, later not below it.

    `before` and `after` are (grid day, members departed by then that count against neither).
    """
    import numpy as np

    size = np.arange(result.shape[1])
    votes = 1.0 + 0.5 * min(support - 1, 4)
    excess = size + before[1] - (level - 1)
    result[before[0]] += np.where(excess <= 0.5, 0.0, np.where(excess < 1.5, NEAR, FAR)) * votes
    short = level - (size + after[1])
    result[after[0]] += np.where(short <= 0.5, 0.0, np.where(short < 1.5, NEAR, FAR)) * votes


def ever(claims: Sequence[CountClaim], days: Ints, sizes: int, departed: float) -> Floats:
    """Log weights of totals without any day: the size held once, so it was reached, and not passed from the start.

    `departed` is the number of members lost until the end, by which the last size may be below the highest.
    """
    import numpy as np

    result = np.zeros((len(days), sizes))
    size = np.arange(sizes)
    counted = Counter(c.value for c in claims if c.relation == "eq" and c.value < sizes)
    for value, times in sorted(counted.items()):
        votes = sum(repeat(n) for n in range(1, times + 1))
        short, over = value - size - round(departed), size - value
        result[-1] += np.where(short <= 0, 0.0, np.where(short <= 1, BESIDE, EXCLUDED)) * votes
        result[0] += np.where(over <= 0, 0.0, np.where(over <= 1, BESIDE, EXCLUDED)) * votes
    return np.maximum(result, AT_MOST)
