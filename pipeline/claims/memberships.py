"""Membership claims: which body a country joins, leaves, founds or is listed in, on which day, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.claims.scene import Scene
from pipeline.records import MembershipClaim, Mention, make_id
from pipeline.rulebook import table
from pipeline.values.acts import Act
from pipeline.values.counts import Count
from pipeline.values.dates import bounds


def read(scene: Scene) -> Iterator[MembershipClaim]:
    """What a document says of countries and bodies, complete lists of members included."""
    stated = set()
    for mention in scene.of("membership"):
        body, basis = _body(scene, mention)
        if body:
            act = Act.parse(mention.value)
            stated.add((body, act.country, mention.sentence))
            yield _claim(scene, mention, act, body, basis)
    for mention in scene.of("count"):
        if Count.parse(mention.value).kind == "listed":
            body, basis = _body(scene, mention)
            for country in dict.fromkeys(
                m.value for m in scene.within(mention.start, mention.end, "country")
            ):
                if body and (body, country, mention.sentence) not in stated:
                    yield _claim(scene, mention, Act("listed", country), body, basis)


def _body(scene: Scene, mention: Mention) -> tuple[str, str]:
    """The body joined: an assembly admits to the organisation that it is part of."""
    body, basis = scene.body_of(mention)
    return _wholes().get(body, body), basis


@cache
def _wholes() -> Mapping[str, str]:
    """The organisations behind assemblies that bear their names ("United Nations General Assembly")."""
    names = {row["name"]: row["code"] for row in table("bodies")}
    assemblies = {name: code for name, code in names.items() if "Assembly" in name}
    return {
        code: names[whole]
        for name, code in assemblies.items()
        for whole in sorted(names, key=len)
        if whole in name and whole != name
    }


def _claim(scene: Scene, mention: Mention, act: Act, body: str, basis: str) -> MembershipClaim:
    document = scene.document
    first, last = (bounds(act.date) if act.date else None) or (None, None)
    return MembershipClaim(
        make_id("membership", mention.mention_id, body, act),
        document.doc_id,
        mention.mention_id,
        body,
        basis,
        act.country,
        act.action,
        act.ordinal,
        act.date,
        first,
        last,
        document.published,
        act.modality,
        mention.sentence,
        cluster=document.cluster or None,
    )
