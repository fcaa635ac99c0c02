"""What is particular to a format: pages, replies, records, rows; and the limits that hold for all of them."""

import gzip
import io
import json
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from announcements import ANNOUNCEMENTS, docx, htm, reportlab_pdf, tarred, warc, zipped

from pipeline import extract
from pipeline.formats import jsonl, pdf, plain
from pipeline.formats.mail import without_replies
from pipeline.formats.raw import Raw, Source
from pipeline.ingest import ingest, read_file
from pipeline.limits import MIB, Clock, Limits
from pipeline.records import Document, Issue
from pipeline.running import runs
from pipeline.running.results import Folders
from pipeline.stages import STAGES

KENYA = ANNOUNCEMENTS[0]
TEXT = "Kenya has joined the Freedom Online Coalition as its 18th member."


def read(folder: Path, name: str, data: bytes, **limits: Any) -> tuple[list[Document], list[Issue]]:
    path = folder / name
    path.write_bytes(data)
    return read_file(path, name, Limits(**limits))


def codes(issues: list[Issue]) -> list[str]:
    return [issue.code for issue in issues]


def drawn(*pages: Sequence[tuple[float, float, float, str]]) -> bytes:
    """A PDF file: on each page words at a place, of a size."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in pages:
        for x, y, size, words in page:
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def raw(data: bytes) -> Raw:
    (found,) = pdf.read(Source("a.pdf", io.BytesIO(data)))
    assert isinstance(found, Raw)
    return found


# --- PDF


def test_running_heads_and_page_numbers_are_cut_and_counted_and_pages_are_found_again() -> None:
    def page(number: int) -> list[tuple[float, float, float, str]]:
        head = (72, 800, 9, f"Freedom Online Coalition - press release {number}")
        lines = [
            (72, 700 - 14 * n, 11, f"Sentence {n} of page {number} says what a page has to say.")
            for n in range(5)
        ]
        return [head, *lines, (300, 30, 9, f"Page {number} of 3")]

    found = raw(drawn(*(page(number) for number in (1, 2, 3))))
    assert "press release" not in found.text and "of 3" not in found.text
    assert found.cut == 3 * (7 + 4)
    assert [(found.text[at:].split(" says")[0], place) for at, place in found.places] == [
        (f"Sentence 0 of page {number}", f"page {number}") for number in (1, 2, 3)
    ]


def test_a_raised_mark_of_a_footnote_is_no_part_of_a_symbol() -> None:
    found = raw(
        drawn(
            [
                (72, 700, 11, "They adopted A/RES/73/295."),
                (206, 704, 7, "1"),
                (214, 700, 11, "It has 5 parts."),
            ]
        )
    )
    assert found.text == "They adopted A/RES/73/295. It has 5 parts."
    assert found.cut == 1


def test_words_torn_by_a_line_end_are_put_together_and_compounds_keep_their_hyphen() -> None:
    lines = (
        "The Coalition was joined by many coun-",
        "tries, and Iceland is the thirty-",
        "seventh of them; the well-known ones,",
        "and Guinea-",
        "Bissau, will be among the well-",
        "known ones as well one day.",
    )
    text = raw(drawn([(72, 700 - 14 * n, 11, line) for n, line in enumerate(lines)])).text
    text = text.replace("\n", " ")
    for words in ("many countries,", "thirty-seventh", "Guinea-Bissau", "the well-known ones as well"):
        assert words in text


def test_rows_keep_their_cells_apart_and_justified_words_are_none() -> None:
    rows = [("Country", "Joined"), ("Costa Rica", "2012"), ("Germany", "2013")]
    cells = [(x, 700 - 16 * n, 11, row[i]) for n, row in enumerate(rows) for i, x in enumerate((72, 140))]
    assert raw(drawn(cells)).text == "Country | Joined\nCosta Rica | 2012\nGermany | 2013"


def test_columns_of_a_page_are_read_one_after_the_other() -> None:
    left = [(72, 700 - 14 * n, 10, f"Left line {n} of the page says a word or two") for n in range(4)]
    right = [(330, 700 - 14 * n, 10, f"Right line {n} of the page says a word or two") for n in range(4)]
    text = raw(drawn(left + right)).text
    assert text.index("Left line 3") < text.index("Right line 0") and " | " not in text


# --- Word, mail, archives


def test_headers_and_deleted_words_are_none_of_a_word_document(tmp_path: Path) -> None:
    luxembourg = next(it for it in ANNOUNCEMENTS if it.name == "luxembourg")
    (document,), _ = read(tmp_path, "a.docx", docx(luxembourg))
    assert "Press office" not in document.text and "33" not in document.text
    assert "Its chair was not there" not in document.text and "Finland holds the chair" in document.text


def test_quoted_replies_and_signatures_are_cut_unless_the_mail_is_all_quotation() -> None:
    answered = "On 3 May 2012 the desk\nwrote:\n\n> It has 17 members.\n>\n> Indeed it has.\n"
    reply = f"{TEXT}\n\n{answered}\n-- \nPress office\n"
    own, cut = without_replies(reply)
    assert (own.strip(), cut) == (TEXT, 20)
    forwarded = f"> {TEXT}\n> Nairobi is glad of it.\n"
    assert without_replies(forwarded) == (forwarded, 0)


def test_what_is_attached_to_a_mail_is_read(tmp_path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "press@example.org"
    message.set_content("Please find the release attached, with our kind regards.")
    message.add_alternative("<p>Please find the release attached, with our kind regards.</p>", subtype="html")
    message.add_attachment(
        reportlab_pdf(KENYA), maintype="application", subtype="pdf", filename="../kenya.pdf"
    )
    documents, issues = read(tmp_path, "a.eml", message.as_bytes())
    assert [(d.path, d.media_type) for d in documents] == [
        ("a.eml", "message/rfc822"),
        ("a.eml/kenya.pdf", "application/pdf"),
    ]
    assert issues == []


def test_a_sidecar_inside_an_archive_speaks_for_its_file(tmp_path: Path) -> None:
    members = {
        "b/a.txt": TEXT.encode(),
        "b/a.meta.toml": b'publisher = "Support Unit"',
        "README": b"no announcement",
    }
    for name, data in (("x.zip", zipped(members)), ("x.tgz", tarred(members))):
        (document,), issues = read(tmp_path, name, data)
        assert (document.publisher, issues) == ("Support Unit", [])


def test_two_files_of_one_name_in_an_archive_are_two_documents(tmp_path: Path) -> None:
    second = warc({"https://example.org/a": htm(KENYA)}) + warc(
        {"https://example.org/a": htm(ANNOUNCEMENTS[1])}
    )
    (tmp_path / "a.warc.gz").write_bytes(second)
    documents, issues = ingest(tmp_path)
    assert [d.doc_id for d in documents] == ["a.warc.gz/example.org/a", "a.warc.gz/example.org/a.html"]
    assert {d.url for d in documents} == {"https://example.org/a"} and codes(issues) == ["same_id"]


def test_json_lines_are_read_line_by_line() -> None:
    class Endless(io.RawIOBase):
        """A file of two gigabytes that nobody holds."""

        def __init__(self) -> None:
            self.line = json.dumps({"id": 0, "text": TEXT * 2000}).encode() + b"\n"
            self.at = 0

        def readable(self) -> bool:
            return True

        def seek(self, place: int, whence: int = 0) -> int:
            self.at = place
            return place

        def seekable(self) -> bool:
            return True

        def tell(self) -> int:
            return self.at

        def readinto(self, buffer: Any) -> int:
            size = min(len(buffer), 2048 * MIB - self.at)
            start = self.at % len(self.line)
            data = (self.line * (size // len(self.line) + 2))[start : start + size]
            buffer[:size] = data
            self.at += size
            return size

    tracemalloc.start()
    source: Any = io.BufferedReader(Endless())
    found: Iterator[Any] = jsonl.read(Source("a.jsonl", source))
    first = next(found)
    rest = [next(found).code for _ in range(50)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(first, Raw) and set(rest) == {"bad_line"}
    assert peak < 50 * MIB


# --- limits


def test_what_comes_out_of_an_archive_is_counted_across_all_that_is_inside(tmp_path: Path) -> None:
    inner = {f"{n}.zip": zipped({"a.txt": bytes(900)}) for n in range(20)}
    _, issues = read(tmp_path, "a.zip", zipped(inner), unpacked=8000)
    assert "too_much" in codes(issues)
    assert codes(issues).count("too_much") <= 2
    assert "too_many" in codes(read(tmp_path, "a.zip", zipped(inner), files=10)[1])


def test_a_file_may_stand_in_as_many_others_as_allowed(tmp_path: Path) -> None:
    data = gzip.compress(zipped({"a.txt": TEXT.encode()}))
    assert [d.text for d in read(tmp_path, "a.zip.gz", data, nesting=2)[0]] == [TEXT]
    assert codes(read(tmp_path, "a.zip.gz", data, nesting=1)[1]) == ["too_deep"]


def spin(*_: Any) -> Any:
    """Never comes back, and takes every fault of its own for a small one."""
    while True:
        with suppress(Exception):
            time.process_time()


def test_a_document_over_its_time_is_an_issue_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"slow.txt": b"slow", "quick.txt": TEXT.encode()}))
    (tmp_path / "b.txt").write_text(f"{TEXT} So it was.")
    real = plain.weeded
    monkeypatch.setattr(plain, "weeded", lambda text: spin() if text == "slow" else real(text))
    documents, issues = ingest(tmp_path, Limits(seconds=1.5))
    assert [d.doc_id for d in documents] == ["a.zip/quick", "b"]
    assert [(i.doc_id, i.code) for i in issues] == [("a.zip/slow.txt", "too_slow")]


def test_a_stage_leaves_a_document_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw_folder = tmp_path / "raw"
    raw_folder.mkdir()
    for name in ("a", "b"):
        (raw_folder / f"{name}.txt").write_text(f"{TEXT} {name}")
    real = extract.extract
    monkeypatch.setattr(extract, "extract", lambda d: spin() if d.doc_id == "a" else real(d))
    folders = Folders(raw_folder, tmp_path / "i", tmp_path / "o", Limits(seconds=3.0))
    rows = runs.run(STAGES[:2], folders)
    assert {m.doc_id for m in rows["extract/mentions"]} == {"b"}
    (lost,) = runs.dropped(STAGES[:2], rows)
    assert (lost.doc_id, lost.stage, lost.code) == ("a", "extract", "too_slow")


def test_where_no_signal_rings_the_clock_can_be_asked() -> None:
    import threading

    from pipeline.errors import TooSlow

    seen: list[str] = []

    def work() -> None:
        with Clock(0.01) as clock:
            end = time.process_time() + 0.05
            while time.process_time() < end:
                pass
            try:
                clock.check()
            except TooSlow as error:
                seen.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == ["more than 0.01 seconds of computing"]
