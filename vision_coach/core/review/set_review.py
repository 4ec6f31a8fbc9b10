"""A finished set, looked at as a whole: repetitions found, measured and judged."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from vision_coach.core.body.view import view_of
from vision_coach.core.detection.candidates import PARTIAL_SHARE, Candidate
from vision_coach.core.detection.explanations import (
    evidence_in_all,
    evidence_of_set,
    time_of,
)
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.detection.repetitions import Found, find_repetitions
from vision_coach.core.detection.whole_sets import set_rejections
from vision_coach.core.exercise import Ending, Exercise
from vision_coach.core.report.session import (
    BOTH,
    ECCENTRIC_ONLY,
    PARTIAL,
    SIDES,
    TRUNCATED,
    Rep,
    SetReport,
)
from vision_coach.core.report.summary import summarise
from vision_coach.core.review.curve import depth_curve
from vision_coach.core.review.possible import impossible
from vision_coach.core.review.reasons import why_not_graded
from vision_coach.core.signals.samples import Samples, confidence
from vision_coach.core.signals.stretches import Stretch, split
from vision_coach.core.tempo import PhaseTarget, Prescription, Verdict, judge, tolerance_for
from vision_coach.core.timing.ends import Passage
from vision_coach.core.timing.rep_times import end_angles_deg, passage_down, passage_up

NEARLY_UP_SHARE = 0.9
"""A rise that the end of the video cuts off below this share of the way has no end; above it the
video was stopped as soon as the person was up."""

UNSEEN_LONGEST_S = 0.1
"""A lowering that had begun so shortly before its first sample is whole: whoever stepped through
the frames would see it start with the first ones, and no time is surer than that."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a set turned out to be."""

    report: SetReport | None
    """None when there is no repetition in it."""
    rejections: tuple[Rejection, ...]


def review_set(
    samples: Samples,
    exercise: Exercise,
    prescription: Prescription,
    ending: str,
    beginning: str = "start",
    least_evidence: float = -inf,
) -> Review:
    """The report of a set, and what was not counted in it.

    ending: "end" when the source ended, "lost" when it paused, "closed" when the person rested or
    left. beginning: "start", or "lost" and "cut" after such a pause. least_evidence: what must
    speak for the exercise in all, natural logarithm; nothing is measured of a set with less.
    """
    stretches = split(samples, exercise, ending, beginning)
    found = find_repetitions(stretches, exercise)
    rejections = (*set_rejections(samples, stretches, exercise, found), *found.rejections)
    evidence = evidence_of_set(stretches, found.repetitions, exercise)
    if said := why_not_explained(found, evidence, least_evidence, exercise):
        return Review(None, (*rejections, said))
    view = view_of(samples["facing_deg"])
    reps = [measure(candidate, exercise, view) for candidate in found.repetitions]
    verdicts = [
        impossible(rep, candidate.stretch, exercise)
        for rep, candidate in zip(reps, found.repetitions, strict=True)
    ]
    rejections = (*rejections, *(said for said in verdicts if said))
    possible = [number for number, said in enumerate(verdicts) if not said]
    if not possible:
        return Review(None, rejections)
    found = replace(found, repetitions=tuple(found.repetitions[number] for number in possible))
    reps = [reps[number] for number in possible]
    return Review(report_of(view, stretches, found, reps, exercise, prescription), rejections)


def why_not_explained(
    found: Found, evidence: float, least_in_all: float, exercise: Exercise
) -> Rejection | None:
    """The rejection of repetitions that their exercise explains too badly."""
    count = len(found.repetitions)
    least = least_in_all / evidence_in_all(1.0, count) if count else -inf
    if not count or evidence >= least:
        return None
    (start_s, _), (_, end_s) = time_of(found.repetitions[0]), time_of(found.repetitions[-1])
    rule = Rule.NOT_EXPLAINED
    return Rejection(rule, evidence, least, "evidence", start_s, end_s, exercise.name)


def report_of(
    view: str,
    stretches: list[Stretch],
    found: Found,
    reps: list[Rep],
    exercise: Exercise,
    prescription: Prescription,
) -> SetReport:
    """A set's measured repetitions, flagged and graded."""
    reps = [flag_partial(rep, found.typical) for rep in reps]
    reps = with_top_pauses(reps, found.repetitions)
    reps = [
        grade_others(grade(replace(rep, index=number), prescription), prescription)
        for number, rep in enumerate(reps, start=1)
    ]
    return SetReport(
        exercise=exercise.name,
        view=view,
        tempo=prescription.tempo,
        tolerance_s=prescription.effective_tolerance_s,
        reps=tuple(reps),
        curve=depth_curve(stretches, found.repetitions, found.typical),
        summary=summarise(reps),
        evidence=evidence_of_set(stretches, found.repetitions, exercise),
        title=exercise.title,
    )


def measure(candidate: Candidate, exercise: Exercise, view: str) -> Rep:
    lowering = candidate.lowering
    down = passage_down(candidate, exercise)
    rises = lowering.rise > 0 and not exercise.eccentric_only
    up = passage_up(candidate, exercise) if rises else None
    candidate = marked_if_begun_before(candidate, down)
    stretch = candidate.stretch
    top_deg, bottom_deg = end_angles_deg(candidate, down)
    can_show_range = view in exercise.range_views
    concentric_start_s = max(up.start_s, down.end_s) if up else None
    return Rep(
        index=0,
        eccentric_start_s=down.start_s,
        eccentric_end_s=down.end_s,
        concentric_start_s=concentric_start_s,
        concentric_end_s=max(up.end_s, down.end_s) if up and is_up_again(candidate) else None,
        top_pause_s=None,
        eccentric_uncertainty_s=down.uncertainty_s,
        thirds_s=down.thirds_s,
        travel=lowering.travel,
        top_deg=top_deg if can_show_range else None,
        bottom_deg=bottom_deg if can_show_range else None,
        confidence=confidence(stretch.samples[stretch.during(down.start_s, down.end_s)]),
        reason=why_not_graded(candidate, down, exercise),
        flags=flags_of(candidate, rises=rises),
        side=BOTH if exercise.side is None else SIDES[exercise.side],
        controlled_s=controlled_s(down) if exercise.ends is Ending.BREAK else None,
    )


def controlled_s(down: Passage) -> float:
    """How long the body was lowered before it fell, or all of it where it did not."""
    lost_s = down.control_lost_s
    return down.duration_s if lost_s is None else lost_s - down.start_s


def marked_if_begun_before(candidate: Candidate, down: Passage) -> Candidate:
    """Marked as begun before its stretch, where too much of it is not seen."""
    if down.unseen_s is None:
        return candidate
    return replace(candidate, cut_start=down.unseen_s > UNSEEN_LONGEST_S)


def is_up_again(candidate: Candidate) -> bool:
    """Whether the rise was seen to its end, not cut off by that of the stretch."""
    lowering = candidate.lowering
    at_end = lowering.next_top == len(candidate.stretch.t_s) - 1
    return not at_end or lowering.rise >= NEARLY_UP_SHARE * lowering.travel


def flags_of(candidate: Candidate, *, rises: bool) -> tuple[str, ...]:
    if candidate.cut_start or candidate.cut_end:
        return (TRUNCATED,)
    return () if rises else (ECCENTRIC_ONLY,)


def flag_partial(rep: Rep, typical: float) -> Rep:
    whole = rep.travel >= PARTIAL_SHARE * typical or TRUNCATED in rep.flags
    return rep if whole else replace(rep, flags=(*rep.flags, PARTIAL))


def with_top_pauses(reps: list[Rep], found: Sequence[Candidate]) -> list[Rep]:
    """Fill in the time between a rise's end and the next lowering of the same stretch.

    Where noise lets the two overlap, the rise ends when the lowering starts.
    """
    filled = list(reps)
    for number, (rep, following) in enumerate(itertools.pairwise(reps)):
        same_stretch = found[number].stretch is found[number + 1].stretch
        if same_stretch and rep.concentric_end_s is not None:
            start_s = rep.concentric_start_s
            end_s = min(rep.concentric_end_s, following.eccentric_start_s)
            filled[number] = replace(
                rep,
                concentric_start_s=end_s if start_s is None else min(start_s, end_s),
                concentric_end_s=end_s,
                top_pause_s=following.eccentric_start_s - end_s,
            )
    return filled


def grade(rep: Rep, prescription: Prescription) -> Rep:
    target_s, tolerance_s = prescription.target_s, prescription.effective_tolerance_s
    if target_s is None or tolerance_s is None:
        return rep
    verdict = Verdict.NOT_GRADED
    if rep.graded:
        verdict = judge(rep.eccentric_s, target_s, tolerance_s, rep.eccentric_uncertainty_s)
    return replace(rep, target_s=target_s, verdict=verdict)


def grade_others(rep: Rep, prescription: Prescription) -> Rep:
    """With verdicts on the pauses and the rise."""
    tempo = prescription.tempo
    if tempo is None:
        return rep

    def verdict(target: PhaseTarget, done_s: float | None) -> Verdict | None:
        if not isinstance(target, float) or done_s is None:
            return None
        if not rep.graded:
            return Verdict.NOT_GRADED
        tolerance_s = tolerance_for(target, prescription.tolerance_s)
        # As sure as the lowering: each lies between two ends of a swing.
        return judge(done_s, target, tolerance_s, rep.eccentric_uncertainty_s)

    return replace(
        rep,
        bottom_pause_verdict=verdict(tempo.bottom_pause, rep.bottom_pause_s),
        concentric_verdict=verdict(tempo.concentric, rep.concentric_s),
        top_pause_verdict=verdict(tempo.top_pause, rep.top_pause_s),
    )
