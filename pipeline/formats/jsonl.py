"""JSON lines: `.jsonl`, one document a line, with `id` and `text`, and what else is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.formats import dates
from pipeline.formats.encoding import decode
from pipeline.formats.plain import readable
from pipeline.formats.raw import Format, Found, Note, Raw, Source
from pipeline.text import tidy


class _BadLine(ValueError):
    """A line that holds no document; the message says why."""


def read(source: Source) -> Iterator[Found]:
    """The documents of the file; a line that holds none becomes a note. Raises Unreadable if the file holds no text."""
    text, notes = decode(source.bytes())
    yield from notes
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            raw = _document(line.strip())
            if raw.key in seen:
                raise _BadLine(f"the id {raw.key!r} has been used above; give it one of its own")
        except _BadLine as error:
            yield Note("bad_line", f"line {number}: {error}")
        else:
            seen.add(raw.key)
            yield raw


def _document(line: str) -> Raw:
    entry = _object(line)
    key = _word(entry, "id")
    text = readable(_word(entry, "text") or "")
    if not key or not text:
        raise _BadLine(f"no {'text' if key else 'id'}")
    day, odd = dates.given(_word(entry, "published"))
    return Raw(
        text,
        _word(entry, "title"),
        _word(entry, "publisher"),
        _word(entry, "url"),
        _word(entry, "language"),
        day,
        odd,
        key,
        line.encode("utf-8", "replace"),
    )


def _object(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadLine(f"not valid JSON ({str(error).splitlines()[0]})") from error
    if not isinstance(entry, dict):
        raise _BadLine("not a JSON object")
    return entry


def _word(entry: dict[str, Any], name: str) -> str | None:
    """An entry's value as text; a number will do for an id. Anything else is refused."""
    value = entry.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        return str(value)
    if value is not None and not isinstance(value, str):
        raise _BadLine(f"`{name}` is not text")
    return tidy(value) or None if value and name != "text" else value


FORMAT = Format((".jsonl", ".ndjson"), "application/jsonl", read)
