"""Cuts page furniture out of a text: crumbs, menus, share counters, cookie notes, lists of related links.

What is furniture stands in `rules/furniture.toml`, with examples; here is only how the rules are applied.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from pipeline.errors import RuleError
from pipeline.formats.text import has_sentence, is_ended
from pipeline.rulebook import RULES, in_one

PATH = RULES / "furniture.toml"

#: A longer line is text, whatever it looks like.
LONGEST_LINE = 250
#: A number under a label of so many words is a fact of the announcement and no share counter.
LABEL = 4
#: A number after a line of this length that ends no sentence may be the end of the sentence.
WRAPPED = 40

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER = re.compile(r"[Ͱ-῿⺀-퟿]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as declared in the file."""

    id: str
    regex: re.Pattern[str]
    where: str
    alone: bool
    list: bool
    foreign: bool
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """All rules for lines: those that need a word, by that word, and the simple others, once more as a single regex.

    `classes` and `always` are for class and id attributes of HTML (see the file).
    """

    needing: dict[str, list[Rule]]
    simple: tuple[Rule, ...]
    any: re.Pattern[str]
    classes: re.Pattern[str]
    always: re.Pattern[str]


#: The lines of a paragraph, each with the rules that match it.
_Lines = list[tuple[str, tuple[Rule, ...]]]


@cache
def load() -> Furniture:
    """The rules of `rules/furniture.toml`. Raises RuleError naming the rule that can't be used."""
    try:
        data = tomllib.loads(PATH.read_text("utf-8"))
        rules = tuple(_rule(entry) for entry in data["rule"])
        classes, always = (_names(data["html"][name]) for name in ("classes", "always"))
    except (tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise RuleError(PATH, f"can't be used ({error})", "mend what it names") from error
    simple = tuple(rule for rule in rules if not rule.needs)
    joined = "|".join(
        f"(?{'i' if rule.regex.flags & re.IGNORECASE else '-i'}:{rule.regex.pattern})" for rule in simple
    )
    needing: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.needs:
            needing.setdefault(word, []).append(rule)
    return Furniture(needing, simple, re.compile(joined), classes, always)


def _names(entries: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\s-])(?:" + "|".join(entries) + r")(?![^\s-])")


def _rule(entry: dict[str, Any]) -> Rule:
    unknown = entry.keys() - {"id", "regex", "where", "alone", "list", "script", "needs", "case", "yes", "no"}
    if unknown:
        raise RuleError(
            PATH, f"rule {entry.get('id')} has an unknown key {min(unknown)!r}", "check its spelling"
        )
    if not entry.get("yes"):
        raise RuleError(PATH, f"rule {entry.get('id')} has no `yes` example", "add a line that it must cut")
    try:
        regex = re.compile(in_one(entry["regex"]), 0 if entry.get("case") == "exact" else re.IGNORECASE)
    except re.error as error:
        raise RuleError(PATH, f"rule {entry['id']} does not compile ({error})", "mend its regex") from error
    return Rule(
        entry["id"],
        regex,
        entry.get("where", "any"),
        entry.get("alone", False),
        entry.get("list", False),
        entry.get("script") == "foreign",
        tuple(entry.get("needs", ())),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of a text: the rest, how many words were cut, and where its lines begin: before, and now."""

    text: str
    cut: int
    starts: tuple[tuple[int, int], ...]


def cut(text: str) -> tuple[str, int]:
    """`text` without its furniture, and how many words were cut. Expects `text.tidy`; paragraphs stay paragraphs."""
    rest = kept(text)
    return rest.text, rest.cut


def kept(text: str) -> Kept:
    """What is left of `text` without its furniture, and where that stood. Expects `text.tidy`."""
    paragraphs = _numbered(text)
    lines = [line for paragraph in paragraphs for _, line in paragraph]
    stay = _staying([[line for _, line in paragraph] for paragraph in paragraphs])
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = number = 0
    for paragraph in paragraphs:
        between = "\n\n" if pieces else ""
        for start, line in paragraph:
            if stay[number]:
                starts.append((start, length + len(between)))
                pieces += [between, line]
                length += len(between) + len(line)
                between = "\n"
            number += 1
    lost = sum(len(line.split()) for line, stays in zip(lines, stay, strict=True) if not stays)
    return Kept("".join(pieces), lost, tuple(starts))


def is_known(line: str) -> bool:
    """Whether a rule knows a line as furniture, at one place of a text or another."""
    return bool(_matching(line, True))


def _numbered(text: str) -> list[list[tuple[int, str]]]:
    """The lines of each paragraph, each with its first character."""
    paragraphs: list[list[tuple[int, str]]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        start = paragraph.start()
        paragraphs.append([])
        for line in paragraph[0].split("\n"):
            paragraphs[-1].append((start, line))
            start += len(line) + 1
    return paragraphs


def _staying(texts: Sequence[Sequence[str]]) -> list[bool]:
    """Which of the lines, given paragraph by paragraph, stay."""
    text = "\n".join(line for lines in texts for line in lines)
    others = len(_OTHER.findall(text))
    latin = len([*islice(_LATIN.finditer(text), others + 1)]) > others
    paragraphs = [[(line, _matching(line, latin)) for line in lines] for lines in texts]
    running = [i for i, lines in enumerate(paragraphs) if _is_running(lines)]
    first, last = (running[0], running[-1]) if running else (0, len(paragraphs))
    sentences = set(running)
    stay: list[bool] = []
    before: list[str] = []
    listing = False
    for i, lines in enumerate(paragraphs):
        place = "top" if i < first else "end" if i > last else "body"
        heads = len(lines) == 1 and i + 1 in sentences
        listing = listing and i not in sentences and not heads
        own, listing = _cut_lines(lines, place, listing, before)
        stay += own
        before = [line for (line, _), stays in zip(lines, own, strict=True) if stays] or before
    return stay


def _matching(line: str, latin: bool) -> tuple[Rule, ...]:
    return _tried(line, latin) if len(line) <= LONGEST_LINE else ()


@lru_cache(maxsize=8192)
def _tried(line: str, latin: bool) -> tuple[Rule, ...]:
    """The rules that match a line. Sites say the same on all their pages, so that looking twice is rarely needed."""
    furniture = load()
    line = line.removeprefix("- ")
    small = line.lower()
    tried = [rule for word, needing in furniture.needing.items() if word in small for rule in needing]
    if furniture.any.fullmatch(line):
        tried += furniture.simple
    return tuple(rule for rule in tried if rule.regex.fullmatch(line) and (latin or not rule.foreign))


def _is_running(lines: _Lines) -> bool:
    """Whether a paragraph is running text: it holds a sentence that no rule knows."""
    words = " ".join(line for line, rules in lines if not rules)
    return has_sentence(words)


def _cut_lines(lines: _Lines, place: str, listing: bool, before: list[str]) -> tuple[list[bool], bool]:
    """Which lines of one paragraph stay, and whether what comes next stands under a list's heading."""
    stay: list[bool] = []
    kept: list[str] = []
    for i, (line, rules) in enumerate(lines):
        rule = next((rule for rule in rules if _applies(rule, place)), None)
        if kept and line[0].islower() and not is_ended(kept[-1]):
            rule = None  # the end of a wrapped sentence
        if rule and rule.alone and _is_fact(kept if i else before, place == "top", whole=len(kept) == i > 0):
            rule = None
        if rule:
            listing = listing or (rule.list and place != "top")
        stay.append(not rule and (not listing or is_ended(line)))
        kept += [line] * stay[-1]
    return stay, listing


def _applies(rule: Rule, place: str) -> bool:
    return rule.where == "any" or rule.where == place or (rule.where == "rim" and place != "body")


def _is_fact(before: list[str], top: bool, whole: bool) -> bool:
    """Whether a lone number belongs to the lines before it: to a label, or to a wrapped sentence that it ends.

    At the top of a page a number under a short line is a share counter under a headline.
    """
    if not before or is_ended(before[-1]):
        return False
    label = not top and len(before[-1].split()) <= LABEL
    return label or (whole and len(before) > 1 and len(before[-1]) >= WRAPPED)
