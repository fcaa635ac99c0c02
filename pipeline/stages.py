"""THE PLAN: the five stages, what each reads and what it writes. How one is run: runs.py.

A stage reads artefacts, named `stage/table` after the stage that wrote them, and writes tables: into
`interim/stage/table.parquet`, those of publish into the folder of the published tables. Last of all it writes
its receipt: `receipt.json`, or `datapackage.json` beside the published tables.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: a line of help, the artefacts that it reads, the tables that it writes."""

    name: str
    help: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]


def _of(stage: str, *tables: str) -> tuple[str, ...]:
    return tuple(f"{stage}/{table}" for table in tables)


CLAIMS = ("count_claims", "membership_claims", "conference_claims", "resolution_citations")
SETTLED = (*CLAIMS[:3], "timeline", "memberships", "resolutions", "conferences")

STAGES = (
    Stage(
        "ingest",
        "raw files -> documents",
        reads=("raw",),
        writes=("documents", "issues"),
    ),
    Stage(
        "extract",
        "documents -> mentions",
        reads=("ingest/documents",),
        writes=("mentions", "issues"),
    ),
    Stage(
        "relate",
        "mentions -> claims",
        reads=("raw/decisions.csv", "ingest/documents", "extract/mentions"),
        writes=("mentions", "subjects", *CLAIMS, "people", "issues"),
    ),
    Stage(
        "reconcile",
        "claims -> timeline, memberships, verdicts",
        reads=("raw/decisions.csv", "ingest/documents", *_of("relate", *CLAIMS)),
        writes=(*SETTLED, "issues"),
    ),
    Stage(
        "publish",
        "records -> the tables that readers want",
        reads=(
            *_of("ingest", "documents", "issues"),
            "extract/issues",
            *_of("relate", "mentions", "subjects", "resolution_citations", "people", "issues"),
            *_of("reconcile", *SETTLED, "issues"),
        ),
        writes=(
            "documents",
            "mentions",
            *CLAIMS,
            "people",
            *SETTLED[3:],
            "country_year",
            "bodies",
            "issues",
        ),
    ),
)
