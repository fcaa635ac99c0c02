"""Reconcile on its own: claim tables from anywhere in, settled tables out, without the rest of the house.

Reads Parquet or CSV with the columns of the claim tables; only those that inference needs must be there, others are
kept as they are. Rows that contradict the contract are refused by name, and then nothing is written.
"""

from __future__ import annotations

import csv
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import SchemaError
from pipeline.published import Membership, Step
from pipeline.reconcile import Reconciled, reconcile
from pipeline.records import CountClaim, MembershipClaim
from pipeline.tables import contract, store
from pipeline.tables.schema import Column, arrow, describe

if typing.TYPE_CHECKING:
    import pyarrow as pa

Claim = TypeVar("Claim", CountClaim, MembershipClaim)
Row = dict[str, Any]

#: The columns that must be there; all others of the contract may be missing and are then null, or as below.
REQUIRED: Mapping[type, tuple[str, ...]] = {
    CountClaim: ("claim_id", "body", "kind", "relation", "value"),
    MembershipClaim: ("claim_id", "body", "country", "action"),
}
#: The columns that inference reads; others are kept as they are, whatever they hold.
READ = (
    "claim_id", "doc_id", "body", "country", "published", "publisher", "modality",
    "kind", "relation", "value", "as_of_start", "as_of_end", "action", "ordinal", "date_start", "date_end", "evidence",
)  # fmt: skip
#: What columns mean that are missing or empty, where it isn't null.
USUAL = {
    "modality": "asserted", "body_basis": "named", "counted": "members", "as_of_basis": "none",
    "mention_id": "", "evidence": "",
}  # fmt: skip
ADDED = ("verdict", "status", "reason", "expected", "explanation")


def reconcile_files(counts: Path, memberships: Path | None, out: Path) -> Reconciled:
    """Reconcile the claims of one or two files and write timeline, memberships, both claim tables and decisions.

    `out` is made if needed. Raises SchemaError, before anything is written, for a file that can't be read, a column
    that is missing, and a row that breaks the contract.
    """
    count_rows, count_names = _read(counts)
    member_rows, member_names = _read(memberships) if memberships else ([], REQUIRED[MembershipClaim])
    count_claims = _claims(CountClaim, count_rows, count_names, counts)
    member_claims = _claims(MembershipClaim, member_rows, member_names, memberships or counts)
    result = reconcile(count_claims, member_claims, [], [], [], {})
    judged: list[CountClaim | MembershipClaim] = [*result.count_claims, *result.membership_claims]
    tables = {
        "timeline": contract.unstamped("timeline", Step, result.timeline),
        "memberships": contract.unstamped("memberships", Membership, result.memberships),
        "count_claims": _with_verdicts(count_rows, count_names, result.count_claims, CountClaim),
        "membership_claims": _with_verdicts(
            member_rows, member_names, result.membership_claims, MembershipClaim
        ),
        "decisions": _decisions(judged),
    }
    store.write(out, tables, {})
    return result


def _read(path: Path) -> tuple[list[Row], Sequence[str]]:
    """The rows of a Parquet or CSV file, and the names of its columns; empty cells of a CSV are null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise SchemaError(path, "there is no such file", "give the path of a Parquet or CSV file")
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            rows = [{k: v or None for k, v in row.items() if k is not None} for row in lines]
            return rows, lines.fieldnames or ()
    try:
        table = pq.read_table(path)
    except pa.ArrowException as error:
        raise SchemaError(
            path, f"it can't be read as Parquet ({error})", "write it anew, or give a .csv"
        ) from None
    return table.to_pylist(), table.column_names


def _claims(row_type: type[Claim], rows: list[Row], names: Sequence[str], path: Path) -> list[Claim]:
    """Check rows against the contract and make claims of them; typed values replace the read ones."""
    for name in REQUIRED[row_type]:
        if name not in names:
            raise SchemaError(path, f"column {name} is missing", f"it needs {', '.join(REQUIRED[row_type])}")
    record: type = row_type
    columns = {c.name: c for c in describe(record)}
    defaults = {f.name: f.default for f in fields(row_type) if f.default is not MISSING}
    seen: set[str] = set()
    result = []
    for number, row in enumerate(rows, start=1):
        where = f"{path}, row {number}" + (f", claim {row['claim_id']}" if row.get("claim_id") else "")
        for name in [name for name in READ if name in row and name in columns]:
            row[name] = _value(row[name], columns[name], where)
        given = {name: _given(row, name) for name in columns if name not in defaults}
        _check(given, row_type, where)
        if given["claim_id"] in seen:
            raise SchemaError(where, "claim_id occurs twice", "give every claim its own id")
        seen.add(given["claim_id"])
        result.append(row_type(**given))
    return result


def _given(row: Row, name: str) -> Any:
    """A column's value, or what it means where it is missing."""
    value = row.get(name) if name in READ else None
    if value is None and name == "publisher":
        value = row.get("source")
    if value is None and name == "doc_id":
        value = row["claim_id"]
    return USUAL.get(name) if value is None else value


def _value(value: Any, column: Column, where: str) -> Any:
    """A cell in its column's type, within its column's values and bounds."""
    if value is None or value != value:
        return None
    try:
        value = _typed(value, column.type)
    except (ValueError, TypeError):
        mend = "write days as 2021-08-25 and numbers in digits"
        raise SchemaError(where, f"{column.name} is {value!r}, not a {column.type}", mend) from None
    if column.values and value not in column.values:
        raise SchemaError(
            where, f"{column.name} {value!r} is unknown", f"use one of {', '.join(column.values)}"
        )
    if column.low is not None and value < column.low:
        raise SchemaError(where, f"{column.name} is {value}", f"it must be at least {column.low}")
    return value


def _typed(value: Any, kind: str) -> Any:
    if kind == "int":
        if isinstance(value, bool) or not float(value).is_integer():
            raise ValueError
        return int(float(value))
    if kind == "date":
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return str(value)


def _check(given: Mapping[str, Any], row_type: type, where: str) -> None:
    """Refuse a row that lacks what inference needs, or whose interval ends before it begins."""
    for name in REQUIRED[row_type]:
        if given[name] is None:
            raise SchemaError(where, f"{name} is empty", "give it a value or leave the row out")
    for first, last in (("as_of_start", "as_of_end"), ("date_start", "date_end")):
        if given.get(first) and given.get(last) and given[first] > given[last]:
            raise SchemaError(where, f"{first} {given[first]} is after {last} {given[last]}", "exchange them")


def _with_verdicts(
    rows: Iterable[Row], names: Iterable[str], judged: Sequence[Claim], row_type: type
) -> pa.Table:
    """The rows as read, in the order of their ids, with what became of each claim."""
    import pyarrow as pa

    kept = {row["claim_id"]: row for row in rows}
    known = {f.name: f.type for f in arrow(row_type)}
    columns: dict[str, pa.Array] = {}
    for name in names:
        if name not in ADDED:
            kind = known.get(name) if name in READ else None
            columns[name] = pa.array([kept[c.claim_id].get(name) for c in judged], type=kind)
    for name in ADDED:
        kind = pa.int64() if name == "expected" else pa.string()
        source = "verdict" if name == "status" else name
        columns[name] = pa.array([getattr(c, source, None) for c in judged], type=kind)
    return pa.table(columns)


def _decisions(judged: Iterable[CountClaim | MembershipClaim]) -> pa.Table:
    """Status, reason and expected value of each claim that was judged."""
    import pyarrow as pa

    text = pa.string()
    schema = pa.schema({"claim_id": text, "status": text, "reason": text, "expected": pa.int64()})
    rows = [(c.claim_id, c.verdict, c.reason, getattr(c, "expected", None)) for c in judged]
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
