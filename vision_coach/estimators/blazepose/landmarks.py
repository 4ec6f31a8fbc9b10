"""From the landmark network's raw output to the body in the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.frames import LANDMARK_COUNT, Array

from .activation import sigmoid
from .region import Region

LANDMARKS_SIDE_PX = 256
MINIMUM_PRESENCE = 0.5
"""Below it there is nobody in the region (`ThresholdingCalculator` in MediaPipe's graph)."""
OUTPUT_POINTS = 39
"""33 landmarks, the two alignment points for the next frame, four that MediaPipe ignores too."""
HIP_MIDDLE, RIM = 33, 34
USED_POINTS = 35
WINDOW_REACH = 3
"""Cells of the heat map on each side of a landmark that refine it (`kernel_size` 7)."""
MINIMUM_HEAT = 0.5
"""`min_confidence_to_refine` of MediaPipe's `RefineLandmarksFromHeatmapCalculator`."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What the network saw in one region."""

    points_px: Array
    """Shape (33, 2), in the picture."""
    visibility: Array
    """Shape (33,): 0 to 1."""
    world_m: Array
    """Shape (33, 3): from the middle of the hips, turned as the picture is."""
    next_region: Region
    """Where to look in the next frame."""


def decode(landmarks: Array, heat: Array, world: Array, region: Region) -> Body:
    """The network's outputs for `region`.

    landmarks: 39 times x, y, z in pixels of the network's input, visibility and presence, both
    before the sigmoid. heat: shape (39, 64, 64), before the sigmoid. world: 39 times x, y, z in
    metres.
    """
    values = landmarks.astype(np.float64).reshape(OUTPUT_POINTS, 5)
    points = refine(values[:USED_POINTS, :2] / LANDMARKS_SIDE_PX, heat)
    points_px = region.to_image_px(points)
    return Body(
        points_px=points_px[:LANDMARK_COUNT],
        visibility=sigmoid(values[:LANDMARK_COUNT, 3]),
        world_m=region.turn(world.astype(np.float64).reshape(OUTPUT_POINTS, 3)[:LANDMARK_COUNT]),
        next_region=Region.of_body(points_px[HIP_MIDDLE], points_px[RIM]),
    )


def refine(points: Array, heat: Array) -> Array:
    """Points moved to the centre of the heat around them, where the heat map is sure of itself.

    points: shape (n, 2), 0 to 1 across the region; outside of it they stay as they are.
    heat: shape (n or more, cells, cells), before the sigmoid. Returns shape (n, 2).
    """
    cells = heat.shape[-1]
    cell = np.trunc(points * cells).astype(np.intp)
    window = np.arange(-WINDOW_REACH, WINDOW_REACH + 1)
    columns, rows = cell[:, 0, None] + window, cell[:, 1, None] + window
    which = np.arange(len(points))[:, None, None]
    inside = on_map(rows, cells)[:, :, None] & on_map(columns, cells)[:, None, :]
    nearest_row, nearest_column = rows.clip(0, cells - 1), columns.clip(0, cells - 1)
    around = heat[which, nearest_row[:, :, None], nearest_column[:, None, :]]
    weights = np.where(inside, sigmoid(around), 0.0)
    total = weights.sum(axis=(1, 2))
    sure = on_map(cell, cells).all(axis=1) & (weights.max(axis=(1, 2)) >= MINIMUM_HEAT)
    centers = np.stack(
        [(weights.sum(axis=1) * columns).sum(axis=1), (weights.sum(axis=2) * rows).sum(axis=1)],
        axis=1,
    )
    moved = centers / np.where(total > 0, total, 1.0)[:, None] / cells
    return np.where(sure[:, None], moved, points)


def on_map(cell: NDArray[np.intp], cells: int) -> NDArray[np.bool_]:
    return np.asarray((cell >= 0) & (cell < cells))
