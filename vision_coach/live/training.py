"""One set while it goes on: follows the body, counts, paces, and notices when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise, Working, by_side
from vision_coach.core.report.session import BOTH
from vision_coach.core.signals.bodies import body_of
from vision_coach.core.tempo import Prescription, Verdict, judge
from vision_coach.live.coach import LoweringCoach, announcement, command
from vision_coach.live.follower import Movement
from vision_coach.live.limb import Limb
from vision_coach.live.prediction import predicted_s, target_depth
from vision_coach.live.state import Cue, LiveRep, LiveState, Phase, Stage

BEGUN_DEPTH = 0.25
"""A lowering that came so far shows that the set has begun before it was called: nobody fidgets by
a quarter of the way."""
LAST_REP_S = 3.0
"""After the last planned repetition is counted, the set is over at the top, or after this time."""
IN_STEP = 0.5
"""Share of one side's lowering during which the other side's goes on, from which both are one
repetition, as in the report."""
SHOWN_REPS = 30
"""A bound for the state of a long set; screens show fewer."""


class TrainingSet:
    """Push every pose from the hold at the top onwards."""

    def __init__(
        self,
        exercise: Exercise,
        prescription: Prescription,
        set_number: int,
        reps_before: int,
        lead: Sequence[Pose] = (),
    ) -> None:
        """lead: the poses that led to the set, as far as they belong to it."""
        self._exercise = exercise
        self._target_s = prescription.target_s
        self._tolerance_s = prescription.effective_tolerance_s
        self._set_number = set_number
        self._limbs = [Limb(one, prescription) for one in by_side(exercise)]
        self._lead = self._limbs[0]
        """The one that is shown and paced."""
        self._told: dict[Limb, LiveRep] = {}
        """The last repetition of each."""
        self._is_settled = exercise.sides is not Working.EITHER
        """Whether it is known which side works, where only one does."""
        self._coach = LoweringCoach(prescription.tempo)
        self._counted_s = float("-inf")
        self._t_s = float("-inf")
        self.rep_count = reps_before
        self.recent: tuple[LiveRep, ...] = ()
        for pose in lead:
            self.follow(pose)

    @property
    def _movement(self) -> Movement | None:
        return self._lead.movement

    @property
    def stage(self) -> Stage:
        return self._movement.stage if self._movement else Stage.READY

    @property
    def seen_s(self) -> float:
        """When the person was last seen in position."""
        return max(limb.seen_s for limb in self._limbs)

    @property
    def has_begun(self) -> bool:
        """Whether a lowering is under way."""
        moves = [limb.movement for limb in self._limbs if limb.is_lowering]
        return any(move and move.depth - move.start_depth >= BEGUN_DEPTH for move in moves)

    def follow(self, pose: Pose) -> LiveRep | None:
        """Take the next pose; a repetition is returned when it has just been counted."""
        self._t_s = pose.t_s
        body = body_of(pose)
        found = [(limb, rep) for limb in self._limbs if (rep := limb.push(body))]
        told = [self._count(limb, rep) for limb, rep in found]
        self._let_lead()
        return next((rep for rep in told if rep), None)

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

    def _let_lead(self) -> None:
        """Whoever lowers leads until it is down."""
        if not self._lead.is_lowering:
            self._lead = next((one for one in self._limbs if one.is_lowering), self._lead)

    def _count(self, limb: Limb, rep: LiveRep) -> LiveRep | None:
        """What one limb has done, as the next repetition; None where that counts already."""
        self._settle(rep)
        if limb not in self._limbs:
            return None
        for one in (limb, *self._limbs):
            told = self._told.get(one)
            if told and is_one(told, rep):
                # Measured again, or at once: the repetition that the other side finished first.
                again = rep if one is limb else told
                side = told.side if one is limb else BOTH
                self._tell(replace(again, number=told.number, side=side), one, limb)
                return None
        self.rep_count += 1
        self._counted_s = self._t_s
        self._tell(replace(rep, number=self.rep_count), limb)
        return self._told[limb]

    def _tell(self, rep: LiveRep, *limbs: Limb) -> None:
        """Of these limbs, it is the last one now."""
        rep = replace(rep, set_number=self._set_number)
        self._told |= dict.fromkeys(limbs, rep)
        by_number = {one.number: one for one in self.recent} | {rep.number: rep}
        self.recent = tuple(by_number[number] for number in sorted(by_number))[-SHOWN_REPS:]

    def _settle(self, rep: LiveRep) -> None:
        """Where one side works, the first repetition shows which: the exercise explains it best."""
        if not self._is_settled:
            self._lead = max(self._limbs, key=lambda limb: limb.evidence(rep))
            self._limbs, self._is_settled = [self._lead], True

    def introduction(self, exercise_word: str) -> list[Cue]:
        """What is said when the exercise is known only after its first repetitions."""
        counted = [announcement(rep, self._t_s) for rep in self.recent[-1:]]
        words = (exercise_word, *(word for one in counted for word in one.words))
        return [command(*words, now_s=self._t_s)]

    def is_left(self, now_s: float) -> bool:
        """Whether nobody was in position for too long."""
        return now_s - self.seen_s > self._exercise.leave_s

    def is_over(self, planned_reps: int | None) -> bool:
        """Whether the planned repetitions are done, or the person has left or stopped."""
        if self.is_left(self._t_s):
            return True
        if planned_reps is not None and self.rep_count >= planned_reps:
            back_up = self.stage is Stage.READY
            return back_up or self._t_s - self._counted_s > LAST_REP_S
        moved_s = max(limb.moved_s for limb in self._limbs)
        return self.rep_count > 0 and self._t_s - moved_s > self._exercise.rest_s

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
        if self._lead in self._told and movement.start_s == self._lead.counted_start_s:
            return self._told[self._lead].eccentric_s
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


def is_one(one: LiveRep, other: LiveRep) -> bool:
    """Whether two sides, or two measurements, speak of the same lowering."""
    shared_s = min(one.eccentric_end_s, other.eccentric_end_s) - max(
        one.eccentric_start_s, other.eccentric_start_s
    )
    return shared_s >= IN_STEP * min(one.eccentric_s, other.eccentric_s)
