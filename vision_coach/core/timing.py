"""Measurement: when a detected swing truly started and ended, between frames.

A swing is looked at again with all its samples. Height and joint angle are each scaled to 0 at
the top and 1 at the bottom of this very repetition and averaged: near a straight limb the angle
moves first while the height hardly changes (its cosine), near a bent one it is the other way
round, so their mean shows the first and the last visible motion better than either alone.
From the middle of the swing the clock walks outwards until the body stands still: until it is
at its end position, or moves so much slower than in the swing itself that a watcher would call it
swaying or settling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.frames import Array
from vision_coach.core.smoothing import local_line

SMOOTHING_HALF_WIDTH_S = 0.1
"""Removes most of the frame-to-frame jitter; wider, it rounds the corners that are looked for."""
FEWEST_SPACINGS = 2.5
"""The same in frames, for slow cameras."""
END_SHARE = 0.01
"""Share of the travel that still counts as being in the end position."""
NOISE_LIMIT = 2.0
"""Where noise is larger, its standard deviation times this counts as the end position."""
STANDING_SHARE = 0.2
"""Speed, as a share of the speed within the swing, below which the body is not under way."""
SPEED_SHARE = 0.2
"""Half-width of the smoothing that speed is taken from, as a share of the time within the swing."""
CORE = (0.1, 0.5)
"""Shares of the travel between which the speed within the swing is taken."""
ONSET_SHARE = 0.03
"""The travel after the first seen motion from which its true beginning is extrapolated."""
ONSET_PART = 0.5
"""The beginning lies this part of the onset's time before the first seen motion: a third for a
body that starts at full speed (1 % seen, 3 % more), the whole for one that accelerates evenly."""
ONSET_LONGEST_S = 0.3
"""Slower onsets are extrapolated no further: noise would decide."""
ONSET_DEVIATION = 0.9
"""Standard deviation of the true beginning, as a part of the onset's time. Meant for a
90 % interval; measured, it holds 76 to 83 % of rendered and 93 to 95 % of labelled lowerings."""
AGREEMENT = 0.8
"""Correlation of angle and height below which the angle is not believed."""
NORMAL_90 = 1.645
"""Half-width of the central 90 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A swing from one end to the other. Times in seconds of the source."""

    start_s: float
    end_s: float
    start_uncertainty_s: float
    """Half-width of the 90 % interval."""
    end_uncertainty_s: float
    thirds_s: tuple[float, float, float]
    """Time spent in each third of the travel."""

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def uncertainty_s(self) -> float:
        return float(np.hypot(self.start_uncertainty_s, self.end_uncertainty_s))


def progress(t_s: Array, height: Array, angle_down: Array) -> Array:
    """Height and angle of one swing fused: 0 at its top, 1 at its bottom.

    height: shape (n,), falls while lowering. angle_down: shape (n,), grows while lowering.
    Both NaN where missing. Returns shape (n,), smoothed.
    """
    half_width_s = smoothing_half_width_s(t_s)
    from_height = scaled(local_line(t_s, -height, half_width_s))
    from_angle = scaled(local_line(t_s, angle_down, half_width_s))
    known = np.isfinite(from_height) & np.isfinite(from_angle)
    if known.sum() < 3 or not agree(from_height[known], from_angle[known]):
        return from_height
    return scaled(np.where(known, (from_height + from_angle) / 2, np.nan))


def smoothing_half_width_s(t_s: Array) -> float:
    return max(SMOOTHING_HALF_WIDTH_S, FEWEST_SPACINGS * float(np.median(np.diff(t_s))))


def scaled(y: Array) -> Array:
    """To 0 at the lowest and 1 at the highest value."""
    low, high = np.nanmin(y), np.nanmax(y)
    return (y - low) / (high - low) if high > low else np.zeros_like(y)


def agree(a: Array, b: Array) -> bool:
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return False
    return float(np.corrcoef(a, b)[0, 1]) >= AGREEMENT


def time_passage(t_s: Array, depth: Array, noise: float) -> Passage:
    """When a swing from 0 to 1 starts and ends.

    t_s, depth: shape (n,), finite; depth goes from its lowest value up to its highest, with
    whatever holds there are before and after. noise: standard deviation of `depth`.
    For a swing up, give `1 - depth`.
    """
    bottom = int(np.argmax(depth))
    top = int(np.argmin(depth[: bottom + 1]))
    low, span = depth[top], depth[bottom] - depth[top]
    share = (depth - low) / span if span > 0 else np.zeros_like(depth)
    start = edge_of(t_s, share, bottom, noise / span if span > 0 else 0.0)
    end = edge_of(
        -t_s[::-1], 1 - share[::-1], len(t_s) - 1 - top, noise / span if span > 0 else 0.0
    )
    start_s, end_s = start.t_s, max(start.t_s, -end.t_s)
    middle = last_below(share, 0.5, bottom)
    third_s = between(t_s, share, last_below(share, 1 / 3, bottom), 1 / 3)
    two_thirds_s = between(t_s, share, first_above(share, 2 / 3, middle) - 1, 2 / 3)
    third_s = min(max(third_s, start_s), end_s)
    two_thirds_s = min(max(two_thirds_s, third_s), end_s)
    return Passage(
        start_s=start_s,
        end_s=end_s,
        start_uncertainty_s=start.uncertainty_s,
        end_uncertainty_s=end.uncertainty_s,
        thirds_s=(third_s - start_s, two_thirds_s - third_s, end_s - two_thirds_s),
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning of a swing."""

    t_s: float
    uncertainty_s: float
    """Half-width of its 90 % interval."""


def edge_of(t_s: Array, share: Array, arrival: int, noise: float) -> Edge:
    """When a swing from 0 to 1 begins, walking back from its middle.

    arrival: index at which it has reached 1. noise: standard deviation of `share`. For the end of
    a swing, give it reversed in time.
    """
    end_share = max(END_SHARE, NOISE_LIMIT * noise)
    seen_s, onset_s = first_seen_motion(t_s, share, arrival, end_share)
    spacing_s = spacing_around_s(t_s, seen_s)
    # Frame spacing leaves a uniform error; noise moves a crossing by noise over speed.
    parts_s = (
        spacing_s / np.sqrt(12),
        noise / ONSET_SHARE * onset_s,
        ONSET_DEVIATION * onset_s,
    )
    begun_s = seen_s - min(ONSET_PART * onset_s, ONSET_LONGEST_S)
    return Edge(max(begun_s, float(t_s[0])), NORMAL_90 * float(np.linalg.norm(parts_s)))


def spacing_around_s(t_s: Array, moment_s: float) -> float:
    """The time between the samples around a moment, or the usual one if that is longer."""
    after = min(max(int(np.searchsorted(t_s, moment_s)), 1), len(t_s) - 1)
    return max(float(t_s[after] - t_s[after - 1]), float(np.median(np.diff(t_s))))


def first_seen_motion(
    t_s: Array, share: Array, arrival: int, end_share: float
) -> tuple[float, float]:
    """When motion is first seen, and how long from there the next `ONSET_SHARE` of travel takes."""
    slow_from, fast_to = (last_below(share, level, arrival) for level in CORE)
    core_s = max(t_s[fast_to + 1] - t_s[slow_from], 1e-6)
    standing_speed = STANDING_SHARE * (share[fast_to + 1] - share[slow_from]) / core_s
    # A slow swing's speed is small beside the jitter's: it is taken from a calmer curve.
    calm = local_line(t_s, share, max(SMOOTHING_HALF_WIDTH_S, SPEED_SHARE * core_s))
    speed = np.gradient(calm, t_s)
    still = (share[: slow_from + 1] <= end_share) | (speed[: slow_from + 1] <= standing_speed)
    if not still.any():
        return float(t_s[0]), 0.0
    last_still = int(np.flatnonzero(still)[-1])
    seen_s = max(
        between(t_s, share, last_still, end_share),
        between(t_s, speed, last_still, standing_speed),
    )
    level = float(np.interp(seen_s, t_s, share)) + ONSET_SHARE
    onset_end_s = between(t_s, share, first_above(share, level, last_still) - 1, level)
    return seen_s, max(0.0, onset_end_s - seen_s)


def last_below(share: Array, level: float, before: int) -> int:
    """The last index up to `before` at which `share` is at or below `level`; 0 if there is none."""
    below = np.flatnonzero(share[: before + 1] <= level)
    return int(below[-1]) if len(below) else 0


def first_above(share: Array, level: float, after: int) -> int:
    """The first index from `after` at which `share` is at or above `level`; else the last one."""
    above = np.flatnonzero(share[after:] >= level)
    return after + int(above[0]) if len(above) else len(share) - 1


def between(t_s: Array, share: Array, index: int, level: float) -> float:
    """The time between samples `index` and `index + 1` at which `share` rises through `level`.

    That of sample `index` where it is already above.
    """
    index = max(0, min(index, len(t_s) - 2))
    here, following = share[index], share[index + 1]
    if here >= level:
        return float(t_s[index])
    part = (level - here) / (following - here) if following > level else 1.0
    return float(t_s[index] + part * (t_s[index + 1] - t_s[index]))
