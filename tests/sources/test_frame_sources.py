"""The contract of every frame source, for every container and codec that users bring."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from videos import (
    AVI,
    HEIGHT,
    KINDS,
    MKV,
    MP4,
    TS,
    WIDTH,
    even_times,
    number_in,
    rotate_mp4,
    stream_copied,
    write_video,
)

from vision_coach.native_output import NativeOutput
from vision_coach.sources.video_file import VideoFile

COUNT = 40
UNEVEN_STEPS_MS = (20, 33, 40, 80, 200, 33, 34, 33)
UNEVEN_S = np.cumsum([0, *UNEVEN_STEPS_MS * 5])[:COUNT] / 1000
HALF_A_TICK_S = 0.001
"""MPEG-TS counts in 1/90000 s, Matroska in milliseconds."""


class Reading:
    """All that one pass over a file gives."""

    def __init__(self, path):
        with NativeOutput() as native:
            source = VideoFile(path)
            frames = list(source)
            source.close()
            native.settle()
        self.numbers = [number_in(frame.image) for frame in frames]
        self.times_s = [frame.t_s for frame in frames]
        self.images = [frame.image for frame in frames]
        self.shots = sum(frame.starts_shot for frame in frames)
        self.warnings = source.warnings()
        self.decode_errors = native.decode_errors
        self.info = source.info(damaged=None)


KNOWS_TIMES = [kind for kind in KINDS if kind is not AVI]


@pytest.fixture(scope="module", params=KINDS, ids=str)
def healthy(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("healthy")
    return Reading(
        write_video(folder / f"clip.{request.param.suffix}", even_times(COUNT), request.param)
    )


def test_every_picture_comes_once_and_in_order(healthy):
    assert healthy.numbers == list(range(COUNT))


def test_times_are_presentation_times_and_increase(healthy):
    assert healthy.times_s == pytest.approx(even_times(COUNT), abs=HALF_A_TICK_S)
    assert all(before < after for before, after in pairwise(healthy.times_s))


def test_a_healthy_file_gives_no_warning_and_no_damage(healthy):
    assert healthy.warnings == []
    assert healthy.decode_errors == []
    assert healthy.shots == 0


def test_pictures_are_blue_green_red_bytes(healthy):
    assert healthy.images[0].shape == (HEIGHT, WIDTH, 3)
    assert healthy.images[0].dtype == np.uint8


def test_the_source_is_described(healthy):
    info = healthy.info
    assert (info.width_px, info.height_px) == (WIDTH, HEIGHT)
    assert info.frames_read == COUNT
    assert info.duration_s == pytest.approx(COUNT / 25, abs=0.002)
    assert info.file.startswith("clip.")


@pytest.mark.parametrize("kind", KNOWS_TIMES, ids=str)
def test_a_variable_frame_rate_keeps_its_times(kind, tmp_path):
    reading = Reading(write_video(tmp_path / f"phone.{kind.suffix}", UNEVEN_S, kind))
    assert reading.numbers == list(range(COUNT))
    assert reading.times_s == pytest.approx(list(UNEVEN_S), abs=HALF_A_TICK_S)
    assert reading.warnings == []


@pytest.mark.parametrize("kind", KNOWS_TIMES, ids=str)
def test_time_starts_at_zero_whatever_the_container_starts_with(kind, tmp_path):
    late = [7.0 + t_s for t_s in even_times(COUNT)]
    reading = Reading(write_video(tmp_path / f"late.{kind.suffix}", late, kind))
    assert reading.times_s == pytest.approx(even_times(COUNT), abs=HALF_A_TICK_S)
    assert reading.info.duration_s == pytest.approx(COUNT / 25, abs=0.002)
    assert reading.warnings == []


@pytest.mark.parametrize("kind", [MP4, MKV, TS, AVI], ids=str)
def test_pictures_coded_out_of_order_come_in_order(kind, tmp_path):
    path = tmp_path / f"b.{kind.suffix}"
    reading = Reading(write_video(path, even_times(COUNT), kind, options={"bf": "3"}))
    assert reading.numbers == list(range(COUNT))
    assert reading.times_s == pytest.approx(even_times(COUNT), abs=HALF_A_TICK_S)
    assert reading.warnings == []


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_phones_rotation_is_applied(degrees, tmp_path):
    path = rotate_mp4(write_video(tmp_path / "phone.mp4", even_times(5)), degrees)
    reading = Reading(path)
    # Turned back, the numbers on the upper edge can be read again.
    upright = [np.rot90(image, degrees // 90) for image in reading.images]
    assert [number_in(image) for image in upright] == list(range(5))
    tall = degrees in (90, 270)
    assert (reading.info.width_px, reading.info.height_px) == (
        (HEIGHT, WIDTH) if tall else (WIDTH, HEIGHT)
    )


def test_frames_that_an_edit_list_hides_are_not_missed(tmp_path):
    whole = write_video(tmp_path / "whole.mp4", even_times(100), gop=100)
    reading = Reading(stream_copied(whole, tmp_path / "part.mp4", from_s=1.0))
    assert reading.numbers == list(range(25, 100))
    assert reading.times_s == pytest.approx(even_times(75), abs=HALF_A_TICK_S)
    assert reading.warnings == []
    assert reading.decode_errors == []


def test_a_fragmented_file_with_uneven_times_announces_nothing(tmp_path):
    fragments = {"movflags": "frag_keyframe+empty_moov"}
    path = write_video(tmp_path / "live.mp4", UNEVEN_S, container_options=fragments)
    reading = Reading(path)
    assert reading.numbers == list(range(COUNT))
    assert reading.times_s == pytest.approx(list(UNEVEN_S), abs=HALF_A_TICK_S)
    assert reading.warnings == []


def test_matroska_named_mp4_is_read_by_its_content(tmp_path):
    reading = Reading(write_video(tmp_path / "clip.mp4", UNEVEN_S, MKV))
    assert reading.times_s == pytest.approx(list(UNEVEN_S), abs=HALF_A_TICK_S)
    assert reading.warnings == []


def test_a_video_of_one_picture(tmp_path):
    reading = Reading(write_video(tmp_path / "photo.mp4", [0.0]))
    assert reading.numbers == [0]
    assert reading.warnings == []


@pytest.mark.parametrize("name", ["12:30 squat.mp4", "100%.mp4", "%03d.mp4", "-x.mp4", "Übung.mp4"])
def test_any_file_name_can_be_read(name, tmp_path, monkeypatch):
    """FFmpeg takes what stands before a colon for a protocol, and %03d for a series."""
    monkeypatch.chdir(tmp_path)
    write_video(tmp_path / "clip.mp4", even_times(5)).rename(tmp_path / name)
    assert Reading(Path(name)).numbers == list(range(5))
