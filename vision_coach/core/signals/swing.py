"""One lowering or rise as signals: how far it has come, and where the whole body is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.signals.smoothing import local_line
from vision_coach.core.signals.spread import DEVIATIONS_PER_MEDIAN_SPREAD, SECOND_DIFFERENCE_SQUARED

SMOOTHING_HALF_WIDTH_S = 0.1
"""Removes most of the frame-to-frame jitter; wider, it rounds the corners that are looked for. Six
samples at 30 a second."""
FEWEST_SPACINGS = 2.5
"""The same in frames, for slow cameras: five samples, of which a line is still an average."""
AGREEMENT = 0.8
"""Correlation of two signals of one swing below which they do not show the same motion: less than
two thirds (its square) of one is then explained by the other."""
JUMP_SHARE = 0.2
"""An angle that turns back by this share of its way while the height goes on is that of a joint
which the pose put elsewhere for a while (an elbow hidden by the head, for half a second)."""
HOLD_SHARE, HOLD_LONGEST_S = 0.03, 0.6
"""Before the swing the body is within this share of its end position; what it did longer ago may
have been another position. Readers see a start from 3 to 8 % of the way on."""
FIRST_SHARES = (0.08, 0.35)
"""Shares of the travel between which the direction of the first motion is taken: clear of the hold,
and before the way bends. Chosen on the labelled and the rendered lowerings
(docs/experiments.md)."""
LANDMARK_ERROR = 0.003
"""Error of a landmark that its jitter does not show, in limb lengths: about a pixel."""
SWAY_SHARE, SWAY_UNDER_WAY = 0.08, 0.5
"""A motion back by this share of the travel, and by this part of what is left of the way, is no
sway: the swing before has been reached. Half way down people stop, and the pose wavers there."""


@dataclass(frozen=True, slots=True, eq=False)
class Swing:
    """From one end position to the other, with whatever holds there are around it."""

    t_s: Array
    """Shape (n,), seconds, increasing."""
    share: Array
    """Shape (n,): 0 at its beginning, 1 at its end, never NaN."""
    body: Array
    """Shape (n, k): coordinates of the body's landmarks in limb lengths, never NaN."""
    seen: Array
    """Shape (k,): how well each of them is seen, 0 to 1."""

    def back_in_time(self) -> Swing:
        """Its end as a beginning."""
        return Swing(-self.t_s[::-1], 1 - self.share[::-1], self.body[::-1], self.seen)

    def upside_down(self) -> Swing:
        """A rise as a swing from 0 to 1."""
        return replace(self, share=1 - self.share)

    @property
    def spacing_s(self) -> float:
        """The usual time between two samples."""
        return float(np.median(np.diff(self.t_s)))


def fused_share(t_s: Array, height: Array, angle_down: Array) -> Array:
    """Height and angle of one swing fused: 0 at its top, 1 at its bottom.

    Near a straight limb the angle moves first while the height hardly changes (its cosine), near a
    bent one it is the other way round, so their mean follows the whole way better than either.
    height: shape (n,), falls while lowering. angle_down: shape (n,), grows while lowering.
    Both NaN where missing. Returns shape (n,), smoothed.
    """
    half_width_s = half_width_at_least(SMOOTHING_HALF_WIDTH_S, t_s)
    from_height = scaled(local_line(t_s, -height, half_width_s))
    from_angle = scaled(local_line(t_s, angle_down, half_width_s))
    known = np.isfinite(from_height) & np.isfinite(from_angle)
    if known.sum() < 3 or not agree(from_height[known], from_angle[known]):
        return from_height
    if jumps(from_angle[known], from_height[known]):
        return from_height
    # Where the angle is not known, it is as far from the height as around there.
    apart = np.interp(t_s, t_s[known], (from_angle - from_height)[known])
    return scaled(from_height + apart / 2)


def half_width_at_least(half_width_s: float, t_s: Array) -> float:
    """For slow cameras, as many frames as a line needs."""
    return max(half_width_s, FEWEST_SPACINGS * float(np.median(np.diff(t_s))))


def scaled(y: Array) -> Array:
    """To 0 at the lowest and 1 at the highest value."""
    low, high = float(np.nanmin(y)), float(np.nanmax(y))
    return (y - low) / (high - low) if high > low else np.zeros_like(y)


def agree(a: Array, b: Array) -> bool:
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return False
    return float(np.corrcoef(a, b)[0, 1]) >= AGREEMENT


def jumps(angle: Array, height: Array) -> bool:
    """Whether the angle turns back while the height goes on, from its lowest to its highest value.

    Both shape (n,), shares of the same way.
    """
    low, high = int(np.argmin(height)), int(np.argmax(height))
    way = slice(low, high + 1) if low <= high else slice(low, high - 1 if high else None, -1)
    return turned_back(angle[way]) > turned_back(height[way]) + JUMP_SHARE


def turned_back(way: Array) -> float:
    """The furthest that a way from low to high goes back in between."""
    return float((np.maximum.accumulate(way) - way).max())


def beginning_of(swing: Swing) -> tuple[int, int]:
    """Indices of the earliest sample that may belong to its first hold, and of its middle."""
    arrival = int(np.argmax(swing.share))
    middle = last_below(swing.share, 0.5, arrival)
    return hold_before(swing.share, middle, SWAY_SHARE, SWAY_UNDER_WAY), middle


def hold_before(y: Array, index: int, sway: float, under_way: float = 0.0) -> int:
    """Back from `index` to where `y` is `sway` above its lowest value on the way, or more by
    `under_way` times that value."""
    backwards = y[index::-1]
    lowest = np.minimum.accumulate(backwards)
    above = np.flatnonzero(backwards > lowest + sway + under_way * np.maximum(lowest, 0.0))
    return index + 1 - int(above[0]) if len(above) else 0


def share_from_hold(swing: Swing) -> Array:
    """The share of the travel, shape (n,), 0 at the lowest sample before this swing.

    0 everywhere for a swing that is at its end from the first sample on: nothing shows it begin.
    """
    first, middle = beginning_of(swing)
    lowest = float(swing.share[first : middle + 1].min())
    if lowest >= 1:
        return np.zeros_like(swing.share)
    return (swing.share - lowest) / (1 - lowest)


def first_motion(swing: Swing) -> Array:
    """How far the body has gone in the direction of its first motion, as a share of the travel.

    All landmarks together show a motion earlier than one height or angle does. Each coordinate
    counts by how much it moves at first, over its own variance, of sway in the hold and of jitter,
    which is Fisher's linear discriminant (1936) between the hold and the first motion, for errors
    independent of each other; and by how well its landmark is seen.
    Shape (n,), unsmoothed, about 0 in the hold before the swing.
    """
    first, middle = beginning_of(swing)
    share = share_from_hold(swing)
    last_still = max(first, last_below(share, HOLD_SHARE, middle))
    hold = (share <= HOLD_SHARE) & (swing.t_s >= swing.t_s[last_still] - HOLD_LONGEST_S)
    hold[:first] = hold[middle + 1 :] = False
    moving = (share > FIRST_SHARES[0]) & (share < FIRST_SHARES[1])
    moving[: last_still + 1] = moving[middle + 1 :] = False
    if not hold.any() or not moving.any():
        return share
    at_rest = np.median(swing.body[hold], axis=0)
    direction = swing.body[moving].mean(axis=0) - at_rest
    sway = np.mean((swing.body[hold] - at_rest) ** 2, axis=0)
    weight = direction * swing.seen**2 / (sway + jitter(swing.body) ** 2 + LANDMARK_ERROR**2)
    way: Array = (swing.body - at_rest) @ weight
    reached = float(way[moving].mean())
    if not reached > 0 or not agree(way[first : middle + 1], share[first : middle + 1]):
        return share
    return way * (float(share[moving].mean()) / reached)


def jitter(body: Array) -> Array:
    """Standard deviation of each coordinate's error from frame to frame.

    body: shape (n, k). From second differences, which a smooth motion leaves almost at zero, with
    the median against outliers.
    Returns shape (k,).
    """
    second = np.diff(body, 2, axis=0)
    if not len(second):
        return np.zeros(body.shape[1])
    spread = np.median(np.abs(second - np.median(second, axis=0)), axis=0)
    deviation: Array = DEVIATIONS_PER_MEDIAN_SPREAD * spread / np.sqrt(SECOND_DIFFERENCE_SQUARED)
    return deviation


def last_below(y: Array, level: float, before: int) -> int:
    """The last index up to `before` at which `y` is at or below `level`; 0 if there is none."""
    below = np.flatnonzero(y[: before + 1] <= level)
    return int(below[-1]) if len(below) else 0


def first_above(y: Array, level: float, after: int) -> int:
    """The first index from `after` at which `y` is at or above `level`; else the last one."""
    above = np.flatnonzero(y[after:] >= level)
    return after + int(above[0]) if len(above) else len(y) - 1


def between(t_s: Array, y: Array, index: int, level: float) -> float:
    """The time between samples `index` and `index + 1` at which `y` rises through `level`.

    That of sample `index` where it is already above.
    """
    index = max(0, min(index, len(t_s) - 2))
    here, following = y[index], y[index + 1]
    if here >= level:
        return float(t_s[index])
    part = (level - here) / (following - here) if following > level else 1.0
    return float(t_s[index] + part * (t_s[index + 1] - t_s[index]))
