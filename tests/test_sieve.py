"""The sieve changes no result, only the time it takes: what passes it is all that rules match without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from bench import corpus
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract, ingest, relate, sightings
from pipeline.outlines import encoded, outlines
from pipeline.records import Document
from pipeline.rulebook import load
from pipeline.sieve import Sieve, sieve

ROOT = Path(__file__).parent.parent


def everywhere(rules: int) -> type[Sieve]:
    """A sieve that lets every rule through at every place."""

    class Open(Sieve):
        def ends(self, text: str) -> list[tuple[int, int]]:
            return [(rule, end) for rule in range(rules) for end in _line_ends(encoded(text))]

    return Open


def _line_ends(data: bytes) -> Iterator[int]:
    yield from (found.start() + 1 for found in re.finditer(rb"\n", data))
    yield len(data) + 1


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
        rules, _ = read_on(on, name)
        return rules, everywhere(len(rules))(None)

    monkeypatch.setattr(sightings, "_read_on", plain)
    sightings.in_view.cache_clear()
    slow = read(documents)
    sightings.in_view.cache_clear()
    assert fast == slow


def test_every_rule_passes_where_it_matches() -> None:
    """In the examples of all rules, on the bare text."""
    rules, letting = sightings._read_on("text", "")
    texts = {e.text.translate({0: " "}) for rule in load().rules for e in rule.yes}
    tried = [(n, text) for n, rule in enumerate(rules) for text in texts if rule.matcher.search(text)]
    assert len(tried) > 500
    seen = {text: {rule for rule, _ in letting.ends(text)} for text in texts}
    assert not [(rules[n].id, text) for n, text in tried if n not in seen[text]]


PATTERNS = [
    r"(?:now|today) has \d+ (?:members?|states)(?!\w)",
    r"(?:the )?(?:first|second|third) (?:of|in) (?:May|June) 20\d\d\b",
    r"(?<!\w)join(?:ed|s)?(?: the)? \ue001(?= on|[.,]|$)",
    r"(?:a|an)? ?coalition|bloc of (?:states|governments)",
    r"(?=w)welcomes? \ue002(?:, \ue002)*",
    r"[^.;]{0,8}k[\u0131i]br[\u0131i]s[^\W\d]{2,}",
    r"(?-i:[A-Z\u00c0-\u017d][\w'-]+)(?: (?-i:[A-Z\u00c0-\u017d])\w*){1,3}",
    r"(?P<a>x|y)z(?P=a)?(?(a)s|t)[\ue001-]",
]


@pytest.mark.parametrize("longest", [20, 1000])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_outline_matches_wherever_its_expression_does(pattern: str, longest: int) -> None:
    regex = re.compile(pattern, re.I)
    letting = sieve([(pattern, int(re.I))], longest=longest, once=False)

    @given(st.from_regex(regex), st.sampled_from([str.upper, str.lower, str.title, str]))
    def check(text: str, turned: object) -> None:
        text = turned(text).replace("\0", " ")  # type: ignore[operator]
        ends = {end for _, end in letting.ends(text)}
        for match in regex.finditer(text):
            assert any(end >= len(encoded(text[: match.start()])) for end in ends)

    check()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"members of \d+", "members of many"), (r"join(?:ed|s)", "a jolly text"), (r"\ue001 has", "It has")],
)
def test_a_sieve_holds_back(pattern: str, text: str) -> None:
    assert not sieve([(pattern, 0)], longest=1000, once=True).ends(text)


def test_a_long_outline_is_made_coarse() -> None:
    pattern = "(?:" + "|".join(f"word{n} of {n}" for n in range(5000)) + ") has joined"
    (form,) = outlines(pattern, 0, 500)
    assert len(form) < 2000
    letting = sieve([(pattern, 0)], longest=500, once=True)
    assert letting.ends("word77 of 77 has joined")
    assert not letting.ends("word77 of 77 has left")
