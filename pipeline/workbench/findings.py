"""What is found in a document, as values that can be compared with what a person found there.

Every kind of finding is a set of distinct values; the parts of a value are named in `PARTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import extract, ingest, relate
from pipeline.asking import lookup
from pipeline.progress import each, working
from pipeline.published import PublishedDocument
from pipeline.records import (
    ConferenceClaim,
    CountClaim,
    Document,
    MembershipClaim,
    Mention,
    Person,
    ResolutionCitation,
)

#: What makes two values of a kind the same; a kind without parts holds plain values.
PARTS: Mapping[str, tuple[str, ...]] = {
    "countries": (),
    "counts": ("body", "kind", "relation", "value"),
    "dates": (),
    "resolutions": ("symbol", "adopted"),
    "joins": ("body", "country", "ordinal", "date"),
    "leaves": ("body", "country", "date"),
    "observers": ("body", "country", "date"),
    "events": ("name", "ordinal", "city", "country", "start", "end"),
    "people": ("name", "role", "country"),
    "published": (),
}

#: The kinds that mentions give, and those that membership claims give, by their action.
MENTIONS = {"country": "countries", "date": "dates"}
_ACTIONS = {"join": "joins", "leave": "leaves", "observer": "observers"}

Value = tuple[Any, ...]
#: A kind of finding, what makes two of them one, and what else is said.
Said = tuple[str, Value, Value]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that mean `value`, in their sentence; by which rule, if one found them."""

    value: str
    text: str
    sentence: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document: by kind every value with the words that it rests on, and all mentions."""

    values: Mapping[str, Mapping[Value, Words]]
    mentions: tuple[Words, ...]


def from_tables(folder: Path) -> dict[str, Found]:
    """What the published tables in `folder` say, by document."""
    documents: list[PublishedDocument] = lookup.rows(folder, "documents")
    rows = rows_of(folder, [d.doc_id for d in documents])
    return {d.doc_id: found(d.published, rows[d.doc_id]) for d in documents}


def rows_of(folder: Path, documents: Iterable[str]) -> dict[str, dict[str, list[Any]]]:
    """The rows that say something, of some documents of the published tables, by document and table."""
    rows: dict[str, dict[str, list[Any]]] = {doc_id: {name: [] for name in READERS} for doc_id in documents}
    for name in READERS:
        for row in lookup.rows(folder, name):
            if row.doc_id in rows:
                rows[row.doc_id][name].append(row)
    return rows


def from_raw(path: Path) -> dict[str, Found]:
    """What stages 1 to 3 find in a folder of announcements, or in a file of JSON lines, by document."""
    documents, _ = ingest.read(path)
    with working("evaluate"):
        return {d.doc_id: in_document(d) for d in each("evaluate", documents, len(documents))}


def in_document(document: Document) -> Found:
    """What stages 2 and 3 find in one document."""
    mentions, _ = extract.extract(document)
    claims = relate.relate(document, mentions)
    rows = {name: mentions if name == "mentions" else getattr(claims, name) for name in READERS}
    return found(document.published, rows)


def found(published: date | None, rows: Mapping[str, Sequence[Any]]) -> Found:
    """The findings of one document, from its rows by table name."""
    mentions: list[Mention] = sorted(rows["mentions"], key=lambda m: m.start)
    words = {m.mention_id: Words(m.value, m.text, m.sentence, m.rule_id) for m in mentions}
    places = {m.mention_id: m.start for m in mentions}
    said: dict[str, list[tuple[Value, Value, Words]]] = {kind: [] for kind in PARTS}
    for name, read in READERS.items():
        for row in sorted(rows[name], key=lambda row: places[row.mention_id]):
            for kind, key, rest in read(row):
                said[kind].append((key, rest, words[row.mention_id]))
    if published:
        said["published"].append(((published.isoformat(),), (), Words(published.isoformat(), "", "")))
    return Found({kind: merged(values) for kind, values in said.items()}, tuple(words.values()))


def _mention(row: Mention) -> Iterator[Said]:
    if row.kind in MENTIONS and row.verdict != "rejected":
        yield MENTIONS[row.kind], (row.value,), ()


def _count(row: CountClaim) -> Iterator[Said]:
    if row.modality == "asserted":
        yield "counts", (row.body, row.kind, row.relation, row.value), ()


def _membership(row: MembershipClaim) -> Iterator[Said]:
    kind = _ACTIONS.get(row.action)
    if kind and row.modality == "asserted":
        yield kind, (row.body, row.country), (row.ordinal, row.date) if kind == "joins" else (row.date,)


def _conference(row: ConferenceClaim) -> Iterator[Said]:
    yield "events", event(row.name, row.ordinal, row.city, row.country, *_ends(row.days)), ()


def _resolution(row: ResolutionCitation) -> Iterator[Said]:
    yield "resolutions", (row.symbol,), (row.adopted,)


def _person(row: Person) -> Iterator[Said]:
    yield "people", (row.name, row.role, row.country), ()


#: What a row of each table says.
READERS: Mapping[str, Callable[[Any], Iterator[Said]]] = {
    "mentions": _mention,
    "count_claims": _count,
    "membership_claims": _membership,
    "conference_claims": _conference,
    "resolution_citations": _resolution,
    "people": _person,
}


def merged(stated: Iterable[tuple[Value, Value, Words]]) -> dict[Value, Words]:
    """What is said several times of one key as one value, with the first that is stated of every further part.

    Statements that contradict each other, such as two accessions of a country years apart, stay two values.
    """
    values: dict[Value, list[tuple[Value, Words]]] = {}
    for key, rest, words in stated:
        known = values.setdefault(key, [])
        for i, (other, first) in enumerate(known):
            if all(map(_agree, other, rest)):
                both = tuple(new if old is None else old for old, new in zip(other, rest, strict=True))
                known[i] = both, first
                break
        else:
            known.append((rest, words))
    return {(*key, *rest): words for key, known in values.items() for rest, words in known}


def _agree(one: Any, other: Any) -> bool:
    """Whether two parts may be one: equal, a day within its month or year, or one of them not stated."""
    return one is None or other is None or one == other or _within(str(one), str(other))


def _within(one: str, other: str) -> bool:
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")


def event(name: str, *rest: Any) -> Value:
    """An event as a value: its name counts without case, punctuation and article."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word != "the"), *rest


def _ends(days: str | None) -> tuple[str | None, str | None]:
    """First and last day of an EDTF date or interval."""
    if days is None:
        return None, None
    first, _, last = days.partition("/")
    return first, last or first
