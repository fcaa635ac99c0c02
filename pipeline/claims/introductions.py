"""The conferences that a document names, or means by a noun alone: "the third one", "its yearly conference"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.gatherings import Told
from pipeline.claims.scene import Scene
from pipeline.records import Mention
from pipeline.values.conferences import LOOSE, Meeting
from pipeline.values.titles import series

_CALLED_AFTER = re.compile(
    r" (?:[a-z]+ |Ministerial ){0,2}(?:[Ss]ummit|[Cc]onference|[Mm]eeting|[Ss]ession|ministerial)\b"
    r"(?! of (?:the )?(?:(?:States|Contracting) )?Parties\b)"
)
#: Before a conference that is no more than an offer.
_OFFERED = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|propos(?:es|ed)|bids?|wants?|wanted|hopes?|wish(?:es|ed)?|would like|applied|ready|"
    r"volunteer(?:s|ed)?) to "
    r"(?:co-)?(?:host|organi[sz]e|hold|stage|convene|receive) (?:the |its |their )?$"
)
#: Behind an offer that came true.
_HELD = re.compile(r"[^.;\n]{0,60}\. (?:It|This|That|The \w+) (?:was (?:held|hosted)|took place|met|went)\b")
#: Before a conference that only something leads up to.
_TOWARDS = re.compile(
    r"\b(?:(?:registrations?|applications?|nominations?|deadlines?|call|bids?|preparatory (?:committee|meeting|"
    r"conference|process)) (?:for|to|of)|"
    r"(?:review|follow-up|anniversary) (?:of|to)) (?:the |its )?$",
    re.I,
)
#: Before a conference that there was not, and behind one that is the first only in some way.
_NONE = re.compile(r"\b[Nn]o $")
_FIRST_THUS = re.compile(r",? (?:in person|face[- ]to[- ]face|since|outside|after)\b")
#: Before a conference that is rather who did what is told.
_AGENT = re.compile(
    r"\b(?:admitted|accepted|approved|adopted|decided|taken|agreed|elected|appointed|endorsed) by (?:the )?$"
)
#: Between a conference and what it is besides: "the Conference, the Union's yearly assembly,".
_APPOSED = re.compile(r", (?:the |its |our )?")
#: What is another conference than the one that a text tells of.
_ANOTHER = re.compile(r"\w+ (?:previous|preceding|next|last)\b", re.I)
#: What began a body, and is of no series.
_FOUNDING = re.compile(r"(?:founding|launch|constitutive|constituent) ", re.I)
#: What a body may have of its own, by number.
_OWNED = frozenset(("summit", "conference", "congress", "assembly", "ministerial"))
_ITS = re.compile(r"\b(?:its|their) $", re.I)
_LAST = re.compile(r"(?:last|next) year's ", re.I)
#: Between "the summit" and its city.
_IN = re.compile(
    r",? (?:(?:is|was|will be|to be) )?(?:held |hosted |took place |takes place |moved |moves |came |comes |went |"
    r"goes |returned |returns |on )*(?:in|to|at) (?:the )?"
)
_HELD_ITS = re.compile(
    r"\b(?:(?:held|holds|hosted|convened|staged|opened|had)|"
    r"(?:met|gathered|came together)(?: in [^,.;]{2,30})? (?:for|at)) (?:its|their) $",
    re.I,
)
#: Behind a conference that is the first for long, not of a series; the words behind a number.
_AGAIN = re.compile(r" (?:in (?:\w+ )?(?:years|decades)|since|of its kind|ever to)\b")
_NUMBERED = re.compile(r"\S+ (?:(?:annual|ever|major) )?((?:[a-z-]+ ){0,2}[a-z]+)$")
#: Nouns that may stand for any conference of a series.
_ANY = frozenset(("edition", "gathering", "series", "one"))
#: The rule for a noun that refers to a conference without a number; how far back that is named.
_OWN = "conference.own"
#: The rule for letters with a number: "COP28".
_LETTERS = "conference.cop"
#: The rule for a number alone.
_ELIDED = "conference.elided"
#: The rule for a name that ends in a common noun: "the UN climate conference".
_LOW = "conference.body-low"
_REACH = 600
#: How far below a heading that names a conference it may be told who came.
_HEADED = 300
#: The rules for what heads a list of conferences.
_LISTS = frozenset(("conference.rows", "conference.table"))


def introduced(scene: Scene) -> list[Told]:
    """Each mention of a conference with what it says by itself; "the second conference" gets the name of its series."""
    told: list[Told] = []
    read_so_far: list[tuple[Meeting, str]] = []
    for mention in scene.of("conference"):
        meeting = Meeting.parse(mention.value)
        before = scene.plain[: mention.start][-60:]
        if (
            (_OFFERED.search(before) and not _HELD.match(scene.plain, mention.end))
            or (_TOWARDS.search(before) and not scene.plain.startswith(" (", mention.end))
            or _NONE.search(before)
            or (meeting.ordinal == 1 and not meeting.named and _FIRST_THUS.match(scene.plain, mention.end))
            or (_AGENT.search(before) and not meeting.ordinal and not _placed(scene, mention))
        ):
            continue
        if told and _repeats(scene, told[-1].mention, mention):
            told[-1] = _joined(told[-1], Told(mention, meeting))
            continue
        if meeting.named:
            if not called_after(scene, mention) and not _FOUNDING.match(meeting.name):
                read_so_far.append((meeting, f"{meeting.name} {mention.text}".lower()))
        else:
            own = _known(scene) if mention.rule_id in _LISTS else []
            meant = (own, read_so_far, _ahead(scene, mention), _anywhere(scene))
            name = _series(meeting, meant)
            by_body = _owned(scene, mention, meeting) if name in ("", meeting.name) else ""
            name = by_body or name or _noun(scene, mention, meeting)
            meeting = replace(meeting, name=name)
        if meeting.name:
            other = _ANOTHER.match(mention.text) is not None
            people = _participants(scene, mention)
            told.append(Told(mention, meeting, days=meeting.days, participants=people, other=other))
    return told


def _placed(scene: Scene, mention: Mention) -> bool:
    """Whether a city follows a conference: "adopted by the Plenary in Lima"."""
    cities = scene.within(mention.end, mention.end + 40, "city")[:1]
    return bool(cities) and _IN.fullmatch(scene.plain, mention.end, cities[0].start) is not None


def _owned(scene: Scene, mention: Mention, meeting: Meeting) -> str:
    """The name of a body's own conference that no other name tells of: "the G7 met for its 44th summit"."""
    start, _ = scene.sentence(mention)
    bodies = scene.within(start, mention.start, "body")[-1:]
    its = _ITS if (meeting.ordinal or 1) > 1 else _HELD_ITS if mention.text.count(" ") == 1 else None
    own = meeting.name.lower() in _OWNED and its and its.search(scene.plain, start, mention.start)
    if not own or not bodies or _AGAIN.match(scene.plain, mention.end):
        return ""
    known = series().get(bodies[0].value, "")
    return known if meeting.name in known.lower().split() else f"{bodies[0].value} {meeting.name}"


def _noun(scene: Scene, mention: Mention, meeting: Meeting) -> str:
    """The words themselves for a numbered conference without a name: "the sixth ministerial summit"."""
    numbered = (
        meeting.ordinal and meeting.name in _OWNED and not _ITS.search(scene.plain[: mention.start][-10:])
    )
    words = _NUMBERED.match(mention.text)
    return words[1] if numbered and words and not _AGAIN.match(scene.plain, mention.end) else ""


def is_noun(told: Told) -> bool:
    """Whether a conference has only the noun that it is told by as name."""
    return told.mention.rule_id == "conference.nth" and told.mention.text.endswith(told.meeting.name)


def _ahead(scene: Scene, mention: Mention) -> list[tuple[Meeting, str]]:
    """The conferences that are named behind a mention in its sentence."""
    return _named(scene.within(mention.end, scene.sentence(mention)[1], "conference"))


def _anywhere(scene: Scene) -> list[tuple[Meeting, str]]:
    """The one series that a document names somewhere, else the one that its main body is known for."""
    named = _named([m for m in scene.of("conference") if not called_after(scene, m)])
    if len({meeting.name for meeting, _ in named}) == 1:
        return named
    return _known(scene)


def _known(scene: Scene) -> list[tuple[Meeting, str]]:
    """The series that the main body of a document is known for."""
    known = series().get(scene.body, "")
    return [(Meeting(None, known, ""), known.lower())] if known else []


def _named(mentions: Sequence[Mention]) -> list[tuple[Meeting, str]]:
    """Those of some conferences that have a name, without their number, with the words that stand for it."""
    named = [(Meeting.parse(m.value), m.text.lower()) for m in mentions]
    lasting = ((one, words) for one, words in named if one.named and not _FOUNDING.match(one.name))
    return [(replace(one, ordinal=None, days=""), words) for one, words in lasting]


def _repeats(scene: Scene, before: Mention, mention: Mention) -> bool:
    """Whether a mention only repeats the one before, by its letters ("Conference of the Parties (COP28)") or a noun
    in its paragraph or the next."""
    between = scene.plain[before.end : mention.start]
    unnumbered = before.value.startswith(" | ")
    if (
        between in (", the ", ", its ")
        and mention.value.endswith(" | series | ")
        and (unnumbered or before.value.startswith(mention.value[:2]))
    ):
        return True
    near = between.count("\n\n") <= 1 and len(between) < _REACH
    beside = {before.rule_id, mention.rule_id} & LOOSE and scene.plain.startswith((",", "."), mention.end)
    beside = beside or (
        mention.rule_id == _LOW and scene.plain.startswith((",", " held", " in "), mention.end)
    )
    nth = Meeting.parse(before.value).ordinal
    apposed = beside and _APPOSED.fullmatch(between)
    return (
        between in (" ", " (")
        or _again(between, mention, nth)
        or bool(apposed)
        or (mention.rule_id == _OWN and near and not _moved(scene, before, mention))
    )


def _again(between: str, mention: Mention, nth: int | None) -> bool:
    """Whether a mention behind a comma is but the letters of the conference of the same number: ", COP28,"."""
    same = mention.rule_id == _LETTERS and Meeting.parse(mention.value).ordinal == nth
    return same and between == ", "


def _moved(scene: Scene, before: Mention, mention: Mention) -> bool:
    """Whether "the summit" is another one than the one before, as it is in another city: "the summit in Tbilisi"."""
    if _LAST.match(mention.text):
        return True
    there = [
        c
        for c in scene.within(mention.end, mention.end + 40, "city")
        if _IN.fullmatch(scene.plain, mention.end, c.start)
    ]
    told = {c.value for c in scene.within(*scene.sentence(before), "city")} - {c.value for c in there}
    return bool(there and told)


def _joined(one: Told, again: Told) -> Told:
    """A conference of two mentions side by side, by the better name: the first, unless it is but a noun's."""
    better = one.mention.rule_id in LOOSE and again.mention.rule_id not in LOOSE | {_ELIDED}
    best = again if better else one
    ordinal = one.meeting.ordinal or again.meeting.ordinal
    if _again(", ", again.mention, ordinal) and one.mention.rule_id != _LETTERS:
        return replace(again, meeting=replace(one.meeting, ordinal=ordinal))
    return replace(best, meeting=replace(best.meeting, ordinal=ordinal))


def _series(meant: Meeting, named: Sequence[Sequence[tuple[Meeting, str]]]) -> str:
    """The name of the conference that a noun can stand for: of a numbered one before, else of the last named.

    Those named before come first, then those behind and elsewhere.

    A noun of its own may still stand for the one of the same number. If there is none, a noun with a capital is a
    name itself, any other none.
    """
    noun = meant.name
    for known in named:
        fit = [m for m, words in known if noun.lower() in _ANY or noun.lower() in words.split()]
        fit = fit or [m for m, _ in known if meant.ordinal and m.ordinal == meant.ordinal]
        if fit:
            return next((m.name for m in fit[::-1] if m.ordinal), fit[-1].name)
    return noun if noun[0].isupper() and noun.lower() not in _ANY else ""


def called_after(scene: Scene, mention: Mention) -> str:
    """The city that a summit is called after, if it is; such a name is no series'."""
    cities = scene.within(mention.start, mention.end, "city")
    return next((c.value for c in cities if _CALLED_AFTER.match(scene.plain, c.end)), "")


def _participants(scene: Scene, mention: Mention) -> tuple[int | None, str | None]:
    """People who came, from this sentence or the one that follows, unless another conference is told there."""
    start, end = scene.sentence(mention)
    _, reach = scene.around(end)
    if "\n" in scene.plain[mention.end : end + 1]:
        reach = mention.end + _HEADED
    others = [m.start for m in scene.within(mention.end, reach, "conference")]
    for quantity in scene.within(start, min([reach, *others]), "quantity"):
        if quantity.value.endswith(" participants"):
            *relation, number, _ = quantity.value.split(" ")
            return int(number), relation[0] if relation else "eq"
    return None, None
