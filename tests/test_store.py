"""The door keeps its word: what was written is read, whole or not at all, by one run at a time."""

import errno
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import RollcallError, SchemaError
from pipeline.published import Step
from pipeline.records import Issue
from pipeline.tables import contract, store
from pipeline.tables.schema import CONTRACT

TYPES = {"timeline": Step, "issues": Issue}
STEP = Step("FOC", date(2011, 12, 9), None, 15, 15, 16, ("c1", "c2"))
ISSUE = Issue("i1", "2024/a", "ingest", "empty", "no text", None, None)


def steps(*sizes: int) -> list[Step]:
    return [replace(STEP, start=date(2011 + i, 1, 1), members=size) for i, size in enumerate(sizes)]


def put(folder: Path, **rows: list[Any]) -> None:
    """Write rows as a stage does."""
    tables = contract.arrange(rows, TYPES, "r1")
    store.write(folder, tables, {"receipt.json": json.dumps({"resources": contract.resources(tables)})})


def sizes(folder: Path) -> list[int]:
    return [step.members for step in store.read(folder / "timeline.parquet", Step)]


# --- what comes in comes out


def test_rows_come_back_as_they_were_in_the_order_of_their_key(tmp_path: Path) -> None:
    rows = [
        STEP,
        replace(STEP, body="AU", evidence=()),
        replace(STEP, start=date(2011, 1, 1), end=STEP.start),
    ]
    put(tmp_path, timeline=rows)
    assert store.read(tmp_path / "timeline.parquet", Step) == [rows[1], rows[2], rows[0]]


def test_the_same_rows_give_the_same_bytes_and_no_index(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        put(tmp_path / folder, timeline=steps(15, 16), issues=[ISSUE])
    for name in ("timeline.parquet", "issues.parquet", "receipt.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert pq.read_schema(tmp_path / "one" / "timeline.parquet").names[0] == "body"


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    put(tmp_path, timeline=[STEP])
    schema = pq.read_schema(tmp_path / "timeline.parquet")
    facts = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert facts.keys() == {f"rollcall.{name}" for name in ("version", "contract", "rules", "content")}
    assert facts["rollcall.rules"] == "r1"
    assert schema.field("members").metadata[b"description"] == b"most probable number of full members"


# --- what a reader is told


def edit(path: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    table = change(pq.read_table(path))
    pq.write_table(table, path)


def other_contract(path: Path) -> None:
    edit(path, lambda t: t.replace_schema_metadata({**t.schema.metadata, b"rollcall.contract": b"0.9"}))


def other_column(path: Path) -> None:
    def rename(table: pa.Table) -> pa.Table:
        renamed = table.rename_columns(["coalition", *table.column_names[1:]])
        return renamed.replace_schema_metadata(table.schema.metadata)

    edit(path, rename)


def someone_elses(path: Path) -> None:
    edit(path, lambda t: t.replace_schema_metadata(None))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def from_another_write(path: Path) -> None:
    put(path.parent / "other", timeline=steps(99))
    os.replace(path.parent / "other" / path.name, path)


UNREADABLE = {
    other_contract: f"follows contract 0.9, this version reads {CONTRACT}; run `make clean`",
    other_column: "run `make clean`",
    someone_elses: "follows contract none",
    cut_short: "is no whole Parquet file; remove it",
    from_another_write: "is not in its folder's receipt: a run was stopped; run `make` again",
    Path.unlink: "does not exist; run the stage that makes it",
}


@pytest.mark.parametrize("act", UNREADABLE)
def test_reader_is_told_of(act: Callable[[Path], None], tmp_path: Path) -> None:
    put(tmp_path, timeline=[STEP])
    act(tmp_path / "timeline.parquet")
    with pytest.raises(RollcallError) as caught:
        store.read(tmp_path / "timeline.parquet", Step)
    assert UNREADABLE[act] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reader_is_told_of_a_missing_receipt(tmp_path: Path) -> None:
    put(tmp_path, timeline=[STEP])
    (tmp_path / "receipt.json").unlink()
    with pytest.raises(SchemaError, match="receipt"):
        store.read(tmp_path / "timeline.parquet", Step)


# --- whole or not at all

NAMES = {"timeline.parquet", "issues.parquet", "receipt.json"}


def failing_after(calls: int, error: OSError) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    counter = itertools.count()

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **words: Any) -> Any:
            if next(counter) == calls:
                raise error
            return function(*args, **words)

        return act

    return wrap


@pytest.mark.parametrize("calls", range(6))
def test_full_disk_at_any_step_leaves_the_old_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """Three files, for each of which the disk may be full when it is written and when it is forced to the disk."""
    put(tmp_path, timeline=steps(15), issues=[ISSUE])
    fail = failing_after(calls, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    real = Path.open

    def open_full(self: Path, *args: Any, **words: Any) -> IO[Any]:
        file: IO[Any] = real(self, *args, **words)
        return file

    monkeypatch.setattr(Path, "open", fail(open_full))
    monkeypatch.setattr(os, "fsync", fail(os.fsync))
    with pytest.raises(RollcallError, match="no space left on device; free some space and run again"):
        put(tmp_path, timeline=steps(16), issues=[])
    monkeypatch.undo()
    assert sizes(tmp_path) == [15]
    assert set(os.listdir(tmp_path)) == NAMES


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB, where the system lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder], capture_output=True
    ).returncode:
        pytest.skip("mounting a small disk takes rights that this user doesn't have")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_really_full_disk_leaves_the_old_tables(tiny_disk: Path) -> None:
    put(tiny_disk, timeline=steps(15), issues=[ISSUE])
    noise = [replace(ISSUE, issue_id=os.urandom(400).hex()) for _ in range(2000)]
    with pytest.raises(RollcallError, match="no space left on device"):
        put(tiny_disk, timeline=steps(16), issues=noise)
    assert sizes(tiny_disk) == [15]
    assert set(os.listdir(tiny_disk)) == NAMES


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "x"))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(RollcallError, match=r"x: permission denied; let yourself read and write it"):
        put(tmp_path / "x", timeline=[STEP])
    with pytest.raises(RollcallError, match="permission denied"), store.lock(tmp_path / "x"):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(RollcallError, match="permission denied; let yourself"):
        put(tmp_path, timeline=[STEP])


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(RollcallError, match=r"x: file exists"):
        put(tmp_path / "x", timeline=[STEP])


# The writer stops itself at the n-th call of open, fsync or replace, as `kill -9` would.
WRITER = """
import itertools, os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_store import put, steps, ISSUE
calls = itertools.count()
def fatal(function):
    def act(*args, **words):
        if next(calls) == {stop}:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **words)
    return act
Path.open, os.fsync, os.replace = map(fatal, (Path.open, os.fsync, os.replace))
put(Path(sys.argv[1]), timeline=steps(16, 17), issues=[])
"""


@pytest.mark.parametrize("stop", range(11))
def test_a_killed_write_leaves_old_tables_or_new_ones_or_says_so(tmp_path: Path, stop: int) -> None:
    """3 files opened and synced, 3 renamed, 1 folder synced: killed before the n-th of these; the 11th never comes."""
    put(tmp_path, timeline=steps(15), issues=[ISSUE])
    receipt = (tmp_path / "receipt.json").read_text()
    code = WRITER.format(tests=str(Path(__file__).parent), stop=stop)
    ended = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=Path(__file__).parent.parent
    ).returncode
    assert ended == (0 if stop == 10 else -signal.SIGKILL)
    try:
        seen = sizes(tmp_path), len(store.read(tmp_path / "issues.parquet", Issue))
    except SchemaError as error:
        assert "a run was stopped; run `make` again" in str(error)
        assert stop in (7, 8) and (tmp_path / "receipt.json").read_text() == receipt
    else:
        assert seen == (([15], 1) if stop < 7 else ([16, 17], 0))
    put(tmp_path, timeline=steps(18), issues=[])
    assert sizes(tmp_path) == [18]
    assert set(os.listdir(tmp_path)) == NAMES


# --- one at a time


def test_a_second_run_stops_and_names_the_first(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from pipeline.tables import store\n"
    code += "with store.lock(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    first = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert first.stdin and first.stdout and first.stdout.readline() == b"in\n"
    with (
        pytest.raises(RollcallError, match=f"process {first.pid} is at work here; wait"),
        store.lock(tmp_path),
    ):
        pass
    first.kill()
    first.wait()
    first.stdin.close()
    first.stdout.close()
    with store.lock(tmp_path):
        assert (tmp_path / ".lock").read_text() == str(os.getpid())
    assert not (tmp_path / ".lock").exists()


def test_a_lock_is_let_go_when_the_run_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), store.lock(tmp_path):
        raise ZeroDivisionError
    with store.lock(tmp_path):
        pass
