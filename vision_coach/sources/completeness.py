"""Whether a file ends before its container says it should.

FFmpeg says so itself for MP4 and Matroska; transport streams and AVI it reads to their end without
a word.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

SYNC = 0x47
PACKET_LENGTHS = {188: 0, 192: 4}
"""Length of a transport stream's packet -> offset of its sync byte (192: with a time code)."""
UNFINISHED_SIZES = (0, 0xFFFFFFFF)
"""What stands in place of the length in an AVI whose recorder was stopped before it wrote it."""


def is_cut_off(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as content:
        head = content.read(256)
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        announced = int.from_bytes(head[4:8], "little")
        return announced not in UNFINISHED_SIZES and announced + 8 > size
    for length, offset in PACKET_LENGTHS.items():
        if len(head) > length + offset and head[offset] == head[offset + length] == SYNC:
            return size % length != 0
    return False


def mp4_duration_s(path: Path) -> float | None:
    """How long an MP4 or MOV says it is, edit lists applied; None where it does not say.

    From the movie header (ISO 14496-12, 8.2.2). A fragmented file has none or 0 there.
    """
    with path.open("rb") as content:
        movie = box_start(content, b"moov", path.stat().st_size)
        if movie is None:
            return None
        content.seek(movie)
        head = content.read(48)
    if head[4:8] != b"mvhd" or len(head) < 40:
        return None
    wide = head[8] == 1
    timescale = int.from_bytes(head[28:32] if wide else head[20:24], "big")
    duration = int.from_bytes(head[32:40] if wide else head[24:28], "big")
    return duration / timescale if timescale and duration else None


def box_start(content: BinaryIO, name: bytes, end: int) -> int | None:
    """Where the content of the first box `name` begins."""
    position = 0
    while position + 8 <= end:
        content.seek(position)
        head = content.read(16)
        size, length = int.from_bytes(head[:4], "big"), 8
        if size == 1:
            size, length = int.from_bytes(head[8:16], "big"), 16
        if head[4:8] == name:
            return position + length
        if size < length:
            return None
        position += size
    return None
