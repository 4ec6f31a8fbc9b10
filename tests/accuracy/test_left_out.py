"""The limit of recognition, chosen on some people's clips and tried on others'."""

from pathlib import Path

import pytest
from accuracy.left_out import Explained, best_explained, chosen_limit, right_when_left_out
from accuracy.recognition import NONE, Clip
from stick_figure import StickFigure, along, repetitions


def explained(true, share, people="a", exercise="squat"):
    return Explained(Clip(Path(f"{people}{share}.mp4"), true, true, people), exercise, share)


def test_the_limit_parts_the_clips_and_stays_near_that_of_the_program():
    apart = [explained("squat", 3.0), explained("squat", 2.5), explained(NONE, 1.5)]
    assert 1.5 < chosen_limit(apart) < 1.8
    assert chosen_limit([explained("squat", 3.0), explained(NONE, 0.1)]) == pytest.approx(1.0)


def test_a_clip_has_no_say_in_its_own_limit():
    kept = explained(NONE, 1.5, "a")
    clips = [kept, explained("squat", 3.0, "b"), explained(NONE, 0.1, "c")]
    # With its own say the limit would lie above 1.5.
    assert chosen_limit(clips) > 1.5
    assert right_when_left_out(clips)[kept] is False


def test_another_exercise_than_the_true_one_is_wrong_however_well_it_explains():
    assert not explained("push_up", 3.0, exercise="squat").right_at(1.0)


def test_a_set_is_explained_by_its_own_exercise_and_a_rest_by_nothing():
    clip = Clip(Path("a.mp4"), "squat", "squat", "a")
    moving = StickFigure("squat", along(*repetitions(3)), jitter_px=0.3)
    best = best_explained(clip, moving.poses(14.5))
    assert best.exercise == "squat"
    assert best.share > 1
    still = StickFigure("squat", along((0, 0), (10, 0)), jitter_px=0.3)
    assert best_explained(clip, still.poses(10)).share == 0.0
