"""How a body is held, in angles that are known."""

import numpy as np
import pytest
from stick_figure import StickFigure, along

from vision_coach.core.body.pose import Landmark
from vision_coach.core.body.posture import (
    ANGLES,
    ARM_AHEAD,
    STRIDE,
    arms_ahead_deg,
    legs_ahead_deg,
    posture_deg,
)

AHEAD = np.array([0.0, 0.0, -1.0])
"""Towards the camera, which the person faces."""


def standing():
    return StickFigure("squat", along((0, 0), (1, 0)), yaw_deg=0.0).pose(0.0).world_m.copy()


def moved(world_m, landmark, by):
    changed = world_m.copy()
    changed[landmark] += by
    return changed[None]


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 180.0])
def test_angles_do_not_depend_on_where_the_camera_stands(yaw_deg):
    figure = StickFigure("squat", along((0, 0), (1, 1)), yaw_deg=yaw_deg)
    held = posture_deg(figure.pose(0.6).world_m[None])
    knee_deg = held[0, ANGLES.index("knee")]
    assert knee_deg == pytest.approx([figure.working_angle_deg(0.6)] * 2, abs=2.0)
    assert held[0, ANGLES.index(STRIDE)] == pytest.approx([0.0, 0.0], abs=1e-6)


def test_a_leg_before_the_other_one_is_ahead_by_its_angle():
    world_m = standing()
    hip, ankle = world_m[Landmark.LEFT_HIP], world_m[Landmark.LEFT_ANKLE]
    down_m = ankle[1] - hip[1]
    ahead_now = legs_ahead_deg(world_m[None])[0]
    # As far ahead as it is down: 45 degrees.
    by = AHEAD * (down_m + (ankle - hip)[2])
    ahead = legs_ahead_deg(moved(world_m, Landmark.LEFT_ANKLE, by))[0]
    assert ahead[0] == pytest.approx(45.0, abs=1e-6)
    assert ahead[1] == pytest.approx(ahead_now[1])


def test_an_arm_to_the_side_is_not_ahead_and_one_to_the_front_is():
    world_m = standing()
    shoulder = world_m[Landmark.LEFT_SHOULDER]
    for direction, expected_deg in (((1.0, 0.0, 0.0), 0.0), (AHEAD, 90.0)):
        raised = world_m.copy()
        raised[Landmark.LEFT_WRIST] = shoulder + 0.5 * np.asarray(direction)
        assert arms_ahead_deg(raised[None])[0, 0] == pytest.approx(expected_deg, abs=1e-6)
    assert ARM_AHEAD in ANGLES


def test_sides_that_coincide_have_no_direction():
    world_m = standing()
    world_m[Landmark.RIGHT_HIP] = world_m[Landmark.LEFT_HIP]
    assert np.isnan(legs_ahead_deg(world_m[None])).all()
