"""What following somebody needs of one frame: a few plain numbers, for many exercises at once.

A frame's numbers are taken from arrays of all exercises together and then handled one by one, in
plain Python, which is several times as fast as arrays of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.bodies import Bodies
from vision_coach.core.signals.samples import Samples, places_of_parts

Pair = tuple[float, float]
"""Of the left and the right side."""


class Glance(NamedTuple):
    """One frame of one exercise; see `samples.SAMPLE` for its fields."""

    t_s: float
    starts_shot: bool
    inclination_deg: float
    """NaN where nobody was found."""
    height_px: Pair
    limb_px: Pair
    visibility: Pair


def glance_at(row: Samples) -> Glance:
    """row: shape (1,)."""
    return Glance(
        float(row["t_s"][0]),
        bool(row["starts_shot"][0]),
        float(row["inclination_deg"][0]),
        *(tuple(row[name][0].tolist()) for name in ("height_px", "limb_px", "visibility")),
    )


class Glances:
    """At the same bodies, for each of some exercises."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        # Moving part, anchor and the three points of the joint: (exercise, 5, side).
        self._places = np.array([places_of_parts(exercise) for exercise in exercises])

    def at(self, row: Bodies) -> list[Glance]:
        """row: shape (1,). One glance for each exercise, in order."""
        points = row["points_px"][0][self._places].astype(np.float64)
        height_px = points[:, 1, :, 1] - points[:, 0, :, 1]
        bones = np.diff(points[:, 2:], axis=1)
        limb_px = np.hypot(bones[..., 0], bones[..., 1]).sum(axis=1)
        visibility = row["visibility"][0][self._places].min(axis=1)
        t_s, starts_shot = float(row["t_s"][0]), bool(row["starts_shot"][0])
        inclination_deg = float(row["inclination_deg"][0])
        nobody = float("nan")
        return [
            Glance(
                t_s,
                starts_shot,
                inclination_deg if limb[0] > 0 and limb[1] > 0 else nobody,
                tuple(height),
                tuple(limb),
                tuple(seen),
            )
            for height, limb, seen in zip(
                height_px.tolist(), limb_px.tolist(), visibility.tolist(), strict=True
            )
        ]
