"""Every rule says no to what it is for, with a number beyond its limit."""

from dataclasses import replace

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
from vision_coach.core.detection.rejections import JOIN_S, Rejection, Rule, merged
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.recognition import RecognisingPipeline, UnclearExerciseError
from vision_coach.core.report.events import Rejected
from vision_coach.exercises import load_exercise

FPS = 20.0
WRISTS = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
LEFT_SHANK = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE]


def moved(pose, landmarks, offset_m, scale_px_per_m=200.0):
    """The pose with some landmarks moved in the picture; x to the right, y down."""
    points = pose.points_px.copy()
    points[landmarks] += np.array(offset_m) * scale_px_per_m
    return replace(pose, points_px=points)


def squats(count=3, **options):
    return StickFigure("squat", along(*repetitions(count)), **options)


def squat_leaning(lean_deg_per_bend_deg):
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
    """The arms bend by a quarter, and slope the more, the more the elbow would bend."""
    wrist, slope = np.zeros(2), np.radians((172 - elbow_deg) * 0.6)
    reach_m = arm_reach_m(172 - (172 - elbow_deg) / 4)
    shoulder = wrist + reach_m * np.array([-np.sin(slope), np.cos(slope)])
    hip = shoulder + TORSO_M * np.array([-np.cos(slope / 4), np.sin(slope / 4)])
    ankle = np.array([-1.2, 0.1])
    elbow = elbow_between(shoulder, wrist, -1)
    return joints(
        shoulder, elbow, wrist, hip, (hip + ankle) / 2, ankle, np.add(shoulder, (0.1, -0.2))
    )


def a_glimpse(_monkeypatch):
    return "squat", squats(seen=lambda t_s: t_s < 5 or 6.01 < t_s < 6.12 or t_s > 7).poses(14, FPS)


def a_pose_that_jumps_every_third_frame(_monkeypatch):
    poses = squats(1).poses(6, FPS)
    hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    return "squat", [
        moved(pose, hips, (0.0, -0.4)) if number % 4 == 0 else pose
        for number, pose in enumerate(poses)
    ]


def push_ups_named_pull_ups(_monkeypatch):
    """The shoulders are an arm's length above the hands."""
    return "pull_up", StickFigure("push_up", along(*repetitions(2))).poses(10, FPS)


def squats_named_push_ups(_monkeypatch):
    hands_low = (0.0, 0.9)
    return "push_up", [moved(pose, WRISTS, hands_low) for pose in squats(2).poses(10, FPS)]


def shallow_bobbing(_monkeypatch):
    return "squat", StickFigure("squat", along(*repetitions(3, bottom=0.4))).poses(14, FPS)


def hands_that_talk_below_the_bar(_monkeypatch):
    figure = StickFigure("pull_up", along((0.0, 0.0)))
    return "pull_up", [
        moved(pose, WRISTS, (0.0, 0.25 * np.sin(2 * np.pi * 0.7 * pose.t_s)))
        for pose in figure.poses(12, FPS)
    ]


def a_bow_while_walking_by(_monkeypatch):
    walk_m = along((0, 0), (1, 0), (3, 2.0), (10, 2.0))
    return "squat", squats(1, place_m=walk_m).poses(6, FPS)


def sitting_down_for_good(_monkeypatch):
    knots = [*repetitions(2), (10, 0), (12, 1), (20, 1)]
    return "squat", StickFigure("squat", along(*knots), seen=lambda t_s: t_s < 15).poses(20, FPS)


def feet_that_come_down_instead_of_the_hips_coming_up(_monkeypatch):
    figure, poses, hip_px = squats(), [], None
    for pose in figure.poses(18, FPS):
        if 8.0 <= pose.t_s < 10.0:
            height_px = pose.points_px[Landmark.LEFT_HIP, 1]
            hip_px = height_px if hip_px is None else hip_px
            pose = moved(pose, slice(None), (0.0, (hip_px - height_px) / figure.scale_px_per_m))
        poses.append(pose)
    return "squat", poses


def a_pull_up_cut_in_the_middle_of_its_lowering(_monkeypatch):
    knots = repetitions(3, eccentric_s=3.0)
    return "pull_up", StickFigure("pull_up", along(*knots), cuts_s=(7.9,)).poses(17, FPS)


def bending_over_before_the_set(monkeypatch):
    after = StickFigure("squat", along(*((t_s + 6, d) for t_s, d in repetitions(3))))
    over = StickFigure("squat", along(*repetitions(1, bottom=0.8)))
    monkeypatch.setitem(stick_figure.BODIES, "squat", squat_leaning(1.2))
    bent = [over.pose(t_s) for t_s in np.arange(0, 6, 1 / FPS)]
    monkeypatch.undo()
    return "squat", [*bent, *(after.pose(t_s) for t_s in np.arange(6, 20, 1 / FPS))]


def a_squat_in_which_one_foot_comes_up(_monkeypatch):
    """In the last of four, by 33 cm; from the front."""
    step = along((14.5, 0), (16.5, 1), (17, 1), (18, 0), (19, 0))
    poses = squats(4, yaw_deg=0.0).poses(19, FPS)
    return "squat", [moved(pose, LEFT_SHANK, (0, -0.33 * step(pose.t_s))) for pose in poses]


def resting_with_the_hips_up(monkeypatch):
    """Five push-ups, and from 23.5 s on the hips go up and back."""
    depth = along(*((t_s + 23.5, depth) for t_s, depth in repetitions(1)))
    push_ups = StickFigure("push_up", along(*repetitions(5)))
    poses = [push_ups.pose(t_s) for t_s in np.arange(0, 23.5, 1 / FPS)]
    monkeypatch.setitem(stick_figure.BODIES, "push_up", hips_up_and_back)
    rest = StickFigure("push_up", depth)
    return "push_up", [*poses, *(rest.pose(t_s) for t_s in np.arange(23.5, 29.0, 1 / FPS))]


def a_shallow_end_that_the_video_cuts_off(_monkeypatch):
    knots = [*repetitions(2), (10.0, 0.0), (14.0, 1.0)]
    return "squat", StickFigure("squat", along(*knots)).poses(12.7, FPS)


def a_pose_that_jumps_from_the_bar_into_the_hang(_monkeypatch):
    knots = [*repetitions(3), (16.0, 0.0), (16.01, 1.0), (18.0, 1.0)]
    return "pull_up", StickFigure("pull_up", along(*knots)).poses(18, fps=8)


SCENES = {
    Rule.TOO_FEW_SAMPLES: a_glimpse,
    Rule.JUMPING_POSE: a_pose_that_jumps_every_third_frame,
    Rule.HEIGHT: push_ups_named_pull_ups,
    Rule.TORSO: squats_named_push_ups,
    Rule.TRAVEL: shallow_bobbing,
    Rule.ANCHOR_MOVED: hands_that_talk_below_the_bar,
    Rule.ANCHOR_ASIDE: a_bow_while_walking_by,
    Rule.NOT_RAISED: sitting_down_for_good,
    Rule.LET_GO: feet_that_come_down_instead_of_the_hips_coming_up,
    Rule.REST_OF_LOWERING: a_pull_up_cut_in_the_middle_of_its_lowering,
    Rule.LEAN: bending_over_before_the_set,
    Rule.STEP: a_squat_in_which_one_foot_comes_up,
    Rule.UNBENT: resting_with_the_hips_up,
    Rule.TOO_SMALL: a_shallow_end_that_the_video_cuts_off,
    Rule.TOO_QUICK: a_pose_that_jumps_from_the_bar_into_the_hang,
}
AT_MOST = {
    Rule.JUMPING_POSE,
    Rule.ANCHOR_MOVED,
    Rule.ANCHOR_ASIDE,
    Rule.LET_GO,
    Rule.REST_OF_LOWERING,
    Rule.STEP,
}
EITHER = {Rule.HEIGHT, Rule.TORSO, Rule.LEAN}


def events_of(exercise, poses):
    pipeline = Pipeline(load_exercise(exercise))
    events = [event for pose in poses for event in pipeline.push(pose)]
    return events + pipeline.finish()


def rejections_of(exercise, poses):
    return merged(e.rejection for e in events_of(exercise, poses) if isinstance(e, Rejected))


def test_every_rule_has_a_scene():
    assert set(SCENES) | {Rule.NOT_EXPLAINED, Rule.LONE, Rule.NO_CLEAR_LEAD} == set(Rule)


@pytest.mark.parametrize("rule", SCENES, ids=str)
def test_each_rule_says_no_with_a_number_beyond_its_limit(rule, monkeypatch):
    exercise, poses = SCENES[rule](monkeypatch)
    found = [one for one in rejections_of(exercise, poses) if one.rule is rule]
    assert found
    for one in found:
        assert one.exercise == exercise
        assert one.t_s <= one.until_s
        if rule in EITHER:
            assert one.value != one.limit
        elif rule in AT_MOST:
            assert one.value > one.limit
        else:
            assert one.value < one.limit


def test_an_exercise_that_explains_no_more_than_its_twin_is_rejected_with_its_lead():
    squat = load_exercise("squat")
    twin = replace(squat, name="box_squat", family="box_squat")
    pipeline = RecognisingPipeline([squat, twin])
    for pose in squats(2).poses(10.5):
        pipeline.push(pose)
    with pytest.raises(UnclearExerciseError) as problem:
        pipeline.finish()
    unclear = [one for one in problem.value.rejections if one.rule is Rule.NO_CLEAR_LEAD]
    assert [one.exercise for one in unclear] == ["squat", "box_squat"]
    for one in unclear:
        assert one.value == pytest.approx(0.0)
        assert one.limit == pytest.approx(1.0)
        assert (one.t_s, one.until_s) == pytest.approx((1.0, 7.5), abs=0.25)


def test_where_nothing_is_recognised_each_exercise_says_why():
    known = [load_exercise(name) for name in ("squat", "push_up")]
    pipeline = RecognisingPipeline(known)
    for pose in StickFigure("squat", along((0, 0))).poses(5, FPS):
        pipeline.push(pose)
    said = {event.rejection.exercise: event.rejection.rule for event in pipeline.finish()}
    assert said == {"squat": Rule.TRAVEL, "push_up": Rule.TORSO}


def test_a_clean_set_has_no_rejections():
    assert rejections_of("squat", squats(3, jitter_px=0.7).poses(14.5, FPS)) == ()


def test_a_set_that_travels_too_little_says_how_far_it_went():
    """Hips 7 % of a leg down: worked out from the angles of the figure's knee, 175 to 137°."""
    leg_m = SHANK_M + THIGH_M
    down_m = sum(
        bone_m * (np.cos(np.radians(share * 5)) - np.cos(np.radians(share * 43)))
        for bone_m, share in ((SHANK_M, 0.4), (THIGH_M, 0.6))
    )
    (one,) = rejections_of(*shallow_bobbing(None))
    assert one.rule is Rule.TRAVEL
    assert one.value == pytest.approx(down_m / leg_m, abs=0.01)


def a_rejection(t_s, value, rule=Rule.TORSO, exercise="squat"):
    return Rejection(rule, value, 62.0, "deg", t_s, t_s + 1, exercise)


def test_what_one_rule_rejects_again_soon_is_one_rejection_with_the_nearest_number():
    near, far = a_rejection(0.0, 70.0), a_rejection(1.0 + JOIN_S, 90.0)
    assert merged([far, near]) == (replace(near, until_s=2.0 + JOIN_S),)


def test_what_lies_far_apart_or_is_of_another_rule_or_exercise_stays_apart():
    first = a_rejection(0.0, 70.0)
    others = [
        a_rejection(0.5, 70.0, rule=Rule.HEIGHT),
        a_rejection(0.6, 70.0, exercise="push_up"),
        a_rejection(1.1 + JOIN_S, 70.0),
    ]
    assert merged([first, *others]) == (first, *others)
