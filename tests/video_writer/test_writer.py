"""The writer's files, read back with PyAV and with OpenCV."""

import errno
import importlib.util
import os
import stat
import subprocess
import sys
from itertools import accumulate

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from program import ROOT, environment
from videos import even_times, number_in, numbered_picture

from vision_coach.core.errors import OutputError
from vision_coach.sources.video_file import VideoFile
from vision_coach.video_writer import writer as module
from vision_coach.video_writer.writer import VideoWriter, check_video_target

SIZE = (160, 120)
IS_ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False


def write(path, times_s, size=SIZE):
    with VideoWriter(path, size) as writer:
        for number, t_s in enumerate(times_s):
            writer.write(numbered_picture(number, *size), t_s)
    return path


def pictures_in(path):
    """(time, number) of every picture, as PyAV reads it."""
    with av.open(str(path)) as container:
        return [
            (frame.time, number_in(frame.to_ndarray(format="bgr24")))
            for frame in container.decode(video=0)
        ]


def assert_same_times(found_s, wanted_s):
    """To the clock's 1/90000 s, so far below the millisecond."""
    assert found_s == pytest.approx(wanted_s, abs=0.51 / 90_000)


@pytest.mark.parametrize("fps", [24_000 / 1001, 30.0, 240.0])
def test_pictures_of_a_constant_rate_keep_their_times_and_their_order(tmp_path, fps):
    times_s = even_times(20, fps)
    found = pictures_in(write(tmp_path / "a.mp4", times_s))
    assert_same_times([t_s for t_s, _ in found], times_s)
    assert [number for _, number in found] == list(range(20))


@settings(max_examples=4, deadline=None)
@given(st.lists(st.floats(0.001, 0.6), min_size=1, max_size=12))
def test_pictures_of_any_rate_keep_their_times(tmp_path_factory, steps_s):
    times_s = [0.0, *accumulate(steps_s)]
    path = write(tmp_path_factory.mktemp("any") / "a.mp4", times_s)
    found = pictures_in(path)
    assert_same_times([t_s for t_s, _ in found], times_s)
    assert [number for _, number in found] == list(range(len(times_s)))


def test_the_analysis_reads_the_same_times(tmp_path):
    times_s = [0.0, 0.033, 0.1, 0.104, 0.9, 1.0]
    source = VideoFile(write(tmp_path / "a.mp4", times_s))
    assert_same_times([frame.t_s for frame in source], times_s)
    source.close()


def test_the_first_picture_is_the_beginning(tmp_path):
    """A camera's clock starts anywhere."""
    found = pictures_in(write(tmp_path / "a.mp4", [812.25, 812.5, 813.0]))
    assert_same_times([t_s for t_s, _ in found], [0.0, 0.25, 0.75])


def test_browsers_can_play_it_while_it_is_still_loading(tmp_path):
    path = write(tmp_path / "a.mp4", even_times(5))
    content = path.read_bytes()
    assert content[4:8] == b"ftyp"
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert not container.streams.audio


@pytest.mark.parametrize("size", [(161, 120), (17, 17)])
def test_odd_sizes_are_extended_to_even_ones(tmp_path, size):
    path = write(tmp_path / "a.mp4", [0.0, 1.0], size)
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        assert (frame.width, frame.height) == (size[0] + size[0] % 2, size[1] + size[1] % 2)


def test_colours_are_kept(tmp_path):
    """A player that takes them for high definition's would show another green and red."""
    bars = np.zeros((720, 1280, 3), np.uint8)
    colours = [(0, 0, 255), (0, 255, 0), (255, 0, 0), (115, 158, 0), (0, 94, 213)]
    for number, colour in enumerate(colours):
        bars[:, number * 256 : (number + 1) * 256] = colour
    with VideoWriter(tmp_path / "a.mp4", (1280, 720)) as writer:
        writer.write(bars, 0.0)
    with av.open(str(tmp_path / "a.mp4")) as container:
        frame = next(container.decode(video=0))
        shown = frame.to_ndarray(format="bgr24")
    assert (frame.colorspace, frame.color_range) == (6, 1)  # BT.601, limited: as converted
    for number, colour in enumerate(colours):
        assert shown[360, number * 256 + 128] == pytest.approx(colour, abs=6)


def test_a_picture_of_another_size_is_fitted_with_bars(tmp_path):
    with VideoWriter(tmp_path / "a.mp4", SIZE) as writer:
        writer.write(np.full((120, 160, 3), 200, np.uint8), 0.0)
        writer.write(np.full((240, 240, 3), 200, np.uint8), 1.0)
    with av.open(str(tmp_path / "a.mp4")) as container:
        _, square = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert square[60, 80] == pytest.approx(200, abs=4)
    assert square[60, 5] < 30


def test_times_must_increase(tmp_path):
    with pytest.raises(ValueError, match="is not after"):
        write(tmp_path / "a.mp4", [1.0, 1.0])
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_not_there_before_it_is_complete_and_replaces_an_older_one(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("old")
    writer = VideoWriter(path, SIZE)
    writer.write(numbered_picture(0), 0.0)
    assert path.read_text() == "old"
    writer.close()
    assert pictures_in(path) == [(0.0, 0)]
    assert [one.name for one in tmp_path.iterdir()] == ["a.mp4"]


def test_it_is_as_readable_as_any_other_new_file(tmp_path):
    write(tmp_path / "a.mp4", [0.0])
    (tmp_path / "other").touch()
    assert len({stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}) == 1


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), ValueError("a bug")])
def test_what_goes_wrong_half_way_leaves_the_old_file_and_nothing_else(tmp_path, problem):
    path = tmp_path / "a.mp4"
    path.write_text("old")

    def write_half():
        with VideoWriter(path, SIZE) as writer:
            writer.write(numbered_picture(0), 0.0)
            raise problem

    with pytest.raises(type(problem)):
        write_half()
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.mp4"]


def test_no_picture_is_no_video(tmp_path):
    with (
        pytest.raises(OutputError, match="there was no picture"),
        VideoWriter(tmp_path / "a.mp4", SIZE),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_dies_is_one_line_and_leaves_nothing(tmp_path):
    writer = VideoWriter(tmp_path / "a.mp4", SIZE)
    writer.write(numbered_picture(0), 0.0)
    writer._process.kill()
    writer._process.wait()
    with pytest.raises(OutputError, match="ended unexpectedly, signal SIGKILL") as problem:
        writer.write(numbered_picture(1), 1.0)
    assert "\n" not in str(problem.value)
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_dies_before_the_end_is_noticed_in_close(tmp_path):
    writer = VideoWriter(tmp_path / "a.mp4", SIZE)
    writer.write(numbered_picture(0), 0.0)
    writer._process.kill()
    writer._process.wait()
    with pytest.raises(OutputError, match="ended unexpectedly"):
        writer.close()
    assert list(tmp_path.iterdir()) == []


def test_an_encoder_that_cannot_be_started_is_one_line_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(OutputError, match=r"could not be started \(No such file"):
        VideoWriter(tmp_path / "a.mp4", SIZE)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_the_program_itself_is_killed(tmp_path):
    """The child sees its input end and takes the unfinished file away."""
    code = (
        "import os, signal, sys, numpy as np; from pathlib import Path; "
        "from vision_coach.video_writer.writer import VideoWriter; "
        "w = VideoWriter(Path('a.mp4'), (160, 120)); "
        "w.write(np.zeros((120, 160, 3), np.uint8), 0.0); "
        "print(w._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    # The child holds standard error open: reading it to its end waits for the child.
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True
    )
    assert done.stdout.strip().isdigit()
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not IS_ROOT, reason="only root may mount a tiny disk")
def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting")
    noise = np.random.default_rng(0).integers(0, 256, (20, 120, 160, 3), dtype=np.uint8)

    def write_noise():
        with VideoWriter(tmp_path / "a.mp4", SIZE) as writer:
            for number, image in enumerate(noise):
                writer.write(image, number / 10)

    try:
        with pytest.raises(OutputError, match="No space left on device") as problem:
            write_noise()
        assert "\n" not in str(problem.value)
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_name_that_cannot_be_given_in_the_end_is_one_line(tmp_path, monkeypatch):
    writer = VideoWriter(tmp_path / "a.mp4", SIZE)
    writer.write(numbered_picture(0), 0.0)

    def refused(*_arguments):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("pathlib.Path.replace", refused)
    with pytest.raises(OutputError, match="Permission denied"):
        writer.close()
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_written_is_known_beforehand(tmp_path, monkeypatch):
    for path, words in (
        (tmp_path / "a.avi", "ends in .mp4"),
        (tmp_path / "none" / "a.mp4", "does not exist"),
    ):
        with pytest.raises(OutputError, match=words):
            check_video_target(path)
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        VideoWriter(tmp_path / "folder.mp4", SIZE)
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        module.importlib.util, "find_spec", lambda name: None if name == "av" else find_spec(name)
    )
    with pytest.raises(OutputError, match="pip install av"):
        check_video_target(tmp_path / "a.mp4")


def test_the_child_loads_neither_opencv_nor_mediapipe():
    code = (
        "import sys, vision_coach.video_writer.child, vision_coach.video_writer.encoding; "
        "print(sorted({'av', 'cv2', 'mediapipe'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['av']"


def test_the_writer_does_not_load_pyav(tmp_path):
    code = (
        "import sys, numpy; from pathlib import Path; "
        "from vision_coach.video_writer.writer import VideoWriter; "
        "w = VideoWriter(Path('a.mp4'), (160, 120)); "
        "w.write(numpy.zeros((120, 160, 3), numpy.uint8), 0.0); w.discard(); "
        "print('av' in sys.modules, 'cv2' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False True"


@pytest.mark.skipif(os.name == "nt", reason="needs a script that can be started as it is")
def test_a_frozen_program_starts_itself_as_the_child(tmp_path, monkeypatch):
    """There `sys.executable` is the program, and knows no `-m`."""
    program = tmp_path / "coach"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from vision_coach.cli import main\nsys.exit(main())\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert len(pictures_in(write(tmp_path / "a.mp4", even_times(3)))) == 3
