"""Settling: what decisions do to the tables.

A decision that remembers what it was made on (document, reading, fingerprint of the sentence) stays while either the
sentence or what is read from it stays, even under another id; it reopens when both have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.decisions import Decision, Row, corrected, countries, fingerprint, row_id, said
from pipeline.edtf import bounds
from pipeline.errors import RollcallError
from pipeline.records import Issue, Mention, issue

#: Where decisions stand.
FILE = "raw/decisions.csv"
#: The stage that heeds the decisions on a table.
STAGE = {
    "documents": "relate",
    "mentions": "relate",
    "count_claims": "reconcile",
    "membership_claims": "reconcile",
}
#: The kinds of mention whose value a decision may correct: those that write it as a name or a code, and nothing else.
PLAIN = ("body", "city", "country", "date", "demonym", "resolution")


def current(
    table: str, rows: Iterable[Row], decisions: Iterable[Decision]
) -> tuple[list[Decision], list[Issue]]:
    """The decisions of a table under the ids that their rows have now, and the issues that they raise.

    An issue each for those that are open again, that nothing in the table answers to, and that two people took
    differently.
    """
    told = [given for given in decisions if given.table == table]
    if not told:
        return [], []
    by_id = {row_id(row): row for row in rows}
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for row in by_id.values():
        by_doc[row.doc_id].append(row)
    kept, issues = [], []
    for given in told:
        own, near = by_id.get(given.id), by_doc.get(given.doc, [])
        meant = _meant(given, own, near)
        if meant:
            kept.append(replace(given, id=row_id(meant)))
        elif own or near:
            words = f"{table} {given.id} ({given.said}): its words and its value have changed since {given.by} decided"
            issues.append(issue(given.doc, STAGE[table], "decision_reopened", f"{words}: {given.why}"))
        else:
            issues.append(unknown(given))
    return kept, issues + _disagreements(kept)


def unknown(given: Decision) -> Issue:
    """What is said of a decision that nothing answers to."""
    words = f"{given.table} has no {given.id} ({given.by}: {given.why})"
    return issue(FILE, STAGE[given.table], "unknown_decision", words)


def _meant(given: Decision, own: Row | None, near: Sequence[Row]) -> Row | None:
    """The row that a decision is about now: of its id, else of its sentence, else of its reading; None if in doubt."""
    if not (given.said and given.evidence):
        return own
    candidates = near if own is None else (own,)
    words = [row for row in candidates if fingerprint(row) == given.evidence]
    alike = [row for row in candidates if said(row) == given.said]
    both = [row for row in words if row in alike]
    return next((rows[0] for rows in (both, words, alike) if len(rows) == 1), None)


def _disagreements(decisions: Iterable[Decision]) -> list[Issue]:
    """An issue for each time that somebody decided differently than somebody else before."""
    issues = []
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for given in decisions:
        for about, taken in (("verdict", given.verdict), (given.field, given.value)):
            if about and taken:
                before, by = latest.get((given.id, about), (taken, given.by))
                if before != taken and by != given.by:
                    words = f"{by} decided {before}, {given.by} decided {taken}; the later line counts"
                    detail = f"{given.table} {given.id}, {about}: {words}"
                    issues.append(issue(given.doc or FILE, STAGE[given.table], "decisions_disagree", detail))
                latest[given.id, about] = taken, given.by
    return issues


def apply(rows: Sequence[Row], decisions: Iterable[Decision]) -> list[Row]:
    """The rows with their fields as decisions correct them. Raises RollcallError for a value that can't be."""
    corrections = [given for given in decisions if given.field]
    if not corrections:
        return list(rows)
    by_id = {row_id(row): row for row in rows}
    for given in corrections:
        if given.id in by_id:
            where = f"{FILE}:{given.line}" if given.line else f"{given.table} {given.id}"
            mended: dict[str, Any] = {given.field: corrected(given, where)}
            row = by_id[given.id]
            if isinstance(row, Mention):
                mended |= _plain(row.kind, given.value, where)
            by_id[given.id] = replace(row, **mended)
    return [by_id[row_id(row)] for row in rows]


def _plain(kind: str, value: str, where: str) -> dict[str, Any]:
    """What else changes with the value of a mention: the days of a date."""
    if kind not in PLAIN:
        why = f"the value of a mention of kind {kind} can't be corrected"
        raise RollcallError(where, why, "correct the claim that is made of it, or reject the mention")
    if kind in ("country", "demonym") and value not in countries():
        raise RollcallError(where, f"{value!r} is no country", "use its ISO 3166-1 alpha-3 code")
    if kind != "date":
        return {}
    days = bounds(value)
    if days is None:
        raise RollcallError(
            where, f"{value!r} is no date", "write it in EDTF, as 2021-08-25, 2021-08 or 2021"
        )
    return dict(zip(("date_start", "date_end"), days, strict=True))


def mentions(found: Sequence[Mention], decisions: Iterable[Decision]) -> tuple[list[Mention], list[Issue]]:
    """The mentions as decided: corrected, each decided one with its verdict (a correction accepts); and issues."""
    kept, issues = current("mentions", found, decisions)
    human = {given.id: given.verdict or "accepted" for given in kept}
    settled = [
        replace(m, verdict=human[m.mention_id], reason="decision") if m.mention_id in human else m
        for m in apply(found, kept)
    ]
    return settled, issues


def verdicts(table: str, decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decisions that settle a row's verdict; the last line of several counts."""
    return {d.id: d for d in decisions if d.table == table and d.verdict}
