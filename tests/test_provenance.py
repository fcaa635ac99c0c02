"""What a stage rests on: its own code and rules, and no more."""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement

from pipeline import provenance
from pipeline.stages import STAGES

ROOT = Path(__file__).parent.parent


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package that may be changed."""
    folder = tmp_path / "pipeline"
    shutil.copytree(ROOT / "pipeline", folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(provenance, "PACKAGE", folder)
    monkeypatch.setattr(provenance, "RULES", folder / "rules")
    yield folder
    forget()


def forget() -> None:
    for known in (provenance.code, provenance.rules, provenance.names):
        known.cache_clear()


def reached() -> dict[str, dict[str, str]]:
    forget()
    return {stage.name: provenance.basis(stage.name) for stage in STAGES}


READ = {"extract", "relate", "reconcile", "publish"}
CHANGES = {
    "formats/html.py": {"ingest"},
    "rules/furniture.toml": {"ingest"},
    "rules/counts.toml": READ,
    "rules/names/cities.csv": READ,
    "claims/counts.py": {"relate"},
    "inference/history.py": {"reconcile"},
    "publish.py": {"publish"},
    "schema.py": {"ingest", *READ},
    "errors.py": {"ingest", *READ},
    "terminal.py": set(),
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_reaches_the_stages_that_rest_on_it(package: Path, path: str) -> None:
    before = reached()
    with (package / path).open("a") as file:
        file.write("\n# another line\n")
    after = reached()
    assert {name for name in before if before[name] != after[name]} == CHANGES[path]


def test_a_stage_rests_on_all_that_it_imports() -> None:
    modules = grimp.build_graph("pipeline", cache_dir=None)
    for stage in STAGES:
        code = {f"pipeline.{stage.name}", *modules.find_upstream_modules(f"pipeline.{stage.name}")} - {
            "pipeline"
        }
        if "pipeline.nlp" in code:
            code |= modules.find_descendants("pipeline.values") | {"pipeline.values"}
        assert {file_of(module) for module in code} <= provenance.sources(stage.name), stage.name


def file_of(module: str) -> Path:
    place = provenance.PACKAGE.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def test_every_library_that_rows_depend_on_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {Requirement(text).name for text in project["dependencies"]} - {"click"} == set(
        provenance.LIBRARIES
    )
