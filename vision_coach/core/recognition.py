"""Which exercise is this? Every known one is tried; the one that explains the movement wins."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.contest import LEAST_EVIDENCE, contest, is_explained, overlap, why_not
from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import SetFinders
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.reason import Reason
from vision_coach.core.tempo import Prescription


class UnclearExerciseError(ExerciseError):
    """Several exercises explain the movement alike; `reason` says what was seen."""

    def __init__(self, reason: Reason, rejections: tuple[Rejection, ...]) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.rejections = rejections
        """Of every exercise, those of their sets included."""


class RecognisingPipeline:
    """Like `Pipeline`, for an exercise not known beforehand: events come at the end."""

    def __init__(
        self, exercises: Sequence[Exercise], prescription: Prescription | None = None
    ) -> None:
        self._finders = SetFinders(exercises, prescription, LEAST_EVIDENCE)
        self._exercises = {exercise.name: exercise for exercise in exercises}
        self._events: dict[str, list[Event]] = {name: [] for name in self._exercises}

    def push(self, pose: Pose) -> list[Event]:
        self._hear(self._finders.push(pose))
        return []

    def _hear(self, events: list[list[Event]]) -> None:
        for heard, found in zip(self._events.values(), events, strict=True):
            heard += found

    def finish(self) -> list[Event]:
        """The sets that are recognised, and what was rejected of their exercises.

        Where no exercise explains anything, what was rejected as each of them. Raises
        UnclearExerciseError, saying what was seen, when two explain alike all that there is.
        """
        self._hear(self._finders.finish())
        sets = completed([event for events in self._events.values() for event in events])
        found = contest([one for one in sets if is_explained(one)], self._exercises)
        names = {one.report.exercise for one in found.recognised}
        heard = names or self._events
        rejected = [event for name in heard for event in rejections_in(self._events[name])]
        outdone = [
            why_not(one, sets)
            for one in sets
            # What another exercise explains is not missing from the report.
            if not any(overlap(one.report, other.report) for other in found.recognised)
        ]
        rejected += [Rejected(one.until_s, one) for one in outdone]
        if found.unclear and not found.recognised:
            said = tuple(event.rejection for event in rejected)
            raise UnclearExerciseError(seen_in(found.unclear), said)
        return [*found.recognised, *rejected]


def completed(events: Sequence[Event]) -> list[SetCompleted]:
    return [event for event in events if isinstance(event, SetCompleted)]


def rejections_in(events: Sequence[Event]) -> list[Rejected]:
    return [event for event in events if isinstance(event, Rejected)]


def seen_in(sets: Sequence[SetCompleted]) -> Reason:
    counts: dict[str, int] = {}
    for one in sets:
        counts[one.report.exercise] = counts.get(one.report.exercise, 0) + len(one.report.reps)
    return Reason.of("exercise_not_clear", exercises=tuple(counts), counts=tuple(counts.values()))
