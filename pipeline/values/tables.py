"""Reads tables of who joined or left when: a header names the column, each row a country (or several) and the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span
from pipeline.values.acts import Act

_RULE = re.compile(r"[\s|:-]*")
_NUMBER = re.compile(r"\W*(?:(?:member )?(?:no|nr|number)\b\.?|#|order|rank)\W*", re.I)
#: A title that tells what the line over the table says of its countries, if that isn't that they joined.
_SINCE = re.compile(r"\W*since\W*", re.I)
_OTHERWISE = re.compile(r"\b(?:observers?|former|withdr\w+|left|chairs?|founders?)\b", re.I)
_WHEN = re.compile(r"\W*(?:year|date|when|since|año|année|anno|ano|jahr)\W*", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in the text."""

    start: int
    end: int

    def spans(self, reading: Reading, *kinds: str) -> list[Span]:
        """The recognised spans within."""
        return reading.within(self.start, self.end, *kinds)


def read(hit: Hit) -> Iterable[Span]:
    """One span for each country, over its row, if the match is a cell of a table's header."""
    reading = hit.reading
    if hit.has("who"):
        start, end = hit.offsets("who")
        day = reading.within(*hit.offsets(), "date")[0]
        for country in reading.within(start, end, "country"):
            act = Act(hit.rule.gives["action"], country.value, None, day.value)
            yield replace(country, kind=hit.rule.kind, rule=hit.rule.id, value=str(act))
        return
    at = hit.offsets("head")[0]
    first = reading.plain.rfind("\n", 0, at) + 1
    if "|" in reading.plain[reading.plain.rfind("\n", 0, max(0, first - 1)) + 1 : first]:
        return
    lines = lines_of(reading.plain, first)
    header = next(lines, [])
    column = next((i for i, cell in enumerate(header) if cell.start <= at < cell.end), None)
    if column is None or len(header) < 2:
        return
    titles = [reading.plain[cell.start : cell.end] for cell in header]
    over = reading.plain[:first].rstrip().rpartition("\n")[2]
    if _SINCE.fullmatch(titles[column]) and _OTHERWISE.search(over):
        return
    for row in lines:
        if len(row) == len(header):
            yield from _row(hit, titles, column, row)


def finish(_: Reading, spans: list[Span]) -> list[Span]:
    """All of them: several countries may share a row."""
    return list(dict.fromkeys(spans))


def lines_of(plain: str, start: int) -> Iterator[list[Cell]]:
    """The rows of the table that begins at `start`, header first, as cells. An empty line may follow the header."""
    rows = 0
    while start < len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        line = plain[start:end]
        if "|" not in line and (line or rows != 1):
            return
        if not _RULE.fullmatch(line):
            rows += 1
            yield _cells(line, start)
        start = end + 1


def _cells(line: str, start: int) -> list[Cell]:
    inner = line.strip().strip("|")
    cells, at = [], start + line.index(inner)
    for words in inner.split("|"):
        first = at + len(words) - len(words.lstrip())
        cells.append(Cell(first, max(first, at + len(words.rstrip()))))
        at += len(words) + 1
    return cells


def _row(hit: Hit, titles: list[str], column: int, row: list[Cell]) -> Iterator[Span]:
    """The countries of a row with the day of the column; or those of the column with the day of the row."""
    reading = hit.reading
    countries = row[column].spans(reading, "country")
    if countries:
        days = [
            d
            for title, cell in zip(titles, row, strict=True)
            if _WHEN.fullmatch(title)
            for d in cell.spans(reading, "date")
        ]
    else:
        days = row[column].spans(reading, "date")
        countries = [c for cell in row for c in cell.spans(reading, "country")][:1] if days else []
    ranks = [
        int(s.value)
        for title, cell in zip(titles, row, strict=True)
        if _NUMBER.fullmatch(title)
        for s in cell.spans(reading, "number", "ordinal")
        if s.value.isdigit()
    ]
    rank = ranks[0] if len(countries) == len(ranks) == 1 and hit.rule.gives["action"] == "join" else None
    for country in countries:
        act = Act(hit.rule.gives["action"], country.value, rank, days[0].value if days else None)
        yield Span(hit.rule.kind, row[0].start, row[-1].end, str(act), hit.rule.id)
