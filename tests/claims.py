"""Claims in a few words, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count as counter

from pipeline.decisions import Decision
from pipeline.published import Step
from pipeline.reconcile import Reconciled, reconcile
from pipeline.records import CountClaim, MembershipClaim

NUMBERS = counter(1)


def day(text: str | None) -> date | None:
    """A day from ISO text; a year or a month stands for its first day."""
    return date.fromisoformat((text + "-01-01")[:10]) if text else None


def window(text: str | None) -> tuple[date | None, date | None]:
    """First and last day of a day, a month or a year."""
    first = day(text)
    if first is None or text is None or len(text) == 10:
        return first, first
    after = first.replace(year=first.year + 1) if len(text) == 4 else (first + timedelta(31)).replace(day=1)
    return first, after - timedelta(1)


def size(value: int, published: str | None = None, kind: str = "total", **more: object) -> CountClaim:
    """A count claim; `as_of` a day, month or year, `country` and `doc` as needed."""
    n = next(NUMBERS)
    first, last = window(more.pop("as_of", None))  # type: ignore[arg-type]
    base = CountClaim(
        claim_id=f"c{n:04d}", doc_id=str(more.pop("doc", f"d{n:04d}")), mention_id="", body="ABC", body_basis="named",
        counted="members", kind=kind, relation="eq", value=value, country=None, as_of_start=first, as_of_end=last,
        as_of_basis="none", published=day(published), publisher=None, modality="asserted", evidence="",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def ordinal(value: int, country: str, published: str | None = None, **more: object) -> CountClaim:
    """An ordinal of a country."""
    return size(value, published, "ordinal", country=country, **more)


def member(
    country: str, action: str, when: str | None = None, published: str | None = None, **more: object
) -> MembershipClaim:
    """A membership claim; `when` a day, month or year."""
    n = next(NUMBERS)
    first, last = window(when)
    base = MembershipClaim(
        claim_id=f"m{n:04d}", doc_id=str(more.pop("doc", f"e{n:04d}")), mention_id="", body="ABC", body_basis="named",
        country=country, action=action, ordinal=None, date=when, date_start=first, date_end=last,
        published=day(published), modality="asserted", evidence="",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def founders(n: int = 10, when: str = "2010-01-01") -> list[MembershipClaim]:
    """The founding by n countries: FAA, FAB ..."""
    return [member(f"FA{chr(65 + i)}", "founding", when, when, doc="founding") for i in range(n)]


def settle(
    counts: Sequence[CountClaim],
    members: Sequence[MembershipClaim] = (),
    decisions: Sequence[Decision] = (),
    clusters: Mapping[str, str] | None = None,
) -> Reconciled:
    """Reconcile counts and memberships alone."""
    return reconcile(counts, members, [], [], decisions, clusters or {})


def at(result: Reconciled, when: str) -> Step:
    """The timeline's row of a day."""
    wanted = date.fromisoformat(when)
    return next(s for s in result.timeline if s.start <= wanted and (s.end is None or wanted < s.end))


def judged(result: Reconciled, claim: CountClaim | MembershipClaim) -> tuple[str | None, str | None]:
    """Verdict and reason of a claim."""
    rows: list[CountClaim | MembershipClaim] = [*result.count_claims, *result.membership_claims]
    row = next(r for r in rows if r.claim_id == claim.claim_id)
    return row.verdict, row.reason
