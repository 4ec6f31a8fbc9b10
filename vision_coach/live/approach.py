"""What leads to a set: the picture is looked at, advice is given, and the hold is kept."""

from __future__ import annotations

from collections import deque

from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise
from vision_coach.live.coach import AdviceCoach
from vision_coach.live.framing import HOLD_S, Framing, FramingWatch
from vision_coach.live.state import Advice, Cue

LEAD_S = 3.0
"""Poses from this long before the start of a set belong to it, but none from before the hold: it
shows where the first lowering begins."""
LOST_S = 0.5
"""Out of position for so long, the countdown is called off."""
LOST = {Advice.NOBODY, Advice.GET_INTO_POSITION, Advice.SHOW_LIMBS}
NOTHING = Framing((), is_ready=False)


class Approach:
    """Push every pose before a set."""

    def __init__(self) -> None:
        self._advice_coach = AdviceCoach()
        self._lead: deque[Pose] = deque()
        self.begin(None, float("-inf"))

    def begin(self, exercise: Exercise | None, from_s: float) -> None:
        """Wait for the start position. from_s: poses before it belong to no set any more."""
        self.aim_at(exercise)
        self.framing = NOTHING
        self._advice_coach.new_set()
        self._lead.clear()
        self._from_s = from_s
        self._is_held = False
        self._position_s = 0.0

    def aim_at(self, exercise: Exercise | None) -> None:
        """Another exercise comes next."""
        self._watch = FramingWatch(exercise)

    @property
    def lead(self) -> tuple[Pose, ...]:
        """The poses of the hold, and since."""
        return tuple(self._lead)

    @property
    def is_ready(self) -> bool:
        """Whether the start position has been held, and all that is needed is seen."""
        return self.framing.is_ready and bool(self._lead)

    @property
    def is_lost(self) -> bool:
        """Whether a position that was held has been left for good."""
        return self._is_held and self._lead[-1].t_s - self._position_s > LOST_S

    def push(self, pose: Pose, brightness: float | None) -> list[Cue]:
        """Take the next pose; returns the advice that is due, none during the hold."""
        self.framing = self._watch.push(pose, brightness)
        if pose.t_s >= self._from_s:
            self._lead.append(pose)
        memory_s = LEAD_S if self._is_held else HOLD_S
        while self._lead and self._lead[0].t_s < pose.t_s - memory_s:
            self._lead.popleft()
        if not LOST & set(self.framing.advice):
            self._position_s = pose.t_s
        if self._is_held or self.is_ready:
            return []
        return self._advice_coach.push(pose.t_s, self.framing.advice)

    def hold(self) -> None:
        """From now on the position is to be kept."""
        self._is_held = True

    def let_go(self) -> None:
        """It was left: what was held belongs to no set."""
        self._is_held = False
        self._lead.clear()
