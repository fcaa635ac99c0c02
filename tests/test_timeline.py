"""The chain: exact against every path counted out by hand, and its parts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pipeline.inference import timeline


def small_chain(seed: int) -> tuple[timeline.Moves, np.ndarray]:
    """A chain of five days and six sizes with arbitrary chances and evidence."""
    rng = np.random.default_rng(seed)
    chance = rng.random((5, 5, 6))
    chance /= chance.sum(axis=1, keepdims=True)
    blocks = tuple(timeline.Block(days, chance[days], 2) for days in (np.array([1, 3, 4]), np.array([2])))
    leap = np.full(5, timeline.LEAP)
    return timeline.Moves(rng.dirichlet(np.ones(6)), blocks, leap), rng.normal(size=(5, 6)) * 3


@pytest.mark.parametrize("seed", range(3))
def test_forward_backward_equals_the_sum_over_all_paths(seed: int) -> None:
    model, evidence = small_chain(seed)
    by_day = {
        day: chance for b in model.blocks for day, chance in zip(b.days.tolist(), b.chance, strict=True)
    }
    size, rise, reach, whole = np.zeros((5, 6)), np.zeros(5), np.zeros((5, 6)), 0.0
    for path in itertools.product(range(6), repeat=5):
        chance = model.first[path[0]] * np.exp(evidence[range(5), path].sum())
        for i, (a, b) in enumerate(itertools.pairwise(path), start=1):
            chance *= by_day[i][b - a + 2, a] if -2 <= b - a <= 2 else 0.0
        whole += chance
        for i, n in enumerate(path):
            size[i, n] += chance
        for i, (a, b) in enumerate(itertools.pairwise(path), start=1):
            rise[i] += chance * max(b - a, 0)
            reach[i, a + 1 : b + 1] += chance
    posterior = timeline.infer(model, evidence)
    changes = timeline.changes(model, posterior)
    assert posterior.size == pytest.approx(size / whole, abs=1e-6)
    assert changes.rise[1:] == pytest.approx(rise[1:] / whole, abs=1e-6)
    assert changes.reach[1:] == pytest.approx(reach[1:] / whole, abs=1e-6)
    assert posterior.fit == pytest.approx(np.log(whole), abs=1e-6)


def test_overwhelming_evidence_against_every_path_still_gives_probabilities() -> None:
    model, evidence = small_chain(0)
    for block in model.blocks:
        block.chance[:] = 0.0
        block.chance[:, 2] = 1.0  # the size can't change, yet the claims say that it did
    evidence[:] = -5000.0
    evidence[:3, 1] = evidence[3:, 4] = 0.0
    size = timeline.infer(model, evidence).size
    assert np.isfinite(size).all() and size.sum(axis=1) == pytest.approx(1.0)
    assert size[0].argmax() == 1 and size[4].argmax() == 4


def test_one_accession_within_many_days_is_one() -> None:
    """A certain accession on an unknown one of ten days ends in exactly one more member, not in one on average."""
    days, sizes = 11, 4
    hazard = np.concatenate([[0.0], 1.0 / np.arange(10, 0, -1)])
    up = np.zeros((days, sizes))
    up[:, 1] = hazard  # size 1: it hasn't come yet
    surprise = np.tile([0.0, 0.0, 1.0, 0.0], (days, 1))
    first = np.array([0.0, 1.0, 0.0, 0.0])
    size = timeline.infer(
        timeline.moves(first, up, np.zeros((days, sizes)), surprise, np.zeros(days)), np.zeros((days, sizes))
    ).size
    assert size[-1, 2] == pytest.approx(1.0, abs=1e-6)
    assert size[5, 2] == pytest.approx(0.5, abs=1e-6)


def test_whole_numbers_of_accessions_and_departures_are_sure() -> None:
    up, drop = np.zeros((2, 9)), np.zeros((2, 9))
    up[1], drop[1] = 3.0, 1.0
    surprise = np.tile([0.0, 0.0, 1.0, 0.0], (2, 1))
    size = timeline.infer(
        timeline.moves(np.eye(9)[4], up, drop, surprise, np.zeros(2)), np.zeros((2, 9))
    ).size
    assert size[1].argmax() == 6 and size[1, 6] == pytest.approx(1.0, abs=1e-6)


def test_the_grid_keeps_every_day_given_and_fills_long_stretches() -> None:
    days = timeline.grid({1000, 1001, 1400})
    assert {1000, 1001, 1400} <= set(days.tolist())
    assert np.diff(days).max() <= timeline.STRETCH + 1 and (np.diff(days) > 0).all()
    century = timeline.grid({0, 36525})
    assert len(century) <= 1.02 * timeline.FILL
