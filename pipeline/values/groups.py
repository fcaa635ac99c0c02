"""Reads member pages that group the countries: one list of members under sub-headings by region, letter or year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.language.nlp import Hit, Reading, by_kind
from pipeline.language.spans import Span
from pipeline.values.acts import Act
from pipeline.values.brackets import BRACKETS
from pipeline.values.counts import Count

#: No list of members is shorter.
_FEWEST = 3
#: How many lines may explain a list before it begins.
_PREFACE = 3
#: What a group of members may be called.
_GROUP = re.compile(
    r"(?:(?:the|and|of|in|other|rest|from|group|region|countries|states|members|regional|global|wider|greater|world|"
    r"african?|asian?|pacific|europe(?:an)?|americas?|american|oceania|australasia|middle|east(?:ern)?|west(?:ern)?|"
    r"north(?:ern)?|south(?:ern)?|central|latin|caribbean|sub-?saharan|saharan?|arab|gulf|mediterranean|balkans?|nordics?|"
    r"baltics?|caucasus|eurasia|indo-pacific|levant|horn|maghreb|near|far|mena|eu|union|g7|asia-pacific|euro-atlantic|south-?east|founding|founders|original|joined|since|"
    r"newer|later|first|second|then|elsewhere|europe's|[a-z]|to|\d+)(?!\w)|[\W_])+",
    re.I,
)
_BULLET = re.compile(r"\s*(?:[-*•·–+>|]|\(?\d{1,3}[.)]) ?")
#: Between the countries of a line, with what may be said of the one before.
_NOTE = r"(?: ?\([^()\n]{0,60}\)|(?: -| \*)? ?(?<=[ *])(?:new|co-?chair|chair)\b\*?|\*+)?"
_BETWEEN = re.compile(
    rf"{_NOTE}\W{{0,4}}(?:\b(?:and|as well as|plus|the|republic|kingdom|states?|federation|of)\b\W{{0,2}})*",
    re.I,
)
#: Who is listed beside the members, by the note behind a name.
_BESIDE = re.compile(
    r"\b(?:observers?|candidates?|applicants?|associates?|partners?|former|until|withdr\w+|left|guest)\b",
    re.I,
)


def read(hit: Hit) -> Iterable[Span]:
    """The members under all sub-headings behind the match, if there are two at least."""
    reading = hit.reading
    members: list[Span] = []
    groups = preface = 0
    label = ""
    for start, end in _lines(reading.plain, hit.offsets()[1]):
        named = _named(reading, start, end)
        if named and (label or members):
            groups += bool(label)
            members += named
            label = ""
        elif not named and _GROUP.fullmatch(reading.plain, start, end):
            label = reading.plain[start:end]
        elif not members and not label and not named and preface < _PREFACE:
            preface += 1
        else:
            break
    names = {m.value for m in members if not beside(reading.plain, m.end)}
    if groups > 1 and len(names) >= _FEWEST:
        yield from (_observer(hit, m) for m in members if observes(reading.plain, m.end))
        count = Count("listed", "eq", len(names), "members")
        yield Span(hit.rule.kind, members[0].start, members[-1].end, str(count), hit.rule.id)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """The lists and observers, without a list that has been told of beside its size."""
    told = {(s.start, s.end, s.value) for s in reading.of("count")}
    return [s for s in by_kind(reading, spans) if (s.start, s.end, s.value) not in told]


def _observer(hit: Hit, country: Span) -> Span:
    act = Act("observer", country.value)
    return Span("membership", country.start, country.end, str(act), hit.rule.id)


def observes(plain: str, end: int) -> bool:
    """Whether the brackets behind a country that ends there say that it is an observer, and on no day."""
    note = BRACKETS.match(plain, end)
    return bool(note and re.fullmatch(r"(?:an )?observer(?: state| country)?", note[1], re.I))


def beside(plain: str, end: int) -> bool:
    """Whether the brackets behind a country that ends there say that it is no member, or none any more."""
    note = BRACKETS.match(plain, end)
    return bool(note and _BESIDE.search(note[1]))


def _lines(plain: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the lines behind a place begin and end; a label before its countries is a line of its own."""
    for line in re.finditer(r"[^\n]+", plain[start:]):
        first, last = start + line.start(), start + line.end()
        label = re.match(r"[^:\n]{1,40}:(?= )", line[0])
        if label and _GROUP.fullmatch(label[0]):
            yield first, first + label.end()
            first += label.end()
        yield first, last


def _named(reading: Reading, start: int, end: int) -> list[Span]:
    """The countries of a line that names nothing else; none if it is no such line."""
    bullet = _BULLET.match(reading.plain, start)
    at = bullet.end() if bullet else start
    countries = []
    for country in reading.within(start, end, "country"):
        if country.start < at:
            continue
        if not _BETWEEN.fullmatch(reading.plain, at, country.start):
            return []
        countries.append(country)
        at = country.end
    return countries if _BETWEEN.fullmatch(reading.plain, at, end) else []
