"""Poses in pictures that are turned by right angles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stick_figure import StickFigure, along

from vision_coach.core.body.pose import Landmark
from vision_coach.core.body.turning import turned

POSE = StickFigure("squat", along((0, 0.3))).pose(0.0)


def test_a_quarter_turn_clockwise_brings_the_upper_left_corner_to_the_upper_right():
    quarter = turned(POSE, 90)
    width, height = POSE.image_size_px
    assert quarter.image_size_px == (height, width)
    x, y = POSE.points_px[Landmark.NOSE]
    assert tuple(quarter.points_px[Landmark.NOSE]) == pytest.approx((height - y, x))
    # The nose was up, and points to the right now.
    assert POSE.world_m[Landmark.NOSE, 1] < 0
    assert quarter.world_m[Landmark.NOSE, 0] == pytest.approx(-POSE.world_m[Landmark.NOSE, 1])
    assert quarter.world_m[Landmark.NOSE, 2] == POSE.world_m[Landmark.NOSE, 2]


@given(turns=st.lists(st.sampled_from([0, 90, 180, 270]), max_size=6))
def test_turns_add_up_and_a_whole_one_is_none(turns):
    pose = POSE
    for turn_deg in turns:
        pose = turned(pose, turn_deg)
    once = turned(POSE, sum(turns) % 360)
    np.testing.assert_allclose(pose.points_px, once.points_px, atol=1e-9)
    np.testing.assert_allclose(pose.world_m, once.world_m, atol=1e-12)
    assert pose.image_size_px == once.image_size_px
