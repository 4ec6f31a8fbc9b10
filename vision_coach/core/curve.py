"""Depth over time, for drawing."""

from __future__ import annotations

import numpy as np

from vision_coach.core.detection import Candidate
from vision_coach.core.frames import Array
from vision_coach.core.report import Curve
from vision_coach.core.segments import Segment

CURVE_STEP_S = 0.1


def depth_curve(segments: list[Segment], found: list[Candidate], typical: float) -> Curve:
    """Depth at 10 Hz or more over the whole set, with a gap where segments meet."""
    top = {
        id(segment): float(
            np.median([c.segment.height[c.lowering.top] for c in found if c.segment is segment])
        )
        for segment in {id(c.segment): c.segment for c in found}.values()
    }
    overall = float(np.median(list(top.values())))
    times: list[float] = []
    depths: list[float | None] = []
    for segment in segments:
        if times:
            times.append((times[-1] + segment.t_s[0]) / 2)
            depths.append(None)
        depth = (top.get(id(segment), overall) - segment.height) / typical
        gaps = longest_step_s(segment.t_s)
        for index in thinned(segment.t_s):
            t_s = float(segment.t_s[index])
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
