"""From the landmark network's output to the body, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from vision_coach.estimators.blazepose.landmarks import decode, refine
from vision_coach.estimators.blazepose.region import Region

COLD, HOT = -100.0, 100.0
REGION = Region((300.0, 200.0), 512.0, 0.0)  # two pixels of the picture per pixel of the input
NO_HEAT = np.full((39, 64, 64), COLD, np.float32)


def raw_landmarks() -> np.ndarray:
    values = np.full((39, 5), 128.0, np.float32)
    values[:, 3] = 0
    values[34, :2] = [128, 28]  # the rim point: 100 px of the input above the hips
    return values


def test_landmarks_are_projected_into_the_picture() -> None:
    values = raw_landmarks()
    values[0, :4] = [138, 108, 7, np.log(9)]
    body = decode(values.reshape(1, 195), NO_HEAT, np.zeros((1, 117), np.float32), REGION)
    # 10 right and 20 up of the input's middle; sigmoid(log 9) is 9 / 10.
    np.testing.assert_allclose(body.points_px[0], [320, 160])
    np.testing.assert_allclose(body.visibility[:2], [0.9, 0.5])
    assert body.points_px.shape == (33, 2)


def test_next_region_comes_from_the_two_alignment_points() -> None:
    body = decode(raw_landmarks(), NO_HEAT, np.zeros(117, np.float32), REGION)
    assert body.next_region.center_px == pytest.approx((300, 200))
    assert body.next_region.size_px == pytest.approx(2 * 200 * 1.25)


def test_world_landmarks_turn_with_the_region() -> None:
    world = np.zeros((39, 3), np.float32)
    world[0] = [0, -0.5, 0.25]  # half a metre towards the head
    lying = Region((300.0, 200.0), 512.0, np.pi / 2)
    body = decode(raw_landmarks(), NO_HEAT, world, lying)
    np.testing.assert_allclose(body.world_m[0], [0.5, 0, 0.25], atol=1e-12)
    assert body.world_m.shape == (33, 3)


def heat_map(*cells: tuple[int, int], logit: float = HOT) -> np.ndarray:
    heat = np.full((1, 64, 64), COLD, np.float32)
    for row, column in cells:
        heat[0, row, column] = logit
    return heat


def test_a_landmark_moves_to_the_centre_of_the_heat_around_it() -> None:
    point = np.array([[32.5 / 64, 32.5 / 64]])
    heat = heat_map((30, 33), (31, 33), (31, 34), (30, 34))
    np.testing.assert_allclose(refine(point, heat), [[33.5 / 64, 30.5 / 64]])


def test_heat_farther_than_three_cells_away_is_ignored() -> None:
    point = np.array([[32.5 / 64, 32.5 / 64]])
    heat = heat_map((32, 35), (32, 36))
    np.testing.assert_allclose(refine(point, heat), [[35 / 64, 32 / 64]])


def test_an_unsure_heat_map_moves_nothing() -> None:
    point = np.array([[0.5, 0.5]])
    np.testing.assert_allclose(refine(point, heat_map((33, 33), logit=-0.1)), point)


def test_a_landmark_outside_the_region_stays() -> None:
    point = np.array([[0.5, 1.01]])
    np.testing.assert_allclose(refine(point, heat_map((63, 32))), point)


def test_the_window_ends_at_the_edge_of_the_map() -> None:
    point = np.array([[0.5 / 64, 63.5 / 64]])
    np.testing.assert_allclose(refine(point, heat_map((63, 1))), [[1 / 64, 63 / 64]])
