"""Finds the lists that name just as many as a size, though no word says that they name the members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values.listings import LAST, fellows

#: Lists as long as this agree with a number not by chance; shorter ones only near it, the shortest in its sentence.
_LONG, _SHORT = 10, 3
#: The rule under which a sum of names is told.
SUMMED = "size.sum"
#: What stands between the groups of one list: a line's end and the next one's label ("Asia (2): "), a semicolon, or
#: what leads to the rest.
_LABEL = re.compile(
    r"[ |)*]*(?: (?:in|from|for) (?:the )?[\w -]{3,30})?(?:\n+|; )[^.\n;]{0,60}\n*|"
    r"\. (?:the|its|our) (?:others?|rest|remaining|second|other|remainder)\b[^.\n;:]{0,30}?\b(?:are|is|were|was)\b:? ?"
    r"(?:the )?",
    re.I,
)
#: What leads from a list in groups to the sum of them.
_SUM = re.compile(r"[^\w]{0,4}\s[\W_]*(?:(?:grand )?total|in all|altogether|sum|all)\b[\W_]*", re.I)
#: What says that a number is that of a list right before it.
_SUMMED = re.compile(r"(?: \w+)? (?:in (?:number|all|total)|altogether|all told)\b")
#: What stands between a number and the list of those whom it counts.
_COLON = re.compile(r"[*_ ]*:[*_ ]*(?:the )?", re.I)
#: What leads to how many a body has: "NATO has twelve: ...".
_HELD = re.compile(
    r"\b(?:has|counts|numbers|unites|comprises|groups|(?:made up|consists|composed|complement|membership|total) of)"
    r"(?: (?:now|today|just|only|exactly|currently|a (?:complement|membership|total) of))* $",
    re.I,
)
_IT = re.compile(r"\b(?:it|we|which|that)$", re.I)
#: What stands in brackets behind a country.
_BRACKETS = re.compile(r"[*†‡]* ?\([^()\n]{1,40}\)")
_MEMBERS = re.compile(
    r"\b(?:members|participants|participating|parties|founders|adherents|supporters|signatories)\b", re.I
)


def lists(reading: Reading, groups: list[Span], size: Span, value: int, kind: str) -> Iterator[Span]:
    """The rosters, or the `groups` of them under labels, that name `value` countries where a size may mean them."""
    start, end = reading.sentence(size.start)
    if value >= _LONG:
        start, end = 0, len(reading.plain)
    elif value > _SHORT:
        _, end = reading.sentence(min(end + 1, len(reading.plain)))
        start = reading.sentence(max(0, start - 1))[0] if kind == "initial" else start
    yield from (
        r
        for r in reading.of("roster")
        if _named(reading, r) == value and (start <= r.start < r.end <= end or _introduced(reading, r, value))
    )
    if value > _SHORT:
        yield from (g for g in groups if len(g.value.split("|")) == value)
    if value >= _LONG:
        yield from _one_by_one(reading, size, value)


def _named(reading: Reading, roster: Span) -> int:
    """How many a list names, with the union that may stand at its end."""
    return len(roster.value.split("|")) + bool(LAST.match(reading.plain, roster.end))


def _introduced(reading: Reading, roster: Span, value: int) -> bool:
    """Whether a list is that of the members that a number right before it tells: "The eight: ..."."""
    number = reading.within(max(0, roster.start - 20), roster.start, "number")[-1:]
    gap = reading.plain[number[0].end : roster.start] if number else ""
    return bool(gap and number[0].value == str(value) and _COLON.fullmatch(gap))


def _one_by_one(reading: Reading, size: Span, value: int) -> Iterator[Span]:
    """The countries of the paragraph up to a size, if they are as many: those who began and those who came."""
    start = reading.plain.rfind("\n\n", 0, size.start) + 1
    named = reading.within(start, reading.sentence(size.start)[0], "country")
    codes = list(dict.fromkeys(c.value for c in named))
    if len(codes) == value:
        yield Span("roster", named[0].start, named[-1].end, "|".join(codes), size.rule)


def summed(reading: Reading, groups: list[Span]) -> Iterator[Span]:
    """Groups with the sum of their names right behind them ("Total | 41"), and that sum."""
    for group in groups:
        sums = _SUM.match(reading.plain, group.end)
        number = reading.within(sums.end(), sums.end() + 20, "number")[:1] if sums else []
        value = str(len(group.value.split("|")))
        if number and sums and number[0].start == sums.end() and number[0].value == value:
            yield replace(group, kind="count", value=f"listed eq {value} members", rule=SUMMED)
            yield replace(number[0], kind="count", value=f"total eq {value} members", rule=SUMMED)


def is_sum(reading: Reading, number: Span) -> bool:
    """Whether a number is told as that of the members named before it in its sentence, or right behind it."""
    start, _ = reading.sentence(number.start)
    named = _MEMBERS.search(reading.plain, start, number.start)
    return _is_held(reading, number) or bool(named and _SUMMED.match(reading.plain, number.end))


def _is_held(reading: Reading, number: Span) -> bool:
    """Whether a number is what a body is told to have, with a list right behind it: "NATO has twelve: ..."."""
    start, _ = reading.sentence(number.start)
    held = _HELD.search(reading.plain, start, number.start)
    if not held or not _COLON.match(reading.plain, number.end):
        return False
    subject = reading.plain[start : held.start()].rstrip()
    ends = {body.end for body in reading.within(start, number.start, "body")}
    return start + len(subject) in ends or bool(_IT.search(subject))


def grouped(reading: Reading) -> Iterator[Span]:
    """Rosters and single countries that follow each other under labels, as one; under days stand newcomers."""
    run: list[Span] = []
    rosters = reading.of("roster")
    alone = [c for c in reading.of("country") if not any(r.start <= c.start < r.end for r in rosters)]
    for group in sorted([*rosters, *alone], key=lambda s: s.start):
        end = _closed(reading, run[-1].end) if run else 0
        gap = reading.plain[end : group.start] if run else ""
        parted = run and not _LABEL.fullmatch(gap)
        if run and (others := fellows(gap)):
            run.append(replace(run[-1], start=run[-1].end, end=group.start, value="|".join(others)))
        elif run and (parted or reading.within(end, group.start, "date")):
            yield from _joined(run)
            run = []
        run.append(group)
    yield from _joined(run)


def _closed(reading: Reading, end: int) -> int:
    """Where the brackets close that stand right behind a country."""
    found = _BRACKETS.match(reading.plain, end)
    return found.end() if found else end


def _joined(run: list[Span]) -> Iterator[Span]:
    """The first groups as one: what follows under another label may be no members."""
    for i in range(2, len(run) + 1):
        names = dict.fromkeys(name for group in run[:i] for name in group.value.split("|"))
        yield Span("roster", run[0].start, run[i - 1].end, "|".join(names), run[0].rule)
