"""One person doing one exercise, followed from sample to sample without looking ahead.

It measures; how sure one must be before a set ends or a cue is given is a rule of who asks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.glances import Glance, Pair

VISIBILITY_TIME_CONSTANT_S = 2.0
"""Seconds over which a side's visibility is averaged: about a repetition, so that a side hidden at
one end of the movement does not hand over to the other and back."""
SCALE_MEMORY_S = 20.0
"""Seconds in which the scale fades to 1/e. The limb is as long as it was seen lately: bent and
foreshortened it only looks shorter, but who walks away from the camera becomes smaller."""


@dataclass(frozen=True, slots=True)
class Posture:
    """The body at one moment, unsmoothed."""

    t_s: float
    height: float
    """Moving part over anchor, in limb lengths."""
    inclination_deg: float
    """Of the torso."""
    weights: Pair
    """How much each side counts; their sum is 1."""


class BodyFollower:
    """Push every glance, also those in which nobody is seen. Times must increase."""

    def __init__(self) -> None:
        self._visibility = (0.0, 0.0)
        self._scale_px = 0.0
        self._t_s = math.nan

    def push(self, now: Glance) -> Posture | None:
        """Take the next glance. None where nobody is seen."""
        elapsed_s = 0.0 if math.isnan(self._t_s) else now.t_s - self._t_s
        self._t_s = now.t_s
        if now.starts_shot:
            self._scale_px = 0.0  # another camera, another size
        if math.isnan(now.inclination_deg):
            return None
        share = 1 - math.exp(-elapsed_s / VISIBILITY_TIME_CONSTANT_S) if elapsed_s else 1.0
        left, right = self._visibility
        left += share * (now.visibility[0] - left)
        right += share * (now.visibility[1] - right)
        self._visibility = left, right
        weights = weights_of(left, right)
        limb_px = blended(now.limb_px, weights)
        self._scale_px = max(limb_px, self._scale_px * math.exp(-elapsed_s / SCALE_MEMORY_S))
        height = blended(now.height_px, weights) / self._scale_px
        return Posture(now.t_s, height, now.inclination_deg, weights)


def weights_of(left: float, right: float) -> Pair:
    """How much each side counts, as `samples.side_weights` has it."""
    left, right = left**4, right**4
    total = left + right
    return (left / total, right / total) if total > 0 else (0.5, 0.5)


def blended(both_sides: Pair, weights: Pair) -> float:
    return both_sides[0] * weights[0] + both_sides[1] * weights[1]


class RestWatch:
    """Notices that a value stays where it is, in whatever unit the value and its step have."""

    def __init__(self, step: float) -> None:
        """step: a change from which on it has moved; less is sway and jitter."""
        self._step = step
        self._reference = float("nan")
        self.moved_s = float("nan")
        """When it last moved."""

    def push(self, t_s: float, value: float) -> None:
        if not abs(value - self._reference) < self._step:
            self._reference, self.moved_s = value, t_s


def fits_exercise(
    exercise: Exercise, inclination_deg: Any, height: Any, further_lean_deg: float = 0.0
) -> Any:
    """Whether torso and height are within the exercise's limits; of the shape of the arguments.

    inclination_deg: of the torso. height: limb lengths. further_lean_deg: how much further than at
    the top of the movement the torso may lean.
    """
    low_deg, high_deg = exercise.torso_inclination_deg
    low, high = exercise.height
    upright = (inclination_deg >= low_deg) & (inclination_deg <= high_deg + further_lean_deg)
    return upright & (height >= low) & (height <= high)
