"""Where rules match in a text: read only where the sieve lets them through and a glance finds them,
and once for all equal views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline.language.glance import Glance, Stretch
from pipeline.language.sieve import Sieve, sieve
from pipeline.rulebook import load

#: The matches of so many views are remembered: lists and boilerplate repeat.
_REMEMBERED = 20_000


def in_text(text: str, language: str) -> Iterator[tuple[str, re.Match[str]]]:
    """(rule, match) for the rules that are read on the bare text, line by line: in order for each rule."""
    rules, letting = _read_on("text", "")
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and (passing := letting.passing(line)):
            part = Stretch.of(text, start, end)
            yield from _matches([rules[number] for number in passing], language, part)
        start = end + 1


@lru_cache(_REMEMBERED)
def in_view(text: str, language: str, file: str = "") -> tuple[tuple[str, re.Match[str]], ...]:
    """(rule, match) for the rules that are read on views of sentences, or for those of a file on that of a document."""
    rules, letting = _read_on("document" if file else "view", file)
    return tuple(_matches([rules[number] for number in letting.passing(text)], language, Stretch.of(text)))


def _matches(rules: Iterable[Glance], language: str, part: Stretch) -> Iterator[tuple[str, re.Match[str]]]:
    """(rule, match) for those of some rules that are for texts in a language."""
    spoken = {language, "*"}
    for glance in rules:
        if not spoken.isdisjoint(glance.rule.languages):
            for match in glance.matches(part):
                yield glance.rule.id, match


@cache
def _read_on(on: str, name: str) -> tuple[tuple[Glance, ...], Sieve]:
    """The rules of all files, or of that of a name, that are read on the same, and their sieve."""
    files = [file for file in load().files if file.on == on and name in ("", file.name)]
    rules = [rule for file in files for rule in file.rules if not rule.taught]
    return tuple(map(Glance, rules)), sieve([(rule.template, rule.words) for rule in rules])
