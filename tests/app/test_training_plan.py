"""Plans of a session as people write them."""

import pytest

from vision_coach.app.request import Request
from vision_coach.app.training_plan import blocks_for, parse_plan
from vision_coach.core.errors import PlanError
from vision_coach.core.tempo import Prescription, parse_tempo

FREE = Prescription()


def told(blocks):
    return [
        (
            one.exercise,
            one.plan.sets,
            one.plan.reps,
            one.prescription.tempo.text if one.prescription.tempo else None,
            one.plan.rest_s,
        )
        for one in blocks
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("squat 3x8 4-1-1-0 rest 90", [("squat", 3, 8, "4-1-1-0", 90.0)]),
        ("squat 3\u00d78", [("squat", 3, 8, None, None)]),
        ("squat 10x5", [("squat", 10, 5, None, None)]),
        ("squat 3X8", [("squat", 3, 8, None, None)]),
        ("squat", [("squat", None, None, None, None)]),
        ("squat 30X1", [("squat", None, None, "30X1", None)]),
        ("squat 3x8 4 1 1 0 REST 90 s", [("squat", 3, 8, "4-1-1-0", 90.0)]),
        (
            "squat 3x8 4; push-up 2x6 rest 45;",
            [("squat", 3, 8, "4", None), ("push-up", 2, 6, None, 45.0)],
        ),
        ("Auto 2x5 3", [("auto", 2, 5, "3", None)]),
        (r"C:\my\own.toml 3x8", [(r"C:\my\own.toml", 3, 8, None, None)]),
        ("'my dip.toml' 3x5", [("my dip.toml", 3, 5, None, None)]),
    ],
)
def test_what_was_written_is_what_is_trained(text, expected):
    assert told(parse_plan(text, FREE, None)) == expected


def test_what_a_block_does_not_say_is_as_usual():
    usual = Prescription(parse_tempo("5"), tolerance_s=0.5)
    first, second = parse_plan("squat 1x3; dip 1x4 2 rest 10", usual, 60.0)
    assert (first.prescription, first.plan.rest_s) == (usual, 60.0)
    assert second.prescription == Prescription(parse_tempo("2"), tolerance_s=0.5)
    assert second.plan.rest_s == 10.0


def test_a_file_has_a_block_a_line_and_its_own_exercises_beside_it(tmp_path):
    path = tmp_path / "monday.txt"
    path.write_text("# legs\nsquat 3x8  # slowly\n\nmine.toml 2x5\n", encoding="utf-8")
    assert told(parse_plan(str(path), FREE, None)) == [
        ("squat", 3, 8, None, None),
        (str(tmp_path / "mine.toml"), 2, 5, None, None),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing is planned"),
        (" ; ;", "nothing is planned"),
        ("squat; push_up 3x6", "'squat' never ends: say how much of it, as 3x8"),
        ("squat 0x8", "sets and repetitions are numbers from 1 to 1000"),
        ("squat 3x99999999999", "sets and repetitions are numbers from 1 to 1000"),
        ("monday.txt", "monday.txt: no such file"),
        ("squat 3x8 rest", "after 'rest' come its seconds"),
        ("squat 3x8 rest 0", "after 'rest' come its seconds"),
        ("squat 3x8 rest 90 4-1-1-0", "after 'rest' come its seconds"),
        ("squat eight", "tempo 'eight' is not understood"),
        ("'squat 3x8", "no closing quotation"),
    ],
)
def test_what_cannot_be_understood_names_the_block_and_shows_how(text, said):
    with pytest.raises(PlanError, match=r"^--plan: ") as error:
        parse_plan(text, FREE, None)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00squat", b"squat 1x1\n" * 5000])
def test_a_file_that_is_no_plan_is_said(tmp_path, content):
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(PlanError, match=r"plan\.txt: is "):
        parse_plan(str(path), FREE, None)


def test_negatives_are_negatives_in_every_block():
    request = Request(eccentric_only=True)
    squat, open_one = blocks_for(request, tuple(parse_plan("squat 1x3; auto 1x3", FREE, None)))
    assert squat.exercise.eccentric_only
    assert open_one.exercise is None
