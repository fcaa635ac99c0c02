"""Derives from a regular expression the words without which it can't match.

Most rules can't match most sentences. Looking for a few words first is many times quicker than trying the expression,
and because the words are read off the expression itself, no match is ever lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Stands in a text as gates see it, if the text has a digit.
_DIGIT = "\x00"
#: Words shorter than this tell too little; more alternatives than this, or more sets of them, cost too much.
_SHORTEST, _MOST, _SETS = 2, 80, 3
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}

Words = tuple[str, ...]
#: Of each set of words at least one stands in every text that an expression matches.
Gate = tuple[Words, ...]


def gate(pattern: re.Pattern[str]) -> Gate:
    """The gate of an expression; empty if it may match anything."""
    parsed = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    offers = sorted({offer for offer in _offers(parsed) if _telling(offer)}, key=_rank, reverse=True)
    return tuple(sorted(offers[:_SETS], key=lambda offer: (len(offer), offer)))


def seen(text: str) -> str:
    """A text as gates see it: without differences of case, and with a sign if it has a digit."""
    return _fold(text) + (_DIGIT if any(c.isdigit() for c in text) else "")


def passes(gate: Gate, text: str) -> bool:
    """Whether an expression with this gate can match in a text that is `seen`."""
    return all(any(word in text for word in words) for words in gate)


def _fold(text: str) -> str:
    """Equal for letters that are equal to the `re` module without case: also a dotless or dotted i."""
    return text.casefold().replace("\u0131", "i").replace("\u0307", "")


def _offers(items: Iterable[Any]) -> Iterator[Words]:
    """Each set of words that some part of a sequence asks for."""
    run = ""
    for code, value in items:
        if code is op.LITERAL:
            run += _fold(chr(value))
            continue
        yield (run,)
        run = ""
        yield _part(code, value)
    yield (run,)


def _best(items: Iterable[Any]) -> Words:
    """The most telling set of words that a sequence asks for; empty if it may match without any."""
    return max((offer for offer in _offers(items) if _telling(offer)), key=_rank, default=())


def _part(code: Any, value: Any) -> Words:
    """What one part of a sequence asks for."""
    if code is op.BRANCH:
        branches = [_best(branch) for branch in value[1]]
        return tuple(sorted({word for b in branches for word in b})) if all(branches) else ()
    if code in _REPEATS:
        return _best(value[2]) if value[0] else ()
    if code is op.SUBPATTERN:
        return _best(value[3])
    if code is op.ATOMIC_GROUP:
        return _best(value)
    if code is op.ASSERT:
        return _best(value[1])
    return (_DIGIT,) if code is op.IN and all(map(_is_digit, value)) else ()


def _is_digit(member: tuple[Any, Any]) -> bool:
    code, value = member
    if code is op.RANGE:
        return bool(ord("0") <= value[0] and value[1] <= ord("9"))
    return bool(value is op.CATEGORY_DIGIT or (code is op.LITERAL and chr(value).isdecimal()))


def _telling(offer: Words) -> bool:
    return 0 < len(offer) <= _MOST and _worth(offer) >= _SHORTEST


def _worth(offer: Words) -> int:
    """How telling the least telling of some words is: its length, where what was recognised before counts as five."""
    return min(
        5 if any("\ue000" <= c <= "\uf8ff" or c == _DIGIT for c in word) else min(len(word), 5)
        for word in offer
    )


def _rank(offer: Words) -> tuple[int, int, Words]:
    return _worth(offer), -len(offer), offer
