"""A difference in words: the line that sums it up, what a row says, what became of it, why.

Documents are untrusted, and so is all that comes from them: `plain` makes every text one line of visible characters.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from pipeline.review.changes import CHANGED, GAINED, LOST, MOVED, WHATS, Cause, Change, Diff, Field
from pipeline.terminal import span

#: The sign of what became of a row, as at the beginning of a line of a patch.
SIGNS: Mapping[str, str] = {GAINED: "+", LOST: "-", CHANGED: "!", MOVED: ">"}
#: The fields that say in short what a row says.
SAYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("title",),
    "count_claims": ("body", "kind", "relation", "value", "country", "verdict", "reason"),
    "membership_claims": ("body", "country", "action", "ordinal", "date", "verdict", "reason"),
    "conference_claims": ("body", "ordinal", "name", "city", "country", "days"),
    "resolution_citations": ("symbol", "adopted"),
    "people": ("name", "role", "country"),
    "resolutions": ("symbol", "adopted"),
    "conferences": ("body", "ordinal", "name", "city", "start"),
    "country_year": ("body", "country", "year"),
    "bodies": ("code", "name"),
    "issues": ("stage", "code", "detail"),
}
#: Longer values are cut where a line shows them.
LONG = 90
#: Of a hash so much is shown.
HASH = 10
#: So many causes are named; of more, the number.
NAMED = 3


def plain(text: object) -> str:
    """A text on one line, in which control characters and those that turn the direction of writing are spelled out."""
    line = " ".join(str(text).split())
    if line.isprintable() and line.isascii():
        return line
    return "".join(f"<U+{ord(c):04X}>" if unicodedata.category(c) in _UNSEEN else c for c in line)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def short(value: Any, most: int = LONG) -> str:
    """A value as a line shows it."""
    if value is None:
        return "nothing"
    words = plain(value)
    return words if len(words) <= most else words[: most - 1] + "…"


def summary(diff: Diff) -> str:
    """The line that sums it up: how many rows were gained, lost, changed and moved, and because of what."""
    head = f"{plain(diff.old)} -> {plain(diff.new)}:"
    if not diff:
        return f"{head} no row differs"
    counts = Counter(change.what for change in diff.changes)
    whats = ", ".join(f"{counts[what]:,} {what}" for what in WHATS if counts[what])
    whys = ", ".join(f"{kind} {count:,}" for kind, count in diff.causes().most_common())
    return f"{head} {whats} (cause: {whys})"


def inputs(diff: Diff) -> list[str]:
    """A line for each kind of thing that the two were made from and that differs."""
    return [causes(same, most=10) for _, same in _by_kind(diff.inputs)]


def because(change: Change) -> str:
    """Why a row changed; its own document isn't named again."""
    return causes(replace(c, name="") if c.name == change.doc_id else c for c in change.causes)


def causes(found: Iterable[Cause], most: int = NAMED) -> str:
    """Causes in words: "rule total.strong edited", "document d edited or names cities edited"."""
    parts = []
    for kind, same in _by_kind(found):
        named = ", ".join(short(" ".join(filter(None, (c.name, c.what)))) for c in same[:most])
        rest = f" and {len(same) - most:,} more" if len(same) > most else ""
        parts.append(f"{kind} {named}{rest}".strip())
    return " or ".join(parts)


def _by_kind(found: Iterable[Cause]) -> Iterator[tuple[str, list[Cause]]]:
    for kind, same in groupby(found, key=lambda cause: cause.kind):
        yield kind, list(same)


def headline(change: Change) -> str:
    """What a row says, and what of it became another: "FOC total eq 34: value 33 -> 34"."""
    differing = [field for field in change.fields if not _follows(field, change)]
    fields = ", ".join(map(_field, differing))
    return says(change) + (f": {fields}" if fields else "")


def says(change: Change) -> str:
    """What a row says, in short."""
    row = change.row
    if change.table == "timeline":
        until = f" until {row['end']}" if row.get("end") else ""
        return f"{plain(row['body'])} {row.get('members')} members from {row['start']}{until}"
    if change.table == "memberships":
        days = ((what, span(row.get(f"{what}_min"), row.get(f"{what}_max"))) for what in ("joined", "left"))
        parts = (
            row["body"],
            row["country"],
            row.get("status"),
            *(f"{what} {when}" for what, when in days if when),
        )
        return plain(" ".join(filter(None, parts)))
    if change.table == "mentions":
        return f'{plain(row["kind"])} "{short(row["text"])}" = {short(row["value"])}'
    said = " ".join(short(row[name]) for name in SAYS[change.table] if row.get(name) is not None)
    return said or plain(" ".join(map(str, change.key)))


def _follows(field: Field, change: Change) -> bool:
    """Whether a field only follows from another one that is shown, or says where something stands."""
    names = {other.name for other in change.fields}
    if change.what == CHANGED and field.name in ("start", "end") and change.table in ("mentions", "issues"):
        return True
    return field.name == "explanation" and bool(names & {"verdict", "reason", "expected"})


def _field(field: Field) -> str:
    if isinstance(field.old, tuple) and isinstance(field.new, tuple):
        gone, come = set(field.old) - set(field.new), set(field.new) - set(field.old)
        return f"{field.name} +{len(come)} -{len(gone)}"
    most = HASH if field.name == "sha256" else LONG
    return f"{field.name} {short(field.old, most)} -> {short(field.new, most)}"


def place(change: Change) -> str:
    """Where a row stands: document and offset."""
    at = "" if change.start is None else f" at {change.start}"
    return f"{plain(change.doc_id)}{at}" if change.doc_id else ""


def evidence(change: Change) -> tuple[str, str, str]:
    """The sentence of a change in three parts: before, in and after the words that it is made from."""
    sentence, words = plain(change.evidence), plain(change.words)
    at = sentence.find(words) if words else -1
    return (sentence, "", "") if at < 0 else (sentence[:at], words, sentence[at + len(words) :])


def tables(diff: Diff) -> Iterator[tuple[str, list[Change], list[str]]]:
    """Each table in which anything changed: its changes, and a line for each document in which rows only moved."""
    for table, rows in groupby(diff.changes, key=lambda change: change.table):
        every = list(rows)
        moved = [row for row in every if row.what == MOVED]
        yield table, [row for row in every if row.what != MOVED], _shifts(moved)


def _shifts(moved: Iterable[Change]) -> list[str]:
    """A line for each document in which rows moved: how many, and by how many characters."""
    found = []
    for doc_id, rows in groupby(moved, key=lambda change: change.doc_id):
        every = list(rows)
        steps = {f.new - f.old for c in every for f in c.fields if f.name == "start" and f.old is not None}
        by = f" by {min(steps):+d}" + (f" to {max(steps):+d}" if len(steps) > 1 else "") if steps else ""
        found.append(f"{len(every):,} moved{by} in {plain(doc_id)}  ({because(every[0])})")
    return found
