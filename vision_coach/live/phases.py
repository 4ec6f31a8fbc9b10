"""The pauses and the rise between two lowerings, against the tempo."""

from __future__ import annotations

from dataclasses import dataclass

from vision_coach.core.tempo import Tempo
from vision_coach.live.follower import Movement
from vision_coach.live.metronome import Beats
from vision_coach.live.state import Cue, Phase, Stage, StopTicks

PHASES = {Stage.BOTTOM: "bottom_pause", Stage.RISING: "concentric", Stage.READY: "top_pause"}
HELD = (Stage.BOTTOM, Stage.READY)
"""Phases that are counted out loud: who comes up listens to the body."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A prescribed phase under way."""

    stage: Stage
    start_s: float
    target_s: float


class PhaseClock:
    """Knows the phase between two lowerings and how long it should last; counts pauses."""

    def __init__(self, tempo: Tempo | None) -> None:
        self._targets = {
            stage: getattr(tempo, name) if tempo else None for stage, name in PHASES.items()
        }
        self._stage: Stage | None = None
        self._begun: Begun | None = None
        self._t_s = 0.0

    def push(self, movement: Movement) -> list[Cue]:
        """Take the next moment outside a lowering."""
        self._t_s = movement.t_s
        if movement.stage is self._stage:
            return []
        cues = self.stop()
        # What comes before the first lowering is no pause of a repetition.
        follows = movement.start_s is not None
        self._stage = movement.stage
        target_s = self._targets[movement.stage]
        if not follows or not isinstance(target_s, float):
            return cues
        is_bottom = movement.stage is Stage.BOTTOM and movement.end_s is not None
        start_s = movement.end_s if is_bottom else movement.t_s
        assert start_s is not None
        self._begun = Begun(movement.stage, start_s, target_s)
        if movement.stage in HELD and target_s > 0:
            cues += Beats(start_s, target_s).ticks(movement.t_s)
        return cues

    def stop(self) -> list[Cue]:
        """A lowering begins, or the set is over."""
        begun, self._begun, self._stage = self._begun, None, None
        return [StopTicks()] if begun else []

    @property
    def phase(self) -> Phase | None:
        """None during a lowering, before the first one, and where the tempo leaves it free."""
        if self._begun is None:
            return None
        return Phase(max(0.0, self._t_s - self._begun.start_s), self._begun.target_s)
