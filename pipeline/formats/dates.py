"""Days of publication: in metadata, in the dateline of a text, in a file's name. Never a date from within a text.

Only full days count; "March 2021" is none. Numbers with slashes are read year first or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from pipeline.formats.raw import Note
from pipeline.formats.text import has_sentence

_MONTHS = (
    "january jan janvier enero januar jänner",
    "february feb février fevrier febrero februar feber",
    "march mar mars marzo märz maerz",
    "april apr avril abril",
    "may mai mayo",
    "june jun juin junio juni",
    "july jul juillet julio juli",
    "august aug août aout agosto",
    "september sep sept septembre septiembre setiembre",
    "october oct octobre octubre oktober okt",
    "november nov novembre noviembre",
    "december dec décembre decembre diciembre dezember dez",
)
_MONTH = {name: i for i, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)"
)
_DAY = (
    rf"(?:{_WEEKDAY}\b[.,]? *)?(?:(?:le|el|den|the|on) )?(?:"
    r"(?P<y1>\d{4})([-/.])(?P<m1>\d{1,2})\2(?P<d1>\d{1,2})(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ -]?(?:of |de )?(?P<m2>{_NAME})\b\.?,?[ -]?(?:of |del? )?"
    r"(?P<y2>\d{4})\b"
    rf"|(?P<m3>{_NAME})\b\.? (?:the )?(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<y3>\d{{4}})\b"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})\b)"
)
_TIME = (
    r"(?:[T ,.|·–-]*(?:at |à |um )?\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d+)? ?(?:[ap]\.?m\.?)?"
    r"(?: ?[+-]\d\d:?\d\d| ?[A-Z]{1,4})?)?"
)
_LABEL = (
    r"(?:(?:date|datum|published|posted|released|issued|publication date|publié|publicado|veröffentlicht|"
    r"news|news item|press release|article|blog)"
    r"(?: (?:on|le|el|am|date|at))?(?: ?: ?| ))"
)
_PLACE = r"(?:(?-i:[A-ZÀ-Þ])[\w.’'-]*)(?:[ ,/]+(?:of|the|de|la|am|(?-i:[A-ZÀ-Þ])[\w.’'-]*)){0,5}"

_STATED = re.compile(rf"{_LABEL}?{_DAY}", re.IGNORECASE)
#: A line, or a part of one between bars, that holds a date and nothing else.
_ALONE = re.compile(rf"{_LABEL}?{_DAY}{_TIME}[.,]?", re.IGNORECASE)
#: "THE HAGUE, 3 December 2024 -" and "Geneva (3 December 2024)": the place and the day before the text begins.
_DATELINE = re.compile(rf"{_PLACE} ?[,(–-] ?{_DAY}\)?(?: ?[-–—:.|/(]|$)", re.IGNORECASE)
#: "Posted by the press office, Monday, 3 December 2024".
_BYLINE = re.compile(
    rf"(?:posted|published|released|issued|by)\b[^.!?\n]{{0,60}}?\W{_DAY}{_TIME}(?: in [\w ,&]+)?$",
    re.IGNORECASE,
)
#: "Formation | 9 December 2011", "When: 6 - 7 February 2020": the day of another thing than the text.
_ANOTHER = re.compile(
    r"\W*(?:when|form(?:ed|ation)|found(?:ed|ation|ing)|establish(?:ed|ment)|inception|launch(?:ed)?|origin|"
    r"creat(?:ed|ion)|start(?:s|ed)?|begin(?:s|ning)?|end(?:s|ed)?|open(?:s|ed|ing)?|clos(?:es|ed|ing)|deadline|"
    r"sign(?:ed|ature|ing)|adopt(?:ed|ion)|ratifi(?:ed|cation)|access(?:ed|ion)|joined|(?:member )?since|effective|"
    r"(?:in|entry into|entered into) force|event|conference|meeting|summit|session|dates)\b[^|:\n]{0,40}[|:]",
    re.IGNORECASE,
)
#: "Leaders' Summit, Paris, 10 November 2023": the place and the day of an event.
_EVENT = re.compile(
    r"[^,\n]*\b(?:summit|conference|session|meeting|forum|assembly|congress)\b[^,\n]*, ", re.IGNORECASE
)
#: The title of a treaty, below which stands where and when it was made.
_TREATY = re.compile(
    r"[^a-z\n]*\b(?:CONVENTION|TREATY|PROTOCOL|AGREEMENT|STATUTE|CHARTER|COVENANT)\b[^a-z\n]*"
)
#: An entry of a chronology.
_ENTRY = re.compile(rf"\W*{_DAY} ?[-–—:|]+ ?\w[^\n]{{20}}", re.IGNORECASE)
_PARTS = re.compile(r" ?[|·•\t] ?| +[-–—] +")
_FILE = re.compile(r"(?:.*/)?(\d{4})-(\d\d)-(\d\d)(?!\d)")

#: A dateline stands in one of the first lines, and never after running text of so many words.
HEAD = 8
PARAGRAPH = 18


class BadDate(ValueError):
    """Words that have the form of a date and name no day."""


def stated(value: str) -> date | None:
    """The day that a piece of metadata begins with, or None. Raises BadDate for 31 February."""
    compact = re.match(r"(\d{4})(\d\d)(\d\d)(?:T|$)", value)
    if compact:
        return _make(value, *map(int, compact.groups()))
    found = _STATED.match(value.strip())
    return _read(found) if found else None


def alone(line: str) -> bool:
    """Whether a line holds a day and nothing else."""
    return _ALONE.fullmatch(line) is not None


def of_text(text: str) -> date | None:
    """The day of publication that a text states in its first lines, or None. Raises BadDate for 31 February."""
    lines = [line for line in text[:4000].split("\n") if line]
    chronology = sum(map(bool, map(_ENTRY.match, lines))) > 1
    for above, line in pairwise(["", *lines[:HEAD]]):
        of_treaty = _TREATY.fullmatch(above) and _DATELINE.match(line)
        if of_treaty or _EVENT.match(line) or (chronology and _ENTRY.match(line)):
            continue
        parts = () if _ANOTHER.match(line) else _PARTS.split(line)
        alone = (_ALONE.fullmatch(part) or _BYLINE.match(part) for part in parts)
        found = next((part for part in alone if part), None) or _DATELINE.match(line) or _BYLINE.match(line)
        if found:
            return _read(found)
        if len(line.split(None, PARAGRAPH)) > PARAGRAPH and has_sentence(line):
            break
    return None


def of_name(name: str) -> date | None:
    """The day that a file's name begins with (YYYY-MM-DD), or None. Raises BadDate for 31 February."""
    found = _FILE.match(name)
    return _make(found[0], *map(int, found.groups())) if found else None


def first(values: Iterable[str]) -> tuple[date | None, tuple[Note, ...]]:
    """The first day that one of several pieces of metadata states, with a note for each that names no day."""
    notes: list[Note] = []
    for value in values:
        try:
            day = stated(value)
        except BadDate as error:
            notes.append(bad(error))
            continue
        if day:
            return day, tuple(notes)
    return None, tuple(notes)


def given(value: str | None) -> tuple[date | None, tuple[Note, ...]]:
    """The day that somebody has entered as the day of publication, with a note if it can't be read as one."""
    day, notes = first([value or ""])
    if value and not day and not notes:
        notes = (Note("bad_date", f"{value[:40]!r} is no full day, like 2021-03-12"),)
    return day, notes


def bad(error: BadDate) -> Note:
    """The note for a date that names no day."""
    return Note("bad_date", f"{error.args[0]!r} is no day of the calendar")


def _read(found: re.Match[str]) -> date:
    year, month, day = next(
        (found[f"y{i}"], found[f"m{i}"], found[f"d{i}"]) for i in (1, 2, 3, 4) if found[f"y{i}"] is not None
    )
    number = int(month) if month.isdigit() else _MONTH[month.lower()]
    return _make(found[0].strip(), int(year), number, int(day))


def _make(words: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDate(words[:40]) from error
