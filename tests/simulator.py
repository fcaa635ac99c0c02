"""Worlds of known truth: a body's real history, and the claims that documents make about it.

What is assumed (and nothing else): a body is founded by 8 to 20 states and exists for 10 to 15 years. Accessions come
at 1 to 4 a year. About most of them an announcement is published some days later, with the day, the month or no date,
often with the ordinal, and closing with the size its author believes in. Other documents state sizes at times of their
own. How those claims go wrong is the kind of world, see `KINDS`; every kind keeps a little of the ordinary dirt.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pipeline.records import CountClaim, MembershipClaim


@dataclass(frozen=True, slots=True)
class Kind:
    """How claims come about in one kind of world: shares of claims, unless said otherwise."""

    announced: float = 0.85
    ordinal: float = 0.7
    exact: float = 0.5
    totals: float = 6.0  # documents a year that state a size
    stale: float = 0.05
    memory: float = 200.0  # days: mean age of a stale size
    typo: float = 0.01
    rounded: float = 0.02
    undated: float = 0.03
    copies: int = 0  # further copies of one sentence, right on its first day, spread over two years
    false_copies: int = 0  # copies of one sentence that was wrong from the start, spread over a year
    foreign: float = 0.0
    leaving: float = 0.0  # departures a year
    told_leaving: float = 0.9
    batch: float = 0.05  # accessions that bring two to five others on the same day
    cumulative: bool = False
    omitted: float = 0.05  # members a list forgets


KINDS: dict[str, Kind] = {
    "clean": Kind(stale=0.0, typo=0.0, rounded=0.0, undated=0.0, omitted=0.0, announced=1.0, exact=0.8),
    "stale": Kind(stale=0.5, memory=300.0),
    "undated": Kind(undated=0.6, exact=0.2),
    "sparse": Kind(totals=0.7, announced=0.4, ordinal=0.5, exact=0.3),
    "typos": Kind(typo=0.2),
    "copied": Kind(stale=0.2, copies=60),
    "copied_error": Kind(stale=0.1, false_copies=60),
    "departures": Kind(leaving=0.35, stale=0.1),
    "batches": Kind(batch=0.4, stale=0.1),
    "cumulative": Kind(cumulative=True, leaving=0.35, stale=0.1),
    "foreign": Kind(foreign=0.15, stale=0.1),
    "mixed": Kind(
        stale=0.3, typo=0.06, undated=0.15, foreign=0.04, leaving=0.15, batch=0.15, copies=15, exact=0.3
    ),
}


@dataclass(slots=True)
class World:
    """A body's true history and what is claimed of it. `truth[claim_id]`: the mechanisms behind a count claim."""

    body: str
    start: date
    end: date
    spells: list[tuple[str, date, date | None]]
    counts: list[CountClaim] = field(default_factory=list)
    memberships: list[MembershipClaim] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)

    def size(self, day: date) -> int:
        """The true number of members on a day."""
        return sum(came <= day and (left is None or day < left) for _, came, left in self.spells)

    def sizes(self) -> dict[date, int]:
        """The true size of every day, from the foundation to the end."""
        days = [self.start + timedelta(n) for n in range((self.end - self.start).days + 1)]
        change: dict[date, int] = {}
        for _, came, left in self.spells:
            change[came] = change.get(came, 0) + 1
            if left:
                change[left] = change.get(left, 0) - 1
        result, now = {}, 0
        for day in days:
            now += change.get(day, 0)
            result[day] = now
        return result


def world(kind: Kind, seed: int, body: str = "SIM") -> World:
    """A world of one kind; the same seed gives the same world."""
    rng = random.Random(seed)
    start = date(2004, 1, 1) + timedelta(rng.randrange(2500))
    end = start + timedelta(rng.randrange(3650, 5500))
    countries = iter(rng.sample([f"{a}{b}{c}" for a in "ABCDE" for b in "ABCDEF" for c in "ABCDEF"], 150))
    spells: list[tuple[str, date, date | None]] = [
        (next(countries), start, None) for _ in range(rng.randint(8, 20))
    ]
    pace, day = rng.uniform(1.0, 4.0), start
    while (day := day + timedelta(1 + int(rng.expovariate(pace) * 365.25))) < end:
        for _ in range(1 + (rng.randint(1, 4) if rng.random() < kind.batch else 0)):
            spells.append((next(countries), day, None))
    result = World(body, start, end, spells)
    _leave(result, kind, rng)
    _found(result, kind, rng)
    _announce(result, kind, rng)
    _state(result, kind, rng)
    return result


def _leave(own: World, kind: Kind, rng: random.Random) -> None:
    """Let members leave, and some return."""
    day = own.start + timedelta(400)
    while (
        kind.leaving and (day := day + timedelta(1 + int(rng.expovariate(kind.leaving) * 365.25))) < own.end
    ):
        inside = [
            i for i, (_, came, left) in enumerate(own.spells) if came < day - timedelta(200) and left is None
        ]
        if inside:
            i = rng.choice(inside)
            own.spells[i] = (own.spells[i][0], own.spells[i][1], day)
            back = day + timedelta(rng.randrange(400, 1500))
            if rng.random() < 0.2 and back < own.end:
                own.spells.append((own.spells[i][0], back, None))
    own.spells.sort(key=lambda s: (s[1], s[0]))


def state_size(
    own: World, kind: str, value: int, published: date | None, why: str, **more: object
) -> CountClaim:
    """Add a count claim."""
    n = len(own.counts)
    base = CountClaim(
        claim_id=f"{own.body}-c{n:05d}", doc_id=f"{own.body}-d{n:05d}", mention_id="",
        body=own.body, body_basis="named",
        counted="members", kind=kind, relation="eq", value=value, country=None, as_of_start=None, as_of_end=None,
        as_of_basis="none", published=published, publisher=None, modality="asserted", evidence="",
    )  # fmt: skip
    claim = replace(base, **more)  # type: ignore[arg-type]
    own.counts.append(claim)
    own.truth[claim.claim_id] = why
    return claim


def tell(own: World, country: str, action: str, published: date | None, **more: object) -> MembershipClaim:
    """Add a membership claim."""
    n = len(own.memberships)
    base = MembershipClaim(
        claim_id=f"{own.body}-m{n:05d}", doc_id=f"{own.body}-e{n:05d}", mention_id="",
        body=own.body, body_basis="named",
        country=country, action=action, ordinal=None, date=None, date_start=None, date_end=None, published=published,
        modality="asserted", evidence="",
    )  # fmt: skip
    claim = replace(base, **more)  # type: ignore[arg-type]
    own.memberships.append(claim)
    return claim


def month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(32)).replace(day=1) - timedelta(1)


def _found(own: World, kind: Kind, rng: random.Random) -> None:
    """The founding is documented: its day, most founders by name, and their number."""
    published = own.start + timedelta(rng.randrange(1, 10))
    founders = [c for c, came, _ in own.spells if came == own.start]
    for country in founders:
        if rng.random() >= kind.omitted:
            tell(
                own,
                country,
                "founding",
                published,
                date_start=own.start,
                date_end=own.start,
                doc_id=f"{own.body}-f",
            )
    state_size(own, "initial", len(founders), published, "right", doc_id=f"{own.body}-f")


def _announce(own: World, kind: Kind, rng: random.Random) -> None:
    """Announcements of accessions and departures."""
    rank = sum(came == own.start for _, came, _ in own.spells)
    rank_of_day: dict[date, int] = {}
    for i, (country, came, left) in enumerate(own.spells):
        published = came + timedelta(int(rng.expovariate(1 / 15)))
        if left and rng.random() < kind.told_leaving:
            tell(
                own, country, "leave", left + timedelta(rng.randrange(0, 20)), date_start=left, date_end=left
            )
        if came == own.start:
            continue
        number = i + 1 if kind.cumulative else own.size(came - timedelta(1)) + 1 + rank_of_day.get(came, 0)
        rank_of_day[came] = rank_of_day.get(came, 0) + 1
        if rng.random() >= kind.announced:
            continue
        page = None if rng.random() < kind.undated else published
        doc, days = f"{own.body}-a{i}", {}
        if rng.random() < kind.exact:
            days = {"date_start": came, "date_end": came}
        elif rng.random() < 0.4 and page:
            days = dict(zip(("date_start", "date_end"), month(came), strict=True))
        ordinal = number if rng.random() < kind.ordinal else None
        tell(own, country, "join", page, ordinal=ordinal, doc_id=doc, **days)
        if ordinal is not None:
            value, why = _slip(ordinal, kind, rng)
            state_size(own, "ordinal", value, page, why, country=country, doc_id=doc)
        if rng.random() < 0.5:
            _total(own, kind, rng, published, page, doc)
    assert rank > 0


def _slip(value: int, kind: Kind, rng: random.Random) -> tuple[int, str]:
    """A number as typed."""
    if rng.random() >= kind.typo:
        return value, "right"
    wrong = rng.choice(
        [value + 1, value - 1, value + 10, max(value - 10, 1), int(str(value)[::-1]), rng.randint(3, 90)]
    )
    return (wrong, "typo") if wrong != value else (value, "right")


def _total(
    own: World, kind: Kind, rng: random.Random, day: date, page: date | None, doc: str | None = None
) -> None:
    """A document that states the size its author believes in."""
    day = min(day, own.end)
    value, why = own.size(day), "right"
    source = rng.randrange(8)
    habit = (
        1.6 if source < 4 else 0.4
    )  # half of the publishers copy old text four times as often as the others
    more: dict[str, object] = {"publisher": f"P{source}"}
    if doc:
        more["doc_id"] = doc
    if rng.random() < kind.foreign:
        value, why = rng.randint(5, 90), "foreign"
    elif rng.random() < habit * kind.stale:
        value = own.size(max(day - timedelta(int(rng.expovariate(1 / kind.memory))), own.start))
        why = "stale"
    elif rng.random() < kind.rounded:
        value, why = 5 * round(value / 5), "rounded"
    if why == "right":
        value, why = _slip(value, kind, rng)
    elif rng.random() < 0.1:
        more["relation"], value = "gt", value - rng.randint(1, 3)
    if page and rng.random() < 0.1:
        more["as_of_start"], more["as_of_end"] = month(day)
        more["as_of_basis"] = "stated"
    state_size(own, "total", value, page, why, **more)


def _state(own: World, kind: Kind, rng: random.Random) -> None:
    """Documents at times of their own: totals, a few lists, and copies of one old sentence."""
    span = (own.end - own.start).days
    for _ in range(round(kind.totals * span / 365.25)):
        day = own.start + timedelta(rng.randrange(span + 1))
        _total(own, kind, rng, day, None if rng.random() < kind.undated else day)
    for n in range(3):
        day = own.start + timedelta(rng.randrange(200, span))
        names = [c for c, came, left in own.spells if came <= day and not (left and left <= day)]
        names = [c for c in names if rng.random() >= kind.omitted]
        doc = f"{own.body}-l{n}"
        state_size(
            own, "listed", len(names), day, "right" if len(names) == own.size(day) else "omitted", doc_id=doc
        )
        for country in names:
            tell(own, country, "listed", day, doc_id=doc)
    if kind.copies:
        old = own.start + timedelta(rng.randrange(500, span - 700))
        for _ in range(kind.copies):
            state_size(own, "total", own.size(old), old + timedelta(rng.randrange(0, 730)), "copied")
    if kind.false_copies:
        old = own.start + timedelta(rng.randrange(500, span - 400))
        wrong = own.size(old) + rng.choice([-10, -3, -2, 2, 3, 10, 20])
        for _ in range(kind.false_copies):
            state_size(own, "total", max(wrong, 1), old + timedelta(rng.randrange(0, 365)), "copied error")
