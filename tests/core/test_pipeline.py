"""A stick figure exercises; the pipeline must say what it did."""

import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.tempo import Prescription, Verdict, parse_tempo
from vision_coach.exercises import load_exercise

EXERCISES = ("squat", "push_up", "pull_up")
NEAR_S = 0.25
"""How far off a time may be here; how good the measurement is, is tested with the measurement."""


def events_of(figure, duration_s, prescription=None, fps=20.0):
    pipeline = Pipeline(load_exercise(figure.exercise), prescription)
    events = [event for pose in figure.poses(duration_s, fps) for event in pipeline.push(pose)]
    return events + pipeline.finish()


def sets_of(*arguments, **options):
    events = events_of(*arguments, **options)
    return [event.report for event in events if isinstance(event, SetCompleted)]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_repetition_is_counted_and_timed(exercise, mirrored):
    figure = StickFigure(exercise, along(*repetitions(5)), mirrored=mirrored, jitter_px=0.7)
    (one,) = sets_of(figure, 24)
    assert [rep.index for rep in one.reps] == [1, 2, 3, 4, 5]
    assert one.view == "side"
    for number, rep in enumerate(one.reps):
        assert rep.eccentric_start_s == pytest.approx(1.0 + 4.5 * number, abs=NEAR_S)
        assert rep.eccentric_s == pytest.approx(2.0, abs=NEAR_S)
        assert rep.bottom_pause_s == pytest.approx(0.5, abs=NEAR_S)
        assert rep.concentric_s == pytest.approx(1.0, abs=NEAR_S)
    assert [rep.top_pause_s for rep in one.reps[:-1]] == pytest.approx([1.0] * 4, abs=NEAR_S)
    assert one.reps[-1].top_pause_s is None


@pytest.mark.parametrize("exercise", EXERCISES)
def test_jitter_moves_no_end_of_a_swing_into_a_long_hold(exercise):
    figure = StickFigure(exercise, along(*repetitions(3, top_s=4.0)), jitter_px=0.7)
    (one,) = sets_of(figure, 22.5)
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([2.0] * 3, abs=0.3)
    assert [rep.concentric_s for rep in one.reps] == pytest.approx([1.0] * 3, abs=0.3)
    assert [rep.top_pause_s for rep in one.reps[:-1]] == pytest.approx([4.0] * 2, abs=0.4)


@pytest.mark.parametrize("fps", [12.0, 30.0, 60.0])
def test_the_frame_rate_changes_nothing(fps):
    (one,) = sets_of(StickFigure("squat", along(*repetitions(3))), 14.5, fps=fps)
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([2.0] * 3, abs=NEAR_S)


@pytest.mark.parametrize("scale_px_per_m", [60.0, 600.0])
def test_the_size_in_the_picture_changes_nothing(scale_px_per_m):
    figure = StickFigure("squat", along(*repetitions(3)), scale_px_per_m=scale_px_per_m)
    (one,) = sets_of(figure, 14.5)
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([2.0] * 3, abs=NEAR_S)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_pause_at_the_top_is_not_part_of_the_eccentric(exercise):
    figure = StickFigure(exercise, along(*repetitions(3, top_s=4.0)))
    (one,) = sets_of(figure, 22.5)
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([2.0] * 3, abs=NEAR_S)
    assert [rep.top_pause_s for rep in one.reps[:-1]] == pytest.approx([4.0] * 2, abs=NEAR_S)


def test_pause_at_the_bottom_is_not_part_of_the_eccentric():
    figure = StickFigure("squat", along(*repetitions(2, bottom_s=3.0)))
    (one,) = sets_of(figure, 15)
    assert [rep.eccentric_s for rep in one.reps] == pytest.approx([2.0] * 2, abs=NEAR_S)
    assert [rep.bottom_pause_s for rep in one.reps] == pytest.approx([3.0] * 2, abs=NEAR_S)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_holding_still_is_no_repetition(exercise):
    figure = StickFigure(exercise, along((0.0, 0.0)), jitter_px=1.5, seed=3)
    assert sets_of(figure, 20) == []


def test_walking_through_the_picture_is_no_repetition():
    def bobbing(t_s):
        return 0.04 + 0.04 * np.sin(2 * np.pi * 2 * t_s)  # knees give a little at each step

    figure = StickFigure("squat", bobbing, place_m=lambda t_s: -1.5 + 0.3 * t_s, jitter_px=1.0)
    assert sets_of(figure, 10) == []


def test_two_sets_are_divided_by_leaving_the_picture():
    second = [(t_s + 20.0, depth) for t_s, depth in repetitions(3)]
    figure = StickFigure(
        "squat",
        along(*repetitions(2), *second),
        seen=lambda t_s: not 11.0 < t_s < 19.0,
    )
    assert [len(one.reps) for one in sets_of(figure, 35)] == [2, 3]


def test_two_sets_are_divided_by_a_rest_of_more_than_fifteen_seconds():
    second = [(t_s + 27.0, depth) for t_s, depth in repetitions(3)]
    first, then = sets_of(StickFigure("squat", along(*repetitions(2), *second)), 42)
    assert [len(first.reps), len(then.reps)] == [2, 3]
    assert then.reps[0].index == 1
    assert then.reps[0].eccentric_start_s == pytest.approx(28.0, abs=NEAR_S)


@pytest.mark.parametrize(("bottom", "flags"), [(0.5, ("partial",)), (0.9, ())])
def test_half_the_usual_range_is_a_partial_repetition(bottom, flags):
    last = [(t_s + 13.5, depth) for t_s, depth in repetitions(1, bottom=bottom)]
    (one,) = sets_of(StickFigure("pull_up", along(*repetitions(3), *last)), 19)
    assert [rep.flags for rep in one.reps] == [(), (), (), flags]


def test_a_fifth_of_the_usual_range_is_no_repetition():
    last = [(t_s + 13.5, depth) for t_s, depth in repetitions(1, bottom=0.2)]
    (one,) = sets_of(StickFigure("squat", along(*repetitions(3), *last)), 19)
    assert len(one.reps) == 3


def test_a_lowering_that_the_clip_cuts_off_is_truncated_and_not_graded():
    prescription = Prescription(parse_tempo("2"), tolerance_s=0.6)
    # The third lowering runs from 10 to 12 s; the clip ends in its last quarter.
    (one,) = sets_of(StickFigure("squat", along(*repetitions(3))), 11.6, prescription)
    assert [rep.flags for rep in one.reps] == [(), (), ("truncated",)]
    assert one.reps[-1].verdict is Verdict.NOT_GRADED
    assert one.reps[-1].reason
    assert one.summary.graded_count == 2
    assert one.summary.adherence == 1.0


def test_every_phase_that_is_prescribed_is_judged_and_no_other():
    # Two seconds down, half a second of pause, one up, one at the top.
    figure = StickFigure("squat", along(*repetitions(2, bottom_s=2.0)))
    prescription = Prescription(parse_tempo("2-1-1-X"), tolerance_s=0.6)
    (one,) = sets_of(figure, 14, prescription)
    first, last = one.reps
    assert (first.verdict, first.bottom_pause_verdict) == (Verdict.ON, Verdict.SLOW)
    assert (first.concentric_verdict, first.top_pause_verdict) == (Verdict.ON, None)
    assert last.top_pause_verdict is None
    assert one.summary.adherence == 1.0
    (free,) = sets_of(figure, 14, Prescription(parse_tempo("2"), tolerance_s=0.6))
    assert free.reps[0].bottom_pause_verdict is None


def test_a_rise_before_any_lowering_is_no_repetition():
    knots = [(0.0, 1.0), (1.0, 1.0), (2.0, 0.0), *((t + 2, d) for t, d in repetitions(2)[1:])]
    (one,) = sets_of(StickFigure("pull_up", along(*knots)), 12.5)
    assert len(one.reps) == 2


def test_the_last_lowering_into_the_hang_counts():
    knots = repetitions(2)[:-2]  # stays at the bottom
    (one,) = sets_of(StickFigure("pull_up", along(*knots)), 11)
    assert [rep.flags for rep in one.reps] == [(), ("eccentric_only",)]
    assert one.reps[-1].concentric_s is None


def test_a_tempo_is_judged():
    knots = [*repetitions(1, 4.0), *((t + 8, d) for t, d in repetitions(1, 2.0))]
    prescription = Prescription(parse_tempo("4-0-1-1"))
    (one,) = sets_of(StickFigure("squat", along(*knots)), 14, prescription)
    assert [rep.verdict for rep in one.reps] == [Verdict.ON, Verdict.FAST]
    assert one.tolerance_s == pytest.approx(0.6)
    assert one.summary.adherence == pytest.approx(0.5)
