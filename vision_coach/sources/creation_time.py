"""When a video was recorded, as its own container says.

Phones and cameras write it; what was cut, sent by a messenger or encoded again has mostly lost it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vision_coach.sources.completeness import box_start

MP4_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
"""ISO 14496-12, 8.2.2: seconds since then, in UTC."""
MATROSKA_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
"""RFC 9559, DateUTC: nanoseconds since then."""
EARLIEST = datetime(1980, 1, 2, tzinfo=UTC)
"""Clocks that were never set count from 1904, 1970, 1980 or 2001 on; no file is older."""
NEVER_SET = {MP4_EPOCH, MATROSKA_EPOCH}
APPLE_DATE = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d:?\d\d|Z)")
"""As iPhones write it, with the zone of the place: 2024-05-12T09:13:00+0200."""
APPLE_KEY = b"com.apple.quicktime.creationdate"
MATROSKA_MARK = b"\x1a\x45\xdf\xa3"
DATE_UTC = b"\x44\x61\x88"
"""Element 0x4461, eight bytes long."""
LOOKED_AT = 1 << 20
"""Bytes of a Matroska file, or of an MP4's movie box, in which the time is looked for."""


def created_at(path: Path) -> str | None:
    """ISO 8601 with its zone, to the second; None where the file does not say, or not believably.

    Raises OSError for a file that cannot be read.
    """
    with path.open("rb") as content:
        head = content.read(8)
        if head[:4] == MATROSKA_MARK:
            content.seek(0)
            moment = matroska_time(content.read(LOOKED_AT))
        else:
            movie = box_start(content, b"moov", path.stat().st_size)
            if movie is None:
                return None
            content.seek(movie)
            moment = mp4_time(content.read(LOOKED_AT))
    if moment is None or moment in NEVER_SET or moment < EARLIEST:
        return None
    return moment.isoformat(timespec="seconds")


def mp4_time(movie: bytes) -> datetime | None:
    """From the content of the movie box: Apple's date with its zone, or the movie header's."""
    if APPLE_KEY in movie and (found := APPLE_DATE.search(movie)):
        text = (found[1] + found[2].replace(b"Z", b"+00:00")).decode()
        try:
            return datetime.fromisoformat(text)
        except ValueError:  # such as a month 13
            return None
    if movie[4:8] != b"mvhd" or len(movie) < 20:
        return None
    wide = movie[8] == 1
    return after(MP4_EPOCH, int.from_bytes(movie[12:20] if wide else movie[12:16], "big"))


def matroska_time(head: bytes) -> datetime | None:
    place = head.find(DATE_UTC)
    if place < 0:
        return None
    start = place + len(DATE_UTC)
    nanoseconds = int.from_bytes(head[start : start + 8], "big", signed=True)
    return after(MATROSKA_EPOCH, nanoseconds / 1e9)


def after(epoch: datetime, elapsed_s: float) -> datetime | None:
    try:
        return epoch + timedelta(seconds=elapsed_s)
    except OverflowError:
        return None
