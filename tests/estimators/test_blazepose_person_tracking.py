"""Following: calm while the body rests, with it when it moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.estimators.blazepose.person_tracking import Sighting, Whereabouts, weight_of_new
from vision_coach.estimators.blazepose.region import Region

FPS = 30.0
STANDING_PX = np.array([[320.0, 240.0], [320.0, 80.0]])
"""The middle of the hips, and the rim point above it: a region of 400 pixels."""


def after(points_px: list[np.ndarray], fps: float = FPS) -> Sighting:
    first, *others = points_px
    sighting = Sighting(0.0, first)
    for number, points in enumerate(others, start=1):
        sighting = sighting.then(number / fps, points)
    return sighting


def test_a_still_body_keeps_its_region() -> None:
    np.testing.assert_allclose(after([STANDING_PX] * 30).points_px, STANDING_PX)


def test_trembling_points_leave_the_region_nearly_at_rest() -> None:
    """A pixel of noise, a quarter of a per cent of the region, is what the network leaves."""
    rng = np.random.default_rng(1)
    noisy = [STANDING_PX + rng.normal(0, 1, (2, 2)) for _ in range(120)]
    assert np.abs(after(noisy).points_px - STANDING_PX).max() < 0.5


@pytest.mark.parametrize("speed", [0.5, 1.0])
def test_a_quick_body_is_kept_up_with(speed: float) -> None:
    """speed: sides of the region a second; a push-up in one second travels about 0.3."""
    step_px = speed * 400 / FPS
    points = [STANDING_PX + n * step_px * np.array([0.0, 1.0]) for n in range(20)]
    assert np.abs(after(points).points_px - points[-1]).max() < 0.05 * 400


@given(st.floats(0.5, 4.0), st.floats(-500, 500), st.floats(-500, 500))
def test_larger_and_elsewhere_is_the_same(scale: float, right_px: float, down_px: float) -> None:
    points = [STANDING_PX + n * np.array([[2.0, 3.0], [1.0, 4.0]]) for n in range(8)]
    moved = [scale * p + (right_px, down_px) for p in points]
    expected = scale * after(points).points_px + (right_px, down_px)
    np.testing.assert_allclose(after(moved).points_px, expected, rtol=1e-9, atol=1e-6)


def test_weight_of_the_newest_sample() -> None:
    """At 30 samples a second an average of 1 Hz takes 17 % of each, as MediaPipe's notes say."""
    assert weight_of_new(1.0, 1 / 30) == pytest.approx(0.173, abs=0.001)


def test_who_is_lost_was_last_seen_somewhere() -> None:
    nowhere = Whereabouts()
    assert nowhere.region is None
    found = nowhere.found(0.0, STANDING_PX)
    lost = found.followed(0.1, STANDING_PX).lost()
    assert lost.region is None
    assert lost.last_seen == Region.of_body(*STANDING_PX)
    assert lost.lost() == lost


def test_found_anew_starts_afresh() -> None:
    aside_px = STANDING_PX + np.array([300.0, 0.0])
    there = Whereabouts().found(0.0, STANDING_PX).found(0.1, aside_px)
    assert there.region == Region.of_body(*aside_px)


def test_seen_in_the_frame_that_was_worked_on_while_the_other_lost_them() -> None:
    lost = Whereabouts().found(0.0, STANDING_PX).lost()
    assert lost.followed(0.1, STANDING_PX).region == Region.of_body(*STANDING_PX)


@pytest.mark.parametrize("t_s", [0.0, -0.1])
def test_a_frame_that_a_coarse_clock_stamps_no_later_moves_nothing(t_s: float) -> None:
    there = Whereabouts().found(0.0, STANDING_PX)
    assert there.followed(t_s, STANDING_PX + 100.0).region == there.region
