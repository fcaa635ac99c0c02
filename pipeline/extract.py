"""Stage 2: documents -> mentions. Every rule of the rulebook is read on a document; what it finds becomes rows."""

from __future__ import annotations

from collections import Counter

from pipeline.language import nlp
from pipeline.records import Document, Issue, Mention, issue, make_id
from pipeline.rulebook import load

#: What rules find on the way to something else stays inside: numbers, lists of countries, addresses.
_INNER = frozenset(("number", "ordinal", "roster", "pair", "address", "trap", "place", "unread", "cue"))


def kinds() -> list[str]:
    """The kinds of mentions that the rules can find, in order."""
    return sorted({rule.kind for file in load().files for rule in file.rules} - _INNER)


def extract(document: Document) -> tuple[list[Mention], list[Issue]]:
    """The mentions of a document in order of their place, and what was seen and not understood."""
    reading = nlp.read(document.text, document.language, document.published)
    spans = [span for span in reading.spans if span.kind not in _INNER]
    seen: Counter[tuple[str, str, str]] = Counter()
    mentions = []
    for span in spans:
        words = document.text[span.start : span.end]
        seen[span.kind, span.value, words] += 1
        occurrence = seen[span.kind, span.value, words]
        start, end = reading.sentence(span.start)
        mentions.append(
            Mention(
                make_id(document.doc_id, span.kind, span.value, words, occurrence),
                document.doc_id,
                span.kind,
                span.start,
                span.end,
                words,
                span.value,
                span.first,
                span.last,
                span.rule,
                document.text[start:end].strip(),
            )
        )
    return mentions, _issues(document, reading)


def _issues(document: Document, reading: nlp.Reading) -> list[Issue]:
    found = [issue(document.doc_id, "extract", code, detail, (a, b)) for code, detail, a, b in reading.notes]
    if not any(
        {reading.language, "*"} & rule.languages
        for file in load().files
        for rule in file.rules
        if rule.kind == "count"
    ):
        detail = f"no rules for sizes in the language {reading.language!r}"
        found.append(issue(document.doc_id, "extract", "language_without_rules", detail))
    bad = document.text.count("\ufffd")
    if bad:
        at = document.text.index("\ufffd")
        detail = f"{bad} characters could not be decoded"
        found.append(issue(document.doc_id, "extract", "unreadable_characters", detail, (at, at + 1)))
    return found
