"""Arrivals: when a country came and left, as far as the claims about that country alone can tell.

Each spell's claims give a probability over the days of its accession, and of its leaving. A day that many documents
tell counts more than once, but far less than so many times: they copy each other.
"""

from __future__ import annotations

import typing
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from pipeline.inference.spells import Spell, Told, exact, swapped

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Chance that a stated day is wrong; and that its day and month are swapped.
MISDATED, SWAPPED = 0.02, 0.01
#: Weight (natural log) against an accession after the publication of a document that tells of it; and within the
#: next sixty days, for which it may have been announced.
AFTERWARDS, AHEAD = log(1e-3), -0.7
#: Share of announcements without a day that are news, the rest look back on an accession of any age; and the same of
#: pages that give a country's ordinal but do not announce it.
NEWS, RANKED = 0.85, 0.5
#: Usual delays of news in days; how often each occurs, where a body's own record does not show it; and how many
#: accessions that is worth.
DELAYS, USUAL, KNOWN = (1.0, 5.0, 25.0, 125.0), (0.15, 0.25, 0.45, 0.15), 4.0
#: Chance that a country known from lists only, never from an announcement, was there from the start, unless the
#: founding size and the founders' names show how many founders are still to be found.
FOUNDER = 0.35
#: Share of accessions that take place on one day with others, before a body's own record shows it; and how many
#: accessions that is worth.
TOGETHER, PRIOR = 0.1, 5.0
#: Chance that a complete list nevertheless lacks a member.
OMITTED = 0.15


def delays_of_news(all_spells: Iterable[Spell]) -> Floats:
    """How often news comes with each of the `DELAYS`, from the accessions told with day and publication."""
    import numpy as np

    told = ([e for e in s.joins if exact(e) and e.published is not None] for s in all_spells)
    waits = [min((e.published or 0) - (e.first or 0) for e in events) for events in told if events]
    share = np.array(USUAL)
    known = np.array([w for w in waits if w >= 0], dtype=float)[:, None]
    for _ in range(5):
        fits = share * _waiting(known)
        fits = fits / np.maximum(fits.sum(axis=1, keepdims=True), 1e-300)
        share = (fits.sum(axis=0) + KNOWN * np.array(USUAL)) / (len(known) + KNOWN)
    return share


def _waiting(ago: Floats) -> Floats:
    """The chance of a wait of so many days under each of the `DELAYS` (last axis)."""
    import numpy as np

    usual = np.array(DELAYS)
    result: Floats = -np.expm1(-1.0 / usual) * np.exp(-ago / usual)
    return result


def chance_of_founding(all_spells: Sequence[Spell], founders: int | None) -> float:
    """The chance that a country known from lists only was a founder, given the number of founders."""
    named = sum(bool(s.founding) for s in all_spells)
    rest = sum(not s.founding and not s.joins for s in all_spells)
    if founders is None or not named or not rest:
        return FOUNDER
    return min(max((founders - named) / rest, 0.02), 0.9)


def share_together(all_spells: Iterable[Spell]) -> float:
    """The share of accessions that take place on one day with others, as those told with a day show it."""
    told = _exact_days(all_spells)
    shared = sum(n for n in told.values() if n > 1)
    return (shared + TOGETHER * PRIOR) / (sum(told.values()) + PRIOR)


def together(all_spells: Iterable[Spell], days: Ints, share: float) -> Floats:
    """For each grid day, the chance that a country of unknown day came with those that are told to have come on it."""
    import numpy as np

    told = _exact_days(all_spells)
    result = np.zeros(len(days))
    if told:
        result[np.searchsorted(days, sorted(told))] = share / len(told)
    return result


def _exact_days(all_spells: Iterable[Spell]) -> Counter[int]:
    """How many countries are told to have joined on each day."""
    firsts = (next((e.first for e in s.joins if exact(e)), None) for s in all_spells)
    return Counter(day for day in firsts if day is not None)


def arrival(spell: Spell, days: Ints, delays: Floats, founder: float, shared: Floats) -> Floats:
    """P(accession after grid day i - 1 and up to grid day i) by the country's own claims; index 0: from the start.

    `founder` is the chance that a country which no announcement names was a founder; `shared` as from `together`.
    """
    import numpy as np

    length = np.diff(days, prepend=days[0] - 1).astype(float)
    prior = length / length.sum()
    if not any(exact(e) for e in spell.joins):
        prior = (1.0 - shared.sum()) * prior + shared
    if spell.founding or not spell.joins:
        atom = 0.9 if spell.founding else founder
        prior *= 1.0 - atom
        prior[0] += atom
    score = np.log(prior) + _votes(spell.joins, days, delays)
    if spell.founding:
        stated = np.full(len(days), log(0.02))
        stated[0] = 0.0
        score += stated * min(len(spell.founding), 3)
    if spell.seen:
        score += np.where(days > min(spell.seen), AFTERWARDS, 0.0)
    if spell.missing:
        score += log(OMITTED) * (len(spell.missing) - np.searchsorted(spell.missing, days))
    return _normal(score)


def departure(spell: Spell, days: Ints, delays: Floats, came: Floats) -> Floats:
    """P(departure after grid day i - 1 and up to grid day i); sums to 0 where no departure is told."""
    import numpy as np

    if not spell.leaves:
        return np.zeros(len(days))
    length = np.diff(days, prepend=days[0] - 1).astype(float)
    score = np.log(length / length.sum()) + _votes(spell.leaves, days, delays)
    score += np.log(np.maximum(np.concatenate([[0.0], came.cumsum()[:-1]]), 1e-9))
    return _normal(score)


def _votes(events: Sequence[Told], days: Ints, delays: Floats) -> Floats:
    """Log likelihood of each grid stretch given what documents tell; equal tellings share one vote and a bit."""
    import numpy as np

    published = np.array(sorted(e.published for e in events if e.published is not None), dtype=np.int64)
    score = AHEAD * published.searchsorted(days) + (AFTERWARDS - AHEAD) * published.searchsorted(days - 60)
    dated: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for event in events:
        if event.first is not None and event.last is not None:
            dated[event.first, event.last].append(event)
    for same in dated.values():
        score += _dated(same[0], days) * (1.0 + log(len(same)) / 2)
    vague = [e for e in events if e.published is not None and not exact(e)]
    if vague and not any(exact(e) for e in events):
        score += _news(min(vague, key=lambda e: (e.published or 0, e.since or 0)), days, delays)
    return score


def _dated(event: Told, days: Ints) -> Floats:
    """Log likelihood of a telling with a day, month or year."""
    import numpy as np

    first, last = event.first or 0, event.last or 0
    span = float(days[-1] - days[0] + 1)
    chance = np.full(len(days), MISDATED * (last - first + 1) / span)
    chance[(days >= first) & (np.concatenate([[days[0] - 1], days[:-1]]) < last)] += 1.0
    other = swapped(event)
    if other is not None:
        chance[days == other] += SWAPPED
    result: Floats = np.log(chance)
    return result


def _news(event: Told, days: Ints, delays: Floats) -> Floats:
    """Log likelihood of a telling without a day: mostly soon after the accession, sometimes long after."""
    import numpy as np

    published = event.published or 0
    since, news = (published, NEWS) if event.since is None else (event.since, RANKED)
    span, width = float(days[-1] - days[0] + 1), published - since + 1
    first = np.concatenate([[days[0]], days[:-1] + 1])
    ago = np.maximum(since - np.stack([days, first]), 0).astype(float)[..., None]
    soon = (_waiting(ago) @ delays).mean(axis=0) / width
    late = 1.0 / ((width + ago[0, :, 0]) * log((span + width) / width))
    result: Floats = np.log(np.where(days > published, 1e-3 / span, news * soon + (1.0 - news) * late))
    return result


def _normal(score: Floats) -> Floats:
    import numpy as np

    weight = np.exp(score - score.max())
    result: Floats = weight / weight.sum()
    return result
