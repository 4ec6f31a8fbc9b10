"""Videos made difficult, derived on demand from samples and real clips into a cache.

Pictures are made dark, blurred, small or fewer; frames keep their times, so the labels hold.
"jittered" needs no pictures: the landmarks of the source's poses are shaken.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from derive_inputs import Picture, blurred, darkened, small
from samples import encode

from accuracy.labels import LabelledVideo, read_label
from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import sample_of
from vision_coach.sources.video_file import VideoFile, sha256_of

SOURCES = (
    "squat_side",
    "push_up_side_left",
    "pull_up_front",
    "apur_squats",
    "divy_pushup_gym",
    "divy_pull_up",
)
"""A sample and a real clip of each exercise whose pictures are changed; each change of one costs
half a minute of inference."""
CLOCK_HZ = 1000
"""The derived file's time base: frames keep their times to the millisecond."""
CLOCK_ERROR_S = 0.001
"""Containers round times to milliseconds."""
SLOW_FPS = 15.0
SLOW = "15 frames/s"
JITTERED = "jittered"
JITTER_DEG = 3.0
ANGLE_PER_SHIFT = 2.2
"""Jitter of a joint's angle, radians, over that of its three points, in lengths of its two bones:
sqrt(6) where they are stretched, 2 at a right angle."""
KEPT = ("exercise", "view", "uncertainty_frames", "reps")
KEPT_IF_THERE = ("score", "true_bottom")
VERSION = "3"
"""Raise it when a condition or the labels change, so that a cache holds no old ones."""


def upright(change: Callable[[Picture], Picture]) -> Callable[[Picture], Picture]:
    """The same change for pictures that are higher than wide."""

    def make(picture: Picture) -> Picture:
        if picture.shape[0] <= picture.shape[1]:
            return change(picture)
        return np.ascontiguousarray(change(picture.swapaxes(0, 1)).swapaxes(0, 1))

    return make


CONDITIONS: dict[str, Callable[[Picture], Picture]] = {
    "dark": darkened,
    "blurred": blurred,
    SLOW: lambda picture: picture,
    "low resolution": upright(small),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One video to derive."""

    source: LabelledVideo
    condition: str

    @property
    def name(self) -> str:
        return self.source.name + named_suffix(self.condition)

    @property
    def fps(self) -> float:
        return min(SLOW_FPS, self.source.fps) if self.condition == SLOW else self.source.fps

    def label(self, cache: Path) -> Path:
        """Beside the video; written last."""
        return cache / f"{sha256_of(self.source.path)[:8]}-{VERSION}" / f"{self.name}.json"


def named_suffix(condition: str) -> str:
    return f"_{condition.replace(' ', '_').replace('/', '_per_')}"


def source_of(video: LabelledVideo) -> str:
    """Name of the video that a derived one was made of."""
    return video.name.removesuffix(named_suffix(video.condition))


def plans(videos: Iterable[LabelledVideo]) -> list[Plan]:
    """What is derived of those videos that serve as sources."""
    chosen = [video for video in videos if video.name in SOURCES]
    return [Plan(video, condition) for video in chosen for condition in CONDITIONS]


def derived(plan: Plan, cache: Path) -> LabelledVideo:
    """The derived video, made now unless the cache has it; it appears whole or not at all."""
    label = plan.label(cache)
    if not label.exists():
        label.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=label.parent) as folder:
            video = Path(folder) / f"{plan.name}.mp4"
            write(video, plan)
            content = json.loads(plan.source.path.with_suffix(".json").read_text())
            made = {key: content[key] for key in KEPT}
            made |= {key: content[key] for key in KEPT_IF_THERE if key in content}
            made |= {"video": video.name, "condition": plan.condition}
            made |= {"fps": plan.fps, "reader_fps": plan.source.reader_fps}
            video.with_suffix(".json").write_text(json.dumps(made))
            video.replace(label.with_suffix(".mp4"))
            video.with_suffix(".json").replace(label)
    return read_label(label)


def write(video: Path, plan: Plan) -> None:
    """The changed pictures at their own times; sides are cut to even numbers of pixels."""
    change = CONDITIONS[plan.condition]
    times_s = [t_s for t_s, _ in pictures(plan.source.path)]
    kept = fewer(times_s) if plan.condition == SLOW else list(range(len(times_s)))
    chosen = set(kept)
    changed = (
        even(change(picture))
        for number, (_, picture) in enumerate(pictures(plan.source.path))
        if number in chosen
    )
    first = next(changed)
    height, width = first.shape[:2]
    numbers = [round(times_s[number] * CLOCK_HZ) for number in kept]
    whole = itertools.chain([first], changed)
    encode.write(video, whole, CLOCK_HZ, (width, height), frame_numbers=numbers)


def fewer(times_s: Sequence[float]) -> list[int]:
    """The first frame in every `SLOW_FPS`th of a second."""
    ticks = np.floor((np.asarray(times_s) + CLOCK_ERROR_S) * SLOW_FPS)
    return [int(index) for index in np.unique(ticks, return_index=True)[1]]


def pictures(video: Path) -> Iterator[tuple[float, Picture]]:
    source = VideoFile(video)
    try:
        for frame in source:
            yield frame.t_s, frame.image
    finally:
        source.close()


def even(picture: Picture) -> Picture:
    height, width = (length // 2 * 2 for length in picture.shape[:2])
    return np.ascontiguousarray(picture[:height, :width])


def jittered_video(source: LabelledVideo) -> LabelledVideo:
    """The label of a source whose poses are shaken; its path is the source's."""
    return replace(source, condition=JITTERED)


def jittered(poses: Iterable[Pose], exercise: Exercise) -> list[Pose]:
    """The poses with every landmark shaken so that the joint's angle jitters by `JITTER_DEG`."""
    rows = list(poses)
    limbs_px = [sample_of(pose, exercise)["limb_px"].max() for pose in rows if pose.found]
    if not limbs_px:
        return rows
    bone_px = float(np.median(limbs_px)) / 2
    shift_px = np.radians(JITTER_DEG) / ANGLE_PER_SHIFT * bone_px
    random = np.random.default_rng(0)
    return [
        replace(pose, points_px=pose.points_px + random.normal(0, shift_px, pose.points_px.shape))
        for pose in rows
    ]
