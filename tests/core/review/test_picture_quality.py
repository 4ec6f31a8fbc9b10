from dataclasses import replace

import pytest
from reports import in_words
from stick_figure import StickFigure, along

from vision_coach.core.review.picture_quality import PictureWatch


def standing(**changes):
    return StickFigure("squat", along((0.0, 0.0)), **changes)


def said_of(poses):
    watch = PictureWatch()
    for pose in poses:
        watch.push(pose)
    return [in_words(warning) for warning in watch.warnings()]


def test_a_good_picture_needs_no_words():
    assert said_of(standing().poses(3)) == []


def test_nobody_in_the_picture():
    assert said_of(standing(seen=lambda _t_s: False).poses(1)) == [
        "no person was found in any of 30 frames"
    ]


def test_somebody_only_half_of_the_time():
    (warning,) = said_of(standing(seen=lambda t_s: t_s < 1.5).poses(3))
    assert warning == "a person was found in only 45 of 90 frames"


def test_a_blink_of_the_pose_model_is_not_worth_a_word():
    assert said_of(standing(seen=lambda t_s: t_s > 0.3).poses(3)) == []


def test_more_than_one_person():
    first, *others = standing().poses(1)
    (warning,) = said_of([replace(first, people=2), *others])
    assert "more than one person" in warning
    assert "one of them is followed" in warning


def test_a_person_far_away():
    (warning,) = said_of(standing(scale_px_per_m=30.0).poses(1))
    assert "very small" in warning
    assert "closer" in warning


@pytest.mark.parametrize(("place_m", "parts"), [(2.5, "hands, hips, knees and ankles")])
def test_a_person_out_of_the_picture(place_m, parts):
    (warning,) = said_of(standing(place_m=lambda _t_s: place_m).poses(1))
    assert warning == f"{parts} are out of the picture: move the camera back"


def test_feet_below_the_picture():
    (warning,) = said_of(standing(image_size_px=(640, 200), scale_px_per_m=400).poses(1))
    assert "out of the picture" in warning


def test_cuts_are_named_and_a_long_list_is_shortened():
    (warning,) = said_of(standing(cuts_s=(1.0, 2.5)).poses(4))
    assert warning == "the video has cuts, at 1.0, 2.5 s"
    (warning,) = said_of(standing(cuts_s=(1, 2, 3, 4, 5, 6, 7)).poses(9))
    assert warning == "the video has cuts, at 1.0, 2.0, 3.0, 4.0, 5.0 s and 2 more"
