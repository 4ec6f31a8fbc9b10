"""The stretch of samples that belongs to one lowering or rise, and what is measured in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vision_coach.core.detection.candidates import Candidate
from vision_coach.core.exercise import Ending, Exercise
from vision_coach.core.signals.samples import blend, side_weights
from vision_coach.core.signals.smoothing import local_line
from vision_coach.core.signals.swing import Swing, fused_share
from vision_coach.core.timing.control import control_lost_s
from vision_coach.core.timing.ends import Passage, time_passage

OVERSHOOT_SHARE = 0.15
"""A rise that goes on above its own top by this share of the travel is getting up. As
much is left to a hold (`NEAR_END_SHARE`)."""
ANGLE_HALF_WIDTH_S = 0.15
"""Smoothing of the joint's angle where its range of motion is read off. Wider than for times: an
angle jitters by 1.5 to 3 degrees from frame to frame, and held ends are flat."""


def passage_down(candidate: Candidate, exercise: Exercise) -> Passage:
    """Time the lowering, in a window from half-way up before it to half-way up after it.

    So the window holds the whole top and bottom positions and nothing deeper or higher.
    """
    height, lowering = candidate.stretch.height, candidate.lowering
    middle = (height[lowering.top] + height[lowering.bottom]) / 2
    before = np.flatnonzero(height[lowering.previous_bottom : lowering.top + 1] <= middle)
    after = np.flatnonzero(height[lowering.bottom : lowering.next_top + 1] >= middle)
    first = lowering.previous_bottom + (int(before[-1]) + 1 if len(before) else 0)
    last = lowering.bottom + int(after[0]) if len(after) else lowering.next_top + 1
    swing = swing_in(candidate, exercise, slice(first, last))
    down = time_passage(swing)
    if exercise.ends is not Ending.BREAK:
        return down
    return replace(down, control_lost_s=control_lost_s(swing, down.start_s, down.end_s))


def passage_up(candidate: Candidate, exercise: Exercise) -> Passage:
    """Time the rise, in a window from half-way down the lowering to the top after it."""
    height, lowering = candidate.stretch.height, candidate.lowering
    last = end_of_rise(candidate)
    middle = (height[last] + height[lowering.bottom]) / 2
    before = np.flatnonzero(height[lowering.top : lowering.bottom + 1] >= middle)
    first = lowering.top + (int(before[-1]) + 1 if len(before) else 0)
    return time_passage(swing_in(candidate, exercise, slice(first, last + 1)).upside_down())


def end_of_rise(candidate: Candidate) -> int:
    """The next top; where somebody gets up from there, the height that the lowering began at."""
    height, lowering = candidate.stretch.height, candidate.lowering
    own_top = height[lowering.top]
    if height[lowering.next_top] <= own_top + OVERSHOOT_SHARE * lowering.travel:
        return lowering.next_top
    rise = height[lowering.bottom : lowering.next_top + 1]
    return lowering.bottom + int(np.flatnonzero(rise >= own_top)[0])


def swing_in(candidate: Candidate, exercise: Exercise, window: slice) -> Swing:
    """The signals in a window around a lowering; 0 at its top and 1 at its bottom."""
    stretch, lowering = candidate.stretch, candidate.lowering
    samples = stretch.samples[window]
    weights = side_weights(stretch.samples[lowering.top : lowering.bottom + 1]["visibility"])
    height = blend(samples["height_px"], weights)
    angle_down = blend(samples["angle_deg"], weights) * (1 if exercise.lowering_extends else -1)
    return Swing(
        t_s=samples["t_s"],
        share=fused_share(samples["t_s"], height, angle_down),
        body=samples["body_px"].reshape(len(samples), -1).astype(float) / stretch.limb_px,
        seen=np.repeat(samples["body_visibility"].mean(axis=0), 2),
    )


def end_angles_deg(candidate: Candidate, down: Passage) -> tuple[float, float] | tuple[None, None]:
    """The joint's angle where the lowering starts and where it ends; None where never known."""
    lowering = candidate.lowering
    samples = candidate.stretch.samples[lowering.previous_bottom : lowering.next_top + 1]
    swing = candidate.stretch.samples[lowering.top : lowering.bottom + 1]
    weights = side_weights(swing["visibility"])
    angle = local_line(samples["t_s"], blend(samples["angle_deg"], weights), ANGLE_HALF_WIDTH_S)
    known = np.isfinite(angle)
    if not known.any():
        return None, None
    top, bottom = np.interp([down.start_s, down.end_s], samples["t_s"][known], angle[known])
    return float(top), float(bottom)
