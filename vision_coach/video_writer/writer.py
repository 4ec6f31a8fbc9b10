"""The near side of the video writer: pictures in, a whole MP4 file or none out."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import numpy as np

from vision_coach.child_process import how_it_ended, pipe, start_child
from vision_coach.core.body.pose import Image
from vision_coach.core.errors import OutputError
from vision_coach.export.files import check_writable, current_umask, is_device
from vision_coach.video_writer.protocol import (
    ENCODE_COMMAND,
    END_MARK,
    TICKS_PER_S,
    TIME,
    Order,
    Reply,
)

CHILD = "vision_coach.video_writer"
SUFFIX = ".mp4"
SMALLEST_SIDE_PX = 16
"""Smaller pictures are less than one block of the encoder."""


def check_video_target(path: Path) -> None:
    """Raise OutputError now if no video could be written to `path` later."""
    if path.suffix.lower() != SUFFIX:
        raise OutputError(f"{path}: a video is written as MP4; name a file that ends in {SUFFIX}")
    if importlib.util.find_spec("av") is None:
        raise OutputError(
            f"{path}: writing video needs the package av (PyAV), which is not installed: "
            "pip install av"
        )
    check_writable(path)
    if is_device(path):
        raise OutputError(f"{path}: is no ordinary file; a video cannot be written to it")


class VideoWriter:
    """Writes pictures, each at its own time, and the sound of another file.

    The file takes its name in `close`, complete and playable; until then, and after `discard` or
    an error, whatever was at `path` stays. As a context manager it closes, or discards when an
    exception passes through.
    """

    def __init__(self, path: Path, size: tuple[int, int], audio_from: Path | None = None) -> None:
        """Start the child process.

        size: width and height of the pictures; odd ones are extended by one pixel.
        audio_from: a file whose sound goes along; its first picture is taken for the first one
        written.
        Raises OutputError for a target that cannot be written and where PyAV is missing.
        """
        check_video_target(path)
        self.path = path
        self.note: str | None = None
        """After `close`: what is missing from the file (sound that could not be read)."""
        self._size = size[0] + size[0] % 2, size[1] + size[1] % 2
        if min(self._size) < SMALLEST_SIDE_PX:
            raise OutputError(f"{path}: pictures of {size[0]} x {size[1]} pixels are too small")
        self._first_s: float | None = None
        self._last_tick = -1
        self._temporary = new_file_beside(path)
        order = Order(
            str(self._temporary), *self._size, str(audio_from.absolute()) if audio_from else None
        )
        try:
            self._process = start_child(CHILD, ENCODE_COMMAND)
        except OSError as problem:
            self._temporary.unlink()
            raise OutputError(
                f"{path}: the video encoder could not be started ({problem.strerror})"
            ) from problem
        self._send(order.line())

    def write(self, image: Image, t_s: float) -> None:
        """Add a picture. Waits while the encoder is behind.

        image: shape (height, width, 3), blue-green-red; one of another size than the video's is
        fitted into it.
        t_s: when it is shown; times must increase, and the first is the video's beginning.
        Raises OutputError, leaving no file, when the disk is full or the child has died.
        """
        self._first_s = t_s if self._first_s is None else self._first_s
        tick = round((t_s - self._first_s) * TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"the time of a picture, {t_s} s, is not after that before it")
        self._last_tick = tick
        self._send(TIME.pack(tick), planes(fitted(image, self._size)))

    def close(self) -> None:
        """Finish the file and give it its name. Raises OutputError where that is not possible."""
        if self._first_s is None:
            self.discard()
            raise OutputError(f"{self.path}: no video was written, there was no picture")
        try:
            self._send(TIME.pack(END_MARK))
            self._input.close()
            reply = self._reply()
            self._process.wait()
            if reply.error:
                raise OutputError(f"{self.path}: could not be written ({reply.error})")
            self.note = reply.note
            self._name_it()
        finally:
            self.discard()

    def discard(self) -> None:
        """Give up: no file is left. Does nothing after `close`."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):  # what was still to be sent has no reader any more
            self._input.close()
        self._output.close()
        self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    @property
    def _input(self) -> IO[bytes]:
        return pipe(self._process.stdin)

    @property
    def _output(self) -> IO[bytes]:
        return pipe(self._process.stdout)

    def _send(self, *parts: Any) -> None:
        try:
            for part in parts:
                self._input.write(part)
            self._input.flush()
        except OSError as problem:  # the child is gone; its reply says why
            reason = self._reply().error
            self.discard()
            raise OutputError(f"{self.path}: could not be written ({reason})") from problem
        except BaseException:  # Ctrl-C within a picture: the rest of it can no longer follow
            self.discard()
            raise

    def _reply(self) -> Reply:
        line = self._output.readline()
        if line:
            return Reply.from_line(line)
        code = self._process.wait()
        return Reply(error=f"the video encoder ended unexpectedly, {how_it_ended(code)}")

    def _name_it(self) -> None:
        try:
            self._temporary.chmod(0o666 & ~current_umask())
            self._temporary.replace(self.path.resolve())
        except OSError as problem:
            raise OutputError(
                f"{self.path}: could not be written ({problem.strerror})"
            ) from problem


def new_file_beside(path: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(
            dir=path.resolve().parent, prefix=".vision-coach-", suffix=SUFFIX
        )
    except OSError as problem:
        raise OutputError(f"{path}: could not be written ({problem.strerror})") from problem
    os.close(handle)
    return Path(name)


def fitted(image: Image, size: tuple[int, int]) -> Image:
    """The picture in exactly this size: an odd edge repeated, another picture with bars."""
    import cv2

    height, width = image.shape[:2]
    if (width, height) == size:
        return image
    more = size[0] - width, size[1] - height
    if more in ((0, 1), (1, 0), (1, 1)):
        wider = cv2.copyMakeBorder(image, 0, more[1], 0, more[0], cv2.BORDER_REPLICATE)
        return np.asarray(wider, dtype=np.uint8)
    scale = min(size[0] / width, size[1] / height)
    inner = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    canvas = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    canvas[top : top + inner[1], left : left + inner[0]] = cv2.resize(
        image, inner, interpolation=cv2.INTER_AREA
    )
    return canvas


def planes(image: Image) -> memoryview:
    """BT.601, limited range, 4:2:0: half the bytes to hand over, at a fraction of their cost."""
    import cv2

    rows = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420), dtype=np.uint8)
    return np.ascontiguousarray(rows).data.cast("B")
