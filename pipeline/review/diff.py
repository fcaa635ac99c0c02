"""Compares two extractions, row by row and field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.published import TABLES
from pipeline.review import pairing
from pipeline.review.causes import Blame
from pipeline.review.changes import CHANGED, GAINED, LOST, MOVED, Change, Diff, Field
from pipeline.review.pairing import Row, Rows
from pipeline.review.sources import Source
from pipeline.tables.schema import describe, key

#: What says where in a file something stands, or measures the file, and not what it says.
PLACES: Mapping[str, frozenset[str]] = {
    "documents": frozenset({"sha256", "chars", "words", "cut", "places"}),
    "mentions": frozenset({"start", "end"}),
    "issues": frozenset({"start", "end", "issue_id"}),
}
#: Tables are compared after those whose ids they refer to.
ORDER = ("documents", "mentions", "conferences", *TABLES)


@dataclass(frozen=True, slots=True)
class Both:
    """A table on both sides: the columns that both have, and the rows by key, in that order of columns."""

    columns: tuple[str, ...]
    old: Rows
    new: Rows


def compare(old: Source, new: Source) -> Diff:
    """All that differs between two extractions, with causes. A table that only one of them has is noted only."""
    tables: dict[str, Both] = {}
    names: dict[str, str] = {}
    raw: list[Change] = []
    for name in dict.fromkeys(ORDER):
        if name in old.files and name in new.files:
            both = tables[name] = _both(name, old, new, names)
            raw += _changes(name, both, names)
    told = [_worded(change, tables) for change in raw]
    blame = Blame(old, new, told)
    order = {name: number for number, name in enumerate(TABLES)}
    told.sort(key=lambda c: (order[c.table], c.doc_id, (c.doc_id and c.start) or 0, *map(str, c.key), c.what))
    asked = old.only or new.only
    shown = tuple(blame.blamed(change) for change in told if asked in ("", change.table))
    return Diff(old.name, new.name, blame.inputs, shown, tuple(_notes(old, new, asked)))


def _both(name: str, old: Source, new: Source, names: Mapping[str, str]) -> Both:
    """The rows of a table on both sides; in the old ones ids are those that the same things have in the new ones."""
    shared = old.columns(name) & new.columns(name)
    columns = tuple(column.name for column in describe(TABLES[name]) if column.name in shared)
    keys = [columns.index(part) for part in key(TABLES[name])]

    def rows(table: Any, names: Mapping[str, str]) -> Rows:
        values = [_plain(table[column]) for column in columns]
        every = pairing.renamed(columns, zip(*values, strict=True), names)
        return {tuple(row[i] for i in keys): row for row in every}

    return Both(columns, rows(old.table(name), names), rows(new.table(name), {}))


def _plain(column: Any) -> list[Any]:
    """The values of an Arrow column; lists as tuples."""
    values: list[Any] = column.to_pylist()
    return [tuple(value) for value in values] if str(column.type).startswith("list") else values


def _changes(name: str, both: Both, names: dict[str, str]) -> Iterator[Change]:
    """The changes of a table, without causes; ids that became others are added to `names`."""
    paired = pairing.pair(name, both.columns, both.old, both.new)
    keys = [both.columns.index(part) for part in key(TABLES[name])]
    places = PLACES.get(name, frozenset())
    ids = {column for column in both.columns if len(keys) == 1 and column == both.columns[keys[0]]}

    def change(what: str, row: Row, fields: Sequence[Field] = (), was: Row = ()) -> Change:
        whole = dict(zip(both.columns, map(pairing.own, row), strict=True))
        own = tuple(whole[both.columns[i]] for i in keys)
        return Change(name, own, what, tuple(fields), whole, (), str(whole.get("doc_id") or ""), was=was)

    for row, other in paired.pairs:
        if ids and row[keys[0]] != other[keys[0]]:
            names[row[keys[0]]] = other[keys[0]]
        fields = [
            Field(column, before, after)
            for column, before, after in zip(both.columns, row, other, strict=True)
            if before != after and column not in ids
        ]
        if fields:
            what = MOVED if {field.name for field in fields} <= places else CHANGED
            yield change(what, other, fields, tuple(pairing.own(row[i]) for i in keys))
    for row in paired.lost:
        if ids and (row[keys[0]],) in both.new:
            names[row[keys[0]]] = row[keys[0]] + pairing.GONE
        yield change(LOST, row)
    yield from (change(GAINED, row) for row in paired.gained)


def _worded(change: Change, tables: Mapping[str, Both]) -> Change:
    """The change with the sentence that its row rests on, the words in it, their place and their rule."""
    row, side = change.row, _side(change, tables)
    if change.table == "issues":
        return replace(change, start=row.get("start"), end=row.get("end"))
    own = change.table == "mentions"
    mention = row if own else side("mentions", row.get("mention_id") or _witness(change, side))
    if mention:
        return replace(
            change,
            evidence=mention["sentence"],
            words=mention["text"],
            start=mention["start"],
            end=mention["end"],
            rule_id=mention["rule_id"],
        )
    return replace(change, evidence=row["evidence"]) if isinstance(row.get("evidence"), str) else change


Look = Callable[[str, Any], Mapping[str, Any]]


def _side(change: Change, tables: Mapping[str, Both]) -> Look:
    """How to look up a row by its id on the side of the change: the old one for what was lost."""

    def look(name: str, own: Any) -> Mapping[str, Any]:
        both = tables.get(name)
        if both is None:
            return {}
        sides = (both.old, both.new) if change.what == LOST else (both.new, both.old)
        row = next((side[own,] for side in sides if (own,) in side), ())
        return dict(zip(both.columns, row, strict=False))

    return look


def _witness(change: Change, side: Look) -> str:
    """The mention behind a row that rests on claims: of a claim that it gained or lost, else of its first."""
    claims = next((f for f in change.fields if f.name == "evidence"), None)
    stated = change.row.get("evidence")
    if not isinstance(stated, tuple):
        return ""
    fresh = [*_without(claims.new, claims.old), *_without(claims.old, claims.new)] if claims else []
    for claim in (*fresh, *stated):
        row = side("count_claims", claim) or side("membership_claims", claim)
        if row:
            return str(row["mention_id"])
    return ""


def _without(ids: Iterable[str], others: Iterable[str]) -> list[str]:
    known = set(others)
    return [name for name in ids if name not in known]


def _notes(old: Source, new: Source, asked: str) -> Iterator[str]:
    """What could not be compared, or not be explained."""
    for source in (old, new):
        if source.origins("rules") is None:
            yield f"{source.name} doesn't say what it was made from, so that some causes stay unknown"
    for one, other in ((old, new), (new, old)):
        lone = [name for name in one.files if name not in other.files and asked in ("", name)]
        if lone:
            yield f"only {one.name} has the tables {', '.join(lone)}"
    for name in old.files:
        if name in new.files and asked in ("", name):
            before, after = old.columns(name), new.columns(name)
            for one, own in ((old, before - after), (new, after - before)):
                if own:
                    yield f"only {one.name} has the columns {', '.join(sorted(own))} in {name}"
