"""The poses of a video file: decoded and inferred in the pose worker, frame by frame."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vision_coach.app.worker.workplace import EngineChoice, Workplace
from vision_coach.core.body.pose import EngineInfo, PoseEstimator, SourceInfo
from vision_coach.core.errors import SourceError
from vision_coach.core.report.reason import Reason
from vision_coach.native_output import NativeOutput
from vision_coach.sources.prefetch import run_ahead
from vision_coach.sources.video_file import VideoFile


@dataclass(frozen=True, slots=True)
class Opened:
    """Said before the poses."""

    expected_frames: int | None
    """None where nobody knows how many there are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the reading of a file went."""

    source: SourceInfo
    engine: EngineInfo
    warnings: tuple[Reason, ...]
    interrupted: bool
    """The user stopped it before the end."""


@dataclass(frozen=True, slots=True)
class FindPoses:
    """Says `Opened`, then the pose of every frame, and returns the `Reading`."""

    video: Path
    engine: EngineChoice
    turn_deg: int = 0
    speed: float = 1.0

    def run(self, place: Workplace) -> Reading:
        """Raises CoachError for what the user can mend."""
        with closing(self._open(place.native)) as source:
            engine = place.engine(self.engine)
            place.say(Opened(source.expected_frames))
            done, interrupted = say_poses(source, engine, place)
            if done == 0:
                problem = SourceError(f"{self.video}: no picture could be read")
                raise with_native_reason(problem, place.native)
            place.native.settle()
            info = source.info(damaged=True if place.native.decode_errors else None)
            warnings = [] if interrupted else source.warnings()
            if place.native.decode_errors:
                detail = place.native.decode_errors[0]
                warnings.append(Reason.of("file_damaged", t_s=info.duration_s, detail=detail))
            if interrupted:
                warnings.append(Reason.of("stopped", frames=done))
            return Reading(info, engine.info, tuple(warnings), interrupted)

    def _open(self, native: NativeOutput) -> VideoFile:
        try:
            return VideoFile(self.video, self.turn_deg, self.speed)
        except SourceError as problem:
            raise with_native_reason(problem, native) from problem


def say_poses(source: VideoFile, engine: PoseEstimator, place: Workplace) -> tuple[int, bool]:
    """Returns how many frames were looked at, and whether it was stopped before the end."""
    done = 0
    # Decoding and inference run at the same time, on what cores there are.
    with closing(run_ahead(source)) as frames:
        for pose in engine.poses(frames):
            place.say(pose)
            done += 1
            if place.stop_asked():
                return done, True
    return done, False


def with_native_reason(problem: SourceError, native: NativeOutput) -> SourceError:
    """The same error with what the decoder said of it."""
    native.settle()
    if not native.decode_errors:
        return problem
    return SourceError(f"{problem} ({native.decode_errors[0]})")
