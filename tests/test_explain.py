"""Explain: the answer with the claims for and against, and one line for what can't be answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from claims import founders, member, ordinal, settle, size
from click.testing import CliRunner, Result

from pipeline.asking import explain
from pipeline.asking.dossier import Dossier, span
from pipeline.cli import main
from pipeline.errors import RollcallError
from pipeline.published import Body, Membership, PublishedDocument, Step
from pipeline.records import CountClaim, MembershipClaim
from pipeline.tables import contract, store
from pipeline.terminal import explained

TYPES: dict[str, type] = {
    "count_claims": CountClaim,
    "membership_claims": MembershipClaim,
    "timeline": Step,
    "memberships": Membership,
    "bodies": Body,
    "documents": PublishedDocument,
}
QUOTE = "The Alphabet Coalition now counts ten governments from all parts of the world."
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten founders in 2010, Luxembourg in 2012; a page of 2012 that repeats the old size; an observer."""
    told = [
        size(10, "2010-03-01"), size(10, "2012-09-01", doc="old-page", evidence=QUOTE), size(11, "2012-05-01"),
        ordinal(11, "LUX", "2012-04-11", doc="news"), size(30, "2012-06-01", modality="prospective"),
    ]  # fmt: skip
    named = [*founders(), member("LUX", "join", "2012-04-10", "2012-04-11", doc="news"),
             member("TWN", "observer", "2011-01-01", "2011-01-02")]  # fmt: skip
    result = settle(told, named)
    pages = {c.doc_id: c.published for c in result.count_claims}
    pages |= {c.doc_id: c.published for c in result.membership_claims}
    rows = {
        "count_claims": result.count_claims,
        "membership_claims": result.membership_claims,
        "timeline": result.timeline,
        "memberships": result.memberships,
        "bodies": [Body("ABC", "Alphabet Coalition", "coalition", None)],
        "documents": [
            PublishedDocument(
                d, d, "", "text/plain", None, "The Ministry", None, "en", day, "meta", None, 0, 0, None,
                d, 0, (), None, "meta", None, "text",
            )
            for d, day in sorted(pages.items())
        ],
    }  # fmt: skip
    path = tmp_path_factory.mktemp("processed")
    tables = contract.arrange({n: list(r) for n, r in rows.items()}, TYPES, "r")
    store.write(path, tables, {"receipt.json": json.dumps({"resources": contract.resources(tables)})})
    return path


@pytest.fixture
def ask(folder: Path) -> Ask:
    return lambda *words: CliRunner().invoke(main, ["explain", "--processed", str(folder), *words])


def test_a_day_is_answered_with_the_claims_for_and_against_and_their_words(ask: Ask) -> None:
    text = ask("abc", "2012-08-01").stdout
    assert text.splitlines()[0] == "Alphabet Coalition (ABC), 2012-08-01: 11 members"
    assert "The last to join before: Luxembourg joined as the 11th member on 2012-04-10." in text
    before, against = text.split("Against, rejected (1)")
    assert "For (2)" in before and "It says 11, and on 2012-05-01 the size was 11." in before
    assert "2012-09-01  old-page, The Ministry" in against and QUOTE in against
    assert "It says 10, but on 2012-09-01 the size was 11: it repeats an older size." in against


def test_a_country_is_answered_with_when_it_joined_and_who_says_so(ask: Ask) -> None:
    for name in ("LUX", "lux", "Luxembourg", "Grand Duchy of Luxembourg"):
        text = ask("Alphabet Coalition", name).stdout
        assert "Luxembourg joined as the 11th member on 2012-04-10." in text.splitlines()[0]
        assert "For (2)" in text and "Against" not in text
    assert "Taiwan is an observer, no member; it became one on 2011-01-01." in ask("ABC", "TWN").stdout


def test_a_period_shows_how_the_size_changed(ask: Ask) -> None:
    lines = ask("ABC", "2012").stdout.splitlines()
    assert lines[0] == "Alphabet Coalition (ABC), 2012: 10 to 11 members"
    assert "  2012-04-10   11  Luxembourg" in lines
    assert "Not counted (1)" in lines and ask("ABC", "2012-05").stdout.startswith(
        "Alphabet Coalition (ABC), 2012-05: 11 members"
    )


def test_a_body_alone_is_answered_with_its_history_and_how_its_claims_fared(ask: Ask) -> None:
    lines = ask("ABC").stdout.splitlines()
    assert lines[0] == "Alphabet Coalition (ABC): 11 members since 2012-04-10"
    assert "  2010-01-01   10  10 of them known by name" in lines
    assert "15 claims accepted, 1 rejected: 1 stale" in lines


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("XYZ",), "rollcall: XYZ: no announcement tells of the size or the members of such a body; ask about"),
        (("ABC", "1999-01-01"), "the record runs from 2010-01-01 to 2012-09-01; ask for a day within"),
        (("ABC", "2031"), "the record runs from 2010-01-01 to 2012-09-01; ask for a day within"),
        (("ABC", "2012-02-30"), "2012-02-30: there is no such day; write a day as 2021-08-25"),
        (("ABC", "Atlantis"), "Atlantis: is neither a day nor a country; write a day as 2021-08-25"),
        (("ABC", "Kenya"), "ABC Kenya: no announcement tells of it; ask for one of"),
    ],
)  # fmt: skip
def test_what_can_not_be_answered_is_one_line_with_what_to_do(
    ask: Ask, words: tuple[str, ...], answer: str
) -> None:
    result = ask(*words)
    assert result.exit_code == 2 and result.stdout == ""
    assert answer in result.stderr and result.stderr.count("\n") == 1


def test_without_tables_it_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(RollcallError, match="does not exist"):
        explain.explain(tmp_path, "ABC")


def test_a_person_gets_wrapped_lines_a_pipe_gets_plain_ones(folder: Path) -> None:
    lines = explain.explain(folder, "ABC", "2012-08-01")
    assert "\n".join(explained(lines, colour=False)) == "\n".join(line.text for line in lines)
    assert "\x1b[" in "".join(explained(lines, colour=True))


def test_a_period_begins_with_the_change_before_it_not_with_a_wider_interval() -> None:
    days = [date(2010, 1, 1), date(2011, 1, 1), date(2011, 9, 1), date(2012, 2, 1), None]
    sizes = [(10, 10, 10), (11, 11, 11), (11, 10, 11), (12, 11, 12)]
    steps = tuple(
        Step("ABC", start or date.max, end, *three, ())
        for start, end, three in zip(days, days[1:], sizes, strict=False)
    )
    late = size(12, "2012-12-31")
    lines, _ = explain.answer(Dossier("ABC", "Alphabet Coalition", steps, (), (late,), (), {}), "2012")
    assert [line.text for line in lines[:3]] == [
        "Alphabet Coalition (ABC), 2012: 11 to 12 members",
        "  2011-01-01   11",
        "  2012-02-01   12",
    ]


def test_days_months_and_years() -> None:
    assert span("2012-02") == (date(2012, 2, 1), date(2012, 2, 29))
    assert span("2012") == (date(2012, 1, 1), date(2012, 12, 31))
    assert span("Luxembourg") is None
