"""Rules that look at one candidate by itself: in position, anchor in place, back up, not too quick.

A rule says nothing, or its no with the number that it looked at and the limit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array
from vision_coach.core.detection.candidates import (
    LET_GO_SHARE,
    NEAR_END_SHARE,
    Candidate,
    anchor_aside,
    anchor_fall,
    anchor_travel,
    lasts_to_the_end,
    travelling,
)
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.exercise import Exercise

IN_POSITION_SHARE = 0.7
"""Share of a lowering's frames that must be in position: the pose errs in some, and most must
do."""
ANCHOR_SHARE = 0.5
"""How far the anchor may move up or down during a lowering, as a share of the travel. Planted
hands and feet move by the pose's noise; hands that hang from a bending body move as much as it."""
ANCHOR_ASIDE = 1.0
"""How far it may move sideways, limb lengths: one step further is walking. Hand-held cameras move
planted hands by up to 0.5."""
UPPER_SHARE = 1 / 3
"""The part of the way down, from the top, in which the torso must be as the exercise asks. How far
it leans below that depends on the person. 0.2 to 0.5 keep all 14 labelled real clips right."""
RISE_SHARE = 0.5
"""A repetition comes back up by at least this share of its travel: half-way is the least of which
one can say that it is more up than down."""
GRAVITY_M_PER_S2 = 9.81
"""At the surface of the earth; it differs by less than 0.3 % from place to place."""
SHORTEST_LIMB_M = 0.58
"""An arm of somebody 1.75 m tall (Winter 2009); longer limbs make the rule that uses it milder."""

CandidateRule = Callable[[Candidate, Exercise], Rejection | None]


def no(
    candidate: Candidate, exercise: Exercise, rule: Rule, value: float, limit: float, unit: str
) -> Rejection:
    """The rejection of a candidate by `rule`."""
    t_s, lowering = candidate.stretch.t_s, candidate.lowering
    start_s, end_s = float(t_s[lowering.top]), float(t_s[lowering.bottom])
    return Rejection(rule, float(value), float(limit), unit, start_s, end_s, exercise.name)


def height_fits(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    """The moving part is as high over the anchor as in this exercise."""
    height = candidate.stretch.height[travelling(candidate.stretch, candidate.lowering)]
    outside = outside_of(height, exercise.height)
    return outside and no(candidate, exercise, Rule.HEIGHT, *outside, "limb_lengths")


def torso_fits(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    """In the upper part of the way the torso is inclined as in this exercise."""
    way_down = travelling(candidate.stretch, candidate.lowering)
    height = candidate.stretch.height[way_down]
    upper = height >= height[0] - UPPER_SHARE * (height[0] - height[-1])
    torso_deg = candidate.stretch.samples[way_down]["inclination_deg"][upper]
    outside = outside_of(torso_deg, exercise.torso_inclination_deg)
    return outside and no(candidate, exercise, Rule.TORSO, *outside, "deg")


def outside_of(values: Array, limits: tuple[float, float]) -> tuple[float, float] | None:
    """The median of the values beyond the limit that most of them pass, and that limit; None where
    enough of them lie between the two."""
    low, high = limits
    below, above = values < low, values > high
    if mostly((values >= low) & (values <= high)):
        return None
    if above.sum() > below.sum():
        return float(np.median(values[above])), high
    return float(np.median(values[below])), low


def mostly(in_position: NDArray[np.bool_]) -> bool:
    return bool(in_position.mean() >= IN_POSITION_SHARE)


def anchor_stays_level(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    stretch, lowering = candidate.stretch, candidate.lowering
    moved = anchor_travel(stretch, travelling(stretch, lowering))
    most = ANCHOR_SHARE * lowering.travel
    if moved <= most:
        return None
    return no(candidate, exercise, Rule.ANCHOR_MOVED, moved, most, "limb_lengths")


def anchor_stays_put(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    stretch = candidate.stretch
    aside = anchor_aside(stretch, travelling(stretch, candidate.lowering))
    if aside <= ANCHOR_ASIDE:
        return None
    return no(candidate, exercise, Rule.ANCHOR_ASIDE, aside, ANCHOR_ASIDE, "limb_lengths")


def comes_back_up(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    """It is finished by a rise, or may count without one."""
    stretch, lowering = candidate.stretch, candidate.lowering
    least = RISE_SHARE * lowering.travel
    if exercise.ends_at_bottom or exercise.eccentric_only or lowering.rise >= least:
        return None
    # Nobody knows what would have come after the last frame, nor after a cut.
    if lasts_to_the_end(stretch, lowering) and stretch.ends in ("end", "cut"):
        return None
    fallen, regained = anchor_fall(stretch, lowering)
    if fallen > (most := LET_GO_SHARE * regained):
        return no(candidate, exercise, Rule.LET_GO, fallen, most, "limb_lengths")
    return no(candidate, exercise, Rule.NOT_RAISED, lowering.rise, least, "limb_lengths")


def takes_long_enough(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    """A body could fall that fast; a pose that jumps, and raised hands, are faster.

    From rest it falls through the first share h of its way in the square root of h of the time.
    """
    if candidate.cut_start:
        return None
    lowering = candidate.lowering
    way_s = candidate.stretch.t_s[travelling(candidate.stretch, lowering)]
    fall_s = np.sqrt(2 * lowering.travel * SHORTEST_LIMB_M / GRAVITY_M_PER_S2)
    took_s, least_s = way_s[-1] - way_s[0], (1 - np.sqrt(NEAR_END_SHARE)) * fall_s
    if took_s >= least_s:
        return None
    return no(candidate, exercise, Rule.TOO_QUICK, took_s, least_s, "s")


POSTURE: tuple[CandidateRule, ...] = (
    height_fits,
    torso_fits,
    anchor_stays_level,
    anchor_stays_put,
    comes_back_up,
)
"""What must be so before candidates are compared with each other, in this order."""


def first_no(
    candidate: Candidate, exercise: Exercise, rules: tuple[CandidateRule, ...]
) -> Rejection | None:
    return next((said for rule in rules if (said := rule(candidate, exercise))), None)
