"""Reads what is said of a country and a body as `join LUX 34 @2021-08`: action, country, place, day, commitment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.gazetteer import homes
from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values import bare, clauses
from pipeline.values.acts import Act
from pipeline.values.brackets import BRACKETS
from pipeline.values.frames import OF, frames
from pipeline.values.occasions import occasions
from pipeline.values.signers import open_to_signers

_MANY = re.compile(
    r"they|them|both|all|their|.*\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|pair|trio|\w+ries|\w+s)$",
    re.I,
)
#: The state of the person spoken of.
_HOME = re.compile(r"(?:his|her) (?!(?:new|old|host)\b)", re.I)
#: Of the last one of a list alone something of its own is told: "Fiji and Peru, whose accession made it the 34th",
#: "Chile, Ghana and Taiwan (observer)".
_OF_LAST = re.compile(
    r", whose (?:[\w-]+ )??(?:accession|admission|entry|arrival|adherence|membership)\b|"
    r",? (?:\(|- )?(?:(?:an|as|the|its|our|only|sole|single|first|newest|lone) )*"
    r"observer(?!s| (?:states|countries|members|governments))\b"
)
#: A day is told of what happens; a listing or an application is a state.
_EVENTS = frozenset(("join", "leave", "founding", "observer", "suspended"))


def read(hit: Hit) -> Iterable[Span]:
    """One span for each country named in the match, or one for who else acts; `finish` says who that is."""
    if "role" in hit.rule.gives:
        yield from _behind(hit)
        return
    if not open_to_signers(hit):
        return
    span = hit.span("")
    start = hit.offsets("and")[1] if hit.has("and") else span.start
    named = [
        n
        for group in ("who", "who2", "who3", "who4", "who5", "who6", "who7", "who8", "who9")
        for n in hit.spans(group, "country", "roster")
    ]
    for roster in named:
        line = hit.reading.plain.rfind("\n", roster.start, roster.end) + 1
        start = line if line and roster.start == start else start  # who acts stands on the line of the verb
    words = hit.reading.plain[start : span.end]
    span = replace(span, start=start + len(words) - len(words.lstrip()))
    members = [c for n in named for c in hit.reading.within(max(n.start, span.start), n.end, "country")]
    acting = clauses.without_predecessors(hit.reading, members)
    if before := members[: len(members) - len(acting)]:
        yield from _went_before(hit, before)
        span, members = replace(span, start=max(span.start, acting[0].start)), acting
    if len(members) > 1 and _OF_LAST.match(hit.reading.plain, members[-1].end, span.end):
        members = members[-1:]
    for country in [c.value for c in members] or [_pronoun(hit)]:
        yield replace(span, value=str(Act(hit.rule.gives["action"], country)))


def _went_before(hit: Hit, who: list[Span]) -> Iterable[Span]:
    """Those of whom it is only told in brackets when they did the same: "After Peru (2012), Chile was the 34th"."""
    plain = hit.reading.plain
    for country in who:
        if note := BRACKETS.match(plain, country.end):
            act = Act(hit.rule.gives["action"], country.value)
            yield Span(hit.rule.kind, country.start, note.end(), str(act), hit.rule.id)


def _behind(hit: Hit) -> Iterable[Span]:
    """The countries of the clause around an event, for a rule that knows only the event's own words."""
    for span, who in clauses.read(hit):
        for country in who:
            yield replace(span, value=str(Act(hit.rule.gives["action"], country)))


def _pronoun(hit: Hit) -> str:
    if capital := hit.spans("capital", "city"):
        return OF + "|".join(homes().get(capital[0].value, ()))
    word = (hit.words("it") or hit.words("them")).lower()
    if word == "the":
        return "event"
    if word in {"the former", "the latter"}:
        return word.removeprefix("the ")
    if _HOME.match(word):
        return "home"
    if word in {"its", "their"}:
        return "its"
    if word in {"we", "us", "ours"} or word.startswith(("we ", "my ", "our ")):
        return "we"
    return ("they" if _MANY.match(word) else "it") if word else "and" if hit.has("and") else "crowd"


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """The statements put together, one span for each country of each."""
    told = frames(reading, spans)
    told = sorted([*told, *bare.entries(reading, told)], key=lambda frame: frame.start)
    found = {}
    for frame, known in zip(told, occasions(reading, told), strict=True):
        for span in frame.who:
            occasion = known[span.value]
            day = occasion.date if frame.action in _EVENTS else None
            rank = occasion.ordinal if frame.action == "join" else None
            act = Act(frame.action, span.value, rank, day, frame.modality)
            found[frame.start, frame.end, act] = Span(
                "membership", frame.start, frame.end, str(act), frame.rule
            )
    return list(found.values())
