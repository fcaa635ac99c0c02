"""Finds the place in the order of accession that a statement gives each of its countries."""

from __future__ import annotations

import re

from pipeline.language.spans import Span
from pipeline.values import neighbours, vetoes
from pipeline.values.acts import gives
from pipeline.values.brackets import rank
from pipeline.values.neighbours import Room

_RATIFIES = re.compile(r"\b(?:ratif|deposit)", re.I)
#: Between a place and whose it is.
_IS = re.compile(
    r"[^,;:.]{0,60}? (?:is|are|was|were|being|(?:went|goes?|fell|belongs?) to|(?:taken|filled|held) by) (?:that of )?"
    r"(?:the )?|,? (?:the )?"
)


def ranks(room: Room) -> dict[str, int]:
    """Places by country, if there are as many; a range of places belongs to nobody in particular."""
    own = neighbours.own(room, "ordinal")
    if numbered := _numbered(room) | {c: int(nth.value) for c, nth in own.items() if nth.value.isdigit()}:
        return numbered
    places = room.reading.within(room.frame.start, room.limit, "place")
    places = places or _leading(room) or room.reading.within(*neighbours.answer(room), "place")
    if not places and gives(room.frame.rule).get("day") == "own":
        places = room.reading.within(room.frame.start, room.frame.end, "ordinal")
    # who joins first comes behind the founders, who ratifies first behind nobody
    none = set() if _RATIFIES.search(room.words(room.frame.start, room.limit)) else {"1"}
    places = [p for p in places if p.value not in none and not vetoes.is_no_place(room.reading, p)]
    chain = next(neighbours.chains(room.reading, places), [])
    if not room.frame.who and len(chain) == 1:
        return {"": int(chain[0].value)}
    if len(chain) != len(room.frame.who):
        return {}
    return {span.value: int(nth.value) for span, nth in zip(room.frame.who, chain, strict=True)}


def _numbered(room: Room) -> dict[str, int]:
    """Places told in the brackets behind a country, beside its day."""
    places = ((s.value, rank(room.reading.plain, s.end)) for s in room.frame.who)
    return {country: rank for country, rank in places if rank}


def _leading(room: Room) -> list[Span]:
    """The place that a sentence begins with before it says whose that is: "Number 38 is Peru, which joined"."""
    start, _ = room.reading.sentence(room.frame.start)
    before = room.reading.within(start, room.frame.start, "place")[-1:]
    return [p for p in before if _IS.fullmatch(room.words(p.end, room.frame.start))]
