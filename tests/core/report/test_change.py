"""When two sessions differ, and when it may be chance."""

import pytest

from vision_coach.core.report.change import change_s, smallest_change_s, standard_error_s


def test_the_smallest_change_of_equal_errors_is_the_usual_formula():
    """1.96 * sqrt(2) * SEM: with 0.1 s that is 0.277 s."""
    assert smallest_change_s(0.1, 0.1) == pytest.approx(0.277, abs=0.001)


def test_one_repetition_is_as_sure_as_its_own_uncertainty():
    """A half-width of 0.329 s at 90 % is a standard deviation of 0.2 s."""
    assert standard_error_s(1, None, 0.329) == pytest.approx(0.2, abs=1e-6)


def test_what_scatters_more_than_it_was_measured_counts_by_its_scatter():
    assert standard_error_s(4, 1.0, 0.1) == 0.5


@pytest.mark.parametrize(("now_s", "expected"), [(3.2, None), (3.4, 0.4), (2.6, -0.4)])
def test_less_than_the_smallest_change_is_none(now_s, expected):
    found = change_s(3.0, now_s, 0.3)
    assert found == (None if expected is None else pytest.approx(expected))
