"""What `--source` may name, and files in place of a camera."""

import numpy as np
import pytest
from videos import MKV, even_times, number_in, write_video

from vision_coach.core.errors import SourceError
from vision_coach.live.source_status import Fault
from vision_coach.sources import cameras
from vision_coach.sources.device import DeviceError, EndOfSource
from vision_coach.sources.live_source import find_source
from vision_coach.sources.paced_file import PacedFile


class SimulatedClock:
    """Time passes only by waiting."""

    def __init__(self):
        self.now_s = 0.0
        self.waited_s = []

    def __call__(self):
        return self.now_s

    def wait(self, seconds):
        self.waited_s.append(seconds)
        self.now_s += seconds


def played(device):
    grabs = []
    while True:
        try:
            grabs.append(device.read())
        except EndOfSource:
            device.release()
            return grabs


def test_a_file_is_played_at_its_own_uneven_pace(tmp_path):
    times_s = [0.0, 0.04, 0.3, 0.35, 1.0]
    path = write_video(tmp_path / "uneven.mkv", times_s, MKV)
    clock = SimulatedClock()
    grabs = played(PacedFile(path, clock, clock.wait))
    assert [grab.t_s for grab in grabs] == pytest.approx(times_s, abs=0.001)
    assert [number_in(grab.image) for grab in grabs] == list(range(5))
    assert clock.now_s == pytest.approx(1.0, abs=0.001)
    assert not any(grab.starts_shot for grab in grabs)


def test_a_late_player_does_not_wait(tmp_path):
    path = write_video(tmp_path / "clip.mkv", even_times(5), MKV)
    clock = SimulatedClock()
    clock.now_s = 10.0
    assert [grab.t_s for grab in played(PacedFile(path, clock, clock.wait))][-1] < 1
    assert set(clock.waited_s) == {0.0}


def test_a_file_played_again_goes_on_in_time_and_starts_a_shot(tmp_path):
    path = write_video(tmp_path / "clip.mkv", even_times(5), MKV)
    clock = SimulatedClock()
    grabs = played(PacedFile(path, clock, clock.wait, rounds=3))
    assert [grab.t_s for grab in grabs] == pytest.approx(even_times(15), abs=0.001)
    assert [n for n, grab in enumerate(grabs) if grab.starts_shot] == [5, 10]


def test_a_cut_in_a_file_is_told_on_its_first_picture(tmp_path):
    def two_scenes(number, width, height):
        return np.full((height, width, 3), 60 if number < 15 else 180, np.uint8)

    path = write_video(tmp_path / "cut.mkv", even_times(30), MKV, picture=two_scenes)
    clock = SimulatedClock()
    grabs = played(PacedFile(path, clock, clock.wait))
    assert [n for n, grab in enumerate(grabs) if grab.starts_shot] == [15]


def test_a_number_a_node_and_an_address_are_cameras():
    assert find_source("2").target == 2
    assert find_source("/dev/video3").target == 3
    stream = find_source("rtsp://me:secret@camera.local/stream")
    assert stream.target == "rtsp://me:secret@camera.local/stream"
    assert stream.title == "camera.local"
    assert stream.file_name is None


def test_a_file_is_a_file(tmp_path):
    path = write_video(tmp_path / "clip.mkv", even_times(2), MKV)
    assert find_source(str(path)).file == path
    assert find_source(str(path)).file_name == "clip.mkv"


@pytest.mark.parametrize("name", ["gone.mp4", "Nobody's Camera", ""])
def test_what_is_nothing_is_one_line(name):
    with pytest.raises(SourceError) as told:
        find_source(name)
    assert "\n" not in str(told.value)


@pytest.fixture
def linux(tmp_path, monkeypatch):
    """Two cameras, of which the first has a second node for its metadata."""
    for number, (index, name) in enumerate((("0", "HP Wide Vision"), ("1", "HP"), ("0", "C920"))):
        node = tmp_path / "class" / f"video{number}"
        node.mkdir(parents=True)
        (node / "index").write_text(f"{index}\n")
        (node / "name").write_text(f"{name}\n")
    devices = tmp_path / "dev"
    devices.mkdir()
    monkeypatch.setattr(cameras.sys, "platform", "linux")
    monkeypatch.setattr(cameras, "DEVICE_FILES", devices)
    return tmp_path


def test_cameras_are_known_by_part_of_their_names(linux):
    folder = linux / "class"
    assert cameras.camera_number("wide", folder) == 0
    assert cameras.camera_number("c920", folder) == 2
    with pytest.raises(SourceError, match=r"found: 0 \(HP Wide Vision\), 2 \(C920\)"):
        cameras.camera_number("logitech", folder)


def test_a_camera_that_goes_while_its_name_is_read_is_left_out(linux):
    (linux / "class" / "video0" / "name").unlink()
    assert cameras.camera_names(linux / "class") == {2: "C920"}
    assert "found: 2 (C920)" in cameras.known_cameras(linux / "class")


def test_the_password_of_an_address_is_not_shown(tmp_path):
    address = f"file://me:secret@camera.local{tmp_path}/gone"
    with pytest.raises(DeviceError) as told:
        cameras.open_camera(address)
    assert str(told.value).startswith("file://camera.local: cannot be opened")


def test_why_a_camera_cannot_be_opened(linux, monkeypatch):
    assert cameras.why_closed(5) is Fault.ABSENT
    (linux / "dev" / "video5").touch()
    assert cameras.why_closed(5) is Fault.BUSY
    monkeypatch.setattr(cameras.os, "access", lambda *_what: False)
    assert cameras.why_closed(5) is Fault.FORBIDDEN
    monkeypatch.setattr(cameras.sys, "platform", "darwin")
    assert cameras.why_closed(5) is Fault.BUSY
