"""Tells what a sentence says of a country or a number by all the words around it, as lessons have taught it.

A rule reads the wordings that its author thought of. A linear classifier (multinomial logistic regression over words)
weighs whatever words there are, so it also reads "Spain completed the picture in 2024", which nobody wrote down.
Lessons (`rules/lessons/`) are sentences with marks; `rollcall teach` makes the weights (`rules/weights/`) of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, fsum

from pipeline.language.spans import Span
from pipeline.language.views import View
from pipeline.rulebook import RULES

WEIGHTS = RULES / "weights"
#: The feature that every mark has.
BIAS = ""
#: The class of all that no lesson marks.
NONE = "none"
#: What stands for a country or a number on a view; the countries of a list are one mark.
MARKS = {"country": ("country", "roster"), "number": ("number",)}
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|[^\sA-Za-z]")
#: So many words on either side of a mark are told apart by their distance, so many by their side.
_CLOSE, _NEAR = 4, 8
#: What parts clauses: signs, and after a comma some words.
_SIGNS = frozenset(";:|.!?()")
_OPENERS = frozenset("and but while which who whose where with in as so".split())
#: Of longer words near a mark the beginning counts too: "accede", "acceding", "accession".
_STEM = 5


@dataclass(frozen=True, slots=True)
class Classifier:
    """The classes of a kind of mark, and the weight that each word around it has for each of them."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """How likely each class is, by its name; what is missing to 1 is `NONE`."""
        known = [weights for feature in features if (weights := self.weights.get(feature))]
        odds = [exp(fsum(column)) for column in zip(*known, strict=True)]
        return {name: odd / (1 + sum(odds)) for name, odd in zip(self.classes, odds, strict=True)}


@cache
def classifier(kind: str) -> Classifier:
    """The classifier of the marks of a kind ("country", "number")."""
    with (WEIGHTS / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        (_, *classes), *rows = csv.reader(file)
    return Classifier(tuple(classes), {feature: tuple(map(float, weights)) for feature, *weights in rows})


def classified(
    views: Iterable[View], kind: str, wanted: Callable[[Span], bool]
) -> Iterator[tuple[Span, dict[str, float]]]:
    """The wanted marks of a kind in views, each with how likely its classes are."""
    for view in views:
        words = None
        for place, mark in view.marks():
            if mark.kind in MARKS[kind] and wanted(mark):
                words = words or Words.of(view)
                yield mark, classifier(kind).probabilities(words.around(place, mark))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a view in lower case, each recognised span as its `<kind>`, where each stands in it, and which of
    them part clauses."""

    words: tuple[str, ...]
    places: Mapping[int, int]
    breaks: tuple[int, ...]

    @classmethod
    def of(cls, view: View) -> Words:
        """The words of a view."""
        marks = dict(view.marks())
        found = [*_WORD.finditer(view.text)]
        words = [
            f"<{marks[match.start()].kind}>" if match.start() in marks else match[0].lower()
            for match in found
        ]
        breaks = (i for i, word in enumerate(words) if _parts(word, words[i + 1 : i + 2]))
        return cls(tuple(words), {match.start(): i for i, match in enumerate(found)}, tuple(breaks))

    def around(self, place: int, mark: Span) -> set[str]:
        """What the classifier goes by: the words of the clause alone and in pairs, those near the mark by their side,
        the nearest by their distance; and how large a number is."""
        words, i = self.words, self.places[place]
        before, after = words[max(0, i - _NEAR) : i], words[i + 1 : i + 1 + _NEAR]
        clause = self._clause(i)
        features = {BIAS, *clause, *map(" ".join, pairwise(clause))}
        for side, near in (("<", before), (">", after)):
            features.update(side + word for word in near)
            features.update(f"{side}{word[:_STEM]}-" for word in near if len(word) > _STEM)
        features.update(f"{n}{word}" for n, word in enumerate(after[:_CLOSE], 1))
        features.update(f"-{n}{word}" for n, word in enumerate(reversed(before[-_CLOSE:]), 1))
        if mark.kind == "number":
            features.add(f"={_size(int(mark.value.split()[-1]))}")
        return features

    def _clause(self, i: int) -> tuple[str, ...]:
        """The words of the clause that the word at `i` stands in."""
        start = max((j for j in self.breaks if j < i), default=-1)
        end = min((j for j in self.breaks if j > i), default=len(self.words))
        return self.words[start + 1 : end]


def _parts(word: str, following: Sequence[str]) -> bool:
    """Whether a word parts two clauses."""
    return word in _SIGNS or (word == "," and not _OPENERS.isdisjoint(following))


def _size(value: int) -> str:
    """How large a number is, roughly: as large as a body can be, or not."""
    bounds = {2: "one", 5: "few", 12: "some", 100: "tens", 200: "hundreds"}
    return next((name for bound, name in bounds.items() if value < bound), "masses")
