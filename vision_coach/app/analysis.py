"""Videos and recordings: source, engine, pipeline and report put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from vision_coach import __version__
from vision_coach.app.interruption import Interruption
from vision_coach.app.progress import Cancellation
from vision_coach.app.request import Request, build_pipeline
from vision_coach.core.body.pose import EngineInfo, Pose, PoseEstimator, SourceInfo
from vision_coach.core.detection.rejections import Rejection, merged
from vision_coach.core.errors import SourceError
from vision_coach.core.recognition import UnclearExerciseError
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.report.identity import with_ids
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import Session
from vision_coach.core.review.nothing_found import why_nothing
from vision_coach.core.review.picture_quality import PictureWatch
from vision_coach.estimators.engines import start_engine
from vision_coach.native_output import NativeOutput
from vision_coach.sources.prefetch import run_ahead
from vision_coach.sources.recorded_poses import RecordedPoses
from vision_coach.sources.video_file import VideoFile

AT_ONCE = 2
"""Frames of a file that an engine may work on together: one a core on the smallest machines."""

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
    video: Path, request: Request, on_progress: Progress, cancellation: Cancellation | None = None
) -> Result:
    """Find and time the repetitions in a video file.

    Ctrl-C or `cancellation` ends the reading; the result then covers what was read. Raises
    CoachError for what the user can mend.
    """
    with NativeOutput() as native:
        try:
            source = VideoFile(video)
        except SourceError as problem:
            raise with_native_reason(problem, native) from problem
        try:
            estimator = start_engine(request.engine, request.model, request.device, AT_ONCE)
            asked = cancellation or Cancellation()
            try:
                return analyze_frames(source, estimator, request, native, asked, on_progress)
            finally:
                estimator.close()
        finally:
            source.close()


def analyze_frames(
    source: VideoFile,
    estimator: PoseEstimator,
    request: Request,
    native: NativeOutput,
    cancellation: Cancellation,
    on_progress: Progress,
) -> Result:
    analysis = Analysis(request)
    done, interrupted = push_frames(source, estimator, analysis, on_progress, cancellation)
    if done == 0 and not interrupted:
        raise with_native_reason(SourceError(f"{source.path}: no picture could be read"), native)
    native.settle()
    warnings = [] if interrupted else source.warnings()
    info = source.info(damaged=True if native.decode_errors else None)
    if native.decode_errors:
        detail = native.decode_errors[0]
        warnings.append(Reason.of("file_damaged", t_s=info.duration_s, detail=detail))
    if interrupted:
        warnings.append(Reason.of("stopped", frames=done))
    return analysis.result(info, estimator.info, warnings, interrupted=interrupted)


def push_frames(
    source: VideoFile,
    estimator: PoseEstimator,
    analysis: Analysis,
    on_progress: Progress,
    cancellation: Cancellation,
) -> tuple[int, bool]:
    """Returns how many frames were analysed, and whether the user stopped it."""
    total = source.expected_frames
    done = 0
    with Interruption() as interruption:
        try:
            # Decoding, inference and the rest run at the same time, on what cores there are.
            with (
                closing(run_ahead(source)) as frames,
                closing(run_ahead(estimator.poses(frames))) as poses,
            ):
                for pose in poses:
                    analysis.push(pose)
                    done += 1
                    on_progress(done, total)
                    if interruption.requested or cancellation.requested:
                        break
        except KeyboardInterrupt:  # pressed twice: what was read is kept all the same
            pass
    return done, interruption.requested or cancellation.requested


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
