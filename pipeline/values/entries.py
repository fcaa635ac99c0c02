"""Reads lists under a heading or behind a lead-in: each country of the list is an event of the heading's kind.

The lead-in ("Former members") may stand on a line of its own, before a colon, or in the first cell of a row. The day
is the entry's own, else that of a line above it that is nothing but a date, else that of the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span, order
from pipeline.values import marks, neighbours, openings
from pipeline.values.acts import Act, Frame
from pipeline.values.bodies import TREATIES, nouns
from pipeline.values.brackets import BRACKETS, Step, said, steps
from pipeline.values.headings import on_other
from pipeline.values.neighbours import Room
from pipeline.values.numbering import closed, place
from pipeline.values.tables import in_table

#: What groups the entries of a list, before them or on a line of its own: "Latin America: Chile (2012)".
_REGION = re.compile(
    r"[\W\d_]*\b(?:(?:(?:sub-?saharan|north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central|latin|middle|near|far|"
    r"arab|asian?|african?|europe(?:an)?|americas?|american|oceania|pacific|caribbean|mediterranean|baltics?|nordics?|"
    r"gulf|balkans?|eurasian?|region|states|countries|group|and|the|of|others?)\b[\s,/&*_-]*){1,7}(?:\(\d+\)[\s*_]*)?"
    r"(?:[:|][\s*_]*|$)",
    re.I,
)
#: Before the day of a mere step, and in an entry of what came to nothing.
_STEP = re.compile(r"\b(?:sign|notif|notice|announc|appl|denounc)\w*\b[^\d\n]{0,20}$", re.I)
#: In the title of a column, another event than that of the heading.
_OTHER = {
    "join": re.compile(r"\b(?:left|withdr|exit|leav)", re.I),
    "leave": re.compile(r"\b(?:join|acced|access|admi|entry|entered|since|ratif|member)", re.I),
    "observer": re.compile(r"\b(?:left|withdr|full member)", re.I),
}
#: What opens an aside on what a country did before: "Togo, which had joined in 1970, left in 2012".
_EARLIER = re.compile(r"[^\n]*[,(] ?(?:which|who|that|having|once|admitted|joined|an? )\b[^,;.()\n]*", re.I)
#: Who has only signed a treaty.
_SIGNERS = re.compile(r"\bsignator", re.I)
_VOID = re.compile(r"\b(?:rescind\w*|revoke\w*|cancel\w*|not|never|reversed|suspended)\b", re.I)
#: Before a date in a heading that only bounds the days of its entries.
_BOUND = re.compile(
    r"\b(?:since|between|from|after|until|till|before|by|as of|as at|status|updated)\W*(?:\w+ )?$", re.I
)
#: Before a heading, what is no body but a part of one.
_INNER = re.compile(
    r"\b(?:task force|working group|committee|board|bureau|friends of|troika|panel|network of)\b", re.I
)
#: In a heading about observers, what makes them such.
_MADE = re.compile(
    r"\b(?:new|won|w[io]ns?|g[ai]ve?n?|granted|admitted|accepted|obtained|gained|received|bec[ao]me)\b", re.I
)
#: What may stand beside a date that is alone in its line.
_WHEN = frozenset(
    ("", "in", "on", "since", "from", "joined in", "joined on", "members since", "member since", "as of")
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A country of a list with the day told of it; `own` if the day stands in its line."""

    country: Span
    day: Span | None
    own: bool


def read(hit: Hit) -> Iterator[Span]:
    """One span for each country of the list behind the match, over the country and its own day."""
    found = [] if _only_signed(hit) or _of_other(hit) else _listed(hit)
    for entry in found:
        yield from (_span(hit, entry, step) for step in _steps(hit, entry))


def _of_other(hit: Hit) -> bool:
    """Whether a match is no heading but what an entry says of its country ("- Chad: accession on 3 May 2012"), or is
    about a part of a body: "Task Force on Shutdowns: members"."""
    plain, start = hit.reading.plain, hit.offsets()[0]
    line = plain.rfind("\n", 0, start + 1) + 1
    named = hit.reading.within(line, start, "country")
    if named and _ends_line(hit) and not hit.words().rstrip(" *_").endswith(":"):
        return True
    heading = plain[line : hit.offsets()[1]]
    return _INNER.search(plain, line, start) is not None or on_other(heading)


def _only_signed(hit: Hit) -> bool:
    """Whether a list is that of the signatories of a treaty: they still have to ratify it."""
    named = (nouns().get(b.value, frozenset()) for b in hit.spans("", "body"))
    return bool(_SIGNERS.search(hit.words())) and any(TREATIES & called for called in named)


def _listed(hit: Hit) -> list[_Entry]:
    """The entries behind the match, if they are as its rule asks for: each with a day, or with brackets."""
    found = [
        e for e in (_below(hit) if _ends_line(hit) else _inline(hit)) if not in_table(hit.reading, e.country)
    ]
    found = [e for e in found if steps(hit.reading, e.country, "join") != []]
    asked = hit.rule.gives.get("entries")
    dated = [e for e in found if e.own or (e.day and e.day.start >= hit.offsets()[1])]
    if asked == "bracketed" and _all_members(hit.reading, found):
        found = dated  # who has no year has been there from the start
    if asked and (len(dated) < 2 or len(dated) < len(found)):
        return []
    return [] if asked == "bracketed" and not _bracketed(hit.reading, found) else found


def _all_members(reading: Reading, found: list[_Entry]) -> bool:
    """Whether entries are those of a list of all members."""
    listed = [s for s in reading.of("count") if s.value.startswith("listed")]
    return any(s.start <= e.country.start < s.end for s in listed for e in found[:1])


def _steps(hit: Hit, entry: _Entry) -> list[Step]:
    """What an entry tells: what stands in brackets behind its country, or else what the heading says."""
    action, day = hit.rule.gives["action"], entry.day
    marked = marks.meaning(hit.reading, entry.country)
    if marked in {"founder", "void"}:
        return []
    action = "observer" if marked == "observer" and action == "join" else action
    told = steps(hit.reading, entry.country, action)
    if told is not None:
        return told
    if day and entry.own and action == "join":
        action = said(hit.reading.plain[entry.country.end : day.start], action)
    return [Step(action, day.value if day else "")] if action else []


def finish(_: Reading, spans: list[Span]) -> list[Span]:
    """What the first rule makes of each entry: who is listed as a former member is no newcomer."""
    first: dict[tuple[int, str], str] = {}
    for span in spans:
        first.setdefault((span.start, Act.parse(span.value).country), span.rule)
    kept = (s for s in spans if first[s.start, Act.parse(s.value).country] == s.rule)
    return list(dict.fromkeys(kept))


def _span(hit: Hit, entry: _Entry, step: Step) -> Span:
    country, day = entry.country, entry.day
    own = [country, day] if day and entry.own else [country]
    start, end = min(s.start for s in own), max(s.end for s in own)
    end += hit.reading.plain[end : end + 1] == ")" and len(own) > 1
    end = max(end, closed(hit.reading, country) if entry.own else end)
    rank = place(hit.reading, country, end) if step.action == "join" else None
    act = Act(step.action, country.value, rank, step.date or None)
    return Span(hit.rule.kind, start, end, str(act), hit.rule.id)


def _bracketed(reading: Reading, found: Sequence[_Entry]) -> bool:
    """Whether the day of each country stands in brackets behind it, or it in brackets behind its day."""
    pairs = [sorted([e.country, e.day], key=order) for e in found if e.day]
    return all("(" in reading.plain[first.end : second.start] for first, second in pairs)


def _ends_line(hit: Hit) -> bool:
    at = hit.offsets()[1]
    rest = hit.reading.plain[at : hit.reading.plain.find("\n", at)]
    return not BRACKETS.sub("", rest, count=1).strip(" *_|:")  # "... of the European Union (EU):"


def _inline(hit: Hit) -> Iterator[_Entry]:
    """The entries of the sentence, or of the rest of the row, behind a lead-in."""
    reading, at = hit.reading, hit.offsets()[1]
    line = reading.plain.find("\n", at)
    end = max(at, min(reading.sentence(at + 1)[1], line if line >= 0 else len(reading.plain)))
    yield from _entries(hit, at, end, _day(hit))


def _below(hit: Hit) -> Iterator[_Entry]:
    """The entries of the lines below a heading, up to the next one. Only the first line and bullets may have none."""
    reading, day, titles, at = hit.reading, _day(hit), "", hit.offsets()[1]
    for i, line in enumerate(re.finditer(r"[^\n]+", reading.plain[at:])):
        start, end = (at + place for place in line.span())
        region = _REGION.match(reading.plain, start, end)
        region = None if region and reading.within(*region.span(), "country") else region
        start = region.end() if region else start
        found = list(_entries(hit, start, end, day, titles))
        yield from found
        if not found:
            day = _alone(reading, start, end) or day
            goes_on = not i or openings.BULLET.match(line[0]) or _alone(reading, start, end)
            if _INNER.search(line[0]):
                return
            if not region and (not goes_on or line[0].rstrip("*_ ").endswith(":")):
                return
            titles = titles or (line[0] if "|" in line[0] else "")


def _alone(reading: Reading, start: int, end: int) -> Span | None:
    """The date that a line holds and nothing else."""
    dates = reading.within(start, end, "date")
    rest = [reading.plain[a:b] for d in dates for a, b in ((start, d.start), (d.end, end))]
    words = "".join(rest).strip(" :.-|*_()#").lower()
    return dates[0] if len(dates) == 1 and words in _WHEN else None


def _day(hit: Hit) -> Span | None:
    """The day that a heading gives all its entries."""
    start, end = hit.offsets()
    days = [d for d in hit.reading.within(start, end, "date") if "/" not in d.value]
    known = hit.rule.gives["action"] != "observer" or _MADE.search(hit.words())
    if not days and not hit.reading.within(start, end, "country"):
        frame = Frame(hit.rule.gives["action"], (), start + 1, end, hit.rule.id)
        days = neighbours.there(Room(hit.reading, frame, start, end))
    bound = days and _BOUND.search(hit.reading.plain[start : days[0].start])
    return days[0] if len(days) == 1 and known and not bound else None


def _entries(hit: Hit, start: int, end: int, day: Span | None, titles: str = "") -> Iterator[_Entry]:
    """The countries that a stretch begins with, each with its day. Prose that begins with a country has none.

    `titles` is the header of the table whose row it is.
    """
    reading = hit.reading
    head = openings.opening(reading, start, end)
    countries = [p for p in head if p.kind == "country"]
    if not countries:
        return
    last = max(head[-1].end, closed(reading, countries[-1]))
    rest = reading.plain[last:end].lstrip(" *_")
    prose = (rest[:1].isalnum() or rest[:1] == "'") and hit.rule.gives.get("entries") != "bracketed"
    if prose or _VOID.search(BRACKETS.sub("", reading.plain[start:end])):
        return
    days = [d for d in reading.within(start, end, "date") if _counts(hit, start, d, titles)]
    leading = head[0].kind == "date"
    for i, part in enumerate(head):
        if part.kind == "country":
            apart = [p for p in head[:i] if not any(c.end <= p.start < closed(reading, c) for c in countries)]
            told = openings.before(apart) if leading else openings.behind(reading, head[i:], days)
            if not told and len(countries) == 1:
                told = next((d for d in days if d.start > part.end), None)
            yield _Entry(part, told or day, bool(told))


def _counts(hit: Hit, start: int, day: Span, titles: str) -> bool:
    """Whether a day is that of the event, not of a mere step or of another one, by its column's title or else by the
    words before it."""
    plain, columns = hit.reading.plain, titles.strip("| ").split("|")
    column = plain[start : day.start].lstrip("| ").count("|")
    if titles and column < len(columns):
        return not (_STEP.search(columns[column]) or _OTHER[hit.rule.gives["action"]].search(columns[column]))
    if hit.rule.gives["action"] == "leave" and (aside := _EARLIER.fullmatch(plain, start, day.start)):
        return not _OTHER["leave"].search(aside[0])
    return not _STEP.search(plain, max(start, day.start - 40), day.start)
