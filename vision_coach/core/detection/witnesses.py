"""Who speaks for an exercise, and against it: each compares two densities of what it saw.

Student's t around what the exercise leads to, and an even one over all that bodies do, for "none
of these". No exercise wins by default, and a further one adds no number here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, exp, isnan, lgamma, log, pi, sqrt

from vision_coach.core.body.posture import OTHER, STRIDE
from vision_coach.core.detection.motions import Bend, Motion
from vision_coach.core.detection.rejections import Rule

FREEDOM = 4.0
"""Of Student's t: a set in a hundred is four spreads off, as those of cameras in the hand are."""
DECEIVED = 0.003
"""How often a witness sees something else altogether, which bounds what one alone can deny. From
0.001 to 0.01 the same clips are right; from 0.03 on broad jumps played backwards pass as squats."""
HALF_TURN_DEG = 180.0
"""Joints bend between 0 and this."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What an exercise leads to: `expected`, give or take `spread`. Other motions are anywhere
    within `width`, one value as likely as another."""

    expected: float
    spread: float
    width: float
    rule: Rule = Rule.NOT_EXPLAINED
    """What is said where it speaks most against the exercise."""
    unit: str = "share"

    def evidence(self, seen: float) -> float:
        """How much likelier the exercise makes this value than anything else does, natural log."""
        if isnan(seen):
            return 0.0
        density = exp(log_student_t((seen - self.expected) / self.spread)) / self.spread
        return log((1 - DECEIVED) * density * self.width + DECEIVED)

    def limit(self, seen: float) -> float:
        """The value on this side of the expected one that is no evidence either way."""
        # The logarithm of Student's t, solved for the deviation at which the densities are alike.
        below_peak = log_student_t(0.0) - log(self.spread / self.width)
        deviation = sqrt(FREEDOM * (exp(2 * below_peak / (FREEDOM + 1)) - 1))
        return self.expected + copysign(deviation * self.spread, seen - self.expected)


# Medians and robust spreads of 104 sets of 69 real clips, tracks and rendered samples, rounded up.
# Bodies stand, lean or lie, so a torso is within a third of all angles anyhow; what is planted or
# straight is counted to one side only, which doubles its density.
WITNESSES = {
    "planted_up": Witness(0.0, 0.05, 1.0, Rule.ANCHOR_MOVED, "limb_lengths"),
    "planted_aside": Witness(0.0, 0.06, 1.0, Rule.ANCHOR_ASIDE, "limb_lengths"),
    "planted_apart": Witness(0.0, 0.12, 1.0, Rule.STEP),
    "joint_down": Witness(0.0, 0.09, 3.0),
    "reach": Witness(0.8, 0.12, 2.0),
    "work_deg": Witness(45.0, 8.0, 180.0, Rule.UNBENT),
    "straight": Witness(0.92, 0.1, 2.4, Rule.HEIGHT, "limb_lengths"),
    "torso_deg": Witness(0.0, 12.0, 60.0, Rule.TORSO, "deg"),
}
POSTURE_SPREAD_DEG = 20.0
"""Angles in space err by 13 to 30 degrees (docs/experiments.md), and people differ."""
CHANGE_SPREAD_DEG, CHANGE_SPREAD_SHARE = 12.0, 0.25
"""A change of angle errs by less, but bends look smaller in space than they are."""
AT_REST_DEG = {"elbow": 160.0, "shoulder": 15.0, "hip": 168.0, "knee": 168.0, STRIDE: 0.0}
AT_REST_SPREAD_DEG, AT_REST_SHARE = 15.0, 0.5
"""How somebody who stands about holds each joint, as the pose model sees it. Who does something
else holds it like this half the time: straight knees are no evidence of a press."""
CARRIED = Witness(0.0, 0.2, 3.0)
"""Each part that moves along."""
HEIGHTS = Witness(0.0, 0.12, 2.4, Rule.HEIGHT, "limb_lengths")
"""At each end, where the exercise says how high; as what is straight."""
QUIET = Witness(0.0, 0.03, 0.25)
"""Each part that does not. Most people who do something else stand about as well."""
FREE_HANDS = 2 * log(4)
"""Whatever free hands do, most trunks above feet stay where they are: that is four times as likely
as the widths of `planted_up` and `planted_aside` have it."""


def log_student_t(deviation: float) -> float:
    """Logarithm of Student's t density with `FREEDOM` degrees, at so many spreads."""
    scale = lgamma((FREEDOM + 1) / 2) - lgamma(FREEDOM / 2) - log(sqrt(FREEDOM * pi))
    return scale - (FREEDOM + 1) / 2 * log(1 + deviation**2 / FREEDOM)


def evidence(motion: Motion) -> float:
    """How much likelier the exercise makes the motion than anything else does, natural log."""
    said_anyhow = FREE_HANDS if motion.hands_are_free else 0.0
    others = (
        (CARRIED, motion.carried),
        (QUIET, motion.quiet),
        (HEIGHTS, motion.heights),
    )
    body = sum(witness.evidence(seen) for witness, all_seen in others for seen in all_seen)
    body += sum(map(evidence_of_bend, motion.posture))
    return evidence_of_limb(motion) + body - said_anyhow


def evidence_of_limb(motion: Motion) -> float:
    """The part of it that the working limb, what is planted and the torso say: whether it is this
    movement at all, and not whether it is another one that is like it."""
    return sum(one.evidence(float(getattr(motion, name))) for name, one in WITNESSES.items())


def evidence_of_bend(bend: Bend) -> float:
    """How much likelier the exercise makes a joint's angle and its change than anything else does,
    natural logarithm."""
    rest_deg = AT_REST_DEG.get(bend.joint.removeprefix(OTHER))
    held = evidence_deg(
        bend.seen_deg, bend.expected_deg, POSTURE_SPREAD_DEG, rest_deg, AT_REST_SPREAD_DEG
    )
    spread_deg = CHANGE_SPREAD_DEG + CHANGE_SPREAD_SHARE * abs(bend.expected_change_deg)
    moved = evidence_deg(
        bend.seen_change_deg, bend.expected_change_deg, spread_deg, 0.0, CHANGE_SPREAD_DEG
    )
    return held + moved


def evidence_deg(
    seen_deg: float,
    expected_deg: float,
    spread_deg: float,
    rest_deg: float | None,
    rest_spread_deg: float,
) -> float:
    """rest_deg: what it is half the time whatever is done; None where there is no such thing."""
    if isnan(seen_deg):
        return 0.0
    as_expected = density_deg(seen_deg, expected_deg, spread_deg)
    anyhow = 1 / HALF_TURN_DEG
    if rest_deg is not None:
        at_rest = density_deg(seen_deg, rest_deg, rest_spread_deg)
        anyhow = (1 - AT_REST_SHARE) * anyhow + AT_REST_SHARE * at_rest
    return log((1 - DECEIVED) * as_expected / anyhow + DECEIVED)


def density_deg(seen_deg: float, expected_deg: float, spread_deg: float) -> float:
    return exp(log_student_t((seen_deg - expected_deg) / spread_deg)) / spread_deg


def most_against(motion: Motion) -> str:
    """The name of the witness that speaks most against the exercise, or least for it."""
    said = {name: one.evidence(float(getattr(motion, name))) for name, one in WITNESSES.items()}
    return min(said, key=lambda name: said[name])
