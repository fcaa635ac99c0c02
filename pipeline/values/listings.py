"""Follows a list of members from its first countries to its last name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span

#: What may stand between the parts of one list of members.
_GOES_ON = re.compile(
    r"(?:[ \n,;.:]|\b(?:in|from|on|of|the|and|as well as|plus|also|they|there|are|is|were|remaining|rest|others?|last|"
    r"finally|elsewhere|Africa|Asia|Europe|Americas?|Oceania|Pacific|Middle East|North|South|Central|Latin|Western|"
    r"Eastern|Caribbean|two|three|four|five|six|seven|eight|nine|ten)\b)*",
    re.I,
)
#: Members that are no states, between states ("Chile, the Holy See, the European Union, Ghana") and after them.
_NAMED = r"(?:the )?(?-i:[A-Z][\w'&-]*)(?: (?-i:of|on|for|and|the|[A-Z][\w'&-]*))*"
_FELLOWS = re.compile(rf"(?:[,;]\s+(?:and )?{_NAMED})+[,;]\s+(?:and )?(?:the )?")
_EXPLAINED = re.compile(r" \([^()]*\)")
_BULLET = r"\n(?:[-*•·]|\d+[.)]) ?"
_BULLETS = re.compile(rf"(?:{_BULLET}{_NAMED})+{_BULLET}")
_ITEM = re.compile(rf"(?:^|(?<=\s)){_NAMED}(?=[,;])")
LAST = re.compile(r",? (?:and|as well as|plus) (the (?-i:(?:European|African) Union|EU|AU))\b")
#: Who stands beside a list that has had its last name: "Chile, Fiji and Peru, along with its host Ghana".
_BESIDE = re.compile(
    r"( (?:and|&) [^,;|\n]+),? (?:along with |together with (?:(?:the|its|their|an?) )?(?:[\w-]+ )?"
    r"(?:hosts?|observers?|associates?|partners?|candidates?|non-members?|guests?)\b)",
    re.I,
)
#: What is said behind the last names of a list that began in the sentence before: "Malta and Peru complete the group".
_ROUNDS = re.compile(
    r" (?:then )?(?:complet(?:e[sd]?|ing)|round(?:s|ed)? (?:off|out)|close[sd]?|ma[dk]es? (?:it|up|them)|fill(?:s|ed)? "
    r"up)(?: the| its| our| this)?(?: \w+)? (?:group|list|circle|set|number|dozen|picture|ranks|founders|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|\d+)\b|"
    r" ma[dk]es? (?:it|them) \w+(?=[.,;])",
    re.I,
)
#: Behind a country that begins a sentence below a list, and is none of its items.
_SENTENCE = re.compile(r" (?!and\b|as well\b|plus\b)[a-z]")
_REST = re.compile(r"\b(?:they|remaining|rest|others?|elsewhere|finally)\b", re.I)

#: What says of those on a list that they came in.
_JOINS = re.compile(
    r"\b(?:join|member|acced|ratif|accession|signed|admi[ts]|new (?:in|to|at|members?)\b|newcomer|welcom|accept|let in|"
    r"took in|came|entr|enter|follow)",
    re.I,
)
#: What stands around such a place in brackets, a number only after "no.": "Italy (August 2021, no. 33)".
_OPENED = re.compile(r"\((?:[^()]{0,40}, )?(?:the )?$")
_NUMBERED = re.compile(r"\((?:[^()]{0,40}, )?(?:no\.?|nr\.?|number|#|n°|nº) ?$", re.I)


def members(hit: Hit, roster: Span) -> tuple[list[str], int]:
    """The members that a list names, with those that are no states, and where it ends.

    It may go on in the next sentences ("The remaining seven are ...").
    """
    names, end = roster.value.split("|"), roster.end
    if beside := _BESIDE.search(hit.reading.plain, roster.start, end):
        return [c.value for c in hit.reading.within(roster.start, beside.end(1), "country")], end
    for more in hit.reading.within(end, end + 1500, "roster", "country"):
        gap = _EXPLAINED.sub("", hit.reading.plain[end : more.start])
        rounds = _ROUNDS.match(hit.reading.plain, more.end)
        if "\n" in gap and _SENTENCE.match(hit.reading.plain, more.end):
            break
        if more.start >= end and _GOES_ON.fullmatch(gap) and ("." not in gap or _REST.search(gap) or rounds):
            names, end = [*names, *more.value.split("|")], more.end
        elif more.start >= end and (others := fellows(gap)):
            names, end = [*names, *others, *more.value.split("|")], more.end
    if last := LAST.match(hit.reading.plain, end):
        names, end = [*names, last[1]], last.end()
    return names, end


def fellows(gap: str) -> list[str]:
    """The members between two countries of a list that are no states, if nothing else stands there."""
    if _FELLOWS.fullmatch(gap):
        return _ITEM.findall(gap)
    if _BULLETS.fullmatch(gap):
        return [re.sub(r"^\W+(?:\d+\W+)?", "", line) for line in gap.split("\n")[1:-1]]
    return []


def numbered(reading: Reading) -> Iterator[Span]:
    """The places in brackets behind the countries of a list: "Italy (33rd) and Luxembourg (34th) joined"."""
    for roster in reading.of("roster"):
        start, end = reading.sentence(roster.start)
        if _JOINS.search(reading.plain, start, end):
            found = list(_places(reading, roster.start, roster.end + 40))
            for place in [*found, *_row(reading, roster)]:
                value = f"ordinal eq {place.value} members"
                yield replace(place, kind="count", value=value, rule="ordinal.elliptic")


def _places(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """The places that end brackets, a number only behind "no."."""
    for place in reading.within(start, end, "ordinal", "number"):
        opened = _OPENED if place.kind == "ordinal" else _NUMBERED
        before = reading.plain[max(0, place.start - 50) : place.start]
        if opened.search(before) and reading.plain[place.end : place.end + 1] == ")":
            yield place


def _row(reading: Reading, roster: Span) -> list[Span]:
    """Numbers alone in brackets behind countries, each by one more than the one before: "Chad (39) and Mali (40)"."""
    found = reading.within(roster.start, roster.end + 6, "number")
    found = [n for n in found if reading.plain[n.start - 1] + reading.plain[n.end : n.end + 1] == "()"]
    steps = [int(b.value) - int(a.value) for a, b in pairwise(found) if (a.value + b.value).isdigit()]
    return found if steps and steps == [1] * (len(found) - 1) else []
