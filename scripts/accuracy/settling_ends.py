"""Ends of lowerings that settling follows, and ends that nothing follows, with exact truth.

A few points of a body go down together with noise; the descent is braked within a known time at a
known share of the way, and the rest is sunk through, evenly or less and less, while it is held.
Settling quicker than `QUICKEST` of the descent is left out: nobody could say where that ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.signals.swing import Swing, fused_share
from vision_coach.core.timing.ends import time_passage

FPS = 30.0
START_S, SPEEDING_UP_S, HELD_S = 1.5, 0.25, 0.6
POINTS = 16
DURATIONS_S = (2.0, 3.0, 4.0, 5.0)
BRAKINGS_S = (0.25, 0.6, 1.0)
REACHED = (0.93, 0.95, 0.97)
SETTLING_S = (1.5, 3.0)
NOISES = (0.004, 0.01)
"""Standard deviations of a point, as shares of the travel: a steady camera, and a poor one."""
DRAWS = 2
QUICKEST = 0.2
EVEN, FADING = "even", "fading"


@dataclass(frozen=True, slots=True)
class End:
    """The end of one lowering."""

    settles: bool
    error_s: float
    """Measured minus true."""


def ends() -> list[End]:
    return [*settling_ends(), *plain_ends()]


def settling_ends() -> Iterator[End]:
    kinds = itertools.product(DURATIONS_S, BRAKINGS_S, REACHED, SETTLING_S, (EVEN, FADING))
    for number, (duration_s, braking_s, reached, settling_s, course) in enumerate(kinds):
        first_speed = (1 - reached) / settling_s * (1.0 if course == EVEN else 3.0)
        if first_speed > QUICKEST * reached / duration_s:
            continue
        for noise, draw in itertools.product(NOISES, range(DRAWS)):
            way = descent(duration_s, braking_s, reached, settling_s, course)
            error = error_s(way, duration_s, noise, seed=1000 * number + draw)
            yield End(settles=True, error_s=error)


def plain_ends() -> Iterator[End]:
    kinds = itertools.product(DURATIONS_S, BRAKINGS_S, NOISES, range(DRAWS))
    for number, (duration_s, braking_s, noise, draw) in enumerate(kinds):
        way = descent(duration_s, braking_s, 1.0, 0.0, EVEN)
        error = error_s(way, duration_s, noise, seed=1000 * number + draw)
        yield End(settles=False, error_s=error)


def descent(
    duration_s: float, braking_s: float, reached: float, settling_s: float, course: str
) -> Array:
    """The way down at `FPS`, shape (n,), 0 to 1."""
    t_s = np.arange(0, START_S + duration_s + settling_s + HELD_S, 1 / FPS)
    end_s = START_S + duration_s
    speed = np.clip(np.minimum((t_s - START_S) / SPEEDING_UP_S, (end_s - t_s) / braking_s), 0, 1)
    way: Array = reached * np.cumsum(speed) / speed.sum()
    if settling_s:
        passed = np.clip((t_s - end_s) / settling_s, 0, 1)
        sunk = passed if course == EVEN else (1 - np.exp(-3 * passed)) / (1 - np.exp(-3))
        way += (1 - reached) * sunk
    return way


def error_s(way: Array, duration_s: float, noise: float, seed: int) -> float:
    t_s = np.arange(len(way)) / FPS
    random = np.random.default_rng(seed)
    body = way[:, None] + random.normal(0, noise, (len(way), POINTS))
    height, angle_down = -body[:, 0], body[:, 1]
    swing = Swing(t_s, fused_share(t_s, height, angle_down), body, np.ones(POINTS))
    return time_passage(swing).end_s - START_S - duration_s


def quantile_s(found: Sequence[End], share: float) -> float:
    return float(np.quantile([abs(one.error_s) for one in found], share))
