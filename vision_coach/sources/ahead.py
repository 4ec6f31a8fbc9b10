"""Reading ahead: decoding on one core while the pose is found on another."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable

from vision_coach.core.frames import Frame

FRAMES_AHEAD = 3
"""Enough to even out slow frames; each held frame costs its size in memory."""
STOP_CHECK_S = 0.1


def read_ahead(frames: Iterable[Frame], ahead: int = FRAMES_AHEAD) -> Generator[Frame]:
    """The same frames, read by a thread of their own, at most `ahead` early.

    An error while reading is raised here, after the frames before it. The thread ends when the
    frames do or when this generator is closed.
    """
    reader = Reader(frames, ahead)
    reader.start()
    try:
        while (item := reader.waiting.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        reader.stop()


class Reader(threading.Thread):
    """Puts frames into `waiting`, then None; in place of a frame that failed, the error."""

    def __init__(self, frames: Iterable[Frame], ahead: int) -> None:
        super().__init__(name="read-ahead", daemon=True)
        self.waiting: queue.Queue[Frame | Exception | None] = queue.Queue(maxsize=ahead)
        self._frames = frames
        self._stopped = threading.Event()

    def run(self) -> None:
        try:
            for frame in self._frames:
                if not self._hand_over(frame):
                    return
            self._hand_over(None)
        except Exception as problem:  # noqa: BLE001  raised again by `read_ahead`
            self._hand_over(problem)

    def _hand_over(self, item: Frame | Exception | None) -> bool:
        """Wait for a place; False when nobody wants frames any more."""
        while not self._stopped.is_set():
            try:
                self.waiting.put(item, timeout=STOP_CHECK_S)
            except queue.Full:
                continue
            return True
        return False

    def stop(self) -> None:
        self._stopped.set()
        self.join()
