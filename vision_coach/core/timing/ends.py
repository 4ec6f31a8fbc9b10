"""Measurement: when a detected swing truly started and ended, between frames, and how surely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vision_coach.core.signals.spread import NORMAL_90, UNIFORM_SQUARED
from vision_coach.core.signals.swing import (
    Swing,
    between,
    first_above,
    first_motion,
    last_below,
    share_from_hold,
)
from vision_coach.core.timing.onset import Beginning, beginning_seen_in, core_of
from vision_coach.core.timing.settling import settling_from_s
from vision_coach.core.timing.unseen_start import begins_with_samples, under_way_s

TURN_S, HOLD_S = 0.4, 0.6
"""What leaves or reaches a hold is extrapolated to it, the more the less it is a turning point. A
hold as long as `HOLD_LONGEST_S` is one for sure."""
FROM_REST = 2.0
"""How the way from a hold grows with time: evenly accelerated, with its square."""
LEAVING_SHARES = (0.3, 0.5)
"""Speed from the first to the second of `CORNER_SHARES`, as a share of the speed within the swing:
who is slower gathers speed so gently that nothing shows when it began, who is quicker sets off."""
UNSEEN_LONGEST_S = 0.5
"""How long before it is seen a swing may start; beyond it noise would decide, and drifts in the
hold would pass for slow starts: push-ups of 2.0 s after 3 s of drift were read as 2.66 s."""
APART_LONGEST_S = 1.0
"""The body's motion and the working joint's height and angle may say different times; the term is
their difference, up to this: more is a disagreement about another motion, not about this one's
time."""


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
    unseen_s: float | None = None
    """How long it had been under way at the first sample; None where its start was seen."""
    control_lost_s: float | None = None
    """When the body began to fall; None where it was lowered to its end, or nobody asked."""

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def uncertainty_s(self) -> float:
        return float(np.hypot(self.start_uncertainty_s, self.end_uncertainty_s))


def time_passage(swing: Swing) -> Passage:
    """When a swing starts and ends."""
    start = edge_of(swing, STARTING)
    end = edge_of(swing.back_in_time(), ENDING)
    start_s, end_s = start.t_s, max(start.t_s, -end.t_s)
    end_s = max(start_s, settling_from_s(swing, end_s) or end_s)
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
        unseen_s=under_way_s(swing) if begins_with_samples(swing, start_s) else None,
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning of a swing."""

    t_s: float
    uncertainty_s: float
    """Half-width of its 90 % interval."""


def from_rest_s(begun: Beginning, swing: Swing) -> float:
    """How swings start: gently, so some time before it is seen."""
    _, core_speed = core_of(swing)
    unseen_s = begun.t_s - begun.extrapolated_s(FROM_REST)
    setting_off = between_0_and_1(begun.corner_speed / core_speed, *LEAVING_SHARES)
    return begun.t_s - setting_off * trust_in_hold(begun) * min(
        max(unseen_s, 0.0), UNSEEN_LONGEST_S
    )


def to_rest_s(begun: Beginning, _swing: Swing) -> float:
    """How swings end, seen back in time: evenly braked; what moves later on is settling."""
    settling_s = begun.extrapolated_s(FROM_REST) - begun.t_s
    return begun.t_s + trust_in_hold(begun) * max(settling_s, 0.0)


def trust_in_hold(begun: Beginning) -> float:
    """0 at a turning point, or where no sample shows how it was left, to 1 after a hold."""
    return between_0_and_1(begun.held_s, TURN_S, HOLD_S) if begun.corner_seen else 0.0


def between_0_and_1(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, evenly in between."""
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Manner:
    """How people come from a hold, or to one. The terms of the uncertainty are half-widths of 90 %
    intervals, added as squares; they were fitted to rendered lowerings, whose times are known
    exactly."""

    begun_s: Callable[[Beginning, Swing], float]
    """The moment that is taken for the beginning, given what is seen of it."""
    sure_at_best_s: float
    corner_doubt: float
    """Who leaves a hold slowly may have begun long ago: this many times the time that it took from
    the first to the second of `CORNER_SHARES`."""


# The two numbers of each were fitted so that nine of ten exact times of some 300 rendered
# lowerings lie inside, whether the ends are sharp or creeping.
STARTING = Manner(from_rest_s, sure_at_best_s=0.15, corner_doubt=2.0)
# Bodies stop more sharply than they start, so an end is surer.
ENDING = Manner(to_rest_s, sure_at_best_s=0.08, corner_doubt=0.8)


def edge_of(swing: Swing, manner: Manner) -> Edge:
    """When a swing begins. For its end, give it back in time."""
    begun = beginning_seen_in(first_motion(swing), swing)
    apart_s = abs(begun.t_s - beginning_seen_in(share_from_hold(swing), swing).t_s)
    # Frame spacing leaves a uniform error; noise moves a crossing by noise over speed.
    chance_s = np.hypot(
        spacing_around_s(swing, begun.t_s) / np.sqrt(UNIFORM_SQUARED),
        begun.noise / begun.corner_speed,
    )
    # A swing as quick as a blink is no less sure than the way to its middle is long.
    core_s, _ = core_of(swing)
    parts_s = (
        NORMAL_90 * chance_s,
        min(manner.sure_at_best_s, core_s),
        manner.corner_doubt * min(begun.corner_took_s, core_s),
        min(apart_s, APART_LONGEST_S),
    )
    begun_s = max(manner.begun_s(begun, swing), float(swing.t_s[0]))
    return Edge(begun_s, float(np.linalg.norm(parts_s)))


def spacing_around_s(swing: Swing, moment_s: float) -> float:
    """The time between the samples around a moment, or the usual one if that is longer."""
    t_s = swing.t_s
    after = min(max(int(np.searchsorted(t_s, moment_s)), 1), len(t_s) - 1)
    return max(float(t_s[after] - t_s[after - 1]), swing.spacing_s)
