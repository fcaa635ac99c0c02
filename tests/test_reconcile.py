"""Reconcile against the contract: every pitfall by a small story whose truth is plain."""

from __future__ import annotations

import random
from datetime import date

import pytest
from claims import at, day, founders, judged, member, ordinal, settle, size
from simulator import KINDS, world

#: Ten founders on 2010-01-01 and one accession on each of these days: 11 to 14 members.
JOINS = {"JAA": "2011-03-01", "JAB": "2012-03-01", "JAC": "2013-03-01", "JAD": "2014-03-01"}


def joins(**more: object) -> list:  # type: ignore[type-arg]
    return founders() + [member(c, "join", when, when, **more) for c, when in JOINS.items()]


def test_founders_and_dated_accessions_alone_give_the_timeline() -> None:
    result = settle([], joins())
    for when, members in (
        ("2010-06-01", 10),
        ("2011-02-28", 10),
        ("2011-03-01", 11),
        ("2013-12-31", 13),
        ("2014-03-01", 14),
    ):
        assert at(result, when).members == members
    assert result.timeline[0].start == date(2010, 1, 1) and result.timeline[-1].end is None
    assert all(a.end == b.start for a, b in zip(result.timeline, result.timeline[1:], strict=False))
    rows = {m.country: m for m in result.memberships}
    assert rows["JAB"].joined_min == rows["JAB"].joined_max == date(2012, 3, 1)
    assert rows["FAA"].joined_max == date(2010, 1, 1) and rows["FAA"].ordinal is None


def test_pitfall_1_a_majority_of_copies_does_not_win() -> None:
    copies = [size(11, f"2013-{5 + i % 7:02d}-{1 + i % 28:02d}") for i in range(60)]
    result = settle([*copies, size(13, "2013-04-01"), size(13, "2013-10-10")], joins())
    assert at(result, "2013-06-01").members == 13
    assert {judged(result, c) for c in copies} == {("rejected", "stale")}


def test_pitfall_2_stale_looks_back_and_one_typo_breaks_nothing() -> None:
    late, typo = size(12, "2013-09-01"), size(41, "2012-06-01")
    result = settle([late, typo, size(13, "2013-03-20"), size(14, "2014-05-01")], joins())
    assert judged(result, late) == ("rejected", "stale")
    assert judged(result, typo) == ("rejected", "implausible")
    assert at(result, "2013-09-01").members == 13 and at(result, "2015-01-01").members == 14


def test_pitfall_3_an_ordinal_speaks_of_the_crossing_however_late_it_is_told() -> None:
    late = ordinal(11, "JAA", "2014-06-01")
    result = settle([late, size(14, "2014-06-02")], joins())
    assert judged(result, late) == ("accepted", "consistent")
    assert at(result, "2014-06-01").members == 14 and at(result, "2011-03-01").members == 11


def test_pitfall_4_telling_the_same_again_narrows_no_interval() -> None:
    def width(copies: int) -> int:
        told = [size(10, "2010-02-01"), *(size(12, "2013-01-01") for _ in range(copies))]
        row = next(
            m
            for m in settle(told, [*founders(), member("JAA", "join", "2011")]).memberships
            if m.country == "JAA"
        )
        assert row.joined_min and row.joined_max
        return (row.joined_max - row.joined_min).days

    assert width(30) >= 0.9 * width(1) > 200


@pytest.mark.parametrize("cumulative", [False, True])
def test_pitfall_5_a_return_is_a_second_spell_and_the_convention_is_inferred(cumulative: bool) -> None:
    gone = [
        member("FAA", "leave", "2011-09-01", "2011-09-02"),
        member("FAA", "join", "2013-09-01", "2013-09-02"),
    ]
    ranks = {"JAA": 11, "JAB": 11 + cumulative, "JAC": 12 + cumulative, "JAD": 14 + cumulative}
    told = [ordinal(n, c, JOINS[c]) for c, n in ranks.items()]
    other = ordinal(13 - cumulative, "JAC", "2013-03-05")
    result = settle([*told, other, size(12, "2013-05-01"), size(11, "2012-06-01")], joins() + gone)
    spells = [m for m in result.memberships if m.country == "FAA"]
    assert [(s.spell, s.status) for s in spells] == [(1, "former"), (2, "member")]
    assert spells[0].left_min == spells[0].left_max == date(2011, 9, 1)
    assert spells[1].joined_min == spells[1].joined_max == date(2013, 9, 1)
    assert at(result, "2011-08-31").members == 11 and at(result, "2011-09-01").members == 10
    assert {m.country: m.ordinal for m in result.memberships if m.country in ranks} == ranks
    assert {judged(result, c) for c in told} == {("accepted", "consistent")}
    assert judged(result, other) == ("rejected", "convention")


def test_a_return_told_without_a_day_is_explained_by_the_return() -> None:
    gone = [
        member("FAA", "leave", "2011-09-01", "2011-09-02"),
        member("FAA", "join", "2013-09-01", "2013-09-02"),
    ]
    again, founded = member("FAA", "join", None, "2013-09-02"), member("FAB", "join", None, "2010-02-01")
    result = settle([], [*joins(), *gone, again, founded])
    words = {c.claim_id: c.explanation for c in result.membership_claims}
    assert words[again.claim_id] == "FAA joined on 2013-09-01; the claim gives no day."
    assert words[founded.claim_id] == "FAB was a founder; the claim gives no day."


def test_two_who_join_on_one_day_have_no_place_unless_it_is_told() -> None:
    pair = [member(c, "join", "2015-03-01", "2015-03-02") for c in ("JBA", "JBB")]
    sizes = [size(14, "2014-06-01"), size(16, "2015-03-02")]
    for told, places in (([], {None}), ([ordinal(15, "JBA"), ordinal(16, "JBB")], {15, 16})):
        result = settle([*sizes, *told], [*joins(), *pair])
        assert {m.ordinal for m in result.memberships if m.country in ("JBA", "JBB")} == places


def test_pitfall_6_observers_are_no_members_and_lists_are_judged_by_whom_they_lack() -> None:
    watcher = member("OBS", "observer", "2010-06-01", "2010-06-01")
    names = [f"FA{chr(65 + i)}" for i in range(10)]
    complete = [*names, *JOINS]
    stale, forgetful = complete[:-2], [n for n in complete if n not in ("FAB", "JAA")]
    lists = {
        doc: size(len(who), "2014-06-01", "listed", doc=doc) for doc, who in (("s", stale), ("f", forgetful))
    }
    named = [
        member(c, "listed", None, "2014-06-01", doc=doc)
        for doc, who in (("s", stale), ("f", forgetful))
        for c in who
    ]
    counted = size(15, "2014-07-01")
    result = settle([*lists.values(), counted, size(14, "2014-06-10")], [*joins(), watcher, *named])
    assert at(result, "2014-06-01").members == 14
    assert judged(result, lists["s"]) == ("rejected", "stale")
    assert judged(result, lists["f"]) == ("rejected", "incomplete_list")
    assert judged(result, counted) == ("rejected", "convention")
    assert [m.status for m in result.memberships if m.country == "OBS"] == ["observer"]


def test_an_observer_was_one_before_a_report_tells_of_it() -> None:
    told = member("OBS", "observer", None, "2013-05-01")
    later, earlier = (member("OBS", "observer", when) for when in ("2014-10-09", "2012-02-03"))
    for claims, first, last in (
        ([told, later], None, date(2013, 5, 1)),
        ([told, later, earlier], date(2012, 2, 3), date(2012, 2, 3)),
    ):
        row = next(m for m in settle([], [*joins(), *claims]).memberships if m.country == "OBS")
        assert (row.joined_min, row.joined_max) == (first, last)


def test_pitfall_7_a_year_is_an_interval_announcements_trail_and_a_day_may_be_swapped() -> None:
    year = settle(
        [size(10, "2011-05-20"), size(10, "2011-06-01"), size(11, "2011-09-01"), size(11, "2011-10-01")],
        [*founders(), member("JAA", "join", "2011")],
    )
    row = next(m for m in year.memberships if m.country == "JAA")
    assert row.joined_min and row.joined_max
    assert date(2011, 5, 20) <= row.joined_min and row.joined_max <= date(2011, 11, 30)
    news = settle([size(10, "2011-01-05")], [*founders(), member("JAA", "join", None, "2011-06-01")])
    row = next(m for m in news.memberships if m.country == "JAA")
    assert row.joined_min and row.joined_max and row.joined_min < date(2011, 5, 15)
    assert row.joined_max <= date(2011, 6, 1)
    swapped = member("JAA", "join", "2011-11-05", "2011-05-20")  # meant: 11 May
    told = settle([size(10, "2011-05-01"), size(11, "2011-06-01")], [*founders(), swapped])
    row = next(m for m in told.memberships if m.country == "JAA")
    assert row.joined_max and row.joined_max < date(2011, 6, 1)


def test_pitfall_8_an_undated_claim_is_not_stale_and_only_wrong_if_it_never_held() -> None:
    held, never, near = size(12), size(40), size(15)
    dated = [size(n, f"201{n - 10}-06-01") for n in (10, 11, 12, 13, 14)]
    result = settle([held, never, near, *dated], joins())
    assert judged(result, held) == ("accepted", "undated")
    assert judged(result, never) == ("rejected", "implausible")
    assert judged(result, near) == ("rejected", "off_by_one")
    assert next(c for c in result.count_claims if c is not held and c.value == 40).expected is None


def test_pitfall_9_any_order_within_a_day_is_right() -> None:
    batch = [member(c, "join", "2012-05-01", "2012-05-02") for c in ("BAA", "BAB", "BAC")]
    told = [
        ordinal(13, "BAA", "2012-05-02"),
        ordinal(11, "BAB", "2012-05-02"),
        ordinal(12, "BAC", "2012-05-03"),
    ]
    result = settle(told, founders() + batch)
    assert {judged(result, c) for c in told} == {("accepted", "consistent")}
    assert at(result, "2012-04-30").members == 10 and at(result, "2012-05-01").members == 13
    assert {m.country: m.ordinal for m in result.memberships if m.country.startswith("B")} == {
        "BAA": 13,
        "BAB": 11,
        "BAC": 12,
    }


def test_pitfall_10_members_whom_nobody_names_count() -> None:
    told = [size(12, "2012-01-01"), size(12, "2012-06-01"), size(14, "2013-01-01"), size(14, "2013-06-01")]
    result = settle(told, founders())
    assert at(result, "2012-03-01").members == 12 and at(result, "2013-06-01").members == 14


def test_between_the_33rd_and_the_35th_lies_the_34th() -> None:
    told = [ordinal(11, "JAA", "2011-03-02"), ordinal(12, "JAB"), ordinal(13, "JAC", "2013-03-02")]
    members = [
        *founders(),
        member("JAA", "join", "2011-03-01"),
        member("JAC", "join", "2013-03-01"),
        member("JAB", "join"),
    ]
    row = next(m for m in settle(told, members).memberships if m.country == "JAB")
    assert row.joined_min and row.joined_max and row.ordinal == 12
    assert date(2011, 3, 1) <= row.joined_min and row.joined_max <= date(2013, 3, 1)


def test_relations_intervals_and_rounded_numbers() -> None:
    more, most, some, none = (
        size(12, "2014-06-01", relation="gt"), size(13, "2014-06-01", relation="le"),
        size(15, "2014-06-01", relation="approx"), size(20, "2014-06-01", relation="approx"),
    )  # fmt: skip
    during, rounded = size(13, "2015-01-01", as_of="2014"), size(10, "2014-06-01", relation="ge")
    result = settle([more, most, some, none, during, rounded, size(14, "2014-07-01")], joins())
    assert judged(result, more) == ("accepted", "consistent")
    assert judged(result, most)[0] == "rejected"
    assert judged(result, some) == ("accepted", "approximate")
    assert judged(result, none) == ("rejected", "implausible")
    assert judged(result, during) == judged(result, rounded) == ("accepted", "consistent")


def test_a_page_that_reports_the_34th_and_ends_with_33_contradicts_itself() -> None:
    told = [
        ordinal(34, "LUX", doc="page"),
        size(33, doc="page"),
        size(30),
        size(38, doc="other"),
        ordinal(38, "KOR", doc="other"),
    ]
    result = settle(told, [member("LUX", "join", doc="page"), member("KOR", "join", doc="other")])
    row = next(c for c in result.count_claims if c.value == 33)
    assert (row.verdict, row.reason, row.expected) == ("rejected", "stale", 34)
    assert row.explanation == (
        "The page says 33, but Luxembourg's accession on the same page as the 34th member makes it 34: "
        "the sentence repeats an older size."
    )
    assert {c.reason for c in result.count_claims if c.value != 33} == {"undated"}
    assert result.timeline == () and [i.code for i in result.issues] == ["no_timeline"]


def test_after_the_last_day_undated_claims_leave_the_size_open() -> None:
    result = settle([size(15, kind="initial", as_of="2011"), size(24), size(38), ordinal(38, "KOR")])
    first, last = result.timeline[0], result.timeline[-1]
    assert (first.start, first.members, first.members_min, first.members_max) == (day("2011"), 15, 15, 15)
    assert last.end is None and last.members_min <= 15 and last.members_max >= 38


def test_what_is_not_asserted_is_no_evidence() -> None:
    hope = size(20, "2013-06-01", modality="prospective")
    result = settle([hope, size(13, "2013-06-01")], joins())
    assert judged(result, hope) == (None, "not_asserted")
    assert at(result, "2013-06-01").members == 13


def test_the_order_of_the_input_does_not_matter() -> None:
    own = world(KINDS["mixed"], 5)
    expected = settle(own.counts, own.memberships)
    for seed in range(3):
        random.Random(seed).shuffle(own.counts)
        random.Random(seed).shuffle(own.memberships)
        assert settle(own.counts, own.memberships) == expected


def test_every_step_names_the_claims_it_rests_on() -> None:
    fresh, early = size(13, "2013-06-01"), size(10, "2010-06-01", kind="initial")
    result = settle([fresh, early], joins())
    assert fresh.claim_id in at(result, "2013-06-01").evidence
    assert early.claim_id in result.timeline[0].evidence


def test_a_body_known_from_one_number_has_that_size() -> None:
    result = settle([size(193, "2024-05-01")])
    step = at(result, "2024-05-01")
    assert (step.members, step.members_min <= 193 <= step.members_max) == (193, True)
    assert result.count_claims[0].verdict == "accepted"


def test_a_listed_country_alone_tells_no_size() -> None:
    result = settle([], [member("AAA", "listed", None, "2022-10-22")])
    assert not result.timeline
    assert [i.code for i in result.issues] == ["no_timeline"]
    assert [(m.country, m.joined_max) for m in result.memberships] == [("AAA", date(2022, 10, 22))]


def test_a_number_beyond_all_states_is_no_size() -> None:
    result = settle([size(5_000_000, "2024-05-01"), size(32, "2024-06-01")])
    assert [c.verdict for c in result.count_claims] == ["rejected", "accepted"]


def test_a_page_that_reports_a_departure_may_repeat_the_size_before_it() -> None:
    """Two days are told of one departure, and both pages end with the sentence of before."""
    told = [
        size(10, "2012-06-01"),
        size(10, "2014-01-09", doc="press"),
        size(10, "2014-02-12", doc="statement"),
    ]
    gone = [
        member("FAA", "leave", "2014-01-07", "2014-01-09", doc="press"),
        member("FAA", "leave", "2014-02-10", "2014-02-12", doc="statement"),
    ]
    result = settle(told, [*founders(), *gone])
    assert at(result, "2014-01-01").members == 10 and at(result, "2014-02-12").members == 9
    assert judged(result, told[2]) == ("rejected", "stale")
    row = next(m for m in result.memberships if m.country == "FAA")
    assert (row.left_min, row.left_max) == (date(2014, 1, 7), date(2014, 2, 10))


def test_a_size_that_holds_for_long_is_not_undone_by_a_few_others() -> None:
    years = [size(11, f"{2012 + i // 10}-{1 + i % 10:02d}-10") for i in range(80)]
    slips = [size(10, f"{year}-11-20") for year in range(2013, 2018)]
    result = settle([*years, *slips], [*founders(11)])
    assert {s.members for s in result.timeline} == {11}
    assert {judged(result, c)[0] for c in slips} == {"rejected"}


def test_countries_of_vague_day_may_have_come_with_those_of_a_known_one() -> None:
    days = ("2011-03-01", "2012-04-02", "2013-05-03", "2014-06-04")
    batches = [member(f"B{i}{j}", "join", d, d) for i, d in enumerate(days) for j in "AB"]
    ranks = [ordinal(11 + 2 * i + (j == "B"), f"B{i}{j}", d) for i, d in enumerate(days) for j in "AB"]
    third = member("LUX", "join", "2014-06", "2014-06-20")
    result = settle(
        [*ranks, ordinal(19, "LUX", "2014-06-20"), size(19, "2014-07-01")], [*founders(), *batches, third]
    )
    row = next(m for m in result.memberships if m.country == "LUX")
    assert row.joined_min == date(2014, 6, 4)


def test_a_page_dated_decades_after_all_others_dates_nothing() -> None:
    pages = [size(11, f"2012-{1 + i % 12:02d}-1{i % 9}") for i in range(40)]
    stray = member("JAA", "join", None, "2099-12-31")
    result = settle(pages, [*founders(11), stray])
    assert result.timeline[-1].start < date(2014, 1, 1)
    assert [i.code for i in result.issues] == ["implausible_day"]


def test_many_undated_slips_do_not_make_a_body_large() -> None:
    slips = [size(n) for n in (57, 61, 73, 78, 80, 85, 96, 103, 114, 117, 120)]
    pages = [size(10, f"201{2 + i // 12}-{1 + i % 12:02d}-15") for i in range(36)]
    assert {s.members for s in settle([*pages, *slips], founders()).timeline} == {10}


def test_one_founding_size_holds_against_later_ones_without_accessions_between() -> None:
    later = [size(n, f"{1988 + n}-03-02", as_of=f"{1988 + n}-03-01") for n in (30, 31, 32)]
    result = settle([size(15, "2018-03-02", kind="initial", as_of="2011"), *later])
    assert [claim.reason for claim in result.count_claims] == ["consistent"] * 4


def test_one_page_that_misdates_the_foundation_does_not_cut_the_record_off() -> None:
    sizes = [
        size(n, f"{year}-06-01") for year, n in ((2012, 17), (2013, 21), (2016, 30), (2021, 34), (2023, 38))
    ]
    founded = size(15, "2014-05-01", kind="initial", as_of="2011")
    astray = size(8, "2024-03-04", kind="initial", as_of="2022-02")
    for told in ([founded, astray, *sizes], [astray, *sizes, founded]):
        result = settle(told)
        assert result.timeline[0].start.year == 2011
        assert {judged(result, c) for c in sizes} == {("accepted", "consistent")}
        assert judged(result, astray)[0] == "rejected"
