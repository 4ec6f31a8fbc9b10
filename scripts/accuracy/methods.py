"""The ways of finding and timing repetitions that are compared, by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accuracy.prediction import Prediction, from_report
from accuracy.rivals import fixed_angles, samples_of, travel_shares
from vision_coach.core.body.pose import Pose
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import Exercise
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.recognition import RecognisingPipeline
from vision_coach.core.report.events import Event, SetCompleted
from vision_coach.core.report.session import SetReport
from vision_coach.exercises import load_exercise, recognisable_names

PROGRAM, FIXED, TRAVEL = "Vision Coach", "fixed 145°/90°", "10 % to 90 % of travel"
METHODS = (PROGRAM, FIXED, TRAVEL)
NOT_CLEAR = "not clear"


def predictions(poses: Sequence[Pose], exercise: Exercise) -> dict[str, list[Prediction]]:
    """What each method finds in the same poses."""
    samples = samples_of(poses, exercise)
    return {
        PROGRAM: program(poses, exercise),
        FIXED: fixed_angles(samples, exercise),
        TRAVEL: travel_shares(samples),
    }


def program(poses: Iterable[Pose], exercise: Exercise) -> list[Prediction]:
    reps = [rep for one in sets_of(Pipeline(exercise), poses) for rep in one.reps]
    return from_report(reps)


def recognised(poses: Iterable[Pose]) -> tuple[str, int]:
    """What the program takes the exercise for, without being told, and how many repetitions.

    Of several exercises all, divided by "+". "" for nothing, `NOT_CLEAR` where it says that it
    cannot decide.
    """
    pipeline = RecognisingPipeline([load_exercise(name) for name in recognisable_names()])
    try:
        sets = sets_of(pipeline, poses)
    except ExerciseError:
        return NOT_CLEAR, 0
    names = sorted({one.exercise for one in sets})
    return "+".join(names), sum(len(one.reps) for one in sets)


def sets_of(pipeline: Pipeline | RecognisingPipeline, poses: Iterable[Pose]) -> list[SetReport]:
    """What a pipeline reports of poses that are pushed one by one."""
    events: list[Event] = []
    for pose in poses:
        events += pipeline.push(pose)
    events += pipeline.finish()
    return [event.report for event in events if isinstance(event, SetCompleted)]
