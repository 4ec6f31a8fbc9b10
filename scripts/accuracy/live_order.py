"""Whether frames that come one at a time, as from a camera, give what the file gives."""

from __future__ import annotations

from pathlib import Path

from accuracy.methods import sets_of
from vision_coach.app.analysis import analyze
from vision_coach.app.request import Request
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.session import SetReport
from vision_coach.estimators.engines import start_engine
from vision_coach.exercises import load_exercise
from vision_coach.native_output import NativeOutput
from vision_coach.sources.video_file import VideoFile

SAMPLES = ("push_up_walk_in", "squat_walk_in")
"""Short samples, in which somebody also walks in and out."""


def is_alike(video: Path, exercise: str, engine: str) -> bool:
    """Whether both orders give the same sets, at least one, to the last bit."""
    found = from_file(video, exercise, engine)
    return bool(found) and in_live_order(video, exercise, engine) == found


def from_file(video: Path, exercise: str, engine: str) -> list[SetReport]:
    """As `vision-coach analyze` does it: decoding runs ahead of the engine."""
    request = Request(exercise=exercise, engine=engine)
    return list(analyze(video, request, lambda _done, _total: None).session.sets)


def in_live_order(video: Path, exercise: str, engine: str) -> list[SetReport]:
    """A frame is taken only when the one before has gone all the way to its events."""
    with NativeOutput():  # the engines' own messages would break into the progress bar
        source, estimator = VideoFile(video), start_engine(engine)
        try:
            poses = (estimator.estimate(frame) for frame in source)
            return sets_of(Pipeline(load_exercise(exercise)), poses)
        finally:
            estimator.close()
            source.close()
