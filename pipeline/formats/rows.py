"""Tables of documents as text: `.csv` and `.tsv`, a document a row, its columns named in the first line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import repeat

from pipeline.errors import Unreadable
from pipeline.formats.entries import KNOWN, NEEDED, Entries
from pipeline.formats.lines import numbered_lines
from pipeline.formats.raw import Format, Found, Note, Source

_DELIMITERS = ",;\t"


class _Lines:
    """The lines of the file for the reader of rows, which asks for as many as a row has; notes are put by."""

    def __init__(self, source: Source) -> None:
        self.lines = numbered_lines(source)
        self.notes: list[Note] = []

    def __iter__(self) -> Iterator[str]:
        last = 0
        for number, line in self.lines:
            # Blank lines are passed over, but within a quoted text they part its paragraphs.
            yield from repeat("\n", number - last - 1)
            last = number
            if isinstance(line, Note):
                self.notes.append(line)
                last -= line.code != "bad_line"
            else:
                yield line + "\n"


def read(source: Source) -> Iterator[Found]:
    """The documents of the table; a row that holds none becomes a note. Raises Unreadable: `bad_columns`."""
    csv.field_size_limit(source.limits.text)
    lines = _Lines(source)
    stream = iter(lines)
    head = next((line for line in stream if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    columns = columns_of(_names(head, delimiter))
    entries = Entries()
    table = csv.reader(stream, delimiter=delimiter)
    while True:
        try:
            row = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            yield Note("bad_line", f"after line {table.line_num + 1}: {error}; the rest is not read")
            break
        yield from lines.notes
        lines.notes.clear()
        if any(row):
            entry = {name: row[i] for i, name in columns.items() if i < len(row)}
            source_row = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
            yield entries.read(f"line {table.line_num + 1}", entry, source_row)
    yield from lines.notes


def _names(head: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error:
        return []


def columns_of(names: list[str]) -> dict[int, str]:
    """Which columns of a table are ours, by their number. Raises Unreadable if one is missing that must be there."""
    columns: dict[int, str] = {}
    for i, name in enumerate(name.strip().lower() for name in names):
        if name in KNOWN and name not in columns.values():
            columns[i] = name
    missing = [name for name in NEEDED if name not in columns.values()]
    if missing:
        has = ", ".join(name[:40] for name in names[:20]) or "none"
        raise Unreadable(
            "bad_columns", f"a table of documents needs the column {missing[0]}; there are: {has}"
        )
    return columns


FORMAT = Format((".csv", ".tsv"), "text/csv", read, records=True)
