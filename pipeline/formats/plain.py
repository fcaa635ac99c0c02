"""Plain text: `.txt`. What a browser, a mail program or a converter left in it is taken out or mended."""

from __future__ import annotations

import re

from pipeline.formats.encoding import decode
from pipeline.formats.furniture import cut
from pipeline.formats.raw import Format, Raw, Reading
from pipeline.formats.reflow import columns, reflow
from pipeline.text import tidy

_LINK = r"\[([^\[\]\n]*)\]\((?=[^()\s]*[./:#]|\))[^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?: \"[^\"\n]*\")?\)"

#: Markdown and its kin in plain text, in order: what stands there, what stays of it.
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), stays)
    for pattern, stays in (
        (r"^\*\*[^*\n]+\*\*(?:\n\*\*[^*\n]+\*\*)+$", "headline"),  # a headline in bold over several lines
        (r"^(?:[-=_*~#] ?){2,}$|^`{3}.*$|^\|? ?:?-{3,}:?(?: ?\| ?:?-{3,}:?)* ?\|?$", ""),  # rules, fences
        (r"!" + _LINK, ""),  # images
        (_LINK, r"\1"),
        (
            r"^\[\^[^\]\s]+\]: ?|\[\^[^\]\s]+\]|(?<=[\w.,;:!?)”\"])\[\d{1,3}\]",
            "",
        ),  # footnotes and their marks
        (r"<((?:https?://|mailto:)[^<>\s]+)>", r"\1"),
        (r"^(?:#{1,6}|\*\*) (\S.*?)(?: #+)?$", r"\n\1\n"),  # headings
        (r"^(?:> ?)+(?=\S)", ""),
        (r"^\| ?(.*?) ?\|$", r"\1"),
        (r"\*\*(?=\S)([^*\n]*[^*\s])\*\*|(?<!\w)__(?=\S)([^_\n]*[^_\s])__(?!\w)", r"\1\2"),
        (
            r"(?<![\w*])\*(?=[^*\s])([^*\n]*[^*\s])\*(?![\w*])|(?<!\w)_(?=[^_\s])([^_\n]*[^_\s])_(?!\w)",
            r"\1\2",
        ),
    )
)


#: What a text without any mark of Markdown doesn't hold.
_MARKED = re.compile(r"[*_\[#`|<>]|^[-=~]{2}", re.MULTILINE)


def readable(text: str) -> str:
    """The announcement in a plain text: characters tidy, markup and furniture gone, lines mended. Idempotent.

    Taking one thing out can bring another to light (a counter in bold), so it is done until nothing changes.
    """
    text = tidy(columns(text))
    while (better := _once(text)) != text:
        text = better
    return text


def _once(text: str) -> str:
    return reflow(cut(tidy(unmark(text)))[0])


def unmark(text: str) -> str:
    """`text` without the marks of Markdown. Lists keep their bullets, links their words."""
    if not _MARKED.search(text):
        return text
    for pattern, stays in _MARKUP:
        text = pattern.sub(_in_one_line if stays == "headline" else stays, text)
    return text


def _in_one_line(headline: re.Match[str]) -> str:
    return headline[0].replace("**\n**", " ").replace("*", "")


def read(data: bytes) -> Reading:
    """One document: the file's text. Raises Unreadable if it holds none."""
    text, notes = decode(data)
    return Reading((Raw(readable(text)),), notes)


FORMAT = Format((".txt", ".text"), "text/plain", read)
