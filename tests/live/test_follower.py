"""Stick figures with known starts and ends: how soon they are seen, and where they are dated."""

from itertools import pairwise

import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.signals.samples import sample_of
from vision_coach.exercises import load_exercise
from vision_coach.live.follower import Follower
from vision_coach.live.state import Stage

EXERCISES = ("squat", "push_up", "pull_up")
FPS = 30.0


def followed(figure, duration_s, fps=FPS):
    exercise = load_exercise(figure.exercise)
    follower = Follower(exercise)
    moves = [follower.push(sample_of(pose, exercise)) for pose in figure.poses(duration_s, fps)]
    return [move for move in moves if move]


def changes(moves, stage):
    """The movements with which a stage begins."""
    return [
        now for before, now in pairwise(moves) if now.stage is stage and before.stage is not stage
    ]


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("eccentric_s", [1.0, 3.0, 6.0])
def test_a_lowering_is_seen_soon_after_it_begins_and_dated_back(exercise, eccentric_s):
    knots = repetitions(3, eccentric_s, bottom_s=1.0, top_s=1.5, first_s=2.0)
    moves = followed(StickFigure(exercise, along(*knots)), knots[-1][0] + 0.5)
    starts, bottoms = changes(moves, Stage.LOWERING), changes(moves, Stage.BOTTOM)
    true_s = [2.0 + number * (eccentric_s + 3.5) for number in range(3)]
    assert len(starts) == len(bottoms) == 3
    for start, bottom, began_s in zip(starts, bottoms, true_s, strict=True):
        assert 0 < start.t_s - began_s <= 0.35
        assert -0.15 < bottom.t_s - (began_s + eccentric_s) <= 0.35
        assert bottom.start_s == pytest.approx(began_s, abs=0.15)
        assert bottom.end_s == pytest.approx(began_s + eccentric_s, abs=0.2)


@pytest.mark.parametrize(("yaw_deg", "bottom"), [(90, 0.7), (0, 1.0)])
def test_depth_is_on_the_scale_of_this_person_after_one_repetition(yaw_deg, bottom):
    """In the second case the knee is seen from the front, where its angle hardly changes."""
    knots = repetitions(3, bottom=bottom, bottom_s=1.0)
    figure = StickFigure("squat", along(*knots), yaw_deg=yaw_deg)
    moves = followed(figure, 15)
    deepest = [max(m.depth for m in moves if a < m.t_s < a + 4.5) for a in (1.0, 6.0, 11.0)]
    assert not moves[0].bottom_known
    assert moves[-1].bottom_known
    assert deepest[1:] == pytest.approx([1.0, 1.0], abs=0.08)


@pytest.mark.parametrize(
    "halt",
    [[(2, 0.5), (2.6, 0.5)], [(2, 0.55), (2.3, 0.45), (2.6, 0.45)]],
    ids=["still", "swinging back"],
)
def test_a_halt_half_way_is_no_end_of_the_lowering_and_no_rise(halt):
    knots = [(0, 0), (1, 0), *halt, (3.6, 1), (4.6, 1), (5.6, 0)]
    moves = followed(StickFigure("squat", along(*knots)), 5.5)
    last = changes(moves, Stage.BOTTOM)[-1]
    assert last.start_s == pytest.approx(1.0, abs=0.15)
    assert last.end_s == pytest.approx(3.6, abs=0.2)
    assert len(changes(moves, Stage.RISING)) == 1


def test_a_start_that_comes_to_nothing_is_taken_back():
    knots = [(0, 0), (1, 0), (1.4, 0.12), (2.4, 0.12), (3.0, 0), (5, 0)]
    moves = followed(StickFigure("squat", along(*knots)), 5)
    assert changes(moves, Stage.LOWERING)
    assert moves[-1].stage is Stage.READY
    assert moves[-1].start_s is None
    assert not any(move.proven for move in moves)


def test_a_rise_out_of_the_hang_is_no_lowering():
    knots = [(0.0, 1.0), (2.0, 1.0), (3.0, 0.0), (5.0, 0.0)]
    moves = followed(StickFigure("pull_up", along(*knots)), 5)
    assert not changes(moves, Stage.LOWERING)
    assert changes(moves, Stage.RISING)
    assert moves[-1].depth == pytest.approx(0.0, abs=0.15)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_noise_of_the_pose_begins_no_lowering_that_lasts(exercise):
    moves = followed(StickFigure(exercise, along((0, 0)), jitter_px=1.0, seed=2), 20)
    assert not any(move.proven for move in moves)
    shown = sum(move.stage is Stage.LOWERING for move in moves)
    assert shown < 0.1 * len(moves)


def test_a_cut_forgets_the_movement_before_it():
    figure = StickFigure("squat", along((0, 0), (1, 0), (3, 1), (3.01, 0)), cuts_s=(2.0,))
    moves = followed(figure, 4)
    before = [move for move in moves if move.t_s < 2.0]
    after = [move for move in moves if 2.0 <= move.t_s < 2.3]
    assert before[-1].stage is Stage.LOWERING
    assert not any(move.proven for move in after)
