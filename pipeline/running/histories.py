"""How stage 4 is run: the bodies are shared out, and each share is reconciled by itself, in this process or in others.

The shares depend on the claims alone. A share holds so many bodies that it has some LOAD claims, more if there would be
more than MOST shares, or a single one that has more: so much must fit into memory. The first takes the conferences and
resolutions too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import reconcile, settling
from pipeline.decisions import Decision, read_decisions
from pipeline.errors import RollcallError
from pipeline.progress import tell
from pipeline.records import Copy, Issue
from pipeline.running import origins, results
from pipeline.running.engines import MORE_MEMORY, Dead, Engine
from pipeline.running.origins import fold
from pipeline.running.results import Folders, Made
from pipeline.stages import CLAIMS
from pipeline.tables import contract, store

if TYPE_CHECKING:
    import pyarrow as pa

#: Claims on sizes and memberships that make a share, and about how many shares there are at most: each goes through all
#: claims to find its own.
LOAD, MOST = 5_000, 64
#: The tables of claims that tell of bodies, and the others.
OF_BODIES, OTHERS = CLAIMS[:2], CLAIMS[2:]


@dataclass(frozen=True, slots=True)
class Share:
    """Some bodies, with the decisions on claims. `given` changes with the claims, `basis` with all else.

    `issues` are those that decisions raise; the first share tells of them.
    """

    folders: Folders
    number: int
    given: str
    basis: Mapping[str, str]
    bodies: tuple[str, ...]
    decisions: tuple[Decision, ...]
    issues: tuple[Issue, ...]

    @property
    def name(self) -> str:
        """The folder of its tables."""
        return f"part.{self.number}"

    @property
    def folder(self) -> Path:
        """Where its tables stand."""
        return self.folders.interim / "reconcile" / self.name


def by_body(folders: Folders, engine: Engine) -> None:
    """Stage 4, on each share of the bodies."""
    made = Made(folders.interim, folders.out)
    folder, basis = folders.interim / "reconcile", origins.basis("reconcile", folders.limits)
    decided = read_decisions(folders.raw / "decisions.csv")
    given = fold([repr(decided), *made.given("reconcile")])
    if results.rests_on(store.receipt(folder), given, basis):
        return
    documents = {name for piece in made.pieces("ingest/copies", ["doc_id"]) for name in piece[0].to_pylist()}
    issues = tuple(_unanswered(made, decided, documents))
    every = shares(folders, decided, issues, given, basis)
    todo = [own for own in every if not results.rests_on(store.receipt(own.folder), own.given, own.basis)]
    workers = engine if len(todo) > 1 else Engine()
    for done, (own, result) in enumerate(workers.run(act, todo), start=1):
        if isinstance(result, Dead):
            raise RollcallError(own.folder, "reconcile ends the process that works on it", MORE_MEMORY)
        tell("reconcile", done, len(todo))
    sheets = {own.name: results.content(own.folder) for own in every}
    results.keep(folder, "reconcile", {}, {"given": given, "basis": basis, "sheets": sheets})
    results.sweep(folder, sheets)


def _unanswered(made: Made, decided: Sequence[Decision], documents: Collection[str]) -> Iterator[Issue]:
    """An issue for each decision that stage 3 would have heeded, had any part of the documents known of it."""
    open_still = [d for d in decided if settling.STAGE.get(d.table) == "relate" and d.doc not in documents]
    known = {d.id for d in open_still if d.id in documents}
    if wanted := {d.id for d in open_still if d.table == "mentions"}:
        for piece in made.pieces("relate/mentions", ["mention_id"]):
            known |= wanted.intersection(piece.column(0).to_pylist())
    return (settling.unknown(d) for d in open_still if d.id not in known)


def shares(
    folders: Folders,
    decided: Sequence[Decision],
    issues: Sequence[Issue],
    given: str,
    basis: Mapping[str, str],
) -> list[Share]:
    """All bodies in shares, in the order of their codes. `given` changes with the claims; `issues`: see Share."""
    made = Made(folders.interim, folders.out)
    counts, memberships = (list(_decided(made, table, decided)) for table in OF_BODIES)
    current, more = reconcile.settle(counts, memberships, decided)
    sizes: Counter[str] = Counter({decision.value: 1 for decision in current if decision.field == "body"})
    for table in OF_BODIES:
        sizes.update({body: size for (body,), size in made.tally(f"relate/{table}", "body").items()})
    return [
        Share(folders, n, fold([given, *own]), basis, own, tuple(current), () if n else (*issues, *more))
        for n, own in enumerate(_shared_out(sizes))
    ]


def _shared_out(sizes: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    own: list[str] = []
    load, full = 0, max(LOAD, sum(sizes.values()) // MOST)
    for body in sorted(sizes):
        if own and load + sizes[body] > full:
            yield tuple(own)
            own, load = [], 0
        own.append(body)
        load += sizes[body]
    yield tuple(own)


def act(share: Share) -> None:
    """Reconcile the bodies of a share and write its tables."""
    made = Made(share.folders.interim, share.folders.out)
    copied = (contract.rows(_copied(piece), Copy) for piece in made.pieces("ingest/copies"))
    clusters = {copy.doc_id: copy.cluster for some in copied for copy in some}
    counts, memberships = (list(_claims(made, table, share)) for table in OF_BODIES)
    parts = [reconcile.bodies(counts, memberships, share.decisions, clusters, set(share.bodies))]
    if not share.number:
        parts.append(reconcile.meetings(*(made[f"relate/{table}"] for table in OTHERS)))
    found = reconcile.together(parts, share.issues)
    results.keep(
        share.folder, "reconcile", found.tables(), {"given": share.given, "basis": dict(share.basis)}
    )


def _decided(made: Made, table: str, decided: Sequence[Decision]) -> Iterator[Any]:
    """The claims that a decision may be about: by their ids, or by their documents."""
    own = [decision for decision in decided if decision.table == table]
    if own:
        yield from _rows(made, table, claim_id={d.id for d in own}, doc_id={d.doc for d in own})


def _copied(copies: pa.Table) -> pa.Table:
    """The documents that say nearly the same as an earlier one."""
    import pyarrow.compute as pc

    return copies.filter(pc.not_equal(copies.column("doc_id"), copies.column("cluster")))


def _claims(made: Made, table: str, share: Share) -> Iterator[Any]:
    """The claims on the share's bodies, and those that a decision may have given to one of them."""
    moved = {decision.id for decision in share.decisions if decision.field == "body"}
    return _rows(made, table, body=share.bodies, claim_id=moved)


def _rows(made: Made, table: str, **values: Collection[str]) -> Iterator[Any]:
    """The claims that have one of some values in any of some columns."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def has(piece: pa.Table, column: str) -> pa.ChunkedArray:
        return pc.is_in(piece.column(column), pa.array(sorted(values[column]), pa.string()))

    for piece in made.pieces(f"relate/{table}"):
        one, other = (has(piece, column) for column in values)
        yield from contract.rows(piece.filter(pc.or_(one, other)), results.TYPES[table])
