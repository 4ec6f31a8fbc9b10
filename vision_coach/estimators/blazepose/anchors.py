"""The fixed grid of places that the person detector answers for."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.pose import Array

DETECTOR_SIDE_PX = 224
STRIDES_PX = (8, 16, 32, 32, 32)
"""One entry per layer of the network (`SsdAnchorsCalculator` in `pose_detection_cpu.pbtxt`)."""
ANCHORS_PER_CELL_AND_LAYER = 2
"""One of aspect ratio 1, and one for the scale between two layers."""


def anchor_centers() -> Array:
    """The middle of every anchor, in the order of the detector's output.

    Returns shape (2254, 2), x and y from 0 to 1 across the detector's input. Layers of the same
    stride share one grid. The size of an anchor does not matter (`fixed_anchor_size`).
    """
    grids = []
    for stride_px in sorted(set(STRIDES_PX)):
        cells = DETECTOR_SIDE_PX // stride_px
        middles = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(middles, middles, indexing="ij")
        per_cell = ANCHORS_PER_CELL_AND_LAYER * STRIDES_PX.count(stride_px)
        grids.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), per_cell, axis=0))
    return np.concatenate(grids)
