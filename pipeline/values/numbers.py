"""Reads cardinal and ordinal numbers, in digits and words, with what bounds them: "over thirty" is `gt 30`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span, free, longest

_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine",
    "twelfth": "twelve",
}  # fmt: skip
_FIXED = {"dozen": 12, "score": 20, "half a dozen": 6, "a dozen": 12, "the dozen": 12, "inaugural": 1}
#: Kinds whose digits are no numbers of their own.
_TAKEN = ("date", "resolution", "pair", "address")


def read(hit: Hit) -> Iterable[Span]:
    """A number with its bound, as `30` or `gt 30`; an ordinal as `34`."""
    words = hit.words("number")
    gives = hit.rule.gives
    value = roman(words) if gives.get("system") == "roman" else integer(words, gives.get("language", "en"))
    if value is not None:
        bound = gives.get("bound", "")
        yield hit.span(f"{bound} {value}".strip())


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Numbers that stand apart from dates, symbols and addresses; cardinals and ordinals don't overlap."""
    return longest(free(spans, reading.of(*_TAKEN)))


@cache
def integer(words: str, language: str = "en") -> int | None:
    """The whole number that digits or words mean, cardinal or ordinal; None if they mean none.

    >>> integer("1,200"), integer("thirty-eight"), integer("one hundred and ninety-third"), integer("41st")
    (1200, 38, 193, 41)
    """
    plain = " ".join(words.lower().replace("-", " ").split())
    digits = plain.replace(",", "").rstrip("stndrh")
    if digits.isdecimal():
        return int(digits)
    if plain in _FIXED:
        return _FIXED[plain]
    if plain.endswith(" dozen"):
        count = integer(plain.removesuffix(" dozen"))
        return count * 12 if count else None
    return _words(plain) if language == "en" else _spelled(words.lower(), language)


def _spelled(plain: str, language: str) -> int | None:
    from text_to_num import text2num

    try:
        return int(text2num(plain, language))
    except ValueError:
        return None


def _words(plain: str) -> int | None:

    *front, last = plain.split()
    last = _ORDINALS.get(
        last, last.removesuffix("ieth") + "y" if last.endswith("ieth") else last.removesuffix("th")
    )
    if front[:1] in (["a"], ["the"]):
        front[0] = "one"
    return _spelled(" ".join([*front, last]), "en")


def roman(numeral: str) -> int:
    """The number that a roman numeral means.

    >>> roman("IX"), roman("XVIII")
    (9, 18)
    """
    worth = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    return sum(
        -one if one < following else one for one, following in zip(worth, [*worth[1:], 0], strict=True)
    )
