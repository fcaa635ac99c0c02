"""How many of those whom claims name are members, come and go: against every set of them counted out by hand."""

from __future__ import annotations

import itertools
from math import prod

import numpy as np
import pytest

from pipeline.inference import expected
from pipeline.inference.spells import Spell


def test_a_crowd_equals_the_sum_over_all_who_may_belong_to_it() -> None:
    rng = np.random.default_rng(1)
    joined, left = (
        rng.dirichlet(np.ones(4), 5),
        np.vstack([rng.dirichlet(np.ones(4), 2) / 3, np.zeros((3, 4))]),
    )
    joined[4], left[4] = [1.0, 0.0, 0.0, 0.0], 0.0  # a founder beyond doubt
    spells = tuple(Spell(code) for code in "ABCDE")
    (crowd,) = expected.crowds(expected.Named(np.arange(4), spells, joined, left, 0.1, True, False), 5)
    before = np.concatenate(
        [np.zeros((5, 1)), (joined.cumsum(axis=1) - left.cumsum(axis=1)).clip(0, 1)], axis=1
    )
    for day in range(2, 4):
        assert crowd.sure[day] == 1
        told = np.zeros((3, 6))
        for there in itertools.product((0, 1), repeat=4):
            chances = [before[i, day] if it else 1 - before[i, day] for i, it in enumerate(there)]
            told[0, sum(there)] += prod(chances)
            for i in range(4):
                others = prod(chances[:i] + chances[i + 1 :])
                told[1, sum(there)] += others * joined[i, day] * (not there[i])
                told[2, sum(there)] += others * left[i, day] * there[i]
        assert crowd.mass[:, day] == pytest.approx(told[:, : crowd.mass.shape[2]], abs=1e-12)
