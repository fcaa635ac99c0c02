"""Conference claims: a named conference with the place, days, theme and participants that its sentences give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.claims.gatherings import Told, merge, take
from pipeline.claims.hosts import home, host, lies_in
from pipeline.claims.lending import lent
from pipeline.claims.occasions import Anchor, anchors, pairs
from pipeline.claims.scene import Scene
from pipeline.claims.series import chained, dealt
from pipeline.claims.settings import Setting, settings
from pipeline.edtf import bounds
from pipeline.records import ConferenceClaim, Mention, make_id
from pipeline.values.conferences import LOOSE, Meeting

_THEME = re.compile(r"^[^.\"]{0,60}?\"([^\"]{8,160})\"")
_CALLED_AFTER = re.compile(
    r" (?:[a-z]+ |Ministerial ){0,2}(?:[Ss]ummit|[Cc]onference|[Mm]eeting|[Ss]ession|ministerial)\b"
)
_OPENS = re.compile(
    r"\b(?:open(?:s|ed|ing)?|resum(?:es|ed|ing)|beg[aiu]ns?|beginning|start(?:s|ed|ing)?|kick(?:s|ed)? off|"
    r"conven(?:es|ed))\b"
)
_CLOSES = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|ends?|ended|an end|concludes?|concluded|finish(?:es|ed)?)"
    r"(?: in [^.;]{1,40}?)?(?: on)?(?: the)? $"
)
#: How far behind its sentence the close of a conference may be told, in characters.
_NEAR = 160
_MET = re.compile(
    r"\b(?:met|gathered|convened|assembled|came together|meeting|gathering)\s+(?:in|at|on)\s+$", re.I
)
_THERE = re.compile(r"[^.;]{0,40}\b(?:held|met|took place|opened|convened|gathered) there\b")
#: Before a conference that is no more than an offer.
_OFFERED = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|propos(?:es|ed)|bids?|wants?|wanted|hopes?|wish(?:es|ed)?|would like|applied|ready|"
    r"volunteer(?:s|ed)?) to "
    r"(?:co-)?(?:host|organi[sz]e|hold) (?:the |its |their )?$"
)
#: Before a conference that only something leads up to.
_TOWARDS = re.compile(
    r"\b(?:registrations?|applications?|nominations?|deadlines?|call|bids?) (?:for|to) (?:the |its )?$", re.I
)
#: Before a conference that is rather who did what is told.
_AGENT = re.compile(
    r"\b(?:admitted|accepted|approved|adopted|decided|taken|agreed|elected|appointed|endorsed) by (?:the )?$"
)
#: Between a conference and what it is besides: "the Conference, the Union's yearly assembly,".
_APPOSED = re.compile(r", (?:the |its |our )?")
#: What is another conference than the one that a text tells of.
_ANOTHER = re.compile(r"\w+ (?:previous|preceding|next|last)\b", re.I)
#: What a body may have of its own, by number.
_OWN = frozenset(("summit", "conference", "congress", "assembly", "ministerial"))
_ITS = re.compile(r"\b(?:its|their) $", re.I)
#: Nouns that may stand for any conference of a series.
_ANY = frozenset(("edition", "gathering", "series", "one"))


def read(scene: Scene) -> Iterator[ConferenceClaim]:
    """The conferences that a document tells of with a place or a date, each once."""
    told, parts = dealt(scene, _introduced(scene))
    if not told:
        return
    found = settings(scene, sorted([*(t.mention for t in told), *parts], key=lambda m: m.start))
    alone = len({t.meeting.name for t in told}) == 1
    spoken = anchors(scene, [t.mention for t in told], alone)
    used: set[int] = set()
    for _, i, j in sorted(pairs(scene, spoken, found)):
        owner = spoken[i].owner
        if j not in used and (better := take(told[owner], found[j])):
            told[owner] = better
            used.add(j)
            told += chained(scene, better, found[j:], found[j::-1])
    if len({t.meeting for t in told}) == 1 and not any(t.city or t.days for t in told):
        told[0] = next((t for s in found if (t := _met(scene, told[0], s))), told[0])
    told = _hosted(scene, told, spoken)
    for one in merge(lent(scene, _whole(scene, _by_name(scene, t))) for t in told):
        place = one.city or one.country
        if (one.days and place) or (one.mention.rule_id not in LOOSE and (one.days or place)):
            yield _claim(scene, one)


def _hosted(scene: Scene, told: list[Told], spoken: Sequence[Anchor]) -> list[Told]:
    """The conferences with the country of their host, and the city in it that a neighbouring sentence names."""
    for i, one in enumerate(told):
        if one.nth and (country := host(scene, one.mention.start, one.mention.end, one.city)):
            told[i] = replace(one, country=country if lies_in(one.city, country) else None)
    for anchor in spoken:
        if not told[anchor.owner].country:
            country = host(scene, anchor.start, anchor.end, told[anchor.owner].city)
            told[anchor.owner] = replace(told[anchor.owner], country=country)
    return [
        t if t.city else replace(t, city=home(scene, t.mention.start, t.country) or _there(scene, t))
        for t in told
    ]


def _introduced(scene: Scene) -> list[Told]:
    """Each mention of a conference with what it says by itself; "the second conference" gets the name of its series."""
    told: list[Told] = []
    read_so_far: list[tuple[Meeting, str]] = []
    for mention in scene.of("conference"):
        meeting = Meeting.parse(mention.value)
        before = scene.plain[: mention.start][-60:]
        if (
            _OFFERED.search(before)
            or _TOWARDS.search(before)
            or (_AGENT.search(before) and not meeting.ordinal)
        ):
            continue
        if told and _repeats(scene, told[-1].mention, mention):
            told[-1] = _named(told[-1], Told(mention, meeting))
            continue
        if meeting.named:
            if not _called_after(scene, mention):
                read_so_far.append((meeting, f"{meeting.name} {mention.text}".lower()))
        else:
            series = _series(meeting, read_so_far or _ahead(scene, mention))
            meeting = replace(meeting, name=series or _owned(scene, mention, meeting))
        if meeting.name:
            other = _ANOTHER.match(mention.text) is not None
            people = _participants(scene, mention)
            told.append(Told(mention, meeting, days=meeting.days, participants=people, other=other))
    return told


def _owned(scene: Scene, mention: Mention, meeting: Meeting) -> str:
    """The name of a body's own conference that no other name tells of: "the G7 met for its 44th summit"."""
    start, _ = scene.sentence(mention)
    bodies = scene.within(start, mention.start, "body")[-1:]
    own = (
        (meeting.ordinal or 1) > 1 and meeting.name in _OWN and _ITS.search(scene.plain, start, mention.start)
    )
    return f"{bodies[0].value} {meeting.name}" if own and bodies else ""


def _ahead(scene: Scene, mention: Mention) -> list[tuple[Meeting, str]]:
    """The conferences that are named behind a mention in its sentence."""
    found = scene.within(mention.end, scene.sentence(mention)[1], "conference")
    return [(one, m.text.lower()) for m in found if (one := Meeting.parse(m.value)).named]


def _repeats(scene: Scene, before: Mention, mention: Mention) -> bool:
    """Whether a mention only repeats the one before by its letters: "Conference of the Parties (COP28)"."""
    between = scene.plain[before.end : mention.start]
    beside = {before.rule_id, mention.rule_id} & LOOSE and scene.plain.startswith((",", "."), mention.end)
    return between in (" ", " (") or bool(beside and _APPOSED.fullmatch(between))


def _named(one: Told, again: Told) -> Told:
    """A conference of two mentions side by side, by the better name: the first, unless it is but a noun's."""
    best = again if one.mention.rule_id in LOOSE and again.mention.rule_id not in LOOSE else one
    ordinal = one.meeting.ordinal or again.meeting.ordinal
    return replace(best, meeting=replace(best.meeting, ordinal=ordinal))


def _series(meant: Meeting, before: Sequence[tuple[Meeting, str]]) -> str:
    """The name of the conference that a noun can stand for: of a numbered one before, else of the last named.

    A noun of its own may still stand for the one of the same number. If there is none, a noun with a capital is a
    name itself, any other none.
    """
    noun = meant.name
    fit = [m for m, words in before if noun.lower() in _ANY or noun.lower() in words.split()]
    fit = fit or [m for m, _ in before if meant.ordinal and m.ordinal == meant.ordinal]
    known = (m.name for m in (*[m for m in fit if m.ordinal][::-1], *fit[::-1]))
    return next(known, noun if noun[0].isupper() and noun.lower() not in _ANY else "")


def _there(scene: Scene, told: Told) -> str | None:
    """The one city of the sentence before, if the conference "was held there"."""
    start, end = scene.sentence(told.mention)
    before = scene.within(scene.around(max(0, start - 2))[0], start, "city")
    there = _THERE.match(scene.plain[told.mention.end : end])
    return before[0].value if there and len(before) == 1 else None


def _met(scene: Scene, told: Told, setting: Setting) -> Told | None:
    """The one conference of a document, if a setting tells where and when "the members met"."""
    before = scene.plain[max(0, setting.start - 30) : setting.start]
    apart = not scene.within(*scene.around(setting.start), "conference")
    whole = apart and setting.city and setting.date and _MET.search(before)
    return take(told, setting) if whole else None


def _whole(scene: Scene, told: Told) -> Told:
    """The days from opening to close where they are told apart: "opens on Monday and closes on 29 April"."""
    start, end = scene.sentence(told.mention)
    others = [m.start for m in scene.within(told.mention.end, end + _NEAR, "conference")]
    days = [d for d in scene.within(start, min([end + _NEAR, *others]), "date") if d.date_start == d.date_end]
    close = [d for d in days if _CLOSES.search(scene.plain[max(start, d.start - 30) : d.start])]
    opening = [d for d in days if _OPENS.search(scene.plain[max(start, d.start - 70) : d.end + 20])]
    spans = [f"{a.value}/{b.value}" for a in opening for b in close if a.value < b.value]
    mine = [s for s in spans if not told.days or told.days in s]
    return replace(told, days=mine[0]) if mine else told


def _by_name(scene: Scene, told: Told) -> Told:
    """The city that a summit is called after is its place: "the Bucharest summit"."""
    city = _called_after(scene, told.mention)
    return replace(told, city=told.city or city) if city else told


def _called_after(scene: Scene, mention: Mention) -> str:
    """The city that a summit is called after, if it is; such a name is no series'."""
    cities = scene.within(mention.start, mention.end, "city")
    return next((c.value for c in cities if _CALLED_AFTER.match(scene.plain, c.end)), "")


def _claim(scene: Scene, told: Told) -> ConferenceClaim:
    mention, document = told.mention, scene.document
    first, last = (bounds(told.days) if told.days else None) or (None, None)
    count, relation = told.participants
    theme = _THEME.match(scene.plain[mention.end : scene.sentence(mention)[1]])
    body, _ = scene.body_of(mention)
    return ConferenceClaim(
        make_id("conference", mention.mention_id, *([told.nth] if told.nth else [])),
        document.doc_id,
        mention.mention_id,
        body or None,
        told.meeting.name,
        told.meeting.ordinal,
        theme[1].strip(" ,") if theme else None,
        told.city,
        told.country,
        told.days or None,
        first,
        last,
        count,
        relation,
        mention.sentence,
    )


def _participants(scene: Scene, mention: Mention) -> tuple[int | None, str | None]:
    """People who came, from this sentence or the one that follows, unless another conference is told there."""
    start, end = scene.sentence(mention)
    _, reach = scene.around(end)
    others = [m.start for m in scene.within(mention.end, reach, "conference")]
    for quantity in scene.within(start, min([reach, *others]), "quantity"):
        if quantity.value.endswith(" participants"):
            *relation, number, _ = quantity.value.split(" ")
            return int(number), relation[0] if relation else "eq"
    return None, None
