"""The pull-up: from the chin over the bar to hanging with straight arms."""

from __future__ import annotations

import numpy as np

from samples.posing import Arm, Leg, Skeleton, Stance, both
from samples.rotation import Vector, about_x
from samples.stances import (
    AHEAD,
    StanceAt,
    arm_length_m,
    outward,
    shoulder_from_hips,
    standing,
)

BAR_RADIUS_M = 0.016
WRIST_UNDER_BAR_M = 0.09
CHIN_OVER_BAR_M = 0.055
TOP_LEAN_DEG, TOP_NOD_DEG = -10.0, -22.0
HANG_SHRUG_DEG = 24.0


def chin_from_head(skeleton: Skeleton) -> Vector:
    """From the head's joint to the lowest point of the chin, at rest."""
    body = skeleton.body
    head = body.head("head")
    offset = body.vertices[np.unique(body.faces["skin"])] - head
    ahead = (np.abs(offset[:, 0]) < 0.02) & (offset[:, 2] > 0.055) & (offset[:, 1] > -0.08)
    chin = offset[ahead]
    return np.asarray(chin[np.argmin(chin[:, 1])] * [0, 1, 1])


def reachable_bar_m(skeleton: Skeleton, half_width_m: float) -> float:
    """The height of a bar that a person standing on the floor just reaches."""
    shoulder = standing(skeleton, np.zeros(3), 0.0).pelvis_m + shoulder_from_hips(
        skeleton, "l", HANG_SHRUG_DEG
    )
    arm_m = arm_length_m(skeleton) * 0.97
    return float(
        shoulder[1]
        + np.sqrt(arm_m**2 - (half_width_m - shoulder[0]) ** 2)
        + WRIST_UNDER_BAR_M
        - 0.02
    )


def gripping_arm(side: str, half_width_m: float, bar_m: float, shrug_deg: float) -> Arm:
    """Over the bar with the palm turned away; the bar runs along x at z = 0."""
    wrist = outward(side, half_width_m, bar_m - WRIST_UNDER_BAR_M, -BAR_RADIUS_M - 0.012)
    pole = outward(side, 0.75, -0.6, -0.12)
    return Arm(wrist, pole, outward(side, 0.05, 1, 0.05), AHEAD, 1.0, 52.0, shrug_deg)


def pull_up(skeleton: Skeleton, bar_m: float, half_width_m: float, knees_deg: float) -> StanceAt:
    """From the chin over the bar to hanging with straight arms."""
    arm_m = arm_length_m(skeleton) * 0.992
    chin = chin_from_head(skeleton)
    head = skeleton.body.head("head") - skeleton.hips

    def stance(share: float) -> Stance:
        shrug_deg = 2 + share * (HANG_SHRUG_DEG - 2)
        pitch_deg = TOP_LEAN_DEG + 8 * share
        nod_deg = TOP_NOD_DEG + 10 * share
        lean = about_x(pitch_deg)
        offset = shoulder_from_hips(skeleton, "l", shrug_deg)
        aside = half_width_m - offset[0]
        hang_y = bar_m - WRIST_UNDER_BAR_M - np.sqrt(arm_m**2 - aside**2)
        hang_y -= float(
            (about_x(TOP_LEAN_DEG + 8) @ shoulder_from_hips(skeleton, "l", HANG_SHRUG_DEG))[1]
        )
        at_top = about_x(TOP_LEAN_DEG) @ (head + about_x(TOP_NOD_DEG) @ chin)
        top_y = bar_m + CHIN_OVER_BAR_M - float(at_top[1])
        pelvis_y = top_y + share * (hang_y - top_y)
        shoulder_z = -0.155 + 0.125 * share
        pelvis = np.array([0.0, pelvis_y, shoulder_z - float((lean @ offset)[2])])
        legs = both(lambda side: dangling_leg(skeleton, side, pelvis, pitch_deg, knees_deg))
        arms = both(lambda side: gripping_arm(side, half_width_m, bar_m, shrug_deg))
        return Stance(pelvis, 0.0, pitch_deg, 0.0, 0.0, nod_deg, 0.0, *legs, *arms)

    return stance


def dangling_leg(
    skeleton: Skeleton, side: str, pelvis: Vector, pitch_deg: float, knee_bend_deg: float
) -> Leg:
    """A leg in the air, the thigh hardly forward, the knee bent back by `knee_bend_deg`."""
    body = skeleton.body
    lean = about_x(pitch_deg * 0.5)
    hip = pelvis + about_x(pitch_deg) @ (body.head(f"thigh_{side}") - skeleton.hips)
    thigh_deg = min(0.3 * knee_bend_deg, 15.0)
    down = outward(side, -0.01, -1, 0)
    knee = hip + lean @ about_x(-thigh_deg) @ (skeleton.length_m["thigh_l"] * down)
    shin = about_x(knee_bend_deg - thigh_deg) @ (skeleton.length_m["calf_l"] * down)
    ankle = knee + lean @ shin
    foot_deg = knee_bend_deg * 0.7 + 35
    foot = about_x(foot_deg)
    ball = ankle + foot @ (body.head(f"ball_{side}") - body.head(f"foot_{side}"))
    pole = np.array([0.0, 0.3, 1.0])
    return Leg(ball, 0.0, foot_deg, foot_deg - 8, pole)
