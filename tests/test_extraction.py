"""What holds of every extraction: offsets are honest, and no id depends on where its words stand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import paper

from pipeline import ingest
from pipeline.extract import extract
from pipeline.records import Document
from pipeline.relate import relate

RAW = Path(__file__).parent.parent / "raw"


@cache
def corpus() -> tuple[Document, ...]:
    return tuple(ingest.ingest(RAW)[0])


@pytest.mark.parametrize("document", corpus(), ids=lambda d: d.doc_id)
def test_offsets_are_honest(document: Document) -> None:
    mentions, _ = extract(document)
    assert all(document.text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(m.text in m.sentence or "\n" in m.text or len(m.text) > len(m.sentence) for m in mentions)
    assert len({m.mention_id for m in mentions}) == len(mentions)


SAYINGS = (
    "Chile spoke. ",
    "On 3 May 2012 it rained. ",
    "Then Chile met Kenya on 3 May 2012. ",
    "It has over 30 members, Kenya said. ",
    "Nothing more was heard.\n\n",
)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=30))
def test_the_nth_occurrence_is_the_nth_span(said: list[str]) -> None:
    text = "".join(said)
    mentions, _ = extract(paper(text))
    assert len({m.mention_id for m in mentions}) == len(mentions)
    for words in ("Chile", "Kenya", "3 May 2012"):
        assert [m.start for m in mentions if m.text == words] == [m.start() for m in re.finditer(words, text)]
    before = [m.mention_id for m in extract(paper("".join(said[:-1])))[0]]
    assert [m.mention_id for m in mentions[: len(before)]] == before


NOTE = "A note to our readers. The page below was moved.\n\n"


def with_note(document: Document, at: int) -> tuple[set[tuple[str, str, int]], set[tuple[str, str, int]]]:
    """The mentions that a note put in at an offset takes away, and those that it adds: kind, id, place."""
    text = document.text[:at] + NOTE + document.text[at:]
    before = {(m.kind, m.mention_id, m.start + len(NOTE) * (m.start >= at)) for m in extract(document)[0]}
    after = {(m.kind, m.mention_id, m.start) for m in extract(replace(document, text=text))[0]}
    return before - after, after - before


@pytest.mark.parametrize("document", corpus(), ids=lambda d: d.doc_id)
def test_a_paragraph_at_the_top_changes_no_id_and_moves_all(document: Document) -> None:
    assert with_note(document, 0) == (set(), set())


@pytest.mark.parametrize("document", corpus()[::4], ids=lambda d: d.doc_id)
def test_a_paragraph_in_between_tears_only_what_refers_back_over_it(document: Document) -> None:
    for cut in re.finditer(r"\n\n+", document.text):
        lost, new = with_note(document, cut.end())
        assert not new and {kind for kind, *_ in lost} <= {"membership", "count"}


def test_what_is_seen_and_not_understood_becomes_an_issue() -> None:
    _, issues = extract(paper("It was agreed in resolution 12/34 on 03/04/2021."))
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
    _, issues = extract(paper(text))
    assert {i.code for i in issues} == codes


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Human Rights Council resolution 48/13 came late. It was adopted on 8 October 2021.", "2021-10-08"),
        ("On 18 December 2013 the Human Rights Council passed resolution 48/13.", "2013-12-18"),
        ("Human Rights Council resolution 48/13 on the air (8 October 2021) is short.", "2021-10-08"),
        ("A first followed on 8 October 2021 (Human Rights Council resolution 48/13).", "2021-10-08"),
        ("On 8 October 2021 the Human Rights Council deplored this in its resolution 48/13.", "2021-10-08"),
        ("With resolution 48/13 in October 2021, the Human Rights Council spoke up.", "2021-10"),
        ("* 2021-10-08 | HRC | 48/13, a resolution", "2021-10-08"),
        ("Resolution adopted by the Human Rights Council on 8 October 2021\n\n48/13", "2021-10-08"),
        ("Symbol: A/HRC/RES/48/13\nAdopted: 8 October 2021", "2021-10-08"),
        ("On 5 May 2022 the Council went on, as required by Human Rights Council resolution 48/13.", None),
        ("The 2030 Agenda (Human Rights Council resolution 48/13 among others) asks for more.", None),
        ("On 5 May 2022 states adopted a statement recalling Human Rights Council resolution 48/13.", None),
        ("In resolution 48/13 the Human Rights Council adopted words of the 2030 Agenda.", None),
    ],
)
def test_a_resolution_has_the_day_on_which_it_is_said_to_be_adopted(text: str, cited: str | None) -> None:
    read = paper(text)
    (citation,) = relate(read, extract(read)[0]).resolution_citations
    assert (citation.symbol, citation.adopted) == ("A/HRC/RES/48/13", cited)
