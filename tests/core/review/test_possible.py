"""No body lowers itself faster than it falls."""

from dataclasses import replace

import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.report.session import TRUNCATED
from vision_coach.core.review.possible import impossible
from vision_coach.core.signals.bodies import Track
from vision_coach.core.signals.samples import SAMPLE, sample_of
from vision_coach.core.signals.stretches import split
from vision_coach.exercises import load_exercise


@pytest.fixture(scope="module")
def squats():
    """One repetition, measured, and the stretch that it lies in."""
    exercise = load_exercise("squat")
    pipeline, track = Pipeline(exercise), Track(SAMPLE)
    for pose in StickFigure("squat", along(*repetitions(1))).poses(6.0, 30.0):
        pipeline.push(pose)
        track.append(sample_of(pose, exercise))
    (event,) = (one for one in pipeline.finish() if isinstance(one, SetCompleted))
    (stretch,) = split(track.rows, exercise, "end")
    return event.report.reps[0], stretch, exercise


def lasting(rep, eccentric_s, travel):
    return replace(rep, eccentric_end_s=rep.eccentric_start_s + eccentric_s, travel=travel)


@pytest.mark.parametrize(("eccentric_s", "possible"), [(0.17, False), (0.20, True)])
def test_half_an_arm_takes_a_fifth_of_a_second_to_fall(squats, eccentric_s, possible):
    """sqrt(2 * 0.29 m / 9.81 m/s2) = 0.243 s, of which the first 5 % of the way take 0.054 s."""
    rep, stretch, exercise = squats
    said = impossible(lasting(rep, eccentric_s, travel=0.5), stretch, exercise)
    assert (said is None) == possible
    if said:
        assert said.limit == pytest.approx(0.189, abs=0.001)
        assert said.value == pytest.approx(eccentric_s)


def test_what_began_before_the_video_may_have_lasted_longer(squats):
    rep, stretch, exercise = squats
    begun = replace(lasting(rep, 0.1, travel=0.5), flags=(TRUNCATED,))
    assert impossible(begun, stretch, exercise) is None


def test_what_happened_while_nobody_was_seen_may_have_lasted_as_long(squats):
    rep, stretch, exercise = squats
    away = np.abs(stretch.t_s - rep.eccentric_start_s) > 0.2
    gappy = replace(stretch, samples=stretch.samples[away], t_s=stretch.t_s[away])
    assert impossible(lasting(rep, 0.1, travel=0.5), gappy, exercise) is None
