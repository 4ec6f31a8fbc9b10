"""`vision-coach exercises`, as it is used."""

import cv2
import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.app.exercise_check import check
from vision_coach.cli import main
from vision_coach.cli.run.exercises import picture_of
from vision_coach.exercises import built_in_names, load_exercise


def test_names_are_for_scripts_a_line_each(capsys):
    assert main(["exercises", "--names"]) == 0
    assert capsys.readouterr().out.splitlines() == built_in_names()


def test_the_list_says_where_a_lowering_leads(capsys):
    assert main(["exercises"]) == 0
    listed = capsys.readouterr().out
    assert "Push-up" in listed
    assert "chest low" in listed
    assert "experimental" in listed


@pytest.mark.parametrize("name", built_in_names())
def test_each_is_shown_with_its_file(name, capsys):
    assert main(["exercises", "show", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(load_exercise(name).title)
    assert f'name = "{name}"' in shown
    assert "Camera: " in shown
    assert "Lowering: from " in shown


@pytest.mark.parametrize("model", ["squat", "biceps_curl", "chin_up"])
def test_a_new_file_is_an_exercise_that_can_be_checked(model, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", "new", "my_own", "--from", model]) == 0
    own = load_exercise("my_own.toml")
    assert (own.name, own.title) == ("my_own", "My own")
    assert own.family == load_exercise(model).family
    assert own.joint == load_exercise(model).joint
    assert main(["exercises", "check", "my_own.toml"]) == 0
    assert "nothing is wrong" in capsys.readouterr().out


def test_a_file_that_is_there_is_not_overwritten(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("kept")
    assert main(["exercises", "new", "mine"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "mine.toml").read_text() == "kept"


@pytest.mark.parametrize(("name", "why"), [("Box Squat", "small letters"), ("squat", "built-in")])
def test_a_name_that_none_can_have_is_refused(name, why, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", "new", name]) == 2
    assert why in capsys.readouterr().err


def test_all_that_is_wrong_with_a_file_is_said_at_once(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\n\n[height]\nmoving = "belly"\n\n[set]\nrest_s = -1\n')
    assert main(["exercises", "check", str(path)]) == 2
    said = capsys.readouterr().err
    for fault in (
        "line 4: height.moving: expected one of shoulder",
        "line 7: set.rest_s: expected a number above 0",
        "title: missing",
        "angle.joint: missing",
    ):
        assert fault in said


def test_a_signal_is_drawn_with_what_was_counted_in_green():
    figure = StickFigure("squat", along(*repetitions(3)))
    found = check(load_exercise("squat"), figure.poses(14.5))
    (one,) = found.sets
    assert len(one.reps) == 3
    image = picture_of(found)
    assert image.dtype == np.uint8
    green = (image == (195, 230, 195)).all(axis=2)
    # Three bands beside each other.
    row = green[100].astype(int)
    assert (np.diff(row) == 1).sum() >= 3
    assert cv2.imencode(".png", image)[0]


def test_the_arms_of_a_curl_have_a_signal_each():
    figure = StickFigure("pull_up", along(*repetitions(2)))
    found = check(load_exercise("biceps_curl"), figure.poses(5))
    assert list(found.signals) == ["left", "right"]
    assert picture_of(found).shape == (840, 1200, 3)
