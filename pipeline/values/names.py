"""Settles names that could be two things: Congo and Korea alone, a first name that is a country's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.rulebook import table

#: Country names that are also given names; before a surname they are, and that is no word of names/headline_words.csv.
_GIVEN = frozenset(
    "Chad Jordan Georgia Israel Kenya Cuba India Ireland Malta Paris Sydney Florence Victoria".split()
)
#: What else may be a family name, after a given one of `names/given_names.csv`.
_FAMILY = _GIVEN | {"Brazil", "England", "France", "Germany", "Holland"}
_SURNAME = re.compile(r" (?:[A-Z]\. )?(?:O'|Mc|Mac|de |van )?(?P<name>[A-ZÀ-Ž][a-zà-ž]{2,})")
_GIVEN_NAME = re.compile(r"(?:^|[^\w-])(?P<name>[A-Z][a-z]+) (?:[A-Z]\. )?$")
#: Georgia in America.
_AMERICAN = re.compile(r"(?:,? \(|, )(?:USA?\b|U\.S\.|United States)")
#: What has a country's name for a part of its own: streets, newspapers, airlines, ships, universities, banks.
_OWNED = re.compile(
    r" (?:Street|Avenue|Road|Lane|Boulevard|Terrace|Times|Herald|Tribune|Gazette|Chronicle|Daily|Airways|Airlines"
    r"|Creek|Society|(?:(?:International|National|Cooperation|Development|Space|Wildlife|Investment|Export|Import"
    r"|Export-Import|Internet|Security|Standards|Meteorological|Research|Technology|Futures|Central|Exchange) )*"
    r"(?:University|Foundation|Institute|Bank|Eximbank|Charity|Polytechnic|Agency|Administration|Corporation|Museum"
    r"|Red Cross|Red Crescent|(?:Research|Futures) Centre|Fund for)|Today(?=[,.;']| (?:and|reported|said|wrote)))\b"
)
_OWNER = re.compile(
    r"\b(?:HMS|HMAS|HMCS|USS|SS|MV|MS|RMS|Team|Air|Miss|(?:University|College|Museum|Bank|Voice) of(?: the)?"
    r"|(?:Universi|Ban[cq])\w+ (?:d[aeou]s?|del)(?: la)?) $"
)
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Senator|Congressman|Congresswoman|Judge|Justice"
    r"|Councillor|Colonel|Captain|Coach|Rabbi|Reverend|Rev)\.? (?:[A-Z][\w'-]+ )?$"
)
#: A name between two countries of a list, and one after a state's title; "Republic of Letters" is no state.
_IN_LIST = re.compile(
    r"(?:[,;] |\n[-•*]? ?)(?:the )?(?P<name>[A-ZÀ-Ž][\w'-]+(?: [A-ZÀ-Ž][\w'-]+){0,2})"
    r"(?:,? and |[,;] |\n[-•*]? ?)(?:the )?"
)
#: A name that ends a list of countries, or begins it and sounds like one; and one that joined as so many a member.
_LAST = re.compile(r",? (?:and|&) (?:the )?(?P<name>[A-ZÀ-Ž][a-zà-ž'-]{3,})(?=[.,;)]| [a-z]|$)")
_FIRST = re.compile(r"(?P<name>[A-ZÀ-Ž][a-zà-ž'-]+(?:ia|land|stan|guay|anda)),? (?:and )?(?:the )?$")
_JOINED = re.compile(
    r"\b(?!(?:It|He|She|They|This|That|Who|The)\b)(?P<name>[A-ZÀ-Ž][a-zà-ž'-]{3,}) (?:has |is now |formally )?"
    r"(?:join(?:s|ed)|bec(?:omes?|ame)|acced(?:es|ed)|entered)[^.;\n]{0,60}? "
    r"(?:\d+(?:st|nd|rd|th)|\w+(?:th|first|second|third)) (?:full )?"
    r"(?:[Mm]ember|[Ss]tate [Pp]arty|participating [Ss]tate|partner)"
)
_STATE = re.compile(
    r"\b(?:Republic|Kingdom|Sultanate|Principality|Emirate) of (?:the )?"
    r"(?P<name>(?!Letters|God|Heaven)[A-ZÀ-Ž][a-zà-ž'-]+)"
)
#: Before the state of an office: "Prime Minister of India Narendra Modi".
_OFFICE = re.compile(
    r"\b(?:ministers?|president|king|queen|emir|chancellor|taoiseach|premier|republic|kingdom|ambassador|secretary|representative)"
    r" of (?:the )?$",
    re.I,
)
#: What else in a document tells which of two countries a shared name means.
_CUES = {
    "KOR": re.compile("Seoul"),
    "PRK": re.compile("Pyongyang"),
    "COD": re.compile(r"Kinshasa|\bSADC\b"),
    "COG": re.compile(r"Brazzaville|\bOPEC\b|\bCEMAC\b"),
}
#: Between the names of a list.
_BESIDE = re.compile(r"(?:[,;&]|\s|[-•*]|and|the)+")


def finish(reading: Reading, spans: list[Span]) -> Iterable[Span]:
    """Names with one meaning each; a name that stays open takes the usual one and leaves an issue."""
    spans = list(_turned(reading.plain, spans))
    starts = {s.start for s in spans if s.kind != "trap"}
    sure = {s.value for s in spans if s.kind == "country" and "|" not in s.value}
    for span in spans:
        if span.kind == "country" and (
            trap := _is_owned(reading.plain, span) or _is_person(reading.plain, span, starts)
        ):
            yield replace(span, kind="trap", value=trap)
        elif "|" in span.value and span.kind != "body":
            beside = _beside(reading.plain, spans, span)
            yield replace(span, value=_choose(reading, span, sure, beside))
        else:
            yield span
    _strangers(reading, spans)


def _cued(code: str, plain: str) -> bool:
    return code in _CUES and _CUES[code].search(plain) is not None


def _turned(plain: str, spans: list[Span]) -> Iterable[Span]:
    """The names, of "Congo, DR Congo" the two that are meant: "Congo, DR" is a name as well, but not before itself."""
    at = {s.start: s for s in spans if s.kind == "country"}
    taken: set[Span] = set()
    for span in spans:
        first, comma, _ = plain[span.start : span.end].partition(", ")
        again = at.get(span.end + 1) if comma and span.kind == "country" else None
        if again and plain[again.start : again.end] == first:
            yield replace(again, start=span.start, end=span.start + len(first))
            yield replace(span, start=span.start + len(first) + len(comma), end=again.end)
            taken.add(again)
        elif span not in taken:
            yield span


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(cell for row in table(name) for cell in row.values())


def _is_person(plain: str, span: Span, starts: set[int]) -> str:
    """Whether a name is a person's, between what stands before and after it. `starts`: where other names begin."""
    words, before = plain[span.start : span.end], plain[max(0, span.start - 40) : span.start]
    after, first = _SURNAME.match(plain, span.end), _GIVEN_NAME.search(before)
    given = after and after["name"] not in _words("headline_words") and after.start("name") not in starts
    if (words in _GIVEN and given and not _OFFICE.search(before)) or _TITLE.search(before):
        return "person"
    return "person" if words in _FAMILY and first and first["name"] in _words("given_names") else ""


def _is_owned(plain: str, span: Span) -> str:
    if span.value == "GEO" and _AMERICAN.match(plain, span.end):
        return "place"
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
        if re.fullmatch(r", (?:the )?", reading.plain[one.end : two.start]):
            ends = (
                _LAST.match(reading.plain, two.end),
                _FIRST.search(reading.plain, max(0, one.start - 40), one.start),
            )
            for end in ends:
                if end and not _known(spans, *end.span("name")):
                    _note(reading, end)
    for state in (*_STATE.finditer(reading.plain), *_JOINED.finditer(reading.plain)):
        if not _known(spans, *state.span("name")):
            _note(reading, state)


def _listed(plain: str, countries: list[Span], one: Span, two: Span) -> bool:
    """Whether two countries are part of a list that goes on before or after them."""
    before, after = countries[: countries.index(one)][-1:], countries[countries.index(two) + 1 :][:1]
    gaps = [plain[b.end : one.start] for b in before] + [plain[two.end : a.start] for a in after]
    return any(_BESIDE.fullmatch(gap) for gap in gaps)


def _known(spans: list[Span], start: int, end: int) -> bool:
    return any(s.start < end and start < s.end for s in spans)


def _note(reading: Reading, found: re.Match[str]) -> None:
    name = reading.text[found.start("name") : found.end("name")]
    place = Span("country", found.start("name"), found.end("name"), name, "country.name")
    reading.note("unknown_country", f"{name}: no country of this name is known", place)


def _beside(plain: str, spans: list[Span], span: Span) -> set[str]:
    """The countries of the list that a name stands in: none of them is the one that it means."""
    countries = [s for s in spans if s.kind == "country"]
    if span not in countries:
        return set()
    at = countries.index(span)
    behind = takewhile(
        lambda two: _BESIDE.fullmatch(plain, two[0].end, two[1].start), pairwise(countries[at:])
    )
    ahead = takewhile(
        lambda two: _BESIDE.fullmatch(plain, two[1].end, two[0].start), pairwise(countries[at::-1])
    )
    return {two[1].value for two in (*behind, *ahead)}


def _choose(reading: Reading, span: Span, sure: set[str], beside: set[str]) -> str:
    """The one country of an open name that the document names elsewhere, or cues; else the first of the list."""
    options = [o for o in span.value.split("|") if o not in beside] or span.value.split("|")
    if len(options) == 1:
        return options[0]
    named = [o for o in options if o in sure] or [o for o in options if _cued(o, reading.plain)]
    if len(named) != 1 and span.kind == "country":
        reading.note(
            "ambiguous_country", f"{reading.text[span.start : span.end]}: read as {options[0]}", span
        )
    return named[0] if len(named) == 1 else options[0]
