"""Which measured lowerings no body can have done."""

from __future__ import annotations

import numpy as np

from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.detection.rules import fall_s
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.session import TRUNCATED, Rep
from vision_coach.core.signals.stretches import Stretch

SEEN_FROM_SHARE = 0.05
"""Of the travel: a quick lowering is seen to begin when 3 to 8 % of the way are done."""


def impossible(rep: Rep, stretch: Stretch, exercise: Exercise) -> Rejection | None:
    """Quicker than a body falls, and not because it happened between two samples.

    What began before the video may have lasted longer, but of what lasts no longer than two frames
    are apart nothing has been seen.
    """
    t_s, start_s, end_s = stretch.t_s, rep.eccentric_start_s, rep.eccentric_end_s
    if TRUNCATED in rep.flags:
        spacing_s = float(np.median(np.diff(t_s)))
        if rep.eccentric_s > spacing_s:
            return None
        taken_s = rep.eccentric_s
        return Rejection(Rule.TOO_QUICK, taken_s, spacing_s, "s", start_s, end_s, exercise.name)
    before = max(int(np.searchsorted(t_s, start_s, side="right")) - 1, 0)
    after = int(np.searchsorted(t_s, end_s))
    gap_s = float(np.diff(t_s[before : after + 1]).max(initial=0.0))
    longest_s, least_s = max(rep.eccentric_s, gap_s), fall_s(rep.travel, SEEN_FROM_SHARE)
    if longest_s >= least_s:
        return None
    return Rejection(Rule.TOO_QUICK, longest_s, least_s, "s", start_s, end_s, exercise.name)
