"""Reads who holds an office where these stand in rows: a table with a column of presidents, a list of past chairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values.cells import Cell, Table, table
from pipeline.values.named import Named, singular, title_case, written

#: A name, behind its titles: "H.E. Mr. Ann van der Lee"; and words with a capital that are no person's.
_NAME = re.compile(
    r"(?:(?:Mrs?|Ms|Dr|H\. ?E|Hon|Rt|Prof|Professor|Amb|Ambassador|Sir|Dame|Judge|Lord|Lady|Baroness|"
    r"Captain|(?:Rear |Vice )?Admiral|General|Colonel|Commodore|Senator)\b\.? ?)*"
    r"(?P<name>(?:[^\W\d_a-z][\w'-]+|[^\W\d_a-z][a-z]?\.)"
    r"(?: (?:(?:de|da|dos|du|di|della|van|von|der|den|bin|al|el|la|y) )*[^\W\d_a-z](?:[\w'-]*|\.)(?!\w)){1,4}"
    r"(?:,? Jr\.?)?)"
)
_NO_NAME = re.compile(
    r"\b(?:Minist\w+|Offices?|Department|Government|Council|Commission|Committee|University|Bank|Institute|Republic|"
    r"Kingdom|Unit|Union|To Be|Vacant|Presiden\w+|Secretar\w+|Chair\w*|Vice|Directors?|Delegation|Mission|Embassy|"
    r"Agency|Authority|Centre|Center|Association|Group|Advis[eo]r|Ambassador|Coordinator|Counsell?or|Envoy|Representative|Manager|Officer|Chief|Head|Speaker|Governor|Leader|"
    r"Delegate|Commissioner|Rapporteur|Spokes\w+|Founder|Editor|Expert|Specialist|Human|Rights|National|International|Conference|Session|Summit|Meeting|Assembly|Annual|Online|Palace|"
    r"Hotel|Hall|Building|Foreign|Affairs|Trade|Not|None|The|And|Of|For|Member|States?|North|South|East|West|New|Total|"
    r"Read|More|See|January|February|March|April|June|July|August|September|October|November|December)\b"
)
#: From a name to its state, and from a state to its people.
_OF = re.compile(r"(?: \((?:the )?|, (?:the )?| of (?:the )?| from (?:the )?| - | / )")
_WHO = re.compile(r"(?:: | \(| - |, )")
_AND = re.compile(r"\)?(?:, and | and | & |, |; | / )(?=\S)")
#: What else may stand beside a name in its row: years, and words about them.
_BESIDE = re.compile(
    r"(?:[\W\d_]|\b(?:since|until|from|to|till|present|today|now|date|acting|interim|ad|elected|in|and|current|ongoing|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|COP|st|nd|rd|th)\b)*"
)
#: Titles of columns.
_ROLE = re.compile(
    r"\W*(?:roles?|titles?|functions?|positions?|offices?|posts?|capacity|designation|rank)\W*", re.I
)
_STATE = re.compile(
    r"\W*(?:(?:member )?(?:countr(?:y|ies)|states?|governments?|part(?:y|ies))|nationality|from|for|of|delegation|"
    r"economy|(?:on )?behalf(?: of)?|sign(?:ed|ing) for|represent(?:s|ing)|signator(?:y|ies)|members?)\W*", re.I
)  # fmt: skip
#: What a column of names tells of the office by itself, and the heading over a table that tells it.
_BY = {"chaired by": "Chair", "presided by": "President", "presided over by": "President", "led by": "head"}
_OVER = re.compile(
    r"\W*(?:(?:the|our|its|list of|past|former|all)\b ?)*((?:[A-Z][\w-]+ )?(?:(?:vice-?|co-)?(?:presidents|chair\w*s|"
    r"chairmen)|heads of (?:delegation|mission)|(?:secretaries|directors)[- ]general|executive secretaries|"
    r"(?:foreign )?ministers|ambassadors|rapporteurs|commissioners|governors)(?: of (?:the )?[\w ]{3,50})?)[^.]{0,40}",
    re.I,
)
_THEN = re.compile(r"(?:former|outgoing|incoming|then|current) ", re.I)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Holder:
    """A name in a row: where it stands, and the state that is told right beside it."""

    start: int
    end: int
    state: str


def read(hit: Hit) -> Iterator[Span]:
    """The persons of a column of names, or of a list under the name of their office."""
    if hit.rule.id == "person.roll":
        yield from _roll(hit)
    elif found := table(hit):
        yield from _column(hit, found)


def _roll(hit: Hit) -> Iterator[Span]:
    """Those who are listed line by line under the plural of an office, each with a state or a year."""
    plain, start = hit.reading.plain, hit.offsets()[1]
    role = singular(_THEN.sub("", hit.words("head")))
    while start < len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        holders = _holders(hit.reading, start, end)
        if not holders or not (any(h.state for h in holders) or re.search(r"\d{4}", plain[start:end])):
            return
        yield from (_span(hit, h, role, h.state) for h in holders)
        start = end + 1


def _column(hit: Hit, found: Table) -> Iterator[Span]:
    """The persons of a column under their office or under "Name", each with the state and role of the row."""
    reading = hit.reading
    titles = [reading.plain[cell.start : cell.end] for cell in found.header]
    roles = next((i for i, title in enumerate(titles) if _ROLE.fullmatch(title)), None)
    states = next(
        (i for i, title in enumerate(titles) if _STATE.fullmatch(title) and _has_states(reading, found, i)),
        None,
    )
    rows = [(row, _holders(reading, row[found.column].start, row[found.column].end)) for row in found.rows]
    if sum(bool(holders) for _, holders in rows) * 2 < max(len(rows), _FEWEST):
        return
    office = singular(hit.words("office")) or _BY.get(hit.words("head").lower(), "")
    if not office and roles is None:
        over = _OVER.fullmatch(reading.plain[: found.start].rstrip().rpartition("\n")[2])
        office = singular(over[1]) if over else ""
    for row, holders in rows:
        role = office or (_role(reading, row[roles]) if roles is not None else "")
        beside = [row[i] for i in (states, roles) if i is not None]
        own = next((s.value for cell in beside for s in cell.spans(reading, "country", "demonym")), "")
        yield from (_span(hit, h, role, h.state or own) for h in holders if role)


def _has_states(reading: Reading, found: Table, column: int) -> bool:
    """Whether a column holds states at all: "From" may be a year's."""
    return any(row[column].spans(reading, "country", "demonym") for row in found.rows)


def _role(reading: Reading, cell: Cell) -> str:
    """The words of a cell for a role, without the state behind them."""
    states = [s for s in cell.spans(reading, "country") if s.end == cell.end]
    words = reading.plain[cell.start : states[0].start if states else cell.end]
    return re.sub(r"(?:,| of| for| from|of the) ?(?:the )?$", "", words).strip(" (,")


def _span(hit: Hit, holder: _Holder, role: str, state: str) -> Span:
    role = title_case(role) if role.isupper() and len(role) > 5 else role
    name = written(hit.reading.text[holder.start : holder.end])
    value = str(Named(name, " ".join(role.split()), state))
    return Span(hit.rule.kind, holder.start, holder.end, value, hit.rule.id)


def _holders(reading: Reading, start: int, end: int) -> list[_Holder]:
    """The persons that a line or cell is made of; none if it holds anything else but states and years."""
    plain = reading.plain
    found: list[_Holder] = []
    own, at = _leading(reading, start, end)
    while name := _NAME.match(plain, at, end):
        first, last = name.span("name")
        if _NO_NAME.search(name["name"]) or reading.within(first, last, "country", "body", "date"):
            return []
        behind = reading.within(last, end, "country")[:1]
        state = next((s for s in behind if _OF.fullmatch(plain, last, s.start)), None)
        found.append(_Holder(first, last, state.value if state else own))
        at = state.end if state else last
        link = _AND.match(plain, at, end)
        if not link or not _NAME.match(plain, link.end(), end):
            break
        at = link.end()
    return found if found and _BESIDE.fullmatch(plain, at, end) else []


def _leading(reading: Reading, start: int, end: int) -> tuple[str, int]:
    """The state that a row begins with, if it does, and where its first name stands."""
    first = _BESIDE.match(reading.plain, start, end)
    at = first.end() if first else start
    for state in reading.within(at, end, "country")[:1]:
        link = _WHO.match(reading.plain, state.end, end)
        if state.start == at and link:
            return state.value, link.end()
    return "", at
