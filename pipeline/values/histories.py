"""Asks what a passage is on: how a body grew (there, who "came next" is a member), who heads it, who all are in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.nlp import Reading
from pipeline.values.acts import Frame

#: What tells of a body's beginnings, of its growth or of those who are in it.
_GROWTH = re.compile(
    r"\b(?:found(?:ers?|ing|ed)|launch\w*|began|begun|start(?:s|ed)?|outset|at first|initial\w*|opened|set up|"
    r"creat(?:ed|ion)|established|born|birth|origin\w*|charter|co-opted|pioneers|gr[eo]w\w*|newcomers?|newest|"
    r"enlarge\w+|expan\w+|widen\w*|accessions?|acced\w+|join(?:ed|s|ing)?|entered|entry|arrivals?|admitted|enrol\w*|"
    r"members?|membership|signator\w+|sign(?:ed|atures?)|adher\w+|participants|supporters|support(?:s|ed)|on board|"
    r"one of (?:them|us)|added|who (?:else )?is in|since then|reach(?:ed|es))\b",
    re.I,
)
#: What asks whether something is so, and what grants it.
_WHETHER = re.compile(
    r"\W*(?:q\W+)?(?:and |but |so )?(?:has|have|had|did|does|do|is|are|was|were|will|would|could|can|might)\b",
    re.I,
)
_YES = re.compile(r"\W*(?:a\W+)?(?:yes|it (?:has|did|is)|indeed|of course|certainly)\b", re.I)
#: What is told of the first members.
_BEGAN = re.compile(
    r"\b(?:founders|founding|original|pioneers|first members|day one|from the start|(?:at|from) (?:the|its) (?:very )?"
    r"(?:start|outset|beginning|launch|birth|foundation))\b",
    re.I,
)
#: What else a country may come first in, take or be accepted for.
_OTHER = re.compile(
    r"\b(?:(?:co-)?chair(?!s? (?:at the table|in (?:19|20)\d\d))\w*|host(?:s|ed|ing)?|presid\w+|helm|gavel|"
    r"lead(?:s|ership)?|led|office|index|rank\w*|scor\w*|statement|declaration|resolution|talks|negotiat\w+|debates?|"
    r"discussion|committee|(?<!on )board|bureau|working groups?|troika|prize|award\w*|fund|project|guests?|ballot|"
    r"elect\w*|agreements?|trade|"
    r"race|ship|stage|floor|speak\w*|spoke|proposal|bid|visit\w*|delegat\w+|candidat\w+|medal|loan|war|text)\b",
    re.I,
)
#: What else a sentence, or the one before it, may count.
_MATTER = re.compile(
    r"\b(?:statement|working groups?|projects?|programmes?|reports?|index|rank(?:s|ed|ing)|funded|stage|sponsors?)\b",
    re.I,
)
#: Of whom a passage may be instead, when it tells who was added.
_AHEAD = re.compile(
    r"\b(?:candidat\w+|applicants?|accession talks|roadmap|countries of operations?|beneficiar\w+|to work in)\b",
    re.I,
)
#: What is taken over and handed on, but by a newcomer; and what tells that it isn't all that a sentence is about.
_OFFICE = re.compile(
    r"\b(?:(?:co-)?(?<!our )(?<!its )(?<!their )chair(?:s|ed|ing|man(?:ship)?|ship)?|presid\w+|helm|"
    r"lead(?:ership)?|at the head|gavel)\b",
    re.I,
)
_MEMBERS = re.compile(
    r"\b(?:members?(?:hip)?|join\w*|acced\w+|accessions?|admi\w+|founders?|newcomers?|leav\w+|withdr\w+|quit\w*|exit\w*)\b",
    re.I,
)
#: The rules for words that tell of an office as well: "Finland takes its place", "the Dutch left in 2024".
_VAGUE = ("taught.", "leave.verb", "join.seat", "same.followed", "same.next", "newcomer.")
#: A sentence on all who have joined so far: what it lists are the members.
_ALL = re.compile(r"\b(?:to date|so far|currently|at present|by now|in all|altogether|until now)\b", re.I)
_SOME = re.compile(r"\W*(?:among|including|namely|notably|such as)\b", re.I)
#: How far before a statement the passage may begin.
_REACH = 600
#: How far before it one reads what it is about, in characters.
_TOPIC = 400
#: How many statements before one are looked at, and how many characters behind it.
_MANY, _BEHIND = 8, 60


def told(reading: Reading, earlier: Sequence[Frame], frame: Frame) -> bool:
    """Whether a statement stands in a passage on a body's growth, and its clause speaks of nothing else."""
    first, last = reading.sentence(frame.start)
    above = max(0, first - _REACH)
    near = [f for f in earlier[-_MANY:] if f.start >= above and f.action in ("join", "founding")]
    before = reading.plain.rfind("\n\n", 0, max(0, reading.plain.rfind("\n\n", 0, first)))
    if _AHEAD.search(reading.plain, max(before, 0, first - _TOPIC), last):
        return False
    if _MATTER.search(reading.unnamed(reading.sentence(max(0, first - 1))[0], last)):
        return False
    grew = near or reading.within(frame.start, last, "body") or _GROWTH.search(reading.plain, above, last)
    clause = max(first, *(reading.plain.rfind(sign, first, frame.start) + 1 for sign in ";:"))
    return bool(grew) and not _OTHER.search(reading.unnamed(clause, min(last, frame.end + _BEHIND)))


def began(reading: Reading, frame: Frame) -> bool:
    """Whether the sentence before a statement, and it alone, tells who were in a body at its beginning."""
    first, last = reading.sentence(frame.start)
    before = reading.plain[reading.sentence(max(0, first - 1))[0] : last]
    return bool(frame.who and _BEGAN.search(before)) and not _OTHER.search(before)


def of_office(reading: Reading, frame: Frame) -> bool:
    """Whether who comes or goes does so as the head of a body: its sentence, or the one before, is on that alone."""
    if not frame.rule.startswith(_VAGUE) or reading.within(frame.start, frame.end, "body"):
        return False
    first, last = reading.sentence(frame.start)
    before, _ = reading.sentence(max(0, first - 1))
    words = reading.unnamed(before, last)
    return bool(_OFFICE.search(words)) and not _MEMBERS.search(words)


def open_question(reading: Reading, first: int, last: int) -> bool:
    """Whether a sentence asks if something is so, and no "yes" follows."""
    asked = _WHETHER.match(reading.plain, first) and reading.plain[:last].rstrip().endswith("?")
    return bool(asked) and not _YES.match(reading.plain, last)


def asks(reading: Reading, frame: Frame) -> bool:
    """Whether a statement without countries asks for them, or says that there are such."""
    _, end = reading.sentence(frame.start)
    return reading.plain[:end].rstrip().endswith("?") or frame.rule == "observer.crowd"


def is_all(reading: Reading, first: int, frame: Frame) -> bool:
    """Whether a list is that of all who have joined so far: of the members, not of newcomers."""
    some = _SOME.match(reading.plain, frame.start)
    return not some and bool(_ALL.search(reading.plain, first, frame.start))
