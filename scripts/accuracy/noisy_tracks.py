"""RepCount's tracks with noise on every landmark: what a poor camera does to the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from accuracy.repcount import PX_PER_M, Count, Counter, count_by_program, count_folder
from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise

NOISES_M = (0.02, 0.04)
"""Standard deviations in metres. Jitter of good poses is below 0.01 m."""
DRAWS = 2
MEMORY_S = 0.1
"""Half of the noise's variance is white; half has this memory, as that of smoothed poses has."""


@dataclass(frozen=True, slots=True)
class NoisyCounts:
    """Counts of all tracks at one level of noise."""

    noise_m: float
    counts: Sequence[Count]


def count_noisy(folder: Path) -> list[NoisyCounts]:
    return [
        NoisyCounts(
            noise_m,
            [
                one
                for draw in range(DRAWS)
                for one in count_folder(folder, counter_with(noise_m, draw))
            ],
        )
        for noise_m in NOISES_M
    ]


def counter_with(noise_m: float, seed: int) -> Counter:
    def count(track: Iterable[Pose], exercise: Exercise) -> int:
        return count_by_program(noisy(track, noise_m * PX_PER_M, seed), exercise)

    return count


def noisy(track: Iterable[Pose], noise_px: float, seed: int) -> Iterator[Pose]:
    random = np.random.default_rng(seed)
    remembered, before_s = None, 0.0
    for pose in track:
        fresh = random.normal(0, 1, (2, *pose.points_px.shape))
        kept = np.exp(-(pose.t_s - before_s) / MEMORY_S)
        remembered = (
            fresh[0] if remembered is None else kept * remembered + np.sqrt(1 - kept**2) * fresh[0]
        )
        before_s = pose.t_s
        shift_px = noise_px * (remembered + fresh[1]) / np.sqrt(2)
        yield replace(pose, points_px=pose.points_px + shift_px)
