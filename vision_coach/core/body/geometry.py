"""Angles and lengths of a body in a picture. Arrays in, arrays out; NaN means not seen."""

from __future__ import annotations

import math

import numpy as np

from vision_coach.core.body.pose import Array, Landmark


def joint_angle_deg(a: Array, b: Array, c: Array) -> Array:
    """Angle at `b` between the rays to `a` and `c`.

    a, b, c: shape (..., 2), pixels (or any unit that is the same along x and y).
    Returns shape (...), degrees in [0, 180]; NaN where a point is NaN or two coincide.
    """
    to_a, to_c = a - b, c - b
    cross = np.abs(to_a[..., 0] * to_c[..., 1] - to_a[..., 1] * to_c[..., 0])
    dot = (to_a * to_c).sum(axis=-1)
    angle = np.degrees(np.arctan2(cross, dot))
    return np.where((cross == 0) & (dot == 0), np.nan, angle)


def space_angle_deg(a: Array, b: Array, c: Array) -> Array:
    """Angle at `b` between the rays to `a` and `c` in space.

    a, b, c: shape (..., 3). Returns shape (...), degrees in [0, 180]; NaN where a point is NaN or
    two coincide.
    """
    to_a, to_c = a - b, c - b
    norms = np.linalg.norm(to_a, axis=-1) * np.linalg.norm(to_c, axis=-1)
    cosine = (to_a * to_c).sum(axis=-1) / np.where(norms > 0, norms, np.nan)
    angle: Array = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    return angle


def limb_bend_deg(reach: float) -> float:
    """How far a limb of two equal bones is bent, from 0 when stretched.

    reach: distance of its ends in limb lengths; negative ones count as none.
    """
    return math.degrees(2 * math.acos(min(max(reach, 0.0), 1.0)))


def length_px(*points: Array) -> Array:
    """Length of the chain through `points`, each of shape (..., 2); returns shape (...)."""
    steps = np.diff(np.stack(points), axis=0)
    length: Array = np.hypot(steps[..., 0], steps[..., 1]).sum(axis=0)
    return length


def inside_px(points_px: Array, image_size_px: tuple[int, int]) -> Array:
    """How far points lie within the picture's borders, negative outside; (..., 2) -> (...)."""
    inside = np.minimum(points_px, image_size_px - points_px)
    nearest: Array = np.minimum(inside[..., 0], inside[..., 1])
    return nearest


def torso_inclination_deg(world_m: Array) -> float:
    """Angle between the torso (hips to shoulders) and the upward vertical of the picture.

    world_m: shape (33, 3), y down. 0 upright, 90 lying, above 90 head down.
    Taken in space, since a torso that points at the camera has no direction in the picture.
    """
    torso = middle(world_m, Landmark.LEFT_SHOULDER) - middle(world_m, Landmark.LEFT_HIP)
    norm = float(np.linalg.norm(torso))
    return float(np.degrees(np.arccos(-torso[1] / norm))) if norm > 0 else float("nan")


def facing_deg(world_m: Array) -> float:
    """Which way the person's front points: 0 at the camera, +-90 sideways, 180 away from it.

    From the left-right axis of shoulders and hips. world_m: shape (33, 3). NaN where both sides
    coincide, as where only the middle of the torso is known.
    """
    axis = sum(
        (world_m[left] - world_m[left + 1] for left in (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP)),
        start=np.zeros(3),
    )
    if axis[0] == axis[2] == 0:
        return float("nan")
    return float(np.degrees(np.arctan2(axis[2], axis[0])))


def middle(points: Array, left: int) -> Array:
    """Half-way between a left landmark and its right partner, which follows it in the list."""
    half: Array = (points[left] + points[left + 1]) / 2
    return half
