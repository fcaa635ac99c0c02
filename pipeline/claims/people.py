"""Persons with their role, and the state or organisation they speak for: each person once, by the fullest mention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.scene import Scene
from pipeline.records import Mention, Person
from pipeline.values.people import Named

_SAYS = re.compile(
    r"\b(?:said|says|stated|noted|added|emphasi[sz]e[sd]?|declared|remarked|commented|stressed|explained|told|wrote)\b",
    re.I,
)
#: Roles that speak for a state, though the words may leave open which.
_NATIONAL = re.compile(
    r"\b(?:minister|president|secretary of state|state secretary|ambassador|chancellor|premier|king|queen)\b",
    re.I,
)
_POSSESSIVE = re.compile(r"\b(?:its|whose|the country's|the nation's)\s+(?:\w+\s+)?$", re.I)
_SPEAKS_FOR = re.compile(
    r",? (?:has |had )?(?:said|says|stressed|announced|confirmed|declared|noted|added|pledged|promised) "
    r"(?:that )?(?:the )?"
)


def read(scene: Scene) -> Iterator[Person]:
    """The persons that a document names with a role."""
    known: dict[str, tuple[Mention, Named]] = {}
    states = {m.value for m in scene.of("country", "demonym")}
    for mention in scene.of("person"):
        named = _settled(scene, mention)
        key = named.name.casefold()
        if key not in known or _fuller(named, known[key][1]):
            known[key] = (mention, named)
    for mention, named in known.values():
        country = named.party if named.party in states else None
        body = named.party if named.party and not country else None
        yield Person(
            mention.mention_id, scene.document.doc_id, named.name, named.role, body, country, _quoted(mention)
        )


def _settled(scene: Scene, mention: Mention) -> Named:
    """The person, with the state that "its minister" or "said that Estonia would" means."""
    named = Named.parse(mention.value)
    if named.party or not _NATIONAL.search(named.role):
        return named
    start, end = scene.sentence(mention)
    states = scene.within(start, end, "country")
    after = [c for c in states if c.start >= mention.end][:1]
    if after and _SPEAKS_FOR.fullmatch(scene.plain[mention.end : after[0].start]):
        return Named(named.name, named.role, after[0].value)
    role = scene.plain.rfind(named.role, start, mention.start)
    if role < 0 or not _POSSESSIVE.search(scene.plain[start:role]):
        return named
    before = [c for c in states if c.end <= role] or _named_before(scene, start)
    return Named(named.name, named.role, before[0].value) if before else named


def _named_before(scene: Scene, start: int) -> list[Mention]:
    """The states of the sentence before the one at `start`."""
    first, last = scene.around(start - 1) if start else (0, 0)
    return scene.within(first, last, "country")


def _fuller(one: Named, other: Named) -> bool:
    """Whether a later reading of a person says more: the state, or the same role and what it is for."""
    if bool(one.party) != bool(other.party):
        return bool(one.party)
    return len(one.role) > len(other.role) and other.role.casefold() in one.role.casefold()


def _quoted(mention: Mention) -> bool:
    """Whether the sentence has words in quotation marks and a verb of saying."""
    return bool(re.search(r"[\"“”«»]", mention.sentence) and _SAYS.search(mention.sentence))
