"""Keeps the chatter of native libraries from the user, and what they say of errors for us.

MediaPipe, TensorFlow Lite, OpenCV and FFmpeg write straight to file descriptor 2. While this is
active a thread reads that descriptor line by line: notes and warnings are dropped, decoding errors
are kept, and everything else is passed on.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from types import TracebackType
from typing import TextIO

# ALSA's "underrun occurred": a stream tells of it by itself, and the session says it once.
# glog/absl notes and warnings (I0000, W0000), TFLite's INFO:/WARNING:, OpenCV's [ WARN:0@1.2],
# and MediaPipe's complaint that it could not send its usage data.
CHATTER = re.compile(
    r"^([IW]\d{4} |INFO: |WARNING: |\[ ?(INFO|WARN|DEBUG):\d|libva|ALSA lib |.*clearcut)",
    re.IGNORECASE,
)
FFMPEG_LINE = re.compile(r"^\[(?P<part>[^\[\]@]+) @ 0x[0-9a-f]+\] ?(?P<text>.*)")
DECODE_ERROR = re.compile(
    r"error|invalid|corrupt|conceal|truncat|partial file|missing|non-existing|not found|"
    r"ended prematurely|damaged",
    re.IGNORECASE,
)
KEPT_ERRORS = 100
SETTLE_LINE = b"\x00settle\x00\n"
READER_LIMIT_S = 30.0
"""What was written is always read, if late on a busy machine; only a dead reader takes longer."""


class NativeOutput:
    """Context manager around everything that runs native code. One at a time."""

    def __init__(self) -> None:
        self.decode_errors: list[str] = []
        """FFmpeg's words on what it could not read, without addresses."""
        self._settled = threading.Event()

    def __enter__(self) -> NativeOutput:
        self._python_stderr = sys.stderr
        sys.stderr.flush()
        self._terminal = os.dup(2)
        reading_end, writing_end = os.pipe()
        os.dup2(writing_end, 2)
        os.close(writing_end)
        self._stderr: TextIO = os.fdopen(os.dup(self._terminal), "w", buffering=1)
        if sys.stderr is sys.__stderr__:
            sys.stderr = self._stderr
        self._thread = threading.Thread(target=self._read, args=(reading_end,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.dup2(self._terminal, 2)
        # A native thread that inherited the pipe must not hold up the program's end.
        self._thread.join(READER_LIMIT_S)
        sys.stderr = self._python_stderr
        self._stderr.close()
        # While it still reads, the number must not go to another file.
        if not self._thread.is_alive():
            os.close(self._terminal)

    def settle(self) -> None:
        """Wait until what native code has written so far has been read."""
        self._settled.clear()
        # On a line of its own, whatever was left unfinished before it.
        os.write(2, b"\n" + SETTLE_LINE)
        self._settled.wait(READER_LIMIT_S)

    def _read(self, reading_end: int) -> None:
        with os.fdopen(reading_end, errors="replace") as lines:
            for line in lines:
                if line.encode() == SETTLE_LINE:
                    self._settled.set()
                else:
                    self._take(line.rstrip("\n"))

    def _take(self, line: str) -> None:
        from_ffmpeg = FFMPEG_LINE.match(line)
        if from_ffmpeg:
            text = from_ffmpeg["text"]
            if DECODE_ERROR.search(text) and len(self.decode_errors) < KEPT_ERRORS:
                self.decode_errors.append(f"{from_ffmpeg['part']}: {text}")
        elif line.strip() and not CHATTER.match(line):
            os.write(self._terminal, (line + "\n").encode())
