"""Made lowerings whose end is known."""

import numpy as np
import pytest
from accuracy.settling_ends import EVEN, FADING, FPS, START_S, descent, ends, quantile_s


@pytest.mark.parametrize("course", [EVEN, FADING])
def test_a_descent_reaches_its_share_when_it_says_so_and_sinks_through_the_rest(course):
    way = descent(3.0, 0.6, 0.95, 1.5, course)
    at = round((START_S + 3.0) * FPS)
    assert way[round(START_S * FPS)] == pytest.approx(0, abs=0.001)
    assert way[at] == pytest.approx(0.95, abs=0.002)
    assert way[at + round(1.5 * FPS)] == pytest.approx(1.0, abs=0.002)
    assert (np.diff(way) >= -1e-12).all()


def test_settling_fades_or_goes_on_evenly():
    at = round((START_S + 3.0) * FPS)
    half_way = at + round(0.75 * FPS)
    assert descent(3.0, 0.6, 0.9, 1.5, EVEN)[half_way] == pytest.approx(0.95, abs=0.003)
    # (1 - exp(-1.5)) / (1 - exp(-3)) = 0.818
    assert descent(3.0, 0.6, 0.9, 1.5, FADING)[half_way] == pytest.approx(0.982, abs=0.003)


@pytest.mark.slow
def test_both_kinds_are_made_and_timed():
    found = ends()
    settling = [one for one in found if one.settles]
    assert 100 < len(settling) < len(found)
    assert quantile_s(settling, 0.5) < 0.2
