"""The pose worker with real engines and real videos."""

import hashlib
import os
import signal

import numpy as np
import psutil
import pytest
from program import ROOT

from vision_coach.app.analysis import analyze
from vision_coach.app.batch import analyze_all
from vision_coach.app.outputs import Outputs
from vision_coach.app.request import Request
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.estimators.engines import ENGINES

pytestmark = pytest.mark.slow

SAMPLES = ROOT / "sample_videos"
SHORT = SAMPLES / "push_up_walk_in.mp4"
OTHER = SAMPLES / "pull_up_45.mp4"


class Notes:
    """A listener that keeps what failed."""

    def __init__(self):
        self.begun_count, self.failures = 0, []

    def begun(self, _source, _count):
        self.begun_count += 1

    def failed(self, reason):
        self.failures.append(reason)

    def measured(self, _result):
        pass

    def empty(self, _reason):
        pass

    def noted(self, _line):
        pass


def found(video, engine, worker=None):
    request = Request(engine=engine, keep_poses=True)
    return analyze(video, request, lambda _done, _total: None, worker=worker)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_that_has_seen_another_video_sees_this_one_the_same(engine):
    alone = found(SHORT, engine)
    with PoseWorker() as worker:
        found(OTHER, engine, worker)
        second = found(SHORT, engine, worker)
    assert second.session == alone.session
    for one, other in zip(second.poses, alone.poses, strict=True):
        np.testing.assert_array_equal(one.points_px, other.points_px)
        np.testing.assert_array_equal(one.world_m, other.world_m)


def test_a_worker_killed_in_the_middle_of_a_folder_costs_that_video_alone(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.mp4").write_bytes(SHORT.read_bytes())
    notes = Notes()

    def kill_in_the_second(step):
        if notes.begun_count == 2 and step.done == 20:
            (worker,) = psutil.Process().children()
            os.kill(worker.pid, signal.SIGKILL)

    outcome = analyze_all(
        [tmp_path], Request(engine="onnx"), Outputs(), notes, on_progress=kill_in_the_second
    )
    assert [session.source.file for session in outcome.sessions] == ["a.mp4", "c.mp4"]
    assert len({session.sets for session in outcome.sessions}) == 1
    (reason,) = notes.failures
    assert reason.startswith(f"{tmp_path / 'b.mp4'}: the pose worker was killed (signal SIGKILL)")


def test_an_analysis_leaves_this_process_as_it_was(capfd):
    before = dict(os.environ), os.fstat(2).st_ino
    session = found(SHORT, "mediapipe").session
    assert session.source.sha256 == hashlib.sha256(SHORT.read_bytes()).hexdigest()
    assert (dict(os.environ), os.fstat(2).st_ino) == before
    assert capfd.readouterr() == ("", "")
    assert psutil.Process().children() == []
