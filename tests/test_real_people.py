"""Real clips from beside the checkout, through the whole program with the real engine."""

import json

import av
import numpy as np
import pytest
from program import run_program
from report_schema import check_report
from videos import write_video

pytestmark = pytest.mark.slow


def report(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    check_report(record)
    return record


def pictures_of(path, count, step=1):
    """Some pictures of a clip at half its size, blue-green-red."""
    with av.open(str(path)) as container:
        frames = (frame for n, frame in enumerate(container.decode(video=0)) if n % step == 0)
        return [
            np.ascontiguousarray(frame.to_ndarray(format="bgr24")[::2, ::2])
            for frame, _ in zip(frames, range(count), strict=False)
        ]


def without_files(printed):
    """What was printed, but for the names of the files that were written."""
    return [line for line in printed.splitlines() if not line.startswith("saved: ")]


def test_a_squat_is_measured_without_a_word_too_much_and_replayed_alike(real_clips, tmp_path):
    clip = real_clips / "suic_squat.mp4"
    options = ("--tempo", "3-0-1-0", "--json")
    done = run_program("analyze", clip, "--poses", "a.npz", *options, "a.json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""
    analysed = report(tmp_path / "a.json")
    assert [one["exercise"] for one in analysed["sets"]] == ["squat"]
    again = run_program("replay", "a.npz", *options, "b.json", cwd=tmp_path)
    assert again.returncode == 0
    assert again.stderr == ""
    replayed = report(tmp_path / "b.json")
    assert replayed["sets"] == analysed["sets"]
    assert replayed["source"] == analysed["source"]
    assert without_files(again.stdout) == without_files(done.stdout)


def test_two_people_are_noticed_and_one_is_followed(real_clips, tmp_path):
    alone = pictures_of(real_clips / "suic_squat.mp4", 30, step=4)
    both = [np.hstack([picture, picture[:, ::-1]]) for picture in alone]
    height, width = both[0].shape[:2]
    size = (width - width % 2, height - height % 2)
    write_video(
        tmp_path / "two.mp4",
        [number * 4 / 30 for number in range(len(both))],
        size=size,
        picture=lambda number, wide, high: np.ascontiguousarray(both[number][:high, :wide]),
    )
    run_program("analyze", "two.mp4", "--json", "a.json", cwd=tmp_path)
    warnings = report(tmp_path / "a.json")["warnings"]
    assert any("more than one person" in warning for warning in warnings), warnings
