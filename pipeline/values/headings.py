"""What stands over a place of a text: its heading, whether that is on something else than members, and a year."""

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
#: So many characters above it its year is.
_YEAR_REACH = 1500

#: A line that is only a year, or begins with one; any year.
_ONLY_YEAR = re.compile(r"^[^\w\n]*((?:19|20)\d\d)[^\w\n]*$", re.M)
_BEGINS = re.compile(r"[^\w\n]*((?:19|20)\d\d)(?: ?[-:|]|[*_]*\.?[*_]* [A-Z]| [Oo]n )")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
#: A bullet, and a line over bullets that gives them its year: "Admitted in 2012".
_BULLET = re.compile(r"\s*(?:[-*•·]|\d+[.)]) ?")
_YEAR_OVER = re.compile(r"\D*\b(?:in|of|during|for|over|throughout) ((?:19|20)\d\d)[\s*_:.]*")


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


def year_over(plain: str, place: int) -> int | None:
    """The year that a place's line begins with, that its table has in its header, or that stands above it as a line."""
    line = plain.rfind("\n", 0, place) + 1
    if begins := _BEGINS.match(plain, line, place):
        return int(begins[1])
    top = line
    while top and "|" in plain[top:place] and "|" in plain[(up := plain.rfind("\n", 0, top - 1) + 1) : top]:
        top = up
    header = _YEAR.findall(plain, top, line)
    if top < line and len(set(header)) == 1:
        return int(header[0])
    if _BULLET.match(plain, line):
        lines = reversed(plain[max(0, line - _YEAR_REACH) : line].split("\n"))
        over = next((text for text in lines if text and not _BULLET.match(text)), "")
        if told := _YEAR_OVER.fullmatch(over):
            return int(told[1])
    headings = _ONLY_YEAR.findall(plain, max(0, line - _YEAR_REACH), line)
    return int(headings[-1]) if headings else None
