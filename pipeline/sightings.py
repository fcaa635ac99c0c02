"""Where rules match in a text: read only where the sieve lets them through and a glance finds them,
and once for all equal views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline.glance import Glance, plain
from pipeline.rulebook import Rule, load
from pipeline.sieve import Sieve, sieve

#: The matches of so many views are remembered: lists and boilerplate repeat.
_REMEMBERED = 20_000
#: No rule looks further behind than so many characters.
_BEHIND = 100


def in_text(text: str, language: str) -> Iterator[tuple[str, re.Match[str]]]:
    """(rule, match) for the rules that are read on the bare text, line by line: in order for each rule."""
    rules, letting = _read_on("text", "")
    start = 0
    for line in text.split("\n"):
        first, end = max(0, start - _BEHIND), start + len(line)
        passing = [rules[number] for number in letting.passing(line)] if line else []
        for rule, place in _seen(passing, language, text[first:end], start - first):
            for match in rule.matcher.finditer(text, first + place, end):
                yield rule.id, match
        start = end + 1


@lru_cache(_REMEMBERED)
def in_view(text: str, language: str, file: str = "") -> tuple[tuple[str, re.Match[str]], ...]:
    """(rule, match) for the rules that are read on views of sentences, or for those of a file on that of a document."""
    rules, letting = _read_on("document" if file else "view", file)
    seen = _seen([rules[number] for number in letting.passing(text)], language, text, 0)
    return tuple((rule.id, match) for rule, place in seen for match in rule.matcher.finditer(text, place))


def _seen(glances: Iterable[Glance], language: str, text: str, start: int) -> Iterator[tuple[Rule, int]]:
    """The rules of a language that may match in a text, with the first place, from `start` on, where each may."""
    agreed = plain(text)
    for glance in glances:
        if glance.rule.speaks(language):
            place = glance.first(text, start) if agreed else start
            if place >= 0:
                yield glance.rule, place


@cache
def _read_on(on: str, name: str) -> tuple[tuple[Glance, ...], Sieve]:
    """The rules of all files, or of that of a name, that are read on the same, and their sieve."""
    files = [file for file in load().files if file.on == on and name in ("", file.name)]
    rules = [rule for file in files for rule in file.rules]
    return tuple(map(Glance, rules)), sieve([(rule.template, rule.words) for rule in rules])
