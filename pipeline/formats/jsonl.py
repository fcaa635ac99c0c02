"""JSON lines: `.jsonl`, one document a line, with `id` and `text`, and what else is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.formats.entries import BadEntry, Entries
from pipeline.formats.lines import numbered_lines
from pipeline.formats.raw import Format, Found, Note, Source


def read(source: Source) -> Iterator[Found]:
    """The documents of the file; a line that holds none becomes a note. Raises Unreadable if the file holds no text."""
    entries = Entries()
    for number, line in numbered_lines(source):
        if isinstance(line, Note):
            yield line
            continue
        where = f"line {number}"
        try:
            yield entries.read(where, _object(line), line.strip().encode("utf-8", "replace"))
        except BadEntry as error:
            yield Note("bad_line", f"{where}: {error}")


def _object(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadEntry(f"not valid JSON ({str(error).splitlines()[0]})") from error
    if not isinstance(entry, dict):
        raise BadEntry("not a JSON object")
    return entry


FORMAT = Format((".jsonl", ".ndjson"), "application/jsonl", read, records=True)
