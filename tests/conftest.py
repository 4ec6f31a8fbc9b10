"""The program run in this process, with a stick figure in place of the pose engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from figure_engine import FigureEngine
from hypothesis import HealthCheck, settings
from stick_figure import StickFigure, along, repetitions
from videos import MP4, even_times, write_video
from working_here import working_here

from vision_coach import cli
from vision_coach.app.worker.pose_worker import PoseWorker

CLIP_FPS = 10.0

# How long an example takes says something of the machine, not of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def data(tmp_path_factory, monkeypatch):
    """Where sessions are remembered meanwhile; nobody's own are touched."""
    folder = tmp_path_factory.mktemp("data") / "store"
    monkeypatch.setenv("VISION_COACH_DATA", str(folder))
    return folder


@pytest.fixture
def see(monkeypatch):
    """Call it with a figure: every video then shows that figure."""

    def show(figure, *interruption):
        monkeypatch.setattr(
            PoseWorker, "run", working_here(lambda: FigureEngine(figure, *interruption))
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
