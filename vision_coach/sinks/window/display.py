"""Whether there is a display to open a window on.

OpenCV ends the whole process when it finds none (SIGABRT, which nothing can catch), so it is tried
by a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys

TRIAL = "import cv2; cv2.namedWindow('vision-coach'); cv2.destroyAllWindows()"
PATIENCE_S = 20.0
"""Starting OpenCV takes a second, ten on a machine that is very busy."""


class DisplayTrial:
    """Started early, asked late: it runs beside the loading of the pose engine."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if names_a_display():
            self._process = subprocess.Popen(
                [sys.executable, "-c", TRIAL],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def succeeded(self) -> bool:
        """Whether a window can be opened; waits for the answer."""
        if self._process is None:
            return False
        try:
            return self._process.wait(PATIENCE_S) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            self.close()

    def close(self) -> None:
        """End the trial, answered or not."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def names_a_display() -> bool:
    """On Linux OpenCV's windows need X11, also within Wayland."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY"))
