"""The state of a person whose own sentence leaves it open: that of the sentences before, or whose paper it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.claims.homeland import headline
from pipeline.claims.scene import Scene
from pipeline.claims.speakers import AND, MINISTER, NATIONAL, OF, named_before, settled
from pipeline.records import Mention
from pipeline.values.people import Named

#: Heads of state and government, of whom a state has one; bodies have presidents too.
_RULER = re.compile(
    r"^(?:(?:Vice |Deputy )?(?:President|Prime Minister)|Crown Prince|Premier|Chancellor|King|Queen|Emir|Sultan)$"
)
_ACTS = re.compile(r" [a-z]")
_HEADED = re.compile(r"(?:'s)? (?:President|Chancellor|Premier)\b")
#: From the state that a sentence begins with to its own people, who aren't those whom it meets or who welcome it.
_OTHERS = re.compile(
    r"\b(?:welcom\w+|met|meets?|meeting|thank\w*|congratulat\w+|receiv\w+|host\w*|with|visit\w*(?! of)|told|invit\w+|"
    r"announced by|join\w* by|greet\w*|from)\b",
    re.I,
)
#: Right before somebody who isn't one of the state's own people.
_GUEST = re.compile(
    r"\b(?:welcom\w+|met|meets|meeting|thank\w*|congratulat\w+|receiv\w+|host\w*|with|visit\w*|told|invit\w+|greet\w*|"
    r"from|between)(?: (?:the|his|her|its|their|\w+ counterpart,?))?\W*$", re.I
)  # fmt: skip
#: Between two of a state's people: "Panama's President Ann Lee and Foreign Minister Max Roe".
_FELLOW = re.compile(r",? and (?:by )?(?:the )?")
_COMPANY = re.compile(
    r"(?: of [^,.;\n]{3,40})?,? (?:and (?:by )?(?:his|her|its)|together with(?: the| his| her| its)?) "
)
#: The next clause, which goes on about the same state's people.
_CLAUSE = re.compile(r"[^;.]*; (?:the |its )?")
#: Roles of which a state has one, and bodies others by another name.
_HEADS = ("President", "Prime Minister", "Vice President", "First Lady")
#: Before the minister whose letter tells what the state of the sentence before has done.
_LETTER = re.compile(r"\b(?:letter|message|note|statement|notification) (?:from|by|of) (?:the |its )?$")
_SENT = re.compile(
    r"\b(?:letters?|instruments?|application|request|note|notification|accession|declaration|papers?)\b[^.;]{0,40}\b"
    r"(?:presented|signed|handed(?: over| in)?|submitted|deposited|delivered|sent|lodged|tabled|brought) by (?:the )?$",
    re.I,
)
#: Before who did what the sentence before leads up to: "This was announced by", no guest.
_DONE_BY = re.compile(
    r"(?:^| )(?:open|clos|announc|sign|deliver|present|read|made|given|led|chair|moderat|launch|head|hand|confirm|mark|"
    r"host)\w*(?: \w+){0,2} by (?:the )?$"
)
_AFTER_QUOTE = re.compile(r"[.!?][\"']? -+ |\n")
_HOSTED_BY = re.compile(
    rf"\b(?:(?:hosted|organi[sz]ed|convened|staged) by|(?:invitation|initiative) of){OF}$", re.I
)
_SHORT = 80
_MARKS = "\"'*_ -\n"
_OPENING = re.compile(r"(?:^|- |\bthe )$", re.I)


def implied(scene: Scene, mention: Mention, role: str, homeland: Callable[[], str]) -> str:
    """The state of a minister whose words leave it open: whose news it is, or whose paper (`homeland`)."""
    if _RULER.fullmatch(role) and (state := _ruled(scene, mention)):
        return state
    if role in _HEADS and scene.plain.startswith(role, mention.start - len(role) - 1):
        return headline(scene)
    start, _ = scene.sentence(mention)
    if NATIONAL.search(role) and (found := _fellow(scene, start, mention, role)):
        return found
    if not MINISTER.search(role):
        return ""
    place = scene.plain.rfind(role, start, mention.start)
    before = _AFTER_QUOTE.split(scene.plain[start : place if place >= 0 else mention.start])[-1]
    start = (place if place >= 0 else mention.start) - len(before)
    leads = not before.strip(_MARKS) or _LETTER.search(before) or _DONE_BY.search(before)
    news = [
        c
        for c in _alone(scene, named_before(scene, start))
        if leads and (_begins(scene, c) or _is_host(scene, c))
    ]
    if own := _subject(scene, start, mention.start) or news or _sender(scene, before, start):
        return own[0].value
    home = homeland()
    others = {c.value for c in scene.within(start, start + len(before), "country", "demonym")} - {home}
    return "" if others or _GUEST.search(before) else home


def _sender(scene: Scene, before: str, start: int) -> list[Mention]:
    """The one state that the words before a letter tell of: "Denmark ... The letter was presented by"."""
    sent = _SENT.search(before)
    earlier = scene.within(scene.plain.rfind("\n\n", 0, start) + 1, start, "country") if sent else []
    return earlier[:1] if len({c.value for c in earlier}) == 1 else []


def _ruled(scene: Scene, mention: Mention) -> str:
    """The one state that the sentence of a ruler begins with, if no body of the document has such a head."""
    start, _ = scene.sentence(mention)
    other = any(_HEADED.match(scene.plain, b.end) for b in scene.of("body"))
    own = [] if other else _subject(scene, start, mention.start)
    first = own and own[0].start >= start and scene.plain[start : own[0].start] in ("", "The ")
    acts = first and _ACTS.match(scene.plain, own[0].end)
    return own[0].value if acts else ""


def _fellow(scene: Scene, start: int, mention: Mention, role: str) -> str:
    """The state of the person named right before another: "Panama's President Ann Lee and Foreign Minister Max Roe"."""
    for person in scene.within(start, mention.start, "person")[-1:]:
        named, place = Named.parse(person.value), scene.plain.rfind(role, start, mention.start)
        first = scene.plain.rfind(named.role, start, person.start)
        states = scene.within(start, max(start, first), "country", "demonym")[-1:]
        owned = any(scene.plain[c.end : first] in (" ", "'s ") for c in states)
        alone = len({c.value for c in scene.within(*scene.around(start), "country", "demonym")}) == 1
        links = [_COMPANY, *[_FELLOW] * owned, *[_CLAUSE] * alone]
        linked = any(x.fullmatch(scene.plain, person.end, place) for x in links)
        if NATIONAL.search(named.role) and linked:
            return settled(scene, person).party
    return ""


def _subject(scene: Scene, start: int, place: int) -> list[Mention]:
    """The one state or people of the words before a place, if its sentence or paragraph begins with it."""
    paragraph = scene.plain.rfind("\n\n", 0, place) + 1
    for first in (start, paragraph):
        named = scene.within(first, place, "country", "demonym")
        if named and len({c.value for c in named}) == 1 and _begins(scene, named[0]):
            return (
                named[:1]
                if not _OTHERS.search(scene.plain, max(start, scene.plain.rfind(";", start, place)), place)
                else []
            )
    return []


def _begins(scene: Scene, country: Mention) -> bool:
    """Whether a sentence begins with a country, or does so behind its dateline."""
    return _OPENING.search(scene.plain[scene.around(country.start)[0] : country.start]) is not None


def _is_host(scene: Scene, country: Mention) -> bool:
    """Whether the words before a state make it the host: "hosted by", "at the invitation of"."""
    return _HOSTED_BY.search(scene.plain, max(0, country.start - _SHORT), country.start) is not None


def _alone(scene: Scene, named: list[Mention]) -> list[Mention]:
    """The first of some states, if no other one is listed beside it."""
    beside = named[1:] and AND.fullmatch(scene.plain, named[0].end, named[1].start)
    return [] if beside else named[:1]
