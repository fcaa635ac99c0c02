"""Finds who takes part in an event that a clause names: the mechanism behind the rules that spell a sentence out.

A rule knows only the words of the event ("let its membership lapse"). Who it happens to stands before it as the
subject (a country, or what stands for one), behind it as the object, behind the comma of what opens a sentence ("Having
left in 2012, Chile"), or over it in the heading of a table or chronology.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.language.gazetteer import homes
from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span

#: Where one clause of a sentence ends and another begins.
_BREAK = re.compile(
    r"[;:|\n] ?|(?<=\d{4})[*_]* --? |, (?:and|but|while|whereas|so|as|after|before|when)\b|\. ", re.I
)
#: What makes of a country in front of an event somebody who isn't the state: where it is, or whose people act.
_ASIDE = re.compile(
    r"\b(?:in|at|from|with|near|than|against|between|by|outside|like|unlike|alongside|before|after|following|besides|to|"
    r"for|about|on|(?<!government )(?<!governments )(?<!republic )(?<!kingdom )(?<!states )(?<!countries )of)"
    r" (?:the )?$",
    re.I,
)
#: What may stand between a subject and its event: no other one who acts, nothing of the subject's that acts for it.
_ACTS = re.compile(
    r"'s? (?!government|cabinet)|\b(?:ministers?|minister's|president|king|troops|forces|experts?|team|company|"
    r"delegat\w+|ambassador|officials?|observers|who|it|they|he|she|we|where|that|because|if)\b",
    re.I,
)
#: What may stand between an event and its object.
_FILL = re.compile(
    r":?(?: ?\b(?:the|its|two|three|four|five|six|following|new|newest|latest|further|more|other|members?|"
    r"states?|member|countries|nations|governments?|republic|kingdom|of|by|both|as|to|from|on|namely|were|are|was|is|"
    r"unanimously|formally)\b|[ ,:])*",
    re.I,
)
#: Before the state that a text is of, at its head, and how far that reaches in characters.
_OFFICE = re.compile(
    r"(?:^|\n)[^\n.]{0,20}\b(?:(?:ministry|government|department|embassy|mission|office)\b[^\n.;:]{0,40}|"
    r"(?:speech|remarks|address|words|intervention) (?:by|of)\b[^\n.;:]{0,60}) of (?:the )?$",
    re.I,
)
_HEAD = 200
#: Before a country that others follow.
_BEFORE = re.compile(
    r"(?:^|[.:\n-] ?)(?:before|after|besides|like|unlike|following|alongside|apart from) (?:the )?\Z", re.I
)
_BRACKETS = re.compile(r" \([^()]*\)")
#: Before a city where something happened.
_PLACE = re.compile(r"\b(?:in|at|near) \Z", re.I)
#: What stands for a country, or for several, that an earlier clause or sentence names.
_ANAPHOR = re.compile(
    r"(?<![\w'-])(?:(?P<one>it|(?:the|this|that) (?:(?!member|host|other|non-)[a-z][a-z-]* )?(?:country|state|nation|"
    r"republic|kingdom|archipelago|emirate|sultanate))|they|both(?: of them| countries| states)?|"
    r"(?:the|these|those) (?:two|three|four|five|six|\d+)(?: (?!member|other|founding)[a-z][a-z-]*)? "
    r"(?:countries|states|nations|republics|kingdoms|governments))(?![\w'-])",
    re.I,
)
#: What opens a sentence on who follows behind a comma, and what may stand between.
_OPENED = re.compile(r"[^,;.:()]{0,40}, (?:the (?:republic|kingdom|government) of )?(?:the )?", re.I)
#: Before a country to which somebody is sent ("the Ambassador to India came and handed over"), or who is told of what
#: another one does ("Chile notified Peru that it was leaving").
_SENT = re.compile(
    r"\b(?:(?:ambassador|envoy|representative|delegate|mission)s? to|notif(?:ied|ies|y|ying)|inform(?:ed|s|ing)?|"
    r"t(?:old|ells?|elling)|assur(?:ed|es)|advis(?:ed|es)|g(?:ave|ives?|iving)|sen[dt]s?|hand(?:ed|s)|"
    r"wr(?:ote|ites) to|(?:addressed|directed) to|(?:notice|letter|note|message) (?:to|on)) (?:the )?\Z",
    re.I,
)
#: The same behind it: "Peru was notified by Chile that it was leaving".
_TOLD = re.compile(
    r"(?:,[^,;.]{0,60},)? (?:(?:was|were|is|has been|had been) (?:\w+ )?"
    r"(?:notified|informed|told|advised|given notice)|(?:has |had )?(?:received|heard|learnt|learned))\b",
    re.I,
)
_SUBJECT_REACH = 110
_ANAPHOR_REACH = 60


def read(hit: Hit) -> Iterator[tuple[Span, Sequence[str]]]:
    """The words of the statement and the codes of its countries, or "it" or "they" for those named before; none if
    nobody is told whom the event can happen to. It is told of whoever the heading names ("head") by some rules."""
    event, role = hit.span(""), hit.rule.gives["role"]
    if role == "head":
        yield event, ["head"]
        return
    who = {"subject": _subject, "object": _object, "opened": _opened}[role](hit.reading, event)
    if who:
        start, end = min(event.start, *(c.start for c in who)), max(event.end, *(c.end for c in who))
        yield Span(event.kind, start, end, "", event.rule), [c.value for c in who]


def clause(reading: Reading, start: int) -> int:
    """Where the clause that holds the character at `start` begins."""
    first, _ = reading.sentence(start)
    breaks = [m.end() for m in _BREAK.finditer(reading.plain, first, start)]
    return breaks[-1] if breaks else first


def units(reading: Reading, start: int, end: int) -> list[list[Span]]:
    """The countries of a stretch in order, those of a list together, without those that only lie beside the matter."""
    found: list[list[Span]] = []
    rosters = reading.within(start, end, "roster")
    done: Span | None = None
    for country in reading.within(start, end, "country"):
        roster = next((r for r in rosters if r.start <= country.start < r.end), None)
        if roster and roster is done:
            continue
        if roster and found and found[-1][0].start >= roster.start:
            found[-1].append(country)
        elif not _ASIDE.search(reading.plain, max(start, country.start - 30), country.start):
            found.append([country])
        elif roster:
            listed = reading.within(roster.start, roster.end, "country")
            acting = without_predecessors(reading, listed)
            if acting != listed:
                found.append(acting)  # "Before Estonia, Croatia joined"
            if acting != listed or reading.plain.startswith(",", roster.end):
                done = roster  # "the fourth after Peru, Chile and Togo, joined"
    return found


def _subject(reading: Reading, event: Span) -> list[Span]:
    """The last country, list or anaphor before an event that can be its subject."""
    start = clause(reading, event.start)
    before = units(reading, max(start, event.start - 3 * _SUBJECT_REACH), event.start)
    fitting = [u for u in before if _reaches(reading, u[-1].end, event.start)]
    last = fitting[-1] if fitting else []
    near = max(start, event.start - _ANAPHOR_REACH, *(c.end for c in last), 0)
    for anaphor in reversed([*_ANAPHOR.finditer(reading.plain, near, event.start)]):
        if _reaches(reading, anaphor.end(), event.start):
            code = "it" if anaphor["one"] else "they"
            return [Span("country", *anaphor.span(), code, event.rule)]
    return last


def _reaches(reading: Reading, end: int, start: int) -> bool:
    """Whether what stands between a subject and an event lets the one do the other."""
    between = re.sub(r",[^,]*,|\([^()]*\)", "", reading.plain[end:start])
    return len(between) <= _SUBJECT_REACH and not _ACTS.search(between)


def _object(reading: Reading, event: Span) -> list[Span]:
    """The first country or list behind an event, if nothing but articles and the like stands between."""
    _, end = reading.sentence(event.start)
    found = reading.within(event.end, end, "roster", "country")
    if not found or not _FILL.fullmatch(reading.plain, event.end, found[0].start):
        return []
    return reading.within(found[0].start, max(s.end for s in found if s.start == found[0].start), "country")


def _opened(reading: Reading, event: Span) -> list[Span]:
    """The country or list that a sentence goes on with behind the comma after its opening words."""
    _, end = reading.sentence(event.start)
    found = reading.within(event.end, min(end, event.end + _SUBJECT_REACH), "country")
    if not found or not _OPENED.fullmatch(reading.plain, event.end, found[0].start):
        return []
    if reading.plain.startswith(("'s", "' "), found[0].end):
        return []
    roster = [r for r in reading.within(found[0].start, end, "roster") if r.start == found[0].start]
    return reading.within(found[0].start, max([found[0].end, *(r.end for r in roster)]), "country")


def without_predecessors(reading: Reading, who: list[Span]) -> list[Span]:
    """The countries of a subject but for those that only went before, or tell where a city lies: "After Estonia and
    Togo, Croatia joined", "In Nadi, Fiji, Chile and Peru joined"."""
    placed = who and any(
        who[0].value in homes().get(c.value, ()) and _PLACE.search(reading.plain, 0, c.start)
        for c in reading.within(who[0].start - 40, who[0].start, "city")
        if c.end == who[0].start - len(", ")
    )
    if len(who) > 1 and placed and reading.plain[who[0].end] == ",":
        return who[1:]
    if len(who) > 1 and _BEFORE.search(reading.plain, 0, who[0].start):
        gaps = [_BRACKETS.sub("", reading.plain[a.end : b.start]) for a, b in pairwise(who)]
        ends = [i for i in range(1, len(gaps)) if " and " in gaps[i - 1] and gaps[i].startswith(",")]
        last = ends[0] if ends else 0
        return who[last + 1 :] if gaps[last].startswith(",") else who
    return who


def headed(reading: Reading) -> tuple[Span, ...]:
    """The one country that the first line of a text names: what its table or chronology is about."""
    end = reading.plain.find("\n")
    named = reading.within(0, end, "country") if end > 0 else []
    return tuple(named) if len({c.value for c in named}) == 1 else ()


def receives(reading: Reading, first: int, unit: Sequence[Span]) -> bool:
    """Whether some countries are those to whom one is sent or something is told."""
    told = _TOLD.match(reading.plain, unit[-1].end)
    return bool(told or _SENT.search(reading.plain, first, unit[0].start))


def speaker(reading: Reading) -> Span | None:
    """The state whose ministry or government a text is headed by: it says "we"."""
    heads = reading.within(0, min(_HEAD, len(reading.plain)), "country")
    return next((c for c in heads if _OFFICE.search(reading.plain[max(0, c.start - 60) : c.start])), None)


def placed(reading: Reading, start: int, country: Span) -> bool:
    """Whether a country only tells where a city lies."""
    cities = reading.within(max(start, country.start - 40), country.start, "city")
    comma = reading.plain[max(start, country.start - 2) : country.start] == ", "
    return comma and any(c.end == country.start - 2 for c in cities)
