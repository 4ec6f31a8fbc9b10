"""Sums and means checked with pencil and paper."""

from dataclasses import replace

import pytest
from reports import rep

from vision_coach.core.report.summary import summarise
from vision_coach.core.tempo import Verdict
from vision_coach.words import quoted


def lowering(index, eccentric_s, **changes):
    """Lowering, one second of pause, two seconds of rise."""
    return replace(
        rep(index),
        eccentric_start_s=10.0 * index,
        eccentric_end_s=10.0 * index + eccentric_s,
        concentric_start_s=10.0 * index + eccentric_s + 1,
        concentric_end_s=10.0 * index + eccentric_s + 3,
        **changes,
    )


def test_mean_spread_and_trend():
    summary = summarise([lowering(1, 4.0), lowering(2, 3.0), lowering(3, 2.0)])
    assert summary.eccentric_mean_s == pytest.approx(3.0)
    assert summary.eccentric_sd_s == pytest.approx(1.0)
    assert summary.eccentric_slope_s_per_rep == pytest.approx(-1.0)


def test_time_under_tension_is_lowering_pause_and_rise():
    summary = summarise([lowering(1, 4.0), lowering(2, 3.0)])
    assert summary.time_under_tension_s == pytest.approx(4 + 1 + 2 + 3 + 1 + 2)


def test_a_last_lowering_without_a_rise_is_under_tension_too():
    last = replace(lowering(1, 4.0), concentric_start_s=None, concentric_end_s=None)
    assert summarise([last]).time_under_tension_s == pytest.approx(4.0)


def test_adherence_is_on_tempo_over_graded():
    verdicts = (Verdict.ON, Verdict.FAST, Verdict.ON, Verdict.SLOW)
    reps = [lowering(n, 4.0, verdict=verdict) for n, verdict in enumerate(verdicts, start=1)]
    assert summarise(reps).adherence == pytest.approx(0.5)


def test_what_is_not_graded_counts_as_a_repetition_and_for_nothing_else():
    reps = [
        lowering(1, 4.0, verdict=Verdict.ON),
        lowering(2, 9.0, verdict=Verdict.NOT_GRADED, reason=quoted("hidden")),
    ]
    summary = summarise(reps)
    assert (summary.rep_count, summary.graded_count) == (2, 1)
    assert summary.adherence == 1.0
    assert summary.eccentric_mean_s == pytest.approx(4.0)


def test_what_is_too_unsure_for_a_verdict_is_counted_apart():
    verdicts = (Verdict.ON, Verdict.UNSURE, Verdict.FAST, Verdict.UNSURE)
    reps = [lowering(n, 4.0, verdict=verdict) for n, verdict in enumerate(verdicts, start=1)]
    summary = summarise(reps)
    assert (summary.graded_count, summary.unsure_count) == (4, 2)
    assert summary.adherence == pytest.approx(0.5)
    assert summary.eccentric_mean_s == pytest.approx(4.0)


def test_there_is_no_adherence_of_lowerings_that_are_all_unsure():
    summary = summarise([lowering(1, 4.0, verdict=Verdict.UNSURE)])
    assert (summary.adherence, summary.unsure_count) == (None, 1)


def test_a_partial_repetition_is_not_in_adherence():
    reps = [
        lowering(1, 4.0, verdict=Verdict.ON),
        lowering(2, 2.0, verdict=Verdict.FAST, flags=("partial",)),
    ]
    summary = summarise(reps)
    assert summary.adherence == 1.0
    assert (summary.rep_count, summary.graded_count) == (2, 1)


def test_without_a_target_there_is_no_adherence():
    assert summarise([lowering(1, 4.0)]).adherence is None


def test_one_repetition_has_no_spread_and_two_have_no_trend():
    assert summarise([lowering(1, 4.0)]).eccentric_sd_s is None
    two = summarise([lowering(1, 4.0), lowering(2, 3.0)])
    assert two.eccentric_sd_s == pytest.approx(0.5**0.5)
    assert two.eccentric_slope_s_per_rep is None


def test_a_trend_goes_by_the_repetitions_own_numbers():
    reps = [
        lowering(1, 4.0),
        lowering(2, 9.0, reason=quoted("hidden")),
        lowering(3, 3.0),
        lowering(5, 2.0),
    ]
    assert summarise(reps).eccentric_slope_s_per_rep == pytest.approx(-0.5)
