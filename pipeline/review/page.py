"""The page: all of a run as one HTML file that needs nothing else, neither network nor server.

Everything that came from a document is text: Jinja escapes it, characters that turn the order of what is around them
are shown by name, and the page's own policy lets no script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.decisions import MENDABLE
from pipeline.dossier import Claim, Dossier
from pipeline.explain import Line, answer
from pipeline.records import CountClaim, Document, Issue, Mention
from pipeline.review.chart import chart
from pipeline.review.conflicts import Conflict, conflicts
from pipeline.review.corpus import Corpus
from pipeline.review.highlight import highlight, plain
from pipeline.review.phrases import told

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

#: The glyph of each kind of mention, beside its colour.
GLYPHS = {
    "country": "●", "demonym": "○", "date": "△", "body": "◆", "city": "▲", "membership": "+", "count": "■",
    "quantity": "□", "conference": "★", "person": "¶", "resolution": "§",
}  # fmt: skip
#: The issues that a reviewer must see first.
FIRST = ("decision_reopened", "decisions_disagree", "unknown_decision")
SCRIPTS = ("view.js", "walk.js", "decide.js")


@dataclass(frozen=True, slots=True)
class Served:
    """What the page needs to write decisions at once: the token of its forms and the name of the file."""

    token: str
    file: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as shown: `number` is its place on the page, `first` that of its first mention."""

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
    """A body as shown: the answer in words, its chart if it has a timeline."""

    own: Dossier
    answer: Sequence[Line]
    chart: Markup | None
    conflicts: Sequence[Conflict]
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Row:
    """A changed row as shown; `evidence` is its sentence before, in and after the words that it rests on."""

    what: str
    table: str
    cause: str
    headline: str
    evidence: tuple[str, str, str]
    because: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since another extraction: `command` shows all of the `total` if these are too many."""

    summary: str
    notes: Sequence[str]
    rows: Sequence[Row]
    total: int
    command: str


def page(corpus: Corpus, changes: Changes | None = None, served: Served | None = None) -> str:
    """The whole page; with `changes` if it is to show any, `served` if it comes from a server that takes decisions."""
    sheets, rows = _sheets(corpus)
    portraits = [_portrait(own) for own in corpus.dossiers()]
    issues = sorted(corpus.issues, key=lambda i: (i.code not in FIRST, i.doc_id, i.code, i.issue_id))
    data = {
        "docs": [sheet.document.doc_id for sheet in sheets],
        "claims": _claim_rows(corpus),
        "mentions": rows,
        "fields": MENDABLE,
        "decisions": _decisions(corpus),
        "memories": corpus.memories["documents"],
    }
    script, style = _asset(*SCRIPTS), _asset("page.css")
    return _environment().get_template("page.html.jinja").render(
        sheets=sheets,
        numbers={sheet.document.doc_id: sheet.number for sheet in sheets},
        portraits=portraits,
        conflicts=[c for portrait in portraits for c in portrait.conflicts],
        first=[i for i in issues if i.code in FIRST],
        issues=issues,
        corpus=corpus,
        words={m.mention_id: m.text for own in corpus.mentions.values() for m in own},
        changes=changes,
        data=data,
        served=served,
        script=script,
        style=style,
        policy=_policy(str(script), str(style), served),
        glyphs=GLYPHS,
    )  # fmt: skip


def _environment() -> jinja2.Environment:
    import jinja2
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        if value is None:
            return ""
        return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    own = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.review"),
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    own.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    own.filters["told"] = told
    own.filters["marked"] = marked
    own.filters["table"] = lambda claim: (
        "count_claims" if isinstance(claim, CountClaim) else "membership_claims"
    )
    return own


def _asset(*names: str) -> Markup:
    """Files of our own, as they stand."""
    from markupsafe import Markup

    folder = files("pipeline.review") / "templates"
    return Markup("\n").join(Markup((folder / name).read_text("utf-8")) for name in names)


def _policy(script: str, style: str, served: Served | None) -> str:
    """No script and no style but ours runs; nothing is loaded; forms go nowhere but to the server if there is one."""

    def own(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    home = "'self'" if served else "'none'"
    rules = f"default-src 'none'; script-src {own(script)}; style-src {own(style)}; img-src data:; base-uri 'none'"
    return f"{rules}; connect-src {home}; form-action {home}"


def _sheets(corpus: Corpus) -> tuple[list[Sheet], list[list[Any]]]:
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
        rows += [_mention_row(m, number, corpus, by_mention.get(m.mention_id, [])) for m in mentions]
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


def _mention_row(mention: Mention, number: int, corpus: Corpus, claims: list[str]) -> list[Any]:
    """Id, document, kind, value, rule, verdict, claims, and what a decision keeps: reading if another, fingerprint."""
    memory = corpus.memories["mentions"].get(mention.mention_id, {"said": "", "evidence": ""})
    said = memory["said"] if memory["said"] != f"{mention.kind} {mention.value}" else 0
    shown = plain(mention.value), mention.rule_id, mention.verdict or 0
    return [mention.mention_id, number, mention.kind, *shown, claims, said, memory["evidence"]]


def _claim_rows(corpus: Corpus) -> dict[str, list[Any]]:
    """By id: table, reading and fingerprint, and the fields that may be corrected."""
    rows = {}
    for claim in corpus.claims:
        table = "count_claims" if isinstance(claim, CountClaim) else "membership_claims"
        memory = corpus.memories[table].get(claim.claim_id, {"said": "", "evidence": ""})
        values = [getattr(claim, name) for name in MENDABLE[table]]
        told_values = [v if isinstance(v, int) else plain(str(v)) if v else 0 for v in values]
        rows[claim.claim_id] = [table, memory["said"], memory["evidence"], told_values]
    return rows


def _portrait(own: Dossier) -> Portrait:
    lines, _ = answer(own)
    claims: list[Claim] = [*own.counts, *own.named]
    shown = [
        line
        for line in lines
        if line.text and line.style in ("answer", "note") and "rollcall" not in line.text
    ]
    return Portrait(
        own,
        shown,
        chart(own) if own.steps else None,
        conflicts(own),
        sum(c.verdict == "accepted" for c in claims),
        sum(c.verdict == "rejected" for c in claims),
    )


def _decisions(corpus: Corpus) -> list[list[Any]]:
    """Every decision, with whether the tables were made with it, as far as they tell."""
    rows: dict[str, Any] = {c.claim_id: c for c in corpus.claims}
    rows |= {m.mention_id: m for own in corpus.mentions.values() for m in own}
    told = []
    for given in corpus.decisions:
        row = rows.get(given.id)
        settled = not given.verdict or (row and (row.verdict, row.reason) == (given.verdict, "decision"))
        same = not given.field or (row and str(getattr(row, given.field) or "") == given.value)
        words = map(
            plain, (given.table, given.id, given.verdict, given.field, given.value, given.by, given.why)
        )
        told.append([*words, row is None or bool(settled and same)])  # without a row it is among the issues
    return told


def link(url: str | None) -> str | None:
    """An address that is safe to follow, else None."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def marked(sentence: str, words: str) -> Markup:
    """A sentence on one line, with the words in it that matter marked."""
    from markupsafe import Markup

    whole, own = plain(" ".join(sentence.split())), plain(" ".join(words.split()))
    before, found, after = whole.partition(own) if own else (whole, "", "")
    return Markup("{}<b>{}</b>{}").format(before, found, after) if found else Markup.escape(whole)
