"""The composition root: sources, engine, pipeline and reports put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vision_coach import __version__
from vision_coach.core.errors import CoachError, SourceError
from vision_coach.core.events import Event, SetCompleted
from vision_coach.core.frames import EngineInfo, Pose, PoseEstimator, SourceInfo
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.recognition import RecognisingPipeline
from vision_coach.core.report import Session
from vision_coach.core.review import Prescription
from vision_coach.core.watch import PictureWatch
from vision_coach.estimators.engines import MEDIAPIPE, start_engine
from vision_coach.exercises import built_in_names, load_exercise
from vision_coach.native_output import NativeOutput
from vision_coach.sources.ahead import read_ahead
from vision_coach.sources.recorded_poses import RecordedPoses
from vision_coach.sources.video_file import VideoFile

AUTO = "auto"

Progress = Callable[[int, int | None], None]
"""Called after each frame with the number done and, where it is known, of all."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for, for one or many sources."""

    exercise: str = AUTO
    prescription: Prescription = field(default_factory=Prescription)
    engine: str = MEDIAPIPE
    model: Path | None = None
    """Another model for the MediaPipe engine."""
    device: str | None = None
    """Execution provider for the ONNX engine; None: the CPU."""
    athlete: str | None = None
    keep_poses: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A session, and what else its analysis left."""

    session: Session
    poses: tuple[Pose, ...] = ()
    interrupted: bool = False
    """The user stopped it; the session covers what was read until then."""


class PosePipeline(Protocol):
    def push(self, pose: Pose) -> list[Event]: ...

    def finish(self) -> list[Event]: ...


def build_pipeline(request: Request) -> PosePipeline:
    """Raises ExerciseError for an exercise that is not known or a file that is wrong."""
    if request.exercise != AUTO:
        return Pipeline(load_exercise(request.exercise), request.prescription)
    known = [load_exercise(name) for name in built_in_names()]
    return RecognisingPipeline(known, request.prescription)


class Analysis:
    """Takes the poses of one source and makes its session."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._pipeline = build_pipeline(request)
        self._watch = PictureWatch()
        self._events: list[Event] = []
        self._poses: list[Pose] = []

    def push(self, pose: Pose) -> None:
        self._watch.push(pose)
        self._events += self._pipeline.push(pose)
        if self._request.keep_poses:
            self._poses.append(pose)

    def result(
        self, source: SourceInfo, engine: EngineInfo, warnings: Iterable[str], *, interrupted: bool
    ) -> Result:
        """Close the pipeline and put the session together."""
        said = list(warnings)
        try:
            self._events += self._pipeline.finish()
        except CoachError as problem:
            said.insert(0, str(problem))
        sets = tuple(event.report for event in self._events if isinstance(event, SetCompleted))
        if self._watch.frames == 0 and not said:
            said.append("there is no frame in it")
        elif self._watch.found and not sets and not said:
            said.append("no repetition was found")
        if self._watch.frames:
            said += self._watch.warnings()
        session = Session(
            source=source,
            engine=engine,
            program_version=__version__,
            sets=sets,
            warnings=tuple(said),
            athlete=self._request.athlete,
        )
        return Result(session, tuple(self._poses), interrupted)


def analyze(video: Path, request: Request, on_progress: Progress) -> Result:
    """Find and time the repetitions in a video file.

    Ctrl-C ends the reading; the result then covers what was read. Raises CoachError for what the
    user can mend.
    """
    with NativeOutput() as native:
        try:
            source = VideoFile(video)
        except SourceError as problem:
            raise with_native_reason(problem, native) from problem
        try:
            estimator = start_engine(request.engine, request.model, request.device)
            try:
                return analyze_frames(source, estimator, request, native, on_progress)
            finally:
                estimator.close()
        finally:
            source.close()


def analyze_frames(
    source: VideoFile,
    estimator: PoseEstimator,
    request: Request,
    native: NativeOutput,
    on_progress: Progress,
) -> Result:
    analysis = Analysis(request)
    total = source.expected_frames
    interrupted = False
    done = 0
    frames = read_ahead(source)
    try:
        for frame in frames:
            analysis.push(estimator.estimate(frame))
            done += 1
            on_progress(done, total)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        frames.close()
    if done == 0 and not interrupted:
        raise with_native_reason(SourceError(f"{source.path}: no picture could be read"), native)
    native.settle()
    warnings = [] if interrupted else source.warnings()
    info = source.info(damaged=True if native.decode_errors else None)
    if native.decode_errors:
        warnings.append(
            f"parts of the file are damaged; it was read up to {info.duration_s:.1f} s "
            f"({native.decode_errors[0]})"
        )
    if interrupted:
        warnings.append(f"stopped by the user after {done} frames; the rest was not analysed")
    return analysis.result(info, estimator.info, warnings, interrupted=interrupted)


def with_native_reason(problem: SourceError, native: NativeOutput) -> SourceError:
    """The same error with what the decoder said of it."""
    native.settle()
    if not native.decode_errors:
        return problem
    return SourceError(f"{problem} ({native.decode_errors[0]})")


def replay(recording: Path, request: Request) -> Result:
    """Run the pipeline on recorded poses; nothing is inferred again."""
    poses = RecordedPoses(recording)
    analysis = Analysis(request)
    for pose in poses:
        analysis.push(pose)
    return analysis.result(poses.source, poses.engine, (), interrupted=False)
