"""What tables are made from besides announcements: a hash of each rule, gazetteer, decision and stage's code.

The hashes are the same on every machine and Python: they leave out line ends, comments, docstrings and examples, which
change no row. They are published (`now`). Receipts name them too, with the libraries (`basis`), so that a stage works
again when one of them changes, and only then; the published tables must not depend on those.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import rulebook
from pipeline.cache import keep, kept
from pipeline.decisions import COLUMNS, MEMORY, Decision
from pipeline.limits import Limits
from pipeline.rulebook import RULES
from pipeline.stages import STAGES

PACKAGE = Path(__file__).parent.parent

#: What runs the stages, and what is done beside a stage's module with what it made.
RUNNERS = tuple(
    f"running/{name}"
    for name in ("guarding", "histories", "publishing", "results", "runs", "spreading", "work")
)
BESIDE: Mapping[str, tuple[str, ...]] = {
    "ingest": ("copies",),
    "relate": ("settling",),
    "publish": ("tables/dictionary", "tables/joining"),
}

#: The rules by which announcements are read; all others are read from stage 2 on.
FURNITURE = "furniture"

#: The libraries whose versions may change a row: all that the package asks for, but those of the command and the page.
LIBRARIES = (
    "dateparser",
    "hyperscan",
    "lxml",
    "mammoth",
    "markdown-it-py",
    "numpy",
    "pandas",
    "pcre2",
    "py3langid",
    "pyarrow",
    "pypdfium2",
    "spacy",
    "text2num",
    "warcio",
)

#: What an import statement of this package names: `from pipeline.x import (a, b)`.
_IMPORT = re.compile(r"^\s*from (pipeline[\w.]*) import (\([^)]*\)|.*)", re.M)
_WORD = re.compile(r"\w+")
#: A text in a module, or what is idle: comments, blank lines, spaces at lines' ends. The first group is a docstring,
#: which stands alone where a block begins.
_TOLD = re.compile(
    r'(?:\A|(?<=:\n)|(?<=:\n\n))([ ]*[rR]?"""(?:\\.|[^\\])*?"""(?=\n|\Z))'
    r'|"""(?:\\.|[^\\])*?"""'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'"
    r"|(?P<idle>(?:\n[ ]*)?#[^\n]*|\n[ ]*(?=\n)|[ ]+(?=#|\n))",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Origins:
    """Hashes by rule (in order), by gazetteer, by the stage whose code it is, and by the row that was decided."""

    rules: dict[str, str]
    names: dict[str, str]
    code: dict[str, str]
    decisions: dict[str, str]


def now(decisions: Sequence[Decision]) -> Origins:
    """What the tables are made from that are made now."""
    return Origins(rules(RULES), names(RULES), code(PACKAGE), decided(decisions))


def basis(stage: str, limits: Limits) -> dict[str, str]:
    """What a stage rests on beside its input: `code`, `rules`, `names`, `libraries`, and the `limits` that it knows."""
    reading = stage == "ingest"
    bounds = repr(limits) if reading else f"{limits.seconds}" if stage in ("extract", "relate") else ""
    known = {name: own for name, own in rules(RULES).items() if (name == FURNITURE) == reading}
    return {
        "code": code(PACKAGE)[stage],
        "rules": fold(map(" ".join, known.items())),
        "names": "" if reading else fold(map(" ".join, names(RULES).items())),
        "libraries": fold(map(" ".join, libraries().items())),
        "limits": bounds,
    }


@cache
def rules(folder: Path) -> dict[str, str]:
    """The hash of each rule without its examples, in the order of application, and that of the page furniture's."""
    return _once("rules", folder, folder.glob("*.toml"), partial(_rules, folder))


def _rules(folder: Path) -> dict[str, str]:
    book = rulebook.load(folder)
    kinds = str.maketrans({mark: f"<{kind}>" for kind, mark in book.marks.items()})
    hashes = {}
    for file in book.files:
        for rule in file.rules:
            form = (
                rule.kind,
                rule.regex.translate(kinds),
                rule.flags,
                rule.phrases,
                rule.taught,
                dict(rule.gives),
            )
            whole = (*form, sorted(rule.languages), file.layer, file.on, file.reader)
            hashes[rule.id] = fold([json.dumps(whole, sort_keys=True)])
    furniture = tomllib.loads((folder / "furniture.toml").read_text("utf-8"))
    return hashes | {FURNITURE: fold([json.dumps(furniture, sort_keys=True, default=str)])}


@cache
def names(folder: Path) -> dict[str, str]:
    """The hash of each gazetteer, and of what the classifiers weigh."""
    return {path.stem: fold([path.read_text("utf-8")]) for path in sorted(folder.glob("*/*.csv"))}


def decided(decisions: Sequence[Decision]) -> dict[str, str]:
    """The hash of what was decided on each row, by its id."""
    by_id: dict[str, list[list[str]]] = defaultdict(list)
    for decision in decisions:
        by_id[decision.id].append([getattr(decision, column) for column in (*COLUMNS, *MEMORY)])
    return {name: fold([json.dumps(by_id[name])]) for name in sorted(by_id)}


@cache
def libraries() -> dict[str, str]:
    """The versions of Python and of the libraries that rows depend on, by name; none for one that is missing."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


@cache
def code(package: Path) -> dict[str, str]:
    """The hash of the code that each stage runs: its own module, all that this imports, and what runs it."""
    return _once("code", package, package.rglob("*.py"), partial(_code, package))


def _code(package: Path) -> dict[str, str]:
    runners = [package / f"{name}.py" for name in RUNNERS]
    return {
        stage.name: fold(bare(path) for path in sorted({*sources(stage.name, package), *runners}))
        for stage in STAGES
    }


def sources(stage: str, package: Path = PACKAGE) -> set[Path]:
    """The files of the stage's module, of what is done beside it, and of all that these import, at any depth."""
    reached: set[Path] = set()
    waiting = [package / f"{name}.py" for name in (stage, *BESIDE.get(stage, ()))]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += _imports(path, package)
    return reached


def _imports(path: Path, package: Path) -> Iterator[Path]:
    """The files of the package that one of its files imports. Rule files name the readers in `values`."""
    for module, imported in _IMPORT.findall(bare(path)):
        folder = package.joinpath(*module.split(".")[1:])
        for place in (folder, *(folder / name for name in _WORD.findall(imported))):
            yield from filter(Path.is_file, (place.with_suffix(".py"), place / "__init__.py"))
    if path == package / "language/nlp.py":
        yield from (package / "values").glob("*.py")


@cache
def bare(path: Path) -> str:
    """What of a module's source acts: without comments, docstrings, blank lines and the spaces at lines' ends."""
    return _TOLD.sub(_silent, path.read_text("utf-8"))


def _silent(told: re.Match[str]) -> str:
    if told["idle"] is not None:
        return ""
    return told[1][: len(told[1]) - len(told[1].lstrip())] + "..." if told[1] else told[0]


def _once(
    what: str, folder: Path, files: Iterable[Path], make: Callable[[], dict[str, str]]
) -> dict[str, str]:
    """What is told of some files of a folder: kept until one of them changes, or the way in which it is told."""
    ways = (path.read_text("utf-8") for path in (Path(__file__), Path(rulebook.__file__)))
    given = (f"{path.relative_to(folder)} {path.read_text('utf-8')}" for path in sorted(files))
    name = f"{fold((*ways, *given))}.{what}"
    with suppress(TypeError, ValueError):  # nothing kept, or damaged
        told: dict[str, str] = json.loads(kept(name) or "")
        return told
    made = make()
    keep(name, json.dumps(made).encode())
    return made


def fold(parts: Iterable[str]) -> str:
    """One short hash of many texts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)} {part}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]
