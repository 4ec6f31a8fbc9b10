"""Arrays of landmarks as poses, checked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vision_coach.core.body.pose import LANDMARK_COUNT, Array, Landmark, Pose
from vision_coach.core.errors import SourceError

POINTS = (LANDMARK_COUNT, 2)
POINTS_IN_SPACE = (LANDMARK_COUNT, 3)


def poses_of(
    t_s: ArrayLike,
    landmarks: ArrayLike,
    image_size_px: tuple[int, int],
    visibility: ArrayLike | None,
    world_m: ArrayLike | None,
) -> Iterator[Pose]:
    """The poses of `analyze_poses`. Raises SourceError before the first one is given."""
    times_s = numbers("t_s", t_s)
    if times_s.ndim != 1 or not np.isfinite(times_s).all() or not (np.diff(times_s) > 0).all():
        raise SourceError("t_s: give seconds that increase, of shape (n,)")
    if min(image_size_px) < 1:
        raise SourceError(f"image_size_px {image_size_px}: give width and height in pixels")
    count = len(times_s)
    points_px = shaped("landmarks", landmarks, (count, *POINTS))
    there: NDArray[np.bool_] = np.asarray(np.isfinite(points_px).all(axis=2))
    seen = (
        np.ones((count, LANDMARK_COUNT))
        if visibility is None
        else shaped("visibility", visibility, (count, LANDMARK_COUNT))
    )
    seen = np.where(there & np.isfinite(seen), seen, 0.0)
    in_space = (
        torsos_in_the_picture(points_px)
        if world_m is None
        else shaped("world_m", world_m, (count, *POINTS_IN_SPACE))
    )
    points_px = np.where(there[:, :, None], points_px, np.nan)
    return (
        Pose(
            t_s=float(times_s[row]),
            points_px=points_px[row],
            visibility=seen[row],
            world_m=in_space[row],
            image_size_px=image_size_px,
        )
        for row in range(count)
    )


def torsos_in_the_picture(points_px: Array) -> Array:
    """The middle of shoulders and hips as if they lay in the plane of the picture, else NaN.

    How far the torso leans tells exercises apart, and must come from the picture where nothing is
    known of space; it reads too upright where the torso points at the camera. Both sides coincide:
    so nothing is said of the view, nor of angles in space.
    """
    in_space = np.full((len(points_px), *POINTS_IN_SPACE), np.nan)
    for left in (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP):
        middle_px = points_px[:, left : left + 2].mean(axis=1)
        in_space[:, left : left + 2, :2] = middle_px[:, None]
        in_space[:, left : left + 2, 2] = 0.0
    return in_space


def numbers(name: str, values: ArrayLike) -> Array:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise SourceError(f"{name}: holds no numbers ({problem})") from problem


def shaped(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    array = numbers(name, values)
    if array.shape != shape:
        raise SourceError(f"{name}: has shape {array.shape}, expected {shape}")
    return array
