"""Every rule keeps what its examples promise: `yes` is found, `no` isn't, `miss` is still missed."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline import rulebook
from pipeline.errors import RuleError
from pipeline.language import nlp
from pipeline.rulebook import Example, Rule

RULES = rulebook.load().rules
YES = [pytest.param(r, e, id=f"{r.id}: {e.text[:60]}") for r in RULES for e in r.yes]
NO = [pytest.param(r, text, id=f"{r.id}: {text[:60]}") for r in RULES for text in r.no]
MISS = [pytest.param(r, e, id=f"{r.id}: {e.text[:60]}") for r in RULES for e in r.miss]


@cache
def reading(text: str, language: str, published: str = "") -> nlp.Reading:
    return nlp.read(text, language, date.fromisoformat(published) if published else None)


def languages(rule: Rule) -> list[str]:
    """The languages in which a rule's examples may be written: English, unless it isn't a rule for English."""
    return ["en"] if rule.languages & {"en", "*"} else sorted(rule.languages)


def found(rule: Rule, example: Example) -> bool:
    """Whether the span is recognised as the rule's kind (or what the kind becomes) with the example's value."""
    kinds = {rule.kind, "resolution"} if rule.kind == "pair" else {rule.kind}
    return any(
        (read.text[s.start : s.end], s.value) == (example.span, example.value)
        for language in languages(rule)
        for read in [reading(example.text, language, example.published)]
        for s in read.spans
        if s.kind in kinds
    )


@pytest.mark.parametrize(("rule", "example"), YES)
def test_yes(rule: Rule, example: Example) -> None:
    assert found(rule, example)


@pytest.mark.parametrize(("rule", "text"), NO)
def test_no(rule: Rule, text: str) -> None:
    for language in languages(rule):
        assert not [s for s in reading(text, language).spans if s.rule == rule.id]


@pytest.mark.parametrize(("rule", "example"), MISS)
@pytest.mark.xfail(strict=True, reason="a known miss: when it passes, move it to `yes`")
def test_miss(rule: Rule, example: Example) -> None:
    assert found(rule, example)


GOOD = """
about = "a test"
layer = 10
on = "text"
reader = "plain"
kind = "greeting"
[[rule]]
id = "greeting.hello"
regex = 'hello'
yes = [["hello there", "hello", "hello"]]
"""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("yes = [", "no = [] #", "no `yes` example"),
        ("regex = 'hello'", "", "one form"),
        ("regex = 'hello'", "regex = 'hel(lo'", "does not compile"),
        ("regex = 'hello'", "regex = '<nothing> hello'", "no word list and no kind"),
        ('"hello", "hello"]', '"hullo", "hello"]', "isn't in its sentence"),
        ("regex = 'hello'", "regexp = 'hello'", "unknown key"),
        ("layer = 10", "layer = ", "not valid TOML"),
        ("layer = 10", "", "has no `layer`"),
    ],
)
def test_a_broken_rule_file_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    (tmp_path / "greetings.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(RuleError) as refused:
        rulebook.load(tmp_path)
    assert why in str(refused.value)
    assert "greetings.toml" in str(refused.value)
    assert refused.value.mend


def test_an_expression_may_be_laid_out_over_lines(tmp_path: Path) -> None:
    laid_out = "regex = '''\n  (?:\n    hello|hi\n    |good day\n  )(?: there)?'''"
    (tmp_path / "greetings.toml").write_text(GOOD.replace("regex = 'hello'", laid_out))
    (rule,) = rulebook.load(tmp_path).rules
    assert rule.regex == "(?:hello|hi|good day)(?: there)?"


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD)
    with pytest.raises(RuleError, match="two rules with the id"):
        rulebook.load(tmp_path)


def test_every_list_of_words_is_used() -> None:
    files = {p: p.read_text("utf-8") for p in rulebook.RULES.glob("*.toml") if p.name != "furniture.toml"}
    everything = "".join(files.values())
    unused = [
        f"{path.name}: {word}"
        for path, text in files.items()
        for word in tomllib.loads(text).get("words", {})
        if f"<{word}>" not in (everything if path.name == "words.toml" else text)
    ]
    assert not unused
