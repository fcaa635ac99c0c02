"""Settles names that could be two things: Congo and Korea alone, a first name that is a country's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipeline.nlp import Reading
from pipeline.spans import Span

#: Country names that are also given names; before a surname they are.
_GIVEN = frozenset(
    "Chad Jordan Georgia Israel Kenya Cuba India Ireland Malta Paris Sydney Florence Victoria".split()
)
_SURNAME = re.compile(
    r" (?!(?:The|In|On|And|To|Minister|Ministry|Foreign|Prime|President|Government|Becomes|Joins|Has|Is|Was|"
    r"Embassy|Ambassador|Secretary|Conference|Summit|Declaration|Chair|State|Permanent|Mission|Forum|River|Valley|"
    r"National|Parliament|Times|Today|Island|Islands|Accord|Process|Deputy|University|January|February|March|April|May|"
    r"June|July|August|September|October|November|December|Joined|Signed|Hosts|Hosted|Republic|Agenda|Welcomes?)\b)"
    r"(?:[A-Z]\. )?(?:O'|Mc|Mac|de |van )?[A-ZÀ-Ž][a-zà-ž]{2,}"
)
#: What has a country's name for a part of its own: streets, newspapers, airlines, ships, universities, banks.
_OWNED = re.compile(
    r" (?:Street|Avenue|Road|Lane|Boulevard|Terrace|Times|Herald|Tribune|Gazette|Airways|Airlines)\b"
)
_OWNER = re.compile(
    r"\b(?:HMS|USS|MV|(?:University|College|Museum|Bank|Voice) of(?: the)?|(?:Universi|Ban[cq])\w+ d[aeo]s?(?: la)?) $"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord)\.? (?:[A-Z][\w'-]+ )?$")
#: A name between two countries of a list, and one after a state's title; "Republic of Letters" is no state.
_IN_LIST = re.compile(
    r"(?:[,;] |\n[-•*]? ?)(?:the )?(?P<name>[A-ZÀ-Ž][\w'-]+(?: [A-ZÀ-Ž][\w'-]+){0,2})"
    r"(?:,? and |[,;] |\n[-•*]? ?)(?:the )?"
)
_STATE = re.compile(
    r"\b(?:Republic|Kingdom|Sultanate|Principality|Emirate) of (?:the )?"
    r"(?P<name>(?!Letters|God|Heaven)[A-ZÀ-Ž][a-zà-ž'-]+)"
)
#: Before the state of an office: "Prime Minister of India Narendra Modi".
_OFFICE = re.compile(
    r"\b(?:ministers?|president|king|emir|chancellor|republic|kingdom|ambassador|secretary|representative)"
    r" of (?:the )?$",
    re.I,
)
#: What else in a document tells which of two countries a shared name means.
_CUES = {"KOR": "Seoul", "PRK": "Pyongyang", "COD": "Kinshasa", "COG": "Brazzaville"}


def finish(reading: Reading, spans: list[Span]) -> Iterable[Span]:
    """Names with one meaning each; a name that stays open takes the usual one and leaves an issue."""
    sure = {s.value for s in spans if s.kind == "country" and "|" not in s.value}
    for span in spans:
        if span.kind == "country" and (
            trap := _is_owned(reading.plain, span) or _is_person(reading.plain, span)
        ):
            yield replace(span, kind="trap", value=trap)
        elif "|" in span.value and span.kind != "body":
            yield replace(span, value=_choose(reading, span, sure))
        else:
            yield span
    _strangers(reading, spans)


def _is_person(plain: str, span: Span) -> str:
    words = plain[span.start : span.end]
    before = plain[: span.start][-40:]
    given = words in _GIVEN and _SURNAME.match(plain, span.end) and not _OFFICE.search(before)
    return "person" if given or _TITLE.search(before) else ""


def _is_owned(plain: str, span: Span) -> str:
    owned = _OWNED.match(plain, span.end) or _OWNER.search(plain[max(0, span.start - 20) : span.start])
    return "institution" if owned else ""


def _strangers(reading: Reading, spans: list[Span]) -> None:
    """Notes what stands where a country's name is expected and is none that is known."""
    countries = [s for s in spans if s.kind == "country"]
    for one, two in pairwise(countries):
        between = _IN_LIST.fullmatch(reading.plain, one.end, two.start)
        if (
            between
            and not _known(spans, *between.span("name"))
            and _listed(reading.plain, countries, one, two)
        ):
            _note(reading, between)
    for state in _STATE.finditer(reading.plain):
        if not _known(spans, *state.span("name")):
            _note(reading, state)


def _listed(plain: str, countries: list[Span], one: Span, two: Span) -> bool:
    """Whether two countries are part of a list that goes on before or after them."""
    before, after = countries[: countries.index(one)][-1:], countries[countries.index(two) + 1 :][:1]
    gaps = [plain[b.end : one.start] for b in before] + [plain[two.end : a.start] for a in after]
    return any(re.fullmatch(r"(?:[,;]|\s|[-•*]|and|the)+", gap) for gap in gaps)


def _known(spans: list[Span], start: int, end: int) -> bool:
    return any(s.start < end and start < s.end for s in spans)


def _note(reading: Reading, found: re.Match[str]) -> None:
    name = reading.text[found.start("name") : found.end("name")]
    place = Span("country", found.start("name"), found.end("name"), name, "country.name")
    reading.note("unknown_country", f"{name}: no country of this name is known", place)


def _choose(reading: Reading, span: Span, sure: set[str]) -> str:
    """The one country of an open name that the document names elsewhere, or cues; else the first of the list."""
    options = span.value.split("|")
    named = [o for o in options if o in sure] or [o for o in options if _CUES.get(o, "\0") in reading.plain]
    if len(named) != 1 and span.kind == "country":
        reading.note(
            "ambiguous_country", f"{reading.text[span.start : span.end]}: read as {options[0]}", span
        )
    return named[0] if len(named) == 1 else options[0]
