"""Files made to break their readers, each with the code of the issue that must come of it."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from announcements import (
    ANNOUNCEMENTS,
    docx,
    eml,
    fpdf_pdf,
    htm,
    jsonl,
    parquet,
    reportlab_pdf,
    tarred,
    txt,
    warc,
    zipped,
)

MIB = 1024**2
KENYA = ANNOUNCEMENTS[0]
TEXT = "Kenya has joined the Freedom Online Coalition as its 18th member."
PAGE = f"<html><head><title>Kenya</title></head><body><p>{TEXT}</p></body></html>"


def bomb(size: int) -> bytes:
    """A ZIP archive with one file of so many MiB of nothing."""
    return zipped({"zeros.txt": bytes(size * MIB)})


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": TEXT.encode()})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def tar_entries(*entries: tarfile.TarInfo) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for entry in entries:
            archive.addfile(entry, io.BytesIO(bytes(entry.size)))
    return file.getvalue()


def tar_entry(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def long_header() -> bytes:
    """An archive whose first header claims a name of eight gigabytes."""
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 8**11 - 1
    return entry.tobuf() + bytes(10240)


def flagged(data: bytes) -> bytes:
    """A ZIP archive that says that its file is encrypted."""
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[local + 6] |= 1
    changed[central + 8] |= 1
    return bytes(changed)


def linked() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return file.getvalue()


def by_method(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.txt", TEXT)
    return file.getvalue()


def overlapping() -> bytes:
    """A ZIP archive that lists the same five MiB a hundred times."""
    data = zipped({"a.txt": bytes(5 * MIB)})
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    directory = data[start:end] * 100
    tail = bytearray(data[end:])
    tail[8:12] = (100).to_bytes(2, "little") * 2
    tail[12:16] = len(directory).to_bytes(4, "little")
    return data[:start] + directory + bytes(tail)


def word(change: Callable[[bytes], bytes], name: str = "word/document.xml") -> bytes:
    """A Word document with one of its files changed."""
    with zipfile.ZipFile(io.BytesIO(docx(KENYA))) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    members[name] = change(members[name])
    return zipped(members)


def entities(xml: bytes) -> bytes:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    start = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>'.encode()
    return start + xml.partition(b"?>")[2].replace(b"Kenya", b"&e9;", 1)


def in_body(words: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"<w:body>", b"<w:body>" + words, 1)


def raw_pdf(stream: bytes, packed: bytes) -> bytes:
    """A PDF file of one page."""
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>",
        b"<</Filter%s/Length %d>>stream\n%s\nendstream" % (packed, len(stream), stream),
    )
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(bodies, 1))
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return reportlab_pdf(KENYA, encrypt=StandardEncryption("secret", "owner", strength=40))


def drawn_pdf(pages: int, words: str = "") -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(pages):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.drawString(100, 500, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def mail_of(parts: int) -> bytes:
    part = b"--x\r\nContent-Type: text/plain\r\n\r\nwords\r\n"
    head = b"MIME-Version: 1.0\r\nFrom: a@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    return head + part * parts + b"--x--\r\n"


def bomb_parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"id": ["1"], "text": ["a" * 100 * MIB]}), file, compression="zstd")
    return file.getvalue()


def wide_xz() -> bytes:
    """A file packed by xz that asks for 1.5 GiB of memory."""
    data = bytearray(lzma.compress(TEXT.encode(), lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2}]))
    return lzma.compress(TEXT.encode(), check=lzma.CHECK_NONE, filters=[
        {"id": lzma.FILTER_LZMA2, "dict_size": 192 * MIB}]) if data else b""  # fmt: skip


#: By name: the code of one of the issues that the file must give, and its bytes.
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb.zip": ("too_much", lambda: bomb(300)),
    "bombs.zip": ("too_much", lambda: zipped({f"{n}.zip": bomb(10) for n in range(40)})),
    "nested.zip": ("too_deep", lambda: nested(10)),
    "overlapping.zip": ("too_much", overlapping),
    "traversal.zip": ("odd_name", lambda: zipped({"../../../etc/a.txt": TEXT.encode()})),
    "absolute.zip": ("odd_name", lambda: zipped({"C:\\windows\\a.txt": TEXT.encode()})),
    "reversed.zip": ("odd_name", lambda: zipped({"a\u202etxt.exe\u202c.txt": TEXT.encode()})),
    "link.zip": ("link", linked),
    "encrypted.zip": ("encrypted", lambda: flagged(zipped({"a.txt": TEXT.encode()}))),
    "bzip2.zip": ("unsupported", lambda: by_method(zipfile.ZIP_BZIP2)),
    "truncated.zip": ("damaged", lambda: zipped({"a.txt": os.urandom(5000)})[:-1000]),
    "changed.zip": (
        "damaged",
        lambda: zipped({"a.txt": b"a" * 500}).replace(b"\x03\x04", b"\x03\x04", 1)[:60],
    ),
    "empty.zip": ("damaged", lambda: b"PK\x03\x04"),
    "lone.zip": ("lone_sidecar", lambda: zipped({"a.txt": TEXT.encode(), "b.meta.toml": b"title = 'x'"})),
    "traversal.tar": ("odd_name", lambda: tarred({"../../a.txt": TEXT.encode()}, "w")),
    "absolute.tar": ("odd_name", lambda: tarred({"/etc/a.txt": TEXT.encode()}, "w")),
    "link.tar": ("link", lambda: tar_entries(tar_entry("a.txt", tarfile.SYMTYPE, "/etc/passwd"))),
    "hardlink.tar": ("link", lambda: tar_entries(tar_entry("a.txt", tarfile.LNKTYPE, "../../etc/passwd"))),
    "device.tar": ("unsupported", lambda: tar_entries(tar_entry("a.txt", tarfile.CHRTYPE))),
    "pipe.tar": ("unsupported", lambda: tar_entries(tar_entry("a.txt", tarfile.FIFOTYPE))),
    "header.tar": ("damaged", long_header),
    "truncated.tar": ("truncated", lambda: tarred({"a.txt": txt(KENYA), "b.txt": bytes(9000)}, "w")[:3000]),
    "truncated.tar.gz": (
        "truncated",
        lambda: tarred({"a.txt": txt(KENYA), "b.bin": os.urandom(9000)})[:4000],
    ),
    "truncated.txt.gz": ("truncated", lambda: gzip.compress(txt(KENYA) * 50)[:-20]),
    "bomb.txt.gz": ("too_much", lambda: gzip.compress(bytes(100 * MIB))),
    "bomb.txt.bz2": ("too_much", lambda: bz2.compress(bytes(100 * MIB))),
    "bomb.txt.xz": ("too_much", lambda: lzma.compress(bytes(100 * MIB), preset=0)),
    "memory.txt.xz": ("damaged", wide_xz),
    "garbage.txt.gz": ("damaged", lambda: gzip.compress(b"a")[:-8] + b"\xff" * 64),
    "truncated.warc": ("truncated", lambda: warc({"http://a.example/1": htm(KENYA)}, packed=False)[:-200]),
    "truncated.warc.gz": (
        "truncated",
        lambda: warc({"http://a.example/1": htm(KENYA), "http://a.example/2": htm(KENYA)})[:-200],
    ),
    "pictures.warc.gz": ("passed_over", lambda: warc({"http://a.example/1": b"GIF89a"}, kind="image/gif")),
    "nonsense.warc": ("empty", lambda: b"WARC/1.0\r\nnonsense\r\n\r\n" * 5),
    "entities.docx": ("entities", lambda: word(entities)),
    "outside.docx": ("entities", lambda: word(lambda xml: b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xml)),
    "wide.docx": (
        "entities",
        lambda: word(lambda xml: '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")),
    ),
    "bomb.docx": ("too_much", lambda: word(in_body(b" " * 100 * MIB))),
    "tags.docx": ("too_much", lambda: word(in_body(b"<w:p/>" * 500_000))),
    "deep.docx": (
        "broken",
        lambda: word(in_body(b"<w:tbl><w:tr><w:tc>" * 5000 + b"</w:tc></w:tr></w:tbl>" * 5000)),
    ),
    "truncated.docx": ("damaged", lambda: docx(KENYA)[:-3000]),
    "sheet.docx": (
        "unsupported",
        lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
    ),
    "locked.docx": ("encrypted", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
    "no-xml.docx": ("broken", lambda: word(lambda xml: xml[:-50])),
    "locked.pdf": ("encrypted", locked_pdf),
    "truncated.pdf": ("truncated", lambda: reportlab_pdf(KENYA)[:-700]),
    "start.pdf": ("truncated", lambda: fpdf_pdf(KENYA)[:300]),
    "garbage.pdf": ("damaged", lambda: b"%PDF-1.7\n" + os.urandom(3000) + b"\n%%EOF"),
    "picture.pdf": ("no_text", lambda: drawn_pdf(2)),
    "pages.pdf": ("too_many_pages", lambda: drawn_pdf(2003, "page")),
    "bomb.pdf": ("too_much", lambda: raw_pdf(zlib.compress(bytes(400 * MIB)), b"/FlateDecode")),
    "bombs.pdf": (
        "too_much",
        lambda: raw_pdf(zlib.compress(zlib.compress(bytes(90 * MIB))), b"[/FlateDecode/FlateDecode]"),
    ),
    "deep.html": ("fallback_text", lambda: (PAGE[:-14] + "<div>" * 100_000 + TEXT).encode()),
    "line.txt": ("too_big", lambda: b"a" * 100 * MIB),
    "line.jsonl": ("bad_line", lambda: b'{"id": "1", "text": "' + b"a" * 100 * MIB + b'"}\n' + jsonl(KENYA)),
    "line.csv": ("bad_line", lambda: b'id,text\n1,"' + b"a" * 100 * MIB + b"\n"),
    "line.mbox": ("too_big", lambda: b"From a@example.org Mon Jan 1 2024\nSubject: " + b"a" * 50 * MIB),
    "zeros.txt": ("not_text", lambda: TEXT.encode() + b"\0\0" + TEXT.encode()),
    "noise.txt": ("not_text", lambda: bytes(range(1, 256)) * 40),
    "utf16-without-mark.txt": ("not_text", lambda: TEXT.encode("utf-16-le")),
    "utf16-odd.txt": ("encoding_guessed", lambda: codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00"),
    "cp1252.txt": ("encoding_guessed", lambda: f"Türkiye und Österreich. {TEXT}".encode("cp1252")),
    "cote.txt": ("encoding_guessed", lambda: f"Côte. {TEXT}".encode("cp1252")),
    "half-utf8.txt": ("encoding_guessed", lambda: f"{TEXT} Reykjavík São Tomé.".encode() + b"\xc3"),
    "wrong-charset.html": (
        "encoding_guessed",
        lambda: (
            PAGE.replace("<head>", "<head><meta charset=iso-8859-1>")
            .replace("Kenya has", "São Tomé has")
            .encode()
        ),
    ),
    "reversed.txt": ("odd_characters", lambda: f"{TEXT} \u202e.srebmem 83 sah tI\u202c".encode()),
    "surrogates.jsonl": (
        "odd_characters",
        lambda: json.dumps({"id": "1", "text": f"{TEXT} \ud800"}).encode(),
    ),
    "zero.jsonl": ("odd_characters", lambda: json.dumps({"id": "1", "text": f"{TEXT} \0"}).encode()),
    "depth.jsonl": ("bad_line", lambda: b"[" * 100_000),
    "number.jsonl": ("bad_line", lambda: b'{"id": ' + b"9" * 5000 + b', "text": "x"}'),
    "script.html": (
        "odd_title",
        lambda: PAGE.replace("<title>Kenya", "<title>&lt;script&gt;alert(1)&lt;/script&gt;").encode(),
    ),
    "script.eml": (
        "odd_title",
        lambda: eml(KENYA).replace(b"Subject: Kenya", b"Subject: <img src=x onerror=alert(1)>Kenya"),
    ),
    "page.pdf": ("wrong_ending", lambda: PAGE.encode()),
    "print.html": ("wrong_ending", lambda: reportlab_pdf(KENYA)),
    "letter.txt": ("wrong_ending", lambda: docx(KENYA)),
    "text.docx": ("damaged", lambda: txt(KENYA)),
    "picture.html": ("not_text", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "program.exe": ("unsupported", lambda: b"MZ" + bytes(100)),
    "parts.eml": ("too_many", lambda: mail_of(2000)),
    "bare.eml": ("empty", lambda: b"From: a@example.org\r\nMIME-Version: 1.0\r\n\r\n"),
    "date.eml": (
        "bad_date",
        lambda: eml(KENYA).replace(b"Date: Thu, 06 Sep 2012", b"Date: Thu, 66 Sep 2012"),
    ),
    "no-mail.mbox": ("damaged", lambda: txt(KENYA)),
    "columns.csv": ("bad_columns", lambda: b"country,year\nKEN,2012\n"),
    "quote.csv": ("bad_line", lambda: b'id,text\n1,"' + b"never ended\n" * 600_000),
    "truncated.parquet": ("damaged", lambda: parquet(KENYA)[:-20]),
    "bomb.parquet": ("too_much", bomb_parquet),
    "nothing.txt": ("empty", lambda: b""),
    "blank.md": ("empty", lambda: b" \n\n\t\n"),
    "b\u202eetxt.txt": ("odd_characters", lambda: f"{TEXT}\u202e".encode()),
}
#: The elements that sloppy programs put into each other without end.
NESTED = ("div", "span", "b", "blockquote", "ul><li", "table><tr><td")


def deep(element: str, depth: int = 1000) -> str:
    """A page whose announcement stands so many elements deep, every one of them closed."""
    ends = "".join(f"</{tag}>" for tag in reversed(element.split("><")))
    return PAGE.replace(f"<p>{TEXT}</p>", f"<{element}>" * depth + TEXT + ends * depth)


def write(folder: Path) -> None:
    """Put the files into a folder, with a link that leads out of it, and a pipe."""
    for name, (_, make) in FILES.items():
        (folder / name).write_bytes(make())
    for element in NESTED:
        (folder / f"nested-{element.split('>')[0]}.html").write_text(deep(element))
    (folder / "outside.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.txt")


def read(folder: str) -> dict[str, Any]:
    """What ingest makes of a folder: codes by file, texts by document, and the most memory that was used, in MiB."""
    from pipeline.ingest import ingest

    documents, issues = ingest(Path(folder))
    return {
        "codes": [(issue.doc_id, issue.code) for issue in issues],
        "documents": {document.path: document.text for document in documents},
        "memory": _most_memory(),
    }


def _most_memory() -> int:
    """The most memory that this process has used, in MiB; elsewhere than on Linux what the system says of it."""
    import re
    import resource

    status = Path("/proc/self/status")
    said = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    # The other figure begins with that of the process that started this one.
    return (int(said[1]) if said else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024
