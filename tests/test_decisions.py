"""Decisions: read with errors that name the line, and stronger than every inference."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from claims import at, founders, judged, member, settle, size

from pipeline import settling
from pipeline.decisions import COLUMNS, Decision, read_decisions, remembering
from pipeline.errors import RollcallError
from pipeline.records import CountClaim, Mention
from pipeline.running import runs
from pipeline.running.results import Folders
from pipeline.stages import STAGES

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
        ("c1,membership_claims,country,Kenya,,me,,why", "'Kenya' is no country"),
        ("c1,count_claims,value,-3,,me,,why", "'-3' is no value"),
        ("d1,documents,title,Kenya,,me,,why", "no field 'title'"),
        ("c1,count_claims,,,accepted,me,May 2024,why", "'May 2024' is no day"),
        ("c1,count_claims,,,accepted,me,,seen, in the minutes", "more cells than columns"),
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
    before = remembering(decision(claim.claim_id, "rejected"), claim)
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
        HEADER.strip() + ",doc,said,evidence\n" + "c1,count_claims,,,rejected,me,,why,d1,total eq 3,0a1b\n"
    )
    (given,) = read_decisions(path)
    assert (given.doc, given.said, given.evidence) == ("d1", "total eq 3", "0a1b")


def test_the_latest_decision_counts_wherever_its_line_is(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    line = "c1,count_claims,,,{},me,{},why\n".format
    lines = line("accepted", "2024-05-02"), line("rejected", "2024-05-01"), line("rejected", "")
    path.write_text(HEADER + "".join(lines))
    assert [given.line for given in read_decisions(path)] == [4, 3, 2]
    (verdict,) = settling.verdicts("count_claims", read_decisions(path)).values()
    assert verdict.verdict == "accepted"


def test_spacing_of_the_sentence_is_a_harmless_change() -> None:
    claim, given = on(size(13, "2012-06-01", evidence="It now\nhas 13 members."))
    moved = replace(claim, claim_id="new", value=14, evidence=" It now has 13  members.")
    kept, issues = settling.current("count_claims", [moved], [given])
    assert [d.id for d in kept] == ["new"] and not issues


def test_of_several_claims_in_a_sentence_the_one_of_the_same_reading_is_meant() -> None:
    sentence = "It grew from 13 to 24."
    claim, given = on(size(13, "2012-06-01", evidence=sentence))
    both = [replace(claim, claim_id="n1"), replace(claim, claim_id="n2", value=24)]
    kept, _ = settling.current("count_claims", both, [given])
    assert [d.id for d in kept] == ["n1"]
    doubtful = [replace(c, value=c.value + 1) for c in both]
    kept, issues = settling.current("count_claims", doubtful, [given])
    assert not kept and [i.code for i in issues] == ["decision_reopened"]


def test_a_decision_on_a_document_that_is_gone_is_unknown() -> None:
    claim, given = on(size(13, "2012-06-01"))
    kept, issues = settling.current("count_claims", [replace(claim, doc_id="other", claim_id="new")], [given])
    assert not kept and [i.code for i in issues] == ["unknown_decision"]
    assert claim.claim_id in issues[0].detail and "R. Reviewer" in issues[0].detail


def test_two_people_who_decide_differently_are_reported_and_the_later_line_counts() -> None:
    claim = size(13, "2012-06-01")
    first, second = decision(claim.claim_id, "accepted"), decision(claim.claim_id, "rejected")
    second = replace(second, by="S. Second")
    result = settle([claim, size(13, "2013-06-01")], founders(), [first, second])
    assert judged(result, claim) == ("rejected", "decision")
    (told,) = [i for i in result.issues if i.code == "decisions_disagree"]
    assert "R. Reviewer decided accepted, S. Second decided rejected" in told.detail
    for agreed in (replace(second, verdict="accepted"), replace(second, by="R. Reviewer")):
        assert not settle([claim], founders(), [first, agreed]).issues


# --- mentions and documents

KENYA = Mention("m1", "d1", "country", 0, 5, "Kenya", "KEN", None, None, "country.name", "Kenya came.")


@pytest.mark.parametrize("sentence", ["Kenya came.", "Chad came."])
@pytest.mark.parametrize("value", ["KEN", "TCD"])
@pytest.mark.parametrize("rule", ["country.name", "country.other"])
@pytest.mark.parametrize("new_id", ["m1", "m2"])
def test_the_eight_cases(sentence: str, value: str, rule: str, new_id: str) -> None:
    given = remembering(decision("m1", "rejected", table="mentions"), KENYA)
    now = replace(KENYA, mention_id=new_id, sentence=sentence, value=value, rule_id=rule)
    (settled,), issues = settling.mentions([now], [given])
    stays = sentence == KENYA.sentence or value == KENYA.value
    assert (settled.verdict, settled.reason) == (("rejected", "decision") if stays else (None, None))
    assert [i.code for i in issues] == ([] if stays else ["decision_reopened"])
    assert replace(settled, verdict=None, reason=None) == now


def test_a_corrected_mention_is_accepted_with_its_new_value() -> None:
    (settled,), _ = settling.mentions([KENYA], [decision("m1", field="value", value="TCD", table="mentions")])
    assert (settled.value, settled.verdict, settled.reason) == ("TCD", "accepted", "decision")
    when = replace(KENYA, kind="date", value="2012")
    (settled,), _ = settling.mentions(
        [when], [decision("m1", field="value", value="2012-09", table="mentions")]
    )
    assert (settled.date_start, settled.date_end) == (date(2012, 9, 1), date(2012, 9, 30))


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("country", "Kenya", "'Kenya' is no country"),
        ("date", "2012-13", "'2012-13' is no date"),
        ("date", "May", "'May' is no date"),
        ("count", "total eq 3 members", "kind count can't be corrected"),
    ],
)
def test_a_value_that_a_mention_can_not_have_is_refused(kind: str, value: str, words: str) -> None:
    given = replace(decision("m1", field="value", value=value, table="mentions"), line=7)
    with pytest.raises(RollcallError) as error:
        settling.mentions([replace(KENYA, kind=kind)], [given])
    assert words in str(error.value) and "decisions.csv:7" in str(error.value) and error.value.mend


def test_decisions_on_mentions_and_documents_reach_the_tables(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = "Kenya joins the FOC\n\nNairobi, 6 September 2012. Kenya has joined the Freedom Online Coalition."
    (raw / "kenya.txt").write_text(text)
    folders = Folders(raw, tmp_path / "interim", tmp_path / "processed")
    before = runs.run(STAGES, folders)
    joins = [m for m in before["publish/mentions"] if m.kind == "membership"]
    assert joins and before["publish/membership_claims"]
    lines = "".join(f"{m.mention_id},mentions,,,rejected,me,,why\n" for m in joins)
    lines += "kenya,documents,,,accepted,me,,read\ngone,documents,,,accepted,me,,read\n"
    (raw / "decisions.csv").write_text(HEADER + lines)
    after = runs.run(STAGES, folders)
    assert not after["publish/membership_claims"]
    rejected = {m.mention_id for m in after["publish/mentions"] if m.verdict == "rejected"}
    assert rejected == {m.mention_id for m in joins} and len(after["publish/mentions"]) == len(
        before["publish/mentions"]
    )
    (told,) = [i for i in after["publish/issues"] if i.code == "unknown_decision"]
    assert "documents has no gone" in told.detail


def test_the_files_of_two_reviewers_merge_line_by_line(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", *words], cwd=tmp_path, check=True)

    attributes = (Path(__file__).parent.parent / ".gitattributes").read_text()
    (tmp_path / ".gitattributes").write_text(attributes)
    path = tmp_path / "raw" / "decisions.csv"
    path.parent.mkdir()
    path.write_text(HEADER)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "none")
    for branch, claim in (("one", "c1"), ("two", "c2")):
        git("checkout", "-q", "-b", branch, "main")
        path.write_text(HEADER + f"{claim},count_claims,,,accepted,{branch},,why\n")
        git("commit", "-qam", branch)
    git("merge", "-q", "one")
    assert sorted((d.id, d.by) for d in read_decisions(path)) == [("c1", "one"), ("c2", "two")]
