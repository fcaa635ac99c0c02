"""Stage 4, reconcile: claims -> timeline, memberships, verdicts, conferences and resolutions.

Works body by body. Only asserted claims are evidence; decisions outrank inference; nothing is dropped. The model is
described in docs/reconcile.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from pipeline import conferences, settling
from pipeline.decisions import TABLES, Decision
from pipeline.inference import accounts, copies, digest, history, pages, spells, verdicts
from pipeline.inference.spells import told
from pipeline.inference.verdicts import Verdict
from pipeline.inference.wording import capital
from pipeline.published import Conference, Membership, Resolution, Step
from pipeline.records import ConferenceClaim, CountClaim, Issue, MembershipClaim, ResolutionCitation, issue

Claim = TypeVar("Claim", CountClaim, MembershipClaim)
Between = tuple[date, date]

#: What a sentence does that does not assert what it speaks of, by modality.
UNSAID = {
    "prospective": "The sentence speaks of what is still to come.",
    "negated": "The sentence denies it.",
    "hypothetical": "The sentence only supposes it.",
}


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
    clusters: Mapping[str, str],
) -> Reconciled:
    """Find the history behind the claims of every body, and measure every claim against it.

    The order of the input does not matter. Claims that aren't asserted get no verdict and the reason `not_asserted`.
    `clusters` holds by document the first one that says nearly the same; without it each speaks for itself.
    """
    on_counts, issues = settling.current("count_claims", counts, settled)
    on_memberships, more = settling.current("membership_claims", memberships, settled)
    issues += more + [_lost(d) for d in settled if d.table not in TABLES]
    by_body = _by_body(settling.apply(counts, on_counts), settling.apply(memberships, on_memberships))
    settled = on_counts + on_memberships
    parts = [_body(body, *by_body[body], settled, clusters) for body in sorted(by_body)]
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
    words = f"the table {given.table} of {given.id} takes no decisions ({given.by}: {given.why})"
    return issue(settling.FILE, "reconcile", "unknown_decision", words)


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


@dataclass(frozen=True, slots=True)
class _Heard(Generic[Claim]):
    """One table's claims on a body: `all` of them with usable days only, `used` those that are evidence.

    `human` holds what a person decided, `twins` the original of each claim that repeats another document's.
    """

    all: list[Claim]
    used: list[Claim]
    human: Mapping[str, Decision]
    twins: Mapping[str, Claim]

    def judged(self, claims: Iterable[Claim], verdict: Callable[[Claim], Verdict]) -> list[Claim]:
        """The claims as they came in, each with its verdict."""
        found = {c.claim_id: verdict(c) for c in self.all}
        for claim in self.all:
            if claim.claim_id in self.twins:
                original = self.twins[claim.claim_id]
                own = found[claim.claim_id if verdicts.dated(claim) else original.claim_id]
                found[claim.claim_id] = verdicts.copied(own, original)
        return [_judge(c, self.human, found[c.claim_id]) for c in claims]


def _hear(
    table: str,
    claims: Sequence[Claim],
    twins: Mapping[str, Claim],
    between: Between,
    settled: Sequence[Decision],
) -> _Heard[Claim]:
    human = settling.verdicts(table, settled)
    tame = [digest.tame(c, between) for c in claims]
    used = [c for c in tame if _usable(c, human) and c.claim_id not in twins]
    return _Heard(tame, used, human, twins)


def _copies(
    table: str, claims: Sequence[Claim], settled: Sequence[Decision], clusters: Mapping[str, str]
) -> dict[str, Claim]:
    """The claims that repeat another document's; what a human settled is nobody's copy."""
    human = settling.verdicts(table, settled)
    return copies.copies((c for c in claims if c.claim_id not in human and _usable(c, human)), clusters)


def _body(
    body: str,
    counts: Sequence[CountClaim],
    memberships: Sequence[MembershipClaim],
    settled: Sequence[Decision],
    clusters: Mapping[str, str],
) -> _Part:
    """Reconcile one body."""
    twins = _copies("count_claims", counts, settled, clusters)
    member_twins = _copies("membership_claims", memberships, settled, clusters)
    between = digest.pages_between(
        [digest.tame(c) for c in counts if c.claim_id not in twins],
        [digest.tame(c) for c in memberships if c.claim_id not in member_twins],
    )
    sizes = _hear("count_claims", counts, twins, between, settled)
    named = _hear("membership_claims", memberships, member_twins, between, settled)
    members = _uncontested(named.used, named.human)
    past = history.reconstruct(
        sizes.used, members, frozenset(c.claim_id for c in sizes.used if c.claim_id in sizes.human)
    )
    own = accounts.account(past) if past else None
    told_by, founding = pages.pages(sizes.used, members), digest.founding_size(sizes.used)
    judged = sizes.judged(counts, lambda c: verdicts.count_verdict(c, own, told_by, founding))
    judged_members = named.judged(memberships, lambda c: verdicts.membership_verdict(c, own))
    issues = [_wild(c) for c, t in zip(counts, sizes.all, strict=True) if c is not t]
    issues += [_wild(c) for c, t in zip(memberships, named.all, strict=True) if c is not t]
    rows = accounts.steps(body, own, judged) if own and (sizes.used or (past and past.founded)) else []
    places = accounts.memberships(body, own, members) if own else accounts.dateless(body, members)
    if not rows:
        why = "no asserted claim tells of a size" if own else "no asserted claim has a day"
        issues.append(issue("", "reconcile", "no_timeline", f"{body}: {why}, so there is no timeline"))
    return _Part(rows, places, judged, judged_members, issues)


def _wild(claim: CountClaim | MembershipClaim) -> Issue:
    detail = (
        f"claim {claim.claim_id} has a day at which the body can't have been told of; that day is not used"
    )
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


def _judge(claim: Claim, human: Mapping[str, Decision], found: Verdict) -> Claim:
    """The claim with its verdict: the human one if there is one, none if it is not asserted, else the one found."""
    settled = human.get(claim.claim_id)
    if settled:
        words = f"Decided by {settled.by}{' on ' + settled.when if settled.when else ''}: {settled.why}"
        expected = (
            claim.value if settled.verdict == "accepted" and isinstance(claim, CountClaim) else found.expected
        )
        found = Verdict(settled.verdict, "decision", expected, words)
    if not settled and claim.modality != "asserted":
        return replace(claim, verdict=None, reason="not_asserted", explanation=UNSAID[claim.modality])
    words = capital(found.explanation)
    if isinstance(claim, CountClaim):
        return replace(
            claim,
            verdict=found.verdict,
            reason=found.reason,
            expected=found.expected,
            explanation=words,
        )
    return replace(claim, verdict=found.verdict, reason=found.reason, explanation=words)
