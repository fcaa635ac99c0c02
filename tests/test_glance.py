"""A glance of PCRE2 tells of every rule the first place where `re` matches it."""

from __future__ import annotations

import re
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pcre2
import pytest

from pipeline.language import sightings
from pipeline.language.glance import BEHIND, Glance, Stretch, _in_bytes
from pipeline.rulebook import Rule, load

BOOK = load()
MARKS = "".join(BOOK.marks.values())


def plain(text: str) -> bool:
    """Whether PCRE2 may look at a text."""
    return Stretch.of(text).shown is not None


PLAIN = "".join(char for char in map(chr, range(0x110000)) if plain(char))
#: Characters that are one byte each where PCRE2 is shown bytes.
NARROW = "".join(char for char in PLAIN if isinstance(Stretch.of(char).shown, bytes))


def places(of: Rule, text: str, start: int = 0) -> list[tuple[int, int]]:
    """Where a rule matches that PCRE2 has glanced at."""
    return [match.span() for match in Glance(of).matches(Stretch.of(text, start))]


def all_places(of: Rule, text: str) -> list[tuple[int, int]]:
    """Where `re` alone matches it."""
    return [match.span() for match in of.matcher.finditer(text)]


def rule(template: str, words: dict[str, str] | None = None, flags: int = re.I) -> Rule:
    """A rule of an expression."""
    regex = template
    for char, word in (words or {}).items():
        regex = regex.replace(char, word)
    return Rule("x", "x", template, words or {}, regex, flags, "", "", {}, frozenset(("en",)), (), (), ())


def called(of: Rule) -> Rule:
    """A rule whose expression in full nobody can read: what is compiled has calls for its words."""
    return Rule("x", "x", of.template, of.words, "(", of.flags, "", "", {}, of.languages, (), (), ())


def first(of: Rule, text: str) -> int:
    """Where `re` matches a rule first."""
    found = of.matcher.search(text)
    return found.start() if found else -1


def first_of(rule: Rule, text: str, start: int = 0) -> int:
    """Where a rule may match first, from a place on."""
    return Glance(rule).first_in(text)(text, start)


def behind(items: Any) -> int:
    """How many characters an expression looks behind at most."""
    reach = 0
    for code, value in items:
        if code in {op.ASSERT, op.ASSERT_NOT}:
            reach = max(reach, behind(value[1]) + (value[1].getwidth()[1] if value[0] < 0 else 0))
        elif code is op.AT:
            reach = max(reach, 1)
        elif isinstance(value, tuple):
            parts = [p for v in value for p in (v if isinstance(v, list) else [v])]
            reach = max([reach, *(behind(p) for p in parts if isinstance(p, parser.SubPattern))])
    return reach


@pytest.mark.parametrize(
    "form", [r"\w", r"\W", r"\d", r"\s", ".", r"[^\W\d_]", r"\b.", "[a-z]", "[^k]", "s", "\u00e5"]
)
@pytest.mark.parametrize("flags", [0, re.I])
def test_of_plain_characters_both_think_the_same(form: str, flags: int) -> None:
    text = "".join(f"{char} {char}" for char in PLAIN)
    found = pcre2.compile(form, pcre2.IGNORECASE if flags else 0).findall(text)
    assert found == re.findall(form, text, flags)


@pytest.mark.parametrize(
    "form",
    [
        r"\w",
        r"\W",
        r"\d",
        r"\s",
        ".",
        r"[^\W\d_]",
        r"\b.",
        "[a-z]",
        "[^k]",
        "s",
        "[A-\u012f]",
        "[\ue003-\uffff]",
    ],
)
@pytest.mark.parametrize("flags", [0, re.I])
def test_of_bytes_it_thinks_as_of_their_characters(form: str, flags: int) -> None:
    text = "".join(f"{char} {char}" for char in NARROW)
    shown = Stretch.of(text).shown
    found = pcre2.compile(_in_bytes(form), pcre2.IGNORECASE if flags else 0).finditer(shown)
    assert [match.span() for match in found] == [match.span() for match in re.finditer(form, text, flags)]
    assert set(MARKS) < set(NARROW)


def test_of_plain_letters_both_know_the_same_without_case() -> None:
    for char in filter(str.isalpha, PLAIN):
        assert pcre2.compile(char, pcre2.IGNORECASE).findall(PLAIN) == re.findall(char, PLAIN, re.I), char


@pytest.mark.parametrize("text", ["\u0130n", "ma\u0131n", "e\u0301", "a\u203fb", "\x1d", "\U0001f600"])
def test_other_characters_are_not_plain(text: str) -> None:
    assert plain("The Coalition\u2019s 38 members, \ue001 \u2013 \u0141\u00f3d\u017a")
    assert not plain(f"The {text} Coalition")


@pytest.mark.parametrize("file", [f for f in BOOK.files if f.on != "names"], ids=lambda f: f.name)
def test_rules_are_found_where_they_match(file: Any) -> None:
    """On their own examples and every tenth of the others of their file, as they stand and with marks in place of some
    words. All are too many: as many rules as there are meet as many examples; test_sieve.py has whole corpora."""
    examples = {r.id: [*(e.text for e in r.yes), *r.no] for r in file.rules}
    others = sorted(text for own in examples.values() for text in own)
    for number, of in enumerate(file.rules):
        texts = {*examples[of.id], *others[number % 10 :: 10]}
        texts |= {re.sub(r"[A-Z]\w+|\d+", lambda m: MARKS[len(m[0]) % len(MARKS)], text) for text in texts}
        assert not [text for text in texts if places(of, text) != all_places(of, text)], of.id
        assert max(Glance(of).first_in(shown)(shown, 7) for shown in ("", b"")) < 7, (
            f"PCRE2 can't compile {of.id}"
        )


@pytest.mark.parametrize(
    "of",
    [
        rule(
            "\U000f0000 (?:has|have) \U000f0001",
            {"\U000f0000": "Peru|Chile" * 20, "\U000f0001": "(?P<n>[0-9]+) states"},
        ),
        rule(
            r"(x)?\U000f0000(?(1)y|z)",
            {"\U000f0000": "(?:Peru|Chile){1,3}(?:-?(?:Peru|Chile)){0,2}(?:,? (?:and|or))?"},
        ),
        rule(
            "(?-i:\U000f0000)|not \U000f0000",
            {"\U000f0000": "(?:Peru|Chile|Ghana|Malta|Cuba|Fiji|Mali|Togo|Benin|Kenya)"},
        ),
    ],
)
def test_an_expression_with_calls_matches_as_it_does_in_full(of: Rule) -> None:
    texts = [
        "Peru has 38 states",
        "now xChileChiley, PeruPeruz",
        "peru",
        "so not chile",
        "no Mali",
        "xPeru, andz",
    ]
    assert [first_of(called(of), text) for text in texts] == [first(of, text) for text in texts]


def test_where_the_glance_gives_up_a_rule_may_match() -> None:
    forgets = rule("(?:(a)|b|(c))*[de]f", flags=0)
    assert first_of(forgets, "abc" * 9 + " df", 7) == 28
    assert first_of(forgets, "abc" * 99_999 + " df", 7) == 7
    assert first_of(called(rule("(?P<a")), "a text", 3) == 3


@pytest.mark.parametrize("form", ["x*", "(?<=a)|x", r"(?<!\w)\w+ ?", "a"])
@pytest.mark.parametrize("text", ["xx aax a", "", "b", "b x" * 9_999, "\u0130a xa"])
def test_all_matches_are_found(form: str, text: str) -> None:
    """Empty ones, in long texts, and where PCRE2 may not look."""
    assert places(rule(form), text) == all_places(rule(form), text)


def test_rules_on_the_bare_text_look_no_further_behind_than_is_shown_to_them() -> None:
    rules = [r for file in BOOK.files if file.on == "text" for r in file.rules]
    assert 10 < max(behind(parser.parse(r.regex, r.flags)) for r in rules) < BEHIND


def test_what_stands_before_a_line_counts() -> None:
    """A line far down a text is read as if the whole stood before it."""
    line = "It was 38 states in May 2019."
    rules = {name for name, _ in sightings.in_text(line, "en")}
    text = f"{'A word, and another. ' * 20}\n{line}"
    offset = text.index(line)
    found = {(name, m.start()) for name, m in sightings.in_text(text, "en") if m.start() >= offset}
    assert found == {(name, m.start() + offset) for name, m in sightings.in_text(line, "en")}
    assert len(rules) > 2
