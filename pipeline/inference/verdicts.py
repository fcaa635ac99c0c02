"""Verdicts: each claim measured against its body's settled history, with a reason a reader understands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.inference.accounts import Account, Place
from pipeline.inference.evidence import speaks_of
from pipeline.inference.pages import Pages
from pipeline.inference.spells import told
from pipeline.inference.wording import month_of, name_of, ordinal_word, possessive, said, time_of, when
from pipeline.records import CountClaim, MembershipClaim

#: No more countries than these are named that a list lacks.
NAMED = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim: `expected` is the value it should have had."""

    verdict: str
    reason: str
    expected: int | None
    explanation: str


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
        return _yes("No other claim has a day.")
    values = own.sizes(*span)
    if not values:
        return Verdict("rejected", "implausible", None, f"The body did not exist yet {when(span)}.")
    if any(holds(claim.relation, claim.value, n) for n in values):
        return _accepted(claim, values, span)
    return _rejected(claim, own, values, span, page)


def copied(found: Verdict, original: CountClaim | MembershipClaim) -> Verdict:
    """The verdict on a claim that repeats another document's; `found`: on what it says."""
    source = f"{original.doc_id} of {original.published}" if original.published else original.doc_id
    words = f"{found.explanation} The document repeats {source} here, and what both say counts once."
    return Verdict(
        found.verdict,
        "duplicate" if found.verdict == "accepted" else found.reason,
        found.expected,
        words,
    )


def dated(claim: CountClaim | MembershipClaim) -> bool:
    """Whether a claim has any day of its own."""
    if isinstance(claim, CountClaim):
        return speaks_of(claim) is not None
    return claim.published is not None or claim.date_start is not None or claim.date_end is not None


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
        return Verdict(
            "accepted",
            "approximate",
            n,
            f"The size was {n} {when(span)}, close to {said(claim)}.",
        )
    return Verdict(
        "accepted",
        "consistent",
        n,
        f"It says {said(claim)}, and {when(span)} the size was {n}.",
    )


def _rejected(
    claim: CountClaim, own: Account, values: Sequence[int], span: tuple[int, int], page: Pages
) -> Verdict:
    """Why a dated number is not the size of its day; the first reason that fits, in the contract's order."""
    n, value = _nearest(claim.value, values), claim.value
    was = f"It says {said(claim)}, but {when(span)} the size was {n}"
    names = page.listed.get(claim.doc_id) if claim.kind == "listed" else None
    held = any(holds(claim.relation, value, size) for size in own.earlier(span[0]))
    if held and not _skips(own, names, span[1]):
        newest = page.ordinals.get(claim.doc_id)
        if newest and newest[0] > value and claim.relation == "eq":
            return Verdict("rejected", "stale", n, _same_page(value, newest, n, f"The page {month_of(span)}"))
        return Verdict("rejected", "stale", n, f"{was}: it repeats an older size.")
    counted = _counted(value - n, own.departed(span[1]), own.observers(span[1]))
    if counted:
        return Verdict("rejected", "convention", n, f"{was}: it counts {counted} too.")
    if claim.kind == "listed" and value < n:
        return Verdict("rejected", "incomplete_list", n, f"{was}: {_left_out(own, names, span[1])}.")
    if _missed_by(claim, n) == 1:
        return Verdict("rejected", "off_by_one", n, f"{was}: it is off by one.")
    if _rounded(claim, n):
        return Verdict("rejected", "approximate", n, f"{was}: a round number given as an exact one.")
    slip = (
        "its digits are exchanged" if str(value)[::-1] == str(n) else "a slip, or the number of another body"
    )
    return Verdict("rejected", "implausible", n, f"{was}: {slip}.")


def _left_out(own: Account, names: frozenset[str] | None, day: int) -> str:
    """Whom a list lacks, as far as the members of its day are known by name."""
    missing = sorted(map(name_of, own.members(day) - (names or frozenset())))
    if not names or not missing or len(missing) > NAMED:
        return "the list leaves some out"
    return (
        f"the list leaves out {' and '.join([', '.join(missing[:-1])] * (len(missing) > 1) + missing[-1:])}"
    )


def _missed_by(claim: CountClaim, size: int) -> int:
    """By how much a wrong number misses the size; a bound, what it asks for at least or at most."""
    asked = claim.value + {"gt": 1, "lt": -1}.get(claim.relation, 0)
    return abs(asked - size)


def _counted(extra: int, departed: int, observers: int) -> str:
    """Whom a number counts that aren't members, if that explains what it has too many; else nothing."""
    if extra <= 0:
        return ""
    return {departed + observers: "departed members and observers", observers: "observers",
            departed: "departed members"}.get(extra, "")  # fmt: skip


def _rounded(claim: CountClaim, size: int) -> bool:
    near = abs(claim.value - size) <= max(2.0, 0.1 * size)
    return claim.relation == "eq" and claim.value % 5 == 0 and near


def _skips(own: Account, names: frozenset[str] | None, day: int) -> bool:
    """Whether a list lacks members who were not the latest to join: then it is incomplete, not old."""
    if not names:
        return False
    members = own.members(day)
    known = {p.spell.country: p.middle for p in own.every() if p.spell.country in members}
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
        return Verdict(
            "accepted", "undated", claim.value, "It has no day, and no dated claim speaks against it."
        )
    ever = own.ever()
    fits = [n for n in sorted(ever) if holds(claim.relation, claim.value, n)]
    if fits:
        return Verdict(
            "accepted",
            "undated",
            _nearest(claim.value, fits),
            f"It has no day, but {_once(own, _nearest(claim.value, fits))}.",
        )
    n = _nearest(claim.value, sorted(ever))
    reason = "off_by_one" if abs(n - claim.value) == 1 else "implausible"
    return Verdict(
        "rejected",
        reason,
        None,
        f"It has no day, but the size was never {said(claim)}.",
    )


def _once(own: Account, size: int) -> str:
    """When a size held."""
    row = next((r for r in own.rows if r.members == size), None)
    return (
        f"the size was {size} from {date.fromordinal(row.start)} on" if row else "such a size may have held"
    )


def _same_page(value: int, newest: tuple[int, str], size: int, page: str) -> str:
    whose = f"{possessive(name_of(newest[1]))} accession" if newest[1] else "the accession"
    return (
        f"{page} says {value}, but {whose} on the same page as the {ordinal_word(newest[0])} member "
        f"makes it {size}: the sentence repeats an older size."
    )


def _initial(claim: CountClaim, own: Account | None, founding: int | None) -> Verdict:
    """A founding size is measured against the size on the foundation day."""
    n = own.rows[0].members if own and own.history.founded else founding
    if n is None or holds(claim.relation, claim.value, n):
        size = claim.value if n is None else n
        return Verdict("accepted", "consistent", size, f"The body began with {size} members.")
    reason = (
        "off_by_one" if abs(n - claim.value) == 1 else "approximate" if _rounded(claim, n) else "implausible"
    )
    return Verdict(
        "rejected",
        reason,
        n,
        f"It says {said(claim)} founders, but the body began with {n}.",
    )


def _ordinal(claim: CountClaim, own: Account | None) -> Verdict:
    """An ordinal is measured against its country's place in the order of accession."""
    who, said = name_of(claim.country), ordinal_word(claim.value)
    unheard = f"Nothing else tells of {possessive(who)} place in the order."
    if claim.country is None:
        unheard = "No country is named with it, so nothing else tells of that place."
    unknown = Verdict("accepted", "undated", claim.value, unheard)
    places = own.spells_of(claim.country or "") if own else []
    place = next((p for p in places if claim.value in p.spell.ordinals), None)
    if own is None or place is None:
        return unknown
    if place.ordinal == claim.value or place.likely.get(claim.value, 0.0) >= 0.5:
        return Verdict("accepted", "consistent", claim.value, f"{who} was the {said} to join.")
    expected = place.ordinal or max(place.likely, key=lambda k: (place.likely[k], -k), default=None)
    if expected is None:
        return unknown
    was = f"It says {said}, but {who} was the {ordinal_word(expected)} to join"
    out = own.departed(place.middle)
    if out and claim.value == (expected - out if own.history.cumulative else expected + out):
        how = "leaves out" if own.history.cumulative else "counts"
        return Verdict("rejected", "convention", expected, f"{was}: it {how} those that had left.")
    if abs(claim.value - expected) == 1:
        return Verdict("rejected", "off_by_one", expected, f"{was}: it is off by one.")
    return Verdict("rejected", "implausible", expected, f"{was}.")


def membership_verdict(claim: MembershipClaim, own: Account | None) -> Verdict:
    """The verdict on a stated relation of a country."""
    event, who = told(claim), name_of(claim.country)
    places = own.spells_of(claim.country) if own else []
    if own is None or not places or claim.action in ("observer", "applicant", "suspended"):
        return _yes("Nothing speaks against it.")
    mine = next((p for p in places if claim.claim_id in p.spell.evidence), places[0])
    if claim.action == "founding":
        late = own.history.founded is not None and not places[0].founder
        return _no(f"By the other claims {who} joined later.") if late else _yes(f"{who} was a founder.")
    if claim.action == "listed":
        return _listed(who, places, event.last if event.last is not None else event.published)
    if claim.action == "leave":
        left = mine.left or next((p.left for p in places if p.left), None)
        return (
            _yes(f"{who} left {time_of(left[0], left[2])}.")
            if left
            else _no(f"By the other claims {who} did not leave.")
        )
    if event.first is None or event.last is None:
        how = "was a founder" if mine.founder else f"joined {time_of(mine.first, mine.last)}"
        return _yes(f"{who} {how}; the claim gives no day.", "undated")
    if any(p.first <= event.last and event.first <= p.last for p in places):
        return _yes(f"{who} joined at the time told.")
    near = min(places, key=lambda p: abs(p.middle - (event.first or 0)))
    return _no(f"By the other claims {who} joined about {date.fromordinal(near.middle)}.")


def _listed(who: str, places: Sequence[Place], day: int | None) -> Verdict:
    if day is None or any(p.first <= day and not (p.left and p.left[2] <= day) for p in places):
        return _yes(f"{who} was a member then.")
    if any(p.left and p.left[2] <= day for p in places):
        return _no(f"{who} had left by then.", "stale")
    return _no(f"{who} had not joined yet.")


def _yes(explanation: str, reason: str = "consistent") -> Verdict:
    return Verdict("accepted", reason, None, explanation)


def _no(explanation: str, reason: str = "implausible") -> Verdict:
    return Verdict("rejected", reason, None, explanation)


def _nearest(value: int, sizes: Collection[int]) -> int:
    return min(sizes, key=lambda n: (abs(n - value), n))
