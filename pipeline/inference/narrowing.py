"""Narrowing: what the inferred sizes say in return of each country's accession."""

from __future__ import annotations

import typing

from pipeline.inference.expected import Named, Pace
from pipeline.inference.timeline import Changes

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: How likely it is, against all stated ordinals being right, that a country has none of its own; and how likely an
#: ordinal for each telling by which it falls short of the one told most often.
UNRANKED, RARER = 0.0025, 0.05


def narrowed(named: Named, counted: Floats, changes: Changes, pace: Pace) -> Floats:
    """Each spell's accession given the sizes too: on the crossing of its ordinal, or wherever the size rises.

    `counted` holds the departures that the ordinals count, up to each grid day. Where documents give a country several
    ordinals, or may all give a wrong one, each way is weighed by how well it fits.
    """
    import numpy as np

    free = named.joined[[not s.ordinals for s in named.spells]].sum(axis=0) + pace.expected(named)
    likely = np.maximum(named.joined.sum(axis=0) + pace.expected(named), 1e-12)
    ratio = np.minimum(changes.rise / likely, 10.0)
    ratio[0] = 1.0
    result = named.joined.copy()
    for row, spell in zip(result, named.spells, strict=True):
        if row.max() > 0.9:
            continue
        weight = row * ratio * (UNRANKED if spell.ordinals else 1.0)
        share = row / np.maximum(row + free, 1e-12)
        most = max(spell.ordinals.values(), default=0)
        for level, times in sorted(spell.ordinals.items()):
            weight += RARER ** (most - times) * share * _crossed(changes.reach, level - counted)
        if weight.sum() > 0.01:
            row[:] = weight / weight.sum()
    return result


def _crossed(reach: Floats, level: Floats) -> Floats:
    """The probability that the size crossed `level[i]` on the way to grid day i."""
    import numpy as np

    at = np.round(level).astype(int)
    inside = (at >= 0) & (at < reach.shape[1])
    result: Floats = np.where(inside, reach[np.arange(len(at)), at.clip(0, reach.shape[1] - 1)], 0.0)
    return result
