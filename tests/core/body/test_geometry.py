"""Angles worked out with a set square."""

import numpy as np
import pytest

from vision_coach.core.body.geometry import (
    facing_deg,
    inside_px,
    joint_angle_deg,
    length_px,
    limb_bend_deg,
    space_angle_deg,
    torso_inclination_deg,
)
from vision_coach.core.body.pose import LANDMARK_COUNT, Landmark


def angle(a, b, c):
    return float(joint_angle_deg(*(np.array(point, float) for point in (a, b, c))))


@pytest.mark.parametrize(
    ("hip", "knee", "ankle", "expected_deg"),
    [
        ((0, 0), (0, 1), (0, 2), 180),  # a straight leg
        ((1, 0), (0, 0), (0, 1), 90),
        ((1, 0), (0, 0), (1, 1), 45),
        ((1, 0), (0, 0), (-1, 3**0.5), 120),
        ((2, 0), (0, 0), (5, 0), 0),  # folded back on itself
    ],
)
def test_angle_between_two_bones(hip, knee, ankle, expected_deg):
    assert angle(hip, knee, ankle) == pytest.approx(expected_deg)


def test_how_far_a_point_is_within_the_picture():
    points = np.array([[[10, 100], [635, 100]], [[320, 470], [320, -3]], [[700, 500], [np.nan, 1]]])
    inside = inside_px(points, (640, 480))
    assert inside == pytest.approx(np.array([[10, 5], [10, -3], [-60, np.nan]]), nan_ok=True)


def test_angle_is_the_same_in_a_mirror_and_at_any_size():
    assert angle((3, 1), (0, 0), (1, 4)) == pytest.approx(angle((-30, 10), (0, 0), (-10, 40)))


def test_angle_is_unknown_where_a_point_is_missing_or_two_coincide():
    assert np.isnan(angle((np.nan, 0), (0, 1), (0, 2)))
    assert np.isnan(angle((0, 1), (0, 1), (0, 2)))


def test_angles_of_many_frames_at_once():
    hips = np.array([[0.0, 0.0], [1.0, 1.0]])
    knees, ankles = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[0.0, 2.0], [0.0, 2.0]])
    assert joint_angle_deg(hips, knees, ankles) == pytest.approx([180, 90])


def test_length_of_a_bent_limb_is_the_sum_of_its_bones():
    points = [np.array(point, float) for point in ((0, 0), (3, 4), (3, 16))]
    assert length_px(*points) == pytest.approx(5 + 12)


def person(shoulder_m, hip_m, half_width_m=(0.2, 0.0, 0.0)):
    """World landmarks with shoulders and hips around the two points; y down."""
    world = np.zeros((LANDMARK_COUNT, 3))
    for left, middle in ((Landmark.LEFT_SHOULDER, shoulder_m), (Landmark.LEFT_HIP, hip_m)):
        world[left] = np.add(middle, half_width_m)
        world[left + 1] = np.subtract(middle, half_width_m)
    return world


@pytest.mark.parametrize(
    ("shoulder_m", "expected_deg"),
    [((0, -0.5, 0), 0), ((0.5, 0, 0), 90), ((0, 0, -0.5), 90), ((0.5, -0.5, 0), 45)],
)
def test_torso_inclination(shoulder_m, expected_deg):
    assert torso_inclination_deg(person(shoulder_m, (0, 0, 0))) == pytest.approx(expected_deg)


def test_torso_inclination_head_down_is_above_ninety():
    assert torso_inclination_deg(person((0, 0.5, 0), (0, 0, 0))) == pytest.approx(180)


def test_torso_inclination_of_nobody_is_unknown():
    assert np.isnan(torso_inclination_deg(np.full((LANDMARK_COUNT, 3), np.nan)))
    assert np.isnan(torso_inclination_deg(np.zeros((LANDMARK_COUNT, 3))))


@pytest.mark.parametrize(
    ("left_side_m", "expected_deg"),
    [
        ((0.2, 0, 0), 0),  # facing the camera, the left side is on the right of the picture
        ((-0.2, 0, 0), 180),
        ((0, 0, 0.2), 90),  # facing right, the left side is far
        ((0, 0, -0.2), -90),
        ((0.2, 0, 0.2), 45),
    ],
)
def test_facing(left_side_m, expected_deg):
    world = person((0, -0.5, 0), (0, 0, 0), left_side_m)
    assert abs(facing_deg(world)) == pytest.approx(abs(expected_deg))
    assert np.sign(facing_deg(world)) == np.sign(expected_deg)


def test_an_angle_in_space_needs_no_direction_of_view():
    a, b, c = np.array([1.0, 0, 0]), np.zeros(3), np.array([0, 0, 2.0])
    assert space_angle_deg(a, b, c) == pytest.approx(90.0)
    assert space_angle_deg(a, b, np.array([1.0, 1.0, 0])) == pytest.approx(45.0)
    assert np.isnan(space_angle_deg(a, a, c))


def test_a_limb_of_two_equal_bones_reaches_less_when_bent():
    # Two bones at a right angle reach the square root of a half of their length.
    bends_deg = [limb_bend_deg(reach) for reach in (1.0, 0.5**0.5, 0.0)]
    assert bends_deg == pytest.approx([0, 90, 180])
    assert [limb_bend_deg(reach) for reach in (1.1, -0.2)] == pytest.approx([0, 180])
