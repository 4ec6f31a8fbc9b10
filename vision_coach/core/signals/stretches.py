"""A set's samples as unbroken stretches, each with one scale and one choice of sides."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array
from vision_coach.core.exercise import STILL_SHARE, Exercise
from vision_coach.core.signals.following import fits_exercise
from vision_coach.core.signals.samples import Samples, blend, side_weights
from vision_coach.core.signals.smoothing import local_line
from vision_coach.core.signals.spread import DEVIATIONS_PER_MEDIAN_SPREAD
from vision_coach.core.signals.swing import jitter

LONGEST_GAP_S = 0.7
"""A longer stretch without a pose breaks the signal; shorter ones are bridged. Blinks of the pose
model last a few frames, half a repetition of the fastest kind about this long."""
DETECTION_HALF_WIDTH_S = 0.12
"""Seven samples at 30 a second. Wider than where a swing is timed (`SMOOTHING_HALF_WIDTH_S`): turns
need no sharp corners, and jitter must make none."""
DETECTION_WIDEST_S = 0.3
"""However noisy: a repetition of a second would be flattened by more."""
LEAST_TRAVEL_DEVIATIONS = 13.0
"""The least travel in standard deviations of what is left of the jitter: four of them in the
smallest turn that could count. Chosen on RepCount's tracks with noise added
(docs/experiments.md)."""
TRICUBE_SAMPLES = 1.41
"""How many independent samples' mean is as exact as a tricube-weighted one, for every sample within
its half-width: the square of the weights' integral over that of their squares."""
OUTLIER_WINDOW = 7
"""Samples, the middle one included, that a sample is compared with. The pose jumps away for one to
three frames at a time."""
OUTLIER_DEVIATIONS = 3.0
"""How far from their median it is then left out, in robust standard deviations. At an even speed
or a sharp turn a sample is at most 2 away. 3, the customary value, to 6 keep all 14 labelled real
clips right."""
LIMB_PERCENTILE = 90
"""The limb is as long as it is in its longest tenth of samples: bent and foreshortened it only
looks shorter, and the very longest is an outlier."""
JUMP = 0.1
"""Limb lengths from which such a sample is not jitter but somewhere else: it is left out of all.
More than ten times the jitter of real clips (0.2 to 0.4 % of the body's height)."""
FEWEST_SAMPLES = 3
"""Fewer between two breaks have no course: neither a speed nor a turn."""
MOST_JUMPS = 0.5
"""Where a larger share jumps, nobody knows which of them are right."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Samples between two breaks. All arrays have shape (n,) unless stated."""

    samples: Samples
    t_s: Array
    height: Array
    """Moving part over anchor, limb lengths, smoothed, never NaN."""
    limb_px: float
    """The stretched limb's length in the picture."""
    in_position: NDArray[np.bool_]
    """True where the posture is that of the exercise."""
    begins: str
    """Why it begins: "start", "cut", "lost" or "left"."""
    ends: str
    """Why it ends: "cut", "lost", "left", "end" with the source, or "closed" when the set was over.
    """
    still_share: float = STILL_SHARE
    """See `Exercise`."""
    jumping_share: float = 0.0
    """Of its frames, those that were left out since the pose was somewhere else in them."""

    def during(self, start_s: float, end_s: float) -> slice:
        """The samples from one moment to another, both included; at least one."""
        first = min(int(np.searchsorted(self.t_s, start_s)), len(self.t_s) - 1)
        last = int(np.searchsorted(self.t_s, end_s, side="right"))
        return slice(first, max(last, first + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Seen samples between two breaks, before anything is made of them."""

    indices: NDArray[np.intp]
    """Of its samples in the set's; at least one."""
    begins: str
    ends: str

    @property
    def is_long_enough(self) -> bool:
        return len(self.indices) >= FEWEST_SAMPLES


def split(
    samples: Samples, exercise: Exercise, ending: str, beginning: str = "start"
) -> list[Stretch]:
    """Unbroken stretches of enough seen samples; shots and long gaps divide.

    ending: why the last one ends, "end", "lost" or "closed". beginning: why the first one begins,
    "start", "lost" or "cut".
    """
    stretches = [
        stretch_of(samples[run.indices], exercise, run.begins, run.ends)
        for run in unbroken_runs(samples, ending, beginning)
        if run.is_long_enough
    ]
    if not exercise.eccentric_only:
        return stretches
    return [part for stretch in stretches for part in parts_in_position(stretch, exercise)]


def unbroken_runs(samples: Samples, ending: str, beginning: str = "start") -> list[Run]:
    """What shots and long gaps leave together of the samples in which somebody was seen."""
    seen = np.flatnonzero(np.isfinite(samples["inclination_deg"]))
    if not len(seen):
        return []
    shot = np.cumsum(samples["starts_shot"])[seen]
    cut = np.diff(shot) > 0
    lost = np.diff(samples["t_s"][seen]) > LONGEST_GAP_S
    breaks = np.flatnonzero(cut | lost)
    edges = [0, *(breaks + 1), len(seen)]
    if samples["t_s"][-1] - samples["t_s"][seen[-1]] > LONGEST_GAP_S:
        ending = "lost"
    if samples["t_s"][seen[0]] - samples["t_s"][0] > LONGEST_GAP_S:
        beginning = "lost"
    reasons = [beginning, *("cut" if cut[b] else "lost" for b in breaks), ending]
    return [
        Run(seen[first:last], reasons[number], reasons[number + 1])
        for number, (first, last) in enumerate(itertools.pairwise(edges))
    ]


def parts_in_position(stretch: Stretch, exercise: Exercise) -> list[Stretch]:
    """What is left of a stretch without the ways back up that leave the position."""
    t_s = stretch.t_s
    inside = np.flatnonzero(stretch.in_position)
    parts = []
    for run in np.split(inside, np.flatnonzero(np.diff(t_s[inside]) > LONGEST_GAP_S) + 1):
        if len(run) < FEWEST_SAMPLES:
            continue
        first, last = int(run[0]), int(run[-1]) + 1
        begins = "left" if first > 0 else stretch.begins
        ends = "left" if last < len(t_s) else stretch.ends
        parts.append(stretch_of(stretch.samples[first:last], exercise, begins, ends))
    return parts


def stretch_of(samples: Samples, exercise: Exercise, begins: str, ends: str) -> Stretch:
    weights = side_weights(samples["visibility"])
    limb_px = float(np.percentile(blend(samples["limb_px"], weights), LIMB_PERCENTILE))
    raw = blend(samples["height_px"], weights) / limb_px
    steady = without_outliers(raw)
    elsewhere = np.abs(raw - steady) > JUMP
    jumping_share = float(elsewhere.mean())
    if jumping_share < MOST_JUMPS:
        samples, steady = samples[~elsewhere], steady[~elsewhere]
    t_s = samples["t_s"]
    half_width_s = detection_half_width_s(t_s, steady, exercise.minimum_travel)
    height = local_line(t_s, steady, half_width_s)
    in_position = fits_exercise(exercise, samples["inclination_deg"], height)
    return Stretch(
        samples,
        t_s,
        height,
        limb_px,
        in_position,
        begins,
        ends,
        exercise.still_share,
        jumping_share,
    )


def detection_half_width_s(t_s: Array, height: Array, minimum_travel: float) -> float:
    """As wide as jitter demands: until what is left of it makes no turn that would count.

    t_s, height: shape (n,). A line weighted by tricube halves the error of independent samples for
    every four times as many.
    """
    jitter_share = float(jitter(height[:, None])[0]) / minimum_travel
    samples = (LEAST_TRAVEL_DEVIATIONS * jitter_share) ** 2
    half_width_s = samples * float(np.median(np.diff(t_s))) / TRICUBE_SAMPLES
    return min(max(half_width_s, DETECTION_HALF_WIDTH_S), DETECTION_WIDEST_S)


def without_outliers(y: Array) -> Array:
    """Samples that jump away from their neighbours replaced by these.

    y: shape (n,), limb lengths, all finite.

    The identifier of Hampel (1974): a window's median, and the standard deviation of normal errors
    by its median absolute deviation. Near the first and the last sample the window is mirrored,
    and a steady motion looks like a turn there: only what is surely somewhere else is replaced, or
    a lowering that the video cuts off would seem to come to rest.
    """
    half = OUTLIER_WINDOW // 2
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(y, half, "reflect"), OUTLIER_WINDOW)
    median = np.median(windows, axis=1)
    deviation = DEVIATIONS_PER_MEDIAN_SPREAD * np.median(np.abs(windows - median[:, None]), axis=1)
    limit = OUTLIER_DEVIATIONS * deviation
    limit[:half], limit[-half:] = np.maximum(limit[:half], JUMP), np.maximum(limit[-half:], JUMP)
    return np.where(np.abs(y - median) > limit, median, y)
