"""Joins the pieces of a table into one that is sorted by its key, holding a bounded number of rows in memory.

Up to ROWS rows are sorted at once. A larger table is dealt out to files by ranges of its key, each of which is sorted
on its own; one after the other they are the whole. Either way gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.errors import SchemaError
from pipeline.tables.contract import content_hash_of, facts
from pipeline.tables.schema import arrow, describe, key

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are sorted at once, and rows of a row group of the file.
ROWS = 1 << 15
#: One of so many keys shows how they are spread.
SAMPLE = 64
#: Files that are open at once.
FILES = 256


@dataclass(slots=True)
class Joined:
    """A sorted table, as one piece in memory or as several on disk."""

    schema: pa.Schema
    num_rows: int
    pieces: Sequence[pa.Table | Path]

    def write(self, file: IO[bytes]) -> None:
        """Write it as Parquet, in row groups of ROWS rows."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with pq.ParquetWriter(file, self.schema, compression="zstd") as writer:
            waiting = self.schema.empty_table()
            for piece in map(_read, self.pieces):
                waiting = pa.concat_tables([waiting, piece.replace_schema_metadata(self.schema.metadata)])
                while waiting.num_rows > ROWS:
                    writer.write_table(waiting.slice(0, ROWS).combine_chunks(), ROWS)
                    waiting = waiting.slice(ROWS)
            writer.write_table(waiting.combine_chunks(), ROWS)

    def column(self, name: str) -> Iterator[pa.ChunkedArray]:
        """The values of a column, piece by piece."""
        return (_read(piece, [name]).column(name) for piece in self.pieces)


def join(name: str, row: type, pieces: Iterable[pa.Table], rules: str, scratch: Path) -> Joined:
    """The table of all rows of `pieces`, gone through again if there are many. `rules`: the hash of those behind them.

    What is too large for memory goes below the folder `scratch`. Raises SchemaError if a key comes twice.
    """
    import pyarrow as pa

    schema, first = arrow(row), key(row)[0]
    rows, some = 0, list[Any]()
    held: list[pa.Table] = []
    for piece in pieces:
        rows += piece.num_rows
        some += piece.column(first).take(pa.array(range(0, piece.num_rows, SAMPLE), pa.int64())).to_pylist()
        held = [*held, piece.replace_schema_metadata(None)] if rows <= ROWS else []
    if rows <= ROWS:
        whole = _in_order(name, row, pa.concat_tables([schema.empty_table(), *held]))
        sorted_pieces: list[pa.Table | Path] = [whole]
    else:
        sorted_pieces = list(_dealt(name, row, pieces, _bounds(some, rows), scratch))
    made = Joined(schema, rows, sorted_pieces)
    content = content_hash_of(schema.names, made.num_rows, made.column)
    made.schema = schema.with_metadata(facts(rules, content))
    return made


def _bounds(some: list[Any], rows: int) -> list[Any]:
    """Keys that part a table of so many rows into ranges of about ROWS rows, going by some of its keys."""
    ranges = min(FILES, -(-rows // ROWS))
    ordered = sorted(some)
    return sorted({ordered[len(ordered) * n // ranges] for n in range(1, ranges)})


def _dealt(
    name: str, row: type, pieces: Iterable[pa.Table], bounds: list[Any], scratch: Path
) -> Iterator[Path]:
    """The files that hold a range of keys each, sorted."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import ipc

    schema, first = arrow(row), key(row)[0]
    paths = [scratch / f"{name}.{n}.arrow" for n in range(len(bounds) + 1)]
    with ExitStack() as files:
        writers = [files.enter_context(ipc.new_file(str(path), schema)) for path in paths]
        for piece in pieces:
            ordered = _in_order(name, row, piece.replace_schema_metadata(None))
            column = ordered.column(first)
            ends = [pc.sum(pc.less(column, pa.scalar(bound, column.type))).as_py() or 0 for bound in bounds]
            for writer, start, end in zip(writers, [0, *ends], [*ends, ordered.num_rows], strict=True):
                if start < end:
                    writer.write_table(ordered.slice(start, end - start))
    for path in paths:
        table = _in_order(name, row, _read(path))
        with ipc.new_file(str(path), schema) as writer:
            writer.write_table(table)
        del table
        yield path


def _in_order(name: str, row: type, table: pa.Table) -> pa.Table:
    """Sorted by key. Raises SchemaError if a key comes twice."""
    import pyarrow.compute as pc

    names = key(row)
    ordered = table.take(pc.sort_indices(table, [(part, "ascending") for part in names])).combine_chunks()
    same = None
    for part in names:
        column = ordered.column(part)
        equal = pc.equal(column.slice(1), column.slice(0, max(0, len(column) - 1)))
        same = equal if same is None else pc.and_(same, equal)
    twice = pc.index(same, True).as_py()
    if twice >= 0:
        words = ", ".join(str(ordered.column(part)[twice]) for part in names)
        raise SchemaError(f"{name}.{'+'.join(names)}", f"the key {words} comes twice")
    return ordered


def _read(piece: pa.Table | Path, columns: list[str] | None = None) -> pa.Table:
    from pyarrow import feather

    if isinstance(piece, Path):
        return feather.read_table(str(piece), columns, memory_map=False)
    return piece if columns is None else piece.select(columns)


def check_references(tables: Mapping[str, Joined], types: Mapping[str, type]) -> None:
    """Raise SchemaError if a value that must occur in another table doesn't.

    Words are not looked for: a claim was checked against the mentions of its own document when it was made.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, joined in tables.items():
        for column in describe(types[name]):
            target, _, other = column.ref.partition(".")
            if not target or target == "mentions":
                continue
            known = pa.chunked_array(
                (c for part in tables[target].column(other) for c in part.chunks), pa.string()
            )
            for part in joined.column(column.name):
                stated = pc.list_flatten(part) if column.type == "list[str]" else part
                lost = stated.filter(pc.invert(pc.is_in(stated, known))).drop_null()
                if len(lost):
                    raise SchemaError(
                        f"{name}.{column.name}", f"{lost[0].as_py()!r} does not occur in {column.ref}"
                    )
