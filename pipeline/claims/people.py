"""Persons with their role, and the state or organisation they speak for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.scene import Scene
from pipeline.records import Mention, Person
from pipeline.values.people import Named

_SAYS = re.compile(r"\b(?:said|says|stated|noted|added|emphasi[sz]e[sd]?|declared|remarked|commented|stressed|explained|told|wrote)\b", re.I)


def read(scene: Scene) -> Iterator[Person]:
    """The persons that a document names with a role."""
    for mention in scene.of("person"):
        named = Named.parse(mention.value)
        country = named.party if len(named.party) == 3 and _is_country(scene, named.party) else None
        body = named.party if named.party and not country else None
        yield Person(
            mention.mention_id, scene.document.doc_id, named.name, named.role, body, country, _quoted(mention)
        )


def _is_country(scene: Scene, code: str) -> bool:
    return any(m.value == code for m in scene.of("country", "demonym"))


def _quoted(mention: Mention) -> bool:
    """Whether the sentence has words in quotation marks and a verb of saying."""
    return bool(re.search(r"[\"“”«»]", mention.sentence) and _SAYS.search(mention.sentence))
