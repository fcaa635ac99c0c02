"""Gates are read off expressions: what they ask for is in every match, and they ask for something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gates import gate, passes, seen

PATTERNS = [
    r"(?:now|today) has \d+ (?:members?|states)",
    r"(?:the )?(?:first|second|third) (?:of|in) (?:May|June) 20\d\d",
    r"join(?:ed|s)?(?: the)? \ue001",
    r"[0-9]{2}th",
    r"(?:a|an)? ?coalition|bloc of (?:states|governments)",
    r"(?=w)welcomes? \ue002(?:, \ue002)*",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_match_passes(pattern: str) -> None:
    regex = re.compile(pattern, re.I)
    assert gate(regex)

    @given(st.from_regex(regex), st.sampled_from([str.upper, str.lower, str.title]))
    def check(text: str, turned: object) -> None:
        for form in (text, turned(text)):  # type: ignore[operator]
            assert passes(gate(regex), seen(form)) or not regex.search(form)

    check()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"members of \d+", "members of many"), (r"join(?:ed|s)", "a jolly text"), (r"\ue001 has", "It has")],
)
def test_a_gate_shuts(pattern: str, text: str) -> None:
    assert not passes(gate(re.compile(pattern)), seen(text))


def test_what_may_match_anything_has_no_gate() -> None:
    assert gate(re.compile(r"(?:members)?[a-z]*")) == ()


@pytest.mark.parametrize("text", ["K\u0131br\u0131s", "K\u0130BRIS", "ma\u017fter", "STRASSE"])
def test_letters_that_are_equal_without_case_pass(text: str) -> None:
    for regex in (re.compile("k[i\u0131]bris", re.I), re.compile("kibris", re.I), re.compile("master", re.I)):
        assert passes(gate(regex), seen(text)) or not regex.search(text)
