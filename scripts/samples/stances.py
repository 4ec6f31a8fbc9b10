"""The poses of each exercise, from the top (0) to the bottom (1), in metres.

Every person faces +z; feet, hands or bar stand still while the body travels.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from samples.clothes import SOLE_M
from samples.posing import OUTWARD, SIDES, Arm, Leg, Skeleton, Stance, both
from samples.rotation import Vector, about_x, about_y, about_z

StanceAt = Callable[[float], Stance]
"""From a share of the way down, 0 to 1, to a stance."""

DOWN = np.array([0.0, -1.0, 0.0])
AHEAD = np.array([0.0, 0.0, 1.0])

# Shares of body mass and where they act, as shares of the segment (Winter, Biomechanics and Motor
# Control of Human Movement, table 4.1; both legs together, head with the trunk).
TRUNK_MASS, TRUNK_CENTRE = 0.578, 0.62
ARMS_MASS, THIGHS_MASS, SHANKS_MASS = 0.10, 0.20, 0.093


class Track:
    """A path of stances on which equal steps of depth look equally large.

    Depth is the mean of two shares: of the vertical travel of the moving joint and of the change
    of the bending joint's angle. Either alone nearly stands still where the other one moves: near
    the straight leg a knee bends ten degrees while the hip sinks two centimetres.
    """

    STEPS = 61

    def __init__(
        self,
        skeleton: Skeleton,
        raw: StanceAt,
        moving: str,
        bend: tuple[str, str, str],
        side: str = "l",
    ):
        """moving: the bone whose beginning travels; bend: bones that begin at the three joints;
        side: "l" or "r", of which they are."""
        self._raw = raw
        self._share = np.linspace(0, 1, self.STEPS)
        bones = [skeleton.body.bone(f"{name}_{side}") for name in (moving, *bend)]
        points = np.array([skeleton.solve(raw(float(s))).heads[bones] for s in self._share])
        angle = angle_deg(points[:, 1], points[:, 2], points[:, 3])
        self._depth = (travelled(points[:, 0, 1]) + travelled(angle)) / 2

    def at(self, depth: float) -> Stance:
        return self._raw(float(np.interp(depth, self._depth, self._share)))


def travelled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """`values` as the share of the way from the first to the last, never going back."""
    return np.maximum.accumulate((values - values[0]) / (values[-1] - values[0]))


def angle_deg(a: Vector, b: Vector, c: Vector) -> NDArray[np.float64]:
    """Angle at `b` (..., 2 or 3) between the rays to `a` and `c`, degrees in [0, 180]."""
    u, v = a - b, c - b
    cosine = (u * v).sum(-1) / (np.linalg.norm(u, axis=-1) * np.linalg.norm(v, axis=-1))
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def outward(side: str, x: float, y: float, z: float) -> Vector:
    """A vector given for the left side, mirrored for the right."""
    return np.array([OUTWARD[side] * x, y, z])


def floor_height_of_ball(skeleton: Skeleton) -> float:
    return float(skeleton.body.head("ball_l")[1]) + SOLE_M


def shoulder_from_hips(skeleton: Skeleton, side: str, shrug_deg: float = 0.0) -> Vector:
    """From the middle of the hips to a shoulder joint, upright trunk."""
    clavicle = skeleton.body.head(f"clavicle_{side}")
    arm = skeleton.body.head(f"upperarm_{side}") - clavicle
    return np.asarray(clavicle + about_z(OUTWARD[side] * shrug_deg) @ arm - skeleton.hips)


def arm_length_m(skeleton: Skeleton) -> float:
    return skeleton.length_m["upperarm_l"] + skeleton.length_m["lowerarm_l"]


def reach_for_angle(skeleton: Skeleton, elbow_deg: float) -> float:
    """Distance from shoulder to wrist when the elbow has this angle."""
    a, b = skeleton.length_m["upperarm_l"], skeleton.length_m["lowerarm_l"]
    return float(np.sqrt(a * a + b * b - 2 * a * b * np.cos(np.radians(elbow_deg))))


# --- standing and squatting ----------------------------------------------------------------------

FOOT_HALF_WIDTH_M = 0.155
TOE_OUT_DEG = 14.0


def planted_leg(skeleton: Skeleton, side: str, at: Vector, yaw_deg: float) -> Leg:
    """A foot flat on the floor at `at`, a little turned out from the heading `yaw_deg`."""
    turned = yaw_deg + OUTWARD[side] * TOE_OUT_DEG
    ball = about_y(yaw_deg) @ outward(side, FOOT_HALF_WIDTH_M + 0.02, 0, 0.085) + at
    ball[1] = floor_height_of_ball(skeleton)
    return Leg(ball, turned, 0.0, 0.0, about_y(turned) @ AHEAD)


def hanging_arm(
    skeleton: Skeleton,
    side: str,
    pelvis: Vector,
    yaw_deg: float,
    pitch_deg: float,
    swing_deg: float,
) -> Arm:
    """An arm at the side; `swing_deg` raises it forward."""
    turn = about_y(yaw_deg)
    shoulder = pelvis + turn @ about_x(pitch_deg) @ shoulder_from_hips(skeleton, side)
    along = turn @ about_x(-swing_deg) @ outward(side, 0.10, -1, 0.02)
    bent = 0.985 - 0.025 * np.sin(np.radians(min(abs(swing_deg), 90)))
    wrist = shoulder + bent * arm_length_m(skeleton) * along / np.linalg.norm(along)
    pole = turn @ outward(side, 0.45, -0.55 * np.sin(np.radians(swing_deg)), -0.75)
    palm = turn @ outward(side, -1, -0.3, 0)
    return Arm(wrist, pole, along, palm, 0.0, 4.0, 0.0)


def standing(skeleton: Skeleton, at: Vector, yaw_deg: float) -> Stance:
    """Upright with hanging arms over the floor point `at`, knees hardly bent."""
    height = 0.994 * (skeleton.length_m["thigh_l"] + skeleton.length_m["calf_l"])
    ankle = skeleton.body.head("foot_l")[1] + SOLE_M
    pelvis = at + np.array([0.0, height + ankle, 0.0]) + about_y(yaw_deg) @ (-0.02 * AHEAD)
    legs = both(lambda side: planted_leg(skeleton, side, at, yaw_deg))
    arms = both(lambda side: hanging_arm(skeleton, side, pelvis, yaw_deg, 2.0, 4.0))
    return Stance(pelvis, yaw_deg, 2.0, 0.0, 0.0, 0.0, 0.0, *legs, *arms)


def squat(skeleton: Skeleton, arms: str, knee_bottom_deg: float) -> StanceAt:
    """arms: "raised" (lifted forward on the way down), "forward" or "clasped" before the chest."""
    shank_m, thigh_m = skeleton.length_m["calf_l"], skeleton.length_m["thigh_l"]
    upright = standing(skeleton, np.zeros(3), 0.0)
    ankle = skeleton.body.head("foot_l") - skeleton.body.head("ball_l") + upright.leg_l.ball_m
    trunk_m = float(shoulder_from_hips(skeleton, "l")[1])
    shank_bottom_deg = 27.0
    thigh_bottom_deg = 180.0 - knee_bottom_deg - shank_bottom_deg

    def stance(share: float) -> Stance:
        # Knees go forward first, hips back all the way.
        shank = np.radians(6 + share**0.75 * (shank_bottom_deg - 6))
        thigh = np.radians(2 + share * (thigh_bottom_deg - 2))
        knee_z = ankle[2] + shank_m * np.sin(shank)
        hip_z = knee_z - thigh_m * np.sin(thigh)
        hip_y = ankle[1] + shank_m * np.cos(shank) + thigh_m * np.cos(thigh)
        raised = 1.0 if arms == "forward" else float(np.clip(share / 0.7, 0, 1))
        lean_deg = balanced_lean_deg(ankle[2], knee_z, hip_z, trunk_m, 0.30 * raised)
        pelvis = np.array([0.0, hip_y, hip_z])
        # The trunk leans under the arms, which stay about horizontal in the world.
        swing_deg = 6 + raised * 80
        if arms == "clasped":
            reaching = both(lambda side: clasped_arm(skeleton, side, pelvis, lean_deg))
        else:
            reaching = both(
                lambda side: hanging_arm(skeleton, side, pelvis, 0.0, lean_deg, swing_deg)
            )
        legs = both(lambda side: planted_leg(skeleton, side, np.zeros(3), 0.0))
        return Stance(pelvis, 0.0, lean_deg, 0.0, 0.0, -0.6 * lean_deg, 0.0, *legs, *reaching)

    return stance


def balanced_lean_deg(
    ankle_z: float, knee_z: float, hip_z: float, trunk_m: float, arms_ahead_m: float
) -> float:
    """The lean of the trunk that keeps the centre of mass over the middle of the foot, z = 0."""
    fixed = (TRUNK_MASS + ARMS_MASS) * hip_z + ARMS_MASS * arms_ahead_m
    fixed += THIGHS_MASS * (hip_z + knee_z) / 2 + SHANKS_MASS * (knee_z + ankle_z) / 2
    lever = (TRUNK_MASS * TRUNK_CENTRE + ARMS_MASS) * trunk_m
    return float(np.degrees(np.arcsin(np.clip(-fixed / lever, 0.02, 0.72))))


def clasped_arm(skeleton: Skeleton, side: str, pelvis: Vector, pitch_deg: float) -> Arm:
    lean = about_x(pitch_deg)
    chest = pelvis + lean @ (shoulder_from_hips(skeleton, side) * [0, 1, 1])
    reach = 0.44 * arm_length_m(skeleton)
    wrist = chest + lean @ outward(side, 0.045, -0.09, 0.06 + reach)
    fingers = lean @ outward(side, -0.45, 0.75, 0.5)
    return Arm(
        wrist, lean @ outward(side, 0.5, -1, 0), fingers, outward(side, -1, 0, 0.0), 0.8, 12.0, 0.0
    )


# --- push-up -------------------------------------------------------------------------------------

PLANK_HEEL_DEG = 72.0
ELBOW_DIRECTION = (0.22, 0.3, -0.95)
"""Of the left elbow: back along the body. Elbows that point at the camera hide their bend."""
PALM_HEIGHT_M = 0.045
"""Of the wrist joint over the floor with the palm flat."""


def push_up(skeleton: Skeleton, elbow_bottom_deg: float) -> StanceAt:
    """A straight body that turns about its toes, over planted hands. The head is towards +z."""
    hand_x = 1.5 * float(skeleton.body.head("upperarm_l")[0])
    ball_m = floor_height_of_ball(skeleton)
    top = plank(skeleton, 17.0, np.zeros(3), ball_m)
    shoulder_z = shoulders_of(skeleton, top)[2]
    hands = {side: outward(side, hand_x, PALM_HEIGHT_M, shoulder_z - 0.035) for side in SIDES}

    def stance(share: float) -> Stance:
        elbow_deg = 166 + share * (elbow_bottom_deg - 166)
        wanted = reach_for_angle(skeleton, elbow_deg)
        low, high = 1.0, 32.0
        for _ in range(30):
            slope = (low + high) / 2
            body = plank(skeleton, slope, hands["l"], ball_m)
            if np.linalg.norm(shoulders_of(skeleton, body) - hands["l"]) < wanted:
                low = slope
            else:
                high = slope
        return plank(skeleton, (low + high) / 2, hands["l"], ball_m)

    return stance


def shoulders_of(skeleton: Skeleton, stance: Stance) -> Vector:
    """The left shoulder joint of a stance without yaw and roll."""
    offset = shoulder_from_hips(skeleton, "l", stance.arm_l.shrug_deg)
    return np.asarray(stance.pelvis_m + about_x(stance.pitch_deg) @ offset)


def plank(skeleton: Skeleton, slope_deg: float, left_hand: Vector, ball_m: float) -> Stance:
    """Heel to head on a line that rises by `slope_deg` towards +z; toes at z = 0."""
    foot = about_x(PLANK_HEEL_DEG)
    pole = np.array([0.0, -1.0, 0.15])
    legs = both(lambda side: Leg(outward(side, 0.10, ball_m, 0.0), 0.0, PLANK_HEEL_DEG, 4.0, pole))
    slope = np.radians(slope_deg)
    ankle = legs[0].ball_m + foot @ (skeleton.body.head("foot_l") - skeleton.body.head("ball_l"))
    leg_m = 0.992 * (skeleton.length_m["thigh_l"] + skeleton.length_m["calf_l"])
    pelvis = np.array([0.0, ankle[1], ankle[2]]) + leg_m * np.array(
        [0.0, np.sin(slope), np.cos(slope)]
    )

    def planted(side: str) -> Arm:
        hand = left_hand * [OUTWARD[side], 1, 1]
        elbow = outward(side, *ELBOW_DIRECTION)
        return Arm(hand, elbow, outward(side, 0.12, 0.06, 1.0), DOWN, 1.0, -9.0, 0.0)

    arms = both(planted)
    pitch_deg = 90.0 - slope_deg - 1.0
    return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, -24.0, 0.0, *legs, *arms)
