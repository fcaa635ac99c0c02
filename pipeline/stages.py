"""THE PLAN: the five stages, what each reads and what it writes. How they are run: running/.

A stage reads artefacts, named `stage/table` after the stage that wrote them, and writes tables. Stages 1 to 3 work on
each part of the documents by itself, stage 4 on each share of the bodies; they write into
`interim/stage/part/table.parquet`. What looks at all parts together stands in `interim/stage/table.parquet`; the
published tables have a folder of their own. Last of all a stage writes its receipt: `receipt.json`, or
`datapackage.json` beside the published tables.
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

    @property
    def parted(self) -> tuple[str, ...]:
        """The tables that it writes part by part."""
        return tuple(table for table in self.writes if table != "copies") if self.name in PARTED else ()


def _of(stage: str, *tables: str) -> tuple[str, ...]:
    return tuple(f"{stage}/{table}" for table in tables)


#: Stages that never look from one part of the documents at another, and the one that takes the bodies in shares.
PARTED = ("ingest", "extract", "relate", "reconcile")
CLAIMS = ("count_claims", "membership_claims", "conference_claims", "resolution_citations")
SETTLED = (*CLAIMS[:3], "timeline", "memberships", "resolutions", "conferences")

STAGES = (
    Stage(
        "ingest",
        "raw files -> documents",
        reads=("raw",),
        writes=("documents", "issues", "copies"),
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
        reads=("raw/decisions.csv", "ingest/copies", *_of("relate", "mentions", *CLAIMS)),
        writes=(*SETTLED, "issues"),
    ),
    Stage(
        "publish",
        "records -> the tables that readers want",
        reads=(
            *_of("ingest", "documents", "issues", "copies"),
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

PLAN = {stage.name: stage for stage in STAGES}
