"""The way in for notebooks: tables with their types, the words behind an id, the history as a chart."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.asking import charts
from pipeline.errors import RollcallError, SchemaError
from pipeline.notebook import Evidence, Tables, _place, load
from pipeline.published import TABLES
from pipeline.tables.codebook import REASONS
from pipeline.tables.schema import arrow

ROOT = Path(__file__).parent.parent
RENEW = "renew it: python -c \"from pipeline.notebook import load; load('processed').timeline_chart('FOC')"
RENEW += ".save('docs/timeline.svg')\""


@pytest.fixture(scope="module")
def rollcall() -> Tables:
    return load(ROOT / "processed")


def test_load_keeps_every_type(rollcall: Tables) -> None:
    assert list(rollcall) == list(TABLES)
    for name, row in TABLES.items():
        kinds = {field.name: field.type for field in arrow(row)}
        assert {c: t.pyarrow_dtype for c, t in rollcall[name].dtypes.items()} == kinds
    assert isinstance(rollcall["timeline"]["start"].iloc[0], date)
    assert repr(rollcall).startswith("Tables(") and "<td>timeline</td>" in rollcall._repr_html_()


def test_load_says_what_is_missing(rollcall: Tables, tmp_path: Path) -> None:
    with pytest.raises(RollcallError, match=r"documents\.parquet: does not exist; run the stage"):
        load(tmp_path)
    (tmp_path / "documents.parquet").write_bytes(b"none")
    with pytest.raises(SchemaError, match="no whole Parquet file"):
        load(tmp_path)
    with pytest.raises(RollcallError, match="sizes: is no published table; take one of documents, mentions"):
        rollcall["sizes"]


# --- evidence


def test_evidence_of_a_claim_marks_its_words_and_says_what_became_of_it(rollcall: Tables) -> None:
    claims = rollcall["count_claims"]
    wanted = claims[(claims["doc_id"] == "2024-06-18-slovenia-the-fortieth") & (claims["reason"] == "stale")]
    shown = str(rollcall.evidence(wanted["claim_id"].iloc[0])).splitlines()
    assert "[39 governments]" in shown[0]
    assert shown[1] == "2024-06-18, 2024-06-18-slovenia-the-fortieth"
    assert shown[2].startswith("rejected. The page of June 2024 says 39")


def test_evidence_takes_the_id_of_anything_with_words(rollcall: Tables) -> None:
    for table, column in (("membership_claims", "claim_id"), ("conference_claims", "claim_id"),
                          ("people", "mention_id"), ("resolution_citations", "mention_id")):  # fmt: skip
        row = rollcall[table].iloc[0]
        mention = rollcall["mentions"].set_index("mention_id").loc[row["mention_id"]]
        found = rollcall.evidence(row[column])
        assert mention["text"].startswith(found.sentence[found.start : found.end]) and found.end > found.start
        assert row["doc_id"] in found.source
    with pytest.raises(
        RollcallError, match="nothing: is the id of no claim or mention; take one from claim_id"
    ):
        rollcall.evidence("nothing")


def test_every_mention_has_its_place_in_its_sentence(rollcall: Tables) -> None:
    """Where two mentions of a sentence have the same words, they stand in different places, in order."""
    mentions = rollcall["mentions"]
    places: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for row in ({str(k): v for k, v in row.items()} for row in mentions.to_dict("records")):
        start, end = _place(row, mentions[mentions["doc_id"] == row["doc_id"]])
        assert row["text"].startswith(row["sentence"][start:end]) and end > start
        places.setdefault((row["doc_id"], row["sentence"]), set()).add((row["start"] - start, row["start"]))
    shifts = [len({shift for shift, _ in found}) for found in places.values()]
    assert sum(n == 1 for n in shifts) > 0.95 * len(shifts)


def mentions(*starts: int) -> Any:
    sentence = "Kenya, and Kenya again, and Kenya"
    rows = [{"doc_id": "d", "text": "Kenya", "sentence": sentence, "start": start} for start in starts]
    return rows, pd.DataFrame(rows)


def test_the_same_words_twice_in_a_sentence_are_told_apart() -> None:
    rows, frame = mentions(100, 111, 128)
    assert [_place(row, frame) for row in rows] == [(0, 5), (11, 16), (28, 33)]
    rows, frame = mentions(100)
    assert _place(rows[0], frame) == (0, 5)


def test_evidence_is_escaped() -> None:
    hostile = Evidence("<b>a</b> <script>x</script>", 9, 17, "<i>", "<u>")
    assert re.findall(r"<(\w+)>", hostile._repr_html_()) == ["blockquote", "mark", "br", "small", "br"]
    assert "<mark>&lt;script&gt;</mark>" in hostile._repr_html_()


# --- the chart


def marks(spec: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    data = spec["layer"][layer]["data"]
    values: list[dict[str, Any]] = data["values"] if "values" in data else spec["datasets"][data["name"]]
    return values


def test_the_chart_holds_the_timeline_and_the_claims(rollcall: Tables) -> None:
    spec = rollcall.timeline_chart("Freedom Online Coalition").to_dict()
    steps, claims = marks(spec, 0), marks(spec, 3)
    timeline = rollcall["timeline"]
    foc = timeline[timeline["body"] == "FOC"]
    assert [(s["day"][:10], s["members"], s["least"], s["most"]) for s in steps[:-1]] == [
        (str(s.start), s.members, s.members_min, s.members_max) for s in foc.itertuples()
    ]
    assert steps[-1]["members"] == steps[-2]["members"] and steps[-1]["day"] > steps[-2]["day"]
    counts = rollcall["count_claims"]
    judged = counts[(counts["body"] == "FOC") & counts["verdict"].notna()]
    assert {c["document"] for c in claims} <= set(judged["doc_id"])
    rejected = [c for c in claims if c["fate"] != "accepted"]
    assert len(rejected) == (judged["verdict"] == "rejected").sum()
    assert {c["fate"] for c in claims} == set(spec["layer"][3]["encoding"]["color"]["scale"]["domain"])
    assert all(c["from"] <= c["day"] <= c["to"] for c in claims)


def test_a_body_without_a_timeline_has_no_chart(rollcall: Tables) -> None:
    with pytest.raises(RollcallError, match="ICCPR: has no timeline; see all claims: rollcall explain ICCPR"):
        rollcall.timeline_chart("ICCPR")


def test_every_reason_of_a_rejection_has_its_colour() -> None:
    rejecting = {reason for reason, meaning in REASONS.items() if "rejected" in meaning}
    assert charts.COLOURS.keys() == {"accepted", "decision"} | rejecting


def test_the_picture_of_the_readme_is_drawn_from_these_tables(rollcall: Tables) -> None:
    import vl_convert

    chart = json.dumps(rollcall.timeline_chart("FOC").to_dict())
    drawn, kept = vl_convert.vegalite_to_svg(chart), (ROOT / "docs" / "timeline.svg").read_text("utf-8")
    labels = re.compile(r'aria-label="([^"]*)"')
    assert sorted(labels.findall(drawn)) == sorted(labels.findall(kept)), RENEW
