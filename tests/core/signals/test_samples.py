from dataclasses import replace

import numpy as np
import pytest
from stick_figure import (
    FAR_VISIBILITY,
    FOREARM_M,
    NEAR_VISIBILITY,
    SHANK_M,
    THIGH_M,
    UPPER_ARM_M,
    StickFigure,
    along,
)

from vision_coach.core.signals.bodies import Track
from vision_coach.core.signals.samples import SAMPLE, blend, sample_of, side_weights
from vision_coach.exercises import load_exercise

LEFT, RIGHT = 0, 1


@pytest.mark.parametrize("depth", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_the_joint_angle_in_the_picture_is_the_figures_own(exercise, depth):
    figure = StickFigure(exercise, along((0.0, depth)))
    row = sample_of(figure.pose(0.0), load_exercise(exercise))
    expected_deg = figure.working_angle_deg(0.0)
    # Elbows lie 2 to 4 cm further outside than hands and shoulders, which a side view hides.
    assert row["angle_deg"][0] == pytest.approx([expected_deg] * 2, abs=1e-4)


@pytest.mark.parametrize(
    ("exercise", "limb_m"),
    [("squat", SHANK_M + THIGH_M), ("push_up", UPPER_ARM_M + FOREARM_M)],
)
def test_the_limb_is_the_sum_of_its_bones(exercise, limb_m):
    figure = StickFigure(exercise, along((0.0, 0.5)), scale_px_per_m=100.0)
    row = sample_of(figure.pose(0.0), load_exercise(exercise))
    assert row["limb_px"][0] == pytest.approx([100 * limb_m] * 2)


def test_height_of_the_hips_over_the_ankles_is_positive():
    figure = StickFigure("squat", along((0.0, 0.0)), scale_px_per_m=100.0)
    height_px = sample_of(figure.pose(0.0), load_exercise("squat"))["height_px"][0]
    # A leg bent by 5 degrees is hardly shorter than its bones.
    assert height_px == pytest.approx([84, 84], abs=0.5)


def test_hanging_from_a_bar_the_shoulders_are_below_the_hands():
    figure = StickFigure("pull_up", along((0.0, 1.0)), scale_px_per_m=100.0)
    assert (sample_of(figure.pose(0.0), load_exercise("pull_up"))["height_px"] < -50).all()


def test_a_side_is_seen_as_well_as_its_least_visible_point():
    figure = StickFigure("squat", along((0.0, 0.0)), yaw_deg=90.0)
    row = sample_of(figure.pose(0.0), load_exercise("squat"))
    assert row["visibility"][0, LEFT] == pytest.approx(FAR_VISIBILITY)
    assert row["visibility"][0, RIGHT] == pytest.approx(NEAR_VISIBILITY)
    assert row["facing_deg"][0] == pytest.approx(90.0)


def test_every_used_part_is_known_by_its_visibility_and_place_in_the_picture():
    figure = StickFigure("squat", along((0.0, 0.0)), yaw_deg=90.0, image_size_px=(640, 420))
    pose = figure.pose(0.0)
    row = sample_of(pose, load_exercise("squat"))
    # Hip, ankle, hip, knee, ankle; the ankles are 8 cm over a floor at 92 % of the height.
    assert row["part_visibility"][0, :, RIGHT] == pytest.approx([NEAR_VISIBILITY] * 5)
    assert row["part_visibility"][0, :, LEFT] == pytest.approx([FAR_VISIBILITY] * 5)
    assert row["part_inside_px"][0, 1] == pytest.approx([0.08 * 420 + 16] * 2, abs=0.1)
    cut_off = sample_of(replace(pose, image_size_px=(640, 360)), load_exercise("squat"))
    assert (cut_off["part_inside_px"][0, [1, 4]] < 0).all()
    assert (cut_off["part_inside_px"][0, [0, 2, 3]] > 0).all()


def test_nobody_is_a_row_without_numbers():
    figure = StickFigure("squat", along((0.0, 0.0)), seen=lambda _t_s: False)
    row = sample_of(figure.pose(1.5), load_exercise("squat"))
    assert row["t_s"][0] == 1.5
    assert np.isnan(row["height_px"]).all()
    assert np.isnan(row["inclination_deg"]).all()
    assert (row["visibility"] == 0).all()


def test_the_hidden_side_hardly_counts():
    weights = side_weights(np.array([[0.3, 0.98]] * 5))
    assert weights.sum() == pytest.approx(1.0)
    assert weights[LEFT] < 0.01


def test_two_sides_seen_alike_count_alike_and_so_do_two_unseen_ones():
    assert side_weights(np.array([[0.9, 0.9]])) == pytest.approx([0.5, 0.5])
    assert side_weights(np.zeros((3, 2))) == pytest.approx([0.5, 0.5])


def test_blend_is_the_weighted_mean():
    assert blend(np.array([[10.0, 20.0]]), np.array([0.25, 0.75])) == pytest.approx([17.5])


def row_at(t_s):
    row = np.zeros(1, dtype=SAMPLE)
    row["t_s"] = t_s
    return row


def test_a_track_keeps_all_rows_however_many():
    track = Track(SAMPLE)
    for number in range(1000):
        track.append(row_at(float(number)))
    assert len(track) == 1000
    assert track.rows["t_s"] == pytest.approx(np.arange(1000.0))


def test_a_track_forgets_what_came_before():
    track = Track(SAMPLE)
    for number in range(10):
        track.append(row_at(float(number)))
    track.forget(7)
    track.append(row_at(10.0))
    assert list(track.rows["t_s"]) == [7.0, 8.0, 9.0, 10.0]
