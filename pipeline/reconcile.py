"""Stage 4, reconcile: claims -> timeline, memberships, verdicts, conferences and resolutions.

Works body by body. Only asserted claims are evidence; decisions outrank inference; nothing is dropped. The model is
described in docs/reconcile.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter
from typing import Any, Generic, TypeVar

from pipeline import conferences, settling
from pipeline.decisions import TABLES, Decision
from pipeline.inference import accounts, copies, digest, history, pages, spells, verdicts
from pipeline.inference.spells import told
from pipeline.inference.verdicts import Verdict
from pipeline.inference.wording import capital
from pipeline.published import Conference, Membership, Resolution, Step
from pipeline.records import ConferenceClaim, CountClaim, Issue, MembershipClaim, ResolutionCitation, issue
from pipeline.tables.schema import key

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
    """What stage 4 hands over, or a part of it; of the whole every tuple is sorted by its table's key."""

    timeline: tuple[Step, ...] = ()
    memberships: tuple[Membership, ...] = ()
    count_claims: tuple[CountClaim, ...] = ()
    membership_claims: tuple[MembershipClaim, ...] = ()
    conference_claims: tuple[ConferenceClaim, ...] = ()
    conferences: tuple[Conference, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    issues: tuple[Issue, ...] = ()

    def tables(self) -> dict[str, tuple[Any, ...]]:
        """The rows by the name of their table."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


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
    current, issues = settle(counts, memberships, settled)
    told = bodies(counts, memberships, current, clusters)
    return together((told, meetings(conference_claims, citations)), issues)


def settle(
    counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim], settled: Sequence[Decision]
) -> tuple[list[Decision], list[Issue]]:
    """The decisions on claims under the ids that these have now, and the issues that decisions raise.

    Claims that no decision is about, and in whose document no other is decided, may be missing.
    """
    on_counts, issues = settling.current("count_claims", counts, settled)
    on_memberships, more = settling.current("membership_claims", memberships, settled)
    return on_counts + on_memberships, issues + more + [_lost(d) for d in settled if d.table not in TABLES]


def bodies(
    counts: Sequence[CountClaim],
    memberships: Sequence[MembershipClaim],
    settled: Sequence[Decision],
    clusters: Mapping[str, str],
    only: Container[str] | None = None,
) -> Reconciled:
    """The histories of bodies: of all, or only of some. `settled` are decisions as `settle` gives them."""
    by_body = _by_body(settling.apply(counts, settled), settling.apply(memberships, settled))
    known = [body for body in sorted(by_body) if only is None or body in only]
    return together(_body(body, *by_body[body], settled, clusters) for body in known)


def meetings(claims: Sequence[ConferenceClaim], citations: Sequence[ResolutionCitation]) -> Reconciled:
    """The conferences that are told of and the resolutions that are cited."""
    met, found, trouble = conferences.conferences(claims)
    texts, doubts = conferences.resolutions(citations)
    return Reconciled(
        conference_claims=tuple(met),
        conferences=tuple(found),
        resolutions=tuple(texts),
        issues=(*trouble, *doubts),
    )


def together(parts: Iterable[Reconciled], issues: Iterable[Issue] = ()) -> Reconciled:
    """All that parts hold, and further issues; an issue raised twice is one."""
    rows: dict[str, list[Any]] = {"issues": [*issues]}
    for part in parts:
        for name, own in part.tables().items():
            rows.setdefault(name, []).extend(own)
    rows["issues"] = list(set(rows["issues"]))
    return Reconciled(**{name: _in_order(own) for name, own in rows.items()})


def _in_order(rows: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=attrgetter(*key(type(rows[0]))))) if rows else ()


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
) -> Reconciled:
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
    return Reconciled(tuple(rows), tuple(places), tuple(judged), tuple(judged_members), issues=tuple(issues))


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
