"""Which exercise is this? Every known one is tried; the one that explains the movement wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import Event, SetCompleted
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import SetReport
from vision_coach.core.tempo import Prescription

CLEAR_LEAD = 2.0
"""The winner must explain this many times the seconds of the runner-up. On 27 real and rendered
clips it explains three times as many or more."""


class UnclearExerciseError(ExerciseError):
    """Two exercises explain the movement alike; `reason` says what was seen."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


class RecognisingPipeline:
    """Like `Pipeline`, for an exercise not known beforehand: events come at the end."""

    def __init__(
        self, exercises: Sequence[Exercise], prescription: Prescription | None = None
    ) -> None:
        self._pipelines = {
            exercise.name: Pipeline(exercise, prescription) for exercise in exercises
        }
        self._events: dict[str, list[Event]] = {exercise.name: [] for exercise in exercises}

    def push(self, pose: Pose) -> list[Event]:
        for name, pipeline in self._pipelines.items():
            self._events[name] += completed(pipeline.push(pose))
        return []

    def finish(self) -> list[Event]:
        """The sets of the recognised exercise; none where nothing was repeated.

        Raises UnclearExerciseError, saying what was seen, when two exercises explain it alike.
        """
        for name, pipeline in self._pipelines.items():
            self._events[name] += completed(pipeline.finish())
        winner = clear_winner({name: explained_s(events) for name, events in self._events.items()})
        if winner:
            return self._events[winner]
        if any(self._events.values()):
            raise UnclearExerciseError(self._seen())
        return []

    def _seen(self) -> Reason:
        counts = {
            name: sum(len(report.reps) for report in reports(events))
            for name, events in self._events.items()
        }
        seen = {name: count for name, count in counts.items() if count}
        return Reason.of("exercise_not_clear", exercises=tuple(seen), counts=tuple(seen.values()))


def completed(events: list[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, SetCompleted)]


def reports(events: list[Event]) -> list[SetReport]:
    return [event.report for event in events if isinstance(event, SetCompleted)]


def explained_s(events: list[Event]) -> float:
    """How much of the movement these sets explain: seconds on the way down and up, by confidence.

    Seconds rather than travel: waving an arm covers as much of its length as a pull-up does, but
    not for as long as the repetitions of a set.
    """
    return sum(
        (rep.eccentric_s + (rep.concentric_s or 0.0)) * rep.confidence
        for report in reports(events)
        for rep in report.reps
    )


def clear_winner(explained: Mapping[str, float]) -> str | None:
    """The key whose value leads by `CLEAR_LEAD`; None where there is none."""
    if not explained:
        return None
    best, *others = sorted(explained, key=lambda name: explained[name], reverse=True)
    second = explained[others[0]] if others else 0.0
    leads = explained[best] > 0 and explained[best] >= CLEAR_LEAD * second
    return best if leads else None
