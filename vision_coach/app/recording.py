"""The camera's pictures as a video, written beside the training and never in its way."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from vision_coach.core.body.pose import Frame
from vision_coach.core.errors import OutputError
from vision_coach.video_writer.writer import VideoWriter

WAITING = 4
"""Pictures that may wait for the encoder; more would only be memory."""


class Recording:
    """Writes frames from a thread of its own; those for which there is no time are left out.

    `problem` says what went wrong (a full disk); nothing more is written from then on.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left_out = 0
        self.problem: str | None = None
        self._waiting: queue.Queue[Frame | None] = queue.Queue(WAITING)
        self._writer: VideoWriter | None = None
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._thread.start()

    def add(self, frame: Frame) -> None:
        try:
            self._waiting.put_nowait(frame)
        except queue.Full:
            self.left_out += 1

    def close(self) -> None:
        """Finish the file. What went wrong is in `problem`."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (frame := self._waiting.get()) is not None:
            if self.problem is None:
                self._try(partial(self._write, frame))
        if self._writer and self.problem is None:
            self._try(self._writer.close)

    def _write(self, frame: Frame) -> None:
        if self._writer is None:
            height, width = frame.image.shape[:2]
            self._writer = VideoWriter(self.path, (width, height))
        self._writer.write(frame.image, frame.t_s)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except OutputError as problem:
            self.problem = str(problem)
        except Exception as problem:  # noqa: BLE001  a dead thread would be waited for for ever
            self.problem = f"{self.path}: {type(problem).__name__}: {problem}"
