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
#: What a line of a list holds besides countries and a date.
_PLAIN = re.compile(r"(?:[\W\d_]|and|the|in|on|since|joined|acceded|(?<=\d)(?:st|nd|rd|th))*", re.I)
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
    if hit.has("heading"):
        yield from _list(hit)
        return
    if hit.has("who"):
        start, end = hit.offsets("who")
        days = reading.within(*hit.offsets(), "date")
        for country in reading.within(start, end, "country"):
            yield replace(country, kind=hit.rule.kind, rule=hit.rule.id, value=_act(hit, country, *days[:1]))
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
    for row in lines:
        if len(row) == len(header):
            yield from _row(hit, titles, column, row)


def _list(hit: Hit) -> Iterator[Span]:
    """The countries of each line below a heading that begins with countries and a date; two lines at least."""
    reading, at = hit.reading, hit.offsets("heading")[1]
    found: list[Span] = []
    rows = 0
    for line in re.finditer(r"\n*([^\n]+)", reading.plain[at:]):
        start, end = at + line.start(1), at + line.end(1)
        dates, countries = reading.within(start, end, "date"), reading.within(start, end, "country")
        if not countries or not dates or not _is_row(reading, start, end, dates[0], countries):
            break
        rows += 1
        first, last = min(countries[0].start, dates[0].start), max(countries[-1].end, dates[0].end)
        last += reading.plain[last : last + 1] == ")"
        place = reading.within(start, end, "ordinal") if len(countries) == 1 else []
        acts = {c: _act(hit, c, dates[0], *place[:1]) for c in countries}
        found += [Span(hit.rule.kind, first, last, act, hit.rule.id) for act in acts.values()]
    if rows > 1:
        yield from found


def _is_row(reading: Reading, start: int, end: int, date: Span, countries: list[Span]) -> bool:
    """Whether a line begins with countries and a date and nothing else; words may follow if a sign joins the two."""
    names = [*countries, date]
    last = max(n.end for n in names)
    rest = "".join(
        c
        for i, c in enumerate(reading.plain[start:last], start)
        if not any(n.start <= i < n.end for n in names)
    )
    ends = not reading.plain[last:end].strip(" .;,)")
    return bool(_PLAIN.fullmatch(rest)) and (ends or bool(re.search("[-:|(]", rest)))


def _act(hit: Hit, country: Span, date: Span | None = None, place: Span | None = None) -> str:
    joins = hit.rule.gives["action"] == "join"
    rank = int(place.value) if joins and place and place.value.isdigit() else None
    return str(Act(hit.rule.gives["action"], country.value, rank, date.value if date else None))


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
