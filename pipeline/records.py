"""The types that move from stage to stage, column by column. What each table means stands in the class's first line.

What becomes of them in the end stands in published.py.

Words: see README.md ("The words"). Days are plain dates; a stated expression is kept as EDTF beside its first and
last possible day. Ids are made from content (`make_id`), never from position.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date as Day

from pipeline.tables.schema import column

ALPHA3 = "ISO 3166-1 alpha-3"
EDTF = "EDTF"
MODALITIES = ("asserted", "prospective", "negated", "hypothetical")
RELATIONS = ("eq", "gt", "ge", "lt", "le", "approx")
VERDICTS = ("accepted", "rejected")
SOURCES = ("meta", "text", "filename", "sidecar")
BASES = ("named", "referred", "document")


def make_id(*parts: object) -> str:
    """A short id from content: equal parts give the same id on every machine."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """One announcement as ingested: its own text, cleaned of page furniture, and what is known about it."""

    doc_id: str = column(
        "path below the raw folder without its ending; in jsonl file stem + '/' + id", key=True
    )
    path: str = column("path below the raw folder")
    sha256: str = column("SHA-256 of the file's bytes (of the line, inside jsonl)")
    media_type: str = column("how the file was read", code="IANA media type")
    title: str | None = column("title or headline")
    publisher: str | None = column("who published it, as the file says")
    url: str | None = column("where it was published, as the file says")
    language: str = column("language of the text; 'und' if too short to tell", code="ISO 639-1")
    published: Day | None = column("day of publication")
    published_basis: str | None = column("where that day was found", values=SOURCES)
    chars: int = column("length of the text in characters", low=0)
    words: int = column("words in the text", low=0)
    text: str = column("the announcement's own text; every offset in every table counts characters of it")
    cut: int = column(
        "words of the file left out of the text: menus, comments, running heads, quoted replies",
        low=0,
        default=0,
    )
    places: tuple[str, ...] = column(
        "html, pdf: where parts of the text stood, from a character on: '120 //article/p[3]', '950 page 2'",
        default=(),
    )
    title_basis: str | None = column("where the title was found", values=SOURCES, default=None)
    publisher_basis: str | None = column("where the publisher was found", values=SOURCES, default=None)
    url_basis: str | None = column("where the address was found", values=SOURCES, default=None)
    language_basis: str | None = column("where the language was found", values=SOURCES, default=None)


@dataclass(frozen=True, slots=True)
class Copy:
    """Which documents say the same as others. A document's own row says only what it says itself."""

    doc_id: str = column("the document", key=True, ref="documents.doc_id")
    duplicate_of: str | None = column("the first document with exactly the same text", ref="documents.doc_id")
    cluster: str = column(
        "the first document that says nearly the same (mirror, rewrite, capture): itself if none came before",
        ref="documents.doc_id",
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a document that a rule recognised: `text` is `document.text[start:end]`, always."""

    mention_id: str = column("made from document, kind, value, words and occurrence", key=True)
    doc_id: str = column("the document", ref="documents.doc_id")
    kind: str = column("what was recognised: country, demonym, body, count, date, resolution, membership ...")
    start: int = column("first character", low=0)
    end: int = column("character after the last", low=1)
    text: str = column("the words")
    value: str = column("what they mean, normalised; notation by kind, see the dictionary")
    date_start: Day | None = column("dates: first possible day")
    date_end: Day | None = column("dates: last possible day")
    rule_id: str = column("the rule that recognised it")
    sentence: str = column("the sentence around it")
    verdict: str | None = column("if a decision was made on it", values=VERDICTS, default=None)
    reason: str | None = column("why: decision", default=None)


@dataclass(frozen=True, slots=True)
class Subject:
    """The body that a document is mainly about."""

    doc_id: str = column("the document", key=True, ref="documents.doc_id")
    body: str = column("main body", code="Rollcall body code")


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A stated size of a body: what one document says of how many."""

    claim_id: str = column("made from content", key=True)
    doc_id: str = column("the document", ref="documents.doc_id")
    mention_id: str = column("the words", ref="mentions.mention_id")
    body: str = column("the body whose size is stated", code="Rollcall body code")
    body_basis: str = column("named with it, referred to, or the document's main body", values=BASES)
    counted: str = column("what is counted, as worded: members, states, parties, signatories ...")
    kind: str = column("what the number is", values=("total", "ordinal", "listed", "initial"))
    relation: str = column("how the number bounds the size", values=RELATIONS)
    value: int = column("the number", low=0)
    country: str | None = column("ordinals: the country that holds the place", code=ALPHA3)
    as_of_start: Day | None = column("first day the words can speak of")
    as_of_end: Day | None = column("last day the words can speak of")
    as_of_basis: str = column("where that day comes from", values=("stated", "published", "none"))
    published: Day | None = column("day on which the document was published")
    publisher: str | None = column("who published the document")
    modality: str = column("what the words commit to", values=MODALITIES)
    evidence: str = column("the sentence")
    verdict: str | None = column("after reconciling", values=VERDICTS, default=None)
    reason: str | None = column("why, in one word", default=None)
    expected: int | None = column("the value it should have had", default=None)
    explanation: str | None = column("why, in a sentence", default=None)


@dataclass(frozen=True, slots=True)
class MembershipClaim:
    """A stated relation of a country to a body."""

    claim_id: str = column("made from content", key=True)
    doc_id: str = column("the document", ref="documents.doc_id")
    mention_id: str = column("the words", ref="mentions.mention_id")
    body: str = column("the body", code="Rollcall body code")
    body_basis: str = column("named with it, referred to, or the document's main body", values=BASES)
    country: str = column("the country", code=ALPHA3)
    action: str = column(
        "what is stated", values=("founding", "join", "leave", "listed", "observer", "applicant", "suspended")
    )
    ordinal: int | None = column("stated place in the order of accession", low=1)
    date: str | None = column("the day as stated", code=EDTF)
    date_start: Day | None = column("first possible day as stated")
    date_end: Day | None = column("last possible day as stated")
    published: Day | None = column("day on which the document was published")
    modality: str = column("what the words commit to", values=MODALITIES)
    evidence: str = column("the sentence")
    verdict: str | None = column("after reconciling", values=VERDICTS, default=None)
    reason: str | None = column("why, in one word", default=None)
    explanation: str | None = column("why, in a sentence", default=None)


@dataclass(frozen=True, slots=True)
class ConferenceClaim:
    """A conference as one document tells it."""

    claim_id: str = column("made from content", key=True)
    doc_id: str = column("the document", ref="documents.doc_id")
    mention_id: str = column("the words", ref="mentions.mention_id")
    body: str | None = column("the body that meets", code="Rollcall body code")
    name: str = column("name without number, year and article")
    ordinal: int | None = column("which one of its series", low=1)
    theme: str | None = column("its motto or title in quotation marks")
    city: str | None = column("city as stated")
    country: str | None = column("country as stated: venue or host", code=ALPHA3)
    days: str | None = column("its days as stated", code=EDTF)
    start: Day | None = column("first possible day")
    end: Day | None = column("last possible day")
    participants: int | None = column("people who took part, as stated", low=0)
    participants_relation: str | None = column("how that number bounds them", values=RELATIONS)
    evidence: str = column("the sentence")
    conference_id: str | None = column("which one it is", ref="conferences.conference_id", default=None)


@dataclass(frozen=True, slots=True)
class ResolutionCitation:
    """A document cites a resolution."""

    mention_id: str = column("the words", key=True, ref="mentions.mention_id")
    doc_id: str = column("the document", ref="documents.doc_id")
    symbol: str = column("the resolution", code="official document symbol")
    organ: str = column("the organ that adopted it", code="Rollcall body code")
    explicit: bool = column("whether its own sentence names the organ (else it is read from context)")
    adopted: str | None = column("day of adoption as stated", code=EDTF)
    adopted_start: Day | None = column("first possible day of adoption")
    adopted_end: Day | None = column("last possible day of adoption")


@dataclass(frozen=True, slots=True)
class Person:
    """A person named with a role."""

    mention_id: str = column("the words", key=True, ref="mentions.mention_id")
    doc_id: str = column("the document", ref="documents.doc_id")
    name: str = column("name without titles")
    role: str = column("role as worded, without the state")
    organisation: str | None = column("the organisation spoken for, if one is named")
    country: str | None = column("the state spoken for", code=ALPHA3)
    quoted: bool = column("whether the sentence quotes them")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something seen and not understood, or dropped."""

    issue_id: str = column("made from content", key=True)
    doc_id: str = column("the document, or the file's path where no document came of it")
    stage: str = column("who noticed", values=("ingest", "extract", "relate", "reconcile", "publish"))
    code: str = column("what, in one word")
    detail: str = column("what, in a sentence")
    start: int | None = column("first character, if it is a place in the text", low=0, default=None)
    end: int | None = column("character after the last", low=0, default=None)


def issue(doc_id: str, stage: str, code: str, detail: str, span: tuple[int, int] | None = None) -> Issue:
    """An issue with its id."""
    start, end = span or (None, None)
    return Issue(make_id(doc_id, stage, code, detail, start, end), doc_id, stage, code, detail, start, end)
