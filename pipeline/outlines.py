"""Derives from a regular expression a coarser one over bytes, for a scanner that tries all rules at once.

Wherever the expression matches in a text, its outline matches in the text's UTF-8, ending there or at what it looks
ahead for; so no match is lost by trying the expression only where its outline was seen. An outline counts no higher
than it must, looks around as little as it may, and takes every letter beyond ASCII for every other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Stands between the sentences of a view; no plain text has it.
APART = "\0"

_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_SINGLE = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
_LOOKS = {op.ASSERT, op.ASSERT_NOT, op.AT}
_ENDS = {op.AT_END, op.AT_END_STRING}
_ASCII = frozenset(map(chr, range(128)))
_WORD = frozenset(c for c in _ASCII if c.isalnum() or c == "_")
_CLASSES = {
    op.CATEGORY_WORD: _WORD,
    op.CATEGORY_DIGIT: frozenset(c for c in _ASCII if c.isdigit()),
    op.CATEGORY_SPACE: frozenset(c for c in _ASCII if c.isspace()),
}
_CLASSES |= {
    op.CATEGORY_NOT_WORD: _ASCII - _CLASSES[op.CATEGORY_WORD],
    op.CATEGORY_NOT_DIGIT: _ASCII - _CLASSES[op.CATEGORY_DIGIT],
    op.CATEGORY_NOT_SPACE: _ASCII - _CLASSES[op.CATEGORY_SPACE],
}
#: A character beyond ASCII, whichever; and anything at all within a sentence.
_BEYOND, _ANYTHING = r"[\x80-\xff]+", r"[^\x00]*"
#: Letters beyond ASCII that equal one of it without case.
_TWINS = {"\u0130": "I", "\u0131": "i", "\u017f": "s", "\u212a": "K"}
_UNTWINNED = str.maketrans(_TWINS)
#: Counts above this are no counts.
_MOST = 3
#: In an outline that would be too long, optional parts longer than this (or a fortieth of it all) are coarse.
_OPTIONAL = 40
#: Of the words without which a part can't match: as many at most, and none shorter.
_WORDS, _SHORTEST = 200, 2
#: So many letters, or if those are too many beginnings, fewer.
_HEADS = (8, 5, 4, 3)
#: In less room than this a branch can't be told from another.
_NARROW = 6
#: Parts that are no longer stay as they are; words that are no longer stand for a part that has no room.
_SMALL, _TELLING = 50, 1500

Items = Sequence[tuple[Any, Any]]


def outlines(pattern: str, flags: int, longest: int) -> tuple[bytes, ...]:
    """The outlines of an expression, one for each of its branches, no longer than asked, or hardly."""
    parsed = parser.parse(pattern, flags)
    ignore_case = bool(parsed.state.flags & re.IGNORECASE)
    items = list(parsed)
    branches = items[0][1][1] if len(items) == 1 and items[0][0] is op.BRANCH else [items]
    found = dict.fromkeys(_outline(list(branch), ignore_case, longest) for branch in branches)
    return tuple((f"(?i:{one})" if ignore_case else one).encode("latin-1") for one in found)


def _outline(items: Items, ignore_case: bool, longest: int) -> str:
    found = _Outline(ignore_case).all(items, last=True)
    if len(found) > longest:
        found = _Coarse(ignore_case, max(_OPTIONAL, longest // 40)).fit(items, longest, last=True)
    while found.startswith(_ANYTHING):
        found = found.removeprefix(_ANYTHING)
    return found


def encoded(text: str) -> bytes:
    """A text as outlines see it. Bytes stand for characters of ASCII where they do in the text."""
    if not text.isascii() and any(twin in text for twin in _TWINS):
        text = text.translate(_UNTWINNED)
    return text.encode("utf-8", "surrogatepass")


class _Outline:
    """Writes outlines, with or without regard of case."""

    def __init__(self, ignore_case: bool, optional: int = 0) -> None:
        self.ignore_case, self.optional = ignore_case, optional
        self.known: dict[tuple[int, bool], str] = {}

    def all(self, items: Items, *, last: bool = False) -> str:
        """The outline of a sequence; nothing follows it, if `last`."""
        return "".join(self.each(items, last=last))

    def each(self, items: Items, *, last: bool) -> list[str]:
        """The outlines of the parts of a sequence."""
        body, looks = _without_looks(items) if last else (items, [])
        parts = [
            self.one(code, value, body[:i], body[i + 1 :], last and not looks and i == len(body) - 1)
            for i, (code, value) in enumerate(body)
        ]
        return [*parts, self._ahead(looks, body)]

    def one(self, code: Any, value: Any, before: Items, after: Items, last: bool) -> str:
        if code in _SINGLE:
            return self._single(code, value)
        if code in _LOOKS:
            return self._edge(code, value, before, after)
        key = id(value), last
        if key not in self.known:
            self.known[key] = self._part(code, value, last)
        return self.known[key]

    def _part(self, code: Any, value: Any, last: bool) -> str:
        if code is op.BRANCH:
            return (
                "(?:"
                + "|".join(dict.fromkeys(self.all(list(branch), last=last) for branch in value[1]))
                + ")"
            )
        if code in _REPEATS:
            return self._repeat(*value, last=last)
        if code is op.SUBPATTERN:
            return self._group(*value, last=last)
        if code is op.ATOMIC_GROUP:
            return f"(?:{self.all(list(value), last=last)})"
        if code is op.GROUPREF_EXISTS:
            return f"(?:{self.all(list(value[1]))}|{self.all(list(value[2] or ()))})"
        return _ANYTHING

    def _group(self, _: Any, added: int, dropped: int, items: Items, *, last: bool) -> str:
        ignore_case = bool((self.ignore_case or added & re.IGNORECASE) and not dropped & re.IGNORECASE)
        case = "" if ignore_case == self.ignore_case else "i" if ignore_case else "-i"
        return f"(?{case}:{type(self)(ignore_case, self.optional).all(list(items), last=last)})"

    def _repeat(self, least: int, most: int, items: Items, *, last: bool) -> str:
        least = min(least, _MOST)
        most = least if last else most
        if not most:
            return ""
        if len(items) == 1 and items[0][0] in _SINGLE:
            ascii_, marks, beyond = self._characters(*items[0])
            if beyond:
                return f"[{self._members(ascii_)}\\x80-\\xff]" + _times(
                    least, least if last else op.MAXREPEAT
                )
            return self._written(ascii_, marks) + _times(least, most)
        return f"(?:{self.all(list(items))}){_times(least, most)}"

    def _edge(self, code: Any, value: Any, before: Items, after: Items) -> str:
        """A word's edge, where one is surely asked for; other looks around are left out."""
        either = code is op.AT and value is op.AT_BOUNDARY
        behind, ahead = (
            code is op.ASSERT_NOT and value[0] == side and _is_letter(value[1]) for side in (-1, 1)
        )
        if (either or behind) and self._wordy(after):
            return r"\b"
        return r"\b" if (either or ahead) and self._wordy(before[::-1], 1) else ""

    def _ahead(self, looks: Items, body: Items) -> str:
        """What surely follows a match."""
        for code, value in looks:
            if code is op.ASSERT and value[0] == 1:
                return self.all(list(value[1]), last=True)
            if code is op.AT and value in _ENDS:
                return r"(?:[\x00\n]|\z)"
        edges = (self._edge(code, value, body, ()) for code, value in looks)
        return next(filter(None, edges), "")

    def _wordy(self, items: Items, side: int = 0) -> bool:
        """Whether a sequence surely begins with a letter or digit of ASCII (ends, if `side` and it is turned round)."""
        for code, value in items:
            if code in _SINGLE:
                ascii_, marks, beyond = self._characters(code, value)
                return ascii_ <= _WORD and not marks and not beyond
            if code is op.BRANCH:
                return all(self._wordy(_turned(branch, side), side) for branch in value[1])
            if code in _REPEATS:
                if not self._wordy(_turned(value[2], side), side) or value[0]:
                    return bool(value[0]) and self._wordy(_turned(value[2], side), side)
            elif code in {op.SUBPATTERN, op.ATOMIC_GROUP}:
                return self._wordy(_turned(value[3] if code is op.SUBPATTERN else value, side), side)
            elif code not in _LOOKS:
                return False
        return False

    def _single(self, code: Any, value: Any) -> str:
        ascii_, marks, beyond = self._characters(code, value)
        return (
            f"(?:[{self._members(ascii_)}]|{_BEYOND})"
            if beyond and ascii_
            else _BEYOND
            if beyond
            else self._written(ascii_, marks)
        )

    def _written(self, ascii_: frozenset[str], marks: frozenset[str]) -> str:
        """One of some characters."""
        members = self._members(ascii_)
        forms = [members if len(ascii_) == 1 or (len(members) == 1) else f"[{members}]"] if ascii_ else []
        forms += map(_bytes, sorted(marks))
        return forms[0] if len(forms) == 1 and ascii_ else f"(?:{'|'.join(forms)})"

    def _members(self, ascii_: frozenset[str]) -> str:
        """Characters as a class holds them; of the two cases of a letter one, where they are the same."""
        if self.ignore_case:
            ascii_ = frozenset(c for c in ascii_ if not (c.isupper() and c.lower() in ascii_))
        runs: list[str] = []
        for char in sorted(ascii_):
            if runs and ord(runs[-1][-1]) + 1 == ord(char):
                runs[-1] = runs[-1][0] + char
            else:
                runs.append(char)
        return "".join(
            _bytes(run) if len(run) == 1 else f"{_bytes(run[0])}-{_bytes(run[-1])}" for run in runs
        )

    def _characters(self, code: Any, value: Any) -> tuple[frozenset[str], frozenset[str], bool]:
        """The characters of ASCII that a part may match, the marks, and whether it may match others."""
        if code is op.ANY:
            return _ASCII, frozenset(), True
        members = [(code, value)] if code is not op.IN else value
        negated = code is op.NOT_LITERAL or members[0][0] is op.NEGATE
        found, marks, beyond = set[str](), set[str](), negated
        for kind, what in members:
            ascii_, mark, more = _member(kind, what)
            found, marks, beyond = found | ascii_, marks | mark, beyond or more
        if self.ignore_case:
            found |= {c.swapcase() for c in found}
        return (_ASCII - found if negated else frozenset(found)), frozenset(() if negated else marks), beyond


class _Coarse(_Outline):
    """Writes outlines of a given length: what is too long for its share is coarse, optional parts first."""

    def _repeat(self, least: int, most: int, items: Items, *, last: bool) -> str:
        found = super()._repeat(least, most, items, last=last)
        return found if least or len(found) <= self.optional else _ANYTHING

    def fit(self, items: Items, room: int, *, last: bool = False) -> str:
        """The outline of a sequence in as much room."""
        parts = self.each(items, last=last)
        shares, ends = _shares(parts, room), last and not parts[-1] and len(parts) == len(items) + 1
        for i, (part, share) in enumerate(zip(parts, shares, strict=True)):
            if len(part) > max(share, _SMALL):
                parts[i] = self._in(*items[i], share, ends and i == len(parts) - 2)
        return "".join(parts).replace(_ANYTHING * 2, _ANYTHING).replace(_ANYTHING * 2, _ANYTHING)

    def _in(self, code: Any, value: Any, room: int, last: bool) -> str:
        """The outline of a part in as much room."""
        if code is op.BRANCH:
            branches = [list(branch) for branch in value[1]]
            found = list(dict.fromkeys(self.all(branch, last=last) for branch in branches))
            shares = _shares(found, room - 4)
            if min(shares) >= _NARROW:
                fitted = (
                    self.fit(b, s, last=last)
                    for b, s in zip(
                        branches, _shares([self.all(b, last=last) for b in branches], room - 4), strict=True
                    )
                )
                return f"(?:{'|'.join(dict.fromkeys(fitted))})"
        elif code is op.SUBPATTERN and not value[1] and not value[2]:
            return self.fit(list(value[3]), room, last=last)
        elif code in _REPEATS and value[0]:
            return f"(?:{self.fit(list(value[2]), room - 8)}){_times(min(value[0], _MOST), value[1])}"
        end = "" if last else _ANYTHING
        if heads := _heads(code, value):
            return f"(?i:{'|'.join(map(_escaped, heads))}){end}"
        words = "|".join(map(_escaped, _asked(code, value)))
        return f"{_ANYTHING}(?i:{words}){end}" if words and len(words) <= max(room, _TELLING) else end


def _heads(code: Any, value: Any) -> list[str]:
    """What all that a part matches begins with: a few letters each; nothing if that may be anything."""
    for length in _HEADS:
        whole, begun = _begins([(code, value)], length)
        if len(heads := whole | begun) <= _WORDS:
            known = sorted(head for head in heads if not any(head[:n] in heads for n in range(len(head))))
            return known if "" not in heads else []
    return []


def _begins(items: Items, length: int) -> tuple[set[str], set[str]]:
    """The texts that a sequence matches, and the beginnings of those that go on; none much longer than asked."""
    whole, begun = {""}, set[str]()
    for code, value in items:
        if code is op.LITERAL and (chr(value) in _ASCII or _is_mark(chr(value))):
            one, more = {chr(value)}, set[str]()
        elif code in _LOOKS:
            continue
        elif code is op.BRANCH:
            each = [_begins(list(branch), length) for branch in value[1]]
            one, more = set().union(*(e[0] for e in each)), set().union(*(e[1] for e in each))
        elif code is op.SUBPATTERN:
            one, more = _begins(list(value[3]), length)
        elif code in _REPEATS:
            one, more = _begins(list(value[2]), length)
            if value[1] > 1:
                one, more = set(), one | more
            one = one if value[0] else one | {""}
        else:
            one, more = set(), {""}
        begun |= {head + tail for head in whole for tail in more}
        whole = {head + tail for head in whole for tail in one}
        begun |= {head[:length] for head in whole if len(head) >= length}
        whole = {head for head in whole if len(head) < length}
        if not whole or len(whole) + len(begun) > 4 * _WORDS:
            return set(), begun | whole
    return whole, begun


def _shares(parts: Sequence[str], room: int) -> list[int]:
    """How much room each part gets: what it needs, else as much as others that need more than that."""
    shares, left = [0] * len(parts), len(parts)
    for i in sorted(range(len(parts)), key=lambda i: len(parts[i])):
        shares[i] = min(len(parts[i]), max(0, room) // left)
        room, left = room - shares[i], left - 1
    return shares


def _member(kind: Any, what: Any) -> tuple[frozenset[str], frozenset[str], bool]:
    """The same of one member of a class."""
    if kind in {op.LITERAL, op.NOT_LITERAL}:
        char = chr(what)
        if char in _ASCII:
            return frozenset(char), frozenset(), False
        marked = _is_mark(char)
        return frozenset(_TWINS.get(char, "")), frozenset(char if marked else ""), not marked
    if kind is op.RANGE:
        inside = frozenset(map(chr, range(what[0], min(what[1], 127) + 1)))
        twins = frozenset(plain for twin, plain in _TWINS.items() if what[0] <= ord(twin) <= what[1])
        return inside | twins, frozenset(), what[1] > 127
    if kind is op.CATEGORY:
        return _CLASSES[what], frozenset(), True
    return frozenset(), frozenset(), False


def _asked(code: Any, value: Any) -> tuple[str, ...]:
    """Words of which one stands in all that a part matches; none if there are no telling ones."""
    if code is op.BRANCH:
        branches = [_best(branch) for branch in value[1]]
        return tuple(sorted({word for b in branches for word in b})) if all(branches) else ()
    if code in _REPEATS:
        return _best(value[2]) if value[0] else ()
    if code is op.SUBPATTERN:
        return _best(value[3])
    return _best(value) if code is op.ATOMIC_GROUP else ()


def _best(items: Items) -> tuple[str, ...]:
    offers = [
        offer
        for offer in _offers(items)
        if offer and len(offer) <= _WORDS and min(map(len, offer)) >= _SHORTEST
    ]
    return max(offers, key=lambda offer: (min(map(_worth, offer)), -len(offer), offer), default=())


def _offers(items: Items) -> Iterator[tuple[str, ...]]:
    """Each set of words that some part of a sequence asks for."""
    run = ""
    for code, value in items:
        if code is op.LITERAL and (chr(value) in _ASCII or _is_mark(chr(value))):
            run += chr(value)
            continue
        yield (run,)
        run = ""
        yield _asked(code, value)
    yield (run,)


def _worth(word: str) -> int:
    return 5 if any(map(_is_mark, word)) else min(len(word), 5)


def _is_mark(char: str) -> bool:
    """Whether a character stands for something recognised."""
    return "\ue000" <= char <= "\uf8ff"


def _without_looks(items: Items) -> tuple[Items, Items]:
    """A sequence, and what it looks for at its end."""
    end = len(items)
    while end and items[end - 1][0] in _LOOKS:
        end -= 1
    return items[:end], items[end:]


def _turned(items: Items, side: int) -> Items:
    return list(items)[::-1] if side else items


def _is_letter(items: Items) -> bool:
    """Whether a look around is for a letter, among others."""
    ((code, value), *more) = items
    return (
        not more
        and code is op.IN
        and (op.CATEGORY, op.CATEGORY_WORD) in value
        and value[0][0] is not op.NEGATE
    )


def _bytes(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() or char in " ,'" else rf"\x{ord(char):02x}"
    return char.encode().decode("latin-1")


def _escaped(word: str) -> str:
    return "".join(map(_bytes, word))


def _times(least: int, most: Any) -> str:
    if most == op.MAXREPEAT or most > _MOST:
        return {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    return "" if least == most == 1 else "?" if (least, most) == (0, 1) else f"{{{least},{most}}}"
