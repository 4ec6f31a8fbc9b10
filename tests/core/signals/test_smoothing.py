import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vision_coach.core.signals.smoothing import CausalSmoother, local_line

gaps_s = st.lists(st.floats(0.005, 0.09), min_size=4, max_size=60)
numbers = st.floats(-100, 100)


@given(gaps_s, numbers, numbers)
@settings(max_examples=60, deadline=None)
def test_a_straight_line_is_reproduced_at_irregular_times(gaps, slope, start):
    t_s = np.cumsum(gaps)
    assert local_line(t_s, start + slope * t_s, 0.15) == pytest.approx(
        start + slope * t_s, rel=1e-5, abs=1e-5
    )


@given(gaps_s, st.integers(0, 1000), st.floats(-50, 50), st.floats(0.1, 50))
@settings(max_examples=60, deadline=None)
def test_smoothing_keeps_the_unit_and_the_origin(gaps, seed, shift, scale):
    t_s = np.cumsum(gaps)
    y = np.random.default_rng(seed).normal(size=len(t_s))
    moved = local_line(t_s, shift + scale * y, 0.15)
    assert moved == pytest.approx(shift + scale * local_line(t_s, y, 0.15), rel=1e-5, abs=1e-5)


@given(gaps_s, st.integers(0, 1000), st.floats(-1000, 1000))
@settings(max_examples=60, deadline=None)
def test_it_does_not_matter_when_a_video_starts(gaps, seed, later_s):
    t_s = np.cumsum(gaps)
    y = np.random.default_rng(seed).normal(size=len(t_s))
    assert local_line(t_s + later_s, y, 0.15) == pytest.approx(
        local_line(t_s, y, 0.15), rel=1e-4, abs=1e-4
    )


def test_smoothing_shifts_nothing_in_time():
    t_s = np.arange(0, 2, 1 / 30)
    peak = np.exp(-(((t_s - 1.0) / 0.3) ** 2))
    assert t_s[np.argmax(local_line(t_s, peak, 0.15))] == pytest.approx(1.0, abs=1e-9)


def test_smoothing_removes_most_of_the_jitter():
    t_s = np.arange(0, 10, 1 / 30)
    noise = np.random.default_rng(1).normal(size=len(t_s))
    assert local_line(t_s, noise, 0.15)[10:-10].std() < 0.6 * noise.std()


def test_a_missing_sample_is_filled_from_its_neighbours():
    t_s = np.arange(10) / 30
    y = 2 * t_s
    y[4] = np.nan
    assert local_line(t_s, y, 0.15)[4] == pytest.approx(2 * t_s[4])


def test_a_sample_far_from_all_others_stays_missing():
    t_s = np.array([0.0, 0.03, 0.06, 5.0, 10.0])
    filled = local_line(t_s, np.array([1.0, 1.0, 1.0, np.nan, 2.0]), 0.15)
    assert np.isnan(filled[3])
    assert filled[4] == 2.0


def test_nothing_known_gives_nothing():
    assert np.isnan(local_line(np.arange(3.0), np.full(3, np.nan), 0.15)).all()


def test_a_single_wild_sample_does_not_pass_the_causal_smoother():
    smoother = CausalSmoother(0.06)
    values = [smoother.push(n / 30, 9.0 if n == 10 else 1.0) for n in range(20)]
    assert values == pytest.approx([1.0] * 20)


def test_the_causal_smoother_reaches_a_new_level_within_five_time_constants():
    smoother = CausalSmoother(0.06)
    values = [smoother.push(n / 100, 0.0 if n < 10 else 1.0) for n in range(60)]
    assert values[9] == 0.0
    assert values[10 + 2 + 30] > 0.99  # the median holds the step back by a sample or two


def test_the_causal_smoother_forgets_when_reset():
    smoother = CausalSmoother(1.0)
    smoother.push(0.0, 100.0)
    smoother.reset()
    assert smoother.push(0.1, 3.0) == 3.0
