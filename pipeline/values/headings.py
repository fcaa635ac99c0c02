"""What stands as a heading over a place, and whether it is on something else than who belongs to a body."""

from __future__ import annotations

import re
from itertools import pairwise

#: What a heading on who came in, and when, speaks of.
_ENTRY = (
    r"(?:accessions?|accedings?|additions?|admissions?|adherences?|arrivals?|changes?|chronolog\w+|circle|countries|dates?|days?|"
    r"deposits?|enlargements?|entr(?:y|ies)|expansions?|gr[eo]w\w*|history|instruments?|joining|lists?|members?|memberships?|"
    r"names?|numbers?|order|places?|ratifications?|registers?|regions?|rolls?|states?|status|tables?|timelines?|times?|waves?|"
    r"years?|full|gains?|increases?|new|first|has|was|is|signing|signatures?)"
)
_WHOSE = (
    r"(?:(?:its|the|our|all|current|new|their) ){0,2}"
    r"(?:members?|participants|parties|signatories|member (?:states|countries))"
)
#: Of what else it speaks: "loans to members", "members and their capitals".
_OTHER = re.compile(
    rf"\b(?!{_ENTRY} )[a-z]{{3,}}(?:s|ships?|ings?|ions?|ts?) (?:received |made |given |paid )?"
    rf"(?:(?:of|by|to|from) {_WHOSE}|in member (?:states|countries))\b|"
    rf"\b{_WHOSE}\b[^.:\n]{{0,40}}\b(?:and|with|by) (?:their|its|the) "
    rf"(?!(?:(?:respective|exact|full|official) )*{_ENTRY}\b(?! of (?!(?:their |its |the )?{_ENTRY})))",
    re.I,
)

#: A line that heads those below it, alone or as a question: "## Observers", "**Who looks on?**", "Our observers".
_HEADING = re.compile(r"#+ .+|[*_]{2}.+[*_]{2}:?|\d{0,2}[.)]? ?[A-Z][^\n.;|:]{2,70}[^\n.;|,]")
#: So many characters above a place its heading is looked for.
_REACH = 1000


def over(plain: str, place: int) -> str:
    """The heading under which a place of a text stands; none, if there is none near."""
    line = plain.rfind("\n", 0, place) + 1
    above = plain[max(0, line - _REACH) : line].split("\n")[:-1]
    for before, text in reversed(list(pairwise(["", *above]))):
        marked = text.startswith(("#", "*", "_")) or text.endswith("?")
        if (marked or not before.strip()) and _HEADING.fullmatch(text.strip()):
            return text
    return ""


def on_other(heading: str) -> bool:
    """Whether a heading is on other things than who came in and when."""
    return _OTHER.search(heading) is not None
