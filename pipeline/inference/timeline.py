"""The inference behind reconcile: a chain of sizes over days, its evidence, and the exact posterior of each day.

The size of a body is followed from one *grid day* to the next. `moves` says how it may change between two of them,
`evidence` how well each size fits the claims of each day; forward-backward then gives the exact probability of every
size on every grid day, and of every change between two. Nothing here knows of countries or documents.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from itertools import pairwise

if typing.TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Longest stretch of days without a grid day: within it a change is placed at the middle.
STRETCH = 10
#: Most grid days that filling up long stretches may add, so that a body of a century stays cheap.
FILL = 700
#: Least chance that a size follows from nothing known; keeps every history possible, however odd the claims.
LEAP = 1e-9
#: So many grid days are reckoned at once: what is held of each for a moment is several times what is kept.
AT_ONCE = 256
#: No day's claims count more than this (natural log) against a size: evidence is never infinite.
WORST = -60.0


@dataclass(frozen=True, slots=True)
class Moves:
    """How the size may change up to each grid day.

    `chance[i, j, n]` is the probability that size n on grid day i - 1 becomes n + j - `down` on grid day i;
    row 0 is unused. `first[n]` is the prior of the size on the first grid day. `leap[i]` is the probability that
    the size of grid day i follows from nothing known.
    """

    first: Floats
    chance: Floats
    down: int
    leap: Floats


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the claims say of each grid day: `size[i, n]` = P(N = n).

    `fit` is the log of the evidence: comparable between runs over the same claims. The messages of both passes are
    kept for `changes`.
    """

    size: Floats
    fit: float
    before: Floats
    after: Floats


@dataclass(frozen=True, slots=True)
class Changes:
    """What the claims say of each move up to grid day i, index 0 standing for all that came before.

    `rise[i]` is the expected number of accessions; `reach[i, n]` the probability that the size passed from below n
    to n or more.
    """

    rise: Floats
    reach: Floats


def grid(days: set[int], later: int | None = None) -> Ints:
    """The grid: all days that matter, and more of them in long stretches. Days are proleptic ordinals.

    `later` stands for an unknown later time; nothing is told of the stretch before it.
    """
    import numpy as np

    known = np.array(sorted(days), dtype=np.int64)
    step = max(STRETCH, int(known[-1] - known[0]) // FILL)
    pieces = [known]
    for a, b in pairwise(known):
        if b - a > step:
            pieces.append(np.linspace(a, b, int((b - a) // step) + 2)[1:-1].round().astype(np.int64))
    if later is not None:
        pieces.append(np.array([later]))
    return np.unique(np.concatenate(pieces))


def moves(first: Floats, up: Floats, drop: Floats, surprise: Floats, leap: Floats) -> Moves:
    """Combine expected accessions `up[i, n]` and departures `drop[i, n]` with chance moves `surprise[i, j]`.

    A whole expected number happens surely, the fraction by chance: one accession within a year is *one*, whenever.
    `surprise` holds the probabilities of the moves -2 .. width - 3 that no claim announces.
    """
    import numpy as np

    (days, sizes), most = up.shape, int(np.ceil(drop.max()))
    width = int(np.ceil(up.max())) + most + 1
    padded = np.pad(surprise, ((0, 0), (width - 1,) * 2))
    further = np.lib.stride_tricks.sliding_window_view(padded, width, axis=1)[..., ::-1]
    chance = np.empty((days, further.shape[1], sizes))
    for some in _in_turn(0, days):
        came, left = _spread(up[some]), _spread(drop[some])
        low, high = most - len(left) + 1, most + len(came)
        told = np.zeros((some.stop - some.start, high - low, sizes))
        for u, coming in enumerate(came):
            for d, going in enumerate(left):
                told[:, len(left) - 1 + u - d] += coming * going
        np.matmul(further[some, :, low:high].copy(), told, out=chance[some])
    return Moves(first, chance, most + 2, np.maximum(leap, LEAP))


def _in_turn(start: int, days: int) -> list[slice]:
    """The grid days from `start` on, AT_ONCE at a time."""
    return [slice(at, min(at + AT_ONCE, days)) for at in range(start, days, AT_ONCE)]


def _spread(expected: Floats) -> Floats:
    """The probability of each whole number of moves: one of the two whole numbers around the expected one."""
    import numpy as np

    most = int(np.ceil(expected.max()))
    return np.stack([np.maximum(1.0 - np.abs(expected - n), 0.0) for n in range(most + 1)])


def infer(model: Moves, evidence: Floats) -> Posterior:
    """The exact posterior by forward-backward. `evidence[i, n]`: log weight of size n on grid day i."""
    import numpy as np

    top = evidence.max(axis=1, keepdims=True)
    weight = np.exp(np.maximum(evidence - top, WORST))
    forward, after, scale = _walk(model, weight)
    size = forward * after / np.maximum(weight, 1e-300)
    size /= size.sum(axis=1, keepdims=True)
    return Posterior(size, float(np.log(scale).sum() + top.sum()), forward, after)


def _walk(model: Moves, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """What the days up to each grid day say of its size, and what it and those after it say; each adds up to 1.

    With the factor that each day of the first was scaled by. One walk goes both ways at once.
    """
    import numpy as np

    (days, sizes), (_, width, _), down = weight.shape, model.chance.shape, model.down
    spread = np.zeros(width * (sizes + width))
    aslant = spread.reshape(width, -1)[:, :sizes]
    arrived = spread[:-width].reshape(width, -1)[:, down : down + sizes]
    ahead = np.zeros(sizes + width - 1)
    near = np.lib.stride_tricks.sliding_window_view(ahead, sizes)
    weights = np.stack([weight, weight[::-1]], axis=1)
    leaps = np.stack([model.leap[1:], model.leap[:0:-1]], axis=1)[..., None] / sizes
    result, scale = np.empty((days, 2, sizes)), np.empty((days, 2, 1))
    state = weights[0] * np.stack([model.first, np.ones(sizes)])
    for i in range(days):
        if i:
            np.multiply(model.chance[i], result[i - 1, 0], out=aslant)
            ahead[down : down + sizes] = result[i - 1, 1]
            np.add.reduce(arrived, axis=0, out=state[0])
            np.einsum("jn,jn->n", model.chance[days - i], near, out=state[1])
            state += leaps[i - 1]
            state *= weights[i]
        np.add.reduce(state, axis=1, keepdims=True, out=scale[i])
        np.divide(state, scale[i], out=result[i])
    return result[:, 0], result[::-1, 1], scale[:, 0, 0]


def changes(model: Moves, posterior: Posterior) -> Changes:
    """The moves between grid days that the posterior holds likely."""
    import numpy as np

    days, sizes = posterior.size.shape
    width = model.chance.shape[1]
    ahead = np.pad(posterior.after[1:], ((0, 0), (model.down, width - 1 - model.down)))
    after = np.lib.stride_tricks.sliding_window_view(ahead, sizes, axis=1)
    rise = np.zeros(days)
    edges = np.zeros((days, sizes + width))
    for some in _in_turn(1, days):
        past = slice(some.start - 1, some.stop - 1)
        flow = model.chance[some] * posterior.before[past, None] * after[past]
        flow /= np.maximum(flow.sum(axis=(1, 2), keepdims=True), 1e-300)
        for j in range(model.down + 1, width):
            jump = j - model.down
            rise[some] += jump * flow[:, j].sum(axis=1)
            edges[some, 1 : sizes + 1] += flow[:, j]
            edges[some, 1 + jump : sizes + 1 + jump] -= flow[:, j]
    reach = edges.cumsum(axis=1)[:, :sizes]
    above = posterior.size[:, ::-1].cumsum(axis=1)[:, ::-1]
    reach[0] = above[0]
    for i in np.flatnonzero(model.leap > 0.01):
        reach[i] = np.maximum(above[i] - above[i - 1], 0.0)
        rise[i] = reach[i].sum()
    return Changes(rise, reach)
