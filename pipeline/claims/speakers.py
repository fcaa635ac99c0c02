"""The state that a person speaks for, where the words beside the role leave it open."""

from __future__ import annotations

import re

from pipeline.claims.scene import Scene
from pipeline.records import Mention
from pipeline.values.named import Named

OF = r"(?: the)?(?: (?:government|republic|kingdom|commonwealth|delegation) of(?: the)?)? "
#: Roles that speak for a state, though the words may leave open which.
NATIONAL = re.compile(
    r"\b(?:minister|president|(?:state|foreign|home|defen[cs]e|cabinet|principal|permanent|parliamentary) secretary|"
    r"secretary of state|under-?secretary(?!-general)|federal councillor|head of delegation|"
    r"attorney[- ]general|permanent representative|ambassador|high commissioner|chancellor|premier|"
    r"king|queen|pm|crown prince(?:ss)?|emir|sultan|nuncio|envoy|negotiator|delegate|senator|member of parliament|"
    r"senior official|special representative|chargé d'affaires|councillor of state)\b",
    re.I,
)
#: Before the state that somebody speaks for, and what follows a state that is only "for" something if it is that.
_STRONG = re.compile(
    rf"\b(?:on behalf of|in the name of|represent(?:ed|s|ing)|(?:spoke|speaks?|speaking|sign(?:ed|s|ing)?|"
    rf"act(?:ed|s|ing)|in the chair|(?:presid|chair)(?:ed|es|s|ing)|s(?:at|its|itting)|"
    rf"accepted|attended|deposited|took the floor) for){OF}$", re.I
)  # fmt: skip
_WEAK = re.compile(
    rf"(?:^\W*|, |\b(?:sign|deposit|hand|lodge?|initial(?:l)?|attend|speak|spoke|ratifi|accept|present|negotiat|"
    rf"ink|submit)(?:s|ed|ing|ted)?\b"
    rf"[^,;.]{{0,60}} )for{OF}$", re.I
)  # fmt: skip
_ENDS = re.compile(r"[,.;:]|$| (?:by|was|were|at|in|on|and by|and|said)\b")
_HIS = re.compile(r"\bon $")
_MISSION = re.compile(
    r"(?:,? who (?:leads|heads|led|headed|is part of|belongs to|speaks for|runs)|,? (?:leading|heading)|"
    r",? (?:(?:who is|as) )?(?:(?:the )?(?:head|leader|chief|member)|at the head|in charge) of) (?:the )?$",
    re.I,
)
_DELEGATION = re.compile(
    r"(?:'s?)? (?:[\w-]+ ){0,3}?(?:mission|delegation|embassy|ministry|team|negotiators)\b", re.I
)
#: Between persons who share what is told of them.
AND = re.compile(r",? (?:and (?:by )?(?:the )?)?")
#: From a state to the role or name of who speaks for it.
_FOR = re.compile(
    r"(?:(?:'s? delegation)?,? (?:was|is|were|will be|being)"
    r"(?: (?!welcom|receiv|host|greet|congrat|admit|invit|announc)\w+){0,2}? by\b|"
    r",? (?:was|is|were) represented (?:at|in|on|during|there|throughout)\b[^.;:]{0,70}? by\b|"
    r"(?:(?:'s?)? (?:delegation|hosts?|team|side|government|presidency))?,? \(?(?:represented|led|headed) by\b|"
    r",? (?:came|spoke|signed|attended|sat|it was|"
    r"there (?:was|came))\b|,?(?: and)? by (?=its\b)|'s(?= delegation)| (?:sent|sends|dispatched|delegated|"
    r"nominated|named|put forward) (?=its\b)|,| -|:|\n)[ \n]*(?:(?:the|its|His|Her|H\.?E\.?|Excellency|Majesty|Royal|"
    r"Highness|Honou?rable|Hon\.?|Rt\.?|Mr\.?|Ms\.?|Mrs\.?|Dr\.?) ?,?)*"
)
#: What makes a people's name that of a state that acts: "the Dutch hosts, led by"; "his German colleague,".
_OWN_PEOPLE = re.compile(r" (?:delegation|hosts?|team|side|government|presidency|chair\w*|authorities)\b")
_COLLEAGUE = re.compile(r" (?:colleague|counterpart|opposite number), (?:the )?")
_BEHALF = re.compile(rf"\b(?:on behalf of|representing|for)\b{OF}$", re.I)
#: From who speaks to the state.
_SPEAKS = re.compile(
    r"(?:,[^,.;\n]{0,80},)?,?[^,.;\n]{0,40}?\b(?:represent(?:ed|s|ing)|on behalf of|signed for|spoke for|"
    r"(?:head|le)(?:s|d|ads|ed) the (?:delegation|team|mission) (?:of|from))"
    rf"{OF}", re.I
)  # fmt: skip
#: "For Canada it was signed by"; "It was represented by", of the state that the paragraph began with.
_FOR_FIRST = re.compile(rf"\W*(?:[Ff]or|On behalf of|Representing){OF}(?=[A-Z])")
_IT_WAS = re.compile(
    r"\b(?:It|The (?:country|government)) (?:was|is|has been|had been) represented by (?:the |its )?\W*"
    r"(?:(?:Mrs?|Ms|Dr|H\.?E)\.? )*$",
    re.I,
)
#: The letters and acts of the state that a person hands over: "deposited Latvia's instrument".
_HANDS = re.compile(
    r"(?:,[^,.;\n]{0,80},)?[^,.;\n]{0,40}?\b(?:handed|deposit\w*|present\w*|submit\w*|lodg\w+|deliver\w*|signed|"
    r"notif\w+)\b"
    r"[^,.;\n]{0,40} "
)
_PAPERS = re.compile(
    r"'s? (?:\w+ )?(?:instruments?|accession|application|signature|letter|note|ratification)\b"
)
#: Roles that in news of a state are those of its own people.
MINISTER = re.compile(
    r"\b(?:minister|(?:state|foreign|cabinet|permanent|principal) secretary|secretary of state|"
    r"under-? ?secretary(?!-general)|ambassador|envoy|permanent representative|federal councill?or|"
    r"head of delegation)\b",
    re.I,
)
_POSSESSIVE = re.compile(r"\b(?:its|whose|the country's|the nation's)\s+(?:\w+\s+)?$", re.I)
_SPEAKS_FOR = re.compile(
    r"\)?(?: (?:[A-Z]\.?){2,3})?,? (?:has |had |today |yesterday |on \w+day )?"
    r"(?:said|says|stressed|announced|confirmed|declared|noted|added|pledged|promised) "
    r"(?:that )?(?:the )?"
)
#: From a state to the second of two titles: "Peru's delegate to the Council, Senior Official Ann Lee".
_TITLED = re.compile(
    r"(?:'s?)? (?:[\w-]+ ){0,3}(?:representative|minister|envoy|ambassador|delegate|negotiator|head|chief|leader|chair|"
    r"spokes\w+|diplomat|advis[eo]r|sherpa)\b[^,.;\n]{0,50}(?:, (?:the )?| (?:is|was) )|,? whose (?:\w+ )?",
    re.I,
)
#: What is told of somebody in brackets behind their state: "Peru (Ann Lee, Minister of Trade)".
_CLOSES = re.compile(r"(?:, [^()\n]{3,80})?\)")
#: From the one who answers to their state, and what it does: "Minister Ann Lee: Peru attaches".
_LABEL, _ACTS = re.compile(r"\)?:\s+(?:The )?"), re.compile(r" [a-z]")
#: What begins an entry of a list, what ends it, and how wide it may be; what stands between a name and its state there.
_ENTERS = re.compile(
    r"[\W\d]*(?:[^,.;:\n|]{3,40}: )?(?:(?:H\.? ?E|Hon|Dr|Mr|Ms|Mrs|Prof|Amb|Sir|Dame)\.? |Ambassador |Minister )*"
)
_ENTRY, _WIDEST = re.compile(r"[;\n]"), 180
_PARTS = re.compile(r"(?:, |: | - | \| | \()[^.:]+?(?:, | - | \| | \(|/)(?:the )?")
_HAS = re.compile(r" has\b")
_ITS = re.compile(r", (?:its|the country's|the nation's) ")
_WHOSE = re.compile(r",? whose (?:country|government|nation),? (?:the )?")
_STANDS = re.compile(r" (?:would|will|had|intends|stands|remains|wants|joins|joined|supports|welcomes)\b")


def settled(scene: Scene, mention: Mention) -> Named:
    """The person, with the state that "its minister" or "said that Estonia would" means."""
    named = Named.parse(mention.value)
    if named.party:
        return named
    start, end = scene.sentence(mention)
    if state := _entered(scene, mention) or _spoken_for(scene, mention, named.role):
        return Named(named.name, named.role, state)
    own = [
        c
        for c in scene.within(start, mention.start, "country", "demonym")[-1:]
        if _belongs(scene, c, mention)
    ]
    if not own and not NATIONAL.search(named.role):
        return named
    states = own or scene.within(start, end, "country")
    if own or (_ITS.match(scene.plain, mention.end) and states[:1] and states[0].end <= mention.start):
        return Named(named.name, named.role, states[0].value)
    role = scene.plain.rfind(named.role, start, mention.start)
    after = [c for c in states if c.start >= mention.end and _follows(scene, mention, c)][:1]
    if after:
        return Named(named.name, named.role, _each(scene, after[0], mention, named.role))
    place = role if role >= 0 else mention.start
    clause = max(start, scene.plain.rfind(";", start, place) + 1)
    if first := _FOR_FIRST.match(scene.plain, clause, place):
        after = [c for c in states if c.start == first.end()]
    elif _IT_WAS.search(scene.plain, start, place):
        after = scene.within(scene.plain.rfind("\n", 0, start) + 1, start, "country")
    if after:
        return Named(named.name, named.role, after[0].value)
    before = [c for c in scene.within(place - 120, place, "country", "demonym") if _speaks(scene, c, place)]
    if not before and role >= 0 and _POSSESSIVE.search(scene.plain[start:role]):
        before = scene.within(start, role, "country", "demonym") or named_before(scene, start)
        before = before if MINISTER.search(named.role) or len({c.value for c in before}) == 1 else []
    return Named(named.name, named.role, before[0].value) if before else named


def _entered(scene: Scene, mention: Mention) -> str:
    """The state that closes a person's entry in a list: "Ann Lee, Director, Cyber Unit, Ministry of Trade, Peru"."""
    plain, ends = scene.plain, _ENTRY.search(scene.plain, mention.end)
    first = max(plain.rfind(mark, 0, mention.start) for mark in "\n;") + 1
    last = ends.start() if ends else len(plain)
    states = scene.within(mention.end, last, "country")
    alone = len(states) == 1 and not scene.within(first, mention.start, "person", "country")
    if alone and any(c.end + 2 == states[0].start for c in scene.within(mention.end, last, "city")):
        return ""
    if not alone or scene.within(mention.end, last, "person") or last - first > _WIDEST:
        return ""
    enters = _ENTERS.fullmatch(plain, first, mention.start) and _PARTS.fullmatch(
        plain, mention.end, states[0].start
    )
    return states[0].value if enters and not plain[states[0].end : last].strip(" )*|.") else ""


def _spoken_for(scene: Scene, mention: Mention, role: str) -> str:
    """The state that the sentence tells a person to speak or act for: behind the name, else before it."""
    start, end = scene.sentence(mention)
    persons = [p for p in scene.within(start, end, "person") if p.start > mention.start]
    reach = next((p.start for p in persons if not _shares(scene, mention, p)), end)
    place = max(start, scene.plain.rfind(role, start, mention.start))
    since = max([start, *(p.end for p in scene.within(start, place, "person"))])
    national = NATIONAL.search(role) is not None
    for state in scene.within(mention.end, reach, "country", "demonym"):
        leads = _MISSION.fullmatch(scene.plain, mention.end, state.start)
        if leads and _DELEGATION.match(scene.plain, state.end):
            return state.value
    behind = [
        c
        for c in scene.within(mention.end, reach, "country", "demonym")
        if c.kind == "country" or _OWN_PEOPLE.match(scene.plain, c.end)
    ]
    for state in (*behind, *scene.within(since, place, "country")[-1:]):
        before = scene.plain[max(since, state.start - 90) : state.start]
        after = scene.plain[state.end : state.end + 40]
        told = _STRONG.search(before) or (national and _WEAK.search(before) and _ENDS.match(after))
        if told or (_HIS.search(before) and re.match(r"'s? behalf", after)):
            return _each(scene, state, mention, role)
    return ""


def _each(scene: Scene, state: Mention, mention: Mention, role: str) -> str:
    """A state, or that of a list which begins with it, if as many persons of one role speak for them."""
    listed = [state]
    for other in scene.within(state.end, scene.sentence(mention)[1], "country"):
        if not AND.fullmatch(scene.plain, listed[-1].end, other.start):
            break
        listed.append(other)
    persons = scene.within(*scene.sentence(mention), "person")
    sharing = [p for p in persons if Named.parse(p.value).role.casefold() == role.casefold()]
    if len(sharing) == len(listed) and mention in sharing:
        return listed[sharing.index(mention)].value
    return state.value if len(listed) == 1 or len(sharing) == 1 else ""


def _shares(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether the role of another person follows right behind one: what is told then is told of both."""
    role = Named.parse(other.value).role
    place = scene.plain.rfind(role, one.end, other.start)
    return place >= 0 and AND.fullmatch(scene.plain[one.end : place]) is not None


def _follows(scene: Scene, person: Mention, state: Mention) -> bool:
    """Whether the words from a person to a state behind the name tell that they speak for it."""
    between = scene.plain[person.end : state.start]
    has = MINISTER.search(person.value) and _HAS.match(scene.plain, state.end)
    stands = _SPEAKS_FOR.fullmatch(between) and (has or _STANDS.match(scene.plain, state.end))
    hands = _HANDS.fullmatch(between) and _PAPERS.match(scene.plain, state.end)
    label = _LABEL.fullmatch(between) and _ACTS.match(scene.plain, state.end)
    return bool(label or stands or hands or _WHOSE.fullmatch(between) or _SPEAKS.fullmatch(between))


def _belongs(scene: Scene, state: Mention, person: Mention) -> bool:
    """Whether a state or people right before a name is the person's own: "Poland's Anna Fotyga"."""
    between = scene.plain[state.end : person.start]
    leads = between.removesuffix(f"{Named.parse(person.value).role} ")
    if state.kind == "demonym" and (
        between == " " or (leads == " by " and scene.plain.endswith("the ", 0, state.start))
    ):
        return True
    bracketed = leads == " (" and _CLOSES.match(scene.plain, person.end)
    return bool(bracketed) or between in ("'s ", "' ") or _TITLED.fullmatch(leads) is not None


def _speaks(scene: Scene, country: Mention, place: int) -> bool:
    """Whether the words from a state to a place, and those before it, tell that who stands there speaks for it."""
    between = scene.plain[country.end : place]
    if _COLLEAGUE.fullmatch(between):
        return True
    link = _FOR.fullmatch(between)
    if not link or (country.kind == "demonym" and not _OWN_PEOPLE.match(between)):
        return False
    labelled = between[:1] in ":-," or between[:2] == " -"
    begins = re.split(r"[\n:;]", scene.plain[: country.start])[-1].strip(" *-\u2022.)0123456789") == ""
    behalf = _BEHALF.search(scene.plain[max(0, country.start - 60) : country.start])
    return " by" in link[0] or " its " in f"{link[0]} " or bool(behalf) or (labelled and begins)


def named_before(scene: Scene, start: int) -> list[Mention]:
    """The states of the sentence before the one at `start`."""
    first, last = scene.around(start - 1) if start else (0, 0)
    return scene.within(first, last, "country")
