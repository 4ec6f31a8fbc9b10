"""How well an exercise explains all of a motion, against everything else it may have been.

Whoever carries a weight with bending limbs, the own body's included, leaves the same marks
whichever exercise it is: hands or feet stay where they are planted, the bone that stands on them
hardly moves, the joint works in step with the travel, and the limb is nearly straight at one end.
So a few witnesses speak for every exercise, and its file says only which part is planted, which
one travels, which joint works, and how the torso is held.

Each witness compares two densities of what it saw: Student's t around what the exercise leads to,
and an even one over all that bodies do, for "none of these". No exercise wins by default, and a
further one adds no number here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, exp, inf, isnan, lgamma, log, pi, radians, sqrt, tan

import numpy as np

from vision_coach.core.body.pose import Array, Landmark
from vision_coach.core.detection.candidates import Candidate, ends_of, swings
from vision_coach.core.detection.rejections import Rule
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import BODY, Samples, blend, side_weights
from vision_coach.core.signals.stretches import Stretch

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Motion:
    """What the body did in one lowering, free of its size. Shares are of the travel.

    NaN where it is not known, or says nothing of this exercise.
    """

    planted_up: float
    """Root mean square movement of the planted part up and down."""
    planted_aside: float
    """The same to the sides."""
    planted_apart: float
    """The same of its two sides against each other, by how well both are seen."""
    joint_down: float
    """How far the working joint itself comes down."""
    reach: float
    """How much nearer to (or further from) the planted part the travelling one comes, in the
    picture; a limb that is carried along as it is leaves 0."""
    work_deg: float
    """45 where the joint bends by `WORK_DEG_PER_LIMB` for its travel, 0 where it does not, 90 where
    it bends without travel, negative the wrong way round."""
    straight: float
    """Height over (or under) the planted part at the straight end, limb lengths."""
    torso_deg: float
    """How much the torso's angle from upright, at the top, differs from the exercise's."""


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


WORK_DEG_PER_LIMB = 150.0
"""Degrees that knees and elbows bend while the body travels by one limb length: the median of 104
sets, squats 170, push-ups 154, pull-ups 133."""
FREEDOM = 4.0
"""Of Student's t: a set in a hundred is four spreads off, as those of cameras in the hand are."""
DECEIVED = 0.003
"""How often a witness sees something else altogether, which bounds what one alone can deny. From
0.001 to 0.01 the same clips are right; from 0.03 on broad jumps played backwards pass as squats."""
LARGE_SHARE = 0.5
"""Of the usual travel: a smaller motion is not what was done."""
# Medians and robust spreads of 104 sets of 69 real clips, tracks and rendered samples, rounded up;
# what is planted or straight is counted to one side only, which doubles its density.
WITNESSES = {
    "planted_up": Witness(0.0, 0.05, 1.0, Rule.ANCHOR_MOVED, "limb_lengths"),
    "planted_aside": Witness(0.0, 0.06, 1.0, Rule.ANCHOR_ASIDE, "limb_lengths"),
    "planted_apart": Witness(0.0, 0.12, 1.0, Rule.STEP),
    "joint_down": Witness(0.13, 0.09, 3.0),
    "reach": Witness(0.8, 0.12, 2.0),
    "work_deg": Witness(45.0, 8.0, 180.0, Rule.UNBENT),
    "straight": Witness(0.92, 0.1, 2.4, Rule.HEIGHT, "limb_lengths"),
    "torso_deg": Witness(0.0, 12.0, 180.0, Rule.TORSO, "deg"),
}


def log_student_t(deviation: float) -> float:
    """Logarithm of Student's t density with `FREEDOM` degrees, at so many spreads."""
    scale = lgamma((FREEDOM + 1) / 2) - lgamma(FREEDOM / 2) - log(sqrt(FREEDOM * pi))
    return scale - (FREEDOM + 1) / 2 * log(1 + deviation**2 / FREEDOM)


def evidence(motion: Motion) -> float:
    """How much likelier the exercise makes the motion than anything else does, natural log."""
    return sum(
        witness.evidence(float(getattr(motion, name))) for name, witness in WITNESSES.items()
    )


def most_against(motion: Motion) -> str:
    """The name of the witness that speaks most against the exercise, or least for it."""
    said = {name: one.evidence(float(getattr(motion, name))) for name, one in WITNESSES.items()}
    return min(said, key=lambda name: said[name])


def as_measured(name: str, value: float, candidate: Candidate, exercise: Exercise) -> float:
    """A witness's value in the unit in which it is told, upwards and from upright."""
    match name:
        case "planted_up" | "planted_aside":
            return value * candidate.lowering.travel
        case "straight":
            return -value if exercise.lowering_extends else value
        case "torso_deg":
            return value + (exercise.usual_torso_deg or 0.0)
        case "work_deg":
            return tan(radians(value))
    return value


def evidence_of(candidate: Candidate, exercise: Exercise) -> float:
    """That of the lowering by itself."""
    return evidence(motion_of(candidate, exercise, way_down(candidate)))


def evidence_of_set(
    stretches: Sequence[Stretch], found: Sequence[Candidate], exercise: Exercise
) -> float:
    """That of the median motion from the first to the last of the repetitions found, whatever did
    not count among them included: an exercise has to explain all that was done.

    Who jumps leaves the ground between two lowerings, so the rises around each belong to it.
    """
    if not found:
        return -inf
    usual = float(np.median([one.lowering.travel for one in found]))
    first_s, last_s = time_of(found[0])[0], time_of(found[-1])[1]
    motions = [
        motion_of(candidate, exercise, rise_to_rise(candidate))
        for stretch in stretches
        for candidate in swings(stretch, LARGE_SHARE * usual)
        if time_of(candidate)[0] < last_s and time_of(candidate)[1] > first_s
    ]
    return float(np.median([evidence(motion) for motion in motions]))


def time_of(candidate: Candidate) -> tuple[float, float]:
    """When the lowering begins and ends, by its turning points."""
    t_s, lowering = candidate.stretch.t_s, candidate.lowering
    return float(t_s[lowering.top]), float(t_s[lowering.bottom])


def way_down(candidate: Candidate) -> slice:
    return slice(candidate.lowering.top, candidate.lowering.bottom + 1)


def rise_to_rise(candidate: Candidate) -> slice:
    """From the beginning of the rise before, where there was one, to the end of the one after."""
    lowering = candidate.lowering
    return slice(lowering.previous_bottom or lowering.top, lowering.next_top + 1)


def motion_of(candidate: Candidate, exercise: Exercise, around: slice) -> Motion:
    """around: the samples in which the planted part should stay where it is."""
    samples = candidate.stretch.samples
    weights = side_weights(samples[way_down(candidate)]["visibility"])
    planted = planted_shifts(candidate, exercise, weights, around)
    spans = {exercise.joint[0], exercise.joint[2]} == {exercise.moving, exercise.anchor}
    joint_down, reach, straight = limb_motion(candidate, exercise, weights) if spans else (NAN,) * 3
    return Motion(
        *planted,
        joint_down=joint_down,
        reach=reach,
        work_deg=work_deg(candidate, exercise, weights),
        straight=straight,
        torso_deg=torso_off_deg(candidate, exercise),
    )


def planted_shifts(
    candidate: Candidate, exercise: Exercise, weights: Array, around: slice
) -> tuple[float, float, float]:
    """How the planted part moves up, aside and apart."""
    stretch, lowering = candidate.stretch, candidate.lowering
    travel_px = lowering.travel * stretch.limb_px
    sides = of_part(stretch.samples[around], exercise.anchor)
    aside, up = wandering(np.tensordot(sides, weights, axes=(1, 0))) / travel_px
    apart = np.hypot(*wandering(sides[:, 0] - sides[:, 1])) / travel_px
    both_seen = 2 * float(weights.min())
    return float(up), float(aside), both_seen * float(apart)


def limb_motion(
    candidate: Candidate, exercise: Exercise, weights: Array
) -> tuple[float, float, float]:
    """How far the joint comes down, how much the limb's reach changes, how straight it gets."""
    stretch, lowering = candidate.stretch, candidate.lowering
    top, bottom = ends_of(candidate)
    travel_px = lowering.travel * stretch.limb_px
    samples, opens = stretch.samples, exercise.lowering_extends
    joint_y = of_part(samples, exercise.joint[1])[:, :, 1] @ weights
    limb = of_part(samples, exercise.moving) - of_part(samples, exercise.anchor)
    reach_px = np.hypot(limb[..., 0], limb[..., 1]) @ weights
    nearer_px = np.median(reach_px[top]) - np.median(reach_px[bottom])
    height = -stretch.height[bottom] if opens else stretch.height[top]
    return (
        float(np.median(joint_y[bottom]) - np.median(joint_y[top])) / travel_px,
        float(-nearer_px if opens else nearer_px) / travel_px,
        float(np.median(height)),
    )


def work_deg(candidate: Candidate, exercise: Exercise, weights: Array) -> float:
    """The direction of the motion in the plane of travel and bend; NaN where that is not known."""
    top, bottom = ends_of(candidate)
    angle_deg = blend(candidate.stretch.samples["angle_deg"], weights)
    if not (np.isfinite(angle_deg[top]).any() and np.isfinite(angle_deg[bottom]).any()):
        return NAN
    closed_deg = float(np.nanmedian(angle_deg[top]) - np.nanmedian(angle_deg[bottom]))
    bend_deg = -closed_deg if exercise.lowering_extends else closed_deg
    as_usual_deg = WORK_DEG_PER_LIMB * candidate.lowering.travel
    return float(np.degrees(np.arctan2(bend_deg, as_usual_deg)))


def torso_off_deg(candidate: Candidate, exercise: Exercise) -> float:
    """NaN for an exercise whose file does not say how the torso is held."""
    if exercise.usual_torso_deg is None:
        return NAN
    top, _ = ends_of(candidate)
    inclination_deg = candidate.stretch.samples["inclination_deg"][top]
    return float(np.median(inclination_deg)) - exercise.usual_torso_deg


def of_part(samples: Samples, part: tuple[Landmark, Landmark]) -> Array:
    """Where a body part was, left and right; shape (n, 2, 2), pixels. NaN for feet and heels."""
    if not all(landmark in BODY for landmark in part):
        return np.full((len(samples), 2, 2), np.nan)
    both: Array = samples["body_px"][:, [BODY.index(landmark) for landmark in part]]
    return both.astype(np.float64)


def wandering(points_px: Array) -> Array:
    """Root mean square distance from the usual place along x and y; shape (n, 2) -> (2,)."""
    away_px: Array = np.sqrt(np.mean((points_px - np.median(points_px, axis=0)) ** 2, axis=0))
    return away_px
