"""The ledger: how a decision is made on a row as it is read now, and written into decisions.csv."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from pathlib import Path
from typing import Any

from pipeline import settling
from pipeline.decisions import (
    COLUMNS,
    MEMORY,
    TABLES,
    Decision,
    checked,
    memory,
    read_decisions,
    remembering,
    row_id,
)
from pipeline.errors import RollcallError
from pipeline.running.results import Made
from pipeline.tables import store

#: The stage whose table holds each row as it was read, before any decision.
READ_BY = {
    "documents": "ingest",
    "mentions": "extract",
    "count_claims": "relate",
    "membership_claims": "relate",
}


def readings(interim: Path) -> dict[str, dict[str, dict[str, str]]]:
    """For every table that takes decisions, what a decision keeps of each of its rows, by id."""
    return {table: _memories(interim, table) for table in TABLES}


def _memories(interim: Path, table: str) -> dict[str, dict[str, str]]:
    return {row_id(row): memory(row) for row in _read(interim, table)}


def _read(interim: Path, table: str) -> list[Any]:
    return Made(interim, interim)[f"{READ_BY[table]}/{table}"]


def made(given: Decision, interim: Path) -> Decision:
    """The decision with what it is made on. Raises RollcallError without such a row, or if it can't be so."""
    if given.table not in TABLES:
        raise RollcallError(given.table, "takes no decisions", f"use one of {', '.join(TABLES)}")
    own = next((row for row in _read(interim, given.table) if row_id(row) == given.id), None)
    if own is None:
        mend = f"look it up: the first column of {given.table}, or the page of `rollcall report`"
        raise RollcallError(f"{given.table} {given.id}", "there is no such row", mend)
    settling.apply([own], [given])
    return remembering(given, own)


def record(given: Decision, path: Path) -> None:
    """Add a decision to decisions.csv as its last line. Raises RollcallError; the file is then as it was."""
    checked(given, str(path))
    # What stands there must be sound, or a fault of another line would seem to be this one's.
    read_decisions(path)
    before = path.read_text("utf-8-sig") if path.exists() else ",".join((*COLUMNS, *MEMORY)) + "\n"
    header = next(csv.reader([before.split("\n", 1)[0]]))
    missing = [name for name in MEMORY if name not in header]
    if missing:
        mend = f"make it {','.join((*COLUMNS, *MEMORY))}; older lines may stay as they are"
        raise RollcallError(f"{path}:1", f"no column {missing[0]}", mend)
    text = before if before.endswith("\n") else before + "\n"
    store.put(path.parent, {path.name: (text + line(given, header)).encode()})


def line(given: Decision, header: list[str]) -> str:
    """A decision as a line of a file with this header: one line whatever it holds, so that files merge by lines."""
    cells = {f.name: " ".join(str(getattr(given, f.name)).split()) for f in fields(given)}
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([cells.get(name, "") for name in header])
    return text.getvalue()
