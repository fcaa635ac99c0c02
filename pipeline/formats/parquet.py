"""Tables of documents as Parquet: `.parquet`, a document a row, read row group by row group."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline import places
from pipeline.errors import Unreadable
from pipeline.formats.entries import Entries
from pipeline.formats.raw import Format, Found, Note, Source
from pipeline.formats.rows import columns_of

MAGIC = b"PAR1"
#: Rows that are held at a time.
_BATCH = 64


def read(source: Source) -> Iterator[Found]:
    """The documents of the table; a row that holds none becomes a note.

    Raises Unreadable: `bad_columns`, or `damaged` if the file isn't whole.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    allowed = source.limits.allowance(places.size(source.file))
    entries, number = Entries(), 0
    try:
        file = pq.ParquetFile(source.file, pre_buffer=False)
        columns = columns_of(file.schema_arrow.names)
        left = allowed
        for group in range(file.num_row_groups):
            left -= _unpacked(file.metadata.row_group(group), columns)
            if left < 0:
                raise Unreadable("too_much", f"more than {allowed:,} bytes come out of it")
            names = [file.schema_arrow.names[i] for i in columns]
            for batch in file.iter_batches(_BATCH, [group], names, use_threads=False):
                for row in batch.rename_columns([columns[i] for i in columns]).to_pylist():
                    number += 1
                    yield _found(entries, number, row, source.limits.text)
    except (pa.ArrowException, OSError, OverflowError, UnicodeDecodeError) as error:
        reason = (str(error).splitlines() or [""])[0][:200]
        raise Unreadable("damaged", f"no whole Parquet file (row {number + 1}: {reason})") from error


def _unpacked(group: Any, columns: dict[int, str]) -> int:
    """The bytes that the columns of a row group hold, by the file's own account."""
    paths = [group.column(i) for i in range(group.num_columns)]
    return sum(c.total_uncompressed_size for c in paths if c.path_in_schema.lower() in columns.values())


def _found(entries: Entries, number: int, row: dict[str, Any], most: int) -> Found:
    source = json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace")
    if len(source) > most:
        return Note("bad_line", f"row {number}: more than {most:,} bytes")
    return entries.read(f"row {number}", row, source)


FORMAT = Format((".parquet",), "application/vnd.apache.parquet", read, lambda head: head.startswith(MAGIC))
