"""Reads the name of a conference as `4 | Freedom Online Conference | 2014`: number, name and days, each if given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span, longest
from pipeline.values.numbers import roman

_LEADING = re.compile(r"^(?:the |its |our |annual |regular |major |a |an |'s? |of )+", re.I)
_SPACE = re.compile(r"\s+")
_HEAD = re.compile(r"\b(?:Conference|Summit|Forum|Congress|Symposium|Assembly|Dialogue|Meeting)\b", re.I)
#: Bodies of which each yearly meeting goes by the body's own name.
_GATHERS = re.compile(
    r"(?:(?:Health|Environment) Assembly|Forum|Summit|Conference|Symposium|Dialogue|Congress|IGF)(?: \([^)]*\))?$",
    re.I,
)
#: Assemblies and congresses that sit all the time, unless the words number this one; organs that merely meet.
_ORGAN = re.compile(
    r"\bAssembly\b|^(?:General|National) (?:Conference|Congress)\b|^(?:\S+ )?Congress$|"
    r"^Conference of (?:the )?Parties$", re.I
)  # fmt: skip
_SESSION = re.compile(
    r"\b(?:Council|Committee|Board|Bureau|Commission|Cabinet|Group|Force|Press|Party) (?:Meeting|Retreat|Dialogue)\b",
    re.I,
)
#: "South Africa attended its first summit": the country's first, not the series'.
_OWN_FIRST = re.compile(r"\b(?:attend\w*|join\w*|part in) (?:its|their|his|her) first$", re.I)
_SMALL = frozenset("of on for the and in to at against".split())
_PLAIN = frozenset("free open new aid peace arms data day food".split())


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference as it stands in a mention's value; the name `conference` alone means the series spoken of."""

    ordinal: int | None
    name: str
    days: str

    def __str__(self) -> str:
        return f"{self.ordinal or ''} | {self.name} | {self.days}"

    @classmethod
    def parse(cls, value: str) -> Meeting:
        """The inverse of `str`."""
        ordinal, name, days = value.split(" | ")
        return cls(int(ordinal) if ordinal else None, name, days)

    @property
    def named(self) -> bool:
        """Whether it has a name of its own and not just a noun."""
        return " " in self.name or self.name.isupper()


def read(hit: Hit) -> Iterable[Span]:
    """One conference; a year or date within its name is taken out of it, an owner's full name becomes its code."""
    ordinal = _ordinal(hit)
    if not hit.has("name") and not hit.has("name2"):
        yield hit.span(str(Meeting(ordinal, hit.words("generic").lower() or "series", "")))
        return
    if hit.rule.id == "conference.forum" and not _gathers(hit, ordinal):
        return
    meeting = Meeting(ordinal, _name(hit), _days(hit))
    if meeting.named and not _SESSION.search(meeting.name) and (ordinal or not _ORGAN.search(meeting.name)):
        yield hit.span(str(meeting))


def _ordinal(hit: Hit) -> int | None:
    if digits := re.sub(r"\D", "", hit.words("digits")):
        return int(digits)
    if words := [i for i in range(1, 11) if hit.has(f"n{i}")]:
        return words[0]
    if spans := hit.spans("ordinal", "ordinal"):
        return None if _OWN_FIRST.search(hit.reading.plain[: spans[0].end][-30:]) else int(spans[0].value)
    return roman(hit.words("ordinal")) if hit.has("ordinal") else None


def _days(hit: Hit) -> str:
    groups = ("year", "year2", "year3", "name")
    return next((spans[0].value for group in groups if (spans := hit.spans(group, "date"))), "")


def _gathers(hit: Hit, ordinal: int | None) -> bool:
    """Whether a body's name is a conference's: numbered, dated or with a place, a forum is its yearly meeting."""
    words = hit.words("name") or hit.words("name2")
    (body,) = hit.spans("name", "body") or hit.spans("name2", "body")
    if not _GATHERS.search(words) or body.rule == "body.referred":
        return False
    return ordinal is not None or body.rule == "body.introduced" or not words.endswith("Conference")


def _name(hit: Hit) -> str:
    """The name as worded, without date, article and what only tells whose it is, and not all in capitals."""
    group = "name" if hit.has("name") else "name2"
    start, end = hit.offsets(group)
    text = hit.reading.plain[start:end]
    for span in reversed(hit.spans(group, "date", "body")):
        a, b = span.start - start, span.end - start
        owned = re.match(r"(?: \([A-Z]+\))?'s? ", text[b:])
        if span.kind == "date":
            text = text[:a] + text[b:]
        elif owned:
            text = text[:a] + _code(span) + text[b + owned.end() :]
        elif _owns(text, a):
            text = text[:a].removesuffix("the ").removesuffix(" of ")
    text = re.sub(r" \([A-Z][A-Za-z]+\)$", "", text)
    owner = "".join(_code(span) for span in hit.spans("owner", "body")[:1])
    return _cased(_LEADING.sub("", _SPACE.sub(" ", owner + text).strip(" ,")))


def _code(owner: Span) -> str:
    """The code of a name's owner; nothing for "the Coalition's"."""
    return "" if owner.rule == "body.referred" else f"{owner.value} "


def _owns(text: str, start: int) -> bool:
    """Whether the body at `start` is left out: "Ministerial Conference of the WTO" is a name without it."""
    before = re.fullmatch(r"(.+) of (?:the )?", text[:start])
    return bool(before and _HEAD.search(before[1]) and " " in before[1] and not _HEAD.match(before[1]))


def _cased(name: str) -> str:
    """A name out of a headline in capitals with capitals at the start of its words only; acronyms stay."""
    words = name.split(" ")
    if not name.isupper() or len(words) == 1:
        return name
    short = (w.lower() if w.lower() in _SMALL else w for w in words)
    return " ".join(w.capitalize() if len(w) > 4 or w.lower() in _PLAIN else w for w in short)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Of overlapping names the longest; a noun with a number only where no name stands."""
    return longest(spans)
