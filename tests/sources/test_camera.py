"""What a camera goes through, played by a scripted one. No test waits for a clock."""

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest

from vision_coach.core.errors import SourceError
from vision_coach.live.source_status import WELL, Fault
from vision_coach.sources.camera import RETRY_WAITS_S, STALLED_S, Camera
from vision_coach.sources.device import DeviceError, EndOfSource, Grab

PATIENCE_S = 60.0
"""How long a test waits for a thread that has been told to act; never how long it takes."""


def picture(number, level=120):
    """Pictures of a sensor: no two are the same."""
    noise = np.random.default_rng(number).integers(-8, 8, (48, 64, 3))
    return (level + noise).clip(0, 255).astype(np.uint8)


@dataclass
class Script:
    """Plays one list of steps for each opening; time passes only here.

    A step is an Exception to raise at opening, a picture (0.1 s later), None (the camera gives no
    more), or an Event to hang on.
    """

    openings: list
    now_s: float = 0.0
    waited_s: list = field(default_factory=list)
    released: int = 0
    done: threading.Event = field(default_factory=threading.Event)
    is_sensor = True

    def clock(self):
        return self.now_s

    def wait(self, seconds):
        self.waited_s.append(seconds)
        self.now_s += seconds

    def open(self):
        if not self.openings:
            self.done.set()
            raise EndOfSource
        self.steps = iter(self.openings.pop(0))
        first = next(self.steps)
        if isinstance(first, Exception):
            raise first
        self.steps = iter([first, *self.steps])
        return self

    def read(self):
        step = next(self.steps, None)
        if isinstance(step, threading.Event):
            self.done.set()
            step.wait(PATIENCE_S)
            return None
        if step is None:
            return None
        self.now_s += 0.1
        return Grab(self.now_s, step)

    def release(self):
        self.released += 1


def frames_until_the_end(camera):
    frames = []
    while not camera.ended:
        frame = camera.newest(PATIENCE_S)
        if frame:
            frames.append(frame)
    return frames


def play(*openings):
    """Run the script to its end with nobody watching; returns the script and the camera."""
    script = Script([list(steps) for steps in openings])
    with Camera(script.open, script.clock, script.wait) as camera:
        assert script.done.wait(PATIENCE_S)
    camera._thread.join(PATIENCE_S)
    return script, camera


def test_only_the_newest_frame_is_kept():
    script, camera = play([picture(n) for n in range(5)])
    frame = camera.newest(0)
    assert frame.t_s == pytest.approx(0.5)
    assert np.array_equal(frame.image, picture(4))
    assert camera.dropped == 4
    assert camera.newest(0) is None
    assert camera.ended
    assert script.released == 1


def test_a_frame_is_waited_for():
    script = Script([[picture(0)]])
    with Camera(script.open, script.clock, script.wait) as camera:
        assert [frame.t_s for frame in frames_until_the_end(camera)] == [pytest.approx(0.1)]


def test_a_lost_camera_is_opened_again_after_growing_waits_and_starts_a_new_shot():
    busy = DeviceError(Fault.BUSY, "another program")
    script, camera = play([picture(0), None], [busy], [busy], [busy], [picture(1), None])
    assert script.waited_s[:4] == list(RETRY_WAITS_S[:4])
    assert sorted(script.waited_s[:4]) == script.waited_s[:4]
    frame = camera.newest(0)
    assert frame.starts_shot
    assert np.array_equal(frame.image, picture(1))


def test_the_waits_are_short_again_after_a_good_picture():
    script, _camera = play([picture(0), None], [picture(1), None], [picture(2), None])
    assert script.waited_s == [RETRY_WAITS_S[0]] * 3


def test_a_camera_that_opens_and_gives_nothing_is_not_tried_all_the_time():
    script, _camera = play([picture(0), None], *([[None]] * 7))
    assert script.waited_s[-1] == RETRY_WAITS_S[-1]


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.FORBIDDEN])
def test_a_camera_that_cannot_be_opened_yet_is_said_and_retried(fault):
    hanging = threading.Event()
    script = Script([[DeviceError(fault, "why")], [picture(0), hanging]])
    said = []
    camera = Camera(script.open, script.clock, lambda _wait_s: said.append(camera.status))
    with camera:
        assert script.done.wait(PATIENCE_S)
        assert camera.newest(0)
        hanging.set()
    status = said[0]
    assert (status.fault, status.detail) == (fault, "why")
    assert status.retry_at_s == RETRY_WAITS_S[0]


@pytest.mark.parametrize("fault", [Fault.ABSENT, Fault.LOST])
def test_a_camera_that_never_was_there_is_an_error(fault):
    script = Script([[DeviceError(fault, "there is no camera 7")]])
    with (
        Camera(script.open, script.clock, script.wait) as camera,
        pytest.raises(SourceError, match="there is no camera 7"),
    ):
        camera.newest(PATIENCE_S)


def test_an_absent_camera_that_was_there_before_is_waited_for():
    gone = DeviceError(Fault.ABSENT, "unplugged")
    script, camera = play([picture(0), None], [gone], [picture(1), None])
    assert camera.newest(0).starts_shot
    assert len(script.waited_s) == 3


def test_black_pictures_are_told_from_a_dark_room():
    assert watch([picture(n, level=30) for n in range(15)]) == {None}
    assert watch([picture(n, level=2) for n in range(15)]) == {None, Fault.BLACK}


def test_the_same_picture_for_two_seconds_is_a_frozen_camera():
    assert watch([picture(0)] * 15) == {None}
    assert watch([picture(0)] * 25) == {None, Fault.FROZEN}


def test_a_file_may_show_a_still():
    assert watch([picture(0)] * 25, is_sensor=False) == {None}


def watch(pictures, *, is_sensor=True):
    """Every fault that was said while these pictures came, None for none."""
    script = Script([pictures])
    script.is_sensor = is_sensor
    faults = set()
    read = script.read

    def watched_read():
        faults.add(camera.status.fault)
        return read()

    script.read = watched_read
    camera = Camera(script.open, script.clock, script.wait)
    with camera:
        assert script.done.wait(PATIENCE_S)
    return faults


def test_frames_of_a_faulty_camera_are_not_handed_out_and_a_good_one_starts_a_shot():
    black = [picture(n, level=2) for n in range(15)]
    frames = []
    script = Script([[*black, picture(50)]])
    hand_over = Camera._hand_over

    class Watched(Camera):
        def _hand_over(self, grab, *, starts_shot):
            frames.append((grab.t_s, starts_shot))
            hand_over(self, grab, starts_shot=starts_shot)

    with Watched(script.open, script.clock, script.wait):
        assert script.done.wait(PATIENCE_S)
    times_s = [t_s for t_s, _ in frames]
    assert times_s[:10] == pytest.approx([0.1 * n for n in range(1, 11)])
    assert not [t_s for t_s in times_s if 1.25 < t_s < 1.55]
    assert frames[-1] == (pytest.approx(1.6), True)


def test_a_cut_in_a_stream_is_told_two_pictures_later():
    scenes = [picture(n, level=200 if n >= 20 else 90) for n in range(40)]
    script = Script([scenes])
    told = []

    class Watched(Camera):
        def _hand_over(self, grab, *, starts_shot):
            told.append(starts_shot)
            super()._hand_over(grab, starts_shot=starts_shot)

    with Watched(script.open, script.clock, script.wait):
        assert script.done.wait(PATIENCE_S)
    assert [n for n, starts_shot in enumerate(told) if starts_shot] == [22]


def test_a_driver_that_does_not_answer_counts_as_frozen():
    hanging = threading.Event()
    script = Script([[picture(0), hanging]])
    with Camera(script.open, script.clock, script.wait) as camera:
        assert script.done.wait(PATIENCE_S)
        assert camera.status == WELL
        script.now_s += STALLED_S + 0.1
        assert camera.status.fault is Fault.FROZEN
        hanging.set()


def test_a_camera_that_takes_long_to_open_is_not_frozen():
    script = Script([[picture(0)]])
    opened = threading.Event()

    def slow_open():
        opened.wait(PATIENCE_S)
        return script.open()

    with Camera(slow_open, script.clock, script.wait) as camera:
        script.now_s += 10 * STALLED_S
        assert camera.status == WELL
        opened.set()
        assert camera.newest(PATIENCE_S)


def test_an_unforeseen_error_reaches_the_one_who_asks():
    def broken():
        raise RuntimeError("a bug")

    with Camera(broken, lambda: 0.0) as camera, pytest.raises(RuntimeError, match="a bug"):
        camera.newest(PATIENCE_S)


def test_a_camera_with_a_problem_has_not_ended_until_it_is_said():
    script = Script([[picture(0)]])
    read = script.read

    def broken_read():
        if script.now_s > 0:
            raise RuntimeError("a bug")
        return read()

    script.read = broken_read
    camera = Camera(script.open, script.clock, script.wait)
    with camera:
        camera._thread.join(PATIENCE_S)
    assert camera.newest(0)
    assert not camera.ended
    with pytest.raises(RuntimeError, match="a bug"):
        camera.newest(0)


def test_a_file_may_have_gaps():
    hanging = threading.Event()
    script = Script([[picture(0), hanging]])
    script.is_sensor = False
    with Camera(script.open, script.clock, script.wait) as camera:
        assert script.done.wait(PATIENCE_S)
        script.now_s += STALLED_S + 0.1
        assert camera.status == WELL
        hanging.set()


def test_leaving_ends_the_thread():
    script = Script([[picture(n) for n in range(3)] * 1000])
    with Camera(script.open, script.clock, script.wait) as camera:
        camera.newest(PATIENCE_S)
    camera._thread.join(PATIENCE_S)
    assert not camera._thread.is_alive()
