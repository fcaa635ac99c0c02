"""Reads the name of a conference as `4 | Freedom Online Conference | 2014`: number, name and days, each if given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, longest
from pipeline.values import editions
from pipeline.values.placetables import of_places
from pipeline.values.titles import noun, series, title

_PLURAL = re.compile(
    r"(?<=[Aa]ssembl)ies(?= of |$)|(?<=[Cc]ongress)es(?= of |$)|(?<=[a-z])s(?= (?:of|on|for|against|to) |$)"
)
_SO_MANY = re.compile(r"^(?:all|both|two|three|four|five|six|seven|eight|nine|ten|\d+) (?=\S+ )", re.I)
#: Bodies of which each yearly meeting goes by the body's own name.
_GATHERS = re.compile(
    r"(?:(?:Health|Environment) Assembly|Forum|Summit|Conference|Symposium|Dialogue|Congress|IGF)(?: \([^)]*\))?$|"
    r"\bConference on (?!Disarmament)", re.I
)  # fmt: skip
#: Assemblies and congresses that sit all the time, unless the words number this one; organs that merely meet.
_ORGAN = re.compile(
    r"\b(?:General|National|Parliamentary|Federal|Legislative|Constituent|Local|State) Assembly\b|"
    r"^(?:(?!Plenary)\S+ )?Assembly\b|^(?:General|National) (?:Conference|Congress)\b(?! on\b)|^(?:\S+ )?Congress$|"
    r"^Conference of (?:the )?Parties$", re.I
)  # fmt: skip
_SESSION = re.compile(
    r"\b(?:(?<!Ministerial )Council|Committee|Board|Bureau|Commission|Cabinet|Group|Force|Press|Party) "
    r"(?:Meeting|Retreat|Dialogue)\b|"
    r"^Meeting of (?:the )?(?:\w+ ){0,3}?(?:Committee|Bureau|Group|Force|Experts)\b|\bHotel\b", re.I
)  # fmt: skip
#: The letters that a conference goes by, with its number or not: "(COP-5)".
_LETTERS = re.compile(r" \(((?=\w*[A-Z]\w*[A-Z])[A-Za-z]{2,10}?)(?:[- ]?(\d{1,4}|[XVIL]+))?\)")
#: The name in full before its letters in brackets: "Conference of the Contracting Parties (COP)".
_SPELLED = (
    r"\b((?:(?!The )[A-Z][\w'-]+ ){0,4}(?:Conference|Meeting|Assembly|Summit|Congress|Forum)"
    r"(?: (?:of|on|for|to|in|and)(?: the)?(?: [A-Z][\w'-]+)+)*)"
)
#: Organs of all members.
_ORGANS = re.compile(
    r"\b(?:Assembl(?:y|ies)|Congress|Council of (?:Members|Parties|Representatives|Governors)|General Conference|"
    r"Parties|Ministers|Ministerial Council|Council on|Governors|Authority|Session)\b",
    re.I,
)
#: Organs that sit all the year, whose sittings nobody calls a conference.
_STANDING = re.compile(
    r"\b(?:Human Rights|Security|Economic and Social|Executive|Trusteeship|European) (?:Council|Commission)"
    r"(?: (?:meeting|session))?$", re.I
)  # fmt: skip
#: What meets by its own name: "the annual meeting of the Council on Fisheries".
_OF_ORGAN = re.compile(r" of (?:the |our )?(?:Council|Conference|Committee|Commission|Board)\b")
_SITS = re.compile(
    r"\b(?:Council|Commission)(?: of .*)?$|"
    r"(?=\S+ \S+ \S+ )\S.*\b(?:Council|Commission|Committee)(?: (?:of|on|for) .*)? (?:meeting|session)$"
)
_YEARLY = re.compile("(?:annual|ordinary|regular|extraordinary|special|plenary|biennial) ", re.I)
_MEETING = re.compile(r" (?:meeting|session)$")
#: The rules for meetings without a name of their own, which are conferences if place and days are told.
LOOSE = frozenset(f"conference.{rule}" for rule in "owned-generic own-session generic-of own cell".split())
#: A conference that goes by its body alone: "conference of the Coalition", "its annual conference".
_BARE = re.compile(
    r"(?:(?:annual|yearly|global|international) )*(?P<noun>conference|summit)s?(?: of(?: the)?)?", re.I
)
_NAMES = ("name", "name2", "name3", "name4", "name5", "name6", "name7")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference as it stands in a mention's value; the name `conference` alone means the series spoken of."""

    ordinal: int | None
    name: str
    days: str

    def __str__(self) -> str:
        return f"{self.ordinal or ''} | {self.name} | {self.days}"

    @classmethod
    def parse(cls, value: str) -> Meeting:
        """The inverse of `str`."""
        ordinal, name, days = value.split(" | ")
        return cls(int(ordinal) if ordinal else None, name, days)

    @property
    def named(self) -> bool:
        """Whether it has a name of its own and not just a noun."""
        return " " in self.name or any(letter.isupper() for letter in self.name[1:])


def read(hit: Hit) -> Iterable[Span]:
    """One conference; a year or date within its name is taken out of it, an owner's full name becomes its code."""
    if hit.rule.id == "conference.several":
        yield from _several(hit)
        return
    if hit.rule.id == "conference.table" and not of_places(hit):
        return
    ordinal = editions.ordinal(hit)
    if not any(hit.has(group) for group in _NAMES):
        number = "nth2" if hit.has("nth2") else "ordinal"
        yield hit.span(
            str(Meeting(ordinal, noun(hit), _days(hit))), number if hit.rule.id == "conference.elided" else ""
        )
        return
    organs = hit.rule.id == "conference.generic-of" and _OF_ORGAN.search(hit.words("name"))
    if organs or (hit.rule.id == "conference.forum" and not _gathers(hit, ordinal)):
        return
    letters = _LETTERS.match(hit.reading.plain, hit.offsets()[1])
    ordinal = ordinal or (editions.number(hit.reading, hit.offsets()[1], letters[2]) if letters else None)
    meeting = Meeting(ordinal, _own_series(hit) or title(hit, _named_by(hit)), _days(hit))
    sits = hit.rule.id in ("conference.sitting", "conference.sits") or hit.has("name4")
    if sits and not _is_organ(hit, meeting.name):
        return
    if (
        (meeting.named or hit.rule.id in LOOSE)
        and (ordinal or not _SESSION.search(meeting.name))
        and (
            ordinal
            or hit.rule.id == "conference.meets"
            or hit.has("name3")
            or hit.rule.id in LOOSE
            or not _ORGAN.search(meeting.name)
        )
    ):
        apart = "name2" if hit.has("nth2") else "name" if sits and _tells_where(hit) else ""
        yield hit.span(str(meeting), apart)


def _tells_where(hit: Hit) -> bool:
    """Whether a place or day stands between the name of an organ and its session."""
    return bool(
        hit.has("name") and hit.reading.within(hit.offsets("name")[1], hit.offsets()[1], "city", "date")
    )


def _is_organ(hit: Hit, name: str) -> bool:
    """Whether a name is that of an organ of all members; a council or commission is one if it is told to sit."""
    organ = _MEETING.sub("", name.removeprefix(hit.words("of")))
    sits = organ != name or (hit.rule.id == "conference.sits" and " " in name)
    if sits and not _STANDING.search(name) and (_SITS.search(name) or _of_all(hit, organ)):
        return True
    return _ORGANS.search(organ) is not None


def _of_all(hit: Hit, organ: str) -> bool:
    """Whether a yearly or ordinary session is one of a body itself: "the 62nd annual session of the Alliance"."""
    bodies = [b for group in _NAMES if hit.has(group) for b in hit.spans(group, "body")]
    whole = any(hit.reading.plain[b.start : b.end] == organ.strip() for b in bodies)
    return whole and _YEARLY.match(hit.words("of")) is not None


def _several(hit: Hit) -> Iterator[Span]:
    """Each of "the third and fourth Conferences": the last by its name, the others by their number."""
    plural = _own_series(hit) or _SO_MANY.sub("", title(hit, _named_by(hit)))
    name = _PLURAL.sub(lambda m: "y" if m[0] == "ies" else "", plural, count=1)
    if not hit.has("places"):
        if not _SESSION.search(name.title()):
            yield hit.span(str(Meeting(None, plural if "Meetings" in plural else name, "")))
        return
    *others, last = hit.spans("places", "ordinal")
    for place in others:
        yield replace(
            place, kind=hit.rule.kind, value=str(Meeting(int(place.value), name, "")), rule=hit.rule.id
        )
    yield hit.span(str(Meeting(int(last.value), name, "")), start=last.start)


def _days(hit: Hit) -> str:
    groups = ("year", "year2", "year3", "year4", "name")
    return next((spans[0].value for group in groups if (spans := hit.spans(group, "date"))), "")


def _named_by(hit: Hit) -> str:
    """The group of a match that holds the name."""
    return next(group for group in _NAMES if hit.has(group))


def _gathers(hit: Hit, ordinal: int | None) -> bool:
    """Whether a body's name is a conference's: numbered, dated or with a place, a forum is its yearly meeting."""
    (body,) = (span for group in _NAMES for span in hit.spans(group, "body"))
    words = hit.reading.plain[body.start : body.end]
    if hit.has("name6") and not words.isupper():
        return False
    if not _GATHERS.search(words) or body.rule.startswith("body.referred"):
        return False
    return ordinal is not None or body.rule == "body.introduced" or "Conference" not in words


def _own_series(hit: Hit) -> str:
    """The series that a conference of a body belongs to, if the words tell no more than whose it is."""
    start, end = hit.offsets(group := _named_by(hit))
    bodies = hit.spans("owner", "body") or hit.spans(group, "body")
    words = hit.reading.plain[start:end]
    for body in bodies[-1:]:
        if body.start >= start:
            words = words[: body.start - start] + words[body.end - start :]
        for city in hit.spans(group, "city"):
            words = words.replace(f"{hit.reading.plain[city.start : city.end]} ", "")
        bare = _BARE.fullmatch(re.sub(r"^'?s? |\W+$", "", words))
        if bare and body.value in series() and bare["noun"].lower() in series()[body.value].lower().split():
            return series()[body.value]
    return ""


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Of overlapping names the longest, and what stands for one by the letters that follow it in brackets."""
    found = longest(sorted(spans, key=_standing))
    found = [_spelled(reading, span) for span in found]
    return longest([*found, *(s for span in found for s in _abbreviated(reading, span))])


def _standing(span: Span) -> tuple[bool, bool]:
    """What comes first of two readings of the same words: the one with a number, and the one of several."""
    return Meeting.parse(span.value).ordinal is None, span.rule != "conference.several"


def _spelled(reading: Reading, span: Span) -> Span:
    """A conference that goes by letters alone, with the name that the text spells out before them."""
    meeting = Meeting.parse(span.value)
    if not meeting.name.isupper() or " " in meeting.name:
        return span
    spelled = re.search(rf"{_SPELLED} \({re.escape(meeting.name)}\)", reading.plain)
    return replace(span, value=str(replace(meeting, name=spelled[1]))) if spelled else span


def _owners(reading: Reading, named: Span, letters: str) -> bool:
    """Whether the letters behind a conference are those of the body that it is of: "Assembly of the Alliance (SA)"."""
    own = [b for b in reading.within(named.start, named.end + 1, "body") if b.value == letters]
    name = Meeting.parse(named.value).name
    return any(name.find(reading.plain[b.start : named.end]) > 0 for b in own)


def _abbreviated(reading: Reading, named: Span) -> Iterator[Span]:
    """Each mention of a conference by letters: "the Antarctic Treaty Consultative Meeting (ATCM) ... the 12th ATCM"."""
    meeting = Meeting.parse(named.value)
    letters = _LETTERS.match(reading.plain, named.end)
    if " " not in meeting.name or not letters or _owners(reading, named, letters[1]):
        return
    again = re.compile(rf"(?<![\w(-]){re.escape(letters[1])}(?:[ -]?(\d{{1,3}}|[XVIL]+))?(?![\w-])")
    for match in again.finditer(reading.plain, letters.end()):
        start, end = match.span()
        nth = [s for s in reading.within(start - 30, start, "ordinal") if s.end == start - 1]
        years = [
            s for s in reading.within(start - 5, end + 5, "date") if start - s.end == 1 or s.start - end == 1
        ]
        ordinal = int(nth[0].value) if nth else editions.number(reading, start, match[1])
        start, end = (nth[0].start if nth else start), (max(end, *(y.end for y in years)) if years else end)
        value = Meeting(ordinal, meeting.name, years[0].value if years else "")
        yield replace(named, start=min([start, *(y.start for y in years)]), end=end, value=str(value))
