"""Rules about a set as a whole: enough seen of it, steady enough, in position, moving at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.detection.repetitions import Found
from vision_coach.core.detection.rules import outside_of
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import Samples
from vision_coach.core.signals.stretches import (
    FEWEST_SAMPLES,
    MOST_JUMPS,
    Stretch,
    split,
    unbroken_runs,
)

MANY_JUMPS = 0.2
"""Share of a stretch's frames left out from which a movement may be among them."""


def set_rejections(
    samples: Samples, stretches: list[Stretch], exercise: Exercise, found: Found
) -> list[Rejection]:
    """What no candidate tells: frames that were not used, and why there was no candidate at all."""
    rejections = [*short_runs(samples, exercise), *jumping_stretches(stretches, exercise)]
    if found.repetitions or found.rejections:
        return rejections
    if exercise.eccentric_only:  # its stretches hold only what is in position
        stretches = split(samples, replace(exercise, eccentric_only=False), "end")
    return [*rejections, *(nothing_in(stretch, exercise) for stretch in stretches)]


def short_runs(samples: Samples, exercise: Exercise) -> list[Rejection]:
    """Somebody is seen for too few frames between two breaks for a motion to show."""
    return [
        of_samples(samples[run.indices], exercise, Rule.TOO_FEW_SAMPLES, count, least, "count")
        for run in unbroken_runs(samples, "end")
        if (count := len(run.indices)) < (least := FEWEST_SAMPLES)
    ]


def jumping_stretches(stretches: list[Stretch], exercise: Exercise) -> list[Rejection]:
    """Stretches of which so many frames were left out that a movement may be among them."""
    return [
        of_samples(one.samples, exercise, Rule.JUMPING_POSE, one.jumping_share, MANY_JUMPS, "share")
        for one in stretches
        if MANY_JUMPS < one.jumping_share < MOST_JUMPS
    ]


def nothing_in(stretch: Stretch, exercise: Exercise) -> Rejection:
    """Why a stretch has no candidate: out of position, or no motion that is large enough."""
    torso_deg = stretch.samples["inclination_deg"]
    for rule, values, limits, unit in (
        (Rule.HEIGHT, stretch.height, exercise.height, "limb_lengths"),
        (Rule.TORSO, torso_deg, exercise.torso_inclination_deg, "deg"),
    ):
        if outside := outside_of(values, limits):
            return of_samples(stretch.samples, exercise, rule, *outside, unit)
    fall, least = largest_fall(stretch.height), exercise.minimum_travel
    return of_samples(stretch.samples, exercise, Rule.TRAVEL, fall, least, "limb_lengths")


def largest_fall(height: Array) -> float:
    """The furthest way down, whatever lies between its top and its bottom. Shape (n,), no NaN."""
    return float((np.maximum.accumulate(height) - height).max())


def of_samples(
    samples: Samples, exercise: Exercise, rule: Rule, value: float, limit: float, unit: str
) -> Rejection:
    """The rejection of all that the samples show."""
    start_s, end_s = float(samples["t_s"][0]), float(samples["t_s"][-1])
    return Rejection(rule, value, limit, unit, start_s, end_s, exercise.name)
