"""The skeleton over a person: the near side and the working joint stand out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.parts import Sides
from vision_coach.core.body.pose import Array, Image, Landmark, Pose
from vision_coach.core.signals.samples import side_weights
from vision_coach.drawing.palette import DARK, GREY, WHITE, YELLOW, Colour

CHAINS = (("SHOULDER", "ELBOW", "WRIST"), ("SHOULDER", "HIP", "KNEE", "ANKLE", "FOOT_INDEX"))
ACROSS = ("SHOULDER", "HIP")
BODY = tuple(
    Landmark[f"{side}_{part}"]
    for side in ("LEFT", "RIGHT")
    for part in dict.fromkeys((*CHAINS[0], *CHAINS[1]))
)
FAR_SHARE = 0.15
"""A side that counts for less than this is the far one."""
SUBPIXEL_BITS = 4
FARTHEST_PX = 100_000
"""Landmarks beyond it are errors of the pose model and overflow OpenCV's coordinates."""

Place = tuple[int, int] | None
"""Of a landmark, in OpenCV's fixed point numbers; None where it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What of the skeleton stands out."""

    working: tuple[Sides, ...] = ()
    """The parts of the joint that the exercise bends, in order along the limb."""
    weights: tuple[float, float] = (0.5, 0.5)
    """How much the left and the right side count, as from `core.track.side_weights`."""

    @classmethod
    def of(cls, working: tuple[Sides, ...], visibility: Array) -> Emphasis:
        """From how well the working parts were seen; visibility: shape (n, 33)."""
        parts = working or tuple((Landmark[f"LEFT_{p}"], Landmark[f"RIGHT_{p}"]) for p in ACROSS)
        sides = [visibility[:, [pair[side] for pair in parts]].min(axis=1) for side in (0, 1)]
        left, right = side_weights(np.stack(sides, axis=1))
        return cls(working, (float(left), float(right)))

    def is_far(self, side: int) -> bool:
        return self.weights[side] < FAR_SHARE


@dataclass(frozen=True, slots=True)
class Bone:
    """Two landmarks to be joined, and how."""

    ends: tuple[Landmark, Landmark]
    colour: Colour
    width: float
    """In line widths."""


def draw_skeleton(image: Image, pose: Pose, emphasis: Emphasis, line_px: float) -> None:
    """Draw on `image`, which is as large as the pose's picture. Nothing where nobody was found.

    line_px: width of the near side's bones; `line_width_px` gives a fitting one.
    """
    if not pose.found:
        return
    places = places_of(pose.points_px)
    for layer in layers(emphasis):
        # All outlines first, so that no bone is cut off from the next one.
        for is_outline in (True, False):
            for bone in layer:
                draw_bone(image, places, bone, line_px, is_outline=is_outline)
    for side in sorted((0, 1), key=lambda side: emphasis.weights[side]):
        if not emphasis.is_far(side):
            for part in emphasis.working:
                is_middle = part == emphasis.working[len(emphasis.working) // 2]
                draw_joint(image, places[part[side]], line_px * (1.5 if is_middle else 1.0))


def line_width_px(image_height_px: int, body_px: float) -> float:
    """A bone's width: a share of the body, within what is visible and what is not clumsy.

    body_px: as from `body_px`; NaN where it is not known.
    """
    thickest = image_height_px / 90
    wanted = body_px / 48 if np.isfinite(body_px) else thickest
    return float(np.clip(wanted, 2.0, max(2.0, thickest)))


def body_px(pose: Pose) -> float:
    """Diagonal of the box around torso, arms and legs; NaN where nobody was found."""
    return float(np.hypot(*np.ptp(pose.points_px[list(BODY)], axis=0)))


def layers(emphasis: Emphasis) -> tuple[list[Bone], ...]:
    """From the back to the front: the far side, what joins the sides, the near side."""
    back, front = sorted((0, 1), key=lambda side: emphasis.weights[side])
    colour, width = (GREY, 0.5) if emphasis.is_far(back) else (WHITE, 0.8)
    across = [
        Bone((Landmark[f"LEFT_{part}"], Landmark[f"RIGHT_{part}"]), colour, width)
        for part in ACROSS
    ]
    return list(side_bones(back, emphasis)), across, list(side_bones(front, emphasis))


def side_bones(side: int, emphasis: Emphasis) -> Iterator[Bone]:
    name = ("LEFT", "RIGHT")[side]
    working = {pair[side] for pair in emphasis.working}
    for chain in CHAINS:
        for one, other in pairwise(chain):
            ends = Landmark[f"{name}_{one}"], Landmark[f"{name}_{other}"]
            if emphasis.is_far(side):
                yield Bone(ends, GREY, 0.5)
            elif working.issuperset(ends):
                yield Bone(ends, YELLOW, 1.2)
            else:
                yield Bone(ends, WHITE, 0.8)


def draw_bone(
    image: Image, places: list[Place], bone: Bone, line_px: float, *, is_outline: bool
) -> None:
    import cv2

    start, end = (places[landmark] for landmark in bone.ends)
    if start is None or end is None:
        return
    width, colour = max(1, round(line_px * bone.width)), bone.colour
    if is_outline:
        width, colour = width + 2 * max(1, round(line_px * 0.25)), DARK
    cv2.line(image, start, end, colour, width, cv2.LINE_AA, SUBPIXEL_BITS)


def draw_joint(image: Image, place: Place, radius_px: float) -> None:
    import cv2

    if place is None:
        return
    for radius, colour in ((radius_px * 1.35, DARK), (radius_px, YELLOW), (radius_px * 0.5, DARK)):
        scaled = round(max(1.0, radius) * 2**SUBPIXEL_BITS)
        cv2.circle(image, place, scaled, colour, -1, cv2.LINE_AA, SUBPIXEL_BITS)


def places_of(points_px: Array) -> list[Place]:
    """Where to draw each landmark; points_px: shape (33, 2)."""
    drawable = can_be_drawn(points_px)
    known = np.where(drawable[:, None], points_px, 0.0)
    fixed = np.round(known * 2**SUBPIXEL_BITS).astype(int).tolist()
    return [(x, y) if is_one else None for (x, y), is_one in zip(fixed, drawable, strict=True)]


def can_be_drawn(points_px: Array) -> NDArray[np.bool_]:
    """points_px: shape (n, 2). Returns shape (n,); NaN is not below the limit either."""
    return np.asarray((np.abs(points_px) < FARTHEST_PX).all(axis=1))
