"""Expected: the accessions and departures that the countries' own claims make likely, as a chain of sizes.

The countries' claims alone say how many accessions to expect on each day. Here they become the moves of the chain that
`timeline` follows, ordinals the crossings of its levels, and its posterior narrows each accession in return.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass

from pipeline import evidence, timeline
from pipeline.spells import Spell

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

YEAR = 365.25
#: Accessions a year that no claim names, before a body's own record shows it; and departures.
UNNAMED, UNNAMED_EXITS = 0.3, 0.02
#: How moves of several countries share out among unannounced ones: 1, 2, 3, 4 at once.
BATCH = (0.80, 0.12, 0.05, 0.03)
#: Chance that an accession told by name did not change the size as told.
MISTOLD = 0.02


@dataclass(frozen=True, slots=True)
class Named:
    """What the countries' own claims say: each spell's accession and departure over the grid, and sums of them."""

    spells: tuple[Spell, ...]
    joined: Floats
    left: Floats

    def members(self) -> Floats:
        """P(member) of each spell on each grid day."""
        result: Floats = self.joined.cumsum(axis=1) - self.left.cumsum(axis=1)
        return result.clip(0.0, 1.0)


def first(founded: tuple[int, int] | None, named: Named, top: int) -> Floats:
    """Log prior of the size on the first grid day: the founders named, and a few more that are not."""
    import numpy as np

    size = np.arange(top)
    if not founded or not len(named.spells):
        return np.zeros(top)
    gap = size - named.joined[:, 0].sum()
    return np.where(gap >= 0, -0.25 * gap, 1.2 * gap)


def unnamed(days: Ints, named: Named, mean: Floats, until: int) -> tuple[float, float]:
    """Accessions a year that no claim names, and unnamed members on the first day, by the inferred mean sizes.

    Measured up to the grid day `until`, the last on which a size is stated: later ones only echo the prior.
    """
    import numpy as np

    extra = mean - named.members().sum(axis=0)
    years = float(days[until] - days[0]) / YEAR
    return float(np.clip((extra[until] - extra[0] + UNNAMED) / (years + 1.0), 0.02, 20.0)), float(extra[0])


def moves(
    days: Ints, named: Named, top: int, growth: float, offset: float, founded: tuple[int, int] | None
) -> timeline.Moves:
    """The chain of sizes whose accessions have the mean that the countries' own claims give.

    Where the size is above what the named members make expected, some of those whose day is vague have come
    already, and fewer are still to come: `slope` is the regression of coming on being there.
    """
    import numpy as np

    members = named.members()
    before = np.concatenate([np.zeros((len(members), 1)), members[:, :-1]], axis=1)
    years = np.diff(days, prepend=days[0]) / YEAR
    since = np.concatenate([[0.0], years.cumsum()[:-1]])
    spread = (before * (1 - before)).sum(axis=0) + growth * since + (0.3 if founded else 3.0)
    size = np.arange(top)[None, :] - (before.sum(axis=0) + offset + growth * since)[:, None]
    coming, going = named.joined.sum(axis=0), named.left.sum(axis=0)
    coming[0] = going[0] = 0.0
    slope_up = (before * named.joined).sum(axis=0) / spread
    slope_down = ((1 - before) * named.left).sum(axis=0) / spread
    most = np.minimum(named.joined / np.maximum(1 - before, 1e-9), 1.0).sum(axis=0)
    up = np.clip(coming[:, None] - slope_up[:, None] * size, 0.0, most[:, None])
    drop = np.clip(going[:, None] + slope_down[:, None] * size, 0.0, np.ceil(going)[:, None])
    up[0] = drop[0] = 0.0
    drop = np.minimum(drop, np.arange(top)[None, :])
    return timeline.moves(np.full(top, 1.0 / top), up, drop, _surprise(years, growth, coming, going))


def _surprise(years: Floats, growth: float, coming: Floats, going: Floats) -> Floats:
    """Probabilities of moves by -2 .. +4 that the named accessions and departures do not make expected."""
    import numpy as np

    rise = 1.0 - np.exp(-growth * years)
    fall = 1.0 - np.exp(-UNNAMED_EXITS * years)
    up = np.outer(rise, BATCH)
    up[:, 0] += MISTOLD * np.minimum(going, 1.0)
    down = fall + MISTOLD * np.minimum(coming, 1.0)
    result = np.concatenate([0.1 * down[:, None], 0.9 * down[:, None], np.zeros((len(years), 1)), up], axis=1)
    result[:, 2] = np.maximum(1.0 - result.sum(axis=1), 0.05)
    return result / result.sum(axis=1, keepdims=True)


def ordinals(named: Named, days: Ints, departed: Floats, cumulative: bool, top: int) -> Floats:
    """Log weights of the crossings that the ordinals state, between the days their country's own claims allow."""
    import numpy as np

    result = np.zeros((len(days), top))
    for spell, joined in zip(named.spells, named.joined, strict=True):
        sure = joined.cumsum()
        low = max(int(np.searchsorted(sure, 0.05)) - 1, 0)
        high = min(int(np.searchsorted(sure, 0.95)), len(days) - 1)
        base = 0.0 if cumulative else departed[low]
        for level, support in sorted(spell.ordinals.items()):
            if level < top + departed[-1]:
                before, after = (low, departed[low] - base), (high, departed[high] - base)
                if sure[0] >= 0.05:
                    before = (low, -float(top))
                evidence.crossing(level, support, before, after, result)
    return result


def narrowed(
    named: Named, days: Ints, departed: Floats, cumulative: bool, result: timeline.Changes, growth: float
) -> Floats:
    """Each spell's accession given the sizes too: on the crossing of its ordinal, or wherever the size rises."""
    import numpy as np

    length = np.diff(days, prepend=days[0] - 1)
    coming = named.joined.sum(axis=0)
    ratio = result.rise / np.maximum(coming + growth * length / YEAR, 1e-12)
    ratio[0] = 1.0
    narrowed = named.joined.copy()
    for row, spell in zip(narrowed, named.spells, strict=True):
        level = spell.ordinal()
        if row.max() > 0.9:
            continue
        density = row / length
        possible = density > (5e-3 if any(e.first is not None for e in spell.joins) else 0.0) * density.max()
        if level is None:
            weight = row * possible * np.minimum(ratio, 10.0)
        else:
            at = np.round(level - departed * cumulative).astype(int)
            fits = (at >= 0) & (at < result.reach.shape[1])
            weight = np.where(
                fits, result.reach[np.arange(len(days)), at.clip(0, result.reach.shape[1] - 1)], 0
            )
            weight = weight * possible
        if weight.sum() > 0.05 * (1.0 if level is not None else row.sum()):
            row[:] = weight / weight.sum()
    return narrowed
