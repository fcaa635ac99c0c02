"""The published tables, and the types of what readers get beside the claims: answers, documents without their texts.

Column by column, as in records.py; what each table means stands in the class's first line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from pipeline.records import (
    ALPHA3,
    EDTF,
    ConferenceClaim,
    Copy,
    CountClaim,
    Document,
    Issue,
    MembershipClaim,
    Mention,
    Person,
    ResolutionCitation,
)
from pipeline.tables.schema import column


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a body's reconciled size: `members` from `start` until the day before `end`."""

    body: str = column("the body", key=True, code="Rollcall body code")
    start: Day = column("first day", key=True)
    end: Day | None = column("first day of the next step; null: still so")
    members: int = column("most probable number of full members", low=0)
    members_min: int = column("lower end of the 90 % interval", low=0)
    members_max: int = column("upper end of the 90 % interval", low=0)
    evidence: tuple[str, ...] = column("claims that this step rests on", ref="count_claims.claim_id")


@dataclass(frozen=True, slots=True)
class Membership:
    """A spell of a country in a body. A country that returns has two."""

    body: str = column("the body", key=True, code="Rollcall body code")
    country: str = column("the country", key=True, code=ALPHA3)
    spell: int = column("1 for the first spell, 2 after a return", key=True, low=1)
    status: str = column("at the end of the record", values=("member", "former", "observer"))
    joined_min: Day | None = column("earliest day of accession (90 % interval); null: no bound")
    joined_max: Day | None = column("latest day of accession (90 % interval); null: no bound")
    left_min: Day | None = column("earliest day of leaving; null: not held to have left")
    left_max: Day | None = column("latest day of leaving; null: not held to have left")
    ordinal: int | None = column("place in the order of accession, in the body's own way of counting", low=1)
    evidence: tuple[str, ...] = column("claims that this spell rests on")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution that the documents cite."""

    symbol: str = column("the resolution", key=True, code="official document symbol")
    organ: str = column("the organ that adopted it", code="Rollcall body code")
    session: str | None = column("session, where the symbol tells it")
    number: str | None = column("number within the session or series")
    year: int | None = column("year of adoption, where stated", low=1900)
    adopted: str | None = column("day of adoption, reconciled", code=EDTF)
    url: str | None = column("where its text is found")
    documents: tuple[str, ...] = column("documents that cite it", ref="documents.doc_id")


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference, reconciled from all that is said of it."""

    conference_id: str = column("made from body, name and number or year", key=True)
    body: str | None = column("the body that meets", code="Rollcall body code")
    ordinal: int | None = column("which one of its series", low=1)
    name: str = column("name")
    theme: str | None = column("motto")
    city: str | None = column("city")
    country: str | None = column("country of the venue or host", code=ALPHA3)
    start: Day | None = column("first day")
    end: Day | None = column("last day")
    participants_min: int | None = column("fewest participants that the claims allow", low=0)
    participants_max: int | None = column("most participants that the claims allow", low=0)
    documents: tuple[str, ...] = column("documents that tell of it", ref="documents.doc_id")


@dataclass(frozen=True, slots=True)
class CountryYear:
    """The panel: one row per country and year from its body's foundation to the last year of the record."""

    body: str = column("the body", key=True, code="Rollcall body code")
    country: str = column("the country", key=True, code=ALPHA3)
    name: str = column("its name in English")
    cow: int | None = column(
        "its number in that year; empty: none", code="Correlates of War, State System Membership List 2016"
    )
    cow_from: int | None = column("first year in which it has that number")
    cow_to: int | None = column("last year in which it has that number; empty: not ended when the list did")
    year: int = column("calendar year", key=True, low=1800)
    member_any: bool = column("member on any day of the year")
    member_jan1: bool = column("member on 1 January")
    member_dec31: bool = column("member on 31 December")
    members_dec31: int = column("size of the body on 31 December", low=0)


@dataclass(frozen=True, slots=True)
class Body:
    """A coalition, alliance, organisation or treaty with states as members."""

    code: str = column("usual acronym", key=True, code="Rollcall body code")
    name: str = column("name")
    kind: str = column("coalition, alliance, organisation, treaty, organ, court, bank, club ...")
    url: str | None = column("official site")


def _as_ingested(name: str, row: type[Document | Copy] = Document) -> Any:
    """The column of that name as the row type of stage 1 declares it."""
    return field(metadata=row.__dataclass_fields__[name].metadata)


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """An announcement: what is known about it. Its text stays in the raw folder."""

    doc_id: str = _as_ingested("doc_id")
    path: str = _as_ingested("path")
    sha256: str = _as_ingested("sha256")
    media_type: str = _as_ingested("media_type")
    title: str | None = _as_ingested("title")
    publisher: str | None = _as_ingested("publisher")
    url: str | None = _as_ingested("url")
    language: str = _as_ingested("language")
    published: Day | None = _as_ingested("published")
    published_basis: str | None = _as_ingested("published_basis")
    body: str | None = column("the body that it is mainly about", code="Rollcall body code")
    chars: int = _as_ingested("chars")
    words: int = _as_ingested("words")
    duplicate_of: str | None = _as_ingested("duplicate_of", Copy)
    cluster: str = _as_ingested("cluster", Copy)
    cut: int = _as_ingested("cut")
    places: tuple[str, ...] = _as_ingested("places")
    title_basis: str | None = _as_ingested("title_basis")
    publisher_basis: str | None = _as_ingested("publisher_basis")
    url_basis: str | None = _as_ingested("url_basis")
    language_basis: str | None = _as_ingested("language_basis")


#: The published tables, in the order of the data dictionary.
TABLES: Mapping[str, type] = {
    "documents": PublishedDocument,
    "mentions": Mention,
    "count_claims": CountClaim,
    "membership_claims": MembershipClaim,
    "conference_claims": ConferenceClaim,
    "resolution_citations": ResolutionCitation,
    "people": Person,
    "timeline": Step,
    "memberships": Membership,
    "resolutions": Resolution,
    "conferences": Conference,
    "country_year": CountryYear,
    "bodies": Body,
    "issues": Issue,
}
