"""A training session: framing, countdown, set, rest, and again. Poses in, states and cues out.

It reads no clock. What belongs to the record goes through the same pipeline as a video's frames, so
the poses that were used give the same report when they are analysed.
"""

from __future__ import annotations

from collections import deque

from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import GAP_S
from vision_coach.core.report.session import SetReport
from vision_coach.core.tempo import Prescription
from vision_coach.live.coach import AdviceCoach, command
from vision_coach.live.framing import HOLD_S, Framing, FramingWatch
from vision_coach.live.rate import FrameRate
from vision_coach.live.record import Record
from vision_coach.live.state import (
    Advice,
    Cue,
    LiveRep,
    LiveState,
    PaceTone,
    Plan,
    Stage,
    StopTicks,
)
from vision_coach.live.training import TrainingSet

COUNTDOWN_S = 3  # three, two, one: time to breathe in, too short to sag in the hold
LEAD_S = 3.0
"""Poses from this long before the start of a set belong to it, but none from before the hold: it
shows where the first lowering begins."""
LOST_S = 0.5
"""Out of position for so long, the countdown is called off."""
LOST = {Advice.NOBODY, Advice.GET_INTO_POSITION, Advice.SHOW_LIMBS}
LAST_CALL_S = 10.0  # `ten_seconds` is what is said then
MARGIN_S = 0.1  # beyond the pipeline's `GAP_S`, so that rounding cannot close the gap
NOTHING = Framing((), is_ready=False)


class LiveSession:
    """Push every pose with the time of the call; show the state, play the cues.

    All methods of one session belong to one thread.
    """

    def __init__(
        self, exercise: Exercise, prescription: Prescription, plan: Plan | None = None
    ) -> None:
        self._exercise, self._prescription = exercise, prescription
        self._plan = plan or Plan()
        self._record = Record(exercise, prescription)
        self._rate, self._advice_coach = FrameRate(), AdviceCoach()
        self._training: TrainingSet | None = None
        self._set_number = 1
        self._carried_reps = self._rep_count = 0
        self._recent: tuple[LiveRep, ...] = ()
        self._pose: Pose | None = None
        self._now_s = 0.0
        self._countdown_s = self._position_s = self._rest_until_s = 0.0
        self._counted = COUNTDOWN_S + 1
        self._last_call = False
        self._stage = Stage.FRAMING
        self._framing, self._framing_watch = NOTHING, FramingWatch(exercise)
        self._lead: deque[Pose] = deque()
        self._not_before_s = float("-inf")

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def taken(self) -> tuple[Pose, ...]:
        """Poses that the last call took into the record; `analyze` makes the same sets of them."""
        return self._record.taken

    @property
    def discarded_from_s(self) -> float | None:
        """After `restart_set`: taken poses from this time on no longer belong to the record."""
        return self._record.discarded_from_s

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        return self._record.rejections

    @property
    def sets(self) -> tuple[SetReport, ...]:
        """The sets of the record that are closed so far."""
        return self._record.sets

    def push(
        self, pose: Pose, brightness: float | None, now_s: float
    ) -> tuple[LiveState, list[Cue]]:
        """Take the next pose. Times must increase.

        brightness: mean grey of the picture, 0 to 255, None where not known. now_s: the moment of
        the call, on the clock of `pose.t_s`.
        """
        self._record.next_frame()
        self._pose, self._now_s = pose, now_s
        cues = self._rate.push(pose.t_s, now_s)
        if self._stage in (Stage.FRAMING, Stage.COUNTDOWN):
            cues += self._before_set(pose, brightness)
        elif self._training:
            cues += self._during_set(pose)
        cues += self._keep_time()
        return self._state(pose), cues

    def tick(self, now_s: float) -> tuple[LiveState | None, list[Cue]]:
        """Let the time go on without a new frame, as when the camera is lost.

        The state is None before the first pose.
        """
        self._record.next_frame()
        self._now_s = now_s
        cues = self._keep_time()
        if self._training and now_s - self._training.seen_s > self._exercise.leave_s:
            cues += self._end_set()
        return (self._state(self._pose) if self._pose else None), cues

    # Before a set

    def _before_set(self, pose: Pose, brightness: float | None) -> list[Cue]:
        self._framing = self._framing_watch.push(pose, brightness)
        if pose.t_s >= self._not_before_s:
            self._lead.append(pose)
        memory_s = LEAD_S if self._stage is Stage.COUNTDOWN else HOLD_S
        while self._lead and self._lead[0].t_s < pose.t_s - memory_s:
            self._lead.popleft()
        if self._stage is Stage.COUNTDOWN:
            return self._during_countdown(pose)
        if not self._framing.is_ready or not self._lead:
            return self._advice_coach.push(pose.t_s, self._framing.advice)
        self._stage = Stage.COUNTDOWN
        self._countdown_s, self._counted = self._now_s, COUNTDOWN_S + 1
        self._position_s = pose.t_s
        self._training = TrainingSet(
            self._exercise, self._prescription, self._set_number, self._carried_reps
        )
        for earlier in self._lead:
            self._training.follow(earlier)
        return []

    def _during_countdown(self, pose: Pose) -> list[Cue]:
        assert self._training is not None
        self._training.follow(pose)
        if self._training.has_begun:  # who starts early loses nothing
            self._begin_set()
            return []
        if not LOST & set(self._framing.advice):
            self._position_s = pose.t_s
        if pose.t_s - self._position_s > LOST_S:
            self._stage, self._training = Stage.FRAMING, None
        return []

    def _begin_set(self) -> None:
        self._stage = Stage.READY
        self._rep_count, self._recent = self._carried_reps, ()
        self._record.begin_set(self._lead)
        self._lead.clear()

    # During a set

    def _during_set(self, pose: Pose) -> list[Cue]:
        assert self._training is not None
        self._record.take((pose,))
        cues = self._training.push(pose)
        self._stage = self._training.stage
        self._rep_count, self._recent = self._training.rep_count, self._training.recent
        if self._training.is_over(self._plan.reps):
            cues += self._end_set()
        return cues

    def _end_set(self) -> list[Cue]:
        assert self._training is not None
        self._record.end_set()
        cues = self._training.quiet()
        self._look_again(self._training.seen_s)
        if self._rep_count == 0:
            return cues
        self._carried_reps = 0
        if self._is_last_set:
            self._stage = Stage.FINISHED
            return [*cues, command("session_done", now_s=self._now_s)]
        self._set_number += 1
        if not self._plan.rest_s:
            return [*cues, command("set_done", now_s=self._now_s)]
        self._stage = Stage.REST
        self._rest_until_s = self._now_s + self._plan.rest_s
        self._last_call = self._plan.rest_s <= LAST_CALL_S
        return [*cues, command("set_done", "rest", now_s=self._now_s)]

    @property
    def _sets_planned(self) -> int | None:
        only_one = self._plan.sets is None and self._plan.reps is not None
        return 1 if only_one else self._plan.sets

    @property
    def _is_last_set(self) -> bool:
        return self._sets_planned is not None and self._set_number >= self._sets_planned

    def _look_again(self, last_s: float) -> None:
        """Wait for the start position. From `last_s` a gap stays that ends the set that was."""
        self._stage, self._training = Stage.FRAMING, None
        self._framing, self._framing_watch = NOTHING, FramingWatch(self._exercise)
        self._advice_coach.new_set()
        self._lead.clear()
        self._not_before_s = last_s + GAP_S + MARGIN_S

    # Time

    def _keep_time(self) -> list[Cue]:
        if self._stage is Stage.COUNTDOWN:
            return self._count_down()
        return self._rest() if self._stage is Stage.REST else []

    def _count_down(self) -> list[Cue]:
        left = COUNTDOWN_S - int(self._now_s - self._countdown_s)
        if left <= 0:
            self._begin_set()
            return [command("go", now_s=self._now_s)]
        if left >= self._counted:
            return []
        self._counted = left
        return [command(f"number_{left}", now_s=self._now_s)]

    def _rest(self) -> list[Cue]:
        left_s = self._rest_until_s - self._now_s
        if left_s <= 0:
            self._stage = Stage.FRAMING
            return [command("get_ready", now_s=self._now_s)]
        if self._last_call or left_s > LAST_CALL_S:
            return []
        self._last_call = True
        return [command("ten_seconds", now_s=self._now_s)]

    # What the user does

    def pause(self, now_s: float) -> list[Cue]:
        """Take no more poses; what has been counted is kept. The record's set ends here."""
        if self._stage in (Stage.PAUSED, Stage.FINISHED):
            return []
        if self._training and self._stage is not Stage.COUNTDOWN:
            self._carried_reps = self._rep_count
            self._look_again(self._training.seen_s)
        self._training = None
        self._stage = Stage.PAUSED
        return [StopTicks(), PaceTone(None), command("paused", now_s=now_s)]

    def resume(self, now_s: float) -> list[Cue]:
        """Go on with the set that was paused, after a new countdown, or with the rest."""
        if self._stage is not Stage.PAUSED:
            return []
        rest_left_s = self._rest_until_s - now_s
        self._stage = Stage.REST if rest_left_s > 0 else Stage.FRAMING
        self._last_call = self._last_call or rest_left_s <= LAST_CALL_S
        return [command("rest" if rest_left_s > 0 else "get_ready", now_s=now_s)]

    def restart_set(self, now_s: float) -> list[Cue]:
        """Forget the set in progress; see `discarded_from_s`."""
        if not self._training or self._stage is Stage.COUNTDOWN:
            return []
        self._record.discard_set()
        self._carried_reps = self._rep_count = 0
        self._recent = ()
        self._look_again(float("-inf"))
        return [StopTicks(), PaceTone(None), command("restart", now_s=now_s)]

    def finish(self) -> tuple[SetReport, ...]:
        """The session is over: all sets of the record."""
        return self._record.finish()

    def _state(self, pose: Pose) -> LiveState:
        training = self._training if self._stage is not Stage.COUNTDOWN else None
        resting = self._stage is Stage.REST
        state = LiveState(
            t_s=pose.t_s,
            stage=self._stage,
            pose=pose,
            target_s=self._prescription.target_s,
            rep_count=self._rep_count,
            recent=self._recent,
            set_number=self._set_number,
            sets_planned=self._sets_planned,
            reps_planned=self._plan.reps,
            rest_left_s=max(0.0, self._rest_until_s - self._now_s) if resting else None,
            countdown=self._counted if self._stage is Stage.COUNTDOWN else None,
            advice=self._framing.advice if self._stage is Stage.FRAMING else (),
            sure=self._rate.sure,
            frames_per_s=self._rate.per_s,
        )
        return training.shown_in(state) if training else state
