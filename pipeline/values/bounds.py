"""What the words around a number make of it: a size, or only a bound of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values.numbers import integer

#: What bounds a number from before and from behind. What "passed the mark of 50" stood at it that day; what has passed
#: it is beyond.
_PAST = re.compile(
    r"\b(?:passed|topped|crossed|broken)(?: the)? $|"
    r"\b(?:has|have) (?:\w+ ){0,2}(?:passed|topped|crossed) the (?:mark|threshold|barrier|line) of $"
)
_BEHIND = (
    (re.compile(r",? (?:or (?:so|thereabouts)|give or take|more or less)\b"), "approx"),
    (re.compile(r" or more\b"), "ge"),
)
#: What brings a size "up to" a number, which is no bound then: "brought its membership up to 29".
_MOVES = re.compile(
    r"\b(?:add|bring|brought|tak|took|lift|rais|push|mov|grew|grow|ris|rose|climb|swell|swollen|went|goes|gone|came|got)\w*\b"
    r"(?! together)[^.;,]*$",
    re.I,
)

#: The lower end of a range: "between 40 and 45", "40 to 45".
_RANGE = re.compile(r"(?:\w+where )?(?:between )?(.+?) (?:and|to) ", re.I)


def lowers(reading: Reading, sizes: Mapping[tuple[Span, str], Span]) -> Iterator[Span]:
    """The lower end of each size that is told as a range ("between 40 and 45"), of which its value is the upper one."""
    for (number, _), size in sizes.items():
        words = reading.plain[number.start : number.end]
        ends = _RANGE.match(words) if number.rule == "number.range" else None
        if ends and (least := integer(ends[1])):
            kind, _, _, counted = size.value.split(" ", 3)
            yield replace(size, value=f"{kind} ge {least} {counted}")


def relation(reading: Reading, number: Span, bound: str, span: tuple[int, int]) -> str:
    """How a number with a bound of its own (or none) relates to the size that the words from offset to offset state:
    eq, gt, ge, lt, le or approx."""
    if reading.plain.startswith("up to", number.start):
        start, _ = reading.sentence(number.start)
        return "eq" if _MOVES.search(reading.plain, start, number.start) else bound
    return bound or _loosely(reading.plain, span[0], number.end, span[1])


def _loosely(plain: str, start: int, *ends: int) -> str:
    """The relation that words beside the number or its noun tell: "passed forty", "forty or so governments"."""
    if _PAST.search(plain, max(0, start - 50), start):
        return "gt"
    told = (relation for end in ends for words, relation in _BEHIND if words.match(plain, end))
    return next(told, "eq")
