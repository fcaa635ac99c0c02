"""What a host's robots.txt asks of programs (RFC 9309), and the pause it wishes for (Crawl-delay).

The longest rule that fits an address holds, with `*` and `$`; the standard library goes by the first, without them.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass

from pipeline.web.addresses import escaped, path

#: Bytes of the largest file that is read; the standard asks for a tenth of that.
LARGEST = 5 * 1024 * 1024

_TOKEN = re.compile(r"[A-Za-z_-]+|\*")
_WORDS = ("allow", "disallow", "crawl-delay")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one program: patterns of paths, each with whether it allows them, and seconds between pages."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def refusal(self, url: str) -> str | None:
        """The pattern that keeps the program from a page, None if it may have it."""
        place = path(url)
        fitting = [(len(rule), allows, rule) for rule, allows in self.rules if _fits(rule, place)]
        _, allowed, rule = max(fitting, default=(0, True, ""))
        return None if allowed else rule


def parse(data: bytes, program: str) -> Robots:
    """The rules for `program` (a token in small letters): those of its own groups, else those for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: set[str] = set()
    heading = False
    for line in data.removeprefix(codecs.BOM_UTF8).splitlines():
        word, _, value = (
            part.strip() for part in line.decode("utf-8", "replace").partition("#")[0].partition(":")
        )
        word = word.lower()
        if word == "user-agent":
            named = named if heading else set()
            heading = True
            token = _TOKEN.match(value)
            if token:
                named.add(token[0].lower())
                groups.setdefault(token[0].lower(), [])
        elif word in _WORDS:
            heading = False
            for name in named:
                groups[name].append((word, value))
    return _rules(groups.get(program, groups.get("*", [])))


def _rules(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(
        (escaped(value), word == "allow") for word, value in lines if word != "crawl-delay" and value
    )
    return Robots(
        rules, max((_seconds(value) for word, value in lines if word == "crawl-delay"), default=0.0)
    )


def _seconds(value: str) -> float:
    """Seconds from words; 0 if they say none."""
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _fits(rule: str, place: str) -> bool:
    """Whether a path fits a pattern. Piece by piece: a pattern of many stars would stall a regular expression."""
    last = rule.endswith("$")
    first, *pieces = rule.removesuffix("$").split("*")
    if not place.startswith(first):
        return False
    at = len(first)
    for piece in pieces[:-1] if last else pieces:
        found = place.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not last:
        return True
    return place[at:].endswith(pieces[-1]) if pieces else at == len(place)
