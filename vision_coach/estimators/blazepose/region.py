"""The square piece of a picture that a network looks at."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from vision_coach.core.body.pose import Array, Image

MARGIN = 1.25
"""The region is this much larger than the body's circle (`RectTransformationCalculator`)."""


@dataclass(frozen=True, slots=True)
class Region:
    """A square in the picture, turned so that the body in it stands upright."""

    center_px: tuple[float, float]
    size_px: float
    """Length of one side."""
    rotation_rad: float
    """Clockwise as seen on the screen; 0 is upright, π/2 a head pointing to the right."""

    @classmethod
    def whole(cls, image: Image) -> Region:
        """The smallest upright square that holds the whole picture."""
        height_px, width_px = image.shape[:2]
        return cls((width_px / 2, height_px / 2), max(width_px, height_px), 0.0)

    @classmethod
    def of_body(cls, middle_px: Array, rim_px: Array) -> Region:
        """The region of a body, from BlazePose's two alignment points, each of shape (2,).

        middle_px: the middle of the hips. rim_px: the point above the head, along the line from the
        hips to the shoulders, on the circle that holds the whole body.
        """
        right_px, down_px = (float(d) for d in rim_px - middle_px)
        return cls(
            center_px=(float(middle_px[0]), float(middle_px[1])),
            size_px=2 * MARGIN * math.hypot(right_px, down_px),
            rotation_rad=math.atan2(right_px, -down_px),
        )

    def crop(self, image: Image, side_px: int, border: int) -> Image:
        """This region of `image`, shape (side_px, side_px, 3).

        border: cv2's constant for what stands outside the picture. Linear interpolation, and
        corner to corner (no half-pixel shift), as MediaPipe crops.
        """
        cropped = cv2.warpAffine(
            image,
            self._from_unit() @ np.diag([1 / side_px, 1 / side_px, 1.0]),
            (side_px, side_px),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=border,
        )
        return np.asarray(cropped, np.uint8)

    def to_image_px(self, points: Array) -> Array:
        """Points from this region to the picture.

        points: shape (n, 2), 0 to 1 across the region. Returns shape (n, 2), pixels.
        """
        matrix = self._from_unit()
        return np.asarray(points @ matrix[:, :2].T + matrix[:, 2])

    def turn(self, points: Array) -> Array:
        """Directions from this region to the picture: turned about the z axis, not moved.

        points: shape (n, 3); z is kept.
        """
        cos, sin = math.cos(self.rotation_rad), math.sin(self.rotation_rad)
        return np.asarray(points @ [[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]])

    def _from_unit(self) -> Array:
        """The affine map, shape (2, 3), from 0-to-1 coordinates in the region to pixels."""
        cos = self.size_px * math.cos(self.rotation_rad)
        sin = self.size_px * math.sin(self.rotation_rad)
        x_px, y_px = self.center_px
        return np.array(
            [[cos, -sin, x_px - (cos - sin) / 2], [sin, cos, y_px - (sin + cos) / 2]],
        )
