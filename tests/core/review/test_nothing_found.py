from dataclasses import replace

from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.review.nothing_found import why_nothing

LEANING = Rejection(Rule.TORSO, 70.0, 62.0, "deg", 1.0, 3.0, "squat")
STILL = Rejection(Rule.TRAVEL, 0.05, 0.15, "limb_lengths", 0.0, 9.0, "squat")
NOT_RAISED = Rejection(Rule.NOT_RAISED, 0.1, 0.2, "limb_lengths", 4.0, 6.0, "squat")


def test_nobody_seen():
    assert why_nothing(()).code == "nobody_seen"


def test_somebody_out_of_position_is_told_which_limit_and_the_number():
    reason = why_nothing([LEANING])
    assert reason.code == "not_in_position"
    assert (reason["rule"], reason["value"], reason["limit"]) == ("torso", 70.0, 62.0)


def test_somebody_in_position_who_moves_too_little_is_told_how_much_would_do():
    reason = why_nothing([LEANING, STILL])
    assert reason.code == "moved_too_little"
    assert (reason["value"], reason["limit"], reason["unit"]) == (0.05, 0.15, "limb_lengths")


def test_the_rule_that_came_last_was_the_nearest():
    reason = why_nothing([NOT_RAISED, LEANING, STILL])
    assert (reason.code, reason["rule"]) == ("rejected", "not_raised")


def test_of_several_exercises_the_best_two_are_told_the_nearest_first():
    push_up = replace(LEANING, exercise="push_up", value=20.0, limit=50.0)
    pull_up = replace(LEANING, exercise="pull_up", value=111.0, limit=110.0)
    reason = why_nothing([push_up, NOT_RAISED, pull_up])
    assert reason.code == "recognised_as_nothing"
    assert reason["exercises"] == ("squat", "pull_up")
    assert reason["values"] == (0.1, 111.0)
    assert reason["limits"] == (0.2, 110.0)


def test_who_stands_still_is_not_told_of_every_exercise():
    push_up = replace(LEANING, exercise="push_up", value=20.0, limit=50.0)
    assert why_nothing([push_up, STILL]).code == "moved_too_little"
