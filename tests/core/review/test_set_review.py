"""A whole set: which lowerings are repetitions, and what is said of them."""

from dataclasses import replace

import numpy as np
import pytest
from figure_sets import candidate_of, reps_of, sets_of
from hypothesis import given, settings
from hypothesis import strategies as st
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.pipeline import Pipeline
from vision_coach.core.review.set_review import measure, with_top_pauses
from vision_coach.core.timing.rep_times import end_angles_deg, passage_down
from vision_coach.exercises import load_exercise


@pytest.mark.parametrize("end_s", [8.1, 8.3, 8.5, 8.8, 9.6])
def test_a_lowering_counts_however_early_the_video_ends_in_its_rise(end_s):
    # Lowerings 1-3 and 5.5-7.5 s, rises 3.5-4.5 and 8-9 s.
    reps = reps_of(StickFigure("squat", along(*repetitions(2))), end_s)
    assert len(reps) == 2
    assert reps[-1].eccentric_s == pytest.approx(2.0, abs=0.15)
    if end_s < 8.6:
        assert reps[-1].concentric_end_s is None


def test_sitting_down_after_the_set_is_no_repetition():
    knots = [*repetitions(3), (15.5, 0.0), (17.0, 1.0), (45.0, 1.0)]
    reps = reps_of(StickFigure("squat", along(*knots)), 44)
    assert len(reps) == 3


def test_a_very_slow_lowering_is_not_divided_by_the_rest_that_ends_a_set():
    knots = [(0.0, 0.0), (5.0, 0.0), (35.0, 1.0), (36.0, 1.0), (37.0, 0.0), (40.0, 0.0)]
    (rep,) = reps_of(StickFigure("squat", along(*knots)), 40)
    assert rep.eccentric_s == pytest.approx(30.0, abs=2.0)
    assert "truncated" not in rep.flags


def test_one_deep_repetition_makes_the_others_neither_partial_nor_vanish():
    knots = [(0.0, 0.0)]
    for number in range(7):
        depth = 1.0 if number == 3 else 0.72
        start_s = 1 + 4 * number
        knots += [(start_s, 0.0), (start_s + 2, depth), (start_s + 3, 0.0)]
    reps = reps_of(StickFigure("squat", along(*knots)), 30)
    assert len(reps) == 7
    assert not [rep for rep in reps if "partial" in rep.flags]


def test_joints_that_coincide_are_nobody():
    figure = StickFigure("squat", along(*repetitions(1)))
    pipeline = Pipeline(load_exercise("squat"))
    for pose in figure.poses(3.0):
        pose.points_px[:] = 100.0
        pipeline.push(pose)
    assert pipeline.finish() == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), kept=st.floats(0.2, 1.0))
def test_times_never_contradict_each_other(seed, kept):
    chance = np.random.default_rng(seed)
    times_s = np.arange(0, 15, 1 / 30)
    times_s = times_s[chance.random(len(times_s)) < kept]
    figure = StickFigure("push_up", along(*repetitions(3)), jitter_px=2.0, seed=seed % 1000)
    for one in sets_of(figure, times_s):
        last_s = 0.0
        for rep in one.reps:
            ends = [rep.eccentric_start_s, rep.eccentric_end_s]
            ends += [t_s for t_s in (rep.concentric_start_s, rep.concentric_end_s) if t_s]
            assert ends == sorted(ends)
            assert ends[0] >= last_s
            assert min(rep.thirds_s) >= 0
            assert sum(rep.thirds_s) == pytest.approx(rep.eccentric_s)
            last_s = ends[-1]


def test_dropped_frames_change_the_times_little():
    figure = StickFigure("pull_up", along(*repetitions(3)))
    chance = np.random.default_rng(1)
    times_s = np.arange(0, 15, 1 / 30)
    (all_of_them,) = sets_of(figure, times_s)
    (some,) = sets_of(figure, times_s[chance.random(len(times_s)) < 0.9])
    for one, other in zip(all_of_them.reps, some.reps, strict=True):
        assert other.eccentric_s == pytest.approx(one.eccentric_s, abs=0.1)


def test_the_joints_angle_is_taken_from_where_it_is_known():
    candidate = candidate_of("squat")
    down = passage_down(candidate, load_exercise("squat"))
    angle_deg = candidate.stretch.samples["angle_deg"]
    angle_deg[abs(candidate.stretch.t_s - down.start_s) < 0.4] = np.nan
    top_deg, bottom_deg = end_angles_deg(candidate, down)
    assert top_deg == pytest.approx(175, abs=25)
    assert bottom_deg == pytest.approx(80, abs=5)
    angle_deg[:] = np.nan
    assert end_angles_deg(candidate, down) == (None, None)


def test_a_rise_may_begin_at_the_first_moment():
    candidate = candidate_of("squat")
    rep = measure(candidate, load_exercise("squat"), "side")
    first = replace(rep, concentric_start_s=0.0, concentric_end_s=1.0)
    filled, _ = with_top_pauses([first, replace(rep, eccentric_start_s=1.5)], [candidate] * 2)
    assert (filled.concentric_start_s, filled.concentric_end_s) == (0.0, 1.0)
    assert filled.top_pause_s == 0.5
