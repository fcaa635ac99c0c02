"""What a stage's work rests on besides its input: code, rules, names, libraries, each as a hash of its content.

Receipts name them, so that a stage works again when one of them changes, and only then. They never reach a published
file: the tables must not differ between machines that read the same announcements in the same way.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent
RULES = PACKAGE / "rules"

#: Rules that are read where announcements are read; all others are read from stage 2 on.
READING = frozenset(("furniture.toml",))

#: The libraries whose versions may change a row: all that the package asks for, but that of the command line.
LIBRARIES = (
    "dateparser",
    "lxml",
    "mammoth",
    "markdown-it-py",
    "numpy",
    "pandas",
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


def basis(stage: str) -> dict[str, str]:
    """What stage `stage` rests on, by its name: `code`, `rules`, `names`, `libraries`."""
    return {
        "code": code(stage),
        "rules": rules(reading=stage == "ingest"),
        "names": names() if stage != "ingest" else "",
        "libraries": fold(f"{name} {number}" for name, number in libraries().items()),
    }


@cache
def code(stage: str) -> str:
    """A hash of the stage's own code."""
    return fold(map(_content, sorted(sources(stage))))


def sources(stage: str) -> set[Path]:
    """The files of the stage's module and of all that it imports from this package, at any depth."""
    reached: set[Path] = set()
    waiting = [PACKAGE / f"{stage}.py"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += _imports(path)
    return reached


@cache
def rules(*, reading: bool) -> str:
    """A hash of the rules that announcements are read by (`reading`), or of those that are read on documents."""
    return fold(_content(path) for path in sorted(RULES.glob("*.toml")) if (path.name in READING) == reading)


@cache
def names() -> str:
    """A hash of the gazetteers."""
    return fold(map(_content, sorted((RULES / "names").glob("*.csv"))))


@cache
def libraries() -> Mapping[str, str]:
    """The versions of Python and of the libraries that rows depend on, by name; none for one that is missing."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def fold(parts: Iterable[str]) -> str:
    """One short hash of many texts in their order."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(f"{len(part)} {part}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _content(path: Path) -> str:
    """A file's place and content. Line ends are not content: a checkout may change them."""
    return f"{path.relative_to(PACKAGE).as_posix()}\n{path.read_text('utf-8')}"


def _imports(path: Path) -> Iterable[Path]:
    """The files of this package that one of its files imports. Rule files name the readers in `values`."""
    for module, imported in _IMPORT.findall(path.read_text("utf-8")):
        folder = PACKAGE.joinpath(*module.split(".")[1:])
        for place in (folder, *(folder / name for name in _WORD.findall(imported))):
            yield from filter(Path.is_file, (place.with_suffix(".py"), place / "__init__.py"))
    if path == PACKAGE / "nlp.py":
        yield from (PACKAGE / "values").glob("*.py")
