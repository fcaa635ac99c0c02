"""What the terminal shows, as text: a document with its mentions and claims, the summary of a run."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import click

from pipeline.asking.explain import Line
from pipeline.records import Document, Issue, Mention
from pipeline.running.results import Made

if TYPE_CHECKING:
    from pipeline.relate import Claims

#: Colours by kind of mention.
COLOURS = {
    "country": "green",
    "body": "cyan",
    "count": "bright_red",
    "membership": "bright_yellow",
    "date": "magenta",
    "resolution": "blue",
    "conference": "yellow",
    "person": "bright_blue",
}
OTHER = "bright_black"
#: How the lines of an answer look.
STYLES: dict[str, dict[str, Any]] = {
    "answer": {"bold": True},
    "for": {"fg": "green"},
    "against": {"fg": "red"},
    "quote": {"italic": True},
    "note": {"dim": True},
}


def page(
    document: Document, mentions: Sequence[Mention], claims: Claims, issues: Sequence[Issue], colour: bool
) -> list[str]:
    """A document's text with every mention marked, how many of each kind, and a line for each claim and issue."""
    text = coloured(document.text, mentions) if colour else bracketed(document.text, mentions)
    kinds = sorted(Counter(mention.kind for mention in mentions).items())
    legend = "  ".join(f"{_paint(kind, kind) if colour else kind} {count}" for kind, count in kinds)
    found = [*table(_claims(claims)), *map(problem, (*issues, *claims.issues))]
    return [text, "", legend, *(["", *found] if found else [])]


def as_json(document: Document, mentions: Sequence[Mention], claims: Claims, issues: Sequence[Issue]) -> str:
    """The same for machines: the rows of all tables, in one object."""
    rows = asdict(claims) | {"mentions": list(map(asdict, mentions))}
    rows["issues"] = list(map(asdict, (*issues, *claims.issues)))
    return json.dumps({"document": asdict(document), **rows}, ensure_ascii=False, default=str)


def closing(made: Made, seconds: float) -> list[str]:
    """The summary of a run, from the published tables and the time it took."""

    def tally(table: str, *columns: str) -> Counter[tuple[Any, ...]]:
        return made.tally(f"publish/{table}", *columns)

    named = {"count": "count_claims", "membership": "membership_claims", "conference": "conference_claims"}
    claims = {
        word: tally(name).total() for word, name in (*named.items(), ("resolution", "resolution_citations"))
    }
    verdicts = tally("count_claims", "verdict", "reason") + tally("membership_claims", "verdict", "reason")
    rejected = {reason: number for (verdict, reason), number in verdicts.items() if verdict == "rejected"}
    kinds, codes = (
        {key: n for (key,), n in tally(*it).items()} for it in (("mentions", "kind"), ("issues", "code"))
    )
    return table(
        [
            ("documents", tally("documents").total(), ""),
            ("mentions", sum(kinds.values()), _listed(kinds)),
            ("claims", sum(claims.values()), _listed(claims)),
            ("conflicts", sum(rejected.values()), _listed(rejected)),
            ("issues", sum(codes.values()), _listed(codes)),
            ("seconds", f"{seconds:.1f}", ""),
        ]
    )


def explained(lines: Iterable[Line], colour: bool) -> list[str]:
    """An answer with its claims; in colour it is wrapped too, for a person reads it."""
    if not colour:
        return [line.text for line in lines]
    shown = []
    for line in lines:
        style = STYLES.get(line.style, {})
        indent = " " * (len(line.text) - len(line.text.lstrip()))
        width = min(shutil.get_terminal_size().columns, 110)
        for part in textwrap.wrap(line.text, width, subsequent_indent=indent) or [""]:
            shown.append(click.style(part, **style) if style and part else part)
    return shown


def problem(issue: Issue) -> str:
    """An issue on one line: where, what, why."""
    return f"{issue.doc_id}: {issue.code}: {_one_line(issue.detail)}"


def table(rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> list[str]:
    """Rows as lines with aligned columns, those numbered in `right` to the right; None is empty."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    columns = [
        [f"{cell:{'>' if i in right else '<'}{max(map(len, column))}}" for cell in column]
        for i, column in enumerate(zip(*cells, strict=True))
    ]
    return ["  ".join(row).rstrip() for row in zip(*columns, strict=True)]


def cell(value: object) -> str:
    """A value of any table on one line: nothing is empty, lists have commas, yes and no are words."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    return _one_line(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _claims(found: Claims) -> list[Sequence[object]]:
    """What, of which body, what of it, country, when, modality or place."""
    return [
        *(
            (
                "count",
                c.body,
                f"{c.kind} {c.relation} {c.value}",
                c.country,
                span(c.as_of_start, c.as_of_end),
                c.modality,
            )
            for c in found.count_claims
        ),
        *(
            ("membership", c.body, _numbered(c.action, c.ordinal), c.country, c.date, c.modality)
            for c in found.membership_claims
        ),
        *(
            ("conference", c.body, _numbered(c.name, c.ordinal), c.country, c.days, c.city)
            for c in found.conference_claims
        ),
        *(("resolution", r.organ, r.symbol, None, r.adopted, None) for r in found.resolution_citations),
        *(("person", None, f"{p.name}, {p.role}", p.country, None, p.organisation) for p in found.people),
    ]


def coloured(text: str, mentions: Sequence[Mention]) -> str:
    """Where mentions overlap, the shortest shows."""
    edges = sorted({0, len(text), *(m.start for m in mentions), *(m.end for m in mentions)})
    parts = []
    for start, end in pairwise(edges):
        over = [m for m in mentions if m.start <= start and end <= m.end]
        words = text[start:end]
        parts.append(_paint(words, min(over, key=lambda m: m.end - m.start).kind) if over else words)
    return "".join(parts)


def bracketed(text: str, mentions: Sequence[Mention]) -> str:
    """`[kind words]`: at one place all that ends closes before anything opens, the longest first."""
    opening = sorted(mentions, key=lambda m: (m.start, -m.end))
    marks = [(m.end, 0, i, "]") for i, m in enumerate(opening)]
    marks += [(m.start, 1, i, f"[{m.kind} ") for i, m in enumerate(opening)]
    parts, at = [], 0
    for place, _, _, mark in sorted(marks):
        parts += [text[at:place], mark]
        at = place
    return "".join([*parts, text[at:]])


def marked(sentence: str, words: Iterable[str], colour: bool) -> str:
    """A sentence on one line in which some words stand in brackets, or highlighted."""
    sentence = _one_line(sentence)
    inside = bytearray(len(sentence) + 1)
    for said in map(_one_line, words):
        found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", sentence) or re.search(
            re.escape(said), sentence
        )
        if found:
            inside[found.start() : found.end()] = b"\1" * len(said)
    parts = []
    for marks, group in groupby(enumerate(sentence), key=lambda place: inside[place[0]]):
        text = "".join(letter for _, letter in group)
        parts.append(text if not marks else click.style(text, reverse=True) if colour else f"[{text}]")
    return "".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _paint(words: str, kind: str) -> str:
    return click.style(words, fg=COLOURS.get(kind, OTHER))


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()) if number)


def _numbered(name: str, ordinal: int | None) -> str:
    return name if ordinal is None else f"{name} no. {ordinal}"


def span(first: object, last: object) -> str:
    """A day, or the days between which one lies."""
    if first == last:
        return "" if first is None else str(first)
    return f"{first or '..'}/{last or '..'}"
