"""When a video was recorded, from files written by an independent library."""

import struct
from pathlib import Path

import av
import numpy as np
import pytest

from vision_coach.sources.creation_time import created_at, mp4_time

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "videos"


def written(path, **metadata):
    """One second of grey, by PyAV."""
    with av.open(str(path), "w") as target:
        target.metadata.update(metadata)
        stream = target.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        for number in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 128, np.uint8), "bgr24")
            frame.pts = number
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
def test_a_recorders_time_is_read_in_utc(tmp_path, suffix):
    video = written(tmp_path / f"a.{suffix}", creation_time="2024-05-12T07:13:08.000000Z")
    assert created_at(video) == "2024-05-12T07:13:08+00:00"


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv", "avi"])
def test_a_file_that_does_not_say_has_none(tmp_path, suffix):
    assert created_at(written(tmp_path / f"a.{suffix}")) is None


def test_a_clock_that_was_never_set_says_nothing(tmp_path):
    video = written(tmp_path / "a.mp4", creation_time="1970-01-01T00:00:00.000000Z")
    assert created_at(video) is None


def movie(seconds, extra=b""):
    """A movie box's content, as ISO 14496-12 has it (version 0)."""
    header = struct.pack(">I4sIII", 108, b"mvhd", 0, seconds, seconds) + bytes(88)
    return header + extra


def test_seconds_count_from_1904():
    # 2,082,844,800 s from 1904 to 1970 (66 years, 17 leap days), then 10^9 s.
    moment = mp4_time(movie(2_082_844_800 + 1_000_000_000))
    assert moment.isoformat() == "2001-09-09T01:46:40+00:00"


def test_an_iphones_date_keeps_the_zone_of_the_place():
    date = b"com.apple.quicktime.creationdate....data....2024-05-12T09:13:00+0200"
    assert mp4_time(movie(3_800_000_000, date)).isoformat() == "2024-05-12T09:13:00+02:00"
    wrong = date.replace(b"-05-", b"-13-")
    assert mp4_time(movie(3_800_000_000, wrong)) is None


@pytest.mark.parametrize("content", [b"", b"\0" * 7, b"\x1a\x45\xdf\xa3\x44\x61\x88", b"RIFF" * 9])
def test_what_is_no_video_has_none(tmp_path, content):
    file = tmp_path / "a"
    file.write_bytes(content)
    assert created_at(file) is None
