"""What the page shows of a difference between two extractions."""

from __future__ import annotations

from pathlib import Path

from pipeline.review.diff import compare
from pipeline.review.page import Changes, Row
from pipeline.review.sources import opened
from pipeline.review.words import because, evidence, headline, summary

#: No more changes than this are shown: the page stays quick.
SHOWN = 2000
#: The tables on whose rows a decision can be made here.
ON = ("mentions", "count_claims", "membership_claims")


def since(old: str, processed: Path) -> Changes:
    """What changed between another extraction, a folder or a revision, and the tables of this one."""
    with opened(old) as before, opened(str(processed)) as now:
        diff = compare(before, now)
    rows = [
        Row(
            change.what,
            change.table,
            change.key[0] if change.table in ON and change.what != "lost" else "",
            change.kinds,
            headline(change),
            evidence(change),
            because(change),
            change.doc_id,
        )
        for change in diff.changes[:SHOWN]
    ]
    command = f"rollcall diff {old} {processed}"
    return Changes(summary(diff), diff.notes, rows, len(diff.changes), command)
