"""A training session: framing, countdown, set, rest, and again. Poses in, states and cues out.

It reads no clock. What belongs to the record goes through the same pipeline as a video's frames, so
the poses that were used give the same report when they are analysed.
"""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import GAP_S
from vision_coach.core.report.session import SetReport
from vision_coach.live.approach import LEAD_S, Approach
from vision_coach.live.coach import command
from vision_coach.live.course import Block, Course
from vision_coach.live.intervals import Countdown, Rest
from vision_coach.live.rate import FrameRate
from vision_coach.live.recogniser import Recognition
from vision_coach.live.record import Part, Record
from vision_coach.live.state import (
    Cue,
    LiveRep,
    LiveState,
    PaceTone,
    Stage,
    StopTicks,
)
from vision_coach.live.training import TrainingSet

MARGIN_S = 0.1  # beyond the pipeline's `GAP_S`, so that rounding cannot close the gap


class LiveSession:
    """Push every pose with the time of the call; show the state, play the cues.

    All methods of one session belong to one thread.
    """

    def __init__(self, blocks: Sequence[Block], known: Sequence[Exercise] = ()) -> None:
        """blocks: one at least. known: among which exercises one is recognised where a block does
        not say."""
        self._course = Course(blocks)
        self._record = Record()
        self._recognition = Recognition(known)
        self._rate = FrameRate()
        self._training: TrainingSet | None = None
        self._carried_reps = self._rep_count = 0
        self._recent: tuple[LiveRep, ...] = ()
        self._pose: Pose | None = None
        self._now_s = 0.0
        self._countdown: Countdown | None = None
        self._rest: Rest | None = None
        self.stage = Stage.FRAMING
        self._approach = Approach()
        self._approach.aim_at(self.exercise)

    @property
    def exercise(self) -> Exercise | None:
        """What is trained, or next; None until it is recognised."""
        return self._course.block.exercise or self._recognition.exercise

    @property
    def part(self) -> Part | None:
        """What the poses that are taken belong to; None before the first set."""
        return self._record.part

    @property
    def taken(self) -> tuple[Pose, ...]:
        """Poses that the last call took into the record; `analyze` makes the same sets of them."""
        return self._record.taken

    @property
    def discarded_from_s(self) -> float | None:
        """Poses taken before the last call, from this time on, no longer belong to the record."""
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
        if self.stage in (Stage.FRAMING, Stage.COUNTDOWN):
            cues += self._before_set(pose, brightness)
        elif self._training:
            cues += self._during_set(pose)
        elif self.stage is Stage.READY:
            cues += self._recognise(pose)
        cues += self._keep_time()
        return self._state(pose), cues

    def tick(self, now_s: float) -> tuple[LiveState | None, list[Cue]]:
        """Let the time go on without a new frame, as when the camera is lost.

        The state is None before the first pose.
        """
        self._record.next_frame()
        self._now_s = now_s
        cues = self._keep_time()
        if self._training and self._training.is_left(now_s):
            if self.stage is Stage.COUNTDOWN:
                self._call_off()
            else:
                cues += self._end_set()
        return (self._state(self._pose) if self._pose else None), cues

    def _before_set(self, pose: Pose, brightness: float | None) -> list[Cue]:
        cues = self._approach.push(pose, brightness)
        if self.stage is Stage.COUNTDOWN:
            self._during_countdown(pose)
        elif self._approach.is_ready:
            cues += self._in_position()
        return cues

    def _in_position(self) -> list[Cue]:
        self._rep_count, self._recent = self._carried_reps, ()
        if self.exercise is None:
            self.stage = Stage.READY
            self._recognition.begin()
            return [command("go", now_s=self._now_s)]
        self.stage, self._countdown = Stage.COUNTDOWN, Countdown(self._now_s)
        self._approach.hold()
        self._training = self._set_of(self.exercise, self._approach.lead)
        return []

    def _during_countdown(self, pose: Pose) -> None:
        assert self._training is not None
        self._training.follow(pose)
        if self._training.has_begun:  # who starts early loses nothing
            self._begin_set()
        elif self._approach.is_lost:
            self._call_off()

    def _call_off(self) -> None:
        """Nobody is in position any more: there will be no set yet."""
        self.stage, self._training = Stage.FRAMING, None
        self._approach.let_go()

    def _begin_set(self) -> None:
        assert self.exercise is not None
        self.stage = Stage.READY
        self._record.begin_set(self.exercise, self._course, self._approach.lead)

    def _set_of(self, exercise: Exercise, lead: Sequence[Pose]) -> TrainingSet:
        prescription, number = self._course.block.prescription, self._course.set_number
        return TrainingSet(exercise, prescription, number, self._carried_reps, lead)

    def _recognise(self, pose: Pose) -> list[Cue]:
        """Take the set up, from its first repetition on, as one of what it turns out to be."""
        found = self._recognition.push(pose, self._rep_count)
        if found is None:
            return []
        cues = self._training.quiet() if self._training else []
        if self._training:
            self._record.discard_set()
        lead = self._recognition.poses_from(found.report.reps[0].eccentric_start_s - LEAD_S)
        self._training = self._set_of(found.exercise, lead)
        self._record.begin_set(found.exercise, self._course, lead)
        self._show_set(self._training)
        return cues + self._training.introduction(found.exercise.name)

    def _during_set(self, pose: Pose) -> list[Cue]:
        assert self._training is not None
        self._record.take((pose,))
        cues = self._training.push(pose)
        self._show_set(self._training)
        cues += self._recognise(pose)
        if self._training.is_over(self._course.block.plan.reps):
            cues += self._end_set()
        return cues

    def _show_set(self, training: TrainingSet) -> None:
        self.stage = training.stage
        self._rep_count, self._recent = training.rep_count, training.recent

    def _end_set(self) -> list[Cue]:
        assert self._training is not None
        self._record.end_set()
        self._recognition.end()
        cues = self._training.quiet()
        self._look_again(self._training.seen_s)
        if self._rep_count == 0:
            return cues
        self._carried_reps = 0
        if self._course.is_in_last_set:
            self.stage = Stage.FINISHED
            return [*cues, command("session_done", now_s=self._now_s)]
        words = ["set_done"]
        rest_s = self._course.block.plan.rest_s
        if rest_s:
            self.stage, self._rest = Stage.REST, Rest(rest_s, self._now_s)
            words.append("rest")
        is_another = self._course.go_on()
        self._approach.aim_at(self.exercise)
        if is_another and self.exercise:
            words += ["next", self.exercise.name]
        return [*cues, command(*words, now_s=self._now_s)]

    def _look_again(self, last_s: float) -> None:
        """Wait for the start position. From `last_s` a gap stays that ends the set that was."""
        self.stage, self._training = Stage.FRAMING, None
        self._approach.begin(self.exercise, last_s + GAP_S + MARGIN_S)

    def _keep_time(self) -> list[Cue]:
        if self.stage is Stage.COUNTDOWN and self._countdown:
            cues = self._countdown.tick(self._now_s)
            if self._countdown.left == 0:
                self._begin_set()
            return cues
        if self.stage is Stage.REST and self._rest:
            cues = self._rest.tick(self._now_s)
            if self._rest.left_s(self._now_s) <= 0:
                self.stage = Stage.FRAMING
            return cues
        return []

    def pause(self, now_s: float) -> list[Cue]:
        """Take no more poses; what has been counted is kept. The record's set ends here."""
        if self.stage in (Stage.PAUSED, Stage.FINISHED):
            return []
        if self._training and self.stage is not Stage.COUNTDOWN:
            self._carried_reps = self._rep_count
            self._look_again(self._training.seen_s)
        self._training = None
        self._recognition.settle()
        self._approach.let_go()
        self.stage = Stage.PAUSED
        return [StopTicks(), PaceTone(None), command("paused", now_s=now_s)]

    def resume(self, now_s: float) -> list[Cue]:
        """Go on with the set that was paused, after a new countdown, or with the rest."""
        if self.stage is not Stage.PAUSED:
            return []
        if self._rest and self._rest.left_s(now_s) > 0:
            self.stage = Stage.REST
            self._rest.resume(now_s)
            return [command("rest", now_s=now_s)]
        self.stage = Stage.FRAMING
        return [command("get_ready", now_s=now_s)]

    def restart_set(self, now_s: float) -> list[Cue]:
        """Forget the set in progress; see `discarded_from_s`."""
        if not self._training or self.stage is Stage.COUNTDOWN:
            return []
        self._record.discard_set()
        self._recognition.end()
        self._carried_reps = self._rep_count = 0
        self._recent = ()
        self._look_again(float("-inf"))
        return [StopTicks(), PaceTone(None), command("restart", now_s=now_s)]

    def finish(self) -> tuple[SetReport, ...]:
        """The session is over: all sets of the record."""
        return self._record.finish()

    def _state(self, pose: Pose) -> LiveState:
        training = self._training if self.stage is not Stage.COUNTDOWN else None
        rest = self._rest if self.stage is Stage.REST else None
        countdown = self._countdown if self.stage is Stage.COUNTDOWN else None
        block = self._course.block
        state = LiveState(
            t_s=pose.t_s,
            stage=self.stage,
            pose=pose,
            target_s=block.prescription.target_s,
            tempo=block.prescription.tempo,
            exercise=self.exercise,
            rep_count=self._rep_count,
            recent=self._recent,
            set_number=self._course.set_number,
            sets_planned=self._course.sets_planned,
            reps_planned=block.plan.reps,
            rest_left_s=rest.left_s(self._now_s) if rest else None,
            countdown=countdown.left if countdown else None,
            advice=self._approach.framing.advice if self.stage is Stage.FRAMING else (),
            sure=self._rate.sure,
            frames_per_s=self._rate.per_s,
        )
        return training.shown_in(state) if training else state
