"""Which row of the old tables is which row of the new ones.

Ids are made from content, so most rows have the same id in both. Where the same words got another id (their value
changed, or an occurrence before them came or went), the two rows are paired by what they say and where, and every
reference to the old id is read as one to the new id. Rows are tuples of values in the order of `columns`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

Row = tuple[Any, ...]
Rows = dict[Row, Row]

#: By which fields rows of a table that lost its id are found again, the surest first; there must be as many on either
#: side.
PAIRS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "mentions": (
        ("doc_id", "kind", "value", "text", "sentence"),
        ("mention_id",),
        ("doc_id", "kind", "text", "sentence"),
        ("doc_id", "kind", "start"),
        ("doc_id", "kind", "sentence", "end"),
    ),
    "count_claims": (("mention_id", "body"), ("claim_id",), ("mention_id",)),
    "membership_claims": (
        ("mention_id", "body", "country", "action"),
        ("claim_id",),
        ("mention_id", "body", "country"),
        ("doc_id", "country", "evidence"),
    ),
    "conference_claims": (
        ("mention_id", "name", "days"),
        ("claim_id",),
        ("mention_id",),
        ("doc_id", "evidence"),
    ),
    "timeline": (("body", "end"), ("body", "members", "members_min", "members_max")),
    "conferences": (("body", "documents"), ("body", "start", "city")),
    "issues": (("doc_id", "stage", "code", "detail"),),
}
#: The sentence of a row whose id counts occurrences: the same id in another sentence may be another row.
ANCHORS: Mapping[str, str] = {
    "mentions": "sentence",
    "count_claims": "evidence",
    "membership_claims": "evidence",
    "conference_claims": "evidence",
}
#: The tables whose rows have a place in a document: rows that are alike are paired in their order.
PLACED = frozenset({"mentions", "issues"})
#: The columns that hold ids of other rows.
REFERENCES = frozenset({"mention_id", "evidence", "conference_id"})
#: What an old id ends with while another row bears it in the new tables.
GONE = "~"


@dataclass(frozen=True, slots=True)
class Paired:
    """Pairs of an old and a new row that may differ, and rows without a partner."""

    pairs: list[tuple[Row, Row]]
    lost: list[Row]
    gained: list[Row]


def pair(table: str, columns: Sequence[str], old: Rows, new: Rows) -> Paired:
    """Pair the rows of a table, given by key; pairs of equal rows are left out."""
    common = old.keys() & new.keys()
    pairs = [(old[key], new[key]) for key in common if old[key] != new[key]]
    lost = [row for key, row in old.items() if key not in common]
    gained = [row for key, row in new.items() if key not in common]
    if anchor := ANCHORS.get(table):
        at = columns.index(anchor)
        doubtful = [both for both in pairs if both[0][at] != both[1][at]]
        pairs = [both for both in pairs if both[0][at] == both[1][at]]
        lost += [one for one, _ in doubtful]
        gained += [other for _, other in doubtful]
    if table in PLACED:
        at = columns.index("start")
        lost.sort(key=lambda row: row[at] or 0)
        gained.sort(key=lambda row: row[at] or 0)
    for fields in PAIRS.get(table, ()):
        if lost and gained and set(fields) <= set(columns):
            found, lost, gained = _match(itemgetter(*map(columns.index, fields)), lost, gained)
            pairs += found
    return Paired(pairs, lost, gained)


def own(value: Any) -> Any:
    """A value of an old row as it stands in its table."""
    return value.removesuffix(GONE) if isinstance(value, str) else value


def _match(
    what: Callable[[Row], Any], lost: list[Row], gained: list[Row]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs of rows of which `what` is the same and as many on either side; the rows that remain."""
    before, after = _grouped(what, lost), _grouped(what, gained)
    same = [key for key, rows in before.items() if len(rows) == len(after.get(key, ()))]
    pairs = [both for key in same for both in zip(before[key], after[key], strict=True)]
    taken = set(same)
    return (
        pairs,
        [row for key, rows in before.items() if key not in taken for row in rows],
        [row for key, rows in after.items() if key not in taken for row in rows],
    )


def _grouped(what: Callable[[Row], Any], rows: Iterable[Row]) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[what(row)].append(row)
    return groups


def renamed(columns: Sequence[str], rows: Iterable[Row], names: Mapping[str, str]) -> list[Row]:
    """Old rows in which ids that have become others stand as these."""
    places = [i for i, column in enumerate(columns) if column in REFERENCES]
    return [_renamed(row, places, names) for row in rows] if names and places else list(rows)


def _renamed(row: Row, places: Sequence[int], names: Mapping[str, str]) -> Row:
    values = list(row)
    for i in places:
        if isinstance(values[i], tuple):
            values[i] = tuple(sorted(names.get(name, name) for name in values[i]))
        else:
            values[i] = names.get(values[i], values[i])
    return tuple(values)
