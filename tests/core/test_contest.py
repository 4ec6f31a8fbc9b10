"""Which of several sets, tried on the same movement, is reported."""

from dataclasses import replace

import pytest
from reports import rep, set_report

from vision_coach.core.contest import contest, in_all, overlap, why_not
from vision_coach.core.detection.rejections import Rule
from vision_coach.core.report.events import SetCompleted
from vision_coach.exercises import built_in_names, load_exercise

KNOWN = {name: load_exercise(name) for name in built_in_names()}


def done(exercise, evidence, *starts_s):
    """Lowerings of 2 s and rises of 1 s."""
    reps = tuple(
        replace(
            rep(number),
            eccentric_start_s=start_s,
            eccentric_end_s=start_s + 2,
            concentric_start_s=start_s + 2,
            concentric_end_s=start_s + 3,
        )
        for number, start_s in enumerate(starts_s, start=1)
    )
    report = replace(set_report(*reps), exercise=exercise, evidence=evidence)
    return SetCompleted(starts_s[-1] + 3, report)


def names(sets):
    return [one.report.exercise for one in sets]


def test_of_two_explanations_of_one_movement_the_likelier_one_is_reported():
    found = contest([done("squat", 9.0, 0, 4), done("romanian_deadlift", 7.0, 1, 5)], KNOWN)
    assert names(found.recognised) == ["squat"]
    assert found.unclear == []


def test_exercises_one_after_another_are_all_reported_in_order_of_time():
    found = contest([done("push_up", 15.0, 30, 34), done("squat", 9.0, 0, 4)], KNOWN)
    assert names(found.recognised) == ["squat", "push_up"]


def test_a_repetition_that_is_the_others_rise_speaks_of_the_same_movement():
    press, pulldown = done("overhead_press", 9.0, 0), done("lat_pulldown", 8.0, 2)
    assert overlap(press.report, pulldown.report)
    assert not overlap(press.report, done("lat_pulldown", 8.0, 3).report)


def test_two_that_explain_it_alike_are_unclear():
    found = contest([done("dip", 9.0, 0, 4), done("squat", 8.8, 0, 4)], KNOWN)
    assert found.recognised == []
    assert sorted(names(found.unclear)) == ["dip", "squat"]


def test_a_variant_must_lead_clearly_over_what_it_is_a_variant_of():
    assert KNOWN["chin_up"].family == "pull_up"
    alike = [done("chin_up", 9.2, 0, 4), done("pull_up", 9.0, 0, 4)]
    assert names(contest(alike, KNOWN).recognised) == ["pull_up"]
    ahead = [done("chin_up", 12.0, 0, 4), done("pull_up", 9.0, 0, 4)]
    assert names(contest(ahead, KNOWN).recognised) == ["chin_up"]


def test_a_single_movement_beside_a_set_is_getting_ready():
    bend, squats = done("romanian_deadlift", 12.0, 0), done("squat", 9.0, 10, 14)
    assert names(contest([bend, squats], KNOWN).recognised) == ["squat"]
    assert why_not(bend, [bend, squats]).rule is Rule.LONE
    # Twice, with all the squats in between, is no set either.
    twice = done("romanian_deadlift", 12.0, 0, 40)
    assert names(contest([twice, squats], KNOWN).recognised) == ["squat"]
    # By itself it is what was done.
    assert names(contest([bend], KNOWN).recognised) == ["romanian_deadlift"]


def test_repetitions_of_a_set_are_not_independent_of_each_other():
    assert in_all(done("squat", 6.0, 0)) == pytest.approx(6.0)
    # Correlated by 0.3: 2 / 1.3 and 4 / 1.9.
    assert in_all(done("squat", 6.0, 0, 4)) == pytest.approx(6.0 * 2 / 1.3)
    assert in_all(done("squat", 6.0, 0, 4, 8, 12)) == pytest.approx(6.0 * 4 / 1.9)
