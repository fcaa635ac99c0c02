"""The state of a person told by those named beside them, or by what their sentence says that a state does."""

from __future__ import annotations

import re

from pipeline.claims.scene import Scene
from pipeline.claims.speakers import NATIONAL, settled
from pipeline.records import Mention
from pipeline.values.people import Named

#: Heads of state and government, of whom a state has one; bodies have presidents too.
RULER = re.compile(
    r"^(?:(?:Vice |Deputy )?(?:President|Prime Minister)|Crown Prince|Premier|Chancellor|King|Queen|Emir|Sultan)$",
    re.I,
)
#: Between two of a state's people: "Panama's President Ann Lee and Foreign Minister Max Roe".
_FELLOW = re.compile(r",? and (?:by )?(?:the )?")
_COMPANY = re.compile(
    r"(?: of [^,.;\n]{3,40})?,? (?:and (?:by )?(?:his|her|its)|together with(?: the| his| her| its)?) "
)
#: The next clause, which goes on about the same state's people.
_CLAUSE = re.compile(r"[^;.]*; (?:the |its )?")
#: Between a name and its state, right behind it or behind its role.
_OF = re.compile(r",? (?:of|from) (?:the )?| \(")
#: What a state does or has done to it, by its own people.
_ACT = (
    r"(?:withdrawal|accession|exit|entry|admission|departure|application|membership|candidacy|candidature|bid|intention|"
    r"decision|commitment|pledge|support|request|ratification|signature|instruments?|consent|approval|chairmanship|"
    r"chairship|presidency)\b"
)
_DOES = re.compile(rf"(?:'s?)? (?:\w+ ){{0,3}}?(?:{_ACT}|(?:delegation|government|cabinet)\b)", re.I)
_DONE = re.compile(rf"\b{_ACT} (?:of|by|from) (?:the )?$", re.I)
#: A main clause that begins behind an aside: "During the visit of the minister to Lima, Peru signed".
_MAIN = re.compile(
    r",? (?:has |had |will |formally |officially )*(?:signed|joined|became|acceded|deposited|presented)\b"
)
_PEOPLE = re.compile(
    r" (?:officials|diplomats|ministers|leaders|politicians|representatives|speakers|guests)\b[^.;]*"
    r"\b(?:among them|including|such as|like|namely)\b"
)
#: Words of those who deal with another state's people.
_DEALS = re.compile(
    r"\b(?:welcom|greet|congratulat|thank|receiv|host|met\b|meet|invit|visit(?:s|ed|ing)\b|told|prais|recogni[sz]|commend|"
    r"object|announced by|join\w* by|with\b)",
    re.I,
)


def beside(scene: Scene, mention: Mention, role: str) -> str:
    """The code of the state of a person who leads one, by those named beside them or by what the state does."""
    return _fellow(scene, mention, role) or _follower(scene, mention, role) or _acting(scene, mention, role)


def place_of(scene: Scene, mention: Mention, role: str) -> int:
    """Where a person begins in their sentence: at the role, if it stands before the name."""
    place = scene.plain.rfind(role, scene.sentence(mention)[0], mention.start)
    return place if place >= 0 else mention.start


def _fellow(scene: Scene, mention: Mention, role: str) -> str:
    """The state of the person named right before another: "Panama's President Ann Lee and Foreign Minister Max Roe"."""
    start, place = scene.sentence(mention)[0], place_of(scene, mention, role)
    for person in scene.within(start, mention.start, "person")[-1:]:
        named = Named.parse(person.value)
        first = scene.plain.rfind(named.role, start, person.start)
        states = scene.within(start, max(start, first), "country", "demonym")[-1:]
        owned = any(scene.plain[c.end : first] in (" ", "'s ") for c in states)
        alone = len({c.value for c in scene.within(*scene.around(start), "country", "demonym")}) == 1
        behind = scene.within(person.end, place, "country")[:1]
        follows = (
            behind and _two_ranks(named.role, role) and _FELLOW.fullmatch(scene.plain, behind[0].end, place)
        )
        links = [_COMPANY, *[_FELLOW] * owned, *[_CLAUSE] * alone]
        if follows or any(x.fullmatch(scene.plain, person.end, place) for x in links):
            return settled(scene, person).party if NATIONAL.search(named.role) else ""
    return ""


def _follower(scene: Scene, mention: Mention, role: str) -> str:
    """The state behind the next of two people of one state: "President Ann Lee and Minister Max Roe of Peru"."""
    for person in scene.within(mention.end, scene.sentence(mention)[1], "person")[:1]:
        named = Named.parse(person.value)
        place = scene.plain.find(named.role, mention.end, person.start)
        state = scene.within(person.end, person.end + 40, "country")[:1]
        if place >= 0 and _COMPANY.fullmatch(scene.plain, mention.end, place):
            return settled(scene, person).party if NATIONAL.search(named.role) else ""
        linked = place >= 0 and _FELLOW.fullmatch(scene.plain, mention.end, place)
        if linked and state and _OF.fullmatch(scene.plain, person.end, state[0].start):
            return named.party if _two_ranks(role, named.role) else ""
    return ""


def _two_ranks(one: str, other: str) -> bool:
    """Whether a state's people, one of whom leads it: of two rulers, or two ministers, each has a state."""
    return bool(RULER.match(one)) != bool(RULER.match(other)) and bool(NATIONAL.search(other))


def _acting(scene: Scene, mention: Mention, role: str) -> str:
    """The one state of a sentence, if that tells what it does: "Peru's application was signed by Minister Ann Lee"."""
    start, end = scene.sentence(mention)
    place = place_of(scene, mention, role)
    states = scene.within(start, end, "country", "demonym")
    acting = [c for c in states if _does(scene, c, mention)]
    others = {c.value for c in states if c.kind == "country" or c.start < place} - {
        c.value for c in acting[:1]
    }
    if not acting or others or scene.within(start, place, "person"):
        return ""
    between = sorted((acting[0].end, place)) if acting[0].end <= place else (mention.end, acting[0].start)
    return "" if _DEALS.search(scene.plain, *between) else acting[0].value


def _does(scene: Scene, state: Mention, person: Mention) -> bool:
    """Whether the words around a state tell that it acts, or that a person is one of its people."""
    plain = scene.plain
    done = _DOES.match(plain, state.end) or _DONE.search(plain, max(0, state.start - 40), state.start)
    main = plain[state.start - 2 : state.start] == ", " and _MAIN.match(plain, state.end)
    among = _PEOPLE.match(plain, state.end, person.start) if state.end <= person.start else None
    return bool(done or (main and person.end <= state.start) or among)
