"""What is said of a country and a body: as it stands in a mention, and as it is put together from a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.language.spans import Span
from pipeline.rulebook import load

_ACT = re.compile(r"(\w+) (\S+)(?: (\d+))?(?: @(\S+))?(?: (\w+))?")
#: For how long one was a member.
_YEARS = re.compile(r"\d{4}/\d{4}")


@dataclass(frozen=True, slots=True)
class Act:
    """A stated relation, as it stands in a mention's value.

    >>> str(Act("join", "LUX", 34, "2021-08", "prospective"))
    'join LUX 34 @2021-08 prospective'
    """

    action: str
    country: str
    ordinal: int | None = None
    date: str | None = None
    modality: str = "asserted"

    def __str__(self) -> str:
        ordinal = f" {self.ordinal}" if self.ordinal else ""
        date = f" @{self.date}" if self.date else ""
        modality = "" if self.modality == "asserted" else f" {self.modality}"
        return f"{self.action} {self.country}{ordinal}{date}{modality}"

    @classmethod
    def parse(cls, value: str) -> Act:
        """The inverse of `str`."""
        match = _ACT.fullmatch(value)
        assert match, value
        action, country, ordinal, date, modality = match.groups()
        return cls(action, country, int(ordinal) if ordinal else None, date, modality or "asserted")


@dataclass(frozen=True, slots=True)
class Frame:
    """One statement: what is done, by which countries (named here or before), where its words stand.

    Without countries it is a crowd ("sixteen states were let in"), to which later statements refer. `like` is the
    statement that it takes up ("Tuvalu followed").
    """

    action: str
    who: tuple[Span, ...]
    start: int
    end: int
    rule: str
    modality: str = "asserted"
    like: Frame | None = None

    @property
    def countries(self) -> frozenset[str]:
        """The codes of its countries."""
        return frozenset(span.value for span in self.who)


@cache
def gives(rule: str) -> dict[str, str]:
    """What the rule of an id gives its reader."""
    return dict(next(r.gives for r in load().rules if r.id == rule))


def edge(frame: Frame, day: str) -> str:
    """The day of a statement: of years as a member the first for who joined, the last for who left."""
    since = frame.action == "join" and gives(frame.rule).get("day") == "since"
    if not _YEARS.fullmatch(day) or not (since or frame.action == "leave"):
        return day
    return day.split("/")[-1 if frame.action == "leave" else 0]
