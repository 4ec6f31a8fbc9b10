"""What a video lacks of a lowering: nothing, where somebody holds still at its ends."""

import numpy as np
import pytest
from figure_sets import sets_of
from stick_figure import StickFigure, along, repetitions

SEEDS = range(8)
NOISY_PX = 1.0
FPS = 30


def reps_between(from_s, to_s, exercise, knots, **options):
    """What is seen of somebody whose video runs from one moment to another."""
    times_s = np.arange(round(from_s * FPS), round(to_s * FPS)) / FPS
    figure = StickFigure(exercise, along(*knots), **options)
    return [rep for one in sets_of(figure, times_s) for rep in one.reps]


@pytest.mark.parametrize("hold_s", [1.0, 6.0])
@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_a_noisy_hold_before_the_first_lowering_is_no_lowering(exercise, hold_s):
    knots = repetitions(2, first_s=hold_s)
    for seed in SEEDS:
        first, *_ = reps_between(
            0, knots[-1][0] + 1, exercise, knots, jitter_px=NOISY_PX, seed=seed
        )
        assert first.reason is None
        assert first.eccentric_start_s == pytest.approx(hold_s, abs=0.3)


@pytest.mark.parametrize("hang_s", [1.0, 3.0, 6.0])
def test_a_noisy_hang_after_the_last_lowering_is_no_lowering(hang_s):
    *knots, _rising, _top = repetitions(2)
    end_s = knots[-1][0]
    for seed in SEEDS:
        *_, last = reps_between(0, end_s + hang_s, "pull_up", knots, jitter_px=NOISY_PX, seed=seed)
        assert last.reason is None
        assert last.eccentric_end_s == pytest.approx(end_s, abs=0.3)


@pytest.mark.parametrize("share", [0.1, 0.2])
@pytest.mark.parametrize("eccentric_s", [1.5, 4.0])
@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_a_video_that_starts_within_a_lowering_does_not_show_its_start(
    exercise, eccentric_s, share
):
    knots = repetitions(2, eccentric_s=eccentric_s)
    first, second = reps_between(1 + share * eccentric_s, knots[-1][0] + 1, exercise, knots)
    assert (first.flags, second.flags) == (("truncated",), ())


# A squat or push-up of less has not come far enough to be listed.
@pytest.mark.parametrize(
    ("exercise", "share"),
    [("squat", 0.7), ("squat", 0.8), ("push_up", 0.8), ("pull_up", 0.5), ("pull_up", 0.7)],
)
@pytest.mark.parametrize("eccentric_s", [1.0, 2.0])
def test_a_video_that_ends_within_a_lowering_does_not_show_its_end(eccentric_s, exercise, share):
    knots = repetitions(3, eccentric_s=eccentric_s)
    start_s = knots[-4][0]
    for seed in SEEDS:
        first, second, last = reps_between(
            0, start_s + share * eccentric_s, exercise, knots, jitter_px=0.7, seed=seed
        )
        assert (first.flags, second.flags, last.flags) == ((), (), ("truncated",))
