"""One announcement says the same in every format."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from announcements import ANNOUNCEMENTS, FORMS, Announcement

from pipeline.extract import extract
from pipeline.ingest import read_file
from pipeline.limits import Limits
from pipeline.records import Document, Issue
from pipeline.relate import relate

#: What may differ: ids, offsets, and who is said to have published it.
_ASIDE = ("claim_id", "doc_id", "mention_id", "start", "end", "publisher")


def ingested(folder: Path, name: str, data: bytes, **limits: Any) -> tuple[list[Document], list[Issue]]:
    path = folder / name
    path.write_bytes(data)
    return read_file(path, name, Limits(**limits))


def said(document: Document) -> dict[str, list[str]]:
    """The claims of a document by their table, without what may differ; sorted, for their order may."""
    mentions, _ = extract(document)
    claims = asdict(relate(document, mentions))
    del claims["issues"]
    rows = {
        table: [{name: value for name, value in row.items() if name not in _ASIDE} for row in found]
        for table, found in claims.items()
    }
    for table in rows.values():
        for row in table:
            row.update({key: " ".join(row[key].split()) for key in row if key == "evidence"})
    return {table: sorted(map(str, found)) for table, found in rows.items()}


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    folder = tmp_path_factory.mktemp("truth")
    found = {}
    for it in ANNOUNCEMENTS:
        (document,), _ = ingested(folder, f"{it.name}.txt", FORMS["txt"](it))
        found[it.name] = said(document)
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("it", ANNOUNCEMENTS, ids=lambda it: it.name)
def test_every_format_gives_the_same_claims(
    tmp_path: Path, truth: dict[str, dict[str, list[str]]], it: Announcement, form: str
) -> None:
    (document,), issues = ingested(tmp_path, f"{it.name}.{form}", FORMS[form](it))
    assert issues == []
    assert (document.title, document.published, document.language) == (it.title, it.day, "en")
    assert said(document) == truth[it.name]


def test_the_announcements_say_what_they_are_made_to_say(truth: dict[str, dict[str, list[str]]]) -> None:
    """So that formats don't agree on nothing."""

    def values(name: str) -> set[tuple[str, str]]:
        return {
            (re.findall(r"'kind': '(\w+)'", row)[0], re.findall(r"'value': (\d+)", row)[0])
            for row in truth[name]["count_claims"]
        }

    def countries(name: str) -> set[str]:
        return {re.findall(r"'country': '(\w+)'", row)[0] for row in truth[name]["membership_claims"]}

    assert {("ordinal", "34"), ("total", "34")} <= values("luxembourg")
    assert not {"33"} & {value for _, value in values("luxembourg")}
    assert {("ordinal", "18"), ("initial", "15"), ("total", "18")} <= values("kenya")
    assert {"NLD", "CAN", "CZE", "CRI", "TUN", "DEU", "JPN", "AUS"} <= countries("accessions")
    assert all(truth[it.name]["count_claims"] or truth[it.name]["membership_claims"] for it in ANNOUNCEMENTS)
