"""Mails: `.eml`. The subject is the title, the sender the publisher; what is attached is read as files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

from pipeline.errors import Unreadable
from pipeline.formats import html
from pipeline.formats.elements import parse
from pipeline.formats.encoding import decode, odd_characters
from pipeline.formats.members import clean
from pipeline.formats.plain import weeded
from pipeline.formats.raw import Format, Found, Note, Part, Raw, Source
from pipeline.formats.text import has_sentence

#: A mail with more parts is made to be slow.
MOST_PARTS = 1000
#: A signature has at most so many lines.
SIGNATURE = 15

_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:(?: |\t|\r?\n[ \t])")
#: Fields that mail programs write, and people who begin a text with "From:" and "Date:" don't.
_SURE = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to|dkim-signature):",
    re.IGNORECASE | re.MULTILINE,
)
#: Quoted lines, and before them "On Monday, 3 June 2024, the press office wrote:", which may be wrapped.
_REPLY = re.compile(
    r"(?:^(?:on|am|le|el|il|op)\b[^\n]{0,200}\n?[^\n]{0,200}(?:wrote|schrieb|écrit|escribió|ha scritto|schreef)"
    r"[^\n]{0,80}:[ \t]*\n\s*)?(?:^ {0,2}>[^\n]*(?:\n|\Z))+",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED = re.compile(
    r"^-{2,} ?(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTES = "gmail_quote moz-cite-prefix yahoo_quoted OutlookMessageHeader gmail_attr".split()


def read(source: Source) -> Iterator[Found]:
    """The mail, if it holds words, and the files attached to it. Raises Unreadable if it holds neither."""
    message = message_from_bytes(source.whole(), policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("damaged", "no mail: it begins with no field such as `From:`")
    leaves = _leaves(message)
    body = _body(leaves)
    attached = [part for part in leaves if part is not body and _is_file(part)]
    if body is not None:
        yield _document(message, body, source)
    elif not attached:
        raise Unreadable("empty", "the mail holds no text")
    for number, part in enumerate(attached, 1):
        yield _part(part, number)


def _leaves(message: EmailMessage) -> list[EmailMessage]:
    """The parts of a mail that hold something themselves. Mails in a mail are one part each."""
    leaves: list[EmailMessage] = []
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(part.get_payload())
        else:
            leaves.append(part)
        if len(leaves) + len(waiting) > MOST_PARTS:
            raise Unreadable("too_many", f"a mail of more than {MOST_PARTS:,} parts")
    return leaves


def _body(leaves: list[EmailMessage]) -> EmailMessage | None:
    """The part that holds the mail's own words: the first plain text that has any, else the first page of HTML."""
    for kind in ("text/plain", "text/html"):
        for part in leaves:
            if part.get_content_type() == kind and not _is_attached(part) and _words(part)[0].strip():
                return part
    return None


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _is_file(part: EmailMessage) -> bool:
    """Whether a part is a file for its reader, and no picture in the text or other wording of it."""
    return _is_attached(part) or part.get_content_maintype() in ("message", "application")


def _words(part: EmailMessage) -> tuple[str, tuple[Note, ...]]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return "", ()
    try:
        return decode(data, part.get_content_charset())
    except Unreadable:
        return "", ()


def _document(message: EmailMessage, body: EmailMessage, source: Source) -> Raw:
    text, notes = _words(body)
    if len(text) > source.limits.text:
        raise Unreadable("too_big", f"more than {source.limits.text:,} characters; no more are read")
    if body.get_content_type() == "text/html":
        text, cut = _without_quotes(text)
        page = Source(source.name, BytesIO(b"\xef\xbb\xbf" + text.encode("utf-8", "replace")))
        raw = next(found for found in html.read(page) if isinstance(found, Raw))
    else:
        text, cut = without_replies(text)
        own, furniture = weeded(text)
        raw = Raw(own, cut=furniture)
    day, odd = _day(message)
    return replace(
        raw,
        title=_field(message, "subject") or raw.title,
        publisher=_sender(message) or raw.publisher,
        published=day or raw.published,
        notes=(*notes, *raw.notes, *odd, *odd_characters(_field(message, "subject") or "")),
        cut=raw.cut + cut,
    )


def without_replies(text: str) -> tuple[str, int]:
    """A mail's text without the mails that it answers and its signature, and how many words were cut.

    A mail that is all quotation has been handed on, and stays.
    """
    text = text.replace("\r\n", "\n")
    own = _REPLY.sub("", text)
    found = _FORWARDED.search(own)
    own = _without_signature(own[: found.start()] if found else own)
    if not has_sentence(" ".join(own.split())):
        return text, 0
    return own, len(text.split()) - len(own.split())


def _without_signature(text: str) -> str:
    head, mark, signature = text.rpartition("\n-- \n")
    return head if mark and signature.strip().count("\n") < SIGNATURE else text


def _without_quotes(page: str) -> tuple[str, int]:
    """A page without the mails that it answers, and how many words were cut."""
    from lxml import etree

    if not any(name in page for name in (*_QUOTES, "blockquote")):
        return page, 0
    root, _ = parse(page)
    if root is None:
        return page, 0
    words = len(root.xpath("string()").split())
    for element in root.iter("div", "blockquote", "td"):
        if element.get("type") == "cite" or set(element.get("class", "").split()) & set(_QUOTES):
            element.tag = "quote"
    etree.strip_elements(root, "quote", with_tail=False)
    rest = etree.tostring(root, encoding="unicode", method="html")
    own = root.xpath("string()").split()
    return (rest, words - len(own)) if has_sentence(" ".join(own)) else (page, 0)


def _day(message: EmailMessage) -> tuple[date | None, tuple[Note, ...]]:
    said = _field(message, "date")
    if not said:
        return None, ()
    try:
        return parsedate_to_datetime(said).date(), ()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None, (Note("bad_date", f"{said[:40]!r} is no day of a mail"),)


def _field(message: EmailMessage, name: str) -> str | None:
    """A field's words, or None. The library breaks on some fields that were made to break it."""
    try:
        value = message[name]
    except Exception:
        return None
    return str(value).encode("utf-8", "replace").decode() if value else None


def _sender(message: EmailMessage) -> str | None:
    """The name of who sent the mail, else the address."""
    said = _field(message, "from") or ""
    name, _, address = said.partition("<")
    return name.strip().strip('"') or address.strip("> ") or None


def _part(part: EmailMessage, number: int) -> Part:
    inner: Any = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner:
        return Part(f"{number}.eml", BytesIO(inner[0].as_bytes()))
    data = part.get_payload(decode=True)
    name = part.get_filename() or f"{number}{_ENDINGS.get(part.get_content_type(), '')}"
    return Part(
        clean(name), BytesIO(data if isinstance(data, bytes) else b""), charset=part.get_content_charset()
    )


_ENDINGS = {"text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}


def _recognise(head: bytes) -> bool:
    fields = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _FIELD.match(head) is not None and _SURE.search(fields) is not None


FORMAT = Format((".eml",), "message/rfc822", read, _recognise)
