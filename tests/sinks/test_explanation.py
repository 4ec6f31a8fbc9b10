from io import StringIO

import pytest
from reports import session, set_report
from rich.console import Console

from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.review.nothing_found import why_nothing
from vision_coach.sinks.explanation import print_explanation
from vision_coach.words import rule_words, sentence

LEANING = Rejection(Rule.TORSO, 70.4, 62.0, "deg", 9.0, 11.0, "squat")
FLAT = Rejection(Rule.TORSO, 20.0, 50.0, "deg", 9.0, 11.0, "push_up")
STEP = Rejection(Rule.STEP, 0.74, 0.5, "share", 13.0, 14.0, "squat")
STILL = Rejection(Rule.TRAVEL, 0.01, 0.15, "limb_lengths", 20.0, 30.0, "squat")


def printed(*rejections, sets=()):
    out = StringIO()
    console = Console(file=out, width=80)
    print_explanation(console, session(*sets, rejections=rejections))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_says_its_number(rule):
    assert "31%" in rule_words(Rejection(rule, 0.314, 0.5, "share", 1.0, 2.0, "squat"))


@pytest.mark.parametrize(
    ("rejection", "said"),
    [
        (LEANING, "another position: the torso is inclined by 70°, at most 62°"),
        (FLAT, "another position: the torso is inclined by 20°, at least 50°"),
        (STILL, "moved too little: 0.01 limb lengths, at least 0.15 are needed"),
    ],
)
def test_a_limit_says_on_which_side_of_it_one_should_be(rejection, said):
    assert rule_words(rejection) == said


def test_each_stretch_has_one_line_in_order_of_time():
    heading, first, second = printed(STEP, LEANING)
    assert heading == "Not counted"
    assert "9.0 to 11.0 s" in first
    assert "nearest to Squat" in first
    assert "13.0 to 14.0 s" in second
    assert "74% of the travel, at most 50%" in second


def test_the_same_stretch_is_told_as_the_exercise_that_it_was_nearest_to():
    _heading, line = printed(FLAT, LEANING)
    assert "Squat" in line


def test_what_lies_within_counted_repetitions_is_not_told():
    # The repetition lasts from 4 to 7.5 s.
    dip = Rejection(Rule.STEP, 0.74, 0.5, "share", 5.0, 6.0, "squat")
    _heading, line = printed(dip, LEANING, sets=(set_report(),))
    assert "9.0 to 11.0 s" in line


def test_standing_still_is_no_movement_that_would_need_a_reason():
    assert printed(STILL) == ["Nothing else looked like a repetition."]


@pytest.mark.parametrize(
    ("rejections", "said"),
    [
        ((), "nobody was seen well enough"),
        ((STILL,), "nearest to Squat, but moved too little: 0.01 limb lengths"),
        ((LEANING,), "nearest to Squat, but another position"),
        ((FLAT, LEANING), "by 70°, at most 62°; nearest to Push-up, but another position"),
    ],
)
def test_no_repetition_is_said_with_its_reason(rejections, said):
    words = sentence(why_nothing(rejections))
    assert words.startswith("no repetition was found: ")
    assert said in words
