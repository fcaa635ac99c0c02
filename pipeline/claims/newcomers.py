"""Who holds the place in the order of accession that a document tells in another sentence than the accession."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.scene import Scene
from pipeline.records import CountClaim, MembershipClaim


def placed(
    scene: Scene, sizes: Sequence[CountClaim], acts: Sequence[MembershipClaim]
) -> tuple[tuple[CountClaim, ...], tuple[MembershipClaim, ...]]:
    """The claims; where a body has one newcomer in the document, and it tells of one place, both with each other."""
    told = ((size, _holder(scene, sizes, acts, size)) for size in sizes)
    holders = {(size.body, size.value): holder for size, holder in told if holder}
    places = {(body, holder): value for (body, value), holder in holders.items()}
    return (
        tuple(
            replace(size, country=holders.get((size.body, size.value), size.country))
            if size.kind == "ordinal"
            else size
            for size in sizes
        ),
        tuple(
            replace(act, ordinal=places.get((act.body, act.country), act.ordinal))
            if act.action == "join"
            else act
            for act in acts
        ),
    )


def _holder(
    scene: Scene, sizes: Sequence[CountClaim], acts: Sequence[MembershipClaim], size: CountClaim
) -> str | None:
    """The newcomer whose place a size is and that has none yet: the one of whom its sentence begins to speak, or the
    only one, if this is the one place that is told of the body."""
    if size.kind != "ordinal" or size.modality != "asserted" or size.country or size.value == 1:
        return None
    newcomers, before = _newcomers(acts, size.body), _before(scene, size)
    if len(before) == 1 and before <= newcomers and size.value in _free(sizes, acts, size.body):
        return next(iter(before))
    only = len(newcomers) == 1 and _free(sizes, acts, size.body) == {size.value}
    return next(iter(newcomers)) if only and before <= newcomers else None


def _free(sizes: Sequence[CountClaim], acts: Sequence[MembershipClaim], body: str) -> set[int]:
    """The places of a body that a document tells and gives nobody, but the first: that is seldom one in the order of
    accession."""
    taken = {a.ordinal for a in _joined(acts, body)}
    return {s.value for s in sizes if s.kind == "ordinal" and s.body == body and s.value > 1} - taken


def _newcomers(acts: Sequence[MembershipClaim], body: str) -> set[str]:
    """The countries of which a document says that they joined a body and to which it gives no place."""
    joined = _joined(acts, body)
    return {a.country for a in joined} - {a.country for a in joined if a.ordinal}


def _joined(acts: Sequence[MembershipClaim], body: str) -> list[MembershipClaim]:
    return [a for a in acts if a.body == body and a.action == "join" and a.modality == "asserted"]


def _before(scene: Scene, size: CountClaim) -> set[str]:
    """The countries that stand before a place in its sentence."""
    mention = next(m for m in scene.of("count") if m.mention_id == size.mention_id)
    start, _ = scene.sentence(mention)
    return {c.value for c in scene.within(start, mention.start, "country")}
