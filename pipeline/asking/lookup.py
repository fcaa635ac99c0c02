"""Look things up in the published tables: all rows, those under conditions, or the answer to a question in SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import RollcallError
from pipeline.published import TABLES
from pipeline.tables import store
from pipeline.tables.schema import Column, describe

if TYPE_CHECKING:
    import pyarrow as pa

#: A condition: a column, how it is compared, with what.
CONDITION = re.compile(r"(\w+)\s*(!=|<=|>=|=|<|>|~)\s*(.*)", re.S)
WAYS = "write a condition as column=value, with = != < <= > >= or ~ (contains); column= asks for empty ones"
_COMPARE = {
    "=": "equal",
    "!=": "not_equal",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
}
_READ: dict[str, Callable[[str], Any]] = {
    "str": str,
    "int": int,
    "date": date.fromisoformat,
    "bool": lambda words: {"yes": True, "true": True, "no": False, "false": False}[words.casefold()],
}


def rows(folder: Path, name: str) -> list[Any]:
    """The rows of a published table.

    Raises RollcallError if there is none, SchemaError if it is broken, unfinished or of another contract.
    """
    return store.read(folder / f"{name}.parquet", TABLES[name])


def arrow(folder: Path, name: str) -> pa.Table:
    """The same as an Arrow table."""
    return store.read_table(folder / f"{name}.parquet", TABLES[name])


def select(folder: Path, name: str, conditions: Sequence[str], columns: Sequence[str] = ()) -> pa.Table:
    """The rows of a published table that meet all conditions, with some or all columns. Raises RollcallError."""
    found = arrow(folder, name)
    for condition in conditions:
        found = found.filter(_mask(found, name, condition))
    for column in columns:
        _column(name, column, "--columns")
    return found.select(list(columns)) if columns else found


def query(folder: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns and the rows that DuckDB answers; every published table is a view.

    Raises RollcallError where DuckDB is missing or doesn't understand the question.
    """
    try:
        import duckdb
    except ImportError:
        raise RollcallError("query", "needs DuckDB, which is not installed", "pip install duckdb") from None
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:  # no net
        try:
            for name in TABLES:
                path = folder / f"{name}.parquet"
                if not path.exists():
                    raise RollcallError(path, "does not exist", "run `make`, or name the folder: --processed")
                connection.read_parquet(str(path)).create_view(name)
            answer = connection.sql(sql)
            return (answer.columns, answer.fetchall()) if answer else ([], [])
        except duckdb.Error as error:
            why = str(error).partition("\n")[0]
            raise RollcallError("query", why, "`rollcall show` lists tables and columns") from error


def _mask(table: pa.Table, name: str, condition: str) -> Any:
    """Which rows meet a condition."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = CONDITION.fullmatch(condition.strip())
    if not parts:
        raise RollcallError(f"--where {condition}", "is no condition", WAYS)
    column = _column(name, parts[1], f"--where {condition}")
    values, how, words = table[column.name], parts[2], parts[3]
    if not words and how in ("=", "!="):
        return pc.is_null(values) if how == "=" else pc.is_valid(values)
    if column.type == "list[str]":
        if how not in ("=", "!=", "~"):
            raise RollcallError(
                f"--where {condition}", f"{column.name} is a list", "use = != or ~ with a list"
            )
        return pa.array([(words in row) != (how == "!=") for row in values.to_pylist()])
    if how == "~":
        return pc.fill_null(pc.match_substring(values.cast(pa.string()), words, ignore_case=True), False)
    try:
        value = pa.scalar(_READ[column.type](words), values.type)
    except (ValueError, KeyError):
        kind = {"int": "a whole number", "date": "a day like 2021-08-25", "bool": "yes or no"}[column.type]
        raise RollcallError(f"--where {condition}", f"{words!r} is not {kind}", WAYS) from None
    return pc.fill_null(getattr(pc, _COMPARE[how])(values, value), False)


def _column(table: str, name: str, where: str) -> Column:
    columns = {column.name: column for column in describe(TABLES[table])}
    if name not in columns:
        raise RollcallError(where, f"{table} has no column {name}", f"it has {', '.join(columns)}")
    return columns[name]
