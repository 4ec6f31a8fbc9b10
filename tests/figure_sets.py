"""Sets of a stick figure, as the program sees them."""

import numpy as np
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.detection.repetitions import find_repetitions
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.signals.bodies import Track
from vision_coach.core.signals.samples import SAMPLE, sample_of
from vision_coach.core.signals.stretches import split
from vision_coach.exercises import load_exercise


def sets_of(figure, times_s):
    pipeline = Pipeline(load_exercise(figure.exercise))
    events = [event for pose in figure.poses_at(times_s) for event in pipeline.push(pose)]
    events += pipeline.finish()
    return [event.report for event in events if isinstance(event, SetCompleted)]


def reps_of(figure, duration_s, fps=30.0):
    times_s = np.arange(0, duration_s, 1 / fps)
    return [rep for one in sets_of(figure, times_s) for rep in one.reps]


def candidate_of(exercise, **options):
    track = Track(SAMPLE)
    for pose in StickFigure(exercise, along(*repetitions(1)), **options).poses(5.5):
        track.append(sample_of(pose, load_exercise(exercise)))
    rules = load_exercise(exercise)
    (candidate,) = find_repetitions(split(track.rows, rules, "end"), rules).repetitions
    return candidate
