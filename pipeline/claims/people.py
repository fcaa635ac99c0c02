"""Persons with their role, and the state or organisation they speak for: each person once, by the fullest mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline.claims.homeland import homeland
from pipeline.claims.implied import implied
from pipeline.claims.scene import Scene
from pipeline.claims.speakers import NATIONAL, settled
from pipeline.records import Mention, Person
from pipeline.values.named import Named

_SAYS = re.compile(
    r"\b(?:said|says|stated|noted|added|emphasi[sz]e[sd]?|declared|remarked|commented|stressed|explained|told|wrote)\b",
    re.I,
)
#: Who holds the same office as the one named before.
_EQUAL = re.compile(r"\b(?:counterpart|opposite number)\b", re.I)
#: Who holds it after or before them.
_NEXT = re.compile(r"(?:successor|predecessor)\b", re.I)
_SECRETARY = re.compile(r"\bsecretary\b", re.I)
#: Given names before a surname, no title or role.
_SPELLED = (
    r"(?<!\w)(?!(?:The|Mrs?|Ms|Dr|\w*[Mm]inisters?|\w*[Pp]residents?|Secretary|General|State|Senators?|Leader|Chancellor|"
    r"Ambassador|Commissioner|Representative|Chair\w*|King|Queen|Sir|Dame|And|With|For|But|Both|When|While|As|By|In)\b)"
    r"[^\W\d_a-z][^\W\d_]+ (?:[^\W\d_a-z]\. ?)*(?:(?!and)[a-z]{2,3} ){0,2}"
)


def read(scene: Scene) -> Iterator[Person]:
    """The persons that a document names with a role."""
    known: dict[str, tuple[Mention, Named]] = {}
    states = {m.value for m in scene.of("country", "demonym")}
    bodies = {m.value for m in scene.of("body")}
    persons = list(_titled((m, settled(scene, m)) for m in scene.of("person")))
    names = [named.name for _, named in persons if " " in named.name]
    for mention, named in persons:
        name = named.name if " " in named.name else _full(scene, named.name, names)
        key = name.casefold()
        if key not in known or _fuller(named, known[key][1]):
            known[key] = (mention, Named(name, named.role, named.party))
    home = cache(lambda: homeland(scene))
    for mention, named in known.values():
        country = (
            named.party
            if (named.party in states or named.party not in bodies) and not _is_body(scene, named)
            else None
        )
        body = named.party if named.party and not country else None
        country = country or (implied(scene, mention, named.role, home) if not body else None) or None
        yield Person(
            mention.mention_id, scene.document.doc_id, named.name, named.role, body, country, _quoted(mention)
        )


def _titled(persons: Iterable[tuple[Mention, Named]]) -> Iterator[tuple[Mention, Named]]:
    """Persons with their office: of "her Danish counterpart" that of the one named before, if that leads a state and
    goes by the same name elsewhere."""
    role = ""
    for mention, named in persons:
        if _NEXT.match(named.role):
            if role:
                yield mention, Named(named.name, role, named.party)
        elif not _EQUAL.search(named.role):
            role = named.role
            yield mention, named
        elif NATIONAL.search(role):
            yield mention, named if _SECRETARY.search(role) else Named(named.name, role, named.party)


def _is_body(scene: Scene, named: Named) -> bool:
    """Whether a code that a body shares with a state is the body's: its name stands in the role."""
    return any(b.value == named.party and b.text in named.role for b in scene.of("body"))


def _full(scene: Scene, surname: str, names: Sequence[str]) -> str:
    """The one name in full that ends with a surname, of those with a role or else of the whole document."""
    spelled = re.compile(_SPELLED + re.escape(surname) + r"(?:,? [JS]r\.?)?(?!\w)")
    ends = {n for n in names if n.endswith(f" {surname}")}
    found = (
        [n for n in names if spelled.fullmatch(n)]
        or (list(ends) if len(ends) == 1 else [])
        or [m[0] for m in spelled.finditer(scene.plain)]
    )
    return found[0] if len(set(found)) == 1 else surname


def _fuller(one: Named, other: Named) -> bool:
    """Whether a later reading of a person says more: the state, or the same role and what it is for."""
    if bool(one.party) != bool(other.party):
        return bool(one.party)
    return len(one.role) > len(other.role) and other.role.casefold() in one.role.casefold()


def _quoted(mention: Mention) -> bool:
    """Whether the sentence has words in quotation marks and a verb of saying."""
    return bool(re.search(r"[\"“”«»]", mention.sentence) and _SAYS.search(mention.sentence))
