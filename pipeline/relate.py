"""Stage 3: mentions -> claims. Which body, which country, which day, asserted or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.claims import conferences, counts, founders, memberships, newcomers, people, resolutions
from pipeline.claims.scene import Scene
from pipeline.records import (
    ConferenceClaim,
    CountClaim,
    Document,
    Issue,
    MembershipClaim,
    Mention,
    Person,
    ResolutionCitation,
    Subject,
    issue,
)


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one document says."""

    subjects: tuple[Subject, ...]
    count_claims: tuple[CountClaim, ...]
    membership_claims: tuple[MembershipClaim, ...]
    conference_claims: tuple[ConferenceClaim, ...]
    resolution_citations: tuple[ResolutionCitation, ...]
    people: tuple[Person, ...]
    issues: tuple[Issue, ...]


def relate(document: Document, mentions: Sequence[Mention]) -> Claims:
    """The claims of a document, from its mentions."""
    scene = Scene(document, mentions)
    acts = tuple(memberships.read(scene))
    sizes, acts = newcomers.placed(scene, tuple(counts.read(scene, acts)), acts)
    acts = founders.founders(scene, sizes, acts)
    claimed = {c.mention_id for c in sizes}
    homeless = (
        issue(document.doc_id, "relate", "no_body", f"{m.text}: no body is named", (m.start, m.end))
        for m in scene.of("count")
        if m.mention_id not in claimed
    )
    return Claims(
        (Subject(document.doc_id, scene.body),) if scene.body else (),
        sizes,
        acts,
        tuple(conferences.read(scene)),
        tuple(resolutions.read(scene)),
        tuple(people.read(scene)),
        tuple(homeless),
    )
