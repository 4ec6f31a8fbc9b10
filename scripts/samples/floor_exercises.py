"""Exercises on the floor, on a bench, between bars and on a step.

Stances from the top (0) to the bottom (1), as in `stances`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from samples.hanging import BAR_RADIUS_M, WRIST_UNDER_BAR_M, dangling_leg
from samples.posing import Arm, Leg, Skeleton, Stance, both
from samples.rotation import Vector, about_x
from samples.stances import (
    AHEAD,
    DOWN,
    ELBOW_DIRECTION,
    PALM_HEIGHT_M,
    StanceAt,
    arm_length_m,
    floor_height_of_ball,
    hanging_arm,
    outward,
    plank,
    planted_leg,
    reach_for_angle,
    shoulders_of,
    standing,
)
from samples.standing_exercises import FIST_DEG, STRAIGHT, shoulder_of

KNEE_ON_FLOOR_M, BACK_ON_FLOOR_M = 0.06, 0.11
"""Heights of a knee's joint and of a shoulder's, when they lie on the floor."""
STEPS = 30


def solved(low: float, high: float, is_below: Callable[[float], bool]) -> float:
    """Where `is_below` turns from true to false between the two."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        if is_below(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def foot_from(skeleton: Skeleton, ankle: Vector, pitch_deg: float) -> Vector:
    """The ball of a foot whose ankle is known."""
    body = skeleton.body
    ball: Vector = ankle + about_x(pitch_deg) @ (body.head("ball_l") - body.head("foot_l"))
    return ball


def on_knees(
    skeleton: Skeleton, lean_deg: float, arms: Callable[[Stance], tuple[Arm, Arm]]
) -> Stance:
    """Shanks on the floor, knees at z = 0, a straight body over them that leans ahead."""
    thigh_m, shank_m = skeleton.length_m["thigh_l"], skeleton.length_m["calf_l"]
    lean = np.radians(lean_deg)
    pelvis = np.array([0.0, KNEE_ON_FLOOR_M, 0.0]) + thigh_m * np.array(
        [0.0, np.cos(lean), np.sin(lean)]
    )

    def leg(side: str) -> Leg:
        ankle = outward(side, 0.10, KNEE_ON_FLOOR_M + 0.02, -shank_m)
        pole = np.array([0.0, -np.sin(lean) - 0.2, np.cos(lean) + 0.2])
        return Leg(foot_from(skeleton, ankle, 120.0), 0.0, 120.0, 100.0, pole)

    hanging = both(lambda side: hanging_arm(skeleton, side, pelvis, 0.0, lean_deg, 4.0))
    stance = Stance(pelvis, 0.0, lean_deg, 0.0, 0.0, -0.2 * lean_deg, 0.0, *both(leg), *hanging)
    arm_l, arm_r = arms(stance)
    return Stance(pelvis, 0.0, lean_deg, 0.0, 0.0, -0.2 * lean_deg, 0.0, *both(leg), arm_l, arm_r)


def planted_arms(left_hand: Vector) -> tuple[Arm, Arm]:
    def arm(side: str) -> Arm:
        hand = left_hand * [1 if side == "l" else -1, 1, 1]
        elbow = outward(side, *ELBOW_DIRECTION)
        return Arm(hand, elbow, outward(side, 0.12, 0.06, 1.0), DOWN, 1.0, -9.0, 0.0)

    return both(arm)


def knee_push_up(skeleton: Skeleton, elbow_bottom_deg: float = 78.0) -> StanceAt:
    """A straight body that turns about its knees, over planted hands."""
    hand_x = 1.5 * float(skeleton.body.head("upperarm_l")[0])

    def body(lean_deg: float, hand: Vector) -> Stance:
        return on_knees(skeleton, lean_deg, lambda _stance: planted_arms(hand))

    top = body(62.0, np.array([hand_x, PALM_HEIGHT_M, 1.0]))
    hand = np.array([hand_x, PALM_HEIGHT_M, shoulders_of(skeleton, top)[2] - 0.02])

    def stance(share: float) -> Stance:
        wanted = reach_for_angle(skeleton, 166 + share * (elbow_bottom_deg - 166))

        def is_far(lean_deg: float) -> bool:
            return bool(
                np.linalg.norm(shoulders_of(skeleton, body(lean_deg, hand)) - hand) > wanted
            )

        return body(solved(45.0, 88.0, is_far), hand)

    return stance


INCLINE_M = 0.48
"""Height of the box that the hands stand on."""


def incline_push_up(skeleton: Skeleton, elbow_bottom_deg: float = 78.0) -> StanceAt:
    """A push-up with the hands on a box."""
    hand_x = 1.4 * float(skeleton.body.head("upperarm_l")[0])
    ball_m = floor_height_of_ball(skeleton)
    top = plank(skeleton, 40.0, np.zeros(3), ball_m)
    height_m = INCLINE_M + PALM_HEIGHT_M
    hand = np.array([hand_x, height_m, shoulders_of(skeleton, top)[2] + 0.02])

    def stance(share: float) -> Stance:
        wanted = reach_for_angle(skeleton, 166 + share * (elbow_bottom_deg - 166))

        def is_near(slope_deg: float) -> bool:
            body = plank(skeleton, slope_deg, hand, ball_m)
            return bool(np.linalg.norm(shoulders_of(skeleton, body) - hand) < wanted)

        return plank(skeleton, solved(14.0, 52.0, is_near), hand, ball_m)

    return stance


BARS_M, BARS_HALF_WIDTH_M = 1.25, 0.27


def dip(skeleton: Skeleton, elbow_bottom_deg: float = 84.0) -> StanceAt:
    """Between two bars along z; the hands are on them, the knees bent back."""
    palm_m = BARS_M + BAR_RADIUS_M + PALM_HEIGHT_M
    shoulder_x = float(shoulder_of(skeleton, "l", np.zeros(3), 0.0)[0])

    def stance(share: float) -> Stance:
        reach_m = reach_for_angle(skeleton, 166 + share * (elbow_bottom_deg - 166))
        pitch_deg = 6.0 + 16.0 * share
        shoulder_z = 0.02 + 0.10 * share
        aside_m = BARS_HALF_WIDTH_M - shoulder_x
        height_m = palm_m + np.sqrt(reach_m**2 - aside_m**2 - shoulder_z**2)
        offset = shoulder_of(skeleton, "l", np.zeros(3), pitch_deg)
        pelvis = np.array([0.0, height_m - offset[1], shoulder_z - offset[2]])
        legs = both(lambda side: dangling_leg(skeleton, side, pelvis, pitch_deg, 80.0))

        def arm(side: str) -> Arm:
            hand = outward(side, BARS_HALF_WIDTH_M, palm_m, 0.0)
            return Arm(hand, outward(side, 0.25, 0.2, -1.0), AHEAD, DOWN, 1.0, FIST_DEG, 0.0)

        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, -8.0, 0.0, *legs, *both(arm))

    return stance


BENCH_M = 0.42


def bench_press(skeleton: Skeleton, elbow_bottom_deg: float = 72.0) -> StanceAt:
    """On the back on a bench, the head towards -z; the hands over the shoulders."""
    pelvis = np.array([0.0, BENCH_M + 0.11, 0.0])
    pitch_deg = -90.0
    upper_m, lower_m = skeleton.length_m["upperarm_l"], skeleton.length_m["lowerarm_l"]
    thigh_m = skeleton.length_m["thigh_l"]

    def leg(side: str) -> Leg:
        ankle_m = float(skeleton.body.head("foot_l")[1]) + 0.02
        ankle = outward(side, 0.20, ankle_m, thigh_m - 0.02)
        return Leg(foot_from(skeleton, ankle, 0.0), 0.0, 0.0, 0.0, np.array([0.0, 1.0, 0.6]))

    def stance(share: float) -> Stance:
        elbow_deg = 166.0 + share * (elbow_bottom_deg - 166.0)
        raised_deg = 80.0 - share * 100.0

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, pelvis, pitch_deg)
            up = np.radians(raised_deg)
            upper = outward(side, 0.85 * np.cos(up), np.sin(up), 0.5 * np.cos(up))
            elbow = shoulder + upper_m * upper / np.linalg.norm(upper)
            reach_m = reach_for_angle(skeleton, elbow_deg)
            along = (upper_m**2 + lower_m**2 - reach_m**2) / (2 * upper_m)
            back = (shoulder - elbow) / upper_m
            level = np.array([0.0, 1.0, 0.0]) - back[1] * back
            across = np.sqrt(max(lower_m**2 - along**2, 0.0))
            wrist = elbow + along * back + across * level / np.linalg.norm(level)
            pole = elbow - (shoulder + wrist) / 2
            return Arm(wrist, pole, np.array([0.0, 1.0, 0.0]), AHEAD, 1.0, FIST_DEG, 0.0)

        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, 8.0, 0.0, *both(leg), *both(arm))

    return stance


ROW_BAR_M = 0.98


def inverted_row(skeleton: Skeleton, elbow_top_deg: float = 62.0) -> StanceAt:
    """A straight body on its heels, face up, that hangs from a low bar along x at z = 0."""
    body_m = 0.99 * (skeleton.length_m["thigh_l"] + skeleton.length_m["calf_l"]) + float(
        shoulder_of(skeleton, "l", np.zeros(3), 0.0)[1]
    )
    ankle_m = 0.09
    half_width_m = 0.26
    grip = np.array([half_width_m, ROW_BAR_M - WRIST_UNDER_BAR_M, 0.0])
    heel_z = np.sqrt(body_m**2 - (0.40 - ankle_m) ** 2)

    def body(slope_deg: float) -> tuple[Vector, float]:
        """Where the hips are, and the trunk's pitch, on a line that rises from the heels."""
        slope = np.radians(slope_deg)
        leg_m = 0.99 * (skeleton.length_m["thigh_l"] + skeleton.length_m["calf_l"])
        along = np.array([0.0, np.sin(slope), -np.cos(slope)])
        return np.array([0.0, ankle_m, heel_z]) + leg_m * along, -(90.0 - slope_deg)

    def stance(share: float) -> Stance:
        wanted = reach_for_angle(skeleton, elbow_top_deg + share * (168.0 - elbow_top_deg))

        def is_far(slope_deg: float) -> bool:
            pelvis, pitch_deg = body(slope_deg)
            shoulder = shoulder_of(skeleton, "l", pelvis, pitch_deg)
            return bool(np.linalg.norm(shoulder - grip) > wanted)

        pelvis, pitch_deg = body(solved(2.0, 40.0, is_far))

        def leg(side: str) -> Leg:
            ankle = outward(side, 0.10, ankle_m, heel_z)
            ball = foot_from(skeleton, ankle, -65.0)
            return Leg(ball, 0.0, -65.0, -65.0, np.array([0.0, 1.0, 0.1]))

        def arm(side: str) -> Arm:
            wrist = outward(side, half_width_m, grip[1], 0.0)
            pole = outward(side, 0.5, -1.0, 0.3)
            return Arm(wrist, pole, np.array([0.0, 1.0, 0.1]), -AHEAD, 1.0, 52.0, 0.0)

        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, 6.0, 0.0, *both(leg), *both(arm))

    return stance


SEAT_M = 0.45


def seated_leg(skeleton: Skeleton, side: str, pelvis: Vector) -> Leg:
    thigh_m = skeleton.length_m["thigh_l"]
    ankle_m = float(skeleton.body.head("foot_l")[1]) + 0.02
    ankle = outward(side, 0.12, ankle_m, float(pelvis[2]) + thigh_m)
    return Leg(foot_from(skeleton, ankle, 0.0), 0.0, 0.0, 0.0, np.array([0.0, 0.6, 1.0]))


def lat_pulldown(skeleton: Skeleton, elbow_top_deg: float = 68.0) -> StanceAt:
    """Seated; the hands go up from the chest while the weight goes down behind."""
    pelvis = np.array([0.0, SEAT_M + 0.10, 0.0])
    upper_m, lower_m = skeleton.length_m["upperarm_l"], skeleton.length_m["lowerarm_l"]
    pitch_deg = -8.0

    def stance(share: float) -> Stance:
        elbow_deg = elbow_top_deg + share * (164.0 - elbow_top_deg)
        raised_deg = -42.0 + share * 108.0
        shrug_deg = 14.0 * share

        def arm(side: str) -> Arm:
            lifted = shoulder_of(skeleton, side, pelvis, pitch_deg)
            shoulder = lifted + np.array([0.0, 0.0022 * shrug_deg, 0.0])
            up = np.radians(raised_deg)
            upper = outward(side, 0.9 * np.cos(up), np.sin(up), 0.25)
            upper = upper / np.linalg.norm(upper)
            elbow = shoulder + upper_m * upper
            reach_m = reach_for_angle(skeleton, elbow_deg)
            along = (upper_m**2 + lower_m**2 - reach_m**2) / (2 * upper_m)
            level = np.array([0.0, 1.0, 0.0]) + upper[1] * -upper
            across = np.sqrt(max(lower_m**2 - along**2, 0.0))
            wrist = elbow - along * upper + across * level / np.linalg.norm(level)
            pole = elbow - (shoulder + wrist) / 2
            return Arm(wrist, pole, np.array([0.0, 1.0, 0.1]), AHEAD, 1.0, 52.0, shrug_deg)

        legs = both(lambda side: seated_leg(skeleton, side, pelvis))
        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, 4.0, 0.0, *legs, *both(arm))

    return stance


def nordic_curl(skeleton: Skeleton, lean_bottom_deg: float = 72.0) -> StanceAt:
    """From kneeling upright a straight body leans ahead; the hands wait before the chest."""

    def before_chest(stance: Stance) -> tuple[Arm, Arm]:
        def arm(side: str) -> Arm:
            lean = about_x(stance.pitch_deg)
            shoulder = shoulder_of(skeleton, side, stance.pelvis_m, stance.pitch_deg)
            reach = 0.55 * arm_length_m(skeleton)
            wrist = shoulder + lean @ outward(side, 0.02, -0.12, 0.9 * reach)
            return Arm(
                wrist,
                lean @ outward(side, 0.5, -1.0, -0.2),
                lean @ np.array([0.0, 1.0, 0.3]),
                lean @ AHEAD,
                0.8,
                6.0,
                0.0,
            )

        return both(arm)

    return lambda share: on_knees(skeleton, 3.0 + share * (lean_bottom_deg - 3.0), before_chest)


def hip_bridge(skeleton: Skeleton, hips_top_m: float = 0.40) -> StanceAt:
    """On the back, the head towards -z; the hips sink between shoulders and feet that stay."""
    trunk_m = float(shoulder_of(skeleton, "l", np.zeros(3), 0.0)[1])
    thigh_m = skeleton.length_m["thigh_l"]
    ankle_m = float(skeleton.body.head("foot_l")[1]) + 0.02
    shoulder_z = -trunk_m

    def stance(share: float) -> Stance:
        hips_m = hips_top_m + share * (BACK_ON_FLOOR_M + 0.01 - hips_top_m)
        tilt = np.arcsin((hips_m - BACK_ON_FLOOR_M) / trunk_m)
        pelvis = np.array([0.0, hips_m, shoulder_z + trunk_m * np.cos(tilt)])
        pitch_deg = -90.0 - float(np.degrees(tilt))

        def leg(side: str) -> Leg:
            ankle = outward(side, 0.13, ankle_m, thigh_m * 0.9)
            return Leg(foot_from(skeleton, ankle, 0.0), 0.0, 0.0, 0.0, np.array([0.0, 1.0, 0.3]))

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, pelvis, pitch_deg)
            wrist = shoulder + STRAIGHT * arm_length_m(skeleton) * outward(side, 0.25, -0.05, 0.96)
            wrist[1] = max(wrist[1], PALM_HEIGHT_M)
            return Arm(wrist, outward(side, 1.0, 0.1, 0.0), AHEAD, DOWN, 1.0, 0.0, 0.0)

        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, 10.0, 0.0, *both(leg), *both(arm))

    return stance


def sit_back(skeleton: Skeleton, back_deg: float = 48.0) -> StanceAt:
    """Seated on a box, arms crossed before the chest; the trunk leans back."""
    pelvis = np.array([0.0, SEAT_M + 0.10, 0.0])

    def stance(share: float) -> Stance:
        pitch_deg = 2.0 - share * (back_deg + 2.0)
        lean = about_x(pitch_deg)

        def arm(side: str) -> Arm:
            shoulder = shoulder_of(skeleton, side, pelvis, pitch_deg)
            wrist = shoulder + lean @ outward(side, -0.18, -0.14, 0.20)
            pole = lean @ outward(side, 0.4, -1.0, -0.1)
            fingers = lean @ outward(side, -0.8, 0.5, 0.2)
            return Arm(wrist, pole, fingers, lean @ -AHEAD, 0.8, 8.0, 0.0)

        legs = both(lambda side: seated_leg(skeleton, side, pelvis))
        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, -0.3 * pitch_deg, 0.0, *legs, *both(arm))

    return stance


STEP_M = 0.20


def bent_leg_pelvis(
    skeleton: Skeleton, ankle: Vector, knee_deg: float, hip_x: float, hip_z: float
) -> float:
    """The height of the hips over a standing foot whose knee has this angle."""
    thigh_m, shank_m = skeleton.length_m["thigh_l"], skeleton.length_m["calf_l"]
    both_m = thigh_m**2 + shank_m**2
    reach = np.sqrt(both_m - 2 * thigh_m * shank_m * np.cos(np.radians(knee_deg)))
    beside = np.hypot(ankle[2] - hip_z, ankle[0] - hip_x)
    return float(ankle[1] + np.sqrt(reach**2 - beside**2))


def on_left_leg(
    skeleton: Skeleton, floor_m: float, knee_deg: float, sit_m: float, lean_deg: float, free: Vector
) -> Stance:
    """On the left foot, which stands `floor_m` high; the right one is held at `free` from the
    hips."""
    leg = planted_leg(skeleton, "l", np.array([-0.07, 0.0, 0.0]), 0.0)
    leg = Leg(leg.ball_m + np.array([0.0, floor_m, 0.0]), leg.yaw_deg, 0.0, 0.0, leg.pole)
    ankle = leg.ball_m + skeleton.body.head("foot_l") - skeleton.body.head("ball_l")
    hip_x = float(skeleton.body.head("thigh_l")[0])
    pelvis = np.array([0.0, 0.0, -sit_m])
    pelvis[1] = bent_leg_pelvis(skeleton, ankle, knee_deg, hip_x, -sit_m)
    hip = pelvis + np.array([-hip_x, 0.0, 0.0])
    other = Leg(foot_from(skeleton, hip + free, -5.0), 0.0, -5.0, 0.0, np.array([0.0, 0.5, 1.0]))
    arms = both(lambda side: hanging_arm(skeleton, side, pelvis, 0.0, lean_deg, 60.0))
    return Stance(pelvis, 0.0, lean_deg, 0.0, 0.0, -0.5 * lean_deg, 0.0, leg, other, *arms)


def step_down(skeleton: Skeleton, knee_bottom_deg: float = 112.0) -> StanceAt:
    """The left foot on a step, the right one beside it and then down to the floor ahead."""
    leg_m = skeleton.length_m["thigh_l"] + skeleton.length_m["calf_l"]

    def stance(share: float) -> Stance:
        knee_deg = 170.0 + share * (knee_bottom_deg - 170.0)
        free = leg_m * np.array([-0.03, -0.97, 0.10 + 0.12 * share])
        sit_m = 0.02 + 0.12 * share
        return on_left_leg(skeleton, STEP_M, knee_deg, sit_m, 4.0 + 14.0 * share, free)

    return stance


def single_leg_squat(skeleton: Skeleton, knee_bottom_deg: float = 84.0) -> StanceAt:
    """On the left leg; the right one is held ahead."""
    leg_m = skeleton.length_m["thigh_l"] + skeleton.length_m["calf_l"]

    def stance(share: float) -> Stance:
        knee_deg = 170.0 + share * (knee_bottom_deg - 170.0)
        ahead = np.radians(22.0 + 48.0 * share)
        free = 0.96 * leg_m * np.array([0.0, -np.cos(ahead), np.sin(ahead)])
        sit_m = 0.02 + 0.26 * share
        return on_left_leg(skeleton, 0.0, knee_deg, sit_m, 4.0 + 30.0 * share, free)

    return stance


HEEL_TOP_DEG, HEEL_BOTTOM_DEG = 34.0, -16.0


def heel_drop(skeleton: Skeleton) -> StanceAt:
    """On the balls of both feet on a step; the heels sink below it, the legs stay straight."""
    upright = standing(skeleton, np.zeros(3), 0.0)
    body = skeleton.body
    flat = body.head("foot_l") - body.head("ball_l")

    def stance(share: float) -> Stance:
        pitch_deg = HEEL_TOP_DEG + share * (HEEL_BOTTOM_DEG - HEEL_TOP_DEG)
        raised = about_x(pitch_deg) @ flat
        by = np.array([0.0, STEP_M + raised[1] - flat[1], raised[2] - flat[2]])

        def leg(side: str) -> Leg:
            still = planted_leg(skeleton, side, np.zeros(3), 0.0)
            ball = still.ball_m + np.array([0.0, STEP_M, 0.0])
            return Leg(ball, 0.0, pitch_deg, 0.0, AHEAD)

        pelvis = upright.pelvis_m + by
        arms = both(lambda side: hanging_arm(skeleton, side, pelvis, 0.0, 2.0, 6.0))
        return Stance(pelvis, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, *both(leg), *arms)

    return stance
