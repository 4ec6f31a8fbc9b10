"""The camera's pictures as a video, beside the training."""

import threading

import av
import numpy as np
import pytest
from videos import numbered_picture

from vision_coach.app import recording as recordings
from vision_coach.app.recording import WAITING, Recording
from vision_coach.core.body.pose import Frame
from vision_coach.core.errors import OutputError

PATIENCE_S = 60.0


def frame(number, t_s):
    return Frame(t_s, numbered_picture(number))


def times_of(path):
    with av.open(str(path)) as container:
        return [float(picture.time) for picture in container.decode(video=0)]


def test_pictures_keep_their_uneven_times(tmp_path):
    times_s = [10.0, 10.04, 10.3, 11.0]
    recording = Recording(tmp_path / "a.mp4")
    for number, t_s in enumerate(times_s):
        recording.add(frame(number, t_s))
    recording.close()
    assert recording.problem is None
    assert times_of(tmp_path / "a.mp4") == pytest.approx([0.0, 0.04, 0.3, 1.0], abs=0.001)


class SlowWriter:
    """Takes a picture only once it is allowed to."""

    allowed = threading.Event()
    begun = threading.Event()

    def __init__(self, _path, _size):
        pass

    def write(self, _image, _t_s):
        self.begun.set()
        assert self.allowed.wait(PATIENCE_S)

    def close(self):
        pass


def test_a_slow_encoder_never_holds_up_the_camera(tmp_path, monkeypatch):
    monkeypatch.setattr(recordings, "VideoWriter", SlowWriter)
    recording = Recording(tmp_path / "a.mp4")
    recording.add(frame(0, 0.0))
    assert SlowWriter.begun.wait(PATIENCE_S)
    for number in range(1, 30):
        recording.add(frame(number, number / 30))
    assert recording.left_out == 29 - WAITING
    SlowWriter.allowed.set()
    recording.close()


def test_a_full_disk_is_noted_and_ends_nothing(tmp_path, monkeypatch):
    class FullDisk(SlowWriter):
        def write(self, _image, _t_s):
            raise OutputError("a.mp4: could not be written (No space left on device)")

    monkeypatch.setattr(recordings, "VideoWriter", FullDisk)
    recording = Recording(tmp_path / "a.mp4")
    for number in range(3):
        recording.add(frame(number, number / 30))
    recording.close()
    assert "No space left" in recording.problem


@pytest.mark.parametrize("method", ["write", "close"])
def test_an_unforeseen_error_is_noted_and_nobody_waits_for_ever(tmp_path, monkeypatch, method):
    def broken(*_what):
        raise ValueError("a bug")

    class Broken:
        def __init__(self, _path, _size):
            pass

        def write(self, _image, _t_s):
            pass

        def close(self):
            pass

    monkeypatch.setattr(Broken, method, broken)
    monkeypatch.setattr(recordings, "VideoWriter", Broken)
    recording = Recording(tmp_path / "a.mp4")
    recording.add(frame(0, 0.0))
    recording.close()
    assert recording.problem.endswith("ValueError: a bug")


def test_a_session_without_a_picture_leaves_no_video(tmp_path):
    recording = Recording(tmp_path / "a.mp4")
    recording.close()
    assert recording.problem is None
    assert list(tmp_path.iterdir()) == []


def test_pictures_are_not_changed(tmp_path):
    one = frame(7, 0.0)
    before = one.image.copy()
    recording = Recording(tmp_path / "a.mp4")
    recording.add(one)
    recording.close()
    np.testing.assert_array_equal(one.image, before)
