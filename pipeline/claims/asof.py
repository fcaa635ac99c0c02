"""On which day a stated size held, if the words give one; and what a size in a row of sizes belongs to."""

from __future__ import annotations

import re

from pipeline.claims.scene import Scene, gap
from pipeline.records import Mention
from pipeline.values.counts import Count

#: Rules whose last number holds later than the dates before it ("from 15 in 2011 to 30").
GROWN = frozenset(("total.grown", "total.grown-on", "total.raised"))
_NOW = re.compile(r"\b(?:today|now|currently|at present|presently|to date|so far)\b", re.I)
_WHEN = re.compile(
    r"\b(?:in|as of|by|on|at|end of|early|late|until|of|during|,|\()[ ,(]*(?:the )?(?:start|end|beginning)?(?: of)? ?$",
    re.I,
)
#: What stands between a size and its date, right behind it or right before it: "17 (2012)", "17 in 2012", "2012: 17".
_BEHIND = re.compile(
    r"(?: (?:members?|states?|countries|governments|strong))?(?: ?\(|,? (?:in|by|at|on|as of|as at|of|for) )(?:the )?"
    r"(?:(?:very )?(?:end|start|beginning|close|middle) of )?",
    re.I,
)
_BEFORE = re.compile(r" ?(?::|=| -|->|,|\|)? ?")
#: How far behind a size its date may stand.
_REACH = 60


def day(scene: Scene, mention: Mention, count: Count) -> Mention | None:
    """The date at which a size held."""
    start, end = scene.sentence(mention)
    if count.kind == "total" and mention.rule_id.startswith("table."):
        return _of_row(scene, mention)
    near = scene.plain[max(start, mention.start - 40) : min(end, mention.end + 15)]
    if count.kind == "ordinal":
        return None
    if told := _attached(scene, mention, start, end):
        return told
    if count.kind == "total" and _NOW.search(near):
        return None
    if count.kind == "initial":
        dates = scene.beside(mention, "date")
        return next((d for d in dates if d.start < mention.start or gap(mention, d) < 8), None)
    date = scene.date_of(mention, reach=_REACH)
    if date and date.start < mention.start and mention.rule_id in GROWN:
        return None
    date = _of_clause(scene, mention, date, start)
    return date if date and _WHEN.search(scene.plain[start : date.start]) else None


def partner(scene: Scene, mention: Mention, kind: str) -> Mention | None:
    """What a size in a row of sizes belongs to, behind a row of as many bodies or dates."""
    if mention.rule_id != "total.paired":
        return None
    start, end = scene.sentence(mention)
    row = [m for m in scene.within(start, end, "count") if m.rule_id == mention.rule_id]
    others = scene.within(start, row[0].start, kind)[-len(row) :]
    return others[row.index(mention)] if len(others) == len(row) else None


def _attached(scene: Scene, mention: Mention, start: int, end: int) -> Mention | None:
    """The date right beside a size, or that of its place in a row."""
    behind = scene.within(mention.end, min(end, mention.end + _REACH), "date")[:1]
    if behind and _BEHIND.fullmatch(scene.plain, mention.end, behind[0].start):
        return behind[0]
    before = scene.within(start, mention.start, "date")[-1:]
    if before and _BEFORE.fullmatch(scene.plain, before[0].end, mention.start):
        return before[0]
    return partner(scene, mention, "date")


def _of_clause(scene: Scene, mention: Mention, date: Mention | None, start: int) -> Mention | None:
    """The date of a size's own clause, if there is one before it, rather than that of the next clause."""
    if not date or date.start < mention.end or "," not in scene.plain[mention.end : date.start]:
        return date
    before = scene.within(start, mention.start, "date")[-1:]
    own = [d for d in before if not re.search("[,;]", scene.plain[d.end : mention.start])]
    return own[0] if own else date


def _of_row(scene: Scene, mention: Mention) -> Mention | None:
    """The first date of a table's row."""
    start = scene.plain.rfind("\n", 0, mention.start) + 1
    return next(iter(scene.within(start, mention.start, "date")), None)
