"""What the stages make: kept with its receipt, and looked up where it stands.

An artefact (`stage/table`) stands in the folder of its stage, or in those of the parts in it; see stages.py.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import places
from pipeline.errors import RollcallError
from pipeline.limits import Limits
from pipeline.published import TABLES
from pipeline.records import Copy, Document, Subject
from pipeline.rulebook import fingerprint
from pipeline.stages import PLAN
from pipeline.tables import contract, store
from pipeline.tables.schema import key

if TYPE_CHECKING:
    import pyarrow as pa


#: Rows by the name of their table.
Rows = Mapping[str, Sequence[Any]]

#: The row type of every table that moves between stages; the published `documents` alone differ.
TYPES: Mapping[str, type] = {**TABLES, "documents": Document, "subjects": Subject, "copies": Copy}


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a run finds announcements, within which limits it reads them, and where it leaves its tables."""

    raw: Path
    interim: Path
    out: Path
    limits: Limits = Limits()


def keep(folder: Path, stage: str, made: Rows, facts: Mapping[str, Any], known: Rows | None = None) -> None:
    """Write tables that a stage made, and a receipt that says `facts`. References may lead to the `known` rows too."""
    rows = {table: _in_order(table, new) for table, new in made.items()}
    tables = contract.arrange(rows, TYPES, fingerprint(), known)
    said = {"stage": stage, "resources": contract.resources(tables), **facts}
    store.write(folder, tables, {"receipt.json": json.dumps(said, indent=1) + "\n"})


def _in_order(table: str, rows: Sequence[Any]) -> list[Any]:
    """Rows by key, as they will be read back. An issue raised twice is one."""
    rows = tuple(dict.fromkeys(rows)) if table == "issues" else rows
    return sorted(rows, key=attrgetter(*key(TYPES[table])))


def rests_on(said: Mapping[str, Any], given: str, basis: Mapping[str, str]) -> bool:
    """Whether a receipt says that its tables rest on this input and on this basis."""
    return (said.get("given"), said.get("basis")) == (given, dict(basis))


def content(folder: Path) -> dict[str, str]:
    """The content hashes of the tables of a folder, by their names."""
    return dict(map(itemgetter("name", "contentHash"), store.receipt(folder)["resources"]))


def sweep(folder: Path, names: Container[str]) -> None:
    """Remove the parts of a stage that are no more: their documents went away, or to other parts."""
    for name in places.subfolders(folder):
        if name not in names:
            store.remove(folder / name)


@dataclass(frozen=True, slots=True)
class Made:
    """The artefacts in the folder between the stages and in that of the published tables."""

    interim: Path
    out: Path

    def __getitem__(self, artefact: str) -> list[Any]:
        """All rows of an artefact. Raises RollcallError if its stage has not run."""
        found: list[Any] = []
        for piece in self.pieces(artefact):
            found += contract.rows(piece, _type(artefact))
        return found

    def artefact(self, *artefacts: str) -> Artefact:
        """The tables of some artefacts, one after the other, as often as asked for."""
        return Artefact(self, artefacts)

    def pieces(self, artefact: str, columns: list[str] | None = None) -> Iterator[pa.Table]:
        """The tables of an artefact, a part of the documents at a time."""
        for place in self._places(artefact):
            yield store.read_table(place, _type(artefact), columns)

    def size(self, artefact: str) -> int:
        """How many rows an artefact has."""
        stage, _, table = artefact.partition("/")
        folders = {place.parent: None for place in self._places(artefact)}
        said = (self._receipt(stage) if stage == "publish" else store.receipt(folder) for folder in folders)
        return sum(entry["rows"] for it in said for entry in it["resources"] if entry["name"] == table)

    def tally(self, artefact: str, *columns: str) -> Counter[tuple[Any, ...]]:
        """How often each combination of values of some columns occurs; of none given, how many rows there are."""
        if not columns:
            return Counter({(): self.size(artefact)})
        found: Counter[tuple[Any, ...]] = Counter()
        for piece in self.pieces(artefact, list(columns)):
            found.update(zip(*(piece.column(name).to_pylist() for name in columns), strict=True))
        return found

    def sheets(self, stage: str) -> dict[str, dict[str, str]]:
        """The content hashes of a stage's tables by sheet, the sheets in their order."""
        sheets: dict[str, dict[str, str]] = self._receipt(stage)["sheets"]
        return sheets

    def hashes(self, artefact: str) -> list[str]:
        """The content hashes of an artefact's tables."""
        stage, _, table = artefact.partition("/")
        if table in PLAN[stage].parted:
            return [hashes[table] for hashes in self.sheets(stage).values()]
        return [entry["contentHash"] for entry in self._receipt(stage)["resources"] if entry["name"] == table]

    def given(self, stage: str) -> Iterator[str]:
        """The content hashes of all that a stage reads."""
        for artefact in PLAN[stage].reads:
            if not artefact.startswith("raw"):
                yield from (f"{artefact} {content}" for content in self.hashes(artefact))

    def _places(self, artefact: str) -> list[Path]:
        stage, _, table = artefact.partition("/")
        if stage == "publish":
            return [self.out / f"{table}.parquet"]
        folder = self.interim / stage
        if table in PLAN[stage].parted:
            return [folder / sheet / f"{table}.parquet" for sheet in self.sheets(stage)]
        return [folder / f"{table}.parquet"]

    def _receipt(self, stage: str) -> dict[str, Any]:
        name = store.RECEIPTS[stage == "publish"]
        path = (self.out if stage == "publish" else self.interim / stage) / name
        try:
            said: dict[str, Any] = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise RollcallError(path, "does not exist", "run the stage that makes it, or `make`") from None
        return said


@dataclass(frozen=True, slots=True)
class Artefact:
    """The tables of some artefacts, which can be gone through again and again."""

    made: Made
    names: tuple[str, ...]

    def __iter__(self) -> Iterator[pa.Table]:
        return (piece for name in self.names for piece in self.made.pieces(name))


def _type(artefact: str) -> type:
    stage, _, table = artefact.partition("/")
    return (TABLES if stage == "publish" else TYPES)[table]
