from dataclasses import replace

import numpy as np
import pytest
from stick_figure import StickFigure, along

from vision_coach.core.body.pose import Landmark
from vision_coach.drawing.palette import GREY, WHITE, YELLOW
from vision_coach.drawing.skeleton import Emphasis, body_px, draw_skeleton, line_width_px
from vision_coach.exercises.loader import load_exercise

SQUAT = load_exercise("squat")
SIDE = StickFigure("squat", along((0, 0.5)), scale_px_per_m=400.0)


def picture_of(pose, emphasis, line_px=6.0):
    image = np.full((480, 640, 3), 90, np.uint8)
    draw_skeleton(image, pose, emphasis, line_px)
    return image


def colour_between(image, pose, one, other):
    """In the middle of a bone."""
    x, y = pose.points_px[[one, other]].mean(axis=0).round().astype(int)
    return tuple(image[y, x])


def emphasis_of(pose):
    return Emphasis.of(SQUAT.joint, pose.visibility[None])


def test_the_near_side_and_the_working_joint_stand_out():
    pose = replace(
        SIDE.pose(0.0), points_px=SIDE.pose(0.0).points_px + np.arange(33)[:, None] % 2 * 40
    )
    image = picture_of(pose, emphasis_of(pose))
    near, far = "LEFT", "RIGHT"
    if pose.visibility[Landmark.RIGHT_HIP] > pose.visibility[Landmark.LEFT_HIP]:
        near, far = far, near
    for side, thigh, torso in ((near, YELLOW, WHITE), (far, GREY, GREY)):
        parts = {name: Landmark[f"{side}_{name}"] for name in ("SHOULDER", "HIP", "KNEE")}
        assert colour_between(image, pose, parts["HIP"], parts["KNEE"]) == thigh
        assert colour_between(image, pose, parts["SHOULDER"], parts["HIP"]) == torso


def test_from_the_front_both_sides_are_alike():
    pose = replace(SIDE, yaw_deg=0.0).pose(0.0)
    image = picture_of(pose, emphasis_of(pose))
    for side in ("LEFT", "RIGHT"):
        ends = Landmark[f"{side}_HIP"], Landmark[f"{side}_KNEE"]
        assert colour_between(image, pose, *ends) == YELLOW


def test_without_an_exercise_nothing_is_a_working_joint():
    pose = SIDE.pose(0.0)
    image = picture_of(pose, Emphasis.of((), pose.visibility[None]))
    assert not (image == YELLOW).all(axis=-1).any()
    assert (image == WHITE).all(axis=-1).any()


def test_nobody_leaves_the_picture_as_it_was():
    pose = replace(SIDE, seen=lambda _t_s: False).pose(0.0)
    assert (picture_of(pose, Emphasis()) == 90).all()


@pytest.mark.parametrize("wild", [np.nan, np.inf, -1e12, 1e12])
def test_a_landmark_that_is_nowhere_leaves_the_others(wild):
    pose = SIDE.pose(0.0)
    points = pose.points_px.copy()
    points[Landmark.LEFT_WRIST] = points[Landmark.LEFT_KNEE] = wild
    image = picture_of(replace(pose, points_px=points), emphasis_of(pose))
    ends = Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP
    assert colour_between(image, pose, *ends) in (WHITE, GREY)


def test_lines_grow_with_the_person_but_never_clumsy():
    assert line_width_px(1080, 480.0) == 10.0
    assert line_width_px(1080, 5000.0) == 12.0
    assert line_width_px(1080, 10.0) == 2.0
    assert line_width_px(1080, float("nan")) == 12.0
    assert line_width_px(100, 480.0) == 2.0


def test_the_size_of_a_body_is_its_boxs_diagonal():
    points = np.zeros((33, 2))
    points[Landmark.LEFT_ANKLE] = (30.0, 40.0)
    assert body_px(replace(SIDE.pose(0.0), points_px=points)) == 50.0
    assert np.isnan(body_px(replace(SIDE, seen=lambda _t_s: False).pose(0.0)))
