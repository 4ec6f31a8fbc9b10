"""Things in the room that can hide the person or be hidden: pull-up bar and box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.body import Points
from samples.hanging import BAR_RADIUS_M
from samples.renderer import Shape, joined
from samples.rotation import Vector, frame

STEEL = (92, 90, 88)
PLYWOOD = (110, 165, 205)
POST_X_M, POST_RADIUS_M = 0.85, 0.03
BOX_FRONT_Z_M, BOX_DEPTH_M, BOX_HALF_WIDTH_M = 0.03, 0.42, 0.30
FACE_M = 0.05
"""Small faces, so that sorting by distance decides rightly what is in front."""

Thing = tuple[Points, Shape]


def rig(bar_m: float) -> list[Thing]:
    """A bar along x at z = 0 on two posts."""
    ends = np.array([[-POST_X_M, bar_m, 0.0], [POST_X_M, bar_m, 0.0]])
    things = [tube(ends[0], ends[1], BAR_RADIUS_M, STEEL)]
    for end in ends:
        foot = end * [1, 0, 1]
        things.append(tube(foot, end + np.array([0.0, 0.04, 0.0]), POST_RADIUS_M, STEEL))
    return things


def box(top_m: float) -> list[Thing]:
    """A wooden box whose near edge is just ahead of where the person hangs."""
    return block(BOX_HALF_WIDTH_M, BOX_FRONT_Z_M, BOX_FRONT_Z_M + BOX_DEPTH_M, top_m)


def block(half_width_m: float, z0: float, z1: float, top_m: float) -> list[Thing]:
    """A wooden block on the floor, from z0 to z1: a bench, a seat, a step."""
    x = half_width_m
    a, b, c, d = ([-x, 0, z0], [x, 0, z0], [x, 0, z1], [-x, 0, z1])
    up = np.array([0.0, top_m, 0.0])
    sides = [(np.array(p), np.array(q)) for p, q in ((b, a), (c, b), (d, c), (a, d))]
    panels = [panel(p, q - p, up) for p, q in sides]
    panels.append(panel(np.array(a) + up, np.array(b) - np.array(a), np.array(d) - np.array(a)))
    return [(points, coloured(faces, PLYWOOD)) for points, faces in panels]


def parallel_bars(height_m: float, half_width_m: float) -> list[Thing]:
    """Two bars along z, each on two posts."""
    things = []
    for x in (-half_width_m, half_width_m):
        ends = np.array([[x, height_m, -0.45], [x, height_m, 0.45]])
        things.append(tube(ends[0], ends[1], BAR_RADIUS_M, STEEL))
        things += [tube(end * [1, 0, 1], end, POST_RADIUS_M, STEEL) for end in ends]
    return things


def panel(corner: Vector, u: Vector, v: Vector) -> tuple[Points, NDArray[np.int64]]:
    columns = max(round(float(np.linalg.norm(u)) / FACE_M), 1)
    rows = max(round(float(np.linalg.norm(v)) / FACE_M), 1)
    i, j = np.meshgrid(np.arange(columns + 1), np.arange(rows + 1), indexing="ij")
    points = corner + (i / columns)[..., None] * u + (j / rows)[..., None] * v
    # Clockwise from outside when u x v points inward.
    return points.reshape(-1, 3), grid_faces(columns + 1, rows + 1)[:, ::-1]


def grid_faces(columns: int, rows: int) -> NDArray[np.int64]:
    index = np.arange(columns * rows).reshape(columns, rows)
    corners = [index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]]
    return np.stack(corners, axis=-1).reshape(-1, 4)


def tube(start: Vector, end: Vector, radius_m: float, colour: tuple[int, int, int]) -> Thing:
    length = float(np.linalg.norm(end - start))
    rings = max(round(length / 0.03), 1) + 1
    axes = frame(end - start, np.array([0.3, 0.2, 0.9]))
    angle = np.linspace(0, 2 * np.pi, 11)
    circle = radius_m * (np.cos(angle)[:, None] * axes[:, 1] + np.sin(angle)[:, None] * axes[:, 2])
    along = np.linspace(0, 1, rings)[:, None, None] * (end - start)
    points = (start + along + circle[None]).reshape(-1, 3)
    faces = grid_faces(rings, len(angle))
    return points, coloured(faces[:, ::-1], colour)


def coloured(faces: NDArray[np.int64], colour: tuple[int, int, int]) -> Shape:
    n = len(faces)
    tint = np.tile(np.array(colour, np.float32), (n, 1))
    return Shape(faces, tint, np.zeros(n, np.float32), np.zeros(n, bool))


def together(things: list[Thing]) -> Thing:
    points = np.concatenate([points for points, _ in things])
    return points, joined([shape for _, shape in things], [len(points) for points, _ in things])
