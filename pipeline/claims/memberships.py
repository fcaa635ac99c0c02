"""Membership claims: which body a country joins, leaves, founds or is listed in, on which day, and whether it does."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.claims import affiliations
from pipeline.claims.elsewhere import dated
from pipeline.claims.scene import Scene
from pipeline.edtf import bounds
from pipeline.records import MembershipClaim, Mention, make_id
from pipeline.values.acts import Act
from pipeline.values.bodies import TREATIES, nouns
from pipeline.values.cells import one_table
from pipeline.values.counts import Count
from pipeline.values.groups import beside

#: The rules that read lists and brackets, entry by entry.
_ENTRIES = ("list.", "series.", "bracket.")


def read(scene: Scene) -> Iterator[MembershipClaim]:
    """What a document says of countries and bodies, complete lists of members included."""
    stated = set()
    scene = affiliations.without_keepers(scene)
    scene = affiliations.without_meetings(affiliations.without_fellows(scene))
    acts = [(m, *affiliations.body(scene, m), Act.parse(m.value)) for m in _told(scene)]
    for mention, body, basis, act in dated(scene, acts):
        if (
            body
            and not (act.action == "join" and body in affiliations.ELECTED)
            and not _only_signed(mention, body)
        ):
            stated.add((body, act.country, mention.sentence))
            yield _claim(scene, mention, act, body, basis)
    for mention in scene.of("count"):
        if Count.parse(mention.value).kind == "listed":
            body, basis = affiliations.body(scene, mention)
            for country in dict.fromkeys(
                m.value
                for m in scene.within(mention.start, mention.end, "country")
                if not beside(scene.plain, m.end)
            ):
                if body and (body, country, mention.sentence) not in stated:
                    yield _claim(scene, mention, Act("listed", country), body, basis)


def _only_signed(mention: Mention, body: str) -> bool:
    """Whether a row tells who signed what binds those who ratify it."""
    return mention.rule_id == "table.signed" and bool(nouns().get(body, frozenset()) & TREATIES)


def _told(scene: Scene) -> list[Mention]:
    """The statements, each told once: where a heading tells what countries did, none that takes up another one counts;
    where brackets behind a country tell, nothing else does; and no entry of a list counts that a sentence tells of as
    well, with more to say."""
    told = _by_row(scene.plain, scene.of("membership"))
    entries = [m for m in told if m.rule_id.startswith(_ENTRIES)]
    others = [m for m in told if not m.rule_id.startswith(_ENTRIES) and not _in_brackets(entries, m)]
    near = _near(entries)
    others = [o for o in others if not any(_idle(o, e) for e in near[o.value.split()[1]])]
    beside = _near(others)
    entries = [
        e
        for e in entries
        if not any(_meet(o, e) and o.value.startswith(e.value) for o in beside[e.value.split()[1]])
    ]
    return sorted([*entries, *others], key=lambda m: (m.start, m.end, m.value))


def _by_row(plain: str, told: list[Mention]) -> list[Mention]:
    """The statements without those that begin in a row of a table: its columns tell, or brackets within; a row of which
    they tell nothing has nothing to say."""
    rows = sorted((m for m in told if m.rule_id.startswith("table.")), key=lambda m: m.start)
    kept = []
    for mention in told:
        at = bisect_right(rows, mention.start, key=lambda m: m.start)
        near = rows[max(0, at - 1) : at + 1]
        inside = any(
            r.start <= mention.start < r.end or one_table(plain, r.start, mention.start) for r in near
        )
        if not inside or mention.rule_id.startswith(("table.", *_ENTRIES)):
            kept.append(mention)
    return kept


def _near(statements: Sequence[Mention]) -> Mapping[str, list[Mention]]:
    """Statements by the country that they are about."""
    near: dict[str, list[Mention]] = defaultdict(list)
    for mention in statements:
        near[mention.value.split()[1]].append(mention)
    return near


def _idle(other: Mention, entry: Mention) -> bool:
    """Whether a statement about the country of an entry in the same place has nothing to say beside it."""
    again = entry.text.endswith(")") and other.value.split()[0] == entry.value.split()[0]
    return _meet(other, entry) and (again or other.rule_id.startswith("same."))


def _in_brackets(entries: Sequence[Mention], other: Mention) -> bool:
    """Whether a statement begins within an entry: in its brackets, of which the entry tells."""
    at = bisect_right(entries, other.start - 1, key=lambda e: e.start) - 1
    return at >= 0 and other.start < entries[at].end and entries[at].text.endswith(")")


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


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
    )
