"""Small videos made on the spot with PyAV, in every container and codec that users bring.

Every picture carries its number as eight dark or bright blocks, so that a test can tell which
picture it was given, whatever the codec did to it. One block changes with every picture (Gray's
code), as evenly as motion does: no step looks like a cut.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

WIDTH, HEIGHT = 160, 120
MILLISECOND = Fraction(1, 1000)
BITS = 8


@dataclass(frozen=True)
class Kind:
    """A container and a codec, as PyAV names them."""

    suffix: str
    container: str
    codec: str
    options: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.suffix}-{self.codec}"


H264 = {"preset": "ultrafast"}
H265 = {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"}
VP9 = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}

KINDS = (
    Kind("mp4", "mp4", "libx264", H264),
    Kind("mp4", "mp4", "libx265", H265),
    Kind("mp4", "mp4", "mpeg4"),
    Kind("mov", "mov", "libx264", H264),
    Kind("mkv", "matroska", "libx264", H264),
    Kind("mkv", "matroska", "libx265", H265),
    Kind("mkv", "matroska", "libvpx-vp9", VP9),
    Kind("webm", "webm", "libvpx-vp9", VP9),
    Kind("avi", "avi", "mpeg4"),
    Kind("ts", "mpegts", "libx264", H264),
    Kind("ts", "mpegts", "libx265", H265),
)
MP4, HEVC_MP4, _, MOV, MKV, _, _, WEBM, AVI, TS, _ = KINDS


def numbered_picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """A grey picture whose upper edge holds `number` as eight blocks, lowest bit first."""
    code = number ^ number >> 1
    picture = np.full((height, width, 3), 120, np.uint8)
    block = width // BITS
    for bit in range(BITS):
        level = 184 if code >> bit & 1 else 56
        picture[: height // 8, bit * block : (bit + 1) * block] = level
    return picture


def number_in(picture: Picture) -> int:
    """The number that `numbered_picture` wrote, read from the middle of each block."""
    height, width = picture.shape[:2]
    block = width // BITS
    middles = picture[height // 16, block // 2 : block * BITS : block].mean(axis=-1)
    code = sum(int(level > 120) << bit for bit, level in enumerate(middles))
    return code ^ code >> 1 ^ code >> 2 ^ code >> 3 ^ code >> 4 ^ code >> 5 ^ code >> 6 ^ code >> 7


def even_times(count: int, fps: float = 25.0) -> list[float]:
    return [number / fps for number in range(count)]


def write_video(
    path: Path,
    times_s: Sequence[float],
    kind: Kind = MP4,
    *,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    picture: Callable[[int, int, int], Picture] = numbered_picture,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    gop: int = 12,
) -> Path:
    """Write one picture for each time. `options` are the codec's, beyond those of `kind`."""
    with av.open(
        str(path), "w", format=kind.container, options=container_options or {}
    ) as container:
        # AVI knows no times but multiples of its frame duration.
        stream = container.add_stream(kind.codec, rate=25, options=kind.options | (options or {}))
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.gop_size = gop
        base = Fraction(1, 25) if kind.container == "avi" else MILLISECOND
        stream.codec_context.time_base = base
        for number, t_s in enumerate(times_s):
            frame = av.VideoFrame.from_ndarray(picture(number, *size), format="bgr24")
            frame.pts, frame.time_base = round(t_s / base), base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def add_sound(
    source: Path,
    target: Path,
    samples: NDArray[np.float32],
    codec: str = "aac",
    *,
    rate_hz: int = 48_000,
    pictures_later_s: float = 0.0,
) -> Path:
    """The pictures of `source` with mono `samples`, shape (n,), beginning at 0 s.

    pictures_later_s: when the first picture is shown.
    """
    with av.open(str(source)) as read, av.open(str(target), "w") as written:
        pictures = written.add_stream_from_template(read.streams.video[0])
        sound = written.add_stream(codec, rate=rate_hz, layout="mono")
        for packet in read.demux(video=0):
            if packet.pts is not None and packet.dts is not None:
                shift = round(pictures_later_s / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                packet.stream = pictures
                written.mux(packet)
        resampler = av.AudioResampler(
            format=sound.codec_context.format, layout="mono", rate=rate_hz,
            frame_size=sound.codec_context.frame_size or 1024,
        )  # fmt: skip
        whole = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        whole.sample_rate, whole.pts = rate_hz, 0
        for frame in [*resampler.resample(whole), *resampler.resample(None)]:
            written.mux(sound.encode(frame))
        written.mux(sound.encode(None))
    return target


def write_sound(path: Path, duration_s: float = 1.0) -> Path:
    """An MP4 that holds nothing but silence."""
    rate = 44_100
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=rate, layout="mono")
        for start in range(0, int(rate * duration_s), 1024):
            silence = np.zeros((1, 1024), np.float32)
            frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def stream_copied(source: Path, target: Path, from_s: float) -> Path:
    """As players cut: the packets from a keyframe on, an edit list hiding all before `from_s`."""
    with av.open(str(source)) as read, av.open(str(target), "w") as written:
        stream = written.add_stream_from_template(read.streams.video[0])
        for packet in read.demux(video=0):
            if packet.pts is not None and packet.dts is not None:
                shift = round(from_s / packet.time_base)
                packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
                packet.stream = stream
                written.mux(packet)
    return target


def rotate_mp4(path: Path, degrees: int) -> Path:
    """Write a rotation (90, 180, 270, clockwise) into the track header, as a phone does."""
    content = bytearray(path.read_bytes())
    # ISO 14496-12, 8.3.2: in a version 0 track header the matrix starts 40 bytes into the body.
    matrix = content.index(b"tkhd") + 4 + 40
    a, b = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    fixed = [a << 16, b << 16, 0, -b << 16, a << 16, 0, 0, 0, 1 << 30]
    content[matrix : matrix + 36] = struct.pack(">9i", *fixed)
    path.write_bytes(content)
    return path


def cut_in_half(path: Path) -> Path:
    """Keep the first half: an odd number of bytes, so never a whole number of packets."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 | 1])
    return path


def damage(path: Path, shares: Iterable[float], length: int = 400) -> Path:
    """Overwrite `length` bytes at each share of the file."""
    content = bytearray(path.read_bytes())
    for share in shares:
        start = int(len(content) * share)
        content[start : start + length] = bytes(reversed(content[start : start + length]))
    path.write_bytes(content)
    return path
