"""Running ahead changes when frames are read, never what comes out."""

import threading
import time

import numpy as np
import pytest

from vision_coach.core.frames import Frame
from vision_coach.sources.ahead import run_ahead


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
