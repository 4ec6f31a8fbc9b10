"""Counts on pose tracks of the RepCount set: joint angles without a common scale or visibility.

Each frame of these tracks is exact only up to its own scale and shift. So each is scaled by the
proportions of the human body, from the bones that are seen least foreshortened, and shifted until
the planted body part lies at one place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from accuracy.methods import METHODS, program
from accuracy.rivals import fixed_angles, samples_of, travel_shares
from vision_coach.core.body.geometry import middle
from vision_coach.core.body.pose import Array, Landmark, Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.session import TRUNCATED
from vision_coach.exercises import load_exercise

EXERCISES = Path(__file__).parent / "exercises"
PX_PER_M = 400.0
HEIGHT_M = 1.75
# Shares of the body's height: Drillis and Contini (1966) in Winter, Biomechanics (2009), fig. 4.1.
# Between joint centres, which are nearer to each other than the outlines there.
TORSO_M, SHOULDERS_M, HIPS_M = 0.288 * HEIGHT_M, 0.2 * HEIGHT_M, 0.12 * HEIGHT_M
LIMBS_M = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, 0.186 * HEIGHT_M),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST, 0.146 * HEIGHT_M),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, 0.245 * HEIGHT_M),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, 0.246 * HEIGHT_M),
)
SCALE_QUANTILE = 0.8
"""The second least foreshortened of the nine bones gives the scale: the least one may be an error.
Mean errors of the counts differ little from 0.6 to 1."""
PICTURE_PX = (1600, 1600)

Counter = Callable[[Iterable[Pose], Exercise], int]


@dataclass(frozen=True, slots=True)
class Count:
    """Repetitions counted in one track, and what people counted."""

    file: str
    exercise: str
    counted: int
    true: int

    @property
    def share_off(self) -> float:
        return abs(self.counted - self.true) / self.true

    @property
    def within_one(self) -> bool:
        return abs(self.counted - self.true) <= 1


def mean_absolute_error(counts: Sequence[Count]) -> float:
    """MAE as the literature on counting has it: mean(|counted - true| / true)."""
    return float(np.mean([one.share_off for one in counts]))


def off_by_one(counts: Sequence[Count]) -> float:
    """OBO: the share of tracks counted within one."""
    return float(np.mean([one.within_one for one in counts]))


def count_folder(
    folder: Path, count: Counter, exercise_named: Callable[[str], Exercise] = load_exercise
) -> list[Count]:
    """Count every track that the folder's `index.json` lists."""
    entries = json.loads((folder / "index.json").read_text())
    found = []
    for entry in entries:
        exercise = exercise_named(entry["exercise"])
        counted = count(poses(folder / entry["file"], exercise), exercise)
        found.append(Count(entry["file"], exercise.name, counted, entry["count"]))
    return found


def count_others(folder: Path) -> list[Count]:
    """Tracks of exercises that the program does not bring, by files of this benchmark."""
    return count_folder(
        folder, count_by_program, lambda name: load_exercise(str(EXERCISES / f"{name}.toml"))
    )


def count_by_program(track: Iterable[Pose], exercise: Exercise) -> int:
    """People count repetitions of any range, but not those that the end of the video cuts off."""
    reps = program(track, exercise)
    return sum(TRUNCATED not in rep.flags for rep in reps)


def count_by_fixed_angles(track: Iterable[Pose], exercise: Exercise) -> int:
    """As the rule's authors count: bent after straight, also where bending is the rise."""
    samples = samples_of(track, exercise)
    return len(fixed_angles(samples, replace(exercise, lowering_extends=False)))


def count_by_travel(track: Iterable[Pose], exercise: Exercise) -> int:
    return len(travel_shares(samples_of(track, exercise)))


COUNTERS: dict[str, Counter] = dict(
    zip(METHODS, (count_by_program, count_by_fixed_angles, count_by_travel), strict=True)
)


def poses(track: Path, exercise: Exercise) -> Iterator[Pose]:
    with np.load(track) as content:
        times_s, bodies = content["t_s"], content["xyz"].astype(np.float64)
    for t_s, body in zip(times_s, bodies, strict=True):
        flat_m = body[:, :2] / scale_of(body)
        points_px = flat_m * PX_PER_M
        shift_px = np.array(PICTURE_PX) / 2 - middle(points_px, exercise.anchor[0])
        yield Pose(
            t_s=float(t_s),
            points_px=points_px + shift_px,
            visibility=np.where(np.isfinite(body[:, 0]), 1.0, 0.0),
            world_m=lifted_m(flat_m, body[:, 2]),
            image_size_px=PICTURE_PX,
        )


def scale_of(body: Array) -> float:
    """Units of the track per metre in this frame, from the bones seen least foreshortened."""
    seen = [float(np.hypot(*(end - start)[:2])) / bone_m for start, end, bone_m in bones(body)]
    return float(np.quantile(seen, SCALE_QUANTILE))


def bones(body: Array) -> Iterator[tuple[Array, Array, float]]:
    yield middle(body, Landmark.LEFT_SHOULDER), middle(body, Landmark.LEFT_HIP), TORSO_M
    for start, end, bone_m in LIMBS_M:
        for side in (0, 1):
            yield body[start + side], body[end + side], bone_m


def lifted_m(flat_m: Array, depth: Array) -> Array:
    """Shoulders and hips in space, all else NaN. flat_m: (33, 2); depth: (33,), any unit.

    What a bone is shorter in the picture than in life is its extent in depth, on the side that the
    model says (Taylor 2000); the tracks' depth itself is exaggerated up to threefold.
    """
    shoulder, hip = Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP
    world = np.full((len(flat_m), 3), np.nan)
    for left, width_m in ((shoulder, SHOULDERS_M), (hip, HIPS_M)):
        pair = slice(left, left + 2)
        half_m = extent_m(flat_m[left] - flat_m[left + 1], width_m) / 2
        world[pair, :2] = flat_m[pair]
        world[pair, 2] = np.copysign(half_m, depth[left] - depth[left + 1]) * np.array([1, -1])
    torso = middle(flat_m, shoulder) - middle(flat_m, hip)
    behind = middle(depth[:, None], shoulder) - middle(depth[:, None], hip)
    world[shoulder : shoulder + 2, 2] += np.copysign(extent_m(torso, TORSO_M), behind)
    return world


def extent_m(seen: Array, length_m: float) -> float:
    """Extent in depth of a bone of this length that is seen like this, shape (2,), metres."""
    return float(np.sqrt(max(0.0, length_m**2 - float(seen @ seen))))
