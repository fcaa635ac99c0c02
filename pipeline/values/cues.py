"""Asks of which time a number speaks, by the cues around it."""

from __future__ import annotations

from pipeline.nlp import Reading

#: How near a number "then" has to be, and how long a heading is.
_NEAR, _HEADING = 25, 40


def cued(reading: Reading, place: int, cue: str) -> bool:
    """Whether the sentence of a place has a cue, or the heading right before it."""
    start, end = reading.sentence(place)
    first, _ = reading.sentence(max(0, start - 1))
    start = first if start - first < _HEADING else start
    return any(c.value == cue for c in reading.within(start, end, "cue"))


def then(reading: Reading, place: int) -> bool:
    """Whether a size is that "then", after a sentence on the foundation."""
    start, _ = reading.sentence(place)
    return bool(
        start > 0
        and any(cue.value == "then" for cue in reading.within(max(start, place - _NEAR), place, "cue"))
        and cued(reading, start - 1, "origin")
    )
