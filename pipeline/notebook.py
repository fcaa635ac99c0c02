"""The way in for notebooks: the published tables as pandas frames, the words behind an id, the history as a chart.

>>> rollcall = load("processed")
>>> rollcall["memberships"]         # a table; its days stay days, its lists lists
>>> rollcall.evidence(claim_id)     # the sentence behind a claim or a mention
>>> rollcall.timeline_chart("FOC")  # size, interval, claims for and against
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.asking import charts, lookup
from pipeline.errors import RollcallError
from pipeline.published import TABLES

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


def load(folder: str | Path = "processed") -> Tables:
    """All published tables of a folder. Raises RollcallError if one is missing, broken or of another contract."""
    return Tables(Path(folder))


class Tables(dict[str, "pd.DataFrame"]):
    """The published tables by name, as pandas frames with Arrow types, and what can be asked of them together."""

    def __init__(self, folder: Path) -> None:
        import pandas as pd

        self.folder = folder
        for name in TABLES:
            self[name] = lookup.arrow(folder, name).to_pandas(types_mapper=pd.ArrowDtype)

    def __missing__(self, name: str) -> pd.DataFrame:
        raise RollcallError(name, "is no published table", f"take one of {', '.join(self)}")

    def __repr__(self) -> str:
        return f"Tables({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{name}</td><td>{len(frame):,}</td></tr>" for name, frame in self.items())
        return f"<table><tr><th>table</th><th>rows</th></tr>{rows}</table>"

    def evidence(self, id: str) -> Evidence:
        """The sentence behind a claim or a mention, by its `claim_id` or `mention_id`. Shows itself in a notebook."""
        claim: dict[str, Any] = {}
        for name in ("count_claims", "membership_claims", "conference_claims"):
            claim = claim or _row(self[name], "claim_id", id)
        mention = _row(self["mentions"], "mention_id", claim.get("mention_id", id))
        if not mention:
            raise RollcallError(
                id, "is the id of no claim or mention", "take one from claim_id or mention_id"
            )
        document = _row(self["documents"], "doc_id", mention["doc_id"])
        start, end = _place(mention, self["mentions"])
        return Evidence(
            sentence=mention["sentence"],
            start=start,
            end=end,
            source=", ".join(
                str(document[part]) for part in ("published", "doc_id", "publisher") if document[part]
            ),
            verdict=". ".join(str(claim[part]) for part in ("verdict", "explanation") if claim.get(part)),
        )

    def timeline_chart(self, body: str) -> alt.LayerChart:
        """The size of a body, day by day, with its interval and the claims for and against; `save` it as PNG or SVG.

        `body` is its code or its name. Raises RollcallError for a body without a timeline.
        """
        return charts.timeline_chart(self.folder, body)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, the place of the words in it that a rule recognised, where it stands, and what became of it."""

    sentence: str
    start: int
    end: int
    source: str
    verdict: str

    def __str__(self) -> str:
        before, words, after = self._parts()
        return "\n".join(filter(None, (f"{before}[{words}]{after}", self.source, self.verdict)))

    def _repr_html_(self) -> str:
        before, words, after = map(html.escape, self._parts())
        notes = "<br>".join(html.escape(note) for note in (self.source, self.verdict) if note)
        return f"<blockquote>{before}<mark>{words}</mark>{after}<br><small>{notes}</small></blockquote>"

    def _parts(self) -> tuple[str, str, str]:
        return self.sentence[: self.start], self.sentence[self.start : self.end], self.sentence[self.end :]


def _row(frame: pd.DataFrame, key: str, value: str) -> dict[str, Any]:
    """The row with that key, its empty cells as None; nothing if there is none."""
    import pandas as pd

    found = frame[frame[key] == value].to_dict("records")
    return {str(k): None if v is pd.NA else v for k, v in found[0].items()} if found else {}


def _place(mention: dict[str, Any], mentions: pd.DataFrame) -> tuple[int, int]:
    """Where a mention stands in its sentence.

    Where its words occur there more than once, the mentions with the same words, in order, tell which of them it is.
    Words that run on beyond the sentence begin in it.
    """
    sentence, words = mention["sentence"], mention["text"]
    if words not in sentence:
        start = next(i for i in range(len(sentence) + 1) if words.startswith(sentence[i:]))
        return start, len(sentence)
    alike = mentions[(mentions["doc_id"] == mention["doc_id"]) & (mentions["sentence"] == sentence)]
    starts = sorted(set(alike[alike["text"] == words]["start"]))
    start = -1
    for _ in range(min(starts.index(mention["start"]) + 1, sentence.count(words))):
        start = sentence.index(words, start + 1)
    return start, start + len(words)
