"""Digest: what a body's claims hold, gathered for the inference: foundation, stated sizes, observers, days."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from pipeline.inference import evidence, spells
from pipeline.inference.spells import Spell
from pipeline.records import CountClaim, MembershipClaim

Claim = TypeVar("Claim", CountClaim, MembershipClaim)

#: The first and last year that a claim can mean; others are placeholders or slips, and their day is not used.
YEARS = (1800, 2199)
#: How many days before the foundation pages may tell of a body; after how many days without a page further ones are
#: taken to be misdated, if they are less than one in `STRAY`.
AHEAD, SILENCE, STRAY = 366, 20 * 365, 20
#: The columns that hold days.
DAYS = ("as_of_start", "as_of_end", "date_start", "date_end", "published")

#: No body has more members: there are some two hundred states. What is larger counts something else.
LARGEST = 1_000
#: From so many numbers on, a single one does not show how large a body may be.
LONG = 30


def tame(claim: Claim, pages: tuple[date, date] = (date.min, date.max)) -> Claim:
    """The claim without the days that no body can have had, and without a day of publication outside `pages`."""
    wild: dict[str, Any] = {}
    for name in DAYS:
        day = getattr(claim, name, None)
        if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
            wild[name] = None
    if claim.published is not None and not pages[0] <= claim.published <= pages[1]:
        wild["published"] = None
        if isinstance(claim, CountClaim) and claim.as_of_basis == "published":
            wild |= {"as_of_start": None, "as_of_end": None}
    return replace(claim, **wild) if wild else claim


def pages_between(counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim]) -> tuple[date, date]:
    """First and last day on which the pages of a record can have been published.

    A page older than the foundation cannot tell of the body; nor can a few pages be decades younger than all others.
    """
    founded = foundation(counts, memberships)
    claims: list[CountClaim | MembershipClaim] = [*counts, *memberships]
    line = [d for d, _ in sorted({(c.published, c.doc_id) for c in claims if c.published})]
    first = date.fromordinal(max(founded[0] - AHEAD, 1)) if founded else date.min
    if sum(day < first for day in line) > max(len(line) // STRAY, 1):
        first = date.min
    for i in range(len(line) - len(line) // STRAY, len(line)):
        if (line[i] - line[i - 1]).days > SILENCE:
            return first, line[i - 1]
    return first, date.max


def foundation(
    counts: Sequence[CountClaim], memberships: Sequence[MembershipClaim]
) -> tuple[int, int] | None:
    """First and last possible foundation day: that which most claims give, less the documents that tell of the body
    at a time before it; of equals the narrower, then the earlier."""
    windows: Counter[tuple[int, int]] = Counter()
    for claim in memberships:
        event = spells.told(claim)
        if claim.action == "founding" and event.first is not None and event.last is not None:
            windows[event.first, event.last] += 1
    if not windows:
        for count in counts:
            span = evidence.speaks_of(count)
            if (
                count.kind == "initial"
                and span
                and count.as_of_start
                and count.as_of_start != count.published
            ):
                windows[span] += 1
    if not windows:
        return None
    known = _first_told(counts, memberships) if len(windows) > 1 else ()
    best = min(windows, key=lambda w: (bisect_left(known, w[0]) - windows[w], w[1] - w[0], w))
    inside = [w for w in windows if best[0] <= w[0] and w[1] <= best[1]]
    return min(inside, key=lambda w: (w[1] - w[0], -windows[w], w))


def _first_told(counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]) -> list[int]:
    """For each document that tells of members the first day at which there were some, in order."""
    first: dict[str, int] = {}
    told = [(c.doc_id, evidence.speaks_of(c)) for c in counts if c.kind != "initial"]
    told += [
        (c.doc_id, (0, spells.told(c).last or 0)) for c in memberships if c.action == "join" and c.date_end
    ]
    for doc_id, span in told:
        if span:
            first[doc_id] = min(span[1], first.get(doc_id, span[1]))
    return sorted(first.values())


def founding_size(counts: Iterable[CountClaim]) -> int | None:
    """The founding size most documents give; the smallest of equally frequent ones."""
    votes = Counter(c.value for c in counts if c.kind == "initial" and c.relation == "eq")
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def observers(memberships: Iterable[MembershipClaim]) -> dict[str, int]:
    """Countries told to be observers and never members, with the first day that is told of."""
    members = {c.country for c in memberships if c.action in ("founding", "join", "listed", "leave")}
    result: dict[str, int] = {}
    for claim in memberships:
        event = spells.told(claim)
        day = event.first if event.first is not None else event.published
        if claim.action == "observer" and claim.country not in members and day is not None:
            result[claim.country] = min(day, result.get(claim.country, day))
    return result


def mark_missing(
    own: list[Spell], counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]
) -> None:
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


def days_of(
    own: Iterable[Spell],
    counts: Iterable[CountClaim],
    founded: tuple[int, int] | None,
    watchers: Iterable[int],
) -> set[int]:
    """All days that matter, from the foundation on; if that took place in a longer time, from as late as can be."""
    days = {day for c in counts for day in evidence.speaks_of(c) or ()} | set(watchers)
    days |= {day for s in own for day in s.days()}
    if not founded:
        return days
    later = {d for d in days if d > founded[0]} | {founded[1]}
    return later | {max(founded[0], min(later) - (min(later) < founded[1]))}


def grew_later(counts: Iterable[CountClaim]) -> bool:
    """Whether claims without any day are the most, and tell of a larger size than all that have one."""
    values: dict[bool, list[int]] = {True: [0], False: [0]}
    for count in counts:
        if count.relation == "eq" and count.kind != "initial":
            values[evidence.speaks_of(count) is not None].append(count.value)
    return len(values[False]) > len(values[True]) and max(values[False]) > max(values[True])


def top_size(counts: Sequence[CountClaim], own: Sequence[Spell]) -> int:
    """One more than the largest size to reckon with: numbers far above the usual ones are left out.

    In a long record, those too that neither their neighbours in time nor a few of the undated numbers bear out.
    """
    named = len({spell.country for spell in own})
    stated = [*(c.value for c in counts), *(k for s in own for k in s.ordinals)]
    values = sorted(value for value in stated if value <= LARGEST)
    usual = values[(len(values) - 1) // 2] if values else 0
    top = max(named, 5, usual)
    for value in values:
        if value > 2 * top + 20:
            break
        top = max(top, value)
    if len(values) >= LONG:
        top = min(top, max(named, usual, _borne_out(counts) * 5 // 4) + 5)
    return top + 3


def _borne_out(counts: Iterable[CountClaim]) -> int:
    """The largest number that one of the two next to it in time reaches too, or one in twenty of the undated ones."""
    dated, undated = [], []
    for count in counts:
        span = evidence.speaks_of(count)
        if count.value <= LARGEST and span:
            dated.append((*span, count.value))
        elif count.value <= LARGEST:
            undated.append(count.value)
    line = [value for *_, value in sorted(dated)]
    middle = [sorted(three)[1] for three in zip(line, line[1:], line[2:], strict=False)]
    few = len(undated) // 20
    return max(
        [0, *middle, *line[-1:], *sorted(undated)[max(len(undated) - 1 - few, 0) : len(undated) - few]]
    )
