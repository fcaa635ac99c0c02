"""Asking the published tables: show, query and export; and that every reader of Parquet finds the same in them."""

from __future__ import annotations

import builtins
import csv
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipeline.asking import export
from pipeline.cli import main
from pipeline.published import TABLES
from pipeline.tables.schema import describe, key
from pipeline.verbs import asking

ROOT = Path(__file__).parent.parent
PROCESSED = ROOT / "processed"

Roll = Callable[..., Result]


@pytest.fixture
def roll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Roll:
    """Run the command in an empty folder, on the shipped tables."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [*words, "--processed", str(PROCESSED)])


def column(name: str, wanted: str) -> list[Any]:
    values: list[Any] = pq.read_table(PROCESSED / f"{name}.parquet")[wanted].to_pylist()
    return values


@pytest.mark.parametrize("name", TABLES)
def test_pandas_polars_and_duckdb_agree_on_every_table(name: str) -> None:
    """On rows, on columns, on how many cells are empty, and that the key is unique."""
    path, keys = PROCESSED / f"{name}.parquet", list(key(TABLES[name]))
    frame, lazy = pd.read_parquet(path, dtype_backend="pyarrow"), pl.read_parquet(path)
    columns = [c.name for c in describe(TABLES[name])]
    assert list(frame.columns) == lazy.columns == columns
    with duckdb.connect() as base:
        base.read_parquet(str(path)).create_view("t")
        unique = f"SELECT count(*) FROM (SELECT DISTINCT {', '.join(keys)} FROM t)"
        counted = base.execute(f"SELECT count(*), ({unique}) FROM t").fetchone()
        nothing = ", ".join(f'count(*) - count("{c}")' for c in columns)
        empty = base.execute(f"SELECT {nothing} FROM t").fetchone()
    assert counted == (len(frame), len(frame)) and lazy.height == len(frame)
    assert not frame.duplicated(keys).any() and lazy.n_unique(keys) == lazy.height
    assert tuple(frame.isna().sum()) == lazy.null_count().row(0) == empty


# --- show


def test_show_lists_tables_with_their_columns(roll: Roll) -> None:
    listed = dict(line.split(None, 1) for line in roll("show").stdout.splitlines())
    assert list(listed) == list(TABLES)
    assert listed["country_year"].split(", ") == [c.name for c in describe(TABLES["country_year"])]


def test_show_takes_conditions_of_every_kind(roll: Roll) -> None:
    def rows(table: str, *conditions: str) -> int:
        words = [word for condition in conditions for word in ("--where", condition)]
        result = roll("show", table, "--limit", "2", *words)
        assert result.exit_code == 0, result.stderr
        return int(result.stderr.split()[0]) if result.stderr else 1

    countries, verdicts = column("memberships", "country"), column("count_claims", "verdict")
    assert rows("memberships", "body=FOC", "country != KEN") == sum(
        b == "FOC" and c != "KEN" for b, c in zip(column("memberships", "body"), countries, strict=True)
    )
    assert rows("count_claims", "verdict=rejected") == verdicts.count("rejected")
    assert rows("count_claims", "value>=40") == sum(v >= 40 for v in column("count_claims", "value"))
    left = column("memberships", "left_min")
    assert rows("memberships", "left_min=") == left.count(None)
    assert rows("timeline", "start<2013-01-01") == sum(d.year < 2013 for d in column("timeline", "start"))
    assert rows("country_year", "member_dec31=yes") == sum(column("country_year", "member_dec31"))
    assert rows("documents", "title~COALITION") == sum(
        "coalition" in (t or "").casefold() for t in column("documents", "title")
    )
    cited = "2018-09-20-statement-before-the-itu-conference"
    assert rows("resolutions", f"documents={cited}") == sum(
        cited in d for d in column("resolutions", "documents")
    )


def test_show_cuts_nothing_but_rows_and_shows_one_in_full(roll: Roll) -> None:
    some = roll("show", "memberships", "--columns", "country,joined_max", "--limit", "3")
    assert some.stdout.splitlines()[0].split() == ["country", "joined_max"]
    assert len(some.stdout.splitlines()) == 4
    total = len(column("memberships", "body"))
    assert some.stderr == f"{total} rows, {total - 3} not shown: --limit 0 shows all\n"
    assert len(roll("show", "memberships", "--limit", "0").stdout.splitlines()) == total + 1
    assert roll("show", "memberships", "--limit", "1").stderr.startswith(
        f"{total} rows, {total - 1} not shown"
    )
    one = roll("show", "bodies", "--where", "code=FOC").stdout.splitlines()
    assert [line.split()[0] for line in one] == [c.name for c in describe(TABLES["bodies"])]
    assert "Freedom Online Coalition" in one[1]


def test_a_terminal_shows_the_beginning_of_long_cells(roll: Roll, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("show", "count_claims", "--columns", "evidence", "--limit", "0")
    whole = roll(*words).stdout.splitlines()[1:]
    monkeypatch.setattr(asking, "coloured", lambda: True)
    cut = roll(*words).stdout.splitlines()[1:]
    assert max(map(len, cut)) == asking.CELL < max(map(len, whole))
    assert all(
        long.startswith(short.removesuffix("…").rstrip()) for long, short in zip(whole, cut, strict=True)
    )


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("nonsense", "is no condition; write a condition as column=value"),
        ("size=3", "timeline has no column size; it has body, start"),
        ("members=many", "'many' is not a whole number"),
        ("start>2021", "'2021' is not a day like 2021-08-25"),
        ("evidence<x", "evidence is a list; use = != or ~"),
    ],
)
def test_a_bad_condition_says_how_to_write_a_good_one(roll: Roll, condition: str, why: str) -> None:
    result = roll("show", "timeline", "--where", condition)
    assert result.exit_code == 2 and why in result.stderr and len(result.stderr.splitlines()) == 1


def test_an_unknown_table_names_those_there_are(roll: Roll) -> None:
    result = roll("show", "nonsense")
    assert result.exit_code == 2 and "country_year" in result.stderr


# --- query


def test_query_asks_all_tables_in_sql(roll: Roll) -> None:
    sql = "SELECT b.name, max(members) FROM timeline t JOIN bodies b ON t.body = b.code WHERE code = 'FOC' GROUP BY 1"
    result = roll("query", sql)
    head, row = result.stdout.splitlines()
    most = max(
        m
        for m, b in zip(column("timeline", "members"), column("timeline", "body"), strict=True)
        if b == "FOC"
    )
    assert result.exit_code == 0 and head.split()[0] == "name"
    assert row.split() == ["Freedom", "Online", "Coalition", str(most)]
    assert roll("query", "CREATE TABLE t (a INTEGER)").stdout == ""


def test_query_says_what_is_wrong_in_one_line(roll: Roll, monkeypatch: pytest.MonkeyPatch) -> None:
    late = roll("query", "SELECT CAST(body AS INTEGER) FROM timeline")
    assert (late.exit_code, late.stdout, late.stderr.count("\n")) == (2, "", 1)
    assert late.stderr.startswith("rollcall: query: Conversion Error: Could not convert string ")
    wrong = roll("query", "SELECT nothing FROM timeline")
    assert wrong.exit_code == 2 and len(wrong.stderr.splitlines()) == 1
    assert '"nothing" not found' in wrong.stderr and "`rollcall show` lists tables" in wrong.stderr
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    for words in (("query", "SELECT 1"), ("export", "--format", "duckdb")):
        missing = roll(*words)
        assert missing.exit_code == 2
        assert (
            missing.stderr
            == f"rollcall: {words[0]}: needs DuckDB, which is not installed; pip install duckdb\n"
        )


def test_query_names_the_table_that_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["query", "SELECT 1", "--processed", str(tmp_path)])
    assert result.exit_code == 2 and "documents.parquet: does not exist; run `make`" in result.stderr


# --- export


def test_csv_and_json_lines_hold_every_row(roll: Roll) -> None:
    for form in ("csv", "jsonl"):
        made = roll("export", "--format", form).stdout.split()
        assert made == [f"export/{name}.{form}" for name in TABLES]
    for name, row in TABLES.items():
        with Path(f"export/{name}.csv").open(encoding="utf-8", newline="") as file:
            cells = list(csv.DictReader(file))
        objects = [json.loads(line) for line in Path(f"export/{name}.jsonl").read_text("utf-8").splitlines()]
        assert len(cells) == len(objects) == pq.read_table(PROCESSED / f"{name}.parquet").num_rows
        for column_ in describe(row):
            for cell, whole in zip(cells, objects, strict=True):
                stated = told(cell[column_.name], column_.type)
                assert stated == (None if whole[column_.name] == "" else whole[column_.name])


def told(cell: str, type_: str) -> Any:
    """What a cell of a CSV file says: the way back."""
    if type_ == "list[str]":
        return json.loads(cell)
    if not cell:
        return None
    if type_ in ("int", "bool"):
        return {"true": True, "false": False}[cell] if type_ == "bool" else int(cell)
    return cell[1:] if cell.startswith("'") and export.FORMULA.match(cell[1:]) else cell


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    formulas = ("=1+1", "+1", "-1+A1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1")
    for text in formulas:
        (cell,) = export._safe([text])
        assert cell == f"'{text}" and told(cell, "str") == text
    for text in ("Kenya", "'s-Gravenhage", "", "3-4", " =1"):
        assert export._safe([text]) == [text]
    assert export._safe([-1, None, True]) == [-1, None, "true"]


def test_sqlite_and_duckdb_hold_every_row_and_know_the_keys(roll: Roll) -> None:
    assert roll("export", "--format", "sqlite").stdout == "export/rollcall.sqlite\n"
    assert roll("export", "--format", "duckdb").stdout == "export/rollcall.duckdb\n"
    for base in databases():
        for name, row in TABLES.items():
            keys = ", ".join(key(row))
            rows = base(f"SELECT {keys} FROM {name} ORDER BY {keys}")
            assert len(rows) == pq.read_table(PROCESSED / f"{name}.parquet").num_rows
            if rows:
                with pytest.raises((sqlite3.IntegrityError, duckdb.ConstraintException)):
                    base(f"INSERT INTO {name} SELECT * FROM {name} LIMIT 1")
        (size,) = base("SELECT members FROM timeline WHERE body = 'FOC' ORDER BY start DESC LIMIT 1")
        assert size == (column("timeline", "members")[column("timeline", "body").index("MFC") - 1],)


def databases() -> Iterator[Callable[[str], list[Any]]]:
    with sqlite3.connect("export/rollcall.sqlite") as lite:
        yield lambda sql: lite.execute(sql).fetchall()
    lite.close()
    with duckdb.connect("export/rollcall.duckdb") as duck:
        yield lambda sql: duck.execute(sql).fetchall()
        comments = duck.execute("SELECT count(comment) FROM duckdb_columns()").fetchone()
        assert comments == (sum(len(describe(row)) for row in TABLES.values()),)


def test_export_takes_some_tables_and_leaves_nothing_half_done(roll: Roll, tmp_path: Path) -> None:
    result = roll("export", "bodies", "timeline", "--format", "csv", "--out", "some")
    assert result.stdout == "some/bodies.csv\nsome/timeline.csv\n"
    broken = tmp_path / "broken"
    shutil.copytree(PROCESSED, broken)
    (broken / "timeline.parquet").write_bytes(b"no table")
    failed = CliRunner().invoke(
        main, ["export", "bodies", "timeline", "--format", "csv", "--out", "none", "--processed", str(broken)]
    )
    assert failed.exit_code == 2 and not (tmp_path / "none").exists()
