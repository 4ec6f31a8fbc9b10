"""A small picture of the athlete, in which nobody can be recognised unless that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

import cv2
import numpy as np

from vision_coach.core.body.pose import Array, Image, Landmark, Pose
from vision_coach.drawing.skeleton import BODY, CHAINS, can_be_drawn

HEIGHT_PX = 240
BLURRED_SIDE_PX = 24
"""Everything but the body is reduced to this many pixels along its longer side: a head keeps three
or four of them, and what is not there cannot be sharpened."""
SMALLEST_CUT_PX = 16
MARGIN_SHARE = 0.18
"""Around the body, of its own size: the head and the hands reach beyond the landmarks."""
LIMB_SHARE = 0.16
"""Half-width of what is kept around the bones, of the torso's length."""
HEAD_LANDMARKS = slice(0, 11)
JPEG_QUALITY = 78

PARTS = ("SHOULDER", "HIP")
LEFT, RIGHT = ({part: Landmark[f"{side}_{part}"] for part in PARTS} for side in ("LEFT", "RIGHT"))
BONES = tuple(
    (Landmark[f"{side}_{one}"], Landmark[f"{side}_{other}"])
    for side in ("LEFT", "RIGHT")
    for chain in CHAINS
    for one, other in pairwise(chain)
)
HEAD_SCALES = (
    (LEFT["SHOULDER"], LEFT["HIP"], 0.36),
    (RIGHT["SHOULDER"], RIGHT["HIP"], 0.36),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, 0.6),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, 0.6),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, 0.42),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, 0.42),
    (LEFT["SHOULDER"], RIGHT["SHOULDER"], 0.5),
)
"""Distances that tell how large the head is, each 0.18 m of a body of usual proportions. From any
direction some are foreshortened and one is not: the largest counts."""
HEAD_SPREAD = 1.8
"""The head is larger than its landmarks, which mark eyes, nose, ears and mouth, by this."""


class Faces(StrEnum):
    BLURRED = "blurred"
    SHOWN = "shown"


def thumbnails(shots: Sequence[tuple[Image, Pose]], faces: Faces) -> list[Image]:
    """The athlete in each picture, all cut out at one place, `HEIGHT_PX` high.

    Unless faces are shown, only the body below the neck is sharp: the head and everything around
    the body, so also other people, are blurred beyond recognition. Where nobody was found, all is.
    """
    left, top, right, bottom = common_cut(shots)
    size = (max(1, round((right - left) * HEIGHT_PX / (bottom - top))), HEIGHT_PX)
    small = []
    for image, pose in shots:
        shown = image if faces is Faces.SHOWN else blurred_around(image, pose)
        cut = cv2.resize(shown[top:bottom, left:right], size, interpolation=cv2.INTER_AREA)
        small.append(np.asarray(cut, dtype=np.uint8))
    return small


def jpeg(image: Image) -> bytes:
    _done, content = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return content.tobytes()


def blurred_around(image: Image, pose: Pose) -> Image:
    height, width = image.shape[:2]
    scale = BLURRED_SIDE_PX / max(height, width)
    tiny = (max(1, round(width * scale)), max(1, round(height * scale)))
    reduced = cv2.resize(image, tiny, interpolation=cv2.INTER_AREA)
    blurred = cv2.resize(reduced, (width, height), interpolation=cv2.INTER_CUBIC)
    sharp = body_mask(image, pose)[:, :, None]
    mixed = sharp * image + (1 - sharp) * blurred
    return np.asarray(np.clip(mixed, 0, 255), dtype=np.uint8)


def body_mask(image: Image, pose: Pose) -> Array:
    """Shape (height, width): 1 on torso, arms and legs, 0 elsewhere and on the head."""
    mask = np.zeros(image.shape[:2], np.uint8)
    points = pose.points_px
    if not pose.found or not can_be_drawn(points[list(BODY)]).all():
        return np.zeros(image.shape[:2])
    width_px = max(2, round(2 * LIMB_SHARE * torso_px(points)))
    for one, other in BONES:
        cv2.line(mask, whole(points[one]), whole(points[other]), 255, width_px)
    torso = [LEFT["SHOULDER"], RIGHT["SHOULDER"], RIGHT["HIP"], LEFT["HIP"]]
    cv2.fillConvexPoly(mask, np.array([whole(points[joint]) for joint in torso]), 255)
    soft = cv2.GaussianBlur(mask, (0, 0), width_px / 6)
    centre, radius_px = head(points)
    cv2.circle(soft, whole(centre), max(1, round(radius_px)), 0, -1)
    return np.asarray(soft, dtype=np.float64) / 255


def head(points: Array) -> tuple[Array, float]:
    """Middle and radius of a disc that holds the whole head; points: shape (33, 2), pixels."""
    landmarks = points[HEAD_LANDMARKS]
    centre = landmarks.mean(axis=0)
    spread_px = float(np.hypot(*(landmarks - centre).T).max())
    sizes_px = [share * distance_px(points, one, other) for one, other, share in HEAD_SCALES]
    return centre, max(HEAD_SPREAD * spread_px, *sizes_px)


def torso_px(points: Array) -> float:
    """Length of the torso as it would be seen unforeshortened."""
    return max(distance_px(points, one, other) * share / 0.36 for one, other, share in HEAD_SCALES)


def distance_px(points: Array, one: Landmark, other: Landmark) -> float:
    return float(np.hypot(*(points[one] - points[other])))


def common_cut(shots: Sequence[tuple[Image, Pose]]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what holds the body in all pictures; else all of them."""
    height, width = shots[0][0].shape[:2]
    points = np.concatenate([pose.points_px[[*BODY, *range(11)]] for _image, pose in shots])
    if not can_be_drawn(points).all():
        return 0, 0, width, height
    margin_px = MARGIN_SHARE * float(np.ptp(points, axis=0).max())
    edges = (width, height)
    left, top = np.clip(points.min(axis=0) - margin_px, 0, edges).astype(int)
    right, bottom = np.clip(points.max(axis=0) + margin_px, 0, edges).astype(int)
    if min(right - left, bottom - top) < SMALLEST_CUT_PX:
        return 0, 0, width, height
    return int(left), int(top), int(right), int(bottom)


def whole(point: Array) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
