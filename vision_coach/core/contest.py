"""Which exercise a movement belongs to: sets of several, tried on the same bodies, compete."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vision_coach.core.detection.explanations import evidence_in_all
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.report.session import Rep, SetReport

LEAST_EVIDENCE = 5.5
"""A set is none of these unless its exercise makes all of it this much likelier than anything else
does, natural logarithm. Three of that (ln 23) are what it takes to choose one of so many exercises,
the rest that one set in eleven is none. Tried on the clips of docs/accuracy.md."""
CLEAR_LEAD = 1.0
"""By so much the best explanation of a set must lead in all, natural logarithm: it is e times as
likely as the next."""


@dataclass(frozen=True, slots=True)
class Contest:
    """What became of sets that exercises explain."""

    recognised: list[SetCompleted]
    """In order of time."""
    unclear: list[SetCompleted]
    """Those that several exercises explain alike."""


def contest(sets: Sequence[SetCompleted], exercises: Mapping[str, Exercise]) -> Contest:
    """Every movement belongs to the exercise that explains most of it, if it leads clearly."""
    recognised: list[SetCompleted] = []
    unclear: list[SetCompleted] = []
    left = sorted(sets, key=in_all, reverse=True)
    while left:
        best = left[0]
        rivals = [one for one in left if overlap(one.report, best.report)]
        close = [one for one in rivals if in_all(one) > in_all(best) - CLEAR_LEAD]
        if is_one_family(close, exercises):
            recognised.append(plainest(close, exercises))
        else:
            unclear += close
        left = [one for one in left if one not in rivals]
    recognised.sort(key=lambda one: one.report.reps[0].eccentric_start_s)
    return Contest(without_lone(recognised, exercises), unclear)


def without_lone(
    recognised: Sequence[SetCompleted], exercises: Mapping[str, Exercise]
) -> list[SetCompleted]:
    """Beside sets, a single movement of another exercise is getting ready, or putting away."""
    trained = {
        one.report.exercise
        for one in recognised
        if not is_lone(one, recognised, exercises[one.report.exercise].rest_s)
    }
    return [one for one in recognised if not trained or one.report.exercise in trained]


def is_lone(one: SetCompleted, recognised: Sequence[SetCompleted], rest_s: float) -> bool:
    """Whether no two repetitions follow each other: without a rest that ends a set, and without
    one of another exercise in between."""
    others_s = [
        rep.eccentric_start_s
        for other in recognised
        if other.report.exercise != one.report.exercise
        for rep in other.report.reps
    ]
    return not any(
        following.eccentric_start_s - end_s(rep) <= rest_s
        and not any(end_s(rep) <= t_s < following.eccentric_start_s for t_s in others_s)
        for rep, following in itertools.pairwise(one.report.reps)
    )


def is_explained(one: SetCompleted) -> bool:
    return in_all(one) >= LEAST_EVIDENCE


def in_all(one: SetCompleted) -> float:
    """The evidence of a set, of all its repetitions together."""
    evidence = float("-inf") if one.report.evidence is None else one.report.evidence
    return evidence_in_all(evidence, len(one.report.reps))


def is_one_family(sets: Sequence[SetCompleted], exercises: Mapping[str, Exercise]) -> bool:
    return len({exercises[one.report.exercise].family for one in sets}) == 1


def plainest(sets: Sequence[SetCompleted], exercises: Mapping[str, Exercise]) -> SetCompleted:
    """A variant must lead clearly over what it is a variant of; `sets` are the best first."""
    return next((one for one in sets if not exercises[one.report.exercise].is_variant), sets[0])


def overlap(one: SetReport, other: SetReport) -> bool:
    """Whether both speak of the same movement: a repetition of one lies in one of the other's."""
    return any(
        max(rep.eccentric_start_s, another.eccentric_start_s) < min(end_s(rep), end_s(another))
        for rep in one.reps
        for another in other.reps
    )


def end_s(rep: Rep) -> float:
    """When all that is known of a repetition is over."""
    return max(rep.eccentric_end_s, rep.concentric_start_s or 0.0, rep.concentric_end_s or 0.0)


def why_not(one: SetCompleted, sets: Sequence[SetCompleted]) -> Rejection:
    """The rejection of a set that its exercise explains too badly, or no better than another, or
    that is a single movement."""
    report = one.report
    if not is_explained(one):
        least = LEAST_EVIDENCE / evidence_in_all(1.0, len(report.reps))
        rule, value, limit, unit = Rule.NOT_EXPLAINED, report.evidence or 0.0, least, "evidence"
    elif rivals := rivals_of(one, sets):
        lead = in_all(one) - max(map(in_all, rivals))
        rule, value, limit, unit = Rule.NO_CLEAR_LEAD, lead, CLEAR_LEAD, "evidence"
    else:
        rule, value, limit, unit = Rule.LONE, 1.0, 2.0, "count"
    return Rejection(
        rule,
        value,
        limit,
        unit,
        report.reps[0].eccentric_start_s,
        report.reps[-1].eccentric_end_s,
        report.exercise,
    )


def rivals_of(one: SetCompleted, sets: Sequence[SetCompleted]) -> list[SetCompleted]:
    return [other for other in sets if other is not one and overlap(one.report, other.report)]
