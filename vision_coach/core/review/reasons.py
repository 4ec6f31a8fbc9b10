"""Why a repetition is not graded, and what to do about it."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.parts import name_of
from vision_coach.core.body.view import VIEWS, view_of
from vision_coach.core.detection.candidates import Candidate
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.reason import Reason
from vision_coach.core.review.hidden_parts import (
    LEAST_VISIBILITY,
    Unseen,
    cut_off_parts,
    hidden_parts,
)
from vision_coach.core.signals.samples import confidence
from vision_coach.core.signals.stretches import LONGEST_GAP_S, Stretch
from vision_coach.core.timing.ends import Passage

FEWEST_SAMPLES = 5
"""A lowering with fewer frames of its own, holds left out, has no shape to measure: a start and an
end of two each, and one in between."""
LOST_SPACINGS = 3.0
"""Without a pose for this many times the usual spacing of frames, somebody was lost meanwhile. Two
missing frames are bridged by the smoothing."""


def why_not_graded(candidate: Candidate, down: Passage, exercise: Exercise) -> Reason | None:
    stretch = candidate.stretch
    way = stretch.during(down.start_s, down.end_s)
    if candidate.cut_start:
        return missing_start(stretch, exercise)
    if candidate.cut_end:
        return missing_end(stretch, exercise)
    frames = way.stop - way.start
    if frames < FEWEST_SAMPLES:
        return too_few_frames(stretch, down, exercise, frames)
    if confidence(stretch.samples[way]) < LEAST_VISIBILITY:
        return not_seen(hidden_parts(stretch, exercise, way))
    if down.uncertainty_s >= down.duration_s:
        return ends_alike(stretch, exercise)
    return None


def missing_start(stretch: Stretch, exercise: Exercise) -> Reason:
    """Why nobody knows when the lowering started with which the stretch begins."""
    t_s = float(stretch.t_s[0])
    if stretch.begins == "cut":
        return Reason.of("begins_at_cut", t_s=t_s)
    if stretch.begins == "left":
        return Reason.of("begins_out_of_position", t_s=t_s)
    if stretch.begins == "lost":
        gone = cut_off_parts(stretch, exercise, 0)
        if gone and gone.last_s is not None:
            return Reason.of("begins_with_parts_out", parts=gone.parts, until_s=gone.last_s)
        return not_seen(gone) if gone else Reason.of("begins_unseen", t_s=t_s)
    if t_s > LONGEST_GAP_S:
        return Reason.of("begins_before_set", t_s=t_s)
    return Reason.of("begins_before_video")


def missing_end(stretch: Stretch, exercise: Exercise) -> Reason:
    """Why nobody knows when the lowering ended with which the stretch ends."""
    t_s = float(stretch.t_s[-1])
    if stretch.ends == "cut":
        return Reason.of("ends_at_cut", t_s=t_s)
    if stretch.ends == "closed" and stretch.in_position[-1]:
        return Reason.of("ends_with_set", t_s=t_s)
    if stretch.ends in ("left", "closed"):
        left_s = float(stretch.t_s[stretch.in_position][-1]) if stretch.in_position.any() else t_s
        return Reason.of("ends_out_of_position", t_s=left_s)
    if stretch.ends == "lost":
        gone = cut_off_parts(stretch, exercise, len(stretch.t_s) - 1)
        return not_seen(gone) if gone else Reason.of("ends_unseen", t_s=t_s)
    return Reason.of("ends_after_video", t_s=t_s)


def too_few_frames(stretch: Stretch, down: Passage, exercise: Exercise, frames: int) -> Reason:
    """The camera is slow, or somebody was lost during the lowering."""
    t_s = stretch.t_s
    first = max(int(np.searchsorted(t_s, down.start_s)) - 1, 0)
    spacing_s = np.diff(t_s[first : int(np.searchsorted(t_s, down.end_s, side="right")) + 1])
    before = first + int(np.argmax(spacing_s))
    if spacing_s.max() <= LOST_SPACINGS * np.median(np.diff(t_s)):
        return Reason.of("too_few_frames", frames=int(frames), needed=FEWEST_SAMPLES)
    gone = cut_off_parts(stretch, exercise, before)
    if gone:
        return not_seen(gone)
    from_s, until_s = float(t_s[before]), float(t_s[before + 1])
    return Reason.of("unseen_between", from_s=from_s, until_s=until_s)


def not_seen(unseen: Unseen) -> Reason:
    parts, from_s, until_s = unseen.parts, unseen.first_s, unseen.last_s
    if until_s is None:
        return Reason.of(
            "parts_out_from" if unseen.are_out else "parts_hidden_from",
            parts=parts,
            from_s=from_s,
        )
    return Reason.of(
        "parts_out_between" if unseen.are_out else "parts_hidden_between",
        parts=parts,
        from_s=from_s,
        until_s=until_s,
    )


def ends_alike(stretch: Stretch, exercise: Exercise) -> Reason:
    """Why a lowering's start and end are as uncertain as it is long."""
    view = view_of(stretch.samples["facing_deg"])
    suited = [name for name in exercise.range_views if name != "unknown"]
    if view == "unknown" or view in suited or not suited:
        return Reason.of("ends_alike")
    turn_deg = 45 * min(abs(VIEWS.index(view) - VIEWS.index(name)) for name in suited)
    bending = (name_of(exercise.joint[1]),)
    return Reason.of("ends_alike_in_view", view=view, turn_deg=turn_deg, parts=bending)
