"""Highlighting: a text with marks around its spans, as HTML. Spans that overlap are nested, cut where they cross."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.records import Mention

if TYPE_CHECKING:
    from markupsafe import Markup

#: Characters that turn the order of the text around them: shown by name, so that none can hide what stands there.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """A text whose characters are shown in the order in which they stand."""
    return TURNING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def highlight(text: str, mentions: Sequence[Mention], first: int) -> Markup:
    """The text with a `mark` around each mention, which bears its number: its place in `mentions`, from `first` on.

    Where a mention crosses the end of another it is cut; the first piece alone can be focused.
    """
    from markupsafe import Markup

    waiting = [(m.start, -m.end, number, False) for number, m in enumerate(mentions)]
    heapq.heapify(waiting)
    parts: list[Markup] = []
    open_ends: list[int] = []
    at = 0

    def close(until: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= until:
            parts.extend((Markup.escape(visible(text[at : open_ends[-1]])), Markup("</mark>")))
            at = open_ends.pop()

    while waiting:
        start, end, number, again = heapq.heappop(waiting)
        close(start)
        if open_ends and -end > open_ends[-1]:
            heapq.heappush(waiting, (open_ends[-1], end, number, True))
            end = -open_ends[-1]
        parts += [Markup.escape(visible(text[at:start])), _opening(mentions[number], first + number, again)]
        at = start
        open_ends.append(-end)
    close(len(text))
    return Markup("").join([*parts, Markup.escape(visible(text[at:]))])


def _opening(mention: Mention, number: int, again: bool) -> Markup:
    from markupsafe import Markup

    kind = f"k-{mention.kind}" + (" no" if mention.verdict == "rejected" else "") + (" on" if again else "")
    return Markup('<mark class="{}" data-m="{}"{}>').format(
        kind, number, "" if again else Markup(" tabindex=0")
    )
