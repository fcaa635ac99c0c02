"""Reads cardinal and ordinal numbers, in digits and words, with what bounds them: "over thirty" is `gt 30`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from unicodedata import combining, normalize

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free, longest

_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine",
    "twelfth": "twelve",
}  # fmt: skip
_FIXED = {"dozen": 12, "score": 20, "half a dozen": 6, "a dozen": 12, "the dozen": 12, "inaugural": 1}
#: What numbers are counted in.
_UNITS = {"dozen": 12, "score": 20}
#: Which way a number is told from another one: "two short of 50".
_STEPS = {"up": 1, "down": -1}
#: What makes digits an ordinal.
_ENDING = re.compile(r"(?:st|nd|rd|th)$")
#: Stems of ordinals in Spanish and Portuguese, of which longer ones are the sum.
_LATIN = {
    "primer": 1, "segund": 2, "tercer": 3, "terceir": 3, "cuart": 4, "quart": 4, "quint": 5, "sext": 6,
    "septim": 7, "setim": 7, "octav": 8, "oitav": 8, "noven": 9, "non": 9, "decim": 10, "undecim": 11,
    "duodecim": 12, "vigesim": 20, "trigesim": 30, "cuadragesim": 40, "quadragesim": 40, "quincuagesim": 50,
    "quinquagesim": 50, "sexagesim": 60, "septuagesim": 70, "octogesim": 80, "nonagesim": 90, "centesim": 100,
}  # fmt: skip
_LATIN_WORD = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
#: Endings of ordinals in French and German, and stems that are no cardinals.
_STEM = re.compile(r"(?:ième|s?te[rsnm]?)$")
_STEMS = {"un": "un", "drit": "drei", "sieb": "sieben", "ach": "acht", "siebt": "sieben"}
#: Kinds whose digits are no numbers of their own.
_TAKEN = ("date", "resolution", "pair", "address")


def read(hit: Hit) -> Iterable[Span]:
    """A number with its bound, as `30` or `gt 30`; an ordinal as `34`."""
    words = hit.words("number")
    gives = hit.rule.gives
    value = roman(words) if gives.get("system") == "roman" else integer(words, hit.reading.language)
    if value is not None:
        bound = gives.get("bound", "")
        if "steps" in gives:
            value += _STEPS[gives["steps"]] * (integer(hit.words("step")) or 0)
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
    digits = _ENDING.sub("", plain.replace(",", ""))
    if digits.isdecimal():
        return int(digits)
    if plain in _FIXED:
        return _FIXED[plain]
    many, _, unit = plain.rpartition(" ")
    if unit in _UNITS:
        count = integer(many)
        return count * _UNITS[unit] if count else None
    return _words(plain) if language == "en" else _foreign(words.lower(), language)


def _foreign(words: str, language: str) -> int | None:
    """A cardinal as it stands, an ordinal by its stem."""
    value = _spelled(words, language)
    if value is None and language in {"es", "pt"}:
        parts = _LATIN_WORD.findall("".join(c for c in normalize("NFD", words) if not combining(c)))
        value = sum(_LATIN[part] for part in parts) if parts else None
    elif value is None:
        stem = _STEM.sub("", words)
        forms = (
            stem,
            stem + "e",
            _STEMS.get(stem, ""),
            stem.removesuffix("cinqu") + "cinq",
            stem.removesuffix("neuv") + "neuf",
        )
        value = next((v for form in forms if form and (v := _spelled(form, language)) is not None), None)
    return value


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


def worded_year(words: str) -> str:
    """The year that words mean.

    >>> worded_year("two thousand and eleven"), worded_year("Nineteen forty-nine")
    ('2011', '1949')
    """
    first, _, rest = words.lower().replace("-", " ").replace(" and ", " ").partition(" ")
    if first == "two":
        return str(2000 + (integer(rest.removeprefix("thousand ")) or 0))
    return str(100 * (integer(first) or 0) + (integer(rest.removeprefix("hundred ")) or 0))


def roman(numeral: str) -> int:
    """The number that a roman numeral means.

    >>> roman("IX"), roman("XVIII")
    (9, 18)
    """
    worth = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    return sum(
        -one if one < following else one for one, following in zip(worth, [*worth[1:], 0], strict=True)
    )
