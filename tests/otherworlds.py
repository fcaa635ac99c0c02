"""More worlds of known truth, made in another way than those of `simulator`: the model isn't judged by its twin only.

What is assumed here: publishers believe in a size and look it up again only now and then; accessions keep to meetings
or come in bursts; news comes at once or after months; days are mistaken, contradicted or missing; boilerplate is
handed around; numbers slip by digits or by ten; some follow another body's size; members leave untold and return.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from simulator import World, month, state_size, tell


@dataclass(frozen=True, slots=True)
class Kind:
    """How bodies grow and claims come about: shares of claims, unless said otherwise."""

    founders: tuple[int, int] = (8, 20)
    years: tuple[int, int] = (6, 30)
    pace: tuple[float, float] = (0.3, 3.0)  # accessions a year
    bursts: bool = False
    publishers: int = 10
    pages: float = 1.5  # a year and publisher
    renewed: float = 0.8  # how often a publisher looks up the size before stating it
    begin: float = 0.0  # share of the body's life before the first page
    typo: float = 0.02
    tens: float = 0.0
    foreign: float = 0.0
    undated: float = 0.05
    misdated: float = 0.0
    announced: float = 0.8
    day: float = 0.5  # announcements with a day; half of the others give month or year
    contradicted: float = 0.0
    leaving: float = 0.0  # departures a year
    told_leaving: float = 0.8
    cumulative: bool = False
    swarms: int = 0  # sentences handed around for years, right on their first day


KINDS: dict[str, Kind] = {
    "plain": Kind(),
    "tiny": Kind(founders=(3, 5), pace=(0.05, 0.3)),
    "huge": Kind(founders=(40, 120), years=(20, 40), pages=0.5, publishers=20),
    "rarely renewed": Kind(renewed=0.1, publishers=15),
    "late": Kind(begin=0.6),
    "bursts": Kind(bursts=True),
    "comings and goings": Kind(leaving=0.5, pace=(1.0, 3.0)),
    "untold departures": Kind(leaving=0.3, told_leaving=0.1),
    "cumulative, untold": Kind(leaving=0.3, told_leaving=0.3, cumulative=True),
    "slips": Kind(typo=0.15, tens=0.1),
    "another body": Kind(foreign=0.3),
    "swarms": Kind(swarms=4),
    "undated": Kind(undated=0.5),
    "misdated": Kind(misdated=0.15),
    "contradicted": Kind(contradicted=0.5),
    "vague": Kind(day=0.1),
}


def world(kind: Kind, seed: int, body: str = "OTH") -> World:
    """A world of one kind; the same seed gives the same world."""
    rng = random.Random(seed * 7919 + 13)
    start = date(1960, 1, 1) + timedelta(rng.randrange(12000))
    end = start + timedelta(int(365.25 * rng.uniform(*kind.years)))
    span = (end - start).days
    names = iter(rng.sample([f"{a}{b}{c}" for a in "FGHIJKLM" for b in "ABCDEF" for c in "ABCDEF"], 288))
    spells: list[tuple[str, date, date | None]] = [
        (next(names), start, None) for _ in range(rng.randint(*kind.founders))
    ]
    for day in _accessions(kind, start, span, rng)[:150]:
        spells.append((next(names), day, None))
    own = World(body, start, end, spells)
    _leave(own, kind, rng)
    own.spells.sort(key=lambda s: (s[1], s[0]))
    _found(own, kind, rng)
    _announce(own, kind, rng)
    _publish(own, kind, rng)
    _hand_around(own, kind, rng)
    return own


def _accessions(kind: Kind, start: date, span: int, rng: random.Random) -> list[date]:
    """Days of accession: anywhere, at yearly meetings, or in bursts."""
    number = int(rng.uniform(*kind.pace) * span / 365.25)
    days = []
    for _ in range(max(number // 7, 1) if kind.bursts else number):
        day = start + timedelta(rng.randrange(60, span - 50))
        if kind.bursts:
            days += [
                day + timedelta(rng.choice([0, 0, 0, rng.randrange(40)])) for _ in range(rng.randint(3, 12))
            ]
        else:
            days.append(
                start + timedelta(365 * ((day - start).days // 365) + 60) if rng.random() < 0.3 else day
            )
    return sorted(days)


def _leave(own: World, kind: Kind, rng: random.Random) -> None:
    """Let members leave, and many of them return."""
    day = own.start
    while (
        kind.leaving and (day := day + timedelta(1 + int(rng.expovariate(kind.leaving) * 365.25))) < own.end
    ):
        inside = [i for i, (_, a, b) in enumerate(own.spells) if a < day - timedelta(300) and b is None]
        if len(inside) > 2:
            i = rng.choice(inside)
            country, came, _ = own.spells[i]
            own.spells[i] = (country, came, day)
            back = day + timedelta(rng.randrange(200, 2500))
            if rng.random() < 0.4 and back < own.end:
                own.spells.append((country, back, None))


def _page(day: date, kind: Kind, rng: random.Random) -> date | None:
    """The day of publication as the page gives it."""
    if rng.random() < kind.undated:
        return None
    if rng.random() < kind.misdated:
        later = day.replace(year=day.year + 1, day=min(day.day, 28))
        return rng.choice([later, date(2099, 12, 31), date(1, 1, 1)])
    return day


def _slip(value: int, kind: Kind, rng: random.Random) -> int:
    """A number as typed."""
    digits = str(value)
    if rng.random() < kind.typo:
        slips = [value + 1, value - 1, int(digits[::-1]), int(digits[:-1] + str(rng.randrange(10)))]
        return max(rng.choice([*slips, int(digits + str(rng.randrange(10)))]), 1)
    return max(value + rng.choice([-10, 10]), 1) if rng.random() < kind.tens else value


def _found(own: World, kind: Kind, rng: random.Random) -> None:
    page = _page(own.start + timedelta(3), kind, rng)
    founders = [c for c, came, _ in own.spells if came == own.start]
    for country in founders:
        tell(own, country, "founding", page, date_start=own.start, date_end=own.start, doc_id="f")
    state_size(own, "initial", len(founders), page, "right", doc_id="f")


def _announce(own: World, kind: Kind, rng: random.Random) -> None:
    """News of accessions, at once or after months, and of departures."""
    same_day: dict[date, int] = {}
    for i, (country, came, left) in enumerate(own.spells):
        if left and rng.random() < kind.told_leaving:
            stated = {"date_start": left, "date_end": left} if rng.random() < 0.6 else {}
            tell(own, country, "leave", _page(left + timedelta(rng.randrange(60)), kind, rng), **stated)
        if came == own.start:
            continue
        rank = i + 1 if kind.cumulative else own.size(came - timedelta(1)) + 1 + same_day.get(came, 0)
        same_day[came] = same_day.get(came, 0) + 1
        if rng.random() >= kind.announced:
            continue
        page = _page(came + timedelta(rng.choice([0, 0, 1, 1, 2, 3, 5, 10, 30, 90])), kind, rng)
        year = (came.replace(month=1, day=1), came.replace(month=12, day=31))
        vague = rng.choice([month(came), year, (None, None), (None, None)])
        first, last = (came, came) if rng.random() < kind.day else vague
        told_rank = rank if rng.random() < 0.6 else None
        tell(own, country, "join", page, ordinal=told_rank, doc_id=f"a{i}", date_start=first, date_end=last)
        if told_rank:
            state_size(own, "ordinal", _slip(rank, kind, rng), page, "right", country=country, doc_id=f"a{i}")
        if rng.random() < kind.contradicted:
            other = came + timedelta(rng.choice([-400, -60, 30, 365]))
            day = _page(max(other, came) + timedelta(20), kind, rng)
            tell(own, country, "join", day, date_start=other, date_end=other)


def _publish(own: World, kind: Kind, rng: random.Random) -> None:
    """Publishers state the size they believe in, or follow another body's."""
    span = (own.end - own.start).days
    for publisher in range(kind.publishers):
        day = own.start + timedelta(int(kind.begin * span) + rng.randrange(300))
        belief, other = None, rng.randint(5, 120)
        while day < own.end:
            if belief is None or rng.random() < kind.renewed:
                belief = own.size(day)
            foreign = rng.random() < kind.foreign
            value = other + (day - own.start).days // 700 if foreign else _slip(belief, kind, rng)
            page = _page(day, kind, rng)
            state_size(own, "total", value, page, "foreign" if foreign else "", publisher=f"P{publisher}")
            day += timedelta(1 + int(rng.expovariate(kind.pages) * 365.25))


def _hand_around(own: World, kind: Kind, rng: random.Random) -> None:
    """Sentences that others repeat for years."""
    for _ in range(kind.swarms):
        old = own.start + timedelta(rng.randrange((own.end - own.start).days - 200))
        for _ in range(rng.randrange(10, 70)):
            day = old + timedelta(int(rng.expovariate(1 / 500)))
            if day < own.end:
                state_size(own, "total", own.size(old), _page(day, kind, rng), "copied")
