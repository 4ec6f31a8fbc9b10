"""Why a repetition is not graded, and what to do about it."""

from __future__ import annotations

from vision_coach.core.detection import Candidate
from vision_coach.core.timing import Passage
from vision_coach.core.track import confidence

LEAST_VISIBILITY = 0.3
"""Mean visibility of the working side below which its signals are guesses of the model."""
FEWEST_SAMPLES = 5
"""A lowering with fewer frames of its own, holds left out, has no shape to measure."""


def why_not_graded(candidate: Candidate, down: Passage) -> str | None:
    segment, lowering = candidate.segment, candidate.lowering
    swing = segment.samples[lowering.top : lowering.bottom + 1]
    if candidate.cut_start:
        return missing_start(segment.begins, segment.t_s[0])
    if candidate.cut_end:
        return missing_end(segment.ends, segment.t_s[-1])
    frames = int(((segment.t_s >= down.start_s) & (segment.t_s <= down.end_s)).sum())
    if frames < FEWEST_SAMPLES:
        return (
            f"too few frames show it ({frames}, {FEWEST_SAMPLES} are needed): record with more "
            "frames per second, the whole body in the picture"
        )
    if confidence(swing) < LEAST_VISIBILITY:
        first_s, last_s = swing["t_s"][0], swing["t_s"][-1]
        return (
            f"working arm or leg hidden from {first_s:.1f} to {last_s:.1f} s: "
            "turn or move the camera"
        )
    if down.uncertainty_s >= down.duration_s:
        return (
            "its start and end cannot be told apart: record with more frames per second, "
            "the camera still and nearer"
        )
    return None


def missing_start(border: str, t_s: float) -> str:
    """Why nobody knows when a lowering started, its stretch having begun at `t_s`."""
    if border == "cut":
        return f"cut at {t_s:.1f} s, in the middle of the lowering"
    if border == "left":
        return f"not in position before {t_s:.1f} s, when the lowering was under way"
    if border == "lost":
        return f"not seen before {t_s:.1f} s: keep the whole body in the picture"
    return "started before the video: start recording earlier"


def missing_end(border: str, t_s: float) -> str:
    """Why nobody knows when a lowering ended, its stretch having ended at `t_s`."""
    if border == "cut":
        return f"cut after {t_s:.1f} s, in the middle of the lowering"
    if border == "left":
        return f"position left at {t_s:.1f} s, before the lowering ended"
    if border == "lost":
        return f"not seen after {t_s:.1f} s: keep the whole body in the picture"
    return f"the video ends at {t_s:.1f} s, before the lowering does: record for longer"
