"""Depth over time, for drawing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.detection.candidates import Candidate
from vision_coach.core.report.session import Curve
from vision_coach.core.signals.stretches import Stretch

CURVE_STEP_S = 0.1
"""Ten points a second draw the quickest repetition, and keep a report of a set to some
kilobytes."""


def depth_curve(stretches: list[Stretch], found: Sequence[Candidate], typical: float) -> Curve:
    """Depth at 10 Hz or more over the whole set, with a gap where stretches meet."""
    top = {
        id(stretch): float(
            np.median([c.stretch.height[c.lowering.top] for c in found if c.stretch is stretch])
        )
        for stretch in {id(c.stretch): c.stretch for c in found}.values()
    }
    overall = float(np.median(list(top.values())))
    times: list[float] = []
    depths: list[float | None] = []
    for stretch in stretches:
        if times:
            times.append((times[-1] + stretch.t_s[0]) / 2)
            depths.append(None)
        depth = (top.get(id(stretch), overall) - stretch.height) / typical
        gaps = longest_step_s(stretch.t_s)
        for index in thinned(stretch.t_s):
            t_s = float(stretch.t_s[index])
            if depths and depths[-1] is not None and t_s - times[-1] > gaps:
                times.append((times[-1] + t_s) / 2)
                depths.append(None)
            times.append(t_s)
            depths.append(float(depth[index]))
    return Curve(tuple(times), tuple(depths))


def longest_step_s(t_s: Array) -> float:
    """A longer step is a gap in the signal."""
    return max(CURVE_STEP_S, 2 * float(np.median(np.diff(t_s))))


def thinned(t_s: Array) -> list[int]:
    """Indices of samples at most `CURVE_STEP_S` apart, where the samples allow it."""
    kept = [0]
    for index in range(1, len(t_s)):
        following = t_s[index + 1] if index + 1 < len(t_s) else np.inf
        if following - t_s[kept[-1]] > CURVE_STEP_S:
            kept.append(index)
    return kept
