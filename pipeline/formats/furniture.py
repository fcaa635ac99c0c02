"""Cuts page furniture out of a text: crumbs, menus, share counters, cookie notes, lists of related links.

What is furniture stands in `rules/furniture.toml`, with examples; here is only how the rules are applied.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import RuleError
from pipeline.rulebook import RULES
from pipeline.text import has_sentence, is_ended

PATH = RULES / "furniture.toml"

#: A longer line is text, whatever it looks like.
LONGEST_LINE = 250
#: A number under a label of so many words is a fact of the announcement and no share counter.
LABEL = 4
#: A number after a line of this length that ends no sentence may be the end of the sentence.
WRAPPED = 40

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
_Lines = list[tuple[str, list[Rule]]]


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
        regex = re.compile(entry["regex"], 0 if entry.get("case") == "exact" else re.IGNORECASE)
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


def cut(text: str) -> tuple[str, int]:
    """`text` without its furniture, and how many lines were cut. Expects `text.tidy`; paragraphs stay paragraphs."""
    furniture = load()
    latin = len(_LATIN.findall(text)) > len(_OTHER.findall(text))
    paragraphs = [
        [(line, _matching(furniture, line, latin)) for line in paragraph.split("\n")]
        for paragraph in re.split(r"\n{2,}", text)
    ]
    running = [i for i, lines in enumerate(paragraphs) if _is_running(lines)]
    first, last = (running[0], running[-1]) if running else (0, len(paragraphs))
    sentences = set(running)
    kept: list[list[str]] = []
    listing = False
    for i, lines in enumerate(paragraphs):
        place = "top" if i < first else "end" if i > last else "body"
        heads = len(lines) == 1 and i + 1 in sentences
        listing = listing and i not in sentences and not heads
        rest, listing = _cut_lines(lines, place, listing, kept[-1] if kept else [])
        if rest:
            kept.append(rest)
    lost = sum(map(len, paragraphs)) - sum(map(len, kept))
    return "\n\n".join("\n".join(lines) for lines in kept), lost


def _matching(furniture: Furniture, line: str, latin: bool) -> list[Rule]:
    if len(line) > LONGEST_LINE:
        return []
    small = line.lower()
    tried = [rule for word, needing in furniture.needing.items() if word in small for rule in needing]
    if furniture.any.fullmatch(line):
        tried += furniture.simple
    return [rule for rule in tried if rule.regex.fullmatch(line) and (latin or not rule.foreign)]


def _is_running(lines: _Lines) -> bool:
    """Whether a paragraph is running text: it holds a sentence that no rule knows."""
    words = " ".join(line for line, rules in lines if not rules)
    return has_sentence(words)


def _cut_lines(lines: _Lines, place: str, listing: bool, before: list[str]) -> tuple[list[str], bool]:
    """The lines of one paragraph that stay, and whether what comes next stands under a list's heading."""
    kept: list[str] = []
    for i, (line, rules) in enumerate(lines):
        rule = next((rule for rule in rules if _applies(rule, place)), None)
        if kept and line[0].islower() and not is_ended(kept[-1]):
            rule = None  # the end of a wrapped sentence
        if rule and rule.alone and _is_fact(kept if i else before, place == "top", whole=len(kept) == i > 0):
            rule = None
        if rule:
            listing = listing or (rule.list and place != "top")
        elif not listing or is_ended(line):
            kept.append(line)
    return kept, listing


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
