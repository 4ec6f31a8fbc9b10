"""A person made of sticks who does squats, push-ups and pull-ups with exactly known joints.

Body axes in metres: forward, up and to the left, in the plane of the bending joints. The camera
sees them without perspective, `yaw_deg` turned: 0 faces it, 90 faces right, 180 faces away.
Depth 0 is the top of the exercise and 1 its bottom; the working joint's angle follows it linearly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import LANDMARK_COUNT, Landmark, Pose

Vector = NDArray[np.float64]
Depth = Callable[[float], float]

SHANK_M, THIGH_M, TORSO_M, UPPER_ARM_M, FOREARM_M = 0.42, 0.42, 0.5, 0.3, 0.27
HALF_WIDTH_M = {"shoulder": 0.18, "elbow": 0.22, "wrist": 0.2, "hip": 0.1}
HALF_STANCE_M = 0.12
ANGLES_DEG = {"squat": (175.0, 80.0), "push_up": (172.0, 80.0), "pull_up": (60.0, 172.0)}
"""The working joint at the top and at the bottom."""
NEAR_VISIBILITY, FAR_VISIBILITY = 0.98, 0.3


def up_and_forward(length_m: float, from_vertical_deg: float) -> Vector:
    angle = np.radians(from_vertical_deg)
    return length_m * np.array([np.sin(angle), np.cos(angle)])


def elbow_between(shoulder: Vector, wrist: Vector, side: float) -> Vector:
    """Where the elbow must be for both bones to keep their length; `side` +1 or -1."""
    reach = float(np.hypot(*(wrist - shoulder)))
    along = (UPPER_ARM_M**2 - FOREARM_M**2 + reach**2) / (2 * reach)
    across = float(np.sqrt(max(0.0, UPPER_ARM_M**2 - along**2)))
    direction = (wrist - shoulder) / reach
    return shoulder + along * direction + side * across * np.array([-direction[1], direction[0]])


def arm_reach_m(elbow_deg: float) -> float:
    """Shoulder to wrist, by the law of cosines."""
    both = UPPER_ARM_M**2 + FOREARM_M**2
    return float(np.sqrt(both - 2 * UPPER_ARM_M * FOREARM_M * np.cos(np.radians(elbow_deg))))


def squat(knee_deg: float) -> dict[str, Vector]:
    bend_deg = 180 - knee_deg
    ankle = np.array([0.0, 0.08])
    knee = ankle + up_and_forward(SHANK_M, 0.4 * bend_deg)
    hip = knee + up_and_forward(THIGH_M, -0.6 * bend_deg)
    shoulder = hip + up_and_forward(TORSO_M, 0.4 * bend_deg)
    wrist = shoulder + np.array([0.5, -0.05])
    elbow = elbow_between(shoulder, wrist, -1)
    return joints(shoulder, elbow, wrist, hip, knee, ankle, np.add(shoulder, (0.08, 0.25)))


def push_up(elbow_deg: float) -> dict[str, Vector]:
    wrist, ankle, body_m = np.array([0.0, 0.0]), np.array([-1.32, 0.1]), TORSO_M + THIGH_M + SHANK_M
    # The shoulder is one body from the ankles and one arm's reach from the hands.
    apart = float(np.hypot(*(wrist - ankle)))
    along = (body_m**2 - arm_reach_m(elbow_deg) ** 2 + apart**2) / (2 * apart)
    direction = (wrist - ankle) / apart
    normal = np.array([-direction[1], direction[0]])
    shoulder = ankle + along * direction + np.sqrt(body_m**2 - along**2) * normal
    line = (ankle - shoulder) / body_m
    hip, knee = shoulder + TORSO_M * line, shoulder + (TORSO_M + THIGH_M) * line
    elbow = elbow_between(shoulder, wrist, -1)
    return joints(shoulder, elbow, wrist, hip, knee, ankle, shoulder - 0.25 * line)


def pull_up(elbow_deg: float) -> dict[str, Vector]:
    wrist = np.array([0.0, 2.2])
    shoulder = wrist - [0.0, arm_reach_m(elbow_deg)]
    hip = shoulder - [0.0, TORSO_M]
    knee, ankle = hip - [0.0, THIGH_M], hip - [0.0, THIGH_M + SHANK_M]
    elbow = elbow_between(shoulder, wrist, -1)
    return joints(shoulder, elbow, wrist, hip, knee, ankle, np.add(shoulder, (0.05, 0.25)))


def joints(*points: Vector) -> dict[str, Vector]:
    names = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "nose")
    return dict(zip(names, points, strict=True))


BODIES = {"squat": squat, "push_up": push_up, "pull_up": pull_up}


@dataclass(frozen=True)
class StickFigure:
    """Someone doing `exercise` with `depth` over time, as a camera would show it."""

    exercise: str
    depth: Depth
    yaw_deg: float = 90.0
    mirrored: bool = False
    """The picture with left and right exchanged: the person faces the other way."""
    scale_px_per_m: float = 200.0
    jitter_px: float = 0.0
    """Standard deviation of every coordinate, independent from frame to frame."""
    seed: int = 0
    place_m: Callable[[float], float] = lambda _t_s: 0.0
    """How far to the right of the middle the person is."""
    seen: Callable[[float], bool] = lambda _t_s: True
    cuts_s: Sequence[float] = ()
    """The first frame at or after each of these starts a new shot."""
    image_size_px: tuple[int, int] = (640, 480)

    def working_angle_deg(self, t_s: float) -> float:
        top_deg, bottom_deg = ANGLES_DEG[self.exercise]
        return top_deg + self.depth(t_s) * (bottom_deg - top_deg)

    def poses(self, duration_s: float, fps: float = 30.0) -> Iterator[Pose]:
        """Poses from 0 s until `duration_s`."""
        return self.poses_at([n / fps for n in range(round(duration_s * fps))])

    def poses_at(self, times_s: Sequence[float]) -> Iterator[Pose]:
        random = np.random.default_rng(self.seed)
        before_s = -1.0
        for t_s in times_s:
            cut = any(before_s < cut_s <= t_s for cut_s in self.cuts_s)
            yield self.pose(t_s, random, starts_shot=cut)
            before_s = t_s

    def pose(
        self, t_s: float, random: np.random.Generator | None = None, *, starts_shot: bool = False
    ) -> Pose:
        if not self.seen(t_s):
            return self._nobody(t_s, starts_shot=starts_shot)
        world = self._world_m(t_s)
        width, height = self.image_size_px
        points = np.array([width / 2, height * 0.92]) + self.scale_px_per_m * (
            world[:, :2] + [self.place_m(t_s), 0.0]
        )
        if self.jitter_px and random:
            points = points + random.normal(0, self.jitter_px, points.shape)
        hips = world[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        return Pose(
            t_s=t_s,
            points_px=points,
            visibility=self._visibility(world),
            world_m=world - hips,
            image_size_px=self.image_size_px,
            starts_shot=starts_shot,
        )

    def _world_m(self, t_s: float) -> Vector:
        """All landmarks: x right, y down from the floor, z into the picture."""
        body = BODIES[self.exercise](self.working_angle_deg(t_s))
        yaw = np.radians(self.yaw_deg)
        forward = np.array([np.sin(yaw), 0.0, -np.cos(yaw)])
        left = np.array([np.cos(yaw), 0.0, np.sin(yaw)])
        world = np.zeros((LANDMARK_COUNT, 3))
        world[:11] = body["nose"][0] * forward + body["nose"][1] * np.array([0.0, -1.0, 0.0])
        for name, (x, y) in body.items():
            middle = x * forward + np.array([0.0, -y, 0.0])
            aside = HALF_WIDTH_M.get(name, HALF_STANCE_M) * left
            if name != "nose":
                index = Landmark[f"LEFT_{name.upper()}"]
                world[index], world[index + 1] = middle + aside, middle - aside
        world[17:23] = np.tile(world[15:17], (3, 1))
        world[29:33] = np.tile(np.add(world[27:29], (0.0, 0.06, 0.0)), (2, 1))
        return world * [-1.0, 1.0, 1.0] if self.mirrored else world

    def _visibility(self, world: Vector) -> Vector:
        """The far side of a body seen from the side is hardly seen."""
        depth_m = world[Landmark.LEFT_SHOULDER, 2] - world[Landmark.RIGHT_SHOULDER, 2]
        visibility = np.full(LANDMARK_COUNT, NEAR_VISIBILITY)
        if abs(depth_m) > HALF_WIDTH_M["shoulder"]:
            far = int(Landmark.LEFT_SHOULDER if depth_m > 0 else Landmark.RIGHT_SHOULDER)
            visibility[far::2] = FAR_VISIBILITY
        return visibility

    def _nobody(self, t_s: float, *, starts_shot: bool) -> Pose:
        return Pose(
            t_s=t_s,
            points_px=np.full((LANDMARK_COUNT, 2), np.nan),
            visibility=np.zeros(LANDMARK_COUNT),
            world_m=np.full((LANDMARK_COUNT, 3), np.nan),
            image_size_px=self.image_size_px,
            starts_shot=starts_shot,
        )


LONGEST_RAMP_S = 0.25


def evenly(*knots: tuple[float, float]) -> Depth:
    """Depth that goes straight from knot to knot, as no body does, each a time in seconds and a
    depth."""
    times_s, depths = zip(*knots, strict=True)
    return lambda t_s: float(np.interp(t_s, times_s, depths))


def along(*knots: tuple[float, float]) -> Depth:
    """Depth that goes from knot to knot, each a time in seconds and a depth.

    Between two of them the speed is even, but for speeding up and slowing down as bodies do.
    """
    if any(before[0] > after[0] for before, after in pairwise(knots)):
        raise ValueError("the knots' times must not decrease")
    times_s, depths = zip(*knots, strict=True)

    def depth(t_s: float) -> float:
        after = int(np.searchsorted(times_s, t_s))
        if after in (0, len(times_s)):
            return float(np.interp(t_s, times_s, depths))
        way = share_of_way(t_s - times_s[after - 1], times_s[after] - times_s[after - 1])
        return float(depths[after - 1] + way * (depths[after] - depths[after - 1]))

    return depth


def share_of_way(passed_s: float, duration_s: float) -> float:
    """Of a way that is begun and ended with even acceleration."""
    ramp_s = min(LONGEST_RAMP_S, duration_s / 4)
    speed = 1 / (duration_s - ramp_s)
    if passed_s < ramp_s:
        return speed * passed_s**2 / (2 * ramp_s)
    if passed_s > duration_s - ramp_s:
        return 1 - speed * (duration_s - passed_s) ** 2 / (2 * ramp_s)
    return speed * (passed_s - ramp_s / 2)


def repetitions(
    count: int,
    eccentric_s: float = 2.0,
    bottom_s: float = 0.5,
    concentric_s: float = 1.0,
    top_s: float = 1.0,
    *,
    first_s: float = 1.0,
    bottom: float = 1.0,
) -> list[tuple[float, float]]:
    """Knots of `count` equal repetitions, the first lowering starting at `first_s`."""
    knots = [(0.0, 0.0)]
    start_s = first_s
    for _ in range(count):
        lowest_s = start_s + eccentric_s
        rising_s = lowest_s + bottom_s
        raised_s = rising_s + concentric_s
        knots += [(start_s, 0.0), (lowest_s, bottom), (rising_s, bottom), (raised_s, 0.0)]
        start_s = raised_s + top_s
    return knots
