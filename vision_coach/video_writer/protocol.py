"""What the two processes say to each other.

To the child's standard input: the order as one line of JSON; then for every picture its time and
its planes (YUV 4:2:0: height * 3 / 2 rows of one byte a pixel); then the end mark. Without the end
mark the writer died or gave up, and the file must go. From the child's standard output: one line
of JSON, the reply.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass

ENCODE_COMMAND = "encode-video"
"""How a frozen program, in which there is no `python -m`, starts itself as the child."""
TICKS_PER_S = 90_000
"""MP4's usual clock for pictures; the times of 24, 25, 30 and 60 pictures a second are whole
numbers of it, and any other is rounded by less than 6 microseconds."""
TIME = struct.Struct("<q")
"""A picture's time in ticks."""
END_MARK = -1


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, or the end mark without planes."""

    tick: int
    planes: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What to write."""

    path: str
    width: int
    """Pixels; even, as is the height."""
    height: int
    audio_from: str | None

    @property
    def picture_bytes(self) -> int:
        return self.width * self.height * 3 // 2

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Order:
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Reply:
    """How it went."""

    error: str | None = None
    """Why there is no file."""
    note: str | None = None
    """What is missing from the file."""

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Reply:
        return cls(**json.loads(line))
