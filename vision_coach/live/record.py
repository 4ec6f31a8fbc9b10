"""The record of a session: the poses that were used, through the pipeline of every report."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection, merged
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.session import SetReport
from vision_coach.core.tempo import Prescription


class Record:
    """Takes the poses of the sets. `analyze` makes the same sets of the same poses."""

    def __init__(self, exercise: Exercise, prescription: Prescription) -> None:
        self._exercise = exercise
        self._prescription = prescription
        self._pipeline = Pipeline(exercise, prescription)
        self._closed: list[SetReport] = []
        self._rejected: list[Rejection] = []
        self._began_s: float | None = None
        self.taken: tuple[Pose, ...] = ()
        """What was taken since `next_frame`, in order."""
        self.discarded_from_s: float | None = None
        """After `discard_set`: poses from this time on no longer belong to it."""

    def next_frame(self) -> None:
        self.taken = ()

    def take(self, poses: Sequence[Pose]) -> None:
        self.taken = (*self.taken, *poses)
        for pose in poses:
            self._note(self._pipeline.push(pose))

    def begin_set(self, lead: Sequence[Pose]) -> None:
        """A set begins, or goes on after a pause, with the poses that led to it."""
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
        self._pipeline = Pipeline(self._exercise, self._prescription)

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
        self._note(self._pipeline.finish())
        self._pipeline = Pipeline(self._exercise, self._prescription)
        return self.sets

    def _note(self, events: list[Event]) -> None:
        self._closed += [event.report for event in events if isinstance(event, SetCompleted)]
        self._rejected += [event.rejection for event in events if isinstance(event, Rejected)]
