"""A whole set: which lowerings are repetitions, and what is said of them."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.events import SetCompleted
from vision_coach.core.passages import end_angles_deg, passage_down
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.repetitions import find_repetitions
from vision_coach.core.review import measure, why_not_graded, with_top_pauses
from vision_coach.core.segments import split
from vision_coach.core.timing import Passage
from vision_coach.core.track import Track, sample_of
from vision_coach.exercises import load_exercise


def sets_of(figure, times_s):
    pipeline = Pipeline(load_exercise(figure.exercise))
    events = [event for pose in figure.poses_at(times_s) for event in pipeline.push(pose)]
    events += pipeline.finish()
    return [event.report for event in events if isinstance(event, SetCompleted)]


def reps_of(figure, duration_s, fps=30.0):
    times_s = np.arange(0, duration_s, 1 / fps)
    return [rep for one in sets_of(figure, times_s) for rep in one.reps]


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


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"cuts_s": (7.2,)}, "cut after 7.2 s, in the middle of the lowering"),
        (
            {"seen": lambda t_s: not 7.2 < t_s < 8.2},
            "not seen after 7.2 s: keep the whole body in the picture",
        ),
    ],
)
def test_a_lowering_that_is_broken_off_says_when_and_what_to_do(options, reason):
    # The second of three lowerings runs from 5.5 to 7.5 s.
    reps = reps_of(StickFigure("pull_up", along(*repetitions(3)), **options), 14.5)
    assert [rep.reason for rep in reps] == [None, reason, None]


def test_a_video_that_starts_or_ends_too_soon_says_so():
    reps = reps_of(StickFigure("squat", along(*repetitions(2))), 7.2)
    assert reps[-1].reason == (
        "the video ends at 7.2 s, before the lowering does: record for longer"
    )
    late = along((0.0, 0.3), (1.4, 1.0), *((t_s + 1.9, d) for t_s, d in repetitions(2)[2:]))
    (first, *_) = reps_of(StickFigure("squat", late), 8)
    assert first.reason == "started before the video: start recording earlier"


def test_a_hidden_limb_is_named_with_its_times(monkeypatch):
    monkeypatch.setattr("stick_figure.NEAR_VISIBILITY", 0.2)
    (rep,) = reps_of(StickFigure("squat", along(*repetitions(1)), yaw_deg=0.0), 5.5)
    assert rep.reason is not None
    assert rep.reason.startswith("working arm or leg hidden from ")


def test_a_lowering_that_is_hidden_by_a_gap_is_not_graded():
    # Each lowering of half a second is missing, with a little of the pauses around it.
    knots = repetitions(3, eccentric_s=0.5, bottom_s=1.0)
    starts_s = [t_s for (t_s, depth), (_, next_depth) in pairwise(knots) if depth < next_depth]
    hidden = StickFigure(
        "squat",
        along(*knots),
        jitter_px=0.5,
        seen=lambda t_s: not any(start_s < t_s < start_s + 0.62 for start_s in starts_s),
    )
    reps = reps_of(hidden, knots[-1][0])
    assert len(reps) == 3
    assert all(rep.reason and rep.reason.startswith("too few frames show it (") for rep in reps)
    assert all(rep.graded for rep in reps_of(StickFigure("squat", along(*knots)), knots[-1][0]))


@pytest.mark.parametrize(
    ("duration_s", "uncertainty_s", "reason"),
    [
        (1.0, 0.5, None),
        (1.0, 1.0, "its start and end cannot be told apart: record with"),
        (0.1, 0.05, "too few frames show it (3, 5 are needed): record with"),
    ],
)
def test_a_lowering_as_short_as_its_uncertainty_is_not_graded(duration_s, uncertainty_s, reason):
    # The hold before the lowering is full of frames; those within its own time count.
    candidate = candidate_of("squat")
    start_s = float(candidate.segment.t_s[candidate.lowering.top]) - 1e-6
    end_s = start_s + duration_s
    each_s = uncertainty_s / np.sqrt(2)
    passage = Passage(start_s, end_s, each_s, each_s, (duration_s / 3,) * 3)
    assert passage.uncertainty_s == pytest.approx(uncertainty_s)
    found = why_not_graded(candidate, replace(passage, start_uncertainty_s=each_s * 1.001))
    assert found is None if reason is None else found.startswith(reason)


def candidate_of(exercise):
    track = Track()
    for pose in StickFigure(exercise, along(*repetitions(1))).poses(5.5):
        track.append(sample_of(pose, load_exercise(exercise)))
    rules = load_exercise(exercise)
    ((candidate,), _) = find_repetitions(split(track.samples, rules, "end"), rules)
    return candidate


def test_the_joints_angle_is_taken_from_where_it_is_known():
    candidate = candidate_of("squat")
    down = passage_down(candidate, load_exercise("squat"))
    angle_deg = candidate.segment.samples["angle_deg"]
    angle_deg[abs(candidate.segment.t_s - down.start_s) < 0.4] = np.nan
    top_deg, bottom_deg = end_angles_deg(candidate, down)
    assert top_deg == pytest.approx(175, abs=25)
    assert bottom_deg == pytest.approx(80, abs=5)
    angle_deg[:] = np.nan
    assert end_angles_deg(candidate, down) == (None, None)


def test_a_pause_of_the_source_is_not_the_videos_beginning():
    # Lowerings 1-3 and 5.5-7.5 s.
    figure = StickFigure("squat", along(*repetitions(3)))
    times_s = np.arange(0, 14.5, 1 / 30)
    *_, last = sets_of(figure, times_s[(times_s < 3.9) | (times_s > 6.0)])
    assert last.reps[0].reason == "not seen before 6.0 s: keep the whole body in the picture"


def test_somebody_first_seen_under_way_was_not_seen_before():
    figure = StickFigure("squat", along(*repetitions(2)), seen=lambda t_s: t_s > 1.6)
    first = reps_of(figure, 10)[0]
    assert first.reason == "not seen before 1.6 s: keep the whole body in the picture"


def test_a_rise_may_begin_at_the_first_moment():
    candidate = candidate_of("squat")
    rep = measure(candidate, load_exercise("squat"), "side")
    first = replace(rep, concentric_start_s=0.0, concentric_end_s=1.0)
    filled, _ = with_top_pauses([first, replace(rep, eccentric_start_s=1.5)], [candidate] * 2)
    assert (filled.concentric_start_s, filled.concentric_end_s) == (0.0, 1.0)
    assert filled.top_pause_s == 0.5
