"""Jobs over many sources, as a page or a program of one's own would call them."""

import json
import threading
from pathlib import Path

import pytest

from vision_coach.app.batch import analyze_all, replay_all
from vision_coach.app.outputs import Outputs
from vision_coach.app.progress import Cancellation, Step, Work
from vision_coach.app.request import Request
from vision_coach.drawing.thumbnail import Faces

pytestmark = pytest.mark.usefixtures("see")


class Notes:
    """A listener that remembers the order of what it heard."""

    def __init__(self):
        self.heard = []

    def begun(self, source, count):
        self.heard.append(("begun", source.name, count))

    def measured(self, result):
        self.heard.append(("measured", len(result.session.sets)))

    def failed(self, reason):
        self.heard.append(("failed", reason))

    def empty(self, reason):
        self.heard.append(("empty", reason))

    def noted(self, line):
        self.heard.append(("noted", line))


class StopFromElsewhere:
    """Takes the steps of a job; another thread cancels it when `frame` frames are done."""

    def __init__(self, frame, work=Work.POSES):
        self.cancellation = Cancellation()
        self.steps = []
        self._frame, self._work = frame, work

    def __call__(self, step):
        self.steps.append(step)
        if step.work is self._work and step.done == self._frame:
            other = threading.Thread(target=self.cancellation.cancel)
            other.start()
            other.join()


def test_a_job_stopped_from_another_thread_keeps_what_was_read(clip, tmp_path):
    stop, notes = StopFromElsewhere(110), Notes()
    outputs = Outputs({"json": tmp_path / "a.json"})
    outcome = analyze_all(
        [clip], Request(), outputs, notes, on_progress=stop, cancellation=stop.cancellation
    )
    assert outcome.interrupted
    assert outcome.failures == ()
    (session,) = outcome.sessions
    assert session.source.frames_read < 144
    assert len(session.sets[0].reps) == 2
    record = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert len(record["sets"][0]["reps"]) == 2
    assert stop.steps[-1].done == 110


def test_a_stopped_job_begins_no_further_source(clip, tmp_path):
    stop, notes = StopFromElsewhere(144), Notes()
    (tmp_path / "other.mp4").write_bytes(clip.read_bytes())
    outcome = analyze_all(
        [clip, tmp_path / "other.mp4"], Request(), Outputs(), notes,
        on_progress=stop, cancellation=stop.cancellation,
    )  # fmt: skip
    assert outcome.interrupted
    assert len(outcome.sessions) == 1
    assert notes.heard == [("begun", "clip.mp4", 2), ("measured", 1)]


def test_a_job_runs_in_any_thread(clip):
    outcomes = []
    work = threading.Thread(
        target=lambda: outcomes.append(analyze_all([clip], Request(), Outputs(), Notes()))
    )
    work.start()
    work.join()
    assert len(outcomes[0].sessions[0].sets[0].reps) == 3


def test_progress_begins_before_the_engine_is_there_and_counts_every_frame(clip):
    steps = []
    analyze_all([clip], Request(), Outputs(), Notes(), on_progress=steps.append)
    assert steps[0] == Step("clip.mp4", Work.POSES, 0, None)
    assert [step.done for step in steps] == list(range(145))
    assert steps[-1].total == 144


def test_pictures_that_were_stopped_leave_the_times(clip):
    stop = StopFromElsewhere(20, Work.PICTURES)
    request = Request(keep_poses=True, thumbnails=Faces.BLURRED)
    outcome = analyze_all(
        [clip], request, Outputs(), Notes(), on_progress=stop, cancellation=stop.cancellation
    )
    assert outcome.interrupted
    assert len(outcome.sessions[0].sets[0].reps) == 3
    assert stop.steps[-1] == Step("clip.mp4", Work.PICTURES, 20, 144)


def test_what_cannot_be_read_is_told_and_does_not_stop_the_others(clip, tmp_path):
    notes, gone = Notes(), tmp_path / "gone.mp4"
    (tmp_path / "empty").mkdir()
    outcome = analyze_all([tmp_path / "empty", gone, clip], Request(), Outputs(), notes)
    assert outcome.count == 3
    assert len(outcome.failures) == 2
    assert notes.heard == [
        ("failed", outcome.failures[0]),
        ("begun", "gone.mp4", 2),
        ("failed", outcome.failures[1]),
        ("begun", "clip.mp4", 2),
        ("measured", 1),
    ]
    assert not outcome.interrupted


def test_a_replay_that_is_stopped_at_once_reads_nothing():
    stop = Cancellation()
    stop.cancel()
    outcome = replay_all([Path("a.npz")], Request(), Outputs(), Notes(), cancellation=stop)
    assert outcome.interrupted
    assert outcome.sessions == outcome.failures == ()
