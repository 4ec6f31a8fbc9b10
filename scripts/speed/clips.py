"""Videos of a wanted length and size, made from one clip and kept."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av


def looped(video: Path, seconds: float, cache: Path) -> Path:
    """A copy of `video` repeated until it lasts `seconds`, made by copying its packets."""
    target = cache / f"{video.stem}-{seconds:.0f}s.mkv"
    if target.exists():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part.mkv")
    with av.open(str(unfinished), "w") as output, av.open(str(video)) as first:
        stream = output.add_stream_from_template(first.streams.video[0])
        offset_s = Fraction(0)
        while offset_s < seconds:
            offset_s += append(video, offset_s, output, stream)
    unfinished.replace(target)
    return target


def append(
    video: Path,
    offset_s: Fraction,
    output: av.container.OutputContainer,
    target: av.VideoStream,
) -> Fraction:
    """Copy all packets of `video`, later by `offset_s`; return how long they last."""
    end_s = Fraction(0)
    with av.open(str(video)) as source:
        stream = source.streams.video[0]
        base = stream.time_base or Fraction(1, 1000)
        shift = round(offset_s / base)
        for packet in source.demux(stream):
            if packet.dts is None or packet.pts is None:
                continue  # the empty packet that flushes a decoder
            end_s = max(end_s, (packet.pts + (packet.duration or 0)) * base)
            packet.pts += shift
            packet.dts += shift
            packet.stream = target
            output.mux(packet)
    return end_s


def resized(video: Path, height_px: int, cache: Path, seconds: float = 20.0) -> Path:
    """The first `seconds` of `video` at another height, H.264 with 30 frames a second."""
    target = cache / f"{video.stem}-{height_px}p-{seconds:.0f}s.mp4"
    if target.exists():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part.mp4")
    with av.open(str(video)) as source, av.open(str(unfinished), "w") as output:
        stream = source.streams.video[0]
        out = output.add_stream("libx264", rate=30, options={"preset": "veryfast", "crf": "20"})
        out.height = height_px
        out.width = 2 * round(stream.width * height_px / stream.height / 2)
        out.pix_fmt = "yuv420p"
        for number, frame in enumerate(source.decode(stream)):
            if number >= seconds * 30:
                break
            picture = frame.reformat(width=out.width, height=out.height, format="yuv420p")
            picture.pts, picture.time_base = number, Fraction(1, 30)
            output.mux(out.encode(picture))
        output.mux(out.encode(None))
    unfinished.replace(target)
    return target
