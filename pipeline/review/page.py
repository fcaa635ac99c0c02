"""The page: all of a run as one HTML file that needs nothing else, neither network nor server.

Everything that came from a document is text: Jinja escapes it, characters that turn the order of what is around them
are shown by name, and the page's own policy lets no script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.asking.dossier import table_of
from pipeline.decisions import MENDABLE
from pipeline.review import views
from pipeline.review.changes import Diff
from pipeline.review.corpus import Corpus
from pipeline.review.highlight import visible
from pipeline.review.phrases import told
from pipeline.review.words import because, evidence, headline, summary
from pipeline.settling import PLAIN

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
#: No more changes than this are shown: the page stays quick.
SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Served:
    """What the page needs to write decisions at once: the token of its forms and the name of the file."""

    token: str
    file: str


def page(corpus: Corpus, diff: Diff | None = None, served: Served | None = None) -> str:
    """The whole page; with `diff` what changed, with `served` as a server shows it that takes decisions."""
    sheets, rows = views.documents(corpus)
    portraits = [views.portrait(own) for own in corpus.dossiers()]
    issues = sorted(corpus.issues, key=lambda i: (i.code not in FIRST, i.doc_id, i.code, i.issue_id))
    data = {
        "docs": [sheet.document.doc_id for sheet in sheets],
        "claims": views.claims(corpus),
        "mentions": rows,
        "fields": MENDABLE,
        "plain": PLAIN,
        "decisions": views.decisions(corpus),
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
        diff=diff,
        changes=diff.changes[:SHOWN] if diff else (),
        data=data,
        served=served,
        script=script,
        style=style,
        policy=_policy(str(script), str(style), served),
        glyphs=_glyphs({kind for sheet in sheets for kind in sheet.kinds}),
    )  # fmt: skip


def _glyphs(kinds: set[str]) -> dict[str, str]:
    """The glyphs of the kinds that there are; a kind of somebody's own has a dot."""
    known = {kind: glyph for kind, glyph in GLYPHS.items() if kind in kinds}
    return known | dict.fromkeys(sorted(kinds - known.keys()), "·")


def _environment() -> jinja2.Environment:
    import jinja2
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        if value is None:
            return ""
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    own = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.review"),
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    own.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    own.filters |= {"told": told, "marked": marked, "table": table_of}
    own.filters |= {"summary": summary, "headline": headline, "evidence": evidence, "because": because}
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


def marked(sentence: str, words: str) -> Markup:
    """A sentence on one line, with the words in it that matter marked."""
    from markupsafe import Markup

    whole, own = visible(" ".join(sentence.split())), visible(" ".join(words.split()))
    before, found, after = whole.partition(own) if own else (whole, "", "")
    return Markup("{}<b>{}</b>{}").format(before, found, after) if found else Markup.escape(whole)
