"""Views: what the page shows of documents, mentions, claims, bodies and decisions, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.asking.dossier import Claim, Dossier, table_of
from pipeline.asking.explain import answer
from pipeline.decisions import MENDABLE
from pipeline.records import Document, Issue, Mention
from pipeline.review.chart import chart
from pipeline.review.conflicts import Conflict, conflicts
from pipeline.review.corpus import Corpus
from pipeline.review.highlight import highlight, visible
from pipeline.review.phrases import bare

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as shown: `number` is its place on the page."""

    number: int
    document: Document
    body: str
    link: str | None
    html: Markup
    claims: Sequence[Claim]
    kinds: Mapping[str, int]
    rejected: int
    issues: Sequence[Issue]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A body as shown: the answer in words, how its size changed, its chart if it has a timeline."""

    own: Dossier
    answer: Sequence[str]
    history: Sequence[str]
    chart: Markup | None
    conflicts: Sequence[Conflict]
    accepted: int
    rejected: int


def documents(corpus: Corpus) -> tuple[list[Sheet], list[list[Any]]]:
    """Every document, and for every mention what its marks stand for."""
    by_mention: dict[str, list[str]] = {}
    by_doc: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        by_mention.setdefault(claim.mention_id, []).append(claim.claim_id)
        by_doc.setdefault(claim.doc_id, []).append(claim)
    sheets: list[Sheet] = []
    rows: list[list[Any]] = []
    for number, document in enumerate(corpus.texts):
        mentions = corpus.mentions.get(document.doc_id, ())
        places = {m.mention_id: m.start for m in mentions}
        claims = sorted(
            by_doc.get(document.doc_id, ()), key=lambda c: (places.get(c.mention_id, 0), c.claim_id)
        )
        sheets.append(_sheet(number, document, corpus, mentions, claims, len(rows)))
        rows += [_mention(m, number, corpus, by_mention.get(m.mention_id, [])) for m in mentions]
    return sheets, rows


def _sheet(
    number: int,
    document: Document,
    corpus: Corpus,
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    first: int,
) -> Sheet:
    published = corpus.documents.get(document.doc_id)
    return Sheet(
        number,
        document,
        (published and published.body) or "",
        link(document.url),
        highlight(document.text, mentions, first),
        claims,
        dict(sorted(Counter(m.kind for m in mentions).items())),
        sum(c.verdict == "rejected" for c in claims),
        [i for i in corpus.issues if i.doc_id == document.doc_id],
    )


def _mention(mention: Mention, number: int, corpus: Corpus, claims: list[str]) -> list[Any]:
    """Id, document, kind, value, rule, verdict, claims, and what a decision keeps: reading if another, fingerprint."""
    memory = corpus.memories["mentions"].get(mention.mention_id, {"said": "", "evidence": ""})
    said = memory["said"] if memory["said"] != f"{mention.kind} {mention.value}" else 0
    shown = visible(mention.value), mention.rule_id, mention.verdict or 0
    return [mention.mention_id, number, mention.kind, *shown, claims, said, memory["evidence"]]


def claims(corpus: Corpus) -> dict[str, list[Any]]:
    """By id: table, reading and fingerprint, and the fields that may be corrected."""
    rows = {}
    for claim in corpus.claims:
        table = table_of(claim)
        memory = corpus.memories[table].get(claim.claim_id, {"said": "", "evidence": ""})
        values = [getattr(claim, name) for name in MENDABLE[table]]
        told_values = [v if isinstance(v, int) else visible(str(v)) if v else 0 for v in values]
        rows[claim.claim_id] = [table, memory["said"], memory["evidence"], told_values]
    return rows


def portrait(own: Dossier) -> Portrait:
    """A body with its answer, its history and its conflicts."""
    lines, _ = answer(own)
    claims: list[Claim] = [*own.counts, *own.named]
    return Portrait(
        own,
        [bare(own, line.text) for line in lines[:2] if line.style in ("answer", "note")],
        [line.text.strip() for line in lines if line.text.startswith("  ")],
        chart(own) if own.steps else None,
        conflicts(own),
        sum(c.verdict == "accepted" for c in claims),
        sum(c.verdict == "rejected" for c in claims),
    )


def decisions(corpus: Corpus) -> list[list[Any]]:
    """Every decision, with whether the tables were made with it, as far as they tell."""
    rows: dict[str, Any] = {c.claim_id: c for c in corpus.claims}
    rows |= {m.mention_id: m for own in corpus.mentions.values() for m in own}
    told = []
    for given in corpus.decisions:
        row = rows.get(given.id)
        settled = not given.verdict or (row and (row.verdict, row.reason) == (given.verdict, "decision"))
        same = not given.field or (row and str(getattr(row, given.field) or "") == given.value)
        words = map(
            visible, (given.table, given.id, given.verdict, given.field, given.value, given.by, given.why)
        )
        told.append([*words, row is None or bool(settled and same)])  # without a row it is among the issues
    return told


def link(url: str | None) -> str | None:
    """An address that is safe to follow, else None."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
