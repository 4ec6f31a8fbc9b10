"""What a body did in one lowering, as the numbers by which an exercise is recognised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.parts import Sides
from vision_coach.core.body.pose import Array
from vision_coach.core.body.posture import ANGLES, OTHER, POINTS, STRIDE
from vision_coach.core.detection.candidates import Candidate, ends_of
from vision_coach.core.exercise import STILL_SHARE, Carried, Exercise, Held
from vision_coach.core.signals.samples import BODY, Samples, blend, side_weights

NAN = float("nan")
SEEN = 0.5
"""Mean visibility from which a part is a witness: what is hidden is guessed."""


@dataclass(frozen=True, slots=True)
class Bend:
    """A joint in a lowering."""

    joint: str
    expected_deg: float
    """At the top, as the next."""
    seen_deg: float
    expected_change_deg: float
    """From there to the bottom, as the next. What the pose model gets wrong about an angle is much
    the same at both ends, so the change says more than the other end."""
    seen_change_deg: float


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
    """How much further than usual the working joint itself comes down."""
    reach: float
    """How much nearer to (or further from) the planted part the travelling one comes, in the
    picture; a limb that is carried along as it is leaves 0."""
    work_deg: float
    """45 where the joint bends for its travel as it usually does in the exercise, 0 where it does
    not, 90 where it bends without travel, negative the wrong way round."""
    straight: float
    """Height over (or under) the planted part at the straight end, limb lengths."""
    torso_deg: float
    """How much the torso's angle from upright, at the top, differs from the exercise's."""
    carried: tuple[float, ...] = ()
    """How much further parts that move along come down than in the exercise."""
    quiet: tuple[float, ...] = ()
    """Root mean square movement of parts that do not, in any direction, limb lengths."""
    heights: tuple[float, ...] = ()
    """How much higher than usual the travelling part is at both ends, limb lengths."""
    hands_are_free: bool = False
    """Whether it is hands that travel, and not what they hold up."""
    posture: tuple[Bend, ...] = ()
    """How joints are bent, and how they move."""


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
    joint_down = reach = straight = NAN
    if exercise.limb_spans_travel:
        joint_down, reach, straight = limb_motion(candidate, exercise, weights)
    return Motion(
        *planted,
        joint_down=joint_down,
        reach=reach,
        work_deg=work_deg(candidate, exercise, weights),
        straight=straight,
        torso_deg=torso_off_deg(candidate, exercise),
        carried=tuple(
            carried_share(candidate, one, weights) for one in exercise.carried if one.share
        ),
        quiet=tuple(
            quiet_share(candidate, one, weights, around)
            for one in exercise.carried
            if not one.share
        ),
        heights=heights_off(candidate, exercise),
        hands_are_free=exercise.hands_are_free,
        posture=posture_of(candidate, exercise, weights),
    )


def planted_shifts(
    candidate: Candidate, exercise: Exercise, weights: Array, around: slice
) -> tuple[float, float, float]:
    """How the planted part moves up, aside and apart."""
    stretch, lowering = candidate.stretch, candidate.lowering
    # What may move further is believed to stay with as much more of a spread.
    allowed_px = lowering.travel * stretch.limb_px * exercise.still_share / STILL_SHARE
    sides = stretch.samples["still_px"][around].astype(np.float64)
    aside, up = wandering(np.tensordot(sides, weights, axes=(1, 0))) / allowed_px
    apart = np.hypot(*wandering(sides[:, 0] - sides[:, 1])) / allowed_px
    both_seen = 2 * float(weights.min())
    beside_each_other = NAN if exercise.side is not None else both_seen * float(apart)
    return float(up), float(aside), beside_each_other


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
        float(np.median(joint_y[bottom]) - np.median(joint_y[top])) / travel_px
        - exercise.joint_down_share,
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
    as_usual_deg = exercise.bend_deg_per_limb * candidate.lowering.travel
    return float(np.degrees(np.arctan2(bend_deg, as_usual_deg)))


def torso_off_deg(candidate: Candidate, exercise: Exercise) -> float:
    """NaN for an exercise whose file does not say how the torso is held."""
    if exercise.usual_torso_deg is None:
        return NAN
    top, _ = ends_of(candidate)
    inclination_deg = candidate.stretch.samples["inclination_deg"][top]
    return float(np.median(inclination_deg)) - exercise.usual_torso_deg


def carried_share(candidate: Candidate, carried: Carried, weights: Array) -> float:
    samples, (top, bottom) = candidate.stretch.samples, ends_of(candidate)
    if not is_seen(samples[way_down(candidate)], carried.part, weights):
        return NAN
    y_px = of_part(samples, carried.part)[:, :, 1] @ weights
    return float(np.median(y_px[bottom]) - np.median(y_px[top])) / travel_px(candidate) - (
        carried.share
    )


def quiet_share(candidate: Candidate, carried: Carried, weights: Array, around: slice) -> float:
    samples = candidate.stretch.samples[around]
    if not is_seen(samples, carried.part, weights):
        return NAN
    # Each side by itself: feet that jump apart have a middle that stays.
    sides = np.moveaxis(of_part(samples, carried.part), 1, 0)
    moved_px = np.array([np.hypot(*wandering(side)) for side in sides])
    return float(moved_px @ weights) / candidate.stretch.limb_px


def travel_px(candidate: Candidate) -> float:
    return candidate.lowering.travel * candidate.stretch.limb_px


def is_seen(samples: Samples, part: Sides, weights: Array) -> bool:
    visibility = samples["body_visibility"][:, [BODY.index(landmark) for landmark in part]]
    return float((visibility @ weights).mean()) >= SEEN


def heights_off(candidate: Candidate, exercise: Exercise) -> tuple[float, ...]:
    if exercise.usual_height is None:
        return ()
    height = candidate.stretch.height
    return tuple(
        float(np.median(height[end])) - usual
        for end, usual in zip(ends_of(candidate), exercise.usual_height, strict=True)
    )


def posture_of(candidate: Candidate, exercise: Exercise, weights: Array) -> tuple[Bend, ...]:
    """Each joint that the exercise speaks of, at the top and at the bottom."""
    samples, (top, bottom) = candidate.stretch.samples, ends_of(candidate)
    bends = []
    for held in exercise.posture:
        if not all(is_seen(samples, part, weights) for part in seen_parts(exercise, held)):
            continue
        angle_deg = angle_of(samples, exercise, held.joint)
        top_deg, bottom_deg = (median_of(angle_deg[end] @ weights) for end in (top, bottom))
        change_deg = held.bottom_deg - held.top_deg
        bends.append(Bend(held.joint, held.top_deg, top_deg, change_deg, bottom_deg - top_deg))
    return tuple(bends)


def median_of(values: Array) -> float:
    """NaN where none is known."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else NAN


def seen_parts(exercise: Exercise, held: Held) -> list[Sides]:
    """The parts between which an angle is; of the side that it is taken from."""
    angle = held.joint.removeprefix(OTHER)
    parts = [one for one in POINTS.get(angle, ()) if one[0] in BODY]
    if exercise.side is None or angle == STRIDE:
        return parts
    side = exercise.side if angle == held.joint else 1 - exercise.side
    return [(part[side], part[side]) for part in parts]


def angle_of(samples: Samples, exercise: Exercise, name: str) -> Array:
    """An angle of `ANGLES` for both sides, or twice that of the working, or the other, side."""
    angle = name.removeprefix(OTHER)
    both_deg: Array = samples["posture_deg"][:, ANGLES.index(angle)].astype(np.float64)
    if exercise.side is None:
        # A leg is as far before the other one as that is behind it.
        return np.abs(both_deg) if angle == STRIDE else both_deg
    side = exercise.side if angle == name else 1 - exercise.side
    return both_deg[:, [side, side]]


def of_part(samples: Samples, part: Sides) -> Array:
    """Where a body part was, left and right; shape (n, 2, 2), pixels. NaN for feet and heels."""
    if not all(landmark in BODY for landmark in part):
        return np.full((len(samples), 2, 2), np.nan)
    both: Array = samples["body_px"][:, [BODY.index(landmark) for landmark in part]]
    return both.astype(np.float64)


def wandering(points_px: Array) -> Array:
    """Root mean square distance from the usual place along x and y; shape (n, 2) -> (2,)."""
    away_px: Array = np.sqrt(np.mean((points_px - np.median(points_px, axis=0)) ** 2, axis=0))
    return away_px
