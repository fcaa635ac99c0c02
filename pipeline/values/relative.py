"""Reads "today", "last Tuesday" and "two weeks ago" as EDTF, seen from the day of publication.

dateparser reads only expressions that a rule has already found. Nothing is ever read against the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from pipeline.values.numbers import integer

#: Names of the seasons, in the languages that the rules read, with their EDTF codes.
SEASONS = {
    name: code
    for code, names in enumerate(
        (
            "spring printemps primavera frühjahr frühling,summer été verano verão estate sommer,"
            "autumn fall automne otoño outono autunno herbst,winter hiver invierno inverno"
        ).split(","),
        start=21,
    )
    for name in names.split()
}
_WINTER = SEASONS["winter"]
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: Days in other languages, and what their words for a year or a month beside this one's mean.
_DAYS = {
    name: day
    for day, names in {
        "today": "heute aujourd'hui hoy hoje oggi",
        "yesterday": "gestern hier ayer ontem ieri",
        "monday": "montag lundi lunes lunedì",
        "tuesday": "dienstag mardi martes martedì",
        "wednesday": "mittwoch mercredi miércoles mercoledì",
        "thursday": "donnerstag jeudi jueves giovedì",
        "friday": "freitag vendredi viernes venerdì",
        "saturday": "samstag samedi sábado sabato",
        "sunday": "sonntag dimanche domingo domenica",
    }.items()
    for name in names.split()
}
_YEARS = {
    "last year": r".*(?:derni|pass|pasado|vergangen|letzte|scorso).*",
    "next year": r".*(?:prochain|próximo|nächste|kommend|prossimo).*",
    "this year": r"cette année|este a[nñ]o|(?:in )?diese[sm] jahr|quest'anno",
}
_MONTH = re.compile(r"\b(?:mois|mes|mês|monat|mese)\b")
_TWO_DAYS = re.compile(r"(\w{3})\w*day (?:and|to|until|till|through) (\w{3})\w*day")
_OF_WEEK = re.compile(r"(?:on )?(\w{3})\w*day (?:of )?((?:last|next|this) week)")
_OF_MONTH = re.compile(r"(?:the )?(\d\d?)\D* of ((?:last|next|this) month)")
_HOURS = re.compile(r"this (?:morning|afternoon|evening)|tonight")


def relative(words: str, base: date, ahead: bool) -> str:
    """A relative expression as EDTF, seen from a day. `ahead`: the sentence speaks of the future.

    >>> relative("last year", date(2021, 3, 15), False), relative("two weeks ago", date(2021, 3, 15), False)
    ('2020', '2021-03-01')
    """
    words = _HOURS.sub("today", _english(words)).replace("last night", "yesterday")
    if composed := _composed(words, base, ahead):
        return composed
    unit = words.split()[-1]
    step = {"last": -1, "next": 1}.get(words.removeprefix("earlier ").removeprefix("later ").split()[0], 0)
    if unit in SEASONS:
        code = SEASONS[unit]
        if words != unit and code == _WINTER:
            return f"{base.year + _winter(step, base.month, ahead)}-{code}"
        return f"{base.year + step + (_turn(code, base, ahead) if words == unit else 0)}-{code}"
    if unit == "year":
        return str(base.year + step)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit == "week":
        monday = base + timedelta(days=7 * step - base.weekday())
        return f"{monday}/{monday + timedelta(days=6)}"
    for number, name in enumerate(_WEEKDAYS):
        if re.search(rf"\b{name}(?!th)", words):
            return _weekday(number, words, base, ahead)
    return _parse(words, base)


def _composed(words: str, base: date, ahead: bool) -> str:
    """Two weekdays, or a day of a week or month: "Monday to Friday", "the 3rd of next month"; '' if it is neither."""
    if named := _TWO_DAYS.fullmatch(words):
        return _weekdays(named[1], named[2], base, ahead)
    if named := _OF_MONTH.fullmatch(words):
        month = relative(named[2], base, ahead)
        return (
            f"{month}-{int(named[1]):02}"
            if int(named[1]) <= monthrange(*map(int, month.split("-")))[1]
            else ""
        )
    if named := _OF_WEEK.fullmatch(words):
        monday = date.fromisoformat(relative(named[2], base, ahead)[: len("2013-06-17")])
        return (monday + timedelta(days=_WEEKDAYS.index(named[1]))).isoformat()
    return ""


def _english(words: str) -> str:
    """The English of an expression in another language."""
    first, _, rest = words.partition(" ")
    if first in _DAYS:
        return f"last {_DAYS[first]}" if rest == "dernier" else _DAYS[first]
    meaning = next((english for english, found in _YEARS.items() if re.fullmatch(found, words)), words)
    return meaning.replace("year", "month") if _MONTH.search(words) else meaning


def _winter(step: int, month: int, ahead: bool) -> int:
    """How many years on from a month's the last, this or the next winter begins: it is named by its December."""
    begun = -int(month < 12)
    if step:
        return begun + 1 if step > 0 else begun - int(month in {12, 1, 2})
    return begun if month < (3 if ahead else 9) else 0


def _turn(season: int, base: date, ahead: bool) -> int:
    """How many years on from a day's the nearest season of a name is, before the day or `ahead` of it."""
    first = 3 * (season - 20)
    return int(base.month > first + 2) if ahead else -int(base.month < first)


def apart(words: str, day: date) -> str:
    """The day that lies some days before or after another.

    >>> apart("the previous day", date(2021, 3, 1)), apart("two days later", date(2021, 3, 1))
    ('2021-02-28', '2021-03-03')
    """
    days = (integer(words.split()[0]) or 1) * (-1 if re.search("previous|earlier", words) else 1)
    return (day + timedelta(days=days)).isoformat()


def year_beside(words: str, day: str) -> str:
    """The year that lies some years before or after that of an EDTF date.

    >>> year_beside("the following year", "2021-01"), year_beside("two years earlier", "2021")
    ('2022', '2019')
    """
    years = (integer(words.split()[0]) or 1) * (-1 if re.search("previous|before|earlier", words) else 1)
    return str(int(day[:4]) + years)


def month_beside(words: str, day: str) -> str:
    """The month before or after that of an EDTF date; nothing if it has none.

    >>> month_beside("a month earlier", "2021-01"), month_beside("the following month", "2021-12-06")
    ('2020-12', '2022-01')
    """
    year, _, month = day[:7].partition("-")
    if not month.isdecimal() or int(month) > 12:
        return ""
    months = int(year) * 12 + int(month) - 1 + (-1 if re.search("previous|earlier", words) else 1)
    return f"{months // 12}-{months % 12 + 1:02}"


def _weekday(number: int, words: str, base: date, ahead: bool) -> str:
    gap = (base.weekday() - number) % 7
    if "next" in words or words.startswith("until") or (ahead and "last" not in words):
        return (base + timedelta(days=-gap % 7 or 7)).isoformat()
    return (base - timedelta(days=gap or (7 if "last" in words else 0))).isoformat()


def _weekdays(first: str, last: str, base: date, ahead: bool) -> str:
    """The days from one weekday to another: the last such ones before a day, or the next behind it."""
    one, other = _WEEKDAYS.index(first), _WEEKDAYS.index(last)
    length = timedelta(days=(other - one) % 7)
    start = date.fromisoformat(_weekday(one, "", base if ahead else base - length, ahead))
    return f"{start}/{start + length}"


@cache
def _parse(words: str, base: date) -> str:
    """dateparser's reading of "today" or "two weeks ago", cut to the precision of its unit."""
    import datetime

    import dateparser

    many, _, unit = words.partition(" ")
    words = f"{integer(many)} {unit}" if many.isalpha() and integer(many) else words
    moment = datetime.datetime.combine(base, datetime.time(12))
    found = dateparser.parse(words, languages=["en"], settings={"RELATIVE_BASE": moment})
    if found is None:
        return ""
    iso: str = found.date().isoformat()
    return iso[:4] if "year" in words else iso[:7] if "month" in words else iso
