"""Verdicts: each claim measured against its body's settled history, with a reason a reader understands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.accounts import Account, Place
from pipeline.evidence import speaks_of
from pipeline.records import CountClaim, MembershipClaim
from pipeline.spells import told

ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim: `expected` is the value it should have had."""

    verdict: str
    reason: str
    expected: int | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What stands on the same page as a claim: the highest ordinal with its country, and the countries listed."""

    ordinals: Mapping[str, tuple[int, str]]
    listed: Mapping[str, frozenset[str]]


def pages(counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]) -> Pages:
    """Collect, for each document about one body, its highest ordinal and the countries it lists."""
    ordinals: dict[str, tuple[int, str]] = {}
    listed: dict[str, set[str]] = defaultdict(set)
    told_of = [(c.doc_id, c.value, c.country or "") for c in counts if c.kind == "ordinal" and c.relation == "eq"]
    for claim in memberships:
        if claim.action == "join" and claim.ordinal is not None:
            told_of.append((claim.doc_id, claim.ordinal, claim.country))
        if claim.action in ("listed", "founding"):
            listed[claim.doc_id].add(claim.country)
    for doc_id, value, country in told_of:
        ordinals[doc_id] = max((value, country), ordinals.get(doc_id, (0, "")))
    return Pages(ordinals, {doc_id: frozenset(names) for doc_id, names in listed.items()})


def count_verdict(claim: CountClaim, own: Account | None, page: Pages, founding: int | None) -> Verdict:
    """The verdict on a stated size. `founding`: the founding size most documents give, where no day is known."""
    if claim.kind == "ordinal":
        return _ordinal(claim, own)
    if claim.kind == "initial":
        return _initial(claim, own, founding)
    span = speaks_of(claim)
    if span is None:
        return _undated(claim, own, page)
    if own is None:
        return Verdict("accepted", "consistent", claim.value, "No other dated claim speaks against it.")
    values = own.sizes(*span)
    if not values:
        return Verdict("rejected", "implausible", None, f"The body did not exist yet {_when(span)}.")
    if any(holds(claim.relation, claim.value, n) for n in values):
        return _accepted(claim, values, span)
    return _rejected(claim, own, values, span, page)


def holds(relation: str, value: int, size: int) -> bool:
    """Whether a stated number is right for a size."""
    return {
        "eq": size == value,
        "gt": size > value,
        "ge": size >= value,
        "lt": size < value,
        "le": size <= value,
        "approx": abs(size - value) <= max(2.0, 0.1 * size),
    }[relation]


def _accepted(claim: CountClaim, values: Sequence[int], span: tuple[int, int]) -> Verdict:
    n = _nearest(claim.value, values)
    if claim.relation == "approx" and n != claim.value:
        return Verdict("accepted", "approximate", n, f"The size was {n} {_when(span)}, close to the rounded number.")
    words = "as stated" if claim.relation == "eq" else "within what is stated"
    return Verdict("accepted", "consistent", n, f"The size was {n} {_when(span)}, {words}.")


def _rejected(claim: CountClaim, own: Account, values: Sequence[int], span: tuple[int, int], page: Pages) -> Verdict:
    """Why a dated number is not the size of its day; the first reason that fits, in the contract's order."""
    n, value, when = _nearest(claim.value, values), claim.value, _when(span)
    names = page.listed.get(claim.doc_id) if claim.kind == "listed" else None
    if any(holds(claim.relation, value, m) for m in own.earlier(span[0])) and not _skips(own, names, span[1]):
        newest = page.ordinals.get(claim.doc_id)
        if newest and newest[0] > value and newest[1] and claim.relation == "eq":
            return Verdict("rejected", "stale", n, _same_page(value, newest, n, f"The page {_of(span)}"))
        return Verdict("rejected", "stale", n, f"It says {value}, which was the size before; {when} it was {n}.")
    out, watch = own.departed(span[1]), own.observers(span[1])
    extra = value - n
    if extra > 0 and (out or watch) and extra in (out, watch, out + watch):
        whom = "members that had left" if extra == out else "observers" if extra == watch else "both departed and observers"
        return Verdict("rejected", "convention", n, f"It says {value} and counts {whom} too; {when} the size was {n}.")
    if abs(extra) == 1:
        return Verdict("rejected", "off_by_one", n, f"It says {value}, but {when} the size was {n}: one off.")
    if claim.relation == "eq" and value % 5 == 0 and abs(extra) <= max(2.0, 0.1 * n):
        return Verdict("rejected", "approximate", n, f"{value} is a round number for the {n} members {when}.")
    if claim.kind == "listed" and value < n:
        return Verdict("rejected", "incomplete_list", n, f"It names {value} of the {n} members {when}; some are left out.")
    return Verdict("rejected", "implausible", n, f"It says {value}, but {when} the size was {n}; a slip or another body.")


def _skips(own: Account, names: frozenset[str] | None, day: int) -> bool:
    """Whether a list lacks members who were not the latest to join: then it is incomplete, not old."""
    if not names:
        return False
    known = {p.spell.country: p.middle for p in own.places.values() if p.spell.country in own.members(day)}
    missing = [d for c, d in known.items() if c not in names]
    named = [d for c, d in known.items() if c in names]
    return bool(missing and named) and min(missing) < max(named)


def _undated(claim: CountClaim, own: Account | None, page: Pages) -> Verdict:
    """A number without a day is right if it ever held, unless its own page reports a later accession."""
    newest = page.ordinals.get(claim.doc_id)
    left = own.departed(own.rows[-1].start) if own else 0
    if claim.relation == "eq" and newest and claim.value < newest[0] - left:
        return Verdict("rejected", "stale", newest[0], _same_page(claim.value, newest, newest[0], "The page"))
    if own is None:
        return Verdict("accepted", "undated", claim.value, "It has no day, and no dated claim speaks against it.")
    ever = {n for row in own.rows for n in ({row.members} if row != own.rows[-1] else {row.members})}
    if own.rows[-1].start > own.history.last:
        ever |= set(range(own.rows[-1].low, own.rows[-1].high + 1))
    fits = [n for n in sorted(ever) if holds(claim.relation, claim.value, n)]
    if fits:
        return Verdict("accepted", "undated", _nearest(claim.value, fits), "It has no day, but the size did hold once.")
    n = _nearest(claim.value, sorted(ever))
    reason = "off_by_one" if abs(n - claim.value) == 1 else "implausible"
    return Verdict("rejected", reason, None, f"It has no day, and the size was never {claim.value}.")


def _same_page(value: int, newest: tuple[int, str], size: int, page: str) -> str:
    whose = f"{newest[1]}'s accession" if newest[1] else "the accession"
    return (
        f"{page} says {value}, but {whose} on the same page, the {ordinal_word(newest[0])}, "
        f"makes it {size}: the text repeats an older size."
    )


def _initial(claim: CountClaim, own: Account | None, founding: int | None) -> Verdict:
    """A founding size is measured against the size on the foundation day."""
    n = own.rows[0].members if own and own.history.founded else founding
    if n is None or holds(claim.relation, claim.value, n):
        return Verdict("accepted", "consistent", n if n is not None else claim.value, "It is the size at the foundation.")
    reason = "off_by_one" if abs(n - claim.value) == 1 else "implausible"
    if claim.relation == "eq" and reason == "implausible" and claim.value % 5 == 0 and abs(n - claim.value) <= max(2, 0.1 * n):
        reason = "approximate"
    return Verdict("rejected", reason, n, f"It says {claim.value} founders, but the body began with {n}.")


def _ordinal(claim: CountClaim, own: Account | None) -> Verdict:
    """An ordinal is measured against its country's place in the order of accession."""
    place = own.spells_of(claim.country or "") if own else []
    own_place = next((p for p in place if claim.value in p.spell.ordinals), None)
    if own is None or own_place is None:
        return Verdict("accepted", "undated", claim.value, "Nothing else tells of this place in the order.")
    likely = own_place.likely
    if own_place.ordinal == claim.value or likely.get(claim.value, 0.0) >= 0.5:
        return Verdict("accepted", "consistent", claim.value, f"{claim.country} was the {ordinal_word(claim.value)} to join.")
    expected = own_place.ordinal
    if expected is None and likely:
        expected = max(likely, key=lambda k: (likely[k], -k))
    if expected is None:
        return Verdict("accepted", "undated", claim.value, "Nothing else tells of this place in the order.")
    words = f"It says {ordinal_word(claim.value)}, but {claim.country} was the {ordinal_word(expected)} to join"
    return _wrong_ordinal(claim.value, expected, own, own_place, words)


def _wrong_ordinal(value: int, expected: int, own: Account, place: Place, words: str) -> Verdict:
    out = own.departed(place.middle)
    other = expected - out if own.history.cumulative else expected + out
    if out and value == other:
        how = "without" if own.history.cumulative else "with"
        return Verdict("rejected", "convention", expected, f"{words}; it counts {how} those that had left.")
    if abs(value - expected) == 1:
        return Verdict("rejected", "off_by_one", expected, f"{words}: one off.")
    return Verdict("rejected", "implausible", expected, f"{words}.")


def membership_verdict(claim: MembershipClaim, own: Account | None) -> Verdict:
    """The verdict on a stated relation of a country."""
    event = told(claim)
    places = own.spells_of(claim.country) if own else []
    if own is None or not places or claim.action in ("observer", "applicant", "suspended"):
        return Verdict("accepted", "consistent", None, "Nothing speaks against it.")
    day = event.last if event.last is not None else event.published
    if claim.action == "founding":
        late = own.history.founded is not None and not places[0].founder
        return _either(not late, claim.country, "was there from the foundation", "joined after the foundation")
    if claim.action == "listed":
        return _listed(claim, places, day)
    if claim.action == "leave":
        return _either(any(p.left for p in places), claim.country, "left as told", "did not leave")
    if event.first is None or event.last is None:
        return Verdict("accepted", "undated", None, f"{claim.country} joined; the claim gives no day.")
    if any(p.first <= event.last and event.first <= p.last for p in places):
        return Verdict("accepted", "consistent", None, f"{claim.country} joined on the day told.")
    near = min(places, key=lambda p: abs(p.middle - (event.first or 0)))
    true = date.fromordinal(near.middle)
    return Verdict("rejected", "implausible", None, f"The other claims put the accession of {claim.country} at {true}.")


def _listed(claim: MembershipClaim, places: Sequence[Place], day: int | None) -> Verdict:
    if day is None or any(p.first <= day and not (p.left and p.left[2] <= day) for p in places):
        return Verdict("accepted", "consistent", None, f"{claim.country} was a member.")
    if any(p.left and p.left[2] <= day for p in places):
        return Verdict("rejected", "stale", None, f"{claim.country} had left by then.")
    return Verdict("rejected", "implausible", None, f"{claim.country} had not joined yet.")


def _either(right: bool, country: str, yes: str, no: str) -> Verdict:
    if right:
        return Verdict("accepted", "consistent", None, f"{country} {yes}.")
    return Verdict("rejected", "implausible", None, f"By the other claims {country} {no}.")


def founding_size(counts: Iterable[CountClaim]) -> int | None:
    """The founding size most documents give; the smallest of equally frequent ones."""
    votes = Counter(c.value for c in counts if c.kind == "initial" and c.relation == "eq")
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def _nearest(value: int, sizes: Collection[int]) -> int:
    return min(sizes, key=lambda n: (abs(n - value), n))


def ordinal_word(n: int) -> str:
    """34 -> 34th."""
    return f"{n}{'th' if n % 100 in (11, 12, 13) else ORDINAL_ENDINGS.get(n % 10, 'th')}"


def _when(span: tuple[int, int]) -> str:
    first, last = date.fromordinal(span[0]), date.fromordinal(span[1])
    return f"on {first}" if first == last else f"from {first} to {last}"


def _of(span: tuple[int, int]) -> str:
    return f"of {date.fromordinal(span[0]):%B %Y}"
