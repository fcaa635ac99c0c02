"""What holds of every extraction: offsets are honest, ids don't move, planted forms come back."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.extract import extract
from pipeline.records import Document, Mention
from pipeline.relate import Claims, relate
from pipeline.rulebook import table

RAW = Path(__file__).parent.parent / "raw"


def document(text: str, published: date | None = None, language: str = "en") -> Document:
    return Document(
        "d",
        "d.txt",
        "",
        "text/plain",
        None,
        None,
        None,
        language,
        published,
        None,
        len(text),
        len(text.split()),
        None,
        text,
    )


@cache
def corpus() -> tuple[Document, ...]:
    return tuple(ingest.ingest(RAW)[0])


def read(text: str, published: date | None = None) -> tuple[list[Mention], Claims]:
    paper = document(text, published)
    mentions, _ = extract(paper)
    return mentions, relate(paper, mentions)


@pytest.mark.parametrize("paper", corpus(), ids=lambda d: d.doc_id)
def test_offsets_are_honest(paper: Document) -> None:
    mentions, _ = extract(paper)
    assert all(paper.text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(m.text in m.sentence or "\n" in m.text or len(m.text) > len(m.sentence) for m in mentions)
    assert len({m.mention_id for m in mentions}) == len(mentions)


@pytest.mark.parametrize("paper", corpus()[::7], ids=lambda d: d.doc_id)
def test_a_paragraph_at_the_top_changes_no_id(paper: Document) -> None:
    lead = "A note to our readers. The page below was moved.\n\n"
    before, _ = extract(paper)
    after, _ = extract(document(lead + paper.text, paper.published, paper.language))
    ids = {(m.kind, m.value, m.text, m.start) for m in before}
    assert ids == {(m.kind, m.value, m.text, m.start - len(lead)) for m in after}


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    mentions, _ = read(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)


COUNTRIES = sorted(
    {
        (r["name"], r["code"])
        for r in table("country_names")
        if r["language"] == "en" and r["kind"] == "name" and "|" not in r["code"]
    }
)


@settings(max_examples=300)
@given(
    st.sampled_from(COUNTRIES),
    st.sampled_from(["{} joined the talks.", "We met {}, too.", "The text ({}) was read."]),
)
def test_a_planted_country_comes_back(country: tuple[str, str], template: str) -> None:
    name, code = country
    mentions, _ = read(template.format(name))
    assert [(m.text, m.value) for m in mentions if m.kind == "country"] == [(name, code)]


DAYS = st.dates(date(1900, 1, 1), date(2049, 12, 31))
FORMS = [
    "{d.day} {month} {d.year}",
    "{month} {d.day}, {d.year}",
    "{d:%Y-%m-%d}",
    "the {d.day}{th} of {month} {d.year}",
    "{d.day:02}.{d.month:02}.{d.year}",
]
MONTHS = "January February March April May June July August September October November December".split()


def written(day: date, form: str) -> str:
    th = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return form.format(d=day, month=MONTHS[day.month - 1], th=th)


@settings(max_examples=300)
@given(DAYS, st.sampled_from(FORMS))
def test_a_planted_day_comes_back(day: date, form: str) -> None:
    words = written(day, form)
    mentions, _ = read(f"The council met on {words} and went home.")
    assert [(m.value, m.date_start, m.date_end) for m in mentions if m.kind == "date"] == [
        (day.isoformat(), day, day)
    ]


UNITS = "one two three four five six seven eight nine".split()
TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)


def spelled(number: int) -> str:
    """Numbers from 20 to 199 in words."""
    if number >= 100:
        rest = number - 100
        return "one hundred" + (
            f" and {spelled(rest)}" if rest >= 20 else f" and {UNITS[rest - 1]}" if 0 < rest < 10 else ""
        )
    tens = next(word for word, value in TENS.items() if value == number // 10 * 10)
    return tens + (f"-{UNITS[number % 10 - 1]}" if number % 10 else "")


SIZES = st.integers(20, 199).filter(lambda n: not 110 <= n < 120)
BOUNDS = {
    "": "eq",
    "over ": "gt",
    "at least ": "ge",
    "nearly ": "lt",
    "no more than ": "le",
    "some ": "approx",
}


@settings(max_examples=300)
@given(SIZES, st.sampled_from(sorted(BOUNDS)), st.booleans())
def test_a_planted_size_comes_back(size: int, bound: str, words: bool) -> None:
    number = spelled(size) if words else str(size)
    _, claims = read(f"The Freedom Online Coalition now has {bound}{number} members.")
    assert [(c.body, c.kind, c.relation, c.value) for c in claims.count_claims] == [
        ("FOC", "total", BOUNDS[bound], size)
    ]


def test_the_nth_occurrence_is_the_nth_span() -> None:
    text = "Chile spoke. Then Chile listened, and Chile left."
    mentions, _ = extract(document(text))
    assert [m.start for m in mentions if m.text == "Chile"] == [0, 18, 38]


def test_what_is_seen_and_not_understood_becomes_an_issue() -> None:
    _, issues = extract(document("It was agreed in resolution 12/34 on 03/04/2021."))
    assert {i.code for i in issues} == {"resolution_without_organ", "ambiguous_date"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Norway, Sweden, Westmark and Denmark took part.", {"unknown_country"}),
        ("The Kingdom of Westmark took part.", {"unknown_country"}),
        ("Korea took part.", {"ambiguous_country"}),
        ("Resolution 1325 was read out.", {"resolution_without_organ"}),
        ("Norway, Sweden, Oslo and Denmark took part.", set()),
        ("The Republic of San Marino and the European Union took part, 24/7.", set()),
    ],
)
def test_only_what_is_not_understood_becomes_an_issue(text: str, codes: set[str]) -> None:
    _, issues = extract(document(text))
    assert {i.code for i in issues} == codes


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Human Rights Council resolution 48/13 came late. It was adopted on 8 October 2021.", "2021-10-08"),
        ("On 18 December 2013 the Human Rights Council passed resolution 48/13.", "2013-12-18"),
        ("Human Rights Council resolution 48/13 on the air (8 October 2021) is short.", "2021-10-08"),
        ("On 5 May 2022 states adopted a statement recalling Human Rights Council resolution 48/13.", None),
        ("In resolution 48/13 the Human Rights Council adopted words of the 2030 Agenda.", None),
    ],
)
def test_a_resolution_has_the_day_on_which_it_is_said_to_be_adopted(text: str, cited: str | None) -> None:
    read = document(text)
    (citation,) = relate(read, extract(read)[0]).resolution_citations
    assert (citation.symbol, citation.adopted) == ("A/HRC/RES/48/13", cited)
