"""Where a lowering ends that settling follows, on ways whose truth is known by construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.core.signals.swing import Swing, fused_share
from vision_coach.core.timing.ends import time_passage
from vision_coach.core.timing.settling import settling_from_s

START_S = 1.0


def descent(t_s, duration_s, reached, braking_s, settling_s):
    """To `reached` of the way in `duration_s`, the last `braking_s` of it evenly braked; the rest
    evenly in `settling_s`, then a hold."""
    end_s = START_S + duration_s
    speed = np.clip(np.minimum((t_s - START_S) / 0.25, (end_s - t_s) / braking_s), 0, 1)
    way = np.cumsum(speed)
    rest = np.clip((t_s - end_s) / settling_s, 0, 1) if settling_s else 0.0
    return reached * way / way[-1] + (1 - reached) * rest


def swing_of(t_s, way):
    body = np.column_stack([np.zeros(len(t_s)), way])
    return Swing(t_s, fused_share(t_s, 1 - way, way), body, np.ones(2))


@pytest.mark.parametrize("reached", [0.93, 0.95, 0.97])
@pytest.mark.parametrize("braking_s", [0.25, 0.6, 1.0])
@pytest.mark.parametrize("duration_s", [2.0, 3.0, 4.0])
def test_a_lowering_ends_where_settling_begins(duration_s, braking_s, reached):
    t_s = np.arange(0, START_S + duration_s + 4, 1 / 30)
    way = descent(t_s, duration_s, reached, braking_s, 3.0)
    assert time_passage(swing_of(t_s, way)).end_s == pytest.approx(START_S + duration_s, abs=0.35)


@pytest.mark.parametrize("braking_s", [0.25, 0.6, 1.0])
@pytest.mark.parametrize("duration_s", [1.0, 2.0, 5.0])
def test_where_nothing_settles_the_end_is_left_alone(duration_s, braking_s):
    t_s = np.arange(0, START_S + duration_s + 3, 1 / 30)
    way = descent(t_s, duration_s, 1.0, min(braking_s, duration_s / 2), 0.0)
    assert settling_from_s(swing_of(t_s, way), START_S + duration_s) is None


def test_whoever_goes_on_at_half_the_speed_is_still_lowering():
    t_s = np.arange(0, 8, 1 / 30)
    way = np.interp(t_s, [1, 4, 4.6], [0, 0.9, 1])  # 0.3 of the way a second, then 0.17
    assert time_passage(swing_of(t_s, way)).end_s == pytest.approx(4.6, abs=0.2)


def test_a_last_fifth_however_slow_is_no_settling():
    t_s = np.arange(0, 12, 1 / 30)
    way = np.interp(t_s, [1, 4, 8], [0, 0.8, 1])
    assert time_passage(swing_of(t_s, way)).end_s == pytest.approx(8.0, abs=0.3)


@given(shift_s=st.floats(-100, 1000))
def test_the_clock_changes_nothing(shift_s):
    t_s = np.arange(0, 8, 1 / 30)
    swing = swing_of(t_s, descent(t_s, 3.0, 0.95, 0.5, 3.0))
    later = Swing(swing.t_s + shift_s, swing.share, swing.body, swing.seen)
    ended_s = settling_from_s(swing, 6.9)
    assert ended_s is not None
    assert settling_from_s(later, 6.9 + shift_s) - shift_s == pytest.approx(ended_s, abs=1e-6)


def test_a_way_of_a_few_samples_has_no_settling_to_see():
    t_s = np.arange(6) / 5
    assert settling_from_s(swing_of(t_s, np.array([0, 0.1, 0.5, 0.9, 0.97, 1.0])), 1.0) is None
