"""What counts as right when nobody names the exercise."""

from pathlib import Path

import pytest
from accuracy.methods import NOT_CLEAR
from accuracy.recognition import NONE, Clip, Seen, clip, confusion_table


def seen(true, taken_for, reps=3):
    return Seen(Clip(Path(f"{true}.mp4"), true, true, "somebody"), taken_for, reps)


@pytest.mark.parametrize(
    ("true", "taken_for", "right"),
    [
        ("squat", "squat", True),
        ("squat", "push_up", False),
        ("squat", NONE, False),
        ("squat", NOT_CLEAR, False),
        (NONE, "squat", False),
        (NONE, NONE, True),
        (NONE, NOT_CLEAR, True),
    ],
)
def test_a_clip_of_something_else_must_give_no_set(true, taken_for, right):
    assert seen(true, taken_for).right is right


def test_what_the_program_does_not_know_is_none_of_these():
    facts = {"repo": "a/b"}
    assert clip(Path("a.mp4"), "squat", facts).true == "squat"
    assert clip(Path("a.mp4"), "biceps_curl (bar)", facts).true == "biceps_curl"
    assert clip(Path("a.mp4"), "row", facts).true == "bent_over_row"
    assert clip(Path("a.mp4"), "row (seated)", facts).true == "bent_over_row"
    assert clip(Path("a.mp4"), "star jump", facts).true == NONE
    assert clip(Path("a.mp4"), "none", facts).true == NONE


def test_the_confusion_table_has_a_row_for_what_is_done():
    table = confusion_table([seen("squat", "squat"), seen("squat", NONE), seen(NONE, "pull_up")])
    assert "| squat | 2 | 0 | 1 | 1 | 0 | 50% |" in table
    assert "| none of these | 1 | 1 | 0 | 0 | 0 | 0% |" in table


def test_a_variant_that_a_camera_hardly_tells_apart_is_right():
    assert seen("pull_up", "chin_up").right
    assert not seen("pull_up", "inverted_row").right
