"""Phrases: what a claim says, in a few words, for people."""

from __future__ import annotations

from pipeline.asking.dossier import Claim, Dossier
from pipeline.inference.wording import capital, name_of, ordinal_word
from pipeline.inference.wording import said as size
from pipeline.records import CountClaim, MembershipClaim

#: What is said of a country.
ACTS = {
    "founding": "is a founding member",
    "join": "joins",
    "leave": "leaves",
    "listed": "is listed as a member",
    "observer": "is an observer",
    "applicant": "applies",
    "suspended": "is suspended",
}


def bare(own: Dossier, answer: str, about: str = "") -> str:
    """An answer without the name of its body, and the day or country asked for: they stand in the heading."""
    return capital(
        answer.removeprefix(f"{own.name} ({own.code})").removeprefix(f", {about}").removeprefix(": ")
    )


def told(claim: Claim) -> str:
    """What a claim says: 34 members; Luxembourg is the 34th member; Kenya joins (2012-09)."""
    words = _count(claim) if isinstance(claim, CountClaim) else _act(claim)
    return words if claim.modality == "asserted" else f"{words} ({claim.modality})"


def _count(claim: CountClaim) -> str:
    if claim.kind == "ordinal":
        who = f"{capital(name_of(claim.country))} is the " if claim.country else ""
        return f"{who}{ordinal_word(claim.value)} member"
    if claim.kind == "listed":
        return f"a list of {claim.value}"
    return f"{size(claim)} {claim.counted}{' at the foundation' if claim.kind == 'initial' else ''}"


def _act(claim: MembershipClaim) -> str:
    place = f" as the {ordinal_word(claim.ordinal)} member" if claim.ordinal else ""
    day = f" ({claim.date})" if claim.date else ""
    return f"{capital(name_of(claim.country))} {ACTS[claim.action]}{place}{day}"
