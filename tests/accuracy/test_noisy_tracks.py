"""Noise on pose tracks: as strong as it is said to be, and the same each time."""

import numpy as np
import pytest
from accuracy.noisy_tracks import noisy
from stick_figure import StickFigure, along


def shifts_px(noise_px, seed=0):
    track = list(StickFigure("squat", along((0, 0), (20, 0))).poses(20))
    pairs = zip(track, noisy(track, noise_px, seed), strict=True)
    return np.array([with_noise.points_px - pose.points_px for pose, with_noise in pairs])


def test_noise_has_its_deviation_and_half_of_it_a_memory():
    shift_px = shifts_px(8.0)
    assert shift_px.std() == pytest.approx(8.0, rel=0.05)
    # White noise has none from frame to frame; half of the variance keeps exp(-1/30 s / 0.1 s).
    kept = np.mean(shift_px[1:] * shift_px[:-1]) / shift_px.var()
    assert kept == pytest.approx(0.5 * np.exp(-1 / 3), abs=0.03)


def test_the_same_draw_is_the_same_noise():
    np.testing.assert_array_equal(shifts_px(8.0, 3), shifts_px(8.0, 3))
    assert (shifts_px(8.0, 3) != shifts_px(8.0, 4)).any()
