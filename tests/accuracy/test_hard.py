"""Difficult inputs keep the times and the labels of what they are made of."""

import json

import numpy as np
import pytest
from accuracy.hard import CONDITIONS, Plan, derived, fewer, jittered, pictures, plans, source_of
from accuracy.labels import read_label
from stick_figure import StickFigure, along
from videos import MP4, even_times, write_video

from vision_coach.core.body.geometry import joint_angle_deg
from vision_coach.exercises import load_exercise

FRAMES, FPS = 12, 30.0


@pytest.fixture
def source(tmp_path):
    """Twelve numbered pictures, labelled as a real clip is."""
    video = write_video(tmp_path / "divy_pull_up.mp4", even_times(FRAMES, FPS), MP4, size=(64, 96))
    rep = {
        "eccentric_start_s": 0.1,
        "eccentric_end_s": 0.3,
        "concentric_start_s": 0.3,
        "concentric_end_s": None,
    }
    content = {
        "video": video.name,
        "exercise": "pull_up",
        "view": "back",
        "fps": FPS,
        "uncertainty_frames": 3,
        "reps": [rep],
    }
    video.with_suffix(".json").write_text(json.dumps(content))
    return read_label(video.with_suffix(".json"))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_frames_keep_their_times_and_labels_hold(source, condition, tmp_path):
    made = derived(Plan(source, condition), tmp_path / "cache")
    assert made.reps == source.reps
    assert made.condition == condition
    assert source_of(made) == source.name
    every = [t_s for t_s, _ in pictures(source.path)]
    kept = every[::2] if condition == "15 frames/s" else every
    assert [t_s for t_s, _ in pictures(made.path)] == pytest.approx(kept, abs=0.001)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_slower_video_was_not_read_any_worse(source, condition, tmp_path):
    made = derived(Plan(source, condition), tmp_path / "cache")
    assert made.fps == (15.0 if condition == "15 frames/s" else FPS)
    # Three frames of the 30 a second that the reader saw.
    assert made.reader_error_s == source.reader_error_s == pytest.approx(0.1)


def test_dark_pictures_are_dark_and_small_ones_small(source, tmp_path):
    (_, plain), *_ = pictures(source.path)
    (_, dark), *_ = pictures(derived(Plan(source, "dark"), tmp_path).path)
    (_, small), *_ = pictures(derived(Plan(source, "low resolution"), tmp_path).path)
    assert dark.mean() < 0.3 * plain.mean()
    assert small.shape == (284, 160, 3)


def test_what_is_derived_is_made_once(source, tmp_path):
    first = derived(Plan(source, "dark"), tmp_path)
    made_ns = first.path.stat().st_mtime_ns
    assert derived(Plan(source, "dark"), tmp_path).path.stat().st_mtime_ns == made_ns


def test_each_source_is_derived_in_every_condition(source):
    assert [plan.condition for plan in plans([source])] == list(CONDITIONS)


def test_fifteen_frames_a_second_out_of_24():
    kept = fewer([number / 24 for number in range(24)])
    assert len(kept) == 15
    assert kept[:4] == [0, 2, 4, 5]  # the first at or after 0, 1/15, 2/15, 3/15 s


@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_jitter_shakes_the_joint_by_three_degrees(exercise):
    known = load_exercise(exercise)
    still = StickFigure(exercise, along((0.0, 0.5)))
    poses = jittered(still.poses(20), known)
    points = np.array([pose.points_px for pose in poses])
    left = [points[:, part[0]] for part in known.joint]
    assert joint_angle_deg(*left).std() == pytest.approx(3.0, rel=0.25)
