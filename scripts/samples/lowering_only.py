"""Eccentric-only pull-ups: onto a box, lower, feet to the floor, onto the box again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from samples.gait import Move, keyframes
from samples.motion import Timeline, timeline
from samples.performance import Performance, one_after_another, swaying
from samples.posing import Leg, Skeleton, Stance
from samples.scene import Scene
from samples.stances import DOWN, Track, floor_height_of_ball, planted_leg, standing

CLIMB_S = 3.4
OFF_THE_BOX_S = 0.6


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
            return self.in_set(times, again, start.duration_s + t_s)

        plan = [start, Move(times.end_s - start.duration_s, in_set), end]
        sway = swaying(scene, self.skeleton, rng)
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

    def in_set(self, times: Timeline, climb: Move, t_s: float) -> Stance:
        """Lowering, its pauses, and the climb between two repetitions."""
        for phase in times.phases:
            if t_s < phase.end_s:
                break
        if phase.kind == "climb":
            return climb.at(t_s - phase.start_s)
        stance = self.track.at(times.depth(t_s))
        if phase.kind == "top_pause":
            share = (t_s - phase.start_s) / min(OFF_THE_BOX_S, phase.end_s - phase.start_s)
            return keyframes([self.on_box(), stance], [1.0]).at(min(share, 1.0))
        return stance
