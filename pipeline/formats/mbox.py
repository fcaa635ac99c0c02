"""Mailboxes: `.mbox`, one mail after the other, each after a line that begins with "From "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pipeline.errors import Unreadable
from pipeline.formats.lines import raw_lines
from pipeline.formats.raw import Format, Found, Note, Part, Source

_START = re.compile(rb"From \S+.* \d{4}\r?\n")
_BEGINS = re.compile(rb"From \S+[^\n]* \d{4}\r?\n[A-Za-z][A-Za-z0-9-]*:")
_ESCAPED = re.compile(rb">+From ")


def read(source: Source) -> Iterator[Found]:
    """The mails, named by their number. Raises Unreadable if there is none."""
    mail: list[bytes] = []
    size = number = 0
    blank = True
    for line in raw_lines(source.file, source.limits.bytes):
        source.check()
        if blank and line is not None and _START.match(line):
            if number:
                yield _mail(number, mail, size, source)
            number, mail, size = number + 1, [], 0
            continue
        size += source.limits.bytes + 1 if line is None else len(line)
        if line is not None and size <= source.limits.bytes:
            mail.append(line[1:] if _ESCAPED.match(line) else line)
        blank = line is not None and not line.strip()
    if not number:
        raise Unreadable("damaged", "no mailbox: no line begins a mail")
    yield _mail(number, mail, size, source)


def _mail(number: int, mail: list[bytes], size: int, source: Source) -> Part | Note:
    if size > source.limits.bytes:
        return Note("too_big", f"mail {number} has more than {source.limits.bytes:,} bytes; it is not read")
    return Part(f"{number}.eml", BytesIO(b"".join(mail)))


FORMAT = Format(
    (".mbox",), "application/mbox", read, lambda head: _BEGINS.match(head) is not None, records=True
)
