"""Pictures and sound into one MP4. In the child process."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.container import OutputContainer

from vision_coach.video_writer.protocol import TICKS_PER_S, Order, Picture
from vision_coach.video_writer.sound import open_sound

CODEC = "libx264"
QUALITY = "23"
"""x264's constant rate factor: smaller is better and larger."""
PRESET, LARGE_PRESET = "veryfast", "superfast"
LARGE_PX = 600_000
"""Pictures of more pixels are compressed less, in half the time: 14 instead of 26 ms for one of
1920 x 1080."""
NOMINAL_FPS = 30
"""For the encoder's own book-keeping; times are those of the pictures."""
KEYFRAME_EVERY = 60
"""Pictures. Often enough for moving about in the video without waiting."""
BT_709, BT_601, LIMITED_RANGE = 1, 6, 1
"""As H.264 numbers them (ITU-T H.264, annex E)."""


def encode(order: Order, pictures: Iterable[Picture]) -> str | None:
    """Write the file; returns what is missing from it, None when nothing is.

    Raises OSError or ValueError (FFmpeg's errors are kinds of these) where it cannot be written.
    """
    if CODEC not in av.codecs_available:
        raise ValueError(f"this PyAV was built without the encoder {CODEC}")
    count = 0
    with av.open(order.path, "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = add_video(container, order)
        with open_sound(order.audio_from, container) as sound:
            for picture in pictures:
                rows = np.frombuffer(picture.planes, np.uint8).reshape(-1, order.width)
                frame = av.VideoFrame.from_ndarray(rows, format="yuv420p")
                frame.pts, frame.time_base = picture.tick, stream.codec_context.time_base
                container.mux(stream.encode(frame))
                sound.write_until(picture.tick / TICKS_PER_S)
                count += 1
            container.mux(stream.encode(None))
            sound.write_rest()
            note = sound.note
    check_whole(order.path, count)
    return note


def add_video(container: OutputContainer, order: Order) -> av.VideoStream:
    is_large = order.width * order.height > LARGE_PX
    options = {"preset": LARGE_PRESET if is_large else PRESET, "crf": QUALITY}
    stream = cast(av.VideoStream, container.add_stream(CODEC, rate=NOMINAL_FPS, options=options))
    context = stream.codec_context
    context.width, context.height = order.width, order.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, TICKS_PER_S)
    context.gop_size = KEYFRAME_EVERY
    # No pictures out of order: the first then is at 0 without an edit list, for every reader.
    context.max_b_frames = 0
    context.color_range = LIMITED_RANGE
    context.colorspace = BT_601
    context.color_primaries = context.color_trc = BT_709
    return stream


def check_whole(path: str, count: int) -> None:
    """Read the file back. A disk that fills up with the very last bytes may say nothing."""
    with av.open(path) as container:
        found = sum(packet.pts is not None for packet in container.demux(video=0))
    if found != count:
        raise ValueError(f"only {found} of {count} pictures reached the file")
    with open(path, "rb") as written:  # noqa: PTH123
        os.fsync(written.fileno())
