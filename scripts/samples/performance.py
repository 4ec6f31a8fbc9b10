"""A scene as stances over time, and the small sway that a living body adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from samples.exercises import PATHS, Hold
from samples.gait import Move
from samples.motion import Timeline
from samples.posing import SIDES, Skeleton, Stance
from samples.scene import Scene
from samples.stances import Track


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


def one_after_another(plan: list[Move], t_s: float) -> Stance:
    for move in plan[:-1]:
        if t_s < move.duration_s:
            return move.at(t_s)
        t_s -= move.duration_s
    return plan[-1].at(t_s)


SWAY_M = {
    Hold.FEET: (0.003, 0.0012, 0.003),
    Hold.HANDS: (0.002, 0.001, 0.001),
    Hold.BAR: (0.004, 0.001, 0.007),
    Hold.SEAT: (0.0008, 0.0003, 0.0008),
}
LEAN_SWAY_DEG, BREATH_DEG, HEAD_SWAY_DEG = 0.5, 0.5, 1.6
BREATHS_PER_S = (0.22, 0.32)


def swaying(
    scene: Scene, skeleton: Skeleton, rng: np.random.Generator
) -> Callable[[Stance, float], Stance]:
    """Adds slow sway of pelvis, trunk and head, and breathing, from the scene's seed.

    It bends no straight limb: who stands or holds a plank pivots about feet or hands with locked
    knees or elbows. (Left to bend, elbows that are nearly straight turn a sway of a centimetre
    into a fifth of a push-up's travel, and nobody could say when a lowering begins.)
    """
    rate = rng.uniform(0.12, 0.55, (6, 3))
    phase = rng.uniform(0, 2 * np.pi, (6, 3))
    breath_rate, breath_phase = rng.uniform(*BREATHS_PER_S), rng.uniform(0, 2 * np.pi)
    hold = PATHS[scene.exercise].hold
    size_m, limb = np.array(SWAY_M[hold]), STRAIGHT_LIMB.get(hold)
    # A squat's arms hang from a trunk that leans, and are left where they are commanded.
    hands_are_free = hold in (Hold.FEET, Hold.SEAT) and scene.exercise != "squat"

    def add(stance: Stance, t_s: float) -> Stance:
        moved = swayed(stance, t_s)
        return with_limbs_of(stance, moved, skeleton, limb) if limb else moved

    def swayed(stance: Stance, t_s: float) -> Stance:
        noise = np.sin(2 * np.pi * rate * t_s + phase).sum(axis=1) / 1.7
        breath = np.sin(2 * np.pi * breath_rate * t_s + breath_phase)
        swing_m = size_m * noise[:3]
        if hands_are_free:
            stance = replace(
                stance,
                arm_l=replace(stance.arm_l, wrist_m=stance.arm_l.wrist_m + swing_m),
                arm_r=replace(stance.arm_r, wrist_m=stance.arm_r.wrist_m + swing_m),
            )
        return replace(
            stance,
            pelvis_m=stance.pelvis_m + swing_m,
            pitch_deg=stance.pitch_deg + LEAN_SWAY_DEG * float(noise[3]),
            spine_pitch_deg=stance.spine_pitch_deg - BREATH_DEG * float(breath),
            head_pitch_deg=stance.head_pitch_deg + HEAD_SWAY_DEG * float(noise[4]),
            head_yaw_deg=stance.head_yaw_deg + HEAD_SWAY_DEG * float(noise[5]),
        )

    return add


STRAIGHT_LIMB = {Hold.FEET: ("thigh", "foot"), Hold.HANDS: ("upperarm", "hand")}
"""The bones that begin at the root and at the planted end of the limb that is straight at the top.
(Who hangs from a bar swings below it, and the elbows bend by a fiftieth of their way at most.)"""
STEPS = 6
"""A limb within 45 degrees of upright keeps its length to a hundredth of what the sway took."""


def with_limbs_of(
    held: Stance, swayed: Stance, skeleton: Skeleton, limb: tuple[str, str]
) -> Stance:
    """`swayed`, raised or lowered until the limb is on average as long as it is in `held`."""
    root, end = ([skeleton.body.bone(f"{name}_{side}") for side in SIDES] for name in limb)
    before, after = skeleton.solve(held).heads, skeleton.solve(swayed).heads
    wanted_m = np.linalg.norm(before[root] - before[end], axis=1).mean()
    raised_m = 0.0
    for _ in range(STEPS):
        limbs = after[root] + np.array([0.0, raised_m, 0.0]) - before[end]
        length_m = np.linalg.norm(limbs, axis=1).mean()
        upright = limbs[:, 1].mean() / length_m
        raised_m -= float(upright * (length_m - wanted_m))
    return replace(swayed, pelvis_m=swayed.pelvis_m + np.array([0.0, raised_m, 0.0]))
