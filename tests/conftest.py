"""The program run in this process, with a stick figure in place of the pose engine."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from reports import ENGINE
from stick_figure import StickFigure, along, repetitions
from videos import MP4, even_times, write_video

from vision_coach import cli
from vision_coach.app import analysis as app

CLIP_FPS = 10.0

# How long an example takes says something of the machine, not of the program.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


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

    def close(self):
        pass


def press_ctrl_c():
    """Send the main thread SIGINT, as a terminal does, and wait until its handler has run."""
    handler = signal.getsignal(signal.SIGINT)
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    while signal.getsignal(signal.SIGINT) is handler is not signal.default_int_handler:
        time.sleep(0.001)


@pytest.fixture
def see(monkeypatch):
    """Call it with a figure: every video then shows that figure."""

    def show(figure, *interruption):
        monkeypatch.setattr(
            app, "start_engine", lambda *_choice: FigureEngine(figure, *interruption)
        )

    show(StickFigure("squat", along(*repetitions(3))))
    return show


@dataclass
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command line in an empty folder; returns exit code, output and error output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments):
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            code = exit_.code
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def _clip(tmp_path_factory):
    """14.4 s of numbered pictures: as long as three of the figure's repetitions."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    return write_video(path, even_times(144, CLIP_FPS), MP4, size=(64, 48))


@pytest.fixture
def clip(_clip, tmp_path):
    """A fresh copy named `clip.mp4` in the test's own folder."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(_clip.read_bytes())
    return path


SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def real_clips():
    """The folder of real clips that is not part of the project."""
    folder = SHARED_DATA / "videos"
    if not folder.is_dir():
        pytest.skip("the real clips lie beside the checkout, not in it; they are not here")
    return folder
