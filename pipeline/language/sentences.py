"""Plain quotes and dashes, and where sentences begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

#: One character for one: offsets in the plain text are offsets in the document. Characters for private use, such as the
#: icons of web pages, are blanks: rules see what was recognised as such characters. So is the one that parts views.
PLAIN = str.maketrans("’‘‛`´“”„«»–—‑‒―−\u00a0\u202f\u2009", "'''''\"\"\"\"\"------   ") | dict.fromkeys(
    [0, *range(0xE000, 0xF900)], " "
)
#: Where a sentence may end: at a line's end (not after a colon), or at a mark, if what follows starts another one.
_END = re.compile(r"[.!?][\"')\]]*[ ]+(?=[\"'(\[]*[A-ZÀ-ÞĀ-ŽƏ0-9*])|\n(?<!:\n)\n*|:\n+(?=[^\n]{80})")
_ITEM = re.compile(r"[-•*] ")
#: Words after which a full stop ends nothing.
_SHORT = frozenset(
    "mr mrs ms dr prof st hon rev gen amb sen gov lt col h.e no nos art arts para paras vol pp fig ed vs ca approx "
    "jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k u.n d.c jr sr inc ltd res ts".split()
)


def split(plain: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of a plain text as (start, end); every character that isn't white space is in one."""
    ends = [m.end() for m in _END.finditer(plain) if not _goes_on(plain, m, language)]
    cuts = [0, *ends, len(plain)]
    return [(a, b) for a, b in pairwise(cuts) if plain[a:b].strip()]


def _goes_on(plain: str, end: re.Match[str], language: str) -> bool:
    """Whether a sentence goes on where one may end: behind a short word, or behind the heading of a list."""
    start = end.start()
    while (
        plain[end.start()] in ".!?" and start and ((before := plain[start - 1]).isalnum() or before in "_.")
    ):
        start -= 1
    word = plain[start : end.start()].lstrip(".")
    if word.isdigit() and plain[:start].rstrip(" ")[-1:] not in (
        "",
        "\n",
    ):  # "7. It was", but "1. Opening" in a list
        return language == "de" and len(word) < 3
    return _short(word) if word else _heads(plain, end)


def _heads(plain: str, end: re.Match[str]) -> bool:
    """Whether a line is the heading of the list that begins with the next one."""
    line = plain[plain.rfind("\n", 0, end.start()) + 1 : end.start()]
    return bool(0 < len(line) < 60 and _ITEM.match(plain, end.end()) and not _ITEM.match(line))


def _short(word: str) -> bool:
    """Whether a full stop after a word ends nothing: an initial, an abbreviation."""
    return len(word) == 1 or word.lower() in _SHORT
