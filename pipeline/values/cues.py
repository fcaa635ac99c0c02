"""Asks of which time a number speaks, by the cues around it."""

from __future__ import annotations

import re

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span

#: How near a number "then" has to be, how long a heading is, and how far from a number the foundation is told of.
_NEAR, _HEADING, _FAR = 25, 40, 80
#: What tells how many there were, and what that it is no longer told how many there were at the foundation.
_WERE = re.compile(
    r"\b(?:had|counted|comprised|numbered|totall?ed|united|included|consisted|stood|was|were|grouped|brought|gathered|"
    r"covered|embraced|encompassed|began|started|opened|launched|with|met)\b",
    re.I,
)
_LATER = re.compile(
    r"\b(?:now|today|currently|since|has|have|is|are|will|would|later|until|grown|risen|grew|rose|by|across)\b|;|"
    r", (?:and|but|while|whereas)\b",
    re.I,
)
_PRESENT = re.compile(r"\b(?:now|today|currently|has|have|is|are)\b", re.I)
_PART = re.compile(r",|\b(?:compared|against|from|instead|after)\b")
_ASIDE = re.compile(r", (?:which|who|that|whose|first)\b[^,]*,")
_AFTER = re.compile(r"\b(?:after|since|before|until|following) (?:the |its )?$", re.I)


def cued(reading: Reading, place: int, cue: str) -> bool:
    """Whether the sentence of a place has a cue, or the heading right before it."""
    start, end = reading.sentence(place)
    first, _ = reading.sentence(max(0, start - 1))
    start = first if start - first < _HEADING else start
    return any(c.value == cue for c in cues(reading, start, end))


def cues(reading: Reading, start: int, end: int) -> list[Span]:
    """The cues between two offsets; a later meeting than the first tells of no foundation."""
    found = reading.within(start, end, "cue")
    return [c for c in found if all(o.value == "1" for o in reading.within(c.start, c.end, "ordinal"))]


def then(reading: Reading, place: int) -> bool:
    """Whether a size is that "then", after one or two sentences on the foundation."""
    start, end = reading.sentence(place)
    near = reading.within(max(start, place - _NEAR), min(end, place + _NEAR), "cue")
    told = (reading.plain[c.end : place] or reading.plain[place : c.start] for c in near if c.value == "then")
    if start == 0 or all(_LATER.search(words) for words in told):
        return False
    before, _ = reading.sentence(start - 1)
    return cued(reading, start - 1, "origin") or (before > 0 and cued(reading, before - 1, "origin"))


def later(reading: Reading, number: Span) -> bool:
    """Whether the words from the foundation on to a number tell how many there are now."""
    start, _ = reading.sentence(number.start)
    told = cues(reading, start, number.start)
    return bool(told and _PRESENT.search(reading.plain, told[-1].end, number.start))


def begun(reading: Reading, number: Span) -> bool:
    """Whether a number is told in the past of the time of the foundation: "it had twelve members at its birth"."""
    start, end = reading.sentence(number.start)
    asides = [m.span() for m in _ASIDE.finditer(reading.plain, start, end)]
    for cue in cues(reading, start, end):
        aside = any(first < cue.start < last for first, last in asides if not first < number.start < last)
        if aside or cue.value != "origin" or _AFTER.search(reading.plain, start, cue.start):
            continue
        first, last = min(cue.start, number.end), max(cue.end, number.start)
        gap = reading.plain[first:last]
        if reading.within(first, last, "number"):
            continue
        told = (
            gap if cue.start < number.start else reading.plain[max(start, number.start - 40) : number.start]
        )
        if reading.plain[number.end : cue.start] == " " and not _PRESENT.search(_PART.split(told)[-1]):
            return True
        if len(gap) < _FAR and _WERE.search(told) and not _LATER.search(told + gap):
            return True
    return False
