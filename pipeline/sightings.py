"""Where rules match in a text: tried only where the sieve lets them through, and once for all equal views."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline.outlines import encoded
from pipeline.rulebook import Rule, load
from pipeline.sieve import Sieve, sieve

#: The matches of so many views are remembered: lists and boilerplate repeat.
_REMEMBERED = 20_000

Matches = Iterable[tuple[str, re.Match[str]]]


def in_text(plain: str, language: str) -> Iterator[tuple[str, re.Match[str]]]:
    """(rule, match) for the rules that are read on the bare text, line by line: by rule, in order."""
    rules, letting = _read_on("text", "")
    wide, narrow = _lines(plain), _lines(encoded(plain))
    seen = {(rule, max(0, bisect_right(narrow, end - 1) - 1)) for rule, end in set(letting.ends(plain))}
    for number, line in sorted(seen):
        rule = rules[number]
        if rule.speaks(language):
            for match in rule.matcher.finditer(plain, wide[line], wide[line + 1] - 1):
                yield rule.id, match


@lru_cache(_REMEMBERED)
def in_view(text: str, language: str, file: str = "") -> tuple[tuple[str, re.Match[str]], ...]:
    """(rule, match) for the rules that are read on views of sentences, or for those of a file on that of a document."""
    rules, letting = _read_on("document" if file else "view", file)
    seen = (rules[number] for number, _ in sorted(letting.ends(text)))
    return tuple((r.id, match) for r in seen if r.speaks(language) for match in r.matcher.finditer(text))


@cache
def _read_on(on: str, name: str) -> tuple[tuple[Rule, ...], Sieve]:
    """The rules of all files, or of that of a name, that are read on the same, and their sieve."""
    rules = tuple(
        rule for file in load().files if file.on == on and name in ("", file.name) for rule in file.rules
    )
    longest = 4000 if on == "document" else 1000
    return rules, sieve([(rule.regex, rule.flags) for rule in rules], longest=longest, once=on != "text")


def _lines(text: str | bytes) -> list[int]:
    """Where lines begin; at last, where one more would."""
    end = "\n" if isinstance(text, str) else b"\n"
    starts, at = [0], text.find(end)  # type: ignore[arg-type]
    while at >= 0:
        starts.append(at + 1)
        at = text.find(end, at + 1)  # type: ignore[arg-type]
    return [*starts, len(text) + 1]
