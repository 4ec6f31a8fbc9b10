"""What must not change a lowering time: the clock, the picture's size, side and place, the frame
rate, lost frames and jitter. The count must not change at all."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stick_figure import StickFigure, along

from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.exercises import load_exercise

EXERCISES = ("squat", "push_up", "pull_up")
# Lowerings of 1.5 and 3 s with different pauses.
KNOTS = (
    *((0.0, 0.0), (1.0, 0.0), (2.5, 1.0), (3.0, 1.0), (4.0, 0.0)),
    *((4.5, 0.0), (7.5, 1.0), (7.7, 1.0), (8.7, 0.0), (9.5, 0.0)),
)
DURATION_S, FPS = 9.5, 24.0
SAME_S = 0.001
"""For what changes no number but by rounding."""
FRAMES_S = 0.1
"""For other, or fewer, moments at which the same motion was seen: a frame and a half of 15/s."""
JITTER_S = 0.5
"""For `JITTER_DEG` of jitter that knows nothing of the frame before: worse than any camera's."""
JITTER_DEG = 3.0
BONE_M = {"squat": 0.42, "push_up": 0.285, "pull_up": 0.285}
PX_PER_M = 200.0
MIRRORED = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(k + 1 - 2 * (k % 2 == 0) for k in range(11, 33))]
"""The landmark that each one becomes: in a mirrored picture left and right change names."""

a_few = settings(max_examples=2, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)


@cache
def poses(exercise, fps=FPS):
    figure = StickFigure(exercise, along(*KNOTS), scale_px_per_m=PX_PER_M)
    return tuple(figure.poses(DURATION_S, fps))


@cache
def undisturbed(exercise):
    return lowerings_s(exercise, poses(exercise))


def lowerings_s(exercise, seen):
    """Eccentric times of the only set."""
    pipeline = Pipeline(load_exercise(exercise))
    events = [event for pose in seen for event in pipeline.push(pose)] + pipeline.finish()
    (one,) = [event.report for event in events if isinstance(event, SetCompleted)]
    return [rep.eccentric_s for rep in one.reps]


def assert_same(exercise, seen, within_s):
    found_s, expected_s = lowerings_s(exercise, seen), undisturbed(exercise)
    assert len(found_s) == len(expected_s)
    assert found_s == pytest.approx(expected_s, abs=within_s)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_figure_is_timed_as_it_moves(exercise):
    assert undisturbed(exercise) == pytest.approx([1.5, 3.0], abs=0.15)


@pytest.mark.parametrize("exercise", EXERCISES)
@given(shift_s=st.floats(0, 1e5), scale=st.floats(0.3, 3), x=st.floats(-500, 500))
@a_few
def test_the_clock_and_the_size_and_place_in_the_picture(exercise, shift_s, scale, x):
    moved = [
        replace(pose, t_s=pose.t_s + shift_s, points_px=pose.points_px * scale + [x, -x / 2])
        for pose in poses(exercise)
    ]
    assert_same(exercise, moved, SAME_S)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_mirrored_picture(exercise):
    width = poses(exercise)[0].image_size_px[0]
    mirrored = [
        replace(
            pose,
            points_px=([width - 1, 0] + pose.points_px * [-1, 1])[MIRRORED],
            world_m=(pose.world_m * [-1, 1, 1])[MIRRORED],
            visibility=pose.visibility[MIRRORED],
        )
        for pose in poses(exercise)
    ]
    assert_same(exercise, mirrored, SAME_S)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_frame_rates_from_15_to_60(exercise, fps):
    assert_same(exercise, poses(exercise, fps), FRAMES_S)


@pytest.mark.parametrize("exercise", EXERCISES)
@given(seed=seeds)
@a_few
def test_a_tenth_of_the_frames_lost_at_random(exercise, seed):
    random = np.random.default_rng(seed)
    every = poses(exercise)
    assert_same(exercise, [pose for pose in every if random.random() >= 0.1], FRAMES_S)


@pytest.mark.parametrize("exercise", EXERCISES)
@given(seed=seeds)
@a_few
def test_three_degrees_of_jitter(exercise, seed):
    random = np.random.default_rng(seed)
    # An angle's jitter is sqrt(6) (stretched) to 2 (square) times its points' over a bone's length.
    shift_px = np.radians(JITTER_DEG) / 2.2 * BONE_M[exercise] * PX_PER_M
    shaken = [
        replace(pose, points_px=pose.points_px + random.normal(0, shift_px, pose.points_px.shape))
        for pose in poses(exercise)
    ]
    assert_same(exercise, shaken, JITTER_S)
