"""The stretch of samples that belongs to one lowering or rise, and what is measured in it."""

from __future__ import annotations

import numpy as np

from vision_coach.core.detection import Candidate
from vision_coach.core.exercise import Exercise
from vision_coach.core.frames import Array
from vision_coach.core.smoothing import local_line
from vision_coach.core.timing import Passage, progress, smoothing_half_width_s, time_passage
from vision_coach.core.track import blend, side_weights

OVERSHOOT_SHARE = 0.15
"""A rise that goes on above its own top by this share of the travel is getting up."""
ANGLE_HALF_WIDTH_S = 0.15
"""Smoothing of the joint's angle where its range of motion is read off."""


def passage_down(candidate: Candidate, exercise: Exercise) -> Passage:
    """Time the lowering, in a window from half-way up before it to half-way up after it.

    So the window holds the whole top and bottom positions and nothing deeper or higher.
    """
    height, lowering = candidate.segment.height, candidate.lowering
    middle = (height[lowering.top] + height[lowering.bottom]) / 2
    before = np.flatnonzero(height[lowering.previous_bottom : lowering.top + 1] <= middle)
    after = np.flatnonzero(height[lowering.bottom : lowering.next_top + 1] >= middle)
    first = lowering.previous_bottom + (int(before[-1]) + 1 if len(before) else 0)
    last = lowering.bottom + int(after[0]) if len(after) else lowering.next_top + 1
    return time_passage(*window_depth(candidate, exercise, slice(first, last)))


def passage_up(candidate: Candidate, exercise: Exercise) -> Passage:
    """Time the rise, in a window from half-way down the lowering to the top after it."""
    height, lowering = candidate.segment.height, candidate.lowering
    last = end_of_rise(candidate)
    middle = (height[last] + height[lowering.bottom]) / 2
    before = np.flatnonzero(height[lowering.top : lowering.bottom + 1] >= middle)
    first = lowering.top + (int(before[-1]) + 1 if len(before) else 0)
    t_s, depth, noise = window_depth(candidate, exercise, slice(first, last + 1))
    return time_passage(t_s, 1 - depth, noise)


def end_of_rise(candidate: Candidate) -> int:
    """The next top; where somebody gets up from there, the height that the lowering began at."""
    height, lowering = candidate.segment.height, candidate.lowering
    own_top = height[lowering.top]
    if height[lowering.next_top] <= own_top + OVERSHOOT_SHARE * lowering.travel:
        return lowering.next_top
    rise = height[lowering.bottom : lowering.next_top + 1]
    return lowering.bottom + int(np.flatnonzero(rise >= own_top)[0])


def window_depth(
    candidate: Candidate, exercise: Exercise, window: slice
) -> tuple[Array, Array, float]:
    """Times, fused depth and its noise in a window around a lowering."""
    segment, lowering = candidate.segment, candidate.lowering
    samples = segment.samples[window]
    swing = segment.samples[lowering.top : lowering.bottom + 1]
    weights = side_weights(swing["visibility"])
    height = blend(samples["height_px"], weights) / segment.limb_px
    angle_down = blend(samples["angle_deg"], weights) * (1 if exercise.lowering_extends else -1)
    t_s = samples["t_s"]
    return t_s, progress(t_s, height, angle_down), noise_of(t_s, height)


def noise_of(t_s: Array, height: Array) -> float:
    """Standard deviation of the smoothed height's error, relative to its range.

    From second differences, which a smooth motion leaves almost at zero (their deviation is
    sqrt(6) times that of the samples), with the median against outliers; smoothing over k samples
    divides it by sqrt(k).
    """
    span = float(np.ptp(height))
    if len(height) < 5 or span == 0:
        return 0.0
    second = np.diff(height, 2)
    deviation = 1.4826 * float(np.median(np.abs(second - np.median(second)))) / np.sqrt(6)
    spacing_s = float(np.median(np.diff(t_s)))
    samples_smoothed = max(1.0, smoothing_half_width_s(t_s) / spacing_s)
    return float(deviation / span / np.sqrt(samples_smoothed))


def end_angles_deg(candidate: Candidate, down: Passage) -> tuple[float, float]:
    """The joint's angle where the lowering starts and where it ends."""
    lowering = candidate.lowering
    samples = candidate.segment.samples[lowering.previous_bottom : lowering.next_top + 1]
    swing = candidate.segment.samples[lowering.top : lowering.bottom + 1]
    weights = side_weights(swing["visibility"])
    angle = local_line(samples["t_s"], blend(samples["angle_deg"], weights), ANGLE_HALF_WIDTH_S)
    top, bottom = np.interp([down.start_s, down.end_s], samples["t_s"], angle)
    return float(top), float(bottom)
