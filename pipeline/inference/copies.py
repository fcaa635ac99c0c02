"""Copies: sentences that other documents had already, nearly word for word, and what rewritten documents repeat.

They are no witnesses of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from sys import intern
from typing import TypeVar

from pipeline.records import CountClaim, MembershipClaim

Claim = TypeVar("Claim", CountClaim, MembershipClaim)
#: The words of sentences with their claims, by what they claim and how they begin or end.
Edges = dict[Hashable, list[tuple[frozenset[str], Claim]]]

#: A sentence of fewer words may be anybody's own.
SHORTEST = 5
#: The share of their words that two sentences have in common if one is a copy of the other.
ALIKE = 0.8
#: A copy begins or ends with so many words of its original.
EDGE = 4
#: With so many of the sentences that begin or end alike a sentence is compared, the latest first.
COMPARED = 30

WORD = re.compile(r"[^\W\d_]+")


def copies(claims: Iterable[Claim], clusters: Mapping[str, str]) -> dict[str, Claim]:
    """For the id of each claim that repeats another document's, that document's claim.

    Its sentence is a copy, or its document is: `clusters` gives the first document that says nearly the same. In a
    copied document a claim repeats what gives the same days; one that gives none repeats any. Of several equal
    claims the earliest published one is the original.
    """
    edges: Edges[Claim] = defaultdict(list)
    told: dict[Hashable, Claim] = {}
    result: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.published or date.max, c.doc_id, c.claim_id)):
        fact, text = _fact(claim), clusters.get(claim.doc_id, claim.doc_id)
        days = _days(claim)
        original = _same_sentence(claim, fact, edges) or told.get((text, fact, days)) or claim
        for key in ((text, fact, days), (text, fact, None)):
            told.setdefault(key, original)
        if original.doc_id != claim.doc_id:
            result[claim.claim_id] = original
    return result


def _same_sentence(claim: Claim, fact: Hashable, edges: Edges[Claim]) -> Claim | None:
    """The claim whose sentence this one's copies; if there is none, this one's is kept for those to come."""
    words: list[str] = [intern(word) for word in WORD.findall(claim.evidence.casefold())]
    if len(words) < SHORTEST:
        return None
    own = frozenset(words)
    ends = [(fact, True, *words[:EDGE]), (fact, False, *words[-EDGE:])]
    known = [pair for end in ends for pair in edges[end][: -COMPARED - 1 : -1]]
    original = next((c for theirs, c in known if _alike(own, theirs)), None)
    if original is None:
        for end in ends:
            edges[end].append((own, claim))
    return original


def _alike(own: frozenset[str], theirs: frozenset[str]) -> bool:
    both = len(own & theirs)
    return both >= ALIKE * (len(own) + len(theirs) - both)


def _days(claim: CountClaim | MembershipClaim) -> Hashable:
    """The days that a claim itself gives, if any."""
    if isinstance(claim, MembershipClaim):
        return claim.date
    return (claim.as_of_start, claim.as_of_end) if claim.as_of_basis == "stated" else None


def _fact(claim: CountClaim | MembershipClaim) -> Hashable:
    """What a claim says, apart from its words and its day of publication."""
    if isinstance(claim, CountClaim):
        return claim.kind, claim.relation, claim.value, claim.country
    return claim.action, claim.country, claim.ordinal
