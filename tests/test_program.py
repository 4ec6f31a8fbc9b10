"""The program as a whole, with the real engine, on files that go wrong."""

import json
import shutil
import signal
import subprocess
import sys

import pytest
from program import ROOT, environment, run_program
from report_schema import check_report
from videos import MKV, MP4, TS, cut_in_half, damage, even_times, write_sound, write_video

pytestmark = pytest.mark.slow

ANNOUNCING = """
import sys
from vision_coach import cli
from vision_coach.app.analysis import Ears
hear = Ears.hear
heard = []
def announced(*arguments):
    heard.append(hear(*arguments))
    if len(heard) == 20:
        print("reading", flush=True)
Ears.hear = announced
sys.exit(cli.main(sys.argv[1:]))
"""
"""The program, which says when it has come to the 20th frame."""


def report(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    check_report(record)
    return record


def test_files_that_go_wrong_do_not_stop_each_other(tmp_path):
    times_s = even_times(60)
    size = (320, 240)
    write_video(tmp_path / "healthy.mp4", times_s, MP4, size=size)
    faststart = {"movflags": "faststart"}
    half = write_video(tmp_path / "half.mp4", times_s, size=size, container_options=faststart)
    cut_in_half(half)
    cut_in_half(write_video(tmp_path / "half.mkv", times_s, MKV, size=size))
    cut_in_half(write_video(tmp_path / "half.ts", times_s, TS, size=size))
    damage(write_video(tmp_path / "bad.mp4", times_s, size=size), (0.3, 0.5), length=60)
    cut_in_half(write_video(tmp_path / "no-index.mp4", times_s, size=size))
    write_video(tmp_path / "tiny.mp4", times_s, size=(16, 16))
    write_sound(tmp_path / "sound.mp4")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("no video\n" * 50)
    readable = ["healthy.mp4", "half.mp4", "half.mkv", "half.ts", "bad.mp4"]
    broken = ["no-index.mp4", "tiny.mp4", "sound.mp4", "empty.mp4", "text.mp4", "gone.mp4"]

    done = run_program("analyze", *readable, *broken, "--out", "reports", cwd=tmp_path)

    assert done.returncode == 1
    lines = done.stderr.splitlines()
    # One line when it happened, and all of them (nobody is in these pictures) at the end.
    assert [line.split(": ")[:2] for line in lines[:6]] == [["vision-coach", n] for n in broken]
    assert lines[6] == "11 of 11 could not be measured:"
    assert [line.split(": ")[0].strip() for line in lines[7:]] == readable + broken
    reports = {path.stem: report(path) for path in (tmp_path / "reports").iterdir()}
    assert len(reports) == len(readable)
    assert report(tmp_path / "reports" / "healthy.json")["source"]["damaged"] is None
    assert report(tmp_path / "reports" / "bad.json")["source"]["damaged"] is True
    for name, words in (
        ("healthy", ["no person was found in any of 60 frames"]),
        ("half", ["fewer frames than the file announces", "damaged; it was read up to"]),
        ("half-2", ["damaged; it was read up to"]),
        ("half-3", ["cut off: it ends in the middle"]),
    ):
        warnings = report(tmp_path / "reports" / f"{name}.json")["warnings"]
        for word in words:
            assert any(word in warning for warning in warnings), (name, word, warnings)


def test_ctrl_c_in_mid_run_ends_with_130_and_a_report_of_what_was_read(tmp_path):
    write_video(tmp_path / "long.mp4", even_times(3000), size=(160, 120))
    command = [sys.executable, "-c", ANNOUNCING, "analyze", "long.mp4", "--json", "a.json"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "reading\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=600)
    assert process.returncode == 130
    assert err == ""
    assert "stopped by the user after" in out
    record = report(tmp_path / "a.json")
    assert 20 <= record["source"]["frames_read"] < 3000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "long.mp4"]


def test_a_model_that_is_none_is_one_line(tmp_path):
    write_video(tmp_path / "clip.mp4", even_times(5))
    (tmp_path / "mine.task").write_text("no model")
    done = run_program("analyze", "clip.mp4", "--model", "mine.task", cwd=tmp_path)
    assert done.returncode == 1
    assert "mine.task: is no usable pose landmarker model" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_full_disk_is_one_line(tmp_path):
    write_video(tmp_path / "clip.mp4", even_times(5))
    done = run_program("analyze", "clip.mp4", "--json", "/dev/full", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "vision-coach: /dev/full: could not be written (No space left on device)\n"
    )


@pytest.mark.parametrize("engine", ["mediapipe", "onnx"])
def test_a_live_session_without_a_display_equals_the_analysis_of_its_frames(tmp_path, engine):
    """However many frames this machine has skipped."""
    shutil.copy(ROOT / "sample_videos" / "push_up_side_left.mp4", tmp_path / "clip.mp4")
    options = ("--exercise", "push_up", "--tempo", "3")
    done = run_program(
        *("live", "--source", "clip.mp4", "--engine", engine, "--sound", "off", *options),
        *("--json", "live.json", "--poses", "live.npz"),
        cwd=tmp_path,
        DISPLAY="",
        VISION_COACH_STATE=str(tmp_path / "state"),
    )
    assert done.returncode in (0, 1)  # 1 where the machine was too slow for a repetition
    assert "the terminal is used instead of a window" in done.stderr
    run_program("replay", "live.npz", *options, "--json", "again.json", cwd=tmp_path)
    live = report(tmp_path / "live.json")
    assert live["sets"] == report(tmp_path / "again.json")["sets"]
    assert live["engine"]["name"] == engine
    assert list((tmp_path / "state" / "live").iterdir()) == []
