"""An hour of training, simulated: counts are right to the end, and nothing grows."""

import gc
import sys
from collections import deque

import numpy as np
import pytest
from stick_figure import StickFigure, along

from vision_coach.core.body.pose import Pose
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.course import Block
from vision_coach.live.session import LiveSession
from vision_coach.live.state import Plan, Stage

FPS = 12.5
HOLD_S, LOWERING_S, BOTTOM_S, RISE_S, TOP_S = 6.0, 3.0, 0.48, 1.0, 1.0
REPS, REST_S = 8, 45.0
REP_S = LOWERING_S + BOTTOM_S + RISE_S + TOP_S
SET_S = HOLD_S + REPS * REP_S + REST_S


REPETITION = along(
    (0.0, 0.0),
    (LOWERING_S, 1.0),
    (LOWERING_S + BOTTOM_S, 1.0),
    (LOWERING_S + BOTTOM_S + RISE_S, 0.0),
    (REP_S, 0.0),
)


def set_depth(t_s):
    """Depth in a set: a hold, its repetitions, and standing about."""
    into_s = t_s - HOLD_S
    return REPETITION(into_s % REP_S) if 0 <= into_s < REPS * REP_S else 0.0


def one_set():
    return list(StickFigure("squat", set_depth, jitter_px=0.3).poses(SET_S, FPS))


def later(pose, by_s):
    return Pose(pose.t_s + by_s, pose.points_px, pose.visibility, pose.world_m, pose.image_size_px)


def size_of(thing, seen):
    """Bytes of an object and all that belongs to it, without classes, modules and functions."""
    if id(thing) in seen or isinstance(thing, type):
        return 0
    seen.add(id(thing))
    size = sys.getsizeof(thing)
    if isinstance(thing, np.ndarray):
        return max(size, thing.nbytes)
    if isinstance(thing, dict):
        inside = [*thing.keys(), *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset | deque):
        inside = list(thing)
    else:
        inside = [
            getattr(thing, name)
            for name in (*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ()))
            if hasattr(thing, name)
        ]
    return size + sum(size_of(one, seen) for one in inside)


@pytest.mark.slow
def test_an_hour_of_sets_is_counted_to_the_end_and_holds_no_more_than_its_reports():
    poses = one_set()
    sets = round(3600 / SET_S)
    prescription, plan = Prescription(parse_tempo("3-0-1-1")), Plan(REPS, sets, rest_s=30.0)
    session = LiveSession([Block(load_exercise("squat"), prescription, plan)])
    sizes = []
    for number in range(sets):
        by_s = number * SET_S
        counts = []
        for pose in poses:
            state, _ = session.push(later(pose, by_s), 120.0, pose.t_s + by_s)
            counts.append(state.rep_count)
        assert max(counts) == REPS
        gc.collect()
        sizes.append(size_of(session, set()) - size_of(session.sets, set()))
    assert state.stage is Stage.FINISHED
    record = session.finish()
    assert [len(one.reps) for one in record] == [REPS] * sets
    lowering_s = [rep.eccentric_s for one in record for rep in one.reps]
    assert lowering_s == pytest.approx([LOWERING_S] * REPS * sets, abs=0.3)
    # Neither poses nor samples of sets that are over are kept; the last set is over with `finish`.
    assert max(sizes[2:-1]) < 1.05 * max(sizes[:2])
    assert sizes[-1] < 2 * sizes[0]
    assert size_of(session, set()) - size_of(session.sets, set()) < sizes[0]


@pytest.mark.slow
def test_a_set_without_end_does_not_slow_the_coach_down():
    """Nobody rests for twenty minutes: what is looked at for each count stays bounded."""
    figure = StickFigure("squat", lambda t_s: set_depth(HOLD_S + t_s % REP_S), jitter_px=0.3)
    still = StickFigure("squat", lambda _t_s: 0.0, jitter_px=0.3)
    session = LiveSession([Block(load_exercise("squat"), Prescription(parse_tempo("3-0-1-1")))])
    for pose in still.poses(HOLD_S, FPS):
        session.push(pose, 120.0, pose.t_s)
    cycle = list(figure.poses(4 * REP_S, FPS))
    for number in range(55):
        by_s = HOLD_S + number * 4 * REP_S
        for pose in cycle:
            state, _ = session.push(later(pose, by_s), 120.0, pose.t_s + by_s)
    training = session._training
    assert state.rep_count == 220
    assert len(training._lead._counter._track) < 2 * 45 * FPS + 2
    assert len(training._lead._follower._meter._rows) < 4 * FPS
    assert len(state.recent) == 30
