"""Conferences of one series told together, and ministers of the state whose news a text is."""

from __future__ import annotations

import pytest
from papers import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The OGP Summits were held in Paris (2016), Tbilisi (2018) and Ottawa (2019).",
         [(None, "Paris", "2016"), (None, "Tbilisi", "2018"), (None, "Ottawa", "2019")]),
        ("The first OGP Summit met in Paris in 2016. Tbilisi staged the second, in July 2018.",
         [(1, "Paris", "2016"), (2, "Tbilisi", "2018-07")]),
        ("Paris hosted the first OGP Summit in 2016, Tbilisi the second in 2018.",
         [(1, "Paris", "2016"), (2, "Tbilisi", "2018")]),
        ("2016, 7 December. First OGP Summit, Paris.\n2018, 17 July. Second OGP Summit, Tbilisi.\n",
         [(1, "Paris", "2016-12-07"), (2, "Tbilisi", "2018-07-17")]),
        ("Two years after the first summit in Seoul, the second OGP Summit was held in Paris.",
         [(1, "Seoul", None), (2, "Paris", None)]),
        ("The third OGP Summit (Paris, 2016) and the work of Georgia (2018) went well.", [(3, "Paris", "2016")]),
    ],
)  # fmt: skip
def test_each_conference_of_a_series_has_its_own_place_and_days(
    text: str, expected: list[tuple[int | None, str | None, str | None]]
) -> None:
    found = read(text)[1].conference_claims
    assert sorted((c.ordinal or 0, c.city, c.days) for c in found) == sorted(
        (n or 0, *rest) for n, *rest in expected
    )
    assert len({c.claim_id for c in found}) == len(found)


def test_a_place_and_a_state_that_do_not_go_together_are_not_of_one_conference() -> None:
    text = "Delegates to the fourth OGP Summit in Tbilisi have voted in Chile."
    assert [(c.city, c.country) for c in read(text)[1].conference_claims] == [("Tbilisi", None)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Armenia has come in. Foreign Minister Ararat Mirzoyan was glad.", "ARM"),
        ("Embassy of Armenia\nNews\nThen Ambassador Ararat Mirzoyan spoke.", "ARM"),
        ("Armenia's Ararat Mirzoyan, ambassador for digital affairs, spoke.", "ARM"),
        ("Armenia spoke through Ararat Mirzoyan, its foreign minister.", "ARM"),
        ("They talked of Armenia. Foreign Minister Margus Tsahkna was glad.", None),
        ("Armenia has come in. President Margus Tsahkna was glad.", None),
    ],
)
def test_a_minister_is_of_the_state_whose_news_it_is(text: str, country: str | None) -> None:
    assert [p.country for p in read(text)[1].people] == [country]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Estonia marks its year in the chair with the Ocean Summit in Tallinn in May 2021.", "EST"),
        ("Estonia held the chair and in that capacity organised the Ocean Summit in Tallinn in May 2021.", "EST"),
        ("The Ocean Summit that Latvia and Estonia held in Tallinn in May 2021 was long.", "EST"),
        ("The Ocean Summit met in Tallinn in May 2021. It was long. Estonia, chair of the group, was the host.", "EST"),
        ("Host: Estonia\n\nOcean Summit\nTallinn, 3-4 May 2021", "EST"),
        ("At Estonia's invitation they came to Tallinn in May 2021 for the Ocean Summit.", "EST"),
        ("Estonia told so at the Ocean Summit in Tallinn in May 2021.", None),
        ("The Ocean Summit met in Tallinn in May 2021. Peru was the host of a reception.", None),
    ],
)  # fmt: skip
def test_the_country_of_a_conference_is_the_one_that_the_text_calls_its_host(
    text: str, country: str | None
) -> None:
    assert [(c.city, c.country) for c in read(text)[1].conference_claims] == [("Tallinn", country)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The Ocean Summit opened in Lima on 3 May 2021. Many came. It closed on the evening of 5 May.",
         "2021-05-03/2021-05-05"),
        ("On 3 May 2021 Peru opened the Ocean Summit in Lima. The chair closed it on 4 May.",
         "2021-05-03/2021-05-04"),
        ("The three-day Ocean Summit opened in Lima on 3 May 2021.", "2021-05-03/2021-05-05"),
        ("The Ocean Summit, a two-day affair that ends in Lima on 4 May 2021, was long.", "2021-05-03/2021-05-04"),
        ("Ocean Summit, Lima\n\nDay one: Monday, 3 May 2021\n09:00 Welcome\n\nDay two: Tuesday, 4 May 2021\n",
         "2021-05-03/2021-05-04"),
        ("Ocean Summit, Lima\n\nMonday, 3 May 2021\n09:00 Welcome\n\nTuesday, 4 May 2021\n09:00 Talks\n",
         "2021-05-03/2021-05-04"),
        ("The Ocean Summit met in Lima on 3 May 2021. Applications for grants close on 9 May 2021.", "2021-05-03"),
        ("The Ocean Summit opened in Lima on 3 May 2021, two days after the storm.", "2021-05-03"),
    ],
)  # fmt: skip
def test_the_first_and_last_day_may_be_told_apart(text: str, days: str) -> None:
    assert [(c.city, c.days) for c in read(text)[1].conference_claims] == [("Lima", days)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ocean Summits mark its way:\n\n1. Lima, 2016\n2. Oslo, May 2017\n",
         [(1, "Lima", "2016"), (2, "Oslo", "2017-05")]),
        ("Ocean Summits\n\n| No | Year | City |\n| --- | --- | --- |\n| I | 2016 | Lima |\n| II | 2017 | Oslo |\n",
         [(1, "Lima", "2016"), (2, "Oslo", "2017")]),
        ("Where has the Ocean Summit been held?\n\nIn Lima (2016) and Oslo (2017).",
         [(None, "Lima", "2016"), (None, "Oslo", "2017")]),
        ("Was there an Ocean Summit in Lima?\n\nNone was held in 2017.", [(None, "Lima", None)]),
        ("The Ocean Summit was first held in Lima in 2016. Oslo followed in 2017.",
         [(1, "Lima", "2016"), (None, "Oslo", "2017")]),
        ("- First Ocean Summit: Lima, 2016\n- Second: Oslo, 2017\n", [(1, "Lima", "2016"), (2, "Oslo", "2017")]),
        ("The Ocean Summit met in Lima in 2016. The summit in Oslo in May 2017 was long.",
         [(None, "Lima", "2016"), (None, "Oslo", "2017-05")]),
        ("The third Ocean Summit met in Lima in 2016. The second one had been hosted in Oslo in 2015.",
         [(3, "Lima", "2016"), (2, "Oslo", "2015")]),
        ("L5 Ocean Summits\n\nLima: 3 May 2016\nOslo: 4 May 2017\n", [(None, "Lima", "2016-05-03"),
          (None, "Oslo", "2017-05-04")]),
        ("Two Ocean Summits took place. The first, in Lima in 2016, was long.", [(1, "Lima", "2016")]),
        ("Ocean Summits so far. First: Lima, 3 May 2016. Second: Oslo, 4 May 2017.",
         [(1, "Lima", "2016-05-03"), (2, "Oslo", "2017-05-04")]),
        ("The Ocean Summit is in Oslo.\n\nEarlier editions: Lima (2016), Rome (2017).\n",
         [(None, "Oslo", None), (None, "Lima", "2016"), (None, "Rome", "2017")]),
        ("The Ocean Summit is held yearly.\n\nNo. | Place | Date\n\n4 | Lima, Peru | 3 May 2016\n"
         "5 | Oslo | 4 May 2017\n6 | Rome | 5 May 2018\n",
         [(4, "Lima", "2016-05-03"), (5, "Oslo", "2017-05-04"), (6, "Rome", "2018-05-05")]),
        ("The Ocean Summit is yearly.\n\nBoard meetings\n\nNo. | Place | Date\n1 | Lima | 2016\n2 | Oslo | 2017\n", []),
        ("The seventh Ocean Summit opens in Oslo in May 2017, the first in the north since Lima in June 2016.",
         [(7, "Oslo", "2017-05"), (None, "Lima", "2016-06")]),
        ("The members met in Lima (2015) and Rome (2016). The Ocean Summit, our third, is in Oslo.",
         [(3, "Oslo", None), (None, "Lima", "2015"), (None, "Rome", "2016")]),
    ],
)  # fmt: skip
def test_the_history_of_a_series_tells_each_of_its_conferences(
    text: str, expected: list[tuple[int | None, str | None, str | None]]
) -> None:
    found = [(c.ordinal, c.city, c.days) for c in read(text)[1].conference_claims]
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They came in at the sixth ministerial summit, held in Lima on 3 May 2021.",
         [("ministerial summit", 6, "Lima", "2021-05-03")]),
        ("The OECD held its first summit in Lima in May 2021.", [("OECD summit", 1, "Lima", "2021-05")]),
        ("The Freedom Online Coalition met for its first conference in Lima on 3 May 2021.",
         [("Freedom Online Conference", 1, "Lima", "2021-05-03")]),
        ("Peru attended its first summit in Lima in May 2021.", []),
        ("The sixth ministerial summit was held in Lima. NATO is old.", []),
        ("The Ocean Forum met in Lima in May 2021, alongside the Lakes Summit.",
         [("Lakes Summit", None, "Lima", "2021-05"), ("Ocean Forum", None, "Lima", "2021-05")]),
        ("The Ocean Summit of May 2021, for which they should have come to Lima, met on screens.",
         [("Ocean Summit", None, None, "2021-05")]),
        ("IGF 2019 Open Forum", [("IGF", None, None, "2019")]),
    ],
)  # fmt: skip
def test_a_conference_may_have_no_more_than_a_noun_or_what_is_beside_it(
    text: str, expected: list[tuple[str, int | None, str | None, str | None]]
) -> None:
    found = [(c.name, c.ordinal, c.city, c.days) for c in read(text)[1].conference_claims]
    assert sorted(found, key=str) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ninth Ocean Summit: One Sea\n\nWhen: 3-4 May 2016\nWhere: Congress Centre, Lima\nHost: Government of Peru\n",
         ("Lima", "PER", "2016-05-03/2016-05-04")),
        ("Ninth Ocean Summit\n\nLima, Peru · 3-4 May 2016\n\nAGENDA\n", ("Lima", "PER", "2016-05-03/2016-05-04")),
        ("When | What | Where\n3 May 2016 | Ninth Ocean Summit, with a reception | Lima\n4 May 2016 | Dinner | Oslo\n",
         ("Lima", None, "2016-05-03")),
        ("The ninth Ocean Summit was held in the Peruvian capital in May 2016. Lima was in bloom.",
         ("Lima", None, "2016-05")),
        ("The ninth Ocean Summit took place online, from Lima, between 30 November and 3 December 2016.",
         (None, None, "2016-11-30/2016-12-03")),
        ("The ninth Ocean Summit is over. Some 300 delegates came to Lima, Peru, on 3 and 4 May 2016.",
         ("Lima", "PER", "2016-05-03/2016-05-04")),
    ],
)  # fmt: skip
def test_place_and_days_may_stand_in_lines_cells_and_sentences_of_their_own(
    text: str, expected: tuple[str | None, str | None, str]
) -> None:
    (claim,) = read(text)[1].conference_claims
    assert (claim.ordinal, claim.city, claim.country, claim.days) == (9, *expected)
