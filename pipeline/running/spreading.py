"""How stages 1 to 3 are run: part by part, in this process or in others, what isn't done yet.

A part whose process dies is looked through for the inputs that end it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline import copies, places, settling
from pipeline import ingest as stage_1
from pipeline.decisions import Decision, read_decisions
from pipeline.errors import RollcallError
from pipeline.progress import tell
from pipeline.records import Document
from pipeline.running import origins, results, work
from pipeline.running.engines import MORE_MEMORY, Dead, Engine
from pipeline.running.origins import fold
from pipeline.running.parts import share
from pipeline.running.results import Folders, Made
from pipeline.running.work import Task
from pipeline.stages import PLAN
from pipeline.tables import store


def ingest(folders: Folders, engine: Engine) -> None:
    """Stage 1, on the files of each part; then the copies among all documents."""
    found = stage_1.found(folders.raw)
    marks = places.marks(folders.raw, found)
    homes = {
        home: (tuple(names), fold(f"{name} {marks[name]}" for name in names))
        for home, names in stage_1.at_home(found).items()
    }
    basis = origins.basis("ingest", folders.limits)
    tasks = []
    for part, members in share(homes).items():
        files = {home: homes[home] for home in members}
        given = fold(f"{home} {mark}" for home, (_, mark) in files.items())
        tasks.append(Task("ingest", folders, part, given, basis, files))
    _spread(tasks, engine)
    folder = folders.interim / "ingest"
    counts = {task.part: store.receipt(task.folder)["sheets"] for task in tasks}
    names = [f"{part}.{number}" for part, count in counts.items() for number in range(count)]
    _copies(folders, {name: results.content(folder / name) for name in names})
    results.sweep(folder, names)


def _copies(folders: Folders, sheets: Mapping[str, Mapping[str, str]]) -> None:
    """Which documents say the same as others: the one table of stage 1 that looks at all of them."""
    folder, basis = folders.interim / "ingest", origins.basis("ingest", folders.limits)
    given = fold(hashes["documents"] for hashes in sheets.values())
    said = store.receipt(folder)
    if not results.rests_on(said, given, basis) or said["sheets"] != sheets:
        texts = (text for sheet in sheets for text in _texts(folders, sheet))
        rows = {"copies": sorted(copies.find(texts), key=lambda copy: copy.doc_id)}
        results.keep(folder, "ingest", rows, {"given": given, "basis": basis, "sheets": sheets})


def _texts(folders: Folders, sheet: str) -> Iterator[tuple[Any, ...]]:
    """Id, day and text of the documents of a sheet."""
    columns = ["doc_id", "published", "text"]
    table = store.read_table(folders.interim / "ingest" / sheet / "documents.parquet", Document, columns)
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)


def by_sheet(stage: str, folders: Folders, engine: Engine) -> None:
    """Stage 2 or 3, on each sheet of documents with what earlier stages made of it."""
    basis = origins.basis(stage, folders.limits)
    reads = PLAN[stage].reads
    decisions: tuple[Decision, ...] = ()
    if settling.FILE in reads:
        every = read_decisions(folders.raw / "decisions.csv")
        decisions = tuple(d for d in every if settling.STAGE.get(d.table) == stage)
    given: dict[str, list[str]] = {}
    for earlier, _, table in (artefact.partition("/") for artefact in reads if artefact != settling.FILE):
        for sheet, hashes in Made(folders.interim, folders.out).sheets(earlier).items():
            given.setdefault(sheet, list(map(repr, decisions))).append(hashes[table])
    tasks = [
        Task(stage, folders, sheet, fold(rests_on), basis, decisions=decisions)
        for sheet, rests_on in given.items()
    ]
    _spread(tasks, engine)
    folder = folders.interim / stage
    sheets = {task.part: results.content(task.folder) for task in tasks}
    if store.receipt(folder).get("sheets") != sheets:
        results.keep(folder, stage, {}, {"sheets": sheets})
    results.sweep(folder, sheets)


def _spread(tasks: Sequence[Task], engine: Engine) -> None:
    """Do what isn't done."""
    todo: list[Task] = []
    total = 0
    for task in tasks:
        if not work.is_done(task):
            todo.append(replace(task, before=total))
            total += work.size(task)
    done = 0
    for task, result in engine.run(work.work, [replace(task, total=total) for task in todo]):
        if isinstance(result, Dead):
            trials = [replace(task, only=name) for name in work.names(task)]
            tried = engine.one_by_one(work.work, trials)
            deadly = frozenset(trial.only for trial, ended in tried if isinstance(ended, Dead))
            ((_, result),) = engine.one_by_one(work.work, [replace(task, deadly=deadly)])
        if isinstance(result, Dead):
            why = (
                f"{task.stage} ends the process that works on it, though none of its documents does so alone"
            )
            raise RollcallError(task.folder, why, MORE_MEMORY)
        done += work.size(task)
        tell(task.stage, done, total)
