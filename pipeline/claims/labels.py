"""Place and days of a conference in lines that begin with a label: "When: 3-4 May 2021", "Venue: Lima"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.claims.gatherings import Told, take
from pipeline.claims.hosts import lies_in
from pipeline.claims.scene import Scene
from pipeline.claims.settings import Setting, last_day
from pipeline.records import Mention
from pipeline.values.numbers import integer

_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: What a line begins with that tells one thing of a conference, by what it tells.
_LABELS = {
    "date": re.compile(r"\W*(?:when|dates?|days?|time)(?: of the \w+)?\W*[:|-] ?", re.I),
    "city": re.compile(
        r"\W*(?:where|venue|place|location|city|held (?:in|at)|host city|dates? (?:and|&) (?:place|venue|location))"
        r"(?: of the \w+)?\W*[:|-] ?", re.I
    ),
    "country": re.compile(r"\W*(?:country|host(?:ed by|s| country| government| state| nation)?)\W*[:|-] ?", re.I),
}  # fmt: skip
#: A line that tells the number.
_NTH = re.compile(r"\n\W*(?:edition|number|session)\W*[:|-] ?(?:the )?([\w-]+)", re.I)
#: Another line of such a block.
_OTHER = re.compile(r"\W*[A-Z][\w' /-]{1,30}(?:: |\s*\| )")
#: Between a block and the name of its conference.
_WHAT = re.compile(r"[\n *_#|-]*(?:(?:what|event|title|name|meeting|conference)\W{1,4})?(?:the )?", re.I)
#: How far above a block the name of its conference may stand.
_REACH = 500


@dataclass(slots=True)
class _Block:
    """Lines with labels that follow each other, and what they tell."""

    start: int
    end: int = 0
    told: dict[str, Mention] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)


def labelled(
    scene: Scene, told: Sequence[Told], found: Sequence[Setting]
) -> tuple[list[Told], list[Setting]]:
    """The conferences with what the lines below their names tell, and the settings that are nobody's yet."""
    given, left = list(told), list(found)
    for block in _blocks(scene):
        owner = _owner(scene, given, block)
        if owner is None:
            continue
        given[owner] = _numbered(scene, given[owner], block)
        better = take(given[owner], _setting(block))
        if not better:
            continue
        given[owner] = better
        left = [s for s in left if not block.start <= s.start < block.end]
    return given, left


def _numbered(scene: Scene, told: Told, block: _Block) -> Told:
    """A conference with the number that a line below its name tells: "Edition: 4th"."""
    nth = _NTH.search(scene.plain, told.mention.end, max(told.mention.end, block.end))
    number = integer(nth[1]) if nth and not told.meeting.ordinal else None
    return replace(told, meeting=replace(told.meeting, ordinal=number)) if number else told


def _blocks(scene: Scene) -> Iterator[_Block]:
    """The blocks of two labels at least that tell where and when, or both of these in two ways."""
    block: _Block | None = None
    for line in _LINE.finditer(scene.plain):
        label = next((kind for kind, words in _LABELS.items() if words.match(line[0])), "")
        if label and block is None:
            block = _Block(line.start())
        if block and label:
            _read(scene, block, label, *line.span())
        elif block and not _OTHER.match(line[0]):
            if len(block.labels) > 1:
                yield block
            block = None
    if block and len(block.labels) > 1:
        yield block


def _read(scene: Scene, block: _Block, label: str, start: int, end: int) -> None:
    """Takes in what a line tells: a place with its country, days, or a host."""
    block.end = end
    block.labels.add(label)
    kinds = ("city", "country", "date") if label == "city" else (label,)
    for kind in kinds:
        inside = scene.within(start, end, kind)
        if inside and kind not in block.told:
            block.told[kind] = inside[-1] if kind != "date" else _days(inside)


def _days(dates: Sequence[Mention]) -> Mention:
    """The one date of a line, or all days from the first of two to the last: "3 June 2024, 9:00 to 5 June 2024"."""
    first, last = dates[0], dates[-1]
    return replace(first, value=f"{first.value}/{last.value}") if last_day(first, last) else first


def _setting(block: _Block) -> Setting:
    """What a block tells; a host that the city doesn't lie in only pays for it."""
    city, country = block.told.get("city"), block.told.get("country")
    if city and country and not lies_in(city.value, country.value):
        country = None
    return Setting(block.start, block.end, city, country, block.told.get("date"))


def _owner(scene: Scene, told: Sequence[Told], block: _Block) -> int | None:
    """The conference whose name stands in a block or nearest above it; else the one whose name is the line below."""
    inside = [i for i, one in enumerate(told) if block.start <= one.mention.start < block.end]
    above = [i for i, one in enumerate(told) if 0 <= block.start - one.mention.end < _REACH]
    below = [
        i
        for i, one in enumerate(told)
        if _WHAT.fullmatch(scene.plain, block.end, max(block.end, one.mention.start))
    ]
    below = [i for i in below if told[i].mention.start >= block.end]
    return next(iter([*inside[:1], *above[-1:], *below[:1]]), None)
