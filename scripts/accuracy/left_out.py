"""Recognition with its limit chosen on other people's clips than those it is tried on.

How well a clip's best set is explained is one number: its evidence over what the program asks for
(`LEAST_EVIDENCE`); 1 is the limit. For each origin the limit is
chosen anew, where it parts the clips of all others best, and then tried on its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from accuracy.exercise_names import family_of
from accuracy.recognition import NONE, Clip
from vision_coach.core.body.pose import Pose
from vision_coach.core.contest import LEAST_EVIDENCE, in_all
from vision_coach.core.detection.rejections import Rule
from vision_coach.core.errors import ExerciseError
from vision_coach.core.recognition import RecognisingPipeline, UnclearExerciseError
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.exercises import load_exercise, recognisable_names

LIMITS = np.geomspace(0.2, 5.0, 41)
"""Tried around that of the program, which is the middle one."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The set of a clip that is explained best."""

    clip: Clip
    exercise: str
    share: float
    """Of what the program asks for; 0 where nothing moves like an exercise."""

    def right_at(self, limit: float) -> bool:
        if self.clip.true == NONE:
            return self.share < limit
        return self.share >= limit and family_of(self.exercise) == family_of(self.clip.true)


def best_explained(clip: Clip, poses: Iterable[Pose]) -> Explained:
    pipeline = RecognisingPipeline([load_exercise(name) for name in recognisable_names()])
    events: list[Event] = []
    for pose in poses:
        events += pipeline.push(pose)
    try:
        events += pipeline.finish()
        rejections = [event.rejection for event in events if isinstance(event, Rejected)]
    except UnclearExerciseError as problem:
        rejections = list(problem.rejections)
    except ExerciseError:
        rejections = []
    sets = [event for event in events if isinstance(event, SetCompleted)]
    found = [(in_all(one) / LEAST_EVIDENCE, one.report.exercise) for one in sets]
    found += [
        (one.value / one.limit, one.exercise)
        for one in rejections
        if one.rule is Rule.NOT_EXPLAINED and one.value is not None and (one.limit or 0) > 0
        # Swings that were no repetition have limits of their own, below 0.
        if one.limit is not None and one.exercise is not None
    ]
    share, exercise = max(found, default=(0.0, ""))
    return Explained(clip, exercise, share)


def chosen_limit(explained: Sequence[Explained]) -> float:
    """The limit at which most clips are right, the share of known and of other ones alike; the one
    nearest to the program's where several are."""

    def badness(limit: float) -> tuple[float, float]:
        kinds = [
            [one.right_at(limit) for one in explained if (one.clip.true == NONE) == is_none]
            for is_none in (False, True)
        ]
        right = sum(float(np.mean(kind)) for kind in kinds if kind)
        return -round(right, 9), abs(float(np.log(limit)))

    return float(min(LIMITS, key=badness))


def right_when_left_out(explained: Sequence[Explained]) -> dict[Explained, bool]:
    """Whether each clip is right with the limit that those of other origins choose."""
    right = {}
    of_somebody = sorted(explained, key=lambda one: one.clip.people)
    for people, own in itertools.groupby(of_somebody, key=lambda one: one.clip.people):
        limit = chosen_limit([one for one in explained if one.clip.people != people])
        right.update({one: one.right_at(limit) for one in own})
    return right
