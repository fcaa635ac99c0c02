"""Reconcile on its own: files in, tables out, and refusals that name the row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import RollcallError
from pipeline.running.claims_io import reconcile_files

COUNTS = """claim_id,body,doc_id,publisher,published,kind,relation,value,as_of_start,as_of_end,country,note
a,ABC,d1,ministry,2012-03-01,total,eq,11,,,,kept
b,ABC,d2,,2012-09-01,total,eq,12,,,,
c,ABC,d3,,2013-03-01,total,eq,11,,,,
d,ABC,d4,,2013-04-01,ordinal,eq,12,,,JAA,
e,XYZ,d5,,,total,eq,7,,,,
f,ABC,d6,,2013-09-01,total,eq,12,,,,
"""
MEMBERSHIPS = """claim_id,body,country,action,date_start,date_end,published
m1,ABC,JAA,join,2012-06-01,2012-06-01,2012-06-02
m2,ABC,FAA,founding,2010-01-01,2010-01-01,
"""


def files(tmp_path: Path, counts: str = COUNTS, memberships: str = MEMBERSHIPS) -> tuple[Path, Path, Path]:
    paths = tmp_path / "counts.csv", tmp_path / "memberships.csv", tmp_path / "out"
    paths[0].write_text(counts)
    paths[1].write_text(memberships)
    return paths


def test_csv_in_parquet_out_with_every_input_column_kept(tmp_path: Path) -> None:
    counts, memberships, out = files(tmp_path)
    reconcile_files(counts, memberships, out)
    rows = {r["claim_id"]: r for r in pq.read_table(out / "count_claims.parquet").to_pylist()}
    assert list(rows) == list("abcdef")
    assert rows["a"]["note"] == "kept" and rows["a"]["published"] == date(2012, 3, 1)
    assert (rows["c"]["verdict"], rows["c"]["status"], rows["c"]["reason"], rows["c"]["expected"]) == (
        "rejected", "rejected", "stale", 12,
    )  # fmt: skip
    decisions = {r["claim_id"]: r for r in pq.read_table(out / "decisions.parquet").to_pylist()}
    assert decisions["c"] == {"claim_id": "c", "status": "rejected", "reason": "stale", "expected": 12}
    assert decisions["m1"]["status"] == "accepted"
    spell = next(r for r in pq.read_table(out / "memberships.parquet").to_pylist() if r["country"] == "JAA")
    assert (spell["joined_min"], spell["joined_max"], spell["ordinal"]) == (
        date(2012, 6, 1),
        date(2012, 6, 1),
        12,
    )
    steps = pq.read_table(out / "timeline.parquet").to_pylist()
    assert {s["body"] for s in steps} == {"ABC"}, "a body without any day has no timeline"


def test_parquet_in_gives_the_same_as_csv(tmp_path: Path) -> None:
    counts, memberships, out = files(tmp_path)
    reconcile_files(counts, memberships, out)
    table = pq.read_table(out / "count_claims.parquet")
    again = table.drop_columns(["verdict", "status", "reason", "expected", "explanation"])
    pq.write_table(
        again.cast(again.schema.set(1, pa.field("body", pa.large_string()))), tmp_path / "counts.parquet"
    )
    reconcile_files(tmp_path / "counts.parquet", memberships, tmp_path / "again")
    assert pq.read_table(tmp_path / "again" / "count_claims.parquet").equals(table)


def test_counts_alone_are_enough(tmp_path: Path) -> None:
    counts, _, out = files(tmp_path)
    reconcile_files(counts, None, out)
    assert pq.read_table(out / "membership_claims.parquet").num_rows == 0
    assert pq.read_table(out / "timeline.parquet").num_rows > 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("b,ABC", "a,ABC", "claim a: claim_id occurs twice"),
        ("b,ABC,d2,,2012-09-01,total", "b,ABC,d2,,2012-09-01,sum", "claim b: kind 'sum' is unknown"),
        ("total,eq,12", "total,is,12", "relation 'is' is unknown"),
        ("total,eq,12", "total,eq,-12", "value is -12"),
        ("total,eq,12", "total,eq,twelve", "value is 'twelve', not a int"),
        ("total,eq,12", "total,eq,", "claim b: value is empty"),
        (
            "12,,,,\nc",
            "12,2012-05-01,2012-04-01,,\nc",
            "as_of_start 2012-05-01 is after as_of_end 2012-04-01",
        ),
        ("2012-09-01", "yesterday", "published is 'yesterday'"),
        (",kind,", ",sort,", "column kind is missing"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused_and_nothing_written(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    counts, memberships, out = files(tmp_path, counts=COUNTS.replace(old, new, 1))
    with pytest.raises(RollcallError) as error:
        reconcile_files(counts, memberships, out)
    assert words in str(error.value) and "counts.csv" in str(error.value)
    assert not out.exists()


def test_columns_that_inference_does_not_read_may_hold_anything(tmp_path: Path) -> None:
    counts, memberships, out = files(
        tmp_path, counts=COUNTS.replace(",note", ",as_of_basis").replace("eq,11,", "eq,11.0,")
    )
    reconcile_files(counts, memberships, out)
    rows = {r["claim_id"]: r for r in pq.read_table(out / "count_claims.parquet").to_pylist()}
    assert rows["a"]["as_of_basis"] == "kept" and rows["a"]["value"] == 11


def test_an_unknown_action_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    counts, memberships, out = files(tmp_path, memberships=MEMBERSHIPS.replace("join", "enter"))
    with pytest.raises(RollcallError, match="action 'enter' is unknown"):
        reconcile_files(counts, memberships, out)
    with pytest.raises(RollcallError, match="no such file"):
        reconcile_files(tmp_path / "none.parquet", None, out)
    (tmp_path / "text.parquet").write_text("no table")
    with pytest.raises(RollcallError, match="can't be read as Parquet"):
        reconcile_files(tmp_path / "text.parquet", None, out)
    assert not out.exists()
