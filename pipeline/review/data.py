"""A difference for machines: JSON, one change on a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pipeline.review.changes import Change, Diff
from pipeline.review.words import summary


def as_json(diff: Diff) -> str:
    """The whole difference as one object; its changes stand one on a line."""
    head: dict[str, Any] = {
        "old": diff.old,
        "new": diff.new,
        "summary": summary(diff),
        "inputs": list(map(asdict, diff.inputs)),
        "notes": diff.notes,
        "counts": diff.counts(),
    }
    opening = _inert(json.dumps(head, indent=1))[:-2]
    return f'{opening},\n "changes": [\n  ' + ",\n  ".join(map(row, diff.changes)) + "\n ]\n}\n"


def row(change: Change) -> str:
    """One change as an object on one line. Days are text."""
    fields = {name: getattr(change, name) for name in Change.__slots__}
    fields |= {"fields": list(map(asdict, change.fields)), "causes": list(map(asdict, change.causes))}
    return _inert(json.dumps(fields, default=str))


def _inert(text: str) -> str:
    """JSON (in ASCII) that stays JSON wherever it is put, be it in a page's script."""
    return text.replace("<", "\\u003c")
