"""The annotated video: the file's pictures once more, with what was found drawn on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import numpy as np

from vision_coach.app.analysis import Result
from vision_coach.app.request import AUTO, Request
from vision_coach.app.worker.workplace import StoppedError, Workplace
from vision_coach.core.body.parts import Sides
from vision_coach.core.body.pose import Frame, Pose, SourceInfo
from vision_coach.core.errors import SourceError
from vision_coach.core.report.session import SetReport
from vision_coach.core.report.timeline import Timeline
from vision_coach.drawing.panel import draw_moment, quiet_corner
from vision_coach.drawing.skeleton import Emphasis, body_px, draw_skeleton, line_width_px
from vision_coach.exercises.loader import load_exercise
from vision_coach.sources.prefetch import run_ahead
from vision_coach.sources.video_file import VideoFile
from vision_coach.video_writer.writer import VideoWriter

SAME_TIME_S = 1e-6
LARGEST_SHORT_SIDE_PX = 1080
"""Larger pictures are written smaller: encoding 4K takes longer than finding its poses."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """How the writing went."""

    note: str | None = None
    """What is missing from the video."""
    interrupted: bool = False
    """The user stopped it, and nothing was written."""


@dataclass(frozen=True, slots=True)
class Annotate:
    """Writes `video` to `target` with the skeleton, the clock and the verdicts of `result`.

    The result must have been made with `keep_poses`, from this file. Says the number of pictures
    written.
    """

    video: Path
    result: Result
    request: Request
    target: Path

    def run(self, place: Workplace) -> Annotation:
        """Stopped, it leaves no file. Raises OutputError where the video cannot be written, and
        SourceError where the file is no longer the one that was analysed.
        """
        source_info = self.result.session.source
        size = source_info.width_px, source_info.height_px
        scale = min(1.0, LARGEST_SHORT_SIDE_PX / min(size))
        shown = scaled(self.result, scale)
        shown_size = shown.session.source.width_px, shown.session.source.height_px
        writer = VideoWriter(self.target, shown_size, audio_from=self.video)
        painter = Painter(shown, self.request)
        try:
            with (
                writer,
                closing(VideoFile(self.video, source_info.turned_deg, source_info.speed)) as source,
                closing(run_ahead(source)) as frames,
            ):
                rows = pairs(frames, shown.poses, self.video)
                for done, (frame, pose) in enumerate(rows, start=1):
                    picture = scaled_frame(frame, scale)
                    painter.draw(picture, pose)
                    writer.write(picture.image, picture.t_s)
                    place.step(done)
        except StoppedError:
            return Annotation(interrupted=True)
        return Annotation(note=writer.note)


def pairs(
    frames: Iterable[Frame], poses: Sequence[Pose], video: Path
) -> Iterator[tuple[Frame, Pose]]:
    """Each frame with the pose that was found in it."""
    for frame, pose in zip_longest(frames, poses):
        if frame is None or pose is None or abs(frame.t_s - pose.t_s) > SAME_TIME_S:
            raise SourceError(f"{video}: has changed since it was analysed; run the analysis again")
        yield frame, pose


def scaled(result: Result, scale: float) -> Result:
    """The same result as if its pictures had been `scale` times as large."""
    if scale == 1.0:
        return result
    source = result.session.source
    larger = replace(
        source,
        width_px=round(source.width_px * scale),
        height_px=round(source.height_px * scale),
    )
    poses = tuple(replace(pose, points_px=pose.points_px * scale) for pose in result.poses)
    return replace(result, session=replace(result.session, source=larger), poses=poses)


def scaled_frame(frame: Frame, scale: float) -> Frame:
    """The frame, `scale` times as large."""
    import cv2

    if scale == 1.0:
        return frame
    height, width = frame.image.shape[:2]
    size = round(width * scale), round(height * scale)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    image = cv2.resize(frame.image, size, interpolation=method)
    return replace(frame, image=np.asarray(image, dtype=np.uint8))


@dataclass(frozen=True, slots=True)
class Look:
    """How the skeleton is drawn from a moment on."""

    from_s: float
    emphasis: Emphasis
    line_px: float


class Painter:
    """Draws what a session says onto its own pictures."""

    def __init__(self, result: Result, request: Request) -> None:
        sets = result.session.sets
        self._set_count = len(sets)
        self._timeline = Timeline(sets)
        source = result.session.source
        self._corner = quiet_corner(result.poses, (source.width_px, source.height_px))
        self._looks = [look_of(one, result.poses, source, joint_of(one, request)) for one in sets]
        if not sets:
            self._looks = [look_at(result.poses, source, (), 0.0)]
        self._from_s = [look.from_s for look in self._looks]

    def draw(self, frame: Frame, pose: Pose) -> None:
        """Draw on the frame's own image."""
        look = self._looks[max(0, bisect_right(self._from_s, frame.t_s) - 1)]
        draw_skeleton(frame.image, pose, look.emphasis, look.line_px)
        moment = self._timeline.at(frame.t_s)
        if moment is not None:
            draw_moment(frame.image, moment, self._set_count, self._corner)


def joint_of(one: SetReport, request: Request) -> tuple[Sides, ...]:
    """The joint that bends in this set's exercise."""
    name = one.exercise if request.exercise == AUTO else request.exercise
    return load_exercise(name).joint


def look_of(
    one: SetReport, poses: Sequence[Pose], source: SourceInfo, working: tuple[Sides, ...]
) -> Look:
    """One look for a whole set: sides and widths that change within it would flicker."""
    start_s, end_s = one.reps[0].eccentric_start_s, one.reps[-1].eccentric_end_s
    during = [pose for pose in poses if start_s <= pose.t_s <= end_s]
    return look_at(during, source, working, start_s)


def look_at(
    poses: Iterable[Pose], source: SourceInfo, working: tuple[Sides, ...], from_s: float
) -> Look:
    found = [pose for pose in poses if pose.found]
    if not found:
        return Look(from_s, Emphasis(working), line_width_px(source.height_px, float("nan")))
    visibility = np.stack([pose.visibility for pose in found])
    body = float(np.median([body_px(pose) for pose in found]))
    line_px = line_width_px(min(source.width_px, source.height_px), body)
    return Look(from_s, Emphasis.of(working, visibility), line_px)
