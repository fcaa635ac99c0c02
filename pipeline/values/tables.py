"""Reads tables of who joined or left when: a header names the column, each row a country (or several) and the day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values import registers
from pipeline.values.acts import Act
from pipeline.values.brackets import finer, noted_place, parts, said
from pipeline.values.cells import Cell, one_table, table
from pipeline.values.signers import open_to_signers

_NUMBER = re.compile(r"\W*(?:(?:member )?(?:no|nr|number)\b\.?|#|order|rank)\W*", re.I)
#: Numbers of the members; others only count the rows if the days don't follow them.
_PLACES = re.compile(r"\W*(?:member .*|order|rank)\W*", re.I)
#: A title that tells what the line over the table says of its countries, if that isn't that they joined.
_SINCE = re.compile(r"\W*since\W*", re.I)
_OTHERWISE = re.compile(r"\b(?:observers?|former|withdr\w+|left|chairs?|founders?)\b", re.I)
#: The rules that read a table by all its columns.
_WHOLE = frozenset(("table.register", "table.signed"))
#: The groups of countries of a match that is no header.
_WHO = ("who", "who2", "who3", "who4")
_WHEN = re.compile(r"\W*(?:year|date|when|since|año|année|anno|ano|jahr)\W*", re.I)


def read(hit: Hit) -> Iterable[Span]:
    """One span for each country, over its row, if the match is a cell of a table's header."""
    reading = hit.reading
    if hit.rule.gives["action"] in {"rows", "signed"}:
        yield from registers.read(hit)
        return
    if hit.rule.gives["action"] == "steps":
        yield from _verbs(hit)
        return
    if who := next((group for group in _WHO if hit.has(group)), ""):
        start, end = hit.offsets(who)
        day = next(iter(reading.within(*hit.offsets(), "date")), None)
        for country in reading.within(start, end, "country"):
            act = Act(hit.rule.gives["action"], country.value, None, day.value if day else None)
            yield replace(country, kind=hit.rule.kind, rule=hit.rule.id, value=str(act))
        return
    found = table(hit)
    if not found or not open_to_signers(hit):
        return
    titles = [reading.plain[cell.start : cell.end] for cell in found.header]
    over = reading.plain[: found.start].rstrip().rpartition("\n")[2]
    offices = any(map(registers.OFFICE.search, titles)) or registers.idle_over(reading, found.start)
    if _SINCE.fullmatch(titles[found.column]) and (offices or _OTHERWISE.search(over)):
        return
    ranks = [_rank(reading, titles, row) for row in found.rows]
    told = sorted(
        (rank or 0, day.value)
        for rank, row in zip(ranks, found.rows, strict=True)
        for day in row[found.column].spans(reading, "date")[:1]
    )
    days = [day for _, day in told]
    ranked = days == sorted(days) or any(_PLACES.fullmatch(title) for title in titles)
    for rank, row in zip(ranks, found.rows, strict=True):
        yield from _row(hit, titles, found.column, row, rank if ranked else None)


def _verbs(hit: Hit) -> Iterator[Span]:
    """The steps of a country whose line tells each with a verb: "Chad: left 2013, rejoined 2018"."""
    country, start, end = hit.spans("who", "country")[0], hit.offsets("who")[1], hit.offsets()[1]
    for day in hit.reading.within(start, end, "date"):
        for step in parts(said(hit.reading.plain[start : day.start], ""), day.value):
            act = Act(step.action, country.value, None, step.date)
            yield Span(hit.rule.kind, country.start, end, str(act), hit.rule.id)
        start = day.end


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """All of them: several countries may share a row. What all columns tell together counts before one of them."""
    whole = sorted({s.start for s in spans if s.rule in _WHOLE})

    def known(row: Span) -> bool:
        at = bisect_right(whole, row.start)
        near = whole[max(0, at - 1) : at + 1]
        return any("\n\n" not in reading.plain[min(w, row.start) : max(w, row.start)] for w in near)

    return list(dict.fromkeys(s for s in spans if s.rule in _WHOLE or not known(s)))


def in_table(reading: Reading, country: Span) -> bool:
    """Whether a country stands in a table that the titles of its columns explain, though its row may tell nothing."""
    told = [t for t in reading.of("membership") if t.rule.startswith("table.")]
    at = bisect_right(told, country.start, key=lambda t: t.start)
    return any(
        t.start <= country.start < t.end or one_table(reading.plain, t.start, country.start)
        for t in told[max(0, at - 1) : at + 1]
    )


def _rank(reading: Reading, titles: list[str], row: list[Cell]) -> int | None:
    """The one number in a row's column of numbers."""
    ranks = [
        int(s.value)
        for title, cell in zip(titles, row, strict=True)
        if _NUMBER.fullmatch(title)
        for s in cell.spans(reading, "number", "ordinal")
        if s.value.isdigit()
    ]
    return ranks[0] if len(ranks) == 1 else None


def _row(hit: Hit, titles: list[str], column: int, row: list[Cell], rank: int | None) -> Iterator[Span]:
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
    joins, alone = hit.rule.gives["action"] == "join", len(countries) == 1
    for country in countries:
        place = ((rank if alone else None) or noted_place(reading.plain, country.end)) if joins else None
        day = finer(reading, country, days[0].value) if days else None
        act = Act(hit.rule.gives["action"], country.value, place, day)
        yield Span(hit.rule.kind, row[0].start, row[-1].end, str(act), hit.rule.id)
