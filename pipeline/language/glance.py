"""Tells where a rule first matches: PCRE2 looks, which compiles expressions to machine code, before `re` reads.

Both agree on what rules are made of, but for some characters. In a text that has one of those, or where PCRE2 gives up,
a rule may match anywhere. What it matches `re` alone tells. Most texts are of ASCII and marks: of these PCRE2 is shown
one byte for each character, which is faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from pipeline.rulebook import WORD, Rule, expanded

#: Other characters than these PCRE2 and `re` may take for different things: of combining marks only one says that they
#: are parts of words, of the Turkish i's that they are another letter.
_ODD = re.compile(
    "[^\t\n\r -~\u00a0-\u012f\u0132-\u017f\u0391-\u0482\u048a-\u04ff\u2010-\u2027\u2030-\u203e\u20a0-\u20bf"
    "\ue000-\uf8ff]"
)
#: Groups that a match tells apart, and case that matters.
_GROUP, _CASED = re.compile(r"\((?:\?P|\?\(|(?!\?))"), "(?-i:"
#: In expressions too large for PCRE2, words of at least so many characters are called, not put in.
_CALLED = (1000, 60)
#: No rule looks further behind than so many characters.
BEHIND = 100
#: How each mark begins in UTF-8: with what follows it is known by one byte.
_MARK = b"\xee\x80"
#: What no text of ASCII and marks has, and in its place a character that plain texts haven't, in the same order.
_BETWEEN, _BEYOND = (re.compile("[\x80-\udfff]"), "\x7f"), (re.compile("[\ue03f-\U0010ffff]"), "\ue03f")
#: In longer texts it takes PCRE2 too long to count the characters before a place.
_LONG = 20_000


#: What is shown: a text, or a byte for each of its characters.
Shown: TypeAlias = str | bytes
First: TypeAlias = Callable[[Shown, int], int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text in which rules are looked for, and what PCRE2 is shown of it: from the offset `first` on, which
    is as far before it as rules look behind; nothing, if it may not look."""

    text: str
    start: int
    end: int
    first: int
    shown: Shown | None

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Stretch:
        """The part of a text between two offsets, all of it without them."""
        end = len(text) if end is None else end
        first = max(0, start - BEHIND)
        shown = text[first:end]
        return cls(text, start, end, first, None if _ODD.search(shown) else _narrow(shown))


def _narrow(text: str) -> Shown:
    """A text of ASCII and marks with a byte for each character; another as it is."""
    data = text.encode("utf-8", "surrogatepass").replace(_MARK, b"")
    return data if len(data) == len(text) else text


@dataclass(frozen=True)
class Glance:
    """A rule, and its expression as PCRE2 knows it."""

    rule: Rule

    def matches(self, part: Stretch) -> Iterable[re.Match[str]]:
        """The matches of the rule in a part of a text, as `re` finds them."""
        if part.shown is None:
            return self.rule.matcher.finditer(part.text, part.start, part.end)
        first = self.first_in(part.shown)
        place = first(part.shown, part.start - part.first)
        return () if place < 0 else self._from(part, first, place)

    def _from(self, part: Stretch, first: First, place: int) -> Iterator[re.Match[str]]:
        """The matches from a place of what is shown on."""
        matcher, shown = self.rule.matcher, part.shown or ""
        while place >= 0 and (match := matcher.search(part.text, part.first + place, part.end)):
            if match.start() == match.end() or len(shown) > _LONG:
                yield from matcher.finditer(part.text, match.start(), part.end)
                return
            yield match
            place = first(shown, match.end() - part.first)

    def first_in(self, shown: Shown) -> First:
        """Tells the first place, from one on, where the rule may match in what is shown: -1 if there is none."""
        return self._in_bytes if isinstance(shown, bytes) else self._in_text

    @cached_property
    def _in_text(self) -> First:
        return self._first(str)

    @cached_property
    def _in_bytes(self) -> First:
        return self._first(_in_bytes)

    def _first(self, written: Callable[[str], Shown]) -> First:
        """Tells the first place, by the expression as it is `written`."""
        from pcre2 import IGNORECASE, LibraryError, compile

        flags = IGNORECASE if self.rule.flags & re.IGNORECASE else 0
        for form in (self.rule.regex, *(_calling(self.rule, least) for least in _CALLED)):
            try:
                search = compile(written(form), flags).search
                break
            except LibraryError:  # too large
                continue
        else:
            return lambda _, start: start

        def first(shown: Any, start: int) -> int:
            try:
                found = search(shown, start)
            except LibraryError:  # too much to remember
                return start
            return found.start() if found else -1

        return first


def _in_bytes(form: str) -> bytes:
    """An expression as it is for texts of ASCII and marks: what else it names they don't have."""
    for others, one in (_BETWEEN, _BEYOND):
        form = others.sub(one, form)
    return form.encode().replace(_MARK, b"")


def _calling(rule: Rule, least: int) -> str:
    """A rule's expression in which words of at least so many characters are called."""
    called: dict[str, str] = {}

    def form(template: str) -> str:
        return WORD.sub(lambda word: one(word[0], _CASED in template), template)

    def one(word: str, cased: bool) -> str:
        whole = expanded(rule.words[word], rule.words)
        if cased or len(whole) < least or _GROUP.search(whole):
            return form(rule.words[word])
        if word not in called:
            called[word] = form(rule.words[word])
        return f"(?&w{ord(word)})"

    main = form(rule.template)
    return main + "(?(DEFINE)" + "".join(f"(?<w{ord(word)}>{text})" for word, text in called.items()) + ")"
