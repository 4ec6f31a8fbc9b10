"""What cannot be read whole: measured as far as it goes, with a word on what is missing."""

import numpy as np
import pytest
from reports import in_words
from videos import (
    AVI,
    HEVC_MP4,
    KINDS,
    MKV,
    MOV,
    MP4,
    TS,
    WEBM,
    Kind,
    cut_in_half,
    damage,
    even_times,
    number_in,
    numbered_picture,
    write_sound,
    write_video,
)

from vision_coach.core.errors import SourceError
from vision_coach.native_output import NativeOutput
from vision_coach.sources.video_file import VideoFile

COUNT = 100
FASTSTART = {"movflags": "faststart"}


def busy_picture(number, width, height):
    """Noise below the number, so that every picture takes about as many bytes."""
    picture = numbered_picture(number, width, height)
    random = np.random.default_rng(number)
    picture[height // 4 :] = random.integers(90, 150, (height - height // 4, width, 3))
    return picture


def busy_video(path, kind=MP4, **options):
    return write_video(path, even_times(COUNT), kind, picture=busy_picture, **options)


def read(path):
    """(numbers, warnings, decode errors)."""
    with NativeOutput() as native:
        source = VideoFile(path)
        numbers = [number_in(frame.image) for frame in source]
        source.close()
        native.settle()
    return numbers, [in_words(one) for one in source.warnings()], native.decode_errors


def error_of(path):
    with NativeOutput() as native, pytest.raises(SourceError) as problem:
        for _ in VideoFile(path):
            pass
    native.decode_errors.clear()
    text = str(problem.value)
    assert str(path) in text
    assert "\n" not in text
    return text


@pytest.mark.parametrize("kind", [MP4, MOV, HEVC_MP4], ids=str)
def test_half_a_faststart_file_is_read_to_its_end_and_the_rest_is_missed(kind, tmp_path):
    path = cut_in_half(busy_video(tmp_path / "half.mp4", kind, container_options=FASTSTART))
    numbers, (warning,), decode_errors = read(path)
    assert numbers == list(range(len(numbers)))
    assert 20 < len(numbers) < 70
    assert f"fewer frames than the file announces: {len(numbers)} of 100" in warning
    assert f"({100 - len(numbers)} missing)" in warning
    assert decode_errors


@pytest.mark.parametrize("kind", [MKV, WEBM, TS, AVI], ids=str)
def test_half_a_file_is_noticed_in_containers_without_a_reliable_count(kind, tmp_path):
    options = {"options": {"b": "2000000"}} if kind is AVI else {}
    path = cut_in_half(busy_video(tmp_path / f"half.{kind.suffix}", kind, **options))
    numbers, warnings, decode_errors = read(path)
    assert len(numbers) > 20
    assert warnings or decode_errors


@pytest.mark.parametrize("kind", [TS, KINDS[-1], AVI], ids=str)
def test_a_file_that_is_shorter_than_its_container_says_is_cut_off(kind, tmp_path):
    path = busy_video(tmp_path / f"cut.{kind.suffix}", kind)
    path.write_bytes(path.read_bytes()[:-1000])
    _, warnings, _ = read(path)
    assert any("cut off" in warning for warning in warnings)


@pytest.mark.parametrize("kind", [MP4, MKV, TS], ids=str)
def test_bytes_that_went_bad_are_noticed(kind, tmp_path):
    path = damage(busy_video(tmp_path / f"bad.{kind.suffix}", kind), (0.3, 0.5, 0.7))
    numbers, _, decode_errors = read(path)
    assert len(numbers) > 20
    assert decode_errors
    assert not any("0x" in line for line in decode_errors)


@pytest.mark.parametrize("starts_s", [(0.0, 100.0), (100.0, 0.0)])
def test_recordings_that_were_joined_are_noticed(starts_s, tmp_path):
    parts = [
        write_video(tmp_path / f"{start_s}.ts", [start_s + t_s for t_s in even_times(30)], TS)
        for start_s in starts_s
    ]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    numbers, (warning,), _ = read(joined)
    assert numbers == [*range(30), *range(30)]
    assert "time stamps jump after 1.2 s" in warning


def test_a_file_without_its_index_cannot_be_opened(tmp_path):
    path = cut_in_half(busy_video(tmp_path / "camera-died.mp4"))
    assert "cannot be opened as a video" in error_of(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"just a text\n" * 100, "cannot be opened as a video")],
)
def test_what_is_no_video(content, said, tmp_path):
    path = tmp_path / "note.mp4"
    path.write_bytes(content)
    assert said in error_of(path)


def test_sound_without_pictures(tmp_path):
    assert "sound only" in error_of(write_sound(tmp_path / "music.mp4"))


def test_files_that_are_not_there(tmp_path):
    assert "no such file" in error_of(tmp_path / "gone.mp4")
    assert "is not a file" in error_of(tmp_path)
    assert "cannot be read" in error_of(tmp_path / ("x" * 300 + ".mp4"))


def test_pictures_too_small_or_too_large_to_analyse(tmp_path):
    tiny = write_video(tmp_path / "tiny.mp4", even_times(3), size=(16, 16))
    assert "16 x 16 pixels" in error_of(tiny)
    lossless = Kind("mkv", "matroska", "ffv1")
    wide = write_video(tmp_path / "wide.mkv", even_times(2), lossless, size=(20_000, 100))
    assert "20000 x 100 pixels" in error_of(wide)
