"""How long a swing had been under way before its first sample, on ways of known acceleration."""

import numpy as np
import pytest

from vision_coach.core.signals.swing import Swing, fused_share
from vision_coach.core.timing.ends import time_passage
from vision_coach.core.timing.unseen_start import under_way_s

RAMP_S, DURATION_S = 0.5, 3.0


def way_at(t_s):
    """Even acceleration for half a second from 0 s on, even speed to 3 s, then a hold."""
    speed = 1 / (DURATION_S - RAMP_S / 2)
    ramped = speed * np.clip(t_s, 0, RAMP_S) ** 2 / (2 * RAMP_S)
    return np.minimum(ramped + speed * np.clip(t_s - RAMP_S, 0, None), 1)


def swing_from(begun_s, noise=0.0, seed=0):
    """Seen from `begun_s` after its start on; 16 points go down together."""
    t_s = np.arange(0, 4, 1 / 30)
    way = way_at(t_s + begun_s)
    jitter = np.random.default_rng(seed).normal(0, noise, (len(t_s), 16))
    body = way[:, None] + jitter
    height = -body.mean(axis=1)
    return Swing(t_s, fused_share(t_s, height, -height), body, np.ones(16))


@pytest.mark.parametrize("begun_s", [0.0, 0.05, 0.1])
@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_the_first_speed_of_a_swing_tells_when_it_set_out(begun_s, noise):
    assert under_way_s(swing_from(begun_s, noise)) == pytest.approx(begun_s, abs=0.08)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("begun_s", [0.6, 1.0, 1.5])
def test_of_a_swing_at_its_full_speed_nobody_knows_for_how_long(begun_s, seed):
    assert under_way_s(swing_from(begun_s, noise=0.01, seed=seed)) > 0.3


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kept", [1, 2])
def test_before_a_gap_too_few_samples_tell_nothing(kept):
    whole = swing_from(0.0)
    seen = np.r_[0:kept, 20 : len(whole.t_s)]
    swing = Swing(whole.t_s[seen], whole.share[seen], whole.body[seen], whole.seen)
    assert under_way_s(swing) == float("inf")


def test_a_start_that_is_seen_says_nothing_of_before():
    assert time_passage(swing_from(-0.5)).unseen_s is None
    assert time_passage(swing_from(0.0)).unseen_s is not None
