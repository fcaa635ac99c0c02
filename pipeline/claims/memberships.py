"""Membership claims: which body a country joins, leaves, founds or is listed in, on which day, and whether it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.scene import Scene, gap, inside
from pipeline.records import MembershipClaim, Mention, make_id
from pipeline.values.counts import Count
from pipeline.values.memberships import Act

#: What happens on a day; a listing or an application is a state.
_EVENTS = frozenset(("join", "leave", "founding", "observer", "suspended"))


def read(scene: Scene) -> Iterator[MembershipClaim]:
    """What a document says of countries and bodies, complete lists of members included."""
    stated = set()
    for mention in scene.of("membership"):
        body, basis = scene.body_of(mention)
        if body:
            act = Act.parse(mention.value)
            stated.add((body, act.country, mention.sentence))
            yield _claim(scene, mention, act, body, basis)
    for mention in scene.of("count"):
        if Count.parse(mention.value).kind == "listed":
            body, basis = scene.body_of(mention)
            for country in dict.fromkeys(m.value for m in inside(mention, scene.of("country"))):
                if body and (body, country, mention.sentence) not in stated:
                    yield _claim(scene, mention, Act("listed", country), body, basis)


def _claim(scene: Scene, mention: Mention, act: Act, body: str, basis: str) -> MembershipClaim:
    day = _day(scene, mention, act) if act.action in _EVENTS else None
    document = scene.document
    return MembershipClaim(
        make_id("membership", mention.mention_id, body, act),
        document.doc_id,
        mention.mention_id,
        body,
        basis,
        act.country,
        act.action,
        act.ordinal,
        day.value if day else None,
        day.date_start if day else None,
        day.date_end if day else None,
        document.published,
        scene.modality(mention) if act.action in {"join", "leave", "observer"} else "asserted",
        mention.sentence,
    )


def _day(scene: Scene, mention: Mention, act: Act) -> Mention | None:
    """The country's own day ("Chile (2016)"), else the one stated with the event."""
    names = [m for m in inside(mention, scene.of("country")) if m.value == act.country]
    for date in scene.beside(mention, "date"):
        if any(re.fullmatch(r",? ?\((?:in )?", scene.plain[n.end : date.start]) for n in names):
            return date
    date = scene.date_of(mention)
    return None if date and _another_event(scene, mention, date) else date


def _another_event(scene: Scene, mention: Mention, date: Mention) -> bool:
    """Whether another event of the sentence stands nearer to the date."""
    rivals = [m for m in scene.beside(mention, "membership") if (m.start, m.end) != (mention.start, mention.end)]
    return any(gap(rival, date) < gap(mention, date) and rival.value != mention.value for rival in rivals)
