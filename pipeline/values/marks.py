"""Reads footnote marks behind the countries of a list or table: what a mark means is told by its legend.

The legend may stand anywhere ("* founding member", "An asterisk marks the founders").
"""

from __future__ import annotations

import re

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span

_SIGN = r"\*{1,3}|[†‡§¹²³⁴⁵#^+°]|\[\w{1,2}\]|\(\w\)"
#: A mark right behind a country, or behind what its brackets say.
_MARKED = re.compile(rf"(?: ?\([^()\n]{{2,60}}\))?[_ ]?(?P<mark>{_SIGN})(?!\w)")
#: A line, or a sentence, that begins with a mark and explains it.
_LEGEND = re.compile(
    rf"(?:^|\n|[.;|(,] ?)[_ ]*(?P<mark>{_SIGN})(?:[ :=_-]|denotes|marks|indicates|means|stands for)*"
    r"(?P<words>[^\n.;|*†‡§\[\]]{3,120})"
)
#: A sentence that speaks of an asterisk.
_ASTERISK = re.compile(r"[^\n.]*\b(?:asterisk(?:ed|s)?|starred|(?:a|with|by) star)\b[^\n.]*", re.I)
#: What a legend may say of those marked. The first that is found tells.
_MEANINGS = (
    ("observer", re.compile(r"\bobservers?\b", re.I)),
    (
        "founder",
        re.compile(
            r"\b(?:found(?:er|ing)|original|charter member|initial|first (?:\w+ )?(?:members|signator|participants)|"
            r"signed the (?:\w+ )?(?:first|founding|original|constitut))",
            re.I,
        ),
    ),
    (
        "void",
        re.compile(
            r"\b(?:associat|candida|applica|applied|accession (?:talks|under way)|not yet|pending|signed but|"
            r"provisional|suspend|invited|withdr|left|former|acceding|will)",
            re.I,
        ),
    ),
)


def meaning(reading: Reading, country: Span) -> str:
    """What the mark behind a country says: founder, observer, void (no member); "" if it has none or it says nothing of
    that."""
    found = _MARKED.match(reading.plain, country.end)
    if not found:
        return ""
    words = [m["words"] for m in _LEGEND.finditer(reading.plain) if m["mark"] == found["mark"]]
    if found["mark"] == "*":
        words += _ASTERISK.findall(reading.plain)
    return next((what for what, known in _MEANINGS if any(map(known.search, words))), "")
