"""JSON lines: `.jsonl`, one document a line, with `id` and `text`, and what else is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.formats.entries import Entries
from pipeline.formats.lines import numbered_lines
from pipeline.formats.raw import Format, Found, Note, Source


def read(source: Source) -> Iterator[Found]:
    """The documents of the file; a line that holds none becomes a note. Raises Unreadable if the file holds no text."""
    entries = Entries()
    for number, line in numbered_lines(source):
        yield line if isinstance(line, Note) else _found(entries, f"line {number}", line)


def _found(entries: Entries, where: str, line: str) -> Found:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Note("bad_line", f"{where}: not valid JSON ({str(error).splitlines()[0]})")
    if not isinstance(entry, dict):
        return Note("bad_line", f"{where}: not a JSON object")
    return entries.read(where, entry, line.strip().encode("utf-8", "replace"))


FORMAT = Format((".jsonl", ".ndjson"), "application/jsonl", read, records=True)
