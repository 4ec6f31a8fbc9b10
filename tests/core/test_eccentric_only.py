"""Negatives: the lowering counts, however the person gets back to the top."""

from dataclasses import replace

import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.exercise import as_eccentric_only
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.tempo import Prescription, Verdict, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.course import Block
from vision_coach.live.session import LiveSession

FPS = 20.0
LOWERING_S, LYING_S, STANDING_S, HOLDING_S = 3.0, 1.0, 3.0, 3.0
CYCLE_S = LOWERING_S + LYING_S + STANDING_S + HOLDING_S
FIRST_S = 6.0


def negatives(count):
    """Push-ups that are only lowered: the person stands up and gets down into the top again."""
    knots = [(0.0, 0.0)]
    for number in range(count):
        start_s = FIRST_S + number * CYCLE_S
        lying_s = start_s + LOWERING_S
        standing_s = lying_s + LYING_S
        knots += [(start_s, 0.0), (lying_s, 1.0), (standing_s, 1.0), (standing_s + 0.1, 0.0)]
    lowering = StickFigure("push_up", along(*knots), jitter_px=0.3)
    standing = StickFigure("squat", along((0.0, 0.0)), jitter_px=0.3)
    for frame in range(round((FIRST_S + count * CYCLE_S) * FPS)):
        t_s = frame / FPS
        into_s = (t_s - FIRST_S) % CYCLE_S - LOWERING_S - LYING_S
        is_up = t_s >= FIRST_S and 0 <= into_s < STANDING_S
        (pose,) = (standing if is_up else lowering).poses_at([t_s])
        yield pose


def sets_of(exercise, poses, tempo="3"):
    pipeline = Pipeline(exercise, Prescription(parse_tempo(tempo)))
    events = [event for pose in poses for event in pipeline.push(pose)] + pipeline.finish()
    return [event.report for event in events if isinstance(event, SetCompleted)]


def test_each_lowering_counts_and_nothing_of_the_way_up():
    (one,) = sets_of(as_eccentric_only(load_exercise("push_up")), negatives(3))
    assert [rep.eccentric_start_s for rep in one.reps] == pytest.approx([6.0, 16.0, 26.0], abs=0.15)
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([3.0] * 3, abs=0.22)
    assert [rep.flags for rep in one.reps] == [("eccentric_only",)] * 3
    assert [rep.verdict for rep in one.reps] == [Verdict.ON] * 3
    assert all(rep.concentric_s is None and rep.top_pause_s is None for rep in one.reps)
    assert one.summary.adherence == 1.0


def test_without_the_option_leaving_the_position_divides_the_set_and_loses_lowerings():
    found = sets_of(load_exercise("push_up"), negatives(3))
    assert [len(one.reps) for one in found] != [3]


@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_ways_up_in_position_are_ignored_too(exercise):
    figure = StickFigure(exercise, along(*repetitions(3, top_s=2.0)))
    (one,) = sets_of(as_eccentric_only(load_exercise(exercise)), figure.poses(17, FPS), "2")
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([2.0] * 3, abs=0.2)
    assert [rep.flags for rep in one.reps] == [("eccentric_only",)] * 3
    assert one.summary.time_under_tension_s == pytest.approx(6.0, abs=0.6)


def test_live_negatives_are_one_set_and_counted_at_the_bottom():
    exercise = as_eccentric_only(load_exercise("push_up"))
    session = LiveSession([Block(exercise, Prescription(parse_tempo("3")))])
    counted_s, taken = [], []
    for pose in negatives(3):
        state, _ = session.push(pose, 120.0, pose.t_s)
        taken += session.taken
        if len(counted_s) < state.rep_count:
            counted_s.append(pose.t_s)
    assert counted_s == pytest.approx([10.0, 20.0, 30.0], abs=0.6)
    assert [rep.verdict for rep in state.recent] == [Verdict.ON] * 3
    assert [len(one.reps) for one in session.finish()] == [3]


def test_the_exercise_changes_in_nothing_else():
    push_up = load_exercise("push_up")
    only = as_eccentric_only(push_up)
    assert only.leave_s == push_up.rest_s
    assert replace(only, eccentric_only=False, leave_s=push_up.leave_s) == push_up
