"""From a scene to a stance for every moment: arriving, the set, leaving, and small sway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from samples import body as bodies
from samples.gait import Move, keyframes, walk
from samples.motion import Timeline, timeline
from samples.posing import Leg, Skeleton, Stance
from samples.rotation import Vector, about_y
from samples.scene import AZIMUTH_DEG, Scene
from samples.stances import (
    DOWN,
    Track,
    floor_height_of_ball,
    hanging_arm,
    planted_leg,
    pull_up,
    push_up,
    reachable_bar_m,
    squat,
    standing,
)

HIGHER_BAR_M = 0.18
GRIP_HALF_WIDTH_M = {"man": 0.30, "woman": 0.26}
KNEE_BOTTOM_DEG, ELBOW_BOTTOM_DEG = 76.0, 70.0
CLIMB_S = 3.4
OFF_THE_BOX_S = 0.6
KNEE_HEIGHT_M = 0.06
WALK_FROM_M = 2.6
"""Distance to the side where a walk begins and ends: out of the picture."""


@dataclass(frozen=True, slots=True)
class Performance:
    scene: Scene
    skeleton: Skeleton
    track: Track
    timeline: Timeline
    duration_s: float
    stance: Callable[[float], Stance]
    """Seconds from the start -> stance, with sway."""
    in_set: tuple[float, float]
    """When the person is in position, seconds."""
    bar_m: float | None
    box_m: float | None
    """Height of the box's top, where there is one."""

    def depth(self, t_s: float) -> float | None:
        """Commanded depth; None out of position."""
        if not self.in_set[0] <= t_s <= self.in_set[1]:
            return None
        for phase in self.timeline.phases:
            if phase.kind == "climb" and phase.start_s <= t_s < phase.end_s:
                return None
        return self.timeline.depth(t_s)


def track_of(scene: Scene, skeleton: Skeleton) -> tuple[Track, float | None]:
    """The exercise's path, and the height of the bar if it has one."""
    arm, leg = ("upperarm", "lowerarm", "hand"), ("thigh", "calf", "foot")
    if scene.exercise == "squat":
        raw = squat(skeleton, scene.arms, scene.bottom_angle_deg or KNEE_BOTTOM_DEG)
        return Track(skeleton, raw, "thigh", leg), None
    if scene.exercise == "push_up":
        raw = push_up(skeleton, scene.bottom_angle_deg or ELBOW_BOTTOM_DEG)
        return Track(skeleton, raw, "upperarm", arm), None
    if scene.exercise == "pull_up":
        grip_m = GRIP_HALF_WIDTH_M[scene.person]
        # For lowering only, a bar that can be reached from the floor; else feet hang free.
        bar_m = reachable_bar_m(skeleton, grip_m) + (0 if scene.eccentric_only else HIGHER_BAR_M)
        bend_deg = 75.0 if scene.eccentric_only else 48.0
        raw = pull_up(skeleton, bar_m, grip_m, bend_deg)
        return Track(skeleton, raw, "upperarm", arm), bar_m
    raise ValueError(f"no exercise {scene.exercise!r}")


def perform(scene: Scene) -> Performance:
    skeleton = Skeleton(bodies.load(scene.person))
    track, bar_m = track_of(scene, skeleton)
    rng = np.random.default_rng([scene.seed, 1])
    if scene.eccentric_only:
        return EccentricOnly(scene, skeleton, track, bar_m or 0.0).perform(rng)
    begins_low = scene.exercise == "pull_up"
    before = arriving(scene, skeleton, track) if scene.arrives else []
    after = leaving(scene, skeleton, track) if scene.arrives else []
    start_s = sum(move.duration_s for move in before)
    rise_s = scene.rise_s if begins_low else None
    times = timeline(scene.reps, start_s + scene.lead_in_s, rng, rise_s)
    end_s = times.end_s + scene.lead_out_s
    plan = [*before, Move(end_s - start_s, lambda t: track.at(times.depth(start_s + t))), *after]
    sway = swaying(scene, rng)
    return Performance(
        scene,
        skeleton,
        track,
        times,
        duration_s=end_s + sum(move.duration_s for move in after),
        stance=lambda t_s: sway(one_after_another(plan, t_s), t_s),
        in_set=(start_s, end_s),
        bar_m=bar_m,
        box_m=None,
    )


def one_after_another(plan: list[Move], t_s: float) -> Stance:
    for move in plan[:-1]:
        if t_s < move.duration_s:
            return move.at(t_s)
        t_s -= move.duration_s
    return plan[-1].at(t_s)


# --- arriving and leaving ------------------------------------------------------------------------


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


# --- lowering only -------------------------------------------------------------------------------


class EccentricOnly:
    """Pull-ups without the pull: onto a box, lower, feet to the floor, onto the box again."""

    BALL_ON_BOX_Z, BALL_ON_FLOOR_Z = 0.07, -0.05

    def __init__(self, scene: Scene, skeleton: Skeleton, track: Track, bar_m: float) -> None:
        self.scene, self.skeleton, self.track, self.bar_m = scene, skeleton, track, bar_m
        self.top, self.hang = track.at(0.0), track.at(1.0)
        self._height = standing(skeleton, np.zeros(3), 0.0).pelvis_m[1]
        self.box_m = float(self.top.pelvis_m[1] - self._height) + 0.01

    def foot(self, side: str, z: float, floor_m: float) -> Leg:
        leg = planted_leg(self.skeleton, side, np.zeros(3), 0.0)
        ball = leg.ball_m * [0.75, 0, 0]
        ball += np.array([0.0, floor_height_of_ball(self.skeleton) + floor_m, z])
        return replace(leg, ball_m=ball)

    def on_box(self) -> Stance:
        legs = [self.foot(side, self.BALL_ON_BOX_Z, self.box_m) for side in "lr"]
        return replace(self.top, leg_l=legs[0], leg_r=legs[1])

    def on_floor(self) -> Stance:
        """Standing under the bar with the hands on it."""
        legs = [self.foot(side, self.BALL_ON_FLOOR_Z, 0.0) for side in "lr"]
        pelvis = self.hang.pelvis_m.copy()
        pelvis[1:] = [self._height - 0.01, self.BALL_ON_FLOOR_Z - 0.09]
        return replace(self.hang, pelvis_m=pelvis, leg_l=legs[0], leg_r=legs[1])

    def climb(self) -> tuple[list[Stance], list[float]]:
        """From the floor onto the box, hands on the bar."""
        floor, box = self.on_floor(), self.on_box()
        stepping = replace(floor, leg_l=box.leg_l)
        rising = replace(
            stepping, pelvis_m=0.45 * floor.pelvis_m + 0.55 * box.pelvis_m, leg_r=floor.leg_r
        )
        rising = replace(rising, leg_r=replace(floor.leg_r, pitch_deg=55.0, toe_pitch_deg=8.0))
        return [floor, stepping, rising, box], [0.7, 0.5, 0.8]

    def reach(self) -> Stance:
        """On the floor, arms at the sides."""
        floor = self.on_floor()
        free = standing(self.skeleton, floor.pelvis_m * [1, 0, 1], 0.0)
        return replace(free, pelvis_m=floor.pelvis_m, leg_l=floor.leg_l, leg_r=floor.leg_r)

    def half_reach(self) -> Stance:
        """Arms lifted in front, on their way up to the bar."""
        low, high = self.reach(), self.on_floor()
        lifted = []
        for before, after in ((low.arm_l, high.arm_l), (low.arm_r, high.arm_r)):
            wrist = (before.wrist_m + after.wrist_m) / 2 + np.array([0.0, 0.05, 0.38])
            aside = np.sign(after.wrist_m[0])
            lifted.append(replace(after, wrist_m=wrist, planted=0.0, curl_deg=10.0))
            lifted[-1] = replace(lifted[-1], pole=np.array([aside * 0.5, -1.0, -0.2]), palm=DOWN)
        return replace(low, arm_l=lifted[0], arm_r=lifted[1])

    def perform(self, rng: np.random.Generator) -> Performance:
        scene = self.scene
        climb, climb_seconds = self.climb()
        start = keyframes(
            [self.reach(), self.reach(), self.half_reach(), *climb], [0.8, 0.6, 0.6, *climb_seconds]
        )
        again = keyframes([self.hang, *climb], [CLIMB_S - sum(climb_seconds), *climb_seconds])
        end = keyframes(
            [self.hang, climb[0], self.half_reach(), self.reach(), self.reach()],
            [0.9, 0.6, 0.6, scene.lead_out_s],
        )
        reps = tuple(replace(rep, concentric_s=None) for rep in scene.reps)
        times = timeline(reps, start.duration_s, rng, halt_between_s=CLIMB_S)

        def in_set(t_s: float) -> Stance:
            t_s += start.duration_s
            for phase in times.phases:
                if t_s < phase.end_s:
                    break
            if phase.kind == "climb":
                return again.at(t_s - phase.start_s)
            stance = self.track.at(times.depth(t_s))
            if phase.kind == "top_pause":
                share = (t_s - phase.start_s) / min(OFF_THE_BOX_S, phase.end_s - phase.start_s)
                return keyframes([self.on_box(), stance], [1.0]).at(min(share, 1.0))
            return stance

        plan = [start, Move(times.end_s - start.duration_s, in_set), end]
        sway = swaying(scene, rng)
        return Performance(
            scene,
            self.skeleton,
            self.track,
            times,
            duration_s=times.end_s + end.duration_s,
            stance=lambda t_s: sway(one_after_another(plan, t_s), t_s),
            in_set=(start.duration_s, times.end_s),
            bar_m=self.bar_m,
            box_m=self.box_m,
        )


# --- what a living body adds ---------------------------------------------------------------------

SWAY_M = {"squat": (0.003, 0.0012, 0.003), "push_up": (0.002, 0.001, 0.001)}
HANGING_SWAY_M = (0.004, 0.001, 0.007)
LEAN_SWAY_DEG, BREATH_DEG, HEAD_SWAY_DEG = 0.5, 0.5, 1.6
BREATHS_PER_S = (0.22, 0.32)


def swaying(scene: Scene, rng: np.random.Generator) -> Callable[[Stance, float], Stance]:
    """Adds slow sway of pelvis, trunk and head, and breathing, from the scene's seed."""
    rate = rng.uniform(0.12, 0.55, (6, 3))
    phase = rng.uniform(0, 2 * np.pi, (6, 3))
    breath_rate, breath_phase = rng.uniform(*BREATHS_PER_S), rng.uniform(0, 2 * np.pi)
    size_m = np.array(SWAY_M.get(scene.exercise, HANGING_SWAY_M))

    def add(stance: Stance, t_s: float) -> Stance:
        noise = np.sin(2 * np.pi * rate * t_s + phase).sum(axis=1) / 1.7
        breath = np.sin(2 * np.pi * breath_rate * t_s + breath_phase)
        return replace(
            stance,
            pelvis_m=stance.pelvis_m + size_m * noise[:3],
            pitch_deg=stance.pitch_deg + LEAN_SWAY_DEG * float(noise[3]),
            spine_pitch_deg=stance.spine_pitch_deg - BREATH_DEG * float(breath),
            head_pitch_deg=stance.head_pitch_deg + HEAD_SWAY_DEG * float(noise[4]),
            head_yaw_deg=stance.head_yaw_deg + HEAD_SWAY_DEG * float(noise[5]),
        )

    return add
