"""Two simple rules that others time repetitions by, for comparison on the same poses.

Both follow the side of the body that is seen better over the whole video, or both alike.

`fixed_angles` is the rule of AIGym, the workout counter of Ultralytics
(`ultralytics/solutions/ai_gym.py`, defaults in `solutions/config.py`): the joint's angle in the
picture above 145 degrees is one position and below 90 degrees the other, and a repetition is
counted when the second is reached after the first. It gives no times; here a lowering runs from
the moment its first position is left until its second is reached, which is what the rule can see.

`travel_shares` takes the 10 % and 90 % reference levels between the two states, by which
IEEE Std 181-2011 defines the duration of a transition and which range-of-motion counters use in
place of fixed angles: the height of the moving part (hips over ankles, shoulders over hands)
scaled to the range seen in this video.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from accuracy.prediction import Prediction, with_top_pauses
from vision_coach.core.body.pose import Array, Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import SAMPLE, Samples, sample_of

STRAIGHT_DEG, BENT_DEG = 145.0, 90.0
"""AIGym's `up_angle` and `down_angle`."""
NEAR_TOP, NEAR_BOTTOM = 0.1, 0.9
SEEN_ALIKE = 0.05
"""Sides whose visibility differs by no more count both: their mean is calmer."""
RANGE_QUANTILES = (0.01, 0.99)
"""A single wrong pose is no end of the range."""


def fixed_angles(samples: Samples, exercise: Exercise) -> list[Prediction]:
    """Lowerings between 145 and 90 degrees of the joint."""
    t_s, angle_deg = of_seen_side(samples, "angle_deg")
    # 0 where the arm or leg is straight, 1 where it is bent as far as the rule asks for.
    bent = (STRAIGHT_DEG - angle_deg) / (STRAIGHT_DEG - BENT_DEG)
    return lowerings(t_s, 1 - bent if exercise.lowering_extends else bent, 0.0, 1.0)


def travel_shares(samples: Samples) -> list[Prediction]:
    """Lowerings between 10 % and 90 % of the range of heights seen in the video."""
    t_s, height = of_seen_side(samples, "height_px")
    if not len(t_s):
        return []
    low, high = np.quantile(height, RANGE_QUANTILES)
    if high <= low:
        return []
    return lowerings(t_s, (high - height) / (high - low), NEAR_TOP, NEAR_BOTTOM)


def samples_of(poses: Iterable[Pose], exercise: Exercise) -> Samples:
    """What the exercise needs of every pose, shape (n,)."""
    rows = [sample_of(pose, exercise) for pose in poses]
    return np.concatenate(rows) if rows else np.zeros(0, dtype=SAMPLE)


def of_seen_side(samples: Samples, name: str) -> tuple[Array, Array]:
    """Times and one signal of the side that is seen better, where anybody is seen; shape (n,)."""
    if not len(samples):
        return np.zeros(0), np.zeros(0)
    visibility = samples["visibility"].mean(axis=0)
    sides = visibility >= visibility.max() - SEEN_ALIKE
    signal = samples[name][:, sides].mean(axis=1, dtype=np.float64)
    known = np.isfinite(signal) & np.isfinite(samples["inclination_deg"])
    return samples["t_s"][known], signal[known]


def lowerings(t_s: Array, depth: Array, top: float, bottom: float) -> list[Prediction]:
    """Every way from depth `top` or less to `bottom` or more, with the rise after it.

    t_s, depth: shape (n,), finite. A phase begins when the level of its first position is crossed
    for the last time before that of its second is crossed.
    """
    found: list[Prediction] = []
    at_top = at_bottom = None  # last sample in each position
    position = ""
    for index, value in enumerate(depth):
        if value <= top:
            if position == "bottom" and at_bottom is not None and found:
                start_s = crossing_s(t_s, depth, at_bottom, bottom)
                end_s = crossing_s(t_s, depth, index - 1, top)
                found[-1] = rising(found[-1], start_s, end_s)
            position, at_top = "top", index
        elif value >= bottom:
            if position == "top" and at_top is not None:
                start_s = crossing_s(t_s, depth, at_top, top)
                found.append(Prediction(start_s, crossing_s(t_s, depth, index - 1, bottom)))
            position, at_bottom = "bottom", index
    return with_top_pauses(found)


def rising(lowering: Prediction, start_s: float, end_s: float) -> Prediction:
    return Prediction(lowering.eccentric_start_s, lowering.eccentric_end_s, start_s, end_s)


def crossing_s(t_s: Array, depth: Array, index: int, level: float) -> float:
    """When `depth` crosses `level` between the samples `index` and `index + 1`."""
    here, following = depth[index], depth[index + 1]
    share = (level - here) / (following - here) if following != here else 1.0
    return float(t_s[index] + np.clip(share, 0, 1) * (t_s[index + 1] - t_s[index]))
