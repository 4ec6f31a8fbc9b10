import math

import cv2
import numpy as np
import pytest
from stick_figure import StickFigure, along

from vision_coach.core.body.pose import Landmark
from vision_coach.drawing.thumbnail import (
    HEIGHT_PX,
    Faces,
    blurred_around,
    body_mask,
    head,
    jpeg,
    thumbnails,
)

SIZE_PX = (640, 480)
PERSON_PX_PER_M = 200.0


def pose(exercise="squat", depth=0.0, yaw_deg=90.0, **changes):
    figure = StickFigure(exercise, along((0, depth)), yaw_deg, **changes)
    return figure.pose(0.0)


def noise():
    """A picture full of detail."""
    return np.random.default_rng(0).integers(0, 256, (SIZE_PX[1], SIZE_PX[0], 3), dtype=np.uint8)


def detail_around(image, point, reach=8):
    """Mean step between neighbouring pixels around a point."""
    x, y = (round(float(value)) for value in point)
    part = image[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach].astype(float)
    return float(np.abs(np.diff(part, axis=1)).mean())


@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
@pytest.mark.parametrize("depth", [0.0, 1.0])
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 180.0])
def test_the_whole_head_is_in_the_disc_from_every_side(exercise, depth, yaw_deg):
    one = pose(exercise, depth, yaw_deg)
    centre, radius_px = head(one.points_px)
    # A head reaches about 0.13 m from its middle (ISO 7250: 0.22-0.25 m from chin to crown).
    assert radius_px > 0.13 * PERSON_PX_PER_M
    assert math.dist(centre, one.points_px[Landmark.NOSE]) < radius_px
    assert body_mask(noise(), one)[tuple(np.round(centre[::-1]).astype(int))] == 0


def test_the_body_stays_sharp_and_all_else_is_blurred():
    one = pose()
    picture = noise()
    blurred = blurred_around(picture, one)
    sharp = detail_around(picture, one.points_px[Landmark.LEFT_KNEE], 4)
    assert detail_around(blurred, one.points_px[Landmark.LEFT_KNEE], 4) == pytest.approx(
        sharp, rel=0.02
    )
    assert detail_around(blurred, one.points_px[Landmark.NOSE]) < sharp / 20
    assert detail_around(blurred, (40, 40)) < sharp / 20


def test_what_is_blurred_cannot_be_told_apart():
    """Two pictures that differ in their detail only, over a 40 px head, are the same afterwards."""
    one = pose()
    centre, _radius = head(one.points_px)
    x, y = np.round(centre).astype(int)
    first, second = (np.full((SIZE_PX[1], SIZE_PX[0], 3), 128, np.uint8) for _ in range(2))
    stripes = np.tile([[0], [255]], (20, 40)).astype(np.uint8)[..., None]
    first[y - 20 : y + 20, x - 20 : x + 20] = stripes
    second[y - 20 : y + 20, x - 20 : x + 20] = stripes.transpose(1, 0, 2)
    difference = cv2.absdiff(blurred_around(first, one), blurred_around(second, one))
    assert difference.max() <= 12  # of 255


def test_where_nobody_was_found_all_is_blurred():
    nobody = pose(seen=lambda _t_s: False)
    blurred = blurred_around(noise(), nobody)
    assert detail_around(blurred, (320, 240), 200) < detail_around(noise(), (320, 240), 200) / 20


def test_both_pictures_of_a_repetition_show_the_same_place():
    shots = [(noise(), pose(depth=depth)) for depth in (0.0, 1.0)]
    top, bottom = thumbnails(shots, Faces.BLURRED)
    assert top.shape == bottom.shape
    assert top.shape[0] == HEIGHT_PX
    shown, _other = thumbnails(shots, Faces.SHOWN)
    assert shown.shape == top.shape
    assert detail_around(shown, (shown.shape[1] - 20, 20)) > 2 * detail_around(
        top, (top.shape[1] - 20, 20)
    )


def test_a_person_half_outside_the_picture_is_no_problem():
    outside = pose(place_m=lambda _t_s: 3.0)
    top, bottom = thumbnails([(noise(), outside), (noise(), pose())], Faces.BLURRED)
    assert top.shape == bottom.shape
    (alone,) = thumbnails([(noise(), outside)], Faces.BLURRED)
    assert alone.shape[0] == HEIGHT_PX


def test_a_picture_is_a_jpeg():
    decoded = cv2.imdecode(np.frombuffer(jpeg(noise()), np.uint8), cv2.IMREAD_COLOR)
    assert decoded.shape == noise().shape
