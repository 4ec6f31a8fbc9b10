"""Which exercises can be rendered: the path of each, what tells its depth, and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from samples import floor_exercises as floor
from samples import props
from samples import standing_exercises as free
from samples.hanging import pull_up, reachable_bar_m
from samples.posing import Skeleton
from samples.props import Thing
from samples.scene import Scene
from samples.stances import StanceAt, Track, push_up, squat

ARM, LEG = ("upperarm", "lowerarm", "hand"), ("thigh", "calf", "foot")
HIP = ("upperarm", "thigh", "calf")
HIGHER_BAR_M = 0.18
"""Over what can be reached from the floor, so that feet hang free."""
GRIP_HALF_WIDTH_M = {"man": 0.30, "woman": 0.26}
KNEE_BOTTOM_DEG, ELBOW_BOTTOM_DEG, CHAIR_BOTTOM_DEG = 76.0, 70.0, 96.0


class Hold(Enum):
    """What a person stands on or hangs from, and sways about."""

    FEET = "feet"
    HANDS = "hands"
    BAR = "bar"
    SEAT = "seat"
    """Sits, kneels or lies."""


@dataclass(frozen=True, slots=True)
class Path:
    """What is done in an exercise."""

    raw: Callable[[Scene, Skeleton], StanceAt]
    moving: str
    """The bone whose beginning travels."""
    bend: tuple[str, str, str]
    """Bones that begin at the three points of the joint."""
    hold: Hold = Hold.FEET
    things: Callable[[], list[Thing]] = list
    """What stands in the room."""


def hanging(scene: Scene, skeleton: Skeleton) -> StanceAt:
    bend_deg = 75.0 if scene.eccentric_only else 48.0
    grip_m = GRIP_HALF_WIDTH_M[scene.person]
    return pull_up(skeleton, bar_height_m(scene, skeleton), grip_m, bend_deg)


def bar_height_m(scene: Scene, skeleton: Skeleton) -> float:
    """For lowering only, a bar that can be reached from the floor; else feet hang free."""
    reached_m = reachable_bar_m(skeleton, GRIP_HALF_WIDTH_M[scene.person])
    return reached_m + (0 if scene.eccentric_only else HIGHER_BAR_M)


PATHS = {
    "squat": Path(
        lambda scene, body: squat(body, scene.arms, scene.bottom_angle_deg or KNEE_BOTTOM_DEG),
        "thigh",
        LEG,
    ),
    "chair_squat": Path(
        lambda scene, body: squat(body, scene.arms, CHAIR_BOTTOM_DEG),
        "thigh",
        LEG,
        things=lambda: props.block(0.22, -0.58, -0.15, 0.40),
    ),
    "split_squat": Path(lambda _, body: free.split_squat(body), "thigh", LEG),
    "step_down": Path(
        lambda _, body: floor.step_down(body),
        "thigh",
        LEG,
        things=lambda: props.block(0.30, -0.30, 0.16, floor.STEP_M),
    ),
    "single_leg_squat": Path(lambda _, body: floor.single_leg_squat(body), "thigh", LEG),
    "romanian_deadlift": Path(lambda _, body: free.romanian_deadlift(body), "upperarm", HIP),
    "push_up": Path(
        lambda scene, body: push_up(body, scene.bottom_angle_deg or ELBOW_BOTTOM_DEG),
        "upperarm",
        ARM,
        Hold.HANDS,
    ),
    "knee_push_up": Path(lambda _, body: floor.knee_push_up(body), "upperarm", ARM, Hold.HANDS),
    "incline_push_up": Path(
        lambda _, body: floor.incline_push_up(body),
        "upperarm",
        ARM,
        Hold.HANDS,
        lambda: props.block(0.40, 1.00, 1.40, floor.INCLINE_M),
    ),
    "dip": Path(
        lambda _, body: floor.dip(body),
        "upperarm",
        ARM,
        Hold.HANDS,
        lambda: props.parallel_bars(floor.BARS_M, floor.BARS_HALF_WIDTH_M),
    ),
    "bench_press": Path(
        lambda _, body: floor.bench_press(body),
        "hand",
        ARM,
        Hold.SEAT,
        lambda: props.block(0.14, -0.85, 0.16, floor.BENCH_M),
    ),
    "pull_up": Path(hanging, "upperarm", ARM, Hold.BAR),
    "inverted_row": Path(
        lambda _, body: floor.inverted_row(body),
        "upperarm",
        ARM,
        Hold.BAR,
        lambda: props.rig(floor.ROW_BAR_M),
    ),
    "bent_over_row": Path(lambda _, body: free.bent_over_row(body), "hand", ARM),
    "lat_pulldown": Path(
        lambda _, body: floor.lat_pulldown(body),
        "hand",
        ARM,
        Hold.SEAT,
        lambda: props.block(0.18, -0.22, 0.18, floor.SEAT_M),
    ),
    "biceps_curl": Path(lambda scene, body: free.biceps_curl(body, scene.arms), "hand", ARM),
    "overhead_press": Path(lambda _, body: free.overhead_press(body), "hand", ARM),
    "lateral_raise": Path(
        lambda _, body: free.lateral_raise(body), "hand", ("thigh", "upperarm", "hand")
    ),
    "heel_drop": Path(
        lambda _, body: floor.heel_drop(body),
        "foot",
        ("calf", "foot", "ball"),
        things=lambda: props.block(0.35, 0.06, 0.45, floor.STEP_M),
    ),
    "nordic_curl": Path(lambda _, body: floor.nordic_curl(body), "upperarm", LEG, Hold.SEAT),
    "sit_back": Path(
        lambda _, body: floor.sit_back(body),
        "upperarm",
        HIP,
        Hold.SEAT,
        lambda: props.block(0.22, -0.22, 0.20, floor.SEAT_M),
    ),
    "hip_bridge": Path(lambda _, body: floor.hip_bridge(body), "thigh", HIP, Hold.SEAT),
}


def track_of(scene: Scene, skeleton: Skeleton) -> Track:
    """The exercise's path. Raises KeyError for one that cannot be rendered."""
    path = PATHS[scene.exercise]
    side = "r" if scene.working_side == "right" else "l"
    return Track(skeleton, path.raw(scene, skeleton), path.moving, path.bend, side)
