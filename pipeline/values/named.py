"""What is said of a person: the name, the role, and the state or body that it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = re.compile(r"[IVX]+")
#: Initials without points before a name: no syllable.
_INITIALS = re.compile(r"[^AEIOUY]{3}|[AEIOU](?!N)[^AEIOUY]{2}")
_SMALL = frozenset("of and for the on to de van von der".split())
_PLURAL = re.compile(r"(?<=[a-z])(?:ies|s)\b(?=(?:[- ]general)?(?: of| for|$))", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """A person, as it stands in a mention's value; `party` is a country's or a body's code, or nothing."""

    name: str
    role: str
    party: str

    def __str__(self) -> str:
        return f"{self.name} | {self.role} | {self.party}"

    @classmethod
    def parse(cls, value: str) -> Named:
        """The inverse of `str`."""
        return cls(*value.split(" | "))


def written(words: str) -> str:
    """A name as it is written outside of captions: "Jean ASSELBORN" is Jean Asselborn."""
    parts = words.split()
    shouted = {p for p in parts if p.isupper() and len(p) > 2 and "." not in p and not _NUMERAL.fullmatch(p)}
    if len(parts) > 2 and _INITIALS.fullmatch(parts[0]):
        shouted.discard(parts[0])
    return " ".join(title_case(p) if p in shouted else p for p in parts)


def title_case(words: str) -> str:
    """Words in capitals with capitals only at their start, small words without."""
    parts = words.lower().split(" ")
    return " ".join(p if p in _SMALL else "-".join(x.capitalize() for x in p.split("-")) for p in parts)


def singular(role: str) -> str:
    """The role of one of those who share it."""
    return _PLURAL.sub(lambda m: "y" if m[0] == "ies" else "", role, count=1)
