"""Who founded a body, among those that a list of members with the years of their accession names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.claims.scene import Scene
from pipeline.records import CountClaim, MembershipClaim
from pipeline.rulebook import table

#: The rules that read entries of lists and rows of tables.
_ENTRIES = ("list.", "table.", "pairs.", "series.", "bracket.")
#: So many at least found a body together, where no number of founders is told and not all members are listed.
_LEAST = 5


def founders(
    scene: Scene, sizes: Sequence[CountClaim], acts: Sequence[MembershipClaim]
) -> tuple[MembershipClaim, ...]:
    """The claims; who comes first in a list of accessions by year has founded the body, if as many are told to have
    done so, or if that was its first year."""
    rules = {m.mention_id: m.rule_id for m in scene.of("membership")}
    listed = defaultdict(list)
    for act in acts:
        if act.action == "join" and act.date and rules.get(act.mention_id, "").startswith(_ENTRIES):
            listed[act.body].append(act)
    first: dict[str, str] = {}
    for body, entries in listed.items():
        day = min(entry.date or "" for entry in entries)
        alike = {entry.country for entry in entries if entry.date == day}
        told = {s.value for s in sizes if s.body == body and s.kind == "initial" and s.modality == "asserted"}
        known = {entry.country for entry in entries}
        begun = day[:4] == _founded().get(body)
        many = len(alike) >= _LEAST or (len(alike) > 1 and _whole(sizes, body, len(known)))
        if len(alike) < len(known) and (len(alike) in told or (begun and many)):
            first[body] = day
    return tuple(
        replace(act, action="founding")
        if act in listed[act.body] and act.date == first.get(act.body)
        else act
        for act in acts
    )


def _whole(sizes: Sequence[CountClaim], body: str, entries: int) -> bool:
    """Whether a list of so many entries is that of all members."""
    return any(s.body == body and s.kind == "listed" and s.value == entries for s in sizes)


@cache
def _founded() -> dict[str, str]:
    """The year in which each body was founded, by its code."""
    return {row["code"]: row["founded"] for row in table("bodies") if row["founded"]}
