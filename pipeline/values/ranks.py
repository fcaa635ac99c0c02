"""Finds the place in the order of accession that a statement gives each of its countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.spans import Span
from pipeline.values import neighbours, vetoes
from pipeline.values.acts import gives
from pipeline.values.brackets import counted, noted_place
from pipeline.values.neighbours import Room

#: Before a place that is told of the country behind it, and between the two.
_AS, _COMMA = (
    re.compile(r"\bas (?:the |its |our )?(?:n\w+\.? )?$", re.I),
    re.compile(r"(?: [\w-]+){0,3}, (?:the )?"),
)
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
    places = [p for p in places if not _of_other(room, p)]
    places = [p for p in places if p.value not in none and not vetoes.is_no_place(room.reading, p)]
    if ahead := _ahead(room, places):
        return ahead
    chain = next(neighbours.chains(room.reading, places), [])
    if not room.frame.who and len(chain) == 1:
        return {"": int(chain[0].value)}
    if len(chain) != len(room.frame.who):
        return {}
    return {span.value: int(nth.value) for span, nth in zip(room.frame.who, chain, strict=True)}


def _of_other(room: Room, nth: Span) -> bool:
    """Whether a place stands in a later clause, behind another country."""
    clause = room.reading.plain.rfind(";", room.frame.end, nth.start)
    return clause >= 0 and bool(room.reading.within(clause, nth.start, "country"))


def _ahead(room: Room, places: Sequence[Span]) -> dict[str, int]:
    """Places told right before a country that is named behind others: "Malta and, as the 40th member, Peru"."""
    return {
        country.value: int(nth.value)
        for country in room.frame.who
        for nth in places
        if nth.end < country.start
        and _AS.search(room.words(max(0, nth.start - 20), nth.start))
        and _COMMA.fullmatch(room.words(nth.end, country.start))
    }


def _numbered(room: Room) -> dict[str, int]:
    """Places told in the brackets behind a country, beside its day."""
    places = ((s.value, noted_place(room.reading.plain, s.end)) for s in room.frame.who)
    told = {country: rank for country, rank in places if rank}
    return told or counted(room.reading.plain, room.frame.who)


def _leading(room: Room) -> list[Span]:
    """The place that a sentence begins with before it says whose that is: "Number 38 is Peru, which joined"."""
    start, _ = room.reading.sentence(room.frame.start)
    before = room.reading.within(start, room.frame.start, "place")[-1:]
    return [p for p in before if _IS.fullmatch(room.words(p.end, room.frame.start))]
