"""One document as an entry of a table: `id` and `text`, and what else is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.errors import TooSlow
from pipeline.formats import dates
from pipeline.formats.encoding import odd_characters
from pipeline.formats.plain import weeded
from pipeline.formats.raw import Note, Raw
from pipeline.formats.text import tidy

#: The columns that a table of documents must have, and may have.
NEEDED = ("id", "text")
KNOWN = (*NEEDED, "title", "published", "url", "publisher", "language")


class BadEntry(ValueError):
    """An entry that holds no document; the message says why."""


class Entries:
    """Makes documents of the entries of one file, and sees to it that no id comes twice."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def read(self, where: str, entry: Mapping[str, Any], source: bytes) -> Raw | Note:
        """The document of an entry whose own bytes are `source`; a note, naming the place, if it holds none."""
        try:
            raw = _document(entry, source)
            if raw.key in self.seen:
                raise BadEntry(f"the id {raw.key[:200]!r} has been used above; give it one of its own")
        except BadEntry as error:
            return Note("bad_line", f"{where}: {error}")
        except TooSlow as error:
            return Note("too_slow", f"{where}: {error}")
        self.seen.add(raw.key)
        return raw


def _document(entry: Mapping[str, Any], source: bytes) -> Raw:
    key = _word(entry, "id")
    text = _word(entry, "text") or ""
    shown, lost = weeded(text)
    if not key or not shown:
        raise BadEntry(f"no {'text' if key else 'id'}")
    day, odd = dates.given(_word(entry, "published"))
    return Raw(
        shown,
        _word(entry, "title"),
        _word(entry, "publisher"),
        _word(entry, "url"),
        _word(entry, "language"),
        day,
        (*odd, *odd_characters(text)),
        key,
        source,
        lost,
    )


def _word(entry: Mapping[str, Any], name: str) -> str | None:
    """An entry's value as text; a number will do for an id, a day for a day. Anything else is refused."""
    value = entry.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        return str(value)
    if isinstance(value, date) and name == "published":
        return value.isoformat()
    if value is not None and not isinstance(value, str):
        raise BadEntry(f"`{name}` is not text")
    return tidy(value) or None if value and name != "text" else value
