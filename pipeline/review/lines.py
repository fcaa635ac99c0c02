"""A difference as lines of text: for the terminal, and for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import click

from pipeline.review.changes import CHANGED, GAINED, LOST, MOVED, WHATS, Change, Diff
from pipeline.review.words import SIGNS, because, evidence, headline, inputs, place, summary, tables

#: So many rows of a table are shown on the terminal, unless all are asked for.
SHOWN = 40
#: A comment holds at most so many bytes.
COMMENT = 60_000
COLOURS = {GAINED: "green", LOST: "red", CHANGED: "yellow", MOVED: "blue"}

Paint = Callable[[str, str], str]


def text(diff: Diff, colour: bool, most: int | None = SHOWN) -> Iterator[str]:
    """For the terminal: the summary, then what differs in what the two were made from, then table by table."""

    def paint(words: str, what: str) -> str:
        return click.style(words, fg=COLOURS[what]) if colour else words

    def mark(words: str) -> str:
        return click.style(words, reverse=True) if colour else f"[{words}]"

    yield click.style(summary(diff), bold=True) if colour else summary(diff)
    for line in (*inputs(diff), *diff.notes):
        yield click.style(f"  {line}", dim=True) if colour else f"  {line}"
    for table, rows, shifts in tables(diff):
        title = _title(diff, table)
        yield ""
        yield click.style(title, bold=True) if colour else title
        for change in rows[:most]:
            yield from _lines(change, paint, mark)
        if most is not None and len(rows) > most:
            yield f"  ... and {len(rows) - most:,} more (--all shows them)"
        for line in shifts:
            yield paint(f"{SIGNS[MOVED]} {line}", MOVED)


def markdown(diff: Diff, beside: str = "") -> str:
    """For a comment on a pull request: under 60 kB however large the difference; `beside` names the file of all rows.

    Whatever documents say stands in blocks of code: there it is text, be it markup, a link or a name with an @.
    """
    head = [
        "### Rollcall: what changed in the tables",
        "",
        *_block([summary(diff), *inputs(diff), *diff.notes]),
    ]
    counts = diff.counts()
    if counts:
        head += ["", "| table | " + " | ".join(WHATS) + " |", "|---|" + "---:|" * len(WHATS)]
        head += [
            f"| {name} | " + " | ".join(f"{own[what]:,}" for what in WHATS) + " |"
            for name, own in counts.items()
        ]
    where = f"Every row stands in `{beside}`." if beside else "`rollcall diff` shows every row."
    closing = f"Cut here. {where}"
    left = COMMENT - _size(head) - len(closing) - 200
    body: list[str] = []
    for number, (table, rows, shifts) in enumerate(tables(diff)):
        part = _section(_title(diff, table), rows, shifts, left // (len(counts) - number))
        left -= _size(part)
        body += part
    cut = any(line.startswith("... and ") for line in body)
    return "\n".join([*head, *body, *(["", closing] if cut else [])]) + "\n"


def _section(name: str, rows: Sequence[Change], shifts: Sequence[str], room: int) -> list[str]:
    """A table's rows as a block that can be opened, as many as there is room for."""
    every = [list(_lines(row, lambda words, _: words, lambda words: f"[{words}]")) for row in rows]
    every += [[f"{SIGNS[MOVED]} {line}"] for line in shifts]
    title = ["", f"<details><summary>{name}</summary>", ""]
    lines: list[str] = []
    room -= _size(title) + 150
    for number, part in enumerate(every):
        if (room := room - _size(part)) < 0:
            lines.append(f"... and {len(every) - number:,} more")
            break
        lines += part
    return [*title, *_block(lines, "diff"), "", "</details>"]


def _block(lines: Sequence[str], language: str = "text") -> list[str]:
    """Lines as a block of code, in a fence that none of them can close."""
    runs = (re.match(" {0,3}(`*)", line) for line in lines)  # only a line's beginning can close a fence
    fence = "`" * max([3, *(len(run[1]) + 1 for run in runs if run)])
    return [fence + language, *lines, fence]


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _title(diff: Diff, table: str) -> str:
    counts = diff.counts()[table]
    return f"{table}: " + ", ".join(f"{counts[what]:,} {what}" for what in WHATS if counts[what])


def _lines(change: Change, paint: Paint, mark: Callable[[str], str]) -> Iterator[str]:
    """A change: what the row says and what became of it; where and why; the sentence."""
    yield paint(f"{SIGNS[change.what]} {headline(change)}", change.what)
    where = place(change)
    yield f"    {where + '  ' if where else ''}({because(change)})"
    before, words, after = evidence(change)
    if before or words:
        yield f"    {before}{mark(words) if words else ''}{after}"
