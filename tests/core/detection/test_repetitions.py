"""Scenes around a set: what a coach would count, and nothing else."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import stick_figure
from stick_figure import (
    SHANK_M,
    THIGH_M,
    TORSO_M,
    StickFigure,
    along,
    arm_reach_m,
    elbow_between,
    joints,
    repetitions,
    up_and_forward,
)

from vision_coach.core.body.pose import Landmark
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.exercises import load_exercise

FPS = 20.0
WRISTS = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
EXERCISES = ("squat", "push_up", "pull_up")


def times_s(duration_s):
    return np.arange(round(duration_s * FPS)) / FPS


def reps_of(exercise, poses):
    pipeline = Pipeline(load_exercise(exercise))
    events = [event for pose in poses for event in pipeline.push(pose)]
    events += pipeline.finish()
    return [rep for event in events if isinstance(event, SetCompleted) for rep in event.report.reps]


def figure_of(exercise, count=3, **options):
    return StickFigure(exercise, along(*repetitions(count)), **options)


def moved(pose, landmarks, offset_m, scale_px_per_m=200.0):
    """The pose with some landmarks moved in the picture; x to the right, y down."""
    points = pose.points_px.copy()
    points[landmarks] += np.array(offset_m) * scale_px_per_m
    return replace(pose, points_px=points)


def squat_with(lean_deg_per_bend_deg):
    """A squat in which the torso leans this much for every degree of knee bend."""

    def body(knee_deg):
        bend_deg = 180 - knee_deg
        ankle = np.array([0.0, 0.08])
        knee = ankle + up_and_forward(SHANK_M, 0.4 * bend_deg)
        hip = knee + up_and_forward(THIGH_M, -0.6 * bend_deg)
        shoulder = hip + up_and_forward(TORSO_M, lean_deg_per_bend_deg * bend_deg)
        wrist = shoulder + np.array([0.3, -0.05])
        nose = shoulder + np.array([0.08, 0.25])
        return joints(shoulder, elbow_between(shoulder, wrist, -1), wrist, hip, knee, ankle, nose)

    return body


def hips_up_and_back(elbow_deg):
    """The arms stay straight; the further the 'elbow' would bend, the flatter they slope."""
    wrist, slope = np.zeros(2), np.radians((172 - elbow_deg) * 0.7)
    shoulder = wrist + arm_reach_m(172) * np.array([-np.sin(slope), np.cos(slope)])
    hip = shoulder + TORSO_M * np.array([-np.cos(slope / 2), np.sin(slope / 2)])
    ankle = np.array([-1.2, 0.1])
    knee = (hip + ankle) / 2
    elbow = elbow_between(shoulder, wrist, -1)
    return joints(shoulder, elbow, wrist, hip, knee, ankle, np.add(shoulder, (0.1, -0.2)))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_poses_that_jump_away_for_two_frames_are_no_repetitions(exercise):
    poses = [
        moved(pose, [*WRISTS, Landmark.LEFT_HIP, Landmark.RIGHT_HIP], (0.0, -0.4))
        if number % 37 in (0, 1)
        else pose
        for number, pose in enumerate(figure_of(exercise).poses(14.5, FPS))
    ]
    assert len(reps_of(exercise, poses)) == 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_sides_that_are_taken_for_each_other_change_nothing(exercise):
    def swapped(pose):
        points, visibility = pose.points_px.copy(), pose.visibility.copy()
        for left in range(11, 33, 2):
            points[[left, left + 1]] = points[[left + 1, left]]
            visibility[[left, left + 1]] = visibility[[left + 1, left]]
        return replace(pose, points_px=points, visibility=visibility)

    poses = figure_of(exercise, yaw_deg=60.0).poses(14.5, FPS)
    flipping = (swapped(pose) if number % 11 < 2 else pose for number, pose in enumerate(poses))
    assert len(reps_of(exercise, flipping)) == 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_camera_in_the_hand_changes_nothing(exercise):
    middle_px = np.array([320.0, 240.0])

    def shaken(pose):
        sway_px = 8 * np.sin([2 * np.pi * 0.4 * pose.t_s, 2 * np.pi * 0.23 * pose.t_s])
        zoom = 1 + 0.03 * np.sin(2 * np.pi * 0.1 * pose.t_s)
        points = middle_px + (pose.points_px - middle_px) * zoom + sway_px
        return replace(pose, points_px=points)

    poses = map(shaken, figure_of(exercise, jitter_px=0.7).poses(14.5, FPS))
    assert len(reps_of(exercise, poses)) == 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_cut_and_a_fade_between_repetitions_cost_none(exercise):
    # Repetitions rest at the top from 4.5 to 5.5 and from 9 to 10 s.
    figure = figure_of(exercise, cuts_s=(5.0,), seen=lambda t_s: not 9.2 < t_s < 9.8)
    reps = reps_of(exercise, figure.poses(14.5, FPS))
    assert len(reps) == 3
    assert all(rep.graded for rep in reps)


def test_a_deep_squat_with_a_flat_torso_counts(monkeypatch):
    monkeypatch.setitem(stick_figure.BODIES, "squat", squat_with(0.85))
    reps = reps_of("squat", figure_of("squat").poses(14.5, FPS))
    assert len(reps) == 3
    assert not any("partial" in rep.flags for rep in reps)


def test_a_long_pause_with_a_flat_torso_does_not_end_the_set(monkeypatch):
    monkeypatch.setitem(stick_figure.BODIES, "squat", squat_with(0.85))
    figure = StickFigure("squat", along(*repetitions(2, bottom_s=4.0)))
    assert [rep.index for rep in reps_of("squat", figure.poses(17, FPS))] == [1, 2]


def test_bending_over_before_the_set_is_no_repetition(monkeypatch):
    over = StickFigure("squat", along(*repetitions(1, bottom=0.5)))
    after = StickFigure("squat", along(*((t_s + 6, d) for t_s, d in repetitions(3))))
    monkeypatch.setitem(stick_figure.BODIES, "squat", squat_with(1.8))
    bent = [over.pose(t_s) for t_s in times_s(6)]
    monkeypatch.undo()
    poses = [*bent, *(after.pose(6 + t_s) for t_s in times_s(14.5))]
    reps = reps_of("squat", poses)
    assert [rep.eccentric_start_s for rep in reps] == pytest.approx([7, 11.5, 16], abs=0.25)


def test_lifting_and_putting_down_a_weight_is_no_squat(monkeypatch):
    monkeypatch.setitem(stick_figure.BODIES, "squat", squat_with(1.6))
    figure = StickFigure("squat", along(*repetitions(4, bottom=0.52)))
    assert reps_of("squat", figure.poses(19, FPS)) == []


def test_resting_with_the_hips_up_is_no_push_up(monkeypatch):
    figure = figure_of("push_up", count=5)
    rest = StickFigure("push_up", along(*((t_s + 23.5, d) for t_s, d in repetitions(1))))
    poses = [figure.pose(t_s) for t_s in times_s(23.5)]
    monkeypatch.setitem(stick_figure.BODIES, "push_up", hips_up_and_back)
    poses += [rest.pose(23.5 + t_s) for t_s in times_s(5.5)]
    assert len(reps_of("push_up", poses)) == 5


def test_steps_between_squats_are_no_repetitions():
    """From the front; one foot after the other comes up by 35 cm."""
    left = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX]
    steps = along((14.5, 0), (15, 1), (15.5, 0), (16, 0), (16.5, 1), (17, 0), (18, 0))
    figure = StickFigure("squat", along(*repetitions(3)), yaw_deg=0.0)
    poses = [moved(pose, left, (0.0, -0.35 * steps(pose.t_s))) for pose in figure.poses(18, FPS)]
    assert len(reps_of("squat", poses)) == 3


def test_walking_out_of_the_picture_is_no_squat():
    """Two legs swing about the hips, the knees bend by turns, and then nobody is there."""
    left = [Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX]
    right = [landmark + 1 for landmark in left]
    figure = figure_of("squat", place_m=lambda t_s: max(0.0, t_s - 14.5), seen=lambda t_s: t_s < 18)

    def walking(pose):
        lift_m = 0.2 * np.sin(2 * np.pi * 0.9 * (pose.t_s - 14.5)) if pose.t_s > 14.5 else 0.0
        raised = moved(pose, left, (0.0, -max(0.0, lift_m)))
        return moved(raised, right, (0.0, -max(0.0, -lift_m)))

    assert len(reps_of("squat", map(walking, figure.poses(21, FPS)))) == 3


def test_letting_go_from_the_top_is_no_lowering():
    """At 10 s he lets go and falls; the arms trail behind, half as far as the body."""
    fall_m = along((10.0, 0.0), (10.15, 0.11), (10.25, 0.31), (10.35, 0.6), (20.0, 0.6))
    figure = StickFigure("pull_up", along(*repetitions(2)))
    poses = []
    for pose in figure.poses(13, FPS):
        fallen = moved(pose, slice(None), (0.0, fall_m(pose.t_s)))
        poses.append(moved(fallen, WRISTS, (0.0, -fall_m(pose.t_s) / 2)))
    reps = reps_of("pull_up", poses)
    assert len(reps) == 2
    assert reps[-1].eccentric_start_s == pytest.approx(5.5, abs=0.25)


def test_the_last_repetition_counts_when_one_gets_up_straight_from_it():
    """From 13.5 s on the whole body comes up by a metre, the hands with it, and leaves."""
    get_up_m = along((13.5, 0.0), (14.5, 1.0), (20.0, 1.0))
    figure = StickFigure("push_up", along(*repetitions(3)))
    poses = []
    for pose in figure.poses(15, FPS):
        raised = moved(pose, slice(None), (0.0, -get_up_m(pose.t_s)))
        poses.append(moved(raised, WRISTS, (0.0, 0.1 * get_up_m(pose.t_s))))
    nobody = StickFigure("push_up", figure.depth, seen=lambda _t_s: False)
    poses += list(nobody.poses_at([15 + n / FPS for n in range(120)]))
    assert len(reps_of("push_up", poses)) == 3


@pytest.mark.parametrize("closed", ["with the video", "by leaving"])
def test_a_rise_in_which_only_the_feet_come_down_is_none_however_the_set_ends(closed):
    """In the second of three squats the hips stay, and the feet come down by as much."""
    figure = StickFigure("squat", along(*repetitions(3)), jitter_px=0.3)
    poses, hip_px = [], None
    for pose in figure.poses(14.5, FPS):
        if 8.0 <= pose.t_s < 10.0:  # the rise, and the pause after it
            height_px = pose.points_px[Landmark.LEFT_HIP, 1]
            hip_px = height_px if hip_px is None else hip_px
            down_m = (hip_px - height_px) / figure.scale_px_per_m
            pose = moved(pose, slice(None), (0.0, down_m))
        poses.append(pose)
    if closed == "by leaving":
        nobody = StickFigure("squat", figure.depth, seen=lambda _t_s: False)
        poses += list(nobody.poses_at([14.5 + n / FPS for n in range(120)]))
    reps = reps_of("squat", poses)
    assert [rep.eccentric_start_s for rep in reps] == pytest.approx([1, 10], abs=0.25)


@pytest.mark.parametrize("fps", [5, 6, 30])
def test_a_lowering_that_the_video_cuts_off_is_known_at_any_frame_rate(fps):
    # The last lowering would run from 10 to 14 s.
    knots = [*repetitions(2), (10.0, 0.0), (14.0, 1.0)]
    *_, last = reps_of("squat", StickFigure("squat", along(*knots)).poses(13, fps))
    assert last.flags == ("truncated",)
    assert not last.graded


def test_talking_with_the_hands_is_no_pull_up():
    """Standing below the bar, the hands go up and down beside the head."""
    figure = StickFigure("pull_up", along((0.0, 0.0)))
    poses = [
        moved(pose, WRISTS, (0.0, 0.25 * np.sin(2 * np.pi * 0.7 * pose.t_s)))
        for pose in figure.poses(12, FPS)
    ]
    assert reps_of("pull_up", poses) == []


def test_raising_the_hands_to_the_bar_is_no_lowering():
    start = along((0.0, 1.0), (2.0, 1.0), (2.3, 0.0), (20.0, 0.0))
    knots = [(0.0, 1.0), (3.0, 1.0), *((t_s + 3, d) for t_s, d in repetitions(2)[1:])]
    figure = StickFigure("pull_up", along((0.0, 1.0), (3.0, 1.0), (3.9, 0.0), *knots[2:]))
    poses = [moved(pose, WRISTS, (0.0, 0.9 * start(pose.t_s))) for pose in figure.poses(13.5, FPS)]
    assert len(reps_of("pull_up", poses)) == 2


def test_a_long_hang_with_a_small_pull_is_no_repetition():
    rest = [(11.0, 1.0), (12.0, 0.78), (13.0, 0.78), (13.5, 1.0), (17.0, 1.0), (18.0, 0.0)]
    knots = [*repetitions(2)[:-1], *rest, (20.0, 1.0), (22.0, 1.0)]
    reps = reps_of("pull_up", StickFigure("pull_up", along(*knots)).poses(22, FPS))
    assert [rep.eccentric_start_s for rep in reps] == pytest.approx([1, 5.5, 18], abs=0.3)


def test_every_count_is_in_order_and_apart():
    reps = reps_of("push_up", figure_of("push_up", count=4, jitter_px=1.0).poses(19, FPS))
    assert len(reps) == 4
    assert all(a.eccentric_end_s <= b.eccentric_start_s for a, b in pairwise(reps))
