"""The published tables: what stage 5 makes of the stages' rows, and the dictionary that goes with them."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import extract, publish
from pipeline.published import TABLES, Conference, CountryYear, Membership, Step
from pipeline.records import Copy, CountClaim, Document, Issue, MembershipClaim, Mention, Subject
from pipeline.rulebook import load
from pipeline.tables import contract, dictionary
from pipeline.tables.codebook import CODES, REASONS
from pipeline.tables.schema import CONTRACT, describe, key

ROOT = Path(__file__).parent.parent
DOCUMENT = Document(
    "2012/a", "2012/a.txt", "0" * 64, "text/plain", "A title", None, None, "en", date(2012, 9, 6), "meta", 5, 1,
    "Words",
)  # fmt: skip
MENTION = Mention("m1", "2012/a", "country", 0, 5, "Words", "KEN", None, None, "r", "Words")
COUNT = CountClaim(
    "c1", "2012/a", "m1", "FOC", "named", "members", "total", "eq", 18, None, date(2013, 5, 1), date(2013, 5, 1),
    "stated", date(2012, 9, 6), None, "asserted", "Words", "accepted", "consistent",
)  # fmt: skip
JOIN = MembershipClaim(
    "j1", "2012/a", "m1", "FOC", "named", "KEN", "join", 18, "2012", date(2012, 1, 1), date(2012, 12, 31),
    date(2012, 9, 6), "asserted", "Words",
)  # fmt: skip
SPELL = Membership("FOC", "KEN", 1, "member", date(2012, 9, 1), date(2012, 9, 11), None, None, 18, ("j1",))
TIMELINE = (
    Step("FOC", date(2011, 12, 9), date(2012, 9, 6), 15, 15, 15, ("c1",)),
    Step("FOC", date(2012, 9, 6), None, 18, 17, 18, ("c1",)),
)


def published(**others: Sequence[Any]) -> dict[str, list[Any]]:
    """The published rows of a small corpus, some of its tables replaced."""
    types: dict[str, type[Any]] = {
        **TABLES,
        "documents": Document,
        "subjects": Subject,
        "copies": Copy,
    }
    given = made(**others)
    given.setdefault("copies", [Copy(d.doc_id, None, d.doc_id) for d in given["documents"]])
    pieces = {name: [contract.unstamped(name, types[name], rows)] for name, rows in given.items()}
    found: dict[str, list[Any]] = {}
    for name, table in publish.publish(pieces).items():
        found[name] = contract.rows(pa.concat_tables(table), TABLES[name])
    return found


def made(**others: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """The stages' rows of a small corpus, some tables replaced."""
    rows: dict[str, Sequence[Any]] = {name: () for name in TABLES}
    rows |= {"documents": [DOCUMENT], "subjects": [Subject("2012/a", "FOC")], "mentions": [MENTION]}
    rows |= {
        "count_claims": [COUNT],
        "membership_claims": [JOIN],
        "memberships": [SPELL],
        "timeline": TIMELINE,
    }
    return rows | others


def panel(*spells: Membership, timeline: Sequence[Step] = TIMELINE, last: int = 2014) -> list[Any]:
    rows = publish.country_year(spells, timeline, last)
    return [(r.country, r.year, r.member_any, r.member_jan1, r.member_dec31, r.members_dec31) for r in rows]


def test_the_published_tables_keep_the_contract() -> None:
    tables = contract.arrange(published(), TABLES, "r1")
    assert tuple(tables) == tuple(TABLES)
    assert {name: t.num_rows for name, t in tables.items() if t.num_rows} == {
        "documents": 1, "mentions": 1, "count_claims": 1, "membership_claims": 1, "timeline": 2, "memberships": 1,
        "country_year": 3, "bodies": 1,
    }  # fmt: skip


def test_documents_lose_their_text_and_gain_their_body() -> None:
    other = replace(DOCUMENT, doc_id="2012/b")
    copies = [Copy("2012/a", None, "2012/a"), Copy("2012/b", "2012/a", "2012/a")]
    one, two = published(documents=[DOCUMENT, other], copies=copies)["documents"]
    assert (one.doc_id, one.body, one.published, one.duplicate_of) == (
        "2012/a",
        "FOC",
        date(2012, 9, 6),
        None,
    )
    assert (two.body, two.duplicate_of) == (None, "2012/a")
    assert not hasattr(one, "text")


# --- country_year


def test_a_member_counts_from_the_middle_of_the_interval_of_its_accession() -> None:
    assert panel(SPELL) == [
        ("KEN", 2011, False, False, False, 15),
        ("KEN", 2012, True, False, True, 18),
        ("KEN", 2013, True, True, True, 18),
        ("KEN", 2014, True, True, True, 18),
    ]
    over_new_year = replace(SPELL, joined_min=date(2012, 12, 1), joined_max=date(2013, 1, 31))
    assert panel(over_new_year)[1] == ("KEN", 2012, True, False, True, 18)  # the middle: 31 December 2012
    later = replace(over_new_year, joined_max=date(2013, 2, 2))
    assert panel(later)[1:3] == [("KEN", 2012, False, False, False, 18), ("KEN", 2013, True, True, True, 18)]


def test_the_day_of_leaving_no_longer_counts_and_a_return_is_a_second_spell() -> None:
    gone = replace(SPELL, status="former", left_min=date(2013, 1, 1), left_max=date(2013, 1, 1))
    assert [row[2] for row in panel(gone)] == [False, True, False, False]
    on_the_last_day = replace(gone, left_min=date(2013, 12, 31), left_max=date(2013, 12, 31))
    assert panel(on_the_last_day)[2] == ("KEN", 2013, True, True, False, 18)
    back = replace(SPELL, spell=2, joined_min=date(2014, 6, 1), joined_max=date(2014, 6, 1))
    assert panel(gone, back) == [
        ("KEN", 2011, False, False, False, 15),
        ("KEN", 2012, True, False, True, 18),
        ("KEN", 2013, False, False, False, 18),
        ("KEN", 2014, True, False, True, 18),
    ]


def test_a_founder_without_bounds_is_a_member_from_the_first_step() -> None:
    founder = replace(SPELL, joined_min=None, joined_max=None)
    assert panel(founder, last=2011) == [("KEN", 2011, True, False, True, 15)]


def test_observers_and_bodies_without_a_timeline_have_no_rows() -> None:
    assert panel(replace(SPELL, status="observer")) == []
    assert panel(SPELL, timeline=()) == []


def test_the_panel_stops_where_the_body_ends() -> None:
    ended = (replace(TIMELINE[1], start=date(2011, 12, 9), end=date(2013, 3, 1)),)
    gone = replace(SPELL, status="former", left_min=date(2013, 3, 1), left_max=date(2013, 3, 1))
    assert panel(gone, timeline=ended) == [
        ("KEN", 2011, False, False, False, 18),
        ("KEN", 2012, True, False, True, 18),
        ("KEN", 2013, True, True, False, 0),
    ]
    at_the_end = [replace(ended[0], end=date(2013, 12, 31))], [replace(ended[0], end=date(2014, 1, 1))]
    assert [panel(SPELL, timeline=steps)[2][5] for steps in at_the_end] == [0, 18]


def test_the_size_of_a_year_is_that_of_its_last_day() -> None:
    late = [replace(TIMELINE[0], end=date(2012, 12, 31)), replace(TIMELINE[1], start=date(2012, 12, 31))]
    assert [row[5] for row in panel(SPELL, timeline=late)] == [15, 18, 18, 18]
    later = [replace(TIMELINE[0], end=date(2013, 1, 1)), replace(TIMELINE[1], start=date(2013, 1, 1))]
    assert [row[5] for row in panel(SPELL, timeline=later)] == [15, 15, 18, 18]


def last_year(**others: Sequence[Any]) -> int:
    rows: Sequence[CountryYear] = published(**others)["country_year"]
    return max(row.year for row in rows)


def test_the_record_ends_with_the_last_publication_or_believed_claim() -> None:
    assert last_year() == 2013  # the count speaks of 1 May 2013
    assert last_year(count_claims=[replace(COUNT, verdict="rejected")]) == 2012
    assert last_year(count_claims=[replace(COUNT, modality="prospective")]) == 2012
    assert last_year(membership_claims=[replace(JOIN, date_end=date(2016, 12, 31))]) == 2016
    assert last_year(documents=[replace(DOCUMENT, published=date(2019, 1, 1))]) == 2019


def test_cow_numbers_are_those_of_the_year() -> None:
    """West Germany was 260 until 1990, Germany is 255 since; Yugoslavia, 345, ended in 2003."""
    old = replace(TIMELINE[0], start=date(1985, 1, 1), end=None)
    codes = ("DEU", "KEN", "YUG", "XYZ")
    spells = [replace(SPELL, country=code, joined_min=None, joined_max=None) for code in codes]
    numbers = {(r.country, r.year): r.cow for r in publish.country_year(spells, [old], 2004)}
    assert [numbers["DEU", year] for year in (1985, 1989, 1990, 1995)] == [260, 260, 255, 255]
    assert [numbers["YUG", year] for year in (2002, 2003, 2004)] == [345, 345, None]
    assert (numbers["KEN", 1990], numbers["XYZ", 1990]) == (501, None)
    years = {(r.country, r.year): (r.cow_from, r.cow_to) for r in publish.country_year(spells, [old], 2004)}
    assert years["DEU", 1989] == (1955, 1990) and years["DEU", 1990] == (1990, None)
    assert years["YUG", 2003] == (1944, 2003) and years["YUG", 2004] == years["XYZ", 2004] == (None, None)


def test_no_key_may_be_empty() -> None:
    assert not [c for row in TABLES.values() for c in describe(row) if c.key and c.null]


# --- bodies


def test_bodies_are_those_that_occur_in_any_table() -> None:
    assert [b.code for b in published()["bodies"]] == ["FOC"]
    meeting = Conference("k1", "NATO", None, "Summit", None, None, None, None, None, None, None, ("2012/a",))
    found = published(conferences=[meeting, replace(meeting, conference_id="k2", body=None)])
    assert [b.code for b in found["bodies"]] == ["FOC", "NATO"]
    assert found["bodies"][0].name == "Freedom Online Coalition"


def test_an_unknown_body_is_named_by_its_code() -> None:
    (body,) = published(
        subjects=[], count_claims=[], membership_claims=[replace(JOIN, body="ZZZ")], memberships=[], timeline=()
    )["bodies"]  # fmt: skip
    assert (body.name, body.kind, body.url) == ("ZZZ", "unknown", None)


def test_a_body_that_introduces_itself_has_the_name_that_texts_give_it_most() -> None:
    said = [
        "Zen Zone Zoo",
        "Members of the Zen Zone Zoo",
        "Zen\nZone Zoo",
        "ZZZ",
        "ZZZ",
        "ZZZ",
        "Zoo",
        "Zoo",
        "Zoo",
    ]
    rules = ["body.introduced"] * 6 + ["body.referred"] * 3
    mentions = [
        replace(MENTION, mention_id=f"b{n}", kind="body", text=text, value="ZZZ", rule_id=rule)
        for n, (text, rule) in enumerate(zip(said, rules, strict=True))
    ]
    joins = [replace(JOIN, body="ZZZ", mention_id="b0")]
    (body,) = published(
        subjects=[], mentions=mentions, count_claims=[], membership_claims=joins, memberships=[], timeline=()
    )["bodies"]  # fmt: skip
    assert (body.code, body.name) == ("ZZZ", "Zen Zone Zoo")


def test_issues_of_all_stages_are_kept() -> None:
    odd = [Issue(f"i{n}", "2012/a", stage, "odd", "odd") for n, stage in enumerate(("ingest", "relate"))]
    assert published(issues=odd)["issues"] == odd


# --- the dictionary


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    return contract.arrange(published(), TABLES, "r1")


def test_readme_has_every_table_and_column_with_its_meaning(tables: dict[str, Any]) -> None:
    text = dictionary.readme(tables, TABLES)
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    assert list(sections) == [*TABLES, "Codes"]
    for name, row in TABLES.items():
        lines = re.findall(r"^\| `(\w+)` \| (.+?) \| (.*?) \| (.+) \| (.*) \|$", sections[name], re.M)
        assert [line[0] for line in lines] == [c.name for c in describe(row)]
        for column, (_, _, filled, meaning, example) in zip(describe(row), lines, strict=True):
            assert bool(example) == any(v not in (None, []) for v in tables[name][column.name].to_pylist())
            assert meaning.startswith(column.meaning.replace("|", "\\|"))
            assert (filled == "always") != column.null
            assert all(f"`{value}`" in meaning for value in column.values)
        assert f"Key: {', '.join(f'`{part}`' for part in key(row))}." in sections[name]
    assert "| [`timeline`](#timeline) |" in text and "| 2 |\n" in text


def test_readme_has_no_broken_table(tables: dict[str, Any]) -> None:
    for line in dictionary.readme(tables, TABLES).splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4, 6), line


def test_readme_has_the_notation_of_every_kind_of_mention() -> None:
    kinds = {rule.kind for rule in load().rules} - extract._INNER
    assert kinds == dictionary.NOTATION.keys()


def test_an_example_can_not_break_its_table() -> None:
    hostile = replace(MENTION, text="a | b\n`<script>` " + 80 * "x")
    tables = contract.arrange(published(mentions=[hostile]), TABLES, "r1")
    mentions = dictionary.readme(tables, TABLES).partition("## mentions")[2]
    line = next(re.finditer(r"^\| `text` \|.*$", mentions, re.M))[0]
    assert line.endswith(f"| `a \\| b '<script>' {(dictionary._SHOWN - 18) * 'x'}…` |")


def test_every_code_has_its_meaning() -> None:
    """Declared codes and explained ones are the same; reasons are declared nowhere but in the contract's words."""
    declared = {
        f"{name}.{c.name}": set(c.values) for name, row in TABLES.items() for c in describe(row) if c.values
    }
    explained = {name: set(codes) for name, codes in CODES.items() if not name.endswith(".reason")}
    assert declared == explained
    source = "".join(p.read_text("utf-8") for p in (ROOT / "pipeline" / "inference").glob("*.py"))
    for path in ("count_claims", "membership_claims"):
        given = set(pq.read_table(ROOT / "processed" / f"{path}.parquet")["reason"].to_pylist())
        assert given <= REASONS.keys() | {None}
    assert all(f'"{reason}"' in source + (ROOT / "pipeline/reconcile.py").read_text() for reason in REASONS)


def test_the_codebook_counts_the_rows(tables: dict[str, Any]) -> None:
    codes = dictionary.readme(tables, TABLES).partition("## Codes")[2]
    assert "`count_claims.verdict`, `membership_claims.verdict`\n" in codes
    shown = re.findall(r"^\| `(accepted|total|join|founding)` \| .+ \| (\d+) \|$", codes, re.M)
    assert shown == [  # `accepted` of mentions, on which nothing was decided, and of claims
        ("accepted", "0"),
        ("total", "1"),
        ("accepted", "1"),
        ("founding", "0"),
        ("join", "1"),
    ]


def declarations() -> str:
    """A hash of what the contract is about: tables, columns, types, keys and codes."""
    facts = [
        (name, c.name, c.type, c.null, c.key, c.code, sorted(c.values), c.low, c.ref)
        for name, row in TABLES.items()
        for c in describe(row)
    ]
    return hashlib.blake2b(repr(facts).encode(), digest_size=6).hexdigest()


def test_no_column_changes_without_a_line_in_the_contract() -> None:
    versions = re.findall(
        r"^\| (\d+\.\d+) \| `?(\w*)`? \| .+ \|$", (ROOT / "docs/contract.md").read_text(), re.M
    )
    assert versions[0] == (CONTRACT, declarations()), (
        "say in docs/contract.md what changed, and raise CONTRACT"
    )


def test_croissant_says_what_the_package_says(tables: dict[str, Any]) -> None:
    texts = dictionary.texts(tables, TABLES, {}, "CC-BY-4.0")
    package, croissant = json.loads(texts["datapackage.json"]), json.loads(texts["croissant.json"])
    assert list(texts)[-1] == "datapackage.json"
    assert (
        package["licenses"][0]["name"] == "CC-BY-4.0"
        and croissant["license"] == package["licenses"][0]["path"]
    )
    assert [f["contentUrl"] for f in croissant["distribution"]] == [r["path"] for r in package["resources"]]
    fields = {f["@id"]: f for records in croissant["recordSet"] for f in records["field"]}
    assert list(fields) == [
        f"{name}/{column}" for name, table in tables.items() for column in table.column_names
    ]
    assert fields["memberships/evidence"]["repeated"] and fields["timeline/start"]["dataType"] == "sc:Date"
    assert fields["mentions/doc_id"]["references"] == {"field": {"@id": "documents/doc_id"}}
    assert all(f["references"]["field"]["@id"] in fields for f in fields.values() if "references" in f)


def test_the_licence_is_what_its_owner_put_beside_the_tables(tmp_path: Path, tables: dict[str, Any]) -> None:
    assert dictionary.licence(tmp_path) == ""
    assert "licenses" not in json.loads(dictionary.package(tables, TABLES, {}))
    (tmp_path / "LICENSE").write_text("All rights reserved.\n")
    assert dictionary.licence(tmp_path) == ""
    (tmp_path / "LICENSE").write_text("SPDX-License-Identifier: CC0-1.0\n\nWords.\n")
    assert dictionary.licence(tmp_path) == "CC0-1.0"
    assert dictionary.licence(ROOT / "processed") == "CC-BY-4.0"


def test_package_says_what_the_tables_are(tables: dict[str, Any]) -> None:
    package = json.loads(dictionary.package(tables, TABLES, {}))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        table, schema = tables[resource["name"]], resource["schema"]
        assert resource["path"] == f"{resource['name']}.parquet" and resource["format"] == "parquet"
        assert resource["rows"] == table.num_rows
        assert resource["contentHash"] == contract.content_hash(table)
        assert [f["name"] for f in schema["fields"]] == table.column_names
        assert set(schema["primaryKey"]) <= set(table.column_names)


def test_package_leads_from_table_to_table(tables: dict[str, Any]) -> None:
    package = json.loads(dictionary.package(tables, TABLES, {}))
    links = {
        (r["name"], f["fields"][0], f["reference"]["resource"], f["reference"]["fields"][0])
        for r in package["resources"]
        for f in r["schema"].get("foreignKeys", ())
    }
    assert ("mentions", "doc_id", "documents", "doc_id") in links
    assert ("conference_claims", "conference_id", "conferences", "conference_id") in links
    assert ("timeline", "body", "bodies", "code") in links
    assert ("documents", "duplicate_of", "documents", "doc_id") in links
    assert not [link for link in links if link[:2] == link[2:]]
    for _, column, table, target in links:
        assert target in tables[table].column_names and column != "evidence"


def test_panel_rows_have_their_type() -> None:
    rows = publish.country_year([SPELL], TIMELINE, 2013)
    assert rows[1] == CountryYear("FOC", "KEN", "Kenya", 501, 1963, None, 2012, True, False, True, 18)
    assert all(type(row.year) is int and type(row.member_any) is bool for row in rows)
