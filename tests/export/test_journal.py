"""What is on the disk at every moment of a live session."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from program import ROOT, environment
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.errors import OutputError
from vision_coach.core.tempo import Verdict
from vision_coach.export import journal as journals
from vision_coach.export.journal import LINES, POSES, Journal, KeptSession, interrupted_sessions
from vision_coach.export.pose_rows import ROW
from vision_coach.live.state import LiveRep

PLANNED = {"exercise": "squat", "tempo": "4", "tolerance_s": None}
HEADER = {"blocks": [PLANNED], "recorded_at": "2026-03-01T10:00:00+00:00"}


def rep(number, end_s=3.0):
    return LiveRep(number, 1, end_s - 2.0, end_s, 2.0, Verdict.ON, sure=True)


def figure_poses(duration_s=4.0):
    figure = StickFigure("squat", along(*repetitions(1)), jitter_px=0.5, seen=lambda t_s: t_s < 3.5)
    return figure.poses(duration_s)


def same(one, other):
    assert one.t_s == other.t_s
    assert (one.starts_shot, one.people) == (other.starts_shot, other.people)
    assert tuple(one.image_size_px) == tuple(other.image_size_px)
    for name in ("points_px", "visibility", "world_m"):
        np.testing.assert_array_equal(
            getattr(one, name), getattr(other, name).astype(np.float32), strict=False
        )


def test_what_was_added_comes_back(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    poses = list(figure_poses())
    for pose in poses:
        journal.add_pose(pose)
    journal.add_rep(rep(1))
    journal.close()
    kept = KeptSession(tmp_path / "a")
    assert [one.content for one in kept.blocks] == [PLANNED]
    assert kept.rep_count == 1
    for one, other in zip(kept.poses(), poses, strict=True):
        same(one, other)


def test_a_set_begun_again_takes_back_its_own_repetitions_and_poses(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    poses = list(figure_poses())
    for pose in poses[:60]:
        journal.add_pose(pose)
    journal.add_rep(rep(1, end_s=0.5))
    journal.add_rep(rep(2, end_s=1.5))
    journal.drop_from(1.0)
    for pose in poses[60:]:
        journal.add_pose(pose)
    journal.close()
    kept = KeptSession(tmp_path / "a")
    assert kept.rep_count == 1
    times_s = [pose.t_s for pose in kept.poses()]
    assert times_s == [pose.t_s for pose in (*poses[:30], *poses[60:])]


@pytest.mark.parametrize("tail", [b"x", b"\0" * ROW.itemsize, b"\0" * (3 * ROW.itemsize + 5)])
def test_what_a_power_cut_leaves_behind_the_last_pose_is_left_out(tmp_path, tail):
    journal = Journal(tmp_path / "a", HEADER)
    for pose in figure_poses(1.0):
        journal.add_pose(pose)
    journal.add_rep(rep(1))
    journal.close()
    with (tmp_path / "a" / POSES).open("ab") as content:
        content.write(tail)
    with (tmp_path / "a" / LINES).open("ab") as content:
        content.write(b'{"kind": "re')
    kept = KeptSession(tmp_path / "a")
    assert len(list(kept.poses())) == 30
    assert kept.rep_count == 1


def test_a_running_session_is_not_offered_and_a_closed_one_is(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    journal.add_rep(rep(1))
    journal.settle()
    assert interrupted_sessions(tmp_path) == []
    journal.close()
    (found,) = interrupted_sessions(tmp_path)
    assert found.rep_count == 1


def test_a_session_without_a_repetition_leaves_nothing(tmp_path):
    Journal(tmp_path / "a", HEADER).close()
    assert interrupted_sessions(tmp_path) == []
    assert not (tmp_path / "a").exists()


def test_a_finished_session_leaves_nothing(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    journal.add_rep(rep(1))
    journal.discard()
    assert list(tmp_path.iterdir()) == []


def test_other_folders_are_left_alone(tmp_path):
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "beach.jpg").touch()
    assert interrupted_sessions(tmp_path) == []
    assert (tmp_path / "holiday" / "beach.jpg").exists()


@pytest.mark.parametrize(
    "line",
    [
        "no",
        "[]",
        "[" * 100_000,
        "{}",
        '{"kind": 3}',
        '{"kind": "rep"}',
        '{"kind": "rep", "set": [], "index": 1, "eccentric_end_s": 3}',
        '{"kind": "rep", "set": 1, "index": 1, "eccentric_end_s": "3"}',
        '{"kind": "dropped", "from_s": {}}',
        '{"kind": "dropped", "from_s": 1.0, "poses": 1e400}',
    ],
)
def test_a_session_with_a_line_of_another_kind_cannot_be_finished(tmp_path, line):
    journal = Journal(tmp_path / "a", HEADER)
    journal.add_rep(rep(1))
    journal.close()
    with (tmp_path / "a" / LINES).open("a") as content:
        content.write(line + "\n")
    with pytest.raises(OutputError, match="is no session that can be finished"):
        KeptSession(tmp_path / "a")
    assert interrupted_sessions(tmp_path) == []
    assert (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["visibility", "points_px", "world_m"])
def test_poses_end_where_their_numbers_went_bad(tmp_path, name):
    journal = Journal(tmp_path / "a", HEADER)
    for pose in figure_poses(1.0):
        journal.add_pose(pose)
    journal.close()
    path = tmp_path / "a" / POSES
    rows = np.frombuffer(path.read_bytes(), dtype=ROW).copy()
    rows[name][12].flat[3] = np.inf
    path.write_bytes(rows.tobytes())
    assert len(list(KeptSession(tmp_path / "a").poses())) == 12


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be kept there"):
        Journal(tmp_path / "file" / "a", HEADER)


def test_a_full_disk_is_noted_and_ends_nothing(tmp_path, monkeypatch):
    journal = Journal(tmp_path / "a", HEADER)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journals.os, "fsync", full)
    journal.add_rep(rep(1))
    journal.settle()
    assert journal.problem == "No space left on device"
    journal.add_pose(next(figure_poses()))
    journal.settle()
    journal.close()


def test_an_unforeseen_error_is_noted_and_nobody_waits_for_ever(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    journal.add_rep(rep(1, end_s=float("nan")))  # JSON knows no such number
    journal.add_rep(rep(2))
    journal.settle()
    assert journal.problem.startswith("ValueError")
    journal.close()


def test_a_repetition_that_was_measured_again_is_one(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    for one in (rep(1, 3.0), rep(1, 3.5), rep(2, 6.0)):
        journal.add_rep(one)
    journal.close()
    assert KeptSession(tmp_path / "a").rep_count == 2


KILLED = """
import sys
from pathlib import Path
from test_journal import HEADER, figure_poses, rep
from vision_coach.export.journal import Journal

journal = Journal(Path(sys.argv[1]), HEADER)
poses = figure_poses(1000.0)
for number in range(1, 4):
    for _ in range(50):
        journal.add_pose(next(poses))
    journal.add_rep(rep(number))
    journal.settle()
for _ in range(45):
    journal.add_pose(next(poses))
print("in the middle of the fourth", flush=True)
sys.stdin.read()
"""


def test_kill_9_in_mid_set_keeps_every_finished_repetition(tmp_path):
    folder = tmp_path / "a"
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent), str(ROOT / "tests")])
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)],
        env=environment(PYTHONPATH=path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "in the middle of the fourth\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    (kept,) = interrupted_sessions(tmp_path)
    assert kept.rep_count == 3
    assert 150 <= len(list(kept.poses())) <= 195
