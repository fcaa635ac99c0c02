"""Reads by what lessons have taught whatever the rules left unread: who joined or left, and how many a body has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.language.classifier import classified
from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.rulebook import Rule, load
from pipeline.values import bounds, clauses, memberships, vetoes
from pipeline.values.acts import Act
from pipeline.values.counts import LEAST, MOST, Count

#: More countries than these in a row are a list, of which its heading tells.
_FEW = 6
#: Before who only stands by, came before or keeps an instrument, and who is only told of a leaving; and how long that
#: is at most.
_BESIDE = re.compile(
    r"\b(?:alongside|against|than|between|after|following|preceded by|in the (?:wake|footsteps) of|"
    r"(?:deposited|lodged|handed)\b[^.;]{0,110}? with) (?:the )?(?:government of (?:the )?)?\Z",
    re.I,
)
_LEAD = 160
_RECEIVER = re.compile(r"\b(?:to|with) (?:the )?\Z", re.I)
#: Where the clause of a country ends.
_END = re.compile(r"[;|\n]|: |, (?:and|but|while|whereas|so|as|after|before|when)\b|[.!?]+\W*$|\s*$", re.I)
#: Between a country and another of which only the day is told, with a dot in place of each date.
_ITEM = re.compile(r"[^\w\n]*(?:(?:in|on|and|then|by|to|the|finally|later|with|·)[^\w\n]+)*", re.I)
#: What stands between a day and the next country, or its day.
_AND = re.compile(r"(?:[,;]|,? (?:and|but|while)),? (?:then |finally |later )?(?:in |on )?(?:the )?", re.I)
_PART = re.compile(r"[,;]? (?:and |but |while )?")


def finish(reading: Reading, _: Iterable[Span]) -> list[Span]:
    """The statements on countries and the sizes that no rule knows; none where no body is named."""
    if not reading.of("body"):
        return []
    return [*memberships.finish(reading, list(_statements(reading))), *_sizes(reading)]


def _statements(reading: Reading) -> Iterator[Span]:
    """The clauses that tell of countries of which no rule tells anything, with what they tell of each."""
    known = {Act.parse(span.value).country for span in reading.of("membership")}

    def countries(mark: Span) -> list[str]:
        return [country.value for country in reading.within(mark.start, mark.end, "country")]

    def unknown(mark: Span) -> bool:
        named = countries(mark)
        return len(named) <= _FEW and known.isdisjoint(named)

    marks = list(_told(reading, unknown))
    for i, (rule, mark) in enumerate(marks):
        start, end = _clause(reading, mark)
        if i and (before := _parting(reading, marks[i - 1][1], mark)):
            start = max(start, before)
        if i + 1 < len(marks) and (behind := _parting(reading, mark, marks[i + 1][1])):
            end = min(end, behind)
        if not (reading.plain[start : mark.start] + reading.plain[mark.end : end]).strip(" ,"):
            continue  # it acts on those of whom a rule tells: "Peru welcomes the accession of Chile"
        for country in countries(mark):
            yield Span(rule.kind, start, end, str(Act(rule.gives["action"], country)), rule.id)


def _told(reading: Reading, wanted: Callable[[Span], bool]) -> Iterator[tuple[Rule, Span]]:
    """The wanted marks of countries with what is told of them; of those of which a clause tells nothing but the day,
    what the clause before tells: "Added in 2013 was Malta; in 2014, Tunisia"."""
    told = {
        mark: rule
        for rule, mark in _read(reading, "membership", "country", wanted)
        if not _BESIDE.search(reading.plain, max(0, mark.start - _LEAD), mark.start)
        and not (
            rule.gives["action"] == "leave"
            and _RECEIVER.search(reading.plain, max(0, mark.start - _LEAD), mark.start)
        )
    }
    last: tuple[Rule, Span] | None = None
    for mark in sorted(told and reading.of("country", "roster"), key=lambda m: (m.start, -m.end)):
        if last and mark.start < last[1].end:
            continue
        if mark in told:
            last = (told[mark], mark)
        elif not (last and wanted(mark) and _ITEM.fullmatch(_between(reading, last[1], mark))):
            continue
        last = (last[0], mark)
        yield last


def _between(reading: Reading, one: Span, two: Span) -> str:
    """The words between two marks, with none in place of a date."""
    days = reading.within(one.end, two.start, "date")
    ends = [one.end, *(place for day in days for place in (day.start, day.end)), two.start]
    return "\N{MIDDLE DOT}".join(reading.plain[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))


def _parting(reading: Reading, one: Span, two: Span) -> int | None:
    """Where between two marks the second one's part of their clause begins, if the first one's has a day of its own."""
    days = reading.within(one.end, two.start, "date")
    if not days:
        return None
    ahead = reading.within(clauses.clause(reading, one.start), one.start, "date")
    if ahead and _AND.fullmatch(reading.plain, one.end, days[0].start):
        return one.end
    part = _PART.match(reading.plain, days[0].end, two.start)
    return part.end() if part else None


def _clause(reading: Reading, mark: Span) -> tuple[int, int]:
    _, last = reading.sentence(mark.start)
    end = _END.search(reading.plain, mark.end, last)
    others = [s.start for s in reading.within(mark.end, last, "membership")]
    start = clauses.clause(reading, mark.start)
    before = reading.within(start, mark.start, "membership")
    if before and (part := _parting(reading, before[-1], mark)):
        start = part
    return start, min([end.start() if end else last, *others])


def _sizes(reading: Reading) -> Iterator[Span]:
    """The numbers of which no rule knows what they count, and that tell the size of a body."""
    known = (*vetoes.others(reading), *reading.of("count"))

    def unknown(number: Span) -> bool:
        size = int(number.value.split()[-1])
        return LEAST <= size <= MOST and not any(s.start < number.end and number.start < s.end for s in known)

    for rule, number in _read(reading, "count", "number", unknown):
        bound, _, value = number.value.rpartition(" ")
        relation = bounds.relation(reading, number, bound, (number.start, number.end))
        size = Count(rule.gives["kind"], relation, int(value), "members")
        yield replace(number, kind="count", value=str(size), rule=rule.id)


def _read(
    reading: Reading, of: str, kind: str, wanted: Callable[[Span], bool]
) -> Iterator[tuple[Rule, Span]]:
    """The wanted marks of a kind that belong to a class of which a rule for mentions `of` a kind is taught."""
    rules = {rule.taught: rule for rule in _rules(of) if rule.speaks(reading.language)}
    for mark, likely in classified(reading.views(), kind, wanted) if rules else ():
        best = max(likely, key=lambda name: likely[name])
        if best in rules and likely[best] >= float(rules[best].gives["least"]):
            yield rules[best], mark


@cache
def _rules(of: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load().rules if rule.taught and rule.kind == of)
