"""From a stance (where pelvis, feet and hands are) to bones and skin.

Rotations are global: what turns a bone, and the skin on it, from the rest pose to the pose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from samples.body import Body, Points
from samples.rotation import (
    Matrix,
    Vector,
    about,
    about_x,
    about_y,
    about_z,
    frame,
    twist_deg,
    unit,
)

SIDES = ("l", "r")
OUTWARD = {"l": 1.0, "r": -1.0}
FORWARD = np.array([0.0, 0.0, 1.0])

TWISTED = ("upperarm_l", "upperarm_r", "lowerarm_l", "lowerarm_r", "thigh_l", "thigh_r")

LONGEST_REACH = 0.9995
"""Of the straight limb: a knee or elbow is never locked completely, and the square root lives."""

FINGERS = ("index", "middle", "ring", "pinky")


@dataclass(frozen=True, slots=True)
class Leg:
    """`pitch_deg` lifts the heel, `toe_pitch_deg` lifts the toes' root; 0 is flat on the floor."""

    ball_m: Vector
    yaw_deg: float
    pitch_deg: float
    toe_pitch_deg: float
    pole: Vector
    """Where the knee points, world direction."""


@dataclass(frozen=True, slots=True)
class Arm:
    wrist_m: Vector
    pole: Vector
    """Where the elbow points, world direction."""
    fingers: Vector
    palm: Vector
    """Directions in the world of a planted hand: along the fingers, and out of the palm."""
    planted: float
    """1: the hand keeps `fingers`; 0: it continues the forearm."""
    curl_deg: float
    """Bend of each finger joint from the relaxed hand of the rest pose."""
    shrug_deg: float
    """How far the shoulder girdle is raised."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Everything that decides a pose. Trunk angles turn the pelvis; 0, 0, 0 stands facing +z."""

    pelvis_m: Vector
    """The middle between the hip joints."""
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    spine_pitch_deg: float
    """Rounding of the back, spread over three joints."""
    head_pitch_deg: float
    head_yaw_deg: float
    leg_l: Leg
    leg_r: Leg
    arm_l: Arm
    arm_r: Arm


Blendable = TypeVar("Blendable", Stance, Leg, Arm)
Limb = TypeVar("Limb", Leg, Arm)


def both(make: Callable[[str], Limb]) -> tuple[Limb, Limb]:
    """The left and the right one."""
    return make("l"), make("r")


def blend(a: Blendable, b: Blendable, amount: float) -> Blendable:
    """`a` at 0, `b` at 1, every number in between."""
    mixed: dict[str, object] = {}
    for field in fields(a):
        x, y = getattr(a, field.name), getattr(b, field.name)
        nested = isinstance(x, Leg | Arm)
        mixed[field.name] = blend(x, y, amount) if nested else (1 - amount) * x + amount * y
    return type(a)(**mixed)  # type: ignore[arg-type]


def two_bone(
    root: Vector, target: Vector, pole: Vector, upper_m: float, lower_m: float
) -> tuple[Vector, Vector]:
    """Middle and end joint of a limb that starts at `root` and reaches for `target`.

    The middle joint bends towards `pole`. A target out of reach is approached along a straight
    line; the returned end then differs from it.
    """
    reach = target - root
    distance = float(np.linalg.norm(reach))
    axis = reach / max(distance, 1e-9)
    distance = float(
        np.clip(distance, abs(upper_m - lower_m) + 1e-4, (upper_m + lower_m) * LONGEST_REACH)
    )
    along = (upper_m**2 - lower_m**2 + distance**2) / (2 * distance)
    aside = np.sqrt(max(upper_m**2 - along**2, 0.0))
    bend = unit(pole - (pole @ axis) * axis)
    return root + along * axis + aside * bend, root + distance * axis


@dataclass(frozen=True, slots=True)
class Pose:
    rotations: NDArray[np.float64]
    """(b, 3, 3), global, from rest."""
    heads: Points
    """(b, 3), where each bone begins now, metres."""
    twists: dict[str, tuple[Vector, float, float]]
    """Bone -> (rest axis, twist in degrees missing at its root, added at its tip)."""


class Skeleton:
    """Solves stances for one body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.hips = (body.head("thigh_l") + body.head("thigh_r")) / 2
        self._names = {name: i for i, name in enumerate(body.bones)}
        self.length_m = {
            name: float(np.linalg.norm(body.tail(name) - body.head(name))) for name in body.bones
        }
        self._rest_arm = {side: self._rest_elbow(side) for side in SIDES}
        self._rest_hand = {side: self._rest_hand_frame(side) for side in SIDES}

    def _rest_elbow(self, side: str) -> Vector:
        shoulder = self.body.head(f"upperarm_{side}")
        elbow = self.body.head(f"lowerarm_{side}")
        line = unit(self.body.head(f"hand_{side}") - shoulder)
        bend = elbow - shoulder
        return unit(bend - (bend @ line) * line)

    def _rest_hand_frame(self, side: str) -> Matrix:
        fingers = self.body.head(f"middle_01_{side}") - self.body.head(f"hand_{side}")
        across = self.body.head(f"index_01_{side}") - self.body.head(f"pinky_01_{side}")
        return frame(fingers, OUTWARD[side] * np.cross(fingers, across))

    def solve(self, stance: Stance) -> Pose:
        body, names = self.body, self._names
        rotations = np.tile(np.eye(3), (len(names), 1, 1))
        heads = np.zeros((len(names), 3))
        twists: dict[str, tuple[Vector, float, float]] = {}
        self._trunk(stance, rotations)
        pelvis = names["pelvis"]
        start = stance.pelvis_m + rotations[pelvis] @ (body.heads[pelvis] - self.hips)
        for side, leg in (("l", stance.leg_l), ("r", stance.leg_r)):
            hip = stance.pelvis_m + rotations[pelvis] @ (body.head(f"thigh_{side}") - self.hips)
            self._leg(side, leg, hip, rotations, twists)
        for i, parent in enumerate(body.parents):
            bone = body.bones[i]
            if parent < 0:
                heads[i] = start
            else:
                offset = body.heads[i] - body.heads[parent]
                heads[i] = heads[parent] + rotations[parent] @ offset
            if bone.startswith("clavicle"):
                side = bone[-1]
                arm = stance.arm_l if side == "l" else stance.arm_r
                reach = rotations[i] @ (body.head(f"upperarm_{side}") - body.heads[i])
                self._arm(side, arm, heads[i] + reach, rotations, twists)
        return Pose(rotations, heads, twists)

    def _trunk(self, stance: Stance, rotations: NDArray[np.float64]) -> None:
        names = self._names
        pelvis = about_y(stance.yaw_deg) @ about_x(stance.pitch_deg) @ about_z(stance.roll_deg)
        rotations[names["pelvis"]] = pelvis
        for step, bone in enumerate(("spine_01", "spine_02", "spine_03"), start=1):
            rotations[names[bone]] = pelvis @ about_x(stance.spine_pitch_deg * step / 3)
        chest = rotations[names["spine_03"]]
        for share, bone in ((0.4, "neck_01"), (1.0, "head")):
            nod = about_x(share * stance.head_pitch_deg)
            rotations[names[bone]] = chest @ about_y(share * stance.head_yaw_deg) @ nod
        for side, arm in (("l", stance.arm_l), ("r", stance.arm_r)):
            lift = about_z(OUTWARD[side] * arm.shrug_deg)
            rotations[names[f"clavicle_{side}"]] = chest @ lift

    def _leg(
        self,
        side: str,
        leg: Leg,
        hip: Vector,
        rotations: NDArray[np.float64],
        twists: dict[str, tuple[Vector, float, float]],
    ) -> None:
        body, names = self.body, self._names
        rest_hip, rest_knee, rest_ankle, rest_ball = (
            body.head(f"{bone}_{side}") for bone in ("thigh", "calf", "foot", "ball")
        )
        heading = about_y(leg.yaw_deg)
        foot = heading @ about_x(leg.pitch_deg)
        target = leg.ball_m + foot @ (rest_ankle - rest_ball)
        upper_m, lower_m = self.length_m[f"thigh_{side}"], self.length_m[f"calf_{side}"]
        knee, ankle = two_bone(hip, target, leg.pole, upper_m, lower_m)
        rest = frame(rest_knee - rest_hip, FORWARD), frame(rest_ankle - rest_knee, FORWARD)
        thigh = frame(knee - hip, leg.pole) @ rest[0].T
        rotations[names[f"thigh_{side}"]] = thigh
        rotations[names[f"calf_{side}"]] = frame(ankle - knee, leg.pole) @ rest[1].T
        rotations[names[f"foot_{side}"]] = foot
        rotations[names[f"ball_{side}"]] = heading @ about_x(leg.toe_pitch_deg)
        axis = unit(rest_knee - rest_hip)
        swing = rotations[names["pelvis"]].T @ thigh
        twists[f"thigh_{side}"] = (axis, -twist_deg(swing, axis), 0.0)

    def _arm(
        self,
        side: str,
        arm: Arm,
        shoulder: Vector,
        rotations: NDArray[np.float64],
        twists: dict[str, tuple[Vector, float, float]],
    ) -> None:
        body, names = self.body, self._names
        rest_shoulder, rest_elbow, rest_wrist = (
            body.head(f"{bone}_{side}") for bone in ("upperarm", "lowerarm", "hand")
        )
        upper_m, lower_m = self.length_m[f"upperarm_{side}"], self.length_m[f"lowerarm_{side}"]
        elbow, wrist = two_bone(shoulder, arm.wrist_m, arm.pole, upper_m, lower_m)
        bend = self._rest_arm[side]
        upper_axis, lower_axis = unit(rest_elbow - rest_shoulder), unit(rest_wrist - rest_elbow)
        upper = frame(elbow - shoulder, arm.pole) @ frame(upper_axis, bend).T
        lower = frame(wrist - elbow, arm.pole) @ frame(lower_axis, bend).T
        along = arm.planted * unit(arm.fingers) + (1 - arm.planted) * unit(wrist - elbow)
        hand = frame(along, arm.palm) @ self._rest_hand[side].T
        rotations[names[f"upperarm_{side}"]] = upper
        rotations[names[f"lowerarm_{side}"]] = lower
        rotations[names[f"hand_{side}"]] = hand
        swing = rotations[names[f"clavicle_{side}"]].T @ upper
        twists[f"upperarm_{side}"] = (upper_axis, -twist_deg(swing, upper_axis), 0.0)
        twists[f"lowerarm_{side}"] = (lower_axis, 0.0, twist_deg(lower.T @ hand, lower_axis))
        self._fingers(side, arm.curl_deg, hand, rotations)

    def _fingers(
        self, side: str, curl_deg: float, hand: Matrix, rotations: NDArray[np.float64]
    ) -> None:
        palm_frame = self._rest_hand[side]
        # Curling turns the fingers towards the palm: about the axis across the knuckles.
        across = np.cross(palm_frame[:, 0], palm_frame[:, 1])
        for finger in FINGERS:
            for joint in (1, 2, 3):
                bend = hand @ about(across, joint * curl_deg)
                rotations[self._names[f"{finger}_0{joint}_{side}"]] = bend
        for joint in (1, 2, 3):
            bend = hand @ about(across, 0.3 * joint * curl_deg)
            rotations[self._names[f"thumb_0{joint}_{side}"]] = bend
