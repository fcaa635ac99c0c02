"""Processes that share the work give what one gives, though they are killed and though a document kills them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import RollcallError, RuleError
from pipeline.running import engines, runs
from pipeline.running.engines import Dead, Engine
from pipeline.running.results import Folders, Made
from pipeline.stages import STAGES

ROOT = Path(__file__).parent.parent

#: Loaded by every Python process that finds its folder on the path: makes parts small, extraction quick, and a document
#: deadly.
SITE = """
import os, signal, time
from pipeline import extract, relate
from pipeline.language import nlp
from pipeline.running import parts
from pipeline.records import CountClaim, Mention, Subject, make_id

def find(document):
    time.sleep(0.02)
    if "POISON" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    words = document.text[:5]
    return [Mention(make_id(document.doc_id), document.doc_id, "count", 0, 5, words, "x", None, None, "r", words)], []

def claim(document, mentions):
    counts = [CountClaim(m.mention_id, m.doc_id, m.mention_id, "FOC", "named", "members", "total", "eq", m.end, None,
                         None, None, "none", None, None, "asserted", m.text) for m in mentions]
    return relate.Claims((Subject(document.doc_id, "FOC"),), tuple(counts), *[()] * 5)

parts.LARGEST, extract.extract, relate.relate, nlp.read = 4, find, claim, lambda *_: None
"""


def notice(number: int) -> str:
    return f"""Kenya joins the Freedom Online Coalition

6 September 2012. Kenya has joined the Freedom Online Coalition (FOC) as its {number}th member. Note {number}.
"""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with twenty announcements and with what makes processes behave as these tests want."""
    (tmp_path / "raw").mkdir()
    for number in range(20):
        (tmp_path / "raw" / f"{number:02}.txt").write_text(notice(number + 15), "utf-8")
    (tmp_path / "sitecustomize.py").write_text(SITE)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    return tmp_path


def folders(world: Path, name: str) -> Folders:
    return Folders(world / "raw", world / name / "interim", world / name / "processed")


def contents(world: Path, name: str) -> dict[str, bytes]:
    files = (path for path in (world / name).rglob("*") if path.is_file())
    return {path.relative_to(world / name).as_posix(): path.read_bytes() for path in files}


def test_two_processes_give_the_files_of_one_and_leave_a_deadly_document(world: Path) -> None:
    for name, jobs in (("one", 1), ("two", 2)):
        assert start(world, name, jobs).wait() == 0
    assert contents(world, "one") == contents(world, "two")
    (world / "raw" / "07.txt").write_text("POISON", "utf-8")
    assert start(world, "two", 2).wait() == 0
    where = folders(world, "two")
    made = Made(where.interim, where.out)
    (lost,) = made["extract/issues"]
    assert (lost.doc_id, lost.code) == ("07", "killed")
    assert runs.dropped(STAGES, made) == [lost]
    assert {claim.doc_id for claim in made["publish/count_claims"]} == {f"{n:02}" for n in range(20)} - {"07"}
    (world / "raw" / "07.txt").write_text(notice(22), "utf-8")
    assert start(world, "two", 2).wait() == 0
    assert contents(world, "one") == contents(world, "two")


def start(world: Path, name: str, jobs: int) -> subprocess.Popen[bytes]:
    where = folders(world, name)
    words = [sys.executable, "-m", "pipeline", "run", "--jobs", str(jobs), "--raw", str(where.raw)]
    words += ["--interim", str(where.interim), "--out", str(where.out)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kills", [1, pytest.param(15, marks=pytest.mark.kills)])
def test_a_run_killed_at_any_moment_goes_on_to_the_same_tables(world: Path, jobs: int, kills: int) -> None:
    began = time.monotonic()
    assert start(world, "clean", jobs).wait() == 0
    whole = time.monotonic() - began
    rng = random.Random(kills)
    for _ in range(kills):
        process = start(world, "killed", jobs)
        with suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.2, 1.0) * whole)
        process.kill()
        process.wait()
        assert start(world, "killed", jobs).wait() == 0
        assert contents(world, "killed") == contents(world, "clean")
        shutil.rmtree(world / "killed")


# --- the engine alone


def double(number: int) -> int:
    """What works, what raises, and what kills its process."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 99:
        raise RuleError("a.toml", "is broken", "mend it")
    return 2 * number


def test_a_task_that_kills_its_process_is_dead_and_the_others_are_done() -> None:
    with Engine(2) as engine:
        results = dict(engine.run(double, [*range(5), 13, *range(20, 25)]))
    assert isinstance(results.pop(13), Dead)
    assert results == {number: 2 * number for number in (*range(5), *range(20, 25))}


def test_what_the_user_must_mend_comes_back_from_a_process_whole() -> None:
    with Engine(2) as engine, pytest.raises(RuleError, match=r"^a\.toml: is broken; mend it$"):
        list(engine.run(double, [99, 1]))


def test_a_scheduler_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "TIMEOUT", 0.5)
    engine = Engine(scheduler="tcp://127.0.0.1:1")
    with pytest.raises(RollcallError, match="no scheduler answers there"):
        list(engine.run(double, [1]))
