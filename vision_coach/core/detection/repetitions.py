"""Which lowerings of a set are its repetitions: alike in travel, posture and bend of the joint.

What one person does in one set is compared with itself. A rule that needs a witness which is badly
seen here (an angle from the front, a posture without depth) finds no agreement and stays silent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.geometry import limb_bend_deg
from vision_coach.core.body.pose import Array
from vision_coach.core.detection.candidates import (
    NEAR_END_SHARE,
    SMALLEST_SHARE,
    Candidate,
    anchor_travel,
    candidates,
    travelling,
)
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import blend, side_weights
from vision_coach.core.signals.stretches import Stretch

Indices = NDArray[np.intp]

UNFINISHED_SHARE = 0.5
"""A lowering that the end of the video cuts off counts from this share of the typical travel. More
than of a whole one: what would have become of less nobody knows."""
LEAN_SPREAD_DEG = 25.0
"""How much further than usual the torso may lean at the bottom. 15 to 30 keep all 14 labelled real
clips right."""
ANGLES = ("angle_deg", "world_angle_deg")
WITNESS_SHARE = 0.6
"""The joint is believed where three quarters of the lowerings bend it by this share of the usual
bend for their travel. Chosen on the labelled real clips and RepCount's tracks, as are the next."""
LEAST_BEND_SHARE = 0.3
"""A lowering that then bends it by less than this share goes down without that joint."""
GRAVITY_M_PER_S2 = 9.81
"""At the surface of the earth; it differs by less than 0.3 % from place to place."""
SHORTEST_LIMB_M = 0.58
"""An arm of somebody 1.75 m tall (Winter 2009); longer limbs make the rule that uses it milder."""
LEVEL_SHARE = 0.25
"""Both sides of the anchor are believed where three quarters of the lowerings tilt it by less than
this share of their travel. Real sets seen from everywhere: 0.15, from an orbiting camera 0.4; 0.15
to 0.35 keep all 14 labelled real clips right."""
STEP_SHARE = 0.5
"""A lowering that then tilts it by more is a step, or somebody letting go with one hand. Twice what
the set is believed with."""
DRIFT_SHARE = 1 / 3
"""An anchor that moves by more than this share of the travel may not be planted: then the joint
must show the repetition. Planted ones moved by less than 0.3, hand-held camera included."""
CONFIRMED_SHARE = 0.5
"""The joint shows it by this share of the usual bend for the travel: between the usual bend and one
that denies the repetition (`LEAST_BEND_SHARE`)."""


def find_repetitions(stretches: list[Stretch], exercise: Exercise) -> tuple[list[Candidate], float]:
    """The repetitions of a set in order of time, and their median travel in limb lengths.

    Done twice: the first pass finds out how far this person travels, the second passes over
    whatever is small beside that, so that a dip within a rise neither counts nor divides it.
    """
    found = alike(
        candidates(stretches, exercise, SMALLEST_SHARE * exercise.minimum_travel), exercise
    )
    typical = typical_travel(found)
    if typical < exercise.minimum_travel:
        return [], typical
    found = alike(candidates(stretches, exercise, SMALLEST_SHARE * typical), exercise)
    typical = typical_travel(found)
    return [c for c in found if is_large_enough(c, typical) and takes_long_enough(c)], typical


def typical_travel(found: list[Candidate]) -> float:
    """Median travel of the complete lowerings, where there are any."""
    complete = [c for c in found if not (c.cut_start or c.cut_end)] or found
    return float(np.median(travel_of(complete)[is_large(complete)])) if complete else 0.0


def is_large_enough(candidate: Candidate, typical: float) -> bool:
    share = UNFINISHED_SHARE if candidate.cut_end or candidate.cut_start else SMALLEST_SHARE
    return candidate.lowering.travel >= share * typical


def takes_long_enough(candidate: Candidate) -> bool:
    """Whether a body could fall that fast; a pose that jumps, and raised hands, are faster.

    From rest it falls through the first share h of its way in the square root of h of the time.
    """
    lowering, t_s = candidate.lowering, candidate.stretch.t_s
    way_s = t_s[travelling(candidate.stretch, lowering)]
    fall_s = np.sqrt(2 * lowering.travel * SHORTEST_LIMB_M / GRAVITY_M_PER_S2)
    least_s = (1 - np.sqrt(NEAR_END_SHARE)) * fall_s
    return candidate.cut_start or bool(way_s[-1] - way_s[0] >= least_s)


def travel_of(found: list[Candidate]) -> Array:
    return np.array([candidate.lowering.travel for candidate in found])


def is_large(found: list[Candidate]) -> NDArray[np.bool_]:
    """Which lowerings travel at least half as far as the upper quartile does.

    Fidgeting between repetitions must not make small movements the measure, nor one exceptionally
    deep repetition itself.
    """
    travel = travel_of(found)
    large: NDArray[np.bool_] = travel >= np.quantile(travel, 0.75) / 2
    return large


def alike(found: list[Candidate], exercise: Exercise) -> list[Candidate]:
    """Without what this person does differently from the rest of the set."""
    return with_usual_bend(with_level_anchor(with_usual_lean(found, exercise)), exercise)


def with_usual_lean(found: list[Candidate], exercise: Exercise) -> list[Candidate]:
    """Without lowerings that end in another posture than the exercise's, or this person's own.

    In a deep squat some torsos come to lie flat. They may, if the usual lowering bends the limb by
    more than the torso leans; the other way round it is bending over.
    """
    if not found:
        return []
    low_deg, high_deg = exercise.torso_inclination_deg
    lean_deg = np.array([inclinations_deg(candidate) for candidate in found])
    bend_deg = np.array([limb_change_deg(candidate) for candidate in found])
    large = is_large(found)
    top_deg, bottom_deg = np.median(lean_deg[large], axis=0)
    if bottom_deg - top_deg <= np.median(bend_deg[large]):
        high_deg = max(high_deg, bottom_deg + LEAN_SPREAD_DEG)
    return [
        candidate
        for candidate, (_, bottom) in zip(found, lean_deg, strict=True)
        if low_deg <= bottom <= high_deg
    ]


def with_level_anchor(found: list[Candidate]) -> list[Candidate]:
    """Without lowerings in which one foot or hand comes up beside the other: a step.

    What both sides have in common, such as the movement of a camera in the hand, leaves no trace.
    """
    tilts = np.array([anchor_tilt(candidate) for candidate in found])
    if not len(found) or np.quantile(tilts, 0.75) > LEVEL_SHARE:
        return found
    return [c for c, tilt in zip(found, tilts, strict=True) if tilt <= STEP_SHARE]


def anchor_tilt(candidate: Candidate) -> float:
    """How far one side of the anchor moves up or down beside the other, as a share of the travel.

    Nothing where one side is hidden.
    """
    stretch, lowering = candidate.stretch, candidate.lowering
    samples = stretch.samples[travelling(stretch, lowering)]
    left, right = np.moveaxis(samples["anchor_px"][:, :, 1], 1, 0)
    apart_px, tenth = left - right, max(1, len(left) // 10)
    change_px = abs(float(np.median(apart_px[-tenth:]) - np.median(apart_px[:tenth])))
    seen = 2 * float(side_weights(samples["visibility"]).min())
    return seen * change_px / stretch.limb_px / lowering.travel


def with_usual_bend(found: list[Candidate], exercise: Exercise) -> list[Candidate]:
    """Without lowerings in which the joint hardly moves, where it does in the others.

    The shoulders also come down when the hips go up and back, and the hips when somebody kneels.
    The angle is taken in the picture and in space; what one of them confirms may stay.
    """
    witnesses = [
        shares for angle in ANGLES if (shares := bend_shares(found, exercise, angle)).any()
    ]
    if not witnesses:
        return found
    unbent = np.all([denies(shares) for shares in witnesses], axis=0)
    drifts = np.array([anchor_drift(candidate) for candidate in found]) > DRIFT_SHARE
    unconfirmed = drifts & ~(np.max(witnesses, axis=0) >= CONFIRMED_SHARE)
    return [c for c, out in zip(found, unbent | unconfirmed, strict=True) if not out]


def bend_shares(found: list[Candidate], exercise: Exercise, angle: str) -> Array:
    """Each lowering's bend of the joint for its travel, as a share of the usual one.

    Zero where it is not known, all zero where this angle shows no bend at all.
    """
    bend_deg = np.array([joint_bend_deg(candidate, exercise, angle) for candidate in found])
    per_travel = np.nan_to_num(bend_deg / travel_of(found))
    usual = float(np.median(per_travel[is_large(found)])) if len(found) else 0.0
    return per_travel / usual if usual > 0 else np.zeros(len(found))


def denies(shares: Array) -> NDArray[np.bool_]:
    """Which lowerings did not bend the joint; none where the others do not agree on its bend."""
    agreed = np.quantile(shares, 0.25) >= WITNESS_SHARE
    denied: NDArray[np.bool_] = agreed & (shares < LEAST_BEND_SHARE)
    return denied


def inclinations_deg(candidate: Candidate) -> tuple[float, float]:
    """The torso's angle from upright near the top and near the bottom."""
    top, bottom = ends_of(candidate)
    angle_deg = candidate.stretch.samples["inclination_deg"]
    return float(np.median(angle_deg[top])), float(np.median(angle_deg[bottom]))


def limb_change_deg(candidate: Candidate) -> float:
    """By how much the limb bends for its ends to approach so: known from every side."""
    height, lowering = candidate.stretch.height, candidate.lowering
    top_deg, bottom_deg = limb_bend_deg(height[[lowering.top, lowering.bottom]])
    return float(bottom_deg - top_deg)


def joint_bend_deg(candidate: Candidate, exercise: Exercise, angle: str) -> float:
    """By how much the joint closes on the way down, or opens where lowering does that.

    angle: the field of a sample that it is taken from. NaN where that is not known.
    """
    top, bottom = ends_of(candidate)
    samples = candidate.stretch.samples
    swing = samples[candidate.lowering.top : candidate.lowering.bottom + 1]
    angle_deg = blend(samples[angle], side_weights(swing["visibility"]))
    if not (np.isfinite(angle_deg[top]).any() and np.isfinite(angle_deg[bottom]).any()):
        return float("nan")
    change_deg = float(np.nanmedian(angle_deg[bottom]) - np.nanmedian(angle_deg[top]))
    return change_deg if exercise.lowering_extends else -change_deg


def ends_of(candidate: Candidate) -> tuple[Indices, Indices]:
    """Indices of a lowering's samples near its top and near its bottom."""
    height, lowering = candidate.stretch.height, candidate.lowering
    way = np.arange(lowering.top, lowering.bottom + 1)
    hold = NEAR_END_SHARE * lowering.travel
    at_top = height[way] >= height[lowering.top] - hold
    at_bottom = height[way] <= height[lowering.bottom] + hold
    return way[at_top], way[at_bottom]


def anchor_drift(candidate: Candidate) -> float:
    """How far the anchor moves up or down meanwhile, as a share of the travel."""
    way_down = travelling(candidate.stretch, candidate.lowering)
    return anchor_travel(candidate.stretch, way_down) / candidate.lowering.travel
