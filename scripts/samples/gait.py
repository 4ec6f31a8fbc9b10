"""Getting from one place or position to another: walking by footfalls, and eased keyframes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samples.posing import OUTWARD, Leg, Skeleton, Stance, blend, both
from samples.rotation import Vector, about_y
from samples.stances import AHEAD, TOE_OUT_DEG, floor_height_of_ball, hanging_arm, standing

StanceAtTime = Callable[[float], Stance]

STEP_S = 0.50
STEP_M = 0.60
TURN_PER_STEP_DEG = 50.0
WALK_HALF_WIDTH_M = 0.085
PELVIS_DROP_M, BOB_M, FOOT_LIFT_M = 0.035, 0.012, 0.055
ARM_SWING_DEG = 20.0
LIFTED_STEP_M = 0.05
"""A foot that moves further than this between two keyframes is lifted on the way."""


@dataclass(frozen=True, slots=True)
class Move:
    """A stretch of motion; `at` takes seconds from its own start."""

    duration_s: float
    at: StanceAtTime


def ease(share: float) -> float:
    """Minimum jerk, 0 to 1: for changes of position, which nobody times."""
    x = min(max(share, 0.0), 1.0)
    return x**3 * (10 - 15 * x + 6 * x * x)


def keyframes(stances: list[Stance], seconds: list[float]) -> Move:
    """Eased from one stance to the next; `seconds` for each change."""
    ends = np.cumsum(seconds)

    def at(t_s: float) -> Stance:
        k = min(int(np.searchsorted(ends, t_s, side="right")), len(seconds) - 1)
        share = ease((t_s - (ends[k] - seconds[k])) / seconds[k])
        a, b = stances[k], stances[k + 1]
        mixed: Stance = blend(a, b, share)
        return replace(
            mixed,
            leg_l=lifted(mixed.leg_l, a.leg_l, b.leg_l, share),
            leg_r=lifted(mixed.leg_r, a.leg_r, b.leg_r, share),
        )

    return Move(float(ends[-1]), at)


def lifted(leg: Leg, start: Leg, end: Leg, share: float) -> Leg:
    way = float(np.linalg.norm(end.ball_m - start.ball_m))
    if way < LIFTED_STEP_M:
        return leg
    height = min(0.35 * way, 0.09) * 4 * share * (1 - share)
    return replace(leg, ball_m=leg.ball_m + np.array([0.0, height, 0.0]))


def walk(skeleton: Skeleton, start: Vector, end: Vector, from_deg: float, to_deg: float) -> Move:
    """Turn from the heading `from_deg`, walk to `end`, turn to `to_deg`, and stand there."""
    points, headings = route(start, end, from_deg, to_deg)
    times = np.arange(len(points)) * STEP_S
    feet = footfalls(skeleton, points, headings)
    rest = standing(skeleton, np.zeros(3), 0.0)
    still = np.linalg.norm(np.gradient(points, axis=0), axis=1) / STEP_M

    def at(t_s: float) -> Stance:
        # Averaged over a step, so that the body starts, stops and turns gradually.
        around = t_s + STEP_S * np.linspace(-0.5, 0.5, 7)
        place = np.array([np.interp(around, times, points[:, k]).mean() for k in range(3)])
        yaw_deg = float(np.interp(around, times, headings).mean())
        pace = float(np.interp(around, times, still).mean())
        step = t_s / STEP_S
        bob = BOB_M * np.cos(2 * np.pi * (step - 0.5)) - PELVIS_DROP_M
        pelvis = place + np.array([0.0, rest.pelvis_m[1] + pace * bob, 0.0])
        swing = pace * ARM_SWING_DEG * np.sin(np.pi * (step - 0.5))
        arms = both(
            lambda side: hanging_arm(
                skeleton, side, pelvis, yaw_deg, 3.0, 4 + OUTWARD[side] * swing
            )
        )
        legs = both(lambda side: foot_at(feet[side], step))
        return Stance(pelvis, yaw_deg, 3.0, 0.0, 0.0, 0.0, 0.0, *legs, *arms)

    return Move(float(times[-1]), at)


def route(
    start: Vector, end: Vector, from_deg: float, to_deg: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the pelvis is over the floor at every footfall, (n, 3), and its headings, (n,)."""
    way = end - start
    walk_deg = float(np.degrees(np.arctan2(way[0], way[2])))
    walk_deg = from_deg + (walk_deg - from_deg + 180) % 360 - 180
    to_deg = walk_deg + (to_deg - walk_deg + 180) % 360 - 180
    first, last = turn_steps(from_deg, walk_deg), turn_steps(walk_deg, to_deg)
    steps = max(round(float(np.linalg.norm(way)) / STEP_M), 1)
    shares = np.concatenate(
        [np.zeros(len(first)), np.arange(steps + 1) / steps, np.ones(len(last))]
    )
    headings = np.concatenate([first, np.full(steps + 1, walk_deg), last])
    # Two more footfalls bring both feet to where the person then stands.
    shares = np.concatenate([shares, [1.0, 1.0]])
    headings = np.concatenate([headings, [to_deg, to_deg]])
    return start + shares[:, None] * way, headings


def turn_steps(from_deg: float, to_deg: float) -> NDArray[np.float64]:
    count = int(np.ceil(abs(to_deg - from_deg) / TURN_PER_STEP_DEG - 1e-9))
    return np.linspace(from_deg, to_deg, count + 1)[: max(count, 0)]


def footfalls(
    skeleton: Skeleton, points: NDArray[np.float64], headings: NDArray[np.float64]
) -> dict[str, list[tuple[int, Leg]]]:
    """Side -> (number of the footfall, foot); footfall k of side k % 2 lands at time k."""
    feet: dict[str, list[tuple[int, Leg]]] = {"l": [], "r": []}
    last = len(points) - 1
    for k in range(-1, last + 1):
        side = "lr"[k % 2]
        ahead = min(max(k, 0) + 0.5, last)
        place = np.array([np.interp(ahead, np.arange(last + 1), points[:, i]) for i in range(3)])
        heading = float(headings[max(k, 0)])
        if 1 <= k < last - 1:
            foot = striding_foot(skeleton, side, place, heading)
        else:
            stand = standing(skeleton, points[0] if k < 1 else points[-1], heading)
            foot = stand.leg_l if side == "l" else stand.leg_r
        feet[side].append((max(k, 0), foot))
    return feet


def striding_foot(skeleton: Skeleton, side: str, place: Vector, heading_deg: float) -> Leg:
    """A foot flat on the floor in mid-walk, nearer to the middle than when standing."""
    turn = about_y(heading_deg)
    ball = place + turn @ np.array([OUTWARD[side] * WALK_HALF_WIDTH_M, 0.0, 0.15])
    ball[1] = floor_height_of_ball(skeleton)
    yaw_deg = heading_deg + OUTWARD[side] * TOE_OUT_DEG * 0.4
    return Leg(ball, yaw_deg, 0.0, 0.0, turn @ AHEAD)


def foot_at(falls: list[tuple[int, Leg]], step: float) -> Leg:
    """The foot at a time counted in steps: planted, or swinging to its next footfall."""
    current = falls[0][1]
    for number, landing in falls[1:]:
        if step >= number:
            current = landing
            continue
        if step > number - 1:
            return swinging(current, landing, step - (number - 1))
        # Planted; the heel comes up while the other foot lands ahead.
        push = max(step - (number - 1.35), 0.0) / 0.35
        moving = float(np.linalg.norm(landing.ball_m - current.ball_m)) > STEP_M
        return replace(current, pitch_deg=24.0 * push * moving)
    return current


def swinging(start: Leg, end: Leg, share: float) -> Leg:
    way = float(np.linalg.norm(end.ball_m - start.ball_m))
    size = min(way / (2 * STEP_M), 1.0)
    leg = blend(start, end, ease(share))
    up = size * FOOT_LIFT_M * np.sin(np.pi * share) + 0.02 * np.sin(np.pi * share)
    wave = float(np.sin(2 * np.pi * share))
    toe_off = 24.0 * max(1 - 4 * share, 0.0)
    pitch_deg = size * ((22.0 if wave > 0 else 10.0) * wave + toe_off)
    ball = leg.ball_m + np.array([0.0, up, 0.0])
    return replace(leg, ball_m=ball, pitch_deg=pitch_deg, toe_pitch_deg=0.6 * pitch_deg)
