"""What `rollcall rules` tells of rules is true: a planted dead rule and a planted overlap are found."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from papers import paper

from pipeline import extract, ingest, rulebook
from pipeline.errors import RollcallError
from pipeline.language import nlp, sightings, views
from pipeline.workbench import usage
from pipeline.workbench.usage import Use

BOOK = """
about = "a test"
layer = 10
on = "text"
reader = "plain"
kind = "greeting"
[[rule]]
id = "greeting.hello"
regex = 'hello\\b'
yes = [["hello there", "hello", "hello"]]
[[rule]]
id = "greeting.long"
regex = 'hello world'
yes = [["hello world", "hello world", "hello world"]]
[[rule]]
id = "greeting.dead"
regex = 'world'
yes = [["hello world", "world", "world"]]
[[rule]]
id = "greeting.twin"
regex = 'hello(?= w)'
yes = [["hello wood", "hello", "hello"]]
[[rule]]
id = "greeting.waiting"
regex = 'farewell'
yes = [["farewell to all", "farewell", "farewell"]]
[[rule]]
id = "farewell.other"
kind = "leaving"
regex = 'hello'
yes = [["hello", "hello", "hello"]]
"""

HELPERS = """
about = "what only serves other rules"
layer = 20
on = "view"
reader = "plain"
kind = "pair"
[[rule]]
id = "pair.greetings"
regex = '<greeting>, <greeting>'
yes = [["hello, hello", "hello, hello", "hello, hello"]]
"""

TEXTS = ("hello world, hello you. Say hello, hello.", "Nothing at all.", "HELLO WORLD")


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[usage.Place]:
    (tmp_path / "greetings.toml").write_text(BOOK)
    (tmp_path / "helpers.toml").write_text(HELPERS)
    book = rulebook.load(tmp_path)
    for module in (nlp, sightings, views, usage):
        monkeypatch.setattr(module, "load", lambda: book)
    for known in (sightings._read_on, sightings.in_view):  # they remember the rules of the house
        monkeypatch.setattr(sightings, known.__name__, cache(known.__wrapped__))
    return usage.places(paper(text, name=f"d{i}") for i, text in enumerate(TEXTS))


def use(found: list[usage.Place], rule: str) -> Use:
    return next(u for u in usage.uses(found) if u.rule.id == rule)


def counted(found: list[usage.Place], rule: str) -> tuple[int, int, int]:
    of = use(found, rule)
    return of.found, of.kept, of.documents


def test_every_rule_is_counted_where_it_is_found_and_where_it_is_kept(found: list[usage.Place]) -> None:
    assert counted(found, "greeting.hello") == (5, 3, 1)
    assert counted(found, "greeting.long") == (2, 2, 2)
    assert counted(found, "greeting.waiting") == (0, 0, 0)


def test_rules_that_only_serve_others_are_counted_too(found: list[usage.Place]) -> None:
    assert counted(found, "pair.greetings") == (2, 2, 1)


def test_rules_of_another_kind_take_nothing_away(found: list[usage.Place]) -> None:
    assert counted(found, "farewell.other") == (5, 5, 2)
    assert not any("farewell.other" in p.winners for p in found if p.rule.startswith("greeting"))


def test_a_dead_rule_is_one_that_not_even_its_examples_keep(found: list[usage.Place]) -> None:
    head, *rows = (line.split() for line in usage.dead(usage.uses(found)))
    assert head == ["rule", "file", "found", "kept", "examples", "loses", "to"]
    assert [row[0] for row in rows] == ["greeting.dead", "greeting.twin", "greeting.waiting"]
    assert rows[0][2:] == ["2", "0", "0", "greeting.long", "4"]  # in two documents and two examples
    assert use(found, "greeting.twin").examples == 0  # greeting.hello came first
    assert use(found, "greeting.waiting").examples == 1
    assert usage.summary(usage.uses(found)) == "4 rules kept here, 1 only in examples, 2 nowhere"


def test_rules_that_find_the_same_or_always_lose_are_told(found: list[usage.Place]) -> None:
    pairs = {(o.rule, o.other): o for o in usage.overlaps(found)}
    twin = pairs["greeting.twin", "greeting.hello"]
    # "hello world" in two documents and two examples (lost to the longer rule), "hello wood" in one
    assert (twin.same, twin.lost, twin.won, twin.found, twin.kept) == (5, 1, 0, 5, 0)
    loser = pairs["greeting.dead", "greeting.long"]
    assert (loser.same, loser.lost, loser.found) == (0, 4, 4)
    assert ("greeting.hello", "greeting.long") not in pairs  # it has places of its own
    assert not any("farewell.other" in pair for pair in pairs)  # the same words, as another kind


def test_a_rule_is_shown_in_context(found: list[usage.Place]) -> None:
    head, *lines = usage.in_context("greeting.long", found)
    assert head == "greeting.long: greeting, regex/text, language en, in greetings.toml"
    assert lines[:6] == [
        "", "d0  kept  hello world", "  [hello world], hello you.",
        "", "d2  kept  HELLO WORLD", "  [HELLO WORLD]",
    ]  # fmt: skip
    assert "d2  lost to greeting.long  WORLD" in usage.in_context("greeting.dead", found)


def test_an_unknown_rule_is_named_with_its_nearest(found: list[usage.Place]) -> None:
    with pytest.raises(RollcallError, match=r"greeting\.hallo: is no rule; did you mean greeting\.hello\?"):
        usage.in_context("greeting.hallo", found)


def test_the_counts_are_those_of_the_mentions() -> None:
    """On the shipped rulebook every kept place of these rules is a mention for each of its values, and no other is."""
    documents, _ = ingest.ingest(Path(__file__).parent.parent / "raw")
    rules = {r.id for r in rulebook.load().rules if r.kind in {"count", "date", "membership", "person"}}
    kept = [p for p in usage.places(documents) if p.kept and not p.example and p.rule in rules]
    mentions = [m for document in documents for m in extract.extract(document)[0] if m.rule_id in rules]
    assert len({m.rule_id for m in mentions}) > 50
    assert Counter((p.source, p.rule, p.words, value) for p in kept for value in p.values) == Counter(
        (m.doc_id, m.rule_id, m.text, m.value) for m in mentions
    )
