"""Windows where there is a display, and no crash where there is none."""

import os
import shutil
import subprocess
import sys

import pytest
from program import ROOT, environment

from vision_coach.sinks.window import display
from vision_coach.sinks.window.display import DisplayTrial

WINDOW = """
import numpy as np
from stick_figure import StickFigure, along
from vision_coach.live.state import LiveState, Stage
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.window.window import Window

state = LiveState(0.0, Stage.READY, StickFigure("squat", along((0, 0))).pose(0.0))
window = Window(full_screen=True)
for _ in range(3):
    assert window.show(np.full((480, 640, 3), 128, np.uint8), state, DisplaySettings()) == []
window.close()
print("shown")
"""


@pytest.fixture
def virtual_display():
    """The name of a display of our own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reading_end, writing_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing_end), "-screen", "0", "1280x720x24"]
    with subprocess.Popen(command, pass_fds=[writing_end], stderr=subprocess.DEVNULL) as server:
        os.close(writing_end)
        with os.fdopen(reading_end) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


def test_without_a_display_nothing_is_even_tried(monkeypatch):
    monkeypatch.setattr(display.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(display.subprocess, "Popen", None)
    assert not DisplayTrial().succeeded()


@pytest.mark.skipif(sys.platform != "linux", reason="DISPLAY is a matter of X11")
def test_a_display_that_does_not_answer_is_none(monkeypatch):
    """OpenCV aborts on it: the trial dies, this process does not."""
    monkeypatch.setenv("DISPLAY", "localhost:99.9")
    assert not DisplayTrial().succeeded()


def test_a_trial_that_is_not_needed_any_more_is_ended(monkeypatch):
    monkeypatch.setenv("DISPLAY", "localhost:99.9")
    trial = DisplayTrial()
    trial.close()
    assert not trial.succeeded()


def test_on_a_display_the_window_opens_and_fills_the_screen(virtual_display, monkeypatch):
    monkeypatch.setenv("DISPLAY", virtual_display)
    monkeypatch.setattr(display, "PATIENCE_S", 600.0)  # for the busiest of test machines
    assert DisplayTrial().succeeded()
    shown = subprocess.run(
        [sys.executable, "-c", WINDOW],
        env=environment(PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests")])),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert shown.stdout == "shown\n", shown.stderr
