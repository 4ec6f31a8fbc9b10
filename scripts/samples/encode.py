"""H.264 by PyAV, a development dependency: OpenCV from PyPI cannot write it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import count
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

CODEC = "libx264"
QUALITY = 25
"""x264's constant rate factor: smaller is better and larger."""


def write(
    path: Path,
    frames: Iterable[NDArray[np.uint8]],
    fps: float,
    size: tuple[int, int],
    frame_numbers: Iterable[int] | None = None,
) -> None:
    """Write frames, (h, w, 3) in blue, green, red, as an MP4 whose frame k is shown at k / fps.

    frame_numbers: other, rising values of k, for a variable rate.

    One thread and no variable text in the file: the same frames give the same bytes.
    """
    rate = Fraction(fps).limit_denominator(1001)
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream = container.add_stream(CODEC, rate=rate)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.thread_count = 1
        stream.options = {"crf": str(QUALITY), "preset": "medium", "flags": "+bitexact"}
        for index, picture in zip(frame_numbers or count(), frames, strict=False):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = index, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
