"""From the landmark network's output to the body, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from vision_coach.estimators.blazepose.landmarks import decode
from vision_coach.estimators.blazepose.region import Region

REGION = Region((300.0, 200.0), 512.0, 0.0)  # two pixels of the picture per pixel of the input
NO_WORLD = np.zeros((1, 117), np.float32)


def raw_landmarks() -> np.ndarray:
    values = np.full((35, 5), 128.0, np.float32)
    values[:, 3] = 0
    values[34, :2] = [128, 28]  # the rim point: 100 px of the input above the hips
    return values


def test_landmarks_are_projected_into_the_picture() -> None:
    values = raw_landmarks()
    values[0, :4] = [138, 108, 7, np.log(9)]
    body = decode(values, NO_WORLD, REGION)
    # 10 right and 20 up of the input's middle; sigmoid(log 9) is 9 / 10.
    np.testing.assert_allclose(body.points_px[0], [320, 160])
    np.testing.assert_allclose(body.visibility[:2], [0.9, 0.5])
    assert body.points_px.shape == (33, 2)


def test_next_region_comes_from_the_two_alignment_points() -> None:
    region = Region.of_body(*decode(raw_landmarks(), NO_WORLD, REGION).alignment_px)
    assert region.center_px == pytest.approx((300, 200))
    assert region.size_px == pytest.approx(2 * 200 * 1.25)


def test_world_landmarks_turn_with_the_region() -> None:
    world = NO_WORLD.copy()
    world[0, :3] = [0, -0.5, 0.25]  # half a metre towards the head
    lying = Region((300.0, 200.0), 512.0, np.pi / 2)
    body = decode(raw_landmarks(), world, lying)
    np.testing.assert_allclose(body.world_m[0], [0.5, 0, 0.25], atol=1e-12)
    assert body.world_m.shape == (33, 3)
