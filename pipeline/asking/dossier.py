"""Dossier: all that the published tables hold about one body, and what may be asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.asking import lookup
from pipeline.edtf import bounds
from pipeline.errors import RollcallError
from pipeline.published import Membership, PublishedDocument, Step
from pipeline.records import CountClaim, MembershipClaim
from pipeline.rulebook import table

Claim = CountClaim | MembershipClaim

#: A day, a month or a year.
WHEN = re.compile(r"\d{4}(-\d\d){0,2}")
WAYS = "write a day as 2021-08-25, a month as 2021-08, a year as 2021, a country as Luxembourg or LUX"


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the published tables hold about one body."""

    code: str
    name: str
    steps: tuple[Step, ...]
    members: tuple[Membership, ...]
    counts: tuple[CountClaim, ...]
    named: tuple[MembershipClaim, ...]
    documents: dict[str, PublishedDocument]

    def last(self) -> date | None:
        """The last day that any claim speaks of or was published on."""
        claims: list[Claim] = [*self.counts, *self.named]
        days = [day for c in claims for day in (first_day(c), c.published) if day]
        return max(days, default=None)


def read(folder: Path, body: str) -> Dossier:
    """The rows about a body, found by its code or its name."""
    counts: list[CountClaim] = lookup.rows(folder, "count_claims")
    named: list[MembershipClaim] = lookup.rows(folder, "membership_claims")
    names = {b.code: b.name for b in lookup.rows(folder, "bodies")}
    told = sorted({c.body for c in counts} | {c.body for c in named})
    code = next((c for c in told if body.casefold() in (c.casefold(), names.get(c, c).casefold())), None)
    if code is None:
        known = f"ask about one of {', '.join(told)}" if told else "add announcements to raw/ and run `make`"
        raise RollcallError(body, "no announcement tells of the size or the members of such a body", known)
    return Dossier(
        code,
        names.get(code, code),
        tuple(s for s in lookup.rows(folder, "timeline") if s.body == code),
        tuple(m for m in lookup.rows(folder, "memberships") if m.body == code),
        tuple(c for c in counts if c.body == code),
        tuple(c for c in named if c.body == code),
        {d.doc_id: d for d in lookup.rows(folder, "documents")},
    )


def span(about: str) -> tuple[date, date] | None:
    """First and last day of a day, month or year; None if it is none of these."""
    if not WHEN.fullmatch(about.strip()):
        return None
    days = bounds(about.strip())
    if days is None:
        raise RollcallError(about, "there is no such day", WAYS)
    return days


def country(about: str) -> str:
    """A country's code from its code or one of its names."""
    words = about.strip().casefold()
    for row in table("countries"):
        if words in (row["code"].casefold(), row["name"].casefold()):
            return row["code"]
    codes = {
        r["code"] for r in table("country_names") if r["name"].casefold() == words and r["kind"] != "demonym"
    }
    if len(codes) != 1:
        raise RollcallError(about, "is neither a day nor a country", WAYS)
    return codes.pop()


def first_day(claim: Claim) -> date | None:
    """The first day that a claim speaks of, else the day of its publication."""
    stated = claim.as_of_start if isinstance(claim, CountClaim) else claim.date_start
    return stated or claim.published


def table_of(claim: Claim) -> str:
    """The table that a claim stands in."""
    return "count_claims" if isinstance(claim, CountClaim) else "membership_claims"
