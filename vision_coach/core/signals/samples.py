"""A body over time reduced to what one exercise needs of it: a few numbers a frame."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.geometry import joint_angle_deg, length_px, space_angle_deg
from vision_coach.core.body.parts import JOINTS, Sides
from vision_coach.core.body.pose import Array, Landmark, Pose
from vision_coach.core.body.posture import ANGLES, posture_deg
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.bodies import PLACE, Bodies, all_landmarks, body_of

Samples = NDArray[np.void]

BODY = [Landmark.NOSE, *JOINTS]
"""The landmarks in which the first motion of the whole body is looked for."""

SAMPLE = np.dtype(
    [
        ("t_s", "f8"),
        ("height_px", "f4", 2),  # moving part over anchor, left and right
        ("still_px", "f4", (2, 2)),  # the middle of what stays; left and right; x, y
        ("angle_deg", "f4", 2),
        ("world_angle_deg", "f4", 2),  # the same in space
        ("limb_px", "f4", 2),
        ("visibility", "f4", 2),  # of the least visible of a side's points
        ("part_visibility", "f4", (5, 2)),  # of `used_parts`; left and right
        ("part_inside_px", "f4", (5, 2)),  # how far within the picture's borders
        ("body_px", "f4", (13, 2)),  # of `BODY`; x, y
        ("body_visibility", "f4", 13),
        ("posture_deg", "f4", (len(ANGLES), 2)),  # left and right
        ("inclination_deg", "f4"),
        ("facing_deg", "f4"),
        ("starts_shot", "?"),
    ]
)
"""One frame of one exercise, in half the memory where single precision is far more exact than the
pose; the inclination is NaN where nobody was found."""


def sample_of(pose: Pose, exercise: Exercise) -> Samples:
    """The row of a pose; shape (1,), dtype `SAMPLE`."""
    return samples_of(body_of(pose), exercise)


def samples_of(bodies: Bodies, exercise: Exercise) -> Samples:
    """What `exercise` needs of each body; shape (n,), dtype `SAMPLE`."""
    rows = np.zeros(len(bodies), dtype=SAMPLE)
    for name in SAME_AS_SEEN:
        rows[name] = bodies[name]
    points, world_m = bodies["points_px"].astype(np.float64), bodies["world_m"].astype(np.float64)
    # Of moving part, anchor and the three points of the joint; each (n, 2 sides, 2 or 3).
    moving, anchor, *joint = (points[:, part] for part in places_of_parts(exercise))
    joint_m = [world_m[:, part] for part in places_of_parts(exercise)[2:]]
    rows["height_px"] = anchor[..., 1] - moving[..., 1]
    still = [points[:, [PLACE[one] for one in part]] for part in exercise.still_parts]
    rows["still_px"] = np.mean(still, axis=0)
    rows["angle_deg"] = joint_angle_deg(*joint)
    rows["world_angle_deg"] = space_angle_deg(*joint_m)
    rows["limb_px"] = length_px(*joint)
    rows["posture_deg"] = posture_deg(all_landmarks(world_m))
    of_parts = bodies["visibility"][:, places_of_parts(exercise)]
    rows["part_visibility"] = of_parts
    rows["visibility"] = of_parts.min(axis=1)
    rows["part_inside_px"] = bodies["inside_px"][:, places_of_parts(exercise)]
    rows["body_px"] = bodies["points_px"][:, BODY_PLACES]
    rows["body_visibility"] = bodies["visibility"][:, BODY_PLACES]
    # Joints that coincide are no body.
    rows["inclination_deg"][~(rows["limb_px"] > 0).all(axis=1)] = np.nan
    return rows


SAME_AS_SEEN = ("t_s", "starts_shot", "inclination_deg", "facing_deg")
BODY_PLACES = [PLACE[Landmark(landmark)] for landmark in BODY]


def used_parts(exercise: Exercise) -> list[Sides]:
    return [exercise.moving, exercise.anchor, *exercise.joint]


@cache
def places_of_parts(exercise: Exercise) -> NDArray[np.intp]:
    """Where the landmarks of `used_parts` are in a body's row; shape (5, 2), left and right."""
    return np.array([[PLACE[one] for one in part] for part in used_parts(exercise)], dtype=np.intp)


def side_weights(visibility: Array) -> Array:
    """How much each side of the body counts, from how well it is seen; shape (2,), sum 1.

    visibility: shape (n, 2). The fourth power lets a far side that is half hidden (0.1 to 0.6 in
    side views) hardly count, and two sides that are both seen count alike.
    """
    seen = visibility.mean(axis=0) ** 4
    total = seen.sum()
    return seen / total if total > 0 else np.full(2, 0.5)


def blend(both_sides: Any, weights: Array) -> Array:
    """Weighted mean of left and right; shape (n, 2) -> (n,)."""
    mean: Array = np.asarray(both_sides) @ weights
    return mean


def confidence(swing: Samples) -> float:
    """Mean visibility of the side that counts, 0 to 1."""
    weights = side_weights(swing["visibility"])
    return float(blend(swing["visibility"], weights).mean())
