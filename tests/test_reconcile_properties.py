"""Whatever is claimed, what comes out is whole: steps without gaps, ordered intervals, a verdict for every claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claims import member, settle, size
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.decisions import Decision
from pipeline.records import RELATIONS, CountClaim, MembershipClaim

DAYS = st.one_of(
    st.none(),
    st.dates(date(2009, 1, 1), date(2014, 12, 31)),
    st.just(date(1, 1, 1)),
    st.just(date(9999, 12, 31)),
)
PAGES = st.sampled_from(["p", "q", "r"])
COUNTRIES = st.sampled_from(["AUT", "BEL", "CHE", "DNK"])


@st.composite
def counts(draw: st.DrawFn) -> CountClaim:
    first, last = sorted([draw(DAYS) or date(2012, 1, 1), draw(DAYS) or date(2012, 2, 1)])
    spans = draw(st.sampled_from([(None, None), (first, last), (first, None), (None, last)]))
    kind = draw(st.sampled_from(["total", "ordinal", "listed", "initial"]))
    claim = size(draw(st.one_of(st.integers(0, 20), st.sampled_from([0, 193, 10**9]))), None, kind)
    return replace(
        claim, relation=draw(st.sampled_from(RELATIONS)), published=draw(DAYS), doc_id=draw(PAGES),
        as_of_start=spans[0], as_of_end=spans[1], country=draw(COUNTRIES) if kind == "ordinal" else None,
        modality=draw(st.sampled_from(["asserted", "asserted", "negated"])),
    )  # fmt: skip


@st.composite
def members(draw: st.DrawFn) -> MembershipClaim:
    first, last = sorted([draw(DAYS) or date(2012, 1, 1), draw(DAYS) or date(2012, 2, 1)])
    spans = draw(st.sampled_from([(None, None), (first, last), (first, first)]))
    actions = ["founding", "join", "leave", "listed", "observer", "applicant", "suspended"]
    return replace(
        member(draw(COUNTRIES), draw(st.sampled_from(actions))), date_start=spans[0], date_end=spans[1],
        published=draw(DAYS), ordinal=draw(st.one_of(st.none(), st.integers(1, 20))), doc_id=draw(PAGES),
    )  # fmt: skip


@hypothesis_settings(max_examples=60)
@given(st.lists(counts(), max_size=8), st.lists(members(), max_size=8), st.booleans())
def test_whatever_is_claimed_the_answer_is_whole(
    told: list[CountClaim], named: list[MembershipClaim], decide: bool
) -> None:
    settled = [
        Decision(c.claim_id, "count_claims", "", "", "accepted", "me", "", "so") for c in told[:1] if decide
    ]
    result = settle(told, named, settled)
    assert len(result.count_claims) == len(told) and len(result.membership_claims) == len(named)
    judged: list[CountClaim | MembershipClaim] = [*result.count_claims, *result.membership_claims]
    for claim in judged:
        assert claim.reason and claim.explanation
        assert (claim.verdict is None) == (claim.reason == "not_asserted")
    for a, b in zip(result.timeline, result.timeline[1:], strict=False):
        assert a.end == b.start and a.start < b.start
    for step in result.timeline:
        assert 0 <= step.members_min <= step.members <= step.members_max
    for spell in result.memberships:
        assert not (spell.joined_min and spell.joined_max) or spell.joined_min <= spell.joined_max
        assert (spell.left_min is None) == (spell.left_max is None)
        assert spell.status == "former" or spell.left_min is None
    keys = [(m.body, m.country, m.spell) for m in result.memberships]
    assert len(set(keys)) == len(keys)
    assert bool(result.timeline) != any(i.code == "no_timeline" for i in result.issues) or not (told or named)
