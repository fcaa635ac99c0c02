"""PDF files: `.pdf`. Their pages' text; pictures of text are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.errors import Unreadable
from pipeline.formats.encoding import odd_characters
from pipeline.formats.furniture import cut
from pipeline.formats.pagemeta import plain
from pipeline.formats.pdflines import Line, page_lines
from pipeline.formats.pdfstreams import unpacked
from pipeline.formats.pdftext import headline, text_of, without_edges
from pipeline.formats.raw import Format, Found, Note, Raw, Source
from pipeline.formats.reflow import columns, reflow
from pipeline.formats.text import tidy

#: The first bytes of a file among which it may say that it is one, and what may stand before that beyond doubt.
_START, _BLANK = 1024, b"\xef\xbb\xbf\0 \t\r\n"
#: Where a whole file says that it ends.
_END = 2048
#: By so many words of a page its place in the text is found again.
_WORDS = 6


def read(source: Source) -> Iterator[Found]:
    """One document. Raises Unreadable if the file is encrypted, damaged, or holds no text but pictures."""
    import pypdfium2

    data = source.whole()
    if unpacked(data, allowed := source.limits.allowance(len(data))) > allowed:
        raise Unreadable(
            "too_much", f"more than {allowed:,} bytes come out of it, or too many out of one stream"
        )
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("encrypted", "the file asks for a password; save it without one") from error
        cut_off = b"%PDF-" in data[:_START] and b"%%EOF" not in data[-_END:]
        raise Unreadable("truncated" if cut_off else "damaged", f"no whole PDF file ({error})") from error
    try:
        yield _document(pdf, data, source)
    finally:
        pdf.close()


def _document(pdf: Any, data: bytes, source: Source) -> Raw:
    notes: list[Note] = []
    pages, blank, marks = _pages(pdf, source)
    if len(pdf) > len(pages):
        detail = f"{len(pdf):,} pages; those after page {source.limits.pages:,} are not read"
        notes.append(Note("too_many_pages", detail))
    if not any(pages):
        raise Unreadable("no_text", f"the file holds no text on {len(pages)} pages; are they pictures?")
    if blank:
        shown = ", ".join(map(str, blank[:20])) + (" ..." if len(blank) > 20 else "")
        notes.append(
            Note("no_text", f"{len(blank)} of {len(pages)} pages hold pictures and no text: {shown}")
        )
    if b"%%EOF" not in data[-_END:]:
        notes.append(Note("truncated", "the file has no proper end; what could be found in it was read"))
    inner, edges = without_edges(pages)
    if any(inner):
        pages = inner
    else:
        edges = 0  # slides with nothing but a line each
    lines = [line for page in pages for line in page]
    whole = text_of(lines)
    text, furniture = cut(reflow(tidy(columns(whole))))
    return Raw(
        text,
        _title(pdf, lines),
        notes=(*notes, *odd_characters(whole)),
        cut=marks + edges + furniture,
        places=_places(text, pages),
    )


def _pages(pdf: Any, source: Source) -> tuple[list[list[Line]], list[int], int]:
    """The lines of every page, the numbers of pages with pictures alone, and how many marks of footnotes were cut."""
    import pypdfium2

    pages: list[list[Line]] = []
    blank: list[int] = []
    marks = 0
    for number in range(1, min(len(pdf), source.limits.pages) + 1):
        source.check()
        try:
            page = pdf[number - 1]
            lines, cut_marks = page_lines(page, number)
            if not lines and next(page.get_objects(max_depth=1), None) is not None:
                blank.append(number)
            page.close()
        except pypdfium2.PdfiumError:
            lines, cut_marks = [], 0
            blank.append(number)
        pages.append(lines)
        marks += cut_marks
    return pages, blank, marks


def _title(pdf: Any, lines: Sequence[Line]) -> str | None:
    """The headline by its size; else the title in the properties if the text says it, for many keep an old one."""
    said = plain(pdf.get_metadata_value("Title") or "")
    start = " ".join(line.text for line in lines[:20])
    found = headline(lines)
    if said.count(" ") > 1 and said in plain(start) and not found:
        return str(pdf.get_metadata_value("Title"))
    return found


def _places(text: str, pages: Sequence[Sequence[Line]]) -> tuple[tuple[int, str], ...]:
    """Where each page begins in the text: at the first of its lines whose first words are found there."""
    places: list[tuple[int, str]] = []
    scale = len(text) / max(1, sum(len(line.text) + 1 for page in pages for line in page))
    at, before = 0, 0
    for number, page in enumerate(pages, 1):
        starts = (_nearest(text, line, at, round(before * scale)) for line in page)
        found = next((start for start in starts if start >= 0), -1)
        if found >= 0:
            places.append((found, f"page {number}"))
            at = found + 1
        before += sum(len(line.text) + 1 for line in page)
    return tuple(places)


def _nearest(text: str, line: Line, at: int, expected: int) -> int:
    """Where the first words of a line stand in the text, not before `at`, and nearest to where they should; else -1."""
    words = " ".join(tidy(line.text).split()[:_WORDS])
    if words.count(" ") < 2:
        return -1
    found = text.rfind(words, at, expected + len(words)), text.find(words, max(at, expected))
    return min((start for start in found if start >= 0), key=lambda start: abs(start - expected), default=-1)


FORMAT = Format((".pdf",), "application/pdf", read, lambda head: head.lstrip(_BLANK).startswith(b"%PDF-"))
