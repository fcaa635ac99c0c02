"""Settles names that could be two things: Congo and Korea alone, a first name that is a country's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.nlp import Reading
from pipeline.spans import Span

#: Country names that are also given names; before a surname they are.
_GIVEN = frozenset(
    "Chad Jordan Georgia Israel Kenya Cuba India Ireland Malta Paris Sydney Florence Victoria".split()
)
_SURNAME = re.compile(
    r" (?!(?:The|In|On|And|To|Minister|Ministry|Foreign|Prime|President|Government|Becomes|Joins|Has|Is|Was|"
    r"Embassy|Ambassador|Secretary|Conference|Summit|Declaration|Chair|State|Permanent|Mission|Forum|River|Valley|"
    r"National|Parliament|Times|Today|Island|Islands|Accord|Process|Deputy|University|January|February|March|April|May|"
    r"June|July|August|September|October|November|December|Joined|Signed|Hosts|Hosted|Republic|Agenda|Welcomes?)\b)"
    r"(?:[A-Z]\. )?(?:O'|Mc|Mac|de |van )?[A-ZÀ-Ž][a-zà-ž]{2,}"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord)\.? (?:[A-Z][\w'-]+ )?$")
#: What else in a document tells which of two countries a shared name means.
_CUES = {"KOR": "Seoul", "PRK": "Pyongyang", "COD": "Kinshasa", "COG": "Brazzaville"}


def finish(reading: Reading, spans: list[Span]) -> Iterable[Span]:
    """Names with one meaning each; a name that stays open takes the usual one and leaves an issue."""
    sure = {s.value for s in spans if s.kind == "country" and "|" not in s.value}
    for span in spans:
        if span.kind == "country" and _is_person(reading.plain, span):
            yield replace(span, kind="trap", value="person")
        elif "|" in span.value and span.kind != "body":
            yield replace(span, value=_choose(reading, span, sure))
        else:
            yield span


def _is_person(plain: str, span: Span) -> bool:
    words = plain[span.start : span.end]
    return (words in _GIVEN and bool(_SURNAME.match(plain, span.end))) or bool(
        _TITLE.search(plain[: span.start][-40:])
    )


def _choose(reading: Reading, span: Span, sure: set[str]) -> str:
    """The one country of an open name that the document names elsewhere, or cues; else the first of the list."""
    options = span.value.split("|")
    named = [o for o in options if o in sure] or [o for o in options if _CUES.get(o, "\0") in reading.plain]
    if len(named) != 1 and span.kind == "country":
        reading.note(
            "ambiguous_country", f"{reading.text[span.start : span.end]}: read as {options[0]}", span
        )
    return named[0] if len(named) == 1 else options[0]
