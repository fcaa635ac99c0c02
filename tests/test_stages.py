"""The plan holds together, and running it gives the same tables whichever way it is run."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline import copies, extract, relate
from pipeline.errors import RollcallError, RuleError
from pipeline.published import TABLES, PublishedDocument
from pipeline.records import Copy, Document, Issue
from pipeline.rulebook import load
from pipeline.running import runs
from pipeline.running.results import TYPES, Folders
from pipeline.stages import STAGES
from pipeline.tables import contract, store
from pipeline.tables.schema import describe

KENYA = """Kenya joins the Freedom Online Coalition

Nairobi, 6 September 2012. Kenya has joined the Freedom Online Coalition (FOC) as its 18th member.
The Coalition was founded at The Hague on 9 December 2011 with 15 members. It now has 18 members.
"""
JAPAN = """Japan becomes member of the Freedom Online Coalition

Tokyo, 3 March 2014. Japan has become the 22nd member of the Freedom Online Coalition.
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "2012-09-06-kenya.txt").write_text(KENYA, "utf-8")
    (raw / "2014-03-03-japan.txt").write_text(JAPAN, "utf-8")
    return Folders(raw, tmp_path / "interim", tmp_path / "processed")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_stage_reads_only_what_an_earlier_one_wrote() -> None:
    written = {"raw", "raw/decisions.csv"}
    for stage in STAGES:
        assert set(stage.reads) <= written, stage.name
        written |= {f"{stage.name}/{table}" for table in stage.writes}


def test_what_is_written_is_read_and_what_is_published_has_a_type() -> None:
    read = {artefact for stage in STAGES for artefact in stage.reads}
    for stage in STAGES[:-1]:
        assert {f"{stage.name}/{table}" for table in stage.writes} <= read, stage.name
        assert set(stage.writes) <= TYPES.keys()
    assert STAGES[-1].writes == tuple(TABLES)
    assert runs.FUNCTIONS.keys() == {stage.name for stage in STAGES}


def test_every_reference_is_met_in_a_published_table() -> None:
    for name, row in TABLES.items():
        for column in describe(row):
            if column.ref:
                table, _, target = column.ref.partition(".")
                assert target in [c.name for c in describe(TABLES[table]) if c.key], (
                    name,
                    column.name,
                )


def test_a_run_writes_every_table_that_the_plan_names(folders: Folders) -> None:
    made = runs.run(STAGES, folders)
    for stage in STAGES[:-1]:
        whole = {f"{table}.parquet" for table in stage.writes if table not in stage.parted} | {"receipt.json"}
        assert set(os.listdir(folders.interim / stage.name)) == whole | (
            {"part.0"} if stage.parted else set()
        )
        if stage.parted:
            parted = {f"{table}.parquet" for table in stage.parted} | {"receipt.json"}
            assert set(os.listdir(folders.interim / stage.name / "part.0")) == parted
        for table in stage.writes:
            assert made.size(f"{stage.name}/{table}") == len(made[f"{stage.name}/{table}"])
    published = {f"{table}.parquet" for table in STAGES[-1].writes}
    beside = {"README.md", "croissant.json", "datapackage.json"}
    assert set(os.listdir(folders.out)) == published | beside
    assert [d.doc_id for d in made["publish/documents"]] == ["2012-09-06-kenya", "2014-03-03-japan"]
    assert ("FOC", "KEN") in {(m.body, m.country) for m in made["publish/memberships"]}


def test_stage_by_stage_at_once_and_again_give_the_same_bytes(folders: Folders, tmp_path: Path) -> None:
    runs.run(STAGES, folders)
    at_once = contents(folders.interim) | contents(folders.out)
    runs.run(STAGES, folders)
    assert contents(folders.interim) | contents(folders.out) == at_once
    other = Folders(folders.raw, tmp_path / "i", tmp_path / "o")
    for stage in STAGES:
        runs.run([stage], other)
    assert contents(other.interim) | contents(other.out) == at_once


def test_a_stage_needs_those_before_it(folders: Folders) -> None:
    with pytest.raises(RollcallError, match=r"receipt\.json: does not exist; run the stage that makes it"):
        runs.run([STAGES[1]], folders)


def test_tables_are_stamped_with_the_hash_of_the_rules(folders: Folders) -> None:
    runs.run(STAGES, folders)
    stamps = {
        pq.read_schema(path).metadata[b"rollcall.rules"].decode()
        for folder in (folders.interim, folders.out)
        for path in folder.rglob("*.parquet")
    }
    assert stamps == {load().hash}


def raising(error: Exception, only: str) -> Callable[..., Any]:
    def act(document: Document, *_: Any) -> Any:
        if document.doc_id == only:
            raise error
        return ([], []) if not _ else relate.Claims(*[()] * 7)

    return act


@pytest.mark.parametrize(("module", "name", "at"), [(extract, "extract", 1), (relate, "relate", 2)])
def test_a_document_that_breaks_a_stage_becomes_an_issue_and_the_others_go_on(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, at: int
) -> None:
    monkeypatch.setattr(module, name, raising(IndexError("out of range"), "2012-09-06-kenya"))
    rows = runs.run(STAGES, folders)
    (lost,) = (i for i in rows["publish/issues"] if i.code == "crashed")
    assert (lost.doc_id, lost.stage, lost.detail) == ("2012-09-06-kenya", name, "IndexError: out of range")
    assert runs.dropped([STAGES[at]], rows) == runs.dropped(STAGES, rows) == [lost]
    assert len(rows["publish/documents"]) == 2


def test_a_full_disk_is_no_fault_of_a_document(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(relate, "relate", raising(full, "2012-09-06-kenya"))
    with pytest.raises(RollcallError, match="this machine: no space left on device; free some space"):
        runs.run(STAGES, folders)


def test_relate_gets_the_mentions_of_its_document_in_the_order_of_their_place(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, list[tuple[str, int]]]] = []

    def watch(document: Document, mentions: Any) -> Any:
        given.append((document.doc_id, [(m.doc_id, m.start) for m in mentions]))
        return relate.Claims(*[()] * 7)

    monkeypatch.setattr(relate, "relate", watch)
    runs.run(STAGES, folders)
    assert len(given) == 2
    for doc_id, places in given:
        assert len(places) > 2 and places == sorted(places)
        assert {mentioned for mentioned, _ in places} == {doc_id}


def test_what_the_user_must_mend_stops_the_run(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "extract", raising(RuleError("a.toml", "is broken"), "2012-09-06-kenya"))
    with pytest.raises(RuleError):
        runs.run(STAGES, folders)
    assert not (folders.interim / "extract").exists()
    assert not (folders.interim / ".lock").exists()


def test_an_unreadable_file_costs_itself_only(folders: Folders) -> None:
    (folders.raw / "2015-01-01-scan.txt").write_bytes(b"")
    rows = runs.run(STAGES, folders)
    (lost,) = runs.dropped(STAGES, rows)
    assert lost.stage == "ingest" and "2015-01-01-scan" in lost.doc_id
    assert len(rows["publish/documents"]) == 2


def test_an_issue_raised_twice_is_one(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = Issue("i1", "2012-09-06-kenya", "extract", "odd", "odd", None, None)
    monkeypatch.setattr(extract, "extract", lambda document: ([], [odd, odd]))
    assert [i for i in runs.run(STAGES, folders)["extract/issues"] if i.code == "odd"] == [odd]


def test_tables_never_come_to_lie_among_the_announcements(folders: Folders) -> None:
    for wrong in (replace(folders, out=folders.raw), replace(folders, interim=folders.raw / "x" / "interim")):
        with pytest.raises(RollcallError, match="lies among the announcements"):
            runs.run(STAGES, wrong)
    assert {path.suffix for path in folders.raw.iterdir()} <= {".txt", ".csv"}


def test_two_runs_at_once_do_not_mix(folders: Folders) -> None:
    for folder in (folders.interim, folders.out):
        with store.lock(folder), pytest.raises(RollcallError, match="is at work here"):
            runs.run(STAGES, folders)
    runs.run(STAGES, folders)


KILLED = """
import itertools, os, signal, sys
from pathlib import Path
from pipeline.running import runs
from pipeline.stages import STAGES
from pipeline.running.results import TYPES, Folders
calls, real = itertools.count(), os.replace
def replace(*names):
    if next(calls) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    real(*names)
os.replace = replace
runs.run(STAGES, Folders(*map(Path, sys.argv[2:])))
"""


@pytest.mark.parametrize("files", [1, 12, 35])
def test_a_killed_run_leaves_nothing_that_the_next_one_minds(folders: Folders, files: int) -> None:
    """In the middle of ingest (3 files and 2), relate (10th to 17th) and publish (29th to 44th)."""
    where = [str(folder) for folder in (folders.raw, folders.interim, folders.out)]
    words = [sys.executable, "-c", KILLED, str(files), *where]
    assert subprocess.run(words, cwd=Path(__file__).parent.parent).returncode == -signal.SIGKILL
    runs.run(STAGES, folders)
    mended = contents(folders.interim) | contents(folders.out)
    clean = Folders(folders.raw, folders.interim.with_name("i"), folders.out.with_name("o"))
    runs.run(STAGES, clean)
    assert contents(clean.interim) | contents(clean.out) == mended


def test_published_documents_are_the_ingested_ones_without_text() -> None:
    columns = {c.name: c for c in (*describe(Copy), *describe(Document))}
    published = {c.name: c for c in describe(PublishedDocument)}
    assert published.pop("body").null
    assert published == {name: column for name, column in columns.items() if name != "text"}


def test_a_table_with_a_broken_reference_is_not_published(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs.run(STAGES, folders)
    before = contents(folders.out)
    (folders.raw / "2012-09-06-kenya.txt").write_text(KENYA + "And so on.", "utf-8")
    lost = [Copy("2012-09-06-kenya", "gone", "gone"), Copy("2014-03-03-japan", None, "2014-03-03-japan")]
    monkeypatch.setattr(copies, "find", lambda _: lost)
    with pytest.raises(
        RollcallError, match=r"documents\.duplicate_of: 'gone' does not occur in documents\.doc_id"
    ):
        runs.run(STAGES, folders)
    assert contents(folders.out) == before


def test_arrange_is_the_only_way_into_a_folder(folders: Folders) -> None:
    runs.run(STAGES, folders)
    table = store.read_table(folders.out / "documents.parquet", PublishedDocument)
    assert contract.content_hash(table) == table.schema.metadata[b"rollcall.content"].decode()
