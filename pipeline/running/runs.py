"""How stages of the plan are run: which parts of the documents must be done again, and what is made of all together.

Nothing is done twice: a receipt beside the tables says what they rest on. A run that was killed goes on from the parts
that are done. A document that breaks a stage becomes an issue, and the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import copies, ingest, places, publish, settling
from pipeline.decisions import Decision, read_decisions
from pipeline.errors import RollcallError
from pipeline.places import Remote
from pipeline.progress import tell, working
from pipeline.published import TABLES
from pipeline.records import Document, Issue
from pipeline.rulebook import fingerprint
from pipeline.running import histories, origins, work
from pipeline.running.engines import Dead, Engine
from pipeline.running.guarding import CRASHED, TOO_SLOW
from pipeline.running.origins import fold
from pipeline.running.parts import share
from pipeline.running.results import Made
from pipeline.running.work import KILLED, Folders, Rows, Task
from pipeline.stages import PLAN, Stage
from pipeline.tables import dictionary, joining, store

DECISIONS = "raw/decisions.csv"
MORE_MEMORY = "give it more memory and run again: it goes on where it was"


def run(stages: Sequence[Stage], folders: Folders, engine: Engine | None = None) -> Made:
    """Run `stages` in this order; what they made can be looked up in the result.

    Raises RollcallError where the user must mend something; what was done before that stands.
    """
    own = {folders.interim} | {folders.out for stage in stages if stage.name == "publish"}
    _keep_apart(folders.raw, own)
    with ExitStack() as held:
        for folder in sorted(own, key=str):
            held.enter_context(store.lock(folder))
        workers = held.enter_context(engine or Engine())
        for stage in stages:
            with working(stage.name):
                FUNCTIONS[stage.name](folders, workers)
    return Made(folders.interim, folders.out)


def _keep_apart(raw: Path, own: Collection[Path]) -> None:
    """Raise RollcallError if tables would come to lie among the announcements: the next run would read them."""
    for folder in sorted(own, key=str):
        if not isinstance(folder, Remote) and not isinstance(raw, Remote):
            whole = folder.resolve()
            if raw.resolve() in (whole, *whole.parents):
                why = "lies among the announcements, and its tables would be read as such"
                raise RollcallError(folder, why, f"choose a folder outside {raw}")


def dropped(ran: Sequence[Stage], made: Made) -> list[Issue]:
    """The issues of the stages just run that cost more than themselves: no document came of a file, a line or a
    sidecar, or a document broke a stage.
    """
    own = [i for stage in ran for i in made[f"{stage.name}/issues"] if i.stage == stage.name]
    known: set[str] = set()
    if any(i.stage == "ingest" for i in own):
        for piece in made.pieces("ingest/documents", ["doc_id"]):
            known.update(piece.column(0).to_pylist())
    return [
        i
        for i in own
        if i.code in (CRASHED, TOO_SLOW, KILLED) or (i.stage == "ingest" and i.doc_id not in known)
    ]


# --- stages 1 to 3: part by part


def _ingest(folders: Folders, engine: Engine) -> None:
    found = ingest.found(folders.raw)
    marks = places.marks(folders.raw, found)
    homes = {
        home: (tuple(names), fold(f"{name} {marks[name]}" for name in names))
        for home, names in ingest.at_home(found).items()
    }
    basis = work.basis("ingest", folders.limits)
    tasks = []
    for part, members in share(homes).items():
        files = {home: homes[home] for home in members}
        given = fold(f"{home} {mark}" for home, (_, mark) in files.items())
        tasks.append(Task("ingest", folders, part, given, basis, files))
    _spread(tasks, engine)
    sheets: dict[str, dict[str, str]] = {}
    for task in tasks:
        count = store.receipt(task.folder)["sheets"]
        sheets |= {
            sheet: _content(folders, "ingest", sheet) for sheet in (f"{task.part}.{n}" for n in range(count))
        }
    _copies(folders, sheets)


def _copies(folders: Folders, sheets: Mapping[str, Mapping[str, str]]) -> None:
    """Which documents say the same as others: the one table of stage 1 that looks at all of them."""
    basis = work.basis("ingest", folders.limits)
    given = fold(hashes["documents"] for hashes in sheets.values())
    said = store.receipt(folders.interim / "ingest")
    if (said.get("given"), said.get("basis"), said.get("sheets")) != (given, basis, sheets):
        columns = ["doc_id", "published", "text"]
        texts = (
            row
            for sheet in sheets
            for row in _tuples(folders.interim / "ingest" / sheet / "documents.parquet", Document, columns)
        )
        rows = {"copies": sorted(copies.find(texts), key=lambda copy: copy.doc_id)}
        _finish(folders, "ingest", rows, {"given": given, "basis": basis, "sheets": sheets})
    _sweep(folders, "ingest", sheets)


def _by_sheet(stage: str) -> Callable[[Folders, Engine], None]:
    """How a stage is run that takes each sheet of documents with what earlier stages made of it."""

    def act(folders: Folders, engine: Engine) -> None:
        basis = work.basis(stage, folders.limits)
        reads = PLAN[stage].reads
        decisions: tuple[Decision, ...] = ()
        if DECISIONS in reads:
            every = read_decisions(folders.raw / "decisions.csv")
            decisions = tuple(d for d in every if settling.STAGE.get(d.table) == stage)
        given: dict[str, list[str]] = {}
        for earlier, _, table in (artefact.partition("/") for artefact in reads if artefact != DECISIONS):
            for sheet, hashes in Made(folders.interim, folders.out).sheets(earlier).items():
                given.setdefault(sheet, list(map(repr, decisions))).append(hashes[table])
        tasks = [
            Task(stage, folders, sheet, fold(rests_on), basis, decisions=decisions)
            for sheet, rests_on in given.items()
        ]
        _spread(tasks, engine)
        sheets = {task.part: _content(folders, stage, task.part) for task in tasks}
        if store.receipt(folders.interim / stage).get("sheets") != sheets:
            _finish(folders, stage, {}, {"sheets": sheets})
        _sweep(folders, stage, sheets)

    return act


def _spread(tasks: Sequence[Task], engine: Engine) -> None:
    """Do what isn't done. A part whose process dies is looked through for the inputs that end it."""
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


def _sweep(folders: Folders, stage: str, sheets: Iterable[str]) -> None:
    """Remove the parts that are no more: their documents went away, or to other parts."""
    for name in places.subfolders(folders.interim / stage):
        if name not in sheets:
            store.remove(folders.interim / stage / name)


# --- stage 4: the bodies in shares; stage 5: all together


def _reconcile(folders: Folders, engine: Engine) -> None:
    made = Made(folders.interim, folders.out)
    decided = read_decisions(folders.raw / "decisions.csv")
    given = fold([repr(decided), *_hashes(made, PLAN["reconcile"])])
    if _is_done(folders, "reconcile", given):
        return
    basis = work.basis("reconcile", folders.limits)
    documents = {name for piece in made.pieces("ingest/copies", ["doc_id"]) for name in piece[0].to_pylist()}
    issues = tuple(_unanswered(made, decided, documents))
    shares = histories.shares(folders, decided, issues, given, basis)
    todo = [own for own in shares if not histories.is_done(own)]
    workers = engine if len(todo) > 1 else Engine()
    for done, (own, result) in enumerate(workers.run(histories.act, todo), start=1):
        if isinstance(result, Dead):
            raise RollcallError(own.folder, "reconcile ends the process that works on it", MORE_MEMORY)
        tell("reconcile", done, len(todo))
    sheets = {own.name: _content(folders, "reconcile", own.name) for own in shares}
    _finish(folders, "reconcile", {}, {"given": given, "basis": basis, "sheets": sheets})
    _sweep(folders, "reconcile", sheets)


def _unanswered(made: Made, decided: Sequence[Decision], documents: Collection[str]) -> Iterator[Issue]:
    """An issue for each decision that stage 3 would have heeded, had any part of the documents known of it."""
    open_still = [d for d in decided if settling.STAGE.get(d.table) == "relate" and d.doc not in documents]
    known = {d.id for d in open_still if d.id in documents}
    if wanted := {d.id for d in open_still if d.table == "mentions"}:
        for piece in made.pieces("relate/mentions", ["mention_id"]):
            known |= wanted.intersection(piece.column(0).to_pylist())
    return (settling.unknown(d) for d in open_still if d.id not in known)


def _publish(folders: Folders, _: Engine) -> None:
    made = Made(folders.interim, folders.out)
    rules = fingerprint()
    origin = asdict(origins.now(read_decisions(folders.raw / "decisions.csv")))
    licence = dictionary.licence(folders.out)
    given = fold([rules, licence, json.dumps(origin), *_hashes(made, PLAN["publish"])])
    package = folders.out / "datapackage.json"
    published = fold([package.read_text("utf-8")]) if package.exists() else ""
    whole = all((folders.out / f"{table}.parquet").exists() for table in TABLES)
    said = store.receipt(folders.interim / "publish")
    if whole and said.get("published") == published and _is_done(folders, "publish", given):
        return
    read = {artefact.partition("/")[2]: made.artefact(artefact) for artefact in PLAN["publish"].reads}
    read["issues"] = made.artefact(*(a for a in PLAN["publish"].reads if a.endswith("/issues")))
    with TemporaryDirectory() as scratch:
        tables = {
            name: joining.join(name, TABLES[name], pieces, rules, Path(scratch))
            for name, pieces in publish.publish(read).items()
        }
        joining.check_references(tables, TABLES)
        texts = dictionary.texts(tables, TABLES, origin, licence)
        store.write(folders.out, tables, texts)
    facts = {"given": given, "basis": work.basis("publish", folders.limits)}
    _finish(folders, "publish", {}, facts | {"published": fold([texts["datapackage.json"]])})


def _is_done(folders: Folders, stage: str, given: str) -> bool:
    said = store.receipt(folders.interim / stage)
    return (said.get("given"), said.get("basis")) == (given, work.basis(stage, folders.limits))


def _hashes(made: Made, stage: Stage) -> Iterator[str]:
    """The hashes of all that a stage reads."""
    for artefact in stage.reads:
        if not artefact.startswith("raw"):
            yield from (f"{artefact} {content}" for content in made.hashes(artefact))


def _finish(folders: Folders, stage: str, rows: Rows, facts: Mapping[str, Any]) -> None:
    """Write what a stage made of all parts together, and its receipt."""
    work.keep(folders.interim / stage, stage, rows, facts)


def _content(folders: Folders, stage: str, sheet: str) -> dict[str, str]:
    """The content hashes of the tables of a sheet, by their names."""
    resources = store.receipt(folders.interim / stage / sheet)["resources"]
    return dict(map(itemgetter("name", "contentHash"), resources))


def _tuples(path: Path, row: type, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    table = store.read_table(path, row, columns)
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)


FUNCTIONS: Mapping[str, Callable[[Folders, Engine], None]] = {
    "ingest": _ingest,
    "extract": _by_sheet("extract"),
    "relate": _by_sheet("relate"),
    "reconcile": _reconcile,
    "publish": _publish,
}
