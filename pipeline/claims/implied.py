"""The state of a person whose own sentence leaves it open: that of the sentences before, or whose paper it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from pipeline.claims.company import RULER, beside, place_of
from pipeline.claims.homeland import governed, venue
from pipeline.claims.scene import Scene
from pipeline.claims.speakers import AND, MINISTER, NATIONAL, OF, named_before, settled
from pipeline.language.gazetteer import homes
from pipeline.records import Mention
from pipeline.values.named import Named

_ACTS = re.compile(r" [a-z]")
_HEADED = re.compile(r"(?:'s)? (?:President|Chancellor|Premier)\b")
#: From the state that a sentence begins with to its own people, who aren't those whom it meets or who welcome it.
_OTHERS = re.compile(
    r"\b(?:welcom\w+|met|meets?|meeting|thank\w*|congratulat\w+|receiv\w+|host\w*|with|visit\w*(?! (?:of|by)\b)|told|"
    r"invit\w+|(?:prais|back|support|endors|applaud|commend)ed by|surpris\w+|pleas(?:ed|es)|"
    r"(?:handed|sent|given) to|announced by|join\w* by|greet\w*|from)\b",
    re.I,
)
#: What is done to a state, other than by whom the words lead to.
_UNDERGOES = re.compile(
    r"\b(?:was|were|been|being|is|are)(?: \w+ly)? (?:welcomed|received|hosted|invited|greeted|thanked|congratulated)\b"
    r"(?!.*(?<!visit )\bby (?:the |its )?$)",
    re.S,
)
#: Right before somebody who isn't one of the state's own people.
_GUEST = re.compile(
    r"\b(?:welcom\w+|met|meets|meeting|thank\w*|congratulat\w+|receiv\w+|host\w*|with|visit\w*|told|invit\w+|greet\w*|"
    r"from|between|(?:message|letter) (?:by|of))(?: (?:the|his|her|its|their|\w+ counterpart,?))?\W*$", re.I
)  # fmt: skip
#: Roles of which a state has one, and bodies others by another name.
_HEADS = ("President", "Prime Minister", "Vice President", "First Lady")
#: Before the minister whose letter tells what the state of the sentence before has done.
_LETTER = re.compile(r"\b(?:letter|message|note|statement|notification) (?:from|by|of) (?:the |its )?$")
_SENT = re.compile(
    r"\b(?:letters?|instruments?|application|request|note|notification|accession|declaration|papers?)\b[^.;]{0,40}\b"
    r"(?:presented|signed|handed(?: over| in)?|submitted|deposited|delivered|sent|lodged|tabled|brought)"
    r"(?: (?:in|at|with|on)\b[^.;,]{2,50}?)? by (?:the |its )?(?:(?:Ambassador|Minister|H\.?E|Mr|Ms|Dr)\.? )*$",
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
_COMES = re.compile(r",? (?:\w+ ){0,2}?(?:visit(?:s|ed)|arriv\w+ in|came to|comes to|travel\w+ to|flew to)\b")
#: Offices that one state alone calls so; those that every state has for itself; a president's, told to the state's own.
_AMERICAN = re.compile(
    r"(?:(?:Acting|Assistant|Deputy) )*Secretary of State|(?:[A-Z]\w+ )*Assistant Secretary of State for .+",
    re.I,
)
_DOMESTIC = re.compile(
    r"\bnational (?:[\w-]+ ){0,3}(?:advis[eo]r|coordinator|authority|agency|council|cent(?:re|er)|office)\b|"
    r"of the (?!International)(?:[A-Z]\w+ )+Authority\b",
    re.I,
)
_OF_WHAT = re.compile(r" of (?:the )?[A-Z]")
_REPUBLIC = " of the Republic"
#: Behind somebody of the ministry of the one named before, or before such a one.
_SAME = re.compile(
    r"(?: (?:of|for) [^,.;\n]{2,40}?)?,? (?:at|in|of|from|within) (?:(?:the same|her|his|that same) (?:ministry|"
    r"department|office|agency|embassy|mission|authority|delegation|government|cabinet)|the (?:ministry|department))\b"
    r"(?! (?:of|for)\b|')", re.I
)  # fmt: skip
_DEPUTY = re.compile(r"\b(?:his|her|the minister's|the president's) $", re.I)
#: Before those in whose city others are.
_HOST = re.compile(
    r"\b(?:hosts?(?: (?:was|were|is|are))?|host (?:country|nation|state|government)'s|hosted by|"
    r"received by|welcomed by|greeted by|guests of)[,:]? (?:the |its )?$",
    re.I,
)
_RECEIVES = re.compile(
    r" (?:received|welcomed|greeted|hosted) (?:them\b|(?:all )?(?:the|his|her) (?:\w+ )?(?:guests|delegat\w+|"
    r"participants|visitors|colleagues)\b)"
)
_SHORT = 80
#: How many times as often the state of a paper is named as one that it names by the way.
_OFTEN = 3
_MARKS = "\"'*_ -\n"
_OPENING = re.compile(r"(?:^|- |\bthe |^[^.]{4,30}\d\. )$", re.I)


def implied(scene: Scene, mention: Mention, role: str, homeland: Callable[[], str]) -> str:
    """The state of a minister whose words leave it open: whose news it is, or whose paper (`homeland`)."""
    start, _ = scene.sentence(mention)
    if _AMERICAN.fullmatch(role) and _american(scene, start):
        return "USA"
    if found := _colleague(scene, mention, role) or _host(scene, mention, role):
        return found
    if NATIONAL.search(role) and (found := beside(scene, mention, role)):
        return found
    if role.endswith(_REPUBLIC):
        return governed(scene, role.removesuffix(_REPUBLIC)) or venue(scene)
    if RULER.match(role) and (state := _ruled(scene, mention)):
        return state
    if role in _HEADS and scene.plain.startswith(role, mention.start - len(role) - 1):
        other = _GUEST.search(_words_before(scene, mention, role)) or _OF_WHAT.match(scene.plain, mention.end)
        return "" if other else governed(scene, role)
    if not MINISTER.search(role) and not _DOMESTIC.search(role):
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
    home = homeland()
    if (
        own := _subject(scene, start, mention.start)
        or _topic(scene, news, home, role)
        or _sender(scene, before, start)
    ):
        return own[0].value
    others = {c.value for c in scene.within(start, start + len(before), "country", "demonym")} - {home}
    return "" if others or _GUEST.search(before) or _comes(scene, mention, home) else home


def _american(scene: Scene, start: int) -> bool:
    """Whether the United States are named in a document, and no other state alone right before a sentence's people."""
    near = {
        c.value for c in scene.within(scene.around(max(0, start - 1))[0], scene.around(start)[1], "country")
    }
    return any(c.value == "USA" for c in scene.of("country", "demonym")) and ("USA" in near or len(near) != 1)


def _colleague(scene: Scene, mention: Mention, role: str) -> str:
    """The state of the person named before, if another is of the same ministry: "and Max Roe of her office"."""
    told = scene.plain.find(role, mention.end) if place_of(scene, mention, role) == mention.start else -1
    behind = _SAME.match(scene.plain, told + len(role) if told >= 0 else mention.end)
    if not behind and not _DEPUTY.search(_words_before(scene, mention, role)):
        return ""
    first = scene.around(max(0, scene.sentence(mention)[0] - 1))[0]
    persons = scene.within(first, mention.start, "person")[-1:]
    state = settled(scene, persons[0]).party if persons else ""
    return state if any(c.value == state for c in scene.of("country", "demonym")) else ""


def _host(scene: Scene, mention: Mention, role: str) -> str:
    """The one named state in whose city others are the guests of a person: "They met in Lima. Their host was"."""
    welcomes = _HOST.search(_words_before(scene, mention, role)) or _RECEIVES.match(scene.plain, mention.end)
    if not NATIONAL.search(role) or not welcomes:
        return ""
    start = scene.sentence(mention)[0]
    near = (start, mention.start), (mention.end, mention.end + _SHORT), scene.around(max(0, start - 1))
    cities = next(filter(None, (scene.within(*place, "city") for place in near)), [])
    named = {c.value for c in scene.of("country")}
    states = {s for c in cities for s in homes().get(c.value, ()) if s in named}
    return states.pop() if len(states) == 1 else ""


def _words_before(scene: Scene, mention: Mention, role: str) -> str:
    """The words of a sentence before a person and their role."""
    return scene.plain[scene.sentence(mention)[0] : place_of(scene, mention, role)]


def _comes(scene: Scene, mention: Mention, home: str) -> bool:
    """Whether a person is one who comes from abroad: "Minister Ann Lee visited Lima", in a paper of Peru's."""
    cities = scene.within(mention.end, mention.end + _SHORT, "city", "country")[:1]
    places = {h for c in cities for h in (c.value, *homes().get(c.value, ()))}
    return home in places and _COMES.match(scene.plain, mention.end) is not None


def _topic(scene: Scene, news: list[Mention], home: str, role: str) -> list[Mention]:
    """The state of the sentence before, unless that is named by the way: far less often than whose paper it is."""
    named = Counter(m.value for m in scene.of("country", "demonym"))
    return [c for c in news if named[home] < _OFTEN * named[c.value] and not _taken(scene, c, role)]


def _taken(scene: Scene, state: Mention, role: str) -> bool:
    """Whether a minister of a state's own is named in the sentence that tells of it."""
    persons = (Named.parse(p.value) for p in scene.within(*scene.sentence(state), "person"))
    return any(p.party == state.value and MINISTER.search(p.role) and MINISTER.search(role) for p in persons)


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


def _subject(scene: Scene, start: int, place: int) -> list[Mention]:
    """The one state or people of the words before a place, if its sentence or paragraph begins with it."""
    paragraph = scene.plain.rfind("\n\n", 0, place) + 1
    for first in (start, paragraph):
        named = scene.within(first, place, "country", "demonym")
        if named and len({c.value for c in named}) == 1 and _begins(scene, named[0]):
            between = scene.plain[max(start, scene.plain.rfind(";", start, place)) : place]
            return [] if _OTHERS.search(_UNDERGOES.sub("", between)) else named[:1]
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
