"""How well an exercise explains all of a motion, against everything else it may have been.

Whoever carries a weight with bending limbs, the own body's included, leaves the same marks
whichever exercise it is: hands or feet stay where they are planted, the bone that stands on them
hardly moves, the joint works in step with the travel, and the limb is nearly straight at one end.
So a few witnesses speak for every exercise, and its file says only which part is planted, which
one travels, which joint works, and how the body is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, radians, tan

import numpy as np

from vision_coach.core.detection.candidates import Candidate, swings
from vision_coach.core.detection.motions import motion_of, rise_to_rise, way_down
from vision_coach.core.detection.witnesses import evidence
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import confidence
from vision_coach.core.signals.stretches import Stretch

LARGE_SHARE = 0.5
"""Of the usual travel: a smaller motion is not what was done."""
ALIKE = 0.3
"""Correlation of what witnesses say of two repetitions of a set: they show the same body from the
same place, so part of what a witness errs by is the same in all."""
GUESSED = 0.3
"""Visibility of the working parts below which what they do is guessed, and no evidence at all."""


def as_measured(name: str, value: float, candidate: Candidate, exercise: Exercise) -> float:
    """A witness's value in the unit in which it is told, upwards and from upright."""
    match name:
        case "planted_up" | "planted_aside":
            return value * candidate.lowering.travel
        case "straight":
            return -value if exercise.lowering_extends else value
        case "torso_deg":
            return value + (exercise.usual_torso_deg or 0.0)
        case "work_deg":
            return tan(radians(value))
    return value


def evidence_of(candidate: Candidate, exercise: Exercise) -> float:
    """That of the lowering by itself."""
    return evidence(motion_of(candidate, exercise, way_down(candidate)))


def evidence_of_set(
    stretches: Sequence[Stretch], found: Sequence[Candidate], exercise: Exercise
) -> float:
    """That of the median motion from the first to the last of the repetitions found, whatever did
    not count among them included: an exercise has to explain all that was done.

    Who jumps leaves the ground between two lowerings, so the rises around each belong to it.
    """
    if not found:
        return -inf
    usual = float(np.median([one.lowering.travel for one in found]))
    first_s, last_s = time_of(found[0])[0], time_of(found[-1])[1]
    all_done = [
        candidate
        for stretch in stretches
        for candidate in swings(stretch, LARGE_SHARE * usual)
        if time_of(candidate)[0] < last_s and time_of(candidate)[1] > first_s
    ]
    if np.median([confidence(one.stretch.samples[way_down(one)]) for one in all_done]) < GUESSED:
        return 0.0
    motions = [motion_of(one, exercise, rise_to_rise(one)) for one in all_done]
    return float(np.median([evidence(motion) for motion in motions]))


def evidence_in_all(evidence: float, count: int) -> float:
    """That of `count` repetitions together, each of which has `evidence`."""
    return evidence * count / (1 + (count - 1) * ALIKE)


def time_of(candidate: Candidate) -> tuple[float, float]:
    """When the lowering begins and ends, by its turning points."""
    t_s, lowering = candidate.stretch.t_s, candidate.lowering
    return float(t_s[lowering.top]), float(t_s[lowering.bottom])
