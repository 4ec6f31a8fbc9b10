"""One side of the body during a set, or both together: followed, and its repetitions counted."""

from __future__ import annotations

from dataclasses import replace

from vision_coach.core.exercise import Exercise
from vision_coach.core.report.session import BOTH, SIDES
from vision_coach.core.signals.bodies import Bodies
from vision_coach.core.signals.following import RestWatch
from vision_coach.core.signals.samples import samples_of
from vision_coach.core.tempo import Prescription
from vision_coach.live.counting import RepCounter
from vision_coach.live.follower import Follower, Movement
from vision_coach.live.state import LiveRep, Stage

SETTLED_S = 0.7
"""A lowering that needs no rise after it is counted when the bottom has been held for so long."""
NEAR_BOTTOM = 0.7
"""Where such a lowering may end: below what makes it partial."""
TRAVEL_STEP = 0.1
"""Change of depth that shows that the person has not stopped; held ends sway by a few percent."""


class Limb:
    """Push every body from the hold at the top onwards."""

    def __init__(self, exercise: Exercise, prescription: Prescription) -> None:
        self._exercise = exercise
        self._side = BOTH if exercise.side is None else SIDES[exercise.side]
        self._follower = Follower(exercise)
        self._counter = RepCounter(exercise, prescription)
        self._rest = RestWatch(TRAVEL_STEP)
        self._bottom_since_s: float | None = None
        self._counted_in: Stage | None = None
        self.counted_start_s: float | None = None
        """Start of the last lowering that was looked at as a repetition, as it was followed."""
        self.movement: Movement | None = None
        self.seen_s = float("-inf")
        """When the person was last seen in position."""

    @property
    def moved_s(self) -> float:
        return self._rest.moved_s

    @property
    def is_lowering(self) -> bool:
        return self.movement is not None and self.movement.stage is Stage.LOWERING

    def push(self, body: Bodies) -> LiveRep | None:
        """Take the next body, shape (1,). A repetition that has just been counted, or measured
        again, when it comes up after it was counted at the bottom; without a number."""
        t_s = float(body["t_s"][0])
        row = samples_of(body, self._exercise)
        if self.seen_s == float("-inf"):
            self.seen_s = self._rest.moved_s = t_s
        self._counter.push(row)
        movement = self._follower.push(row)
        if movement is None:
            return None
        before, self.movement = self.movement, movement
        if movement.in_position:
            self.seen_s = t_s
        self._rest.push(t_s, movement.depth)
        if before and before.stage is Stage.BOTTOM and movement.stage is Stage.READY:
            # The position was left from the bottom.
            return self._count(before) if self._needs_no_rise and before.proven else None
        return self._count(movement) if self._is_countable(movement) else None

    def evidence(self, rep: LiveRep) -> float:
        """What its own exercise makes of a repetition that this or another side has counted."""
        return self._counter.evidence(rep.eccentric_start_s, rep.eccentric_end_s)

    def _count(self, movement: Movement) -> LiveRep | None:
        """Counted at the bottom, it is measured again when it comes up, having perhaps gone down
        further until then."""
        counted = movement.start_s == self.counted_start_s
        if counted and self._counted_in is movement.stage:
            return None
        self.counted_start_s, self._counted_in = movement.start_s, movement.stage
        rep = self._counter.count(movement)
        return rep and replace(rep, side=self._side)

    def _is_countable(self, movement: Movement) -> bool:
        """Whether a lowering has just ended for good."""
        if movement.stage is not Stage.BOTTOM:
            self._bottom_since_s = None
            return movement.stage is Stage.RISING and movement.proven
        if self._bottom_since_s is None:
            self._bottom_since_s = movement.t_s
        held = movement.t_s - self._bottom_since_s >= SETTLED_S
        return self._needs_no_rise and held and movement.depth >= NEAR_BOTTOM

    @property
    def _needs_no_rise(self) -> bool:
        return self._exercise.ends_at_bottom or self._exercise.eccentric_only
