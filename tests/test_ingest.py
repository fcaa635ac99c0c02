"""Stage 1: files of every kind, good and bad, become documents and issues, and nothing gets lost in silence."""

import codecs
import errno
import hashlib
import json
import os
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import places
from pipeline.errors import RollcallError, Unreadable
from pipeline.formats import FORMATS, dates
from pipeline.formats.encoding import decode
from pipeline.formats.raw import Raw, Source
from pipeline.ingest import found, gather, ingest, raw_files, read_file
from pipeline.limits import Limits
from pipeline.records import Document, Issue

TEXT = "Iceland has been admitted to the Freedom Online Coalition as its 37th member."
HEADED = f"Iceland becomes the 37th member\n\n{TEXT}\n"
PAGE = f"<!DOCTYPE html><html lang='en'><head><title>Iceland joins</title></head><body><p>{TEXT}</p></body></html>"


def read(folder: Path, name: str, data: bytes | str, **options: int) -> tuple[list[Document], list[Issue]]:
    """What comes of one file of that name and content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path, name, Limits(**options))


def one(folder: Path, name: str, data: bytes | str) -> Document:
    (document,), _ = read(folder, name, data)
    return document


def codes(issues: Iterable[Issue]) -> list[str]:
    return sorted(issue.code for issue in issues)


# --- a document's columns


def test_a_document_tells_where_it_comes_from(tmp_path: Path) -> None:
    document = one(tmp_path, "news/2023-06-14-iceland.txt", HEADED)
    assert document == Document(
        doc_id="news/2023-06-14-iceland",
        path="news/2023-06-14-iceland.txt",
        sha256=hashlib.sha256(HEADED.encode()).hexdigest(),
        media_type="text/plain",
        title="Iceland becomes the 37th member",
        publisher=None,
        url=None,
        language="en",
        published=date(2023, 6, 14),
        published_basis="filename",
        chars=len(HEADED.strip()),
        words=18,
        text=HEADED.strip(),
        title_basis="text",
        language_basis="text",
    )


# --- formats


def test_the_content_outranks_the_name(tmp_path: Path) -> None:
    assert one(tmp_path, "page.txt", PAGE).media_type == "text/html"
    assert one(tmp_path, "page.md", PAGE).text == TEXT
    assert one(tmp_path, "page.aspx", codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le")).text == TEXT
    assert one(tmp_path, "piece.txt", f"<div><h1>Iceland joins</h1><p>{TEXT}</p></div>").text.endswith(TEXT)
    assert one(tmp_path, "plain.html", HEADED).text == HEADED.strip()
    assert one(tmp_path, "angles.txt", f"{TEXT} 3 < 4 and 5 > 4.").media_type == "text/plain"


@pytest.mark.parametrize("name", ["flag.png", "noending", "table.xlsx"])
def test_an_unknown_type_is_named(tmp_path: Path, name: str) -> None:
    documents, (odd,) = read(tmp_path, name, b"\x89PNG\r\n\x1a\n" if name == "flag.png" else TEXT)
    assert (documents, odd.code, odd.doc_id) == ([], "unsupported", name)
    assert (Path(name).suffix or "without ending") in odd.detail


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n1 0 obj", "truncated"),
        (b"PK\x03\x04 and so on", "damaged"),
        (b"\xd0\xcf\x11\xe0 and so on", "not_text"),
        (b"The coalition\0has 38 members", "not_text"),
        (bytes(range(1, 256)) * 4, "not_text"),
        (TEXT.encode("utf-16-le"), "not_text"),
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".jsonl"])
def test_what_holds_no_text_says_why(tmp_path: Path, ending: str, data: bytes, code: str) -> None:
    documents, issues = read(tmp_path, "file" + ending, data)
    assert documents == []
    assert codes(issues) == [code]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "<html><body><script>var a = 'words';</script></body></html>"),
        ("a.html", "<!-- nothing -->"),
        ("a.txt", "\u200b\ufeff\n"),
        ("a.txt", "Share on Facebook\n\n0\n185\n"),
        ("a.md", "![flags](f.jpg)\n"),
    ],
)
def test_what_shows_nothing_but_furniture_is_empty(tmp_path: Path, name: str, data: str) -> None:
    documents, issues = read(tmp_path, name, data)
    assert (documents, codes(issues)) == ([], ["empty"])


def test_a_big_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(25 * 1024 * 1024)
    documents, (odd,) = read_file(path, "big.txt")
    assert (documents, odd.code) == ([], "too_big")
    assert "5,242,880" in odd.detail
    assert codes(read(tmp_path, "a.txt", TEXT, text=len(TEXT) - 1)[1]) == ["too_big"]
    assert codes(read(tmp_path, "a.txt", TEXT, text=len(TEXT))[1]) == []


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "replace"))))
def test_readers_give_text_or_say_why_not(data: bytes) -> None:
    for form in FORMATS:
        try:
            found = list(form.read(Source("a", BytesIO(data))))
        except Unreadable as error:
            assert error.code in ("empty", "not_text", "damaged", "truncated", "bad_columns")
        else:
            text = "".join(raw.text for raw in found if isinstance(raw, Raw))
            assert "\r" not in text
            text.encode("utf-8")


# --- encodings

ACCENTS = "Þórdís Kolbrún came from Reykjavík to San José and Côte d’Ivoire."


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marked_encodings_and_utf8_are_no_guess(mark: bytes, name: str) -> None:
    assert decode(mark + ACCENTS.encode(name)) == (ACCENTS, ())


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=nonsense>", "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
    ],
)
def test_a_page_is_read_as_it_declares(tmp_path: Path, declaration: str, name: str) -> None:
    page = f"<html><head>{declaration}</head><body><p>{ACCENTS}</p></body></html>".encode(name)
    documents, issues = read(tmp_path, "a.html", page)
    assert ([d.text for d in documents], issues) == ([ACCENTS], [])


def test_an_xml_declaration_counts(tmp_path: Path) -> None:
    page = f"<?xml version='1.0' encoding='koi8-r'?><html><body><p>Эстония вступила. {TEXT}</p></body></html>"
    assert one(tmp_path, "a.xhtml", page.encode("koi8-r")).text == f"Эстония вступила. {TEXT}"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (ACCENTS.encode("cp1252"), ACCENTS),
        (ACCENTS.encode()[:-3] + b"\xe2\x80", ACCENTS[:-3] + "\ufffd"),  # cut off in the middle of a sign
    ],
)
def test_a_guess_is_an_issue(tmp_path: Path, data: bytes, text: str) -> None:
    (document,), (odd,) = read(tmp_path, "a.txt", data)
    assert (document.text, odd.code, odd.doc_id) == (text, "encoding_guessed", "a")


def test_a_page_that_declares_the_wrong_charset_by_habit(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>{ACCENTS}</p></body></html>".encode()
    (document,), issues = read(tmp_path, "a.html", page)
    assert (document.text, codes(issues)) == (ACCENTS, ["encoding_guessed"])


# --- the day of publication


@pytest.mark.parametrize(
    ("name", "text", "day", "basis"),
    [
        ("a.txt", f"THE HAGUE, 3 December 2024 - {TEXT}", date(2024, 12, 3), "text"),
        ("a.txt", f"Published: 12 March 2021\n\n{TEXT}", date(2021, 3, 12), "text"),
        ("a.txt", f"Iceland joins\n\nDecember 13th, 2011\n\n{TEXT}", date(2011, 12, 13), "text"),
        ("a.txt", f"Geneva (3 December 2024) – {TEXT}", date(2024, 12, 3), "text"),
        ("a.txt", f"Posted by the policy team, Monday, 10 September 2012\n\n{TEXT}", date(2012, 9, 10), "text"),
        ("a.txt", f"21 octobre 2021 - Communiqué\n\n{TEXT}", date(2021, 10, 21), "text"),
        ("a.txt", f"San José, 19 de octubre de 2016. {TEXT}", date(2016, 10, 19), "text"),
        ("a.txt", f"Berlin, den 3. Dezember 2024\n\n{TEXT}", date(2024, 12, 3), "text"),
        ("2012-05-04-a.txt", f"2012-05-05\n\n{TEXT}", date(2012, 5, 5), "text"),
        ("2012-05-04-a.txt", TEXT, date(2012, 5, 4), "filename"),
        ("news/2012-05-04.txt", TEXT, date(2012, 5, 4), "filename"),
        ("2012-05-a.txt", TEXT, None, None),
        ("a-2012-05-04.txt", TEXT, None, None),
        ("a.txt", f"{TEXT}\n\nChile joined on 3 March 2020.", None, None),
        ("a.txt", f"On 3 March 2020 Chile joined. {TEXT}", None, None),
        ("a.txt", f"Report of the meeting of 4 May 2015\n\n{TEXT}", None, None),
        ("a.txt", f"Last updated: 19 June 2024\n\n{TEXT}", None, None),
        ("a.txt", f"3 May 2008 - {TEXT}\n\n4 June 2010: {TEXT}", None, None),
        ("a.txt", f"Leaders' Summit, Paris, 10 November 2023\n\n{TEXT}", None, None),
        ("a.txt", f"CONVENTION ON CLUSTER MUNITIONS\nDUBLIN, 30 MAY 2008\n\n{TEXT}", None, None),
        ("a.txt", f"{TEXT}\n\nIts members met twice in that year, and agreed to go on with what they "
         f"had begun in The Hague before.\n\n5 April 2017", None, None),
    ],
)  # fmt: skip
def test_day_of_publication(
    tmp_path: Path, name: str, text: str, day: date | None, basis: str | None
) -> None:
    (document,), issues = read(tmp_path, name, text)
    assert (document.published, document.published_basis, issues) == (day, basis, [])


def test_metadata_outrank_the_text_and_a_sidecar_all(tmp_path: Path) -> None:
    page = PAGE.replace(
        "<head>", "<head><meta property='article:published_time' content='2023-06-14T23:30:00-05:00'>"
    )
    page = page.replace("<p>", "<p>REYKJAVIK, 15 June 2023 - ")
    document = one(tmp_path, "2023-06-16-a.html", page)
    assert (document.published, document.published_basis) == (date(2023, 6, 14), "meta")
    (tmp_path / "2023-06-16-a.meta.toml").write_text(
        'published = 2023-06-13\ntitle = "By hand"\nlanguage = "is"\n'
    )
    document = one(tmp_path, "2023-06-16-a.html", page)
    assert (document.published, document.published_basis) == (date(2023, 6, 13), "sidecar")
    assert (document.title, document.language) == ("By hand", "is")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2021-02-30-a.txt", TEXT),
        ("a.txt", f"THE HAGUE, 31 April 2024 - {TEXT}"),
        ("a.md", f"---\ndate: 2021-13-01\n---\n{TEXT}"),
        ("a.md", f"---\ndate: next week\n---\n{TEXT}"),
        ("a.jsonl", json.dumps({"id": "1", "text": TEXT, "published": "March 2021"})),
        ("a.html", PAGE.replace("<head>", "<head><meta name='date' content='2021-02-29'>")),
    ],
)
def test_an_impossible_day_is_an_issue(tmp_path: Path, name: str, text: str) -> None:
    (document,), (odd,) = read(tmp_path, name, text)
    assert (document.published, odd.code, odd.doc_id) == (None, "bad_date", document.doc_id)


def test_an_impossible_day_gives_way_to_the_next(tmp_path: Path) -> None:
    (document,), issues = read(tmp_path, "2021-03-12-a.txt", f"31 April 2021\n\n{TEXT}")
    assert (document.published, document.published_basis, codes(issues)) == (
        date(2021, 3, 12),
        "filename",
        ["bad_date"],
    )


@pytest.mark.parametrize(
    "head",
    [
        "NEWS 08.06.2020 AT 11:30",
        "Posted by the press team on June 8, 2020 | 7 comments",
        "Posted on June 8, 2020 in Events, Rights | 5 comments",
        "Speech | Published 8.6.2020 17:32 | Themes: rights",
        "Press release | 8 June 2020",
    ],
)
def test_the_day_of_publication_stands_among_other_words(head: str) -> None:
    assert dates.of_text(f"{head}\n\n{TEXT}") == date(2020, 6, 8)


@pytest.mark.parametrize(
    "row",
    ["| Formation | 8 June 2020 |", "Founded: 8 June 2020", "When: Monday 6 June - Wednesday 8 June 2020"],
)
def test_the_day_of_another_thing_is_not_that_of_publication(row: str) -> None:
    assert dates.of_text(f"The Lakes Club\n\n{row}\n\n{TEXT}") is None


@given(st.dates(min_value=date(1800, 1, 1)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 GMT", "%d.%m.%Y", "%Y%m%d"):
        assert dates.stated(day.strftime(form)) == day
    assert dates.of_text(f"The Hague, {day.day} {day:%B} {day.year:04} - {TEXT}") == day
    assert dates.of_name(f"{day.isoformat()}-a.txt") == day


# --- sidecars


def test_a_sidecar_says_what_the_file_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt.meta.toml").write_text('publisher = "Support Unit"\nurl = "https://example.org/a"\n')
    document = one(tmp_path, "a.txt", HEADED)
    assert (document.publisher, document.url) == ("Support Unit", "https://example.org/a")
    assert document.title == "Iceland becomes the 37th member"


@pytest.mark.parametrize("sidecar", ['titel = "Iceland"', "title = 5", "title = ", "title = \xff"])
def test_a_faulty_sidecar_is_an_issue(tmp_path: Path, sidecar: str) -> None:
    (tmp_path / "a.meta.toml").write_bytes(sidecar.encode("latin-1"))
    (document,), issues = read(tmp_path, "a.txt", HEADED)
    assert (document.title, codes(issues)) == ("Iceland becomes the 37th member", ["bad_sidecar"])


def test_a_lone_sidecar_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.meta.toml").write_text('title = "Whose?"')
    documents, (odd,) = ingest(tmp_path)
    assert (len(documents), odd.code, odd.doc_id) == (1, "lone_sidecar", "b.meta.toml")


# --- Markdown


def test_markdown(tmp_path: Path) -> None:
    source = """---
title: "Iceland joins"
date: 2023-06-14
publisher: Support Unit
lang: en-GB
tags: [members, north]
---

# Iceland *joins*

The **Coalition** has a new
member.[^1] See [its site](https://example.org "site").

- Chile
- Slovakia
  and Iceland

1. First
2. Second

| Country | Place |
|---------|-------|
| Iceland | 37th  |
|         |       |

> A quotation that
> is wrapped.

![flags](flags.jpg) <b>Bold</b> and `code`.<br>Last line.

<script>var a = 1;</script>

[^1]: Observers are not counted.
"""
    (document,), issues = read(tmp_path, "a.md", source)
    assert document.text == "\n\n".join(
        [
            "Iceland joins",
            "The Coalition has a new member. See its site.",
            "- Chile\n- Slovakia and Iceland",
            "1. First\n2. Second",
            "Country | Place\nIceland | 37th",
            "A quotation that is wrapped.",
            "Bold and code.\nLast line.",
            "Observers are not counted.",
        ]
    )
    assert (document.title, document.publisher, document.language) == ("Iceland joins", "Support Unit", "en")
    assert (document.published, document.published_basis, issues) == (date(2023, 6, 14), "meta", [])


def test_the_headline_of_markdown_comes_before_its_text(tmp_path: Path) -> None:
    assert one(tmp_path, "a.md", f"# Iceland joins\n\n{TEXT}").title == "Iceland joins"
    source = f"**Statement**  \n**on Iceland and its place**\n\n{TEXT}\n\n## About us\n\n{TEXT}"
    assert one(tmp_path, "a.md", source).title == "Statement on Iceland and its place"


# --- JSON lines


def test_json_lines(tmp_path: Path) -> None:
    good = {
        "id": "x/1",
        "text": HEADED,
        "published": "2023-06-14",
        "url": "https://example.org",
        "language": "en",
    }
    lines = [
        json.dumps(good),
        "",
        "{broken",
        json.dumps({"id": 2, "text": TEXT, "title": "Second"}),
        json.dumps({"id": "3"}),
        json.dumps({"text": TEXT}),
        json.dumps({"id": "4", "text": 7}),
        json.dumps([1, 2]),
        json.dumps({"id": "x/1", "text": "Another text with the same id."}),
        "[" * 5000,
    ]
    documents, issues = read(tmp_path, "news/batch.jsonl", "\n".join(lines))
    assert [d.doc_id for d in documents] == ["news/batch/x/1", "news/batch/2"]
    assert [d.title for d in documents] == ["Iceland becomes the 37th member", "Second"]
    assert documents[0].sha256 == hashlib.sha256(lines[0].encode()).hexdigest()
    assert (documents[0].published, documents[0].published_basis) == (date(2023, 6, 14), "meta")
    assert [issue.code for issue in issues] == ["bad_line"] * 7
    assert {issue.doc_id for issue in issues} == {"news/batch.jsonl"}
    assert [int(issue.detail.split()[1].rstrip(":")) for issue in issues] == [3, 5, 6, 7, 8, 9, 10]


# --- folders


def test_which_files_are_raw(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/c.md",
        "README.md",
        "decisions.csv",
        "b.meta.toml",
        ".hidden.txt",
        ".git/d.txt",
        "B.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    assert raw_files(found(tmp_path)) == ["B.html", "a/c.md", "b.txt"]


def test_a_folder_that_is_not_there_is_the_users_fault(tmp_path: Path) -> None:
    with pytest.raises(RollcallError, match="nowhere"):
        found(tmp_path / "nowhere")


def test_a_store_that_refuses_is_the_users_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def find(self, *_: object, **__: object) -> None:
            raise LookupError("no credentials")

    monkeypatch.setattr(places, "_connected", lambda url: (Closed(), url))
    with pytest.raises(RollcallError, match=r"s3://x: .*no credentials"):
        found(places.place("s3://x"))


def test_links_are_followed_inside_only(tmp_path: Path) -> None:
    inside, outside = tmp_path / "raw", tmp_path / "secret"
    inside.mkdir()
    outside.mkdir()
    (outside / "a.txt").write_text(TEXT)
    (inside / "b.txt").write_text(TEXT)
    (inside / "link.txt").symlink_to(outside / "a.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "same.txt").symlink_to(inside / "b.txt")
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    os.mkfifo(inside / "pipe.txt")
    documents, issues = ingest(inside)
    assert [d.doc_id for d in documents] == ["b", "same"]
    assert {issue.doc_id: issue.code for issue in issues} == {
        "link.txt": "outside",
        "folder": "outside",
        "gone.txt": "unreadable",
        "pipe.txt": "unreadable",
    }


def test_a_file_that_vanishes_or_may_not_be_read_is_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(read_file(tmp_path / "gone.txt", "gone.txt")[1]) == ["unreadable"]
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (odd,) = read_file(tmp_path / "a.txt", "a.txt")[1]
    assert (odd.code, odd.doc_id) == ("unreadable", "a.txt")
    assert "Permission denied" in odd.detail


def test_a_broken_reader_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text(TEXT)

    def fail(_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("pipeline.formats.html.page_meta", fail)
    documents, (odd,) = ingest(tmp_path)
    assert ([d.doc_id for d in documents], odd.code, odd.doc_id) == (["b"], "broken", "a.html")


@pytest.mark.parametrize("lack", [errno.ENOSPC, errno.EFBIG, errno.EMFILE])
def test_what_the_machine_lacks_is_no_fault_of_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lack: int
) -> None:
    """Its issue would be kept, and the document be lost, when there is space again."""

    def full(*_: object) -> None:
        raise OSError(lack, os.strerror(lack))

    monkeypatch.setattr("pipeline.formats.loader.texts.language", full)
    with pytest.raises(RollcallError, match="and run again"):
        read(tmp_path, "a.txt", TEXT)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_among_the_announcements_stops_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert places.marks(tmp_path, ["pipe.txt"]) == {"pipe.txt": "no file"}
    _, (issue,) = read_file(tmp_path / "pipe.txt", "pipe.txt")
    assert issue.code == "unreadable"


def test_a_name_that_is_no_text_can_still_be_written_down(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text(TEXT)
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes only names in UTF-8")
    (document,), _ = ingest(tmp_path)
    assert document.doc_id == "caf\ufffd"


def test_ids_are_unique(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"2021-02-30\n\n{TEXT}")
    (tmp_path / "a.html").write_text(PAGE.replace("member", "partner"))
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "b", "text": TEXT + " Third."}))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_text(TEXT + " Fourth.")
    documents, issues = ingest(tmp_path)
    assert {d.doc_id: d.path for d in documents} == {
        "a": "a.html",
        "a.txt": "a.txt",
        "a/b": "a.jsonl",
        "a/b.md": "a/b.md",
    }
    assert {(issue.doc_id, issue.code) for issue in issues} == {
        ("a.txt", "same_id"),
        ("a.txt", "bad_date"),
        ("a/b.md", "same_id"),
    }


def test_the_order_of_files_does_not_matter_within_a_file(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.html"):
        (tmp_path / name).write_text(PAGE if name == "b.html" else HEADED)
    names = found(tmp_path)
    assert gather(read_file(tmp_path / n, n) for n in names) == gather(
        [read_file(tmp_path / n, n) for n in names]
    )
    assert ingest(tmp_path) == ingest(tmp_path)


def test_a_folder_without_announcements_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing to see")
    with pytest.raises(RollcallError, match="holds no announcement"):
        ingest(tmp_path)


def test_what_is_known_of_a_document_says_where_it_was_found(tmp_path: Path) -> None:
    """The sidecar outranks the metadata, these the first lines, these the file's name; nothing else is asked."""
    page = (
        '<html lang="fr"><head><meta property="og:title" content="By the page">'
        '<meta property="og:site_name" content="Site"><link rel="canonical" href="https://example.org/1">'
        '<meta name="date" content="2024-06-18"></head>'
        f"<body><p>Geneva, 3 May 2024 - {TEXT}</p></body></html>"
    )
    (tmp_path / "2020-01-01-a.html").write_text(page)
    (tmp_path / "2020-01-01-b.html").write_text(page)
    (tmp_path / "2020-01-01-b.html.meta.toml").write_text(
        'title = "By hand"\npublisher = "Hand"\nurl = "https://example.org/2"\n'
        'language = "de"\npublished = 2024-06-20\n'
    )
    (tmp_path / "2020-01-01-c.txt").write_text(f"A headline of five words\n\nGeneva, 3 May 2024 - {TEXT}")
    (tmp_path / "2020-01-01-d.txt").write_text(
        f"{TEXT} It was founded on 8 December 2011, and met on 3 May 2012."
    )
    (tmp_path / "e.txt").write_text(f"{TEXT} It was founded on 8 December 2011, and met on 3 May 2012.")
    documents, _ = ingest(tmp_path)
    assert [
        (
            d.title, d.title_basis, d.publisher, d.publisher_basis, d.url, d.url_basis, d.language, d.language_basis,
            str(d.published), d.published_basis,
        )
        for d in documents
    ] == [
        ("By the page", "meta", "Site", "meta", "https://example.org/1", "meta", "fr", "meta", "2024-06-18", "meta"),
        ("By hand", "sidecar", "Hand", "sidecar", "https://example.org/2", "sidecar", "de", "sidecar", "2024-06-20",
         "sidecar"),
        ("A headline of five words", "text", None, None, None, None, "en", "text", "2024-05-03", "text"),
        (None, None, None, None, None, None, "en", "text", "2020-01-01", "filename"),
        (None, None, None, None, None, None, "en", "text", "None", None),
    ]  # fmt: skip


def test_places_and_cut_words_become_columns(tmp_path: Path) -> None:
    nav = "<nav><a href='/'>Home</a> <a href='/n'>News</a></nav>"
    document = one(
        tmp_path, "a.html", f"<html><body>{nav}<main><p>{TEXT}</p><p>{TEXT}</p></main></body></html>"
    )
    assert document.places == ("0 //main/p[1]", f"{len(TEXT) + 2} //main/p[2]")
    assert document.cut == 2
    assert one(tmp_path, "b.txt", f"Share on Facebook\n\n{TEXT}").cut == 3
