"""The bodies in shares: the tables are the same, however many shares there are and whoever reconciles them."""

import shutil
from pathlib import Path

import pytest

from pipeline.running import histories, runs
from pipeline.running.engines import Engine
from pipeline.running.results import Folders
from pipeline.stages import STAGES

NOTICES = {
    "Freedom Online Coalition (FOC)": ("Kenya", "Ghana", "Japan"),
    "Media Freedom Coalition (MFC)": ("Latvia", "Chile"),
    "International Solar Alliance (ISA)": ("Peru", "Fiji"),
}
DECISIONS = (
    "id,table,field,value,verdict,by,when,why\n"
    "{moved},count_claims,body,MFC,,ann,,it is of the other coalition\n"
    "{mended},count_claims,value,40,,ann,,a slip\n"
    "{mended},count_claims,value,41,,bob,,another slip\n"
    "unheard-of,count_claims,,,accepted,ann,,so\n"
)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Some announcements of three bodies, and decisions on their claims, one of which leaves its body."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for body, countries in NOTICES.items():
        for number, country in enumerate(countries):
            news = f"{number + 1} May 2015. {country} has joined the {body} as its {20 + number}th member."
            text = f"{country} joins\n\n{news} It now has {20 + number} members.\n"
            (raw / f"{country}.txt").write_text(text, "utf-8")
    folders = Folders(raw, tmp_path / "interim", tmp_path / "processed")
    claims = runs.run(STAGES[:3], folders)["relate/count_claims"]
    moved = next(claim.claim_id for claim in claims if claim.body == "FOC" and claim.kind == "total")
    mended = next(claim.claim_id for claim in claims if claim.body == "ISA")
    (raw / "decisions.csv").write_text(DECISIONS.format(moved=moved, mended=mended), "utf-8")
    return folders


def tables(folders: Folders, jobs: int = 1) -> dict[str, bytes]:
    runs.run(STAGES[2:], folders, Engine(jobs))
    return {path.name: path.read_bytes() for path in folders.out.iterdir() if path.is_file()}


def test_shares_change_no_byte(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tables(folders)
    made = runs.run(STAGES, folders)
    codes = [issue.code for issue in made["reconcile/issues"]]
    assert codes.count("unknown_decision") == 1 and codes.count("decisions_disagree") == 1
    assert {c.body for c in made["reconcile/count_claims"] if c.doc_id in ("Kenya", "Ghana", "Japan")} == {
        "FOC",
        "MFC",
    }
    assert list(made.sheets("reconcile")) == ["part.0"]
    monkeypatch.setattr(histories, "LOAD", 1)
    for jobs in (1, 2):
        shutil.rmtree(folders.interim / "reconcile")
        assert tables(folders, jobs) == whole
        assert len(made.sheets("reconcile")) == 3


def test_a_run_that_was_stopped_goes_on_from_the_shares_that_are_done(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "LOAD", 1)
    seen: list[tuple[str, ...]] = []
    act, stop_at = histories.act, 2

    def halting(share: histories.Share) -> None:
        if len(seen) == stop_at:
            raise KeyboardInterrupt
        seen.append(share.bodies)
        act(share)

    monkeypatch.setattr(histories, "act", halting)
    runs.run(STAGES[2:3], folders)
    with pytest.raises(KeyboardInterrupt):
        runs.run(STAGES[3:4], folders)
    stop_at = 9
    runs.run(STAGES[3:4], folders)
    assert seen == [("FOC",), ("ISA",), ("MFC",)]


def test_a_body_is_never_torn_and_a_share_never_too_large() -> None:
    sizes = {"B": histories.LOAD + 5, "A": 3, "C": histories.LOAD - 1, "D": 1, "E": 1}
    assert list(histories._shared_out(sizes)) == [("A",), ("B",), ("C", "D"), ("E",)]
    assert list(histories._shared_out({})) == [()]
    assert (
        len(list(histories._shared_out({f"{n:03}": histories.LOAD for n in range(500)})))
        <= histories.MOST + 9
    )
