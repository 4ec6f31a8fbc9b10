"""Whether a file ends before its container says it should.

FFmpeg says so itself for MP4 and Matroska; transport streams and AVI it reads to their end without
a word.
"""

from __future__ import annotations

from pathlib import Path

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
