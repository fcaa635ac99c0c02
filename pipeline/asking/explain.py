"""Explain: why the published tables say what they say of a body, with the claims for and against, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.asking import dossier
from pipeline.asking.dossier import Claim, Dossier, first_day, table_of
from pipeline.errors import RollcallError
from pipeline.inference.wording import capital, name_of, ordinal_word
from pipeline.published import Membership, Step
from pipeline.records import CountClaim

#: No more claims than this are shown on either side.
SHOWN = 12
#: A change known to within so many days is shown beside a step of the size.
SEASON = 92


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: `style` is answer, note, for, against, quote or plain."""

    text: str
    style: str = "plain"


def explain(folder: Path, body: str, about: str | None = None) -> list[Line]:
    """The answer on a body as a whole, or on a day, month, year or country of it, from the tables in `folder`.

    Raises RollcallError for a body, country or day of which nothing is known, and for what is none of these.
    """
    own = dossier.read(folder, body)
    lines, claims = answer(own, about)
    return [*lines, *_sides(own, claims)]


def answer(own: Dossier, about: str | None = None) -> tuple[list[Line], list[Claim]]:
    """The answer alone, and the claims for and against it. Raises as `explain` does."""
    if about is None:
        return _whole(own)
    span = dossier.span(about)
    return _size(own, about, *span) if span else _country(own, about)


def sides(claims: Iterable[Claim]) -> list[tuple[str, str, list[Claim]]]:
    """Claims for, against, and not counted: title, style and claims of each side that has any, in order of time."""
    ordered = sorted(claims, key=lambda c: (first_day(c) or date.max, c.doc_id, c.claim_id))
    every = (
        ("For", "for", [c for c in ordered if c.verdict == "accepted"]),
        ("Against, rejected", "against", [c for c in ordered if c.verdict == "rejected"]),
        ("Not counted", "note", [c for c in ordered if c.verdict is None]),
    )
    return [side for side in every if side[2]]


# --- the whole body


def _whole(own: Dossier) -> tuple[list[Line], list[Claim]]:
    """What is known of a body: its size now, how it came to it, and how its claims fared."""
    if not own.steps:
        lines = [
            Line(
                f"{own.name} ({own.code}): no size, because no claim that is believed has both a size and a day.",
                "answer",
            )
        ]
        return lines, list(own.counts)
    step, last, grown = own.steps[-1], own.last(), _changes(own.steps)
    text = f"{own.name} ({own.code}): {members(step)} since {grown[-1].start}{perhaps(step)}"
    lines = [Line(text, "answer"), Line(f"The last day that any document tells of is {last}.", "note")]
    lines += [Line(""), Line("How its size changed")]
    who = _who(own, grown)
    lines += [Line(f"  {s.start}  {s.members:>3}  {', '.join(who[s.start])}".rstrip()) for s in grown]
    claims: list[Claim] = [*own.counts, *own.named]
    fared = Counter(c.reason or "" for c in claims if c.verdict == "rejected")
    accepted = sum(c.verdict == "accepted" for c in claims)
    lines += [
        Line(""),
        Line(f"{accepted} claims accepted, {fared.total()} rejected{': ' * bool(fared)}{_numbers(fared)}"),
        Line(f"More: rollcall explain {own.code} {own.steps[-1].start}", "note"),
    ]
    return lines, []


def _changes(steps: Iterable[Step]) -> list[Step]:
    """The steps on which the size changes."""
    result: list[Step] = []
    for step in steps:
        if not result or result[-1].members != step.members:
            result.append(step)
    return result


def _who(own: Dossier, changes: Sequence[Step]) -> dict[date, list[str]]:
    """For each day on which the size changes, the countries known to have come or gone about then."""
    result: dict[date, list[str]] = {s.start: [] for s in changes}
    for m in own.members:
        for first, last, words in (
            (m.joined_min, m.joined_max, name_of(m.country)),
            (m.left_min, m.left_max, f"without {name_of(m.country)}"),
        ):
            if first and last and m.status != "observer" and first > changes[0].start:
                day = _nearest(first, last, result)
                if day:
                    result[day].append(words)
    founders = sum(m.joined_max is not None and m.joined_max <= changes[0].start for m in own.members)
    result[changes[0].start] = [f"{founders} of them known by name"] if founders else []
    return result


def _nearest(first: date, last: date, days: Iterable[date]) -> date | None:
    """The day nearest to the middle of a time; None if the time is longer than a season, for that tells too little."""
    middle = first + (last - first) / 2
    inside = [day for day in days if first <= day <= last and (last - first).days <= SEASON]
    return min(inside, key=lambda day: (abs(day - middle), day), default=None)


def _numbers(counted: Counter[str]) -> str:
    return ", ".join(f"{n} {name}" for name, n in sorted(counted.items(), key=lambda x: (-x[1], x[0])))


# --- a day, a month, a year


def _size(own: Dossier, about: str, first: date, last: date) -> tuple[list[Line], list[Claim]]:
    """How many members a body had in a time, and which claims say so or not."""
    held = [s for s in own.steps if s.start <= last and (s.end is None or first < s.end)]
    end = own.last()
    if not own.steps:
        why = "no believed claim has both a size and a day"
        raise RollcallError(f"{own.code} {about}", why, f"see all claims: rollcall explain {own.code}")
    if not held or (end and first > end):
        record = f"the record runs from {own.steps[0].start} to {end}"
        raise RollcallError(
            f"{own.code} {about}", record, "ask for a day within, or add announcements to raw/"
        )
    lines = _period(own, held, about) if first != last and len(_changes(held)) > 1 else _day(own, held, about)
    begin, stop = held[0].start, held[-1].end or date.max
    resting = {claim_id for step in held for claim_id in step.evidence}
    about_it: list[Claim] = [
        c
        for c in own.counts
        if c.claim_id in resting
        or (c.verdict != "accepted" and (day := first_day(c)) and begin <= day < stop)
    ]
    if not resting:
        lines.append(
            Line("No document states this size for these days: it follows from those before and after.")
        )
        about_it += _neighbours(own, begin, stop)
    return lines, about_it


def _day(own: Dossier, held: Sequence[Step], about: str) -> list[Line]:
    """The size in a time in which it stayed the same, and who had joined last."""
    step = max(held, key=lambda s: (s.members_max - s.members_min, s.start))
    until = f"until {held[-1].end}" if held[-1].end else "and still so"
    before = [
        m
        for m in own.members
        if m.joined_min
        and m.joined_max
        and own.steps[0].start < m.joined_min
        and m.joined_max <= held[0].start
    ]
    latest = max(before, key=lambda m: (m.joined_max or date.min, m.country), default=None)
    return [
        Line(f"{own.name} ({own.code}), {about}: {members(step)}{perhaps(step)}", "answer"),
        Line(f"So from {held[0].start} {until}.", "note"),
        *([Line(f"The last to join before: {_joined(latest)}", "note")] if latest else []),
    ]


def _period(own: Dossier, held: Sequence[Step], about: str) -> list[Line]:
    """The sizes in a time in which it changed."""
    every = _changes(own.steps)
    began = max(s.start for s in every if s.start <= held[0].start)
    changes = [s for s in every if began <= s.start <= held[-1].start]
    who = _who(own, every)
    low, high = min(s.members for s in changes), max(s.members for s in changes)
    lines = [Line(f"{own.name} ({own.code}), {about}: {low} to {high} members", "answer")]
    return lines + [
        Line(f"  {s.start}  {s.members:>3}  {', '.join(who.get(s.start, []))}".rstrip()) for s in changes
    ]


def _neighbours(own: Dossier, begin: date, stop: date) -> list[CountClaim]:
    """The accepted claims nearest before and after a time that none speaks of."""
    dated = [(day, c) for c in own.counts if c.verdict == "accepted" and (day := first_day(c))]
    before = sorted((x for x in dated if x[0] < begin), key=lambda x: (x[0], x[1].claim_id))
    after = sorted((x for x in dated if x[0] >= stop), key=lambda x: (x[0], x[1].claim_id))
    return [c for _, c in before[-2:] + after[:2]]


def members(step: Step) -> str:
    """How many members there are: "1 member", "34 members"."""
    return f"{step.members} member{'' if step.members == 1 else 's'}"


def perhaps(step: Step) -> str:
    """What the size may be instead: ", perhaps 33 to 35"; nothing where it is sure."""
    if step.members_min == step.members_max:
        return ""
    others = [n for n in (step.members_min, step.members_max) if n != step.members]
    return f", perhaps {' to '.join(map(str, others))}"


# --- a country


def _country(own: Dossier, about: str) -> tuple[list[Line], list[Claim]]:
    """When a country joined and left a body, and which claims say so or not."""
    code = dossier.country(about)
    counts = [c for c in own.counts if c.country == code]
    named = [c for c in own.named if c.country == code]
    if not counts and not named:
        known = sorted({name_of(m.country) for m in own.members})
        ask = (
            f"ask for one of {', '.join(known)}" if known else f"see all claims: rollcall explain {own.code}"
        )
        raise RollcallError(f"{own.code} {name_of(code)}", "no announcement tells of it", ask)
    spells = [m for m in own.members if m.country == code]
    lines = [Line(f"{own.name} ({own.code}): {_joined(m)}", "answer") for m in spells]
    if not spells:
        lines = [Line(f"{own.name} ({own.code}): nothing makes {name_of(code)} a member.", "answer")]
    return lines, [*named, *counts]


def _joined(own: Membership) -> str:
    """A spell in a sentence."""
    who = name_of(own.country)
    if own.status == "observer":
        return f"{capital(who)} is an observer, no member; it became one{_between(own.joined_min, own.joined_max)}."
    place = f" as the {ordinal_word(own.ordinal)} member" if own.ordinal else ""
    text = f"{capital(who)} joined{place}{_between(own.joined_min, own.joined_max)}"
    if own.status == "former":
        text += f" and left{_between(own.left_min, own.left_max)}"
    return text + ("." if own.spell == 1 else f", its {ordinal_word(own.spell)} time.")


def _between(first: date | None, last: date | None) -> str:
    if first and last:
        return f" on {first}" if first == last else f" between {first} and {last}"
    if first or last:
        return f" after {first}" if first else f" by {last}"
    return " on a day that no claim narrows down"


# --- claims


def _sides(own: Dossier, claims: Iterable[Claim]) -> list[Line]:
    """The claims for and against, and those that count for neither."""
    lines: list[Line] = []
    for title, style, some in sides(claims):
        lines += [Line(""), Line(f"{title} ({len(some)})", style), *_claims(own, some)]
    return lines


def _claims(own: Dossier, claims: Sequence[Claim]) -> list[Line]:
    lines = []
    for claim in claims[:SHOWN]:
        document = own.documents.get(claim.doc_id)
        by = f", {document.publisher}" if document and document.publisher else ""
        lines.append(Line(f"  {claim.published or 'undated'}  {claim.doc_id}{by}"))
        if claim.evidence:
            lines.append(Line(f"    “{' '.join(claim.evidence.split())}”", "quote"))
        lines.append(Line(f"    {claim.explanation or ''}"))
    if len(claims) > SHOWN:
        lines.append(Line(f"  ... and {len(claims) - SHOWN} more in {table_of(claims[0])}", "note"))
    return lines
