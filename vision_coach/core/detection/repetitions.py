"""Which lowerings of a set are its repetitions, and what was rejected by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vision_coach.core.detection.candidates import SMALLEST_SHARE, Candidate, swings
from vision_coach.core.detection.likeness import LIKENESS, is_large, travel_of
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.detection.rules import PLAUSIBLE, first_no, no, takes_long_enough
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.stretches import Stretch

UNFINISHED_SHARE = 0.5
"""A lowering that the end of the video cuts off counts from this share of the typical travel. More
than of a whole one: what would have become of less nobody knows."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a set."""

    repetitions: tuple[Candidate, ...] = ()
    """In order of time."""
    typical: float = 0.0
    """Their median travel, limb lengths."""
    rejections: tuple[Rejection, ...] = ()


def find_repetitions(stretches: list[Stretch], exercise: Exercise) -> Found:
    """The repetitions of a set.

    Done twice: the first pass finds out how far this person travels, the second looks at whatever
    is large beside that, so that a dip within a rise neither counts nor divides it.
    """
    first = alike(stretches, exercise, exercise.minimum_travel)
    if not first.repetitions:
        return first
    found = alike(stretches, exercise, SMALLEST_SHARE * first.typical)
    verdicts = [
        is_large_enough(one, exercise, found.typical) or takes_long_enough(one, exercise)
        for one in found.repetitions
    ]
    kept = [one for one, said in zip(found.repetitions, verdicts, strict=True) if not said]
    rejections = (*found.rejections, *(said for said in verdicts if said))
    return Found(tuple(kept), found.typical, rejections)


def alike(stretches: list[Stretch], exercise: Exercise, threshold: float) -> Found:
    """Swings of at least `threshold` that are plausible, and like the rest of the set."""
    kept, rejections = plausible(stretches, exercise, threshold)
    for rule in LIKENESS:
        if not kept:
            break
        verdicts = rule(kept, exercise)
        rejections += [said for said in verdicts if said]
        kept = [c for c, said in zip(kept, verdicts, strict=True) if not said]
    return Found(tuple(kept), typical_travel(kept), tuple(rejections))


def plausible(
    stretches: list[Stretch], exercise: Exercise, threshold: float
) -> tuple[list[Candidate], list[Rejection]]:
    """The candidates that are plausible each for itself, and the others' rejections."""
    kept: list[Candidate] = []
    rejections: list[Rejection] = []
    before: Stretch | None = None
    for stretch in stretches:
        unfinished = kept[-1] if kept and kept[-1].cut_end and kept[-1].stretch is before else None
        before = stretch
        for candidate in swings(stretch, threshold):
            said = is_the_rest_of(unfinished, candidate, exercise) if unfinished else None
            said = said or first_no(candidate, exercise, PLAUSIBLE)
            if said:
                rejections.append(said)
            else:
                kept.append(candidate)
            unfinished = None
    return kept, rejections


def is_the_rest_of(
    unfinished: Candidate, candidate: Candidate, exercise: Exercise
) -> Rejection | None:
    """The rest of a lowering that a cut or a gap divided: its beginning stands for it."""
    if not candidate.cut_start:
        return None
    gap_s = candidate.stretch.t_s[0] - unfinished.stretch.t_s[-1]
    return no(candidate, exercise, Rule.REST_OF_LOWERING, gap_s, 0.0, "s")


def is_large_enough(candidate: Candidate, exercise: Exercise, typical: float) -> Rejection | None:
    share = UNFINISHED_SHARE if candidate.cut_end or candidate.cut_start else SMALLEST_SHARE
    travel, least = candidate.lowering.travel, share * typical
    if travel >= least:
        return None
    return no(candidate, exercise, Rule.TOO_SMALL, travel, least, "limb_lengths")


def typical_travel(found: Sequence[Candidate]) -> float:
    """Median travel of the complete lowerings, where there are any."""
    complete = [c for c in found if not (c.cut_start or c.cut_end)] or list(found)
    return float(np.median(travel_of(complete)[is_large(complete)])) if complete else 0.0
