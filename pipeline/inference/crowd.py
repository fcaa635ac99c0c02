"""The crowd: how many of those whom claims name are members on a day, and how many of them come and go then.

Each country is a member with the chance that its own claims give it. Here they are counted together, some days at a
time, with the chance of every number.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.inference.timeline import in_turn

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: What is less probable than this on all days is as good as impossible.
FAINT = 1e-16


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those whom claims name, the day before each move of the grid days `days`: `sure[i]` are members without doubt.

    `mass` tells of the others: the chance that n of them are members, and that chance times how many of them are
    expected to come, and to go, if n are.
    """

    days: slice
    sure: Ints
    mass: Floats


def crowds(before: Floats, joined: Floats, left: Floats, most: int) -> list[Crowd]:
    """The crowds of all grid days, of less than `most`.

    By country and grid day, the chance that it is a member the day before, and that it comes and goes since then.
    """
    spans = [_vague(*own) for own in zip(before, joined, left, strict=True)]
    return [
        _crowd(some, spans, [chance[:, some] for chance in (before, joined, left)], most)
        for some in in_turn(before.shape[1])
    ]


def _vague(there: Floats, joined: Floats, left: Floats) -> slice:
    """The days on which a country may be a member or not, with all between them."""
    import numpy as np

    vague = np.flatnonzero((np.abs(there - 0.5) < 0.48) | (joined > 1e-3) | (left > 1e-3))
    return slice(int(vague[0]), int(vague[-1]) + 1) if len(vague) else slice(0, 0)


def _crowd(some: slice, spans: Sequence[slice], chances: Sequence[Floats], most: int) -> Crowd:
    """The crowd of some days. Countries are added one by one, each on the days on which it is vague."""
    import numpy as np

    mass = np.zeros((3, some.stop - some.start, min(len(spans) + 1, most)))
    mass[0, :, 0] = 1.0
    sure = (chances[0] > 0.5).sum(axis=0)
    added = 1
    for span, *own in zip(spans, *chances, strict=True):
        begin, end = (min(max(at, some.start), some.stop) - some.start for at in (span.start, span.stop))
        if begin < end:
            inside = slice(begin, end)
            sure[inside] -= own[0][inside] > 0.5
            added = min(added + 1, most)
            _add(mass[:, inside, :added], *(chance[inside, None] for chance in own))
    return Crowd(some, sure, mass[:, :, :added].copy())


def _add(mass: Floats, there: Floats, joined: Floats, left: Floats) -> None:
    """Add a country to a crowd, in place: the chances that it is there, then comes, then goes."""
    without = mass[0, :, :-1].copy()
    with_it = mass[:, :, :-1] * there
    mass *= 1.0 - there
    mass[:, :, 1:] += with_it
    mass[1, :, :-1] += joined * without
    mass[2, :, 1:] += left * without


def together(mass: Floats, nameless: Floats) -> Floats:
    """A crowd together with those whom no claim names: every way to share a number out among both."""
    import numpy as np

    likely = np.flatnonzero(nameless.max(axis=0) > FAINT)
    low, high = int(likely[0]), int(likely[-1]) + 1
    padded = np.pad(mass, ((0, 0), (0, 0), (high - low - 1,) * 2))
    shares = np.lib.stride_tricks.sliding_window_view(padded, high - low, axis=2)
    both = np.einsum("kdnm,dm->kdn", shares, nameless[:, low:high][:, ::-1])
    size = nameless.shape[1]
    return np.pad(both, ((0, 0), (0, 0), (low, max(size - low - both.shape[2], 0))))[..., :size]
