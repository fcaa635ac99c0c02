"""The inference behind reconcile: a chain of sizes over days, its evidence, and the exact posterior of each day.

The size of a body is followed from one *grid day* to the next. `moves` says how it may change between two of them,
`evidence` how well each size fits the claims of each day; forward-backward then gives the exact probability of every
size on every grid day, and of every change between two. Nothing here knows of countries or documents.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
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
#: So many grid days, or claims, are reckoned at once: what is held of each for a moment is several times what is kept.
AT_ONCE = 256
#: No day's claims count more than this (natural log) against a size: evidence is never infinite.
WORST = -60.0


@dataclass(frozen=True, slots=True)
class Block:
    """Grid days up to which the size may change by equally many.

    `chance[k, j, n]` is the probability that size n on the grid day before `days[k]` becomes n + j - `down` on it.
    """

    days: Ints
    chance: Floats
    down: int


@dataclass(frozen=True, slots=True)
class Moves:
    """How the size may change up to each grid day but the first, which `blocks` hold in any order.

    `first[n]` is the prior of the size on the first grid day. `leap[i]` is the probability that the size of grid day
    i follows from nothing known.
    """

    first: Floats
    blocks: tuple[Block, ...]
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
    `surprise` holds the probabilities of the moves -2 .. width - 3 that no claim announces. On most days hardly any
    country can have come: few days of many moves don't make all others large.
    """
    import numpy as np

    most = np.ceil(np.stack([up.max(axis=1), drop.max(axis=1)], axis=1))[1:]
    blocks = []
    for pair in np.unique(most, axis=0):
        days = 1 + np.flatnonzero((most == pair).all(axis=1))
        for some in (days[part] for part in in_turn(len(days))):
            blocks.append(_block(some, up[some], drop[some], surprise[some]))
    return Moves(first, tuple(blocks), np.maximum(leap, LEAP))


def in_turn(count: int) -> list[slice]:
    """So many things, AT_ONCE at a time."""
    return [slice(at, min(at + AT_ONCE, count)) for at in range(0, count, AT_ONCE)]


def _block(days: Ints, up: Floats, drop: Floats, surprise: Floats) -> Block:
    """The moves up to some days, of which `up`, `drop` and `surprise` tell."""
    import numpy as np

    came, left = _spread(up), _spread(drop)
    width = len(came) + len(left) - 1
    told = np.zeros((len(days), width, up.shape[1]))
    for u, coming in enumerate(came):
        for d, going in enumerate(left):
            told[:, len(left) - 1 + u - d] += coming * going
    padded = np.pad(surprise, ((0, 0), (width - 1,) * 2))
    further = np.lib.stride_tricks.sliding_window_view(padded, width, axis=1)[..., ::-1]
    return Block(days, further.copy() @ told, len(left) + 1)


def _spread(expected: Floats) -> Floats:
    """The probability of each whole number of moves: one of the two whole numbers around the expected one."""
    import numpy as np

    most = int(np.ceil(expected.max()))
    return np.stack([np.maximum(1.0 - np.abs(expected - n), 0.0) for n in range(most + 1)])


def infer(model: Moves, evidence: Floats) -> Posterior:
    """The exact posterior by forward-backward. `evidence[i, n]`: log weight of size n on grid day i."""
    return infer_each(model, [evidence])[0]


def infer_each(model: Moves, evidence: Sequence[Floats]) -> list[Posterior]:
    """The posteriors by each of several pieces of evidence: in one walk, which costs little more than for one."""
    import numpy as np

    tops = [own.max(axis=1, keepdims=True) for own in evidence]
    weights = [np.exp(np.maximum(own - top, WORST)) for own, top in zip(evidence, tops, strict=True)]
    forward, after, scale = _walk(model, np.stack(weights, axis=1))
    posteriors = []
    for i, (weight, top) in enumerate(zip(weights, tops, strict=True)):
        size = forward[:, i] * after[:, i] / np.maximum(weight, 1e-300)
        size /= size.sum(axis=1, keepdims=True)
        fit = float(np.log(scale[:, i]).sum() + top.sum())
        posteriors.append(Posterior(size, fit, forward[:, i], after[:, i]))
    return posteriors


def _walk(model: Moves, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """What the days up to each grid day say of its size, and what it and those after it say; each adds up to 1.

    With the factor that each day of the first was scaled by. `weight[i, k]` are the weights of day i by the k-th
    evidence. One walk goes both ways at once, for all evidence.
    """
    import numpy as np

    days, many, sizes = weight.shape
    steps = _steps(model, days, many, sizes)
    weights = np.stack([weight, weight[::-1]], axis=1)
    leaps = np.stack([model.leap[1:], model.leap[:0:-1]], axis=1)[..., None, None] / sizes
    result, scale = np.empty((days, 2, many, sizes)), np.empty((days, 2, many, 1))
    state = weights[0] * np.stack([model.first, np.ones(sizes)])[:, None]
    for i in range(days):
        if i:
            chance, room = steps[i]
            np.multiply(chance, result[i - 1, 0], out=room.aslant)
            np.add.reduce(room.arrived, axis=0, out=state[0])
            chance, room = steps[days - i]
            room.ahead[:] = result[i - 1, 1]
            np.einsum("jkn,jkn->kn", chance, room.near, out=state[1])
            state += leaps[i - 1]
            state *= weights[i]
        np.add.reduce(state, axis=2, keepdims=True, out=scale[i])
        np.divide(state, scale[i], out=result[i])
    return result[:, 0], result[::-1, 1], scale[:, 0, :, 0]


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a step of the walk is reckoned: what is written into `aslant` stands in `arrived` in the column of the
    size that it moves to, what is written into `ahead` stands in `near` beside each size that it is reached from.
    """

    aslant: Floats
    arrived: Floats
    ahead: Floats
    near: Floats


def _steps(model: Moves, days: int, many: int, sizes: int) -> list[tuple[Floats, _Room]]:
    """The moves up to each grid day, and where to reckon with them; for the first day any."""
    steps: list[tuple[Floats, _Room]] = [(model.first, _room(1, 0, many, sizes))] * days
    for block in model.blocks:
        room = _room(block.chance.shape[1], block.down, many, sizes)
        for day, chance in zip(block.days.tolist(), block.chance[:, :, None], strict=True):
            steps[day] = chance, room
    return steps


def _room(width: int, down: int, many: int, sizes: int) -> _Room:
    import numpy as np

    view = np.lib.stride_tricks.as_strided
    spread, ahead = np.zeros((width, many, sizes + width)), np.zeros((many, sizes + width - 1))
    # a row further down what is spread out begins a column further left
    row, beside, next_ = spread.strides
    return _Room(
        spread[:, :, :sizes],
        view(spread[0, :, down:], (width, many, sizes), (row - next_, beside, next_)),
        ahead[:, down : down + sizes],
        np.lib.stride_tricks.sliding_window_view(ahead, sizes, axis=1).swapaxes(0, 1),
    )


def changes(model: Moves, posterior: Posterior) -> Changes:
    """The moves between grid days that the posterior holds likely."""
    import numpy as np

    days, sizes = posterior.size.shape
    rise, reach = np.zeros(days), np.zeros((days, sizes))
    for block in model.blocks:
        some, width, down = block.days, block.chance.shape[1], block.down
        ahead = np.pad(posterior.after[some], ((0, 0), (down, width - 1 - down)))
        after = np.lib.stride_tricks.sliding_window_view(ahead, sizes, axis=1)
        flow = block.chance * posterior.before[some - 1, None] * after
        flow /= np.maximum(flow.sum(axis=(1, 2), keepdims=True), 1e-300)
        edges = np.zeros((len(some), sizes + width))
        for jump in range(1, width - down):
            rise[some] += jump * flow[:, down + jump].sum(axis=1)
            edges[:, 1 : sizes + 1] += flow[:, down + jump]
            edges[:, 1 + jump : sizes + 1 + jump] -= flow[:, down + jump]
        reach[some] = edges.cumsum(axis=1)[:, :sizes]
    above = posterior.size[:, ::-1].cumsum(axis=1)[:, ::-1]
    reach[0] = above[0]
    for i in np.flatnonzero(model.leap > 0.01):
        reach[i] = np.maximum(above[i] - above[i - 1], 0.0)
        rise[i] = reach[i].sum()
    return Changes(rise, reach)
