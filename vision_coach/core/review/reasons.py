"""Why a repetition is not graded, and what to do about it."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.parts import NAMES
from vision_coach.core.body.view import VIEWS, view_of
from vision_coach.core.detection.candidates import Candidate
from vision_coach.core.exercise import Exercise
from vision_coach.core.review.hidden_parts import (
    LEAST_VISIBILITY,
    Unseen,
    cut_off_parts,
    hidden_parts,
)
from vision_coach.core.signals.samples import confidence
from vision_coach.core.signals.stretches import LONGEST_GAP_S, Stretch
from vision_coach.core.timing.ends import Passage
from vision_coach.core.wording import VIEW_WORDS

FEWEST_SAMPLES = 5
"""A lowering with fewer frames of its own, holds left out, has no shape to measure: a start and an
end of two each, and one in between."""
LOST_SPACINGS = 3.0
"""Without a pose for this many times the usual spacing of frames, somebody was lost meanwhile. Two
missing frames are bridged by the smoothing."""
WHOLE_BODY = "keep the whole body in the picture, in good light"


def why_not_graded(candidate: Candidate, down: Passage, exercise: Exercise) -> str | None:
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


def missing_start(stretch: Stretch, exercise: Exercise) -> str:
    """Why nobody knows when the lowering started with which the stretch begins."""
    t_s = float(stretch.t_s[0])
    if stretch.begins == "cut":
        return f"cut at {t_s:.1f} s, in the middle of the lowering"
    if stretch.begins == "left":
        return f"not in position before {t_s:.1f} s, when the lowering was under way"
    if stretch.begins == "lost":
        gone = cut_off_parts(stretch, exercise, 0)
        if gone and gone.last_s is not None:
            return (
                f"{gone.parts} out of the picture until {gone.last_s:.1f} s: move the camera back"
            )
        return not_seen(gone) if gone else f"not seen before {t_s:.1f} s: {WHOLE_BODY}"
    if t_s > LONGEST_GAP_S:
        return f"under way before {t_s:.1f} s, when the set began: hold still at the top first"
    return "started before the video: start recording earlier"


def missing_end(stretch: Stretch, exercise: Exercise) -> str:
    """Why nobody knows when the lowering ended with which the stretch ends."""
    t_s = float(stretch.t_s[-1])
    if stretch.ends == "cut":
        return f"cut after {t_s:.1f} s, in the middle of the lowering"
    if stretch.ends == "closed" and stretch.in_position[-1]:
        return (
            f"the set was over at {t_s:.1f} s, before the lowering ended: go all the way down and "
            "hold still there"
        )
    if stretch.ends in ("left", "closed"):
        left_s = float(stretch.t_s[stretch.in_position][-1]) if stretch.in_position.any() else t_s
        return f"position left at {left_s:.1f} s, before the lowering ended"
    if stretch.ends == "lost":
        gone = cut_off_parts(stretch, exercise, len(stretch.t_s) - 1)
        return not_seen(gone) if gone else f"not seen after {t_s:.1f} s: {WHOLE_BODY}"
    return f"the video ends at {t_s:.1f} s, before the lowering does: record for longer"


def too_few_frames(stretch: Stretch, down: Passage, exercise: Exercise, frames: int) -> str:
    """The camera is slow, or somebody was lost during the lowering."""
    t_s = stretch.t_s
    first = max(int(np.searchsorted(t_s, down.start_s)) - 1, 0)
    spacing_s = np.diff(t_s[first : int(np.searchsorted(t_s, down.end_s, side="right")) + 1])
    before = first + int(np.argmax(spacing_s))
    if spacing_s.max() <= LOST_SPACINGS * np.median(np.diff(t_s)):
        return (
            f"too few frames show it ({frames}, {FEWEST_SAMPLES} are needed): record with more "
            "frames per second"
        )
    gone = cut_off_parts(stretch, exercise, before)
    if gone:
        return not_seen(gone)
    return f"not seen from {t_s[before]:.1f} to {t_s[before + 1]:.1f} s: {WHOLE_BODY}"


def not_seen(unseen: Unseen) -> str:
    span = f"from {unseen.first_s:.1f} s"
    if unseen.last_s is not None:
        span = f"from {unseen.first_s:.1f} to {unseen.last_s:.1f} s"
    if unseen.are_out:
        return f"{unseen.parts} out of the picture {span}: move the camera back"
    return f"{unseen.parts} hidden {span}: turn or move the camera for a clear view"


def ends_alike(stretch: Stretch, exercise: Exercise) -> str:
    """Why a lowering's start and end are as uncertain as it is long."""
    view = view_of(stretch.samples["facing_deg"])
    suited = [name for name in exercise.range_views if name != "unknown"]
    if view == "unknown" or view in suited or not suited:
        return (
            "its start and end cannot be told apart: record with more frames per second, "
            "the camera still and nearer"
        )
    turn_deg = 45 * min(abs(VIEWS.index(view) - VIEWS.index(name)) for name in suited)
    return (
        f"seen {VIEW_WORDS[view]}, its start and end cannot be told apart: turn {turn_deg}° "
        f"to show how the {NAMES[exercise.joint[1]]} bend"
    )
