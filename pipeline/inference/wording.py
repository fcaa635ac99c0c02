"""Wording: how numbers, days and countries read in a sentence."""

from __future__ import annotations

from datetime import date
from functools import cache

from pipeline.records import CountClaim
from pipeline.rulebook import table

#: How a relation reads before its number.
WORDS = {
    "eq": "",
    "gt": "more than ",
    "ge": "at least ",
    "lt": "fewer than ",
    "le": "at most ",
    "approx": "about ",
}
ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


#: Countries whose names take an article within a sentence.
ARTICLE = frozenset("ARE BHS CAF COD COG COM DOM GBR GMB MDV MHL NLD PHL SLB SYC USA".split())


def name_of(code: str | None) -> str:
    """A country by its code, as within a sentence: the Netherlands; the code itself where there is no name."""
    name = _names().get(code or "", code or "the country")
    return f"the {name}" if code in ARTICLE else name


def possessive(name: str) -> str:
    """Luxembourg's; the Netherlands'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}


def ordinal_word(n: int) -> str:
    """34 -> 34th."""
    return f"{n}{'th' if n % 100 in (11, 12, 13) else ORDINAL_ENDINGS.get(n % 10, 'th')}"


def when(span: tuple[int, int]) -> str:
    """First and last day (ordinals) as: on 2021-08-25; from 2021-08-01 to 2021-08-31."""
    first, last = date.fromordinal(span[0]), date.fromordinal(span[1])
    return f"on {first}" if first == last else f"from {first} to {last}"


def time_of(first: int, last: int) -> str:
    """First and last possible day of an event (ordinals) as: on 2021-08-25; between 2021-08-01 and 2021-08-31."""
    days = date.fromordinal(first), date.fromordinal(last)
    return f"on {days[0]}" if first == last else f"between {days[0]} and {days[1]}"


def month_of(span: tuple[int, int]) -> str:
    """The month of the first day (ordinal): of August 2021."""
    return f"of {date.fromordinal(span[0]):%B %Y}"


def said(claim: CountClaim) -> str:
    """What a claim says of the size: more than 30."""
    return f"{WORDS[claim.relation]}{claim.value}"
