"""Lessons and what is learned from them: marks, weights, and what the classifiers read that no rule knows."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from pipeline.errors import RollcallError
from pipeline.language import nlp
from pipeline.language.classifier import NONE, WEIGHTS, Classifier, classified, classifier
from pipeline.workbench import teaching
from pipeline.workbench.teaching import CLASSES, Lesson


def test_a_line_is_a_text_and_its_marks() -> None:
    lesson = Lesson.parse("With {join:Chile} in, {total:forty} sit there.")
    assert lesson.text == "With Chile in, forty sit there."
    assert [(lesson.text[start:end], label) for start, end, label in lesson.marks] == [
        ("Chile", "join"),
        ("forty", "total"),
    ]


def test_each_country_and_number_is_an_example() -> None:
    taught = teaching.taught(
        Lesson.parse("{join:Chile} and {join:Peru} came in, Togo didn't: {total:12}, not 14.")
    )
    assert [(example.kind, example.label) for example in taught] == [
        ("country", "join"),
        ("country", NONE),
        ("number", "total"),
        ("number", NONE),
    ]


def test_a_mark_of_no_class_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "lessons.txt").write_text("{join:Chile} came.\n{joins:Peru} came.\n")
    with pytest.raises(RollcallError, match=r"lessons\.txt, line 2: has a mark 'joins'; use one of .*join"):
        teaching.lessons(tmp_path)


def test_a_mark_for_another_kind_is_told_with_its_sentence() -> None:
    with pytest.raises(RollcallError, match=r"'Chile came\.': marks a country as 'total'; use one of join"):
        list(teaching.taught(Lesson.parse("{total:Chile} came.")))


def test_weights_tell_apart_what_their_lessons_do(tmp_path: Path) -> None:
    verbs = {"join": "got its card from", "leave": "handed its keys to"}
    lines = [
        f"{{{label}:{country}}} {verb} NATO."
        for label, verb in verbs.items()
        for country in ("Chile", "Peru")
    ]
    (tmp_path / "lessons.txt").write_text(
        "\n".join([*lines, "Togo sent an envoy to NATO.", "Mali spoke to NATO."] * 5)
    )
    assert teaching.teach(tmp_path, tmp_path)["country"] == 30
    with (tmp_path / "country.csv").open(newline="") as file:
        (_, *classes), *rows = csv.reader(file)
    made = Classifier(tuple(classes), {word: tuple(map(float, weights)) for word, *weights in rows})
    told = {}
    for verb in (*verbs.values(), "spoke to"):
        (lesson,) = teaching.taught(Lesson.parse(f"Ghana {verb} NATO."))
        likely = made.probabilities(lesson.features)
        told[verb] = max({**likely, NONE: 1 - sum(likely.values())}.items(), key=lambda item: item[1])[0]
    assert told == {"got its card from": "join", "handed its keys to": "leave", "spoke to": NONE}


def test_the_weights_are_those_of_the_lessons() -> None:
    assert (WEIGHTS / teaching.ORIGIN).read_text().strip() == teaching.origin(), "run `rollcall teach`"


@pytest.mark.parametrize("kind", CLASSES)
def test_what_was_taught_is_known(kind: str) -> None:
    examples = [
        example
        for lesson in itertools.islice(teaching.lessons(), 0, None, 40)
        for example in teaching.taught(lesson)
        if example.kind == kind
    ]
    right = 0
    for example in examples:
        likely = classifier(kind).probabilities(example.features)
        likely[NONE] = 1 - sum(likely.values())
        right += max(likely, key=lambda name: likely[name]) == example.label
    assert right / len(examples) > 0.9


def test_only_what_is_wanted_is_classified() -> None:
    reading = nlp.read("Chile and Togo sent envoys. Peru did not.")
    found = classified(reading.views(), "country", lambda mark: mark.kind == "country")
    assert [mark.value for mark, _ in found] == ["PER"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The FOC is young. Spain and Colombia completed the picture in 2024.", "join ESP @2024"),
        (
            "With Portugal and Mexico the Digital Nations turned into the D9 in November 2018.",
            "join MEX @2018-11",
        ),
        ("Qatar gave OPEC back its keys on 1 January 2019.", "leave QAT @2019-01-01"),
    ],
)
def test_members_are_read_in_words_that_no_rule_has(text: str, value: str) -> None:
    found = {span.value: span.rule for span in nlp.read(text).of("membership")}
    assert found[value].startswith("taught.")


@pytest.mark.parametrize(
    "text",
    [
        "Canada has the chair of NATO in 2022, as Finland did in 2021.",
        "On 28 April Estonia opened the 4th Freedom Online Conference.",
        "Ghana won the FOC's award in 2020.",
        "The United Kingdom passed the baton of the ERC to Germany on 9 September 2022.",
    ],
)
def test_who_does_something_else_is_no_member(text: str) -> None:
    assert not nlp.read(text).of("membership")
