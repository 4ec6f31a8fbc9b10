import re
from pathlib import Path

import pytest

from vision_coach.core.body.pose import Landmark
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import as_eccentric_only
from vision_coach.exercises import built_in_names, load_exercise
from vision_coach.exercises.loader import FOLDER

SQUAT = (FOLDER / "squat.toml").read_text(encoding="utf-8")


def test_more_than_twenty_exercises_are_built_in():
    assert len(built_in_names()) >= 20
    assert {"pull_up", "push_up", "squat", "biceps_curl", "heel_drop"} <= set(built_in_names())


@pytest.mark.parametrize("name", built_in_names())
def test_a_built_in_exercise_is_named_as_its_file(name):
    assert load_exercise(name).name == name


def test_names_are_read_as_people_write_them():
    assert load_exercise("Push-Up") == load_exercise("push_up")


def test_an_elbow_extends_while_lowering_from_a_bar_and_closes_in_a_push_up():
    assert load_exercise("pull_up").lowering_extends
    assert not load_exercise("push_up").lowering_extends
    assert not load_exercise("squat").lowering_extends


def test_body_parts_become_landmarks_of_both_sides():
    squat = load_exercise("squat")
    assert squat.moving == (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
    assert squat.joint[1] == (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)


@pytest.mark.parametrize("file", ["mine.toml", "MINE.TOML"])
def test_an_exercise_of_ones_own(file, tmp_path):
    path = tmp_path / file
    path.write_text(SQUAT.replace('name = "squat"', 'name = "box_squat"'), encoding="utf-8")
    assert load_exercise(str(path)).name == "box_squat"


def error_of(name_or_file):
    with pytest.raises(ExerciseError) as problem:
        load_exercise(str(name_or_file))
    text = str(problem.value)
    assert "\n" not in text
    return text


def test_an_unknown_exercise_is_answered_with_the_known_ones():
    text = error_of("juggling")
    assert "'juggling'" in text
    assert ", ".join(built_in_names()) in text
    assert ".toml" in text


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    assert "no such exercise file" in error_of(tmp_path / "gone.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in error_of(tmp_path / "bytes.toml")
    (tmp_path / "folder.toml").mkdir()
    assert "cannot be read" in error_of(tmp_path / "folder.toml")
    error_of(tmp_path / ("x" * 300 + ".toml"))


def test_broken_toml_is_answered_with_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "squat"\ntitle = \n')
    assert re.search(r"mine\.toml: is not valid TOML: .*line 2", error_of(path))


@pytest.mark.parametrize(
    ("key", "line", "expected"),
    [
        ("name", "name = 3", "a text"),
        ("name", 'name = " "', "not empty"),
        ("height.moving", 'moving = "belly"', "one of shoulder, elbow"),
        ("height.moving", "moving = 7", "one of shoulder, elbow"),
        ("angle.joint", 'joint = ["hip", "knee"]', "three of"),
        ("angle.joint", 'joint = ["hip", "knee", "tail"]', "three of"),
        ("angle.joint", 'joint = ["hip", "hip", "knee"]', "three of"),
        ("angle.joint", "joint = [[1], [2], [3]]", "three of"),
        ("angle.lowering", 'lowering = "falls"', "one of closes, opens"),
        ("angle.range_views", 'range_views = ["above"]', "a list of front"),
        ("angle.range_views", 'range_views = "side"', "a list of front"),
        ("position.torso_inclination_deg", "torso_inclination_deg = [62, 0]", "the lower first"),
        ("position.torso_inclination_deg", "torso_inclination_deg = [0, nan]", "two numbers"),
        ("position.height", "height = [0.1]", "two numbers"),
        ("position.height", 'height = ["low", "high"]', "two numbers"),
        ("repetition.minimum_travel", "minimum_travel = 0", "above 0"),
        ("repetition.minimum_travel", "minimum_travel = nan", "above 0"),
        ("repetition.minimum_travel", "minimum_travel = true", "above 0"),
        ("repetition.ends_at_bottom", "ends_at_bottom = 0", "true or false"),
        ("set.leave_s", "leave_s = -1", "above 0"),
        ("set.rest_s", "rest_s = inf", "above 0"),
    ],
)
def test_a_wrong_value_is_answered_with_its_key_and_what_was_expected(
    key, line, expected, tmp_path
):
    name = line.split(" = ")[0]
    content, count = re.subn(rf"(?m)^{name} = .*$", line, SQUAT, count=1)
    assert count == 1
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    text = error_of(path)
    number = 1 + content.splitlines().index(line)
    assert text.startswith(f"mine.toml: line {number}: {key}: expected ")
    assert expected in text
    assert "found" in text


@pytest.mark.parametrize("key", ["name", "height.moving", "angle.joint", "angle.lowering"])
def test_a_missing_key_is_named(key, tmp_path):
    name = key.split(".")[-1]
    path = tmp_path / "mine.toml"
    path.write_text(re.sub(rf"(?m)^{name} = .*$", "", SQUAT, count=1), encoding="utf-8")
    assert error_of(path).startswith(f"mine.toml: {key}: missing; expected ")


@pytest.mark.parametrize(
    ("addition", "key", "meant"),
    [
        ("[set]\nrests = 1", "set.rests", "; did you mean 'set.rest_s'?"),
        ("[extra]\nx = 1", "extra.x", ""),
    ],
)
def test_an_unknown_key_is_named(addition, key, meant, tmp_path):
    path = tmp_path / "mine.toml"
    content = SQUAT.replace("[set]", addition) if "[set]" in addition else f"{SQUAT}\n{addition}\n"
    path.write_text(content, encoding="utf-8")
    number = 1 + content.splitlines().index(addition.splitlines()[1])
    assert error_of(path) == f"mine.toml: line {number}: {key}: unknown key{meant}"


def test_every_file_of_the_package_is_an_exercise():
    assert {path.stem for path in Path(FOLDER).glob("*.toml")} == set(built_in_names())


def test_an_exercise_file_may_say_that_only_the_lowering_is_trained(tmp_path):
    path = tmp_path / "negatives.toml"
    path.write_text(SQUAT.replace("[repetition]", "[repetition]\neccentric_only = true"))
    assert load_exercise(str(path)) == as_eccentric_only(load_exercise("squat"))
    path.write_text(SQUAT.replace("[repetition]", "[repetition]\neccentric_only = 1"))
    with pytest.raises(ExerciseError, match=r"repetition\.eccentric_only: expected true or false"):
        load_exercise(str(path))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("squats", "squat"),
        ("sqaut", "squat"),
        ("pushup", "push_up"),
        ("press-ups", "push_up"),
        ("chinups", "chin_up"),
        ("curl", "biceps_curl"),
        ("lunges", "split_squat"),
        ("Pull Up", "pull_up"),
    ],
)
def test_what_was_meant_is_asked(written, meant):
    with pytest.raises(ExerciseError, match=f"'{written}' is not known; did you mean '{meant}'?"):
        load_exercise(written)


@pytest.mark.parametrize("name", ["juggling", "sit-up", "plank", "pullover", "snatch", ""])
def test_another_exercise_is_not_taken_for_a_slip(name):
    with pytest.raises(ExerciseError, match=f"'{name}' is not known: choose one of bench_press"):
        load_exercise(name)
