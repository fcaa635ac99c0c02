"""Decisions: what a human settled. They outrank every inference, and say who, when and why.

A decision that remembers what it was made on (document, sentence and what was read from it) stays while either the
sentence or what is read from it stays, even under another id; it reopens when both have changed.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pipeline.errors import RollcallError
from pipeline.places import Place
from pipeline.records import VERDICTS, CountClaim, Issue, MembershipClaim, issue
from pipeline.schema import describe

COLUMNS = ("id", "table", "field", "value", "verdict", "by", "when", "why")
#: What a decision was made on; these columns may be missing.
MEMORY = ("doc", "said", "evidence")
TABLES: dict[str, type] = {"count_claims": CountClaim, "membership_claims": MembershipClaim}
#: The fields of a claim that a decision may correct.
MENDABLE = ("body", "kind", "relation", "value", "country", "as_of_start", "as_of_end", "published", "modality",
            "action", "ordinal", "date_start", "date_end")  # fmt: skip

Claim = TypeVar("Claim", CountClaim, MembershipClaim)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of decisions.csv: a verdict on a claim, or a corrected field of it, or both.

    `doc`, `said` and `evidence` are the document, the reading and the sentence that were decided on; empty: not kept.
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


def read_decisions(path: Place) -> tuple[Decision, ...]:
    """Read decisions.csv; no file means no decisions. Raises RollcallError that names the line, why and the mend."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (lines.fieldnames or ())]
        if missing:
            raise RollcallError(
                f"{path}:1", f"no column {missing[0]}", f"give it the header {','.join(COLUMNS)}"
            )
        return tuple(_decision(row, f"{path}:{lines.line_num}") for row in lines)


def _decision(row: dict[str, str | None], where: str) -> Decision:
    """Check one line."""
    given = Decision(**{name: (row.get(name) or "").strip() for name in (*COLUMNS, *MEMORY)})
    for name in ("id", "table", "by", "why"):
        if not getattr(given, name):
            raise RollcallError(where, f"{name} is empty", f"fill in the column {name}")
    if given.verdict and given.verdict not in VERDICTS:
        raise RollcallError(
            where, f"verdict {given.verdict!r} is unknown", f"use {' or '.join(VERDICTS)}, or leave it empty"
        )
    if not given.verdict and not given.field:
        raise RollcallError(where, "it decides nothing", "give a verdict, or a field and its value")
    if given.table in TABLES and given.field:
        _value(given, where)
    return given


def _value(given: Decision, where: str) -> int | date | str | None:
    """The corrected value in its column's type."""
    known = {c.name: c for c in describe(TABLES[given.table])}
    if given.field not in known or given.field not in MENDABLE:
        options = ", ".join(name for name in MENDABLE if name in known)
        raise RollcallError(
            where, f"{given.table} has no field {given.field!r} to correct", f"use one of {options}"
        )
    column = known[given.field]
    try:
        if not given.value and column.null:
            return None
        if column.values and given.value not in column.values:
            raise ValueError
        if column.type == "int":
            return int(given.value)
        return date.fromisoformat(given.value) if column.type == "date" else given.value
    except ValueError:
        mend = (
            f"use one of {', '.join(column.values)}"
            if column.values
            else "write numbers in digits, days as 2021-08-25"
        )
        raise RollcallError(where, f"{given.value!r} is no {given.field}", mend) from None


def said(claim: CountClaim | MembershipClaim) -> str:
    """What a claim says, apart from its words: "total eq 34", "ordinal eq 34 LUX", "join LUX 2021"."""
    if isinstance(claim, CountClaim):
        parts: tuple[object, ...] = (claim.kind, claim.relation, claim.value, claim.country)
    else:
        parts = (claim.action, claim.country, claim.date)
    return " ".join(str(part) for part in parts if part is not None)


def current(
    table: str, claims: Iterable[Claim], decisions: Sequence[Decision]
) -> tuple[list[Decision], list[Issue]]:
    """The decisions of a table under the ids that their claims have now; an issue for each that is open again."""
    by_id = {c.claim_id: c for c in claims}
    by_doc: dict[str, list[Claim]] = defaultdict(list)
    for claim in by_id.values():
        by_doc[claim.doc_id].append(claim)
    kept, issues = [], []
    for given in decisions:
        if given.table != table or not (given.said and given.evidence):
            kept.append(given)
            continue
        own = [by_id[given.id]] if given.id in by_id else by_doc[given.doc]
        alike = [c for c in own if c.evidence == given.evidence] or [c for c in own if said(c) == given.said]
        if len(alike) == 1:
            kept.append(replace(given, id=alike[0].claim_id))
        else:
            words = f"{table} {given.id} ({given.said}): its words and its value have changed since {given.by} decided"
            issues.append(issue(given.doc, "reconcile", "decision_reopened", words))
    return kept, issues


def apply(
    table: str, claims: Sequence[Claim], decisions: Iterable[Decision]
) -> tuple[list[Claim], list[Issue]]:
    """Correct the fields that decisions correct; an id that no claim has becomes an issue."""
    by_id = {c.claim_id: c for c in claims}
    issues = []
    for given in decisions:
        if given.table != table:
            continue
        if given.id not in by_id:
            issues.append(
                issue(
                    "raw/decisions.csv", "reconcile", "unknown_decision", f"{table} has no claim {given.id}"
                )
            )
        elif given.field:
            mended: dict[str, Any] = {given.field: _value(given, f"decision on {given.id}")}
            by_id[given.id] = replace(by_id[given.id], **mended)
    return [by_id[c.claim_id] for c in claims], issues


def verdicts(table: str, decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decisions that settle a claim's verdict; the last line of several counts."""
    return {d.id: d for d in decisions if d.table == table and d.verdict}
