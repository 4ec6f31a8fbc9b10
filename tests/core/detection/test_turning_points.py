import numpy as np
import pytest

from vision_coach.core.detection.turning_points import TurnDetector, lowerings


def turns(values, threshold=0.2):
    detector = TurnDetector()
    return [turn for value in values if (turn := detector.push(value, threshold))]


def test_a_turn_is_the_extreme_itself_not_the_moment_it_was_recognised():
    found = turns([0.0, 1.0, 0.9, 0.7])
    assert [(turn.index, turn.value, turn.is_top) for turn in found][-1] == (1, 1.0, True)


def test_ripples_below_the_threshold_are_no_turns():
    assert turns([1.0, 0.9, 1.0, 0.85, 1.0, 0.9]) == []


def test_a_dip_within_a_rise_does_not_divide_it():
    found = turns([1.0, 0.0, 0.5, 0.4, 0.9, 0.2])
    assert [turn.index for turn in found] == [0, 1, 4]


def test_the_direction_is_unknown_before_the_first_swing():
    detector = TurnDetector()
    detector.push(1.0, 0.2)
    assert detector.rising is None
    assert detector.pending() is None
    detector.push(0.5, 0.2)
    assert detector.rising is False


def test_missing_samples_are_passed_over_but_counted():
    found = turns([np.nan, 1.0, np.nan, np.nan, 0.0, 1.0])
    assert [turn.index for turn in found] == [1, 4]


def test_a_lowering_knows_its_surroundings():
    height = np.array([0.0, 1.0, 1.0, 0.5, 0.0, 0.5, 0.9, 0.2, 0.3])
    first, second = lowerings(height, 0.3)
    assert (first.top, first.bottom, first.next_top) == (1, 4, 6)
    assert first.travel == pytest.approx(1.0)
    assert first.rise == pytest.approx(0.9)
    assert (second.top, second.bottom, second.previous_bottom) == (6, 7, 4)
    assert second.travel == pytest.approx(0.7)


def test_a_lowering_at_the_end_has_no_rise_yet():
    (only,) = lowerings(np.array([1.0, 1.0, 0.6, 0.2]), 0.3)
    assert only.rise == 0
    assert (only.top, only.bottom, only.next_top) == (0, 3, 3)


def test_a_rise_alone_is_no_lowering():
    assert lowerings(np.array([0.0, 0.5, 1.0]), 0.3) == []


def test_standing_still_has_no_lowering():
    assert lowerings(np.full(100, 0.95), 0.15) == []
    assert lowerings(np.full(100, np.nan), 0.15) == []


def test_every_swing_of_a_wave_is_found():
    t_s = np.arange(0, 20, 1 / 30)
    found = lowerings(np.cos(2 * np.pi * t_s / 4), 0.3)
    assert len(found) == 5
    assert [lowering.bottom / 30 for lowering in found] == pytest.approx([2, 6, 10, 14, 18])
