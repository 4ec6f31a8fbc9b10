"""What a container says of the rate at which it was recorded, from boxes written by hand."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.sources.slow_motion import CAPTURE_RATE_KEY, capture_fps

ANDROID_VERSION = b"com.android.version"


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def value(kind, content):
    return box(b"data", struct.pack(">II", kind, 0) + content)


def movie(*items, header=b""):
    """items: pairs of a key and its value's box."""
    keys = b"".join(box(b"mdta", key) for key, _ in items)
    values = b"".join(
        struct.pack(">II", 8 + len(content), index) + content
        for index, (_, content) in enumerate(items, start=1)
    )
    meta = box(b"keys", struct.pack(">II", 0, len(items)) + keys) + box(b"ilst", values)
    return box(b"ftyp", b"isom") + box(b"moov", header + box(b"meta", meta))


def rate_of(tmp_path, content):
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    return capture_fps(path)


VERSION = (ANDROID_VERSION, value(1, b"14"))


@pytest.mark.parametrize(
    "written",
    [value(23, struct.pack(">f", 240.0)), value(24, struct.pack(">d", 240.0)), value(1, b"240.0")],
)
@pytest.mark.parametrize("before", [(), (VERSION,)])
def test_a_phone_says_how_fast_it_recorded(tmp_path, before, written):
    assert rate_of(tmp_path, movie(*before, (CAPTURE_RATE_KEY, written), VERSION)) == 240.0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ftyp",
        movie(VERSION),
        movie((CAPTURE_RATE_KEY, value(1, b"fast"))),
        movie((CAPTURE_RATE_KEY, value(23, b"\x00"))),
        movie((CAPTURE_RATE_KEY, value(23, struct.pack(">f", float("nan"))))),
        movie((CAPTURE_RATE_KEY, value(23, struct.pack(">f", -30.0)))),
        movie((CAPTURE_RATE_KEY, value(99, b"240"))),
    ],
)
def test_what_is_no_rate_is_none(tmp_path, content):
    assert rate_of(tmp_path, content) is None


@given(place=st.integers(0, 200), byte=st.integers(0, 255), length=st.integers(0, 300))
def test_a_damaged_box_gives_a_rate_or_none_and_never_an_error(
    tmp_path_factory, place, byte, length
):
    content = bytearray(movie(VERSION, (CAPTURE_RATE_KEY, value(23, struct.pack(">f", 240.0)))))
    content[place % len(content)] = byte
    folder = tmp_path_factory.mktemp("damaged")
    assert isinstance(rate_of(folder, bytes(content[:length])), float | None)
