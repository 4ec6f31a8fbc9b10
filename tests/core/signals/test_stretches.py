import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.signals.bodies import Track
from vision_coach.core.signals.samples import SAMPLE, sample_of
from vision_coach.core.signals.stretches import split, without_outliers
from vision_coach.exercises import load_exercise

WAVE = np.cos(np.arange(0, 20, 1 / 30))


@pytest.mark.parametrize("wide", [1, 2, 3])
def test_samples_that_jump_away_are_replaced(wide):
    jumped = WAVE.copy()
    jumped[100 : 100 + wide] += 0.8
    assert without_outliers(jumped) == pytest.approx(WAVE, abs=0.12)


def test_a_smooth_signal_a_sharp_turn_and_a_step_stay_as_they_are():
    assert without_outliers(WAVE) == pytest.approx(WAVE)
    turn = np.abs(np.arange(-20, 21.0))
    assert without_outliers(turn) == pytest.approx(turn)
    step = np.repeat([0.0, 1.0], 20)
    assert without_outliers(step) == pytest.approx(step)


def test_a_steady_motion_does_not_come_to_rest_at_the_last_sample():
    way = np.arange(0, 0.3, 0.005)
    for seed in range(20):
        noisy = way + np.random.default_rng(seed).normal(0, 0.001, len(way))
        assert without_outliers(noisy)[[0, -1]] == pytest.approx(noisy[[0, -1]])


@pytest.mark.parametrize("at", [0, 1, -2, -1])
def test_a_jump_at_the_first_or_last_sample_is_replaced_as_well(at):
    jumped = WAVE.copy()
    jumped[at] += 0.8
    assert without_outliers(jumped) == pytest.approx(WAVE, abs=0.12)


def ends_of(figure, duration_s):
    exercise, track = load_exercise(figure.exercise), Track(SAMPLE)
    for pose in figure.poses(duration_s):
        track.append(sample_of(pose, exercise))
    return [(one.begins, one.ends) for one in split(track.rows, exercise, "end")]


def test_somebody_who_has_gone_before_the_end_was_lost_not_cut_off():
    figure = StickFigure("squat", along(*repetitions(1)), seen=lambda t_s: t_s < 6)
    assert ends_of(figure, 6.5) == [("start", "end")]
    assert ends_of(figure, 8) == [("start", "lost")]


def test_cuts_and_long_gaps_divide():
    figure = StickFigure(
        "squat", along(*repetitions(2)), cuts_s=(2.0,), seen=lambda t_s: not 4 < t_s < 5
    )
    assert ends_of(figure, 8) == [("start", "cut"), ("cut", "lost"), ("lost", "end")]
