"""The sample generator: motion, posing, truth, pictures and the committed asset."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from samples import body, film, truth  # noqa: E402
from samples.director import perform  # noqa: E402
from samples.motion import FAMILIES, Rep, progress, timeline  # noqa: E402
from samples.posing import two_bone  # noqa: E402
from samples.scene import Scene  # noqa: E402
from samples.scenes import SCENES  # noqa: E402
from samples.stances import angle_deg  # noqa: E402

VIDEOS = sorted((ROOT / "sample_videos").glob("*.mp4"))
TINY = Scene(
    "tiny",
    "squat",
    "front",
    "man",
    (Rep(0.5, 0.1, 0.3, 0.1),),
    seed=5,
    fps=5.0,
    size=(128, 72),
    lead_in_s=0.0,
    lead_out_s=0.2,
)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("duration_s", [0.5, 1.0, 6.0])
def test_a_lowering_never_goes_back_and_ends_exactly(family: str, duration_s: float) -> None:
    way = progress(family, duration_s, rng())
    assert way[0] == 0.0
    assert way[-1] == 1.0
    assert (np.diff(way) >= 0).all()


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "creeping"])
def test_the_start_is_visible_within_a_third_of_a_second(family: str) -> None:
    # 1 % of a squat's travel is 4 mm; minimum jerk needs 0.4 s of 4 for that.
    way = progress(family, 4.0, rng())
    assert np.interp(1 / 3, np.linspace(0, 4, len(way)), way) > 0.01


@pytest.mark.parametrize(
    ("exercise", "joint"),
    [("squat", ("thigh", "calf", "foot")), ("push_up", ("upperarm", "lowerarm", "hand"))],
)
def test_sway_bends_no_straight_limb(exercise: str, joint: tuple[str, str, str]) -> None:
    waiting = (Rep(1.0, top_pause_s=6.0),)
    performance = perform(replace(TINY, exercise=exercise, reps=waiting))
    skeleton = performance.skeleton
    bones = [[skeleton.body.bone(f"{name}_{side}") for side in "lr"] for name in joint]
    moments = [skeleton.solve(performance.stance(t_s)).heads for t_s in np.arange(0, 5.9, 0.1)]
    a, b, c = (np.array(moments)[:, bone] for bone in bones)
    assert np.ptp(angle_deg(a, b, c).mean(axis=1)) < 0.5
    assert np.ptp(a, axis=0).max() > 0.003


def test_phases_follow_each_other_and_sum_up() -> None:
    reps = (Rep(4.0, 1.0, 1.5, 0.5), Rep(2.0, 0.25, 1.0, 0.5, "dropped"))
    times = timeline(reps, 1.0, rng())
    assert times.end_s == pytest.approx(1.0 + 7.0 + 3.75)
    assert times.event(0, "eccentric") == pytest.approx((1.5, 5.5))
    assert times.event(1, "eccentric") == pytest.approx((8.5, 10.5))
    assert times.depth(1.5) == 0.0
    assert times.depth(5.5) == times.depth(6.4) == 1.0
    assert times.depth(8.2) == 0.0


def test_a_first_rise_is_no_repetition() -> None:
    times = timeline((Rep(3.0, 1.0, None, 0.5),), 0.0, rng(), rise_s=1.0)
    assert times.depth(0.0) == 1.0
    assert times.event(0, "eccentric") == pytest.approx((1.5, 4.5))
    assert times.event(0, "concentric") is None


def test_two_bones_reach_the_target_and_keep_their_lengths() -> None:
    root, target = np.array([0.1, 1.0, 0.0]), np.array([0.2, 0.5, 0.3])
    elbow, wrist = two_bone(root, target, np.array([0.0, 0.0, -1.0]), 0.4, 0.35)
    assert wrist == pytest.approx(target)
    assert np.linalg.norm(elbow - root) == pytest.approx(0.4)
    assert np.linalg.norm(wrist - elbow) == pytest.approx(0.35)


@pytest.mark.parametrize(
    "name",
    [
        "squat_side",
        "push_up_side_right",
        "pull_up_front",
        "romanian_deadlift_side",
        "bent_over_row_45",
        "split_squat_side",
        "lateral_raise_front",
    ],
)
def test_feet_or_hands_stay_where_they_are_planted(name: str) -> None:
    (scene,) = (s for s in SCENES if s.name == name)
    performance = perform(scene)
    skeleton = performance.skeleton
    stands_on_hands = scene.exercise in ("push_up", "pull_up")
    bone = skeleton.body.bone("hand_l" if stands_on_hands else "ball_l")
    times = np.linspace(*performance.in_set, 10)
    places = [skeleton.solve(performance.stance(float(t))).heads[bone] for t in times]
    assert np.ptp(places, axis=0).max() < 0.01


@pytest.mark.parametrize(
    ("person", "exercise", "joint", "top_deg", "bottom_deg"),
    [
        ("woman", "squat", "knee", (165, 180), (70, 95)),
        ("man", "push_up", "elbow", (160, 180), (65, 90)),
        ("woman", "pull_up", "elbow", (25, 60), (155, 180)),
        ("man", "biceps_curl", "elbow", (40, 60), (155, 180)),
        ("woman", "overhead_press", "elbow", (155, 180), (45, 75)),
        ("man", "lateral_raise", "shoulder", (75, 100), (5, 30)),
        ("woman", "romanian_deadlift", "hip", (165, 180), (75, 115)),
        ("man", "romanian_deadlift", "knee", (160, 180), (140, 170)),
        ("woman", "bent_over_row", "elbow", (65, 95), (150, 180)),
        ("man", "split_squat", "knee", (145, 175), (80, 105)),
        ("woman", "chair_squat", "knee", (165, 180), (85, 105)),
        ("man", "step_down", "knee", (160, 178), (100, 120)),
        ("woman", "single_leg_squat", "knee", (160, 178), (75, 95)),
        ("man", "knee_push_up", "elbow", (155, 178), (65, 90)),
        ("woman", "incline_push_up", "elbow", (155, 178), (65, 90)),
        ("man", "dip", "elbow", (155, 178), (75, 95)),
        ("woman", "bench_press", "elbow", (155, 178), (60, 85)),
        ("man", "inverted_row", "elbow", (50, 75), (155, 178)),
        ("woman", "lat_pulldown", "elbow", (55, 80), (150, 178)),
        ("man", "heel_drop", "knee", (165, 180), (165, 180)),
        ("woman", "nordic_curl", "knee", (85, 105), (150, 178)),
        ("man", "sit_back", "hip", (75, 105), (115, 150)),
        ("woman", "hip_bridge", "hip", (150, 180), (95, 140)),
    ],
)
def test_ranges_of_motion_are_those_of_people(
    person: str,
    exercise: str,
    joint: str,
    top_deg: tuple[int, int],
    bottom_deg: tuple[int, int],
) -> None:
    scene = replace(TINY, exercise=exercise, person=person, rise_s=0.4, arms="lr")
    performance = perform(scene)
    skeleton = performance.skeleton
    bones = [skeleton.body.bone(f"{truth.JOINTS[j]}_l") for j in truth.ANGLES[joint]]
    for depth, (low, high) in ((0.0, top_deg), (1.0, bottom_deg)):
        points = skeleton.solve(performance.track.at(depth)).heads[bones]
        assert low <= truth.angle_deg(*points) <= high


def test_the_same_seed_gives_the_same_frames_and_truth() -> None:
    first, second = film.prepare(TINY), film.prepare(TINY)
    assert truth.as_json(truth.describe(first)) == truth.as_json(truth.describe(second))
    pairs = zip(film.frames(first), film.frames(second), strict=True)
    assert all((a == b).all() for a, b in pairs)


def test_the_asset_is_the_one_in_the_manifest() -> None:
    (entry,) = json.loads(body.MANIFEST.read_text())["files"]
    assert hashlib.sha256(body.PEOPLE.read_bytes()).hexdigest() == entry["sha256"]


def test_every_scene_has_its_video() -> None:
    assert {video.stem for video in VIDEOS} == {scene.name for scene in SCENES}


@pytest.mark.parametrize("video", VIDEOS, ids=lambda path: path.stem)
def test_truth_and_video_agree(video: Path) -> None:
    known = json.loads(video.with_suffix(".json").read_text())
    capture = cv2.VideoCapture(str(video))
    assert capture.get(cv2.CAP_PROP_FRAME_COUNT) == known["frames"] == len(known["depth"])
    assert capture.get(cv2.CAP_PROP_FRAME_WIDTH) == known["width"]
    assert capture.get(cv2.CAP_PROP_FRAME_HEIGHT) == known["height"]
    for k in range(3):
        assert capture.read()[0]
        assert capture.get(cv2.CAP_PROP_POS_MSEC) == pytest.approx(k / known["fps"] * 1000, abs=0.5)
    for rep in known["reps"]:
        for event, depth in (("eccentric_start_s", 0.0), ("eccentric_end_s", rep["bottom_depth"])):
            frame = rep[event] * known["fps"]
            around = [known["depth"][int(np.floor(frame))], known["depth"][int(np.ceil(frame))]]
            assert min(abs(d - depth) for d in around) < 0.03
