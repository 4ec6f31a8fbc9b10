"""When a swing starts and ends, on signals whose truth is known by construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.core.signals.swing import Swing, fused_share
from vision_coach.core.timing.ends import time_passage

START_S, END_S = 1.0, 4.0


def swing_of(t_s, height, angle_down):
    """A body that is one well seen point at this height."""
    body = np.column_stack([np.zeros(len(t_s)), -height])
    return Swing(t_s, fused_share(t_s, height, angle_down), body, np.ones(2))


def timed(t_s, way):
    return time_passage(swing_of(t_s, 1 - way, way))


def ramp(t_s, start_s=START_S, end_s=END_S):
    """Hold at 0, constant speed, hold at 1."""
    return np.clip((t_s - start_s) / (end_s - start_s), 0, 1)


def eased(t_s, start_s=START_S, end_s=END_S, ramp_s=0.25):
    """Hold, even acceleration for `ramp_s`, constant speed, even braking, hold."""
    speed = 1 / (end_s - start_s - ramp_s)
    fine_s = np.linspace(0, 9, 90_001)
    v = speed * np.clip(np.minimum(fine_s - start_s, end_s - fine_s) / ramp_s, 0, 1)
    return np.interp(t_s, fine_s, np.cumsum(v) * (fine_s[1] - fine_s[0]))


@pytest.mark.parametrize("fps", [24, 30, 60])
@pytest.mark.parametrize("shape", [ramp, eased])
def test_a_swing_is_timed_from_hold_to_hold(shape, fps):
    t_s = np.arange(0, 5, 1 / fps)
    swing = timed(t_s, shape(t_s))
    assert swing.start_s == pytest.approx(START_S, abs=0.12)
    assert swing.end_s == pytest.approx(END_S, abs=0.1)


@pytest.mark.parametrize("duration_s", [0.4, 1.0, 2.0, 6.0])
def test_fast_and_slow_swings_are_timed_alike(duration_s):
    t_s = np.arange(0, duration_s + 2, 1 / 30)
    way = ramp(t_s, 1.0, 1.0 + duration_s)
    swing = timed(t_s, way)
    # Nobody starts at full speed; a slow swing that does seems to have started a little earlier.
    assert swing.duration_s == pytest.approx(duration_s, abs=max(0.16, 0.05 * duration_s))


@pytest.mark.parametrize("noise", [0.0, 0.002])
def test_a_slow_start_is_found_before_it_can_be_seen(noise):
    """Even acceleration for 2 s: after half a second it has come 1 % of the way."""
    t_s = np.arange(0, 8, 1 / 30)
    way = eased(t_s, 1.0, 6.0, ramp_s=2.0)
    assert np.interp(1.5, t_s, way) < 0.025
    jitter = np.random.default_rng(2).normal(0, noise, len(t_s))
    assert timed(t_s, way + jitter).start_s == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("ramp_s", [0.25, 0.5, 1.0])
@pytest.mark.parametrize("duration_s", [1.0, 2.0, 4.0, 6.0])
def test_the_true_times_lie_within_the_stated_uncertainty(duration_s, ramp_s, fps):
    t_s = np.arange(0, duration_s + 3, 1 / fps)
    ramp_s = min(ramp_s, duration_s / 2)
    swing = timed(t_s, eased(t_s, 1.5, 1.5 + duration_s, ramp_s))
    assert abs(swing.duration_s - duration_s) <= swing.uncertainty_s < duration_s / 2


@pytest.mark.parametrize("drift", [0.02, 0.04, 0.06])
@pytest.mark.parametrize("duration_s", [1.0, 2.0, 4.0])
def test_drifting_in_the_hold_may_pass_for_a_slow_start_and_is_owned_up_to(duration_s, drift):
    """For 3 s the body sinks by `drift` of the travel, then it goes down."""
    t_s = np.arange(0, duration_s + 6, 1 / 30)
    way = np.interp(t_s, [0, 1, 4, 4 + duration_s], [0, 0, drift, 1])
    swing = timed(t_s, way)
    assert abs(swing.start_s - 4.0) <= 0.3 + 0.12 * duration_s
    assert abs(swing.start_s - 4.0) <= 1.2 * swing.start_uncertainty_s
    assert swing.uncertainty_s < 1.2


@pytest.mark.parametrize("gap_s", [0.5, 0.7])
def test_a_start_in_a_gap_lies_in_the_gap_and_is_less_sure(gap_s):
    t_s = np.arange(0, 7, 1 / 30)
    whole = timed(t_s, eased(t_s, 1.5, 5.5))
    t_s = t_s[np.abs(t_s - 1.5) > gap_s / 2]
    swing = timed(t_s, eased(t_s, 1.5, 5.5))
    assert abs(swing.start_s - 1.5) <= gap_s / 2 + 0.1
    assert swing.start_uncertainty_s > 1.5 * whole.start_uncertainty_s


@pytest.mark.parametrize("settling", [0.0, 0.01])
def test_settling_after_a_firm_end_is_no_lowering(settling):
    """At 4 s the body has arrived; it sinks a little further for a second."""
    t_s = np.arange(0, 7, 1 / 30)
    way = (1 - settling) * ramp(t_s) + settling * np.clip(t_s - END_S, 0, 1)
    assert timed(t_s, way).end_s == pytest.approx(END_S, abs=0.12)


def test_a_stop_half_way_is_part_of_the_swing():
    t_s = np.arange(0, 7, 1 / 30)
    way = (ramp(t_s, 1, 2.5) + ramp(t_s, 4, 5.5)) / 2
    swing = timed(t_s, way)
    assert swing.duration_s == pytest.approx(4.5, abs=0.18)


def test_settling_before_the_swing_is_not_part_of_it():
    t_s = np.arange(0, 9, 1 / 30)
    settling = 0.03 * ramp(t_s, 0, 4)
    way = np.maximum(settling, 0.03 + 0.97 * ramp(t_s, 5, 7) * (t_s >= 5))
    swing = timed(t_s, way)
    assert swing.start_s == pytest.approx(5.0, abs=0.15)


def test_a_constant_speed_spends_a_third_of_the_time_in_each_third():
    t_s = np.arange(0, 5, 1 / 30)
    swing = timed(t_s, ramp(t_s))
    assert swing.thirds_s == pytest.approx((1.0, 1.0, 1.0), abs=0.12)
    assert sum(swing.thirds_s) == pytest.approx(swing.duration_s)


@given(shift_s=st.floats(0, 1e5), scale=st.floats(0.01, 100), offset=st.floats(-50, 50))
def test_clock_size_and_place_change_nothing(shift_s, scale, offset):
    t_s = np.arange(0, 5, 1 / 30)
    way = eased(t_s)
    plain = timed(t_s, way)
    height = offset + scale * (1 - way)
    moved = time_passage(swing_of(t_s + shift_s, height, way))
    assert moved.duration_s == pytest.approx(plain.duration_s, abs=1e-3)
    assert moved.start_s - shift_s == pytest.approx(plain.start_s, abs=1e-3)


def test_a_slower_onset_and_a_wider_frame_spacing_are_less_sure():
    t_s = np.arange(0, 9, 1 / 30)
    sudden, slow = ramp(t_s, 1, 2), ramp(t_s, 1, 7)
    quick = timed(t_s, sudden)
    calm = timed(t_s, slow)
    assert calm.uncertainty_s > quick.uncertainty_s
    gap = (t_s < 0.8) | (t_s > 1.4)
    holed = timed(t_s[gap], slow[gap])
    assert holed.start_uncertainty_s > calm.start_uncertainty_s


def test_where_the_angle_makes_no_sense_the_height_decides():
    t_s = np.arange(0, 5, 1 / 30)
    noise = np.random.default_rng(0).normal(size=len(t_s))
    swing = time_passage(swing_of(t_s, 1 - ramp(t_s), noise))
    assert swing.duration_s == pytest.approx(3.0, abs=0.17)


@pytest.mark.parametrize("at_s", [1.8, 2.5, 3.2])
def test_a_joint_put_elsewhere_for_half_a_second_does_not_end_the_swing(at_s):
    t_s = np.arange(0, 5, 1 / 15)
    way = eased(t_s)
    elsewhere = np.where(np.abs(t_s - at_s) <= 0.25, 1.5, way)
    swing = time_passage(swing_of(t_s, 1 - way, elsewhere))
    assert swing.start_s == pytest.approx(START_S, abs=0.12)
    assert swing.end_s == pytest.approx(END_S, abs=0.12)


def test_a_swing_that_is_at_its_end_from_the_first_sample_on_is_timed_within_its_samples():
    # Seen in tracks whose height and angle disagree: the highest sample is the first one.
    t_s = np.arange(12) / 25
    way = np.array([1.0, 0.26, 0.0, 0.02, 0.25, 0.41, 0.45, 0.24, 0.05, 0.05, 0.16, 0.25])
    swing = time_passage(swing_of(t_s, 1 - way, way))
    assert 0 <= swing.start_s <= swing.end_s <= t_s[-1]
    assert np.isfinite(swing.uncertainty_s)


@pytest.mark.parametrize("way", [[1] * 6 + [0.8, 0.5, 0.2, 0, 0, 0], [1] * 4 + [0] * 8])
def test_a_picture_that_stands_still_at_the_end_of_a_swing_gives_times_within_the_samples(way):
    # A frozen camera repeats its first picture, in which the body is at the end already.
    t_s, way = np.arange(12) / 25, np.array(way, dtype=float)
    swing = time_passage(swing_of(t_s, 1 - way, way))
    assert 0 <= swing.start_s <= swing.end_s <= t_s[-1]
    assert np.isfinite(swing.uncertainty_s)


@pytest.mark.parametrize("gap_at_s", [0.5, 1.0, 1.6, 2.5, 4.0])
def test_a_gap_in_the_angle_moves_neither_end(gap_at_s):
    t_s = np.arange(0, 5, 1 / 30)
    knee_deg = 175 - 95 * eased(t_s)
    height = np.sin(np.radians(knee_deg / 2))
    seen = np.where(np.abs(t_s - gap_at_s) <= 0.4, np.nan, -knee_deg)
    whole, swing = (time_passage(swing_of(t_s, height, angle)) for angle in (-knee_deg, seen))
    assert swing.start_s == pytest.approx(whole.start_s, abs=0.03)
    assert swing.end_s == pytest.approx(whole.end_s, abs=0.03)


def test_where_height_and_angle_both_turn_back_both_are_used():
    """Six tenths of the way down, three tenths up again, and on."""
    t_s = np.arange(0, 6, 1 / 30)
    way = np.interp(t_s, [0, 1, 2, 2.5, 4.5, 6], [0, 0, 0.6, 0.3, 1, 1])
    bent = np.sin(way * np.pi / 2)
    both = fused_share(t_s, 1 - way, bent)
    assert both == pytest.approx((way + bent) / 2, abs=0.06)
    assert np.abs(both - way).max() > 0.08


def test_a_joint_put_elsewhere_in_a_rise_is_not_followed_either():
    t_s = np.arange(0, 5, 1 / 15)
    way = 1 - eased(t_s)
    elsewhere = np.where(np.abs(t_s - 2.5) <= 0.25, 1.5, way)
    assert fused_share(t_s, 1 - way, elsewhere) == pytest.approx(way, abs=0.05)
