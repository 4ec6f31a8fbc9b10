"""Video files through OpenCV, with true presentation times."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vision_coach.core.body.pose import Frame, SourceInfo
from vision_coach.core.body.turns import QUARTER_DEG
from vision_coach.core.errors import SourceError
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import FROM_CONTAINER
from vision_coach.sources.completeness import is_cut_off, mp4_duration_s
from vision_coach.sources.creation_time import created_at
from vision_coach.sources.shot_boundaries import mark_shots
from vision_coach.sources.slow_motion import capture_fps

if TYPE_CHECKING:
    import cv2

SMALLEST_SIDE_PX = 48
LARGEST_SIDE_PX = 16_384
FEWEST_SHARE = 0.98
"""Fewer frames than this share of what an MP4 or MOV announces: part of it is missing."""
MOST_PLAUSIBLE_FRAMES = 10_000_000
FALLBACK_FPS = 30.0
FEW_REPAIRED = 2
"""AVI knows only the order of decoding: the last pictures of a file with B-frames come without a
time of their own, and the usual spacing is exactly right for them."""
LONGEST_GAP_S = 5.0
"""No camera waits this long between two pictures. Joined transport streams jump by minutes, or by
26.5 hours where the second starts before the first (their clock has 33 bits)."""
LEAST_SLOWED = 1.5
"""Less is a rate that was rounded or varied, not slow motion: that is 4 or 8 times slower."""
VIDEO_SUFFIXES = (
    ".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".ts", ".webm", ".wmv",
)  # fmt: skip


class VideoFile:
    """The frames of one file, in order of time. Iterate once, then ask for `info`."""

    def __init__(self, path: Path, turn_deg: int = 0, speed: float = 1.0) -> None:
        """Open `path`. Raises SourceError, in one line, when it is no readable video.

        turn_deg: by how much pictures are turned clockwise, one of `TURNS_DEG`. speed: how many
        times as fast it happened as the file plays it.
        """
        check_file(path)
        self.path = path
        self._turn_deg, self._speed = turn_deg, speed
        self._capture = open_capture(path)
        self._fps = self._property("CAP_PROP_FPS")
        self._announced = self._announced_frames()
        self._size_px = (0, 0)
        self._frames_read = 0
        self._first_s = 0.0
        self._last_s = 0.0
        self._spacing_s = 0.0
        self._repaired = 0
        self._jumps_s: list[float] = []

    @property
    def expected_frames(self) -> int | None:
        """How many frames the file announces, where that is believable; for progress bars."""
        return self._announced

    def __iter__(self) -> Iterator[Frame]:
        return mark_shots(self._unmarked())

    def _unmarked(self) -> Iterator[Frame]:
        import cv2

        while True:
            ok, image = self._capture.read()
            if not ok:
                return
            if self._frames_read == 0:
                self._check_size(image.shape[1], image.shape[0])
            t_s = self._time_s(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
            upright = np.rot90(image, -self._turn_deg // QUARTER_DEG) if self._turn_deg else image
            yield Frame(t_s / self._speed, np.ascontiguousarray(upright, dtype=np.uint8))

    def _time_s(self, file_s: float) -> float:
        """The frame's time; where the file gives none that increases, the usual spacing on.

        The first picture is at 0, also where the container starts later (an AVI with B-frames by
        the decoder's delay).
        """
        if self._frames_read == 0:
            self._first_s = file_s
        t_s = file_s - self._first_s
        if self._frames_read > 0:
            if t_s <= self._last_s:
                t_s = self._last_s + (self._spacing_s or 1 / (self._fps or FALLBACK_FPS))
                self._repaired += 1
            elif t_s - self._last_s > LONGEST_GAP_S:
                self._jumps_s.append(self._last_s)
            self._spacing_s = t_s - self._last_s
        self._last_s = t_s
        self._frames_read += 1
        return t_s

    def _check_size(self, width: int, height: int) -> None:
        self._size_px = (width, height)
        if min(width, height) < SMALLEST_SIDE_PX or max(width, height) > LARGEST_SIDE_PX:
            raise SourceError(
                f"{self.path}: the picture is {width} x {height} pixels; between "
                f"{SMALLEST_SIDE_PX} and {LARGEST_SIDE_PX} on each side can be analysed"
            )

    def warnings(self) -> list[Reason]:
        """What was noticed while reading."""
        noticed = []
        announced = self._announced
        if announced and self._is_too_short(announced):
            noticed.append(
                Reason.of(
                    "frames_missing",
                    read=self._frames_read,
                    announced=announced,
                    missing=announced - self._frames_read,
                    t_s=self._last_s,
                )
            )
        if is_cut_off(self.path):
            noticed.append(Reason.of("file_cut_off", t_s=self._last_s))
        if self._jumps_s:
            noticed.append(Reason.of("times_jump", t_s=self._jumps_s[0]))
        slowed = self._slowed()
        if slowed >= LEAST_SLOWED and self._speed == 1.0:
            noticed.append(Reason.of("slow_motion", times=round(slowed, 1)))
        if self._repaired > FEW_REPAIRED:
            noticed.append(Reason.of("times_estimated", frames=self._repaired))
        return noticed

    def _slowed(self) -> float:
        """How many times as fast as it is played the container says that it was recorded."""
        recorded_fps, played_s = capture_fps(self.path), self._last_s
        if recorded_fps is None or self._frames_read < 2 or not played_s:
            return 1.0
        return recorded_fps * played_s / (self._frames_read - 1)

    def _is_too_short(self, announced: int) -> bool:
        """By count and by time: an edit list hides frames that the count includes."""
        if not is_mp4_or_mov(self.path) or self._frames_read >= FEWEST_SHARE * announced:
            return False
        duration_s = mp4_duration_s(self.path)
        read_s = self._last_s + self._spacing_s
        return duration_s is not None and read_s < FEWEST_SHARE * duration_s

    def info(self, *, damaged: bool | None) -> SourceInfo:
        """What is known after reading; the file's digest, `sha256_of`, takes seconds for some."""
        moment = created_at(self.path)
        is_across = self._turn_deg % (2 * QUARTER_DEG) != 0
        width, height = reversed(self._size_px) if is_across else self._size_px
        played_s = self._last_s + self._spacing_s if self._frames_read else 0.0
        return SourceInfo(
            file=self.path.name,
            sha256=None,
            width_px=width,
            height_px=height,
            frames_read=self._frames_read,
            duration_s=played_s / self._speed,
            damaged=damaged,
            created_at=moment,
            created_at_from=FROM_CONTAINER if moment else None,
            turned_deg=self._turn_deg,
            speed=self._speed,
        )

    def close(self) -> None:
        self._capture.release()

    def _property(self, name: str) -> float:
        import cv2

        return float(self._capture.get(getattr(cv2, name)))

    def _announced_frames(self) -> int | None:
        count = self._property("CAP_PROP_FRAME_COUNT")
        return int(count) if 0 < count < MOST_PLAUSIBLE_FRAMES else None


def check_file(path: Path) -> None:
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as problem:
        # OpenCV crashes on such a name (a segmentation fault).
        raise SourceError(f"{path}: the name holds bytes that are no text: rename it") from problem
    try:
        if not path.exists():
            raise SourceError(f"{path}: no such file")
        if not path.is_file():
            raise SourceError(f"{path}: is not a file")
        with path.open("rb") as content:
            if not content.read(1):
                raise SourceError(f"{path}: is empty")
    except OSError as problem:
        raise SourceError(f"{path}: cannot be read ({problem.strerror})") from problem


def open_capture(path: Path) -> cv2.VideoCapture:
    import cv2

    # Absolute, since FFmpeg takes "12:30 squat.mp4" for a protocol named 12.
    capture = cv2.VideoCapture(str(path.absolute()), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise SourceError(
            f"{path}: cannot be opened as a video: not a video file, broken, sound only, "
            "or in a format that OpenCV cannot read"
        )
    capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
    return capture


def is_mp4_or_mov(path: Path) -> bool:
    """By content, since names lie. Only there is the announced frame count an exact one."""
    with path.open("rb") as content:
        return content.read(12)[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")


def sha256_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
