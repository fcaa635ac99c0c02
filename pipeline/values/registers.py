"""Reads registers of countries: what their columns hold is known by the header, each row tells of one step or more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values import columns, marks
from pipeline.values.acts import Act
from pipeline.values.brackets import BRACKETS, Step, counted, finer, noted_place, parts, said, void
from pipeline.values.cells import Cell, lines
from pipeline.values.headings import on_other

_YES = re.compile(r"\W*(?:yes|y|x|✓|✔|founder|founding.*|original.*|charter.*|true)\W*", re.I)
_FOUNDER = re.compile(
    r"(?:^|\()\W*(?:(?:an?|the|one|of|is|was|its|as) )*"
    r"(?:found(?:ers?|ing)|original|charter) ?(?:member|state|signatory|part\w*)?\b",
    re.I,
)
#: A title of a column of those who hold an office: since when, another column may tell.
OFFICE = re.compile(r"\b(?:chair(?:s|ed by)?|ministers?|ambassadors?|directors?|presidents?)$", re.I)
_SINCE = re.compile(r"since|from|until|to", re.I)
_OBSERVER = re.compile(r"\bobserver", re.I)
#: Titles of ranks that only number the rows, if the days don't follow them.
_COUNTER = re.compile(r"(?:no|nr|number|#|№)?\W*", re.I)
#: What binds those who ratify it, not those who have only signed.
_TREATY = re.compile(r"\b(?:treaty|convention|protocol|statute)\b", re.I)
#: So many words of a note tell what a country is, if it is no member: "associate since then".
_FIRST = 2
#: More countries than these in a cell are a list, of which its words tell.
_SOME = 2
#: The longest cell of a table without bars.
_WIDEST = 60
#: Up to how far over a table its title is looked for.
_OVER = 240


@dataclass(frozen=True, slots=True)
class _Register:
    """A table: its rows, what its columns hold, and what the days tell if only what stands over it says so."""

    reading: Reading
    rows: list[list[Cell]]
    meanings: list[str]
    about: str
    ranked: bool

    def cells(self, row: list[Cell], *meanings: str) -> list[tuple[str, Cell]]:
        """The cells of a row in columns of some meanings."""
        return [(m, c) for m, c in zip(self.meanings, row, strict=True) if m in meanings]


def read(hit: Hit) -> Iterator[Span]:
    """The steps of each row of the table whose header the match is."""
    register = _register(hit)
    if not register:
        return
    for row in register.rows:
        cells = (
            register.cells(row, "who") or register.cells(row, "join", "observer", "leave") or [("", row[0])]
        )
        named = [c for _, cell in cells for c in cell.spans(hit.reading, "country")]
        places = counted(hit.reading.plain, named)
        for country in named:
            rank = _rank(register, row) if len(named) == 1 and register.ranked else None
            rank = rank or noted_place(hit.reading.plain, country.end) or places.get(country.value)
            rank = rank or _rank_noted(register, row, country)
            for step in _steps(register, row, country):
                if (step.action == "signed") == (hit.rule.gives["action"] == "signed"):
                    action = step.action.replace("signed", "join")
                    act = Act(action, country.value, rank if action == "join" else None, step.date)
                    yield Span(hit.rule.kind, row[0].start, row[-1].end, str(act), hit.rule.id)


def _register(hit: Hit) -> _Register | None:
    """The table below a header that names countries and days or steps."""
    reading, plain = hit.reading, hit.reading.plain
    start = hit.offsets("head")[0]
    header, *rows = [*lines(plain, start)] or [[]]
    titles = [plain[c.start : c.end].strip(" *_:#") for c in header]
    if rows and all(len(row) == len(header) + 1 for row in rows):
        titles = ["", *titles]  # the sign of a heading before the first title
    rows = [row for row in rows if len(row) == len(titles)]
    named = [row for row in rows if any(cell.spans(reading, "country") for cell in row)]
    rows = named if 2 * len(named) > len(rows) else rows  # a year in which nobody came
    offices = any(map(OFFICE.search, titles)) or idle_over(reading, start)
    meanings = [
        "other" if offices and _SINCE.fullmatch(title) else columns.meaning(title) for title in titles
    ]
    for i, meaning in enumerate(meanings):
        if meaning == "who" and not any(row[i].spans(reading, "country") for row in rows):
            meanings[i] = "other"  # "Name thereafter"
    told = {"join", "leave", "observer", "signed", "when", "step"} & {*meanings}
    if not header or not told or not _is_table(reading, plain[start : header[-1].end], rows):
        return None
    bound = bool(_TREATY.search(plain[: plain.find("\n")]))
    bound |= columns.idle("\n".join(titles)) or columns.idle(plain[max(0, start - _OVER) : start])
    if "join" in meanings or bound:
        meanings = ["other" if m == "signed" else m for m in meanings]
    about = _told_over(plain, start, "\n".join(titles))
    about = "" if about == "signed" and bound else about
    if about == "observer" and "observer" not in meanings:
        meanings = ["observer" if m == "join" else m for m in meanings]
    if "who" not in meanings:
        about = next((m for m in meanings if m in {"join", "leave", "observer"}), about)
    counters = [t for t, m in zip(titles, meanings, strict=True) if m == "rank"]
    register = _Register(reading, rows, meanings, about, False)
    ranked = bool(counters) and (not _COUNTER.fullmatch(counters[0]) or _in_order(register))
    return _Register(reading, rows, meanings, about, ranked or not counters)


def idle_over(reading: Reading, start: int) -> bool:
    """Whether the line over a table says that it is on something else than membership."""
    end = len(reading.plain[:start].rstrip())
    heading = reading.unnamed(reading.plain.rfind("\n", 0, end) + 1, end)
    return columns.idle(heading) or OFFICE.search(heading) is not None


def _told_over(plain: str, start: int, titles: str) -> str:
    """What the titles of the columns, or the paragraphs over a table, say that it is about."""
    over = plain[max(0, start - _OVER) : start].rstrip()
    if columns.idle(titles) or on_other(over.rpartition("\n\n")[2]):
        return ""
    return columns.about(over.rpartition("\n\n")[2]) or columns.about(over)


def _is_table(reading: Reading, header: str, rows: list[list[Cell]]) -> bool:
    """Whether all rows name a country. Where no bars part the cells, sentences must not be taken for them."""
    short = all(cell.end - cell.start <= _WIDEST for row in rows for cell in row)
    named = [sum(bool(cell.spans(reading, "country")) for cell in row) for row in rows]
    parted = "|" in header or (len(rows) > 1 and short and ":" not in header and max(named) == 1)
    return all(named) and bool(rows) and parted


def _in_order(register: _Register) -> bool:
    """Whether the days of the rows follow their ranks."""
    told = [
        (_rank(register, row) or 0, day.value)
        for row in register.rows
        for _, cell in register.cells(row, "join", "signed", "when")
        for day in cell.spans(register.reading, "date")[:1]
    ]
    days = [day for _, day in sorted(told)]
    return days == sorted(days)


def _rank(register: _Register, row: list[Cell]) -> int | None:
    """The one place that a row tells: in its column, or among its notes."""
    reading = register.reading
    ranks = [
        s.value
        for meaning, cell in register.cells(row, "rank", "step", "note")
        for s in cell.spans(reading, "ordinal", *(["number"] if meaning == "rank" else []))
        if s.value.isdigit() and (meaning == "rank" or s.value != "1")  # "the first to join"
    ]
    return int(ranks[0]) if len(set(ranks)) == 1 else None


def _rank_noted(register: _Register, row: list[Cell], country: Span) -> int | None:
    """The one place that a note of a row tells behind a country's name."""
    told = [
        int(nth.value)
        for start, end, steps in _notes_on(register, row, country)
        for nth in register.reading.within(start, end, "ordinal")
        if "" in steps and nth.value.isdigit()
    ]
    return told[0] if len(told) == 1 and told[0] > 1 else None


def _steps(register: _Register, row: list[Cell], country: Span) -> list[Step]:
    """What a row tells of its country: in columns of days, in notes, in brackets behind its name."""
    reading = register.reading
    notes = [reading.plain[c.start : c.end] for _, c in register.cells(row, "step", "note")]
    action = _noted(register, notes)
    if found := BRACKETS.match(reading.plain, country.end):
        notes.append(found[1])
    founder = any(_YES.fullmatch(reading.plain, c.start, c.end) for _, c in register.cells(row, "founder"))
    marked = marks.meaning(reading, country)
    if marked == "void":
        return []
    notes += [marked] if marked == "observer" else []
    around = next((c for c in row if c.start <= country.start < c.end), row[0])
    if len(around.spans(reading, "country")) > _SOME:
        notes.append(reading.plain[around.start : around.end])  # "Chile, Peru and Togo (founders)"
    founder |= marked == "founder" or any(_FOUNDER.search(note) for note in notes)
    steps = []
    for meaning, cell in _told(register, row, action):
        own = cell.start <= country.start < cell.end
        for day in [] if own else _told_first(cell.spans(reading, "date")):
            step = action if meaning == "when" else meaning
            step = "observer" if step in {"join", "signed"} and any(map(_OBSERVER.search, notes)) else step
            told = _spelt_out(register, row, country, finer(reading, country, day.value))
            steps += [Step("signed", told)] if step == "signed" else list(parts(step, told))
    for meaning, cell in register.cells(row, "step", "note"):
        start = cell.start
        for day in cell.spans(reading, "date"):
            step = said(reading.plain[start : day.start].rpartition("(")[2], "")
            counts = step in {"leave", "observer"} or (step == "join" and meaning == "step")
            steps += [Step(step, day.value)] if counts else []
            start = day.end
    return [s for s in dict.fromkeys(steps) if not (founder and s.action in {"join", "signed"})]


def _spelt_out(register: _Register, row: list[Cell], country: Span, day: str) -> str:
    """The day of a year that a note of its row tells: "1982 | Italy | accession on 24 May 1982", "2021 | Italy, Malta |
    Italy: August"."""
    reading = register.reading
    finer = [
        d.value
        for start, end, steps in _notes_on(register, row, country)
        for d in reading.within(start, end, "date")
        if d.value.startswith(f"{day}-") and said(reading.plain[start : d.start], "") in steps
    ]
    return finer[0] if len(finer) == 1 else day


def _notes_on(register: _Register, row: list[Cell], country: Span) -> Iterator[tuple[int, int, set[str]]]:
    """Where the notes of a row stand, in one that names countries only what is said of this one; and what the words
    before a day must tell, if it is that of an accession."""
    for _, cell in register.cells(row, "note", "step"):
        named = cell.spans(register.reading, "country")
        for i, one in enumerate(named):
            if one.value == country.value:
                yield one.end, named[i + 1].start if i + 1 < len(named) else cell.end, {"join", ""}
        if not named:
            yield cell.start, cell.end, {"join"}


def _told_first(days: list[Span]) -> list[Span]:
    """The first date of a cell, or the month of its year that stands behind it: "2018 (February)"."""
    return days[1:2] if len(days) > 1 and days[1].value.startswith(f"{days[0].value}-") else days[:1]


def _told(register: _Register, row: list[Cell], action: str) -> list[tuple[str, Cell]]:
    """The cells that tell days. Of two days of one step, that of the deed is an accession's, that of its effect a
    withdrawal's."""
    cells = register.cells(row, "join", "leave", "observer", "signed", "when")
    days = [c for m, c in cells if m == "when" and c.spans(register.reading, "date")]
    idle = days[:-1] if action == "leave" else days[1:]
    return [(m, c) for m, c in cells if m != "when" or c not in idle]


def _noted(register: _Register, notes: list[str]) -> str:
    """What happened on the day of a row, by its notes; if these don't tell, by what stands over the table."""
    words = " ".join(notes)
    told = said(words, "") or said(words.partition(",")[0], "")
    idle = "step" in register.meanings or any(void(" ".join(note.split()[:_FIRST])) for note in notes)
    return told or ("" if idle else register.about)
