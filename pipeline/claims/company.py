"""The state of a person told by those named beside them, or by what their sentence says that a state does."""

from __future__ import annotations

import re

from pipeline.claims.scene import Scene
from pipeline.claims.speakers import NATIONAL, settled
from pipeline.records import Mention
from pipeline.values.named import Named

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
#: What a state has of its own, and what its own people do with that.
_ACT = (
    r"(?:withdrawal|accession|exit|entry|admission|departure|application|membership|candidacy|candidature|bid|"
    r"intention|decision|commitment|pledge|support|request|ratification|signature|instruments?|consent|approval|"
    r"letter)"
)
_DONE = (
    r"(?:signed|handed (?:in|over)|deposited|lodged|submitted|delivered|presented|made|confirmed|ordered|sent|tabled|"
    r"given|filed|notified)"
)
_DOES = (
    r"(?:sign|hand|deposit|lodg|submit|deliver|present|confirm|order|promis|pledg|notif|gave|gives|giving|tabl|fil|"
    r"reaffirm|reiterat)\w*"
)
#: Sentences that tell of a state (S) and a person (P) who is one of its people.
_TELLS = re.compile(
    # Its letter was signed by the minister; the minister gave notice of its withdrawal.
    rf"S(?:'s?)? (?:\w+ ){{0,3}}?{_ACT} (?:\w+ ){{0,3}}?(?:was|were|been|is|are) (?:\w+ly )?{_DONE}"
    r"[^.;:]{0,40} by (?:the |its )?P|"
    rf"P,? (?:\w+ ){{0,2}}?{_DOES} (?:[^.;:,]{{0,60}} )?"
    rf"(?:S(?:'s?)? (?:\w+ ){{0,2}}?{_ACT}\b|{_ACT} (?:of|by) (?:the )?S)|"
    # During the minister's visit it signed.
    r"P[^.;]{0,60}, (?:the )?S,? (?:\w+ ){0,2}?(?:signed|joined|became|acceded|deposited|presented)\b|"
    # Its officials, among them the minister; its delegation was led by the minister.
    r"S (?:officials|diplomats|ministers|leaders|politicians|representatives|speakers|guests)\b[^.;]*"
    r"\b(?:among them|including|such as|like|namely) (?:the |former |its )*P|"
    r"S(?:'s?)? (?:\w+ ){0,2}(?:delegation|mission|team|side),? (?:includ\w+|compris\w+|consist\w+ of|(?:was |were )?"
    r"(?:led|headed|made up|formed) (?:by|of)|was|were|with) (?:[^.;:]* )?P|"
    # In its chair the minister convened the members.
    r"(?:[Uu]nder|[Dd]uring) (?:the )?S(?:'s?)? (?:chair|presid)\w+, (?:the |its )?P "
    r"(?:conven|chair|host|presid|invit|open)"
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
    """The one state of a sentence, if that tells what its people do: "Peru's bid was handed in by Minister Ann Lee"."""
    start, end = scene.sentence(mention)
    place = place_of(scene, mention, role)
    states = [c for c in scene.within(start, end, "country", "demonym") if not place <= c.start < mention.end]
    for state in states:
        others = {c.value for c in states if c.kind == "country" or c.start < place} - {state.value}
        if others or scene.within(start, place, "person"):
            return ""
        marks = sorted([(state.start, state.end, "S"), (place, mention.end, "P")])
        if _TELLS.search(_marked(scene.plain, start, end, marks)):
            return state.value
    return ""


def _marked(plain: str, start: int, end: int, marks: list[tuple[int, int, str]]) -> str:
    """The words of a sentence with marks in place of some of them."""
    parts = []
    for first, last, mark in marks:
        parts += [plain[start:first], mark]
        start = last
    return "".join([*parts, plain[start:end]])
