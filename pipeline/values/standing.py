"""Which of the statements that overlap stands, and how firm it is beside the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pipeline.language.nlp import Reading
from pipeline.values.acts import Frame, gives
from pipeline.values.headings import over

#: What is yet to come.
COMING = re.compile(
    r"\b(?:will|shall|would|(?:is|are|set|poised|due) to|cannot|can only)\b|^\S+(?: \S+)? to\b", re.I
)
#: Between a step that is to come and its day, if that is settled; and what makes it a wish; how long a day is.
_ON = re.compile(
    r"(?: from \w+)?,? ?(?:(?:will |shall |is to )?(?:take effect|become effective|enter into force|"
    r"come into effect) )?"
    r"(?:(?:with effect|effective|as)? ?(?:on|from|of|as of|as from)?) ?(?:the )?",
    re.I,
)
_WISHED = re.compile(
    r"\b(?:hop\w+|plan(?:s|ned|ning)?|intend\w*|aim\w*|wish\w*|want\w*|seek\w*|sought|propos\w+|could|may|might|if|"
    r"unless|threat\w*|vot\w+|bill|expect\w*|should|must|likely|consider\w*|asked|urged|not|never|ready|poised|"
    r"invited|appl(?:y|ies|ied))\b|n't\b",
    re.I,
)
_DEPOSITED = re.compile(
    r"\b(?:following|after|having|since|upon|deposited|with) (?:\w+ ){0,4}(?:deposit\w*|instruments?|ratifi\w+)\b",
    re.I,
)
#: What those still have to do of whom a decision tells: "They will join once they have ratified".
_AHEAD = (
    r"(?:(?:will|shall|would|must|can|is to|are to|now|then|only|formally|officially|still|have to|has to) )"
)
_TO_DO = re.compile(
    r"\b(?:(?:they|it|both|each|the (?:\w+[ -]){0,4}(?:members|countries|states|country|state|governments?|"
    rf"applicants?|candidates?|newcomers?)) {_AHEAD}{{0,4}}"
    r"(?:joins?|accedes?|(?:becomes?|be) (?:\w+ ){0,2}(?:members?|part(?:y|ies)|admitted))|"
    rf"(?:it|membership|accession|entry) {_AHEAD}{{0,4}}(?:begins?|starts?|takes? effect|becomes? effective))\b"
    r"[^.;]{0,60}?\b(?:once|as soon as|subject to|provided|(?:when|after|upon|following)\b[^.;]{0,40}?\b"
    r"(?:ha(?:s|ve)|deposit\w*|ratif\w+|complet\w+|procedures?|formalities|instruments?|paid|paying))\b|"
    r"\bprospective (?:\w+ )?members\b",
    re.I,
)
#: How far behind a decision that is told, in characters.
_SOON = 600
#: Who signs up may have to ratify what is signed.
_SIGNS = re.compile(r"\bsign(?:s|ed)? (?:up|on)\b", re.I)
_DAY, _DAY_REACH = 10, 60
#: Behind an entry, that it is one of an onlooker.
_LOOKS_ON = re.compile(
    r"(?: of(?= observers\b)|'s (?:ranks|circle|list|number|family) of|"
    r",? (?:only |merely |just )?(?:as|with|in the (?:capacity|role) of))"
    r" (?:(?:an?|its|the|their|one of) )?(?:[\w-]+ ){0,3}?observers?\b(?! (?:mission|team|force))",
    re.I,
)
#: Who are the first to join what is being opened, or come on its first day; how many they are at least, and how far
#: behind a statement that may be told, in characters.
_FIRST_TO = re.compile(
    r"\bthe (?:very )?first (?:[\w-]+ ){0,3}?(?:to|who|that) (?:sign|join|enter|adhere|sub|accede|put)", re.I
)
_OPENED = re.compile(
    r"\b(?:open(?:ed|s|ing)?|launch(?:ed|es|ing)?|found(?:ed|ing|s)?|set(?:ting)? up|created?|creating|establish\w*|"
    r"born|birth|beg[au]n|inaugura\w+|started?|unveil\w+)\b",
    re.I,
)
_INTO_BEING = re.compile(
    r"\b(?:br(?:ought|ings?)|call(?:ed|s)) [^.;,]{3,80} (?:into (?:being|existence)|to life)\b", re.I
)
_SINCE, _SIGNED = re.compile(r"\b(?:since|after|following)\b", re.I), re.compile(r"\bsign(?:ed|s)\b", re.I)
_FIRST_DAY = re.compile(
    r"\b(?:opening day\b(?! of)|(?:founding|launch|inaugural) (?:day|session|ceremony|event)\b|"
    r"at (?:its|the) (?:birth|launch|foundation|founding|creation|inception|establishment)\b)",
    re.I,
)
_TOGETHER, _NEAR_END = 2, 40
#: At the head of a line that is on observers.
_OBSERVERS = re.compile(r"[\W_]*observers?(?: \w+)?:", re.I)
#: In a heading, of whom the lines below it tell, and what is told of others there.
_ON_OBSERVERS, _OF_MEMBERS = (
    re.compile(r"\bobservers?\b", re.I),
    re.compile(r"\bmember|\bpart(?:y|ies)\b", re.I),
)
#: What outranks what, if both are said of a country in the same words: an observer doesn't join, a leaver isn't listed.
_STRONGER = {
    "join": frozenset(("observer", "applicant", "founding", "suspended")),
    "listed": frozenset(("observer", "applicant", "founding", "suspended", "join", "leave")),
    "leave": frozenset(("suspended",)),
}


def settled(reading: Reading, frame: Frame) -> bool:
    """Whether a step that is to come is a fact with its day: a leave, or an accession for which all is deposited."""
    first, last = reading.sentence(frame.start)
    days = reading.within(frame.end, min(last, frame.end + _DAY_REACH), "date")
    day = next((d for d in days if len(d.value) == _DAY), None)
    if not day or not _ON.fullmatch(reading.plain, frame.end, day.start):
        return False
    if _WISHED.search(reading.plain, first, day.start):
        return False
    if frame.action == "leave":
        return True
    deposited = _DEPOSITED.search(reading.plain, first, last)
    return bool(deposited and COMING.search(reading.plain, frame.start, day.start))


def looks_on(reading: Reading, frame: Frame, before: Iterable[Frame]) -> bool:
    """Whether who enters does so as an observer: "joined as an observer", "the newest observer is Haiti, admitted in
    2016"."""
    told = any(f.action == gives(frame.rule).get("bare") for f in before)
    line = reading.plain.rfind("\n", 0, frame.start) + 1
    labelled = _OBSERVERS.match(reading.plain, line, frame.start) or _LOOKS_ON.match(reading.plain, frame.end)
    return told or (frame.action == "join" and (bool(labelled) or _under_observers(reading, frame)))


def _under_observers(reading: Reading, frame: Frame) -> bool:
    """Whether a statement stands under a heading that is on observers, and doesn't speak of members."""
    heading = over(reading.plain, frame.start)
    if not _ON_OBSERVERS.search(heading) or _OF_MEMBERS.search(heading):
        return False
    return not _OF_MEMBERS.search(reading.plain, *reading.sentence(frame.start))


def begins(reading: Reading, frame: Frame) -> bool:
    """Whether who signs or joins begins the body with that: the first to do so as it is opened, or on its first day."""
    first, last = reading.sentence(frame.start)
    words = reading.plain[frame.start : min(last, frame.end + _NEAR_END)]
    if frame.action == "join" and _INTO_BEING.search(words):
        return True
    if frame.action != "join" or len(frame.who) < _TOGETHER:
        return False
    if _FIRST_TO.search(words):
        opened = _OPENED.search(reading.unnamed(first, last))
        return bool(opened) and not _SINCE.search(reading.plain, first, last)
    signed = frame.like or frame
    near = reading.plain[max(first, signed.start - _NEAR_END) : min(last, signed.end + _NEAR_END)]
    return bool(_SIGNED.search(reading.plain, signed.start, signed.end) and _FIRST_DAY.search(near))


def undone(reading: Reading, frame: Frame) -> bool:
    """Whether the sentences behind what a body decides of a country tell what that still has to do to be a member."""
    told = gives(frame.rule)
    decided = told.get("form") == "welcome" or (told.get("form"), told.get("day")) == ("noun", "notice")
    return (
        frame.action == "join"
        and decided
        and bool(_TO_DO.search(reading.plain, frame.end, frame.end + _SOON))
    )


def kept(reading: Reading, found: list[Frame]) -> list[Frame]:
    """The statements that no longer or more telling one about the same countries overlaps."""
    kept: list[Frame] = []
    together: dict[int, list[Frame]] = defaultdict(list)
    for frame in found:
        together[reading.sentence(frame.start)[0]].append(frame)
    for frames_ in together.values():
        for i, frame in enumerate(frames_):
            gone = {
                c
                for j, o in enumerate(frames_)
                if j != i and (_beats(o, frame, j < i) or _spells_out(o, frame))
                for c in o.countries
            }
            who = tuple(s for s in frame.who if s.value not in gone)
            if who or not frame.who:
                kept.append(replace(frame, who=who))
    return kept


def sobered(reading: Reading, told: list[Frame]) -> list[Frame]:
    """The statements, those that only greet or name an accession no firmer than what else is told of the country.

    Who "will become" a member hasn't become one because the body is happy to welcome it.
    """
    joins = [f for f in told if f.action == "join"]
    mild = {f for f in joins if _soft(f) or _SIGNS.search(reading.plain, f.start, f.end)}
    firm = {c for f in joins if f.modality == "asserted" and f not in mild for c in f.countries}
    ahead = {
        c
        for f in joins
        if f.modality == "prospective" and f not in mild and COMING.search(reading.plain[f.start : f.end])
        for c in f.countries
    }
    return [
        replace(f, modality="prospective")
        if f in mild and f.modality == "asserted" and f.countries <= ahead - firm
        else f
        for f in told
    ]


def _soft(frame: Frame) -> bool:
    return gives(frame.rule).get("weight") == "soft"


def _spells_out(one: Frame, other: Frame) -> bool:
    """Whether `one`, from a rule for whole sentences, tells in the same sentence what `other` gathers from a clause."""
    if {one.action, other.action} == {"join", "leave"} or other.action in _STRONGER.get(one.action, ()):
        return False
    overlap = one.start < other.end and other.start < one.end
    return (
        "role" in gives(other.rule)
        and "role" not in gives(one.rule)
        and (overlap or one.action == other.action)
    )


def _beats(one: Frame, other: Frame, first: bool) -> bool:
    """Whether `one` (`first`: it came first) takes what `other` says."""
    stronger = one.action in _STRONGER.get(other.action, ())
    if "role" in gives(one.rule) and "role" not in gives(other.rule) and not stronger:
        return False
    if one.start >= other.end or other.start >= one.end:
        return False
    if one.like and (one.action, other.action) == ("leave", "join") and one.end >= other.end:
        return True  # "Who has left? Italy was the first"
    if one.action == other.action:
        return (one.end - one.start, first) > (other.end - other.start, not first)
    return stronger and (one.end >= other.end or other.action == "listed")
