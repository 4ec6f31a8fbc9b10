"""A live session whose screen and owner are neither a window nor a terminal."""

import threading
from contextlib import contextmanager, nullcontext

import pytest
from figure_engine import FigureEngine
from simulated import SimulatedCamera
from stick_figure import StickFigure, along, repetitions

from vision_coach.app import live as app
from vision_coach.app.progress import Cancellation
from vision_coach.app.request import Request
from vision_coach.app.training_plan import PlannedBlock
from vision_coach.sources.live_source import LiveSource

CANCEL_AT_S = 17.0


class Page:
    """Remembers what it was asked for; another thread ends the session after some time."""

    def __init__(self, camera):
        self.calls = []
        self.cancellation = Cancellation()
        self._camera = camera

    @contextmanager
    def preparation(self):
        self.calls.append("prepared")
        yield
        self.calls.append("left")

    def settle(self):
        self.calls.append("settled")

    @contextmanager
    def opened(self):
        self.calls.append("opened")
        yield self
        self.calls.append("closed")

    has_keys = False

    def show(self, _image, _state, _settings):
        if self._camera.now_s >= CANCEL_AT_S and not self.cancellation.requested:
            other = threading.Thread(target=self.cancellation.cancel)
            other.start()
            other.join()
        return []


@pytest.fixture
def camera(monkeypatch, tmp_path):
    simulated = SimulatedCamera(60.0)

    class Engine(FigureEngine):
        def estimate(self, frame):
            simulated.now_s += 0.01
            return super().estimate(frame)

    class Clock:
        def start(self):
            pass

        def __call__(self):
            return simulated.now_s

    monkeypatch.setenv("VISION_COACH_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(app, "SessionClock", Clock)
    monkeypatch.setattr(app, "Camera", lambda *_what: nullcontext(simulated))
    figure = StickFigure("squat", along(*repetitions(9, first_s=6.0)))
    monkeypatch.setattr(app, "start_engine", lambda *_choice: Engine(figure))
    return simulated


def test_a_session_ended_from_another_thread_keeps_what_was_trained(camera):
    page, told = Page(camera), []
    camera_7 = LiveSource("camera 7", None, 7)
    request = app.LiveRequest(Request(), camera_7, (PlannedBlock("squat"),))
    result = app.train(request, page, told.append, cancellation=page.cancellation)
    assert result.interrupted
    (one,) = result.session.sets
    assert 1 <= len(one.reps) < 5
    assert CANCEL_AT_S <= camera.now_s < CANCEL_AT_S + 1
    assert result.journal.folder.is_dir()
    assert page.calls == ["prepared", "settled", "opened", "closed", "left"]
    assert told == []
