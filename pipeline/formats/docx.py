"""Word documents: `.docx`. Tracked insertions stay, deletions go; headers and footers of pages are none of the text."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pipeline.errors import Unreadable
from pipeline.formats.blocks import blocks
from pipeline.formats.elements import parse
from pipeline.formats.encoding import odd_characters
from pipeline.formats.furniture import cut
from pipeline.formats.html import joined
from pipeline.formats.pagemeta import plain
from pipeline.formats.raw import Format, Found, Raw, Source
from pipeline.formats.text import tidy
from pipeline.formats.zipped import MAGIC, opened

DOCUMENT = "word/document.xml"
#: With more tags than this the tree of a document fills the memory; a report of a hundred pages has a third of them.
MOST_TAGS = 400_000

#: The first entries that office programs write.
_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/")
_XML = (".xml", ".rels")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TITLE = re.compile(rb"<dc:title>([^<]{1,1000})</dc:title>")


def read(source: Source) -> Iterator[Found]:
    """One document. Raises Unreadable if the file is none, is encrypted, or was made to break a reader."""
    data = source.whole()
    if not data.startswith(MAGIC):
        old = data.startswith(b"\xd0\xcf\x11\xe0")
        code = "encrypted" if old else "damaged"
        raise Unreadable(
            code, "encrypted, or in the old format; save it as .docx" if old else "no Word document"
        )
    xml = _bounded(source)
    text, removed = _text(data)
    if not text:
        raise Unreadable("empty", "the document holds no text")
    said = _TITLE.search(xml.get("docProps/core.xml", b""))
    # Weak evidence: office programs keep the title of the file that this one was made from.
    title = said[1].decode("utf-8", "replace") if said else ""
    known = title if title and plain(title) in plain(text[:2000]) else None
    yield Raw(text, known, notes=odd_characters(text), cut=removed)


def _bounded(source: Source) -> dict[str, bytes]:
    """The XML files inside, each of bearable size and without entities of its own."""
    xml: dict[str, bytes] = {}
    with opened(source) as archive:
        entries = archive.infolist()
        if DOCUMENT not in archive.namelist():
            raise Unreadable("unsupported", "an office document, but none with text (word/document.xml)")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable("encrypted", "the document is encrypted")
        left = source.limits.text
        for entry in entries:
            if not entry.filename.endswith(_XML):
                continue
            source.check()
            try:
                with archive.open(entry) as file:
                    xml[entry.filename] = file.read(left + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
                raise Unreadable("damaged", f"{entry.filename[:100]} can't be unpacked ({error})") from error
            left -= len(xml[entry.filename])
            if left < 0:
                raise Unreadable("too_much", f"more than {source.limits.text:,} bytes of text come out of it")
    if sum(data.count(b"<") for data in xml.values()) > MOST_TAGS:
        raise Unreadable("too_much", f"more than {MOST_TAGS:,} tags")
    for name, data in xml.items():
        if _DECLARED.search(data.replace(b"\0", b"")):
            raise Unreadable("entities", f"{name[:100]} declares entities, as no office program does")
    return xml


def _text(data: bytes) -> tuple[str, int]:
    """The document's text, and how many words of furniture were cut."""
    import mammoth

    made = mammoth.convert_to_html(
        BytesIO(data), convert_image=_no_image, external_file_access=False, include_embedded_style_map=False
    )
    if not made.value.strip():
        return "", 0
    root, _ = parse(f"<body>{made.value}</body>")
    page = blocks(root.find("body"), ()).blocks
    return cut(tidy(joined(page)[0]))


def _no_image(image: Any) -> list[Any]:
    return []


def _recognise(head: bytes) -> bool:
    return head.startswith(MAGIC) and head[30:].startswith(_FIRST)


FORMAT = Format(
    (".docx", ".docm"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    read,
    _recognise,
)
