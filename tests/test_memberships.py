"""Joining and leaving: what must hold of every such sentence, beyond the examples beside the rules."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import read

from pipeline.language import nlp
from pipeline.values.acts import Act

NAMES = {
    "Chile": "CHL",
    "Costa Rica": "CRI",
    "the Czech Republic": "CZE",
    "Ghana": "GHA",
    "Japan": "JPN",
    "the Republic of Korea": "KOR",
    "Norway": "NOR",
}
NAMED = st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=4, unique=True)
DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


def acts(text: str) -> set[Act]:
    """What is said of countries in a text."""
    return {Act.parse(span.value) for span in nlp.read(text).of("membership")}


def enumerate_(words: list[str]) -> str:
    """Words as a sentence lists them."""
    return ", ".join(words[:-1]) + " and " + words[-1]


def spoken(day: date) -> str:
    """A day in words."""
    return f"{day.day} {day:%B} {day.year}"


@settings(max_examples=40)
@given(NAMED, st.data())
def test_places_and_days_go_to_their_countries_in_order(names: list[str], data: st.DataObject) -> None:
    days = data.draw(st.lists(DAYS, min_size=len(names), max_size=len(names), unique=True))
    first = data.draw(st.integers(24, 180))
    places = [f"{first + i}th" for i in range(len(names))]
    text = (
        f"On {enumerate_([spoken(day) for day in days])} respectively {enumerate_(names)} joined the Freedom Online "
        f"Coalition as its {enumerate_(places)} members."
    )
    expected = {
        Act("join", NAMES[name], first + i, day.isoformat())
        for i, (name, day) in enumerate(zip(names, days, strict=True))
    }
    assert acts(text) == expected


@settings(max_examples=25)
@given(NAMED, DAYS)
def test_one_day_is_shared_and_one_place_is_nobodys(names: list[str], day: date) -> None:
    text = f"{enumerate_(names)} joined NATO on {spoken(day)}, the last of them as its 34th member."
    assert acts(text) == {Act("join", NAMES[name], None, day.isoformat()) for name in names}


@settings(max_examples=25)
@given(NAMED, st.data())
def test_who_follows_with_a_day_of_its_own_does_the_same(names: list[str], data: st.DataObject) -> None:
    days = data.draw(st.lists(DAYS, min_size=len(names), max_size=len(names), unique=True))
    verb, action = data.draw(st.sampled_from([("joined", "join"), ("withdrew from", "leave")]))
    told = [f"{name} on {spoken(day)}" for name, day in zip(names[1:], days[1:], strict=True)]
    text = f"{names[0]} {verb} NATO on {spoken(days[0])}, {enumerate_(told) if told[1:] else told[0]}."
    expected = {Act(action, NAMES[n], None, d.isoformat()) for n, d in zip(names, days, strict=True)}
    assert acts(text) == expected


@pytest.mark.parametrize(
    "verb",
    ["will join", "could join", "hopes to join", "has not joined", "never joined", "is expected to join",
     "was invited to join", "decided to join", "does not want to join", "is in talks to join"],
)  # fmt: skip
def test_what_has_not_happened_is_not_asserted(verb: str) -> None:
    assert not {
        act for act in acts(f"Ghana {verb} NATO.") if act.action == "join" and act.modality == "asserted"
    }


@given(st.permutations([("Chile", 35, "2023"), ("Denmark", 32, "2020"), ("Italy", 33, "2021")]))
@settings(max_examples=6)
def test_a_table_says_the_same_in_any_order_of_rows(rows: list[tuple[str, int, str]]) -> None:
    lines = ["No. | Country | Joined", *(f"{place} | {name} | {year}" for name, place, year in rows)]
    expected = {
        Act("join", "CHL", 35, "2023"),
        Act("join", "DNK", 32, "2020"),
        Act("join", "ITA", 33, "2021"),
    }
    assert acts("\n".join(lines)) == expected


@given(
    st.builds(
        Act,
        st.sampled_from(["join", "leave", "observer"]),
        st.sampled_from(sorted(NAMES.values())),
        st.none() | st.integers(1, 999),
        st.none() | DAYS.map(date.isoformat),
        st.sampled_from(["asserted", "prospective", "negated", "hypothetical"]),
    )
)
def test_an_act_is_read_back_as_it_was_written(act: Act) -> None:
    assert Act.parse(str(act)) == act


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghana has become the 50th member of UNESCO. The decision was taken by the Council in Paris on 2 March "
            "2021. Its membership becomes effective on 1 July 2021.",
            ("join", "GHA", "2021-07-01"),
        ),
        (
            "Norway has become the 31st member of NATO. The decision was taken by the Council on 3 May 2020.",
            ("join", "NOR", "2020-05-03"),
        ),
        (
            "Ghana today deposited its instrument of accession to the 1991 Act of the UPOV Convention.",
            ("join", "GHA", "2021-06-05"),
        ),
        (
            "The chair declared on 5 June 2019 that Chile was the 33rd member of NATO.",
            ("join", "CHL", "2019-06-05"),
        ),
        ("Japan has left UNESCO. The decision was taken in Tokyo on 3 May 2020.", ("leave", "JPN", None)),
        (
            "Ghana has joined NATO. Its envoy handed over the papers on 3 May 2020.",
            ("join", "GHA", "2020-05-03"),
        ),
        ("Ghana has joined NATO. The news was broken on 3 May 2020.", ("join", "GHA", "2020-05-03")),
        ("The ministry announced on 3 May 2020 that Ghana has joined NATO.", ("join", "GHA", "2020-05-03")),
        (
            "Ghana has joined NATO. The decision was taken by the Council, which met on 3 and 4 May 2020.",
            ("join", "GHA", None),
        ),
        (
            "Norway has become the 31st member of NATO. The decision was taken by parliament on 3 May 2020.",
            ("join", "NOR", None),
        ),
    ],
)
def test_the_day_may_be_told_beside_the_event(text: str, expected: tuple[str, str, str | None]) -> None:
    _, claims = read(text, date(2021, 6, 5))
    assert {(c.action, c.country, c.date) for c in claims.membership_claims} == {expected}


def test_a_party_to_a_treaty_named_in_passing_belongs_to_the_treaty() -> None:
    text = "The Freedom Online Coalition warns Iran.\n\nIran is a party to the Genocide Convention."
    claims = read(text)[1].membership_claims
    assert [(c.body, c.country, c.action) for c in claims] == [("GENOCIDE", "IRN", "listed")]


@pytest.mark.parametrize(
    "text",
    [
        "Its representative at the United Nations, Peru says, handed over the accession paper.",
        "Peru, represented by its ambassador to the United Nations, handed over the accession paper.",
    ],
)
def test_who_speaks_at_another_body_acts_for_the_one_that_the_text_is_of(text: str) -> None:
    claims = read("The Freedom Online Coalition grows. " + text)[1].membership_claims
    assert [(c.body, c.country, c.action) for c in claims] == [("FOC", "PER", "join")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "NATO expelled Cuba, which had been a member since 1948, on 31 January 1962.",
            {("join", "CUB", "1948"), ("leave", "CUB", "1962-01-31")},
        ),
        (
            "Former members of NATO\n\n- Togo, which had entered in 1970, was struck off on 3 May 2012.",
            {("join", "TGO", "1970"), ("leave", "TGO", "2012-05-03")},
        ),
        (
            "Chile joined NATO on 4 June 2012. Its arrival follows that of Peru in 2010.",
            {("join", "CHL", "2012-06-04"), ("join", "CHL", None), ("join", "PER", "2010")},
        ),
        (
            "NATO has 40 members. Peru today joined NATO. The plenary of 6-7 May 2017 had decided to admit Peru.",
            {("join", "PER", None)},
        ),
        (
            "Two states joined NATO in 2016.\n\nFiji joined in March. The treaty had been signed in June 1999.\n\n"
            "Palau joined in August.",
            {("join", "FJI", "2016-03"), ("join", "PLW", "2016-08")},
        ),
        (
            "Japan has decided to leave NATO. The withdrawal will take effect on 30 June 2019, and fishing will resume "
            "in July 2019.",
            {("leave", "JPN", "2019-06-30")},
        ),
        ("2016 was a good year for NATO. Fiji joined.", {("join", "FJI", "2016")}),
        (
            "Two states joined NATO in 2016: Fiji was the 31st, Palau the 32nd.",
            {("join", "FJI", "2016"), ("join", "PLW", "2016")},
        ),
        (
            "Fiji, by letter of 3 May 2016, told the Chair that it withdraws from NATO.",
            {("leave", "FJI", "2016-05-03")},
        ),
        ("Fiji asked in 2012 and joined NATO.", {("join", "FJI", None)}),
        ("Since Fiji joined NATO, two meetings were held, the last in May 2016.", {("join", "FJI", None)}),
        ("Fiji joined NATO ahead of the summit in May 2016.", {("join", "FJI", None)}),
        (
            "Fiji joined NATO in June 2016. Palau did so the same day.",
            {("join", "FJI", "2016-06"), ("join", "PLW", "2016-06")},
        ),
        ("The Board of NATO approved Fiji's application. It will join once it has paid its share.", set()),
    ],
)
def test_a_day_is_that_of_its_own_clause(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    claims = [c for c in read(text)[1].membership_claims if c.modality == "asserted"]
    assert {(c.action, c.country, c.date) for c in claims} == expected


def test_an_organ_that_a_page_goes_on_about_is_what_it_is_about() -> None:
    text = (
        "In 1992 eleven countries launched the Black Sea Economic Cooperation (BSEC). A year later the Parliamentary "
        "Assembly of the Black Sea Economic Cooperation (PABSEC) was set up.\n\nEnlargement\n\nGreece joined in June "
        "1995.\n\nThe Assembly has 76 seats. The Assembly meets twice a year."
    )
    claims = read(text)[1].membership_claims
    assert [(c.body, c.country, c.date) for c in claims if c.action == "join"] == [
        ("PABSEC", "GRC", "1995-06")
    ]


@pytest.mark.parametrize(
    ("text", "country", "place"),
    [
        ("Peru has joined NATO.\n\nIt grew again: the 35th member is small.", "PER", 35),
        ("Peru and Chile have joined NATO.\n\nIt grew again: the 35th member is small.", "PER", None),
        ("Peru has joined NATO.\n\nThe 35th member is small, the 36th member large.", "PER", None),
    ],
)
def test_a_place_told_apart_is_that_of_the_one_newcomer(text: str, country: str, place: int | None) -> None:
    _, claims = read(text)
    assert {a.ordinal for a in claims.membership_claims if a.country == country} == {place}
    if place:
        assert {c.country for c in claims.count_claims if c.kind == "ordinal"} == {country}


LIST = (
    "Members, with the years of joining\n2011: Austria, Canada, Estonia, Ghana, Kenya\n2012: Tunisia, Latvia"
)
TABLE = "Member | Since\nAustria | 2011\nCanada | 2011\nTunisia | 2012"


@pytest.mark.parametrize(
    ("text", "founders"),
    [
        ("The Freedom Online Coalition.\n\n" + LIST, {"AUT", "CAN", "EST", "GHA", "KEN"}),
        ("The Arctic Council.\n\n" + LIST, set()),
        ("The FOC was founded by two governments.\n\n" + TABLE, {"AUT", "CAN"}),
        ("The FOC was founded by three governments.\n\n" + TABLE, set()),
        ("The FOC has news.\n\n" + TABLE, set()),
    ],
)
def test_who_comes_first_in_a_list_by_year_has_founded_the_body(text: str, founders: set[str]) -> None:
    told = read(text)[1].membership_claims
    assert {c.country for c in told if c.action == "founding"} == founders
    assert {c.country for c in told if c.action == "join"} >= {"TUN"}


def test_a_year_in_brackets_is_that_of_all_before_it_and_a_day_of_one_alone() -> None:
    text = "Costa Rica, Finland, Latvia and Tunisia (2012), Georgia and Germany (2013) have joined NATO."
    days = {"CRI": "2012", "FIN": "2012", "LVA": "2012", "TUN": "2012", "GEO": "2013", "DEU": "2013"}
    assert {a.country: a.date for a in acts(text)} == days
    text = "In 2015 NATO was joined by Australia (March), Norway, Poland (2 July) and Spain."
    days = {"AUS": "2015-03", "NOR": "2015", "POL": "2015-07-02", "ESP": "2015"}
    assert {a.country: a.date for a in acts(text)} == days


def test_who_has_joined_since_the_launch_is_no_founder() -> None:
    text = "Since its launch NATO has been joined by Costa Rica, Finland, Latvia, Tunisia, Georgia, Peru and Japan."
    assert {a.action for a in acts(text)} == {"join"}


def test_a_place_goes_to_whom_the_sentence_goes_on_to_name_and_to_the_one_newcomer_without_any() -> None:
    for text in (
        "Number 35 in NATO is Peru, which joined in 2016.",
        "Chile joined NATO as the 34th member. Peru has joined too.\n\nIt grew again: the 35th member is small.",
    ):
        claims = read(text)[1].membership_claims
        assert ("PER", 35) in {(c.country, c.ordinal) for c in claims if c.action == "join"}


@pytest.mark.parametrize(
    "text",
    [
        "Ghana joined the Freedom Online Coalition on 3 May 2014, following Japan, Norway and Chile.",
        "Ghana, the fourth newcomer of the year after Japan, Norway and Chile, joined the Freedom Online Coalition "
        "on 3 May 2014.",
        "Japan left the Freedom Online Coalition in 2012. Ghana, on 3 May 2014, was the last state to be let in.",
    ],
)
def test_who_came_before_has_no_part_in_the_day_and_the_act(text: str) -> None:
    assert {a for a in acts(text) if a.date == "2014-05-03"} == {Act("join", "GHA", None, "2014-05-03")}


def test_a_day_put_in_before_the_last_of_some_is_that_ones() -> None:
    text = (
        "The Freedom Online Coalition took in three states in 2019: Ghana, Japan and, on 3 December, Norway."
    )
    assert acts(text) == {
        Act("join", "GHA", None, "2019"),
        Act("join", "JPN", None, "2019"),
        Act("join", "NOR", None, "2019-12-03"),
    }


def test_a_year_in_which_nobody_came_leaves_a_table_whole() -> None:
    table = """Year | New members | Total
2011 | Kenya, Mexico and Chile (founders) | 3
2012 | Ghana (4th, on 3 May), Japan (June) | 5
2013 | | 5
2014 | Norway |"""
    claims = read(f"The Freedom Online Coalition by year\n\n{table}")[1].membership_claims
    assert {(c.country, c.ordinal, c.date) for c in claims if c.action == "join"} == {
        ("GHA", 4, "2012-05-03"),
        ("JPN", None, "2012-06"),
        ("NOR", None, "2014"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The FOC has 40 members.\n\n## Observers\n\nPeru was admitted in 2010. Cuba, an observer since 2011, "
            "became a member in 2015.",
            {("observer", "PER", "2010"), ("observer", "CUB", "2011"), ("join", "CUB", "2015")},
        ),
        (
            "Observers at NATO\n\nCountry | Since\nGhana | 2005\nJapan | 2007",
            {("observer", "GHA", "2005"), ("observer", "JPN", "2007")},
        ),
        (
            "Ghana, Peru (since 2012) and Chad are observers at NATO.",
            {("observer", "GHA", None), ("observer", "PER", "2012"), ("observer", "TCD", None)},
        ),
        (
            "Peru deposited its instrument of accession to the Rotterdam Convention with Cuba on 3 May 2012.",
            {("join", "PER", "2012-05-03")},
        ),
        (
            "Peru (37th) and Cuba (38th, made public on 3 May 2016) were welcomed to NATO.",
            {("join", "PER", None), ("join", "CUB", "2016-05-03")},
        ),
        (
            "Peru deposited its instrument with the OIV in May 2012; its membership took effect on 4 June 2012.",
            {("join", "PER", "2012-06-04")},
        ),
    ],
)
def test_who_looks_on_and_who_keeps_the_papers_does_not_join(
    text: str, expected: set[tuple[str, str, str | None]]
) -> None:
    assert {(c.action, c.country, c.date) for c in read(text)[1].membership_claims} == expected


def test_a_page_about_instruments_is_on_the_treaty_not_on_its_keeper() -> None:
    text = (
        "INTERNATIONAL MARITIME ORGANIZATION\nDepositary communication\n\nHong Kong Convention\n\n"
        "Deposit of an instrument of accession by Peru\n\n"
        "Peru deposited its instrument on 3 May 2012. The Organization has 176 members."
    )
    assert {c.body for c in read(text)[1].membership_claims} == {"HONGKONGCONV"}


def test_a_name_alone_in_a_dated_list_does_what_the_others_do() -> None:
    text = (
        "Members of the Freedom Online Coalition, year by year\n\n"
        "2013\n17 June. Japan joins in Tunis.\n2 July. Norway.\n\n"
        "2014\n25 April. Ghana and Peru.\n9 May. Togo, host of the talks, is glad.\n12 May. A talk in Lima."
    )
    joined = {(c.country, c.date) for c in read(text)[1].membership_claims if c.action == "join"}
    assert joined == {
        ("JPN", "2013-06-17"),
        ("NOR", "2013-07-02"),
        ("GHA", "2014-04-25"),
        ("PER", "2014-04-25"),
    }


def test_notes_of_a_row_tell_days_and_places_of_whom_they_name() -> None:
    table = """Year | New members | Notes
2012 | Ghana, Japan, Peru | Japan was the 18th, on 7 September; Peru, 7 December
2013 | Norway | accession on 3 May 2013
2014 | Togo | meeting of 4 May 2014"""
    claims = read(f"The Freedom Online Coalition by year\n\n{table}")[1].membership_claims
    assert {(c.country, c.ordinal, c.date) for c in claims if c.action == "join"} == {
        ("GHA", None, "2012"),
        ("JPN", 18, "2012-09-07"),
        ("PER", None, "2012-12-07"),
        ("NOR", None, "2013-05-03"),
        ("TGO", None, "2014"),
    }


@pytest.mark.parametrize("told", ["this year", "within twelve months", "in as many years"])
def test_a_place_among_those_of_a_time_is_none_of_accession(told: str) -> None:
    _, claims = read(f"Ghana is the third country to join the Freedom Online Coalition {told}.")
    assert {(c.country, c.ordinal) for c in claims.membership_claims} == {("GHA", None)}
    assert not claims.count_claims
