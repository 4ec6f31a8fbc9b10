"""Rotations as 3 x 3 matrices acting on column vectors; angles in degrees, right-handed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


def unit(vector: Vector) -> Vector:
    """`vector` (..., 3) at length 1."""
    return np.asarray(vector / np.linalg.norm(vector, axis=-1, keepdims=True))


def about(axis: Vector, angle_deg: float) -> Matrix:
    """Rotation about a unit axis (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(angle_deg)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def about_x(angle_deg: float) -> Matrix:
    """Positive tips a standing person forward: +y towards +z."""
    return about(np.array([1.0, 0.0, 0.0]), angle_deg)


def about_y(angle_deg: float) -> Matrix:
    """Positive turns a standing person to their left: +z towards +x."""
    return about(np.array([0.0, 1.0, 0.0]), angle_deg)


def about_z(angle_deg: float) -> Matrix:
    """Positive raises the left side: +x towards +y."""
    return about(np.array([0.0, 0.0, 1.0]), angle_deg)


def frame(along: Vector, towards: Vector) -> Matrix:
    """Orthonormal axes as columns: `along`, what of `towards` is square to it, and their cross."""
    first = unit(along)
    second = unit(towards - (towards @ first) * first)
    return np.column_stack([first, second, np.cross(first, second)])


def twist_deg(rotation: Matrix, axis: Vector) -> float:
    """The part of `rotation` that turns about the unit `axis` (swing-twist decomposition)."""
    sine = np.array(
        [
            rotation[2, 1] - rotation[1, 2],
            rotation[0, 2] - rotation[2, 0],
            rotation[1, 0] - rotation[0, 1],
        ]
    )
    # Quaternion (w, v): v = sine / (4 w) and 4 w^2 = 1 + trace, so v . axis / w needs no root.
    return float(np.degrees(2 * np.arctan2(sine @ axis, 1 + np.trace(rotation))))
