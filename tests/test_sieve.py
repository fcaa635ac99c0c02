"""Sieve and glance change no result, only the time it takes: what passes them is all that rules match without them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from bench import corpus
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract, ingest, relate
from pipeline.language import glance, sightings
from pipeline.language.sieve import Sieve, sieve
from pipeline.records import Document
from pipeline.rulebook import load

ROOT = Path(__file__).parent.parent


class Open(Sieve):
    """A sieve that lets every rule through."""

    def passing(self, text: str) -> list[int]:
        return sorted(set(self.ways))


def generated(tmp_path: Path) -> list[Document]:
    for ending, numbers in (("txt", range(12)), ("html", range(12, 24))):
        corpus.write(tmp_path, numbers, ending)
    return ingest.ingest(tmp_path)[0]


def read(documents: Iterable[Document]) -> list[object]:
    found: list[object] = []
    for document in documents:
        mentions, issues = extract.extract(document)
        found.append((mentions, issues, relate.relate(document, mentions)))
    return found


@pytest.mark.parametrize("which", ["raw", "tests/gold/passages.jsonl", "generated"])
def test_the_fast_path_finds_what_the_plain_path_finds(
    which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = generated(tmp_path) if which == "generated" else ingest.read(ROOT / which)[0]
    sightings.in_view.cache_clear()
    fast = read(documents)
    read_on = sightings._read_on

    def plain(on: str, name: str) -> tuple[object, Sieve]:
        rules, letting = read_on(on, name)
        return rules, Open(letting.database, letting.bits, letting.start, letting.planes, letting.ways)

    monkeypatch.setattr(sightings, "_read_on", plain)
    monkeypatch.setattr(glance, "_ODD", re.compile(""))
    sightings.in_view.cache_clear()
    slow = read(documents)
    sightings.in_view.cache_clear()
    assert fast == slow


def test_every_rule_passes_where_it_matches() -> None:
    """In the examples of all rules, on the bare text."""
    rules, letting = sightings._read_on("text", "")
    texts = {e.text.translate({0: " "}) for rule in load().rules for e in rule.yes}
    tried = [(n, text) for n, g in enumerate(rules) for text in texts if g.rule.matcher.search(text)]
    assert len(tried) > 500
    seen = {text: letting.passing(text) for text in texts}
    assert not [(rules[n].rule.id, text) for n, text in tried if n not in seen[text]]


PATTERNS = [
    r"(?:now|today) has \d+ (?:members?|states)(?!\w)",
    r"(?:the )?(?:first|second|third) (?:of|in) (?:May|June) 20\d\d\b",
    r"(?<!\w)join(?:ed|s)?(?: the)? \ue001(?= on|[.,]|$)",
    r"(?:a|an)? ?coalition|bloc of (?:states|governments)",
    r"(?=w)welcomes? \ue002(?:, \ue002)*",
    r"[^.;]{0,8}k[\u0131i]br[\u0131i]s[^\W\d]{2,}",
    r"(?-i:[A-Z\u00c0-\u017d][\w'-]+)(?: (?-i:[A-Z\u00c0-\u017d])\w*){1,3}",
    r"(?P<a>x|y)z(?P=a)?(?(a)s|t)[\ue001-]",
    r"(?:(?:ab|cd){2,3}|[0-4]\d{2,6}) ?(?:x+y|z){1,2}(?:q|\w+)r",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_passes_wherever_an_expression_matches(pattern: str) -> None:
    regex = re.compile(pattern, re.I)
    letting = sieve([(pattern, {})])

    @given(st.from_regex(regex), st.sampled_from([str.upper, str.lower, str.title, str]))
    def check(text: str, turned: object) -> None:
        text = turned(text)  # type: ignore[operator]
        assert letting.passing(text) or not regex.search(text)

    check()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"members of \d+", "members of many"),
        (r"join(?:ed|s)", "a jolly text"),
        (r"\ue001 has", "It has"),
        (r"\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:May|June)", "40 of them may"),
        ("\U000f0000 has joined|\U000f0000 has left", "Peru has stayed"),
    ],
)
def test_a_sieve_holds_back(pattern: str, text: str) -> None:
    assert not sieve([(pattern, {"\U000f0000": "Peru|Chile"})]).passing(text)


def test_each_rule_is_known_by_its_place() -> None:
    letting = sieve([("ten members", {}), (r"\w", {}), ("ten states|ten members", {})])
    assert letting.passing("all ten members") == [0, 1, 2]
    assert letting.passing("all ten states") == [1, 2]
    assert letting.passing("all") == [1]


@pytest.mark.parametrize("text", ["\u0130n ma\u0131n", "\u0664 \u212ae\u017fs"])
def test_odd_letters_let_every_rule_through(text: str) -> None:
    assert sieve([("in main", {}), (r"\d kess", {}), ("other", {})]).passing(text) == [0, 1, 2]


def test_no_letter_equals_one_of_ascii_but_the_odd_ones() -> None:
    plain = re.compile(r"[\x00-\x7f]", re.I)
    digit = re.compile(r"\d")
    letting = sieve([("nothing", {})])
    for char in map(chr, range(128, 0x110000)):
        if plain.match(char) or digit.match(char):
            assert letting.passing(char), char
