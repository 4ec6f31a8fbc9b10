"""The record of a session: the poses that were used, through the pipeline of every report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection, merged
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.session import SetReport
from vision_coach.core.tempo import Prescription
from vision_coach.live.course import Course


@dataclass(frozen=True, slots=True)
class Part:
    """From when on which exercise is trained."""

    from_s: float
    exercise: Exercise
    prescription: Prescription
    block_number: int
    """Of the plan, from 0."""

    def goes_on_as(self, other: Part) -> bool:
        return (self.exercise, self.prescription) == (other.exercise, other.prescription)


class Record:
    """Takes the poses of the sets. `analyze` makes the same sets of the same poses."""

    def __init__(self) -> None:
        self.part: Part | None = None
        """What is trained since when, as the pipeline knows it."""
        self._pipeline: Pipeline | None = None
        self._closed: list[SetReport] = []
        self._rejected: list[Rejection] = []
        self._began_s: float | None = None
        self.taken: tuple[Pose, ...] = ()
        """What was taken since `next_frame`, in order."""
        self.discarded_from_s: float | None = None
        """Of poses taken before the last `next_frame`, those from this time on do not count."""

    def next_frame(self) -> None:
        self.taken, self.discarded_from_s = (), None

    def take(self, poses: Sequence[Pose]) -> None:
        assert self._pipeline is not None
        self.taken = (*self.taken, *poses)
        for pose in poses:
            self._note(self._pipeline.push(pose))

    def begin_set(self, exercise: Exercise, course: Course, lead: Sequence[Pose]) -> None:
        """A set begins, or goes on after a pause, with the poses that led to it."""
        prescription = course.block.prescription
        now = Part(lead[0].t_s, exercise, prescription, course.block_number)
        if self.part is None or not self.part.goes_on_as(now):
            self._close()
            self.part, self._pipeline = now, Pipeline(exercise, prescription)
        if self._began_s is None:
            self._began_s = lead[0].t_s
        self.take(lead)

    def end_set(self) -> None:
        """What follows is another set."""
        self._began_s = None

    def discard_set(self) -> None:
        """Forget the set in progress, also what lies before its pauses.

        The sets before it are closed by the gap between them.
        """
        began_s = self._began_s
        if began_s is not None:
            self._closed = [one for one in self._closed if one.reps[0].eccentric_start_s < began_s]
            self._rejected = [one for one in self._rejected if one.t_s < began_s]
        self.discarded_from_s, self._began_s = began_s, None
        self.taken, self.part, self._pipeline = (), None, None

    @property
    def sets(self) -> tuple[SetReport, ...]:
        """The sets that are closed so far; one is closed by the first pose of the next."""
        return tuple(self._closed)

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        """What was not counted in the sets that are closed so far."""
        return merged(self._rejected)

    def finish(self) -> tuple[SetReport, ...]:
        """No pose will follow: all sets."""
        self._close()
        return self.sets

    def _close(self) -> None:
        if self._pipeline:
            self._note(self._pipeline.finish())
        self.part, self._pipeline = None, None

    def _note(self, events: list[Event]) -> None:
        self._closed += [event.report for event in events if isinstance(event, SetCompleted)]
        self._rejected += [event.rejection for event in events if isinstance(event, Rejected)]
