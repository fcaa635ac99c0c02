"""The state that a person's office belongs to, by the words of the role and those right behind it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.nlp import Hit
from pipeline.rulebook import table

#: Where somebody works, and what makes it an office of a state.
_PLACE_OF_WORK = re.compile(
    r",? (?:at|in|of|from|with|within|to) (?:the )?(?:(?:[^\W\d_a-z][\w'&.-]*|of|for|and|&|the|on|foreign|national|"
    r"lower house|upper house|parliament|senate|government)(?: |(?=[,;\n)]|$)))+|"
    r", (?:the |an? )?(?:[^\W\d_a-z][\w'&.-]* |of |for |and |the |national |federal |lower house |upper house )+"
    r"(?:\w+(?=[,.;\n)]|$))?"
)
_INSTITUTION = re.compile(
    r"\b(?:Ministry|Department|Government|Embassy|Parliament|President|Prime Minister|Mission|Office|Cabinet|"
    r"Chancellery|Senate|Legislature|Agency|Representation|Delegation|High Commission|"
    r"Central Bank|National Assembly|House of)\b", re.I
)  # fmt: skip
#: Roles that nobody has in another state than their own, and what stands between them and it.
_AT_HOME = re.compile(r"\b(?:minister|president|attorney[- ]general|chief justice)\b(?!-counsellor)", re.I)
_SEAT = re.compile(r" in (?:the )?")
#: Around the state whose minister somebody works for: "secretary to Peru's president".
_AIDE = re.compile(r" (?:to|of|for) (?:the )?")
_CHIEF = re.compile(
    r"(?:'s?)? (?:\w+ )?(?:minister|president|government|cabinet|delegation|chancellor|premier)\b", re.I
)
#: From an institution to its state, which isn't longer than this.
_BEHIND, _LONGEST = re.compile(r", (?:the )?"), 40
#: Before the people whose agency a role is in.
_AGENCY = re.compile(r" (?:of|at|in) (?:the )?$")


def office(hit: Hit, group: str) -> str:
    """The state whose agency a role names, whose ministry stands behind the role or name, or in which one is minister.

    `group` is that of the name.
    """
    return _agency(hit) or _office(hit, group) or _seat(hit)


def office_of(words: str) -> str:
    """The code of the state that an office in some words belongs to, if one is known by its name alone."""
    found = _offices().search(words)
    return _known()[found[0]] if found else ""


@cache
def _known() -> dict[str, str]:
    return {row["office"]: row["country"] for row in table("offices")}


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(_known(), key=len, reverse=True))
    )


def _agency(hit: Hit) -> str:
    """The state whose agency a role names: "Director of the Danish Institute"."""
    group = "role" if hit.has("role") else "role2"
    start, _ = hit.offsets(group)
    of = (s for s in hit.spans(group, "demonym") if _AGENCY.search(hit.reading.plain[start : s.start]))
    return next((s.value for s in of), "")


def _office(hit: Hit, group: str) -> str:
    """The state whose ministry stands behind a role or name: "adviser at the Ministry of Energy of Chile"."""
    ends = hit.offsets("role" if hit.has("role") else "role2")[1]
    place = max(hit.offsets(group)[1], ends)
    found = _PLACE_OF_WORK.match(hit.reading.plain, place)
    labelled = hit.rule.id == "person.name-role" or hit.reading.plain[ends : ends + 1] == ":"
    other = found and found[0][0] == "," and not labelled
    if not found or other:
        return ""
    if not _INSTITUTION.search(found[0]):
        return office_of(found[0])
    behind = _BEHIND.match(hit.reading.plain, found.end())
    reach = behind.end() + _LONGEST if behind else found.end()
    states = hit.reading.within(found.start(), reach, "country", "demonym")
    return next((s.value for s in states if s.start <= (behind or found).end()), office_of(found[0]))


def _seat(hit: Hit) -> str:
    """The state in which somebody is minister: "Minister of Trade in the Republic of Peru"."""
    start, end = hit.offsets("role" if hit.has("role") else "role2")
    found = hit.reading.within(end, end + 60, "country", "demonym")[:1]
    if found and _AIDE.fullmatch(hit.reading.plain, end, found[0].start):
        return found[0].value if _CHIEF.match(hit.reading.plain, found[0].end) else ""
    at_home = found and found[0].kind == "country" and _AT_HOME.search(hit.reading.plain, start, end)
    return found[0].value if at_home and _SEAT.fullmatch(hit.reading.plain, end, found[0].start) else ""
