"""Which side of the body did a set: both together, one of them, or each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, log

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.detection.explanations import evidence_in_all
from vision_coach.core.exercise import Exercise, Working, by_side
from vision_coach.core.report.session import Curve, Rep, SetReport
from vision_coach.core.report.summary import summarise
from vision_coach.core.review.set_review import Review, review_set
from vision_coach.core.signals.bodies import Bodies
from vision_coach.core.signals.samples import samples_of
from vision_coach.core.tempo import Prescription

IN_STEP = 0.5
"""Share of one side's lowering during which the other side's goes on, from which both are one
repetition; and share of all repetitions of which that must be so."""
LEAST_CONFIDENCE = 0.4
"""Of the worse seen side: what is hidden is guessed, often as a copy of the other one."""


def review_sides(
    bodies: Bodies,
    exercise: Exercise,
    prescription: Prescription,
    ending: str,
    beginning: str = "start",
    least_evidence: float = -inf,
) -> Review:
    """The review of a set by the side, or sides, that did it. See `review_set` for the rest."""
    # Each side of an exercise may have little that speaks for it, and both together enough.
    least = -inf if exercise.sides is Working.EACH else least_evidence

    def review(one: Exercise) -> Review:
        return review_set(samples_of(bodies, one), one, prescription, ending, beginning, least)

    if exercise.sides is Working.BOTH:
        return review(exercise)
    left, right = map(review, by_side(exercise))
    better = max(left, right, key=in_all)
    if exercise.sides is Working.EITHER:
        return as_one_of_two(better)
    if not left.report and not right.report:
        return review(exercise)
    if not left.report or not right.report or is_guessed(left.report, right.report):
        return better
    if are_in_step(left.report.reps, right.report.reps):
        together = review(exercise)
        return together if together.report else better
    both = one_after_another(left.report, right.report)
    return Review(both, (*left.rejections, *right.rejections))


def as_one_of_two(review: Review) -> Review:
    """The better of two explanations: by chance alone one of them fits well twice as often."""
    report = review.report
    if report is None or report.evidence is None:
        return review
    return replace(review, report=replace(report, evidence=report.evidence - log(2)))


def in_all(review: Review) -> float:
    """The evidence of all its repetitions together; least where there are none."""
    report = review.report
    if report is None or report.evidence is None:
        return -inf
    return evidence_in_all(report.evidence, len(report.reps))


def is_guessed(left: SetReport, right: SetReport) -> bool:
    """Whether what one of the sides did was hidden."""
    seen = (float(np.mean([rep.confidence for rep in one.reps])) for one in (left, right))
    return min(seen) < LEAST_CONFIDENCE


def are_in_step(left: Sequence[Rep], right: Sequence[Rep]) -> bool:
    """Whether most lowerings of both sides are one and the same."""
    pairs = sum(any(is_one(one, other) for other in right) for one in left)
    return pairs >= IN_STEP * max(len(left), len(right))


def is_one(one: Rep, other: Rep) -> bool:
    shared_s = min(one.eccentric_end_s, other.eccentric_end_s) - max(
        one.eccentric_start_s, other.eccentric_start_s
    )
    return shared_s >= IN_STEP * min(one.eccentric_s, other.eccentric_s)


def one_after_another(left: SetReport, right: SetReport) -> SetReport:
    """The repetitions of both sides in order of time, each of its own side."""
    in_order = sorted((*left.reps, *right.reps), key=lambda rep: rep.eccentric_start_s)
    reps = tuple(replace(rep, index=number) for number, rep in enumerate(in_order, start=1))
    return replace(
        left,
        reps=reps,
        curve=curve_of_both(left.curve, right.curve),
        summary=summarise(reps),
        evidence=float(
            np.average(
                [one.evidence or 0.0 for one in (left, right)],
                weights=[len(one.reps) for one in (left, right)],
            )
        ),
    )


def curve_of_both(left: Curve, right: Curve) -> Curve:
    """At each moment the depth of the side that is further from where it usually is: it works."""
    t_s = np.union1d(left.t_s, right.t_s)
    depths = np.array([depth_at(t_s, curve) for curve in (left, right)])
    away = np.abs(depths - np.nanmedian(depths, axis=1, keepdims=True))
    works = np.argmax(np.nan_to_num(away, nan=-1.0), axis=0)
    depth = depths[works, np.arange(len(t_s))]
    return Curve(
        tuple(float(moment_s) for moment_s in t_s),
        tuple(float(one) if np.isfinite(one) else None for one in depth),
    )


def depth_at(t_s: Array, curve: Curve) -> Array:
    """NaN where the curve breaks, and beyond its ends."""
    known = np.array([np.nan if one is None else one for one in curve.depth], dtype=float)
    depth: Array = np.interp(t_s, curve.t_s, known, left=np.nan, right=np.nan)
    return depth
