"""Pictures of the repetitions: their top and bottom frames, read from the video once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vision_coach.app.analysis import Pictures, Result
from vision_coach.app.worker.workplace import StoppedError, Workplace
from vision_coach.core.body.pose import Frame, Pose
from vision_coach.core.errors import SourceError
from vision_coach.drawing.thumbnail import Faces, jpeg, thumbnails
from vision_coach.sources.prefetch import run_ahead
from vision_coach.sources.video_file import VideoFile

SAME_TIME_S = 1e-6
Wanted = tuple[float, tuple[int, int], int]
"""When; the numbers of the set and of the repetition; `TOP` or `BOTTOM`."""
TOP, BOTTOM = 0, 1


@dataclass(frozen=True, slots=True)
class Shots:
    """The pictures that were taken."""

    pictures: Pictures
    interrupted: bool
    """The user stopped it before all were."""


@dataclass(frozen=True, slots=True)
class TakePictures:
    """Takes the frames nearest to the start and the end of every lowering.

    The result must have been made with `keep_poses`, from this file. Says the number of frames
    read.
    """

    video: Path
    result: Result
    faces: Faces

    def run(self, place: Workplace) -> Shots:
        """Stopped, it returns what there is. Raises SourceError where the file cannot be read
        again, or has changed.
        """
        tops: dict[tuple[int, int], tuple[Frame, Pose]] = {}
        pictures: dict[tuple[int, int], tuple[bytes, bytes]] = {}
        seen = self.result.session.source
        with (
            closing(VideoFile(self.video, seen.turned_deg, seen.speed)) as source,
            closing(run_ahead(source)) as frames,
        ):
            rows = with_steps(pairs(frames, self.result.poses, self.video), place)
            try:
                for (_t_s, number, end), row in nearest(rows, sorted(moments(self.result))):
                    if end == TOP:
                        tops[number] = row
                    elif number in tops:
                        pictures[number] = self._pair(tops.pop(number), row)
            except StoppedError:
                return Shots(pictures, interrupted=True)
        return Shots(pictures, interrupted=False)

    def _pair(self, top: tuple[Frame, Pose], bottom: tuple[Frame, Pose]) -> tuple[bytes, bytes]:
        shots = [(frame.image, pose) for frame, pose in (top, bottom)]
        first, second = (jpeg(small) for small in thumbnails(shots, self.faces))
        return first, second


def moments(result: Result) -> Iterator[Wanted]:
    for set_number, one in enumerate(result.session.sets, start=1):
        for rep in one.reps:
            for end, t_s in ((TOP, rep.eccentric_start_s), (BOTTOM, rep.eccentric_end_s)):
                yield t_s, (set_number, rep.index), end


def pairs(
    frames: Iterable[Frame], poses: Iterable[Pose], video: Path
) -> Iterator[tuple[Frame, Pose]]:
    """Each frame with the pose that was found in it, as far as the analysis went."""
    for frame, pose in zip(frames, poses, strict=False):
        if abs(frame.t_s - pose.t_s) > SAME_TIME_S:
            raise SourceError(f"{video}: has changed since it was analysed; run the analysis again")
        yield frame, pose


def with_steps(
    rows: Iterable[tuple[Frame, Pose]], place: Workplace
) -> Iterator[tuple[Frame, Pose]]:
    for done, row in enumerate(rows, start=1):
        yield row
        place.step(done)


def nearest(
    rows: Iterator[tuple[Frame, Pose]], wanted: list[Wanted]
) -> Iterator[tuple[Wanted, tuple[Frame, Pose]]]:
    """For each wanted moment, in order, the row nearest to it; reads no further than needed."""
    open_ = list(reversed(wanted))
    before: tuple[Frame, Pose] | None = None
    for row in rows:
        while open_ and open_[-1][0] <= row[0].t_s:
            t_s = open_[-1][0]
            closer_before = before is not None and t_s - before[0].t_s < row[0].t_s - t_s
            yield open_.pop(), before if before is not None and closer_before else row
        if not open_:
            return
        before = row
    if before is not None:
        for moment in reversed(open_):
            yield moment, before
