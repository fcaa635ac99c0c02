"""The years of days and months that have none, and days seen from the publication."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.language import nlp

CASES = {
    "who-signed-has-signed": (
        "2024-05-15",
        "Malta was the ninth country to sign the pact on Wednesday.",
        "2024-05-15",
    ),
    "who-is-to-join": ("2024-05-16", "Peru and Chile are to join the pact on Tuesday.", "2024-05-21"),
    "agreed-on-what-comes": ("2024-05-16", "The council agreed to meet in Lima on 3 June.", "2024-06-03"),
    "another-year-beside": (
        "2025-12-15",
        "Open are the plans for the jubilee in 2026, and an answer to the request of 1 December.",
        "2025-12-01 2026",
    ),
    "announced-for-next-week": ("2024-12-04", "Oslo has announced a debate on 10 December.", "2024-12-10"),
    "past-told-long-after": ("2020-06-01", "The board met on 12 July for its retreat.", "2019-07-12"),
    "future-told-long-before": ("2020-06-01", "The board meets on 12 July for its retreat.", "2020-07-12"),
    "day-of-last-month": ("2024-01-04", "It was signed on the 12th of last month.", "2023-12-12"),
    "day-of-next-month": ("2024-12-04", "The office closes on the 5th of next month.", "2025-01-05"),
    "opening": ("2019-03-04", "At the next session (opening on 24 June) it will speak.", "2019-06-24"),
    "between": (
        "2021-10-03",
        "The talks are due between 30 November and 3 December.",
        "2021-11-30/2021-12-03",
    ),
    "since": (
        "2022-01-20",
        "Fiji takes over on 1 March; Togo has led it since 1 July.",
        "2021-07-01 2022-03-01",
    ),
    "weekday-says-the-year": (
        None,
        "Founded in 2010. Agenda: Monday, 3 May - opening. Tuesday, 4 May - closing. Rome, 4 May 2021.",
        "2010 2021-05-03 2021-05-04",
    ),
    "weekday-against-a-resolution's-year": (
        None,
        "Lima, 28-29 April 2014\nOn the table: General Assembly resolution 68/167 of 18 December 2013\n"
        "Badges are handed out from 26 April.",
        "2013-12-18 2014-04-26 2014-04-28/2014-04-29",
    ),
    "year-with-its-month-in-brackets": (
        None,
        "Entrants: 2018 (February): Togo; 2019 (May): Fiji.",
        "2018-02 2019-05",
    ),
    "this-year-said-before": (
        "2025-05-15",
        "It confers at the Congress, which this year is being held in Sydney, Australia, from June 29 to July 3.",
        "2025 2025-06-29/2025-07-03",
    ),
    "who-will-be-aware": (
        "2026-02-26",
        "As you will be aware, a memorandum of 7 January named the body.",
        "2026-01-07",
    ),
    "year-of-another-leaver": (
        "2016-12-21",
        "In a letter dated 7 December it left the pact, the second state to go after Chile in 2013.",
        "2013 2016-12-07",
    ),
    "year-at-the-head-of-a-paragraph": (
        "",
        "**2023.** Peru gives up its place on 6 September.",
        "2023 2023-09-06",
    ),
    "what-came-next": ("2024-05-01", "Togo came in in May 2016. Benin followed in March.", "2016-05 2017-03"),
    "what-did-not-come-next": (
        "2024-05-01",
        "It began in May 2016. In March it met in Lima.",
        "2016-05 2024-03",
    ),
}


@pytest.mark.parametrize(("published", "text", "days"), CASES.values(), ids=CASES)
def test_a_day_has_the_year_that_a_reader_gives_it(published: str | None, text: str, days: str) -> None:
    reading = nlp.read(text, "en", date.fromisoformat(published) if published else None)
    assert sorted({span.value for span in reading.of("date")}) == days.split()
