"""Gold from what a person has accepted or annotated, in the format that workbench/gold.py reads."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.asking import lookup
from pipeline.decisions import Decision
from pipeline.errors import RollcallError
from pipeline.published import PublishedDocument
from pipeline.workbench.annotating import Marked
from pipeline.workbench.findings import MENTIONS, PARTS, found, rows_of

#: The kinds of spans that gold keeps the places of.
_PLACED = ("country", "count", "date", "resolution")


def accepted(decisions: Iterable[Decision]) -> list[str]:
    """The documents that a person accepted as a whole; the last line of several counts."""
    last = {d.id: d.verdict for d in decisions if d.table == "documents" and d.verdict}
    return [doc_id for doc_id, verdict in last.items() if verdict == "accepted"]


def of_documents(processed: Path, wanted: Collection[str]) -> dict[str, bytes]:
    """The files of gold of some documents by their names, from their rows; what a person rejected is left out.

    Raises RollcallError if there is no such document.
    """
    documents = {d.doc_id: d for d in lookup.rows(processed, "documents")}
    names = {body.code: body.name for body in lookup.rows(processed, "bodies")}
    if strange := sorted(set(wanted) - documents.keys()):
        raise RollcallError(strange[0], "there is no such document", "see `doc_id` in the table documents")
    files = {}
    for doc_id, rows in rows_of(processed, wanted).items():
        entry = _gold(documents[doc_id], names, rows)
        text = json.dumps(entry, ensure_ascii=False, indent=1) + "\n"
        files[f"{doc_id.replace('/', '--')}.json"] = text.encode()
    return files


def _rejected(row: Any) -> bool:
    """Whether a person rejected a row; what inference rejects the text says all the same."""
    return getattr(row, "reason", None) == "decision" and row.verdict == "rejected"


def _gold(
    own: PublishedDocument, names: Mapping[str, str], rows: Mapping[str, Sequence[Any]]
) -> dict[str, Any]:
    rows = {name: [row for row in read if not _rejected(row)] for name, read in rows.items()}
    values = found(own.published, rows).values
    kinds = {
        kind: _sorted(_entry(kind, value) for value in values[kind]) for kind in PARTS if kind != "published"
    }
    called = {" ".join(row.name.casefold().split()): row.name for row in rows["conference_claims"]}
    for event in kinds["events"]:
        event["name"] = called.get(event["name"], event["name"])
    return {
        **({} if own.doc_id == PurePosixPath(own.path).stem else {"id": own.doc_id}),
        "file": PurePosixPath(own.path).name,
        "body": own.body,
        "body_name": names.get(own.body or "", own.body),
        "published": own.published.isoformat() if own.published else None,
        "part": "dev",
        **kinds,
        "not_counts": [],
        "phenomena": [],
    }


def _entry(kind: str, value: tuple[Any, ...]) -> Any:
    return dict(zip(PARTS[kind], value, strict=True)) if PARTS[kind] else value[0]


def of_annotated(marked: Iterable[Marked]) -> list[dict[str, Any]]:
    """A passage of gold for each annotated text: countries, dates; places of these, of counts and of resolutions."""
    passages = []
    for own in marked:
        spans = [span for span in own.spans if span.kind in _PLACED]
        lists = {
            name: _sorted({span.value for span in spans if span.kind == kind and span.value})
            for kind, name in MENTIONS.items()
        }
        placed = [
            [s.kind, own.text[s.start : s.end], _nth(own.text, s.start, s.end), _read(s.value)] for s in spans
        ]
        passage: dict[str, Any] = {
            "id": own.doc_id,
            "part": "dev",
            "text": own.text,
            "published": own.published,
            "phenomena": [],
        }
        passages.append({**passage, **lists, "spans": placed})
    return passages


def unread(marked: Iterable[Marked]) -> list[str]:
    """The words of spans that nothing could be read from: a person must write their value."""
    return [
        f"{own.doc_id} at {span.start}: {span.kind} {own.text[span.start : span.end]!r}"
        for own in marked
        for span in own.spans
        if span.kind in _PLACED and not span.value
    ]


def _nth(text: str, start: int, end: int) -> int:
    """The how manieth occurrence of its words a span is."""
    at, number = -1, 0
    while at < start:
        at = text.index(text[start:end], at + 1)
        number += 1
    return number


def _read(value: str) -> str | int | None:
    """A value as gold writes it: of a count ("ordinal eq 31 member") the number alone."""
    parts = value.split()
    return int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else value or None


def _sorted(entries: Iterable[Any]) -> list[Any]:
    return sorted(entries, key=lambda entry: str(list(entry.values()) if isinstance(entry, dict) else entry))
