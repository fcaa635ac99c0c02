"""Decisions: read with errors that name the line, and stronger than every inference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from claims import at, founders, judged, member, settle, size

from pipeline.decisions import COLUMNS, Decision, read_decisions, said
from pipeline.errors import RollcallError
from pipeline.records import CountClaim

HEADER = ",".join(COLUMNS) + "\n"


def decision(
    claim_id: str, verdict: str = "", field: str = "", value: str = "", table: str = "count_claims"
) -> Decision:
    return Decision(
        claim_id, table, field, value, verdict, "R. Reviewer", "2024-05-01", "the ministry confirmed it"
    )


def test_a_decision_is_read_with_all_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        HEADER + 'c1,count_claims,value,34,accepted,R. Reviewer,2024-05-01,"seen, in the minutes"\n'
    )
    assert read_decisions(path) == (
        Decision(
            "c1",
            "count_claims",
            "value",
            "34",
            "accepted",
            "R. Reviewer",
            "2024-05-01",
            "seen, in the minutes",
        ),
    )
    assert read_decisions(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",count_claims,,,accepted,me,,why", "id is empty"),
        ("c1,count_claims,,,maybe,me,,why", "verdict 'maybe' is unknown"),
        ("c1,count_claims,,,,me,,why", "decides nothing"),
        ("c1,count_claims,,,accepted,,,why", "by is empty"),
        ("c1,count_claims,colour,red,,me,,why", "no field 'colour'"),
        ("c1,count_claims,value,many,,me,,why", "'many' is no value"),
        ("c1,count_claims,kind,sum,,me,,why", "'sum' is no kind"),
        ("c1,membership_claims,date_start,May,,me,,why", "'May' is no date_start"),
    ],
)
def test_a_faulty_line_is_named_with_its_mend(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + "c0,count_claims,,,accepted,me,,why\n" + line + "\n")
    with pytest.raises(RollcallError) as error:
        read_decisions(path)
    assert words in str(error.value) and "decisions.csv:3" in str(error.value) and error.value.mend


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("id,table\n")
    with pytest.raises(RollcallError, match="no column field"):
        read_decisions(path)


def test_an_accepted_claim_is_certain_and_a_rejected_one_is_not_used() -> None:
    high, low = size(16, "2012-06-01"), [size(12, f"2012-{m:02d}-01") for m in (5, 7)]
    told = [high, *low, size(12, "2012-02-01")]
    assert at(settle(told, founders()), "2012-06-01").members == 12
    accepted = settle(told, founders(), [decision(high.claim_id, "accepted")])
    assert at(accepted, "2012-06-01").members == 16
    row = next(c for c in accepted.count_claims if c.claim_id == high.claim_id)
    assert (row.verdict, row.reason, row.expected) == ("accepted", "decision", 16)
    assert row.explanation == "Decided by R. Reviewer on 2024-05-01: the ministry confirmed it"
    rejected = settle(told, founders(), [decision(c.claim_id, "rejected") for c in told if c is not high])
    assert at(rejected, "2012-06-01").members == 16
    assert {judged(rejected, c) for c in low} == {("rejected", "decision")}


def test_an_accepted_accession_outranks_those_that_contradict_it() -> None:
    true, copies = (
        member("JAA", "join", "2012-03-01"),
        [member("JAA", "join", "2013-03-01") for _ in range(5)],
    )
    result = settle(
        [], [*founders(), true, *copies], [decision(true.claim_id, "accepted", table="membership_claims")]
    )
    row = next(m for m in result.memberships if m.country == "JAA")
    assert row.joined_min == row.joined_max == date(2012, 3, 1)
    assert {judged(result, c) for c in copies} == {("rejected", "implausible")}


def test_a_corrected_field_replaces_what_was_read() -> None:
    claim = size(21, "2012-06-01")
    result = settle([claim], founders(), [decision(claim.claim_id, field="value", value="12")])
    row = next(c for c in result.count_claims if c.claim_id == claim.claim_id)
    assert row.value == 12 and row == replace(
        claim, value=12, verdict="accepted", reason="consistent", expected=12, explanation=row.explanation
    )


def test_a_decision_on_an_unknown_claim_is_an_issue() -> None:
    result = settle([size(12, "2012-06-01")], founders(), [decision("gone", "rejected")])
    assert [(i.code, "gone" in i.detail) for i in result.issues] == [("unknown_decision", True)]


def on(claim: CountClaim, **changed: object) -> tuple[CountClaim, Decision]:
    """A claim as read now, and the decision that was made when it had other words or another value."""
    before = decision(claim.claim_id, "rejected")
    before = replace(before, doc=claim.doc_id, said=said(claim), evidence=claim.evidence)
    return replace(claim, **changed), before  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "stays"),
    [
        ({}, True),
        ({"value": 14}, True),
        ({"evidence": "It has thirteen members."}, True),
        ({"value": 14, "claim_id": "new"}, True),
        ({"evidence": "It has thirteen members.", "claim_id": "new"}, True),
        ({"evidence": "It has fourteen members.", "value": 14}, False),
        ({"evidence": "It has fourteen members.", "value": 14, "claim_id": "new"}, False),
    ],
)
def test_a_decision_stays_while_words_or_value_stay_and_reopens_when_both_change(
    changed: dict[str, object], stays: bool
) -> None:
    claim, given = on(size(13, "2012-06-01", evidence="It now has 13 members."), **changed)
    result = settle([claim, size(13, "2013-06-01")], founders(), [given])
    row = next(c for c in result.count_claims if c.doc_id == claim.doc_id)
    assert (row.reason == "decision") is stays
    assert [i.code for i in result.issues] == ([] if stays else ["decision_reopened"])
    assert stays or ("total eq 13" in result.issues[0].detail and "R. Reviewer" in result.issues[0].detail)


def test_what_a_decision_was_made_on_is_read_where_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        HEADER.strip() + ",doc,said,evidence\n" + "c1,count_claims,,,rejected,me,,why,d1,total eq 3,Three.\n"
    )
    (given,) = read_decisions(path)
    assert (given.doc, given.said, given.evidence) == ("d1", "total eq 3", "Three.")
