"""Rebuilds what is generated in the gazetteers `pipeline/rules/names/*.csv`: `python tests/build_names.py`.

Generated are the rows of country_names.csv with source `cldr` (Babel's names, from the Unicode CLDR) and the columns
cow, cow_from and cow_to of countries.csv (the latest spell of cow.csv). All else is written by hand and only sorted.

Codes are ISO 3166-1. Kosovo has none: XKX and XK, which ISO leaves to its users; the World Bank and the European
Union use them. Former states have their code of ISO 3166-3. A code stands for the state it stood for at its time: VNM
before 1976 is South Vietnam, YEM before 1990 North Yemen. A name that several states share has their codes joined
by "|". `case`: "any" also matches capitals, "exact" letter for letter only. `start` and `end` tell when a former name
was official; texts of any time may use it.

cow.csv has the country numbers of the Correlates of War Project with the first and last year of membership, after its
State System Membership List, version 2016. The list ends with 2016: a membership that runs until then has no `end`.
It was taken from one published copy (243 spells) and compared with a second. Numbers that several states here share
are split at the year of change: 365 Russia and Soviet Union (1922, 1991), 345 Serbia, Yugoslavia, and Serbia and
Montenegro (1918, 2003, 2006), 816 North Vietnam and Vietnam (1976). Left out are the sixteen states without an ISO
code, from Bavaria to Zanzibar, Korea before 1905 among them.

cities.csv has the countries in which a city of some name may lie, and the usual English name of a city that has
several: mentions and tables have that one ("" if it is the same).

organs.csv tells how an organ numbers its resolutions (a regular expression) and the symbol that its number makes: its
own one, or ORGAN/RES/number where it has none. Sessions that an organ hasn't reached, or had before it named
resolutions so, aren't its. security_council.csv has the number of the Council's last resolution in each year, by which
a number has its year; itu_conferences.csv tells which conference of the ITU met where, as "(Rev. Dubai, 2014)" doesn't.

series.csv has the conference that the members of a body hold, where it doesn't go by the body's name; offices.csv the
offices that only one state has by that name ("Federal Foreign Office").

headline_words.csv has words that follow a country in a headline ("Jordan Signs") and are no family name; after those of
given_names.csv a country's name is one ("Jim Jordan").
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from babel import Locale

Row = dict[str, str]

NAMES = Path(__file__).parents[1] / "pipeline" / "rules" / "names"
#: The release of Babel whose names the files hold.
BABEL = "2.18.0"
#: The locales whose names count for a language.
LOCALES = {
    "ar": ["ar"], "de": ["de"], "en": ["en"], "es": ["es", "es_419"], "fr": ["fr"], "it": ["it"], "ja": ["ja"],
    "ko": ["ko"], "nl": ["nl"], "pt": ["pt", "pt_PT"], "ru": ["ru"], "zh": ["zh"],
}  # fmt: skip
#: Names left out: everyday words of their language (meeting, of that, financial, means ...), "Congo" for one of two,
#: and a continent that is no state.
LEFT_OUT = {
    ("es", "REU"), ("it", "REU"), ("pt", "REU"), ("ru", "TGO"), ("ar", "MLI"),
    ("ko", "SDN"), ("ko", "JEY"), ("ko", "GGY"), ("es", "COG"),
    *((language, "ATA") for language in LOCALES),
}  # fmt: skip


def read(name: str) -> list[Row]:
    """The rows of NAME.csv."""
    with (NAMES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: Iterable[Row]) -> None:
    """Writes NAME.csv sorted, with the columns of its first row."""
    ordered = sorted(rows, key=lambda row: tuple(row.values()))
    with (NAMES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(ordered[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(ordered)


def cldr(countries: Iterable[Row]) -> list[Row]:
    """A row for each name that Babel has for the countries of today; with a typographic apostrophe, one for ' too."""
    rows: dict[tuple[str, str], Row] = {}
    for country in countries:
        for language, locales in LOCALES.items():
            if country["status"] == "former" or (language, country["code"]) in LEFT_OUT:
                continue
            given = {str(Locale.parse(locale).territories[country["alpha2"]]) for locale in locales}
            for name in given | {name.replace("’", "'") for name in given}:
                if len(name) > 1:
                    rows[name, language] = _name(name, country["code"], language)
    return list(rows.values())


def _name(name: str, code: str, language: str) -> Row:
    return {"name": name, "code": code, "kind": "name", "language": language, "case": "any", "start": "", "end": "",
            "source": "cldr"}  # fmt: skip


def numbered(countries: Iterable[Row], cow: Iterable[Row]) -> list[Row]:
    """The countries with the latest spell of their Correlates of War number; territories have none."""
    latest = {spell["code"]: spell for spell in sorted(cow, key=lambda spell: spell["start"])}
    none = {"cow": "", "start": "", "end": ""}
    return [
        {**{column: row[column] for column in ("code", "alpha2", "name")}, "cow": spell["cow"],
         "cow_from": spell["start"], "cow_to": spell["end"], "status": row["status"]}
        for row in countries
        for spell in [latest.get(row["code"], none)]
    ]  # fmt: skip


def main() -> None:
    """Rebuilds and sorts the files."""
    countries = numbered(read("countries"), read("cow"))
    own = [row for row in read("country_names") if row["source"] == "own"]
    write("countries", countries)
    write("country_names", [*own, *cldr(countries)])
    for name in (
        "bodies",
        "body_names",
        "cities",
        "cow",
        "given_names",
        "headline_words",
        "itu_conferences",
        "not_countries",
        "offices",
        "organs",
        "security_council",
        "series",
    ):
        write(name, read(name))


if __name__ == "__main__":
    main()
