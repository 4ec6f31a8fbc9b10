"""Measurement: when a detected swing truly started and ended, between frames, and how surely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vision_coach.core.onset import ONSET_SHARE, Beginning, beginning_seen_in, core_of
from vision_coach.core.swing import (
    Swing,
    between,
    first_above,
    first_motion,
    last_below,
    share_from_hold,
)

LONG_HOLD_S = 0.5
"""What is left or reached from a hold this long is extrapolated to it."""
START_EXPONENT, END_EXPONENT = 2.2, 1.5
"""How the way from the hold grows with time. Evenly accelerated it is the square, and in movements
of least jerk the cube (Flash and Hogan 1985); people stop more firmly than they start. Fitted to
rendered lowerings of six speed profiles."""
QUICK_S, SLOW_S = 0.5, 1.0
"""Time from `CORE_FROM` of the travel to its middle: quick swings start within a few frames, where
whoever reads them by eye sees them start; slow ones start before anybody sees it."""
UNSEEN_LONGEST_S = 0.5
"""How long before it is seen a slow swing may start; beyond it noise would decide."""
SURE_AT_BEST_S = 0.05
"""The first of the terms that make the half-width of the 90 % interval, added as squares. Their
sizes were fitted to rendered lowerings, whose times are known exactly: about 90 % lie inside."""
ONSET_DOUBT = 3.0
"""A slow onset is hard to see: this many times its duration."""
SLOWNESS_DOUBT = 0.2
"""A slow swing begins slowly: this share of the time it takes from `CORE_FROM` to its middle."""
APART_LONGEST_S = 1.0
"""The body's motion and the working joint's height and angle may say different times; the term is
their difference, up to this."""
NORMAL_90 = 1.645
"""Half-width of the central 90 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A swing from one end to the other. Times in seconds of the source."""

    start_s: float
    end_s: float
    start_uncertainty_s: float
    """Half-width of the 90 % interval."""
    end_uncertainty_s: float
    thirds_s: tuple[float, float, float]
    """Time spent in each third of the travel."""

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def uncertainty_s(self) -> float:
        return float(np.hypot(self.start_uncertainty_s, self.end_uncertainty_s))


def time_passage(swing: Swing) -> Passage:
    """When a swing starts and ends."""
    start = edge_of(swing, from_rest_s)
    end = edge_of(swing.back_in_time(), to_rest_s)
    start_s, end_s = start.t_s, max(start.t_s, -end.t_s)
    t_s, share = swing.t_s, swing.share
    middle = last_below(share, 0.5, int(np.argmax(share)))
    third_s = between(t_s, share, last_below(share, 1 / 3, middle), 1 / 3)
    two_thirds_s = between(t_s, share, first_above(share, 2 / 3, middle) - 1, 2 / 3)
    third_s = min(max(third_s, start_s), end_s)
    two_thirds_s = min(max(two_thirds_s, third_s), end_s)
    return Passage(
        start_s=start_s,
        end_s=end_s,
        start_uncertainty_s=start.uncertainty_s,
        end_uncertainty_s=end.uncertainty_s,
        thirds_s=(third_s - start_s, two_thirds_s - third_s, end_s - two_thirds_s),
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning of a swing."""

    t_s: float
    uncertainty_s: float
    """Half-width of its 90 % interval."""


Reading = Callable[[Beginning, Swing], float]
"""The moment that is taken for the beginning, given what is seen of it."""


def from_rest_s(begun: Beginning, swing: Swing) -> float:
    """How swings start: gently, the slower they are the longer before it is seen."""
    if begun.held_s < LONG_HOLD_S:
        return begun.t_s
    unseen_s = np.clip(begun.t_s - begun.extrapolated_s(START_EXPONENT), 0.0, UNSEEN_LONGEST_S)
    slowness = np.clip((core_of(swing)[0] - QUICK_S) / (SLOW_S - QUICK_S), 0.0, 1.0)
    return float(begun.t_s - slowness * unseen_s)


def to_rest_s(begun: Beginning, _swing: Swing) -> float:
    """How swings end, seen back in time: firmly; what still moves a little then is settling."""
    if begun.held_s < LONG_HOLD_S:
        return begun.t_s
    return max(begun.t_s, begun.extrapolated_s(END_EXPONENT))


def edge_of(swing: Swing, reading: Reading) -> Edge:
    """When a swing begins. For its end, give it back in time."""
    begun = beginning_seen_in(first_motion(swing), swing)
    apart_s = abs(begun.t_s - beginning_seen_in(share_from_hold(swing), swing).t_s)
    # Frame spacing leaves a uniform error; noise moves a crossing by noise over speed.
    chance_s = np.hypot(
        spacing_around_s(swing, begun.t_s) / np.sqrt(12), begun.noise / ONSET_SHARE * begun.onset_s
    )
    parts_s = (
        NORMAL_90 * chance_s,
        SURE_AT_BEST_S,
        ONSET_DOUBT * begun.onset_s,
        SLOWNESS_DOUBT * core_of(swing)[0],
        min(apart_s, APART_LONGEST_S),
    )
    return Edge(max(reading(begun, swing), float(swing.t_s[0])), float(np.linalg.norm(parts_s)))


def spacing_around_s(swing: Swing, moment_s: float) -> float:
    """The time between the samples around a moment, or the usual one if that is longer."""
    t_s = swing.t_s
    after = min(max(int(np.searchsorted(t_s, moment_s)), 1), len(t_s) - 1)
    return max(float(t_s[after] - t_s[after - 1]), swing.spacing_s)
