"""Anchors, decoding and non-maximum suppression, against numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vision_coach.estimators.blazepose.anchors import anchor_centers
from vision_coach.estimators.blazepose.detection import (
    Candidates,
    by_preference,
    decode,
    merge_overlapping,
    overlap,
    regions_of,
)
from vision_coach.estimators.blazepose.region import Region


def candidates(*boxes: tuple[float, float, float, float, float]) -> Candidates:
    """Each left, top, right, bottom, score; points at the middle and the top edge's middle."""
    table = np.array(boxes)
    middle = (table[:, 0:2] + table[:, 2:4]) / 2
    top = np.stack([middle[:, 0], table[:, 1]], axis=1)
    return Candidates(table[:, :4], np.stack([middle, top], axis=1), table[:, 4])


def test_anchors_cover_three_grids_in_the_order_of_the_output() -> None:
    centers = anchor_centers()
    # 28 x 28 cells of 8 px twice, 14 x 14 of 16 px twice, 7 x 7 of 32 px six times.
    assert centers.shape == (28 * 28 * 2 + 14 * 14 * 2 + 7 * 7 * 6, 2) == (2254, 2)
    # First cell, both anchors: 4 px of 224. Then the next cell to the right, 12 px.
    np.testing.assert_allclose(centers[:2], 4 / 224)
    np.testing.assert_allclose(centers[2], [12 / 224, 4 / 224])
    # The second grid begins after 1568 anchors, at 8 px; the last cell's middle is at 208 px.
    np.testing.assert_allclose(centers[1568], 8 / 224)
    np.testing.assert_allclose(centers[-6:], 208 / 224)


def test_a_raw_box_is_relative_to_its_anchor_and_in_pixels_of_the_input() -> None:
    raw, logits = np.zeros((2254, 12), np.float32), np.full(2254, -1000, np.float32)
    # Anchor 2 is at (12, 4) px: box middle 12 + 100, 4 + 50; 40 wide and 20 high; the hips
    # 10 px below the anchor, the rim point 30 px to its right.
    raw[2, :8] = [100, 50, 40, 20, 0, 10, 30, 0]
    logits[2] = math.log(3)  # sigmoid: 3 / 4
    found = decode(raw, logits)
    assert found.scores == pytest.approx([0.75])
    np.testing.assert_allclose(found.boxes * 224, [[92, 44, 132, 64]], rtol=1e-6)
    np.testing.assert_allclose(found.points * 224, [[[12, 14], [42, 4]]], rtol=1e-6)


def test_overlap_is_intersection_over_union() -> None:
    box = np.array([0.0, 0.0, 2.0, 2.0])
    others = np.array([[1.0, 0.0, 3.0, 2.0], [2.0, 2.0, 3.0, 3.0], [0.0, 0.0, 2.0, 2.0]])
    # Half of each of the two shared: 2 of 6. Touching at a corner: none. Itself: all.
    np.testing.assert_allclose(overlap(box, others), [1 / 3, 0, 1])


def test_overlapping_candidates_are_averaged_by_score_and_others_kept() -> None:
    found = candidates(
        (0.0, 0.0, 0.4, 0.4, 0.9), (0.0, 0.1, 0.4, 0.5, 0.6), (0.6, 0.6, 0.8, 0.8, 0.55)
    )
    # The first two share 0.4 x 0.3 of 0.4 x 0.5: 60 %. Weights 0.6 and 0.4.
    people = merge_overlapping(found)
    np.testing.assert_allclose(people.boxes, [[0, 0.04, 0.4, 0.44], [0.6, 0.6, 0.8, 0.8]])
    np.testing.assert_allclose(people.points[0], [[0.2, 0.24], [0.2, 0.04]])
    np.testing.assert_allclose(people.scores, [0.9, 0.55])


def test_boxes_without_area_are_all_kept_and_end_the_search() -> None:
    people = merge_overlapping(candidates((0.5, 0.5, 0.5, 0.5, 0.9), (0.5, 0.5, 0.5, 0.5, 0.8)))
    assert len(people.scores) == 2


def test_nobody_found_stays_nobody() -> None:
    raw, logits = np.zeros((2254, 12), np.float32), np.full(2254, -5, np.float32)
    people = merge_overlapping(decode(raw, logits))
    assert regions_of(people, Region((50.0, 50.0), 100.0, 0.0)) == []


def test_region_of_a_candidate_is_in_pixels_of_the_picture() -> None:
    picture = np.zeros((100, 200, 3), np.uint8)
    # A 200 px square around the picture's middle (100, 50): 0.5, 0.5 is that middle, and 0.2 of
    # the side above it is 40 px. Radius 40, doubled, with a quarter as margin: 100.
    (region,) = regions_of(candidates((0.4, 0.3, 0.6, 0.7, 0.9)), Region.whole(picture))
    assert region.center_px == pytest.approx((100, 50))
    assert region.size_px == pytest.approx(100)
    assert region.rotation_rad == pytest.approx(0)


NEAR = Region((110.0, 100.0), 50.0, 0.0)
FAR = Region((400.0, 100.0), 90.0, 0.0)
FARTHER = Region((500.0, 100.0), 150.0, 0.0)


def test_the_largest_person_comes_first() -> None:
    assert by_preference([NEAR, FAR, FARTHER], last=None) == [FARTHER, FAR, NEAR]


def test_who_is_where_the_person_was_last_seen_comes_before_larger_people() -> None:
    last = Region((100.0, 100.0), 60.0, 0.0)
    assert by_preference([FAR, FARTHER, NEAR], last) == [NEAR, FARTHER, FAR]
