"""Measure counts and lowering times against labelled videos: one command, one set of tables.

    python scripts/benchmark_accuracy.py [--data DIR ...] [--write docs/accuracy.md]

Without --data it takes what there is of the labelled real clips in ../shared/data/videos, the pose
tracks in ../shared/data/repcount and sample_videos/. Any folder of videos with a JSON of labels
beside each, or of tracks with an index.json, can be given instead.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from accuracy.labels import LabelledVideo, read_folder
from accuracy.matching import Match, match
from accuracy.poses import poses_of
from accuracy.repcount import Count, count_folder
from accuracy.scores import ERROR_HEADINGS, Timing, error_cells, markdown_table, timings
from environment import ROOT
from rich.console import Console
from rich.progress import track

from vision_coach.core.events import Event, SetCompleted
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.recognition import RecognisingPipeline
from vision_coach.estimators.engines import ENGINES, MEDIAPIPE
from vision_coach.exercises import built_in_names, load_exercise
from vision_coach.sources.recorded_poses import RecordedPoses

REAL_CLIPS = ROOT.parent / "shared" / "data" / "videos"
TRACKS = ROOT.parent / "shared" / "data" / "repcount"
SAMPLES = ROOT / "sample_videos"
CACHE = ROOT / ".cache" / "poses"


@dataclass(frozen=True, slots=True)
class Scored:
    """One video: what was found in it, and what should have been."""

    video: LabelledVideo
    match: Match
    recognised: str | None


def main() -> int:
    options = parse_arguments()
    folders = options.data or [
        folder for folder in (REAL_CLIPS, TRACKS, SAMPLES) if folder.is_dir()
    ]
    if not folders:
        print("no labelled videos here: name a folder with --data DIR", file=sys.stderr)
        return 2
    parts = []
    for folder in folders:
        if (folder / "index.json").exists():
            parts.append(f"## {folder.name}\n\n{count_report(count_folder(folder))}")
            continue
        videos = read_folder(folder)
        scored = [
            score(video, options.engine)
            for video in track(videos, folder.name, console=Console(stderr=True))
        ]
        parts.append(f"## {folder.name}\n\n{report(scored)}")
    text = "\n\n".join(parts) + "\n"
    print(text)
    if options.write:
        options.write.write_text(text)
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, action="append", help="folder of labelled videos")
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    parser.add_argument("--engine", choices=ENGINES, default=MEDIAPIPE)
    return parser.parse_args()


def score(video: LabelledVideo, engine: str) -> Scored:
    poses = poses_of(video.path, CACHE, engine)
    sets = run(Pipeline(load_exercise(video.exercise)), poses)
    reps = [rep for one in sets for rep in one.report.reps]
    recogniser = RecognisingPipeline([load_exercise(name) for name in built_in_names()])
    recognised = run(recogniser, poses)
    names = {one.report.exercise for one in recognised}
    return Scored(video, match(video, reps), names.pop() if names else None)


def run(pipeline: Pipeline | RecognisingPipeline, poses: RecordedPoses) -> list[SetCompleted]:
    events: list[Event] = []
    for pose in poses:
        events += pipeline.push(pose)
    events += pipeline.finish()
    return [event for event in events if isinstance(event, SetCompleted)]


def report(scored: list[Scored]) -> str:
    right = sum(one.match.right for one in scored)
    recognised = sum(one.recognised == one.video.exercise for one in scored)
    pairs = [rep for one in scored for _, rep in one.match.pairs if one.video.score_times]
    not_graded = sum(not rep.graded for rep in pairs)
    lines = [
        f"{right} of {len(scored)} videos with every repetition right, "
        f"{sum(len(one.match.missed) for one in scored)} missed, "
        f"{sum(len(one.match.phantom) for one in scored)} added, "
        f"{not_graded} of {len(pairs)} not graded; "
        f"exercise recognised in {recognised} of {len(scored)}.",
        clip_table(scored),
        error_table(scored),
    ]
    return "\n\n".join(lines)


def count_report(counts: list[Count]) -> str:
    """MAE and OBO as the literature on counting defines them, and the count of every track."""
    rows = [[one.file, one.exercise, str(one.true), str(one.counted)] for one in counts]
    return (
        f"{len(counts)} pose tracks: MAE {np.mean([one.share_off for one in counts]):.3f}, "
        f"OBO {np.mean([one.within_one for one in counts]):.2f}.\n\n"
        + markdown_table(("track", "exercise", "true", "counted"), rows)
    )


def clip_table(scored: list[Scored]) -> str:
    headings = ("video", "exercise", "view", "right", "found", "missed", "added", *ERROR_HEADINGS)
    rows = []
    for one in scored:
        found = one.match
        counts = [len(found.pairs), len(found.missed), len(found.phantom)]
        rows.append(
            [
                one.video.name,
                one.video.exercise,
                one.video.view.split(",")[0],
                "yes" if found.right else "NO",
                *map(str, counts),
                *error_cells(timings(one.video, found, corrected=True)),
            ]
        )
    return markdown_table(headings, rows)


def error_table(scored: list[Scored]) -> str:
    """All lowerings together, then by exercise and by speed."""
    rows = []
    for corrected in (True, False):
        every = all_timings(scored, corrected=corrected)
        rows.append(["all, corrected" if corrected else "all, as labelled", *error_cells(every)])
    every = all_timings(scored, corrected=True)
    for exercise in built_in_names():
        chosen = [one for one in every if one.video.exercise == exercise]
        rows.append([exercise, *error_cells(chosen)])
    for low_s, high_s in ((0, 1), (1, 2), (2, 3), (3, 99)):
        chosen = [one for one in every if low_s <= one.truth_s < high_s]
        rows.append(
            [f"{low_s}-{high_s} s" if high_s < 99 else "3 s and more", *error_cells(chosen)]
        )
    for profile in sorted({one.label.profile for one in every} - {""}):
        chosen = [one for one in every if one.label.profile == profile]
        rows.append([f"profile {profile}", *error_cells(chosen)])
    return markdown_table(("lowerings", *ERROR_HEADINGS), rows)


def all_timings(scored: list[Scored], *, corrected: bool) -> list[Timing]:
    return [
        timing for one in scored for timing in timings(one.video, one.match, corrected=corrected)
    ]


if __name__ == "__main__":
    sys.exit(main())
