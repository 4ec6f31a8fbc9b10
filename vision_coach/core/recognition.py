"""Which exercise is this? Every known one is tried; the one that explains the movement wins."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import SetFinders
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import SetReport
from vision_coach.core.tempo import Prescription

LEAST_EVIDENCE = 0.5
"""A set is none of these unless its exercise makes the motion this much likelier than anything else
does, natural logarithm. On 40 labelled clips and samples of known exercises, with either engine,
the least is 1.9."""
LEAST_IN_ALL = 5.0
"""The same of all its repetitions together, so that a single swing must fit well: the least of five
sets of one repetition is 7.4, the most of swings of something else 3.1. Chosen on these."""
CLEAR_LEAD = 1.0
"""By so much the better of two explanations of one repetition must lead, natural logarithm: it is
e times as likely."""


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
        self._finders = SetFinders(exercises, prescription)
        self._events: dict[str, list[Event]] = {exercise.name: [] for exercise in exercises}

    def push(self, pose: Pose) -> list[Event]:
        self._hear(self._finders.push(pose))
        return []

    def _hear(self, events: list[list[Event]]) -> None:
        for heard, found in zip(self._events.values(), events, strict=True):
            heard += found

    def finish(self) -> list[Event]:
        """The sets of the recognised exercise, and what was rejected of it and of the others.

        Where no exercise explains the motion, what was rejected as each of them. Raises
        UnclearExerciseError, saying what was seen, when two explain it alike.
        """
        self._hear(self._finders.finish())
        sets = completed([event for events in self._events.values() for event in events])
        recognised = recognised_among(sets)
        names = list(dict.fromkeys(one.report.exercise for one in recognised))
        is_clear = len(names) <= 1
        outdone = [why_not(one, sets) for one in sets if one not in recognised or not is_clear]
        heard = names if is_clear and names else list(self._events)
        rejected = [event for name in heard for event in rejections_in(self._events[name])]
        rejected += [Rejected(one.until_s, one) for one in outdone]
        if not is_clear:
            said = tuple(event.rejection for event in rejected)
            raise UnclearExerciseError(seen_in(recognised), said)
        return [*recognised, *rejected]


def completed(events: Sequence[Event]) -> list[SetCompleted]:
    return [event for event in events if isinstance(event, SetCompleted)]


def rejections_in(events: Sequence[Event]) -> list[Rejected]:
    return [event for event in events if isinstance(event, Rejected)]


def recognised_among(sets: Sequence[SetCompleted]) -> list[SetCompleted]:
    """The sets whose exercise explains them, best where several do; of several exercises only
    where their lead over each other is not clear."""
    explained = [one for one in sets if is_explained(one.report)]
    best = [one for one in explained if not is_better_explained(one, explained)]
    names = most_evident(best)
    return [one for one in best if one.report.exercise in names]


def is_explained(report: SetReport) -> bool:
    evidence = evidence_of(report)
    return evidence >= LEAST_EVIDENCE and evidence * len(report.reps) >= LEAST_IN_ALL


def evidence_of(report: SetReport) -> float:
    return float("-inf") if report.evidence is None else report.evidence


def is_better_explained(one: SetCompleted, others: Sequence[SetCompleted]) -> bool:
    """Whether another exercise explains the same time clearly better."""
    return any(
        other.report.exercise != one.report.exercise
        and overlap(one.report, other.report)
        and evidence_of(other.report) >= evidence_of(one.report) + CLEAR_LEAD
        for other in others
    )


def overlap(one: SetReport, other: SetReport) -> bool:
    latest_start_s = max(one.reps[0].eccentric_start_s, other.reps[0].eccentric_start_s)
    return latest_start_s < min(one.reps[-1].eccentric_end_s, other.reps[-1].eccentric_end_s)


def most_evident(sets: Sequence[SetCompleted]) -> list[str]:
    """The exercises, one unless their lead is not clear, for which most speaks in all.

    Repetitions are witnesses of their own, so their evidence adds up.
    """
    total: dict[str, float] = {}
    for one in sets:
        spoken_for = total.get(one.report.exercise, 0.0)
        total[one.report.exercise] = spoken_for + evidence_of(one.report) * len(one.report.reps)
    most = max(total.values(), default=0.0)
    return [name for name, value in total.items() if value > most - CLEAR_LEAD]


def why_not(one: SetCompleted, sets: Sequence[SetCompleted]) -> Rejection:
    """The rejection of a set that its exercise explains too badly, or no better than another."""
    report = one.report
    evidence = evidence_of(report)
    if not is_explained(report):
        least = max(LEAST_EVIDENCE, LEAST_IN_ALL / len(report.reps))
        rule, value, limit = Rule.NOT_EXPLAINED, evidence, least
    else:
        rivals = [other.report for other in sets if other.report.exercise != report.exercise]
        lead = evidence - max(evidence_of(rival) for rival in rivals)
        rule, value, limit = Rule.NO_CLEAR_LEAD, lead, CLEAR_LEAD
    return Rejection(
        rule,
        value,
        limit,
        "evidence",
        report.reps[0].eccentric_start_s,
        report.reps[-1].eccentric_end_s,
        report.exercise,
    )


def seen_in(sets: Sequence[SetCompleted]) -> Reason:
    counts: dict[str, int] = {}
    for one in sets:
        counts[one.report.exercise] = counts.get(one.report.exercise, 0) + len(one.report.reps)
    return Reason.of("exercise_not_clear", exercises=tuple(counts), counts=tuple(counts.values()))
