"""What tables are made from, by hash: every change that can reach a row changes one, and nothing else does."""

from __future__ import annotations

import ast
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from trees import swap

from pipeline.decisions import Decision
from pipeline.limits import Limits
from pipeline.rulebook import RULES
from pipeline.running import origins
from pipeline.stages import STAGES

PACKAGE = Path(origins.__file__).parent.parent
DECISION = Decision("c1", "count_claims", "value", "34", "", "R. Reviewer", "2024-05-01", "seen")


ROOT = PACKAGE.parent
ALL = {stage.name for stage in STAGES}
#: Libraries of the command, the page and the server: no row depends on them.
SHOWING = {"click", "flask", "jinja2", "markupsafe", "rich", "werkzeug"}


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Path]:
    """A copy of the package, to be changed."""
    ignore = shutil.ignore_patterns("__pycache__")
    yield Path(shutil.copytree(PACKAGE, tmp_path / "pipeline", ignore=ignore))
    forget()


def forget() -> None:
    """What is hashed once in a process is hashed anew."""
    for known in (origins.code, origins.bare, origins.rules, origins.names):
        known.cache_clear()


def changed_stages(package: Path) -> set[str]:
    forget()
    before, after = origins.code(PACKAGE), origins.code(package)
    return {stage for stage, own in before.items() if after[stage] != own}


def test_where_the_package_lies_changes_nothing(package: Path) -> None:
    assert changed_stages(package) == set()
    assert origins.rules(package / "rules") == origins.rules(RULES)


def test_comments_docstrings_and_line_ends_change_nothing(package: Path) -> None:
    swap(package / "relate.py", '"""Stage 3: mentions -> claims.', '"""Said in other words.')
    swap(package / "relate.py", "    scene = Scene(", "    # why\n\n    scene = Scene(")
    swap(
        package / "relate.py",
        '    """The claims of a document, from its mentions."""',
        '    """The same.\n\n    More.\n    """',
    )
    swap(package / "relate.py", "from __future__", "\n\nfrom __future__")
    path = package / "language/sentences.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert changed_stages(package) == set()


@pytest.mark.parametrize(
    ("path", "old", "new", "stages"),
    [
        ("formats/plain.py", "def ", "def _", {"ingest"}),
        ("values/numbers.py", "def ", "def _", {"extract", "relate"}),  # rule files name it, no import does
        ("inference/timeline.py", "def ", "def _", {"reconcile"}),
        ("publish.py", "// 2", "// 3", {"publish"}),
        ("inference/history.py", "def ", "def _", {"reconcile"}),
        ("claims/counts.py", "def ", "def _", {"relate"}),
        ("settling.py", "def ", "def _", {"relate", "reconcile"}),
        ("tables/dictionary.py", "def ", "def _", {"publish"}),
        ("running/work.py", "def names", "def called", ALL),
        ("running/spreading.py", "def _copies", "def _alike", ALL),
        ("tables/schema.py", "def ", "def _", ALL),
        ("terminal.py", "def ", "def _", set()),
    ],
)
def test_code_counts_for_the_stages_that_run_it(
    package: Path, path: str, old: str, new: str, stages: set[str]
) -> None:
    swap(package / path, old, new)
    assert changed_stages(package) == stages


def test_what_was_kept_is_what_would_be_told_anew(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget()
    first = origins.code(package), list(origins.rules(package / "rules").items())
    for name in ("_code", "_rules"):
        monkeypatch.setattr(origins, name, lambda _: {})
    forget()
    assert (origins.code(package), list(origins.rules(package / "rules").items())) == first
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # which was undone too
    for path in (tmp_path / "cache/rollcall").iterdir():
        path.write_bytes(b"none of ours")
    forget()
    assert (origins.code(package), list(origins.rules(package / "rules").items())) == first


def changed_rules(package: Path) -> set[str]:
    forget()
    before, after = origins.rules(RULES), origins.rules(package / "rules")
    return {rule for rule in before.keys() | after.keys() if before.get(rule) != after.get(rule)}


def test_a_rule_is_its_form_and_not_its_examples(package: Path) -> None:
    swap(package / "rules/counts.toml", "[- ]?strong)(?!", "[- ]?weak)(?!")
    swap(package / "rules/counts.toml", '["Members: 38", ', '["So: Members: 38", ')  # of another rule
    assert changed_rules(package) == {"total.strong"}


def test_a_new_kind_of_mention_changes_no_other_rule(package: Path) -> None:
    """Kinds are numbered in rules that are compiled."""
    text = 'about = "A test."\nlayer = 9\non = "text"\nreader = "plain"\nkind = "aaa"\n'
    text += '[[rule]]\nid = "aaa.word"\nregex = "aaa"\nyes = [["an aaa", "aaa", "aaa"]]\n'
    (package / "rules/aaa.toml").write_text(text, "utf-8")
    assert changed_rules(package) == {"aaa.word"}


def test_a_word_of_a_list_changes_the_rules_that_use_it(package: Path) -> None:
    swap(package / "rules/words.toml", '"mondays?"', '"moondays?"')
    changed = {rule.partition(".")[0] for rule in changed_rules(package)}
    assert {"date", "join"} <= changed
    assert not {"total", "person", "resolution"} & changed


def test_page_furniture_and_gazetteers_have_hashes_of_their_own(package: Path) -> None:
    with (package / "rules/furniture.toml").open("a", encoding="utf-8") as file:
        file.write("\n# why\n")
    assert changed_rules(package) == set()
    with (package / "rules/names/cities.csv").open("a", encoding="utf-8") as file:
        file.write("Nowhere\n")
    before, after = origins.names(RULES), origins.names(package / "rules")
    assert {name for name in before if before[name] != after[name]} == {"cities"}


def test_decisions_have_a_hash_for_each_row_that_was_decided() -> None:
    one, other = DECISION, replace(DECISION, id="c2")
    assert origins.decided([one, other]).keys() == {"c1", "c2"}
    assert origins.decided([one, other]) == origins.decided([other, one])
    assert origins.decided([replace(one, value="35")]) != origins.decided([one])


def test_a_stage_rests_on_all_that_it_imports() -> None:
    modules = grimp.build_graph("pipeline", cache_dir=None)
    for stage in STAGES:
        code = {f"pipeline.{stage.name}", *modules.find_upstream_modules(f"pipeline.{stage.name}")}
        if "pipeline.language.nlp" in code:
            code |= modules.find_descendants("pipeline.values") | {"pipeline.values"}
        own = origins.sources(stage.name)
        assert {file_of(module) for module in code - {"pipeline"}} <= own, stage.name


def file_of(module: str) -> Path:
    place = PACKAGE.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_what_is_left_of_a_module_acts_as_the_whole(path: Path) -> None:
    assert acting(origins.bare(path)) == acting(path.read_text("utf-8"))


def acting(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        first = (
            node.body[0]
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
            else None
        )
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            first.value = ast.Constant(...)
    return ast.dump(tree)


def test_each_stage_rests_on_its_own_rules() -> None:
    every = {stage: origins.basis(stage, Limits()) for stage in ALL}
    assert every["ingest"]["rules"] != every["extract"]["rules"] == every["publish"]["rules"]
    assert not every["ingest"]["names"] and every["extract"]["names"]


def test_every_library_that_rows_depend_on_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {Requirement(text).name for text in project["dependencies"]} - SHOWING == set(origins.LIBRARIES)
