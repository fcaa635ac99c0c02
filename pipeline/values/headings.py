"""Asks whether a heading over a list is on something else that members have or do: "national days of members"."""

from __future__ import annotations

import re

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


def on_other(heading: str) -> bool:
    """Whether a heading is on other things than who came in and when."""
    return _OTHER.search(heading) is not None
