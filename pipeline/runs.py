"""How stages of the plan are run: what they read taken in, their functions called, what they made written.

A document that breaks a stage becomes an issue, and the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from pipeline import (
    contract,
    dictionary,
    extract,
    ingest,
    nlp,
    origins,
    publish,
    reconcile,
    relate,
    settling,
    store,
)
from pipeline.decisions import read_decisions
from pipeline.errors import RollcallError, TooSlow
from pipeline.limits import Clock, Limits
from pipeline.progress import each, working
from pipeline.records import Document, Issue, Mention, Subject, issue
from pipeline.rulebook import load
from pipeline.schema import key
from pipeline.stages import CLAIMS, STAGES, Stage

#: Rows by the name of their table or artefact.
Rows = Mapping[str, Sequence[Any]]

PLAN: Mapping[str, Stage] = {stage.name: stage for stage in STAGES}

#: The row type of every table that moves between stages; the published `documents` alone differ.
TYPES: Mapping[str, type] = {**publish.TABLES, "documents": Document, "subjects": Subject}

#: The codes of the issues that stand for a document on which a stage broke, or spent too much time.
CRASHED, TOO_SLOW = "crashed", "too_slow"

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a run finds announcements, within which limits it reads them, and where it leaves its tables."""

    raw: Path
    interim: Path
    out: Path
    limits: Limits = Limits()


def run(stages: Sequence[Stage], folders: Folders) -> Rows:
    """Run `stages` in this order and give back all rows read and made, by artefact.

    What one stage makes, the next takes from memory. Raises RollcallError where the user must mend something;
    stages that ended before that have written their tables.
    """
    rules = load().hash
    rows: dict[str, Sequence[Any]] = {}
    own = {folders.interim} | {folders.out for stage in stages if stage.name == "publish"}
    with ExitStack() as locks:
        for folder in sorted(own):
            locks.enter_context(store.lock(folder))
        for stage in stages:
            for artefact in stage.reads:
                if artefact not in rows and not artefact.startswith("raw"):
                    path = folders.interim / f"{artefact}.parquet"
                    rows[artefact] = store.read(path, TYPES[path.stem])
            given = {artefact: rows[artefact] for artefact in stage.reads if artefact in rows}
            with working(stage.name):
                new = FUNCTIONS[stage.name](folders, given)
                made = {table: _in_order(table, rows) for table, rows in new.items()}
                _write(stage, folders, rules, made, given)
            rows |= {f"{stage.name}/{table}": made[table] for table in stage.writes}
    return rows


def dropped(ran: Sequence[Stage], rows: Rows) -> list[Issue]:
    """The issues of the stages just run that cost more than themselves: no document came of a file, a line or a
    sidecar, or a document broke a stage.
    """
    known = {document.doc_id for document in rows.get("ingest/documents", ())}
    own = [i for stage in ran for i in rows[f"{stage.name}/issues"] if i.stage == stage.name]
    return [
        i for i in own if i.code in (CRASHED, TOO_SLOW) or (i.stage == "ingest" and i.doc_id not in known)
    ]


def _in_order(table: str, rows: Sequence[Any]) -> list[Any]:
    """Rows by key, as they will be read back: the next stage can't tell whether this one ran just now.

    An issue raised twice is one.
    """
    rows = tuple(dict.fromkeys(rows)) if table == "issues" else rows
    return sorted(rows, key=attrgetter(*key(TYPES[table])))


def _write(stage: Stage, folders: Folders, rules: str, made: Rows, given: Rows) -> None:
    if stage.name == "publish":
        tables = contract.arrange(made, publish.TABLES, rules)
        made_from = asdict(origins.now(read_decisions(folders.raw / "decisions.csv")))
        texts = dictionary.texts(tables, publish.TABLES, made_from, dictionary.licence(folders.out))
        store.write(folders.out, tables, texts)
        return
    known = {artefact.partition("/")[2]: rows for artefact, rows in given.items()}
    tables = contract.arrange(made, TYPES, rules, known)
    receipt = {"stage": stage.name, "rules": rules, "resources": contract.resources(tables)}
    store.write(folders.interim / stage.name, tables, {"receipt.json": json.dumps(receipt, indent=1) + "\n"})


def _ingest(folders: Folders, _: Rows) -> Rows:
    documents, issues = ingest.ingest(folders.raw, folders.limits)
    return {"documents": documents, "issues": issues}


def _extract(folders: Folders, given: Rows) -> Rows:
    mentions: list[Mention] = []
    issues: list[Issue] = []
    nlp.read("")  # so that the first document's time isn't spent on making ready
    documents = given["ingest/documents"]
    for document in each("extract", documents, len(documents)):
        found, lost = extracted(document, folders.limits)
        mentions += found
        issues += lost
    return {"mentions": mentions, "issues": issues}


def _relate(folders: Folders, given: Rows) -> Rows:
    decisions = read_decisions(folders.raw / "decisions.csv")
    settled, trouble = settling.mentions(given["extract/mentions"], decisions)
    trouble += settling.current("documents", given["ingest/documents"], decisions)[1]
    mentions: dict[str, list[Mention]] = {}
    for mention in sorted(settled, key=attrgetter("start", "end", "kind", "mention_id")):
        if mention.verdict != "rejected":
            mentions.setdefault(mention.doc_id, []).append(mention)
    made: dict[str, list[Any]] = {table: [] for table in PLAN["relate"].writes}
    made |= {"mentions": settled, "issues": trouble}
    documents = given["ingest/documents"]
    for document in each("relate", documents, len(documents)):
        claims = related(document, mentions.get(document.doc_id, ()), folders.limits)
        if isinstance(claims, Issue):
            made["issues"].append(claims)
            continue
        for entry in fields(claims):
            made[entry.name] += getattr(claims, entry.name)
    return made


def _reconcile(folders: Folders, given: Rows) -> Rows:
    decisions = read_decisions(folders.raw / "decisions.csv")
    counts, memberships, conferences, citations = (given[f"relate/{table}"] for table in CLAIMS)
    clusters = {document.doc_id: document.cluster for document in given["ingest/documents"]}
    made = reconcile.reconcile(counts, memberships, conferences, citations, decisions, clusters)
    return {table: getattr(made, table) for table in PLAN["reconcile"].writes}


def _publish(_: Folders, given: Rows) -> Rows:
    made = {artefact.partition("/")[2]: rows for artefact, rows in given.items()}
    issues = [row for artefact, rows in given.items() if artefact.endswith("/issues") for row in rows]
    return publish.publish({**made, "issues": issues})


def extracted(document: Document, limits: Limits) -> tuple[list[Mention], list[Issue]]:
    """What stage 2 finds in a document within its time, and what was odd."""
    done = _done(document, "extract", limits, partial(extract.extract, document))
    return ([], [done]) if isinstance(done, Issue) else done


def related(document: Document, mentions: Sequence[Mention], limits: Limits) -> relate.Claims | Issue:
    """What stage 3 makes of a document's mentions within its time."""
    return _done(document, "relate", limits, partial(relate.relate, document, mentions))


def _done(document: Document, stage: str, limits: Limits, act: Callable[[], Made]) -> Made | Issue:
    """What a stage makes of a document; an issue if that breaks the stage, or takes longer than allowed.

    What the user must mend is no fault of the document, and is raised.
    """
    try:
        with Clock(limits.seconds):
            return act()
    except RollcallError:
        raise
    except TooSlow as error:
        return issue(document.doc_id, stage, TOO_SLOW, str(error))
    except Exception as error:
        return issue(document.doc_id, stage, CRASHED, f"{type(error).__name__}: {error}")


FUNCTIONS: Mapping[str, Callable[[Folders, Rows], Rows]] = {
    "ingest": _ingest,
    "extract": _extract,
    "relate": _relate,
    "reconcile": _reconcile,
    "publish": _publish,
}
