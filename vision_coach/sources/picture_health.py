"""Whether a camera still shows anything: black and frozen pictures."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.pose import Image
from vision_coach.live.source_status import Fault

SAMPLED_EVERY_PX = 16
BLACK_LEVEL = 12
"""Grey level, of 255, that a covered lens stays below, even where its sensor is noisy."""
BLACK_SHARE = 0.995
"""A lamp's reflection or a dead pixel does not make a covered lens see."""
BLACK_S = 1.0
"""A camera that adapts to the light gives a few black pictures when it starts."""
FROZEN_S = 2.0
"""No sensor gives the same picture twice: its noise differs. Two seconds of it are a fault."""


class PictureHealth:
    """Sees every picture of one camera, in order."""

    def __init__(self) -> None:
        self._before: Image | None = None
        self._same_since_s: float | None = None
        self._black_since_s: float | None = None

    def push(self, t_s: float, image: Image) -> Fault | None:
        """What is wrong with the picture at `t_s`; image: shape (height, width, 3)."""
        sample = image[::SAMPLED_EVERY_PX, ::SAMPLED_EVERY_PX].copy()
        is_black = float((sample < BLACK_LEVEL).mean()) >= BLACK_SHARE
        is_same = self._before is not None and np.array_equal(sample, self._before)
        self._before = sample
        self._black_since_s = since(self._black_since_s, t_s, holds=is_black)
        self._same_since_s = since(self._same_since_s, t_s, holds=is_same)
        if self._black_since_s is not None and t_s - self._black_since_s >= BLACK_S:
            return Fault.BLACK
        if self._same_since_s is not None and t_s - self._same_since_s >= FROZEN_S:
            return Fault.FROZEN
        return None


def since(start_s: float | None, t_s: float, *, holds: bool) -> float | None:
    """When what `holds` now began."""
    if not holds:
        return None
    return t_s if start_s is None else start_s
