"""The gate: what must be looked at before tables pass, and what passes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from test_publish import COUNT, DOCUMENT, JOIN, MENTION, published

from pipeline.cli import main
from pipeline.errors import RollcallError
from pipeline.published import TABLES
from pipeline.records import Issue
from pipeline.review import gate
from pipeline.tables import contract, dictionary, store

HEADER = "id,table,field,value,verdict,by,when,why\n"


def tables(folder: Path, **rows: Any) -> None:
    """The published tables of a small corpus in a folder, some rows replaced."""
    arranged = contract.arrange(published(**rows), TABLES, "rules")
    origins: dict[str, dict[str, str]] = {"rules": {}, "names": {}, "code": {}, "decisions": {}}
    store.write(folder, arranged, {"datapackage.json": dictionary.package(arranged, TABLES, origins)})


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    tables(tmp_path / "base")
    return tmp_path


def check(*words: str) -> Result:
    return CliRunner().invoke(main, ["check", "--base", "base", *words])


def test_what_is_as_in_the_base_passes(place: Path) -> None:
    tables(place / "processed")
    result = check()
    assert (result.exit_code, result.stdout) == (0, "Nothing to review.\n")


def test_what_was_gained_passes(place: Path) -> None:
    tables(place / "processed", mentions=[MENTION, replace(MENTION, mention_id="m2", start=6, end=11)])
    assert check().exit_code == 0


def test_a_loss_is_named_until_a_decision_rejects_it(place: Path) -> None:
    tables(place / "processed", membership_claims=[], memberships=[])
    result = check()
    assert result.exit_code == 1
    assert "lost: membership_claims j1: FOC KEN join 18 2012" in result.stdout
    assert "lost: memberships" in result.stdout
    assert "2 to review" in result.stdout
    (place / "raw").mkdir()
    (place / "raw/decisions.csv").write_text(
        HEADER + "j1,membership_claims,,,rejected,me,2024-05-01,no accession\n"
    )
    assert "j1" not in check().stdout


def rivals(**changed: Any) -> list[Any]:
    """Two claims on the size of one day, both rejected, the second with some fields replaced."""
    one = replace(COUNT, verdict="rejected", reason="implausible")
    fields: dict[str, Any] = {"claim_id": "c2", "value": 19} | changed
    return [one, replace(one, **fields)]


def test_a_conflict_has_a_winner_or_is_named(place: Path) -> None:
    tables(place / "base", count_claims=rivals())
    tables(place / "processed", count_claims=rivals())
    result = check()
    assert result.exit_code == 1
    assert "conflict without a winner: FOC total 2013-05-01: 18, 19" in result.stdout


@pytest.mark.parametrize(
    "changed",
    [{"verdict": "accepted"}, {"value": 18}, {"modality": "negated"}, {"relation": "ge"}, {"kind": "listed"}],
)
def test_what_doesnt_contradict_or_is_settled_is_no_conflict(place: Path, changed: dict[str, Any]) -> None:
    tables(place / "base", count_claims=rivals(**changed))
    tables(place / "processed", count_claims=rivals(**changed))
    assert check().exit_code == 0


def test_days_of_an_accession_can_contradict_each_other(place: Path) -> None:
    two = [replace(JOIN, verdict="rejected"), replace(JOIN, claim_id="j2", date="2013", verdict="rejected")]
    tables(place / "base", membership_claims=two)
    tables(place / "processed", membership_claims=two)
    assert "conflict without a winner: FOC KEN join: 2012, 2013" in check().stdout


def test_a_reopened_decision_is_named(place: Path) -> None:
    reopened = Issue(
        "i1", DOCUMENT.doc_id, "reconcile", "decision_reopened", "count_claims c1: changed since"
    )
    tables(place / "processed", issues=[reopened])
    result = check()
    assert result.exit_code == 1
    assert "reopened: 2012/a: count_claims c1: changed since" in result.stdout


def test_a_table_below_its_floor_is_named(place: Path) -> None:
    tables(place / "processed")
    (place / "pyproject.toml").write_text("[tool.rollcall.floors]\nmentions = 2\ndocuments = 1\n")
    result = check()
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        "too few: mentions has 1 rows, its floor is 2",
    )


def test_floors_that_are_named_must_be_there(place: Path) -> None:
    tables(place / "processed")
    result = check("--floors", "flors.toml")
    assert (result.exit_code, result.stderr) == (
        2,
        "rollcall check: There is no file flors.toml; see `rollcall check --help`\n",
    )


@pytest.mark.parametrize(
    "text", ["[tool.rollcall.floors]\nsizes = 2", "[tool.rollcall.floors]\nmentions = '2'", "["]
)
def test_floors_that_cant_be_used_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text)
    with pytest.raises(RollcallError, match=r"floors\.toml"):
        gate.read_floors(path)


def test_what_cant_be_told_is_neither(place: Path) -> None:
    assert check().exit_code == 2
    tables(place / "processed")
    assert CliRunner().invoke(main, ["check", "--base", "nowhere"]).exit_code == 2


def test_the_shipped_tables_pass_and_keep_the_floors() -> None:
    root = Path(__file__).parent.parent
    floors = gate.read_floors(root / "pyproject.toml")
    assert {"documents", "mentions", "count_claims", "timeline"} <= floors.keys()
    folder = root / "processed"
    words = ["check", "--base", str(folder), "--processed", str(folder), "--raw", str(root / "raw")]
    result = CliRunner().invoke(main, [*words, "--floors", str(root / "pyproject.toml")])
    assert (result.exit_code, result.stdout) == (0, "Nothing to review.\n")
