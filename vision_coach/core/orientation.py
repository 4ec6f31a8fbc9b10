"""Does the picture lie on its side, or stand on its head?

A body that lies is no sign of it: push-ups lie in an upright picture. What tells is the movement.
Only where nothing in the picture as it is can be explained by an exercise, it is looked at turned;
a turn is believed where exactly one explains what is done, as surely as an exercise must be
recognised anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.body.pose import Pose
from vision_coach.core.body.turning import turned
from vision_coach.core.body.turns import TURNS_DEG
from vision_coach.core.contest import in_all
from vision_coach.core.exercise import Exercise
from vision_coach.core.recognition import RecognisingPipeline, UnclearExerciseError
from vision_coach.core.report.events import Event, SetCompleted


def turn_that_explains(poses: Sequence[Pose], exercises: Sequence[Exercise]) -> int | None:
    """By how many degrees clockwise the picture is to be turned; None where no turn explains more.

    poses: of the picture as it is, in which no set was found.
    """
    evidence = {turn_deg: evidence_turned(poses, exercises, turn_deg) for turn_deg in TURNS_DEG[1:]}
    best_deg = max(evidence, key=lambda turn_deg: evidence[turn_deg])
    return best_deg if evidence[best_deg] > 0 else None


def evidence_turned(poses: Sequence[Pose], exercises: Sequence[Exercise], turn_deg: int) -> float:
    """Of all sets that are recognised in the turned picture, natural logarithm; 0 for none."""
    pipeline = RecognisingPipeline(exercises)
    events: list[Event] = []
    try:
        for pose in poses:
            events += pipeline.push(turned(pose, turn_deg))
        events += pipeline.finish()
    except UnclearExerciseError:
        return 0.0
    return sum(in_all(event) for event in events if isinstance(event, SetCompleted))
