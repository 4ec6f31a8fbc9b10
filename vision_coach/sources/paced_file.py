"""A video file played at its own pace, in place of a camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from vision_coach.core.body.pose import Frame
from vision_coach.sources.device import Clock, EndOfSource, Grab
from vision_coach.sources.video_file import VideoFile

FALLBACK_SPACING_S = 1 / 30
"""Between two rounds of a file with a single picture."""


class PacedFile:
    """Each picture is given when its presentation time has come on the clock of the session.

    Its time is that of the file, so a report of the file equals one of this; and a file can be read
    ahead, so the look for cuts delays nothing. A `Device`.
    """

    is_sensor = False

    def __init__(
        self, path: Path, clock: Clock, wait: Callable[[float], object], *, rounds: int = 1
    ) -> None:
        """wait: sleeps for some seconds. rounds: how often the file is played in all.

        Raises SourceError for a file that cannot be played.
        """
        self._path = path
        self._clock = clock
        self._wait = wait
        self._rounds_left = rounds - 1
        self._round_start_s = 0.0
        self._last_s: float | None = None
        self._spacing_s = FALLBACK_SPACING_S
        self._file = VideoFile(path)
        self._frames: Iterator[Frame] = iter(self._file)

    def read(self) -> Grab:
        frame = next(self._frames, None)
        round_begins = frame is None
        if frame is None:
            frame = self._first_of_next_round()
        t_s = self._round_start_s + frame.t_s
        if self._last_s is not None:
            self._spacing_s = t_s - self._last_s
        self._last_s = t_s
        self._wait(max(0.0, t_s - self._clock()))
        return Grab(t_s, frame.image, starts_shot=round_begins or frame.starts_shot)

    def _first_of_next_round(self) -> Frame:
        if self._rounds_left <= 0 or self._last_s is None:
            raise EndOfSource
        self._rounds_left -= 1
        self._round_start_s = self._last_s + self._spacing_s
        self._file.close()
        self._file = VideoFile(self._path)
        self._frames = iter(self._file)
        frame = next(self._frames, None)
        if frame is None:
            raise EndOfSource
        return frame

    def release(self) -> None:
        self._file.close()
