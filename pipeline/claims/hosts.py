"""The country that hosts a conference, by the words between the two."""

from __future__ import annotations

import re

from pipeline.claims.scene import Scene
from pipeline.language.gazetteer import homes
from pipeline.records import Mention

#: From a country to the conference: "Kenya, which had hosted the", "and Estonia will play host to the".
_BEFORE = re.compile(
    r"^(?:[^.;\"]{0,90}(?:,| and| as it))?(?:'s? (?:government|authorities|turn to|ministry[\w ]*|"
    r"(?:capital|city|port)(?: of)?,? (?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?))?,? ?"
    r"(?:(?:which|that|who|whose (?:\w+ )?(?:ministry|government|office|country)|for|had|has|"
    r"will|is|was|then|also|to|again|first|proudly|in turn|successfully|once|be|"
    r"been|have|jointly|as such|in (?:that|this|its) (?:capacity|role|function|quality)|\w+ly),? )*"
    r"(?:(?:co-)?host(?:s|ed|ing)?\b|receive[sd]?\b|opened (?:the|its|their)\b|stag(?:es|ed|ing)\b|"
    r"(?:is |was )?prepar(?:es|ed|ing)\b|"
    r"(?:play(?:s|ed)?|acts? as|acted as|be the|the|(?:chosen|selected|named|confirmed|picked) (?:as|to be)(?: the)?) "
    r"host (?:to|of)|"
    r"organi[sz](?:es?|ed)\b|follow(?:s|ed) (?:suit )?with\b|convene[sd]?\b|invit(?:es|ed)\b|"
    r"(?P<home>(?:welcom(?:es?|ed|ing)|greet(?:s|ed)?|h[eo]lds?|mark(?:s|ed|ing)?|celebrat(?:es?|ed|ing)|br(?:ings?|ought)|"
    r"calls|called|inaugurat(?:es?|ed)|gather(?:s|ed)?|assembl(?:es?|ed))(?! (?:in|at|on|for)\b))\b)[^.;]{0,70}$", re.I
)  # fmt: skip
#: From the conference to a country: "was held in Tunis, hosted by the government of", "for which".
_BY = re.compile(
    r"^[^.;]{0,110}?\b(?:co-)?(?:hosted|organi[sz]ed|convened|staged)(?: [a-z]+| (?:in|for|on) [^,.;]{1,40}?)? by"
    r"(?: (?:the )?(?:government|authorities|republic|kingdom|ministry of [\w ]+?|"
    r"(?:(?:prime |foreign )?minister|president|king|queen|chancellor)(?: [\w'.-]+){2,4}) of)?(?: the)? $", re.I
)  # fmt: skip
#: "Hosted by Ghana, the", "At the invitation of Estonia, the", "With Estonia as host, the".
_GUESTS = re.compile(
    r"(?:\b(?:hosted|organi[sz]ed|convened|staged)(?: [a-z]+)? by|"
    r"\b(?:at|on|upon) the (?:\w+ )?(?:invitation|initiative) of)"
    r"(?: the (?:government|authorities|republic|kingdom) of)?(?: the)? $", re.I
)  # fmt: skip
_SO = re.compile(
    r"(?:(?: as|,? acting as) (?:the )?(?:co-)?hosts?)?,(?: \w+)?(?: \w+ (?:held|convened|staged)(?: the| its)?)? "
)
#: Before a country that has hosted "the second", as another did the first.
_HOSTED = re.compile(
    r"\b(?:hosted|staged|organi[sz]ed|received|welcomed)\b[^.;]*(?:,| and)(?: then| finally)?(?: the)? [^,.;]{3,40}$"
)
_HOSTED_BY = re.compile(r"\b(?:hosted|staged|organi[sz]ed) by\b")
#: "thank Germany warmly for its leadership, and not least for the".
_THANKS, _FOR = (
    re.compile(r"\bthank\w*(?: to)? (?:the )?$", re.I),
    re.compile(r"[^.;]{0,90}\bfor (?:hosting |organi[sz]ing )?(?:the|its|a) "),
)
_WELCOMES = re.compile(r" (?:\w+ )?(?:welcom\w+|receiv\w+|greet\w+)(?: guests to)?(?: the| its)? ")
#: What is told of a country by the way: "Peru, which followed Chile after the fifth Summit, will host the sixth".
_ASIDE = re.compile(r", (?:which|who|whose)\b[^.;]*,(?= )")
_WITH = re.compile(r"\bwith (?:the )?$", re.I)
_WHICH = re.compile(
    r"^[^.;]{0,60}?,? (?:that|(?:to |for )?which(?: the government of)?(?: the)?|"
    r"(?:de la |à la|à |del? )?(?:que|quelle|cual)) $", re.I
)  # fmt: skip
_INVITES = re.compile(
    r"^(?:'s? (?:government|authorities|ministry|presidency))? ?"
    r"(?:has |had |will |is to |jointly |together )*(?:co-)?(?:host|organi[sz]e|convene|invite|stage|held\b|hold\b)|"
    r"^ (?:is|was|will be|acts as|acted as|serves as|served as) (?:the )?host\b|^ (?:a accueilli|acogió|organizó)|"
    r"^ (?:fue|será|es|sera|était|foi|era) (?:la |l'|le |el |a |o )?(?:anfitri|hôte|anfitriã)", re.I
)  # fmt: skip
#: Around a country that a text calls a host somewhere.
_HOST_IS = re.compile(
    r"\b(?:host(?: (?:country|government|state|nation))?(?: of [^.;:\n]{1,80}?)?(?:, (?:which|who)[^.;:\n]{1,60},)?"
    r"(?: (?:is|was|will be)|[:,|])|hosted by|(?:invitation|request) of|who (?:is|was|will be) (?:the )?host\?|"
    r"who hosts\?)(?: the (?:government|authorities|republic|kingdom) of)?\W*(?:the )?$", re.I
)  # fmt: skip
_AS_HOST = re.compile(
    r"'s? (?:\w+ )?invitation\b|, hosts?(?: and [^,.;]{3,40})?,|"
    r",? (?:the|this year's|its) (?:(?:summit|conference|meeting|event)'s )?"
    r"hosts?(?: country| government| and [^,.;]{3,40})?,|'s? turn\b[^.;]{0,60}\bit (?:will )?host|"
    r"(?:, (?!which|who|whose|and )[^.;]{3,140},)? (?:is|was|will be|acts as|acted as|serves as|served as|played) "
    r"(?:the |its |this year's )?host\b|"
    r",?(?: which| who)? (?:\w+ ){0,4}?(?:host(?:s|ed)?|hosting)(?: of)? (?:the|its|this|last|next|it\b|members|fellow)"
    r"|'s turn: "
)
#: In the sentence that follows: "The United States, in the chair for the year, is the host."
_IS_HOST = re.compile(
    r"^[^.;]{0,40}\b(?:is|was|acts as|will be|acted as) (?:the |its |this year's )?host\b(?! of| to)|"
    r"^ (?:has |had |will |is to )?host(?:s|ed)? it\b", re.I
)  # fmt: skip
_OF_PERSON = re.compile(r"(?<!government) of (?:the )?$", re.I)
#: "the privilege of hosting the": the host is whoever the sentence is about.
_HOSTING = re.compile(
    r"\b(?:its|it|the country|the government|the nation)\b.*\bhost(?:ing|ed)?(?: of)?(?: the| an?)?\W*$",
    re.I | re.S,
)
_FELLOWS = re.compile(r",? (?:and|as well as|together with|jointly with) (?:the )?|, (?:the )?", re.I)
_REACH = 400
#: Around the city of a dateline, and how far down it stands.
_CITY_LINE, _FROM = re.compile(r"(?:^|\n)[\W_]*$"), re.compile(r"(?:[^.\n]|\.(?= ?\d)){0,40}?(?:\d| -|--|:)")
_LEAD = 500
_ONLINE = re.compile(
    r"\b(?:(?:held|took place|take place|meets?|met|convened) )(?:entirely |fully |only )?(?:online|virtually)\b",
    re.I,
)
_CAPITAL = re.compile(r" capital\b(?! of)")
_SENT = re.compile(r"\b(?:message|letter|statement|call|greetings|address) from $")
_NOT_BE = re.compile(r" (?:was|were) to (?:be|have)\b")


def host(scene: Scene, start: int, end: int, city: str | None) -> str | None:
    """The one country that hosts what stands from `start` to `end`; of several the one that the city lies in."""
    first, last = scene.around(start)
    near = [c for c in scene.within(first, last, "country") if _hosts(scene, c, start, end, city)]
    if not near and _HOSTING.search(scene.plain[first:start]):
        near = scene.within(max(0, first - _REACH), first, "country")[-1:]
    hosts = _with_fellows(scene, near or _in_next(scene, last))
    home = [h for h in hosts if city and h in homes().get(city, ())]
    if home or not hosts:
        return next(iter(home), None) or _anywhere(scene, city)
    return hosts[0] if len(hosts) == 1 and lies_in(city, hosts[0]) else None


def _anywhere(scene: Scene, city: str | None) -> str | None:
    """The country that a city lies in, if the text calls it a host anywhere: "France, in the chair, was the host"."""
    mine = homes().get(city or "", ())
    for country in (c for c in scene.of("country") if c.value in mine):
        before = scene.plain[max(0, country.start - 160) : country.start]
        acts = _AS_HOST.match(scene.plain, country.end, country.end + 200) and not _OF_PERSON.search(before)
        if acts or _HOST_IS.search(before):
            return country.value
    return None


def _hosts(scene: Scene, country: Mention, start: int, end: int, city: str | None) -> bool:
    """Whether the words between a country and a conference make it the host; no other conference stands between."""
    fellows = _fellows(scene, country)
    low, high = min(end, fellows[-1].end), max(start, fellows[0].start)
    if aside := _ASIDE.match(scene.plain, country.end, max(country.end, start)):
        low = aside.end()
    if low > high or any(c.end <= high and c.start != end + 2 for c in scene.within(low, high, "conference")):
        return False
    between = scene.plain[low:high]
    if country.end <= start:
        if between == " the " and _HOSTED.search(scene.plain[scene.around(start)[0] : low]):
            return True
        if _THANKS.search(scene.plain[: country.start][-30:]) and _FOR.fullmatch(between):
            return True
        before = scene.plain[max(0, country.start - 60) : country.start]
        guests = _GUESTS.search(before) or (_WITH.search(before) and "host" in between)
        told = _BEFORE.match(between)
        cities = {c.value for c in scene.within(low, high, "city")} | {city or ""}
        welcomed = told and told["home"] and not any(country.value in homes().get(c, ()) for c in cities)
        received = _WELCOMES.fullmatch(between) and scene.plain.startswith((" to ", " in "), end)
        return bool((told and not welcomed) or received or (guests and _SO.fullmatch(between)))
    if between == " by " and _HOSTED_BY.search(scene.plain[scene.around(start)[0] : start]):
        return True
    invites = _INVITES.match(scene.plain[fellows[-1].end : fellows[-1].end + 40])
    return bool(_BY.match(between) or (invites and _WHICH.match(between)))


def _in_next(scene: Scene, last: int) -> list[Mention]:
    """The country that the sentence after `last` calls the host, unless it only says whose minister was."""
    start, end = scene.around(last)
    found = [c for c in scene.within(start, end, "country") if _IS_HOST.match(scene.plain[c.end : end])]
    return [c for c in found if start >= last and not _OF_PERSON.search(scene.plain[start : c.start])]


def _with_fellows(scene: Scene, hosts: list[Mention]) -> list[str]:
    """The codes of the hosts and of all that are listed beside one of them, each once."""
    return list(dict.fromkeys(c.value for one in hosts for c in _fellows(scene, one)))


def _fellows(scene: Scene, country: Mention) -> list[Mention]:
    """The countries of the list that one stands in, it among them: "Canada and the United Kingdom"."""
    fellows: list[Mention] = []
    for one in scene.within(country.start - _REACH, country.end + _REACH, "country"):
        if fellows and not _FELLOWS.fullmatch(scene.plain, fellows[-1].end, one.start):
            if country in fellows:
                break
            fellows = []
        fellows.append(one)
    return fellows


def home(scene: Scene, start: int, country: str | None) -> str | None:
    """The one city of a country that the sentence at `start`, one of its neighbours or the dateline names."""
    if not country:
        return None
    first, last = scene.around(start)
    near = scene.within(scene.around(max(0, first - 2))[0], scene.around(last + 2)[1], "city")
    near = [c for c in near if not _NOT_BE.match(scene.plain, c.end)]
    near = [c for c in near if not _SENT.search(scene.plain[: c.start][-30:])]
    if _ONLINE.search(scene.plain, *scene.around(start)):
        return None
    cities = {c.value for c in near} | {dateline(scene)}
    found = [c for c in sorted(filter(None, cities)) if country in homes().get(c, ())]
    return found[0] if len(found) == 1 else None


def dateline(scene: Scene) -> str | None:
    """The city that news comes from."""
    cities = (c for c in scene.within(0, _LEAD, "city") if _CITY_LINE.search(scene.plain[: c.start]))
    return next((c.value for c in cities if _FROM.match(scene.plain, c.end)), None)


def capital(scene: Scene, start: int) -> str | None:
    """The one city that a document names of a state in whose capital something is told to have been."""
    first, last = scene.around(start)
    states = [d.value for d in scene.within(first, last, "demonym") if _CAPITAL.match(scene.plain, d.end)]
    cities = {c.value for c in scene.of("city") if states and states[0] in homes().get(c.value, ())}
    return cities.pop() if len(cities) == 1 else None


def lies_in(city: str | None, country: str | None) -> bool:
    """Whether a city can lie in a country, as far as both are told and the city is known."""
    known = homes().get(city or "", ())
    return not country or not known or country in known
