"""By which turn a picture stands upright, as the movement in it tells."""

import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.body.turning import turned
from vision_coach.core.orientation import turn_that_explains
from vision_coach.exercises import built_in_names, load_exercise

EXERCISES = [load_exercise(name) for name in built_in_names()]


def poses(exercise, depth=None):
    figure = StickFigure(exercise, depth or along(*repetitions(3)), jitter_px=0.3)
    return list(figure.poses(14.5))


@pytest.mark.parametrize("lies_deg", [90, 270])
@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_a_picture_on_its_side_is_turned_back(exercise, lies_deg):
    lying = [turned(pose, lies_deg) for pose in poses(exercise)]
    assert turn_that_explains(lying, EXERCISES) == 360 - lies_deg


def test_a_squat_on_its_head_is_turned_back():
    upside_down = [turned(pose, 180) for pose in poses("squat")]
    assert turn_that_explains(upside_down, EXERCISES) == 180


def test_who_does_nothing_gives_no_reason_to_turn():
    assert turn_that_explains(poses("squat", along((0, 0), (14, 0))), EXERCISES) is None
