"""What tables are made from besides announcements: a hash of each rule, gazetteer, decision and stage's code.

The hashes are the same on every machine and Python: they leave out line ends, comments, docstrings and examples, which
change no row. Libraries have none here, since the tables must not depend on them.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import tokenize
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.decisions import COLUMNS, MEMORY, Decision
from pipeline.rulebook import RULES, Rulebook, load
from pipeline.stages import STAGES

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Origins:
    """Hashes by rule (in order), by gazetteer, by the stage whose code it is, and by the row that was decided."""

    rules: dict[str, str]
    names: dict[str, str]
    code: dict[str, str]
    decisions: dict[str, str]


def now(decisions: Sequence[Decision]) -> Origins:
    """What the tables are made from that are made now."""
    return Origins(rules(load()), names(RULES), code(PACKAGE), decided(decisions))


def rules(book: Rulebook, folder: Path = RULES) -> dict[str, str]:
    """The hash of each rule without its examples, in the order of application, and that of the page furniture's."""
    kinds = str.maketrans({mark: f"<{kind}>" for kind, mark in book.marks.items()})
    hashes = {}
    for file in book.files:
        for rule in file.rules:
            regex = (rule.regex.translate(kinds), rule.flags) if rule.regex else None
            form = (rule.kind, regex, rule.phrases, dict(rule.gives), sorted(rule.languages))
            hashes[rule.id] = _hash(json.dumps((*form, file.layer, file.on, file.reader), sort_keys=True))
    furniture = tomllib.loads((folder / "furniture.toml").read_text("utf-8"))
    return hashes | {"furniture": _hash(json.dumps(furniture, sort_keys=True, default=str))}


def names(folder: Path) -> dict[str, str]:
    """The hash of each gazetteer."""
    return {path.stem: _hash(path.read_text("utf-8")) for path in sorted(folder.glob("names/*.csv"))}


def decided(decisions: Sequence[Decision]) -> dict[str, str]:
    """The hash of what was decided on each row, by its id."""
    by_id: dict[str, list[list[str]]] = defaultdict(list)
    for decision in decisions:
        by_id[decision.id].append([getattr(decision, column) for column in (*COLUMNS, *MEMORY)])
    return {name: _hash(json.dumps(by_id[name])) for name in sorted(by_id)}


@cache
def code(package: Path) -> dict[str, str]:
    """The hash of the code that each stage runs: its own module, all that this imports, and what runs it."""
    modules = {_name(package, path): path for path in sorted(package.rglob("*.py"))}
    trees = {name: ast.parse(path.read_bytes()) for name, path in modules.items()}
    known = {name: {m for m in _imported(tree) if m in modules} for name, tree in trees.items()}
    known["nlp"] |= {name for name in modules if name.startswith("values.")}  # rule files name these readers
    bare = {name: _bare(modules[name].read_text("utf-8"), trees[name]) for name in modules}
    used = {stage.name: [*_reach(stage.name, known), "runs"] for stage in STAGES}
    return {stage: _hash("\n".join(bare[module] for module in used[stage])) for stage in used}


def _name(package: Path, path: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module) -> Iterator[str]:
    """The modules of the package that a module may import, without the package's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == PACKAGE.name:
            base = (node.module or "").partition(".")[2]
            yield base
            yield from (f"{base}.{alias.name}".removeprefix(".") for alias in node.names)


def _reach(start: str, known: dict[str, set[str]]) -> list[str]:
    """A module and all that it imports, near and far, in order."""
    seen, new = set(), {start}
    while new:
        seen |= new
        new = {other for name in new for other in known[name]} - seen
    return sorted(seen)


def _bare(source: str, tree: ast.Module) -> str:
    """What of a module's source acts: without comments, docstrings, blank lines and the spaces at lines' ends."""
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0] - 1] = lines[token.start[0] - 1][: token.start[1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, False):
            said = node.body[0]
            lines[said.lineno - 1 : said.end_lineno] = [""] * ((said.end_lineno or 0) - said.lineno + 1)
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
