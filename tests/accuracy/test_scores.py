"""Matching, errors and their statistics, against numbers worked out by hand."""

from dataclasses import replace
from pathlib import Path

import pytest
from accuracy.labels import LabelledRep, LabelledVideo, read_label
from accuracy.matching import match
from accuracy.prediction import Prediction
from accuracy.scores import Scored, coverage, limits_of_agreement_s, statistics, timings
from accuracy.tables import frame_rate_of

from vision_coach.core.errors import SourceError

FOREVER = (float("-inf"), float("inf"))


def video(*reps, fps=25.0, reader_fps=25.0, reader_frames=3.0, score_times=True, span=FOREVER):
    labels = tuple(LabelledRep(*rep) for rep in reps)
    return LabelledVideo(
        path=Path("a.mp4"),
        exercise="squat",
        view="side, fixed",
        fps=fps,
        reader_fps=reader_fps,
        reader_frames=reader_frames,
        score_times=score_times,
        reps=labels,
        scored_span_s=span,
    )


def lowering(start_s, end_s, **others):
    return Prediction(start_s, end_s, **others)


def test_thirty_percent_of_the_label_is_a_match():
    one = video((1.0, 2.0, 2.2, 3.0))
    assert match(one, [lowering(1.7, 2.6)]).right
    missed = match(one, [lowering(1.71, 2.6)])
    assert len(missed.missed) == 1
    assert len(missed.phantom) == 1


def test_matches_are_one_to_one():
    one = video((1.0, 2.0, 2.2, 3.0), (3.5, 4.5, 4.7, 5.5))
    both_in_one = match(one, [lowering(1.0, 4.5)])
    assert (len(both_in_one.pairs), len(both_in_one.missed)) == (1, 1)
    halves = match(one, [lowering(1.0, 1.5), lowering(1.5, 2.0), lowering(3.5, 4.5)])
    assert (len(halves.pairs), len(halves.phantom)) == (2, 1)


def test_a_lowering_with_one_end_labelled_is_ignored_found_or_not():
    one = video((1.0, 2.0, 2.2, 3.0), (3.5, None, None, None))
    assert match(one, [lowering(1.0, 2.0)]).right
    assert match(one, [lowering(1.0, 2.0), lowering(3.6, 3.9)]).right
    assert not match(one, [lowering(1.0, 2.0), lowering(3.1, 3.4)]).right


def test_predictions_outside_the_labelled_part_do_not_count():
    one = video((43.8, 44.2, 44.3, 44.5), span=(43.5, 45.0))
    assert match(one, [lowering(30.0, 31.0), lowering(43.8, 44.2), lowering(50.0, 51.0)]).right
    assert not match(one, [lowering(43.8, 44.2), lowering(44.6, 44.9)]).right


def scored(labelled, *found):
    return [Scored(labelled, match(labelled, found), len(found))]


def test_corrected_bottoms_are_two_frames_later():
    one = scored(video((1.0, 2.0, 2.2, 3.0)), lowering(1.1, 2.2))
    (corrected,) = timings(one)
    (labelled,) = timings(one, corrected=False)
    assert corrected.start_error_s == labelled.start_error_s == pytest.approx(0.1)
    assert labelled.end_error_s == pytest.approx(0.2)
    assert corrected.end_error_s == pytest.approx(0.2 - 2 / 25)
    assert corrected.error_s == pytest.approx(0.02)
    assert corrected.truth_s == pytest.approx(1.08)


def test_exact_truth_is_not_corrected():
    (one,) = timings(scored(video((1.0, 2.0, 2.2, 3.0), reader_frames=0), lowering(1.1, 2.2)))
    assert one.end_error_s == pytest.approx(0.2)


def test_pauses_and_the_rise_have_errors_of_their_own():
    labelled = video((1.0, 2.0, 2.5, 3.0), (4.0, 5.0, 5.5, 6.0), reader_frames=0)
    first, last = timings(
        scored(
            labelled,
            lowering(1.0, 2.1, concentric_start_s=2.4, concentric_end_s=3.2, top_pause_s=0.9),
            lowering(4.1, 5.0),
        )
    )
    assert first.bottom_pause_error_s == pytest.approx(0.3 - 0.5)
    assert first.rise_error_s == pytest.approx(0.8 - 0.5)
    assert first.top_pause_error_s == pytest.approx(0.9 - 1.0)
    assert last.top_pause_error_s is last.rise_error_s is None


def test_the_readers_own_error_at_both_ends_widens_what_is_covered():
    # 3 frames of 25 a second are 0.12 s; sqrt(0.1^2 + 2 * 0.12^2) = 0.197.
    labelled = video((1.0, 2.0, 2.2, 3.0))
    for end_s, covered in ((2.08 + 0.19, True), (2.08 + 0.20, False)):
        (one,) = timings(scored(labelled, lowering(1.0, end_s, uncertainty_s=0.1)))
        assert one.covered is covered


def test_frames_left_out_after_the_reading_change_nothing_but_the_videos_own_rate():
    read, thinned = video((1.0, 2.0, 2.2, 3.0)), video((1.0, 2.0, 2.2, 3.0), fps=15.0)
    (one,) = timings(scored(read, lowering(1.0, 2.2, uncertainty_s=0.1)))
    (other,) = timings(scored(thinned, lowering(1.0, 2.2, uncertainty_s=0.1)))
    assert other.error_s == one.error_s == pytest.approx(0.2 - 2 / 25)
    assert other.allowed_s == one.allowed_s == pytest.approx(0.197, abs=1e-3)
    assert (frame_rate_of(one), frame_rate_of(other)) == ("24-25 frames/s", "15 frames/s")


def test_a_method_without_uncertainty_covers_nothing_and_misses_nothing():
    every = timings(scored(video((1.0, 2.0, 2.2, 3.0)), lowering(1.0, 2.0)))
    assert coverage(every) is None


def test_what_is_not_graded_or_for_detection_only_has_no_times():
    labelled = video((1.0, 2.0, 2.2, 3.0))
    assert timings(scored(labelled, lowering(1.0, 2.0, reason="hidden"))) == []
    only_found = video((1.0, 2.0, 2.2, 3.0), score_times=False)
    assert timings(scored(only_found, lowering(1.0, 2.0))) == []


def test_statistics_of_four_errors():
    found = statistics([-0.1, 0.1, 0.2, 0.6])
    assert found.bias_s == pytest.approx(0.2)
    assert found.median_s == pytest.approx(0.15)
    assert found.p90_s == pytest.approx(0.2 + 0.7 * 0.4)
    # Sample standard deviation: sqrt((0.09 + 0.01 + 0 + 0.16) / 3) = 0.2944.
    assert limits_of_agreement_s([-0.1, 0.1, 0.2, 0.6]) == pytest.approx((-0.377, 0.777), abs=1e-3)
    assert statistics([]) is None


@pytest.mark.parametrize(
    ("view", "seen_from"),
    [
        ("side_left", "side"),
        ("back_45", "45"),
        ("side (slightly from behind), fixed", "side"),
        ("front three-quarter, low camera", "45"),
        ("straight front, portrait", "front"),
        ("back, slightly oblique", "back"),
    ],
)
def test_views_in_words_are_told_apart(view, seen_from):
    assert replace(video(), view=view).seen_from == seen_from


def test_a_file_that_is_no_label_is_named(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"video": "a.mp4"}')
    with pytest.raises(SourceError, match=r"a\.json: is no label"):
        read_label(path)


def test_a_true_bottom_needs_no_correction():
    one = video((1.0, 2.0, 2.2, 3.0))
    found = [lowering(1.0, 2.0)]
    (early,) = timings([Scored(one, match(one, found), 1)])
    assert early.error_s == pytest.approx(-2 / 25)
    true = replace(one, true_bottom=True)
    (exact,) = timings([Scored(true, match(true, found), 1)])
    assert exact.error_s == pytest.approx(0)


def test_what_has_its_middle_outside_the_labelled_segments_is_not_scored():
    one = replace(video((1.0, 2.0, 2.2, 3.0)), segments_s=((0.5, 4.0),))
    assert match(one, [lowering(1.0, 2.0), lowering(3.8, 4.4)]).right
    assert not match(one, [lowering(1.0, 2.0), lowering(3.4, 4.4)]).right
