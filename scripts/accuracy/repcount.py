"""Counts on pose tracks of the RepCount set: joint angles without a common scale or visibility.

Each frame of these tracks is exact only up to its own scale and shift. So each is scaled to one
length of the torso (in space) and shifted until the planted body part lies at one place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from accuracy.methods import METHODS, program
from accuracy.rivals import fixed_angles, samples_of, travel_shares
from vision_coach.core.exercise import Exercise
from vision_coach.core.frames import Array, Landmark, Pose
from vision_coach.core.geometry import middle
from vision_coach.core.report import PARTIAL, TRUNCATED
from vision_coach.exercises import load_exercise

TORSO_PX = 200.0
TORSO_M = 0.5
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


def count_folder(folder: Path, count: Counter) -> list[Count]:
    """Count every track that the folder's `index.json` lists."""
    entries = json.loads((folder / "index.json").read_text())
    found = []
    for entry in entries:
        exercise = load_exercise(entry["exercise"])
        counted = count(poses(folder / entry["file"], exercise), exercise)
        found.append(Count(entry["file"], exercise.name, counted, entry["count"]))
    return found


def count_by_program(track: Iterable[Pose], exercise: Exercise) -> int:
    """People counted whole repetitions; partial and cut-off ones are listed, not counted."""
    reps = program(track, exercise)
    return sum(not {PARTIAL, TRUNCATED} & set(rep.flags) for rep in reps)


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
        scaled = one_scale(body)
        shift = np.array(PICTURE_PX) / 2 - middle(scaled, exercise.anchor[0])[:2]
        yield Pose(
            t_s=float(t_s),
            points_px=scaled[:, :2] + shift,
            visibility=np.where(np.isfinite(body[:, 0]), 1.0, 0.0),
            world_m=scaled * (TORSO_M / TORSO_PX),
            image_size_px=PICTURE_PX,
        )


def one_scale(body: Array) -> Array:
    """The body with its torso `TORSO_PX` long. Shape (33, 3)."""
    torso = middle(body, Landmark.LEFT_SHOULDER) - middle(body, Landmark.LEFT_HIP)
    scaled: Array = body * (TORSO_PX / np.linalg.norm(torso))
    return scaled
