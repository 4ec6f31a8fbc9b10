"""Which side does the repetitions of a set, told while it goes on."""

import pytest
from curls import curls
from stick_figure import along

from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.training import TrainingSet

STILL = along((0, 1), (60, 1))
FPS = 20.0


def curling(*starts_s):
    """Up in 1 s and down in 2 s, from each of the times on."""
    corners = [(0, 1)]
    for start_s in starts_s:
        corners += [(start_s, 1), (start_s + 1, 0), (start_s + 1.4, 0), (start_s + 3.4, 1)]
    return along(*corners, (60, 1))


def followed(left, right, duration_s):
    training = TrainingSet(load_exercise("biceps_curl"), Prescription(parse_tempo("2")), 1, 0)
    told = [training.follow(pose) for pose in curls(left, right, duration_s, FPS)]
    return training, [rep for rep in told if rep]


@pytest.mark.parametrize("works", [0, 1])
def test_an_arm_that_works_alone_is_counted_wherever_the_other_one_hangs(works):
    depths = [STILL, STILL]
    depths[works] = curling(1, 5.5, 10)
    training, told = followed(*depths, 16)
    assert [rep.number for rep in told] == [1, 2, 3]
    assert {rep.side for rep in training.recent} == {("left", "right")[works]}
    assert [rep.eccentric_s for rep in training.recent] == pytest.approx([2.0] * 3, abs=0.25)


def test_arms_in_turn_are_counted_together_and_each_by_its_side():
    training, told = followed(curling(1, 9), curling(5, 13), 18)
    assert [rep.number for rep in told] == [1, 2, 3, 4]
    assert [rep.side for rep in training.recent] == ["left", "right", "left", "right"]


def test_arms_at_once_do_one_repetition():
    both = curling(1, 5.5)
    training, told = followed(both, both, 10)
    assert [rep.number for rep in told] == [1, 2]
    assert {rep.side for rep in training.recent} == {"both"}
    assert training.rep_count == 2


def test_what_is_shown_is_the_arm_that_lowers():
    training = TrainingSet(load_exercise("biceps_curl"), Prescription(parse_tempo("2")), 1, 0)
    depths = {}
    for pose in curls(curling(1, 9), curling(5, 13), 18, FPS):
        training.follow(pose)
        depths[round(pose.t_s, 2)] = (training.depth, training.lowering_s)
    for start_s in (2.4, 6.4, 10.4, 14.4):
        depth, lowering_s = depths[round(start_s + 1.0, 2)]
        assert depth == pytest.approx(0.5, abs=0.2)
        assert lowering_s == pytest.approx(1.0, abs=0.3)
