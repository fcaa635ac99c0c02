"""The judge judges right: what counts as found, what as wrong, and what as not looked for."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract, ingest, relate
from pipeline.errors import RollcallError
from pipeline.records import (
    ConferenceClaim,
    CountClaim,
    Document,
    MembershipClaim,
    Mention,
    Person,
    ResolutionCitation,
)
from pipeline.workbench import evaluate, findings
from pipeline.workbench.findings import Found
from pipeline.workbench.gold import read_gold


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
    return findings.found(published, {**dict.fromkeys(findings.READERS, ()), "mentions": mentions, **rows})


def values(kind: str, **rows: Any) -> set[tuple[Any, ...]]:
    return set(found(**rows).values[kind])


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
    later_first = [said(3, "join", None, "2012"), said(2, "join", None, "2012-09"), said(1, "join", 18)]
    assert values("joins", membership_claims=later_first) == {("FOC", "KEN", 18, "2012-09")}


def test_who_joins_a_body_twice_makes_two_joins() -> None:
    again = [
        said(1, "join", None, "1961"),
        said(2, "join"),
        said(3, "join", None, "1983-11"),
        said(4, "join", 7, "1983"),
    ]
    assert values("joins", membership_claims=again) == {
        ("FOC", "KEN", None, "1961"),
        ("FOC", "KEN", 7, "1983-11"),
    }
    assert (
        len(values("leaves", membership_claims=[said(1, "leave", day="1969"), said(2, "leave", day="2020")]))
        == 2
    )
    assert len(values("joins", membership_claims=[said(1, "join", 18), said(2, "join", 19)])) == 2


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
    report = evaluate.judge(read_gold(gold), {"2012/d": finds})
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
    report = evaluate.judge(read_gold(gold_file(tmp_path, countries=["KEN"])), {"d": finds})
    assert not report.errors


def passage(folder: Path, text: str, spans: list[list[Any]], **sets: Any) -> Path:
    path = folder / "passages.jsonl"
    path.write_text(json.dumps({"id": "d", "part": "dev", "text": text, "spans": spans, **sets}) + "\n")
    return path


def joined(number: int, rule: str = "join.as") -> dict[str, Any]:
    words = Mention(
        "m1", "d", "membership", 0, 1, "joined as", "-", None, None, rule, "Kenya joined as it should."
    )
    return {"mentions": [words], "membership_claims": [said(1, "join", number)]}


def test_an_error_shows_what_a_person_found_what_was_found_and_the_words_in_their_sentence(
    tmp_path: Path,
) -> None:
    gold = gold_file(tmp_path, joins=[{"body": "FOC", "country": "KEN", "ordinal": 18, "date": None}])
    report = evaluate.judge(read_gold(gold), {"d": found(**joined(19))})
    assert evaluate.error_lines(report) == [
        "",
        "d  joins",
        "  gold   FOC | KEN | 18 | -",
        "  found  FOC | KEN | 19 | -  (join.as)",
        "  in     Kenya [joined as] it should.",
    ]


def test_an_error_that_stands_for_no_other_is_shown_alone(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, joins=[{"body": "FOC", "country": "NLD", "ordinal": 19, "date": None}])
    first, second = evaluate.judge(read_gold(gold), {"d": found(**joined(19))}).errors
    assert (first.gold, first.found) == (("FOC", "NLD", 19, None), None)
    assert (second.gold, second.found) == (None, ("FOC", "KEN", 19, None))


def test_what_was_missed_is_shown_in_the_sentence_that_says_most_of_it(tmp_path: Path) -> None:
    text = "Kenya spoke. In 2012 Kenya joined; 18 were there. It was the 18th member by then, Kenya said."
    spans = [["country", "Kenya", 1, "KEN"], ["date", "2012", 1, "2012"], ["country", "Kenya", 2, "KEN"]]
    spans += [["count", "18th", 1, 18], ["country", "Kenya", 3, "KEN"]]
    join = {"body": "FOC", "country": "KEN", "ordinal": None, "date": "2012"}
    size = {"body": "FOC", "kind": "ordinal", "relation": "eq", "value": 18}
    path = passage(tmp_path, text, spans, joins=[join], counts=[size])
    shown = evaluate.error_lines(evaluate.judge(read_gold(path), {"passages/d": found(mentions=[])}))
    assert shown == [
        "",
        "d  counts",
        "  gold   FOC | ordinal | eq | 18",
        "  found  nothing",
        "  in     It was the [18th] member by then, Kenya said.",
        "",
        "d  joins",
        "  gold   FOC | KEN | - | 2012",
        "  found  nothing",
        "  in     In [2012] [Kenya] joined; 18 were there.",
    ]


def test_phenomena_are_scored_over_all_kinds_the_worst_first(tmp_path: Path) -> None:
    for name, country, tags in (("a", "KEN", ["x", "y"]), ("b", "NLD", ["x"]), ("c", "EST", ["x", "z"])):
        gold_file(tmp_path, f"{name}.txt", countries=[country, "CHL"], phenomena=tags)
    finds = {
        name: found(mentions=[mention("country", "KEN", 0), mention("country", "CHL", 1)]) for name in "abc"
    }
    report = evaluate.judge(read_gold(tmp_path), finds)
    x = report.phenomena["x"]
    assert (x.texts, x.clean, x.score.gold, x.score.found, x.score.right) == (3, 1, 6, 6, 4)
    assert x.errors == {"countries": 4} and not report.phenomena["y"].errors
    *_, head, first, second, _, closing = [line.split() for line in evaluate.lines(report)]
    assert head == ["phenomenon", "texts", "clean", "precision", "recall", "F1", "errors"]
    assert first == ["z", "1", "0", "0.500", "0.500", "0.500", "countries", "2"]
    assert second == ["x", "3", "1", "0.667", "0.667", "0.667", "countries", "4"]
    assert " ".join(closing) == "1 of 3 phenomena without an error"


def test_the_kinds_are_summed_up(tmp_path: Path) -> None:
    gold = gold_file(tmp_path, countries=["KEN", "NLD"], dates=["2012"], phenomena=[])
    report = evaluate.judge(read_gold(gold), {"d": found(mentions=[mention("country", "KEN", 0)])})
    assert [line.split() for line in evaluate.lines(report)] == [
        ["gold", "found", "right", "precision", "recall", "F1"],
        ["countries", "2", "1", "1", "1.000", "0.500", "0.667"],
        ["dates", "1", "0", "0", "-", "0.000", "0.000"],
        ["all", "3", "1", "1", "1.000", "0.333", "0.500"],
    ]


def test_event_names_are_compared_without_case_punctuation_and_article(tmp_path: Path) -> None:
    event = {"name": "Freedom Online Conference", "ordinal": 3, "city": "Tunis", "country": "TUN"}
    gold = gold_file(tmp_path, events=[event | {"start": "2013-06-16", "end": "2013-06-18"}])
    entries = read_gold(gold)
    same = found(conference_claims=[meeting("the FREEDOM Online  Conference", "2013-06-16/2013-06-18", 3)])
    other = found(conference_claims=[meeting("Freedom Online Conference", "2013-06-16/2013-06-17", 3)])
    assert not evaluate.judge(entries, {"d": same}).errors
    (error,) = evaluate.judge(entries, {"d": other}).errors
    assert error.gold and error.found and error.gold[:5] == error.found[:5]


def test_gold_without_a_document_is_named(tmp_path: Path) -> None:
    report = evaluate.judge(read_gold(gold_file(tmp_path, countries=["KEN"])), {"x/other": found()})
    assert report.absent == ("d",) and not any(s.gold for s in report.scores)


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    golds = read_gold(gold_file(tmp_path))
    with pytest.raises(RollcallError, match="gold d: may be x/d or y/d; give it the document's doc_id"):
        evaluate.judge(golds, {"x/d": found(), "y/d": found()})


def test_documents_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    places = {"x/d": "KEN", "y/d": "PER"}
    for own, country in places.items():
        gold_file(tmp_path, "d.txt", id=own, countries=[country])
        (tmp_path / "d.json").rename(tmp_path / f"{country}.json")
    finds = {own: found(mentions=[mention("country", country, 0)]) for own, country in places.items()}
    for under in ("", "passages/"):
        report = evaluate.judge(read_gold(tmp_path), {under + own: some for own, some in finds.items()})
        assert not report.errors and not report.absent


def test_parts_are_kept_apart(tmp_path: Path) -> None:
    gold_file(tmp_path, "a.txt", part="dev")
    gold_file(tmp_path, "b.txt", part="held")
    assert [g.name for g in read_gold(tmp_path, "held")] == ["b"]
    assert [g.name for g in read_gold(tmp_path)] == ["a", "b"]


def test_kinds_and_phenomena_can_be_chosen(tmp_path: Path) -> None:
    gold_file(tmp_path, "a.txt", countries=["KEN"], dates=["2012"], phenomena=["join"])
    gold_file(tmp_path, "b.txt", countries=["KEN"], dates=["2012"], phenomena=["leave", "join-verbs"])
    (chosen,) = read_gold(tmp_path, kinds=("dates", "counts"), phenomenon="join")
    assert (chosen.name, chosen.sets) == ("a", {"dates": frozenset({("2012",)})})
    with pytest.raises(RollcallError, match="holds no such gold"):
        read_gold(tmp_path, phenomenon="jion")
    with pytest.raises(RollcallError, match="holds no such gold"):
        read_gold(tmp_path, "held")


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"countries": []}', '{"file": "d.txt", "joins": [{"body": "FOC"}]}']
)
def test_broken_gold_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "d.json").write_text(text)
    with pytest.raises(RollcallError, match=r"d\.json:1: is no gold entry"):
        read_gold(tmp_path)
    with pytest.raises(RollcallError, match="does not exist"):
        read_gold(tmp_path / "none")


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
    report = evaluate.judge(read_gold(path), findings.from_raw(path))
    assert not report.absent
    assert [(e.name, e.kind, e.gold, e.found) for e in report.errors] == [("p2", "countries", ("KEN",), None)]


def test_raw_announcements_are_read_by_the_stages(tmp_path: Path, stand_ins: None) -> None:
    (tmp_path / "2012").mkdir()
    (tmp_path / "2012" / "2012-09-06-kenya.txt").write_text("Kenya has joined the Coalition this year.")
    (finds,) = findings.from_raw(tmp_path).values()
    (document,), _ = ingest.read_file(tmp_path / "2012" / "2012-09-06-kenya.txt", "2012/2012-09-06-kenya.txt")
    assert set(finds.values["countries"]) == {("KEN",)}
    assert set(finds.values["published"]) == ({(str(document.published),)} if document.published else set())
