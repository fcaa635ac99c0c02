"""The set-up keeps its word: lock, Makefile, floors, and what a wheel holds."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline.stages import STAGES

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = [text for extra in PROJECT["project"]["optional-dependencies"].values() for text in extra]
RUN = ["run --jobs 1"]

# Stands in for the interpreter of the environment: says what it is asked for and writes what it promises, unless told
# to fail.
ROLLCALL = """#!/bin/sh
[ "$FAIL" ] && exit 1
echo "$3 ${10} ${11}"
mkdir -p "$9"
for name in $TABLES; do : >"$9/$name.parquet"; done
: >"$9/datapackage.json"
"""


def run(*command: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The outcome of a command that doesn't know that it runs inside `make test`, nor with which variables."""
    ours = ("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL", "RAW", "INTERIM", "OUT", "PYTHON", "UV")
    inherited = {k: v for k, v in os.environ.items() if k not in ours}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=inherited | environment, capture_output=True, text=True
    )


def test_lock_names_versions_and_hashes_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert "://" not in lock
    for entry in entries:
        first, *hashes = entry.split(" \\\n    ")
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; .+)?", first), first
        assert hashes and all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes), first


def test_lock_holds_every_dependency_within_its_bounds() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = dict(re.findall(r"^(\S+)==(\S+)", lock, re.M))
    extra = PROJECT["project"]["optional-dependencies"]["analysis"]  # that of clusters is not for everyone
    declared = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"] + extra
    for wanted in map(Requirement, declared + PROJECT["build-system"]["requires"]):
        assert wanted.specifier.contains(locked[wanted.name]), wanted


def test_declares_what_it_imports_and_no_more() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    modules = set(re.findall(r"^\s*(?:import|from) (\w+)", source, re.M)) & packages_distributions().keys()
    imported = {canonicalize_name(name) for module in modules for name in packages_distributions()[module]}
    needed = {Requirement(text).name for text in PROJECT["project"]["dependencies"]}
    assert needed <= imported <= needed | {"rollcall"} | {Requirement(text).name for text in EXTRAS}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project as the Makefile sees it, with two announcements and the stand-in for the interpreter."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "raw").mkdir()
    for name in ("2024-01-02-a.txt", "2024-01-03 with spaces.txt"):
        (tmp_path / "raw" / name).write_text("words")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(ROLLCALL)
    python.chmod(0o755)
    (tmp_path / ".venv" / "ready").touch()
    return tmp_path


def make(project: Path, *words: str, fail: str = "") -> list[str]:
    """What `make` has the command do, or its words if that is nothing. Ages all files: a change after it is newer."""
    done = run("make", *words, cwd=project, FAIL=fail, TABLES=" ".join(STAGES[-1].writes))
    assert (done.returncode != 0) == bool(fail), done.stderr
    for path in project.rglob("*"):
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 60 * 10**9))
    return done.stdout.splitlines()


UP_TO_DATE = ["Nothing to do: processed/ is up to date."]


def test_make_runs_the_plan_and_then_has_nothing_to_do(project: Path) -> None:
    assert make(project, "JOBS=2") == ["run --jobs 2"]
    assert make(project, "all") == UP_TO_DATE


def put(path: str) -> Callable[[Path], object]:
    return lambda project: (project / path).write_text("other")


def drop(path: str) -> Callable[[Path], object]:
    return lambda project: (project / path).unlink()


def replace_by_an_older_one(project: Path) -> None:
    (project / "raw/2024-01-02-a.txt").write_text("drows")
    os.utime(project / "raw/2024-01-02-a.txt", (0, 0))


CHANGES = {
    "new announcement": (put("raw/2024-02-02-b.md"), RUN),
    "changed announcement": (put("raw/2024-01-03 with spaces.txt"), RUN),
    "deleted announcement": (drop("raw/2024-01-03 with spaces.txt"), RUN),
    "older announcement of the same size": (replace_by_an_older_one, RUN),
    "touched announcement": (lambda project: (project / "raw/2024-01-02-a.txt").touch(), UP_TO_DATE),
    "hidden file": (put("raw/.hidden"), UP_TO_DATE),
    "decision": (put("raw/decisions.csv"), RUN),
    "rule": (put("pipeline/rules/dates.toml"), RUN),
    "deleted rule": (drop("pipeline/rules/dates.toml"), RUN),
    "code": (put("pipeline/tables/store.py"), RUN),
    "library": (lambda project: (project / "requirements.lock").touch(), RUN),
    "deleted table": (drop("processed/mentions.parquet"), RUN),
    "tables of another run": (put("processed/datapackage.json"), RUN),
}


@pytest.mark.parametrize("change", CHANGES)
def test_make_does_again_what_a_change_asks_for(project: Path, change: str) -> None:
    act, asked = CHANGES[change]
    make(project)
    act(project)
    (project / ".venv" / "ready").touch()
    assert make(project) == asked
    assert make(project) == UP_TO_DATE


def test_make_runs_again_what_failed(project: Path) -> None:
    assert make(project, fail="yes") == []
    assert make(project) == RUN


def test_make_leaves_the_folders_alone_that_are_not_named(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    shutil.copytree(project / "raw", away / "some announcements")
    folders = [f"RAW={away}/some announcements", f"INTERIM={away}/i", f"OUT={away}/o"]
    assert make(project, *folders) == RUN
    assert make(project, *folders) == [f"Nothing to do: {away}/o/ is up to date."]
    assert not (project / "interim").exists() and not (project / "processed").exists()


def test_make_says_what_a_machine_lacks(project: Path, tmp_path: Path) -> None:
    (project / ".venv" / "ready").unlink()
    old = run("make", "all", "PYTHON=false", cwd=project)
    assert old.stderr.splitlines()[0].startswith("Rollcall needs Python 3.11 or newer")
    (tmp_path / "ensurepip.py").write_text("raise ModuleNotFoundError")
    bare = run("make", "all", f"PYTHON={sys.executable}", "UV=", cwd=project, PYTHONPATH=str(tmp_path))
    assert bare.stderr.splitlines()[0].endswith("comes without venv. Type: sudo apt install python3-venv")
    assert old.returncode and bare.returncode


def test_makefile_knows_the_stages_and_the_published_tables(project: Path) -> None:
    database = run("make", "--question", "--print-data-base", cwd=project).stdout
    (stages,), (tables,) = (re.findall(f"^{name} := (.+)$", database, re.M) for name in ("STAGES", "TABLES"))
    assert stages.split() == [stage.name for stage in STAGES]
    assert sorted(tables.split()) == sorted(STAGES[-1].writes)


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    return run(
        Path(sys.executable).with_name("lint-imports"), "--no-cache", cwd=project, PYTHONPATH=str(project)
    )


def test_floors_hold_and_know_every_module(project: Path) -> None:
    assert lint_imports(project).returncode == 0
    (project / "pipeline" / "stranger.py").write_text("")
    unknown = lint_imports(project)
    assert unknown.returncode == 1 and "stranger" in unknown.stdout
    (project / "pipeline" / "stranger.py").unlink()
    (project / "pipeline" / "errors.py").write_text("import pipeline.cli")
    upwards = lint_imports(project)
    assert upwards.returncode == 1 and "pipeline.errors" in upwards.stdout


def test_wheel_holds_the_rules_and_sdist_no_announcements(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-d", tmp_path).check_returncode()
    (wheel,), (sdist,) = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pipeline" / "rules").rglob("*.*")}
    assert data and data <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"pipeline"}
    with tarfile.open(sdist) as archive:
        inside = {name.split("/")[1] for name in archive.getnames()}
    assert "pipeline" in inside and not inside & {"raw", "interim", "processed", "tests", "notebooks"}
