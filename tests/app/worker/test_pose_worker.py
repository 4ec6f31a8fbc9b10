"""The pose worker survives whatever its tasks do, and says what they did."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest
from worker_tasks import (
    Chatter,
    Count,
    CountStarts,
    Decode,
    Die,
    Fail,
    Fill,
    Hang,
    Refuse,
    UnpicklableError,
    Where,
)

from vision_coach.app.progress import Cancellation
from vision_coach.app.worker import pose_worker
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.app.worker.workplace import EngineChoice
from vision_coach.core.errors import EngineError, SourceError

SOON_S = 5.0


@pytest.fixture
def worker():
    with PoseWorker() as worker:
        yield worker


def runs(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def done(worker, task, heard=lambda _value: None, cancellation=None):
    return worker.run(task, heard, cancellation or Cancellation())


def test_what_a_task_says_comes_in_order_and_then_what_it_returns(worker):
    heard = []
    assert done(worker, Count(1000), heard.append) == 1000
    assert heard == list(range(1, 1001))


def test_tasks_share_a_process_that_is_not_this_one_and_ends_with_the_worker():
    with PoseWorker() as worker:
        pid, _folder, _value = done(worker, Where())
        assert done(worker, Where())[0] == pid != os.getpid()
    assert not psutil.pid_exists(pid)


def test_relative_paths_mean_the_folder_of_this_process(worker, tmp_path, monkeypatch):
    done(worker, Where())
    monkeypatch.chdir(tmp_path)
    assert done(worker, Where())[1] == str(tmp_path.resolve())


def test_standard_output_and_native_notes_do_not_get_out(worker, capfd):
    assert done(worker, Chatter()) == "whole"
    worker.close()
    out, err = capfd.readouterr()
    assert out == ""
    assert "native code" not in err


def test_what_was_wrong_with_one_video_is_not_said_of_the_next(worker):
    line = "[h264 @ 0x55d0c0] error while decoding MB 1 2\n"
    assert done(worker, Decode(line)) == ["h264: error while decoding MB 1 2"]
    assert done(worker, Decode()) == []


def test_an_engine_serves_the_next_video_unless_another_one_is_chosen(worker):
    first, other = EngineChoice("onnx"), EngineChoice("mediapipe")
    assert done(worker, CountStarts((first, first, first, other))) == (2, 2)


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (Die(), r"squats\.mp4: the pose worker crashed while it read this video \(signal SIGSEGV"),
        (Die(signal.SIGKILL), r"squats\.mp4: the pose worker was killed \(signal SIGKILL\)"),
        (Refuse(), r"squats\.mp4: is empty"),
    ],
)
def test_a_task_that_fails_is_one_line_and_the_next_one_runs(worker, task, words):
    heard = []
    with pytest.raises(SourceError, match=words) as problem:
        done(worker, task, heard.append)
    assert "\n" not in str(problem.value)
    assert done(worker, Count(3), heard.append) == 3


def test_a_video_that_hangs_is_given_up(worker, monkeypatch):
    monkeypatch.setattr(pose_worker, "LONGEST_SILENCE_S", 0.3)
    with pytest.raises(SourceError, match=r"squats\.mp4: was given up: no frame came for"):
        done(worker, Hang())
    monkeypatch.setattr(pose_worker, "LONGEST_SILENCE_S", 60)
    assert done(worker, Count(3)) == 3


def test_a_video_that_eats_memory_is_given_up_before_the_machine_swaps(worker, monkeypatch):
    monkeypatch.setattr(pose_worker, "MOST_MEMORY_BYTES", 400 * 2**20)
    with pytest.raises(SourceError, match=r"takes more than 0\.4 GiB of memory"):
        done(worker, Fill())
    assert done(worker, Count(3)) == 3


def test_a_fault_of_the_program_comes_with_the_trace_of_the_other_process(worker):
    with pytest.raises(RuntimeError, match=r"worker_tasks\.py"):
        done(worker, Fail(KeyError("x")))
    with pytest.raises(OSError, match="unplugged"):
        done(worker, Fail(OSError(5, "unplugged")))


def test_an_exception_of_who_listens_ends_the_task(worker):
    def deaf(_value):
        raise ZeroDivisionError

    pid = done(worker, Where())[0]
    with pytest.raises(ZeroDivisionError):
        done(worker, Hang(), deaf)
    assert not psutil.pid_exists(pid)
    assert done(worker, Count(3)) == 3


def test_cancellation_from_another_thread_keeps_what_there_is(worker):
    stop = Cancellation()
    timer = threading.Timer(0.5, stop.cancel)
    timer.start()
    heard = []
    reached = done(worker, Count(10_000, 0.01), heard.append, stop)
    timer.join()
    assert reached == heard[-1] < 10_000


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_lets_the_task_end_at_its_next_frame_also_pressed_twice(worker, presses):
    heard = []

    def pressed_at_the_third(value):
        heard.append(value)
        if value == 3:
            for _press in range(presses):
                signal.raise_signal(signal.SIGINT)

    reached = done(worker, Count(10_000, 0.01), pressed_at_the_third)
    assert reached == heard[-1] < 1000
    assert done(worker, Count(3)) == 3


def test_ctrl_c_does_not_wait_for_a_task_that_hangs(worker, monkeypatch):
    monkeypatch.setattr(pose_worker, "LONGEST_STOP_S", 0.3)
    started_s = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        done(worker, Hang(), lambda _value: signal.raise_signal(signal.SIGINT))
    assert time.monotonic() - started_s < SOON_S
    assert done(worker, Count(3)) == 3


def test_a_worker_whose_program_was_killed_ends_by_itself(tmp_path):
    """Otherwise it would go on with the video, and its next ones."""
    script = tmp_path / "killed.py"
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    script.write_text(
        "import os, signal\n"
        "from worker_tasks import Count, Where\n"
        "from vision_coach.app.progress import Cancellation\n"
        "from vision_coach.app.worker.pose_worker import PoseWorker\n"
        "worker = PoseWorker()\n"
        "pid = worker.run(Where(), print, Cancellation())[0]\n"
        "def heard(value):\n"
        "    print(pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "worker.run(Count(100_000, 0.05), heard, Cancellation())\n"
    )
    ended = subprocess.run([sys.executable, script], env=os.environ | path, capture_output=True)
    pid = int(ended.stdout.split()[0])
    deadline_s = time.monotonic() + SOON_S
    while runs(pid) and time.monotonic() < deadline_s:
        time.sleep(0.05)
    assert not runs(pid)


def test_a_process_that_cannot_be_started_is_one_line(worker, monkeypatch):
    def refused(*_names):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(pose_worker, "start_child", refused)
    with pytest.raises(EngineError, match="could not be started \\(Resource"):
        done(worker, Count(1))


def test_what_cannot_be_pickled_is_told_all_the_same(worker):
    with pytest.raises((TypeError, pickle.PicklingError)):
        done(worker, Fail(UnpicklableError()))
    assert done(worker, Count(3)) == 3
