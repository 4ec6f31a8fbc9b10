"""Measure how quick and how right the live coach is: one command, one set of tables.

    python scripts/benchmark_live.py [--data DIR ...] [--engine onnx] [--write FILE]

Replays the poses of labelled videos as a camera would give them, through the session, the coach and
the sound. Without --data it takes sample_videos/ and what there is of ../shared/data/videos.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from accuracy.labels import LabelledRep, LabelledVideo, read_folder
from accuracy.poses import poses_of
from accuracy.tables import markdown_table
from environment import ROOT
from live.episodes import Episode, episodes_of, pair
from live.pacing import HURRIED, ON_TEMPO, is_told_in_time, is_told_wrongly
from live.playback import Playback, play, tick_errors_s
from rich.console import Console
from rich.progress import track

from vision_coach.estimators.engines import ENGINES, MEDIAPIPE

REAL_CLIPS = ROOT.parent / "shared" / "data" / "videos"
SAMPLES = ROOT / "sample_videos"
CACHE = ROOT / ".cache" / "poses"
START_LIMIT_S, END_LIMIT_S = 0.35, 0.30
SHORTEST_HURRIED_S = 1.5
"""Quicker lowerings leave no time for a word."""
UNSEEN = ("creeping",)


@dataclass(frozen=True, slots=True)
class Scored:
    """One video: what was followed, and which of it was true."""

    video: LabelledVideo
    playback: Playback
    pairs: tuple[tuple[LabelledRep, Episode], ...]
    extra: tuple[Episode, ...]
    unseen: int
    """True lowerings that no set was open for, or that were not followed."""


def main() -> int:
    options = parse_arguments()
    folders = options.data or [folder for folder in (SAMPLES, REAL_CLIPS) if folder.is_dir()]
    parts = []
    for folder in folders:
        videos = [video for video in read_folder(folder) if video.scored_span_s[0] < 0]
        scored = [
            score(video, options.engine)
            for video in track(videos, folder.name, console=Console(stderr=True))
        ]
        parts.append(f"### {folder.name}, {options.engine}\n\n{report(scored)}")
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
    parser.add_argument("--engine", choices=ENGINES, default=MEDIAPIPE)
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    return parser.parse_args()


def score(video: LabelledVideo, engine: str) -> Scored:
    playback = play(video, list(poses_of(video.path, CACHE, engine)))
    pairs, extra, unseen = pair(video, episodes_of(video.exercise, playback.taken))
    return Scored(video, playback, pairs, extra, unseen)


def report(scored: list[Scored]) -> str:
    return "\n\n".join([delay_table(scored), count_lines(scored), cue_table(scored)])


def delay_table(scored: list[Scored]) -> str:
    """Seconds from the labelled event to its recognition; and how far off the moments are."""
    every = [(label, episode) for one in scored for label, episode in one.pairs]
    easy = [(label, episode) for label, episode in every if is_visible(label)]
    headings = ("event", "n", "p50", "p90", "p95", "within limit", "dated off by (median)", "p90")
    rows = []
    for name, chosen in (("start", every), ("start, without creeping and partial ones", easy)):
        delays = [episode.recognised_s - start_of(label) for label, episode in chosen]
        errors = [episode.start_s - start_of(label) for label, episode in chosen]
        rows.append([f"{name} (limit {START_LIMIT_S} s)", *cells(delays, errors, START_LIMIT_S)])
    for name, chosen in (("end", every), ("end, without creeping and partial ones", easy)):
        ended = [(label, episode) for label, episode in chosen if episode.end_recognised_s]
        delays = [(episode.end_recognised_s or 0) - end_of(label) for label, episode in ended]
        errors = [(episode.end_s or 0) - end_of(label) for label, episode in ended]
        rows.append([f"{name} (limit {END_LIMIT_S} s)", *cells(delays, errors, END_LIMIT_S)])
    return markdown_table(headings, rows)


def cells(delays: list[float], errors: list[float], limit_s: float) -> list[str]:
    if not delays:
        return ["0", *[""] * 6]
    percentiles = [f"{np.percentile(delays, percent):.2f}" for percent in (50, 90, 95)]
    share = float(np.mean(np.array(delays) <= limit_s))
    off = [f"{np.median(errors):+.2f}", f"{np.percentile(np.abs(errors), 90):.2f}"]
    return [str(len(delays)), *percentiles, f"{share:.0%}", *off]


def is_visible(label: LabelledRep) -> bool:
    """Whether the first third of a second moves the body by more than the pose's noise."""
    return label.profile not in UNSEEN and not label.partial


def start_of(label: LabelledRep) -> float:
    assert label.eccentric_start_s is not None
    return label.eccentric_start_s


def end_of(label: LabelledRep) -> float:
    assert label.eccentric_end_s is not None
    return label.eccentric_end_s


def count_lines(scored: list[Scored]) -> str:
    minutes = sum(one.playback.minutes_in_set for one in scored)
    false = [episode for one in scored for episode in one.extra]
    taken_back = sum(episode.taken_back for episode in false)
    same = [one for one in scored if one.playback.live_counts == one.playback.record_counts]
    differences = [d for one in scored for d in one.playback.live_minus_record_s]
    errors_ms = [1000 * error for one in scored for error in tick_errors_s(one.playback)]
    lines = [
        f"{sum(one.unseen for one in scored)} lowerings not followed.",
        f"In {minutes:.1f} minutes of sets: {taken_back / minutes:.1f} starts a minute that were "
        f"taken back, {(len(false) - taken_back) / minutes:.1f} lowerings a minute that were none.",
        f"Counted live as in the record in {len(same)} of {len(scored)} videos; a lowering's time "
        f"as told at once is off from the record's by {np.median(np.abs(differences)):.3f} s in "
        f"the median, {np.percentile(np.abs(differences), 95):.3f} s at the 95th percentile.",
        f"{len(errors_ms)} ticks in the rendered sound: "
        f"{np.max(np.abs(errors_ms)):.1f} ms from the plan at most.",
    ]
    return "\n".join(f"- {line}" for line in lines)


def cue_table(scored: list[Scored]) -> str:
    """How often "slow down" comes, for targets that make a lowering hurried or on tempo."""
    whole = [
        (label, episode)
        for one in scored
        for label, episode in one.pairs
        if not label.partial and end_of(label) - start_of(label) >= SHORTEST_HURRIED_S
    ]
    rows = []
    for share in HURRIED:
        told = [is_told_in_time(episode, label, share) for label, episode in whole]
        rows.append([f"{share:.2f} x", "hurried: told before the end", *rate(told)])
    for share in ON_TEMPO:
        told = [is_told_wrongly(episode, label, share) for label, episode in whole]
        rows.append([f"{share:.2f} x", "on tempo: told wrongly", *rate(told)])
    return markdown_table(("target / real time", "lowerings", "n", "share"), rows)


def rate(told: list[bool]) -> list[str]:
    return [str(len(told)), f"{np.mean(told):.0%}" if told else ""]


if __name__ == "__main__":
    sys.exit(main())
