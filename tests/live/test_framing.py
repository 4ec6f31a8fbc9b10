"""What is said of pictures of a stick figure that lack something."""

from dataclasses import replace

import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.exercises import load_exercise
from vision_coach.live.framing import FramingWatch
from vision_coach.live.state import Advice

STANDING = StickFigure("squat", along((0.0, 0.0)), jitter_px=0.3)
FPS = 15.0


def framed(figure=STANDING, exercise="squat", seconds=2.5, brightness=120.0, change=lambda p: p):
    watch = FramingWatch(load_exercise(exercise))
    return [watch.push(change(pose), brightness) for pose in figure.poses(seconds, FPS)]


def shifted_px(x, y):
    return lambda pose: replace(pose, points_px=pose.points_px + np.array([x, y]))


@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_the_start_position_must_be_held_for_a_second(exercise):
    figure = replace(STANDING, exercise=exercise, yaw_deg=0.0 if exercise == "pull_up" else 90.0)
    seen = framed(figure, exercise)
    ready = [number / FPS for number, one in enumerate(seen) if one.is_ready]
    assert ready[0] == pytest.approx(1.0, abs=0.1)
    assert seen[-1].advice == ()


def test_a_person_who_moves_is_not_ready():
    seen = framed(
        StickFigure("squat", along(*repetitions(4, 0.7, 0.1, 0.7, 0.1, first_s=0.2))),
        seconds=6,
    )
    assert not any(one.is_ready for one in seen)


def test_lying_bent_or_far_from_the_exercise_is_no_start_position():
    low = framed(StickFigure("squat", along((0.0, 1.0))))
    assert low[-1].advice == (Advice.GET_INTO_POSITION,)
    standing_for_push_ups = framed(STANDING, "push_up")
    assert standing_for_push_ups[-1].advice == (Advice.GET_INTO_POSITION,)


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        (shifted_px(0, 70), Advice.LOWER_CAMERA),
        (shifted_px(330, 0), Advice.MOVE_BACK_ANKLES),
        (lambda pose: replace(pose, points_px=pose.points_px * 0.2), Advice.MOVE_CLOSER),
        (lambda pose: replace(pose, people=2), Advice.MORE_PEOPLE),
        (lambda pose: replace(pose, visibility=pose.visibility * 0.3), Advice.SHOW_LIMBS),
    ],
)
def test_what_is_missing_is_named(change, advice):
    assert advice in framed(change=change)[-1].advice


def test_a_bar_above_the_picture_asks_for_a_higher_camera():
    hanging = StickFigure("pull_up", along((0.0, 1.0)), yaw_deg=0.0, scale_px_per_m=150.0)
    seen = framed(hanging, "pull_up", change=shifted_px(0, -120))
    assert seen[-1].advice == (Advice.RAISE_CAMERA,)
    assert not seen[-1].is_ready


def test_too_large_for_the_picture_is_told_by_the_part_that_is_cut_off():
    close = replace(STANDING, scale_px_per_m=700.0)
    advice = framed(close, change=shifted_px(0, 400))[-1].advice
    assert advice
    assert set(advice) <= {Advice.MOVE_BACK_ANKLES, Advice.MOVE_BACK_HIPS, Advice.MOVE_BACK_KNEES}


def test_an_empty_picture_is_dark_or_has_nobody_in_it():
    nobody = replace(STANDING, seen=lambda _t_s: False)
    assert framed(nobody)[-1].advice == (Advice.NOBODY,)
    assert framed(nobody, brightness=15.0)[-1].advice == (Advice.TOO_DARK,)
    assert framed(nobody, brightness=None)[-1].advice == (Advice.NOBODY,)


def test_darkness_is_told_but_stops_nobody_who_is_seen():
    seen = framed(brightness=20.0)
    assert seen[-1].advice[0] is Advice.TOO_DARK
    assert seen[-1].is_ready


@pytest.mark.parametrize(
    ("exercise", "yaw_deg", "advice"),
    [("squat", 0.0, Advice.TURN_SIDE_ON), ("pull_up", 90.0, Advice.FACE_CAMERA)],
)
def test_a_view_that_hides_the_joint_is_told_and_does_not_block(exercise, yaw_deg, advice):
    seen = framed(replace(STANDING, exercise=exercise, yaw_deg=yaw_deg), exercise)
    assert seen[-1].advice == (advice,)
    assert seen[-1].is_ready
