"""A Dask scheduler with two workers and an S3 bucket: the tables of one process, though a worker is killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from test_engines import SITE, notice

from pipeline import places

pytest.importorskip("distributed")
pytest.importorskip("moto")
s3fs = pytest.importorskip("s3fs")
pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parent.parent
#: Waits a little, so that there is time to kill; is deadly for one document.
SLOW = SITE.replace("0.02", "0.1")


def free() -> int:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens there."""
    for _ in range(600):
        with closing(socket.socket()) as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None
        time.sleep(0.1)
    raise AssertionError("nobody listens")


@pytest.fixture
def started() -> Iterator[Any]:
    """Start a module as a process in a session of its own, which ends with the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*words: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *map(str, words)]
        quiet = subprocess.DEVNULL
        processes.append(subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True))
        return processes[-1]

    yield start
    for process in processes:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End it with all that it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def bucket(started: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket. Its region comes by the environment: as an argument it breaks mkdir."""
    port = free()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }.items():
        monkeypatch.setenv(name, value)
    answers(port, started("moto.server", "-H", "127.0.0.1", "-p", port))
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("rollcall")
    return "s3://rollcall"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sitecustomize.py").write_text(SLOW)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING", "False")
    (tmp_path / "raw").mkdir()
    for number in range(20):
        (tmp_path / "raw" / f"{number:02}.txt").write_text(notice(number + 15), "utf-8")
    return tmp_path


def rollcall(raw: object, where: object, *more: object) -> subprocess.Popen[bytes]:
    words = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        "--raw",
        raw,
        "--interim",
        f"{where}/i",
        "--out",
        f"{where}/o",
        *more,
    ]
    return subprocess.Popen(list(map(str, words)), cwd=ROOT, stdout=subprocess.DEVNULL)


def contents(folder: Any) -> dict[str, bytes]:
    """Every table by its path. Receipts differ: an object store tells other marks of a file than its bytes do."""
    names = [name for name, _ in folder.files() if name.endswith(".parquet")]
    return {name: (folder / name).read_bytes() for name in names}


def here(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.parquet")}


def test_a_cluster_gives_the_tables_of_one_process_though_all_goes_wrong(
    world: Path, bucket: str, started: Any
) -> None:
    """A worker is killed, the driver is killed and started again, and then a document kills its workers."""
    assert rollcall(world / "raw", world / "clean").wait() == 0
    raw: Any = places.place(f"{bucket}/raw")
    for path in (world / "raw").iterdir():
        (raw / path.name).take(path)
    port = free()
    scheduler = ("--scheduler", f"tcp://127.0.0.1:{port}")
    answers(
        port,
        started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"),
    )
    workers = [
        started("distributed.cli.dask_worker", scheduler[1], "--nthreads", 1, "--no-dashboard") for _ in "12"
    ]

    driver = rollcall(raw, bucket, *scheduler)
    made: Any = places.place(f"{bucket}/i")
    wait_for(made / "ingest" / "receipt.json", driver)
    end(workers[0])
    driver.kill()
    driver.wait()
    started("distributed.cli.dask_worker", scheduler[1], "--nthreads", 1, "--no-dashboard")
    assert rollcall(raw, bucket, *scheduler).wait(300) == 0
    for folder in ("i", "o"):
        assert contents(places.place(f"{bucket}/{folder}")) == here(world / "clean" / folder)

    (world / "07.txt").write_text("POISON", "utf-8")
    (raw / "07.txt").take(world / "07.txt")
    assert rollcall(raw, bucket, *scheduler).wait(300) == 0
    shutil.copy(world / "07.txt", world / "raw" / "07.txt")
    assert rollcall(world / "raw", world / "pool", "--jobs", 2).wait() == 0
    for folder in ("i", "o"):
        assert contents(places.place(f"{bucket}/{folder}")) == here(world / "pool" / folder)


def wait_for(path: Any, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if path.exists():
            return
        assert process.poll() is None
        time.sleep(0.1)
    raise AssertionError(f"{path} does not come")
