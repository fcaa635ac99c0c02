"""Decisions: what a human settled, as lines of decisions.csv. What they do to the tables: settling.py."""

from __future__ import annotations

import csv
import dataclasses
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from pipeline.errors import RollcallError
from pipeline.places import Place
from pipeline.records import VERDICTS, CountClaim, Document, MembershipClaim, Mention, make_id
from pipeline.rulebook import table as names
from pipeline.tables.schema import describe, key

COLUMNS = ("id", "table", "field", "value", "verdict", "by", "when", "why")
#: What a decision was made on; cells that may be empty, for what is written by hand.
MEMORY = ("doc", "said", "evidence")
TABLES: dict[str, type] = {
    "documents": Document,
    "mentions": Mention,
    "count_claims": CountClaim,
    "membership_claims": MembershipClaim,
}
_OF_CLAIMS = ("body", "country", "published", "modality")
#: The fields that a decision may correct.
MENDABLE: dict[str, tuple[str, ...]] = {
    "documents": (),
    "mentions": ("value",),
    "count_claims": ("value", "kind", "relation", "as_of_start", "as_of_end", *_OF_CLAIMS),
    "membership_claims": ("action", "ordinal", "date_start", "date_end", *_OF_CLAIMS),
}

Row = TypeVar("Row", Document, Mention, CountClaim, MembershipClaim)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of decisions.csv: a verdict on a row, or a corrected field of it, or both.

    `doc`, `said` and `evidence` are the document, the reading and the fingerprint of the sentence that were decided
    on; empty: not kept. `line` is its place in the file.
    """

    id: str
    table: str
    field: str
    value: str
    verdict: str
    by: str
    when: str
    why: str
    doc: str = ""
    said: str = ""
    evidence: str = ""
    line: int = dataclasses.field(default=0, compare=False)


def read_decisions(path: Place) -> tuple[Decision, ...]:
    """Read decisions.csv, the latest last; no file means no decisions.

    Lines of one day keep their order. Raises RollcallError that names the line, why and the mend.
    """
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (lines.fieldnames or ())]
        if missing:
            header = ",".join((*COLUMNS, *MEMORY))
            raise RollcallError(f"{path}:1", f"no column {missing[0]}", f"give it the header {header}")
        found = [_decision(row, f"{path}:{lines.line_num}", lines.line_num) for row in lines]
    return tuple(sorted(found, key=lambda given: given.when))


def _decision(row: dict[str | Any, str | Any], where: str, line: int) -> Decision:
    """Check one line."""
    if None in row:
        raise RollcallError(where, "it has more cells than columns", "put cells with commas into quotes")
    cells = {name: (row.get(name) or "").strip() for name in (*COLUMNS, *MEMORY)}
    return checked(Decision(**cells, line=line), where)


def checked(given: Decision, where: str) -> Decision:
    """The decision, if it can be one. Raises RollcallError that names `where` it stands, why not, and the mend."""
    for name in ("id", "table", "by", "why"):
        if not getattr(given, name):
            raise RollcallError(where, f"{name} is empty", f"fill in the column {name}")
    if given.verdict and given.verdict not in VERDICTS:
        raise RollcallError(
            where, f"verdict {given.verdict!r} is unknown", f"use {' or '.join(VERDICTS)}, or leave it empty"
        )
    if not given.verdict and not given.field:
        raise RollcallError(where, "it decides nothing", "give a verdict, or a field and its value")
    if given.when and not _is_day(given.when):
        raise RollcallError(where, f"{given.when!r} is no day", "write it as 2021-08-25")
    if given.table in TABLES and given.field:
        corrected(given, where)
    return given


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def corrected(given: Decision, where: str) -> int | date | str | None:
    """The corrected value in its column's type. Raises RollcallError if it isn't of that type."""
    fields = MENDABLE[given.table]
    if given.field not in fields:
        why = f"{given.table} has no field {given.field!r} to correct"
        raise RollcallError(where, why, f"use one of {', '.join(fields)}" if fields else "give a verdict")
    column = next(c for c in describe(TABLES[given.table]) if c.name == given.field)
    mend = "write numbers in digits, days as 2021-08-25"
    try:
        if not given.value and column.null:
            return None
        if column.values and given.value not in column.values:
            mend = f"use one of {', '.join(column.values)}"
            raise ValueError
        if column.code.startswith("ISO 3166") and given.value not in countries():
            mend = "use the ISO 3166-1 alpha-3 code of a country"
            raise ValueError
        if column.type == "int" and int(given.value) < (column.low or 0):
            raise ValueError
        if column.type == "int":
            return int(given.value)
        return date.fromisoformat(given.value) if column.type == "date" else given.value
    except ValueError:
        raise RollcallError(where, f"{given.value!r} is no {given.field}", mend) from None


@cache
def countries() -> frozenset[str]:
    """The codes that a country may have."""
    return frozenset(row["code"] for row in names("countries"))


def said(row: Row) -> str:
    """What a row says, apart from its words: "country KEN", "total eq 34", "ordinal eq 34 LUX", "join LUX 2021"."""
    if isinstance(row, Document):
        parts: tuple[object, ...] = (row.title or row.path,)
    elif isinstance(row, Mention):
        parts = (row.kind, row.value)
    elif isinstance(row, CountClaim):
        parts = (row.kind, row.relation, row.value, row.country)
    else:
        parts = (row.action, row.country, row.date)
    return " ".join(str(part) for part in parts if part is not None)


def fingerprint(row: Row) -> str:
    """The fingerprint of the sentence that a row rests on, of a document's text; how it is spaced doesn't matter."""
    if isinstance(row, Document):
        return make_id(*row.text.split())
    return make_id(*(row.sentence if isinstance(row, Mention) else row.evidence).split())


def memory(row: Row) -> dict[str, str]:
    """What a decision on a row keeps of it."""
    return {"doc": row.doc_id, "said": said(row), "evidence": fingerprint(row)}


def remembering(given: Decision, row: Row) -> Decision:
    """The decision with what it was made on."""
    doc, said, evidence = (memory(row)[name] for name in MEMORY)
    return dataclasses.replace(given, doc=doc, said=said, evidence=evidence)


def row_id(row: Row) -> str:
    """The id of a document, mention or claim."""
    return str(getattr(row, key(type(row))[0]))
