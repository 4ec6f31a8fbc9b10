"""Walking in, getting into position, and leaving."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from samples.gait import Move, keyframes, walk
from samples.posing import Leg, Skeleton, Stance
from samples.rotation import Vector, about_y
from samples.scene import AZIMUTH_DEG, Scene
from samples.stances import Track, hanging_arm, standing

KNEE_HEIGHT_M = 0.06
"""Of the knee joint over the floor when kneeling."""
WALK_FROM_M = 2.6
"""Distance to the side where a walk begins and ends: out of the picture."""


def to_the_side(scene: Scene) -> Vector:
    """A floor point left of the picture, as seen by the camera."""
    azimuth = AZIMUTH_DEG[scene.view] + scene.view_offset_deg
    return np.asarray(about_y(azimuth) @ np.array([-WALK_FROM_M, 0.0, 0.0]))


def place_of(scene: Scene, track: Track) -> Vector:
    """Where the person stands before getting into position."""
    if scene.exercise == "push_up":
        return np.array([0.0, 0.0, track.at(0.0).arm_l.wrist_m[2] - 0.10])
    return np.zeros(3)


def middle_of(scene: Scene, place: Vector) -> Vector:
    return np.array([0.0, 0.0, 0.8]) if scene.exercise == "push_up" else place


def arriving(scene: Scene, skeleton: Skeleton, track: Track) -> list[Move]:
    place = place_of(scene, track)
    start = middle_of(scene, place) + to_the_side(scene)
    walk_deg = float(np.degrees(np.arctan2(*(place - start)[[0, 2]])))
    stops, seconds = changes(scene, skeleton, track)
    return [walk(skeleton, start, place, walk_deg, 0.0), keyframes(stops, seconds)]


def leaving(scene: Scene, skeleton: Skeleton, track: Track) -> list[Move]:
    place = place_of(scene, track)
    end = middle_of(scene, place) - to_the_side(scene)
    walk_deg = float(np.degrees(np.arctan2(*(end - place)[[0, 2]])))
    stops, seconds = changes(scene, skeleton, track)
    return [keyframes(stops[::-1], seconds[::-1]), walk(skeleton, place, end, 0.0, walk_deg)]


def changes(scene: Scene, skeleton: Skeleton, track: Track) -> tuple[list[Stance], list[float]]:
    """Stances from standing to the top of the first repetition, and seconds between them."""
    upright = standing(skeleton, place_of(scene, track), 0.0)
    top = track.at(0.0)
    if scene.exercise != "push_up":
        return [upright, top], [0.7]
    kneel = kneeling(skeleton, upright)
    fours = on_all_fours(kneel, top)
    one_back = replace(fours, leg_l=top.leg_l)
    return [upright, kneel, fours, one_back, top], [0.9, 0.8, 0.5, 0.5]


def kneeling(skeleton: Skeleton, upright: Stance) -> Stance:
    """On the left knee, the right foot where it stood."""
    thigh_m, shin_m = skeleton.length_m["thigh_l"], skeleton.length_m["calf_l"]
    ball = upright.leg_r.ball_m
    pelvis = np.array([0.0, thigh_m + KNEE_HEIGHT_M, ball[2] - thigh_m])
    behind = np.array([-0.8 * ball[0], ball[1], pelvis[2] - shin_m])
    pole = np.array([0.1, -0.5, 1.0])
    return replace(
        upright,
        pelvis_m=pelvis,
        pitch_deg=10.0,
        leg_l=Leg(behind, 0.0, 72.0, 4.0, pole),
        arm_l=hanging_arm(skeleton, "l", pelvis, 0.0, 10.0, 12.0),
        arm_r=hanging_arm(skeleton, "r", pelvis, 0.0, 10.0, 12.0),
    )


def on_all_fours(kneel: Stance, plank: Stance) -> Stance:
    """Hands and knees on the floor."""
    mirrored = np.array([-1.0, 1.0, 1.0])
    leg_r = replace(
        kneel.leg_l, ball_m=kneel.leg_l.ball_m * mirrored, pole=kneel.leg_l.pole * mirrored
    )
    return replace(
        kneel,
        pitch_deg=80.0,
        head_pitch_deg=plank.head_pitch_deg,
        leg_r=leg_r,
        arm_l=plank.arm_l,
        arm_r=plank.arm_r,
    )
