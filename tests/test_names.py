"""The gazetteers: every code exists, every name has one reading, and Babel's names are what Babel says."""

import re
from collections import defaultdict
from itertools import pairwise

import babel
import build_names
import pytest
from babel.core import get_global
from build_names import NAMES, Row, read

COLUMNS = {
    "bodies": "code,name,kind,noun,founded,url",
    "body_names": "name,code,kind,language,case",
    "cities": "city,country,name",
    "countries": "code,alpha2,name,cow,cow_from,cow_to,status",
    "country_names": "name,code,kind,language,case,start,end,source",
    "cow": "code,cow,start,end",
    "given_names": "name",
    "headline_words": "word",
    "itu_conferences": "conference,city,year",
    "not_countries": "phrase,kind,note",
    "offices": "office,country",
    "organs": "organ,number,form",
    "security_council": "year,last",
    "series": "body,series",
}
BODY_KINDS = {
    "alliance", "bank", "club", "coalition", "court", "initiative", "organ", "organisation", "treaty", "union",
}  # fmt: skip
#: No people lives there, or it has no name of its own.
NO_PEOPLE = {"ATA", "ATF", "BVT", "HMD", "SGS", "SJM", "UMI", "VAT"}
#: Their people are called otherwise: Bajan, Motswana, Danish, Dutch, Scottish, Mosotho, Mahoran ...
OTHERWISE = {"BES", "BRB", "BWA", "DNK", "GBR", "LSO", "MYT", "NLD", "PHL", "SMR", "STP", "SWZ", "SXM", "SYC"}
COUNTRIES = {row["code"]: row for row in read("countries")}
TODAY = {code for code, row in COUNTRIES.items() if row["status"] != "former"}
STATES = {code for code, row in COUNTRIES.items() if row["status"] == "state"}
COUNTRY_NAMES = read("country_names")
BODY_NAMES = read("body_names")


def codes(row: Row) -> list[str]:
    """The codes of a row: several where the name is ambiguous."""
    return row["code"].split("|")


@pytest.mark.parametrize("name", COLUMNS)
def test_file_is_tidy(name: str) -> None:
    data = (NAMES / f"{name}.csv").read_bytes()
    rows = [tuple(row.values()) for row in read(name)]
    assert data.split(b"\n")[0].decode() == COLUMNS[name]
    assert b"\r" not in data and data.endswith(b"\n")
    assert rows == sorted(set(rows))
    assert [cell for row in rows for cell in row if cell != " ".join(cell.split())] == []


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(TODAY) == 249 + 1
    aliases = get_global("territory_aliases")
    iso = {code: aliases[code][0] for code in TODAY - {"XKX"}}
    assert {code: COUNTRIES[code]["alpha2"] for code in TODAY} == {**iso, "XKX": "XK"}
    assert len(STATES) == 193 + len("VAT PSE XKX TWN COK NIU".split())


@pytest.mark.skipif(babel.__version__ != build_names.BABEL, reason=f"names are Babel {build_names.BABEL}'s")
def test_cldr_rows_are_what_babel_gives() -> None:
    given = {tuple(row.values()) for row in build_names.cldr(COUNTRIES.values())}
    assert {tuple(row.values()) for row in COUNTRY_NAMES if row["source"] == "cldr"} == given


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("Corée du Sud", "fr", "KOR"), ("Países Bajos", "es", "NLD"), ("Tschechien", "de", "CZE"),
        ("Quénia", "pt", "KEN"), ("한국", "ko", "KOR"), ("Côte d'Ivoire", "fr", "CIV"), ("ROK", "en", "KOR"),
        ("Republic of Cabo Verde", "en", "CPV"), ("Zaire", "en", "COD"), ("Congo", "en", "COD|COG"),
        ("Kingdom of the Netherlands", "en", "NLD"), ("Hong Kong, China", "en", "HKG"), ("Dutch", "en", "NLD"),
        ("Republic of China", "en", "TWN"), ("Slovak Republic", "en", "SVK"), ("Guinea", "en", "GIN"),
        ("Dominican", "en", "DMA|DOM"), ("Holland", "en", "NLD"), ("Cape Verde", "en", "CPV"),
        ("Korea", "en", "KOR|PRK"), ("Micronesia", "en", "FSM"),
    ],
)  # fmt: skip
def test_name_means_country(name: str, language: str, code: str) -> None:
    found = {row["code"] for row in COUNTRY_NAMES if (row["name"], row["language"]) == (name, language)}
    assert found == {code}


def test_country_names_have_one_reading() -> None:
    readings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in COUNTRY_NAMES:
        words = row["name"] if row["case"] == "exact" else row["name"].upper()
        readings[words, row["language"]].add(row["code"])
    assert {words: found for words, found in readings.items() if len(found) > 1} == {}
    keys = [(row["name"], row["language"], row["kind"]) for row in COUNTRY_NAMES]
    assert len(keys) == len(set(keys))


def test_country_names_are_well_formed() -> None:
    for row in COUNTRY_NAMES:
        assert set(codes(row)) <= COUNTRIES.keys() and codes(row) == sorted(codes(row)), row
        assert row["kind"] in {"name", "alias", "abbreviation", "former", "demonym"}, row
        assert row["language"] in build_names.LOCALES and row["source"] in {"cldr", "own"}, row
        assert row["case"] == "exact" or (row["case"] == "any" and row["kind"] != "abbreviation"), row
        assert len(row["name"]) > 1 and not row["name"].startswith(("The ", "the ")), row
        assert row["kind"] == "former" or not row["start"] + row["end"], row
        assert row["start"] <= row["end"] or not row["end"], row


def test_every_country_has_its_name_and_its_people() -> None:
    english = [row for row in COUNTRY_NAMES if row["language"] == "en"]
    named = {(row["name"], row["code"]) for row in english}
    assert {row["name"] for row in COUNTRIES.values() if (row["name"], row["code"]) not in named} == {
        "Antarctica"
    }
    assert TODAY - {code for row in english if row["kind"] == "demonym" for code in codes(row)} == NO_PEOPLE


def test_peoples_are_called_like_their_country() -> None:
    stems: dict[str, set[str]] = defaultdict(set)
    english = [row for row in COUNTRY_NAMES if row["language"] == "en"]
    for row in english:
        for code in codes(row) if row["kind"] != "demonym" else ():
            stems[code] |= stems_of(row["name"])
    for row in english:
        for code in codes(row) if row["kind"] == "demonym" else ():
            assert code in OTHERWISE or stems_of(row["name"]) & stems[code], row


def stems_of(name: str) -> set[str]:
    """How the words of a name begin."""
    return {word[:3].lower() for word in re.findall(r"\w\w\w+", name)}


def test_cow_spells_agree_with_themselves() -> None:
    spells = [(r["code"], int(r["cow"]), int(r["start"]), int(r["end"] or 9999)) for r in read("cow")]
    assert {code for code, *_ in spells} <= COUNTRIES.keys()
    assert all(1816 <= start <= end for _, _, start, end in spells)
    for shared in (0, 1):  # country or number: never two spells at a time, but for the year of change
        in_order = sorted(spells, key=lambda spell: (spell[shared], spell[2]))
        assert [(a, b) for a, b in pairwise(in_order) if a[shared] == b[shared] and b[2] < a[3]] == []
    now = {code for code, _, _, end in spells if end == 9999}
    assert now == STATES - {"VAT", "PSE", "COK", "NIU"}


@pytest.mark.parametrize(
    ("code", "spells"),
    [
        ("DEU", {(255, 1816, 1945), (260, 1955, 1990), (255, 1990, None)}), ("DDR", {(265, 1954, 1990)}),
        ("CUB", {(40, 1902, 1906), (40, 1909, None)}), ("YEM", {(678, 1926, 1990), (679, 1990, None)}),
        ("VNM", {(817, 1954, 1975), (816, 1976, None)}), ("KOR", {(732, 1949, None)}), ("XKX", {(347, 2008, None)}),
        ("AUS", {(900, 1920, None)}), ("AUT", {(305, 1919, 1938), (305, 1955, None)}), ("CPV", {(402, 1975, None)}),
    ],
)  # fmt: skip
def test_cow_spells_are_the_published_ones(code: str, spells: set[tuple[int, int, int | None]]) -> None:
    rows = [row for row in read("cow") if row["code"] == code]
    found = {(int(r["cow"]), int(r["start"]), int(r["end"]) if r["end"] else None) for r in rows}
    assert found == spells


def test_countries_show_their_latest_cow_spell() -> None:
    assert build_names.numbered(COUNTRIES.values(), read("cow")) == list(COUNTRIES.values())


def test_traps_contain_a_name_and_are_none() -> None:
    rows = read("not_countries")
    traps = [row["phrase"] for row in rows]
    names = {row["name"] for row in [*COUNTRY_NAMES, *BODY_NAMES] if row["language"] == "en"}
    inside = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    assert len(traps) >= 250
    assert [trap for trap in traps if not inside.search(trap)] == []
    assert names.union(row["city"] for row in read("cities")).intersection(traps) == set()
    assert {row["kind"] for row in rows} == {"place", "institution", "person", "product", "other"}


def test_bodies_are_well_formed() -> None:
    bodies = read("bodies")
    assert len(bodies) >= 260
    assert len({row["code"] for row in bodies}) == len(bodies)
    for row in bodies:
        assert re.fullmatch(r"[A-Z][A-Z0-9]*(-[A-Z]+)*", row["code"]) and row["kind"] in BODY_KINDS, row
        assert re.fullmatch(r"[a-z ]+(\|[a-z ]+)*", row["noun"]), row
        assert row["founded"] == "" or 1800 < int(row["founded"]) < 2030, row
        assert re.fullmatch(r"(https?://\S+)?", row["url"]), row


def test_body_names_have_one_reading_and_every_body_its_name() -> None:
    bodies = {row["code"]: row["name"] for row in read("bodies")}
    readings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in BODY_NAMES:
        assert row["code"] in bodies and row["kind"] in {"name", "alias", "abbreviation", "weak"}, row
        assert row["language"] in build_names.LOCALES and row["case"] in {"exact", "any"}, row
        assert row["case"] == "exact" or row["kind"] in {"name", "alias"}, row
        assert len(row["name"]) > 1 and not row["name"].startswith(("The ", "the ")), row
        if row["kind"] != "weak":  # a weak abbreviation means the body whose full name the document has
            readings[row["name"].upper(), row["language"]].add(row["code"])
    assert {words: found for words, found in readings.items() if len(found) > 1} == {}
    full = [row for row in BODY_NAMES if row["kind"] == "name" and row["language"] == "en"]
    assert bodies.items() <= {(row["code"], row["name"]) for row in full}


def test_cities_are_in_countries_and_are_none() -> None:
    rows = read("cities")
    cities = {row["city"]: row["country"].split("|") for row in rows}
    usual = {row["city"] for row in rows if not row["name"]}
    assert {row["name"] for row in rows} - {""} <= usual
    assert len(cities) >= 700 and min(map(len, cities)) > 1
    assert {code for found in cities.values() for code in found} <= TODAY
    assert {row["name"] for row in COUNTRY_NAMES if row["language"] == "en"} & cities.keys() == set()
    assert STATES - {code for found in cities.values() for code in found} == {"VAT"}
