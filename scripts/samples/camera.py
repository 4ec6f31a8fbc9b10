"""A pinhole camera that stands still, without lens distortion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.body import Points
from samples.rotation import Vector, unit


@dataclass(frozen=True, slots=True)
class Camera:
    position_m: Vector
    target_m: Vector
    """What lies in the middle of the picture."""
    focal_px: float
    width: int
    height: int

    @property
    def axes(self) -> NDArray[np.float64]:
        """Rows: picture right, picture down, viewing direction, in world coordinates."""
        forward = unit(self.target_m - self.position_m)
        right = unit(np.cross(forward, np.array([0.0, 1.0, 0.0])))
        return np.array([right, np.cross(forward, right), forward])

    def project(self, points_m: Points) -> tuple[Points, NDArray[np.float64]]:
        """World (n, 3) in metres -> pixels (n, 2), x right and y down, and distance (n,) in m.

        Pixel (0, 0) is the middle of the top left pixel, as OpenCV counts.
        """
        seen = (points_m - self.position_m) @ self.axes.T
        depth = seen[:, 2]
        middle = np.array([(self.width - 1) / 2, (self.height - 1) / 2])
        return seen[:, :2] / np.maximum(depth, 0.05)[:, None] * self.focal_px + middle, depth


def around(
    target_m: Vector,
    azimuth_deg: float,
    distance_m: float,
    height_m: float,
    size: tuple[int, int],
    field_of_view_deg: float,
) -> Camera:
    """A camera on a circle around `target_m`.

    azimuth_deg: 0 looks at the front of a person who faces +z, 90 at their left side, 180 at the
    back, 270 at the right side. field_of_view_deg: across the longer side of the picture.
    """
    angle = np.radians(azimuth_deg)
    offset = distance_m * np.array([np.sin(angle), 0.0, np.cos(angle)])
    position = np.array([target_m[0], height_m, target_m[2]]) + offset
    focal_px = max(size) / 2 / np.tan(np.radians(field_of_view_deg) / 2)
    return Camera(position, target_m, float(focal_px), *size)
