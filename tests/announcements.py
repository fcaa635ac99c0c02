"""Announcements written for the tests, each from one structure in every format that is read."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import tarfile
import textwrap
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

#: A paragraph, a list of items, or the rows of a table.
Block = str | list[str] | list[tuple[str, ...]]

_CHANGE = re.compile(r"\{-(.*?)-\}\{\+(.*?)\+\}")


@dataclass(frozen=True)
class Announcement:
    """A press release: `{-33-}{+34+}` in a paragraph is a tracked change, "34" what it now says."""

    name: str
    day: date
    place: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def shown(self) -> list[Block]:
        """The blocks as a reader of the last version sees them, the place and the day before the first."""
        first, *rest = (
            _CHANGE.sub(r"\2", block) if isinstance(block, str) else block for block in self.blocks
        )
        return [f"{self.dateline} - {first}", *rest]

    @property
    def dateline(self) -> str:
        return f"{self.place}, {self.day.day} {self.day:%B} {self.day.year}"


ACCESSIONS: list[tuple[str, ...]] = [
    ("Country", "Joined on"),
    ("Netherlands", "8 December 2011"), ("Canada", "8 December 2011"), ("Czech Republic", "8 December 2011"),
    ("Costa Rica", "4 May 2012"), ("Tunisia", "10 September 2012"), ("Germany", "4 July 2013"),
    ("Japan", "25 April 2014"), ("Australia", "31 March 2015"),
]  # fmt: skip

ANNOUNCEMENTS = (
    Announcement("kenya", date(2012, 9, 6), "NAIROBI", "Kenya joins the Freedom Online Coalition", (
        "The Government of Kenya has joined the Freedom Online Coalition (FOC) as its 18th member, the host of its "
        "second conference announced today.",
        "The Coalition was founded in The Hague in December 2011 with 15 members. It now has 18 members, and more "
        "governments have asked how they may take part.",
    )),
    Announcement("tunisia", date(2012, 9, 10), "TUNIS", "Tunisia becomes a member of the Freedom Online Coalition", (
        "Tunisia has been admitted to the Freedom Online Coalition and will be the host of its third conference in "
        "June 2013, four days after Kenya had joined.",
        "With Tunisia the membership of the Coalition rises to 19. Two of the members lie in Africa's north and east, "
        "and both of them have promised to bring in their neighbours.",
    )),
    Announcement("japan", date(2014, 4, 25), "TOKYO", "Japan takes part in the Freedom Online Coalition", (
        "Japan became the 22nd member of the Freedom Online Coalition this week, in time for the "
        "conference in Tallinn.",
        ["Estonia chairs the Coalition until May 2014.", "Mongolia will take the chair after that conference.",
         "The Coalition now has 22 members."],
    )),
    Announcement("australia", date(2015, 3, 31), "CANBERRA", "Australia enters the Freedom Online Coalition", (
        "Australia has joined the Freedom Online Coalition as its 26th member. The Coalition now counts 26 "
        "governments from all regions of the world, and its chair welcomed the decision.",
        "Three others joined in the year before: Georgia, Lithuania and Moldova.",
    )),
    Announcement("iceland", date(2023, 6, 14), "REYKJAVÍK", "Iceland is number 37 in the Freedom Online Coalition", (
        "Iceland has been admitted to the Freedom Online Coalition as its 37th member, as the minister for foreign "
        "affairs told the press. Well-known for its old parliament, the country will work on resolution "
        "A/HRC/RES/47/16 with the other members.",
        "A year before, the Coalition had 34 members.",
    )),
    Announcement("accessions", date(2015, 5, 6), "ULAANBAATAR", "Members of the Freedom Online Coalition", (
        "Before its conference in Ulaanbaatar the Freedom Online Coalition shows when some of its members joined it:",
        ACCESSIONS,
        "The Coalition has 26 members in all, after three years and a half.",
    )),
    Announcement("luxembourg", date(2021, 10, 21), "LUXEMBOURG", "Luxembourg becomes a member of the FOC", (
        "The Freedom Online Coalition (FOC) welcomes Luxembourg as its {-33rd-}{+34th+} member, after Italy had joined "
        "in August.",
        "With this step the Coalition has {-33-}{+34+} members. {-Its chair was not there.-}{+Finland holds the chair "
        "until the end of the year.+}",
    )),
    Announcement("sweden", date(2024, 3, 7), "WASHINGTON", "Sweden becomes the newest ally", (
        "Sweden joined the North Atlantic Treaty Organization (NATO) today as its 32nd member, when its instrument of "
        "accession was deposited in Washington. NATO now has 32 members.",
        "Finland had become the 31st member of NATO on 4 April 2023.",
    )),
    Announcement("comoros", date(2024, 8, 21), "GENEVA", "Comoros joins the World Trade Organization", (
        "Comoros became the 165th member of the World Trade Organization (WTO) today, thirty days after it had "
        "accepted the terms of its accession.",
        ["Timor-Leste will follow on 30 August 2024.", "The WTO will then have 166 members."],
    )),
    Announcement("cabo-verde", date(2024, 5, 7), "PRAIA", "Cabo Verde joins the Freedom Online Coalition", (
        "Cabo Verde has become the 39th member of the Freedom Online Coalition, and its first new member from Africa "
        "since Ghana and Kenya.",
        "The Coalition, which had 38 members until now, welcomes the country as its 39th. It last met in "
        "Nairobi in 2012 on the continent.",
    )),
    Announcement("south-sudan", date(2011, 7, 14), "NEW YORK", "South Sudan admitted to the United Nations", (
        "The General Assembly of the United Nations admitted the Republic of South Sudan today as its 193rd Member "
        "State, by resolution A/RES/65/308, on the recommendation of the Security Council.",
        "Before that day the United Nations had 192 members. The last State that was admitted before was Montenegro in "
        "June 2006, in resolution A/RES/60/264.",
    )),
)  # fmt: skip


def plain_text(it: Announcement, width: int = 0) -> str:
    """The announcement as plain text, wrapped if a width is given; tables in columns of spaces."""
    parts = [it.title]
    for block in it.shown:
        if isinstance(block, str):
            parts.append("\n".join(textwrap.wrap(block, width)) if width else block)
        else:
            parts.append(
                "\n".join(f"- {row}" if isinstance(row, str) else f"{row[0]:<24}{row[1]}" for row in block)
            )
    return "\n\n".join(parts) + "\n"


def txt(it: Announcement) -> bytes:
    return plain_text(it, 76).encode()


def md(it: Announcement) -> bytes:
    parts = [f"# {it.title}"]
    for block in it.shown:
        if isinstance(block, str):
            parts.append(block)
        elif isinstance(block[0], str):
            parts.append("\n".join(f"* {row}" for row in block))
        else:
            head, *rows = ("| " + " | ".join(row) + " |" for row in block)
            parts.append("\n".join((head, "|---|---|", *rows)))
    return "\n\n".join(parts).encode()


def page(it: Announcement) -> str:
    """A page of the web, with what stands around the text of such a page."""
    parts = []
    for block in it.shown:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
        elif isinstance(block[0], str):
            parts.append("<ul>" + "".join(f"<li>{html.escape(str(row))}</li>" for row in block) + "</ul>")
        else:
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in block)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{it.title}</title>"
        f"<meta property='article:published_time' content='{it.day}'></head><body>"
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<main><h1>{it.title}</h1>{''.join(parts)}</main><footer>Cookies | Imprint</footer></body></html>"
    )


def htm(it: Announcement) -> bytes:
    return page(it).encode()


def reportlab_pdf(it: Announcement, **options: Any) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    file = io.BytesIO()
    story: list[Any] = [Paragraph(it.title, styles["Title"])]
    for block in it.shown:
        if isinstance(block, str):
            story.append(Paragraph(html.escape(block), styles["BodyText"]))
        elif isinstance(block[0], str):
            story += [Paragraph(f"\u2022 {row}", styles["Normal"]) for row in block]
        else:
            story.append(Table([list(row) for row in block]))
    SimpleDocTemplate(file, invariant=1, **options).build(story)
    return file.getvalue()


def fpdf_pdf(it: Announcement) -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 18)
    pdf.multi_cell(0, 9, it.title, new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.set_font("Times", size=11)
    for block in it.shown:
        pdf.ln(4)
        if isinstance(block, str):
            pdf.multi_cell(0, 6, block, new_x="LMARGIN", new_y="NEXT")
        elif isinstance(block[0], str):
            for row in block:
                pdf.multi_cell(0, 6, f"- {row}", new_x="LMARGIN", new_y="NEXT")
        else:
            with pdf.table() as table:
                for words in block:
                    cells = table.row()
                    for word in words:
                        cells.cell(word)
    return bytes(pdf.output())


def docx(it: Announcement) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(it.title, 0)
    document.sections[0].header.paragraphs[0].text = "Press office, page 1"
    dateline = f"{it.dateline} - "
    for block in it.blocks:
        if isinstance(block, str):
            _tracked(document.add_paragraph(), dateline + block)
        elif isinstance(block[0], str):
            for row in block:
                document.add_paragraph(str(row), style="List Bullet")
        else:
            table = document.add_table(len(block), 2)
            for cells, words in zip(table.rows, block, strict=True):
                for cell, word in zip(cells.cells, words, strict=True):
                    cell.text = word
        dateline = ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _tracked(paragraph: Any, words: str) -> None:
    """Write words into a paragraph, tracked changes as such."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    at = 0
    for change in _CHANGE.finditer(words):
        paragraph.add_run(words[at : change.start()])
        told = 'w:id="1" w:author="Editor" w:date="2021-10-20T00:00:00Z"'
        for tag, text, name in (("del", "delText", change[1]), ("ins", "t", change[2])):
            run = f'<w:r><w:{text} xml:space="preserve">{name}</w:{text}></w:r>'
            paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')} {told}>{run}</w:{tag}>"))
        at = change.end()
    paragraph.add_run(words[at:])


def eml(it: Announcement) -> bytes:
    message = EmailMessage()
    message["Subject"] = it.title
    message["From"] = "Press office <press@example.org>"
    message["To"] = "list@example.org"
    message["Date"] = format_datetime(_noon(it.day))
    reply = "On 1 January 2010 the desk wrote:\n> The Coalition has 99 members.\n> And Atlantis joined it.\n"
    message.set_content(f"{plain_text(it, 76)}\n{reply}")
    return message.as_bytes()


def _noon(day: date) -> Any:
    from datetime import UTC, datetime

    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def entry(it: Announcement) -> dict[str, str]:
    """The announcement as an entry of a table of documents."""
    return {"id": it.name, "text": plain_text(it), "title": it.title, "published": str(it.day)}


def jsonl(it: Announcement) -> bytes:
    return (json.dumps(entry(it)) + "\n").encode()


def csv_table(it: Announcement) -> bytes:
    file = io.StringIO()
    table = csv.DictWriter(file, list(entry(it)))
    table.writeheader()
    table.writerow(entry(it))
    return file.getvalue().encode()


def parquet(it: Announcement) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([entry(it) | {"published": it.day}]), file)
    return file.getvalue()


def mbox(it: Announcement) -> bytes:
    return b"From press@example.org Mon Jan  2 10:00:00 2023\n" + eml(it) + b"\n"


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def warc(pages: dict[str, bytes], packed: bool = True, kind: str = "text/html; charset=utf-8") -> bytes:
    """A web archive: for each page, by its address, what a server answered."""
    archive = b""
    for number, (url, data) in enumerate(pages.items()):
        answer = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        archive += gzip.compress(record) if packed else record
    return archive


#: By the name of a file, without the announcement's own: how it is made.
FORMS: dict[str, Callable[[Announcement], bytes]] = {
    "txt": txt,
    "md": md,
    "html": htm,
    "reportlab.pdf": reportlab_pdf,
    "fpdf2.pdf": fpdf_pdf,
    "docx": docx,
    "eml": eml,
    "mbox": mbox,
    "jsonl": jsonl,
    "csv": csv_table,
    "parquet": parquet,
    "html.zip": lambda it: zipped({f"{it.name}.html": htm(it)}),
    "docx.zip": lambda it: zipped({f"press/{it.name}.docx": docx(it)}),
    "pdf.tar.gz": lambda it: tarred({f"./{it.name}.pdf": reportlab_pdf(it)}),
    "txt.gz": lambda it: gzip.compress(txt(it)),
    "warc": lambda it: warc({f"https://example.org/{it.name}": htm(it)}, packed=False),
    "warc.gz": lambda it: warc({f"https://example.org/{it.name}": htm(it)}),
}
