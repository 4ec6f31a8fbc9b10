import io
import json
import zipfile
from dataclasses import asdict

import numpy as np
import pytest
from reports import ENGINE, source
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.errors import SourceError
from vision_coach.sources import recorded_poses
from vision_coach.sources.recorded_poses import RecordedPoses, save_poses


@pytest.fixture
def figure():
    return StickFigure(
        "squat",
        along(*repetitions(1)),
        jitter_px=0.5,
        seen=lambda t_s: not 1.0 < t_s < 1.5,
        cuts_s=(0.7,),
    )


def single_precision(array):
    return array.astype(np.float32).astype(np.float64)


@pytest.fixture
def recording(tmp_path, figure):
    path = tmp_path / "squats.npz"
    with path.open("wb") as target:
        save_poses(target, figure.poses(3), source(), ENGINE)
    return path


def test_what_was_recorded_comes_back(recording, figure):
    played = RecordedPoses(recording)
    assert played.source == source()
    assert played.engine == ENGINE
    assert len(played) == 90
    for pose, expected in zip(played, figure.poses(3), strict=True):
        assert pose.t_s == expected.t_s
        assert pose.found == expected.found
        assert pose.starts_shot == expected.starts_shot
        assert pose.people is expected.people
        assert pose.image_size_px == expected.image_size_px
        for name in ("points_px", "visibility", "world_m"):
            np.testing.assert_array_equal(
                getattr(pose, name), single_precision(getattr(expected, name))
            )


def test_a_source_without_frames_can_be_recorded(tmp_path):
    path = tmp_path / "nothing.npz"
    with path.open("wb") as target:
        save_poses(target, [], source(frames_read=0), ENGINE)
    assert list(RecordedPoses(path)) == []


def error_of(path):
    with pytest.raises(SourceError) as problem:
        list(RecordedPoses(path))
    text = str(problem.value)
    assert str(path) in text
    assert "\n" not in text
    assert len(text) < 400
    return text


def test_a_file_that_is_not_there(tmp_path):
    assert "no such file" in error_of(tmp_path / "gone.npz")


@pytest.mark.parametrize("content", [b"", b"a text", b"PK\x03\x04", b"\x93NUMPY\x01\x00"])
def test_a_file_of_another_kind(content, tmp_path):
    path = tmp_path / "note.npz"
    path.write_bytes(content)
    error_of(path)


def test_a_folder_is_no_recording(tmp_path):
    error_of(tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_recording(share, recording):
    content = recording.read_bytes()
    recording.write_bytes(content[: int(len(content) * share)])
    error_of(recording)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_a_recording_with_bad_bytes(share, recording):
    content = bytearray(recording.read_bytes())
    start = int(len(content) * share)
    content[start : start + 50] = bytes(50)
    recording.write_bytes(content)
    error_of(recording)


def test_one_array_is_no_recording(tmp_path):
    path = tmp_path / "poses.npz"
    with path.open("wb") as target:
        np.save(target, np.zeros(3))
    error_of(path)


def rewritten(path, **changes):
    """The same recording with some arrays replaced, or left out where None."""
    with np.load(path) as recording:
        content = {name: recording[name] for name in recording.files} | changes
    np.savez(path, **{name: array for name, array in content.items() if array is not None})
    return path


def test_a_recording_of_another_version(recording):
    assert "format 2, expected 1" in error_of(rewritten(recording, format_version=np.array(2)))


@pytest.mark.parametrize("name", ["format_version", "t_s", "points_px", "people", "source"])
def test_a_missing_part_is_named(name, recording):
    assert name in error_of(rewritten(recording, **{name: None}))


@pytest.mark.parametrize("t_s", [[0.0, 0.0, 0.1], [0.0, 0.2, 0.1]])
def test_times_must_increase(t_s, recording):
    times = np.concatenate([t_s, np.arange(1, 88)])
    assert "times do not increase" in error_of(rewritten(recording, t_s=times))


def test_times_without_a_sign_that_decrease_do_not_increase(recording):
    falling = np.arange(90, dtype=np.uint8)[::-1]
    assert "times do not increase" in error_of(rewritten(recording, t_s=falling))


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("points_px", np.zeros((90, 32, 2))),
        ("points_px", np.full((90, 33, 2), "left")),
        ("visibility", np.zeros((89, 33))),
        ("t_s", np.array("now")),
        ("people", np.full(90, "two")),
        ("starts_shot", np.full(90, np.datetime64("2026-01-01"))),
    ],
)
def test_an_array_of_another_shape_or_kind_is_named(name, array, recording):
    assert "recording of poses" in error_of(rewritten(recording, **{name: array}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t_s", np.nan),
        ("points_px", np.inf),
        ("points_px", 1e300),
        ("visibility", np.nan),
        ("visibility", -1e300),
        ("world_m", np.inf),
        ("people", np.nan),
        ("people", np.inf),
        ("image_size_px", np.nan),
        ("image_size_px", np.inf),
        ("starts_shot", np.nan),
    ],
)
def test_numbers_that_nobody_can_have_seen(name, value, recording):
    with np.load(recording) as content:
        array = content[name].astype(np.float64)
    array[5] = value
    assert f"{name} holds a number that" in error_of(rewritten(recording, **{name: array}))


@pytest.mark.parametrize(
    "changes",
    [
        {"file": 3},
        {"file": ["a.mp4"]},
        {"duration_s": "long"},
        {"duration_s": float("inf")},
        {"frames_read": 10**400},
        {"created_at": {}},
    ],
)
def test_a_source_whose_values_are_of_another_kind_is_named(changes, recording):
    text = json.dumps(asdict(source()) | changes)
    (name,) = changes
    assert f"SourceInfo: {name} is" in error_of(rewritten(recording, source=np.array(text)))


def with_claimed_shape(path, shape):
    """The same recording, whose times claim to be that many."""
    with np.load(path) as recording:
        content = {name: recording[name] for name in recording.files}
    member = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(member, header)
    del content["t_s"]
    np.savez(path, **content)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("t_s.npy", member.getvalue() + bytes(720))
    return path


@pytest.mark.parametrize("shape", [(10**15,), (-5,), (2**62, 2**62), (0, 10**30)])
def test_more_poses_are_claimed_than_any_memory_holds(shape, recording):
    assert "is no recording of poses" in error_of(with_claimed_shape(recording, shape))


def test_what_unpacks_to_more_than_ten_hours_is_not_unpacked(recording, monkeypatch):
    monkeypatch.setattr(recorded_poses, "LARGEST_UNPACKED_BYTES", 10_000)
    assert "it unpacks to" in error_of(recording)


@pytest.mark.parametrize("text", ["", "[]", '"x"', "{", '{"file": 1}', "[" * 100_000])
def test_a_source_that_says_something_else(text, recording):
    error_of(rewritten(recording, source=np.array(text)))


def test_a_pickled_object_is_not_opened(recording, tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    member = io.BytesIO()
    np.save(member, np.array([Trap()], dtype=object), allow_pickle=True)
    with zipfile.ZipFile(recording, "a") as archive:
        archive.writestr("extra.npy", member.getvalue())
    error_of(recording)
    assert not (tmp_path / "sprung").exists()


def test_the_source_and_engine_are_readable_without_this_program(recording):
    with np.load(recording, allow_pickle=False) as content:
        assert json.loads(str(content["source"]))["file"] == "squats.mp4"
        assert json.loads(str(content["engine"]))["name"] == "sticks"
