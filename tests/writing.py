"""How numbers and days are written in English: independent of how Rollcall reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ODD = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int, hyphen: str = "-", joint: str = " and ") -> str:
    """A number below 1,000 in words: one hundred and thirty-eight."""
    if number >= 100:
        rest = number % 100
        return f"{_UNITS[number // 100]} hundred" + (joint + cardinal(rest, hyphen) if rest else "")
    if number < 20:
        return _UNITS[number]
    return _TENS[number // 10 - 2] + (hyphen + _UNITS[number % 10] if number % 10 else "")


def ordinal(number: int, hyphen: str = "-", joint: str = " and ") -> str:
    """A place in words: one hundred and thirty-eighth."""
    words = cardinal(number, hyphen, joint)
    *_, last = re.findall(r"\w+", words)
    place = _ODD.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return words.removesuffix(last) + place


def th(number: int) -> str:
    """A place in digits: 38th."""
    return f"{number}" + (
        "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )


def cardinals(number: int) -> set[str]:
    """All ways of writing a number."""
    ways = {str(number)} | {cardinal(number, hyphen, joint) for hyphen in "- " for joint in (" and ", " ")}
    return ways | ({cardinal(number).replace("one hundred", "a hundred")} if 100 <= number < 200 else set())


def ordinals(number: int) -> set[str]:
    """All ways of writing a place."""
    return {th(number)} | {ordinal(number, hyphen, joint) for hyphen in "- " for joint in (" and ", " ")}


def days(day: date) -> Iterator[str]:
    """All ways of writing a day."""
    d, month, year = day.day, MONTHS[day.month - 1], day.year
    short, weekday = month[:3], WEEKDAYS[day.weekday()]
    for name in (month, month.upper(), short):
        yield from (f"{d} {name} {year}", f"{name} {d}, {year}", f"{d:02}-{name}-{year}")
    yield from (f"{month} {d} {year}", f"{th(d)} {month} {year}", f"{month} {th(d)}, {year}")
    yield from (f"the {th(d)} of {month} {year}", f"the {th(d)} of {month}, {year}", f"{d:02} {month} {year}")
    yield from (
        f"{weekday}, {d} {month} {year}",
        f"{weekday} {d} {month} {year}",
        f"{weekday}, {month} {d}, {year}",
    )
    yield from (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%d.%m.%Y}", f"{d}.{day.month}.{year}")
    if short != "May":
        yield from (f"{short}. {d}, {year}", f"{d} {short}. {year}")
    if d > 12:
        yield from (f"{d}/{day.month:02}/{year}", f"{day.month}/{d}/{year}", f"{d}-{day.month:02}-{year}")


def periods(day: date) -> Iterator[tuple[str, str]]:
    """Ways of writing what is longer than a day, and its EDTF."""
    month, year = MONTHS[day.month - 1], day.year
    for words in (
        f"{month} {year}",
        f"{month}, {year}",
        f"{month} of {year}",
        f"{month[:3]} {year}",
    ):
        yield words, f"{day:%Y-%m}"
    if day.month != (year + 1) % 100:  # "2011-12" are two years
        yield f"{day:%Y-%m}", f"{day:%Y-%m}"
    yield str(year), str(year)
    yield f"the {year // 10 * 10}s", f"{year // 10}X"
    for number, word in enumerate(("first", "second", "third", "fourth"), start=33):
        yield f"{word} quarter of {year}", f"{year}-{number}"
        yield f"Q{number - 32} {year}", f"{year}-{number}"
    for number, word in enumerate(("first", "second"), start=40):
        yield f"{word} half of {year}", f"{year}-{number}"
    for number, word in ((21, "spring"), (22, "summer"), (23, "autumn"), (23, "fall"), (24, "winter")):
        yield from ((f"{word} {year}", f"{year}-{number}"), (f"{word} of {year}", f"{year}-{number}"))


def ranges(first: date, length: int) -> Iterator[tuple[str, str]]:
    """Ways of writing a range of days that ends `length` days later (1 or more), and its EDTF."""
    last = first + timedelta(length)
    a, b, year = first.day, last.day, last.year
    month, other = MONTHS[first.month - 1], MONTHS[last.month - 1]
    edtf = f"{first}/{last}"
    yield f"from {a} {month} {first.year} to {b} {other} {year}", edtf
    yield f"{month} {a}, {first.year} to {other} {b}, {year}", edtf
    if first.year != year:
        return
    if month != other:
        for to in (" to ", " - ", " – ", " until "):
            yield from (
                (f"{a} {month}{to}{b} {other} {year}", edtf),
                (f"{month} {a}{to}{other} {b}, {year}", edtf),
            )
        yield f"between {a} {month} and {b} {other} {year}", edtf
        return
    both = (" and ", " & ") if length == 1 else ()  # days apart are two days and no range
    for to in (" to ", "-", "–", " — ", " until ", " through ", *both, "/"):
        yield from ((f"{a}{to}{b} {month} {year}", edtf), (f"{month} {a}{to}{b}, {year}", edtf))
    yield from ((f"from {a} to {b} {month} {year}", edtf), (f"between {a} and {b} {month} {year}", edtf))
    yield f"the {th(a)} to the {th(b)} of {month} {year}", edtf


def relative(day: date, back: int, ahead: int) -> Iterator[tuple[str, str, str]]:
    """A sentence written on a day, the words in it that mean another day, week, month or year, and its EDTF. The other
    day lies `back` days before or `ahead` days after it (1 to 60 both).
    """
    past, future = day - timedelta(back), day + timedelta(ahead)
    monday, recent = day - timedelta(day.weekday()), day - timedelta(1 + back % 6)
    yield "Kenya joined yesterday.", "yesterday", f"{day - timedelta(1)}"
    yield "They will meet tomorrow.", "tomorrow", f"{day + timedelta(1)}"
    yield "It met the day before yesterday.", "the day before yesterday", f"{day - timedelta(2)}"
    yield f"It met {back + 1} days ago.", f"{back + 1} days ago", f"{day - timedelta(back + 1)}"
    yield "It met three weeks ago.", "three weeks ago", f"{day - timedelta(21)}"
    yield f"It met on {recent:%A}.", f"on {recent:%A}", f"{recent}"
    yield f"It met last {recent:%A}.", f"last {recent:%A}", f"{recent}"
    yield "It met last week.", "last week", f"{monday - timedelta(7)}/{monday - timedelta(1)}"
    yield "It met last month.", "last month", f"{day.replace(day=1) - timedelta(1):%Y-%m}"
    yield "It met earlier this year.", "earlier this year", f"{day.year}"
    yield "It met last year.", "last year", f"{day.year - 1}"
    for words in (f"{past.day} {past:%B}", f"{past:%B} {past.day}", f"{past:%A}, {past.day} {past:%B}"):
        yield f"Kenya joined on {words}.", words, f"{past}"
    yield f"It met in {past:%B}.", f"{past:%B}", f"{past:%Y-%m}"
    yield f"The council will meet on {future.day} {future:%B}.", f"{future.day} {future:%B}", f"{future}"
    yield f"The next session takes place in {future:%B}.", f"{future:%B}", f"{future:%Y-%m}"
