"""From bytes to characters, without guessing: byte-order mark, declared charset, strict UTF-8, and last cp1252."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import Unreadable
from pipeline.formats.raw import Note

#: How files begin that say how they are written.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How files begin that hold no plain text, whatever their name says.
_BINARY = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
}

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
#: Right-to-left overrides, which make text read otherwise than it is written; tags, which nobody sees; halves of
#: characters.
_FORCED = re.compile("[\0\ud800-\udfff\u202d\u202e\U000e0000-\U000e007f]")
#: Share of control characters from which bytes are no text; random bytes have 0.12.
_TOO_MANY_CONTROLS = 0.05

#: Western encodings that pages declare by habit; readers of the web take all of them for cp1252, and so do we.
_WESTERN = {"ascii", "iso8859-1", "iso8859-15", "cp1252"}
#: Codecs of the web that leave ASCII as it is. Python knows others, and some aren't for reading strangers' files.
_CHARSET = re.compile(
    r"ascii|utf-8|iso8859-\d+|cp(?:125\d|437|8\d\d|9\d\d)|koi8-\w|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|tis-620"
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text of `data`, with a note if its encoding had to be guessed.

    Raises Unreadable: `empty` if nothing or only white space is there, `not_text` for anything binary.
    """
    kind = next((kind for start, kind in _BINARY.items() if data.startswith(start)), None)
    if kind:
        raise Unreadable("not_text", f"the bytes are those of {kind}, not of text")
    text, note = _marked(data) or _unmarked(data, declared)
    if not text or text.isspace():
        raise Unreadable("empty", "the file holds no text")
    if "\0" in text:
        raise Unreadable("not_text", "the file holds zero bytes, as no text does")
    if len(_CONTROL.findall(text)) > _TOO_MANY_CONTROLS * len(text):
        raise Unreadable("not_text", "more than one character in twenty is a control character")
    return text, ((note,) if note else ()) + odd_characters(text)


def odd_characters(text: str) -> tuple[Note, ...]:
    """A note if a text holds what no announcement does and `tidy` takes out: zero bytes, directions turned by force."""
    odd = len(_FORCED.findall(text))
    words = "characters that hide text or turn its direction were taken out"
    return (Note("odd_characters", f"{odd} {words}"),) if odd else ()


def _marked(data: bytes) -> tuple[str, Note | None] | None:
    """The text after a byte-order mark, if there is one."""
    for mark, name in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            lost = text.count("\ufffd")
            return text, Note("encoding_guessed", f"{lost} characters are not valid {name}") if lost else None
    return None


def _unmarked(data: bytes, declared: str | None) -> tuple[str, Note | None]:
    codec = _codec(declared)
    text = _strict(data, "utf-8")
    if codec in _WESTERN and text is not None and not data.isascii():
        return text, Note("encoding_guessed", f"declared as {declared}, but the bytes are valid UTF-8")
    if codec and codec != "utf-8":
        known = _strict(data, "cp1252" if codec in _WESTERN else codec)
        if known is not None:
            return known, None
    if text is not None:
        return text, None
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, Note]:
    """Neither declared nor valid: damaged UTF-8 if most of it is sound, else cp1252."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if sum(c > "\x7f" for c in text) > 2 * lost:
        return text, Note("encoding_guessed", f"not valid UTF-8; {lost} characters were lost")
    return data.decode("cp1252", "replace"), Note(
        "encoding_guessed", "neither declared nor UTF-8; read as cp1252"
    )


def _codec(declared: str | None) -> str | None:
    """Python's name of a declared charset; None for one that is unknown or can't have held the declaration."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return name if _CHARSET.fullmatch(name) else None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return None
