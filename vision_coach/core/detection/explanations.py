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
from math import exp, inf, lgamma, log, pi, sqrt

import numpy as np

from vision_coach.core.body.pose import Array, Landmark
from vision_coach.core.detection.candidates import Candidate, ends_of
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import BODY, Samples, blend, side_weights

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Motion:
    """What the body did in one lowering, free of its size. Shares are of the travel.

    NaN where it is not known, or says nothing of this exercise.
    """

    planted_up: float
    """Root mean square movement of the planted part up and down, until the body is up again."""
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

    def evidence(self, seen: float) -> float:
        """How much likelier the exercise makes this value than anything else does, natural log."""
        if np.isnan(seen):
            return 0.0
        density = exp(log_student_t((seen - self.expected) / self.spread)) / self.spread
        return log((1 - DECEIVED) * density * self.width + DECEIVED)


WORK_DEG_PER_LIMB = 150.0
"""Degrees that knees and elbows bend while the body travels by one limb length: the median of 104
sets, squats 170, push-ups 154, pull-ups 133."""
FREEDOM = 4.0
"""Of Student's t: a set in a hundred is four spreads off, as those of cameras in the hand are."""
DECEIVED = 0.003
"""How often a witness sees something else altogether, which bounds what one alone can deny. From
0.001 to 0.01 the same clips are right; from 0.03 on broad jumps played backwards pass as squats."""
# Medians and robust spreads of 104 sets of 69 real clips, tracks and rendered samples, rounded up;
# what is planted or straight is counted to one side only, which doubles its density.
WITNESSES = {
    "planted_up": Witness(0.0, 0.05, 1.0),
    "planted_aside": Witness(0.0, 0.06, 1.0),
    "planted_apart": Witness(0.0, 0.12, 1.0),
    "joint_down": Witness(0.13, 0.09, 3.0),
    "reach": Witness(0.8, 0.12, 2.0),
    "work_deg": Witness(45.0, 8.0, 180.0),
    "straight": Witness(0.92, 0.1, 2.4),
    "torso_deg": Witness(0.0, 12.0, 180.0),
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


def evidence_of(candidate: Candidate, exercise: Exercise) -> float:
    return evidence(motion_of(candidate, exercise))


def evidence_of_set(found: Sequence[Candidate], exercise: Exercise) -> float:
    """That of its median repetition: one that is cut off, or badly seen, decides nothing."""
    if not found:
        return -inf
    return float(np.median([evidence_of(candidate, exercise) for candidate in found]))


def motion_of(candidate: Candidate, exercise: Exercise) -> Motion:
    stretch, lowering = candidate.stretch, candidate.lowering
    way_down = stretch.samples[lowering.top : lowering.bottom + 1]
    weights = side_weights(way_down["visibility"])
    planted = planted_shifts(candidate, exercise, weights)
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
    candidate: Candidate, exercise: Exercise, weights: Array
) -> tuple[float, float, float]:
    """How the planted part moves up, aside and apart, from the rise before to the one after.

    Who jumps leaves the ground between two lowerings, so the rise before one belongs to it, where
    there was one.
    """
    stretch, lowering = candidate.stretch, candidate.lowering
    travel_px = lowering.travel * stretch.limb_px
    sides = of_part(stretch.samples, exercise.anchor)
    first = lowering.previous_bottom or lowering.top
    around = sides[first : lowering.next_top + 1]
    aside, up = wandering(np.tensordot(around, weights, axes=(1, 0))) / travel_px
    apart = np.hypot(*wandering(around[:, 0] - around[:, 1])) / travel_px
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
