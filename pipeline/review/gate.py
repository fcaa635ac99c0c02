"""The gate: what a reviewer must have seen before tables pass.

That is: rows that the base has and the new tables lack, unless a decision rejects them; contradicting claims none of
which was accepted; decisions that are open again; tables with fewer rows than their floor.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import RollcallError
from pipeline.published import TABLES
from pipeline.review.changes import LOST, Diff
from pipeline.review.sources import Source
from pipeline.review.words import because, headline, place, plain

#: The tables of which a lost row is a loss: the others are made of these, or say what was not understood.
KEPT = frozenset(TABLES) - {"timeline", "country_year", "bodies", "issues"}


def losses(diff: Diff, rejected: frozenset[str]) -> Iterator[str]:
    """A line for each row that was lost and that no decision rejects, itself or its mention."""
    for change in diff.changes:
        seen = {str(change.key[0]), str(change.row.get("mention_id"))} & rejected
        if change.what == LOST and change.table in KEPT and not seen:
            where = f", {place(change)}" if change.doc_id else ""
            yield f"lost: {change.table} {plain(change.key[0])}: {headline(change)} ({because(change)}{where})"


def undecided(source: Source) -> Iterator[str]:
    """A line for each question on which asserted claims contradict each other and none was accepted."""
    asked: dict[tuple[str, ...], list[tuple[Any, str | None]]] = defaultdict(list)
    for claim in _asserted(source, "count_claims"):
        if claim["relation"] == "eq" and (question := _size(claim)):
            asked[question].append((claim["value"], claim["verdict"]))
    for claim in _asserted(source, "membership_claims"):
        if claim["action"] in ("join", "leave") and claim["date"]:
            question = (claim["body"], claim["country"], claim["action"])
            asked[question].append((claim["date"], claim["verdict"]))
    for question, answers in asked.items():
        said = sorted({str(answer) for answer, _ in answers})
        if len(said) > 1 and not any(verdict == "accepted" for _, verdict in answers):
            words = plain(" ".join(map(str, question)))
            yield f"conflict without a winner: {words}: {', '.join(map(plain, said))}"


def _size(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """The question that a stated size answers; nothing if it has no day and no country."""
    if claim["kind"] == "ordinal":
        return (claim["body"], claim["country"], "ordinal") if claim["country"] else ()
    if claim["kind"] == "initial":
        return claim["body"], "initial"
    day = claim["as_of_start"]
    return (claim["body"], claim["kind"], str(day)) if day and day == claim["as_of_end"] else ()


def _asserted(source: Source, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = source.table(name).to_pylist()
    return [row for row in rows if row["modality"] == "asserted"]


def reopened(source: Source) -> Iterator[str]:
    """A line for each decision that is open again."""
    for row in source.table("issues").to_pylist():
        if row["code"] == "decision_reopened":
            yield f"reopened: {plain(row['doc_id'])}: {plain(row['detail'])}"


def short(source: Source, floors: Mapping[str, int]) -> Iterator[str]:
    """A line for each table with fewer rows than its floor."""
    for name, floor in floors.items():
        rows = source.table(name).num_rows if name in source.files else 0
        if rows < floor:
            yield f"too few: {name} has {rows:,} rows, its floor is {floor:,}"


def read_floors(path: Path) -> dict[str, int]:
    """The floors by table that stand under [tool.rollcall.floors] in a TOML file; no file, no floors.

    Raises RollcallError that names what can't be used.
    """
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RollcallError(path, f"is not valid TOML ({error})", "mend the line it names") from error
    floors: dict[str, Any] = told.get("tool", {}).get("rollcall", {}).get("floors", {})
    for name, floor in floors.items():
        if name not in TABLES:
            raise RollcallError(
                f"{path}, floors", f"there is no table {name!r}", f"use one of {', '.join(TABLES)}"
            )
        if type(floor) is not int or floor < 0:
            raise RollcallError(
                f"{path}, floors", f"{name} = {floor!r} is no number of rows", "write a whole number"
            )
    return floors
