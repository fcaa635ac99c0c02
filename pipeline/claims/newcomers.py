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
    holders = {size.body: (holder, size.value) for size, holder in told if holder}
    nobody = ("", 0)
    return (
        tuple(
            replace(size, country=holders[size.body][0])
            if size.kind == "ordinal" and holders.get(size.body, nobody)[1] == size.value
            else size
            for size in sizes
        ),
        tuple(
            replace(act, ordinal=holders[act.body][1])
            if act.action == "join" and holders.get(act.body, nobody)[0] == act.country
            else act
            for act in acts
        ),
    )


def _holder(
    scene: Scene, sizes: Sequence[CountClaim], acts: Sequence[MembershipClaim], size: CountClaim
) -> str | None:
    """The newcomer whose place a size is, if it is the one place that is told of the body, and nobody's yet."""
    free = size.kind == "ordinal" and size.modality == "asserted" and not size.country
    holder = _newcomer(acts, size.body) if free and _places(sizes, acts, size.body) == {size.value} else None
    return holder if holder and _speaks_of(scene, size, holder) else None


def _places(sizes: Sequence[CountClaim], acts: Sequence[MembershipClaim], body: str) -> set[int]:
    """The places of a body that a document tells and gives nobody, but the first: that is seldom one in the order of
    accession."""
    taken = {a.ordinal for a in _joined(acts, body)}
    return {s.value for s in sizes if s.kind == "ordinal" and s.body == body and s.value > 1} - taken


def _newcomer(acts: Sequence[MembershipClaim], body: str) -> str | None:
    """The one country of which a document says that it joined a body and to which it gives no place."""
    countries = {a.country for a in _joined(acts, body)} - {
        a.country for a in _joined(acts, body) if a.ordinal
    }
    return countries.pop() if len(countries) == 1 else None


def _joined(acts: Sequence[MembershipClaim], body: str) -> list[MembershipClaim]:
    return [a for a in acts if a.body == body and a.action == "join" and a.modality == "asserted"]


def _speaks_of(scene: Scene, size: CountClaim, country: str) -> bool:
    """Whether no other country stands before the place in its sentence."""
    mention = next(m for m in scene.of("count") if m.mention_id == size.mention_id)
    start, _ = scene.sentence(mention)
    return all(c.value == country for c in scene.within(start, mention.start, "country")[-1:])
