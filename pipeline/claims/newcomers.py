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
    holders = {}
    for size in sizes:
        free = size.kind == "ordinal" and size.modality == "asserted" and not size.country
        holder = _newcomer(acts, size.body) if free and _places(sizes, size.body) == {size.value} else None
        if holder and _speaks_of(scene, size, holder):
            holders[size.body, size.value] = holder
    countries = {body: (country, value) for (body, value), country in holders.items()}
    return (
        tuple(_held(size, holders.get((size.body, size.value))) for size in sizes),
        tuple(
            replace(act, ordinal=countries[act.body][1])
            if act.action == "join" and countries.get(act.body, ("",))[0] == act.country
            else act
            for act in acts
        ),
    )


def _held(size: CountClaim, holder: str | None) -> CountClaim:
    return replace(size, country=holder) if holder and size.kind == "ordinal" else size


def _places(sizes: Sequence[CountClaim], body: str) -> set[int]:
    """The places of a body that a document tells, but the first: that is seldom one in the order of accession."""
    return {s.value for s in sizes if s.kind == "ordinal" and s.body == body and s.value > 1}


def _newcomer(acts: Sequence[MembershipClaim], body: str) -> str | None:
    """The one country of which a document says that it joined a body, if it gives it no place."""
    joined = [a for a in acts if a.body == body and a.action == "join" and a.modality == "asserted"]
    countries = {a.country for a in joined}
    return countries.pop() if len(countries) == 1 and not any(a.ordinal for a in joined) else None


def _speaks_of(scene: Scene, size: CountClaim, country: str) -> bool:
    """Whether no other country stands before the place in its sentence."""
    mention = next(m for m in scene.of("count") if m.mention_id == size.mention_id)
    start, _ = scene.sentence(mention)
    return all(c.value == country for c in scene.within(start, mention.start, "country")[-1:])
