"""Pages: what stands on the same page as a claim, for the verdict on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import CountClaim, MembershipClaim


@dataclass(frozen=True, slots=True)
class Pages:
    """What stands on the same page as a claim: the highest ordinal with its country, and the countries listed."""

    ordinals: Mapping[str, tuple[int, str]]
    listed: Mapping[str, frozenset[str]]


def pages(counts: Iterable[CountClaim], memberships: Iterable[MembershipClaim]) -> Pages:
    """Collect, for each document about one body, its highest ordinal and the countries it lists."""
    ordinals: dict[str, tuple[int, str]] = {}
    listed: dict[str, set[str]] = defaultdict(set)
    told_of = [
        (c.doc_id, c.value, c.country or "") for c in counts if c.kind == "ordinal" and c.relation == "eq"
    ]
    for claim in memberships:
        if claim.action == "join" and claim.ordinal is not None:
            told_of.append((claim.doc_id, claim.ordinal, claim.country))
        if claim.action in ("listed", "founding"):
            listed[claim.doc_id].add(claim.country)
    for doc_id, value, country in told_of:
        ordinals[doc_id] = max((value, country), ordinals.get(doc_id, (0, "")))
    return Pages(ordinals, {doc_id: frozenset(names) for doc_id, names in listed.items()})
