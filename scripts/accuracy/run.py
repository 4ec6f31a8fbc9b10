"""Runs every method over the poses of every set of videos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from accuracy.cuts import cuts_in
from accuracy.hard import JITTERED, derived, jittered, jittered_video, plans
from accuracy.labels import LabelledVideo
from accuracy.left_out import best_explained
from accuracy.live_order import is_alike
from accuracy.matching import match
from accuracy.methods import METHODS, PROGRAM, predictions, recognised
from accuracy.noisy_tracks import count_noisy
from accuracy.poses import poses_of
from accuracy.recognition import Clip, look_at
from accuracy.repcount import COUNTERS, count_folder, count_others
from accuracy.scores import Scored
from accuracy.settling_ends import ends
from accuracy.targets import HARD, REAL, SAMPLES, Results
from vision_coach.core.body.pose import Pose
from vision_coach.exercises import load_exercise

Item = TypeVar("Item")
Sets = Mapping[str, Sequence[LabelledVideo]]
"""Name of a set -> its videos."""


@dataclass(frozen=True, slots=True)
class Caches:
    """Folders for what takes long to make."""

    root: Path

    @property
    def poses(self) -> Path:
        return self.root / "poses"

    @property
    def rendered(self) -> Path:
        return self.root / "rendered"

    @property
    def hard(self) -> Path:
        return self.root / "hard"


def with_hard_inputs(sets: Sets, caches: Caches) -> dict[str, list[LabelledVideo]]:
    """The sets, and what is derived of their sources; videos are made now where they are not."""
    sources = [video for name in (SAMPLES, REAL) for video in sets.get(name, ())]
    made = [derived(plan, caches.hard) for plan in tracked(plans(sources), "deriving hard inputs")]
    shaken = [jittered_video(video) for video in sources if video.score_times]
    return {**{name: list(videos) for name, videos in sets.items()}, HARD: [*made, *shaken]}


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be measured."""

    sets: Sets
    tracks: Sequence[Path] = ()
    """Folders of pose tracks."""
    live: Sequence[LabelledVideo] = ()
    """Videos whose frames are also taken in live order."""
    clips: Sequence[Clip] = ()
    """Videos whose exercise is to be recognised."""
    others: Path | None = None
    """A folder of tracks of exercises that the program does not bring."""
    noisy: Path | None = None
    """A folder of tracks that are counted with noise."""
    settling: bool = False
    """Whether made ends of lowerings are timed."""

    @property
    def is_empty(self) -> bool:
        folders = (*self.tracks, self.others, self.noisy)
        return not (
            any(self.sets.values()) or any(folders) or self.live or self.clips or self.settling
        )


def run(work: Work, engine: str, caches: Caches) -> dict[str, Results]:
    """Name of each method -> what it gave on the poses of one engine."""
    sets, tracks = work.sets, work.tracks
    scored: dict[str, dict[str, list[Scored]]] = {
        method: {name: [] for name in sets} for method in METHODS
    }
    every = [(name, video) for name, videos in sets.items() for video in videos]
    for name, video in tracked(every, f"poses and times, {engine}"):
        poses = list(poses_of(video.path, caches.poses, engine))
        for method, one in score(video, poses, recognise=name in (REAL, SAMPLES)):
            scored[method][name].append(one)
    counted = {
        method: [one for folder in tracks for one in count_folder(folder, counter)]
        for method, counter in tracked(list(COUNTERS.items()) if tracks else [], "counting tracks")
    }
    live = {
        video.name: is_alike(video.path, video.exercise, engine)
        for video in tracked(work.live, f"live order, {engine}")
    }
    others = count_others(work.others) if work.others else []
    noisy = count_noisy(work.noisy) if work.noisy else []
    made = ends() if work.settling else []
    seen = list(look_at(tracked(work.clips, f"recognition, {engine}"), caches.poses, engine))
    explained = [
        best_explained(one, poses_of(one.path, caches.poses, engine)) for one in work.clips
    ]
    return {
        method: Results(
            found,
            counted.get(method, []),
            counts_in_sources(found),
            live if method == PROGRAM else {},
            *((seen, explained, others, noisy, made) if method == PROGRAM else ()),
        )
        for method, found in scored.items()
    }


def score(
    video: LabelledVideo, poses: Sequence[Pose], *, recognise: bool
) -> Iterator[tuple[str, Scored]]:
    """Every method's result on one video."""
    exercise = load_exercise(video.exercise)
    if video.condition == JITTERED:
        poses = jittered(poses, exercise)
    taken_for = recognised(poses)[0] if recognise else None
    cuts = cuts_in(video.cut_frames, poses, video.segments_s) if recognise else None
    for name, predicted in predictions(poses, exercise).items():
        yield (
            name,
            Scored(
                video,
                match(video, predicted),
                len(predicted),
                taken_for if name == PROGRAM else None,
                cuts if name == PROGRAM else None,
            ),
        )


def counts_in_sources(found: Mapping[str, Sequence[Scored]]) -> dict[str, int]:
    """Name of each source of derived videos -> how many repetitions were found in it."""
    return {
        one.video.name: one.predicted for name in (SAMPLES, REAL) for one in found.get(name, ())
    }


def tracked(items: Sequence[Item], text: str) -> Iterator[Item]:
    """The items, with a progress bar where there are any."""
    if not items:
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
        yield from progress.track(items, description=text)
