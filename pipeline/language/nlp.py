"""Applies the rulebook to a document, file by file, each seeing what the files before it recognised.

Names come from the gazetteers through spaCy (see gazetteer.py). Every other rule is a regular expression, read on the
plain text or on a view of each sentence in which everything recognised so far is one character, so that
`<body> has <number> members` is all that a rule needs to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from pipeline.language import gazetteer, sightings
from pipeline.language.sentences import PLAIN, split
from pipeline.language.spans import Span, longest, order, within
from pipeline.language.views import View
from pipeline.rulebook import Rule, RuleFile, load


@dataclass(slots=True)
class Reading:
    """A document being read: its plain text, its sentences, and the spans found so far, in order.

    English rules are read on English text and on text too short to tell; other rules say their languages.
    """

    text: str
    language: str = "en"
    published: date | None = None
    plain: str = field(init=False)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[str, str, int, int]] = field(default_factory=list)
    _kinds: dict[str, list[Span]] = field(default_factory=dict)
    _seen: list[Span] = field(default_factory=list)
    _views: list[View] = field(default_factory=list)
    _whole: View | None = None
    _sights: dict[str, dict[str, list[Sight]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.language = "en" if self.language == "und" else self.language
        self.plain = self.text.translate(PLAIN)
        self.sentences = split(self.plain, self.language)

    def add(self, spans: Iterable[Span], *, seen: bool) -> None:
        """Take spans in; if `seen`, later rules see each as one character."""
        spans = list(spans)
        for span in spans:
            self._kinds.setdefault(span.kind, []).append(span)
        for kind in {span.kind for span in spans}:
            self._kinds[kind].sort(key=order)
        if seen and spans:
            self._seen = longest([*self._seen, *spans])
            self._views, self._whole = [], None
            self._sights = {on: seen for on, seen in self._sights.items() if on == "text"}

    def note(self, code: str, detail: str, span: Span) -> None:
        """Remember something seen and not understood: a row of `issues` later."""
        self.notes.append((code, detail, span.start, span.end))

    @property
    def spans(self) -> list[Span]:
        """Everything found, in order."""
        return self.of(*self._kinds)

    def of(self, *kinds: str) -> list[Span]:
        """The spans of some kinds, in order."""
        if len(kinds) == 1:
            return list(self._kinds.get(kinds[0], ()))
        return sorted((s for kind in kinds for s in self._kinds.get(kind, ())), key=order)

    def within(self, start: int, end: int, *kinds: str) -> list[Span]:
        """The spans of some kinds that lie between two offsets, in order."""
        if len(kinds) == 1:
            return within(self._kinds.get(kinds[0], ()), start, end)
        found = [span for kind in kinds for span in within(self._kinds.get(kind, ()), start, end)]
        return sorted(found, key=order) if len(found) > 1 else found

    def sentence(self, start: int) -> tuple[int, int]:
        """The sentence that holds the character at `start`."""
        return self.sentences[max(0, bisect_right(self.sentences, (start, len(self.text) + 1)) - 1)]

    def unnamed(self, start: int, end: int) -> str:
        """The words between two offsets without the names of bodies: a plan or a road in a name is none."""
        words = self.plain[start:end]
        for body in reversed(self.within(start, end, "body")):
            words = words[: body.start - start] + "it" + words[body.end - start :]
        return words

    def views(self) -> list[View]:
        """A view of every sentence."""
        if not self._views:
            spans, i = self._seen, 0
            for start, end in self._whole_sentences():
                inside: list[Span] = []
                while i < len(spans) and spans[i].start < end:
                    inside.append(spans[i])
                    i += 1
                words = len(self.plain[start:end].rstrip("\n"))
                # one line break at most: only before the last one is a view at its end ("$")
                self._views.append(View.of(self.plain, start, min(end, start + words + 1), inside))
        return self._views

    def whole(self) -> View:
        """One view of the whole document."""
        if self._whole is None:
            self._whole = View.of(self.plain, 0, len(self.plain), self._seen)
        return self._whole

    def sights(self, file: RuleFile) -> dict[str, list[Sight]]:
        """Where the rules match, by rule: those of a file that is read on the whole document, or of all files that
        are read on the same as it is."""
        key = file.name if file.on == "document" else file.on
        if key not in self._sights:
            self._sights[key] = {}
            for sight in self._see(file):
                self._sights[key].setdefault(sight[0], []).append(sight)
        return self._sights[key]

    def _see(self, file: RuleFile) -> Iterator[Sight]:
        if file.on == "text":
            yield from ((rule, match, None) for rule, match in sightings.in_text(self.plain, self.language))
            return
        name = file.name if file.on == "document" else ""
        for view in [self.whole()] if name else self.views():
            found = sightings.in_view(view.text, self.language, name)
            yield from ((rule, match, view) for rule, match in found)

    def _whole_sentences(self) -> list[tuple[int, int]]:
        """The sentences, joined where a recognised span (a list of countries over many lines) goes on in the next."""
        joined: list[tuple[int, int]] = []
        crossing = {self.sentence(s.start)[0]: s.end for s in self._seen if s.end > self.sentence(s.start)[1]}
        reach, first = 0, 0
        for start, end in self.sentences:
            first = first if start < reach else start
            reach = max(reach, crossing.get(start, 0))
            if end >= reach:
                joined.append((first, end))
        self.sentences = joined
        return joined


#: A rule's id, a match of it, and the view that it was seen in, if any.
Sight = tuple[str, re.Match[str], View | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match as its reader sees it: groups by their words, recognised spans and offsets in the document."""

    rule: Rule
    reading: Reading
    match: re.Match[str]
    view: View | None = None

    def has(self, group: str) -> bool:
        """Whether a named group exists and took part in the match."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def offsets(self, group: str = "") -> tuple[int, int]:
        """Where a group stands in the document; without a name the group `span`, else the whole match."""
        name: str | int = group or ("span" if self.has("span") else 0)
        start, end = self.match.span(name)
        return (
            (start, end) if self.view is None else (self.view.origin(start), self.view.origin(end, end=True))
        )

    def words(self, group: str = "") -> str:
        """The plain words of a group, empty if it took no part."""
        if group and not self.has(group):
            return ""
        if self.view is None and group:
            return self.match[group]  # a match on the text itself
        start, end = self.offsets(group)
        return self.reading.plain[start:end]

    def said(self) -> dict[str, str]:
        """The plain words of every named group of a match on the bare text, empty for those that took no part."""
        return self.match.groupdict("")

    def spans(self, group: str, *kinds: str) -> list[Span]:
        """The recognised spans of some kinds within a group of a match on a view (within it all without a name)."""
        if self.view is None or (group and not self.has(group)):
            return []
        return [span for span in self.view.spans(*self.match.span(group or 0)) if span.kind in kinds]

    def span(self, value: str, group: str = "", **more: Any) -> Span:
        """A span of the rule's kind over a group."""
        start, end = self.offsets(group)
        span = Span(self.rule.kind, start, end, value, self.rule.id)
        return replace(span, **more) if more else span


@dataclass(frozen=True, slots=True)
class Step:
    """What the rules of one file made of a text: the spans that they found, and those that were kept of them."""

    file: RuleFile
    found: tuple[Span, ...]
    kept: tuple[Span, ...]


def read(text: str, language: str = "en", published: date | None = None) -> Reading:
    """Apply the whole rulebook to a text. The result's `spans` hold everything recognised, of every kind."""
    reading = Reading(text, language, published)
    for _ in steps(reading):
        pass
    return reading


def steps(reading: Reading) -> Iterator[Step]:
    """Apply the rulebook to a reading, rule file by rule file, and tell of each what its rules found."""
    for file in load().files:
        found = tuple(_found(file, reading))
        finish: Callable[[Reading, list[Span]], Iterable[Span]] = getattr(
            _module(file.reader), "finish", by_kind
        )
        kept = tuple(finish(reading, list(found)))
        reading.add(kept, seen=file.on not in ("view", "lessons"))
        yield Step(file, found, kept)


def _found(file: RuleFile, reading: Reading) -> Iterator[Span]:
    """What the rules of a file find; what lessons have taught, its reader finds by itself."""
    if file.on == "names":
        yield from _names(file, reading)
    elif file.on != "lessons":
        yield from _matches(file, reading)


def _names(file: RuleFile, reading: Reading) -> Iterator[Span]:
    wanted = {rule.phrases: rule for rule in file.rules if rule.speaks(reading.language)}
    for start, end, name in gazetteer.find(reading.plain, reading.language):
        if rule := wanted.get(name.kind):
            yield Span(rule.kind, start, end, name.value, rule.id)


def _matches(file: RuleFile, reading: Reading) -> Iterator[Span]:
    read_hit: Callable[[Hit], Iterable[Span]] = _module(file.reader).read
    seen = reading.sights(file)
    for rule in file.rules if seen else ():
        for _, match, view in seen.get(rule.id, ()):
            yield from read_hit(Hit(rule, reading, match, view))


@cache
def _module(reader: str) -> ModuleType:
    return import_module(f"pipeline.values.{reader}")


def by_kind(_: Reading, spans: list[Span]) -> list[Span]:
    """Of overlapping spans of one kind the longest: how matches are settled unless their reader says otherwise."""
    kinds = sorted({span.kind for span in spans})
    return [span for kind in kinds for span in longest(s for s in spans if s.kind == kind)]
