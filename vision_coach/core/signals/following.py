"""One person doing one exercise, followed from sample to sample without looking ahead.

It measures; how sure one must be before a set ends or a cue is given is a rule of who asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import Samples, blend, side_weights

VISIBILITY_TIME_CONSTANT_S = 2.0
"""Seconds over which a side's visibility is averaged: about a repetition, so that a side hidden at
one end of the movement does not hand over to the other and back."""
SCALE_MEMORY_S = 20.0
"""Seconds in which the scale fades to 1/e. The limb is as long as it was seen lately: bent and
foreshortened it only looks shorter, but who walks away from the camera becomes smaller."""


@dataclass(frozen=True, slots=True)
class Posture:
    """The body at one sample, unsmoothed."""

    t_s: float
    height: float
    """Moving part over anchor, in limb lengths."""
    angle_deg: float
    """Of the exercise's joint; NaN where two of its points coincide."""
    inclination_deg: float
    """Of the torso."""


class BodyFollower:
    """Push every sample, also those in which nobody is seen. Times must increase."""

    def __init__(self) -> None:
        self._visibility = np.zeros(2)
        self._scale_px = 0.0
        self._t_s = float("nan")

    def push(self, row: Samples) -> Posture | None:
        """Take the next sample. None where nobody is seen."""
        t_s = float(row["t_s"][0])
        elapsed_s = 0.0 if np.isnan(self._t_s) else t_s - self._t_s
        self._t_s = t_s
        if row["starts_shot"][0]:
            self._scale_px = 0.0  # another camera, another size
        inclination_deg = float(row["inclination_deg"][0])
        if np.isnan(inclination_deg):
            return None
        share = 1 - np.exp(-elapsed_s / VISIBILITY_TIME_CONSTANT_S) if elapsed_s else 1.0
        self._visibility += share * (row["visibility"][0] - self._visibility)
        weights = side_weights(self._visibility[None, :])
        limb_px = float(blend(row["limb_px"], weights)[0])
        self._scale_px = max(limb_px, self._scale_px * np.exp(-elapsed_s / SCALE_MEMORY_S))
        height = float(blend(row["height_px"], weights)[0]) / self._scale_px
        return Posture(t_s, height, float(blend(row["angle_deg"], weights)[0]), inclination_deg)


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
) -> NDArray[np.bool_]:
    """Whether torso and height are within the exercise's limits; of the shape of the arguments.

    inclination_deg: of the torso. height: limb lengths. further_lean_deg: how much further than at
    the top of the movement the torso may lean.
    """
    low_deg, high_deg = exercise.torso_inclination_deg
    low, high = exercise.height
    upright = (inclination_deg >= low_deg) & (inclination_deg <= high_deg + further_lean_deg)
    fits: NDArray[np.bool_] = np.asarray(upright & (height >= low) & (height <= high))
    return fits
