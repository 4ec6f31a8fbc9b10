"""How a body is held: the angles of its joints in space, and how its legs stand to each other."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.geometry import space_angle_deg
from vision_coach.core.body.parts import Sides, sides_of
from vision_coach.core.body.pose import Array, Landmark

JOINTS: dict[str, tuple[Sides, Sides, Sides]] = {
    "elbow": (sides_of("shoulder"), sides_of("elbow"), sides_of("wrist")),
    "shoulder": (sides_of("hip"), sides_of("shoulder"), sides_of("elbow")),
    "hip": (sides_of("shoulder"), sides_of("hip"), sides_of("knee")),
    "knee": (sides_of("hip"), sides_of("knee"), sides_of("ankle")),
    "ankle": (sides_of("knee"), sides_of("ankle"), sides_of("foot_index")),
}
"""Three points each; the angle is at the middle one."""
ARMS = (sides_of("shoulder"), sides_of("wrist"))
LEGS = (sides_of("hip"), sides_of("ankle"))
STRIDE, ARM_AHEAD = "stride", "arm_ahead"
"""How far a leg (hip to ankle) points further ahead than the other one, seen from the side; how far
an arm (shoulder to wrist) points out of the plane of trunk and both arms, to the front."""
ANGLES = (*JOINTS, STRIDE, ARM_AHEAD)
POINTS: dict[str, tuple[Sides, ...]] = {**JOINTS, STRIDE: LEGS, ARM_AHEAD: ARMS}
"""The parts between which each of `ANGLES` is."""
OTHER = "other_"
"""Before the name of an angle: that of the side that does not work."""


def posture_deg(world_m: Array) -> Array:
    """All `ANGLES` of the left and the right side; shape (n, 33, 3) -> (n, 7, 2), degrees.

    NaN where points coincide.
    """
    joints = [
        space_angle_deg(*(world_m[:, list(part)] for part in parts)) for parts in JOINTS.values()
    ]
    ahead_deg = legs_ahead_deg(world_m)
    stride_deg = ahead_deg - ahead_deg[:, ::-1]
    return np.stack([*joints, stride_deg, arms_ahead_deg(world_m)], axis=1)


def legs_ahead_deg(world_m: Array) -> Array:
    """How far each leg points ahead of straight down, seen from the side; (n, 33, 3) -> (n, 2)."""
    hips = world_m[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
    ankles = world_m[:, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]]
    legs = ankles - hips
    forward = (legs * ahead_of(hips)[:, None]).sum(axis=-1)
    angle_deg: Array = np.degrees(np.arctan2(forward, legs[..., 1]))
    return angle_deg


def arms_ahead_deg(world_m: Array) -> Array:
    """How far each arm points to the front; (n, 33, 3) -> (n, 2)."""
    shoulders = world_m[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
    wrists = world_m[:, [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]]
    arms = wrists - shoulders
    length = np.linalg.norm(arms, axis=-1)
    forward = (arms * ahead_of(shoulders)[:, None]).sum(axis=-1)
    share = forward / np.where(length > 0, length, np.nan)
    angle_deg: Array = np.degrees(np.arcsin(np.clip(share, -1, 1)))
    return angle_deg


def ahead_of(pair: Array) -> Array:
    """The direction ahead: level, and at right angles to the line from a right to a left part.

    pair: shape (n, 2, 3), left and right, y down. Returns shape (n, 3), of length 1.
    """
    left = pair[:, 0] - pair[:, 1]
    ahead = np.stack([left[:, 2], np.zeros(len(left)), -left[:, 0]], axis=1)
    length = np.linalg.norm(ahead, axis=1, keepdims=True)
    unit: Array = ahead / np.where(length > 0, length, np.nan)
    return unit
