"""Reads a named person with a role as `Margus Tsahkna | Foreign Minister | EST`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, longest
from pipeline.rulebook import table
from pipeline.values import officers
from pipeline.values.named import Named, singular, title_case, written
from pipeline.values.offices import office, office_of

#: What a name belongs to when it isn't a person's: "the Kofi Annan Centre".
_NAMED_AFTER = re.compile(
    r"(?:'s?)? (?:Cent(?:re|er)|Institute|School|Foundation|Prize|Award|Airport|Avenue|Street|University|Library|Hall|"
    r"Building|Fund|Fellowship|Bridge|Square)\b", re.I
)  # fmt: skip
#: "Tallinn, Caspar Veldkamp, Minister of ..., Margus Tsahkna": the role belongs to the name before it.
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w'-]+ (?:\w+ )?[^\W\d_a-z][\w'-]+,(?: (?!whose\b|its\b)\w+)? $")
_PAST = re.compile(r"^(?:(?:the|then|former|outgoing|ex|my|our|own)[ -])+", re.I)
#: A body that goes by its head: "the UN High Commissioner for Refugees".
_PERSONAL = re.compile(r"\bHigh Commissioner\b")
#: Letters after a name that tell of honours and seats.
_HONOURS = re.compile(r"(?: (?:[KQS]\.?C|M\.?P|M[ES]P|T\.?D|J\.?P|[COM]BE|[KD]BE|K?CMG|Ph\.?D|PC)\.?)+$")
#: The end of a sentence behind a short surname, which is no initial: "Minister Li Na."
_POINT = re.compile(r"(?<= [A-Z][a-z])\.$(?<![JS]r\.)")
#: Behind a name: what this person was before, or is besides.
_FORMERLY = re.compile(
    r"(?: of [^,.;\n]{3,30})?(?:(?:,? (?:himself |herself )?(?:an?|the)|,) (?:former(?:ly)?|ex-|one-time|previously)|"
    r",? who (?:is|was) also\b)"
)
#: The name of an organisation before a role ("Council Vice-President"): words with a capital, none that begins a
#: sentence, no headline's verb, no other role.
_LEAD = re.compile(
    r"(?<![\w'.-])(?:(?!(?:The|This|That|These|Those|At|In|On|For|From|To|Of|By|With|Under|During|After|Before|Since|When|"
    r"While|Where|As|Until|Ahead|Also|And|But|Or|Both|Then|Thus|Here|There|Her|His|Its|Our|Their|He|She|It|We|They|Former|"
    r"Today|Yesterday|Tomorrow|However|Together|Photo|Source|Excellency|Majesty|Honou?rable|HE|Mrs?|Ms|Dr|Minister|"
    r"President|Secretary|Ambassador|Attends?|Visits?|Meets?|Says|Said|Opens?|Signs?|Welcomes?|Joins?|Hosts?|Thanks|"
    r"Calls?|Receives?|Urges?|Leads?|Becomes|Praises?|Appoints?|Elects?|Names?|(?!Acting )\w+(?:ing|ly|day)|"
    r"January|February|March|April|May|June|July|August|September|October|November|December) )"
    r"[^\W\d_a-z][\w'&-]*(?<!'s) ){1,4}$"
)
#: Between a role and the body that it is in: "President of the NDB".
_IN = re.compile(r",? ?(?:of|for|from|at)\b.*", re.S)
#: Before the state at the end of an office ("Tecnología de Costa Rica").
_OF = re.compile(r"\b(?:del?|du|da|do|of) $")
_BRACKETS = re.compile(r" \([^)]*\)")
#: What owns the role behind it.
_SEAT = re.compile(r"(?:[^\W\d_a-z][\w'-]* )*[^\W\d_a-z][\w'-]* $")
#: The rules that read tables and lists.
_ROWS = frozenset(("person.column", "person.roll"))
#: Roles in a state, which go before what somebody is besides: "Prime Minister Ann Lee of Peru, our co-chair".
_OF_STATE = re.compile(r"(?:\w+ )*Minister\b|(?:Vice )?President$", re.I)
_STATES = ("state", "state2", "state3", "state4", "state5", "state6")
#: A name at the end of a run of words with capitals, and how many characters a role needs before it.
_NAME_IN_RUN = re.compile(
    r"(?<![,&.:])(?<!\band)(?<!\bof)(?<!\bfor)(?<!\bon)(?<!\bthe) (?P<name>(?P<given>[^\W\d_a-z][\w'-]+)"
    r"(?: (?:(?:de|da|van|von|der|den|bin|al|el|la|dos|di) )*[^\W\d_a-z](?:\.|[\w'-]+)){1,4})(?= and |, |\.?$| of )"
)
_SHORTEST = 3
#: A title between a role and the name: "chair of the Council, Ambassador".
_TITLE = re.compile(r", (?:Ambassador|Senator|Professor|Minister|Judge|Dame|Sir)$")
#: Who one is by whom something was so led.
_CHAIRED = {"chaired": "Chair", "presided over": "President", "facilitated": "Facilitator"}
_BRACKETED = re.compile(
    r" \((?:(?:Mr|Mrs|Ms|Dr|H\.E)\.? )*(?P<name>[^\W\d_a-z][\w'.-]+(?: (?:[a-z]{2,3} ){0,2}[^\W\d_a-z][\w'.-]*){1,4})\)"
)


def read(hit: Hit) -> Iterable[Span]:
    """The person, or each of several, with the state or body beside the role."""
    if hit.rule.id in _ROWS:
        yield from officers.read(hit)
        return
    if hit.rule.id == "person.role-run":
        yield from _behind_run(hit)
        return
    if hit.rule.id == "person.chaired":
        yield from _in_the_chair(hit)
        return
    if hit.rule.id in ("person.two", "person.surname", "person.series", "person.list-role", "person.handed"):
        yield from _several(hit)
        return
    group = "name" if hit.has("name") else "name_b"
    role = _role(hit)
    party = _party(hit, *_STATES) or office(hit, group) or office_of(role) or _seat_before(hit)
    if hit.rule.id != "person.role-name" or _fits(hit, "role" if hit.has("role") else "role2"):
        yield from _person(hit, group, role, party)


def _seat_before(hit: Hit) -> str:
    """The state whose seat of government owns the role: "Downing Street's adviser", "White House spokesman"."""
    start = hit.offsets("role" if hit.has("role") else "role2")[0]
    owner = _SEAT.search(hit.reading.plain, max(0, start - 60), start)
    return office_of(owner[0]) if owner else ""


def _fits(hit: Hit, group: str) -> bool:
    """Whether a role can be that of the name behind it: no body's name, and not that of a name before it."""
    start, end = hit.offsets(group)
    words, before = hit.reading.plain[start:end], hit.reading.plain[max(0, start - 60) : start]
    if [(s.start, s.end) for s in hit.spans(group, "body")] == [(start, end)]:
        return _PERSONAL.search(words) is not None
    return group == "role" or not _NAME_BEFORE.search(before)


def _behind_run(hit: Hit) -> Iterator[Span]:
    """A person right behind a role whose last words nobody knows: the name begins with a given name."""
    start, end = hit.offsets("run")
    words = hit.reading.plain[start:end]
    for found in _NAME_IN_RUN.finditer(words):
        if found["given"] in _given() and found.start() > _SHORTEST:
            role = _TITLE.sub("", hit.reading.text[hit.offsets("role")[0] : start + found.start()])
            role = _tidy(role, _begins(hit))
            party = _party(hit, *_STATES) if not words[found.end() :] else _party(hit, "state")
            first, last = start + found.start("name"), start + found.end()
            value = str(Named(written(hit.reading.text[first:last]), role, party))
            yield Span(hit.rule.kind, first, last, value, hit.rule.id)
            return


@cache
def _given() -> frozenset[str]:
    """The given names that are known."""
    return frozenset(row["name"] for row in table("given_names"))


def _several(hit: Hit) -> Iterator[Span]:
    """Persons who share a role; a list of as many states gives each one its own."""
    if hit.rule.id == "person.series" and hit.has("states"):
        yield from _inside(hit)
        return
    order = "acb" if hit.rule.id in ("person.two", "person.surname") else "abcde"
    groups = [g for x in order if hit.has(g := "name" if x == "a" else f"name_{x}")]
    shared = [c for g in ("states", "states2") for s in hit.spans(g, "roster") for c in s.value.split("|")]
    shared += [s.value for s in hit.spans("peoples", "demonym")]
    role = singular(_role(hit))
    for i, group in enumerate(groups):
        mark = group.removeprefix("name") or "_a"
        own = _party(hit, f"state{mark}", f"state{mark}2") or _party(hit, *_STATES)
        yield from _person(hit, group, role, own or (shared[i] if len(shared) == len(groups) else ""))


def _in_the_chair(hit: Hit) -> Iterator[Span]:
    """Those by whom something was chaired, each with a state: "co-chaired by Ann Lee (Peru) and Max Roe (Chad)"."""
    role = _CHAIRED[hit.words("role").lower().removeprefix("co-")]
    role = f"Co-{role.lower()}" if hit.words("role").lower().startswith("co-") else role
    for mark in "abc":
        group = "name" if mark == "a" else f"name_{mark}"
        if hit.has(group) and (party := _party(hit, f"state_{mark}", f"state_{mark}2")):
            yield from _person(hit, group, role, party)


def _party(hit: Hit, *groups: str) -> str:
    """The code of the state, else of the body, in one of some groups."""
    found = [s for g in groups for s in hit.spans(g, "country", "demonym", "body")]
    countries = [s for s in found if s.kind != "body"]
    lists = [s for g in groups for s in hit.spans(g, "roster") if _ends_line(hit, s)]
    return "".join(s.value.split("|")[0] for s in (countries or found or lists)[:1])


def _inside(hit: Hit) -> Iterator[Span]:
    """The persons in brackets behind the states of a list: "the ministers of Iceland (Ann Lee), Latvia (Max Roe)"."""
    role = singular(_role(hit))
    for state in hit.reading.within(*hit.offsets("states"), "country"):
        if found := _BRACKETED.match(hit.reading.plain, state.end):
            named = Named(written(found["name"]), role, state.value)
            yield Span(hit.rule.kind, *found.span("name"), str(named), hit.rule.id)


def _ends_line(hit: Hit, roster: Span) -> bool:
    """Whether the first country of what looks like a list ends a line or is the role's, the next one the text's."""
    first = hit.reading.within(roster.start, roster.end, "country")[0]
    return roster in hit.spans("state2", "roster") or hit.reading.plain[first.end : first.end + 1] == "\n"


def _role(hit: Hit) -> str:
    """The role as worded without the state: with the body, unless that stands apart ("CERN's Director-General")."""
    group = "role" if hit.has("role") else "role2"
    start, end = hit.offsets(group)
    plain, text = hit.reading.plain, hit.reading.text
    role = text[start:end]
    for body in (s for g in _STATES for s in hit.spans(g, "body")):
        if body.end < start and plain[body.end : start] == " ":
            role = f"{text[body.start : body.end]} {role}"
        elif body.start >= end and _IN.fullmatch(plain[end : body.end]):
            role += text[end : body.end]
    if hit.rule.id == "person.role-name" and (lead := _LEAD.search(plain, max(0, start - 60), start)):
        role = lead[0] + role
    return _tidy(_BRACKETS.sub("", role) + (hit.words("to") or hit.words("to2")), _begins(hit))


def _begins(hit: Hit) -> bool:
    """Whether the role begins its sentence, and so has a capital that isn't its own."""
    start = hit.offsets("role" if hit.has("role") else "role2")[0]
    return hit.reading.sentence(start)[0] == start


def _tidy(role: str, begins: bool = False) -> str:
    role = _PAST.sub("", " ".join(role.split()))
    if begins and " " in role and role[1:].islower():
        role = role[0].lower() + role[1:]
    return title_case(role) if role.isupper() and len(role) > 5 else role


def _person(hit: Hit, group: str, role: str, party: str) -> Iterator[Span]:
    """A person, unless the name is a place's or stands for something named after them."""
    start, end = hit.offsets(group)
    words = hit.reading.text[start:end]
    name = re.sub(r"['’]s?$", "", words)
    if not _is_person(hit, group, len(name)) or _NAMED_AFTER.match(hit.reading.plain, start + len(name)):
        return
    name = _POINT.sub("", _HONOURS.sub("", name))
    state = hit.spans(group, "country")[:1]
    if state and state[0].start == start and state[0].value == party and name.count(" ") > 1:
        start = state[0].end + 1
        name = hit.reading.text[start : start + len(name) - (start - hit.offsets(group)[0])]
    named = Named(written(name), role, party)
    yield replace(hit.span(str(named), group), start=start, end=start + len(name))


def _is_person(hit: Hit, group: str, length: int) -> bool:
    """Whether a name isn't made of places and peoples alone, nor of what only looks like a country's."""
    traps = hit.spans(group, "trap")
    places = hit.spans(group, "city", "country", "demonym")
    start, end = hit.offsets(group)
    owner = any(_OF.search(hit.reading.plain[start : s.start]) and s.end == end for s in places)
    return (
        not owner
        and all(t.value == "person" for t in traps)
        and sum(s.end - s.start for s in places) < length - 2
    )


def _was(reading: Reading, span: Span) -> bool:
    """Whether a person's role is one that was theirs before, or is besides, told behind the name."""
    past, role = _FORMERLY.match(reading.plain, span.end), Named.parse(span.value).role
    return past is not None and reading.text.find(role, past.end(), past.end() + len(role) + 20) >= 0


def _since(reading: Reading, span: Span) -> bool:
    """Whether a role is one that the sentence gives the person: "elected Ann Lee as its Chair"."""
    role = reading.text.find(Named.parse(span.value).role, span.end, span.end + 120)
    return (
        role >= 0 and re.fullmatch(r"[^,(\n]* as (?:\w+ ){0,2}", reading.plain[span.end : role]) is not None
    )


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """One reading for each name: the one that knows the state, and most of the role."""
    ranked = sorted(
        spans,
        key=lambda s: (
            s.rule not in _ROWS,
            _was(reading, s),
            not Named.parse(s.value).party,
            _since(reading, s),
            not _OF_STATE.match(Named.parse(s.value).role),
            -len(s.value),
            s.start,
        ),
    )
    return longest(ranked)
