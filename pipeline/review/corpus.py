"""Corpus: all that the page shows, read from the tables of one run, with the texts that are not published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.asking import lookup
from pipeline.asking.dossier import Claim, Dossier
from pipeline.decisions import Decision, read_decisions
from pipeline.errors import RollcallError
from pipeline.published import Membership, PublishedDocument, Step
from pipeline.records import CountClaim, Document, Issue, MembershipClaim, Mention
from pipeline.review.ledger import readings
from pipeline.running.results import Made

Row = TypeVar("Row")

#: The tables of claims that bear a verdict.
CLAIMS = ("count_claims", "membership_claims")


@dataclass(frozen=True, slots=True)
class Corpus:
    """The tables of one run; `texts` are the documents as ingested, `memories` what a decision keeps of each row."""

    texts: tuple[Document, ...]
    documents: Mapping[str, PublishedDocument]
    mentions: Mapping[str, tuple[Mention, ...]]
    claims: tuple[Claim, ...]
    steps: tuple[Step, ...]
    members: tuple[Membership, ...]
    bodies: Mapping[str, str]
    issues: tuple[Issue, ...]
    decisions: tuple[Decision, ...]
    memories: Mapping[str, Mapping[str, Mapping[str, str]]]

    def dossiers(self) -> list[Dossier]:
        """One for each body of which anything is told, those with the most claims first."""
        claims, steps, members = _by_body(self.claims), _by_body(self.steps), _by_body(self.members)
        return [
            Dossier(
                code,
                self.bodies.get(code, code),
                tuple(steps[code]),
                tuple(members[code]),
                tuple(c for c in claims[code] if isinstance(c, CountClaim)),
                tuple(c for c in claims[code] if isinstance(c, MembershipClaim)),
                dict(self.documents),
            )
            for code in sorted(claims, key=lambda code: (not steps[code], -len(claims[code]), code))
        ]


def read(raw: Path, interim: Path, processed: Path) -> Corpus:
    """Read a run. Raises RollcallError where a table is missing, or interim/ and processed/ are of different runs."""
    texts: list[Document] = Made(interim, processed)["ingest/documents"]
    tables: dict[str, list[Any]] = {
        name: lookup.rows(processed, name)
        for name in ("documents", "mentions", "timeline", "memberships", "bodies", "issues", *CLAIMS)
    }
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in tables["mentions"]:
        mentions[mention.doc_id].append(mention)
    _same_run(texts, tables["documents"], mentions, interim, processed)
    return Corpus(
        tuple(sorted(texts, key=lambda d: (str(d.published or ""), d.doc_id))),
        {d.doc_id: d for d in tables["documents"]},
        {doc_id: tuple(sorted(own, key=lambda m: (m.start, -m.end))) for doc_id, own in mentions.items()},
        (*tables["count_claims"], *tables["membership_claims"]),
        tuple(tables["timeline"]),
        tuple(tables["memberships"]),
        {b.code: b.name for b in tables["bodies"]},
        tuple(tables["issues"]),
        read_decisions(raw / "decisions.csv"),
        readings(interim),
    )


def _same_run(
    texts: Iterable[Document],
    documents: Iterable[PublishedDocument],
    mentions: Mapping[str, Iterable[Mention]],
    interim: Path,
    processed: Path,
) -> None:
    """Make sure that the places of the mentions are places in these texts."""
    known = {d.doc_id: d.text for d in texts}
    strange = [d.doc_id for d in documents if d.doc_id not in known]
    strange += [
        doc_id
        for doc_id, own in mentions.items()
        for m in own
        if known.get(doc_id, "")[m.start : m.end] != m.text
    ]
    if strange:
        why = f"holds the texts of another run than {processed} ({strange[0]} differs)"
        raise RollcallError(interim, why, "run `make all`, or name the folders of one run")


def _by_body(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.body].append(row)  # type: ignore[attr-defined]
    return found
