"""Rules that look at the candidates of a set beside each other: lean, level, bend of the joint.

What one person does in one set is compared with itself. A rule that needs a witness which is badly
seen here (an angle from the front, a posture without depth) finds no agreement and stays silent.
Each rule judges all candidates: for each of them its no, or None.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array
from vision_coach.core.detection.candidates import (
    Candidate,
    ends_of,
    travelling,
)
from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.detection.rules import no
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import blend, side_weights

LEAN_SPREAD_DEG = 35.0
"""How much further than usual, or less, the torso may lean at the bottom. Who picks up a weight
leans 49 degrees further than in the squats that follow. With 25 or 35 all labelled real clips are
right; noisy sit-ups, on which nothing was chosen, are counted better with 35."""
ANGLES = ("angle_deg", "world_angle_deg")
WITNESS_SHARE = 0.6
"""The joint is believed where three quarters of the lowerings bend it by this share of the usual
bend for their travel. Chosen on the labelled real clips and RepCount's tracks, as are the next."""
LEAST_BEND_SHARE = 0.3
"""A lowering that then bends it by less than this share goes down without that joint."""
LEVEL_SHARE = 0.25
"""Both sides of the anchor are believed where three quarters of the lowerings tilt it by less than
this share of their travel. Real sets seen from everywhere: 0.15, from an orbiting camera 0.4; 0.15
to 0.35 keep all 14 labelled real clips right."""
STEP_SHARE = 0.5
"""A lowering that then tilts it by more is a step, or somebody letting go with one hand. Twice what
the set is believed with."""
Verdicts = list[Rejection | None]
"""One for each candidate."""
SetRule = Callable[[list[Candidate], Exercise], Verdicts]


def usual_posture(found: list[Candidate], exercise: Exercise) -> Verdicts:
    """Rejects all where the torso is usually inclined as in no set of the exercise at the top."""
    torso_deg = np.array([torso_at_top_deg(candidate) for candidate in found])
    low_deg, high_deg = exercise.torso_inclination_deg
    usual_deg = float(np.median(torso_deg[is_large(found)]))
    if low_deg <= usual_deg <= high_deg:
        return [None] * len(found)
    limit_deg = low_deg if usual_deg < low_deg else high_deg
    return [no(one, exercise, Rule.TORSO, usual_deg, limit_deg, "deg") for one in found]


def usual_lean(found: list[Candidate], exercise: Exercise) -> Verdicts:
    """Rejects lowerings that end in another posture than this person's own: bending over."""
    lean_deg = np.array([lean_at_bottom_deg(candidate) for candidate in found])
    own_deg = float(np.median(lean_deg[is_large(found)]))
    limits_deg = own_deg + np.copysign(LEAN_SPREAD_DEG, lean_deg - own_deg)
    return [
        None
        if abs(lean - own_deg) <= LEAN_SPREAD_DEG
        else no(candidate, exercise, Rule.LEAN, lean, limit, "deg")
        for candidate, lean, limit in zip(found, lean_deg, limits_deg, strict=True)
    ]


def level_anchor(found: list[Candidate], exercise: Exercise) -> Verdicts:
    """Rejects lowerings in which one foot or hand comes up beside the other: a step.

    What both sides have in common, such as the movement of a camera in the hand, leaves no trace.
    """
    tilts = np.array([anchor_tilt(candidate) for candidate in found])
    if np.quantile(tilts, 0.75) > LEVEL_SHARE:
        return [None] * len(found)
    return [
        None if tilt <= STEP_SHARE else no(c, exercise, Rule.STEP, tilt, STEP_SHARE, "share")
        for c, tilt in zip(found, tilts, strict=True)
    ]


def usual_bend(found: list[Candidate], exercise: Exercise) -> Verdicts:
    """Rejects lowerings in which the joint hardly moves, where it does in the others.

    The shoulders also come down when the hips go up and back, and the hips when somebody kneels.
    The angle is taken in the picture and in space; what one of them confirms may stay.
    """
    witnesses = [
        shares for angle in ANGLES if (shares := bend_shares(found, exercise, angle)).any()
    ]
    if not witnesses:
        return [None] * len(found)
    unbent = np.all([denies(shares) for shares in witnesses], axis=0)
    best = np.max(witnesses, axis=0)
    return [
        no(one, exercise, Rule.UNBENT, share, LEAST_BEND_SHARE, "share") if denied else None
        for one, share, denied in zip(found, best, unbent, strict=True)
    ]


LIKENESS: tuple[SetRule, ...] = (usual_posture, usual_lean, level_anchor, usual_bend)
"""In this order: each compares what the one before has left."""


def anchor_tilt(candidate: Candidate) -> float:
    """How far one side of the anchor moves up or down beside the other, as a share of the travel.

    Nothing where one side is hidden.
    """
    stretch, lowering = candidate.stretch, candidate.lowering
    samples = stretch.samples[travelling(stretch, lowering)]
    left, right = np.moveaxis(samples["still_px"][:, :, 1], 1, 0)
    apart_px, tenth = left - right, max(1, len(left) // 10)
    change_px = abs(float(np.median(apart_px[-tenth:]) - np.median(apart_px[:tenth])))
    seen = 2 * float(side_weights(samples["visibility"]).min())
    return seen * change_px / stretch.limb_px / lowering.travel


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


def torso_at_top_deg(candidate: Candidate) -> float:
    """The torso's angle from upright near the top."""
    top, _ = ends_of(candidate)
    return float(np.median(candidate.stretch.samples["inclination_deg"][top]))


def lean_at_bottom_deg(candidate: Candidate) -> float:
    """The torso's angle from upright near the bottom."""
    _, bottom = ends_of(candidate)
    return float(np.median(candidate.stretch.samples["inclination_deg"][bottom]))


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
