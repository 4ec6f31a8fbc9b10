"""Whatever somebody hands over, by mistake or on purpose: one line says what is wrong with it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from reports import ENGINE, rep, session, set_report, source
from stick_figure import StickFigure, along, repetitions

from vision_coach.exercises.loader import FOLDER
from vision_coach.export.json_report import json_text
from vision_coach.sources.recorded_poses import save_poses

NOT_MEASURED, WRONG_COMMAND = 1, 2
DEEP = 100_000
LONG_NAME = "x" * 5000
LONGEST_LINE = 2100
"""Characters of one complaint; a name may be as long as it likes."""
SQUAT = (FOLDER / "squat.toml").read_text(encoding="utf-8")
NOISE = np.random.default_rng(1).bytes(5000)
REPORT = json_text(session(set_report(rep(1), rep(2))))


@pytest.fixture(scope="module")
def recording():
    """The bytes of poses of one squat, as `analyze --poses` keeps them."""
    target = io.BytesIO()
    save_poses(target, StickFigure("squat", along(*repetitions(1))).poses(6), source(), ENGINE)
    return target.getvalue()


@pytest.fixture
def refused(run, tmp_path, monkeypatch):
    """Run a command that must end with this code and say why in one line of its own."""
    monkeypatch.setenv("VISION_COACH_STATE", str(tmp_path / "state"))

    def check(code: int, *arguments: object) -> str:
        outcome = run(*arguments)
        assert outcome.code == code
        assert outcome.err.startswith("vision-coach: ")
        assert outcome.err.count("\n") == 1
        assert outcome.err.rstrip("\n").isprintable()
        assert len(outcome.err) < LONGEST_LINE
        return outcome.err

    return check


def nothing(_path: Path) -> None:
    """The file is not there."""


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def ring(path: Path) -> None:
    path.symlink_to(path.name)


def holding(content: bytes | str) -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda path: path.write_bytes(data)


def made(path: Path, make: Callable[[Path], object]) -> Path:
    make(path)
    return path


ANY_FILE = [nothing, folder, ring, holding(b""), holding(NOISE), holding(b"\0" * 5000)]


@pytest.mark.parametrize("make", [*ANY_FILE, pipe, holding(b"just a text\n" * 100)])
def test_a_video_that_is_none(refused, tmp_path, make):
    assert "clip.mp4" in refused(NOT_MEASURED, "analyze", made(tmp_path / "clip.mp4", make))


@pytest.mark.parametrize(
    "name",
    ["-", "%d.png", "concat:a|b", "a\nb.mp4", "\x1b[2J.mp4", "\udcff.mp4", LONG_NAME, "/dev/null"],
)
@pytest.mark.parametrize("command", ["analyze", "replay", "report"])
def test_a_name_that_is_no_file(refused, command, name):
    refused(NOT_MEASURED, command, name)


@pytest.mark.parametrize("name", ["", "a\0b", "http://a.org/b", "file:///etc/passwd"])
@pytest.mark.parametrize("command", ["analyze", "replay", "report"])
def test_a_name_that_can_be_no_file(refused, command, name):
    refused(WRONG_COMMAND, command, name)


DEEP_MEMBER = io.BytesIO()
with zipfile.ZipFile(DEEP_MEMBER, "w") as archive:
    archive.writestr("t_s.npy", "[" * DEEP)


@pytest.mark.parametrize(
    "make", [*ANY_FILE, holding(b"PK\x03\x04"), holding(DEEP_MEMBER.getvalue())]
)
def test_recorded_poses_that_are_none(refused, tmp_path, make):
    assert "a.npz" in refused(NOT_MEASURED, "replay", made(tmp_path / "a.npz", make))


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("format_version", np.array(np.inf)),
        ("t_s", np.array(0.0)),
        ("t_s", np.full(180, 1e300)),
        ("points_px", np.full((180, 33, 2), np.inf)),
        ("visibility", np.full((180, 33), "seen")),
        ("world_m", np.full((180, 33, 3), 1e300)),
        ("people", np.full(180, np.nan)),
        ("image_size_px", np.full((180, 2), np.inf)),
        ("starts_shot", np.full(180, 1j)),
        ("source", np.array("[" * DEEP)),
        ("source", np.array('{"file": ["a.mp4"]}')),
        ("engine", np.array('{"name": 1, "model": 2, "version": 3}')),
    ],
)
def test_recorded_poses_with_one_array_exchanged(refused, tmp_path, recording, name, array):
    with np.load(io.BytesIO(recording)) as content:
        arrays = {one: content[one] for one in content.files}
    np.savez(tmp_path / "a.npz", **(arrays | {name: array}))
    assert "a.npz: is no recording of poses" in refused(NOT_MEASURED, "replay", "a.npz")


@pytest.mark.parametrize(
    "make",
    [
        *ANY_FILE,
        holding("[" * DEEP),
        holding('{"schema_version": 2, "sets": ' + "[" * DEEP),
        holding('{"schema_version": ' + "9" * DEEP + "}"),
        holding('{"schema_version": [2]}'),
        holding('{"schema_version": NaN}'),
        holding('{"schema_version": 2}'),
        holding('"\\ud800"'),
    ],
)
def test_a_report_that_is_none(refused, tmp_path, make):
    assert "a.json" in refused(NOT_MEASURED, "report", made(tmp_path / "a.json", make))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("source", []),
        ("sets", {}),
        ("sets.0", None),
        ("sets.0.reps.0.eccentric_start_s", 1e308),
        ("sets.0.reps.0.eccentric_end_s", 10**400),
        ("sets.0.reps.0.flags", [1]),
        ("sets.0.reps.0.verdict", "\x1b[2J"),
        ("sets.0.curve.t_s", [0]),
        ("sets.0.summary.rep_count", 1e300),
        ("warning_codes", [{"code": "file_damaged", "values": {}}]),
    ],
)
def test_a_report_with_one_value_exchanged(refused, tmp_path, place, value):
    record = json.loads(REPORT)
    *path, last = [int(part) if part.isdecimal() else part for part in place.split(".")]
    inner = record
    for part in path:
        inner = inner[part]
    inner[last] = value
    (tmp_path / "a.json").write_text(json.dumps(record))
    assert "a.json: " in refused(NOT_MEASURED, "report", "a.json", "--html", "a.html")


def test_a_report_that_never_ends(refused, monkeypatch, tmp_path):
    monkeypatch.setattr("vision_coach.export.json_reader.LONGEST_REPORT", 1000)
    (tmp_path / "a.json").write_text(REPORT)
    assert "it is longer than any" in refused(NOT_MEASURED, "report", "a.json")


@pytest.mark.parametrize(
    "make",
    [
        *ANY_FILE,
        holding("a = " + "[" * DEEP),
        holding("a = " + "[" * 19_000),
        holding("a = " + "{a=" * 6000),
        holding("[" + ".".join("a" * 9000) + "]"),
        holding("a" + ".a" * DEEP + " = 1"),
        holding("a = " + "9" * 19_000),
        holding("a = 0x" + "f" * 19_000),
        holding("a = 9999-99-99"),
        holding('a = "\0"'),
        holding("a = 1".encode("utf-16")),
        holding(SQUAT.replace('"squat"', '"\\u001b[2J"')),
        holding(SQUAT.replace("rest_s = ", "rest_s = 1e999 #")),
        holding(SQUAT.replace("minimum_travel = ", "minimum_travel = [] #")),
        holding(SQUAT + "\nsquat = 1\n" * 3),
    ],
)
def test_an_exercise_file_that_is_none(refused, tmp_path, make):
    path = made(tmp_path / "mine.toml", make)
    assert "mine.toml: " in refused(WRONG_COMMAND, "replay", "a.npz", "--exercise", path)


@pytest.mark.parametrize(
    "name",
    ["", " ", "../squat", "/etc/passwd", "squat\n", "__init__", "%s", "{0}", "\0.toml", LONG_NAME,
     f"{LONG_NAME}.toml", "\x1b[2J"],
)  # fmt: skip
def test_an_exercise_of_which_nobody_has_heard(refused, name):
    refused(WRONG_COMMAND, "replay", "a.npz", "--exercise", name)


@pytest.mark.parametrize(
    "tempo",
    ["", " ", "-", "4-", "-4", "4-1-1", "0-1-1-0", "1e9", "nan", "inf",
     "\N{ARABIC-INDIC DIGIT FOUR}", "4-1-1-0-1", "99999999", "4.5.5", "9" * 5000,
     "\N{VULGAR FRACTION ONE HALF}", "0x4", "4;1;1;0",
     "61", "s", "\x1b[2J", "4\n1\n1\n0\n1", "4 " * DEEP],
)  # fmt: skip
def test_a_tempo_that_is_none(refused, tempo):
    assert "tempo" in refused(WRONG_COMMAND, "replay", "a.npz", f"--tempo={tempo}")


@pytest.mark.parametrize("tolerance", ["", "nan", "inf", "-1", "1e400", "much", "9" * 5000 + "x"])
def test_a_tolerance_that_is_none(refused, tolerance):
    said = refused(WRONG_COMMAND, "replay", "a.npz", f"--tolerance={tolerance}")
    assert "--tolerance" in said


@pytest.mark.parametrize(
    "options",
    [
        ["--json", ""],
        ["--json", "a\0b"],
        ["--json", "http://a.org/b.json"],
        ["--json", "gone/a.json"],
        ["--json", "."],
        ["--json", "a.npz"],
        ["--json", f"{LONG_NAME}.json"],
        ["--csv", "a.npz/a.csv"],
        ["--html", "a", "--csv", "a"],
        ["--out", "a.npz"],
        ["--out", "o", "--formats", "exe"],
        ["--out", "o", "--formats", ","],
        ["--formats"],
    ],
)
def test_an_output_that_cannot_be(refused, tmp_path, recording, options):
    (tmp_path / "a.npz").write_bytes(recording)
    refused(WRONG_COMMAND, "replay", "a.npz", "--exercise", "squat", *options)
    assert (tmp_path / "a.npz").read_bytes() == recording
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


@pytest.mark.parametrize(
    "options",
    [["--model", "gone"], ["--model", "."], ["--model", LONG_NAME],
     ["--engine", "onnx", "--model", "x"], ["--engine", ""], ["--device", "CUDA"], ["--thumbnails"],
     ["--show-faces"]],
)  # fmt: skip
def test_an_engine_or_a_picture_that_cannot_be(refused, options):
    refused(WRONG_COMMAND, "analyze", "a.mp4", *options)


@pytest.mark.parametrize(
    "name",
    ["", " ", "-1", "9" * 3000, "/dev/video" + "9" * 20, "\N{ARABIC-INDIC DIGIT FOUR}", "0x1",
     "front door", "http://[a", "http://", "rtsp://127.0.0.1:1/a", "file:///gone", "gone.mp4",
     "folder.mp4", "noise.mp4", "/dev/null", "\x1b[2J", LONG_NAME],
)  # fmt: skip
def test_a_camera_that_is_none(refused, tmp_path, name):
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "noise.mp4").write_bytes(NOISE)
    silent = ("--no-window", "--sound", "off")
    refused(WRONG_COMMAND, "live", "--exercise", "squat", *silent, f"--source={name}")


@pytest.mark.parametrize(
    "options",
    [["--reps", "0"], ["--reps", "-1"], ["--reps", "1e9"], ["--reps", "9" * 5000], ["--sets", "0"],
     ["--tempo", "fast"], ["--tolerance", "nan"], ["--sound", "loud"], ["--plan", "squat 3x8"],
     ["--measure-latency", "nan"], ["--measure-latency", "-1"]],
)  # fmt: skip
@pytest.mark.usefixtures("clip")
def test_a_training_that_cannot_be(refused, options):
    silent = ("--no-window", "--sound", "off")
    refused(WRONG_COMMAND, "live", "--exercise", "squat", "--source=clip.mp4", *silent, *options)


@pytest.mark.parametrize("athlete", ["=cmd|' /C calc'!A0", "\x1b[2J\n", "\udcff", "x" * DEEP, "\0"])
def test_a_name_of_a_person_may_be_anything(run, tmp_path, recording, athlete):
    (tmp_path / "a.npz").write_bytes(recording)
    files = ("--json", "a.json", "--html", "a.html", "--csv", "a.csv", "--xlsx", "a.xlsx")
    outcome = run("replay", "a.npz", "--exercise", "squat", f"--athlete={athlete}", *files)
    assert (outcome.code, outcome.err) == (0, "")
    assert "\x1b" not in outcome.out + run("report", "a.json").out


@pytest.mark.parametrize("title", ["[/b]", "[red]", ":bomb:", "\x1b[2J", "{0}", "%s"])
def test_a_title_is_shown_as_it_is_and_no_sign_of_it_is_obeyed(run, tmp_path, title):
    own = replace(set_report(rep(1), rep(2)), exercise="mine", title=title)
    (tmp_path / "a.json").write_text(json_text(session(own, own)))
    for reports in (["a.json"], ["a.json", "a.json"]):
        outcome = run("report", *reports)
        assert (outcome.code, outcome.err) == (0, "")
        assert title.replace("\x1b", "\N{REPLACEMENT CHARACTER}") in outcome.out
