"""An exercise file tried on a video: its signal, its limits, and what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vision_coach.app.progress import Cancellation
from vision_coach.app.reading import FindPoses, Opened
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.app.worker.workplace import EngineChoice
from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.rejections import Rejection, merged
from vision_coach.core.exercise import Exercise, Working, as_one_side
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import Rejected, SetCompleted
from vision_coach.core.report.session import SIDES, SetReport
from vision_coach.core.signals.bodies import Track, body_of
from vision_coach.core.signals.samples import samples_of
from vision_coach.core.signals.stretches import Stretch, split
from vision_coach.estimators.engines import MEDIAPIPE
from vision_coach.sources.recorded_poses import RecordedPoses


@dataclass(frozen=True, slots=True)
class Check:
    """What an exercise makes of a video."""

    exercise: Exercise
    signals: dict[str, list[Stretch]]
    """By side: what it is found in, unbroken stretches of it."""
    sets: tuple[SetReport, ...]
    rejections: tuple[Rejection, ...]


def check(exercise: Exercise, poses: Iterable[Pose]) -> Check:
    pipeline, track = Pipeline(exercise), Track()
    events = []
    for pose in poses:
        events += pipeline.push(pose)
        track.append(body_of(pose))
    events += pipeline.finish()
    tried = {SIDES[-1]: exercise}
    if exercise.sides is not Working.BOTH:
        tried = {SIDES[side]: as_one_side(exercise, side) for side in (0, 1)}
    return Check(
        exercise,
        {side: split(samples_of(track.rows, one), one, "end") for side, one in tried.items()},
        tuple(event.report for event in events if isinstance(event, SetCompleted)),
        merged(event.rejection for event in events if isinstance(event, Rejected)),
    )


def poses_in(source: Path) -> list[Pose]:
    """Of a video, or of poses that were recorded. Raises CoachError for what can be mended."""
    if source.suffix == ".npz":
        return list(RecordedPoses(source))
    poses: list[Pose] = []

    def hear(said: Opened | Pose) -> None:
        if isinstance(said, Pose):
            poses.append(said)

    with PoseWorker() as worker:
        worker.run(FindPoses(source, EngineChoice(MEDIAPIPE, None, None)), hear, Cancellation())
    return poses
