"""Rules that look at one candidate by itself: does the anchor stay, does the exercise explain it,
is it finished, could a body do it?

A rule says nothing, or its no with the number that it looked at and the limit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array
from vision_coach.core.detection.candidates import (
    NEAR_END_SHARE,
    Candidate,
    anchor_aside,
    anchor_fall,
    anchor_travel,
    lasts_to_the_end,
    let_go_share,
    travelling,
)
from vision_coach.core.detection.explanations import as_measured
from vision_coach.core.detection.motions import motion_of, way_down
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.detection.witnesses import WITNESSES, evidence_of_limb, most_against
from vision_coach.core.exercise import Exercise

IN_POSITION_SHARE = 0.7
"""Share of a lowering's frames that must be in position: the pose errs in some, and most must
do."""
ANCHOR_ASIDE = 1.0
"""How far it may move sideways, limb lengths: one step further is walking. Hand-held cameras move
planted hands by up to 0.5."""
LEAST_EVIDENCE_OF_ONE = -3.6
"""Somebody said that this exercise is done, so a lowering may look up to so much likelier without
it, natural logarithm. Of 288 lowerings of labelled clips and samples of squats, push-ups and
pull-ups the least has -2.0, of 20 other swings in them that look least like one the most has -4.8.
Chosen on these."""
GRAVITY_M_PER_S2 = 9.81
"""At the surface of the earth; it differs by less than 0.3 % from place to place."""
SHORTEST_LIMB_M = 0.58
"""An arm of somebody 1.75 m tall (Winter 2009); longer limbs make the rule that uses it milder."""
RISE_SHARE = 0.5
"""A repetition comes back up by at least this share of its travel: half-way is the least of which
one can say that it is more up than down."""
CandidateRule = Callable[[Candidate, Exercise], Rejection | None]


def no(
    candidate: Candidate, exercise: Exercise, rule: Rule, value: float, limit: float, unit: str
) -> Rejection:
    """The rejection of a candidate by `rule`."""
    t_s, lowering = candidate.stretch.t_s, candidate.lowering
    start_s, end_s = float(t_s[lowering.top]), float(t_s[lowering.bottom])
    return Rejection(rule, float(value), float(limit), unit, start_s, end_s, exercise.name)


def is_explained(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    """The exercise makes the lowering hardly less likely than anything else does.

    What is said of one that it does not explain is what speaks most against it.
    """
    motion = motion_of(candidate, exercise, way_down(candidate))
    spoken_for = evidence_of_limb(motion)
    if spoken_for >= LEAST_EVIDENCE_OF_ONE:
        return None
    name = most_against(motion)
    witness, seen = WITNESSES[name], float(getattr(motion, name))
    if witness.rule is Rule.NOT_EXPLAINED:
        value, limit, unit = spoken_for, LEAST_EVIDENCE_OF_ONE, "evidence"
    else:
        unit = witness.unit
        value, limit = (
            as_measured(name, one, candidate, exercise) for one in (seen, witness.limit(seen))
        )
    return no(candidate, exercise, witness.rule, value, limit, unit)


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
    """It is the body that came down, not hands or feet that went up."""
    stretch, lowering = candidate.stretch, candidate.lowering
    moved = anchor_travel(stretch, travelling(stretch, lowering))
    most = exercise.still_share * lowering.travel
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
    if fallen > (most := let_go_share(stretch) * regained):
        return no(candidate, exercise, Rule.LET_GO, fallen, most, "limb_lengths")
    return no(candidate, exercise, Rule.NOT_RAISED, lowering.rise, least, "limb_lengths")


def takes_long_enough(candidate: Candidate, exercise: Exercise) -> Rejection | None:
    """A body could fall that fast; a pose that jumps, and raised hands, are faster."""
    if candidate.cut_start:
        return None
    way_s = candidate.stretch.t_s[travelling(candidate.stretch, candidate.lowering)]
    took_s, least_s = way_s[-1] - way_s[0], fall_s(candidate.lowering.travel, NEAR_END_SHARE)
    if took_s >= least_s:
        return None
    return no(candidate, exercise, Rule.TOO_QUICK, took_s, least_s, "s")


def fall_s(travel: float, from_share: float) -> float:
    """How long a body that falls from rest takes for `travel`, limb lengths, without the first
    share of it: it falls through that in the square root of that share of the time."""
    whole_s = np.sqrt(2 * travel * SHORTEST_LIMB_M / GRAVITY_M_PER_S2)
    return float((1 - np.sqrt(from_share)) * whole_s)


PLAUSIBLE: tuple[CandidateRule, ...] = (
    anchor_stays_level,
    anchor_stays_put,
    is_explained,
    comes_back_up,
)
"""What must be so before candidates are compared with each other, in this order."""


def first_no(
    candidate: Candidate, exercise: Exercise, rules: tuple[CandidateRule, ...]
) -> Rejection | None:
    return next((said for rule in rules if (said := rule(candidate, exercise))), None)
