"""Reads tables with a column of sizes (a row for each body, or for each day of one body), and those of all members."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free
from pipeline.values import births
from pipeline.values.cells import Cell, Table, lines, table
from pipeline.values.counts import MOST, Count
from pipeline.values.headings import on_other

#: No list of members is shorter.
_FEWEST = 3
#: What the row of the sum of others is called.
_SUM = re.compile(r"\W*(?:total|all|sum|altogether|in all|overall)\b.*", re.I)


#: What a heading over the table of all members says, or a sentence there; and members that are no states.
_ALL = re.compile(
    r"[\W_]*(?:\d+[.)] ?)?(?:(?:list|table|status|register|roster|roll|directory) of |"
    r"(?:the|all|our|its|current|present|full|it|\d+):? )*"
    r"(?:member(?:s|ship| states| countries| governments)|(?:contracting |states )?parties|participants|"
    r"(?:contracting|participating|partner) (?:states|countries|governments)|who belongs|who is in(?: it)?)"
    r"(?: (?:of|to|in) [^.;:\n]{1,60}|"
    r",? (?:with|and|by) (?:[\w-]+ ){0,6}(?:years?|dates?|days?|region|joined)\b[^.;:\n]{0,40}|"
    r",? (?:as of|as at|on|in|at) [^.;:\n]{1,30})?[\W_]*",
    re.I,
)
#: A sentence over the table that says that it names them all, and what makes another list of it.
_WHOLE = re.compile(
    r"\b(?:(?:has|have|had) (?:the following|these)|(?:following|these|below) (?:\w+ )?(?:are|is|were|belong)|"
    r"consists? of|(?:all|every|each|complete|full|entire)\b[^.:]{0,40}) ?[^.:]{0,40}\b(?:members?|membership|"
    r"states|countries|governments?|parties|participants|belong\w*)\b",
    re.I,
)
_PART = re.compile(
    r"\b(?:new\w*|latest|recent|some|since|extract|selected|founder\w*|observers?|associates?|candidates?|former|"
    r"signed|pending|not|under|suspen\w+|inactive|arrears|elected|visited|host\w*|chair\w*|without)\b",
    re.I,
)
_MEMBERS = re.compile(
    r"^(?!.*\b(?:staff|associate|observer|board)\b).*\b(?:members?(?:hip)?|parties|ratifications)\b", re.I
)
#: What is said of a body's size, of whomever it is made; and what only some of those are, or others beside them.
_SIZE = re.compile(
    r"\b(?:size|strength|gr[eo]wn?|growth|states|countries|governments|nations|signatories|enlargements?|"
    r"expansion|participants|adherents|numbers?|tally|headcount)\b",
    re.I,
)
_OF_SOME = re.compile(
    r"\b(?:new\w*|join\w*|accessions?|admi\w+|entr\w+|left|leav\w+|departures?|meetings?|staff|board|committee|"
    r"statements?|projects?|budget|fees?|dues|votes?|working groups?|observers?|associates?|offices?|visit\w*|"
    r"resolutions?|reports?|conferences?|sessions?|present|attend\w*|guests|delegates|advis\w+|host\w*|"
    r"network|euros?|dollars|funds?|funding|contributions?|rank\w*)\b",
    re.I,
)
#: What fills a cell: a day, or the word for a founder.
_FILLED = re.compile(r"\b(?:1[89]|20)\d\d\b|\b(?:found|original|charter|initial)", re.I)
#: How far over a table one reads what it is.
_OVER = 600
_CAME = re.compile(
    r"(?:new(?:comers| members| parties)|(?:who )?joined|entrants|accessions|admissions|admitted|entered|arrivals)",
    re.I,
)
_FELLOW = re.compile(r"(?:the )?(?:European|African) (?:Union|Community)|EU", re.I)


def read(hit: Hit) -> Iterable[Span]:
    """The number of each row in the column of which the match is the header, or the members that it lists."""
    if hit.rule.gives["kind"] == "across":
        yield from _across(hit)
        return
    if hit.rule.gives["kind"] == "years":
        yield from _years(hit)
        return
    if hit.has("lines"):
        yield from _lines(hit)
        return
    found = table(hit)
    if found and hit.rule.gives["kind"] == "listed":
        yield from _members(hit, found)
    elif found and ("under" not in hit.rule.gives or _of_members(hit.reading, found)):
        yield from _sizes(hit, found)


def _members(hit: Hit, found: Table) -> Iterable[Span]:
    """The rows of a table below a heading that says that these are all members."""
    reading, cells = hit.reading, [row[found.column] for row in found.rows]
    heading = _heading(reading, found)
    called = _ALL.fullmatch(heading) and not _PART.search(heading)
    if len(cells) < _FEWEST or not (called or _says_all(reading, found.start, len(cells))):
        return
    named = [
        c for c in cells if c.spans(reading, "country") or _FELLOW.fullmatch(reading.plain, c.start, c.end)
    ]
    told = [
        [_FILLED.search(reading.plain, cell.start, cell.end) is not None for cell in row]
        for row in found.rows
    ]
    if len(named) == len(cells) and all(row == told[0] for row in told):
        count = Count("listed", "eq", len(cells), "members")
        yield Span(hit.rule.kind, cells[0].start, cells[-1].end, str(count), hit.rule.id)


def _lines(hit: Hit) -> Iterable[Span]:
    """The lines below a heading that says that these are all members, each a country with its year."""
    reading, (start, at) = hit.reading, hit.offsets("lines")
    heading = reading.unnamed(start, at)
    if not _ALL.fullmatch(heading) or on_other(heading) or _PART.search(heading):
        return
    rows = []
    for line in reading.plain[at:].split("\n"):
        if not line.strip():
            break
        rows.append(Cell(at, at + len(line)))
        at += len(line) + 1
    dated = [_FILLED.search(reading.plain, row.start, row.end) for row in rows]
    named = [_begins_with_country(reading, row) for row in rows]
    if len(rows) >= _FEWEST and all(named) and all(dated):
        count = Count("listed", "eq", len(rows), "members")
        yield Span(hit.rule.kind, rows[0].start, rows[-1].end, str(count), hit.rule.id)


def _years(hit: Hit) -> Iterable[Span]:
    """The sizes behind a label or below a heading on the members, each with its year or body: "Members: 2014: 23; 2017:
    30"; or behind a first one that says what it counts: "FOC: 42 members. NATO: 32"."""
    reading = hit.reading
    head = reading.unnamed(*hit.offsets("head")) if hit.has("head") else ""
    group = "rows" if hit.has("rows") else "rows2"
    named = _MEMBERS.search(head) or (_SIZE.search(head) and hit.spans("", "body"))
    if (head and not named) or _OF_SOME.search(head):
        return
    for number in hit.spans(group, "number"):
        bound, _, value = number.value.rpartition(" ")
        kind = "initial" if births.in_year(reading, number) else "total"
        if _FEWEST <= int(value) <= MOST:
            count = Count(kind, bound or "eq", int(value), "members")
            yield Span(hit.rule.kind, number.start, number.end, str(count), hit.rule.id)


def _begins_with_country(reading: Reading, row: Cell) -> bool:
    """Whether a line names one country and begins with it, but for a number or a bullet."""
    named = row.spans(reading, "country")
    return len(named) == 1 and not re.search(
        r"(?!the )[^\W\d_]{2}", reading.plain[row.start : named[0].start], re.I
    )


def _says_all(reading: Reading, start: int, rows: int) -> bool:
    """Whether the paragraph over a table says that it names all members, or tells as many of them as it has rows."""
    first = max(0, start - _OVER, reading.plain.rfind("\n\n", 0, len(reading.plain[:start].rstrip())))
    over = reading.plain[first:start]
    if _PART.search(over.strip().rpartition("\n")[2].rpartition(". ")[2]):
        return False
    sizes = {n.value for n in reading.within(first, start, "number")}
    return bool(_WHOLE.search(over)) or (str(rows) in sizes and bool(_MEMBERS.search(over)))


def _of_members(reading: Reading, found: Table) -> bool:
    """Whether the heading over a table, or that of another column, tells that it is about members."""
    titles = [reading.plain[cell.start : cell.end] for cell in found.header]
    return bool(_MEMBERS.search(_heading(reading, found))) or any(_CAME.fullmatch(title) for title in titles)


def _across(hit: Hit) -> Iterable[Span]:
    """The numbers of a row of members below days: "Members | 8 | 79"."""
    reading, at = hit.reading, hit.offsets("head")[0]
    first = reading.plain.rfind("\n", 0, at) + 1
    header, *rows = [*lines(reading.plain, _top(reading.plain, first))] or [[]]
    row = next((r for r in rows if r and first <= r[0].start <= at), [])
    columns = min(len(header), len(row) - 1)  # the first title may be missing
    for title, cell in zip(header[-columns:], row[-columns:], strict=True) if columns > 0 else ():
        dates, numbers = title.spans(reading, "date"), cell.spans(reading, "number")
        if (
            len(dates) == 1
            and len(numbers) == 1
            and numbers[0].end - numbers[0].start == cell.end - cell.start
        ):
            count = Count("total", "eq", int(numbers[0].value.split()[-1]), "members")
            yield Span(hit.rule.kind, cell.start, cell.end, str(count), hit.rule.id)


def _top(plain: str, start: int) -> int:
    """Where the table begins of which a row begins at `start`; an empty line may follow its header."""
    top, at = start, start
    while at > 0:
        at = plain.rfind("\n", 0, at - 1) + 1
        if "|" in plain[at:top]:
            top = at
        elif plain[at:top].strip() or plain[at:top].count("\n") > 1:
            break
    return top


def _heading(reading: Reading, found: Table) -> str:
    """The line over a table, without the names of bodies."""
    end = len(reading.plain[: found.start].rstrip())
    return reading.unnamed(reading.plain.rfind("\n", 0, end) + 1, end)


def _sizes(hit: Hit, found: Table) -> Iterable[Span]:
    """The number of each row."""
    reading = hit.reading
    for row in found.rows:
        numbers = row[found.column].spans(reading, "number")
        if len(numbers) == 1 and _is_size(reading, numbers[0], row, found.column):
            number = numbers[0]
            bound, _, value = number.value.rpartition(" ")
            count = Count("total", bound or "eq", int(value), "members")
            yield Span(hit.rule.kind, number.start, number.end, str(count), hit.rule.id)


def _is_size(reading: Reading, number: Span, row: list[Cell], column: int) -> bool:
    """Whether a number fills its cell and its row begins with a body, a day, or the word for a sum."""
    cell, names = row[column], [c for i, c in enumerate(row) if i != column]
    rest = reading.plain[cell.start : number.start] + reading.plain[number.end : cell.end]
    if re.search(r"[^\W\d_]", rest):
        return False
    return bool(
        names[0].spans(reading, "body", "date")
        or _SUM.fullmatch(reading.plain[names[0].start : names[0].end])
    ) and not names[0].spans(reading, "country")


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Those that no sentence has told."""
    return free(dict.fromkeys(spans), reading.of("count"))
