"""The published tables in other formats: CSV, JSON lines, SQLite, DuckDB."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.asking import lookup
from pipeline.errors import RollcallError
from pipeline.published import TABLES
from pipeline.tables import store
from pipeline.tables.schema import Column, describe, key

if TYPE_CHECKING:
    import pyarrow as pa

#: The files to make, by name.
Files = dict[str, store.Fill | bytes]

#: What a spreadsheet would run as a formula, and what is already marked as none.
FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")

_SQLITE = {"str": "TEXT", "int": "INTEGER", "bool": "INTEGER", "date": "TEXT", "list[str]": "TEXT"}
_DUCKDB = {"str": "VARCHAR", "int": "BIGINT", "bool": "BOOLEAN", "date": "DATE", "list[str]": "VARCHAR[]"}


def export(folder: Path, names: Sequence[str], form: str, out: Path) -> list[str]:
    """Write the published tables of these names in one of the FORMATS into `out`; the names of the files made.

    Raises RollcallError where a table or a library is missing.
    """
    files = FORMATS[form]({name: lookup.arrow(folder, name) for name in names})
    store.put(out, files)
    return list(files)


def _csv(tables: Mapping[str, pa.Table]) -> Files:
    """A file for each table. Lists are JSON; text that a spreadsheet would take for a formula gets a `'` before it."""
    return {f"{name}.csv": partial(_write_csv, table) for name, table in tables.items()}


def _write_csv(table: pa.Table, file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(map(_safe, _rows(table)))
    text.detach()


def _safe(row: Sequence[Any]) -> list[Any]:
    cells = [str(cell).lower() if isinstance(cell, bool) else _flat(cell) for cell in row]
    return [f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell for cell in cells]


def _jsonl(tables: Mapping[str, pa.Table]) -> Files:
    """A file for each table, an object on each line."""
    return {f"{name}.jsonl": partial(_write_jsonl, table) for name, table in tables.items()}


def _write_jsonl(table: pa.Table, file: IO[bytes]) -> None:
    for row in _rows(table):
        whole = dict(zip(table.column_names, row, strict=True))
        file.write(json.dumps(whole, ensure_ascii=False, default=str).encode() + b"\n")


def _sqlite(tables: Mapping[str, pa.Table]) -> Files:
    """One database. Days are ISO text, lists JSON, yes and no 1 and 0."""
    with sqlite3.connect(":memory:") as database:
        for name, table in tables.items():
            database.execute(_create(name, _SQLITE))
            marks = ", ".join("?" * table.num_columns)
            rows = ([_flat(cell) for cell in row] for row in _rows(table))
            database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        database.commit()
        return {"rollcall.sqlite": database.serialize()}


def _duckdb(tables: Mapping[str, pa.Table]) -> Files:
    """One database, in which every column keeps its type and says what it means."""
    try:
        import duckdb
    except ImportError:
        raise RollcallError("export", "needs DuckDB, which is not installed", "pip install duckdb") from None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rollcall.duckdb")
        try:
            with duckdb.connect(str(path)) as database:
                for name, table in tables.items():
                    database.execute(_create(name, _DUCKDB))
                    database.register("given", table)
                    database.execute(f'INSERT INTO "{name}" SELECT * FROM given')
                    for column in describe(TABLES[name]):
                        meaning = column.meaning.replace("'", "''")
                        database.execute(f'COMMENT ON COLUMN "{name}"."{column.name}" IS \'{meaning}\'')
        except duckdb.Error as error:
            raise RollcallError(path, str(error), "free some space and run again") from error
        return {path.name: path.read_bytes()}


def _create(name: str, types: Mapping[str, str]) -> str:
    def declared(column: Column) -> str:
        return f'"{column.name}" {types[column.type]}{"" if column.null else " NOT NULL"}'

    columns = ", ".join(map(declared, describe(TABLES[name])))
    keys = ", ".join(f'"{part}"' for part in key(TABLES[name]))
    return f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY ({keys}))'


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _flat(cell: Any) -> Any:
    """A cell as what every format knows: text, number, nothing."""
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return cell if cell is None or isinstance(cell, int | str) else str(cell)


#: How to write tables, by the name of the format.
FORMATS: Mapping[str, Callable[[Mapping[str, pa.Table]], Files]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
}
