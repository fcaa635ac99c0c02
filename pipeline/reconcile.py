"""Stage 4, reconcile: claims -> timeline, memberships, verdicts, conferences and resolutions.

Works body by body. Only asserted claims are evidence; decisions outrank inference; nothing is dropped. The model is
described in docs/reconcile.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline import conferences, decisions
from pipeline.decisions import Decision
from pipeline.inference import accounts, digest, history, spells, verdicts
from pipeline.inference.spells import told
from pipeline.inference.verdicts import Verdict
from pipeline.records import (
    Conference,
    ConferenceClaim,
    CountClaim,
    Issue,
    Membership,
    MembershipClaim,
    Resolution,
    ResolutionCitation,
    Step,
    issue,
)

Claim = TypeVar("Claim", CountClaim, MembershipClaim)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What stage 4 hands over; every tuple is sorted by its table's key."""

    timeline: tuple[Step, ...]
    memberships: tuple[Membership, ...]
    count_claims: tuple[CountClaim, ...]
    membership_claims: tuple[MembershipClaim, ...]
    conference_claims: tuple[ConferenceClaim, ...]
    conferences: tuple[Conference, ...]
    resolutions: tuple[Resolution, ...]
    issues: tuple[Issue, ...]


def reconcile(
    counts: Sequence[CountClaim],
    memberships: Sequence[MembershipClaim],
    conference_claims: Sequence[ConferenceClaim],
    citations: Sequence[ResolutionCitation],
    settled: Sequence[Decision],
) -> Reconciled:
    """Find the history behind the claims of every body, and measure every claim against it.

    The order of the input does not matter. Claims that aren't asserted get no verdict and the reason `not_asserted`.
    """
    mended_counts, issues = decisions.apply("count_claims", counts, settled)
    mended_members, more = decisions.apply("membership_claims", memberships, settled)
    issues += more + [_lost(d) for d in settled if d.table not in decisions.TABLES]
    by_body = _by_body(mended_counts, mended_members)
    parts = [_body(body, *by_body[body], settled) for body in sorted(by_body)]
    issues += [i for p in parts for i in p.issues]
    met, meetings, trouble = conferences.conferences(conference_claims)
    texts, doubts = conferences.resolutions(citations)
    return Reconciled(
        tuple(sorted((r for p in parts for r in p.timeline), key=lambda r: (r.body, r.start))),
        tuple(sorted((r for p in parts for r in p.memberships), key=lambda r: (r.body, r.country, r.spell))),
        tuple(sorted((r for p in parts for r in p.count_claims), key=lambda r: r.claim_id)),
        tuple(sorted((r for p in parts for r in p.membership_claims), key=lambda r: r.claim_id)),
        tuple(sorted(met, key=lambda r: r.claim_id)),
        tuple(sorted(meetings, key=lambda r: r.conference_id)),
        tuple(sorted(texts, key=lambda r: r.symbol)),
        tuple(sorted({*issues, *trouble, *doubts}, key=lambda r: r.issue_id)),
    )


def _lost(given: Decision) -> Issue:
    return issue(
        "raw/decisions.csv", "reconcile", "unknown_decision", f"table {given.table} takes no decisions"
    )


def _by_body(
    counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]
) -> dict[str, tuple[list[CountClaim], list[MembershipClaim]]]:
    """The claims of each body, in an order of their own, whatever order they came in."""
    result: dict[str, tuple[list[CountClaim], list[MembershipClaim]]] = defaultdict(lambda: ([], []))
    for count in sorted(counts, key=lambda c: c.claim_id):
        result[count.body][0].append(count)
    for claim in sorted(memberships, key=lambda c: c.claim_id):
        result[claim.body][1].append(claim)
    return result


@dataclass(frozen=True, slots=True)
class _Part:
    """What one body contributes."""

    timeline: Sequence[Step]
    memberships: Sequence[Membership]
    count_claims: Sequence[CountClaim]
    membership_claims: Sequence[MembershipClaim]
    issues: Sequence[Issue]


def _body(
    body: str,
    counts: Sequence[CountClaim],
    memberships: Sequence[MembershipClaim],
    settled: Sequence[Decision],
) -> _Part:
    """Reconcile one body."""
    human = decisions.verdicts("count_claims", settled)
    human_members = decisions.verdicts("membership_claims", settled)
    tame_counts, tame_members = [digest.tame(c) for c in counts], [digest.tame(c) for c in memberships]
    usable = [c for c in tame_counts if _usable(c, human)]
    usable_members = _uncontested([c for c in tame_members if _usable(c, human_members)], human_members)
    used, members = digest.originals(usable, human), digest.originals(usable_members, human_members)
    copies = {c.claim_id for c in usable}.union(c.claim_id for c in usable_members)
    copies = copies.difference((c.claim_id for c in used), (c.claim_id for c in members))
    past = history.reconstruct(used, members, frozenset(c.claim_id for c in used if c.claim_id in human))
    own = accounts.account(past) if past else None
    page, founding = verdicts.pages(usable, usable_members), digest.founding_size(used)
    count_verdicts = [verdicts.count_verdict(c, own, page, founding) for c in tame_counts]
    member_verdicts = [verdicts.membership_verdict(c, own) for c in tame_members]
    judged = [_judge(c, human, v, copies) for c, v in zip(counts, count_verdicts, strict=True)]
    judged_members = [
        _judge(c, human_members, v, copies) for c, v in zip(memberships, member_verdicts, strict=True)
    ]
    issues = [_wild(c) for c, t in zip(counts, tame_counts, strict=True) if c is not t]
    issues += [_wild(c) for c, t in zip(memberships, tame_members, strict=True) if c is not t]
    witnesses = [c for c in judged if c.claim_id not in copies]
    rows = accounts.steps(body, own, witnesses) if own and (used or (past and past.founded)) else []
    places = accounts.memberships(body, own, members) if own else accounts.dateless(body, members)
    if not rows:
        why = "no asserted claim tells of a size" if own else "no asserted claim has a day"
        issues.append(issue("", "reconcile", "no_timeline", f"{body}: {why}, so there is no timeline"))
    return _Part(rows, places, judged, judged_members, issues)


def _wild(claim: CountClaim | MembershipClaim) -> Issue:
    first, last = digest.YEARS
    detail = f"claim {claim.claim_id} has a day before {first} or after {last}; that day is not used"
    return issue(claim.doc_id, "reconcile", "implausible_day", detail)


def _usable(claim: CountClaim | MembershipClaim, human: Mapping[str, Decision]) -> bool:
    """Whether a claim is evidence: asserted and not rejected by a human, or accepted by one."""
    if claim.claim_id in human:
        return human[claim.claim_id].verdict == "accepted"
    return claim.modality == "asserted"


def _uncontested(claims: Sequence[MembershipClaim], human: Mapping[str, Decision]) -> list[MembershipClaim]:
    """Without the claims whose days contradict one on the same event that a human accepted."""
    certain = defaultdict(list)
    for claim in claims:
        if claim.claim_id in human and claim.date_start:
            certain[claim.country, claim.action].append(told(claim))
    return [
        c
        for c in claims
        if c.claim_id in human
        or not c.date_start
        or all(spells.overlap(told(c), event) for event in certain.get((c.country, c.action), ()))
    ]


def _judge(claim: Claim, human: Mapping[str, Decision], found: Verdict, copies: Collection[str]) -> Claim:
    """The claim with its verdict: the human one if there is one, none if it is not asserted, else the one found."""
    settled = human.get(claim.claim_id)
    if settled:
        words = f"Decided by {settled.by}{' on ' + settled.when if settled.when else ''}: {settled.why}"
        expected = (
            claim.value if settled.verdict == "accepted" and isinstance(claim, CountClaim) else found.expected
        )
        found = Verdict(settled.verdict, "decision", expected, words)
    if not settled and claim.modality != "asserted":
        words = f"The words do not assert it ({claim.modality})."
        return replace(claim, verdict=None, reason="not_asserted", explanation=words)
    if claim.claim_id in copies:
        words = f"{found.explanation} Its document repeats {claim.cluster}, and is no further evidence."
        found = replace(found, explanation=words)
    if isinstance(claim, CountClaim):
        return replace(
            claim,
            verdict=found.verdict,
            reason=found.reason,
            expected=found.expected,
            explanation=found.explanation,
        )
    return replace(claim, verdict=found.verdict, reason=found.reason, explanation=found.explanation)
