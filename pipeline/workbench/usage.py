"""What the rules do: where each of them is found, where it is kept, and which other rules it meets there.

A rule is found where it matches and its reader makes something of the match. It is kept there unless its reader drops
that, most often for the longer find of another rule. So even a rule whose finds only serve other rules, and never
become mentions, is counted by what it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from pipeline import terminal
from pipeline.errors import RollcallError
from pipeline.language import nlp
from pipeline.language.spans import Span
from pipeline.progress import each, working
from pipeline.records import Document
from pipeline.rulebook import Example, Rule, RuleFile, load

#: A rule, and the start and end of its words.
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule was found: in a document, or in an example of a rule. `winners` are the rules that were kept
    instead of it, `twins` those that found the same value in the same words.
    """

    rule: str
    source: str
    example: bool
    words: str
    sentence: str
    values: tuple[str, ...]
    kept: bool
    winners: tuple[str, ...]
    twins: tuple[str, ...]

    @property
    def fate(self) -> str:
        """What became of it, in words."""
        return "kept" if self.kept else f"lost to {', '.join(self.winners)}" if self.winners else "dropped"


@dataclass(frozen=True, slots=True)
class Use:
    """A rule and its places: found and kept in how many places of how many documents, kept in how many examples;
    and the rules that it lost to, with the number of places.
    """

    rule: Rule
    file: str
    form: str
    found: int
    kept: int
    documents: int
    examples: int
    winners: Counter[str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that meet: in how many of its `found` places `rule` has the same words and value as `other`, in how
    many it loses to it and wins against it, and how many it keeps in all.
    """

    rule: str
    other: str
    same: int
    lost: int
    won: int
    found: int
    kept: int


def places(documents: Iterable[Document]) -> list[Place]:
    """Every place of every rule, in documents and in the examples of the rulebook."""
    found, given = [], list(documents)
    with working("rules"):
        for document in each("rules", given, len(given)):
            reading = nlp.Reading(document.text, document.language, document.published)
            found += _places(document.doc_id, reading)
        for rule in load().rules:
            for number, example in enumerate(rule.yes, 1):
                found += _example(rule, number, example)
    return found


def uses(found: Sequence[Place]) -> list[Use]:
    """What every rule of the rulebook does in these places, in the order in which rules are applied."""
    own: dict[str, list[Place]] = {}
    for place in found:
        own.setdefault(place.rule, []).append(place)
    return [_use(file, rule, own.get(rule.id, [])) for file in load().files for rule in file.rules]


def overlaps(found: Sequence[Place]) -> list[Overlap]:
    """Pairs of rules that find one value in the same words, or of which one has no place that the other doesn't take.

    That a longer find beats a shorter one elsewhere is how rules work together, and is left out.
    """
    total, kept = Counter(p.rule for p in found), Counter(p.rule for p in found if p.kept)
    same = Counter((p.rule, other) for p in found for other in p.twins)
    lost = Counter((p.rule, other) for p in found for other in p.winners)
    pairs = {(a, b) for a, b in same | lost if (lost[a, b], b) >= (lost[b, a], a)}
    met = [Overlap(a, b, same[a, b], lost[a, b], lost[b, a], total[a], kept[a]) for a, b in pairs]
    telling = [overlap for overlap in met if overlap.same or overlap.lost == overlap.found]
    return sorted(telling, key=lambda o: (-o.lost / o.found, -o.found, o.rule, o.other))


def summary(shown: Sequence[Use]) -> str:
    """How many rules are alive, wait for their words, and are dead."""
    alive = sum(u.kept > 0 for u in shown)
    waiting = sum(not u.kept and u.examples > 0 for u in shown)
    return f"{alive} rules kept here, {waiting} only in examples, {len(shown) - alive - waiting} nowhere"


def table(shown: Iterable[Use]) -> list[str]:
    """A line for each rule."""
    rows: list[Sequence[object]] = [
        ("rule", "file", "kind", "form", "found", "kept", "documents", "examples")
    ]
    rows += [
        (u.rule.id, u.file, u.rule.kind, u.form, u.found, u.kept, u.documents, u.examples) for u in shown
    ]
    return terminal.table(rows, right=range(4, 8))


def dead(shown: Iterable[Use]) -> list[str]:
    """A line for each rule that is kept nowhere in the documents; first those that not even an example keeps."""
    rows: list[Sequence[object]] = [("rule", "file", "found", "kept", "examples", "loses to")]
    for u in sorted((u for u in shown if not u.kept), key=lambda u: (u.examples > 0, u.file, u.rule.id)):
        losses = ", ".join(f"{rule} {number}" for rule, number in u.winners.most_common())
        rows.append((u.rule.id, u.file, u.found, u.kept, u.examples, losses))
    return terminal.table(rows, right=range(2, 5))


def overlapping(shown: Iterable[Overlap]) -> list[str]:
    """A line for each pair of rules."""
    rows: list[Sequence[object]] = [("rule", "meets", "same", "lost", "won", "found", "kept")]
    rows += [(o.rule, o.other, o.same, o.lost, o.won, o.found, o.kept) for o in shown]
    return terminal.table(rows, right=range(2, 7))


def known(name: str) -> tuple[RuleFile, Rule]:
    """The rule of that id and the file that it stands in. Raises RollcallError if there is none."""
    every = {rule.id: (file, rule) for file in load().files for rule in file.rules}
    if name not in every:
        near = get_close_matches(name, every)
        raise RollcallError(
            name, "is no rule", f"did you mean {near[0]}?" if near else "`rollcall rules` lists them"
        )
    return every[name]


def in_context(name: str, found: Iterable[Place], colour: bool = False) -> list[str]:
    """What a rule is, and each of its places in its sentence. Raises RollcallError if there is no such rule."""
    file, rule = known(name)
    languages = ", ".join(sorted(rule.languages))
    shown = [f"{rule.id}: {rule.kind}, {_form(file, rule)}, language {languages}, in {file.name}.toml"]
    for place in found:
        if place.rule == name:
            shown += ["", f"{place.source}  {place.fate}  {'; '.join(place.values)}"]
            shown.append(f"  {terminal.marked(place.sentence, [place.words], colour)}")
    return shown


def _form(file: RuleFile, rule: Rule) -> str:
    return "phrases" if rule.phrases else "taught" if rule.taught else f"regex/{file.on}"


def _use(file: RuleFile, rule: Rule, own: Sequence[Place]) -> Use:
    corpus = [place for place in own if not place.example]
    kept = [place for place in corpus if place.kept]
    return Use(
        rule,
        file.name,
        _form(file, rule),
        len(corpus),
        len(kept),
        len({place.source for place in kept}),
        sum(place.example and place.kept for place in own),
        Counter(winner for place in own for winner in place.winners),
    )


def _example(rule: Rule, number: int, example: Example) -> list[Place]:
    """The places in an example, read in a language in which its rule is kept, if there is one."""
    day = date.fromisoformat(example.published) if example.published else None
    languages = ["en"] if rule.languages & {"en", "*"} else sorted(rule.languages)
    source = f"example {number} of {rule.id}"
    read = [_places(source, nlp.Reading(example.text, one, day), example=True) for one in languages]
    return max(read, key=lambda found: any(place.rule == rule.id and place.kept for place in found))


def _places(source: str, reading: nlp.Reading, *, example: bool = False) -> list[Place]:
    places = []
    for step in list(nlp.steps(reading)):
        kinds = {rule.id: rule.kind for rule in step.file.rules}
        found, kept = _by_place(step.found), _by_place(step.kept)
        alike: dict[object, set[str]] = {}
        for (rule, *at), values in found.items():
            alike.setdefault((kinds[rule], *at, values), set()).add(rule)
        for key, values in sorted((found | kept).items(), key=lambda item: item[0][1:]):
            rule, start, end = key
            twins = alike.get((kinds[rule], start, end, found.get(key, ())), set()) - {rule}
            winners = () if key in kept else _winners(key, kept, kinds)
            words, sentence = reading.text[start:end], _sentence(reading, start, end)
            more = key in kept, winners, tuple(sorted(twins))
            places.append(Place(rule, source, example, words, sentence, values, *more))
    return places


def _winners(lost: Key, kept: Iterable[Key], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """The rules kept in some of the words: those of the same kind, if there are any, for kinds may overlap."""
    rule, start, end = lost
    over = {other for other, a, b in kept if a < end and start < b and other != rule}
    return tuple(sorted({other for other in over if kinds[other] == kinds[rule]} or over))


def _by_place(spans: Iterable[Span]) -> dict[Key, tuple[str, ...]]:
    """The values at each place: the same words may have several."""
    values: dict[Key, set[str]] = {}
    for span in spans:
        values.setdefault((span.rule, span.start, span.end), set()).add(span.value)
    return {at: tuple(sorted(many)) for at, many in values.items()}


def _sentence(reading: nlp.Reading, start: int, end: int) -> str:
    """The sentences from that of the first to that of the last character."""
    return reading.text[reading.sentence(start)[0] : max(end, reading.sentence(end - 1)[1])].strip()
