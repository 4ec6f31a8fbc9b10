"""Draws surfaces as shaded polygons, far ones first, with OpenCV's sub-pixel coordinates."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.body import Points
from samples.camera import Camera
from samples.rotation import unit
from samples.surface import Faces

Image = NDArray[np.uint8]

SUPERSAMPLING = 2
SHIFT_BITS = 4
"""OpenCV draws polygons whose corners are given in 1 / 2^bits of a pixel."""

KEY_LIGHT = unit(np.array([-0.35, 0.8, 0.45]))
"""Towards the lamp, in the camera's frame: picture right, up, towards the viewer."""
AMBIENT, SKY, KEY = 0.40, 0.16, 0.52
INSIDE_OF_CLOTHES = 0.45
"""Brightness of what is seen through a sleeve or under a hem."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be drawn: faces with colours. The vertices come with every frame."""

    faces: Faces
    """(m, 4); a triangle repeats its last corner."""
    colours: NDArray[np.float32]
    """(m, 3), blue, green, red, 0 to 255."""
    nearer_m: NDArray[np.float32]
    """(m,), drawn as if this much nearer: a shirt over the skin it lies on."""
    two_sided: NDArray[np.bool_]
    """(m,), whether the inside is drawn too."""


def joined(shapes: list[Shape], counts: list[int]) -> Shape:
    """Several shapes as one; `counts`: the number of vertices of each."""
    starts = np.cumsum([0, *counts[:-1]])
    return Shape(
        np.concatenate([s.faces + start for s, start in zip(shapes, starts, strict=True)]),
        np.concatenate([s.colours for s in shapes]),
        np.concatenate([s.nearer_m for s in shapes]),
        np.concatenate([s.two_sided for s in shapes]),
    )


def draw(
    canvas: Image,
    shape: Shape,
    vertices_m: Points,
    camera: Camera,
    corner: tuple[int, int] = (0, 0),
) -> None:
    """Draw onto `canvas`, a part of the camera's picture at `SUPERSAMPLING` times its size.

    corner: the part's left and top in the picture, pixels.
    """
    pixels, depth = camera.project(vertices_m)
    # Single precision halves the time and is exact to a thousandth of a pixel.
    pixels = ((pixels - corner + 0.5) * SUPERSAMPLING - 0.5).astype(np.float32)
    depth = depth.astype(np.float32)
    faces = shape.faces
    corners = pixels[faces]
    diagonals = corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]
    # In a picture whose y runs down, outlines that face the camera run clockwise on screen,
    # which makes this cross product negative.
    area = diagonals[0][:, 0] * diagonals[1][:, 1] - diagonals[0][:, 1] * diagonals[1][:, 0]
    front = area < 0
    visible = (front | shape.two_sided) & (depth[faces].min(axis=1) > 0.1)
    chosen = np.flatnonzero(visible)
    order = np.argsort(shape.nearer_m[chosen] - depth[faces[chosen]].mean(axis=1), kind="stable")
    chosen = chosen[order]
    light = shading(vertices_m.astype(np.float32), faces, chosen, camera)
    light = np.where(front[chosen], light, INSIDE_OF_CLOTHES)
    colours = np.minimum(shape.colours[chosen] * light[:, None], 255).tolist()
    outlines = np.rint(corners[chosen] * (1 << SHIFT_BITS)).astype(np.int32)
    for outline, colour in zip(outlines, colours, strict=True):
        cv2.fillConvexPoly(canvas, outline, colour, cv2.LINE_8, SHIFT_BITS)


def shading(
    vertices_m: NDArray[np.float32], faces: Faces, chosen: NDArray[np.int64], camera: Camera
) -> NDArray[np.float64]:
    """Brightness (len(chosen),) of some faces: smooth normals, a lamp, light from above."""
    u = vertices_m[faces[:, 2]] - vertices_m[faces[:, 0]]
    v = vertices_m[faces[:, 3]] - vertices_m[faces[:, 1]]
    flat = faces.ravel()
    at_vertex = np.empty(vertices_m.shape)
    for k, (i, j) in enumerate(((1, 2), (2, 0), (0, 1))):
        across = np.repeat(u[:, i] * v[:, j] - u[:, j] * v[:, i], 4)
        at_vertex[:, k] = np.bincount(flat, across, minlength=len(vertices_m))
    normal = at_vertex[faces[chosen]].sum(axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    right, down, forward = camera.axes
    lamp = KEY_LIGHT[0] * right - KEY_LIGHT[1] * down - KEY_LIGHT[2] * forward
    key = np.maximum(normal @ lamp, 0)
    return np.asarray(AMBIENT + SKY * (1 + normal[:, 1]) + KEY * key)
