"""Which arm did a curl: both at once, one alone, or one after the other."""

import pytest
from curls import curls
from stick_figure import along

from vision_coach.core.exercise import as_one_side
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.exercises import load_exercise

STILL = along((0, 1), (30, 1))


def curling(*starts_s):
    """Up in 1 s and down in 2 s, from each of the times on."""
    corners = [(0, 1)]
    for start_s in starts_s:
        corners += [(start_s, 1), (start_s + 1, 0), (start_s + 1.4, 0), (start_s + 3.4, 1)]
    return along(*corners, (40, 1))


def reps_of(poses, exercise="biceps_curl"):
    pipeline = Pipeline(load_exercise(exercise))
    events = [event for pose in poses for event in pipeline.push(pose)] + pipeline.finish()
    return [rep for event in events if isinstance(event, SetCompleted) for rep in event.report.reps]


def test_arms_that_curl_at_once_do_one_repetition():
    both = curling(1, 5.5)
    reps = reps_of(curls(both, both, 10))
    assert [rep.side for rep in reps] == ["both", "both"]
    assert [rep.eccentric_s for rep in reps] == pytest.approx([2.0, 2.0], abs=0.2)


@pytest.mark.parametrize("works", [0, 1])
def test_an_arm_alone_is_named(works):
    depths = [STILL, STILL]
    depths[works] = curling(1, 5.5)
    reps = reps_of(curls(*depths, 10))
    assert [rep.side for rep in reps] == [("left", "right")[works]] * 2
    assert [rep.eccentric_s for rep in reps] == pytest.approx([2.0, 2.0], abs=0.2)


def test_arms_in_turn_are_each_counted_in_order_of_time():
    reps = reps_of(curls(curling(1, 9), curling(5, 13), 18))
    assert [rep.side for rep in reps] == ["left", "right", "left", "right"]
    assert [rep.index for rep in reps] == [1, 2, 3, 4]
    starts_s = [rep.eccentric_start_s for rep in reps]
    assert starts_s == pytest.approx([2.4, 6.4, 10.4, 14.4], abs=0.2)
    assert [rep.eccentric_s for rep in reps] == pytest.approx([2.0] * 4, abs=0.2)


def test_an_arm_that_is_hidden_is_not_counted_beside_the_one_that_is_seen():
    both = curling(1, 5.5)
    reps = reps_of(curls(both, both, 10, seen=(0.95, 0.2)))
    assert {rep.side for rep in reps} == {"left"}
    assert len(reps) == 2


def test_one_side_of_an_exercise_has_only_that_sides_parts():
    left = as_one_side(load_exercise("biceps_curl"), 0)
    for part in (left.moving, left.anchor, *left.joint, *left.still_parts):
        assert part[0] == part[1]
        assert part[0].name.startswith("LEFT_")
