"""How well the stages read: precision, recall and F1 of what they find against what a person found.

A value is right only if all of its parts are. Kinds and parts: `findings.PARTS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import terminal
from pipeline.errors import RollcallError
from pipeline.workbench.findings import PARTS, Found, Value, Words
from pipeline.workbench.gold import Gold

#: By which parts a wrong value stands for a missed one of its kind: an accession with another day is still that one.
_SAME: Mapping[str, tuple[str, ...]] = {
    "counts": ("value",),
    "resolutions": ("symbol",),
    "joins": ("body", "country"),
    "leaves": ("body", "country"),
    "observers": ("body", "country"),
    "events": ("name",),
    "people": ("name",),
}


@dataclass(frozen=True, slots=True)
class Error:
    """A value that is there (`gold`) and wasn't found, one that was `found` and isn't there, or one taken for another;
    with the words of one sentence that it rests on, as far as they are known.
    """

    name: str
    kind: str
    gold: Value | None
    found: Value | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of a kind: how many values are there, how many were found, how many of these are right."""

    kind: str
    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """Right of found; None if nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right of those that are there; None if none is."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None if nothing is there and nothing was found."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None

    def below(self, least: float) -> bool:
        """Whether values are there and F1 is under `least`."""
        return self.gold > 0 and (self.f1 or 0) < least


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """What texts test: how many there are, how many of them have no error, the score of all kinds in them together,
    and how many errors each kind has.
    """

    texts: int
    clean: int
    score: Score
    errors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome by kind and by phenomenon; every error; and the gold entries without a document."""

    scores: tuple[Score, ...]
    phenomena: Mapping[str, Phenomenon]
    errors: tuple[Error, ...]
    absent: tuple[str, ...]


def judge(golds: Sequence[Gold], finds: Mapping[str, Found]) -> Report:
    """Compare each gold entry with what was found under its name: a document's id, or the end of one."""
    by_name = _named({gold.name for gold in golds}, finds)
    present = [gold for gold in golds if gold.name in by_name]
    errors = {gold.name: tuple(_errors(gold, by_name[gold.name])) for gold in present}
    tags: dict[str, list[Gold]] = {}
    for gold in present:
        for tag in gold.phenomena:
            tags.setdefault(tag, []).append(gold)
    return Report(
        tuple(_score(kind, (kind,), present, by_name) for kind in PARTS),
        {tag: _phenomenon(tag, tags[tag], by_name, errors) for tag in sorted(tags)},
        tuple(error for found in errors.values() for error in found),
        tuple(sorted({gold.name for gold in golds} - by_name.keys())),
    )


def _named(names: Collection[str], finds: Mapping[str, Found]) -> dict[str, Found]:
    """What was found under each name. Of several documents whose ids end so, the one with the shortest path."""
    ids: dict[str, list[str]] = {}
    for doc_id in sorted(finds, key=lambda doc_id: (doc_id.count("/"), doc_id)):
        parts = doc_id.split("/")
        for name in ("/".join(parts[i:]) for i in range(len(parts))):
            if name in names:
                ids.setdefault(name, []).append(doc_id)
    for name, (first, *others) in ids.items():
        if others and first != name and others[0].count("/") == first.count("/"):
            why = f"may be {first} or {others[0]}"
            raise RollcallError(f"gold {name}", why, "give it the document's doc_id as its `id`")
    return {name: finds[found[0]] for name, found in ids.items()}


def lines(report: Report) -> list[str]:
    """The scores by kind and in all; then the phenomena of texts with errors, the worst first."""
    scores = [score for score in report.scores if score.gold or score.found]
    sums = zip(*((score.gold, score.found, score.right) for score in scores), strict=True)
    everything = Score("all", *map(sum, sums)) if scores else Score("all", 0, 0, 0)
    kinds: list[Sequence[object]] = [("", "gold", "found", "right", "precision", "recall", "F1")]
    kinds += [(score.kind, *_numbers(score)) for score in (*scores, everything)]
    shown = terminal.table(kinds, right=range(1, 7))
    wrong = [(tag, p) for tag, p in report.phenomena.items() if p.errors]
    if wrong:
        rows: list[Sequence[object]] = [
            ("phenomenon", "texts", "clean", "precision", "recall", "F1", "errors")
        ]
        for tag, p in sorted(
            wrong, key=lambda one: (one[1].score.f1 or 0, one[1].clean - one[1].texts, one[0])
        ):
            rows.append((tag, p.texts, p.clean, *_numbers(p.score)[3:], _listed(p.errors)))
        shown += ["", *terminal.table(rows, right=range(1, 6))]
    if report.phenomena:
        every = len(report.phenomena)
        shown += ["", f"{every - len(wrong)} of {every} phenomena without an error"]
    return shown


def error_lines(report: Report, colour: bool = False) -> list[str]:
    """Every error: document and kind, what a person found there, what was found by which rule, and its sentence."""
    shown = []
    for error in report.errors:
        rule = f"  ({error.words[0].rule})" if error.found and error.words and error.words[0].rule else ""
        shown += ["", f"{error.name}  {error.kind}"]
        shown += [f"  gold   {_written(error.gold)}", f"  found  {_written(error.found)}{rule}"]
        if error.words and error.words[0].sentence:
            words = [words.text for words in error.words]
            shown.append(f"  in     {terminal.marked(error.words[0].sentence, words, colour)}")
    return shown


def _numbers(score: Score) -> tuple[int | str, ...]:
    shares = (score.precision, score.recall, score.f1)
    return score.gold, score.found, score.right, *("-" if s is None else f"{s:.3f}" for s in shares)


def _listed(errors: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in errors.items())


def _written(value: Value | None) -> str:
    return "nothing" if value is None else " | ".join("-" if part is None else str(part) for part in value)


def _errors(gold: Gold, finds: Found) -> Iterator[Error]:
    for kind, values in gold.sets.items():
        found = finds.values[kind]
        wrong = sorted(found.keys() - values, key=str)
        for value in sorted(values - found.keys(), key=str):
            taken = next((w for w in wrong if kind in _SAME and _key(kind, w) == _key(kind, value)), None)
            if taken is not None:
                wrong.remove(taken)
                yield Error(gold.name, kind, value, taken, (found[taken],))
            else:
                yield Error(gold.name, kind, value, None, _where(kind, value, (*gold.words, *finds.mentions)))
        for value in wrong:
            yield Error(gold.name, kind, None, value, (found[value],))


def _key(kind: str, value: Value) -> Value:
    return tuple(value[PARTS[kind].index(part)] for part in _SAME[kind])


def _where(kind: str, value: Value, known: Iterable[Words]) -> tuple[Words, ...]:
    """The words of the sentence that says most parts of a missed value; of its body every sentence may speak."""
    parts = {
        str(part) for name, part in zip(PARTS[kind] or ("",), value, strict=True) if part and name != "body"
    }
    sentences: dict[str, list[Words]] = {}
    for words in known:
        if parts & {words.value, words.text}:
            sentences.setdefault(words.sentence, []).append(words)
    most = max(sentences.values(), key=lambda said: len({w.value for w in said}), default=[])
    return tuple(most)


def _score(name: str, kinds: Iterable[str], golds: Iterable[Gold], finds: Mapping[str, Found]) -> Score:
    pairs = [
        (gold.sets[kind], finds[gold.name].values[kind].keys())
        for gold in golds
        for kind in kinds
        if kind in gold.sets
    ]
    return Score(
        name,
        sum(len(values) for values, _ in pairs),
        sum(len(values) for _, values in pairs),
        sum(len(values & others) for values, others in pairs),
    )


def _phenomenon(
    tag: str, golds: Sequence[Gold], finds: Mapping[str, Found], errors: Mapping[str, Sequence[Error]]
) -> Phenomenon:
    clean = sum(not errors[gold.name] for gold in golds)
    kinds = Counter(error.kind for gold in golds for error in errors[gold.name])
    return Phenomenon(len(golds), clean, _score(tag, tuple(PARTS), golds, finds), kinds)
