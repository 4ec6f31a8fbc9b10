"""One set while it goes on: follows the body, counts, paces, and notices when it is over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.following import RestWatch
from vision_coach.core.signals.samples import sample_of
from vision_coach.core.tempo import Prescription, Verdict, judge
from vision_coach.live.coach import LoweringCoach, announcement
from vision_coach.live.counting import RepCounter
from vision_coach.live.follower import Follower, Movement
from vision_coach.live.prediction import predicted_s, target_depth
from vision_coach.live.state import Cue, LiveRep, LiveState, Phase, Stage

BEGUN_DEPTH = 0.25
"""A lowering that came so far shows that the set has begun before it was called: nobody fidgets by
a quarter of the way."""
SETTLED_S = 0.7
"""A lowering that needs no rise after it is counted when the bottom has been held for so long."""
NEAR_BOTTOM = 0.7
"""Where such a lowering may end: below what makes it partial."""
LAST_REP_S = 3.0
"""After the last planned repetition is counted, the set is over at the top, or after this time."""
TRAVEL_STEP = 0.1
"""Change of depth that shows that the person has not stopped; held ends sway by a few percent."""
SHOWN_REPS = 30
"""A bound for the state of a long set; screens show fewer."""


class TrainingSet:
    """Push every pose from the hold at the top onwards."""

    def __init__(
        self, exercise: Exercise, prescription: Prescription, set_number: int, reps_before: int
    ) -> None:
        self._exercise = exercise
        self._target_s = prescription.target_s
        self._tolerance_s = prescription.effective_tolerance_s
        self._set_number = set_number
        self._follower = Follower(exercise)
        self._counter = RepCounter(exercise, prescription)
        self._coach = LoweringCoach(prescription.tempo)
        self._movement: Movement | None = None
        self._bottom_since_s: float | None = None
        self._counted_start_s: float | None = None
        self._counted_in: Stage | None = None
        self._counted_s = float("-inf")
        self._rest = RestWatch(TRAVEL_STEP)
        self._t_s = float("-inf")
        self.seen_s = float("-inf")
        """When the person was last seen in position."""
        self.rep_count = reps_before
        self.recent: tuple[LiveRep, ...] = ()

    @property
    def stage(self) -> Stage:
        return self._movement.stage if self._movement else Stage.READY

    @property
    def has_begun(self) -> bool:
        """Whether a lowering is under way."""
        movement = self._movement
        if movement is None or movement.stage is not Stage.LOWERING:
            return False
        return movement.depth - movement.start_depth >= BEGUN_DEPTH

    def follow(self, pose: Pose) -> LiveRep | None:
        """Take the next pose; a repetition is returned when it has just been counted."""
        row = sample_of(pose, self._exercise)
        self._t_s = pose.t_s
        if self.seen_s == float("-inf"):
            self.seen_s = self._rest.moved_s = pose.t_s
        self._counter.push(row)
        movement = self._follower.push(row)
        if movement is None:
            return None
        before, self._movement = self._movement, movement
        if movement.in_position:
            self.seen_s = pose.t_s
        self._rest.push(pose.t_s, movement.depth)
        if before and before.stage is Stage.BOTTOM and movement.stage is Stage.READY:
            # The position was left from the bottom.
            return self._count(before) if self._needs_no_rise and before.proven else None
        return self._count(movement) if self._is_countable(movement) else None

    def push(self, pose: Pose) -> list[Cue]:
        """Take the next pose; returns what to say and play."""
        rep = self.follow(pose)
        if self._movement is None or self._movement.t_s != pose.t_s:
            return []
        cues = self._coach.push(self._movement)
        if rep:
            cues.append(announcement(rep, pose.t_s))
        return cues

    def quiet(self) -> list[Cue]:
        """The set is over: no ticks, no tone."""
        return self._coach.stop()

    def _count(self, movement: Movement) -> LiveRep | None:
        if movement.start_s == self._counted_start_s:
            self._measure_again(movement)
            return None
        self._counted_start_s, self._counted_in = movement.start_s, movement.stage
        rep = self._counter.count(movement, self.rep_count + 1, self._set_number)
        if rep is None:
            return None
        self.rep_count += 1
        self.recent = (*self.recent[-SHOWN_REPS + 1 :], rep)
        self._counted_s = movement.t_s
        return rep

    def _measure_again(self, movement: Movement) -> None:
        """Counted at the bottom, it may have gone down further until it now comes up."""
        if self._counted_in is movement.stage or not self.recent:
            return
        self._counted_in = movement.stage
        rep = self._counter.count(movement, self.rep_count, self._set_number)
        if rep:
            self.recent = (*self.recent[:-1], rep)

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

    def is_over(self, planned_reps: int | None) -> bool:
        """Whether the planned repetitions are done, or the person has left or stopped."""
        if self._t_s - self.seen_s > self._exercise.leave_s:
            return True
        if planned_reps is not None and self.rep_count >= planned_reps:
            back_up = self.stage is Stage.READY
            return back_up or self._t_s - self._counted_s > LAST_REP_S
        return self.rep_count > 0 and self._t_s - self._rest.moved_s > self._exercise.rest_s

    # What a screen shows

    def shown_in(self, state: LiveState) -> LiveState:
        """The state of the session with that of the movement."""
        return replace(
            state,
            depth=self.depth,
            target_depth=self.target_depth,
            lowering_s=self.lowering_s,
            predicted_s=self.predicted_s,
            outlook=self.outlook,
            phase=self.phase,
        )

    @property
    def depth(self) -> float | None:
        return self._movement.depth if self._movement else None

    @property
    def target_depth(self) -> float | None:
        movement = self._movement
        if movement is None or self._target_s is None or movement.start_s is None:
            return None
        if movement.stage is not Stage.LOWERING:
            return None
        return target_depth(movement.t_s - movement.start_s, self._target_s)

    @property
    def lowering_s(self) -> float | None:
        """Of the present lowering, or of the last one as it was measured."""
        movement = self._movement
        if movement is None or movement.start_s is None:
            return None
        if self.recent and movement.start_s == self._counted_start_s:
            return self.recent[-1].eccentric_s
        end_s = movement.t_s if movement.end_s is None else movement.end_s
        return max(0.0, end_s - movement.start_s)

    @property
    def phase(self) -> Phase | None:
        """The prescribed pause or rise under way."""
        return self._coach.phase

    @property
    def predicted_s(self) -> float | None:
        movement = self._movement
        if movement is None or movement.stage is not Stage.LOWERING:
            return None
        predicted = predicted_s(movement)
        return None if predicted is None or not np.isfinite(predicted) else predicted

    @property
    def outlook(self) -> Verdict | None:
        """What the lowering is going to be judged if it goes on like this."""
        expected_s = self.predicted_s
        if expected_s is None or self._target_s is None or self._tolerance_s is None:
            return None
        return judge(expected_s, self._target_s, self._tolerance_s)
