"""Exercises that somebody does standing: arms with a weight, a hip hinge, a split squat.

Stances from the top (0) to the bottom (1), as in `stances`.
"""

from __future__ import annotations

import numpy as np

from samples.posing import Arm, Leg, Skeleton, Stance, both
from samples.rotation import Vector, about_x
from samples.stances import (
    AHEAD,
    DOWN,
    StanceAt,
    arm_length_m,
    floor_height_of_ball,
    hanging_arm,
    outward,
    planted_leg,
    reach_for_angle,
    shoulder_from_hips,
    standing,
)

FIST_DEG = 48.0
"""Each finger joint around a handle."""
STRAIGHT = 0.985
"""Of the arm's length: a straight elbow is never locked."""


def shoulder_of(skeleton: Skeleton, side: str, pelvis: Vector, pitch_deg: float) -> Vector:
    return np.asarray(pelvis + about_x(pitch_deg) @ shoulder_from_hips(skeleton, side))


def with_arms(skeleton: Skeleton, arms: tuple[Arm, Arm]) -> Stance:
    """Standing upright."""
    still = standing(skeleton, np.zeros(3), 0.0)
    return Stance(
        still.pelvis_m, 0.0, still.pitch_deg, 0.0, 0.0, 0.0, 0.0, still.leg_l, still.leg_r, *arms
    )


def biceps_curl(skeleton: Skeleton, sides: str, elbow_top_deg: float = 48.0) -> StanceAt:
    """sides: which arms work, "lr", "l" or "r"; the upper arm hangs still."""
    still = standing(skeleton, np.zeros(3), 0.0)
    upper_m, lower_m = skeleton.length_m["upperarm_l"], skeleton.length_m["lowerarm_l"]

    def stance(share: float) -> Stance:
        bend_deg = 180.0 - (elbow_top_deg + share * (168.0 - elbow_top_deg))

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, still.pelvis_m, still.pitch_deg)
            elbow = shoulder + upper_m * outward(side, 0.12, -0.99, 0.03)
            bent = bend_deg if side in sides else 12.0
            forearm = about_x(-bent) @ outward(side, 0.06, -1.0, 0.0)
            palm = about_x(-bent) @ AHEAD
            return Arm(
                elbow + lower_m * forearm,
                outward(side, 0.3, 0.1, -1.0),
                forearm,
                palm,
                1.0,
                FIST_DEG,
                0.0,
            )

        return with_arms(skeleton, both(arm))

    return stance


def overhead_press(skeleton: Skeleton, elbow_bottom_deg: float = 62.0) -> StanceAt:
    still = standing(skeleton, np.zeros(3), 0.0)
    upper_m, lower_m = skeleton.length_m["upperarm_l"], skeleton.length_m["lowerarm_l"]

    def stance(share: float) -> Stance:
        elbow_deg = 166.0 + share * (elbow_bottom_deg - 166.0)
        # Upper arms from nearly upright to below level, forearms upright throughout.
        raised_deg = 75.0 - share * 100.0
        shrug_deg = 16.0 * (1 - share)

        def arm(side: str) -> Arm:
            offset = shoulder_from_hips(skeleton, side, shrug_deg)
            shoulder = still.pelvis_m + about_x(still.pitch_deg) @ offset
            up = np.radians(raised_deg)
            elbow = shoulder + upper_m * outward(side, 0.93 * np.cos(up), np.sin(up), 0.25)
            toward = elbow - shoulder
            elbow = shoulder + upper_m * toward / np.linalg.norm(toward)
            reach = reach_for_angle(skeleton, elbow_deg)
            # The wrist lies above the elbow, as far from the shoulder as the angle has it.
            wrist = above(shoulder, elbow, lower_m, reach)
            return Arm(
                wrist,
                elbow - (shoulder + wrist) / 2,
                np.array([0.0, 1.0, 0.1]),
                AHEAD,
                1.0,
                FIST_DEG,
                shrug_deg,
            )

        return with_arms(skeleton, both(arm))

    return stance


def above(shoulder: Vector, elbow: Vector, lower_m: float, reach_m: float) -> Vector:
    """The end of a forearm that points up, turned until it is `reach_m` from the shoulder."""
    upper = elbow - shoulder
    length = float(np.linalg.norm(upper))
    along = (length**2 + lower_m**2 - reach_m**2) / (2 * length)
    back = -upper / length
    up = -DOWN - (-DOWN @ back) * back
    across = np.sqrt(max(lower_m**2 - along**2, 0.0))
    wrist: Vector = elbow + along * back + across * up / np.linalg.norm(up)
    return wrist


def lateral_raise(skeleton: Skeleton) -> StanceAt:
    still = standing(skeleton, np.zeros(3), 0.0)
    arm_m = STRAIGHT * arm_length_m(skeleton)

    def stance(share: float) -> Stance:
        raised_deg = 88.0 - share * 76.0

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, still.pelvis_m, still.pitch_deg)
            raised = np.radians(raised_deg)
            along = outward(side, np.sin(raised), -np.cos(raised), 0.12)
            along = along / np.linalg.norm(along)
            pole = outward(side, -0.2, -0.3, -1.0)
            palm = outward(side, -np.cos(raised), -np.sin(raised), 0.0)
            return Arm(shoulder + arm_m * along, pole, along, palm, 1.0, FIST_DEG, 0.0)

        return with_arms(skeleton, both(arm))

    return stance


def hinge(skeleton: Skeleton, share: float, lean_bottom_deg: float) -> tuple[Vector, float]:
    """Where the hips are, and how far the trunk leans, of somebody who bows over still shanks."""
    shank_m, thigh_m = skeleton.length_m["calf_l"], skeleton.length_m["thigh_l"]
    upright = standing(skeleton, np.zeros(3), 0.0)
    ankle = skeleton.body.head("foot_l") - skeleton.body.head("ball_l") + upright.leg_l.ball_m
    shank, thigh = np.radians(4.0), np.radians(5.0 + 20.0 * share)
    hip_z = ankle[2] + shank_m * np.sin(shank) - thigh_m * np.sin(thigh)
    hip_y = ankle[1] + shank_m * np.cos(shank) + thigh_m * np.cos(thigh)
    return np.array([0.0, hip_y, hip_z]), 4.0 + share * (lean_bottom_deg - 4.0)


def romanian_deadlift(skeleton: Skeleton, lean_bottom_deg: float = 76.0) -> StanceAt:
    """The hips go back, the trunk bows, the arms hang."""

    def stance(share: float) -> Stance:
        pelvis, lean_deg = hinge(skeleton, share, lean_bottom_deg)
        legs = both(lambda side: planted_leg(skeleton, side, np.zeros(3), 0.0))

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, pelvis, lean_deg)
            wrist = shoulder + STRAIGHT * arm_length_m(skeleton) * outward(side, 0.03, -1.0, 0.04)
            pole = outward(side, 0.5, 0.0, -1.0)
            return Arm(wrist, pole, DOWN, -AHEAD, 1.0, FIST_DEG, 0.0)

        return Stance(pelvis, 0.0, lean_deg, 0.0, 0.0, -0.5 * lean_deg, 0.0, *legs, *both(arm))

    return stance


def bent_over_row(
    skeleton: Skeleton, lean_deg: float = 62.0, elbow_top_deg: float = 78.0
) -> StanceAt:
    """The trunk stays bowed; the hands hang and are pulled to the waist."""
    upper_m, lower_m = skeleton.length_m["upperarm_l"], skeleton.length_m["lowerarm_l"]

    def stance(share: float) -> Stance:
        pelvis, trunk_deg = hinge(skeleton, 0.8, lean_deg / 0.8)
        legs = both(lambda side: planted_leg(skeleton, side, np.zeros(3), 0.0))
        elbow_deg = elbow_top_deg + share * (166.0 - elbow_top_deg)
        # The upper arm swings back from hanging, the forearm hangs from it.
        back = np.radians((1 - share) * 105.0)

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, pelvis, trunk_deg)
            elbow = shoulder + upper_m * outward(side, 0.15, -np.cos(back), -np.sin(back))
            upper = (elbow - shoulder) / np.linalg.norm(elbow - shoulder)
            elbow = shoulder + upper_m * upper
            turn = about_x(-(180.0 - elbow_deg))
            wrist = elbow + lower_m * (turn @ upper)
            pole = elbow - (shoulder + wrist) / 2 + outward(side, 0.02, 0.0, -0.02)
            return Arm(wrist, pole, DOWN, outward(side, -1.0, 0.0, 0.0), 1.0, FIST_DEG, 0.0)

        return Stance(pelvis, 0.0, trunk_deg, 0.0, 0.0, -0.5 * trunk_deg, 0.0, *legs, *both(arm))

    return stance


FRONT_FOOT_M, BACK_FOOT_M = 0.42, -0.50
BACK_HEEL_DEG = 52.0


def split_squat(skeleton: Skeleton, knee_bottom_deg: float = 92.0) -> StanceAt:
    """The left foot before the right one, which stands on its toes; the trunk stays upright."""
    thigh_m, shank_m = skeleton.length_m["thigh_l"], skeleton.length_m["calf_l"]
    front = np.array([0.0, 0.0, FRONT_FOOT_M])
    front_leg = planted_leg(skeleton, "l", front, 0.0)
    ankle = front_leg.ball_m + skeleton.body.head("foot_l") - skeleton.body.head("ball_l")
    hip_x = float(skeleton.body.head("thigh_l")[0])
    ball_m = floor_height_of_ball(skeleton)
    back_leg = Leg(
        outward("r", 0.10, ball_m, BACK_FOOT_M), 0.0, BACK_HEEL_DEG, 4.0, np.array([0.0, -0.4, 1.0])
    )

    def stance(share: float) -> Stance:
        knee_deg = 158.0 + share * (knee_bottom_deg - 158.0)
        both_m = thigh_m**2 + shank_m**2
        reach_m = np.sqrt(both_m - 2 * thigh_m * shank_m * np.cos(np.radians(knee_deg)))
        pelvis_z = -0.02
        beside_m = np.hypot(ankle[2] - pelvis_z, ankle[0] - hip_x)
        pelvis = np.array([0.0, ankle[1] + np.sqrt(reach_m**2 - beside_m**2), pelvis_z])
        arms = both(lambda side: hanging_arm(skeleton, side, pelvis, 0.0, 3.0, 4.0))
        return Stance(pelvis, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, front_leg, back_leg, *arms)

    return stance
