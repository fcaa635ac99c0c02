"""A difference between two extractions, as data: every format, the page and the gate are made from it.

A change is one row of one table. It was `gained`, `lost`, `changed` (field by field) or `moved`: it says the same,
only the place in the document is another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GAINED, LOST, CHANGED, MOVED = WHATS = ("gained", "lost", "changed", "moved")

#: What can make two extractions differ. `library` is what remains when all that the tables carry hashes of is equal;
#: `unknown`: the tables carry no hashes.
DOCUMENT, RULE, NAMES, CODE, DECISION, LIBRARY, UNKNOWN = KINDS = (
    "document",
    "rule",
    "names",
    "code",
    "decision",
    "library",
    "unknown",
)


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Something that differs between the two: a document, a rule, a gazetteer, the code of a stage, a decision.

    `name` is its id: doc_id, rule_id, gazetteer, stage, the decided row; `what` says what became of it (added, removed,
    edited).
    """

    kind: str
    name: str = ""
    what: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.name, self.what) if part)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row, with its values before and after: text, number, truth, day, tuple of texts, or None."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row.

    `key` is its key in the new tables (in the old ones if it was lost), `was` that in the old ones where it has both;
    `fields` is what differs, `row` the row itself (the old one if it was lost). `evidence` is the sentence it rests on,
    `words` those in it that the row is made from, `start` and `end` their place in the document; empty and None if it
    rests on no words. Several causes: it may owe its change to each of them (`--explain` tells which).
    """

    table: str
    key: tuple[Any, ...]
    what: str
    fields: tuple[Field, ...]
    row: Mapping[str, Any]
    causes: tuple[Cause, ...]
    doc_id: str = ""
    evidence: str = ""
    words: str = ""
    start: int | None = None
    end: int | None = None
    rule_id: str = ""
    was: tuple[Any, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds of its causes: "rule", "document or rule"."""
        return " or ".join(dict.fromkeys(cause.kind for cause in self.causes))


@dataclass(frozen=True, slots=True)
class Diff:
    """Two extractions by name; all that differs in what they were made from; every change, table by table."""

    old: str
    new: str
    inputs: tuple[Cause, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def counts(self) -> dict[str, Counter[str]]:
        """By table, how many rows were gained, lost, changed and moved; tables without a change are left out."""
        by_table: dict[str, Counter[str]] = {}
        for change in self.changes:
            by_table.setdefault(change.table, Counter())[change.what] += 1
        return by_table

    def causes(self) -> Counter[str]:
        """How many changes each kind of cause (or several together) has made, the most frequent first."""
        return Counter(change.kinds for change in self.changes)
