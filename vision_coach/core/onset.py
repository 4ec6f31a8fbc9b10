"""Where a swing begins, as one signal of it shows.

From the middle of the swing the clock walks back along the motion until that stands still: until
the body is at its end position, or moves so much slower than in the swing itself that a watcher
would call it swaying or settling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.frames import Array
from vision_coach.core.smoothing import local_line
from vision_coach.core.swing import (
    HOLD_LONGEST_S,
    Swing,
    beginning_of,
    between,
    first_above,
    half_width_at_least,
    hold_before,
    jitter,
    last_below,
)

MOTION_HALF_WIDTH_S = 0.06
"""Smoothing of the first motion."""
END_SHARE = 0.002
"""Share of the travel that still counts as being in the end position."""
NOISE_LIMIT = 1.0
"""Where noise is larger, its standard deviation times this counts as the end position."""
SWAY_BACK = 0.03
"""A motion back by this share of the travel is no hold any more."""
HOLD_BAND = 0.02
"""The hold is what lies within this share of its lowest sample."""
STANDING_SHARE = 0.3
"""Speed, as a share of the speed within the swing, below which the body is not under way."""
SPEED_SHARE = 0.4
"""Half-width of the smoothing that speed is taken from, as a share of the time within the swing:
a slow swing's speed is small beside the jitter's, so it is taken from a calmer curve."""
CORE_FROM = 0.1
"""The speed within the swing is taken from this share of the travel to its middle."""
HELD_AT_LEAST_S = 0.3
"""A shorter hold is a turning point."""
QUIET_BAND, QUIET_AT_LEAST_S, QUIET_LONGEST_S = 0.01, 0.5, 1.0
"""A hold is quiet when, lately, the body stayed this long within this share of its level: then
motion too slow for `STANDING_SHARE` shows as well."""
LEFT_SHARE, LEFT_NOISE = 0.015, 3.0
"""A quiet hold is left with this share of the travel, or with this many deviations of noise."""
CREEPING_SHARE = 0.13
"""Slower than this share of the speed within the swing, what leaves a hold is sway or settling."""
ONSET_SHARE = 0.01
"""The travel after the first seen motion from which its true beginning is extrapolated."""
ONSET_PART = 0.9
"""The beginning lies this part of the onset's time before the first seen motion."""
ONSET_LONGEST_S = 0.2
"""Slower onsets are extrapolated no further: noise would decide."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a swing as one signal shows it."""

    t_s: float
    onset_s: float
    """How long the first `ONSET_SHARE` of the travel took."""
    noise: float
    """Standard deviation of the signal's error, as a share of the travel."""


def beginning_seen_in(motion: Array, swing: Swing) -> Beginning:
    """motion: shape (n,), a share of the travel that is about 0 in the hold before the swing."""
    t_s = swing.t_s
    curve = local_line(t_s, motion, half_width_at_least(MOTION_HALF_WIDTH_S, t_s))
    noise = noise_of(motion, swing.spacing_s)
    seen_s = first_seen_motion(swing, motion, curve, noise)
    level = float(np.interp(seen_s, t_s, curve)) + ONSET_SHARE
    after = int(np.searchsorted(t_s, seen_s, side="right"))
    onset_s = max(0.0, between(t_s, curve, first_above(curve, level, after) - 1, level) - seen_s)
    begun_s = seen_s - min(ONSET_PART * onset_s, ONSET_LONGEST_S)
    return Beginning(max(begun_s, float(t_s[0])), onset_s, noise)


def noise_of(motion: Array, spacing_s: float) -> float:
    """Standard deviation of the smoothed motion's error: smoothing k samples divides by sqrt(k)."""
    smoothed = max(1.0, MOTION_HALF_WIDTH_S / spacing_s)
    return float(jitter(motion[:, None])[0] / np.sqrt(smoothed))


def first_seen_motion(swing: Swing, motion: Array, curve: Array, noise: float) -> float:
    """The last moment before the middle of a swing at which the body stands still.

    motion: shape (n,), a share of the travel; curve: the same, smoothed; noise: the curve's.
    """
    t_s = swing.t_s
    earliest, middle = beginning_of(swing)
    core_s, core_speed = core_of(swing)
    calm_s = half_width_at_least(max(MOTION_HALF_WIDTH_S, SPEED_SHARE * core_s), t_s)
    speed = np.gradient(local_line(t_s, motion, calm_s), t_s)
    under_way = max(earliest, last_below(curve, CORE_FROM, middle))
    earliest = max(earliest, hold_before(curve, under_way, SWAY_BACK))
    level = resting_level(swing, curve, earliest, under_way)
    at_rest, standing = level + max(END_SHARE, NOISE_LIMIT * noise), STANDING_SHARE * core_speed
    before = slice(earliest, under_way + 1)
    still = np.flatnonzero((curve[before] <= at_rest) | (speed[before] <= standing))
    if not len(still):
        return float(t_s[earliest])
    last_still = earliest + int(still[-1])
    moved_s = max(
        between(t_s, y, last_still, limit)
        for y, limit in ((curve, at_rest), (speed, standing))
        if y[last_still] <= limit
    )
    left_s = quiet_hold_left_s(swing, curve[: last_still + 1], earliest, level, noise)
    if left_s is None or left_s >= moved_s:
        return moved_s
    crept = float(np.diff(np.interp([left_s, moved_s], t_s, curve))[0])
    return left_s if crept >= CREEPING_SHARE * core_speed * (moved_s - left_s) else moved_s


def core_of(swing: Swing) -> tuple[float, float]:
    """How long the way from `CORE_FROM` to the middle takes, and its speed in shares a second."""
    t_s, share = swing.t_s, swing.share
    earliest, middle = beginning_of(swing)
    slow = max(earliest, last_below(share, CORE_FROM, middle))
    fast = min(middle + 1, len(t_s) - 1)
    core_s = max(float(t_s[fast] - t_s[slow]), 1e-6)
    return core_s, float(share[fast] - share[slow]) / core_s


def resting_level(swing: Swing, curve: Array, earliest: int, under_way: int) -> float:
    """Where the motion is in the hold before it: its middle, or its lowest at a turning point."""
    lowest = float(curve[earliest : under_way + 1].min())
    held = earliest + np.flatnonzero(curve[earliest : under_way + 1] <= lowest + HOLD_BAND)
    held = held[swing.t_s[held] >= swing.t_s[held[-1]] - HOLD_LONGEST_S]
    if len(held) * swing.spacing_s < HELD_AT_LEAST_S:
        return lowest
    return float(np.median(curve[held]))


def quiet_hold_left_s(
    swing: Swing, curve: Array, earliest: int, level: float, noise: float
) -> float | None:
    """When the body leaves a hold in which it was quiet; None where there is no such hold.

    curve: the smoothed motion up to where the body is surely under way.
    """
    quiet = earliest + np.flatnonzero(np.abs(curve[earliest:] - level) <= QUIET_BAND)
    if not len(quiet):
        return None
    quiet = quiet[swing.t_s[quiet] >= swing.t_s[quiet[-1]] - QUIET_LONGEST_S]
    if len(quiet) * swing.spacing_s < QUIET_AT_LEAST_S:
        return None
    limit = float(np.median(curve[quiet])) + max(LEFT_SHARE, LEFT_NOISE * noise)
    last = earliest + int(np.flatnonzero(curve[earliest:] <= limit)[-1])
    return between(swing.t_s, curve, last, limit) if last + 1 < len(curve) else None
