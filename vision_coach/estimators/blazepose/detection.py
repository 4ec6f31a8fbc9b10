"""From the detector's raw output to people: decoding and non-maximum suppression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.estimators.blazepose.activation import sigmoid
from vision_coach.estimators.blazepose.anchors import DETECTOR_SIDE_PX, anchor_centers
from vision_coach.estimators.blazepose.region import Region

MINIMUM_SCORE = 0.5
"""`min_detection_confidence`, MediaPipe's default."""
SAME_PERSON_OVERLAP = 0.5
"""Intersection over union above which two boxes show one person (`min_suppression_threshold`)."""

# Columns of the detector's output: the box, then four points of x and y each. The first two points
# are those that the landmark network is aligned by; the others (upper body only) are not used.
BOX = slice(0, 4)
ALIGNMENT = slice(4, 8)

ANCHORS = anchor_centers()


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Possible people; every coordinate 0 to 1 across the detector's input."""

    boxes: Array
    """Shape (n, 4): left, top, right, bottom."""
    points: Array
    """Shape (n, 2, 2): for each the middle of the hips and the rim point, x and y."""
    scores: Array
    """Shape (n,): 0.5 to 1."""


def decode(raw: Array, logits: Array) -> Candidates:
    """What the detector answers with enough confidence, best first.

    raw: shape (2254, 12), in pixels of the detector's input, relative to the anchors.
    logits: shape (2254,).
    """
    scores = sigmoid(logits)
    best_first = np.argsort(-scores, kind="stable")
    kept = best_first[scores[best_first] >= MINIMUM_SCORE]
    values = raw[kept].astype(np.float64) / DETECTOR_SIDE_PX
    center, size = values[:, 0:2] + ANCHORS[kept], values[:, 2:4]
    return Candidates(
        boxes=np.concatenate([center - size / 2, center + size / 2], axis=1),
        points=values[:, ALIGNMENT].reshape(-1, 2, 2) + ANCHORS[kept, None],
        scores=scores[kept],
    )


def merge_overlapping(found: Candidates) -> Candidates:
    """One candidate per person: those overlapping the best are averaged, weighted by score.

    This is the weighted non-maximum suppression of BlazeFace (Bazarevsky et al. 2019): the mean
    jitters less from frame to frame than the single best box.
    """
    boxes, points, scores = [], [], []
    left = np.arange(len(found.scores))
    while len(left):
        same = overlap(found.boxes[left[0]], found.boxes[left]) > SAME_PERSON_OVERLAP
        same[0] = True  # also a box without an area takes itself out
        group = left[same]
        weights = found.scores[group] / found.scores[group].sum()
        boxes.append(np.tensordot(weights, found.boxes[group], axes=1))
        points.append(np.tensordot(weights, found.points[group], axes=1))
        scores.append(found.scores[group[0]])
        left = left[~same]
    return Candidates(
        np.array(boxes).reshape(-1, 4), np.array(points).reshape(-1, 2, 2), np.array(scores)
    )


def overlap(box: Array, others: Array) -> Array:
    """Intersection over union of `box` (4,) with each of `others` (n, 4); 0 without any area."""
    corner = np.maximum(box[:2], others[:, :2])
    opposite = np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.maximum(opposite - corner, 0), axis=1)
    areas = np.prod(np.maximum(others[:, 2:] - others[:, :2], 0), axis=1)
    union = np.prod(np.maximum(box[2:] - box[:2], 0)) + areas - shared
    return np.asarray(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0))


def regions_of(found: Candidates, looked_at: Region) -> list[Region]:
    """Where each candidate's body is in the picture, given the region the detector looked at."""
    return [Region.of_body(*looked_at.to_image_px(points)) for points in found.points]


def by_preference(regions: list[Region], last: Region | None) -> list[Region]:
    """The people in the order in which to try them.

    Whoever is where the person was last seen comes first (the nearest of several); then the
    largest, because someone who trains in front of a camera is nearer to it than who walks by.
    """

    def distance_px(region: Region) -> float:
        if last is None:
            return np.inf
        apart_px = np.hypot(*np.subtract(region.center_px, last.center_px))
        return float(apart_px) if apart_px < last.size_px / 2 else np.inf

    return sorted(regions, key=lambda region: (distance_px(region), -region.size_px))
