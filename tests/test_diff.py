"""What changed and why: every change found, with its cause, and nothing where nothing changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from contextlib import ExitStack
from dataclasses import astuple
from pathlib import Path

import pytest
from click.testing import CliRunner
from trees import DECISIONS, built, swap, tree

from pipeline.cli import main
from pipeline.errors import RollcallError
from pipeline.published import TABLES
from pipeline.review import lines
from pipeline.review.changes import CHANGED, GAINED, LOST, MOVED, Cause, Diff, Field
from pipeline.review.diff import compare
from pipeline.review.replay import narrowed
from pipeline.review.sources import opened
from pipeline.running import runs
from pipeline.running.results import Folders
from pipeline.stages import STAGES

KENYA = "2012-09-06-kenya"
STRONG = "2013-05-02-strong"
#: The ordinal claim of Kenya's announcement.
ORDINAL = "0bba4cc942057251"


def made(folder: Path) -> str:
    """Make the tables of a tree by the pipeline that is tested; the name of their folder."""
    runs.run(STAGES, Folders(folder / "raw", folder / "interim", folder / "processed"))
    return str(folder / "processed")


def diff(old: str, new: str) -> Diff:
    with opened(old) as one, opened(new) as other:
        return compare(one, other)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tree(tmp_path_factory.mktemp("base") / "tree")
    made(folder)
    return folder


@pytest.fixture
def other(base: Path, tmp_path: Path) -> Path:
    """A copy of the base, to be changed."""
    return Path(shutil.copytree(base, tmp_path / "other"))


def test_two_runs_of_the_same_show_nothing(base: Path, other: Path) -> None:
    shutil.rmtree(other / "processed")
    found = diff(str(base / "processed"), made(other))
    assert (found.changes, found.inputs, found.notes) == ((), (), ())
    assert not found


def test_one_changed_document_is_the_cause_of_everything(base: Path, other: Path) -> None:
    swap(other / f"raw/{KENYA}.txt", "18th member", "19th member")
    found = diff(str(base / "processed"), made(other))
    cause = Cause("document", KENYA, "edited")
    assert found.inputs == (cause,)
    assert {change.causes for change in found.changes} == {(cause,)}
    assert {"documents", "mentions", "count_claims", "membership_claims"} <= found.counts().keys()
    count = next(c for c in found.changes if c.table == "mentions" and c.row["kind"] == "count")
    assert (count.what, count.words) == (CHANGED, "19th member")
    assert Field("value", "ordinal eq 18 member", "ordinal eq 19 member") in count.fields


def test_a_new_document_and_a_deleted_one_are_causes_too(base: Path, other: Path) -> None:
    (other / f"raw/{STRONG}.txt").unlink()
    found = diff(str(base / "processed"), made(other))
    assert {change.causes for change in found.changes} == {(Cause("document", STRONG, "removed"),)}
    assert {c.what for c in found.changes if c.doc_id == STRONG} == {LOST}
    back = diff(str(other / "processed"), str(base / "processed"))
    assert {change.causes for change in back.changes} == {(Cause("document", STRONG, "added"),)}
    assert {c.what for c in back.changes if c.doc_id == STRONG} == {GAINED}


def test_one_decision_is_the_cause_of_everything(base: Path, other: Path) -> None:
    line = f"{ORDINAL},count_claims,,,rejected,R. Reviewer,2024-05-01,the ministry counted wrong\n"
    (other / "raw/decisions.csv").write_text(DECISIONS + line, "utf-8")
    found = diff(str(base / "processed"), made(other))
    assert {change.causes for change in found.changes} == {(Cause("decision", ORDINAL, "added"),)}
    claim = next(c for c in found.changes if c.key == (ORDINAL,))
    assert Field("verdict", "accepted", "rejected") in claim.fields
    assert "timeline" in found.counts()


def test_a_sidecar_is_part_of_its_document(base: Path, other: Path) -> None:
    (other / f"raw/{STRONG}.meta.toml").write_text('title = "Strong"\n', "utf-8")
    found = diff(str(base / "processed"), made(other))
    assert {change.causes for change in found.changes} == {(Cause("document", STRONG, "edited"),)}


@pytest.mark.parametrize(
    ("path", "old", "new", "cause"),
    [
        ("rules/counts.toml", "[- ]?strong)(?!", "[- ]?weak)(?!", Cause("rule", "total.strong", "edited")),
        ("rules/names/country_names.csv", "Kenya,KEN,name,en", "Ken,KEN,name,en",
         Cause("names", "country_names", "edited")),
        ("relate.py", "tuple(people.read(scene))", "()", Cause("code", "relate", "edited")),
    ],
)  # fmt: skip
def test_one_changed_rule_name_or_line_of_code_is_the_cause_of_everything(
    base: Path, other: Path, path: str, old: str, new: str, cause: Cause
) -> None:
    shutil.rmtree(other / "processed")
    swap(other / "pipeline" / path, old, new)
    found = diff(str(base / "processed"), built(other))
    assert found.inputs == (cause,)
    assert found.changes
    assert {change.causes for change in found.changes} == {(cause,)}


def test_an_inserted_paragraph_only_moves(base: Path, other: Path) -> None:
    swap(other / f"raw/{KENYA}.txt", "Nairobi, 6", "Nothing is told in this paragraph.\n\nNairobi, 6")
    found = diff(str(base / "processed"), made(other))
    assert {change.what for change in found.changes} == {MOVED}
    assert found.counts()["mentions"][MOVED] == 10
    assert {c.fields[0].new - c.fields[0].old for c in found.changes if c.table == "mentions"} == {36}
    assert "10 moved by +36 in 2012-09-06-kenya  (document edited)" in "\n".join(lines.text(found, False))


def test_a_paragraph_of_the_same_words_moves_the_others_and_is_gained(base: Path, other: Path) -> None:
    """Ids count occurrences: they go on to the next one, and yet each row is found again by its sentence."""
    swap(other / f"raw/{KENYA}.txt", "Nairobi, 6", "The Freedom Online Coalition greets Kenya.\n\nNairobi, 6")
    found = diff(str(base / "processed"), made(other))
    mentions = [c for c in found.changes if c.table == "mentions"]
    assert Counter(c.what for c in mentions) == {MOVED: 10, GAINED: 2}
    assert {c.evidence for c in mentions if c.what == GAINED} == {
        "The Freedom Online Coalition greets Kenya."
    }


def test_a_replay_tells_two_causes_apart(base: Path, other: Path) -> None:
    swap(other / f"raw/{STRONG}.txt", "21 members", "23 members")
    line = f"{ORDINAL},count_claims,,,rejected,R. Reviewer,2024-05-01,the ministry counted wrong\n"
    (other / "raw/decisions.csv").write_text(DECISIONS + line, "utf-8")
    with opened(str(base / "processed")) as old, opened(made(other)) as new:
        found = compare(old, new)
        told = narrowed(found, old, new)
    assert any(change.kinds == "document or decision" for change in found.changes)
    total = next(c for c in told.changes if c.table == "count_claims" and c.row["kind"] == "total")
    assert total.kinds == "document"
    spell = next(c for c in told.changes if c.table == "memberships")
    assert spell.kinds == "decision"
    assert [astuple(c)[:5] for c in told.changes] == [astuple(c)[:5] for c in found.changes]


def test_without_hashes_the_cause_is_unknown_and_said_to_be(base: Path, other: Path) -> None:
    package = other / "processed/datapackage.json"
    told = json.loads(package.read_text("utf-8"))
    del told["origins"]
    swap(other / f"raw/{KENYA}.txt", "18th member", "19th member")
    made(other)
    told["resources"] = json.loads(package.read_text("utf-8"))["resources"]
    package.write_text(json.dumps(told), "utf-8")
    found = diff(str(base / "processed"), str(other / "processed"))
    assert found.notes
    assert {c.kinds for c in found.changes if c.table == "mentions"} == {"document or unknown"}


def test_equal_inputs_and_other_rows_are_the_libraries(base: Path, other: Path, tmp_path: Path) -> None:
    before = Path(shutil.copytree(base, tmp_path / "before"))
    swap(other / f"raw/{KENYA}.txt", "18th member", "19th member")
    made(other)
    for name in set(TABLES) - {"people", "count_claims"}:
        shutil.copy(before / f"processed/{name}.parquet", other / f"processed/{name}.parquet")
    swap(other / "processed/datapackage.json", '"resources"', '"others"')
    found = diff(str(before / "processed"), str(other / "processed"))
    assert found.changes
    assert {c.causes for c in found.changes} == {(Cause("library"),)}
    (before / "requirements.lock").write_text("click==8.1.8 \\\n    --hash=sha256:0\nspacy==3.8.7\n")
    (other / "requirements.lock").write_text("click==8.1.8 \\\n    --hash=sha256:0\nspacy==3.8.8\n")
    found = diff(str(before / "processed"), str(other / "processed"))
    assert {c.causes for c in found.changes} == {(Cause("library", "spacy", "3.8.7 -> 3.8.8"),)}
    assert found.inputs == (Cause("library", "spacy", "3.8.7 -> 3.8.8"),)


@pytest.fixture
def repository(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base as a repository with one commit; the working folder."""
    folder = Path(shutil.copytree(base, tmp_path / "repository"))
    monkeypatch.chdir(folder)
    who = ("-c", "user.name=R. Reviewer", "-c", "user.email=reviewer@example.org")
    for command in (("init", "--quiet", "-b", "main"), ("add", "."), ("commit", "--quiet", "-m", "First")):
        subprocess.run(["git", *who, *command], check=True)
    return folder


def test_revisions_folders_and_tables_can_be_compared(repository: Path) -> None:
    swap(repository / f"raw/{KENYA}.txt", "18th member", "19th member")
    made(repository)
    state = subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True).stdout
    whole = diff("HEAD:processed", "processed").changes
    assert whole
    assert diff("HEAD", "processed").changes == whole == diff("main", "processed").changes
    single = diff("HEAD:processed/mentions.parquet", "processed/mentions.parquet").changes
    assert single == tuple(c for c in whole if c.table == "mentions")
    assert subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True).stdout == state


def test_a_table_on_its_own_is_known_by_its_columns(base: Path, tmp_path: Path) -> None:
    shutil.copy(base / "processed/people.parquet", tmp_path / "before.parquet")
    assert not diff(str(tmp_path / "before.parquet"), str(base / "processed/people.parquet"))


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD:nowhere", "no:where", "raw"])
def test_what_is_no_extraction_is_refused_in_one_line(repository: Path, name: str) -> None:
    with pytest.raises(RollcallError) as error, ExitStack() as stack:
        stack.enter_context(opened(name))
    assert name.partition(":")[2] in str(error.value)


def test_the_command_says_it_by_its_exit_status(repository: Path) -> None:
    assert CliRunner().invoke(main, ["diff"]).exit_code == 0
    swap(repository / f"raw/{KENYA}.txt", "18th member", "19th member")
    made(repository)
    shown = CliRunner().invoke(main, ["diff"])
    assert shown.exit_code == 1
    assert shown.stdout.startswith("HEAD:processed -> processed: ")
    assert "[19th member]" in shown.stdout
    assert CliRunner().invoke(main, ["diff", "nowhere"]).exit_code == 2


def test_a_comment_comes_with_all_rows_beside_it(repository: Path) -> None:
    swap(repository / f"raw/{KENYA}.txt", "18th member", "19th member")
    made(repository)
    CliRunner().invoke(main, ["diff", "--format", "markdown", "-o", "out/comment.md"])
    rows = [json.loads(line) for line in (repository / "out/comment.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(diff("HEAD", "processed").changes)
    assert (repository / "out/comment.md").read_text("utf-8").startswith("### Rollcall: what changed")
