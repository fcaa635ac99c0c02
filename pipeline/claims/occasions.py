"""Where and when: the places and days of a text, and the words of it that speak of one conference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.claims.scene import Scene
from pipeline.records import Mention

#: What stands between the parts of one place and date: "Tallinn, Estonia, from 28 to 29 April 2014".
_JOIN = re.compile(r"[\s,;(|]*(?:(?:on|in|from|at|of|between|and|held|during|the|for|over|is|was|Republic of|Kingdom of|en|el|los|días|le|les|du|del?|à|au|em|am|vom|bis|nel|il|i|dal|al|a|von|zum) ?)*[\s,(|:]*", re.I)
_PLACED = re.compile(r"(?:\b(?:in|at|near|outside|to|city of|capital|capital,|en|à|em|nach)(?: the| downtown| central)?|[,(:;|/—–-]|\n|^)\s*$", re.I)
_TIMELESS = re.compile(r"\b(?:since|until|till|by|before|after|as of|following|ahead of|dated|member|expired?) ?(?:on|in|the|early|late|mid)?\s*$", re.I)
_ORIGIN = re.compile(r"\b(?:founded|established|launched|created|adopted|joined|signed|formed|endorsed) ?(?:on|in|the|early|late|mid)?\s*$", re.I)
_THERE = re.compile(r",? (?:at|during|in the course of|on the sidelines|in the margins)\b", re.I)
_PLANNED = re.compile(r"\b(?:planned|scheduled|originally|initially|postponed|foreseen|first set|was to)\b", re.I)
_HOLDS = re.compile(
    r"\b(?:held|hold|holds|took place|take place|takes place|taking place|met|meets?|will meet|host\w*|convened?|convenes|organi[sz]\w+|opened|opens|ended|closed|"
    r"lasted|ran|runs|gathered|gathers|assembled|scheduled|planned|celebrated|came to (?:its|an) end|invited|wrapped up|kicked off|began|"
    r"begins|starts|started|concluded|followed|brought together|was in|will be in|is in|is set|was|returns? to|moves? to|place|"
    r"tuvo lugar|tendrá lugar|celebr\w+|anfitri\w+|a eu lieu|aura lieu|s'est tenue?|se tiendra|accueilli\w*|organis\w+|realiz\w+|si è tenut[ao]|"
    r"ospit\w+|stattfind\w*|fand|findet|termin\w+|inaugur\w+)\b", re.I
)
_AT = re.compile(
    r"(?:\b(?:at|during|in|within|for|to|of|alongside|beside|attend\w*|host\w*|held|hold|organi[sz]\w+|conven\w+|open\w*|clos\w+|with|welcom\w+|join\w*|"
    r"end|addressed|inaugurated|celebrated|launch\w*|chaired|when|where|is|was|saw|"
    r"en|durante|de|lors de|pendant|à|celebr\w+|organis\w+|accueil\w+|auf|bei|während|alla|nella|na|no)|[:,(|—–-]|^)\s*(?:\W|the|its|their|our|a|an|annual|first|la|le|el|il|der|die|das|o)*$", re.I
)
_NOT_AT = re.compile(
    r"\b(?:about|since|before|after|ahead of|following|towards?|until|prior to|(?:preparations?|preparatory \w+|prepare|road|run-up|candidate|lead-up) (?:for|to|of)|"
    r"outcomes? of|results? of|agenda of|on the eve of|members? of|idea of|success of|anniversary of|plans? for|proposal for|look\w* forward to|"
    r"apart from|unlike|between)\b\s*(?:\W|the|its|their|our|a|an|annual)*$", re.I
)  # fmt: skip
_NOUN = r"(?:conference|summit|forum|congress|symposium|assembly|meeting|ministerial|gathering|event|edition|conclave|dialogue|workshop)"
_REFERS = re.compile(
    rf"\b(?:the|this|that) (?:[\w-]+ ){{0,2}}?{_NOUN}\b(?! (?:of|on|for|between|with)\b)|^\W*it\b(?=.{{0,90}}\b(?:held|place|host\w*|lasted|opened|closed|met|conven\w+|organi[sz]ed|gathered)\b)"
    r"|\bhost(?:s|ed|ing)? it\b|^\W*(?:held|hosted|planned|convened|organi[sz]ed|taking place|scheduled)\b", re.I | re.S
)
_LINE = re.compile(r"[\W_]*(?:(?:venue|place|location|where|when|dates?|held|host(?: city)?|time)\W*)?$", re.I)
#: Another subject before the verb: "in The Hague, the members met in Nairobi".
_OTHER = re.compile(r", (?:the |its |a |an |[A-Z])")
#: What only explains the name before its verb: "the Conference, the Coalition's yearly gathering, took place".
_APPOSED = re.compile(r", (?:the|its|a|an) [^,]{3,70},")
_CLAUSE = re.compile(r"; ")


@dataclass(frozen=True, slots=True)
class Setting:
    """A place and days that stand together; any of them may be missing, but not all."""

    start: int
    end: int
    city: Mention | None = None
    country: Mention | None = None
    date: Mention | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that speak of a conference: its name, or what refers back to one. `owner` is the conference's place in order."""

    start: int
    end: int
    owner: int
    named: bool


def settings(scene: Scene, taken: Sequence[Mention]) -> list[Setting]:
    """The places and days of a document that stand outside of `taken`, neighbours together."""
    parts = [m for m in scene.of("city", "country", "date") if not any(t.start <= m.start < t.end for t in taken)]
    found: list[Setting] = []
    for part in parts:
        last = found[-1] if found else None
        if last and _room(last, part) and _joint(scene, last, part):
            found[-1] = replace(last, end=part.end, **{part.kind: part})
        else:
            found.append(Setting(part.start, part.end, **{part.kind: part}))
    return [s for s in (_proper(scene, s) for s in found) if s]


def _room(last: Setting, part: Mention) -> bool:
    """Whether `part` is of a kind that is still missing; a country comes after its city."""
    return getattr(last, part.kind) is None and not (part.kind == "city" and last.country)


def _joint(scene: Scene, last: Setting, part: Mention) -> bool:
    """Whether `part` goes on with the place and days before it."""
    gap = scene.plain[last.end : part.start]
    if len(gap) > 25 or not _JOIN.fullmatch(gap) or gap.count("\n") > 1:
        return False
    if part.kind == "country":
        return last.city is not None and last.city.end == last.end and "\n" not in gap
    return True


def _proper(scene: Scene, found: Setting) -> Setting | None:
    """Without a place that isn't where something is, and a day that isn't when: "from Berlin", "since 2011"."""
    before = scene.plain[max(0, found.start - 30) : found.start]
    first = min(m.start for m in (found.city, found.country, found.date) if m)
    origin = _ORIGIN.search(before) and not _THERE.match(scene.plain, found.end)
    if found.date and found.date.start == first and (origin or _TIMELESS.search(before)):
        found = replace(found, date=None)
    if (found.city or found.country) and not found.date and not _PLACED.search(before) and not _hosts(scene, found):
        return None
    if found.country and not found.city and not re.search(r"\bin (?:the )?$|[,(:|]\s*$", scene.plain[: found.country.start][-12:]):
        found = replace(found, country=None)
    return found if found.city or found.country or found.date else None


def _hosts(scene: Scene, found: Setting) -> bool:
    return bool(re.match(r"(?: will| is to| has)? ?(?:host|,? which (?:will )?host)", scene.plain[found.end : found.end + 30]))


def anchors(scene: Scene, mentions: Sequence[Mention]) -> list[Anchor]:
    """The names of conferences in a document, and what refers back to one of them in a later sentence."""
    found = [Anchor(m.start, m.end, i, True) for i, m in enumerate(mentions)]
    starts = [m.start for m in mentions]
    for start, end in scene.sentences:
        before = sum(s < start for s in starts) - 1
        if before < 0 or any(start <= s < end for s in starts):
            continue
        near = _near(scene, mentions[before], start)
        for match in _REFERS.finditer(scene.plain[start:end]):
            place = re.match(r" (?:itself )?(?:in|at) (?=[A-Z])", scene.plain[start + match.end() : end])
            if near or (place and match[0].lower().startswith("the ")):
                found.append(Anchor(start + match.start(), start + match.end(), before, False))
        if near and not any(start <= a.start < end for a in found) and re.match(r"\W*(?:From|Between|Over) ", scene.plain[start:end]):
            found.append(Anchor(start, start, before, False))
    return sorted(found, key=lambda a: (a.start, a.end))


def _near(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether a sentence that starts at `start` follows a mention closely enough to speak of it."""
    between = scene.plain[mention.end : start]
    return between.count("\n\n") <= 1 and len(between) < 600


def pairs(scene: Scene, told: Sequence[Anchor], found: Sequence[Setting]) -> Iterator[tuple[float, int, int]]:
    """(cost, place of an anchor, place of a setting) for all that may belong together, whatever the cost."""
    for i, anchor in enumerate(told):
        start, end = scene.sentences[_sentence(scene, anchor.start)]
        for j, setting in enumerate(found):
            if start <= setting.start < end or (anchor.named and _follows(scene, anchor, setting, end)):
                cost = _cost(scene, told, found, anchor, setting)
                if cost is not None:
                    yield cost, i, j


def _sentence(scene: Scene, place: int) -> int:
    return max(i for i, (start, _) in enumerate(scene.sentences) if start <= place or i == 0)


def _follows(scene: Scene, anchor: Anchor, setting: Setting, end: int) -> bool:
    """Whether a setting fills a line of its own beneath a heading: a place, or several days; one day alone is a dateline."""
    if setting.start < end or setting.start > anchor.end + 200:
        return False
    between = scene.plain[anchor.end : setting.start]
    after = scene.plain[setting.end :].split("\n", 1)[0]
    days = setting.date.value if setting.date else ""
    alone = all(_LINE.fullmatch(line) or _is_setting(line) for line in between.split("\n")[1:]) and re.fullmatch(r"[\W_]*", after)
    return bool(alone) and "\n" in between and "\n\n\n" not in between and (not days or "/" in days)


def _is_setting(line: str) -> bool:
    """Whether a line between a heading and its days is short: the place."""
    return len(line) < 40 and not re.search(r"[.!?;]\s*$", line)


def _without(plain: str, found: Sequence[Setting], low: int, high: int) -> str:
    """The words between two places of a text, with other places and days made unreadable."""
    for other in found:
        if low <= other.start and other.end <= high:
            plain = plain[: other.start] + "·" * (other.end - other.start) + plain[other.end :]
    return plain[low:high]


def _cost(
    scene: Scene, told: Sequence[Anchor], found: Sequence[Setting], anchor: Anchor, setting: Setting
) -> float | None:
    """How far a setting stands from an anchor in characters, more if words speak against them; None if they can't belong together."""
    low, high = min(anchor.end, setting.end), max(anchor.start, setting.start)
    if any(low <= a.start and a.end <= high and a != anchor and a.named for a in told):
        return None
    gap = _without(scene.plain, found, low, high)
    cost = _after(gap, setting) if setting.start >= anchor.end else _before(scene, gap, anchor)
    if cost is None:
        return None
    if _PLANNED.search(scene.plain[max(0, setting.start - 30) : setting.start]):
        cost += 40
    whole = setting.city and setting.date and setting.date.value.count("-") > 0
    return cost - (60 if whole else 0) + (10 if not anchor.named else 0)


def _after(gap: str, setting: Setting) -> float | None:
    """The cost of a place or day after the name."""
    gap = _APPOSED.sub(",", gap)
    verb, other = _HOLDS.search(gap), _OTHER.search(gap)
    holds = verb and not (other and other.start() < verb.start())
    cost = min(len(gap), 30) if holds and len(gap) < 160 else len(gap)
    limit = 70 if setting.city else 45
    cost += 80 if _CLAUSE.search(gap) or (other and not holds) else 0
    return cost if cost <= limit or (setting.city and setting.date and cost <= 120) else None


def _before(scene: Scene, gap: str, anchor: Anchor) -> float | None:
    """The cost of a place or day before the name."""
    if len(gap) > 110 or _NOT_AT.search(gap) or _CLAUSE.search(gap):
        return None
    follows = scene.plain[anchor.end : anchor.end + 30]
    if not _AT.search(gap) and not re.match(r"\W*(?:will |is to )?(?:be |was |were )?(?:held|opened|opens|took|met|began|closed|ended|concluded)", follows):
        return None
    return 15 + len(gap) * 1.2

