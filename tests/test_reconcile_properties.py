"""Whatever is claimed, what comes out is whole: steps without gaps, ordered intervals, a verdict for every claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from claims import member, settle, size
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from simulator import KINDS, world

from pipeline.decisions import Decision
from pipeline.inference import evidence, expected, history, timeline
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


#: Digits as letters, so that every claim of a world has words of its own.
LETTERS = str.maketrans("0123456789", "abcdefghij")


def worded(claim: CountClaim) -> CountClaim:
    """The claim with a sentence that no other has."""
    mark = claim.claim_id[-5:].translate(LETTERS)
    return replace(claim, evidence=" ".join(word + mark for word in "it is said how many they are".split()))


@pytest.mark.parametrize("seed", range(3))
def test_deleting_a_copy_changes_nothing_but_its_row(seed: int) -> None:
    own = world(KINDS["mixed"], 20 + seed)
    told = [worded(c) for c in own.counts]
    copied = [
        replace(c, claim_id=f"z{c.claim_id}", doc_id=f"z{c.doc_id}", published=c.published + timedelta(40),
                evidence=f"{c.evidence} now")
        for c in told[::6] if c.published
    ]  # fmt: skip
    whole = settle([*told, *copied], own.memberships)
    doubles = [c for c in whole.count_claims if c.reason == "duplicate"]
    assert len(doubles) > 3 and {c.claim_id for c in doubles} <= {c.claim_id for c in copied}
    assert all("counts once" in c.explanation for c in whole.count_claims if c.explanation and c in copied)
    for gone in (doubles[0], doubles[-1]):
        rest = settle([c for c in [*told, *copied] if c.claim_id != gone.claim_id], own.memberships)
        assert rest.timeline == whole.timeline and rest.memberships == whole.memberships
        assert rest.count_claims == tuple(c for c in whole.count_claims if c.claim_id != gone.claim_id)
        assert rest.membership_claims == whole.membership_claims


@pytest.mark.parametrize("kind", ["stale", "typos", "departures", "mixed"])
def test_a_further_claim_that_agrees_never_widens_the_interval_of_its_day(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under fixed habits and pace: learning from a further claim may well make all others less sure."""
    monkeypatch.setattr(evidence, "learn", lambda *_: evidence.Habits())
    monkeypatch.setattr(expected, "unnamed", lambda *_: expected.Pace())
    own = world(KINDS[kind], 3)

    def bounds(counts: list[CountClaim], when: int) -> tuple[int, int, int]:
        past = history.reconstruct(counts, own.memberships)
        assert past is not None
        chance = past.posterior.size[past.days.searchsorted(when)]
        total = chance.cumsum()
        return int((total < 0.05).sum()), int(chance.argmax()), int((total < 0.95).sum())

    dated = [c for c in own.counts if c.kind == "total" and c.published and not c.as_of_start]
    for claim in dated[:: len(dated) // 6]:
        assert claim.published
        low, best, high = bounds(own.counts, claim.published.toordinal())
        further = replace(claim, claim_id="new", doc_id="new", value=best, relation="eq")
        closer = bounds([*own.counts, further], claim.published.toordinal())
        assert low <= closer[0] and closer[2] <= high and closer[1] == best


@pytest.mark.parametrize("kind", ["departures", "mixed"])
def test_days_and_claims_may_be_reckoned_a_few_at_a_time(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = world(KINDS[kind], 3)
    at_once = history.reconstruct(own.counts, own.memberships)
    monkeypatch.setattr(timeline, "AT_ONCE", 7)
    by_sevens = history.reconstruct(own.counts, own.memberships)
    assert at_once and by_sevens and len(at_once.days) > 100
    assert by_sevens.posterior.size == pytest.approx(at_once.posterior.size, abs=1e-6)
    assert by_sevens.joined == pytest.approx(at_once.joined, abs=1e-6)


def test_a_country_that_comes_and_goes_makes_no_body_larger() -> None:
    told = [
        member("KEN", action, f"{year}-05-01", f"{year}-05-02")
        for year in range(1990, 2020, 2)
        for action, year in (("join", year), ("leave", year + 1))
    ]
    past = history.reconstruct([], told)
    assert past and len(past.spells) == 15 and past.posterior.size.shape[1] < 10
