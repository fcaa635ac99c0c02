"""Makes the weights of the classifiers anew from the lessons: `rollcall teach`.

A lesson is a line of `rules/lessons/*.txt`: a sentence in which marks say what it tells of countries and numbers, as
in `{join:Argentina} got its card in 2016, when {total:thirty} were in`. What has no mark belongs to no class. The
sentences were written for this; what they say of states and bodies is made up.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import RollcallError
from pipeline.language import nlp
from pipeline.language.classifier import BIAS, MARKS, NONE, WEIGHTS, Words
from pipeline.rulebook import RULES, load
from pipeline.tables import store

LESSONS = RULES / "lessons"
#: Beside the weights, of which lessons they are.
ORIGIN = "lessons.sha256"
#: The classes of each kind of mark.
CLASSES = {"country": ("join", "leave", "observer", "founding"), "number": ("total", "initial")}
_MARK = re.compile(r"\{(\w+):([^{}]*)\}")
#: The file whose rules go by what the classifiers tell; those before it make the marks.
_TAUGHT = "taught"
#: A feature that so few marks have teaches nothing.
_LEAST = 4
#: How often all lessons are gone through, by which steps, and how much large weights are held back.
_ROUNDS, _STEP, _DECAY = 12, 0.03, 3e-3


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text without its marks, and these: from where to where each reaches, and its class."""

    text: str
    marks: tuple[tuple[int, int, str], ...]

    @classmethod
    def parse(cls, line: str) -> Lesson:
        """A line of a file of lessons."""
        text, marks, last = "", [], 0
        for mark in _MARK.finditer(line):
            text += line[last : mark.start()]
            marks.append((len(text), len(text) + len(mark[2]), mark[1]))
            text, last = text + mark[2], mark.end()
        return cls(text + line[last:], tuple(marks))


@dataclass(frozen=True, slots=True)
class Taught:
    """What a lesson teaches of one mark: its features and its class."""

    kind: str
    features: frozenset[str]
    label: str


def teach(source: Path = LESSONS, target: Path = WEIGHTS) -> dict[str, int]:
    """Write the weights that the lessons of a folder give: the same lessons, the same weights.

    Returns how many examples of each kind of mark the lessons hold.
    """
    examples = [example for lesson in lessons(source) for example in taught(lesson)]
    files = {f"{kind}.csv": weights(kind, examples).encode() for kind in CLASSES}
    store.put(target, files | {ORIGIN: f"{origin(source)}\n".encode()})
    return dict(Counter(example.kind for example in examples))


def origin(folder: Path = LESSONS) -> str:
    """The hash of the lessons of a folder."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.txt")))).hexdigest()


def lessons(folder: Path = LESSONS) -> list[Lesson]:
    """The lessons of a folder. Raises RollcallError for a mark of no known class."""
    known = {name for names in CLASSES.values() for name in names}
    found = []
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            lesson = Lesson.parse(line)
            for _, _, label in lesson.marks:
                if label not in known:
                    raise RollcallError(
                        f"{path}, line {number}",
                        f"has a mark {label!r}",
                        f"use one of {', '.join(sorted(known))}",
                    )
            found += [lesson] if line.strip() else []
    return found


def taught(lesson: Lesson) -> Iterator[Taught]:
    """What a lesson teaches of each of its countries and numbers.

    Raises RollcallError where a country has a mark that is for numbers, or the other way round.
    """
    reading = nlp.Reading(lesson.text)
    for _, following in zip(nlp.steps(reading), load().files[1:], strict=False):
        if following.name == _TAUGHT:
            break
    for view in reading.views():
        words = Words.of(view)
        for place, mark in view.marks():
            for kind in (kind for kind in CLASSES if mark.kind in MARKS[kind]):
                labels = Counter(
                    name for start, end, name in lesson.marks if start < mark.end and mark.start < end
                )
                label = labels.most_common(1)[0][0] if labels else NONE
                if label not in (NONE, *CLASSES[kind]):
                    mend = f"use one of {', '.join(CLASSES[kind])}"
                    raise RollcallError(repr(lesson.text), f"marks a {kind} as {label!r}", mend)
                yield Taught(kind, frozenset(words.around(place, mark)), label)


def weights(kind: str, examples: Iterable[Taught]) -> str:
    """The weights that examples of a kind of mark give, as CSV: a row a feature, a column a class."""
    own = [example for example in examples if example.kind == kind]
    often = Counter(feature for example in own for feature in example.features)
    features = sorted(feature for feature, times in often.items() if times >= _LEAST)
    place = {feature: i for i, feature in enumerate(features)}
    names = (NONE, *CLASSES[kind])
    rows = [np.array(sorted(place[f] for f in example.features if f in place)) for example in own]
    fitted = _fitted(rows, [names.index(example.label) for example in own], len(features), len(names))
    relative = fitted[:, 1:] - fitted[:, :1]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("feature", *CLASSES[kind]))
    for feature, row in zip(features, relative.round(2), strict=True):
        if row.any() or feature == BIAS:
            writer.writerow((feature, *(f"{weight:g}" for weight in row)))
    return out.getvalue()


def _fitted(
    rows: Sequence[NDArray[np.int64]], labels: Sequence[int], features: int, classes: int
) -> NDArray[np.float64]:
    """The weights of a multinomial logistic regression by features and classes (AdaGrad, in an order that is fixed)."""
    fitted, steps = np.zeros((features, classes)), np.full((features, classes), 1e-6)
    order = np.random.default_rng(0)
    for _ in range(_ROUNDS):
        for i in order.permutation(len(rows)):
            row = rows[i]
            odds = np.exp(fitted[row].sum(0) - fitted[row].sum(0).max())
            slope = odds / odds.sum()
            slope[labels[i]] -= 1
            slope = slope + _DECAY * fitted[row]
            steps[row] += slope * slope
            fitted[row] -= _STEP * slope / np.sqrt(steps[row])
    return fitted
