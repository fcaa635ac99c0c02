"""Nothing is done twice, and nothing stale is kept: what a change reaches is done again, on any way there."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract, ingest, publish, reconcile, relate
from pipeline.errors import RollcallError
from pipeline.limits import Limits
from pipeline.running import origins, parts, runs, work
from pipeline.running.engines import Engine
from pipeline.running.results import Folders
from pipeline.stages import STAGES
from pipeline.tables import store

COUNTRIES = "Kenya Ghana Japan Chile Tunisia Mongolia Latvia Germany".split()


def notice(country: str, number: int, more: str = "") -> str:
    return f"""{country} joins the Freedom Online Coalition

6 September 2012. {country} has joined the Freedom Online Coalition (FOC) as its {number}th member.{more}
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Eight announcements in parts of at most three."""
    monkeypatch.setattr(parts, "LARGEST", 3)
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, country in enumerate(COUNTRIES):
        (raw / f"{country}.txt").write_text(notice(country, 20 + number), "utf-8")
    return Folders(raw, tmp_path / "interim", tmp_path / "processed")


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, list[str]]]:
    """What was done since it was last asked: by stage the files, documents or (once) nothing in particular."""
    seen: dict[str, list[str]] = {}

    def watch(module: Any, name: str, stage: str, what: Callable[..., str]) -> None:
        real = getattr(module, name)

        def act(*given: Any) -> Any:
            seen.setdefault(stage, []).append(what(*given))
            return real(*given)

        monkeypatch.setattr(module, name, act)

    watch(ingest, "read_file", "ingest", lambda path, name, limits: str(name))
    watch(extract, "extract", "extract", lambda document: str(document.doc_id))
    watch(relate, "relate", "relate", lambda document, mentions: str(document.doc_id))
    watch(reconcile, "bodies", "reconcile", lambda *_: "")
    watch(publish, "publish", "publish", lambda *_: "")

    def ask() -> dict[str, list[str]]:
        known = {stage: sorted(names) for stage, names in seen.items()}
        seen.clear()
        return known

    return ask


Done = Callable[[], dict[str, list[str]]]
LATE = {"reconcile": [""], "publish": [""]}
KENYA = {"ingest": ["Kenya.txt"], "extract": ["Kenya"], "relate": ["Kenya"]}
ALL = {"extract": sorted(COUNTRIES), "relate": sorted(COUNTRIES)}


def put(name: str, text: str) -> Callable[[Folders], object]:
    return lambda folders: (folders.raw / name).write_text(text, "utf-8")


def drop(name: str) -> Callable[[Folders], object]:
    return lambda folders: (folders.raw / name).unlink()


CHANGES: dict[str, tuple[Callable[[Folders], object], dict[str, list[str]]]] = {
    "nothing": (lambda _: None, {}),
    "a changed announcement": (put("Kenya.txt", notice("Kenya", 30)), KENYA | LATE),
    "other bytes that say the same": (
        put("Kenya.txt", notice("Kenya", 20) + " "),
        KENYA | {"publish": [""]},
    ),
    "a new announcement": (
        put("Peru.txt", notice("Peru", 31)),
        {"ingest": ["Peru.txt"], "extract": ["Peru"], "relate": ["Peru"]} | LATE,
    ),
    "a sidecar": (put("Kenya.txt.meta.toml", "published = 2012-09-07\n"), KENYA | LATE),
    "a deleted announcement": (drop("Kenya.txt"), LATE),
    "a decision": (
        put("decisions.csv", "id,table,field,value,verdict,by,when,why\nx,count_claims,,,accepted,me,,so\n"),
        LATE,
    ),
    "a lost table": (lambda f: (f.out / "mentions.parquet").unlink(), {"publish": [""]}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_costs_what_it_reaches(folders: Folders, done: Done, change: str) -> None:
    act, expected = CHANGES[change]
    runs.run(STAGES, folders)
    done()
    act(folders)
    runs.run(STAGES, folders)
    found = done()
    more = {stage: set(found.get(stage, [])) - set(expected.get(stage, [])) for stage in found}
    if change == "a new announcement":  # its part may have become too large, and is torn
        assert all(len(names) <= 3 for names in more.values())
    else:
        assert found == expected
    assert contents(folders) == clean(folders)


def contents(folders: Folders) -> dict[str, bytes]:
    """Every file that a run leaves, by its path."""
    both = (folders.interim, folders.out)
    return {
        f"{root.name}/{path.relative_to(root)}": path.read_bytes()
        for root in both
        for path in root.rglob("*")
        if path.is_file()
    }


def clean(folders: Folders, engine: Engine | None = None) -> dict[str, bytes]:
    """What a run leaves that finds nothing done."""
    with_nothing = Folders(
        folders.raw, folders.interim.parent / "clean" / "interim", folders.interim.parent / "clean" / "processed",
        folders.limits,
    )  # fmt: skip
    runs.run(STAGES, with_nothing, engine)
    made = contents(with_nothing)
    shutil.rmtree(folders.interim.parent / "clean")
    return made


def test_a_run_that_finds_nothing_to_do_loads_no_rules(folders: Folders) -> None:
    runs.run(STAGES, folders)
    places = ", ".join(f"Path({str(path)!r})" for path in (folders.raw, folders.interim, folders.out))
    code = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.running import parts, results, runs\n"
        "from pipeline.stages import STAGES\nparts.LARGEST = 3\n"
        f"runs.run(STAGES, results.Folders({places}))\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pipeline.running.runs" in done.stdout.split()
    assert not {"spacy", "hyperscan", "pyarrow", "pipeline.language.nlp", "pipeline.relate"} & set(
        done.stdout.split()
    )


def test_a_decision_on_a_mention_costs_its_document(folders: Folders, done: Done) -> None:
    made = runs.run(STAGES, folders)
    join = next(m for m in made["relate/mentions"] if m.doc_id == "Kenya" and m.kind == "membership")
    line = f"{join.mention_id},mentions,,,rejected,me,,so\nlost,mentions,,,rejected,me,,so\n"
    put("decisions.csv", "id,table,field,value,verdict,by,when,why\n" + line)(folders)
    done()
    made = runs.run(STAGES, folders)
    assert done() == {"relate": ["Kenya"]} | LATE
    assert [i.detail for i in made["publish/issues"] if i.code == "unknown_decision"] == [
        "mentions has no lost (me: so)"
    ]
    assert contents(folders) == clean(folders)
    drop("decisions.csv")(folders)
    done()
    assert not [m for m in runs.run(STAGES, folders)["publish/mentions"] if m.verdict]
    assert done() == {"relate": ["Kenya"]} | LATE


@pytest.mark.parametrize("axis", ["code", "rules", "names", "libraries"])
def test_what_a_stage_rests_on_counts_for_it_alone(
    folders: Folders, done: Done, monkeypatch: pytest.MonkeyPatch, axis: str
) -> None:
    runs.run(STAGES, folders)
    done()
    real = origins.basis

    def other(stage: str, limits: Limits) -> dict[str, str]:
        return real(stage, limits) | ({axis: "other"} if stage == "extract" else {})

    monkeypatch.setattr(origins, "basis", other)
    runs.run(STAGES, folders)
    assert done() == {"extract": sorted(COUNTRIES)}


def test_a_changed_limit_is_honoured(folders: Folders, done: Done) -> None:
    runs.run(STAGES, folders)
    tight = Folders(folders.raw, folders.interim, folders.out, Limits(text=20, bytes=20))
    done()
    made = runs.run(STAGES, tight)
    assert {issue.code for issue in made["publish/issues"]} == {"too_big"} and not made["publish/documents"]
    assert runs.run(STAGES, folders).size("publish/documents") == len(COUNTRIES)


def test_a_run_goes_on_from_the_parts_that_are_done(
    folders: Folders, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in the middle of extract; the parts that were finished by then are not done again."""
    real = store.write

    def stopped(folder: Path, *given: Any) -> None:
        if folder.parent.name == "extract" and len(list(folder.parent.glob("part*"))) == 2:
            raise KeyboardInterrupt
        real(folder, *given)

    monkeypatch.setattr(store, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        runs.run(STAGES, folders)
    monkeypatch.setattr(store, "write", real)
    first = done()
    runs.run(STAGES, folders)
    second = done()
    assert "ingest" not in second and first["ingest"] == sorted(f"{c}.txt" for c in COUNTRIES)
    assert 0 < len(second["extract"]) < len(COUNTRIES)
    assert set(first["extract"]) | set(second["extract"]) == set(COUNTRIES)
    assert contents(folders) == clean(folders)


def test_parts_that_are_no_more_go_with_all_their_rows(folders: Folders) -> None:
    runs.run(STAGES, folders)
    for country in COUNTRIES[1:]:
        (folders.raw / f"{country}.txt").unlink()
    made = runs.run(STAGES, folders)
    assert [d.doc_id for d in made["publish/documents"]] == ["Kenya"]
    for stage in STAGES[:3]:
        assert [p.name for p in (folders.interim / stage.name).iterdir() if p.is_dir()] == ["part.0"]


def test_a_damaged_receipt_counts_for_nothing(folders: Folders, done: Done) -> None:
    runs.run(STAGES, folders)
    for path in folders.interim.rglob("receipt.json"):
        path.write_text(path.read_text()[:-30])
    done()
    runs.run(STAGES, folders)
    assert done() == {"ingest": sorted(f"{c}.txt" for c in COUNTRIES)} | ALL | LATE


def test_a_file_with_many_documents_comes_in_sheets(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, done: Done
) -> None:
    monkeypatch.setattr(work, "SHEET", 2)
    lines = [json.dumps({"id": str(n), "text": notice(c, 40 + n)}) for n, c in enumerate(COUNTRIES)]
    (folders.raw / "many.jsonl").write_text("\n".join(lines), "utf-8")
    made = runs.run(STAGES, folders)
    assert made.size("publish/documents") == 16
    assert any(sheet.endswith(".4") for sheet in made.sheets("extract"))
    done()
    (folders.raw / "many.jsonl").write_text("\n".join(lines[:-3]), "utf-8")
    again = runs.run(STAGES, folders)
    assert again.size("publish/documents") == 13 and contents(folders) == clean(folders)
    assert done()["ingest"][0] == "Chile.txt"  # the clean run read them all; the other one only
    assert len(runs.run(STAGES, folders).sheets("relate")) == len(again.sheets("ingest"))


# --- the parts


def test_parts_depend_on_names_alone_and_a_new_name_changes_one() -> None:
    names = [f"2024/{n:05}" for n in range(5000)]
    shared = parts.share(names)
    assert sorted(name for members in shared.values() for name in members) == names
    assert all(len(members) <= parts.LARGEST for members in shared.values()) and len(shared) > 20
    assert parts.share(reversed(names)) == shared
    more = parts.share([*names, "2024/new"])
    changed = {part for part in more.keys() | shared.keys() if more.get(part) != shared.get(part)}
    assert len(changed) in (1, 3)  # the part it comes to; if that is full, also its halves


def test_files_whose_documents_may_get_the_same_id_share_a_home() -> None:
    names = ["a.txt", "a.html", "a.txt.html", "a.jsonl", "a/b.txt", "a/b/c.md", "b.txt", "b.txt.meta.toml"]
    assert ingest.at_home([*names, "lost.txt.meta.toml", "ab.txt"]) == {
        "a": names[:6],
        "b": names[6:],
        "lost.txt.meta.toml": ["lost.txt.meta.toml"],
        "ab": ["ab.txt"],
    }
    assert ingest.at_home(["x.v1.0001.txt", "x.v1.0002.txt"]).keys() == {"x.v1.0001", "x.v1.0002"}


def test_a_worker_with_other_code_is_refused(folders: Folders) -> None:
    task = work.Task("extract", folders, "part.0", "", {"code": "other"})
    with pytest.raises(RollcallError, match="another version"):
        work.work(task)
