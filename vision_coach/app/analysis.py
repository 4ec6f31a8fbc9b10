"""Videos and recordings: source, engine, pipeline and report put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from vision_coach import __version__
from vision_coach.app.progress import Cancellation
from vision_coach.app.reading import FindPoses, Opened
from vision_coach.app.request import PosePipeline, Request, build_pipeline, candidates
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.app.worker.workplace import EngineChoice
from vision_coach.core.body.pose import EngineInfo, Pose, SourceInfo
from vision_coach.core.detection.rejections import Rejection, merged
from vision_coach.core.orientation import turn_that_explains
from vision_coach.core.recognition import UnclearExerciseError
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.identity import with_ids
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import Session
from vision_coach.core.review.nothing_found import why_nothing
from vision_coach.core.review.picture_quality import PictureWatch
from vision_coach.sources.recorded_poses import RecordedPoses
from vision_coach.sources.video_file import sha256_of

TURN_LOOKED_FOR_S = 180.0
"""A camera that lies on its side does so from the start; more poses would only take memory."""

Progress = Callable[[int, int | None], None]
"""Called after each frame with the number done and, where it is known, of all."""


Pictures = Mapping[tuple[int, int], tuple[bytes, bytes]]
"""Number of the set and of the repetition, from 1 -> its top and bottom frame as JPEG."""


@dataclass(frozen=True, slots=True)
class Result:
    """A session, and what else its analysis left."""

    session: Session
    poses: tuple[Pose, ...] = ()
    interrupted: bool = False
    """The user stopped it; the session covers what was read until then."""
    pictures: Pictures = field(default_factory=dict)


class Analysis:
    """Takes the poses of one source and makes its session."""

    def __init__(self, request: Request, pipeline: PosePipeline | None = None) -> None:
        """pipeline: another one than the request asks for."""
        self._request = request
        self._pipeline = pipeline or build_pipeline(request)
        self._watch = PictureWatch()
        self._events: list[Event] = []
        self._poses: list[Pose] = []

    def push(self, pose: Pose) -> None:
        self._watch.push(pose)
        self._events += self._pipeline.push(pose)
        if self._request.keep_poses:
            self._poses.append(pose)

    def result(
        self,
        source: SourceInfo,
        engine: EngineInfo,
        warnings: Iterable[Reason],
        *,
        interrupted: bool,
    ) -> Result:
        """Close the pipeline and put the session together."""
        said = list(warnings)
        unclear: tuple[Rejection, ...] = ()
        try:
            self._events += self._pipeline.finish()
        except UnclearExerciseError as problem:
            said.insert(0, problem.reason)
            unclear = problem.rejections
        rejected = (event.rejection for event in self._events if isinstance(event, Rejected))
        rejections = merged([*rejected, *unclear])
        sets = tuple(event.report for event in self._events if isinstance(event, SetCompleted))
        if self._watch.frames == 0 and not said:
            said.append(Reason.of("no_frames"))
        elif self._watch.found and not sets and not said:
            said.append(why_nothing(rejections))
        if self._watch.frames:
            said += self._watch.warnings()
        session = Session(
            source=source,
            engine=engine,
            program_version=__version__,
            sets=sets,
            warnings=tuple(said),
            recorded_at=source.created_at,
            recorded_at_from=source.created_at_from,
            athlete=self._request.athlete,
            rejections=rejections,
        )
        return Result(with_ids(session), tuple(self._poses), interrupted)


def analyze(
    video: Path,
    request: Request,
    on_progress: Progress,
    cancellation: Cancellation | None = None,
    worker: PoseWorker | None = None,
) -> Result:
    """Find and time the repetitions in a video file.

    Ctrl-C or `cancellation` ends the reading; the result then covers what was read. worker: one
    that is running already saves loading the engine again; without it, one is started and ended.
    Raises CoachError for what the user can mend, and OSError where the disk does not answer.
    """
    look = Look(video, request, on_progress, cancellation or Cancellation())
    with nullcontext(worker) if worker else PoseWorker() as poses:
        return analyze_upright(look, poses)


def analyze_upright(look: Look, worker: PoseWorker) -> Result:
    """Where nothing was found, and the movement would be an exercise in a picture turned by a right
    angle or two, the video is read again, turned: engines follow people surely who stand upright.
    """
    request = look.request
    if request.turn_deg is not None:
        return look.at(request.turn_deg, worker)[0]
    result, poses = look.at(0, worker)
    if result.session.sets or result.interrupted:
        return result
    turn_deg = turn_that_explains(poses, candidates(request))
    if turn_deg is None:
        return result
    upright, _ = look.at(turn_deg, worker)
    if not upright.session.sets:
        return upright if upright.interrupted else result
    said = (Reason.of("turned", turn_deg=turn_deg), *upright.session.warnings)
    return replace(upright, session=replace(upright.session, warnings=said))


@dataclass(frozen=True, slots=True)
class Look:
    """A video, and how it is looked at."""

    video: Path
    request: Request
    on_progress: Progress
    cancellation: Cancellation

    def at(self, turn_deg: int, worker: PoseWorker) -> tuple[Result, list[Pose]]:
        """What is in it, turned clockwise, and the poses of its first minutes."""
        request = self.request
        analysis = Analysis(request)
        choice = EngineChoice(request.engine, request.model, request.device)
        ears = Ears(analysis, self.on_progress)
        task = FindPoses(self.video, choice, turn_deg, request.speed)
        reading = worker.run(task, ears.hear, self.cancellation)
        source = replace(reading.source, sha256=sha256_of(self.video))
        result = analysis.result(
            source, reading.engine, reading.warnings, interrupted=reading.interrupted
        )
        return result, ears.first


class Ears:
    """Takes what `FindPoses` says to an analysis."""

    def __init__(self, analysis: Analysis, on_progress: Progress) -> None:
        self._analysis = analysis
        self._on_progress = on_progress
        self.first: list[Pose] = []
        """Of the first `TURN_LOOKED_FOR_S`."""
        self._done = 0
        self._total: int | None = None

    def hear(self, said: Opened | Pose) -> None:
        if isinstance(said, Opened):
            self._total = said.expected_frames
            return
        self._analysis.push(said)
        if said.t_s <= TURN_LOOKED_FOR_S:
            self.first.append(said)
        self._done += 1
        self._on_progress(self._done, self._total)


def replay(recording: Path, request: Request) -> Result:
    """Run the pipeline on recorded poses; nothing is inferred again."""
    poses = RecordedPoses(recording)
    analysis = Analysis(request)
    for pose in poses:
        analysis.push(pose)
    return analysis.result(poses.source, poses.engine, (), interrupted=False)
