"""Where a swing begins, as one signal of it shows.

From the middle of the swing the clock walks back along the motion until that stands still: until
the body is at its end position, or moves so much slower than in the swing itself that a watcher
would call it swaying or settling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.signals.smoothing import local_line
from vision_coach.core.signals.swing import (
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
"""Smoothing of the first motion. All landmarks together are calmer than one height or angle, so
four samples at 30 a second do."""
END_SHARE = 0.002
"""Share of the travel that still counts as being in the end position: with no noise at all, about a
millimetre of a deep squat."""
NOISE_LIMIT = 1.0
"""Where noise is larger, its standard deviation times this counts as the end position. Real poses
are noisier than rendered ones: 3 instead of 1 brought them no nearer to the labels and rendered
starts further from the truth (docs/experiments.md)."""
SWAY_BACK = 0.03
"""A motion back by this share of the travel is no hold any more: more than sway of a held body (0.2
to 0.3 % of the travel in rendered people) and jitter together."""
HOLD_BAND = 0.02
"""The hold is what lies within this share of its lowest sample; below `SWAY_BACK`, which ends
it."""
QUICK_S, SLOW_S = 0.8, 1.2
"""Time from `CORE_FROM` of the travel to its middle. Quick swings start within a few frames, where
whoever reads them by eye sees them start; slow ones start before anybody sees it. Both limits and
the shares below were chosen on the labelled and the rendered lowerings (docs/experiments.md)."""
STANDING_SHARES = (0.28, 0.1)
"""Speed, as a share of the speed within a quick and a slow swing, below which the body is not under
way. With 0.2 and 0.08 the bias on real lowerings went from +0.01 to +0.06 s."""
SPEED_SHARE = 0.2
"""Half-width of the smoothing that speed is taken from, as a share of the time within the swing:
a slow swing's speed is small beside the jitter's, so it is taken from a calmer curve."""
CORE_FROM = 0.1
"""The speed within the swing is taken from this share of the travel to its middle: beyond what
readers take for its start (3 to 8 %)."""
HELD_AT_LEAST_S = 0.15
"""A shorter hold is a turning point: smoothing alone flattens one for about 0.12 s."""
QUIET_BAND, QUIET_AT_LEAST_S, QUIET_LONGEST_S = 0.01, 0.5, 1.0
"""A hold is quiet when, lately, the body stayed this long within this share of its level: then
motion too slow for `STANDING_SHARES` shows as well. Where any hold would do, the 90th percentile of
real errors went from 0.13 to 0.20 s."""
LEFT_SHARE, LEFT_NOISE = 0.015, 3.0
"""A quiet hold is left with this share of the travel, or with this many deviations of noise: more
than `QUIET_BAND`, and what noise alone reaches once in some hundred samples."""
CREEPING_SHARE = 0.13
"""Slower than this share of the speed within the swing, what leaves a hold is sway or settling: a
person who settles into a quick repetition creeps, too. Chosen like `STANDING_SHARES`."""
ONSET_SHARE = 0.01
"""The travel after the first seen motion from which its true beginning is extrapolated: as near to
it as noise allows."""
ONSET_PART = 0.9
"""The beginning lies this part of the onset's time before the first seen motion. Chosen, with
the next, on the labelled and the rendered lowerings."""
ONSET_LONGEST_S = 0.2
"""Slower onsets are extrapolated no further: noise would decide. What is sharp enough for more goes
through `CORNER_SHARES`."""
CORNER_SHARES = (0.02, 0.05)
"""Shares of the travel whose times show how a hold is left: above the noise, and near to it. Fits
up to 5, 8 or 12 % by least squares were no better (docs/experiments.md)."""
CORNER_LONGEST_S = 0.5
"""Whatever takes longer is drifting while it holds, and where the corner lies in a gap or before
the first sample nobody knows how long it took: then this long."""
CORNER_SPACINGS = 3.0
"""A longer time without a sample, in usual spacings, is a gap: two missing ones in a row are
blinks."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a swing as one signal shows it."""

    t_s: float
    noise: float
    """Standard deviation of the signal's error, as a share of the travel."""
    held_s: float
    """How long the hold before it was, as far as is looked at."""
    corner_s: tuple[float, float]
    """When the body was `CORNER_SHARES` away from its hold."""
    corner_seen: bool
    """Whether samples show that."""

    @property
    def corner_took_s(self) -> float:
        near_s, far_s = self.corner_s
        took_s = far_s - near_s if self.corner_seen else CORNER_LONGEST_S
        return min(max(took_s, 1e-6), CORNER_LONGEST_S)

    @property
    def corner_speed(self) -> float:
        """In shares of the travel a second."""
        near, far = CORNER_SHARES
        return (far - near) / self.corner_took_s

    def extrapolated_s(self, exponent: float) -> float:
        """The beginning if the way from the hold grows with the time to the power of `exponent`."""
        near, far = CORNER_SHARES
        return self.corner_s[0] - self.corner_took_s / float((far / near) ** (1 / exponent) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Departure:
    """One signal of a swing, from the hold before it to its middle."""

    t_s: Array
    """Shape (n,), of the whole swing."""
    motion: Array
    """Shape (n,): a share of the travel that is about 0 in the hold."""
    curve: Array
    """Shape (n,): the same, smoothed."""
    noise: float
    """Standard deviation of the curve's error."""
    earliest: int
    """The first sample that may belong to the hold."""
    under_way: int
    """The last sample before the body is surely under way."""
    middle: int
    level: float
    """The curve in the hold: its middle, or its lowest at a turning point."""
    held_s: float

    def passes_s(self, share: float) -> float:
        """When it is `share` away from the hold for good."""
        limit = self.level + share
        last = max(self.earliest, last_below(self.curve, limit, self.middle))
        return between(self.t_s, self.curve, last, limit)

    def shows(self, from_s: float, to_s: float) -> bool:
        """Whether there are samples all the way, and before it."""
        if from_s <= self.t_s[self.earliest]:
            return False
        first, last = (int(np.searchsorted(self.t_s, moment)) for moment in (from_s, to_s))
        spacing_s = np.diff(self.t_s)
        return bool(
            spacing_s[max(first - 1, 0) : last + 1].max(initial=0.0)
            <= CORNER_SPACINGS * np.median(spacing_s)
        )


def beginning_seen_in(motion: Array, swing: Swing) -> Beginning:
    """motion: shape (n,), a share of the travel that is about 0 in the hold before the swing."""
    departure = departure_of(motion, swing)
    t_s, curve = swing.t_s, departure.curve
    seen_s = first_seen_motion(swing, departure)
    level = float(np.interp(seen_s, t_s, curve)) + ONSET_SHARE
    after = int(np.searchsorted(t_s, seen_s, side="right"))
    onset_s = max(0.0, between(t_s, curve, first_above(curve, level, after) - 1, level) - seen_s)
    begun_s = seen_s - min(ONSET_PART * onset_s, ONSET_LONGEST_S)
    near_s, far_s = (departure.passes_s(share) for share in CORNER_SHARES)
    return Beginning(
        t_s=max(begun_s, float(t_s[0])),
        noise=departure.noise,
        held_s=departure.held_s,
        corner_s=(near_s, far_s),
        corner_seen=departure.shows(near_s, far_s),
    )


def departure_of(motion: Array, swing: Swing) -> Departure:
    t_s = swing.t_s
    curve = local_line(t_s, motion, half_width_at_least(MOTION_HALF_WIDTH_S, t_s))
    earliest, middle = beginning_of(swing)
    under_way = max(earliest, last_below(curve, CORE_FROM, middle))
    earliest = max(earliest, hold_before(curve, under_way, SWAY_BACK))
    lowest = float(curve[earliest : under_way + 1].min())
    held = earliest + np.flatnonzero(curve[earliest : under_way + 1] <= lowest + HOLD_BAND)
    held = held[t_s[held] >= t_s[held[-1]] - HOLD_LONGEST_S]
    held_s = len(held) * swing.spacing_s
    return Departure(
        t_s=t_s,
        motion=motion,
        curve=curve,
        noise=noise_of(motion, swing.spacing_s),
        earliest=earliest,
        under_way=under_way,
        middle=middle,
        level=lowest if held_s < HELD_AT_LEAST_S else float(np.median(curve[held])),
        held_s=held_s,
    )


def noise_of(motion: Array, spacing_s: float) -> float:
    """Standard deviation of the smoothed motion's error: smoothing k samples divides by sqrt(k)."""
    smoothed = max(1.0, MOTION_HALF_WIDTH_S / spacing_s)
    return float(jitter(motion[:, None])[0] / np.sqrt(smoothed))


def first_seen_motion(swing: Swing, departure: Departure) -> float:
    """The last moment before the middle of a swing at which the body stands still."""
    t_s, curve, noise = swing.t_s, departure.curve, departure.noise
    core_s, core_speed = core_of(swing)
    calm_s = half_width_at_least(max(MOTION_HALF_WIDTH_S, SPEED_SHARE * core_s), t_s)
    speed = np.gradient(local_line(t_s, departure.motion, calm_s), t_s)
    at_rest = departure.level + max(END_SHARE, NOISE_LIMIT * noise)
    standing = float(np.interp(core_s, (QUICK_S, SLOW_S), STANDING_SHARES)) * core_speed
    before = slice(departure.earliest, departure.under_way + 1)
    still = np.flatnonzero((curve[before] <= at_rest) | (speed[before] <= standing))
    if not len(still):
        return float(t_s[departure.earliest])
    last_still = departure.earliest + int(still[-1])
    moved_s = max(
        between(t_s, y, last_still, limit)
        for y, limit in ((curve, at_rest), (speed, standing))
        if y[last_still] <= limit
    )
    left_s = quiet_hold_left_s(swing, departure, last_still)
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
    # A swing that is at its end from the first sample on has no way of its own.
    return core_s, max(float(share[fast] - share[slow]), 1e-6) / core_s


def quiet_hold_left_s(swing: Swing, departure: Departure, last_still: int) -> float | None:
    """When the body leaves a hold in which it was quiet; None where there is no such hold.

    last_still: the last sample at which it may still be there.
    """
    earliest, curve = departure.earliest, departure.curve[: last_still + 1]
    quiet = earliest + np.flatnonzero(np.abs(curve[earliest:] - departure.level) <= QUIET_BAND)
    if not len(quiet):
        return None
    quiet = quiet[swing.t_s[quiet] >= swing.t_s[quiet[-1]] - QUIET_LONGEST_S]
    if len(quiet) * swing.spacing_s < QUIET_AT_LEAST_S:
        return None
    limit = float(np.median(curve[quiet])) + max(LEFT_SHARE, LEFT_NOISE * departure.noise)
    last = earliest + int(np.flatnonzero(curve[earliest:] <= limit)[-1])
    return between(swing.t_s, curve, last, limit) if last + 1 < len(curve) else None
