"""Where rules match in a text: tried only where the sieve lets them through, and once for all equal views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.rulebook import Rule, load
from pipeline.sieve import Sieve, sieve

#: The matches of so many views are remembered: lists and boilerplate repeat.
_REMEMBERED = 20_000


def in_text(plain: str, language: str) -> Iterator[tuple[str, re.Match[str]]]:
    """(rule, match) for the rules that are read on the bare text, line by line: in order for each rule."""
    rules, letting = _read_on("text", "")
    start = 0
    for line in plain.split("\n"):
        end = start + len(line)
        for number in letting.passing(line) if line else ():
            rule = rules[number]
            if rule.speaks(language):
                for match in rule.matcher.finditer(plain, start, end):
                    yield rule.id, match
        start = end + 1


@lru_cache(_REMEMBERED)
def in_view(text: str, language: str, file: str = "") -> tuple[tuple[str, re.Match[str]], ...]:
    """(rule, match) for the rules that are read on views of sentences, or for those of a file on that of a document."""
    rules, letting = _read_on("document" if file else "view", file)
    seen = (rules[number] for number in letting.passing(text))
    return tuple((r.id, match) for r in seen if r.speaks(language) for match in r.matcher.finditer(text))


@cache
def _read_on(on: str, name: str) -> tuple[tuple[Rule, ...], Sieve]:
    """The rules of all files, or of that of a name, that are read on the same, and their sieve."""
    files = [file for file in load().files if file.on == on and name in ("", file.name)]
    rules = tuple(rule for file in files for rule in file.rules)
    return rules, sieve([(rule.template, file.words) for file in files for rule in file.rules])
