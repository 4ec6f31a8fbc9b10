"""Regions: where they are, how they are turned, and the way there and back."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.core.body.pose import Image
from vision_coach.estimators.blazepose.region import Region

MIDDLE_PX = np.array([100.0, 80.0])
positions_px = st.floats(-2000, 2000)
regions = st.builds(
    Region,
    center_px=st.tuples(positions_px, positions_px),
    size_px=st.floats(1, 4000),
    rotation_rad=st.floats(-math.pi, math.pi),
)


@pytest.mark.parametrize(
    ("rim_px", "rotation_deg"),
    [
        ((100, 40), 0),  # head up
        ((140, 80), 90),  # head to the right
        ((60, 80), -90),  # head to the left
        ((140, 40), 45),
        ((70, 120), 180 + 36.869898 - 360),  # 30 left, 40 down: atan(3 / 4) past upside down
    ],
)
def test_region_is_turned_to_the_line_from_hips_to_head(
    rim_px: tuple[float, float], rotation_deg: float
) -> None:
    region = Region.of_body(MIDDLE_PX, np.array(rim_px))
    assert math.degrees(region.rotation_rad) == pytest.approx(rotation_deg)


def test_region_holds_the_circle_around_the_body_and_a_quarter_more() -> None:
    region = Region.of_body(MIDDLE_PX, np.array([130.0, 40.0]))  # 30, 40: radius 50
    assert region.center_px == (100, 80)
    assert region.size_px == pytest.approx(2 * 50 * 1.25)


def test_upwards_in_the_region_is_towards_the_head_in_the_picture() -> None:
    region = Region.of_body(MIDDLE_PX, np.array([140.0, 80.0]))  # lying, head to the right
    # The middle of the upper edge is half a side (50 px) from the hips towards the head.
    np.testing.assert_allclose(region.to_image_px(np.array([[0.5, 0.0]])), [[150, 80]])
    # One metre above the hips in the region is one metre to the right in the picture.
    np.testing.assert_allclose(region.turn(np.array([[0.0, -1.0, 0.3]])), [[1, 0, 0.3]], atol=1e-12)


@given(region=regions, x=st.floats(0, 1), y=st.floats(0, 1))
def test_a_point_goes_to_the_picture_and_back(region: Region, x: float, y: float) -> None:
    ((right_px, down_px),) = region.to_image_px(np.array([[x, y]])) - region.center_px
    # Back by hand: turn against the region's rotation, then measure in its sides.
    cos, sin = math.cos(region.rotation_rad), math.sin(region.rotation_rad)
    back = (cos * right_px + sin * down_px, cos * down_px - sin * right_px)
    assert back == pytest.approx(((x - 0.5) * region.size_px, (y - 0.5) * region.size_px), abs=1e-6)


@given(region=regions, point=st.tuples(*[st.floats(-2, 2)] * 3))
def test_turning_keeps_distance_and_depth(
    region: Region, point: tuple[float, float, float]
) -> None:
    turned = region.turn(np.array([point]))[0]
    assert np.linalg.norm(turned) == pytest.approx(np.linalg.norm(point), abs=1e-9)
    assert turned[2] == point[2]


def marked(x: int, y: int) -> Image:
    image = np.zeros((120, 200, 3), np.uint8)
    image[y, x] = 255
    return image


def test_crop_shows_a_pixel_where_the_region_maps_it_from() -> None:
    region = Region.of_body(MIDDLE_PX, np.array([120.0, 80.0]))  # side 50, head to the right
    crop = region.crop(marked(110, 80), 50, cv2.BORDER_CONSTANT)
    # 10 px towards the head is 10 px up from the middle of the crop (25, 25).
    assert np.unravel_index(crop[:, :, 0].argmax(), (50, 50)) == (15, 25)


def test_whole_picture_is_letterboxed_in_the_middle() -> None:
    image = np.full((100, 200, 3), 200, np.uint8)
    crop = Region.whole(image).crop(image, 100, cv2.BORDER_CONSTANT)
    # Twice as wide as high: a quarter above and below stays black.
    assert (crop[:24] == 0).all()
    assert (crop[76:] == 0).all()
    assert (crop[26:74] == 200).all()
