"""Why a repetition is not graded: true, and something to act on."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from figure_sets import candidate_of, reps_of, sets_of
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.reasons import why_not_graded
from vision_coach.core.timing import Passage


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
