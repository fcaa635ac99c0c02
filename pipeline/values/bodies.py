"""Finds bodies that no gazetteer has, and what "the Coalition" refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, free, longest
from pipeline.rulebook import table
from pipeline.values.mainbody import stands_by, subject

#: A name ends in one of these when it is a body's; "(MFA)" after a ministry's name is none.
_HEADS = re.compile(
    r"\b(?:Accords?|Protocol|Centre|Center|Fund|Coalition|Alliance|Organi[sz]ation|Partnership|Union|Community|League|Initiative|Agency|Council|Convention|Treaty|Court|"
    r"Bank|Commonwealth|Pact|Group|Forum|Agreement|Club|Network|Association|Movement|Compact|Cooperation|Conference|Commission|"
    r"Arrangement|Regime|Authority|Observatory|Consortium|Assembly|Charter|Framework|Dialogue|Platform|Facility|Federation)\b"
)
_NOT = re.compile(
    r"\b(?:(?:Conference|Meeting|Assembly) of (?:the )?(?:Contracting |States )?Parties|"
    r"National|Federal|Ministry|Ministers?|Accession|Judges|Party|Parliament|Working|Steering|Advisory|Task|Committee|Department|University|Institute|Company|"
    r"Board of (?:Directors|Governors|Trustees)|(?:Organi[sz]ation|Union|Council|Agency|Bank|Court)'s)\b"
)
#: Names that are bodies' whatever their acronym, which may be another language's; and what is rather an event.
_SURELY = re.compile(
    r"(?:Community|Organi[sz]ation|Union|Alliance|Coalition|League|Treaty|Convention|Partnership) (?:of|for|on)\b"
)
_EVENT = re.compile(r"\b(?:Conference|Summit|Meeting|Congress)\b")
#: A treaty or pledge called after the place where it was made.
_PLACED = re.compile(
    r"(\w+(?:[ -]\w+)?) (?:Convention|Treaty|Protocol|Accords?|Pact|Agreement|Compact|Declaration|Pledge|Charter)"
)
#: Where two names stand side by side ("in The Hague the Coalition has ...").
_LEAP = re.compile(r"(?<! of)(?<! for)(?<! on)(?<! in)(?<! to)(?<! and)(?<! against) the ")
#: What states alone belong to, even if its name has but two words.
_STATES = re.compile(
    r"\b(?:of|for)\b|(?:Alliance|Coalition|Convention|Treaty|Compact|Pact|Partnership|Accords?|Protocol)$"
)
#: Where a name ends: before a month, and before the words that lead to a place or a day.
_MONTH = re.compile(
    r" ((?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_TAIL = re.compile(r"(?: (?:in|on|at|of|from|and|to|the))* ?$")
#: What binds those who ratify it.
TREATIES = frozenset(("treaty", "convention", "agreement", "protocol", "statute", "charter"))
#: Nouns that can stand for any body.
GENERIC = frozenset("organisation organization bloc grouping body".split())


def read(hit: Hit) -> Iterable[Span]:
    """A name with its acronym, a name that someone joins, or a noun that `finish` resolves."""
    if hit.has("noun"):
        noun = hit.words("noun").lower()
        english = next((to for to, words in hit.rule.gives.items() if noun in words.split()), noun)
        yield hit.span("?" + english)
    elif hit.has("acronym") or hit.has("acronym_first"):
        order = "" if hit.has("acronym") else "_first"
        name, acronym = hit.words("name" + order), hit.words("acronym" + order)
        foreign = hit.rule.id == "body.introduced-foreign"
        if (foreign or _is_body(name)) and _stands_for(acronym, name):
            code = _known(hit, "name" + order, acronym) or acronym.upper()
            yield from (hit.span(code, part + order) for part in ("name", "acronym"))
    else:
        yield from _joined(hit)


def _is_body(name: str) -> bool:
    """Whether the words of a name say that it is a body's."""
    return bool(_HEADS.search(name)) and not _NOT.search(name)


def _known(hit: Hit, part: str, acronym: str) -> str:
    """The code of a body that the gazetteers have under a name, though not by its letters in this text."""
    start, end = hit.offsets(part)
    for span in hit.reading.within(start, end, "body"):
        words = hit.reading.plain[span.start : span.end]
        if span.end == end and (span.start == start or _stands_for(acronym, words)):
            return span.value
    return ""


def _joined(hit: Hit) -> Iterable[Span]:
    """A body without an acronym, as far as its name goes before a place or a day; its initials are its code. A treaty
    has the place that it is called after for its code."""
    part, plain = "name" if hit.has("name") else "name_b", hit.reading.plain
    start, end = hit.offsets(part)
    if placed := _PLACED.fullmatch(plain, start, end):
        if hit.reading.within(start, start + len(placed[1]), "city", "country"):
            yield hit.span(re.sub(r"\W", "", placed[1]).upper(), part)
        return
    ends = [s.start for s in hit.reading.within(start, end, "date", "city", "country")]
    ends += [start + m.start(1) for m in _MONTH.finditer(plain[start:end])]
    name = _TAIL.sub("", plain[start : min(ends)]) if ends else plain[start:end]
    code = "".join(_initials(name))
    national = hit.reading.within(start, start + len(name), "demonym", "country", "city", "trap")
    named = " " in name and (len(code) > 2 or _STATES.search(name))
    if named and _is_body(name) and not national and not _LEAP.search(name):
        yield hit.span(code, part, end=start + len(name))


def _initials(name: str) -> list[str]:
    return re.findall(r"(?<![\w'])[A-Z]", name)


def _stands_for(acronym: str, name: str) -> bool:
    """Whether an acronym is made of a name's letters, from its first one on ("Northern Lakes Coalition (NLCO)"), or
    of its initials, small words apart or not, or the name can be nothing else."""
    letters, capitals = re.sub(r"[^A-Z]", "", acronym), "".join(_initials(name))
    words = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(letters) < 2 or (acronym[-1].isdigit() and _EVENT.search(name)):
        return False
    return (
        letters in capitals
        or letters in words
        or (len(letters) > 2 and bool(_SURELY.match(name)))
        or (len(letters) > 2 and letters[0] == capitals[:1] and _in_order(letters, name))
    )


def _in_order(letters: str, name: str) -> bool:
    """Whether all letters stand in a name in their order."""
    left = iter(name.upper())
    return all(letter in left for letter in letters)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """New bodies wherever their acronym or name stands again, and referring nouns with the body they mean."""
    known = reading.of("body")
    new = free((s for s in spans if s.value[0] != "?"), known)
    first: dict[str, Span] = {}
    for span in sorted(new, key=lambda s: not s.rule.startswith("body.introduced")):
        first.setdefault(reading.plain[span.start : span.end], span)
    new = [
        replace(span, start=m.start(), end=m.end())
        for words, span in first.items()
        for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", reading.plain)
    ]
    new = longest(free(new, known))
    named = longest([*known, *new])
    main = subject(reading.plain, ((s.start, s.end, s.value) for s in named))
    open_nouns = free(
        (s for s in spans if s.value[0] == "?"), [*known, *reading.of("country", "city", "trap")]
    )
    referred = (replace(s, value=body) for s in open_nouns if (body := _refer(s, named, main, reading.plain)))
    return longest([*new, *referred])


def _refer(span: Span, named: list[Span], main: str, plain: str) -> str:
    """The body that a noun stands for: the main body if it is one, else the last one named before, else none.

    A noun for any body means the main one, unless that is a treaty and an organisation was named before.
    """
    noun = span.value[1:]
    if noun in _called(main, named, plain):
        return main
    before = [s for s in named if s.end <= span.start and noun in _called(s.value, named, plain)]
    if noun in GENERIC and main and not (before and _called(main, named, plain) & TREATIES):
        return main
    before = [s for s in before if not stands_by(plain, s.start, s.end)] or before
    return before[-1].value if before else _hinted(noun, plain)


def _called(body: str, named: list[Span], plain: str) -> frozenset[str]:
    """The nouns by which a text refers back to a body: of one that no gazetteer has those in its full name."""
    known = nouns().get(body)
    return _own_noun(body, named, plain) if known is None else known


def _hinted(noun: str, plain: str) -> str:
    """The one body whose name without the noun stands in the text: "Freedom Online" in a conference's name."""
    found = {code for code, words in _hints().get(noun, ()) if words in plain}
    return found.pop() if len(found) == 1 else ""


@cache
def _hints() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By noun: (code, the words of the name before the noun), where these are at least two."""
    hints: dict[str, list[tuple[str, str]]] = {}
    for row in table("bodies"):
        words = row["name"].split()
        if len(words) > 2 and words[-1].lower() in row["noun"].split("|"):
            hints.setdefault(words[-1].lower(), []).append((row["code"], " ".join(words[:-1])))
    return {noun: tuple(found) for noun, found in hints.items()}


def _own_noun(body: str, named: list[Span], plain: str) -> frozenset[str]:
    """The nouns in the full name of a body that no gazetteer has."""
    words = {w.lower() for s in named if s.value == body for w in _HEADS.findall(plain[s.start : s.end])}
    return frozenset(words)


@cache
def nouns() -> Mapping[str, frozenset[str]]:
    """The generic nouns by which texts refer back to each body."""
    return {row["code"]: frozenset(row["noun"].split("|")) for row in table("bodies")}
