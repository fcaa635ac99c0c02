"""Derives from a regular expression the words without which it can't match, for each way in which it may.

What a part of an expression may match is told by `Told`: all its texts, if they are few, else what each of them begins
with, ends with and holds. A sequence puts the texts of its parts one after another while they are few; where they grow
too many, or a part may match too much, what stood there is a need, and the next run of words begins. Words may be cut
short, needs may be left out: a match is never lost by it, since every text that matches still has the rest of them.

Words are of ASCII and marks, without case, and every digit is a 0; of all else nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Of these words at least one stands in every text that an expression matches.
Words = frozenset[str]
#: What an expression needs to match in one way, the most telling first.
Way = tuple[Words, ...]
#: Parts of an expression, one after the other.
Items = Sequence[tuple[Any, Any]]
#: More words than this at one place are too many; more needs of one way, and more ways, tell little new.
_MOST, _NEEDS, _WAYS = 120, 3, 6
#: Needs of more words tell nothing.
_TELLING = 500
#: A run of words is cut to so many letters, where it would be too many words.
_CUTS = (5, 3, 2)
#: Repetitions up to this are counted.
_REPEATED = 4
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_AHEAD = 1
_LOOKS = {op.ASSERT, op.ASSERT_NOT, op.AT}
_NONE: Words = frozenset([""])


@dataclass(frozen=True, slots=True)
class Told:
    """What a part may match: these texts (`whole`), or texts that begin, end and hold one word of each set.

    What it needs may also stand in what it looks ahead for.
    """

    whole: Words | None = None
    heads: Words = _NONE
    tails: Words = _NONE
    needs: tuple[Words, ...] = ()

    @property
    def best(self) -> Way:
        """The most telling needs, the best first."""
        found = {least(need) for need in {*self.needs, self.heads, self.tails} if "" not in need}
        chosen: list[Words] = []
        for need in sorted(found, key=lambda need: (-worth(need), len(need), sorted(need))):
            if worth(need) > 1 and not any(_says(other, need) for other in chosen):
                chosen.append(need)
        return tuple(chosen[:_NEEDS])


#: A part of which nothing is told, and one that matches nothing at a place.
_ANYTHING, _NOWHERE = Told(), Told(_NONE, _NONE, _NONE)


def worth(need: Words) -> int:
    """How telling a need is: the length of its shortest word, in which marks and rare signs count as more letters."""
    return min(6, min(sum(map(_weight, word)) for word in need))


def _weight(char: str) -> int:
    return 5 if is_mark(char) else 1 if char.isalpha() or char in " ,.-'" else 2


def is_mark(char: str) -> bool:
    """Whether a character stands for something recognised."""
    return "\ue000" <= char <= "\uf8ff"


def least(words: Words) -> Words:
    """Words without those that hold another one."""
    kept: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def _says(one: Words, other: Words) -> bool:
    """Whether a text that holds a word of one set holds one of another, too."""
    return all(any(word in longer for word in other) for longer in one)


class Teller:
    """Tells of expressions, in which characters may stand for other expressions, the `words` they are made of."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._known: dict[str, Told] = {}

    def ways(self, pattern: str) -> tuple[Way, ...]:
        """The needs of each way in which an expression may match."""
        branches = _branches(pattern)
        most = max(1, _WAYS // len(branches))
        ways = (self.all(way).best for branch in branches for way in self._spread(branch, most))
        return tuple(dict.fromkeys(ways))

    def _spread(self, items: Items, most: int) -> list[list[tuple[Any, Any]]]:
        """The ways through a sequence, one for each side of its choices as long as they are few."""
        ways: list[list[tuple[Any, Any]]] = [[]]
        for item in items:
            sides = self._sides(item, most // len(ways))
            ways = [[*way, *side] for way in ways for side in sides]
        return ways

    def _sides(self, item: tuple[Any, Any], most: int) -> Sequence[Items]:
        """The ways through a part of a sequence; only itself, if they are too many or its texts are known."""
        code, value = item
        if code is op.BRANCH:
            sides = value[1]
        elif code is op.LITERAL and chr(value) in self._words:
            sides = _branches(self._words[chr(value)])
        else:
            sides = [value[3]] if code is op.SUBPATTERN else ()
        if not 0 < len(sides) <= most or self.one(code, value).whole is not None:
            return [[item]]
        ways: list[Items] = []
        for later, side in zip(reversed(range(len(sides))), sides, strict=True):
            ways += self._spread(side, most - len(ways) - later)
        return ways

    def all(self, items: Items) -> Told:
        """What a sequence may match."""
        return reduce(_then, (self.one(code, value) for code, value in items), _NOWHERE)

    def one(self, code: Any, value: Any) -> Told:
        """What a part may match. What looks around matches nothing, at the place where it stands."""
        if code is op.ASSERT and value[0] == _AHEAD:
            return replace(_NOWHERE, needs=self.all(value[1]).best)
        if code in _LOOKS:
            return _NOWHERE
        if code is op.LITERAL:
            return self._literal(chr(value))
        if code is op.IN:
            return self._class(value)
        if code is op.BRANCH:
            return _either([self.all(branch) for branch in value[1]])
        if code is op.SUBPATTERN:
            return self.all(value[3])
        if code is op.ATOMIC_GROUP:
            return self.all(value)
        return _times(value[0], value[1], self.all(value[2])) if code in _REPEATS else _ANYTHING

    def _literal(self, char: str) -> Told:
        if char.isascii() or is_mark(char):
            return _few("0" if char.isdigit() else char.lower())
        if char in self._words and char not in self._known:
            self._known[char] = _either([self.all(branch) for branch in _branches(self._words[char])])
        return self._known.get(char, _ANYTHING)

    def _class(self, members: Sequence[Any]) -> Told:
        if all(map(_is_digit, members)):
            return _few("0")
        singles = all(kind is op.LITERAL for kind, _ in members)
        return _either([self._literal(chr(what)) for _, what in members]) if singles else _ANYTHING


def _branches(pattern: str) -> Sequence[Items]:
    """The branches of an expression, parsed."""
    items = parser.parse(pattern, re.IGNORECASE)
    return items[0][1][1] if len(items) == 1 and items[0][0] is op.BRANCH else [items]


def _few(*texts: str) -> Told:
    words = frozenset(texts)
    return Told(words, words, words)


def _is_digit(member: tuple[Any, Any]) -> bool:
    kind, what = member
    return bool(
        (kind is op.RANGE and ord("0") <= what[0] and what[1] <= ord("9"))
        or (kind is op.CATEGORY and what is op.CATEGORY_DIGIT)
    )


def _then(one: Told, other: Told) -> Told:
    """What two parts may match, one after the other."""
    whole = one.whole is not None and other.whole is not None
    tails, heads, middle = one.tails, other.heads, _joined(one.tails, other.heads)
    if whole and middle:
        return Told(middle, middle, middle, (*one.needs, *other.needs))
    for cut in _CUTS:
        if middle:
            break
        tails = frozenset(word[-cut:] for word in tails)
        heads = heads if other.whole else frozenset(word[:cut] for word in heads)
        middle = _joined(tails, heads)
    first = middle if one.whole and middle and tails == one.tails else one.heads
    closed: Way
    if other.whole is not None:
        closed = () if middle else (one.tails,)
        return Told(None, first, middle or heads, (*one.needs, *closed, *other.needs))
    closed = (middle,) if middle else (one.tails, heads)
    return Told(None, first, other.tails, (*one.needs, *closed, *other.needs))


def _joined(tails: Words, heads: Words) -> Words:
    """Each word after each other one; none, if that is too many."""
    few = len(tails) * len(heads) <= _MOST
    return frozenset(tail + head for tail in tails for head in heads) if few else frozenset()


def _either(sides: Sequence[Told]) -> Told:
    """What one of some parts may match."""
    wholes = [side.whole for side in sides if side.whole is not None]
    if len(wholes) == len(sides) and len(union := frozenset[str]().union(*wholes)) <= _MOST:
        return Told(union, union, union)
    best = [side.best for side in sides]
    needs = (frozenset(word for need in best for word in need[0]),) if all(best) else ()
    heads, tails = (
        frozenset[str]().union(*sets) for sets in ((s.heads for s in sides), (s.tails for s in sides))
    )
    return Told(None, _cut(heads, 1), _cut(tails, -1), tuple(need for need in needs if len(need) <= _TELLING))


def _cut(words: Words, side: int) -> Words:
    """The beginnings (or ends) of words, so long as to be few; nothing, if there are none so long."""
    for cut in (99, *_CUTS):
        if len(short := frozenset(word[:cut] if side > 0 else word[-cut:] for word in words)) <= _MOST:
            return short
    return _NONE


def _times(fewest: int, most: Any, part: Told) -> Told:
    """What a part may match, repeated."""
    if not fewest:
        return (
            Told(u, u, u) if most == 1 and part.whole is not None and (u := part.whole | _NONE) else _ANYTHING
        )
    if part.whole is None:
        return Told(None, part.heads, part.tails, (*part.needs, part.tails))
    if most <= _REPEATED:
        times = [reduce(_then, [part] * n) for n in range(fewest, most + 1)]
        if all(t.whole is not None for t in times):
            return _either(times)
    return Told(None, part.heads, part.tails, (part.whole,))
