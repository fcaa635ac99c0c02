"""Finds bodies that no gazetteer has, and what "the Coalition" refers to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from pipeline.nlp import Hit, Reading
from pipeline.rulebook import table
from pipeline.spans import Span, free, longest

#: A name ends in one of these when it is a body's; "(MFA)" after a ministry's name is none.
_HEADS = re.compile(
    r"\b(?:Coalition|Alliance|Organi[sz]ation|Partnership|Union|Community|League|Initiative|Agency|Council|Convention|Treaty|Court|"
    r"Bank|Commonwealth|Pact|Group|Forum|Agreement|Club|Network|Association|Movement|Compact|Cooperation|Conference|Commission)\b"
)
_NOT = re.compile(
    r"\b(?:Ministry|Minister|Working|Steering|Advisory|Task|Committee|Department|University|Institute|Company)\b"
)
#: Nouns that can stand for any body.
GENERIC = frozenset("organisation organization bloc grouping body".split())
#: Bodies so large that their name alone says little about what a document is on.
BACKGROUND = frozenset(("UN", "EU", "UNGA", "UNSC", "HRC", "IGF"))


def read(hit: Hit) -> Iterable[Span]:
    """A name with its acronym, or a noun that `finish` resolves."""
    if hit.has("noun"):
        yield hit.span("?" + hit.words("noun").lower())
        return
    name, acronym = hit.words("name"), hit.words("acronym")
    heads = _HEADS.findall(name)
    if heads and not _NOT.search(name) and _initials(name, acronym):
        yield hit.span(acronym.upper())


def _initials(name: str, acronym: str) -> bool:
    """Whether an acronym is made of a name's initials, small words apart or not."""
    letters = re.sub(r"[^A-Z]", "", acronym)
    capitals = "".join(word[0] for word in name.split() if word[0].isupper())
    return len(letters) > 1 and (capitals.endswith(letters) or letters in capitals)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """New bodies wherever their acronym or name stands again, and referring nouns with the body they mean."""
    known = reading.of("body")
    new = free((s for s in spans if s.value[0] != "?"), known)
    for span in list(new):
        name = reading.plain[span.start : span.end].rsplit(" (", 1)[0]
        for words in (span.value, name):
            again = re.finditer(rf"\b{re.escape(words)}\b", reading.plain)
            new += [replace(span, start=m.start(), end=m.end()) for m in again]
    named = longest([*known, *new])
    main = subject(reading.plain, ((s.start, s.value) for s in named))
    open_nouns = free(
        (s for s in spans if s.value[0] == "?"), [*known, *reading.of("country", "city", "trap")]
    )
    referred = (replace(s, value=body) for s in open_nouns if (body := _refer(s, named, main, reading.plain)))
    return longest([*new, *referred])


def subject(plain: str, bodies: Iterable[tuple[int, str]]) -> str:
    """The body that a text is mainly about, of (place, code): the one it names most and first, above all in
    its first lines.

    Empty if there is none. Bodies at which everything happens (the UN, its councils) count half, never as the first.
    """
    head = _head(plain)
    score: Counter[str] = Counter()
    first = True
    for start, body in sorted(bodies):
        large = body in BACKGROUND
        score[body] += (1 if large else 2) * (4 if start < head else 1) + (0 if large else 4 * first)
        first = first and large
    return min(score, key=lambda body: (-score[body], body), default="")


def _head(plain: str) -> int:
    """Where the title and the first paragraph end, roughly."""
    first = plain.find("\n\n")
    return max(first, 0) + 250


def _refer(span: Span, named: list[Span], main: str, plain: str) -> str:
    """The body that a noun stands for: the main body if it is one, else the last one named before, else none."""
    noun = span.value[1:]
    if noun in nouns().get(main, _own_noun(main, named, plain)) or (noun in GENERIC and main):
        return main
    before = [s for s in named if s.end <= span.start and noun in nouns().get(s.value, ())]
    return before[-1].value if before else _hinted(noun, plain)


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
