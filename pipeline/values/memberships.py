"""Reads what is said of a country and a body as `join LUX 34`: action, country, place in the order of accession."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.nlp import Hit, Reading, Span
from pipeline.values.counts import Count


@dataclass(frozen=True, slots=True)
class Act:
    """A stated relation, as it stands in a mention's value."""

    action: str
    country: str
    ordinal: int | None = None

    def __str__(self) -> str:
        return f"{self.action} {self.country}" + (f" {self.ordinal}" if self.ordinal else "")

    @classmethod
    def parse(cls, value: str) -> Act:
        """The inverse of `str`."""
        action, country, *ordinal = value.split(" ")
        return cls(action, country, int(ordinal[0]) if ordinal else None)


def read(hit: Hit) -> Iterable[Span]:
    """One span for each country."""
    for group in ("who", "who2", "who3"):
        for named in hit.spans(group, "country", "roster"):
            for country in named.value.split("|"):
                yield hit.span(str(Act(hit.rule.gives["action"], country)), "span" if hit.has("span") else "")


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Of overlapping spans that say the same of a country the longest, with the ordinals of their sentence."""
    best: dict[tuple[str, int], Span] = {}
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        best.setdefault((span.value, reading.sentence(span.start)[0]), span)
    kept = [s for s in best.values() if not _overruled(s, best.values())]
    for start in sorted({reading.sentence(s.start)[0] for s in kept}):
        joins = [s for s in kept if s.value.startswith("join ") and reading.sentence(s.start)[0] == start]
        kept = [s for s in kept if s not in joins] + _placed(reading, joins)
    return kept


def _overruled(span: Span, others: Iterable[Span]) -> bool:
    """Whether a more telling reading of the same country overlaps: an observer, a candidate or a founder doesn't join."""
    act = Act.parse(span.value)
    if act.action not in {"join", "listed"}:
        return False
    rivals = (o for o in others if o.start < span.end and span.start < o.end)
    stronger = {"observer", "applicant", "founding", "suspended"} | ({"join", "leave"} if act.action == "listed" else set())
    return any(Act.parse(o.value).action in stronger and Act.parse(o.value).country == act.country for o in rivals)


def _placed(reading: Reading, joins: list[Span]) -> list[Span]:
    """Joins with the ordinals that their sentence gives, if there are as many as countries."""
    if not joins:
        return []
    start, end = reading.sentence(joins[0].start)
    sizes = [Count.parse(s.value) for s in reading.of("count") if start <= s.start < end]
    places = [size.value for size in sizes if size.kind == "ordinal"]
    countries = list(dict.fromkeys(Act.parse(s.value).country for s in _by_mention(reading, joins, start, end)))
    if len(places) != len(countries):
        return joins
    by_country = dict(zip(countries, places, strict=True))
    return [replace(s, value=str(replace(a, ordinal=by_country[a.country]))) for s in joins for a in [Act.parse(s.value)]]


def _by_mention(reading: Reading, joins: list[Span], start: int, end: int) -> list[Span]:
    """Joins in the order in which their countries are named."""
    order = [s.value for s in reading.of("country") if start <= s.start < end]
    return sorted(joins, key=lambda s: order.index(Act.parse(s.value).country))
