"""Reads the rule files of `rules/` and refuses those that can't be trusted.

One TOML file holds the rules of one kind of mention. A rule has an `id`, one form (`regex` or `phrases`), what it
`gives` its reader, and examples: `yes` = [sentence, span, value] (and the day of publication, where it matters),
`no` = sentences in which it must not fire, `miss` = known failures in the form of `yes`. A rule without `yes` does
not load.

In a `regex`, `<word>` stands for a list of `words.toml` or of the file itself, and `<kind>` for anything that an
earlier layer recognised as that kind (`<country>`, `<number>`, `<date>`): the rule sees it as one character.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.cache import keep, kept
from pipeline.errors import RuleError
from pipeline.patterns import compiled

RULES = Path(__file__).parent / "rules"
NAMES = RULES / "names"

#: `<name>` in a regex, unless it names a group: `(?P<name>...)`, `(?P=name)`.
_PLACEHOLDER = re.compile(r"(?<!\?P)<(\w+)>")
#: What lays an expression out over several lines.
_LAYOUT = re.compile(r"(?:\A|\n) *")
#: What a rule may go by.
_FORMS = frozenset(("regex", "phrases", "taught"))
#: Kinds become private characters from here on.
_FIRST_MARK = 0xE000
#: The words of a file become others, of another plane.
_FIRST_WORD = 0xF0000
WORD = re.compile("[\U000f0000-\U000ffffd]")


@dataclass(frozen=True, slots=True)
class Example:
    """In `text`, the rule finds `span` and reads it as `value`; relative dates refer to the day `published`."""

    text: str
    span: str
    value: str
    published: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Exactly one of `regex` (an expression with its flags), `phrases` (a gazetteer's name) and `taught` (a
    class that lessons teach, see language/classifier.py) is set.

    `template` is the expression with one character for each word of its file; `words` are the templates of these, by
    the character that stands for each.
    """

    id: str
    kind: str
    template: str
    words: Mapping[str, str]
    regex: str
    flags: int
    phrases: str
    taught: str
    gives: Mapping[str, str]
    languages: frozenset[str]
    yes: tuple[Example, ...]
    no: tuple[str, ...]
    miss: tuple[Example, ...]

    @property
    def matcher(self) -> re.Pattern[str]:
        """The expression, compiled: when it is first asked for, which for most rules is late or never."""
        return compiled(self.regex, self.flags)

    def speaks(self, language: str) -> bool:
        """Whether the rule is for texts in a language."""
        return language in self.languages or "*" in self.languages


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of one file: read in order of `layer`; on the bare `text` or on the `view` (see language/views.py)."""

    name: str
    about: str
    layer: int
    on: str
    reader: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rule files in the order in which they are applied; `hash` changes when any rule, word or name does."""

    files: tuple[RuleFile, ...]
    marks: Mapping[str, str]
    hash: str

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in order."""
        return tuple(rule for file in self.files for rule in file.rules)


def load(folder: Path = RULES) -> Rulebook:
    """The rulebook in `folder`. Raises RuleError naming file, rule, why, and how to mend it."""
    return _loaded(folder)


@cache
def _loaded(folder: Path) -> Rulebook:
    raw = {path: _toml(path) for path in sorted(folder.glob("*.toml")) if path.name != "furniture.toml"}
    shared = raw.pop(folder / "words.toml", {}).get("words", {})
    kinds = sorted({r.get("kind", f.get("kind", "")) for f in raw.values() for r in f.get("rule", [])})
    marks = {kind: chr(_FIRST_MARK + i) for i, kind in enumerate(kinds)}
    files = [_file(path, data, shared, marks) for path, data in raw.items()]
    _unique(folder, [rule.id for file in files for rule in file.rules])
    book = Rulebook(tuple(sorted(files, key=lambda f: (f.layer, f.name))), marks, fingerprint(folder))
    for file in book.files:
        _check(folder, file)
    return book


def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a gazetteer `rules/names/NAME.csv`."""
    with (NAMES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def in_one(regex: str) -> str:
    """An expression without the line breaks and the indentation that lay it out in its file."""
    return _LAYOUT.sub("", regex) if "\n" in regex else regex


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(path, f"is not valid TOML ({error})", "mend the line it names") from error


def _file(path: Path, data: dict[str, Any], shared: dict[str, Any], marks: dict[str, str]) -> RuleFile:
    for name in ("about", "layer", "on", "reader", "rule"):
        if name not in data:
            raise RuleError(path, f"has no `{name}`", "see docs/add-a-rule.md for what a rule file holds")
    patterns = _patterns(shared | data.get("words", {}))
    signs = marks | {word: chr(_FIRST_WORD + i) for i, word in enumerate(patterns)}
    words = {signs[word]: _template(path, pattern, signs) for word, pattern in patterns.items()}
    rules = tuple(_rule(path, data, entry, words, signs) for entry in data["rule"])
    return RuleFile(path.stem, data["about"], data["layer"], data["on"], data["reader"], rules)


def _rule(
    path: Path, data: dict[str, Any], entry: dict[str, Any], words: dict[str, str], signs: dict[str, str]
) -> Rule:
    name = entry.get("id", "?")
    where = f"{path}, rule {name}"
    unknown = entry.keys() - {
        "id",
        "kind",
        "regex",
        "phrases",
        "taught",
        "gives",
        "languages",
        "case",
        "yes",
        "no",
        "miss",
    }
    if unknown:
        raise RuleError(where, f"has an unknown key {sorted(unknown)[0]!r}", "check its spelling")
    if len(entry.keys() & _FORMS) != 1:
        raise RuleError(where, "must have one form", "give it one of `regex`, `phrases` and `taught`")
    if not entry.get("yes"):
        raise RuleError(where, "has no `yes` example", "add one: yes = [[sentence, span, value]]")
    template = _template(where, in_one(entry.get("regex", "")), signs)
    flags = 0 if entry.get("case") == "exact" else int(re.IGNORECASE)
    return Rule(
        name,
        entry.get("kind", data.get("kind", "")),
        template,
        words,
        expanded(template, words),
        flags,
        entry.get("phrases", ""),
        entry.get("taught", ""),
        entry.get("gives", {}),
        frozenset(entry.get("languages", data.get("languages", ["en"]))),
        tuple(_example(where, e) for e in entry["yes"]),
        tuple(entry.get("no", ())),
        tuple(_example(where, e) for e in entry.get("miss", ())),
    )


def _example(where: str, example: Any) -> Example:
    if not (
        isinstance(example, list)
        and len(example) in {3, 4}
        and all(isinstance(part, str) for part in example)
    ):
        raise RuleError(
            where,
            f"has a malformed example {example!r}",
            "write [sentence, span, value] or [sentence, span, value, published]",
        )
    if example[1] not in example[0]:
        raise RuleError(
            where, f"has an example whose span {example[1]!r} isn't in its sentence", "copy it exactly"
        )
    return Example(*example)


def _patterns(words: Mapping[str, Any]) -> dict[str, str]:
    """Word lists as regex alternatives, longest first; a list given as one text is a pattern already."""
    patterns: dict[str, str] = {}
    for name, entries in words.items():
        parts = [in_one(entries)] if isinstance(entries, str) else sorted(entries, key=lambda e: (-len(e), e))
        patterns[name] = "(?:" + "|".join(_by_first(parts)) + ")"
    return patterns


def _by_first(parts: list[str]) -> list[str]:
    """Alternatives put together by their first letter, so that most of them need not be tried one by one."""
    groups: dict[str, list[str]] = {}
    for part in parts:
        simple = part[:1].isalpha() and part[1:2] not in set("?*+{") and "|" not in part
        groups.setdefault(part[0] if simple else part, []).append(part)
    joined = {key: "|".join(part[1:] for part in group) for key, group in groups.items()}
    return [f"{key}(?:{joined[key]})" if len(group) > 1 else group[0] for key, group in groups.items()]


def _template(where: object, source: str, signs: Mapping[str, str]) -> str:
    """`source` with the sign of every `<word>` and `<kind>`. Raises RuleError for a name that is neither."""

    def sign(match: re.Match[str]) -> str:
        if match[1] not in signs:
            what = f"uses <{match[1]}>, which is no word list and no kind"
            raise RuleError(where, what, "define it or check its spelling")
        return signs[match[1]]

    return _PLACEHOLDER.sub(sign, source)


def expanded(template: str, words: Mapping[str, str]) -> str:
    """A template with its words in full."""
    return WORD.sub(lambda word: expanded(words[word[0]], words), template)


def _check(folder: Path, file: RuleFile) -> None:
    """Compile every expression of a file, unless that has been done before."""
    what = repr([(rule.regex, rule.flags) for rule in file.rules]).encode("utf-8", "surrogatepass")
    name = f"{hashlib.sha256(what).hexdigest()[:24]}.checked"
    if kept(name) is not None:
        return
    for rule in file.rules:
        try:
            compiled(rule.regex, rule.flags)
        except re.error as error:
            where = f"{folder / file.name}.toml, rule {rule.id}"
            raise RuleError(where, f"does not compile ({error})", "mend its regex") from error
    keep(name, b"")


def _unique(folder: Path, ids: list[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise RuleError(folder, f"has two rules with the id {name!r}", "rename one of them")
        seen.add(name)


@cache
def fingerprint(folder: Path = RULES) -> str:
    """The hash of a rulebook that need not be loaded for it."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("**/*")):
        if path.suffix in {".toml", ".csv"}:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
