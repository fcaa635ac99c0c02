"""A difference as one HTML page: no script, no link, nothing from elsewhere; whatever documents say is text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipeline.review.changes import MOVED, WHATS, Change, Diff
from pipeline.review.words import SIGNS, because, evidence, headline, inputs, place, summary, tables

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Rollcall: what changed</title>
<style>
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2rem }
ul { list-style: none; padding: 0 } li { border-top: 1px solid var(--line); padding: .5rem 0; overflow-wrap: anywhere }
.gained { border-left: .3rem solid #1a7f37 } .lost { border-left: .3rem solid #cf222e }
.changed { border-left: .3rem solid #9a6700 } .moved { border-left: .3rem solid #0969da }
li.gained, li.lost, li.changed, li.moved { padding-left: .7rem }
table { border-collapse: collapse }
td, th { border-top: 1px solid var(--line); padding: .2rem .8rem; text-align: right }
td:first-child, th:first-child { text-align: left }
p, small { margin: .1rem 0 } blockquote { margin: .2rem 0 .2rem 1rem }
</style></head><body><main>
"""


def page(diff: Diff) -> str:
    """The page."""
    parts = [_HEAD, f"<h1>{escape(summary(diff))}</h1>\n"]
    told = [*inputs(diff), *diff.notes]
    parts += ["<ul>\n", *(f"<li>{escape(line)}</li>\n" for line in told), "</ul>\n"] if told else []
    parts += _counts(diff)
    for table, rows, shifts in tables(diff):
        parts += [f'<section aria-labelledby="{table}"><h2 id="{table}">{table}</h2>\n<ul>\n']
        parts += [*map(_item, rows), *map(_moved, shifts), "</ul></section>\n"]
    return "".join([*parts, "</main></body></html>\n"])


def _counts(diff: Diff) -> Iterator[str]:
    if diff:
        yield (
            "<table><thead><tr><th>table</th>"
            + "".join(f"<th>{what}</th>" for what in WHATS)
            + "</tr></thead>\n"
        )
        for table, counts in diff.counts().items():
            cells = "".join(f"<td>{counts[what]:,}</td>" for what in WHATS)
            yield f'<tr><td><a href="#{table}">{table}</a></td>{cells}</tr>\n'
        yield "</table>\n"


def _moved(line: str) -> str:
    return f'<li class="{MOVED}"><p>{SIGNS[MOVED]} {escape(line)}</p></li>\n'


def _item(change: Change) -> str:
    before, words, after = map(escape, evidence(change))
    quote = (
        f"<blockquote dir=auto>{before}<mark>{words}</mark>{after}</blockquote>" if before or words else ""
    )
    where = " · ".join(filter(None, (place(change), because(change))))
    head = f"{SIGNS[change.what]} {change.what}: {headline(change)}"
    return f'<li class="{change.what}"><p>{escape(head)}</p>{quote}<small>{escape(where)}</small></li>\n'
