"""Running ahead changes when frames are read, never what comes out."""

import signal
import threading
import time

import numpy as np
import pytest

from vision_coach.core.body.pose import Frame
from vision_coach.sources.prefetch import Maker, run_ahead


def frame(t_s):
    return Frame(float(t_s), np.zeros((4, 4, 3), np.uint8))


def test_frames_come_in_order_and_all_of_them():
    assert [one.t_s for one in run_ahead(map(frame, range(50)))] == list(range(50))


def test_an_error_while_reading_comes_after_the_frames_before_it():
    def broken():
        yield frame(0)
        raise OSError("the disk is gone")

    frames = run_ahead(broken())
    assert next(frames).t_s == 0
    with pytest.raises(OSError, match="the disk is gone"):
        next(frames)


def test_no_more_than_a_few_frames_are_held():
    read = []

    def counted():
        for number in range(1000):
            read.append(number)
            yield frame(number)

    frames = run_ahead(counted(), ahead=3)
    next(frames)
    time.sleep(0.3)
    assert len(read) <= 6
    frames.close()


def test_closing_ends_the_thread():
    frames = run_ahead(map(frame, range(1000)))
    next(frames)
    frames.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "run-ahead"]


class Pressed(threading.Event):
    """Ctrl-C comes in the first wait, and only in the second one are the items let go on."""

    def __init__(self, may_go_on):
        super().__init__()
        self._may_go_on = may_go_on
        self._presses = 0

    def wait(self, timeout=None):
        self._presses += 1
        if self._presses == 1:
            signal.raise_signal(signal.SIGINT)
        self._may_go_on.set()
        return super().wait(timeout)


def test_ctrl_c_while_closing_breaks_in_once_the_thread_has_left_the_items():
    may_go_on, left = threading.Event(), []

    def frames():
        yield frame(0)
        may_go_on.wait()
        left.append(True)
        yield frame(1)

    maker = Maker(frames(), ahead=3)
    maker.ended = Pressed(may_go_on)
    maker.start()
    assert maker.waiting.get()[0].t_s == 0
    with pytest.raises(KeyboardInterrupt):
        maker.stop()
    assert left
    assert not maker.is_alive()


def test_whatever_ends_the_thread_reaches_the_reader():
    def ended():
        yield frame(0)
        raise SystemExit(3)

    frames = run_ahead(ended())
    assert next(frames).t_s == 0
    with pytest.raises(SystemExit):
        next(frames)
