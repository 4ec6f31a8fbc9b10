"""Turns a scene into a performance."""

from __future__ import annotations

import numpy as np

from samples import body as bodies
from samples.arrival import arriving, leaving
from samples.exercises import bar_height_m, track_of
from samples.gait import Move
from samples.lowering_only import EccentricOnly
from samples.motion import timeline
from samples.performance import Performance, one_after_another, swaying
from samples.posing import Skeleton
from samples.scene import Scene


def perform(scene: Scene) -> Performance:
    skeleton = Skeleton(bodies.load(scene.person))
    track = track_of(scene, skeleton)
    bar_m = bar_height_m(scene, skeleton) if scene.exercise == "pull_up" else None
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
