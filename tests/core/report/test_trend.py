from dataclasses import replace

import pytest
from reports import rep

from vision_coach.core.report.trend import STUDENT_T_95, Trend, student_t, trend_of
from vision_coach.words import quoted


def lowered(*seconds, **changes):
    return [
        replace(rep(index), eccentric_start_s=0.0, eccentric_end_s=eccentric_s, **changes)
        for index, eccentric_s in enumerate(seconds, start=1)
    ]


@pytest.mark.parametrize(
    ("seconds", "trend"),
    [
        ((4.0, 3.6, 3.1, 2.6, 2.2), Trend.SHORTER),
        ((2.2, 2.6, 3.1, 3.6, 4.0), Trend.LONGER),
        ((4.0, 3.9, 4.1, 4.0, 3.9), Trend.STEADY),
        ((3.8, 4.1, 2.1, 3.7), Trend.STEADY),
        ((4.0, 4.0, 4.0), Trend.STEADY),
        ((4.0, 3.98, 3.96, 3.94), Trend.STEADY),
        ((4.0, 3.0), None),
        ((), None),
    ],
    ids=["fading", "rising", "even", "one bad one", "equal", "sure but small", "two", "none"],
)
def test_control_fades_when_the_lowerings_surely_get_much_shorter(seconds, trend):
    assert trend_of(lowered(*seconds)) is trend


def test_three_repetitions_need_a_very_straight_line():
    # One degree of freedom, so t = 6.31; both slopes are -0.95. Residuals of -0.017, 0.033, -0.017
    # leave a standard error of 0.029: 6.31 x 0.029 < 0.95. Those of the second, of 0.49.
    assert trend_of(lowered(4.0, 3.1, 2.1)) is Trend.SHORTER
    assert trend_of(lowered(4.0, 2.2, 2.1)) is Trend.STEADY


def test_what_is_not_graded_or_partial_does_not_count():
    good = lowered(4.0, 4.0, 4.0)
    assert trend_of([*good, *lowered(1.0, 0.5, reason=quoted("hidden"))]) is Trend.STEADY
    assert trend_of([*good, *lowered(1.0, 0.5, flags=("partial",))]) is Trend.STEADY


def test_times_that_are_not_known_do_not_count():
    assert trend_of(lowered(4.0, float("nan"), 3.0)) is None


def test_the_quantiles_fall_towards_the_normal_one():
    # Fisher and Yates' table: 6.314 for 1, 1.812 for 10, 1.697 for 30 degrees of freedom.
    assert (student_t(1), student_t(10), student_t(30)) == (6.314, 1.812, 1.697)
    assert student_t(10_000) == 1.645
    assert list(STUDENT_T_95) == sorted(STUDENT_T_95, reverse=True)
