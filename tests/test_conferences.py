"""Conferences and resolutions settled from many tellings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.conferences import conferences, resolutions
from pipeline.records import ConferenceClaim, ResolutionCitation


def told(
    n: int, name: str = "Lakeside Forum", days: tuple[str, str] | None = None, **more: object
) -> ConferenceClaim:
    start, end = (date.fromisoformat(d) for d in days) if days else (None, None)
    facts: dict[str, object] = dict.fromkeys(
        ("ordinal", "theme", "city", "country", "participants", "participants_relation")
    )
    return ConferenceClaim(
        claim_id=f"k{n}", doc_id=f"d{n}", mention_id="", body="ABC", name=name, days=None, start=start, end=end,
        evidence="", **(facts | more),  # type: ignore[arg-type]
    )  # fmt: skip


def cited(n: int, symbol: str, adopted: str | None = None, organ: str = "UNGA") -> ResolutionCitation:
    return ResolutionCitation(f"r{n}", f"d{n}", symbol, organ, True, adopted, None, None)


def test_tellings_by_number_year_and_city_are_one_conference() -> None:
    claims = [
        told(1, ordinal=3, days=("2014-04-28", "2014-04-29"), city="Tallinn", country="EST"),
        told(2, "The Lakeside Forum", days=("2014-01-01", "2014-12-31"), theme="Free and open"),
        told(3, "lakeside forum", city="Tallinn"),
        told(4, days=("2015-05-04", "2015-05-05"), city="Ulaanbaatar"),
    ]
    stamped, meetings, issues = conferences(claims)
    by_claim = {c.claim_id: c.conference_id for c in stamped}
    assert by_claim["k1"] == by_claim["k2"] == by_claim["k3"] != by_claim["k4"]
    first = next(m for m in meetings if m.conference_id == by_claim["k1"])
    assert (first.start, first.end) == (date(2014, 4, 28), date(2014, 4, 29))
    assert (first.ordinal, first.city, first.country, first.theme) == (3, "Tallinn", "EST", "Free and open")
    assert first.documents == ("d1", "d2", "d3") and issues == []
    assert conferences(claims[::-1])[1] == meetings


def test_conflicting_days_are_settled_by_support_and_noted() -> None:
    claims = [told(n, ordinal=1, days=("2012-09-06", "2012-09-07")) for n in (1, 2)]
    claims.append(told(3, ordinal=1, days=("2012-09-08", "2012-09-09")))
    _, (meeting,), (issue,) = conferences(claims)
    assert meeting.start == date(2012, 9, 6)
    assert issue.code == "conference_days_conflict"
    assert issue.detail.endswith(
        "2012-09-06 to 2012-09-07 (told by 2) is taken, because more documents tell it; "
        "told too: 2012-09-08 to 2012-09-09 (by 1)"
    )


def test_a_document_that_repeats_itself_has_one_vote_and_the_more_precise_days_win_a_tie() -> None:
    claims = [replace(told(n, ordinal=1, days=("2012-09-01", "2012-09-10")), doc_id="d1") for n in (1, 2, 3)]
    claims.append(told(4, ordinal=1, days=("2012-10-06", "2012-10-07")))
    stamped, (meeting,), (issue,) = conferences(claims)
    assert meeting.start == date(2012, 10, 6) and len(stamped) == 4
    assert (
        "because it is the more precise" in issue.detail and "2012-09-01 to 2012-09-10 (by 1)" in issue.detail
    )


def test_conflicting_numbers_of_participants_keep_their_claims_and_are_settled_with_a_reason() -> None:
    claims = [
        told(n, ordinal=1, participants=p, participants_relation="eq")
        for n, p in ((1, 450), (2, 480), (3, 480))
    ]
    stamped, (meeting,), (issue,) = conferences(claims)
    assert (meeting.participants_min, meeting.participants_max) == (480, 480)
    assert sorted(c.participants or 0 for c in stamped) == [450, 480, 480]
    assert issue.code == "conference_participants_conflict"
    assert issue.detail.endswith(
        "480 participants (told by 2) is taken, because more documents tell it; told too: 450 (by 1)"
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([("gt", 450)], (451, None)),
        ([("eq", 489), ("gt", 450)], (489, 489)),
        ([("ge", 200), ("lt", 300)], (200, 299)),
        ([("gt", 200), ("gt", 400)], (401, None)),
        ([("approx", 100)], (90, 110)),
        ([], (None, None)),
    ],
)
def test_participants_are_bounded_by_what_is_said(
    stated: list[tuple[str, int]], expected: tuple[int | None, int | None]
) -> None:
    claims = [told(0, ordinal=1)]
    claims += [
        told(n, ordinal=1, participants=p, participants_relation=r) for n, (r, p) in enumerate(stated, 1)
    ]
    _, (meeting,), _ = conferences(claims)
    assert (meeting.participants_min, meeting.participants_max) == expected


@pytest.mark.parametrize(
    ("symbol", "session", "number", "year", "url"),
    [
        ("A/HRC/RES/20/8", "20", "8", None, "https://undocs.org/en/A/HRC/RES/20/8"),
        ("A/HRC/RES/S-27/1", "S-27", "1", None, "https://undocs.org/en/A/HRC/RES/S-27/1"),
        ("A/RES/68/167", "68", "167", None, "https://undocs.org/en/A/RES/68/167"),
        ("S/RES/2222(2015)", None, "2222", 2015, "https://undocs.org/en/S/RES/2222(2015)"),
        ("E/RES/2022/15", None, "15", 2022, "https://undocs.org/en/E/RES/2022/15"),
        ("EP/P8_TA(2015)0288", None, "0288", 2015, None),
        ("PACE/RES/1987", None, "1987", None, None),
    ],
)
def test_session_number_year_and_address_come_from_the_symbol(
    symbol: str, session: str | None, number: str, year: int | None, url: str | None
) -> None:
    (row,), issues = resolutions([cited(1, symbol)])
    assert (row.session, row.number, row.year, row.url) == (session, number, year, url)
    assert issues == []


def test_the_day_of_adoption_is_the_majority_s_and_a_conflict_an_issue() -> None:
    days = ("2012-07-05", "2012-07-05", "2012-07-15", "2012", None)
    (row,), (issue,) = resolutions([cited(n, "A/HRC/RES/20/8", d, "HRC") for n, d in enumerate(days)])
    assert (row.adopted, row.year, row.organ) == ("2012-07-05", 2012, "HRC")
    assert row.documents == ("d0", "d1", "d2", "d3", "d4")
    assert issue.code == "adoption_conflict" and "2012-07-15" in issue.detail and "2012," not in issue.detail
