"""The estimate of thousands at once is the domain's own."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.domain.measurement import Item, Prior, estimate
from kiosk.measure.vectors import estimates


@pytest.mark.parametrize("prior", [Prior(), Prior(0.0, 1.0), Prior(-1.0, 0.7)])
@pytest.mark.parametrize("cut", [-0.5, 0.25])
def test_each_figure_is_the_one_that_the_domain_gives(prior: Prior, cut: float) -> None:
    chance = np.random.default_rng(3)
    a, b = chance.lognormal(0.1, 0.25, (600, 14)), chance.normal(-0.5, 0.8, (600, 14))
    answers = chance.random((600, 14)) < 0.6
    found = estimates(a, b, answers, prior, cut)
    for row in range(0, 600, 29):
        items = [Item(*pair) for pair in zip(a[row], b[row], strict=True)]
        own = estimate(items, [int(mark) for mark in answers[row]], prior, cut)
        assert found.ability[row] == pytest.approx(own.ability, abs=1e-9)
        assert found.error[row] == pytest.approx(own.error, abs=1e-9)
        assert found.above[row] == pytest.approx(own.above, abs=1e-9)
