"""Turns a scene into a performance."""

from __future__ import annotations

import numpy as np

from samples import body as bodies
from samples import standing_exercises
from samples.arrival import arriving, leaving
from samples.gait import Move
from samples.hanging import pull_up, reachable_bar_m
from samples.lowering_only import EccentricOnly
from samples.motion import timeline
from samples.performance import Performance, one_after_another, swaying
from samples.posing import Skeleton
from samples.scene import Scene
from samples.stances import StanceAt, Track, push_up, squat

HIGHER_BAR_M = 0.18
"""Over what can be reached from the floor, so that feet hang free."""
GRIP_HALF_WIDTH_M = {"man": 0.30, "woman": 0.26}
KNEE_BOTTOM_DEG, ELBOW_BOTTOM_DEG = 76.0, 70.0


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
    if scene.exercise in ARMS:
        raised = ("thigh", "upperarm", "hand") if scene.exercise == "lateral_raise" else arm
        side = "r" if scene.working_side == "right" else "l"
        return Track(skeleton, arm_path(scene, skeleton), "hand", raised, side), None
    if scene.exercise == "romanian_deadlift":
        bends = ("upperarm", "thigh", "calf")
        raw = standing_exercises.romanian_deadlift(skeleton)
        return Track(skeleton, raw, "upperarm", bends), None
    if scene.exercise == "split_squat":
        return Track(skeleton, standing_exercises.split_squat(skeleton), "thigh", leg), None
    raise ValueError(f"no exercise {scene.exercise!r}")


ARMS = ("biceps_curl", "overhead_press", "lateral_raise", "bent_over_row")


def arm_path(scene: Scene, skeleton: Skeleton) -> StanceAt:
    match scene.exercise:
        case "biceps_curl":
            return standing_exercises.biceps_curl(skeleton, scene.arms)
        case "overhead_press":
            return standing_exercises.overhead_press(skeleton)
        case "lateral_raise":
            return standing_exercises.lateral_raise(skeleton)
    return standing_exercises.bent_over_row(skeleton)


def perform(scene: Scene) -> Performance:
    skeleton = Skeleton(bodies.load(scene.person))
    track, bar_m = track_of(scene, skeleton)
    rng = np.random.default_rng([scene.seed, 1])
    if scene.eccentric_only:
        return EccentricOnly(scene, skeleton, track, bar_m or 0.0).perform(rng)
    before = arriving(scene, skeleton, track) if scene.arrives else []
    after = leaving(scene, skeleton, track) if scene.arrives else []
    start_s = sum(move.duration_s for move in before)
    rise_s = scene.rise_s if scene.begins_low else None
    times = timeline(scene.reps, start_s + scene.lead_in_s, rng, rise_s)
    end_s = times.end_s + scene.lead_out_s
    plan = [*before, Move(end_s - start_s, lambda t: track.at(times.depth(start_s + t))), *after]
    sway = swaying(scene, skeleton, rng)
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
