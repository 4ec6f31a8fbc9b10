"""Where the body should be now, how long this lowering will take, and whether that is too fast."""

from __future__ import annotations

import numpy as np

from vision_coach.live.follower import Movement

LEAST_DEPTH = 0.2
"""Of so little of the way nobody can tell how long the rest will take: lowerings begin slowly."""
LEAST_ELAPSED_S = 0.4
"""Before, the start's own uncertainty is too large a part of it."""
SLOWEST_PER_S = 0.05
"""A halt is taken to end soon: no lowering is predicted to go on for ever."""
PRESENT_SHARE = 0.7
"""Weight of the present speed against the mean so far: a lowering that slows down keeps its tempo,
one that wobbles has a present speed that means little."""

HURRIED_DEPTH = (0.6, 0.85, 0.95)
"""Shares of the way: the last at which a word still helps, and two before it."""
HURRIED_SHARE = (0.45, 0.68, 0.76)
"""Up to which share of the target a prediction is clearly too fast, at these depths; between them
in proportion, before them never. Many lowerings on tempo begin fast and end slowly, so early only a
gross hurry counts. Chosen on samples, rendered videos and real clips, see docs/live.md."""
UNKNOWN_BOTTOM_SHARE = 0.9
"""Stricter while this person's bottom is not known, and the depth is that of a usual body."""
HURRIED_S = 0.03
"""For this long without a break, so in two frames at least."""


def target_depth(elapsed_s: float, target_s: float) -> float:
    """An even pace from the top to the bottom."""
    return min(max(elapsed_s / target_s, 0.0), 1.0)


def predicted_s(movement: Movement) -> float | None:
    """The whole time of the lowering in progress; None until enough of it has been seen."""
    if movement.start_s is None:
        return None
    elapsed_s = movement.t_s - movement.start_s
    travelled = movement.depth - movement.start_depth
    if elapsed_s < LEAST_ELAPSED_S or travelled < LEAST_DEPTH:
        return None
    mean = travelled / elapsed_s
    speed = PRESENT_SHARE * movement.speed_per_s + (1 - PRESENT_SHARE) * mean
    left = max(0.0, 1.0 - movement.depth)
    return elapsed_s + left / max(speed, SLOWEST_PER_S)


class HurryWatch:
    """Notices, once a lowering, that it will clearly be too fast."""

    def __init__(self, target_s: float) -> None:
        self._target_s = target_s
        self._since_s: float | None = None
        self._noticed = False

    def new_lowering(self) -> None:
        self._since_s, self._noticed = None, False

    def push(self, movement: Movement) -> bool:
        """Whether this moment is the one to say it."""
        if self._noticed or not self._is_hurried(movement):
            self._since_s = None
            return False
        if self._since_s is None:
            self._since_s = movement.t_s
        self._noticed = movement.t_s - self._since_s >= HURRIED_S
        return self._noticed

    def _is_hurried(self, movement: Movement) -> bool:
        expected_s = predicted_s(movement)
        travelled = movement.depth - movement.start_depth
        if expected_s is None or movement.start_s is None or travelled < HURRIED_DEPTH[0]:
            return False
        if not movement.in_position:
            return False
        share = float(np.interp(travelled, HURRIED_DEPTH, HURRIED_SHARE))
        if not movement.bottom_known:
            share *= UNKNOWN_BOTTOM_SHARE
        limit_s = share * self._target_s
        return expected_s <= limit_s and movement.t_s - movement.start_s < limit_s
