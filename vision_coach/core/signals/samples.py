"""Poses reduced to what one exercise needs of them: a few numbers a frame, kept for one set."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.geometry import (
    facing_deg,
    inside_px,
    joint_angle_deg,
    length_px,
    space_angle_deg,
    torso_inclination_deg,
)
from vision_coach.core.body.parts import JOINTS, Sides
from vision_coach.core.body.pose import Array, Landmark, Pose
from vision_coach.core.exercise import Exercise

Samples = NDArray[np.void]

FIRST_ROWS = 256
"""A table begins with some seconds of samples and doubles from there."""

BODY = [Landmark.NOSE, *JOINTS]
"""The landmarks in which the first motion of the whole body is looked for."""

SAMPLE = np.dtype(
    [
        ("t_s", "f8"),
        ("height_px", "f4", 2),  # moving part over anchor, left and right
        ("anchor_px", "f4", (2, 2)),  # left and right; x, y
        ("angle_deg", "f4", 2),
        ("world_angle_deg", "f4", 2),  # the same in space
        ("limb_px", "f4", 2),
        ("visibility", "f4", 2),  # of the least visible of a side's points
        ("part_visibility", "f4", (5, 2)),  # of `used_parts`; left and right
        ("part_inside_px", "f4", (5, 2)),  # how far within the picture's borders
        ("body_px", "f4", (13, 2)),  # of `BODY`; x, y
        ("body_visibility", "f4", 13),
        ("inclination_deg", "f4"),
        ("facing_deg", "f4"),
        ("starts_shot", "?"),
    ]
)
"""One frame of one exercise, in half the memory where single precision is far more exact than the
pose; the inclination is NaN where nobody was found."""


def sample_of(pose: Pose, exercise: Exercise) -> Samples:
    """The row of a pose; shape (1,), dtype `SAMPLE`."""
    row = np.zeros(1, dtype=SAMPLE)
    row["t_s"], row["starts_shot"] = pose.t_s, pose.starts_shot
    points, visibility = pose.points_px, pose.visibility
    for side in (0, 1):
        moving, anchor = points[exercise.moving[side]], points[exercise.anchor[side]]
        joint = [points[part[side]] for part in exercise.joint]
        row["height_px"][0, side] = anchor[1] - moving[1]
        row["anchor_px"][0, side] = anchor
        row["angle_deg"][0, side] = joint_angle_deg(*joint)
        row["world_angle_deg"][0, side] = space_angle_deg(
            *(pose.world_m[part[side]] for part in exercise.joint)
        )
        row["limb_px"][0, side] = length_px(*joint)
    parts = indices_of_parts(exercise)
    row["part_visibility"] = of_parts = visibility[parts]
    row["visibility"] = np.minimum.reduce(of_parts)
    row["part_inside_px"] = inside_px(points[parts], pose.image_size_px)
    row["body_px"], row["body_visibility"] = points[BODY], visibility[BODY]
    row["inclination_deg"] = torso_inclination_deg(pose.world_m)
    row["facing_deg"] = facing_deg(pose.world_m)
    if not (row["limb_px"] > 0).all():
        row["inclination_deg"] = np.nan  # joints that coincide are no body
    return row


def used_parts(exercise: Exercise) -> list[Sides]:
    return [exercise.moving, exercise.anchor, *exercise.joint]


@cache
def indices_of_parts(exercise: Exercise) -> NDArray[np.intp]:
    """The landmarks of `used_parts`; shape (5, 2), left and right."""
    return np.array(used_parts(exercise), dtype=np.intp)


class Track:
    """A growing table of samples."""

    def __init__(self) -> None:
        self._table: Samples = np.zeros(FIRST_ROWS, dtype=SAMPLE)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def samples(self) -> Samples:
        """A view of all rows so far, shape (n,)."""
        return self._table[: self._count]

    def append(self, row: Samples) -> None:
        if self._count == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[self._count] = row[0]
        self._count += 1

    def keep_from(self, index: int) -> None:
        """Forget all rows before `index`."""
        kept = self.samples[index:].copy()
        self._table = np.concatenate([kept, np.zeros(FIRST_ROWS, dtype=SAMPLE)])
        self._count = len(kept)


def side_weights(visibility: Array) -> Array:
    """How much each side of the body counts, from how well it is seen; shape (2,), sum 1.

    visibility: shape (n, 2). The fourth power lets a far side that is half hidden (0.1 to 0.6 in
    side views) hardly count, and two sides that are both seen count alike.
    """
    seen = visibility.mean(axis=0) ** 4
    total = seen.sum()
    return seen / total if total > 0 else np.full(2, 0.5)


def blend(both_sides: Any, weights: Array) -> Array:
    """Weighted mean of left and right; shape (n, 2) -> (n,)."""
    mean: Array = np.asarray(both_sides) @ weights
    return mean


def confidence(swing: Samples) -> float:
    """Mean visibility of the side that counts, 0 to 1."""
    weights = side_weights(swing["visibility"])
    return float(blend(swing["visibility"], weights).mean())
