"""Documents with their spans, as the tools read them in which people annotate.

Prodigy, doccano, Label Studio and spaCy's span groups take spans that overlap; CoNLL columns and spaCy's entities
don't: there the longest of overlapping spans stands. Tokens end where words and spans end, so that every span is whole
tokens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import ingest
from pipeline.asking import lookup
from pipeline.errors import RollcallError
from pipeline.language.spans import Span, longest
from pipeline.published import PublishedDocument
from pipeline.records import Mention

#: The name of the group of spans in a spaCy document.
GROUP = "rollcall"
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's text and the spans in it, in order; `published` is the day as text, if known."""

    doc_id: str
    text: str
    spans: tuple[Span, ...]
    published: str | None = None


def read(processed: Path, raw: Path, wanted: Sequence[str] = (), kinds: Sequence[str] = ()) -> list[Marked]:
    """The documents of the tables in `processed`, with their texts from `raw`; only those and those kinds wanted.

    Raises RollcallError if there is no such document, or if the announcements aren't those of the tables.
    """
    documents: list[PublishedDocument] = lookup.rows(processed, "documents")
    mentions: list[Mention] = lookup.rows(processed, "mentions")
    known = {document.doc_id: document for document in documents}
    for name in wanted:
        if name not in known:
            raise RollcallError(name, "there is no such document", "see `doc_id` in the table documents")
    spans: dict[str, list[Span]] = {}
    for m in sorted(mentions, key=lambda m: (m.start, -m.end, m.kind, m.mention_id)):
        if not kinds or m.kind in kinds:
            spans.setdefault(m.doc_id, []).append(Span(m.kind, m.start, m.end, m.value, m.rule_id))
    marked = []
    for own in ingest.read(raw)[0]:
        if wanted and own.doc_id not in wanted:
            continue
        if own.doc_id not in known or known[own.doc_id].sha256 != own.sha256:
            raise RollcallError(
                own.doc_id, "is not the announcement that the tables were made from", "run `make`"
            )
        day = own.published.isoformat() if own.published else None
        marked.append(Marked(own.doc_id, own.text, tuple(spans.get(own.doc_id, ())), day))
    return marked


def tokens(marked: Marked) -> list[tuple[int, int]]:
    """Start and end of each token: words and marks, cut where a span begins or ends."""
    edges = sorted({edge for span in marked.spans for edge in (span.start, span.end)})
    found, at = [], 0
    for word in _WORD.finditer(marked.text):
        start = word.start()
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < word.end():
            found.append((start, edges[at]))
            start, at = edges[at], at + 1
        found.append((start, word.end()))
    return found


def prodigy(marked: Iterable[Marked]) -> bytes:
    """JSON lines for Prodigy's ner.manual and spans.manual."""
    return json_lines(map(_task, marked))


def _task(own: Marked) -> Mapping[str, Any]:
    places = tokens(own)
    first = {start: number for number, (start, _) in enumerate(places)}
    last = {end: number for number, (_, end) in enumerate(places)}
    parts = [
        {
            "text": own.text[start:end],
            "start": start,
            "end": end,
            "id": i,
            "ws": own.text[end : end + 1] == " ",
        }
        for i, (start, end) in enumerate(places)
    ]
    spans = [
        {
            "start": s.start,
            "end": s.end,
            "token_start": first[s.start],
            "token_end": last[s.end],
            "label": s.kind,
        }
        for s in own.spans
    ]
    return {"text": own.text, "tokens": parts, "spans": spans, "meta": {"doc_id": own.doc_id}}


def doccano(marked: Iterable[Marked]) -> bytes:
    """JSON lines for doccano's sequence labeling."""
    return json_lines(
        {"text": own.text, "label": [[s.start, s.end, s.kind] for s in own.spans], "doc_id": own.doc_id}
        for own in marked
    )


def label_studio(marked: Iterable[Marked]) -> bytes:
    """Tasks for Label Studio, the spans as predictions; the labeling setup calls text and labels `text` and `label`."""
    tasks = [
        {"data": {"text": own.text, "doc_id": own.doc_id}, "predictions": [{"result": list(_results(own))}]}
        for own in marked
    ]
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode()


def _results(own: Marked) -> Iterator[Mapping[str, Any]]:
    for number, span in enumerate(own.spans):
        words = own.text[span.start : span.end]
        value = {"start": span.start, "end": span.end, "text": words, "labels": [span.kind]}
        yield {"id": str(number), "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def conll(marked: Iterable[Marked]) -> bytes:
    """Two columns, token and tag (B-country, I-country, O); an empty line after each line of the text."""
    lines = []
    for own in marked:
        lines.append(f"# doc_id = {own.doc_id}")
        begins = {span.start: span for span in longest(own.spans)}
        span, end = None, 0
        for first, last in tokens(own):
            if "\n" in own.text[end:first] and end:
                lines.append("")
            span = begins.get(first) or (span if span and first < span.end else None)
            tag = f"{'B' if first == span.start else 'I'}-{span.kind}" if span else "O"
            lines.append(f"{own.text[first:last]}\t{tag}")
            end = last
        lines.append("")
    return "".join(f"{line}\n" for line in lines).encode()


def docbin(marked: Iterable[Marked]) -> bytes:
    """A spaCy DocBin: entities, and all spans in the group `rollcall`; each document knows its `doc_id`."""
    import spacy
    from spacy.tokens import Doc, DocBin
    from spacy.util import filter_spans, get_words_and_spaces

    vocab = spacy.blank("en").vocab
    packed = DocBin(store_user_data=True)
    for own in marked:
        words, spaces = get_words_and_spaces([own.text[a:b] for a, b in tokens(own)], own.text)
        doc = Doc(vocab, words=words, spaces=spaces, user_data={"doc_id": own.doc_id})
        found = [doc.char_span(s.start, s.end, s.kind) for s in own.spans]
        doc.spans[GROUP] = [span for span in found if span is not None]
        doc.ents = filter_spans(doc.spans[GROUP])
        packed.add(doc)
    return bytes(packed.to_bytes())


def json_lines(entries: Iterable[Mapping[str, Any]]) -> bytes:
    """An object on each line."""
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries).encode()


#: The ways to write annotations, by their name.
FORMATS: Mapping[str, Callable[[Iterable[Marked]], bytes]] = {
    "prodigy": prodigy,
    "doccano": doccano,
    "label-studio": label_studio,
    "conll": conll,
    "docbin": docbin,
}
