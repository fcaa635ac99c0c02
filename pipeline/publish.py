"""Stage 5: records -> the tables that readers want: what the stages made, and three tables made of it.

`country_year` counts a country as a member from the middle of the interval of its accession to the middle of
that of its leaving; `bodies` names the bodies that occur in any table; `documents` come without their text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pipeline.published import TABLES, Body, CountryYear, Membership, PublishedDocument, Step
from pipeline.rulebook import table
from pipeline.tables import contract
from pipeline.tables.schema import arrow, describe

if TYPE_CHECKING:
    import pyarrow as pa

#: A table as pieces of it, which may be gone through more than once.
Pieces = Iterable["pa.Table"]

#: A number of the Correlates of War with the first and last year (None: not ended) in which a country has it.
Span = tuple[int, int, int | None]

#: The rules that find a body by the name that a text introduces; others find it by words that refer back.
_NAMING = ("body.introduced", "body.introduced-foreign", "body.joined")

#: What marks a column that holds body codes.
BODY_CODE = "Rollcall body code"


def publish(made: Mapping[str, Pieces]) -> dict[str, Pieces]:
    """The published tables by name, from the stages' tables (with `subjects` and `copies`), a piece at a time."""
    documents = _Documents(
        made["documents"],
        bodies=_by_id(made["subjects"], "body"),
        originals=_by_id(made["copies"], "duplicate_of"),
        clusters=_by_id(made["copies"], "cluster"),
    )
    tables: dict[str, Pieces] = {name: made[name] for name in TABLES if name in made} | {
        "documents": documents
    }
    memberships = [spell for piece in made["memberships"] for spell in contract.rows(piece, Membership)]
    timeline = [step for piece in made["timeline"] for step in contract.rows(piece, Step)]
    panel = country_year(memberships, timeline, _last_year(made))
    tables["country_year"] = [contract.unstamped("country_year", CountryYear, panel)]
    tables["bodies"] = [contract.unstamped("bodies", Body, list(_bodies(tables)))]
    return {name: tables[name] for name in TABLES}


def country_year(
    memberships: Sequence[Membership], timeline: Sequence[Step], last_year: int
) -> list[CountryYear]:
    """The panel: a row for each country that is or was a member, from its body's first year to `last_year`.

    A body without a timeline has no rows, and one that came to an end none after its last year.
    """
    years = {body: list(own) for body, own in groupby(_years(timeline, last_year), key=itemgetter(0))}
    held: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for body, country, joined, left in _spells(memberships, timeline):
        held[body, country].append((joined, left))
    spans, names = _cow_spans(), {row["code"]: row["name"] for row in table("countries")}
    return [
        CountryYear(
            body,
            country,
            names.get(country, country),
            *_cow(spans, country, year),
            year,
            any(joined <= dec31 and left > jan1 for joined, left in own),
            any(joined <= jan1 < left for joined, left in own),
            any(joined <= dec31 < left for joined, left in own),
            members,
        )
        for (body, country), own in sorted(held.items())
        for _, year, jan1, dec31, members in years.get(body, ())
    ]


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents without their texts, with their bodies and what they are copies of."""

    pieces: Pieces
    bodies: Mapping[str, str]
    originals: Mapping[str, str]
    clusters: Mapping[str, str]

    def __iter__(self) -> Iterator[pa.Table]:
        return map(self._published, self.pieces)

    def _published(self, piece: pa.Table) -> pa.Table:
        import pyarrow as pa

        schema = arrow(PublishedDocument)
        ids = piece.column("doc_id").to_pylist()
        found = {
            "body": list(map(self.bodies.get, ids)),
            "duplicate_of": list(map(self.originals.get, ids)),
            "cluster": [self.clusters.get(doc_id, doc_id) for doc_id in ids],
        }
        columns = [
            pa.array(found[field.name], field.type) if field.name in found else piece.column(field.name)
            for field in schema
        ]
        return pa.Table.from_arrays([_whole(column) for column in columns], schema=schema)


def _whole(column: Any) -> pa.Array:
    import pyarrow as pa

    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _by_id(pieces: Pieces, column: str) -> dict[str, str]:
    """What a column says of documents, where that is not nothing and not the document itself."""
    found = (piece.select(["doc_id", column]).to_pydict() for piece in pieces)
    pairs = (pair for told in found for pair in zip(told["doc_id"], told[column], strict=True))
    return {doc_id: told for doc_id, told in pairs if told not in (None, doc_id)}


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


def _last_year(made: Mapping[str, Pieces]) -> int:
    """The latest year in which a document was published, or of which a believed claim speaks."""
    import pyarrow.compute as pc

    days = [pc.max(piece.column("published")).as_py() for piece in made["documents"]]
    for claims, column in (("count_claims", "as_of_end"), ("membership_claims", "date_end")):
        days += [pc.max(_believed(piece).column(column)).as_py() for piece in made[claims]]
    return max((day.year for day in days if day), default=0)


def _believed(claims: pa.Table) -> pa.Table:
    """The claims that are asserted and not rejected."""
    import pyarrow.compute as pc

    rejected = pc.fill_null(pc.equal(claims.column("verdict"), "rejected"), False)
    return claims.filter(pc.and_not(pc.equal(claims.column("modality"), "asserted"), rejected))


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


def _bodies(tables: Mapping[str, Pieces]) -> Iterator[Body]:
    """The bodies in any column of body codes; one that the gazetteer doesn't know has the name that texts give it."""
    import pyarrow.compute as pc

    known = {row["code"]: row for row in table("bodies")}
    codes: set[str | None] = set()
    for name, pieces in tables.items():
        columns = [column.name for column in describe(TABLES[name]) if column.code == BODY_CODE]
        for piece in pieces if columns else ():
            codes |= {code for column in columns for code in pc.unique(piece.column(column)).to_pylist()}
    called = _called(tables["mentions"])
    for code in sorted(filter(None, codes)):
        row = known.get(code, {})
        name = row.get("name") or called.get(code, code)
        yield Body(code, name, row.get("kind") or "unknown", row.get("url") or None)


def _called(mentions: Pieces) -> dict[str, str]:
    """What texts call each body that introduces itself: of several names the most frequent, then the longest."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names: Counter[tuple[str, str]] = Counter()
    for piece in mentions:
        said = piece.filter(pc.is_in(piece.column("rule_id"), pa.array(_NAMING)))
        texts = (" ".join(text.split()) for text in said.column("text").to_pylist())
        names.update(zip(said.column("value").to_pylist(), texts, strict=True))
    ranked = sorted(names.items(), key=lambda entry: (entry[1], len(entry[0][1]), entry[0]))
    return {code: name for (code, name), _ in ranked if name != code}
