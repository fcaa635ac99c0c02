"""Finds who takes part in an event that a clause names: the mechanism behind the rules that spell a sentence out.

A rule knows only the words of the event ("let its membership lapse"). Who it happens to stands before it as the
subject, behind it as the object, or over it in the heading of a table or chronology.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.nlp import Hit, Reading
from pipeline.spans import Span

#: Where one clause of a sentence ends and another begins.
_BREAK = re.compile(r"[;:|\n] ?|, (?:and|but|while|whereas|so|as|after|before|when)\b|\. ", re.I)
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
    r":?(?: ?\b(?:the|its|two|three|four|five|six|new|newest|latest|further|more|other|members?|states?|member|"
    r"countries|nations|governments?|republic|kingdom|of|by|both|as|to|from|on|namely|were|are|was|is|"
    r"unanimously|formally)\b|[ ,])*",
    re.I,
)
#: Before a country that others follow.
_BEFORE = re.compile(
    r"(?:^|[.:\n-] ?)(?:before|after|besides|like|unlike|following|alongside|apart from) (?:the )?\Z", re.I
)
_SUBJECT_REACH = 110


def read(hit: Hit) -> Iterator[tuple[Span, list[Span]]]:
    """The words of the statement and its countries; none if nobody is named whom the event can happen to.

    Without countries it is told of whoever the heading names.
    """
    event = hit.span("")
    find = {"subject": _subject, "object": _object, "head": _nobody}[hit.rule.gives["role"]]
    who = find(hit.reading, event)
    if who or hit.rule.gives["role"] == "head":
        start = min([event.start, *(c.start for c in who)])
        yield Span(event.kind, start, max([event.end, *(c.end for c in who)]), "", event.rule), who


def clause(reading: Reading, start: int) -> int:
    """Where the clause that holds the character at `start` begins."""
    first, _ = reading.sentence(start)
    breaks = [m.end() for m in _BREAK.finditer(reading.plain, first, start)]
    return breaks[-1] if breaks else first


def units(reading: Reading, start: int, end: int) -> list[list[Span]]:
    """The countries of a stretch in order, those of a list together, without those that only lie beside the matter."""
    found: list[list[Span]] = []
    rosters = reading.within(start, end, "roster")
    for country in reading.within(start, end, "country"):
        roster = next((r for r in rosters if r.start <= country.start < r.end), None)
        if roster and found and found[-1][0].start >= roster.start:
            found[-1].append(country)
        elif not _ASIDE.search(reading.plain, max(start, country.start - 30), country.start):
            found.append([country])
        elif roster and "," in reading.plain[country.end : roster.end][:1]:
            continue  # "Before Estonia, Croatia joined"
    return found


def _subject(reading: Reading, event: Span) -> list[Span]:
    """The last country or list before an event that can be its subject."""
    start = clause(reading, event.start)
    before = units(reading, max(start, event.start - 3 * _SUBJECT_REACH), event.start)
    fitting = [u for u in before if _reaches(reading, u[-1].end, event.start)]
    return fitting[-1] if fitting else []


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


def without_predecessors(reading: Reading, who: list[Span]) -> list[Span]:
    """The countries of a subject but for one that only went before: "Before Estonia, Croatia joined"."""
    if len(who) > 1 and reading.plain[who[0].end] == "," and _BEFORE.search(reading.plain, 0, who[0].start):
        return who[1:]
    return who


def _nobody(reading: Reading, event: Span) -> list[Span]:
    return []


def headed(reading: Reading) -> tuple[Span, ...]:
    """The one country that the first line of a text names: what its table or chronology is about."""
    end = reading.plain.find("\n")
    named = reading.within(0, end, "country") if end > 0 else []
    return tuple(named) if len({c.value for c in named}) == 1 else ()
