"""What people annotated elsewhere, read back: texts with spans, from any of the formats of annotating.py.

Documents are known again by their `doc_id`, and where a tool drops that, by their text. A span keeps the value that
was read from it; one that a person drew has that which the rules read from its words alone, if they do.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import RollcallError
from pipeline.language import nlp
from pipeline.language.spans import Span, order
from pipeline.workbench.annotating import GROUP, Marked

#: doc_id (or nothing), text (or nothing), and the spans as start, end, label.
Entry = tuple[str, str, list[tuple[int, int, str]]]


def read(path: Path, known: Sequence[Marked]) -> list[Marked]:
    """The annotated documents of a file, as their people left them; `known` are the documents as exported.

    Raises RollcallError that says which entry can't be used.
    """
    by_id, by_text = {own.doc_id: own for own in known}, {own.text: own for own in known}
    if not path.is_file():
        raise RollcallError(path, "is no file", "name what the annotation tool exported")
    found = []
    try:
        for doc_id, text, spans in _entries(path, by_id):
            own = by_id.get(doc_id) or by_text.get(text)
            if own is None:
                raise RollcallError(
                    f"{path}: {doc_id or text[:40]!r}", "is no document of the tables", "export it anew"
                )
            if text != own.text:
                raise RollcallError(
                    f"{path}: {own.doc_id}", "has another text than the tables", "export it anew"
                )
            found.append(replace(own, spans=tuple(sorted((_span(own, *span) for span in spans), key=order))))
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        why = f"is none of the formats ({type(error).__name__}: {error})"
        raise RollcallError(path, why, "export JSON lines, Label Studio's JSON, CoNLL or DocBin") from error
    return found


def _span(own: Marked, start: int, end: int, kind: str) -> Span:
    """A span with its value: the known one, else what the rules read from the words alone, else none."""
    if not 0 <= start < end <= len(own.text):
        raise ValueError(f"{own.doc_id} has no characters {start} to {end}")
    for span in own.spans:
        if (span.kind, span.start, span.end) == (kind, start, end):
            return span
    return Span(kind, start, end, _value(own, own.text[start:end], kind), "")


def _value(own: Marked, words: str, kind: str) -> str:
    day = date.fromisoformat(own.published) if own.published else None
    return next((span.value for span in nlp.read(words, "en", day).of(kind)), "")


def _entries(path: Path, by_id: Mapping[str, Marked]) -> Iterator[Entry]:
    head = path.read_bytes()[:1]
    if head == b"x":  # packed by zlib
        return _docbin(path)
    text = path.read_text("utf-8")
    if head == b"[":
        return map(_task, json.loads(text))
    if head != b"{":
        return _conll(text, by_id)
    entries = map(json.loads, filter(None, text.split("\n")))
    return (_line(entry) for entry in entries if entry.get("answer", "accept") == "accept")


def _line(entry: Mapping[str, Any]) -> Entry:
    """A line of Prodigy or of doccano."""
    if "spans" in entry:
        spans = [(s["start"], s["end"], s["label"]) for s in entry["spans"]]
        return entry.get("meta", {}).get("doc_id", ""), entry["text"], spans
    if "entities" in entry:
        spans = [(s["start_offset"], s["end_offset"], s["label"]) for s in entry["entities"]]
    else:
        spans = [(start, end, kind) for start, end, kind in entry["label"]]
    return entry.get("doc_id", ""), entry["text"], spans


def _task(entry: Mapping[str, Any]) -> Entry:
    """A task of Label Studio: the last annotation, or the prediction if nobody annotated it."""
    made = [one for one in entry.get("annotations", ()) if not one.get("was_cancelled")] or entry[
        "predictions"
    ]
    values = [part["value"] for part in made[-1]["result"] if part.get("type") == "labels"]
    spans = [(value["start"], value["end"], value["labels"][0]) for value in values]
    return entry["data"].get("doc_id", ""), entry["data"]["text"], spans


def _conll(text: str, by_id: Mapping[str, Marked]) -> Iterator[Entry]:
    """Columns have no offsets: each token is looked for in the document, one after the other."""
    blocks = text.split("# doc_id = ")[1:]
    if not blocks:
        raise ValueError("no line `# doc_id = ...` before its tokens")
    for block in blocks:
        doc_id, *lines = block.split("\n")
        whole, at = by_id[doc_id].text, 0
        spans: list[tuple[int, int, str]] = []
        for line in filter(None, lines):
            token, tag = line.split("\t")
            start = whole.index(token, at)
            at = start + len(token)
            if tag.startswith("B-"):
                spans.append((start, at, tag[2:]))
            elif tag.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], at, tag[2:])
        yield doc_id, whole, spans


def _docbin(path: Path) -> Iterator[Entry]:
    """A spaCy DocBin: the group of spans if there is one, else the entities."""
    import spacy
    from spacy.tokens import DocBin

    for doc in DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("en").vocab):
        spans = doc.spans.get(GROUP, doc.ents)
        yield doc.user_data.get("doc_id", ""), doc.text, [(s.start_char, s.end_char, s.label_) for s in spans]
