"""Sound beside the pictures: a beep that starts with a certain picture must still do so."""

import av
import numpy as np
import pytest
from videos import MKV, MOV, MP4, TS, WEBM, add_sound, even_times, numbered_picture, write_video

from vision_coach.video_writer.writer import VideoWriter

RATE_HZ = 48_000
BEEP_S = 0.8
PICTURES = 20
FPS = 10.0


def beep():
    """Two seconds of silence with a tone of 1 kHz from `BEEP_S` on for 0.4 s."""
    t_s = np.arange(2 * RATE_HZ) / RATE_HZ
    heard = (t_s >= BEEP_S) & (t_s < BEEP_S + 0.4)
    return (0.5 * np.sin(2 * np.pi * 1000 * t_s) * heard).astype(np.float32)


def clip_with_beep(folder, kind, codec, **options):
    silent = write_video(folder / f"silent.{kind.suffix}", even_times(PICTURES, FPS), kind)
    return add_sound(silent, folder / f"clip.{kind.suffix}", beep(), codec, **options)


def copy(source, target):
    """The same pictures written again, with the sound of `source`."""
    with VideoWriter(target, (160, 120), audio_from=source) as writer:
        for number, t_s in enumerate(even_times(PICTURES, FPS)):
            writer.write(numbered_picture(number), t_s)
    return writer


def beep_in(path):
    """When the beep starts and ends, in seconds, and the codec that it is in."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        starts, parts = [], []
        for frame in container.decode(audio=0):
            starts.append(frame.time)
            parts.append(frame.to_ndarray().reshape(-1, frame.samples)[0])
        rate_hz, codec = stream.rate, stream.codec_context.name
    samples = np.concatenate(parts).astype(float)
    loud = np.flatnonzero(np.abs(samples) > 0.5 * np.abs(samples).max())
    return starts[0] + loud[0] / rate_hz, starts[0] + loud[-1] / rate_hz, codec


def video_times(path):
    with av.open(str(path)) as container:
        return [frame.time for frame in container.decode(video=0)]


@pytest.mark.parametrize(
    ("kind", "codec", "written"),
    [
        (MP4, "aac", "aac"),
        (MOV, "pcm_s16le", "aac"),
        (MKV, "libmp3lame", "mp3float"),
        (TS, "aac", "aac"),
        (WEBM, "libopus", "aac"),
    ],
    ids=lambda value: str(value),
)
def test_sound_stays_with_its_picture(tmp_path, kind, codec, written):
    source = clip_with_beep(tmp_path, kind, codec)
    writer = copy(source, tmp_path / "a.mp4")
    assert writer.note is None
    start_s, end_s, codec_found = beep_in(tmp_path / "a.mp4")
    assert codec_found == written
    assert start_s == pytest.approx(BEEP_S, abs=0.005)
    assert end_s == pytest.approx(BEEP_S + 0.4, abs=0.005)
    assert video_times(tmp_path / "a.mp4") == pytest.approx(even_times(PICTURES, FPS), abs=1e-5)


@pytest.mark.parametrize("codec", ["aac", "flac"])
def test_what_is_heard_before_the_first_picture_is_left_out(tmp_path, codec):
    """Copied or encoded: a camera's pictures may begin a little after its sound."""
    source = clip_with_beep(tmp_path, MKV, codec, pictures_later_s=0.3)
    copy(source, tmp_path / "a.mp4")
    start_s, _, _ = beep_in(tmp_path / "a.mp4")
    assert start_s == pytest.approx(BEEP_S - 0.3, abs=0.005)
    assert video_times(tmp_path / "a.mp4") == pytest.approx(even_times(PICTURES, FPS), abs=1e-5)


def test_copied_sound_is_the_same_to_the_byte(tmp_path):
    source = clip_with_beep(tmp_path, MP4, "aac")
    copy(source, tmp_path / "a.mp4")
    packets = [
        [bytes(packet) for packet in av.open(str(path)).demux(audio=0) if packet.size]
        for path in (source, tmp_path / "a.mp4")
    ]
    # The first packet of an AAC stream is silence from before its beginning.
    assert packets[1] in (packets[0], packets[0][1:])


def test_nothing_else_of_the_source_goes_along(tmp_path):
    """A phone notes the place and the date."""
    heard, source = clip_with_beep(tmp_path, MP4, "aac"), tmp_path / "noted.mp4"
    with av.open(str(heard)) as read, av.open(str(source), "w") as target:
        target.metadata["title"] = "at home"
        streams = [target.add_stream_from_template(stream) for stream in read.streams]
        for packet in read.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    assert b"at home" in source.read_bytes()
    copy(source, tmp_path / "a.mp4")
    assert beep_in(tmp_path / "a.mp4")[2] == "aac"
    assert b"at home" not in (tmp_path / "a.mp4").read_bytes()


def test_a_source_without_sound_stays_silent(tmp_path):
    source = write_video(tmp_path / "silent.mp4", even_times(PICTURES, FPS))
    assert copy(source, tmp_path / "a.mp4").note is None
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert not container.streams.audio


def test_sound_that_cannot_be_read_is_said_and_the_pictures_are_written(tmp_path):
    (tmp_path / "clip.mp4").write_text("no video")
    writer = copy(tmp_path / "clip.mp4", tmp_path / "a.mp4")
    assert "the sound is missing: it cannot be read" in writer.note
    assert len(video_times(tmp_path / "a.mp4")) == PICTURES
