"""Expected: the accessions and departures that the countries' own claims make likely, as a chain of sizes.

The countries' claims alone say how many accessions to expect on each day. Here they become the moves of the chain that
`timeline` follows, and ordinals the crossings of its levels.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.inference import crowd, evidence, timeline
from pipeline.inference.crowd import Crowd
from pipeline.inference.spells import Spell

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

YEAR = 365.25
#: Accessions a year that no claim names, before a body's own record shows it; and departures.
UNNAMED, UNNAMED_EXITS = 0.05, 0.005
#: The slowest pace to reckon with; and of how many days the sizes before the last stated one show the pace.
SLOWEST, RECENT = 0.01, 730
#: Share of untold departures that are of two at once.
TWO_EXITS = 0.02
#: Share of that pace after the last stated size, when news of an accession would have come.
QUIET = 0.2
#: How moves of several countries share out among unannounced ones: 1, 2, 3, 4 at once.
BATCH = (0.80, 0.12, 0.05, 0.03)
#: How many further ones come with a country of vague day, where several come on one day: 1, 2, 3; and how often, as
#: a part of the accessions that take place together.
FURTHER, BURSTS = (0.4, 0.3, 0.3), 0.4
#: How far the number of unnamed members may be below none: some named ones may be no members.
MARGIN = 8
#: What is less probable than this isn't followed.
NEGLIGIBLE = 1e-12
#: Variance of that number at the foundation.
SPREAD = 0.12
#: Chance that by an unknown later time the size is any other.
LATER = 0.3
#: Chance that an accession told by name did not change the size as told.
MISTOLD = 0.02


@dataclass(frozen=True, slots=True)
class Named:
    """What the countries' own claims say over the grid `days`: each spell's accession and departure.

    `together` is the share of accessions that take place on one day with others. `founded` says whether the first
    grid day is the foundation, `later` whether the last stands for an unknown later time.
    """

    days: Ints
    spells: tuple[Spell, ...]
    joined: Floats
    left: Floats
    together: float
    founded: bool
    later: bool

    def members(self) -> Floats:
        """P(member) of each spell on each grid day."""
        result: Floats = self.joined.cumsum(axis=1)
        result -= self.left.cumsum(axis=1)
        return result.clip(0.0, 1.0, out=result)

    def before(self) -> Floats:
        """The same the day before each move; before the first, no one is."""
        import numpy as np

        result = np.roll(self.members(), 1, axis=1)
        result[:, 0] = 0.0
        return result

    def years(self) -> Floats:
        """Years from each grid day's predecessor to it."""
        import numpy as np

        result: Floats = np.diff(self.days, prepend=self.days[0]) / YEAR
        return result


@dataclass(frozen=True, slots=True)
class Pace:
    """Accessions a year that no claim names, and members on the first day that none names.

    `until` is the last grid day on which a size is stated: after it silence speaks against accessions.
    """

    growth: float = UNNAMED
    offset: float = 0.0
    until: int | None = None

    def expected(self, named: Named) -> Floats:
        """Expected accessions that no claim names, up to each grid day since the one before."""
        result: Floats = self.growth * named.years()
        if self.until is not None:
            result[self.until + 1 :] *= QUIET
        return result


def first(named: Named, top: int) -> Floats:
    """Log prior of the size on the first grid day: the founders named, and a few more that are not."""
    import numpy as np

    if not named.founded or not named.spells:
        return np.zeros(top)
    known = float(named.joined[:, 0].sum())
    gap = np.arange(top) - known
    result: Floats = np.where(gap >= 0, -(0.7 if known >= 3 else 0.05) * gap, 3.0 * gap)
    return result


def unnamed(named: Named, mean: Floats, until: int) -> Pace:
    """The pace that the inferred mean sizes show.

    Measured before the grid day `until`, the last on which a size is stated: later ones only echo the prior, and that
    size alone may be a slip.
    """
    import numpy as np

    extra, years = mean - named.members().sum(axis=0), named.years().cumsum()
    recent = slice(int(named.days.searchsorted(named.days[until] - RECENT)), until + 1)
    growth = (np.median(extra[recent]) - extra[0] + UNNAMED) / (np.median(years[recent]) + 1.0)
    return Pace(float(np.clip(growth, SLOWEST, 20.0)), float(extra[0]), until)


def moves(named: Named, crowds: Sequence[Crowd], top: int, pace: Pace) -> timeline.Moves:
    """The chain of sizes whose moves have the mean that the countries' own claims give for each size before."""
    import numpy as np

    coming, going = named.joined.sum(axis=0), named.left.sum(axis=0)
    coming[0] = going[0] = 0.0
    up, drop = _given_size(named, crowds, top, pace)
    up[0] = drop[0] = 0.0
    leap = np.zeros(len(coming))
    leap[-1] = LATER * named.later
    surprise = _surprise(named.years(), pace.expected(named), coming, going, named.together)
    drop = np.minimum(drop, np.arange(top))
    return timeline.moves(np.full(top, 1.0 / top), up, drop, surprise, leap)


def _given_size(named: Named, crowds: Sequence[Crowd], top: int, pace: Pace) -> tuple[Floats, Floats]:
    """Expected accessions and departures up to each grid day, for each size on the grid day before.

    The larger the size already is, the more of those whose day is vague have come, and the fewer are still to come.
    """
    import numpy as np

    nameless, before = _nameless(named, top, pace), named.before()
    up, drop = np.empty((2, len(nameless), top))
    for own in crowds:
        some = own.days
        at = (np.arange(top)[None, :] - own.sure[:, None] + MARGIN).clip(0, nameless.shape[1] - 1)
        here, come, go = np.take_along_axis(crowd.together(own.mass, nameless[some]), at[None], axis=2)
        joined, left = named.joined[:, some], named.left[:, some]
        coming, going = joined.sum(axis=0)[:, None], left.sum(axis=0)[:, None]
        most = np.minimum(joined / np.maximum(1 - before[:, some], 1e-9), 1.0).sum(axis=0)[:, None]
        up[some] = np.minimum((come + 1e-9 * coming) / (here + 1e-9), most)
        drop[some] = np.minimum((go + 1e-9 * going) / (here + 1e-9), np.ceil(going))
    return up, drop


def crowds(named: Named, top: int) -> list[Crowd]:
    """How many of the named are members the day before each move, as far as that matters for sizes below `top`."""
    return crowd.crowds(named.before(), named.joined, named.left, top + 2 * MARGIN)


def _nameless(named: Named, top: int, pace: Pace) -> Floats:
    """The distribution of the number of members that no claim names, the day before each move; index MARGIN is none."""
    import numpy as np

    since = np.concatenate([[0.0], pace.expected(named).cumsum()[:-1]])
    grown = np.zeros((len(since), top + 2 * MARGIN))
    grown[:, 0] = np.exp(-since)
    for x in range(1, top):
        grown[:, x] = grown[:, x - 1] * since / x
    offset = min(max(pace.offset, -MARGIN), top)
    start = np.arange(-MARGIN, max(0, int(offset)) + MARGIN)
    first = np.exp(-((start - offset) ** 2) / (2 * (SPREAD if named.founded else 3.0)))
    first /= first.sum()
    result = np.zeros_like(grown)
    for skip in np.flatnonzero(first > NEGLIGIBLE):
        result[:, skip:] += first[skip] * grown[:, : grown.shape[1] - skip]
    return result


def _surprise(years: Floats, unnamed_ones: Floats, coming: Floats, going: Floats, together: float) -> Floats:
    """Probabilities of moves by -2 .. +4 that the named accessions and departures do not make expected."""
    import numpy as np

    rise = 1.0 - np.exp(-unnamed_ones)
    fall = 1.0 - np.exp(-UNNAMED_EXITS * years)
    up = np.outer(rise, BATCH)
    up[:, 0] += MISTOLD * np.minimum(going, 1.0)
    up[:, :3] += np.outer(BURSTS * together * np.minimum(coming, 1.0), FURTHER)
    down = fall + MISTOLD * np.minimum(coming, 1.0)
    result: Floats = np.concatenate(
        [TWO_EXITS * down[:, None], (1.0 - TWO_EXITS) * down[:, None], np.zeros((len(years), 1)), up], axis=1
    )
    result[:, 2] = np.maximum(1.0 - result.sum(axis=1), 0.05)
    result /= result.sum(axis=1, keepdims=True)
    return result


def ordinals(named: Named, departed: Floats, cumulative: bool, top: int) -> Floats:
    """Log weights of the crossings that the ordinals state, between the days their country's own claims allow."""
    import numpy as np

    result = np.zeros((len(departed), top))
    for spell, joined in zip(named.spells, named.joined, strict=True):
        low, high = _between(joined)
        base = 0.0 if cumulative else departed[low]
        early = departed[low] - base if joined[0] < 0.05 else -float(top)
        for level, support in sorted(spell.ordinals.items()):
            if level < top + departed[-1]:
                evidence.crossing(level, support, (low, early), (high, departed[high] - base), result)
    return result


def _between(joined: Floats) -> tuple[int, int]:
    """The last grid day before a spell can well have begun, and the first by which it has."""
    import numpy as np

    sure = joined.cumsum()
    return max(int(np.searchsorted(sure, 0.05)) - 1, 0), min(
        int(np.searchsorted(sure, 0.95)), len(joined) - 1
    )


def untold(named: Named, departed: Floats, size: Floats) -> Floats:
    """Departures up to each grid day that no claim tells of, if ordinals count them and so run ahead of the sizes.

    Each ordinal of a well-dated accession gives the lead; the median of three neighbours makes one slip harmless.
    """
    import numpy as np

    mean, days = size @ np.arange(size.shape[1]), named.days
    leads = []
    for spell, joined in zip(named.spells, named.joined, strict=True):
        (low, high), level = _between(joined), spell.ordinal()
        if level is not None and joined[0] < 0.05 and days[high] - days[low] <= 120:
            leads.append((high, level - departed[high] - mean[high]))
    leads.sort()
    result = np.zeros(len(days))
    for i in range(1, len(leads) - 1):
        lead = round(float(np.median([lead for _, lead in leads[i - 1 : i + 2]])))
        result[leads[i][0] :] = np.maximum(result[leads[i][0] :], lead)
    return result
