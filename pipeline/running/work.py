"""What stages 1 to 3 do with one part of the documents: what has changed since the last run, and no more.

A part's tables stand in `interim/STAGE/PART/`, its receipt beside them, which says what they rest on and what became of
each input: a home of raw files, a document. Of a part that must be done again, the rows of unchanged inputs are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline import ingest, settling
from pipeline.decisions import Decision
from pipeline.errors import RollcallError
from pipeline.progress import each
from pipeline.records import Document, Issue, Mention, issue
from pipeline.running import origins, results
from pipeline.running.guarding import guarded
from pipeline.running.parts import SHEET
from pipeline.running.results import TYPES, Folders, Rows
from pipeline.stages import PLAN
from pipeline.tables import store

#: The code of the issue that stands for a document on which a stage lost its process.
KILLED = "killed"

#: The table that relate makes anew of all mentions, whatever has changed: it copies them as they were decided.
DECIDED = "mentions"


@dataclass(frozen=True, slots=True)
class Task:
    """One part of one stage. `given` changes with its input, `basis` with all else that it rests on.

    `files` are, in stage 1, the homes with their files and what changes with their content; `decisions`, in stage 3,
    those on documents and mentions. Inputs that are known to end the process which works on them are `deadly`; if
    `only` is set, that input is tried and nothing written. `before` inputs of the `total` are those of earlier parts.
    """

    stage: str
    folders: Folders
    part: str
    given: str
    basis: Mapping[str, str]
    files: Mapping[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    deadly: frozenset[str] = frozenset()
    only: str = ""
    before: int = 0
    total: int = 0

    @property
    def folder(self) -> Path:
        """Where its tables stand; those of stage 1 in numbered sheets of it."""
        return self.folders.interim / self.stage / (f"{self.part}.0" if self.stage == "ingest" else self.part)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that it makes."""
        return PLAN[self.stage].parted


@dataclass(frozen=True, slots=True)
class Input:
    """What is done at once and has a name: `mark` changes with its content, `act` makes its rows.

    `given` are rows that stand whatever comes of that.
    """

    name: str
    mark: str
    act: Callable[[], Rows]
    given: Rows = field(default_factory=dict)


def is_done(task: Task) -> bool:
    """Whether the part's tables stand and rest on what they would rest on now."""
    said = store.receipt(task.folder)
    whole = results.rests_on(said, task.given, task.basis)
    return whole and all(map(store.receipt, _sheets(task, said["sheets"])[1:]))


def names(task: Task) -> list[str]:
    """The names of the part's inputs."""
    if task.files:
        return list(task.files)
    found: list[str] = (
        store.read_table(_sheet(task, "ingest", "documents"), Document).column("doc_id").to_pylist()
    )
    return found


def size(task: Task) -> int:
    """How many inputs the part has."""
    sheet = _sheet(task, "ingest", "documents").parent
    return len(task.files) or next(
        r["rows"] for r in store.receipt(sheet)["resources"] if r["name"] == "documents"
    )


def work(task: Task) -> None:
    """Bring a part up to date. Raises RollcallError for what the user must mend."""
    if origins.basis(task.stage, task.folders.limits) != task.basis:
        raise RollcallError(
            "a worker", "has another version of Rollcall or its libraries", "install the same on all"
        )
    known, inputs = INPUTS[task.stage](task)
    if task.only:
        for one in inputs:
            if one.name == task.only:
                _done(task, one)
        return
    kept = _Kept(task)
    made: dict[str, list[Any]] = {table: [] for table in task.tables}
    marks: dict[str, str] = {}
    for one in each(task.stage, inputs, task.total, task.before):
        marks[one.name] = one.mark
        rows = kept.rows.get(one.name, {}) if kept.marks.get(one.name) == one.mark else _done(task, one)
        for table, new in (*one.given.items(), *rows.items()):
            made[table] += new
    _write(task, made, marks, known)


class _Kept:
    """What an earlier run made of each input of a part, by the input's name."""

    def __init__(self, task: Task) -> None:
        said = store.receipt(task.folder)
        self.marks: dict[str, str] = {}
        self.rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        if said.get("basis") != dict(task.basis):
            return
        self.marks = said["inputs"]
        for folder in _sheets(task, said["sheets"]):
            if not store.receipt(folder):
                self.marks = {}
                return
            for table in task.tables:
                for row in _all(folder, table) if (task.stage, table) != ("relate", DECIDED) else ():
                    self.rows[_owner(task, row, self.marks)][table].append(row)


def _all(folder: Path, table: str) -> list[Any]:
    return store.read(folder / f"{table}.parquet", TYPES[table])


def _owner(task: Task, row: Any, known: Collection[str]) -> str:
    """The name of the input that a row came of."""
    if task.stage != "ingest":
        return str(row.doc_id)
    return ingest.home(row.path if isinstance(row, Document) else row.doc_id, known)


def _sheets(task: Task, count: int) -> list[Path]:
    if task.stage != "ingest":
        return [task.folder]
    return [task.folders.interim / task.stage / f"{task.part}.{n}" for n in range(count)]


def _write(task: Task, made: dict[str, list[Any]], marks: Mapping[str, str], known: Rows) -> None:
    """Write the part's tables, those of stage 1 in sheets of as many documents as later stages take at once.

    The first sheet comes last: its receipt speaks for all.
    """
    sheets = [made]
    if task.stage == "ingest":
        documents = made["documents"]
        cuts = range(0, max(1, len(documents)), SHEET)
        sheets = [
            {"documents": documents[at : at + SHEET], "issues": [] if at else made["issues"]} for at in cuts
        ]
    for number in reversed(range(len(sheets))):
        facts = {"sheets": len(sheets), "given": task.given, "basis": dict(task.basis), "inputs": marks}
        folder = _sheets(task, len(sheets))[number]
        results.keep(folder, task.stage, sheets[number], {} if number else facts, known)


def _done(task: Task, one: Input) -> Rows:
    """What a stage makes of an input; an issue if that breaks the stage, takes too long, or ends the process."""
    name = task.files[one.name][0][0] if task.files else one.name
    if one.name in task.deadly:
        why = "the process that works on it ends without a word, each time"
        return {"issues": [issue(name, task.stage, KILLED, why)]}
    if task.stage == "ingest":  # which has its own clock, and gives issues itself
        return one.act()
    made = guarded(one.act, name, task.stage, task.folders.limits)
    return {"issues": [made]} if isinstance(made, Issue) else made


def _ingest(task: Task) -> tuple[Rows, Iterator[Input]]:
    folders = task.folders

    def read(names: tuple[str, ...]) -> Rows:
        documents, issues = ingest.read_home(folders.raw, names, folders.limits)
        return {"documents": documents, "issues": issues}

    return {}, (Input(home, mark, partial(read, names)) for home, (names, mark) in task.files.items())


def _extract(task: Task) -> tuple[Rows, Iterator[Input]]:
    # Late, for a run that finds nothing to do needs none of their expressions.
    from pipeline import extract
    from pipeline.language import nlp

    documents = store.read(_sheet(task, "ingest", "documents"), Document)
    nlp.read("")  # so that the first document's time isn't spent on making ready

    def read(document: Document) -> Rows:
        mentions, issues = extract.extract(document)
        return {"mentions": mentions, "issues": issues}

    inputs = (Input(d.doc_id, origins.fold([repr(d)]), partial(read, d)) for d in documents)
    return {"documents": documents}, inputs


def _relate(task: Task) -> tuple[Rows, Iterator[Input]]:
    from pipeline import relate  # late, as in `_extract`

    documents = store.read(_sheet(task, "ingest", "documents"), Document)
    mentions = store.read(_sheet(task, "extract", "mentions"), Mention)
    own: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=attrgetter("start", "end", "kind", "mention_id")):
        own[mention.doc_id].append(mention)
    home_of = {mention.mention_id: mention.doc_id for mention in mentions}
    decided: dict[str, list[Decision]] = defaultdict(list)
    for given in task.decisions:
        decided[home_of.get(given.id, given.doc or given.id)].append(given)

    def read(document: Document, settled: Sequence[Mention]) -> Rows:
        claims = relate.relate(document, [m for m in settled if m.verdict != "rejected"])
        return {table: getattr(claims, table) for table in task.tables if table != DECIDED}

    def inputs() -> Iterator[Input]:
        for document in documents:
            name = document.doc_id
            settled, trouble = settling.mentions(own[name], decided[name])
            trouble += settling.current("documents", [document], decided[name])[1]
            mark = origins.fold(map(repr, (document, *settled)))
            yield Input(name, mark, partial(read, document, settled), {DECIDED: settled, "issues": trouble})

    return {"documents": documents}, inputs()


def _sheet(task: Task, stage: str, table: str) -> Path:
    return task.folders.interim / stage / task.part / f"{table}.parquet"


#: For each stage: the rows that a part's references may lead to, and its inputs.
INPUTS: Mapping[str, Callable[[Task], tuple[Rows, Iterator[Input]]]] = {
    "ingest": _ingest,
    "extract": _extract,
    "relate": _relate,
}
