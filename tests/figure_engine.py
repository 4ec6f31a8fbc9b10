"""A pose engine that sees the stick figure, for whole runs of the program."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import dataclass, replace

import numpy as np
from reports import ENGINE
from stick_figure import StickFigure


def single(array):
    """As engines give it, so that a recording holds it exactly."""
    return array.astype(np.float32).astype(np.float64)


@dataclass
class FigureEngine:
    """Sees the stick figure in every picture of every video."""

    figure: StickFigure
    interrupt_after: int | None = None
    """Ctrl-C is pressed while this many frames have been seen."""
    presses: int = 1
    info = ENGINE
    frames = 0

    def poses(self, frames):
        return map(self.estimate, frames)

    def estimate(self, frame):
        if self.frames == self.interrupt_after:
            for _press in range(self.presses):
                press_ctrl_c()
        self.frames += 1
        pose = self.figure.pose(frame.t_s, starts_shot=frame.starts_shot)
        return replace(
            pose,
            points_px=single(pose.points_px),
            visibility=single(pose.visibility),
            world_m=single(pose.world_m),
        )

    def restart(self):
        self.frames = 0

    def close(self):
        pass


def press_ctrl_c():
    """Send the main thread SIGINT, as a terminal does, and wait until its handler has run."""
    handler = signal.getsignal(signal.SIGINT)
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    while signal.getsignal(signal.SIGINT) is handler is not signal.default_int_handler:
        time.sleep(0.001)
