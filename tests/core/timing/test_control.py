"""Where control of a lowering is lost, on ways whose truth is known by construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.core.signals.swing import Swing, fused_share
from vision_coach.core.timing.control import control_lost_s
from vision_coach.core.timing.ends import time_passage

START_S = 1.0
GRAVITY = 9.81  # m/s2


def swing_of(t_s, way):
    body = np.column_stack([np.zeros(len(t_s)), way])
    return Swing(t_s, fused_share(t_s, 1 - way, way), body, np.ones(2))


def lowered_and_let_go(controlled_s, fallen_share, fall_s):
    """Evenly down to the rest of the way, which is fallen through evenly faster; then the floor."""
    lost_s = START_S + controlled_s
    t_s = np.arange(0, lost_s + fall_s + 2, 1 / 30)
    held = 1 - fallen_share
    even = held * np.clip((t_s - START_S) / controlled_s, 0, 1)
    since_s = np.clip(t_s - lost_s, 0, fall_s)
    speed = held / controlled_s
    gain = 2 * (fallen_share - speed * fall_s) / fall_s**2
    return t_s, even + speed * since_s + gain * since_s**2 / 2


def lost_in(t_s, way):
    swing = swing_of(t_s, way)
    down = time_passage(swing)
    return control_lost_s(swing, down.start_s, down.end_s)


@given(
    controlled_s=st.floats(2.5, 6.0),
    fallen_share=st.floats(0.3, 0.6),
    fall_s=st.floats(0.25, 0.4),
)
def test_the_moment_of_a_break_is_found(controlled_s, fallen_share, fall_s):
    found_s = lost_in(*lowered_and_let_go(controlled_s, fallen_share, fall_s))
    assert found_s == pytest.approx(START_S + controlled_s, abs=0.2)


@given(duration_s=st.floats(1.0, 6.0), slowing=st.floats(0.6, 1.6))
def test_who_lowers_to_the_end_never_loses_control(duration_s, slowing):
    """A last third that is up to 1.7 times as quick as the rest is still lowered."""
    t_s = np.arange(0, START_S + duration_s + 2, 1 / 30)
    two_thirds_s = START_S + duration_s * 2 / (2 + 1 / slowing)
    way = np.interp(t_s, [START_S, two_thirds_s, START_S + duration_s], [0, 2 / 3, 1])
    assert lost_in(t_s, way) is None


def test_a_body_that_topples_from_45_degrees_falls():
    """A rod of 1.2 m over the knees, let go at 45 degrees: the pendulum's equation, integrated."""
    step_s = 1 / 300
    lean, turning, leans = np.pi / 4, np.radians(15), []
    while lean < np.pi / 2:
        turning += 1.5 * GRAVITY / 1.2 * np.sin(lean) * step_s
        lean += turning * step_s
        leans.append(lean)
    fall = (np.cos(np.pi / 4) - np.cos(leans[::10])) * 1.0
    down = 1 - np.cos(np.radians(np.arange(0, 45, 15 / 30)))  # at 15 degrees a second
    way = np.concatenate([np.zeros(30), down, 1 - np.cos(np.pi / 4) + fall, np.ones(60)])
    way = np.minimum(way / way[-1], 1.0)
    t_s = np.arange(len(way)) / 30
    assert lost_in(t_s, way) == pytest.approx(1.0 + 45 / 15, abs=0.25)
