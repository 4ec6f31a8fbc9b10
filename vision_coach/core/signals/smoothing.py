"""Smoothing of signals whose samples are not evenly spaced in time."""

from __future__ import annotations

import math

import numpy as np

from vision_coach.core.body.pose import Array

BLOCK = 4096
"""Samples fitted at once: bounds the memory for recordings of any length, to some megabytes at 30
neighbours each."""


def local_line(t_s: Array, y: Array, half_width_s: float) -> Array:
    """Each sample replaced by the value there of a line fitted to its surroundings.

    t_s: shape (n,), increasing. y: shape (n,), NaN where missing. Returns shape (n,); a missing
    sample is filled from its neighbours, NaN where none lies within `half_width_s`.
    Weights are tricube, as in Cleveland's LOWESS (1979): the line keeps slopes undistorted and
    shifts nothing in time, however the samples are spaced.
    """
    known = np.isfinite(y)
    if not known.any():
        return np.full(len(t_s), np.nan)
    blocks = [
        fitted(t_s[first : first + BLOCK], t_s[known], y[known], half_width_s)
        for first in range(0, len(t_s), BLOCK)
    ]
    return np.concatenate(blocks)


def fitted(at_s: Array, t_s: Array, y: Array, half_width_s: float) -> Array:
    """The lines' values at the times `at_s`, shape (m,), from samples that are all known."""
    result = np.full(len(at_s), np.nan)
    first = np.searchsorted(t_s, at_s - half_width_s, side="right")
    last = np.searchsorted(t_s, at_s + half_width_s, side="left")
    width = int((last - first).max(initial=0))
    if width == 0:
        return result
    columns = first[:, None] + np.arange(width)[None, :]
    inside = columns < last[:, None]
    columns = np.minimum(columns, len(t_s) - 1)
    distance = (t_s[columns] - at_s[:, None]) / half_width_s
    weight = np.where(inside, np.clip(1 - np.abs(distance) ** 3, 0, None) ** 3, 0.0)
    neighbours = y[columns]
    s0, s1, s2 = (weight.sum(1), (weight * distance).sum(1), (weight * distance**2).sum(1))
    b0, b1 = (weight * neighbours).sum(1), (weight * distance * neighbours).sum(1)
    determinant = s0 * s2 - s1**2
    # Too few samples for a line (all at one distance): their mean.
    line = determinant > 1e-9 * np.maximum(s0, 1e-12) ** 2
    some = s0 > 0
    result[some] = b0[some] / s0[some]
    result[line] = (s2[line] * b0[line] - s1[line] * b1[line]) / determinant[line]
    return result


class CausalSmoother:
    """Median of three, then an exponential average: quick, and deaf to single wild samples."""

    def __init__(self, time_constant_s: float) -> None:
        self._time_constant_s = time_constant_s
        self.reset()

    def reset(self) -> None:
        self._recent: list[float] = []
        self._level = float("nan")
        self._t_s = float("nan")

    def push(self, t_s: float, value: float) -> float:
        """The smoothed value after this sample; `value` must be finite."""
        self._recent = [*self._recent[-2:], value]
        middle = sorted(self._recent)[len(self._recent) // 2]
        if math.isnan(self._level):
            self._level = middle
        else:
            share = 1 - math.exp(-(t_s - self._t_s) / self._time_constant_s)
            self._level += share * (middle - self._level)
        self._t_s = t_s
        return self._level
