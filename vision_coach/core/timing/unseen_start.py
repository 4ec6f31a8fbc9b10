"""How long a swing has been under way when its samples begin, as its first speed tells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array
from vision_coach.core.signals.smoothing import local_line
from vision_coach.core.signals.swing import (
    LANDMARK_ERROR,
    Swing,
    half_width_at_least,
    jitter,
    last_below,
)
from vision_coach.core.timing.onset import MOTION_HALF_WIDTH_S, SPEED_SHARE, core_of

FIRST_S = 2 * MOTION_HALF_WIDTH_S
"""The speed at the first sample is that of so long a time, or of `SPEED_SHARE` of a slow swing:
shorter, jitter would make it."""
FEWEST_FIRST = 3
"""Fewer samples before a gap have no speed of their own."""
FULL_SPEED_SHARE = 0.9
"""Of the speed within the swing: that is a mean, which an even motion only just reaches."""
MOVING_SHARES = (0.2, 0.6)
"""Shares of the travel between which the body is surely under way, and its direction is taken."""


def begins_with_samples(swing: Swing, start_s: float) -> bool:
    """Whether motion is seen from the first samples on, so that it may have begun before them."""
    t_s = swing.t_s
    return start_s <= max(float(t_s[0]) + MOTION_HALF_WIDTH_S, float(t_s[1]))


def under_way_s(swing: Swing) -> float:
    """How long ago the body set out at the first sample, had it gathered speed evenly since.

    That is its speed there over its acceleration until it has the swing's own speed; infinity where
    it already has that: nothing tells for how long.
    """
    t_s = swing.t_s
    core_s, core_speed = core_of(swing)
    full_speed = FULL_SPEED_SHARE * core_speed
    calm_s = half_width_at_least(max(FIRST_S, SPEED_SHARE * core_s), t_s)
    first = t_s <= t_s[0] + calm_s
    if first.sum() < FEWEST_FIRST:
        return float("inf")
    way = motion_since(first, swing)
    seen_s, speed = float(t_s[first].mean()), float(np.polyfit(t_s[first], way[first], 1)[0])
    if speed <= 0:
        return 0.0
    as_fast = np.flatnonzero(np.gradient(local_line(t_s, way, calm_s), t_s) >= full_speed)
    gathered_s = float(t_s[as_fast[0]]) - seen_s if len(as_fast) else 0.0
    if speed >= full_speed or gathered_s <= 0:
        return float("inf")
    took_s = speed * gathered_s / (full_speed - speed)
    return max(0.0, took_s - (seen_s - float(t_s[0])))


def motion_since(first: NDArray[np.bool_], swing: Swing) -> Array:
    """How far all landmarks together have come from where they are `first`, unsmoothed.

    first: shape (n,), the samples that are looked from. Smoothing flattens the first samples of a
    curve by chance, and a swing that was under way would seem to set out from rest. Each coordinate
    counts by how far it moves over the square of its error.
    Returns shape (n,), shares of the travel.
    """
    share = swing.share
    moving = (share > MOVING_SHARES[0]) & (share < MOVING_SHARES[1]) & ~first
    moving[last_below(share, MOVING_SHARES[1], int(np.argmax(share))) + 1 :] = False
    if not moving.any():
        return share
    at_first = swing.body[first].mean(axis=0)
    direction = swing.body[moving].mean(axis=0) - at_first
    weight = direction * swing.seen**2 / (jitter(swing.body) ** 2 + LANDMARK_ERROR**2)
    way: Array = (swing.body - at_first) @ weight
    reached = float(way[moving].mean())
    if not reached > 0:
        return share
    return way * (float(share[moving].mean() - share[first].mean()) / reached)
