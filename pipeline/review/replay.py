"""Which of several possible causes made a change: the stages are run again with one cause after the other.

Between the old tables and the new ones come tables made of a mixture: the old everything with the new documents, then
with the new decisions too, the new rules, and so on. A row owes its change to the steps at which it changes. The
mixtures are run in a temporary folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import RollcallError
from pipeline.review.changes import CODE, DECISION, DOCUMENT, GAINED, LOST, NAMES, RULE, Change, Diff
from pipeline.review.diff import compare
from pipeline.review.sources import Source, opened, unpack

#: In this order the new takes the place of the old.
ORDER = (DOCUMENT, DECISION, RULE, NAMES, CODE)


def narrowed(diff: Diff, old: Source, new: Source) -> Diff:
    """The same difference; each change keeps those of its possible causes that a replay bears out.

    Raises RollcallError where raw/ and pipeline/ don't lie beside the tables. A mixture that can't be run is noted.
    """
    kinds = [kind for kind in ORDER if kind in {cause.kind for cause in diff.inputs}]
    if len(kinds) < 2 or not any(" or " in change.kinds for change in diff.changes):
        return diff
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory()))
        trees = _tree(old, place / "old"), _tree(new, place / "new")
        sources = [old]
        for number in range(1, len(kinds)):
            mixed = _mixed(*trees, kinds[:number], place / f"mixture-{number}")
            if trouble := _run(mixed):
                what = ", ".join(kinds[:number])
                return replace(
                    diff, notes=(*diff.notes, f"could not be replayed with the new {what}: {trouble}")
                )
            sources.append(stack.enter_context(opened(str(mixed / "processed"))))
        steps = [compare(one, other).changes for one, other in zip(sources, [*sources[1:], new], strict=True)]
    ways = [_Step(kind, step) for kind, step in zip(kinds, steps, strict=True)]
    return replace(diff, changes=tuple(_narrowed(change, ways) for change in diff.changes))


class _Step:
    """What changed when the new things of one kind took the place of the old, by old and by new key."""

    def __init__(self, kind: str, changes: Sequence[Change]) -> None:
        self.kind = kind
        self.by_old = {(c.table, c.was or c.key): c for c in changes if c.what != GAINED}
        self.by_new = {(c.table, c.key): c for c in changes if c.what != LOST}


def _narrowed(change: Change, steps: Sequence[_Step]) -> Change:
    """The change with those of its causes at whose steps its row changed; with all of them if it did at none."""
    kinds = set()
    key = change.key
    for step in steps if change.what == LOST else reversed(steps):
        found = (step.by_old if change.what == LOST else step.by_new).get((change.table, key))
        if found:
            kinds.add(step.kind)
            key = found.key if change.what == LOST else found.was or found.key
    causes = tuple(cause for cause in change.causes if cause.kind in kinds)
    return replace(change, causes=causes) if causes else change


def _tree(source: Source, where: Path) -> Path:
    """A folder with the announcements and the code that a source was made from."""
    if not source.revision:
        parent = source.folder.resolve().parent
        if not (parent / "raw").is_dir() or not (parent / "pipeline").is_dir():
            raise RollcallError(
                source.name, "has no raw/ and pipeline/ beside it to replay", "leave out --explain"
            )
        return parent
    for folder in ("raw", "pipeline"):
        unpack(source.revision, folder, where / folder)
    return where


def _mixed(old: Path, new: Path, kinds: Sequence[str], where: Path) -> Path:
    """What the old tables were made from, with the new things of some kinds."""
    shutil.copytree(old / "pipeline", where / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree((new if DOCUMENT in kinds else old) / "raw", where / "raw")
    places = {
        DECISION: "raw/decisions.csv",
        RULE: "pipeline/rules/*.toml",
        NAMES: "pipeline/rules/names/*.csv",
    }
    for kind, pattern in places.items():
        for path in where.glob(pattern):
            path.unlink()
        for path in (new if kind in kinds else old).glob(pattern):
            shutil.copy(path, where / Path(pattern).parent)
    return where


def _run(folder: Path) -> str:
    """Run the stages in a folder by its own code; why that can't be done, if so."""
    command = [sys.executable, "-m", "pipeline", "run"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return (done.stderr.strip().splitlines() or ["it ended without a word"])[-1] if done.returncode else ""
