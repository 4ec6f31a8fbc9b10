"""Whether a video was recorded faster than it is played, as its container says."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vision_coach.sources.completeness import box_start

CAPTURE_RATE_KEY = b"com.android.capture.fps"
"""Android's recorder writes it into the movie's metadata, beside the rate at which it is played
(MediaRecorder.setCaptureRate)."""
LOOKED_AT = 1 << 20
"""Bytes of the movie box: metadata stand before or after tables of a few hundred kilobytes."""
UTF8, FLOAT32, FLOAT64 = 1, 23, 24
"""Types of values (QuickTime File Format, well-known types). Phones write a float; programs that
copy a video make a text of it."""
SLOWEST_RATE, FASTEST_RATE = 1.0, 10_000.0
"""Frames a second; anything else is no rate of a camera."""


def capture_fps(path: Path) -> float | None:
    """Frames a second at which it was recorded; None where the file does not say.

    Raises OSError for a file that cannot be read.
    """
    with path.open("rb") as content:
        movie = box_start(content, b"moov", path.stat().st_size)
        if movie is None:
            return None
        content.seek(movie)
        head = content.read(LOOKED_AT)
    keys, values = head.find(b"keys"), head.find(b"ilst")
    if min(keys, values) < 4:
        return None
    # After the keys' own head come version and count, four bytes each.
    names = [name[4:] for name in boxes(head, keys + 12, keys + size_at(head, keys - 4) - 4)]
    if CAPTURE_RATE_KEY not in names:
        return None
    wanted = names.index(CAPTURE_RATE_KEY) + 1
    for item in boxes(head, values + 4, values + size_at(head, values - 4) - 4):
        if int.from_bytes(item[:4], "big") == wanted:
            return rate_in(item)
    return None


def boxes(content: bytes, start: int, end: int) -> Iterator[bytes]:
    """The boxes from `start` to `end`, each without its length."""
    while start + 8 <= min(end, len(content)):
        size = size_at(content, start)
        if size < 8:
            return
        yield content[start + 4 : start + size]
        start += size


def size_at(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 4], "big")


def rate_in(item: bytes) -> float | None:
    """The number in an item: index, length, "data", type, locale, value."""
    kind, value = size_at(item, 12), item[20 : 4 + size_at(item, 4)]
    rate = math.nan
    with suppress(struct.error, ValueError):  # values of another length, or no number
        if kind == FLOAT32:
            (rate,) = struct.unpack(">f", value)
        elif kind == FLOAT64:
            (rate,) = struct.unpack(">d", value)
        elif kind == UTF8:
            rate = float(value)
    return rate if SLOWEST_RATE <= rate <= FASTEST_RATE else None
