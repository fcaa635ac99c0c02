"""Conflicts: the questions on which claims contradict each other, each with its answer and the claims on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.asking.dossier import Claim, Dossier, first_day
from pipeline.asking.explain import SHOWN, answer, sides
from pipeline.errors import RollcallError
from pipeline.inference.wording import capital, name_of
from pipeline.records import CountClaim
from pipeline.review.phrases import bare


@dataclass(frozen=True, slots=True)
class Side:
    """The claims of one side: `style` is for, against or note; `more` says how many are not shown."""

    title: str
    style: str
    claims: Sequence[Claim]
    more: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question, its answer in words, and the sides; `settled` if a person decided all that was against."""

    body: str
    question: str
    answer: Sequence[str]
    sides: Sequence[Side]
    reasons: Sequence[str]
    settled: bool


def conflicts(own: Dossier) -> list[Conflict]:
    """One for each step of the size, and for each country, against which a claim speaks; open ones first."""
    found = [*_on_sizes(own), *_on_countries(own)]
    return sorted(found, key=lambda c: c.settled)


def _on_sizes(own: Dossier) -> Iterator[Conflict]:
    """By the step in which the first day of the rejected claim lies."""
    groups: dict[date | None, list[CountClaim]] = {}
    for claim in sorted(own.counts, key=lambda c: (first_day(c) or date.max, c.claim_id)):
        if claim.verdict == "rejected":
            groups.setdefault(_step(own, first_day(claim)), []).append(claim)
    for rejected in groups.values():
        day = first_day(rejected[0])
        question = f"How many members on {day}?" if day else "How many members, on an unknown day?"
        yield _conflict(own, question, str(day or ""), rejected)


def _step(own: Dossier, day: date | None) -> date | None:
    """The first day of the step in which a day lies; the day itself if it lies in none."""
    held = (s.start for s in own.steps if day and s.start <= day and (s.end is None or day < s.end))
    return next(held, day)


def _on_countries(own: Dossier) -> Iterator[Conflict]:
    named = sorted({c.country for c in own.named if c.verdict == "rejected"})
    for code in named:
        rejected = [c for c in own.named if c.country == code and c.verdict == "rejected"]
        yield _conflict(own, f"Since when is {name_of(code)} a member?", code, rejected)


def _conflict(own: Dossier, question: str, about: str, rejected: Sequence[Claim]) -> Conflict:
    """The conflict about a day or a country; about neither, the rejected claims alone speak."""
    words: list[str] = []
    claims: Sequence[Claim] = rejected
    if about:
        try:
            lines, claims = answer(own, about)
            words = [bare(own, line.text, about) for line in lines]
        except RollcallError as error:  # the day lies beyond the record
            words = [capital(error.why)]
    ids = {c.claim_id for c in claims}
    claims = [*claims, *(c for c in rejected if c.claim_id not in ids)]
    shown = [Side(title, style, some[:SHOWN], len(some) - SHOWN) for title, style, some in sides(claims)]
    reasons = sorted({c.reason or "" for c in rejected})
    return Conflict(own.code, question, words, shown, reasons, reasons == ["decision"])
