"""The room behind the person: a picture made once per camera, and shadows on its floor."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.camera import Camera
from samples.rotation import about_y, unit

Picture = NDArray[np.float32]

WALL_M = 2.3
"""From the person to the wall behind."""
SIDE_WALL_M, CEILING_M = 4.2, 3.1
SKIRTING_M = 0.09
SAMPLES = 2
"""Rays per pixel and direction."""

# Colours as blue, green, red: wall, and the two of the floor.
PAINTS = [
    ((205, 214, 218), (96, 132, 168), (84, 118, 154)),
    ((196, 190, 176), (104, 104, 102), (92, 92, 92)),
    ((188, 206, 200), (120, 150, 178), (108, 138, 168)),
    ((212, 206, 204), (86, 108, 134), (76, 98, 124)),
    ((178, 192, 204), (116, 112, 104), (106, 102, 96)),
]
MAT_COLOURS = [(150, 98, 70), (92, 120, 86), (96, 84, 128)]

SHADOW_MAP_M, SHADOW_CELL_M = 7.0, 0.0175
SHADOW_SOFTNESS_M = 0.055
LIGHT = unit(np.array([-0.30, 1.0, 0.22]))
"""Towards the lamp on the ceiling, in the room's frame (x right, z to the viewer)."""
SHADOW_DARKNESS, CONTACT_DARKNESS = 0.30, 0.42
CONTACT_REACH_M = 0.28


@dataclass(frozen=True, slots=True)
class Room:
    picture: Picture
    """(h, w, 3), without any person."""
    floor: NDArray[np.bool_]
    """(h, w), where the floor is seen."""
    light: NDArray[np.float64]
    """Towards the lamp, in the world."""
    middle_m: NDArray[np.float64]
    """The floor point in the middle of the shadow map."""
    to_picture: NDArray[np.float64]
    """(3, 3), from cells of the shadow map to pixels."""


def build(camera: Camera, middle_m: NDArray[np.float64], turn_deg: float, seed: int) -> Room:
    """A room around `middle_m` whose back wall faces the azimuth `turn_deg`."""
    rng = np.random.default_rng([seed, 2])
    large = Camera(
        camera.position_m,
        camera.target_m,
        camera.focal_px * SAMPLES,
        camera.width * SAMPLES,
        camera.height * SAMPLES,
    )
    turn = about_y(turn_deg)
    picture, floor = trace(large, turn, middle_m, rng)
    size = camera.width, camera.height
    smooth = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    seen = cv2.resize(floor.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]) * SHADOW_MAP_M
    return Room(
        smooth.astype(np.float32),
        seen,
        turn @ LIGHT,
        middle_m * [1, 0, 1],
        floor_homography(camera, middle_m, corners),
    )


def floor_homography(
    camera: Camera, middle_m: NDArray[np.float64], corners: NDArray[np.float64]
) -> NDArray[np.float64]:
    """From cells of the shadow map (x, z) to pixels; exact for points before the camera."""
    origin = middle_m[[0, 2]] - SHADOW_MAP_M / 2
    inner = corners * 0.2 + SHADOW_MAP_M * 0.4
    points = np.insert(inner + origin, 1, 0.0, axis=1)
    pixels, _ = camera.project(points)
    cells = (inner / SHADOW_CELL_M).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(cells, pixels.astype(np.float32)), np.float64)


def trace(
    camera: Camera,
    turn: NDArray[np.float64],
    middle_m: NDArray[np.float64],
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Colour of what each pixel's ray meets first, and whether that is the floor."""
    x, y = np.meshgrid(np.arange(camera.width), np.arange(camera.height))
    right = (x - (camera.width - 1) / 2) / camera.focal_px
    down = (y - (camera.height - 1) / 2) / camera.focal_px
    rays = np.stack([right, down, np.ones_like(right)], axis=-1) @ camera.axes @ turn
    origin = (camera.position_m - middle_m * [1, 0, 1]) @ turn
    with np.errstate(divide="ignore"):
        to_floor = np.where(rays[..., 1] < 0, -origin[1] / rays[..., 1], np.inf)
        to_ceiling = np.where(rays[..., 1] > 0, (CEILING_M - origin[1]) / rays[..., 1], np.inf)
        to_wall = np.where(rays[..., 2] < 0, (-WALL_M - origin[2]) / rays[..., 2], np.inf)
        side = np.sign(rays[..., 0]) * SIDE_WALL_M
        to_side = np.where(rays[..., 0] != 0, (side - origin[0]) / rays[..., 0], np.inf)
    ways = np.stack([to_floor, to_ceiling, to_wall, to_side])
    hit = np.argmin(ways, axis=0)
    at = origin + rays * ways.min(axis=0)[..., None]
    wall, floor_a, floor_b = (np.array(c, float) for c in PAINTS[int(rng.integers(len(PAINTS)))])
    colours = [
        boards(at[..., 0], at[..., 2], floor_a, floor_b, rng),
        np.broadcast_to([228.0, 230.0, 230.0], at.shape),
        back_wall(at[..., 0], at[..., 1], wall, rng),
        plain_wall(at[..., 1], wall * 0.9),
    ]
    picture = np.choose(hit[..., None], colours)
    distance = np.linalg.norm(at - [0.0, 0.5, 0.0], axis=-1)
    return picture * np.clip(1.06 - 0.055 * distance, 0.6, 1.1)[..., None], hit == 0


def boards(
    x: NDArray[np.float64],
    z: NDArray[np.float64],
    one: NDArray[np.float64],
    other: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Floor boards along x, each with its own tint and a dark joint."""
    width_m = 0.16
    row = np.floor(z / width_m)
    board = np.floor((x + row * 0.77) / 1.4)
    tint = np.sin(row * 12.9898 + board * 78.233 + rng.uniform(0, 9)) * 0.5 + 0.5
    grain = 0.5 + 0.5 * np.sin(z * 310 + 3 * np.sin(x * 5 + row))
    share = np.clip(0.75 * tint + 0.25 * grain, 0, 1)[..., None]
    joint = np.abs(z / width_m - row - 0.5) > 0.48
    return np.asarray((share * one + (1 - share) * other) * np.where(joint, 0.86, 1.0)[..., None])


def plain_wall(height_m: NDArray[np.float64], paint: NDArray[np.float64]) -> NDArray[np.float64]:
    colour = np.broadcast_to(paint, (*height_m.shape, 3))
    skirting = (height_m < SKIRTING_M)[..., None]
    return np.where(skirting, np.array([225.0, 228.0, 228.0]) * 0.93, colour)


def back_wall(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    paint: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Paint, skirting, a window and a poster."""
    colour = plain_wall(y, paint)
    side = float(rng.choice([-1.0, 1.0]))
    window = side * rng.uniform(1.5, 1.9)
    colour = framed(colour, x - window, y - 1.75, (0.55, 0.62), np.array([238.0, 226.0, 205.0]))
    cross = (np.abs(x - window) < 0.02) | (np.abs(y - 1.75) < 0.02)
    inside = (np.abs(x - window) < 0.55) & (np.abs(y - 1.75) < 0.62)
    colour = np.where((cross & inside)[..., None], 240.0, colour)
    poster = -side * rng.uniform(1.2, 1.7)
    ink = rng.uniform(60, 190, 3)
    colour = framed(colour, x - poster, y - 1.6, (0.32, 0.45), ink)
    stripe = (np.abs(x - poster) < 0.22) & (np.abs(y - 1.5) < 0.08)
    return np.where(stripe[..., None], 255 - ink * 0.6, colour)


def framed(
    colour: NDArray[np.float64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    half: tuple[float, float],
    fill: NDArray[np.float64],
) -> NDArray[np.float64]:
    border = (np.abs(x) < half[0] + 0.045) & (np.abs(y) < half[1] + 0.045)
    inside = (np.abs(x) < half[0]) & (np.abs(y) < half[1])
    colour = np.where(border[..., None], np.array([222.0, 224.0, 224.0]) * 0.86, colour)
    return np.where(inside[..., None], fill, colour)


def with_shadow(
    room: Room, segments: list[tuple[NDArray[np.float64], NDArray[np.float64], float]]
) -> Picture:
    """The room with the shadow of a body made of `segments` (start, end, radius; metres)."""
    cells = round(SHADOW_MAP_M / SHADOW_CELL_M)
    cast = np.zeros((cells, cells), np.uint8)
    contact = np.zeros((cells, cells), np.uint8)
    for start, end, radius_m in segments:
        points = np.array([start, end])
        thickness = max(round(2 * radius_m / SHADOW_CELL_M), 1)
        along = points - room.light * (points[:, 1:2] / room.light[1])
        line(cast, along, room, thickness, 255)
        low = 1 - (points[:, 1].mean() - radius_m) / CONTACT_REACH_M
        if low > 0:
            line(contact, points, room, thickness, round(255 * min(low, 1)))
    soft = SHADOW_SOFTNESS_M / SHADOW_CELL_M
    dark = np.maximum(
        cv2.GaussianBlur(cast, (0, 0), soft) * (SHADOW_DARKNESS / 255),
        cv2.GaussianBlur(contact, (0, 0), soft * 0.7) * (CONTACT_DARKNESS / 255),
    ).astype(np.float32)
    height, width = room.floor.shape
    seen = cv2.warpPerspective(dark, room.to_picture, (width, height)) * room.floor
    return np.asarray(room.picture * (1 - seen)[..., None])


def line(
    image: NDArray[np.uint8],
    points_m: NDArray[np.float64],
    room: Room,
    thickness: int,
    value: int,
) -> None:
    """Adds a thick line between two floor points to a shadow map."""
    cells = (points_m - room.middle_m)[:, [0, 2]] / SHADOW_CELL_M + len(image) / 2
    a, b = np.rint(np.clip(cells, -1e4, 1e4) * 8).astype(int).tolist()
    drawn = cv2.line(np.zeros_like(image), a, b, [value], thickness, cv2.LINE_8, 3)
    np.maximum(image, drawn, out=image)
