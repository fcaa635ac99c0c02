"""Where and when: which places and days of a text the words that speak of a conference tell of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.claims.plans import came_to_nothing, is_planned, is_unreal
from pipeline.claims.scene import Scene
from pipeline.claims.settings import Setting
from pipeline.language.spans import within
from pipeline.records import Mention

_HOLDS = re.compile(
    r"\b(?:held|holds?|lasts?|took place|take place|takes place|taking place|met|meets?|will meet|host\w*|convened?|"
    r"stag\w+|convenes|organi[sz]\w+|opened|opens|ended|closed|lasted|ran|runs|gathered|gathers|assembled|scheduled|planned|"
    r"celebrated|came to (?:its|an) end|invited|wrapped up|kicked off|began|begins|starts?|started|conclude[sd]|ends|"
    r"closes|followed|brought together|was in|will be in|is in|is set|was(?! (?!held|host|organi|conven|stag|open|"
    r"schedul|plann|attend|mov|postpon|clos|inaug)\w+ed\b)|returns? to|moves? to|place|"
    r"tuvo lugar|tendrá lugar|celebr\w+|anfitri\w+|a eu lieu|aura lieu|s'est tenue?|se tiendra|"
    r"accueilli\w*|organis\w+|realiz\w+|si è tenut[ao]|ospit\w+|stattfind\w*|fand|findet|termin\w+|inaugur\w+)\b", re.I
)  # fmt: skip
#: Between a place or day and the name of what was held there or then.
_AT = re.compile(
    r"(?:\b(?:at|during|in|within|for|to|of|alongside|beside|attend\w*|host\w*|held|hold|organi[sz]\w+|conven\w+|"
    r"open\w*|clos\w+|tenue?s?|prepar\w+|with|welcom\w+|join\w*|end|addressed|inaugurated|celebrated|stag\w+|"
    r"launch\w*|chaired|when|where|is|was|be|by|"
    r"saw|en|durante|de|lors de|pendant|à|celebr\w+|organis\w+|accueil\w+|auf|bei|während|alla|"
    r"nella|na|no)|[:,(|—–-]|^)"
    r"\s*(?:\W|the|its|their|our|a|an|annual|(?-i:[A-Z][\w-]*(?: [A-Z][\w-]*){0,4}|[a-z]+)'s|first|next|upcoming|"
    r"coming|latest|recent|inaugural|historic|this year's|last year's|la|le|el|il|der|die|das|o)*$", re.I
)  # fmt: skip
_NOT_AT = re.compile(
    r"\b(?:about|since|before|after|ahead of|following|towards?|until|prior to|on the eve of|apart from|unlike|between|"
    r"to prepare|(?:preparations?|preparatory \w+|prepare|road|run-up|candidate|lead-up) (?:for|to|of)|"
    r"look\w* forward to|"
    r"(?:outcomes?|results?|agenda|members?|idea|success|anniversary) of|(?:plans?|proposal) for|"
    r"(?:agreed|decided|planned|offered|intend\w*|proposed|promised|resolved) (?:to|that)(?: [\w']+){1,4})"
    r"\b\s*(?:\W|the|its|their|our|a|an|annual)*$", re.I
)  # fmt: skip
_OPENS = re.compile(
    r"\W*(?:will |is to )?(?:be |was |were )?(?:held|opened|opens|took|met|began|closed|ended|concluded)"
)
_NOUN = (
    "(?:conference|summit|forum|congress|symposium|assembly|meeting|ministerial|plenary|gathering|event|edition|conclave|"
    "dialogue|workshop)"
)
#: What is held beside a conference: "the business forum".
_BESIDE = (
    "(?:un general|general|"
    "plenary (?:session|meeting|hall|debate)s?|"
    "business|press|side|youth|parliamentary|industry|bilateral|preparatory|working|committee|council|"
    "news)"
)
#: What refers back to a conference: "The Conference took place", "It was held", "hosted it", "Held in".
_REFERS = re.compile(
    rf"\b(?:the|this|that) (?!{_BESIDE}\b)(?:(?!\d)[\w-]+ ){{0,2}}?{_NOUN}\b(?! (?:of|on|for|between|with)\b(?! \d)|"
    r" \"[A-Z])|"
    r"^\W*it\b(?=.{0,90}\b(?:held|place|travel\w*|toured|moved|"
    r"wandered|visited|(?:gone|went|been) (?:to|from|in)|"
    r"host\w*|lasted|opened|closed|met|conven\w+|organi[sz]ed|gathered)\b)|"
    r"\bhost(?:s|ed|ing)? it\b|\b(?:the|its) (?:venue|location|host city|place of meeting)\b|"
    r"^\W*(?:held|hosted|planned|convened|organi[sz]ed|taking place|scheduled)\b", re.I | re.S
)  # fmt: skip
#: What a conference consists of, which has its days.
_SITTING = re.compile(
    r"\b[Tt]he (?:talks|programme|program|proceedings|discussions|deliberations|panels|debates)\b|"
    r"\b(?:people|participants|delegates|delegations|guests|experts)\b[^.;]{0,30}\b"
    r"(?:made (?:their|the) way|came|travelled|flew|gathered|met|attended|assembled)\b"
)
_LASTS = re.compile(
    r",?(?: which| that)? (?:will )?(?:lasts?|lasted|runs?|ran|ends?|ended|took place|takes place|(?:was|is|be) held) "
)
_ANSWER = re.compile(r"\?[\s*_]*(?:A(?:nswer)?: )?(?=[A-Z])(?!No|Not|None|Never|Nothing)")
#: From the name of a series to the sentence that lists it: "Summits so far. First: Lima, 3 May 2021".
_THEN_FIRST = re.compile(
    r"[^.\n;]{0,60}[.:]\s+"
    r"(?=(?:(?:the )?(?:first|1st|inaugural)|(?:they|these|those) (?:were|took place|have been))\b)",
    re.I,
)
#: The rules for the names of a whole series.
PLURAL = frozenset(("conference.several", "conference.rows", "conference.table"))
_THEN_PLACE = re.compile(r" (?:itself )?(?:in|at) (?=[A-Z])")
_SPAN_OF_DAYS = re.compile(r"\W*(?:From|Between|Over) ")
_LABEL = re.compile(
    r"[\W_]*(?:(?:venue|place|location|where|when|dates?|held|host(?: city)?|time)\W*)?$", re.I
)
#: Another subject before the verb: "in The Hague, the members met in Nairobi".
_OTHER = re.compile(
    r", (?:the |its |a |an |[A-Z]|(?:\w+ )?(?:ministers|leaders|members|states|governments|delegates) )"
)
#: What only explains the name before its verb: "the Conference, the Coalition's yearly gathering, took place".
_APPOSED = re.compile(r", (?:the|its|a|an) [^,]{3,70}?(?:,| that\b| which\b|(?= held\b))")
#: The next clause, on the same conference: "was long; it took place in".
_IT = re.compile(
    r"^[^;.]{0,80}; it (?=(?:will |is |was )?(?:takes?|took|be|to be|held|opens|opened|meets|met|lasts|lasted)\b)"
)
#: What is told of a conference by the way: "the ninth, which had been promised to Lima, was".
_BY_THE_WAY = re.compile(
    r"^, (?:which|that|planned|scheduled|originally|first|meant|due)\b[^.;]{3,90}?, "
    r"(?=(?:was|is|took|takes|met|will)\b)"
)
#: Another thing that was done before a place is named: "at the Summit in May, was completed in Paris".
_DONE = re.compile(r", (?:was|were|is|are|has|have|had)(?: been)? (?!held\b)\w+ed\b")
#: From a place where something is told, unlike that of "it was in Lima that", to what is told.
_THAT, _CLEFT = re.compile(r",? that "), re.compile(r"\b[Ii]t (?:was|is)\b[^.;]{0,15}$")
#: Where something else begins to be told: "held in Arusha, and signed the treaty on 3 May in Lima".
_CLAUSE = re.compile(
    r"; |, and (?:then |later |subsequently )?(?!opened|closed|ended|lasted|concluded|attended|hosted|held|convened|"
    r"gathered|met|took place)(?:\w+ed|became|took|came|made|gave|left|went)\b"
)
#: No place or day farther off than this is a conference's own.
_FAR = 400


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that speak of a conference: its name, or what refers back to one.

    `owner` is the place of the conference among those that the document names, in order.
    """

    start: int
    end: int
    owner: int
    named: bool


def anchors(scene: Scene, mentions: Sequence[Mention], alone: bool) -> list[Anchor]:
    """The names of conferences in a document, and what refers back to one of them in a later sentence, in order.

    `alone`: they are all of one series.
    """
    found = [Anchor(m.start, m.end, i, True) for i, m in enumerate(mentions)]
    starts = [m.start for m in mentions]
    found += [Anchor(end, end, i, False) for i, m in enumerate(mentions) if (end := _asked(scene, m))]
    for start, end in scene.sentences:
        before = bisect_left(starts, start) - 1
        if before >= 0 and before == bisect_left(starts, end) - 1:
            found += _references(scene, mentions[before].end, before, start, end, alone)
    return sorted(found, key=lambda a: (a.start, a.end))


def _asked(scene: Scene, mention: Mention) -> int | None:
    """Where the answer begins to a question about a conference, or the list of a series."""
    _, end = scene.sentence(mention)
    listed = mention.rule_id in PLURAL and _THEN_FIRST.match(scene.plain, mention.end)
    if listed:
        return listed.end()
    answer = _ANSWER.search(scene.plain, mention.end, end + 3)
    return answer.end() if answer else None


def _references(scene: Scene, told: int, owner: int, start: int, end: int, alone: bool) -> list[Anchor]:
    """What speaks in the sentence from `start` to `end` of the conference that was named up to `told`.

    If the document names no other (`alone`), "the summit" lasts or ends wherever it is spoken of.
    """
    between = scene.plain[told:start]
    near = between.count("\n\n") <= 1 and len(between) < 600
    found = [
        Anchor(start + match.start(), start + match.end(), owner, False)
        for match in _REFERS.finditer(scene.plain[start:end])
        if near
        or (match[0].lower().startswith("the ") and _THEN_PLACE.match(scene.plain, start + match.end()))
        or (alone and _LASTS.match(scene.plain, start + match.end()))
    ]
    if near and not found:
        found = [
            Anchor(start + m.end(), start + m.end(), owner, False)
            for m in _SITTING.finditer(scene.plain[start:end])
        ]
    if near and not found and _SPAN_OF_DAYS.match(scene.plain, start, end):
        return [Anchor(start, start, owner, False)]
    return found


def pairs(scene: Scene, told: Sequence[Anchor], found: Sequence[Setting]) -> Iterator[tuple[float, int, int]]:
    """(cost, place of an anchor, place of a setting) for all that may belong together."""
    places = [s.start for s in found]
    for i, anchor in enumerate(told):
        start, end = scene.around(anchor.start)
        line = scene.plain.rfind("\n", 0, anchor.start) + 1
        low = bisect_left(places, max(min(start, line), anchor.start - _FAR))
        high = bisect_left(places, anchor.end + _FAR)
        for j in range(low, high):
            if places[j] < start and not found[j].heads:
                continue
            if anchor.start == anchor.end and not (found[j].city or _spans(found[j])):
                continue
            if not (places[j] < end or (anchor.named and _beneath(scene, anchor, found[j], end))):
                continue
            cost = _cost(scene, told, found[low:high], anchor, found[j])
            if cost is not None:
                yield cost, i, j


def _spans(setting: Setting) -> bool:
    """Whether a setting tells of several days."""
    return setting.date is not None and "/" in setting.date.value


def _beneath(scene: Scene, anchor: Anchor, setting: Setting, end: int) -> bool:
    """Whether a setting fills a line of its own beneath a heading.

    It is a place, or several days: one day alone is a dateline, unless the heading is but the name.
    """
    if setting.start < end or setting.start > anchor.end + 200:
        return False
    between = scene.plain[anchor.end : setting.start]
    after = scene.plain[setting.end : setting.end + 200].split("\n", 1)[0]
    days = setting.date.value if setting.date else ""
    above = all(_LABEL.fullmatch(line) or _is_short(line) for line in between.split("\n")[1:])
    alone = (
        above and re.fullmatch(r"[\W_]*(?:\([^()]*\))?[\W_]*", after) is not None and "\n\n\n" not in between
    )
    if "\n" not in between and not (setting.city and days):
        return False
    return alone and (not days or "/" in days or _titles(scene, anchor, between))


def _titles(scene: Scene, anchor: Anchor, between: str) -> bool:
    """Whether a name is the whole line right above a place and day, as on the first page of a speech."""
    first = scene.plain.rfind("\n", 0, anchor.start) + 1
    return not scene.plain[first : anchor.start].strip() and not between.strip()


def _is_short(line: str) -> bool:
    """Whether a line between a heading and its days is no sentence: the place."""
    return len(line) < 40 and not re.search(r"[.!?;]\s*$", line)


def _cost(
    scene: Scene, told: Sequence[Anchor], found: Sequence[Setting], anchor: Anchor, setting: Setting
) -> float | None:
    """How far a setting stands from an anchor in characters, more if words speak against them.

    None if they can't belong together.
    """
    low, high = min(anchor.end, setting.end), max(anchor.start, setting.start)
    if any(a.named for a in within(told, low, high)):
        return None
    if setting.heads and setting.end <= anchor.start:
        return 1 if "\n" not in scene.plain[low:high] else None
    gap = _without(scene.plain, found, low, high)
    before = setting.end <= anchor.start
    if before and _THAT.match(gap) and not _CLEFT.search(scene.plain[: setting.start][-30:]):
        return None
    cost = _after(gap, setting) if setting.start >= anchor.end else _before(scene, gap, anchor)
    if cost is None:
        return None
    planned = is_planned(scene, anchor.start, setting)
    if planned and came_to_nothing(scene, anchor.start, setting):
        return None
    whole = setting.city and setting.date and "-" in setting.date.value
    return cost + (120 if planned else 0) - (60 if whole else 0) + (0 if anchor.named else 10)


def _without(plain: str, found: Sequence[Setting], low: int, high: int) -> str:
    """The words between two places of a text, with other places and days made unreadable."""
    words = plain[low:high]
    for other in found:
        if low <= other.start and other.end <= high:
            words = words[: other.start - low] + "·" * (other.end - other.start) + words[other.end - low :]
    return words


def _after(gap: str, setting: Setting) -> float | None:
    """The cost of a place or day after the name."""
    gap = _BY_THE_WAY.sub(" ", gap)
    if is_unreal(gap, setting) or gap.endswith((" since ", " after ")):
        return None
    gap = _IT.sub(" ", _APPOSED.sub(",", gap))
    if gap == " (":
        return -200
    verb, other = _HOLDS.search(gap), _OTHER.search(gap)
    holds = verb and not (other and other.start() < verb.start())
    cost = min(len(gap), 30) if holds and len(gap) < 160 else len(gap)
    if _CLAUSE.search(gap) or (other and not holds) or (_DONE.search(gap) and not holds):
        cost += 100
    limit = 120 if setting.city and setting.date else 70 if setting.city else 45
    return cost if cost <= limit else None


def _before(scene: Scene, gap: str, anchor: Anchor) -> float | None:
    """The cost of a place or day before the name."""
    if gap == " the ":
        return 5
    if len(gap) > 110 or _NOT_AT.search(gap) or _CLAUSE.search(gap):
        return None
    if _AT.search(gap) or _OPENS.match(scene.plain, anchor.end):
        return 15 + len(gap) * 1.2
    return None
