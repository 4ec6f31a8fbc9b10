"""The beats of one prescribed time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from vision_coach.live.state import Cue, Tick, TickKind

BEAT_S = 1.0
"""Tempo is prescribed in seconds, and counted in them."""


@dataclass(frozen=True, slots=True)
class Beats:
    """The metronome's plan for one lowering or pause."""

    start_s: float
    target_s: float

    def ticks(self, after_s: float) -> list[Cue]:
        """What is still to come after a moment."""
        beats = itertools.count(1)
        at_s = (self.start_s + number * BEAT_S for number in beats)
        within = itertools.takewhile(lambda beat_s: beat_s < self.start_s + self.target_s, at_s)
        planned = [Tick(beat_s, TickKind.BEAT) for beat_s in within]
        planned.append(Tick(self.start_s + self.target_s, TickKind.END))
        return [tick for tick in planned if tick.at_s > after_s]
