"""`analyze --save`, `history` and `data`, as a user calls them."""

import json
import sqlite3

import pytest
from videos import MP4, even_times, write_video

pytestmark = pytest.mark.usefixtures("see")
ANALYZE = ("analyze", "clip.mp4", "--exercise", "squat", "--tempo", "2", "--quiet")


@pytest.fixture
def clip(tmp_path):
    return write_video(tmp_path / "clip.mp4", even_times(160, 10.0), MP4)


@pytest.mark.usefixtures("clip")
def test_what_is_saved_for_somebody_is_in_their_history(run, tmp_path):
    assert run(*ANALYZE, "--athlete", "Ada", "--json", "a.json").code == 0
    (one,) = json.loads(run("history", "ada", "--json").out)
    assert (one["exercise"], one["rep_count"], one["athlete"]) == ("squat", 3, "Ada")
    assert one["eccentric_mean_s"] == pytest.approx(2.0, abs=0.3)
    assert one["change_s"] is None
    written = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert run("data", "report", "1").out == written
    assert "Squat" in run("history").out


@pytest.mark.usefixtures("clip")
def test_what_nobody_asked_to_remember_is_not(run, data):
    assert run(*ANALYZE).code == 0
    assert not data.exists()
    outcome = run("history")
    assert outcome.code == 2
    assert "nothing is remembered there yet" in outcome.err
    assert not data.exists()


@pytest.mark.usefixtures("clip")
def test_the_folder_can_be_named(run, tmp_path, data):
    assert run(*ANALYZE, "--save", "--data", "here").code == 0
    assert not data.exists()
    assert "repetitions: 3" in run("data", "--data", tmp_path / "here").out


@pytest.mark.usefixtures("clip")
def test_looking_after_it(run, tmp_path):
    run(*ANALYZE, "--athlete", "Ada")
    assert "all is sound" in run("data", "check").out
    assert run("data", "backup", "copy.sqlite").code == 0
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT name FROM athletes").fetchall() == [("Ada",)]
    copy.close()
    again = run("data", "backup", "copy.sqlite")
    assert (again.code, "there is a file already" in again.err) == (2, True)
    assert "say --yes" in run("data", "delete", "Ada").err
    assert run("data", "delete", "Ada", "--yes").out == "deleted: Ada, sessions: 1\n"
    assert "is not known" in run("data", "delete", "Ada", "--yes").err


@pytest.mark.usefixtures("clip")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "Bob"), "athlete 'Bob' is not known; known are Ada"),
        (("history", "--since", "monday"), "--since monday: give a day as 2026-01-31"),
        (("data", "report", "7"), "session 7 is not known"),
    ],
)
def test_what_is_not_there_is_one_line(run, arguments, said):
    run(*ANALYZE, "--athlete", "Ada")
    outcome = run(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
