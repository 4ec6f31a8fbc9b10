"""A pose as it would be had the camera been held another way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vision_coach.core.body.pose import Pose
from vision_coach.core.body.turns import QUARTER_DEG

QUARTER = np.array([[0.0, 1.0], [-1.0, 0.0]])
"""Rows times this: a quarter turn clockwise, x to the right and y down: (x, y) -> (-y, x)."""


def turned(pose: Pose, turn_deg: int) -> Pose:
    """The pose in the picture turned clockwise by `turn_deg`, a multiple of 90."""
    for _ in range(turn_deg // QUARTER_DEG % 4):
        pose = turned_once(pose)
    return pose


def turned_once(pose: Pose) -> Pose:
    width, height = pose.image_size_px
    # The origin stays at the upper left corner.
    return replace(
        pose,
        points_px=pose.points_px @ QUARTER + [height, 0.0],
        world_m=np.column_stack([pose.world_m[:, :2] @ QUARTER, pose.world_m[:, 2]]),
        image_size_px=(height, width),
    )
