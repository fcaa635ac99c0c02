"""Stage 5: records -> the tables that readers want: what the stages made, and three tables made of it.

`country_year` counts a country as a member from the middle of the interval of its accession to the middle of
that of its leaving; `bodies` names the bodies that occur in any table; `documents` come without their text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from pipeline.published import Body, Conference, CountryYear, Membership, PublishedDocument, Resolution, Step
from pipeline.records import (
    ConferenceClaim,
    CountClaim,
    Document,
    Issue,
    MembershipClaim,
    Mention,
    Person,
    ResolutionCitation,
)
from pipeline.rulebook import table
from pipeline.schema import describe

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

#: A number of the Correlates of War with the first and last year (None: not ended) in which a country has it.
Span = tuple[int, int, int | None]

#: What marks a column that holds body codes.
BODY_CODE = "Rollcall body code"


def publish(made: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The published tables by name, from the stages' rows by table name (with `subjects`)."""
    tables: dict[str, Sequence[Any]] = {name: made[name] for name in TABLES if name in made}
    bodies = {subject.doc_id: subject.body for subject in made["subjects"]}
    tables["documents"] = [_published(document, bodies) for document in made["documents"]]
    tables["country_year"] = country_year(made["memberships"], made["timeline"], _last_year(made))
    tables["bodies"] = list(_bodies(tables))
    return {name: tables[name] for name in TABLES}


def country_year(
    memberships: Sequence[Membership], timeline: Sequence[Step], last_year: int
) -> list[CountryYear]:
    """The panel: a row for each country that is or was a member, from its body's first year to `last_year`.

    A body without a timeline has no rows, and one that came to an end none after its last year.
    """
    import pandas as pd

    years = pd.DataFrame(_years(timeline, last_year), columns=["body", "year", "jan1", "dec31", "members"])
    spells = pd.DataFrame(_spells(memberships, timeline), columns=["body", "country", "joined", "left"])
    panel = spells.merge(years, on="body")
    panel["member_any"] = (panel.joined <= panel.dec31) & (panel.left > panel.jan1)
    panel["member_jan1"] = (panel.joined <= panel.jan1) & (panel.left > panel.jan1)
    panel["member_dec31"] = (panel.joined <= panel.dec31) & (panel.left > panel.dec31)
    by_year = panel.groupby(["body", "country", "year", "members"], sort=True)
    spans, names = _cow_spans(), {row["code"]: row["name"] for row in table("countries")}
    return [
        CountryYear(
            body,
            country,
            names.get(country, country),
            *_cow(spans, country, year),
            year,
            any_day,
            jan1,
            dec31,
            members,
        )
        for (body, country, year, members), any_day, jan1, dec31 in by_year[
            ["member_any", "member_jan1", "member_dec31"]
        ]
        .any()
        .itertuples(name=None)
    ]


def _published(document: Document, bodies: Mapping[str, str]) -> PublishedDocument:
    kept = {f.name: getattr(document, f.name) for f in fields(PublishedDocument) if f.name != "body"}
    return PublishedDocument(**kept, body=bodies.get(document.doc_id))


def _years(timeline: Sequence[Step], last_year: int) -> Iterator[tuple[str, int, int, int, int]]:
    """Body, year, its first and last day as numbers, size on the last day."""
    for body in sorted({step.body for step in timeline}):
        steps = sorted((s for s in timeline if s.body == body), key=lambda s: s.start)
        end = steps[-1].end
        for year in range(steps[0].start.year, min(last_year, end.year if end else last_year) + 1):
            jan1, dec31 = date(year, 1, 1), date(year, 12, 31)
            last = [s for s in steps if s.start <= dec31][-1]
            members = last.members if last.end is None or last.end > dec31 else 0
            yield body, year, jan1.toordinal(), dec31.toordinal(), members


def _spells(
    memberships: Sequence[Membership], timeline: Sequence[Step]
) -> Iterator[tuple[str, str, float, float]]:
    """Body, country, day of accession, day of leaving (as numbers; never: infinity)."""
    founded = {s.body: s.start for s in sorted(timeline, key=lambda s: s.start, reverse=True)}
    for spell in memberships:
        if spell.status == "observer" or spell.body not in founded:
            continue
        start = founded[spell.body]
        joined = _middle(spell.joined_min or start, spell.joined_max or spell.joined_min or start)
        left = _middle(spell.left_min, spell.left_max or spell.left_min) if spell.left_min else float("inf")
        yield spell.body, spell.country, joined, left


def _middle(first: date, last: date) -> int:
    return (first.toordinal() + last.toordinal()) // 2


def _last_year(made: Mapping[str, Sequence[Any]]) -> int:
    """The latest year in which a document was published, or of which a believed claim speaks."""
    days = [d.published for d in made["documents"]]
    days += [c.as_of_end for c in made["count_claims"] if _believed(c)]
    days += [c.date_end for c in made["membership_claims"] if _believed(c)]
    return max((day.year for day in days if day), default=0)


def _believed(claim: CountClaim | MembershipClaim) -> bool:
    return claim.modality == "asserted" and claim.verdict != "rejected"


def _cow_spans() -> Mapping[str, list[Span]]:
    """Number, first and last year by country code, the latest first: they change hands, some come twice."""
    spans: dict[str, list[Span]] = {}
    for row in sorted(table("cow"), key=lambda row: int(row["start"]), reverse=True):
        span = int(row["cow"]), int(row["start"]), int(row["end"]) if row["end"] else None
        spans.setdefault(row["code"], []).append(span)
    return spans


def _cow(
    spans: Mapping[str, list[Span]], country: str, year: int
) -> tuple[int | None, int | None, int | None]:
    """The number that the country had in the year, with the years in which it has it."""
    held = (span for span in spans.get(country, ()) if span[1] <= year <= (span[2] or year))
    return next(held, (None, None, None))


def _bodies(tables: Mapping[str, Sequence[Any]]) -> Iterator[Body]:
    """The bodies in any column of body codes; one that the gazetteer doesn't know is named by its code."""
    known = {row["code"]: row for row in table("bodies")}
    codes = {
        getattr(row, column.name)
        for name, rows in tables.items()
        for column in describe(TABLES[name])
        if column.code == BODY_CODE
        for row in rows
    }
    for code in sorted(codes - {None}):
        row = known.get(code, {})
        yield Body(code, row.get("name") or code, row.get("kind") or "unknown", row.get("url") or None)
