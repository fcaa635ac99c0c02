"""What a line of a list, or a stretch of it, begins with: countries and days with little between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span, order
from pipeline.values.numbering import closed

#: What stands before a country of an entry, and between it and its day.
_PLAIN = re.compile(
    r"(?:[\W\d_]|no\. ?(?=\d)|(?<=\d)(?:st|nd|rd|th)\b|(?<=')s\b|"
    r"\b(?:and|the|of|in|on|by|to|from|as|as of|since|effective|with|which|who|date|year|republic|kingdom|states?|"
    r"joined|joins|acceded|accedes|accession|admitted|admission|became|entered|entry|ratified|ratification|adhered|"
    r"left|leaves|withdrew|withdrawn|withdrawal|exit|departed|gone|expelled|"
    r"observer|member|party|full|took|takes|effect|finally|most|more|recently|lastly|later|then|both|all|each|"
    r"en|el|le|la|les|los|las|die|der|y|e|et|und|depuis|desde|dal|seit|im|am)\b)*",
    re.I,
)
#: Between a country and its day, if a sign or a bullet shows that they are an entry.
_ASIDE = re.compile(r"[^\n.;]{0,60}|[^\n.]{0,60};[^\n.]{0,60}")
_SIGN = re.compile(r"[\s*_]*[,:;(|-]")
BULLET = re.compile(r"\s*(?:[-*•·–+>|]|\(?\d{1,3}[.)]|\(?[a-z]\)|\(?[ivx]{1,5}[.)]) ?")
_ALL = re.compile(r" ?\((?:both|all|each)\b", re.I)
_PAIR = re.compile(r",? (?:and|&|y|et|und) (?:the )?", re.I)


def opening(reading: Reading, start: int, end: int) -> list[Span]:
    """The countries and days that a stretch begins with, with little between them."""
    head: list[Span] = []
    bullet = BULLET.match(reading.plain, start)
    start = bullet.end() if bullet else start
    for part in sorted(reading.within(start, end, "country", "date"), key=order):
        if head and part.end < start:
            head.append(part)  # in the brackets of a country
            continue
        gap = _unnamed(reading, start, part.start)
        listed = head and part.kind == "date" and (bullet or _SIGN.match(gap))
        if not _PLAIN.fullmatch(gap) and not (listed and _ASIDE.fullmatch(gap)):
            break
        head.append(part)
        start = closed(reading, part) if part.kind == "country" else part.end
    return head


def _unnamed(reading: Reading, start: int, end: int) -> str:
    """The words of a stretch without the bodies that are listed among countries."""
    bodies = reading.within(start, end, "body")
    ends = [start, *(place for body in bodies for place in (body.start, body.end)), end]
    return "".join(reading.plain[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))


def before(head: Sequence[Span]) -> Span | None:
    """The nearest day before a country in a line that begins with a day."""
    return next((p for p in reversed(head) if p.kind == "date"), None)


def behind(reading: Reading, head: Sequence[Span], days: Sequence[Span]) -> Span | None:
    """The day behind the first country of `head`, or behind others that share it: not in the brackets of another."""
    at = next((i for i, p in enumerate(head) if p.kind == "date"), 0)
    gaps = [reading.plain[a.end : b.start] for a, b in pairwise(head[: at + 1])]
    alone = len(gaps) > 1 and "(" in gaps[-1] and not _ALL.match(gaps[-1])
    if not at or (alone and not all(_PAIR.fullmatch(g) for g in gaps[:-1])):
        return None
    return next((p for p in takewhile(lambda p: p.kind == "date", head[at:]) if p in days), None)
