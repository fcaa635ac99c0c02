"""The judge judges right: what counts as found, what as wrong, and what as not looked for."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import evaluate, extract, ingest, relate
from pipeline.errors import RollcallError
from pipeline.evaluate import Found
from pipeline.records import (
    ConferenceClaim,
    CountClaim,
    Document,
    MembershipClaim,
    Mention,
    Person,
    ResolutionCitation,
)

TABLES = (
    "mentions",
    "count_claims",
    "membership_claims",
    "conference_claims",
    "resolution_citations",
    "people",
)


def mention(kind: str, value: str, start: int) -> Mention:
    return Mention(
        f"m{start}", "d", kind, start, start + 1, "w", value, None, None, "r", f"Sentence {start}."
    )


def count(value: int, modality: str = "asserted") -> CountClaim:
    return CountClaim(
        f"c{value}", "d", "m0", "FOC", "named", "members", "total", "eq", value, None, None, None, "none", None, None,
        modality, f"Evidence {value}.",
    )  # fmt: skip


def said(
    place: int, action: str, ordinal: int | None = None, day: str | None = None, modality: str = "asserted"
) -> MembershipClaim:
    return MembershipClaim(
        f"j{place}", "d", f"m{place}", "FOC", "named", "KEN", action, ordinal, day, None, None, None, modality,
        f"Evidence {place}.",
    )  # fmt: skip


def meeting(name: str, days: str | None, ordinal: int | None = None) -> ConferenceClaim:
    return ConferenceClaim(
        "k", "d", "m0", "FOC", name, ordinal, None, "Tunis", "TUN", days, None, None, None, None, "Evidence."
    )


def cited(place: int, adopted: str | None) -> ResolutionCitation:
    return ResolutionCitation(f"m{place}", "d", "A/RES/68/167", "UNGA", True, adopted, None, None)


def found(published: date | None = None, **rows: Any) -> Found:
    mentions = [mention("quantity", "-", place) for place in range(5)]
    return evaluate.found(published, {**dict.fromkeys(TABLES, ()), "mentions": mentions, **rows})


def values(kind: str, **rows: Any) -> set[tuple[Any, ...]]:
    return set(found(**rows)[kind])


# --- what was found


def test_mentions_give_countries_and_dates_and_nothing_else() -> None:
    mentions = [mention("country", "KEN", 0), mention("demonym", "NLD", 1), mention("date", "2012-09", 2)]
    assert values("countries", mentions=mentions) == {("KEN",)}
    assert values("dates", mentions=mentions) == {("2012-09",)}


def test_only_asserted_claims_count() -> None:
    assert values("counts", count_claims=[count(18), count(40, "prospective")]) == {
        ("FOC", "total", "eq", 18)
    }
    assert values("joins", membership_claims=[said(0, "join", modality="hypothetical")]) == set()


def test_claims_of_one_accession_make_one_join_with_the_first_that_is_stated() -> None:
    later_first = [said(3, "join", 19, "2013"), said(2, "join", None, "2012-09"), said(1, "join", 18)]
    assert values("joins", membership_claims=later_first) == {("FOC", "KEN", 18, "2012-09")}


def test_leaving_and_observing_are_kinds_of_their_own() -> None:
    claims = [said(0, "leave", day="2020"), said(1, "observer"), said(2, "listed"), said(3, "founding")]
    assert values("leaves", membership_claims=claims) == {("FOC", "KEN", "2020")}
    assert values("observers", membership_claims=claims) == {("FOC", "KEN", None)}
    assert values("joins", membership_claims=claims) == set()


def test_a_resolution_cited_twice_has_the_day_that_is_stated_once() -> None:
    both = [cited(0, None), cited(1, "2013-12-18")]
    assert values("resolutions", resolution_citations=both) == {("A/RES/68/167", "2013-12-18")}


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        ("2013-06-16/2013-06-18", ("2013-06-16", "2013-06-18")),
        ("2013", ("2013", "2013")),
        (None, (None, None)),
    ],
)
def test_an_event_has_two_ends(days: str | None, ends: tuple[str | None, str | None]) -> None:
    (event,) = values("events", conference_claims=[meeting("The Freedom-Online Conference!", days, 3)])
    assert event == ("freedom online conference", 3, "Tunis", "TUN", *ends)


def test_people_have_name_role_and_country() -> None:
    person = Person("m0", "d", "Park Jin", "Minister of Foreign Affairs", None, "KOR", False)
    assert values("people", people=[person]) == {("Park Jin", "Minister of Foreign Affairs", "KOR")}


# --- the gold


def gold_file(folder: Path, name: str = "d.txt", **sets: Any) -> Path:
    (folder / f"{Path(name).stem}.json").write_text(json.dumps({"file": name, "phenomena": ["a"], **sets}))
    return folder


def test_scores_are_right(tmp_path: Path) -> None:
    gold = gold_file(
        tmp_path, countries=["KEN", "NLD", "EST"], counts=[], dates=["2012"], published="2012-09-06"
    )
    finds = found(mentions=[mention("country", "KEN", 0), mention("country", "TUN", 1)], count_claims=[])
    report = evaluate.judge(evaluate.read_gold(gold), {"2012/d": finds})
    scores = {s.kind: s for s in report.scores}
    country = scores["countries"]
    assert (country.gold, country.found, country.right) == (3, 2, 1)
    assert (country.precision, country.recall, country.f1) == (1 / 2, 1 / 3, 2 / 5)
    assert (scores["dates"].precision, scores["dates"].recall, scores["dates"].f1) == (None, 0, 0)
    assert (scores["counts"].f1, scores["published"].gold, scores["published"].found) == (None, 1, 0)
    assert scores["people"].gold == scores["people"].found == 0  # not looked for in this gold
    assert [s.kind for s in report.scores if s.below(0.5)] == ["countries", "dates", "published"]
    assert not country.below(0.4)


def test_a_kind_that_gold_does_not_hold_is_not_judged(tmp_path: Path) -> None:
    finds = found(mentions=[mention("country", "KEN", 0)], count_claims=[count(18)])
    report = evaluate.judge(evaluate.read_gold(gold_file(tmp_path, countries=["KEN"])), {"d": finds})
    assert not report.errors


def test_errors_name_document_kind_value_and_sentence(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, joins=[{"body": "FOC", "country": "KEN", "ordinal": 18, "date": None}])
    report = evaluate.judge(evaluate.read_gold(gold), {"d": found(membership_claims=[said(1, "join", 19)])})
    assert evaluate.error_lines(report) == [
        "missed  d  joins  FOC | KEN | 18 | -",
        "wrong   d  joins  FOC | KEN | 19 | -  in: Evidence 1.",
    ]


def test_phenomena_count_documents_without_any_error(tmp_path: Path) -> None:
    for name, country in (("a", "KEN"), ("b", "NLD"), ("c", "EST")):
        gold_file(tmp_path, f"{name}.txt", countries=[country])
    finds = {name: found(mentions=[mention("country", "KEN", 0)]) for name in "abc"}
    report = evaluate.judge(evaluate.read_gold(tmp_path), finds)
    assert report.phenomena == {"a": (1, 3)}
    assert "a     1 of 3" in evaluate.lines(report)


def test_event_names_are_compared_without_case_punctuation_and_article(tmp_path: Path) -> None:
    event = {"name": "Freedom Online Conference", "ordinal": 3, "city": "Tunis", "country": "TUN"}
    gold = gold_file(tmp_path, events=[event | {"start": "2013-06-16", "end": "2013-06-18"}])
    entries = evaluate.read_gold(gold)
    same = found(conference_claims=[meeting("the FREEDOM Online  Conference", "2013-06-16/2013-06-18", 3)])
    other = found(conference_claims=[meeting("Freedom Online Conference", "2013-06-16/2013-06-17", 3)])
    assert not evaluate.judge(entries, {"d": same}).errors
    assert len(evaluate.judge(entries, {"d": other}).errors) == 2


def test_gold_without_a_document_is_named(tmp_path: Path) -> None:
    report = evaluate.judge(evaluate.read_gold(gold_file(tmp_path, countries=["KEN"])), {"x/other": found()})
    assert report.absent == ("d",) and not any(s.gold for s in report.scores)


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    golds = evaluate.read_gold(gold_file(tmp_path))
    with pytest.raises(RollcallError, match="y/d: is not the only document of that name"):
        evaluate.judge(golds, {"x/d": found(), "y/d": found()})


def test_parts_are_kept_apart(tmp_path: Path) -> None:
    gold_file(tmp_path, "a.txt", part="dev")
    gold_file(tmp_path, "b.txt", part="held")
    assert [g.name for g in evaluate.read_gold(tmp_path, "held")] == ["b"]
    assert [g.name for g in evaluate.read_gold(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"countries": []}', '{"file": "d.txt", "joins": [{"body": "FOC"}]}']
)
def test_broken_gold_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "d.json").write_text(text)
    with pytest.raises(RollcallError, match=r"d\.json:1: is no gold entry"):
        evaluate.read_gold(tmp_path)
    with pytest.raises(RollcallError, match="does not exist"):
        evaluate.read_gold(tmp_path / "none")


# --- where findings come from


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages that find the country KEN in every document whose text names Kenya."""

    def mentions(document: Document) -> tuple[list[Mention], list[Any]]:
        return ([mention("country", "KEN", 0)] if "Kenya" in document.text else []), []

    monkeypatch.setattr(extract, "extract", mentions)
    monkeypatch.setattr(relate, "relate", lambda document, mentions: relate.Claims(*[()] * 7))


def test_passages_bring_their_own_text(tmp_path: Path, stand_ins: None) -> None:
    path = tmp_path / "passages.jsonl"
    lines: list[dict[str, Any]] = [
        {
            "id": "p1",
            "part": "dev",
            "text": "Kenya has joined the Coalition this year.",
            "published": "2012-09-06",
        },
        {"id": "p2", "part": "held", "text": "Nothing happened there, nor anywhere else.", "published": None},
    ]
    path.write_text("".join(json.dumps(line | {"countries": ["KEN"]}) + "\n" for line in lines))
    report = evaluate.judge(evaluate.read_gold(path), evaluate.from_raw(path))
    assert not report.absent
    assert [(e.name, e.kind, e.missed) for e in report.errors] == [("p2", "countries", True)]


def test_raw_announcements_are_read_by_the_stages(tmp_path: Path, stand_ins: None) -> None:
    (tmp_path / "2012").mkdir()
    (tmp_path / "2012" / "2012-09-06-kenya.txt").write_text("Kenya has joined the Coalition this year.")
    (finds,) = evaluate.from_raw(tmp_path).values()
    (document,), _ = ingest.read_file(tmp_path / "2012" / "2012-09-06-kenya.txt", "2012/2012-09-06-kenya.txt")
    assert set(finds["countries"]) == {("KEN",)}
    assert set(finds["published"]) == ({(str(document.published),)} if document.published else set())
