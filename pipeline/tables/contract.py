"""Rows to Arrow tables that keep the contract: values as declared, keys unique, references met.

Pure: what goes wrong is a SchemaError with table, column, the first offending value and the key of its row.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline import __version__
from pipeline.errors import SchemaError
from pipeline.tables.schema import CONTRACT, Column, arrow, describe, key

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row", bound=Hashable)

_PYTHON: Mapping[str, type] = {"str": str, "int": int, "bool": bool, "date": date, "list[str]": tuple}


def unstamped(name: str, row: type, rows: Sequence[Any]) -> pa.Table:
    """Rows as a checked Arrow table that is a piece of another. References are not looked at."""
    return _table(name, row, _columns(name, row, rows), "")


def rows(table: pa.Table, row: type[Row]) -> list[Row]:
    """The rows of an Arrow table that has the columns of their type."""
    columns = [column.to_pylist() for column in table.columns]
    for number, column in enumerate(describe(row)):
        if column.type == "list[str]":
            columns[number] = list(map(tuple, columns[number]))
    return list(map(row, *columns))


def arrange(
    tables: Mapping[str, Sequence[Any]],
    types: Mapping[str, type],
    rules: str,
    given: Mapping[str, Sequence[Any]] | None = None,
) -> dict[str, pa.Table]:
    """Arrow tables of `tables` (name -> rows of `types[name]`), sorted by key, with versions and hashes.

    `rules` is the hash of the rules that made the rows. A reference must be met in `tables` or in `given`
    (rows written before); one to a table that is in neither is left to the write that has it.
    """
    columns = {name: _columns(name, types[name], rows) for name, rows in tables.items()}
    for name in tables:
        for column in describe(types[name]):
            _check_reference(name, column, columns, given or {})
    return {name: _table(name, types[name], columns[name], rules) for name in tables}


class Table(Protocol):
    """What is known of a table before it is written: an Arrow table is one, and so is one that is still on disk."""

    @property
    def num_rows(self) -> int:
        """Its rows."""

    @property
    def schema(self) -> pa.Schema:
        """Its columns, and what its file says of itself."""

    def column(self, name: str) -> pa.ChunkedArray | Iterator[pa.ChunkedArray]:
        """The values of a column, or those of one piece of the table after the other."""


def resources(tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    """What a receipt says of each table: name, path, rows and content hash."""
    return [
        {
            "name": name,
            "path": f"{name}.parquet",
            "rows": table.num_rows,
            "contentHash": table.schema.metadata[b"rollcall.content"].decode(),
        }
        for name, table in tables.items()
    ]


def content_hash(table: pa.Table) -> str:
    """A hash over column names and values: the same for equal rows, whatever library wrote them."""
    return content_hash_of(table.column_names, table.num_rows, lambda name: [table.column(name)])


def content_hash_of(
    names: Iterable[str], rows: int, column: Callable[[str], Iterable[pa.ChunkedArray]]
) -> str:
    """The same of a table that comes column by column, each piece by piece; `column` is asked several times."""
    digest = hashlib.blake2b(digest_size=16)
    for name in names:
        digest.update(f"\n{name} {rows}\n".encode())
        for part in _buffers(partial(_chunks, column, name)):
            digest.update(part)
    return f"blake2b-128:{digest.hexdigest()}"


def _columns(table: str, row: type, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """The checked columns of `rows`, in the order of their key."""
    if strange := next((r for r in rows if type(r) is not row), None):
        raise SchemaError(table, f"holds a {type(strange).__name__}, not a {row.__name__}")
    columns = {c.name: list(map(attrgetter(c.name), rows)) for c in describe(row)}
    keys = list(zip(*(columns[name] for name in key(row)), strict=True))
    for column in describe(row):
        if bad := _fault(column, columns[column.name]):
            raise SchemaError(f"{table}.{column.name}", f"{bad[1]} (row {_name(keys[bad[0]])})")
    if len(set(keys)) < len(keys):
        twice = next(k for k, count in Counter(keys).items() if count > 1)
        raise SchemaError(f"{table}.{'+'.join(key(row))}", f"the key {_name(twice)} comes twice")
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {name: list(map(values.__getitem__, order)) for name, values in columns.items()}


def _fault(column: Column, values: Sequence[Any]) -> tuple[int, str] | None:
    """Index and description of the first value that breaks its column's declaration."""
    allowed = {_PYTHON[column.type]} | ({type(None)} if column.null else set())
    if wrong := set(map(type, values)) - allowed:
        at = next(i for i, value in enumerate(values) if type(value) in wrong)
        what = "is empty" if values[at] is None else f"{values[at]!r} is a {type(values[at]).__name__}"
        return at, f"{what}, not a {column.type}"
    if column.values and (odd := set(values) - {*column.values, None}):
        at = next(i for i, value in enumerate(values) if value in odd)
        return at, f"{values[at]!r} is none of {', '.join(column.values)}"
    if column.type == "list[str]" and set(map(type, chain.from_iterable(values))) - {str}:
        at = next(i for i, value in enumerate(values) if set(map(type, value)) - {str})
        return at, f"{values[at]!r} holds more than text"
    return _out_of_bounds(column, values) if column.type == "int" else None


def _out_of_bounds(column: Column, values: Sequence[int | None]) -> tuple[int, str] | None:
    low = -(2**63) if column.low is None else column.low
    high = 2**63 - 1
    for i, value in enumerate(values):
        if value is not None and not low <= value <= high:
            return i, f"{value} is not between {low} and {high}"
    return None


def _check_reference(
    table: str,
    column: Column,
    columns: Mapping[str, Mapping[str, Sequence[Any]]],
    given: Mapping[str, Sequence[Any]],
) -> None:
    target, _, name = column.ref.partition(".")
    if target in columns:
        known = set(columns[target][name])
    elif target in given:
        known = set(map(attrgetter(name), given[target]))
    else:
        return
    values = columns[table][column.name]
    stated = chain.from_iterable(values) if column.type == "list[str]" else iter(values)
    lost = next((v for v in stated if v is not None and v not in known), None)
    if lost is not None:
        raise SchemaError(f"{table}.{column.name}", f"{lost!r} does not occur in {column.ref}")


def _table(name: str, row: type, columns: Mapping[str, list[Any]], rules: str) -> pa.Table:
    import pyarrow as pa

    schema = arrow(row)
    try:
        arrays = [pa.array(columns[field.name], field.type) for field in schema]
    except UnicodeEncodeError as error:
        raise SchemaError(name, f"{error.object[:40]!r} can't be stored as text ({error.reason})") from error
    table = pa.Table.from_arrays(arrays, schema=schema)
    return table.replace_schema_metadata(facts(rules, content_hash(table)))


def facts(rules: str, content: str) -> dict[str, str]:
    """What a table's file says of itself, by the hashes of the rules and of its content."""
    known = {"version": __version__, "contract": CONTRACT, "rules": rules, "content": content}
    return {f"rollcall.{fact}": value for fact, value in known.items()}


def _chunks(column: Callable[[str], Iterable[pa.ChunkedArray]], name: str) -> Iterator[pa.Array]:
    return (chunk for piece in column(name) for chunk in piece.chunks)


def _buffers(chunks: Callable[[], Iterable[pa.Array]]) -> Iterator[Any]:
    """The values of a column as bytes that depend neither on its chunks nor on what lies under its nulls."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def numbers(array: pa.Array) -> bytes:
        plain = array.cast(pa.int32()) if pa.types.is_date(array.type) else array
        return bytes(plain.cast(pa.int64()).fill_null(0).to_numpy().astype("<i8").tobytes())

    def text(array: pa.Array) -> Any:
        whole = pa.ListArray.from_arrays([0, len(array)], array.fill_null(""))
        return pc.binary_join(whole, "")[0].as_buffer()

    kind = next((chunk.type for chunk in chunks()), pa.null())
    yield from (numbers(pc.is_null(chunk)) for chunk in chunks())
    if pa.types.is_list(kind):
        yield from (numbers(pc.list_value_length(chunk)) for chunk in chunks())
        yield from _buffers(lambda: map(pc.list_flatten, chunks()))
    elif pa.types.is_string(kind):
        yield from (numbers(pc.binary_length(chunk)) for chunk in chunks())
        yield from (text(chunk) for chunk in chunks())
    else:
        yield from (numbers(chunk) for chunk in chunks())


def _name(values: tuple[Any, ...]) -> str:
    return ", ".join(map(str, values))
