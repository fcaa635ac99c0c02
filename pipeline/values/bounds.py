"""What the words around a number make of it: a size, or only a bound of one."""

from __future__ import annotations

import re

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span

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

#: What stands between the two ends of a range, and before it.
_RANGE = re.compile(r"(?P<and> and )|(?: to |-| - )")
_BETWEEN = re.compile(r"\b(?P<between>(?:anywhere |somewhere )?between )$|\b(?P<from>from|against|by|vote of|in favou?r) (?:[\w ]{0,20} )?$", re.I)


def least(reading: Reading, number: Span) -> Span | None:
    """The lower end of the range of which a number is the upper one: "between 40 and 45", "40 to 45"."""
    before = [n for n in reading.within(number.start - 20, number.start, "number") if n.value.isdigit()][-1:]
    if not before or not number.value.isdigit() or int(before[0].value) >= int(number.value):
        return None
    joint = _RANGE.fullmatch(reading.plain, before[0].end, number.start)
    lead = _BETWEEN.search(reading.plain, 0, before[0].start)
    between, origin = (lead["between"], lead["from"]) if lead else (None, None)
    return before[0] if joint and bool(joint["and"]) == bool(between) and not origin else None


def relation(reading: Reading, number: Span, bound: str, span: tuple[int, int]) -> str:
    """How a number with a bound of its own (or none) relates to the size that the words from offset to offset state:
    eq, gt, ge, lt, le or approx."""
    if reading.plain.startswith("up to", number.start):
        start, _ = reading.sentence(number.start)
        return "eq" if _MOVES.search(reading.plain, start, number.start) else bound
    return bound or _loosely(reading.plain, *span)


def _loosely(plain: str, start: int, end: int) -> str:
    """The relation that words beside the number tell: "passed forty", "forty governments or so"."""
    if _PAST.search(plain, max(0, start - 50), start):
        return "gt"
    after = plain[end : end + 30]
    return next((relation for words, relation in _BEHIND if words.match(after)), "eq")
