"""Copies: sentences that other documents had already, nearly word for word. They are no witnesses of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from typing import TypeVar

from pipeline.records import CountClaim, MembershipClaim

Claim = TypeVar("Claim", CountClaim, MembershipClaim)

#: A sentence of fewer words may be anybody's own.
SHORTEST = 5
#: The share of their words that two sentences have in common if one is a copy of the other.
ALIKE = 0.8
#: A copy begins or ends with so many words of its original.
EDGE = 4
#: With so many of the sentences that begin or end alike a sentence is compared, the latest first.
COMPARED = 30

WORD = re.compile(r"[^\W\d_]+")


def copies(claims: Iterable[Claim]) -> dict[str, Claim]:
    """For the id of each claim whose sentence copies another document's, that document's claim.

    Of several equal claims in words alike the earliest published one is the original.
    """
    edges: dict[Hashable, list[tuple[frozenset[str], Claim]]] = defaultdict(list)
    result: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.published or date.max, c.doc_id, c.claim_id)):
        words: list[str] = WORD.findall(claim.evidence.casefold())
        if len(words) < SHORTEST:
            continue
        own, fact = frozenset(words), _fact(claim)
        ends = [(fact, True, *words[:EDGE]), (fact, False, *words[-EDGE:])]
        known = [pair for end in ends for pair in edges[end][: -COMPARED - 1 : -1]]
        original = next((c for theirs, c in known if len(own & theirs) >= ALIKE * len(own | theirs)), None)
        if original is None:
            for end in ends:
                edges[end].append((own, claim))
        elif original.doc_id != claim.doc_id:
            result[claim.claim_id] = original
    return result


def _fact(claim: CountClaim | MembershipClaim) -> Hashable:
    """What a claim says, apart from its words and its day of publication."""
    if isinstance(claim, CountClaim):
        return claim.kind, claim.relation, claim.value, claim.country
    return claim.action, claim.country, claim.ordinal
