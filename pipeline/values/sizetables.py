"""Reads tables with a column of sizes (a row for each body, or for each day of one body), and those of all members."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free
from pipeline.values.cells import Cell, Table, lines, table
from pipeline.values.counts import Count

#: No list of members is shorter.
_FEWEST = 3
#: What the row of the sum of others is called.
_SUM = re.compile(r"\W*(?:total|all|sum|altogether|in all|overall)\b.*", re.I)


#: What a heading over the table of all members says, or a sentence there; and members that are no states.
_ALL = re.compile(
    r"[\W_]*(?:\d+[.)] ?)?(?:"
    r"(?:(?:list|table|status|roll|roster|register) of |(?:the|all|our|its|current|present|full) )*"
    r"(?:member(?:s| states| countries| governments)|membership|(?:contracting |states )?parties|"
    r"(?:contracting|participating) (?:states|governments))(?: (?:of|to|in|by) [^.;:\n]{1,60})?|"
    r"who (?:belongs|takes part|is (?:in|who|a member|a party))(?: [^.;:\n]{1,50})?)[\W_]*",
    re.I,
)
_EVERY = re.compile(
    r"\b(?:every|all(?: of)?(?: the)?|each of the|the full list of) (?:[\w-]+ )?"
    r"(?:member|part(?:y|ies)|state|countr(?:y|ies)|government|nation|participant)s?\b"
    r"(?: (?:states?|countr(?:y|ies)|governments?))?"
    r"(?: (?:that|which|who)\b (?:\w+ )?(?:belong|take part|joined|are (?:members|part)|is a)"
    r"(?! [^.]{0,40}\b(?:statement|letter|appeal|declaration|call|meeting|conference|group)\b)|"
    r" (?:of|in|to) the (?-i:[A-Z])|, (?:with|in order|in alphabetical)|[.:]?$)",
    re.I,
)
_MEMBERS = re.compile(
    r"^(?!.*\b(?:staff|associate|observer|board)\b).*\b(?:members?(?:hip)?|parties|ratifications)\b", re.I
)
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
    found = table(hit)
    if found and hit.rule.gives["kind"] == "listed":
        yield from _members(hit, found)
    elif found and ("under" not in hit.rule.gives or _of_members(hit.reading, found)):
        yield from _sizes(hit, found)


def _members(hit: Hit, found: Table) -> Iterable[Span]:
    """The rows of a table below a heading that says that these are all members."""
    reading, cells = hit.reading, [row[found.column] for row in found.rows]
    if len(cells) < _FEWEST or not _of_all(reading, found):
        return
    named = [
        c for c in cells if c.spans(reading, "country") or _FELLOW.fullmatch(reading.plain, c.start, c.end)
    ]
    days = [[bool(cell.spans(reading, "date")) for cell in row] for row in found.rows]
    if len(named) == len(cells) and all(row == days[0] for row in days):
        count = Count("listed", "eq", len(cells), "members")
        yield Span(hit.rule.kind, cells[0].start, cells[-1].end, str(count), hit.rule.id)


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


def _of_all(reading: Reading, found: Table) -> bool:
    """Whether the heading over a table, or what introduces it below that, says that it has all members."""
    heading = _heading(reading, found)
    return bool(_ALL.fullmatch(heading) or _EVERY.search(heading))


def _heading(reading: Reading, found: Table) -> str:
    """The line over a table."""
    over = reading.plain[: found.start].rstrip()
    return over[over.rfind("\n") + 1 :]


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
