"""Which exercise is this? Every known one is tried; the one that explains the movement wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import SetReport
from vision_coach.core.tempo import Prescription

CLEAR_LEAD = 2.0
"""The winner must explain this many times the seconds of the runner-up. On 27 real and rendered
clips it explains three times as many or more."""


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
        self._pipelines = {
            exercise.name: Pipeline(exercise, prescription) for exercise in exercises
        }
        self._events: dict[str, list[Event]] = {exercise.name: [] for exercise in exercises}

    def push(self, pose: Pose) -> list[Event]:
        for name, pipeline in self._pipelines.items():
            self._events[name] += pipeline.push(pose)
        return []

    def finish(self) -> list[Event]:
        """The sets of the recognised exercise, and what was rejected of it and of the others.

        Where nothing was repeated, what was rejected as each of the exercises. Raises
        UnclearExerciseError, saying what was seen, when two exercises explain it alike.
        """
        for name, pipeline in self._pipelines.items():
            self._events[name] += pipeline.finish()
        explained = {name: explained_s(events) for name, events in self._events.items()}
        outdone = [
            Rejected(said.until_s, said)
            for name in self._events
            if (said := explains_too_little(name, explained, reports(self._events[name])))
        ]
        winner = clear_winner(explained)
        if winner:
            return [*self._events[winner], *outdone]
        everything = [*(event for events in self._events.values() for event in events), *outdone]
        rejected = [event for event in everything if isinstance(event, Rejected)]
        if not outdone:
            return list(rejected)
        raise UnclearExerciseError(self._seen(), tuple(event.rejection for event in rejected))

    def _seen(self) -> Reason:
        counts = {
            name: sum(len(report.reps) for report in reports(events))
            for name, events in self._events.items()
        }
        seen = {name: count for name, count in counts.items() if count}
        return Reason.of("exercise_not_clear", exercises=tuple(seen), counts=tuple(seen.values()))


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


def explains_too_little(
    name: str, explained: Mapping[str, float], found: Sequence[SetReport]
) -> Rejection | None:
    """The rejection of an exercise that explains something, but not clearly the most."""
    rival_s = max((explained[other] for other in explained if other != name), default=0.0)
    least_s = CLEAR_LEAD * rival_s
    if not found or (explained[name] > 0 and explained[name] >= least_s):
        return None
    first, last = found[0].reps[0], found[-1].reps[-1]
    return Rejection(
        Rule.NO_CLEAR_LEAD, explained[name], least_s, "s",
        first.eccentric_start_s, last.eccentric_end_s, name,
    )  # fmt: skip


def clear_winner(explained: Mapping[str, float]) -> str | None:
    """The key whose value leads by `CLEAR_LEAD`; None where there is none."""
    if not explained:
        return None
    best, *others = sorted(explained, key=lambda name: explained[name], reverse=True)
    second = explained[others[0]] if others else 0.0
    leads = explained[best] > 0 and explained[best] >= CLEAR_LEAD * second
    return best if leads else None
