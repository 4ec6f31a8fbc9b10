"""A body in each frame, whatever exercise it does: what all of them are worked out from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.geometry import facing_deg, inside_px, torso_inclination_deg
from vision_coach.core.body.pose import LANDMARK_COUNT, Array, Landmark, Pose

Bodies = NDArray[np.void]

LANDMARKS = list(Landmark)
PLACE = {landmark: number for number, landmark in enumerate(LANDMARKS)}
"""Where a landmark is in the fields of a row."""
FIRST_ROWS = 256
"""A table begins with some seconds of rows and doubles from there."""

BODY_ROW = np.dtype(
    [
        ("t_s", "f8"),
        ("points_px", "f4", (len(LANDMARKS), 2)),  # x, y
        ("inside_px", "f4", len(LANDMARKS)),  # how far within the picture's borders
        ("visibility", "f4", len(LANDMARKS)),
        ("world_m", "f4", (len(LANDMARKS), 3)),
        ("inclination_deg", "f4"),  # of the torso; NaN where nobody was found
        ("facing_deg", "f4"),
        ("starts_shot", "?"),
    ]
)
"""One frame, in single precision, which is far more exact than the pose."""


def body_of(pose: Pose) -> Bodies:
    """The row of a pose; shape (1,), dtype `BODY_ROW`."""
    row = np.zeros(1, dtype=BODY_ROW)
    row["t_s"], row["starts_shot"] = pose.t_s, pose.starts_shot
    points_px = pose.points_px[LANDMARKS]
    row["points_px"], row["world_m"] = points_px, pose.world_m[LANDMARKS]
    row["inside_px"] = inside_px(points_px, pose.image_size_px)
    row["visibility"] = pose.visibility[LANDMARKS]
    row["inclination_deg"] = torso_inclination_deg(pose.world_m)
    row["facing_deg"] = facing_deg(pose.world_m)
    return row


def all_landmarks(points: Array) -> Array:
    """Points of `LANDMARKS` by the number of the landmark: (n, 17, k) -> (n, 33, k), else NaN."""
    every: Array = np.full((len(points), LANDMARK_COUNT, points.shape[2]), np.nan)
    every[:, LANDMARKS] = points
    return every


class Track:
    """A growing table of rows of one kind."""

    def __init__(self, kind: np.dtype[np.void] = BODY_ROW) -> None:
        self._table = np.zeros(FIRST_ROWS, dtype=kind)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> NDArray[np.void]:
        """A view of all rows so far, shape (n,)."""
        return self._table[: self._count]

    def append(self, row: NDArray[np.void]) -> None:
        if self._count == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[self._count] = row[0]
        self._count += 1

    def forget(self, count: int) -> None:
        """Forget the first `count` rows."""
        kept = self.rows[count:].copy()
        self._table = np.concatenate([kept, np.zeros(FIRST_ROWS, dtype=kept.dtype)])
        self._count = len(kept)
