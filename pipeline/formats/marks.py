"""Takes the marks of Markdown, and of mail programs, out of plain text. Lists keep their bullets, links their words."""

from __future__ import annotations

import re
from collections.abc import Callable

_LINK = r"\[([^\[\]\n]*)\]\((?=[^()\s]*[./:#]|\))[^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?: \"[^\"\n]*\")?\)"
_FOOTNOTE = r"^\[\^[^\]\s]+\]: ?|\[\^[^\]\s]+\]|(?<=[\w.,;:!?)”\"])\[\d{1,3}\]"
_RULE = r"^(?:[-=_*~#] ?){2,}$|^`{3}.*$|^\| ?:?-{3,}:? ?\|$"
_RULE_OF_TABLE = r"^\|? ?:?-{3,}:?(?: ?\| ?:?-{3,}:?)+ ?\|?\n"
_BOLD = r"\*\*(?=\S)([^*\n]*[^*\s])\*\*|(?<!\w)__(?=\S)([^_\n]*[^_\s])__(?!\w)"
_ITALIC = r"(?<![\w*])\*(?=[^*\s])([^*\n]*[^*\s])\*(?![\w*])|(?<!\w)_(?=[^_\s])([^_\n]*[^_\s])_(?!\w)"


def _in_one_line(headline: re.Match[str]) -> str:
    return headline[0].replace("**\n**", " ").replace("*", "")


def _without_frame(row: re.Match[str]) -> str:
    return row[0][1:-1].strip()


#: What is looked for, in order, and what stays of it.
_MARKS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), stays)
    for pattern, stays in (
        (r"^\*\*[^*\n]+\*\*(?:\n\*\*[^*\n]+\*\*)+$", _in_one_line),  # a headline in bold over several lines
        (_RULE_OF_TABLE, ""),
        (_RULE, ""),  # rules under headings and between parts, fences of code
        (r"!" + _LINK, ""),  # images
        (_LINK, r"\1"),
        (_FOOTNOTE, ""),
        (r"<((?:https?://|mailto:)[^<>\s]+)>", r"\1"),
        (r"^(?:#{1,6}|\*\*) (\S.*?)(?: #+)?$", r"\n\1\n"),  # headings, those of newsletters too
        (r"^(?:> ?)+(?=\S)", ""),  # quoted lines
        (r"^\|.*\|$", _without_frame),
        (_BOLD, r"\1\2"),
        (_ITALIC, r"\1\2"),
    )
)
#: What a text with any of these holds.
_MARKED = re.compile(r"[*_\[#`|<>]|^[-=~]{2}", re.MULTILINE)


def unmark(text: str) -> str:
    """`text` without marks. Expects `text.tidy`."""
    if _MARKED.search(text):
        for pattern, stays in _MARKS:
            text = pattern.sub(stays, text)
    return text
