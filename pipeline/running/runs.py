"""The plan, run: stage by stage, with no other run in the same folders.

Nothing is done twice: a receipt beside the tables says what they rest on. A run that was killed goes on from the parts
that are done. A document that breaks a stage becomes an issue, and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from pipeline.errors import RollcallError
from pipeline.places import Remote
from pipeline.progress import working
from pipeline.records import Issue
from pipeline.running import histories, publishing, spreading
from pipeline.running.engines import Engine
from pipeline.running.guarding import CRASHED, TOO_SLOW
from pipeline.running.results import Folders, Made
from pipeline.running.work import KILLED
from pipeline.stages import Stage
from pipeline.tables import store

#: How each stage is run.
FUNCTIONS: Mapping[str, Callable[[Folders, Engine], None]] = {
    "ingest": spreading.ingest,
    "extract": partial(spreading.by_sheet, "extract"),
    "relate": partial(spreading.by_sheet, "relate"),
    "reconcile": histories.by_body,
    "publish": publishing.publish,
}


def run(stages: Sequence[Stage], folders: Folders, engine: Engine | None = None) -> Made:
    """Run `stages` in this order; what they made can be looked up in the result.

    Raises RollcallError where the user must mend something; what was done before that stands.
    """
    own = {folders.interim} | {folders.out for stage in stages if stage.name == "publish"}
    _keep_apart(folders.raw, own)
    with ExitStack() as held:
        for folder in sorted(own, key=str):
            held.enter_context(store.lock(folder))
        workers = held.enter_context(engine or Engine())
        for stage in stages:
            with working(stage.name):
                FUNCTIONS[stage.name](folders, workers)
    return Made(folders.interim, folders.out)


def _keep_apart(raw: Path, own: Collection[Path]) -> None:
    """Raise RollcallError if tables would come to lie among the announcements: the next run would read them."""
    for folder in sorted(own, key=str):
        if not isinstance(folder, Remote) and not isinstance(raw, Remote):
            whole = folder.resolve()
            if raw.resolve() in (whole, *whole.parents):
                why = "lies among the announcements, and its tables would be read as such"
                raise RollcallError(folder, why, f"choose a folder outside {raw}")


def dropped(ran: Sequence[Stage], made: Made) -> list[Issue]:
    """The issues of the stages just run that cost more than themselves: no document came of a file, a line or a
    sidecar, or a document broke a stage.
    """
    own = [i for stage in ran for i in made[f"{stage.name}/issues"] if i.stage == stage.name]
    known: set[str] = set()
    if any(i.stage == "ingest" for i in own):
        for piece in made.pieces("ingest/documents", ["doc_id"]):
            known.update(piece.column(0).to_pylist())
    return [
        i
        for i in own
        if i.code in (CRASHED, TOO_SLOW, KILLED) or (i.stage == "ingest" and i.doc_id not in known)
    ]
