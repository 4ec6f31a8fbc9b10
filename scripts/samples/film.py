"""A scene's frames: everything put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import body, outfits, props, room
from samples.body import Points
from samples.camera import Camera, around
from samples.clothes import Figure, Outfit, dress
from samples.director import perform
from samples.exercises import PATHS
from samples.performance import Performance
from samples.posing import Pose
from samples.renderer import SUPERSAMPLING, Image, draw, joined
from samples.scene import AZIMUTH_DEG, Scene

FIELD_OF_VIEW_DEG = 56.0
"""Across the longer side: a phone's main camera filming video."""
CAMERA_HEIGHT_M = {"squat": 1.05, "push_up": 0.75, "pull_up": 1.45}
STANDING_CAMERA_M = 1.15
STANDING_BEFORE_S = {"squat": 0.8, "push_up": 2.8}
"""When somebody who arrived still stands, before the set."""
MARGIN = 0.07
"""Free border around the person at every depth, as a share of the picture's height."""

GRAIN = 1.6
"""Standard deviation of the sensor's noise, grey levels."""
GRAIN_TILES = 8
PADDING_PX = 6

# Bones whose shadows make the body's shadow, with the radius of the limb in metres.
SHADOW_LIMBS = [
    ("upperarm", "lowerarm", 0.05),
    ("lowerarm", "hand", 0.04),
    ("hand", "middle_02", 0.04),
    ("thigh", "calf", 0.075),
    ("calf", "foot", 0.055),
    ("foot", "ball", 0.05),
    ("thigh", "spine_03", 0.13),
    ("clavicle", "upperarm", 0.08),
]


@dataclass(frozen=True, slots=True)
class Film:
    """Ready to render any frame of a scene."""

    performance: Performance
    figure: Figure
    camera: Camera
    room: room.Room
    props: props.Thing | None

    @property
    def frames(self) -> int:
        return int(self.performance.duration_s * self.performance.scene.fps)

    def pose(self, index: int) -> Pose:
        """The body at the moment `index` / fps."""
        performance = self.performance
        return performance.skeleton.solve(performance.stance(index / performance.scene.fps))


def prepare(scene: Scene) -> Film:
    performance = perform(scene)
    figure = dressed(scene.person, outfits.pick(scene.person, scene.outfit, scene.seed))
    camera, middle = framed(performance, figure)
    rng = np.random.default_rng([scene.seed, 3])
    turn_deg = azimuth_deg(scene) + rng.uniform(-9, 9)
    things = props.rig(performance.bar_m) if performance.bar_m else []
    things += props.box(performance.box_m) if performance.box_m else []
    things += PATHS[scene.exercise].things()
    return Film(
        performance,
        figure,
        camera,
        room.build(camera, middle, float(turn_deg), scene.seed),
        props.together(things) if things else None,
    )


@cache
def dressed(person: str, outfit: Outfit) -> Figure:
    """Cutting clothes takes longer than drawing ten frames."""
    return dress(body.load(person), outfit)


def azimuth_deg(scene: Scene) -> float:
    return AZIMUTH_DEG[scene.view] + scene.view_offset_deg


def framed(performance: Performance, figure: Figure) -> tuple[Camera, Points]:
    """The nearest camera that has the whole person in view at every depth, and their middle."""
    scene = performance.scene
    times = np.linspace(*performance.in_set, 24)
    if scene.arrives:
        times = np.append(times, performance.in_set[0] - STANDING_BEFORE_S[scene.exercise])
    clouds = [
        figure.skin.deform(performance.skeleton.solve(performance.stance(float(t))))[::7]
        for t in times
    ]
    points = np.concatenate(clouds).astype(np.float64)
    if performance.bar_m is not None:
        points = np.concatenate([points, [[0.0, performance.bar_m + 0.05, 0.0]]])
    things = PATHS[scene.exercise].things()
    points = np.concatenate([points, *(corners for corners, _ in things)])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    near, far = 1.0, 9.0
    for _ in range(24):
        distance = (near + far) / 2
        if fits(points, camera_at(scene, middle, distance)):
            far = distance
        else:
            near = distance
    return camera_at(scene, middle, far), middle


def camera_at(scene: Scene, middle: Points, distance_m: float) -> Camera:
    height = CAMERA_HEIGHT_M.get(scene.exercise, STANDING_CAMERA_M)
    azimuth = azimuth_deg(scene)
    return around(middle, azimuth, distance_m, height, scene.size, FIELD_OF_VIEW_DEG)


def fits(points: Points, camera: Camera) -> bool:
    pixels, depth = camera.project(points)
    margin = MARGIN * min(camera.width, camera.height)
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    size = np.array([camera.width, camera.height])
    return bool((depth > 0.5).all() and (low > margin).all() and (high < size - margin).all())


def frames(film: Film) -> Iterator[Image]:
    """Every frame in order, (h, w, 3) in blue, green, red."""
    rng = np.random.default_rng([film.performance.scene.seed, 4])
    shape = (film.camera.height, film.camera.width, 3)
    tiles = [rng.normal(0, GRAIN, shape).astype(np.float32) for _ in range(GRAIN_TILES)]
    for index in range(film.frames):
        clean = clean_frame(film, film.pose(index))
        shift = tuple(int(s) for s in rng.integers(0, shape[:2]))
        noise = np.roll(tiles[int(rng.integers(GRAIN_TILES))], shift, axis=(0, 1))
        yield np.clip(clean + noise + 0.5, 0, 255).astype(np.uint8)


def clean_frame(film: Film, pose: Pose) -> NDArray[np.float32]:
    """One frame without grain."""
    picture = room.with_shadow(film.room, shadow_limbs(film, pose))
    vertices = film.figure.skin.deform(pose).astype(np.float64)
    shape = film.figure.shape
    if film.props is not None:
        points, thing = film.props
        shape = joined([shape, thing], [len(vertices), len(points)])
        vertices = np.concatenate([vertices, points])
    left, top, right, bottom = region(vertices, film.camera)
    if right <= left or bottom <= top:
        return picture
    part = np.clip(picture[top:bottom, left:right], 0, 255).astype(np.uint8)
    width, height = right - left, bottom - top
    canvas = part.repeat(SUPERSAMPLING, axis=0).repeat(SUPERSAMPLING, axis=1)
    draw(canvas, shape, vertices, film.camera, (left, top))
    drawn = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
    # Only where something was drawn: the room keeps its fractions of a grey level elsewhere.
    changed = (drawn != part).any(axis=2, keepdims=True)
    picture[top:bottom, left:right] = np.where(changed, drawn, picture[top:bottom, left:right])
    return picture


def region(vertices: Points, camera: Camera) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what has to be drawn, inside the picture, pixels."""
    pixels, _ = camera.project(vertices)
    low = np.floor(pixels.min(axis=0)).astype(int) - PADDING_PX
    high = np.ceil(pixels.max(axis=0)).astype(int) + PADDING_PX
    left, top = np.clip(low, 0, [camera.width, camera.height]).tolist()
    right, bottom = np.clip(high, 0, [camera.width, camera.height]).tolist()
    return left, top, right, bottom


def shadow_limbs(film: Film, pose: Pose) -> list[tuple[Points, Points, float]]:
    bones = film.performance.skeleton.body.bone
    limbs = []
    for side in "lr":
        for first, second, radius_m in SHADOW_LIMBS:
            name = second if second.startswith("spine") else f"{second}_{side}"
            start, end = pose.heads[bones(f"{first}_{side}")], pose.heads[bones(name)]
            limbs.append((start, end, radius_m))
    neck = pose.heads[bones("neck_01")]
    chest = pose.heads[bones("spine_02")]
    head = pose.heads[bones("head")]
    crown = head + pose.rotations[bones("head")] @ np.array([0.0, 0.09, 0.02])
    return [*limbs, (chest, neck, 0.12), (neck, crown, 0.06), (crown, crown, 0.10)]
