"""Measure the speed of `analyze` against a bare "cv2 read + MediaPipe detect" loop.

    python scripts/benchmark_speed.py                 both in one process, in turn: the ratio
    python scripts/benchmark_speed.py --engine onnx   the same with the other engine
    python scripts/benchmark_speed.py --table         engines, cores and picture sizes; after
                                                      Ctrl-C it goes on where it was
    python scripts/benchmark_speed.py --memory 30     peak memory, 1 minute against 30

Imports and model loading are left out of the loops and reported apart. The video (by default a
labelled 640 x 480 clip where that folder exists, else a sample) is looped to the wanted length.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from accuracy.tables import markdown_table
from environment import ROOT
from speed.clips import looped
from speed.loops import BARE, parts, run
from speed.table import PARTS, Table, Values

from vision_coach.estimators.engines import ENGINES, MEDIAPIPE

CLIP = ROOT.parent / "shared" / "data" / "videos" / "calis_pushups.mp4"
SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
CACHE = ROOT / ".cache" / "speed"
HELP_RUNS = 5
PARTS_S = 5.0
RATIO_RUNS = 5
TABLE_RUNS = 3


def main() -> int:
    options = parse_arguments()
    video = options.video or (CLIP if CLIP.exists() else SAMPLE)
    if options.child:
        return child(options.child, video, options.cores)
    if options.memory:
        return compare_memory(video, options.engine, options.memory)
    if options.table:
        text = Table(video, CACHE, in_child, options.runs or TABLE_RUNS).report()
    else:
        text = ratio_report(
            looped(video, options.seconds, CACHE), options.engine, options.runs or RATIO_RUNS
        )
    print(text)
    if options.write:
        options.write.write_text(text + "\n")
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--video", type=Path)
    parser.add_argument("--engine", choices=ENGINES, default=MEDIAPIPE)
    parser.add_argument("--runs", type=int, help="default: 5, and 3 for the table")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--memory", type=float, metavar="MINUTES")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--cores", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def ratio_report(video: Path, engine: str, runs: int) -> str:
    """Bare loop and analysis in one process, in turn, after a short warm-up of both."""
    for loop in (BARE, engine):
        run(loop, looped(video, 1, CACHE))
    pairs = [(run(BARE, video), run(engine, video)) for _ in range(runs)]
    rows = [
        [
            name,
            f"{statistics.median(one.frames_per_s for one in done):.1f}",
            f"{statistics.median(one.cpu_ms_per_frame for one in done):.1f}",
        ]
        for name, done in zip((BARE, f"analyze, {engine}"), zip(*pairs, strict=True), strict=True)
    ]
    apart = parts(engine, looped(video, PARTS_S, CACHE))
    speed = statistics.median(ours.frames_per_s / bare.frames_per_s for bare, ours in pairs)
    cpu = statistics.median(ours.cpu_ms_per_frame / bare.cpu_ms_per_frame for bare, ours in pairs)
    return "\n\n".join(
        [
            markdown_table(("loop", "frames/s", "CPU ms/frame"), rows),
            f"analyze / bare, median of {runs} pairs: {speed:.2f} x the frames per second "
            f"({1 / speed:.3f} x the time), {cpu:.3f} x the CPU time.",
            f"Decode {apart.decode_ms:.2f}, pose {apart.pose_ms:.2f}, logic of all exercises "
            f"{apart.logic_ms:.2f} ms CPU a frame. "
            f"`vision-coach --help`: {help_s():.2f} s.",
        ]
    )


def help_s() -> float:
    """Median wall time of `--help`."""
    times_s = []
    for _ in range(HELP_RUNS):
        started_s = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "vision_coach", "--help"], check=True, capture_output=True
        )
        times_s.append(time.perf_counter() - started_s)
    return statistics.median(times_s)


def in_child(loop: str, video: Path, cores: int = 0) -> Values:
    """Run a loop in a process of its own, on so many cores (0: all)."""
    command = [sys.executable, __file__, "--child", loop, "--video", str(video)]
    output = subprocess.run(
        [*command, "--cores", str(cores)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    values: Values = json.loads(output)
    return values


def child(loop: str, video: Path, cores: int) -> int:
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    values: Values
    if loop.startswith(PARTS):
        values = asdict(parts(loop.removeprefix(PARTS), video))
    else:
        done = run(loop, video)
        values = {
            "frames_per_s": done.frames_per_s,
            "cpu_ms_per_frame": done.cpu_ms_per_frame,
            "first_s": done.first_s,
            "peak_mib": peak_mib(),
        }
    print(json.dumps(values))
    return 0


def peak_mib() -> float:
    """Of this process, and of its pose worker, which has ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_maxrss for one in used) / 1024


def compare_memory(video: Path, engine: str, minutes: float) -> int:
    """Peak memory of analysing one minute, and `minutes`."""
    peaks_mib = []
    for length_s in (60.0, minutes * 60):
        peak_mib = in_child(engine, looped(video, length_s, CACHE))["peak_mib"]
        peaks_mib.append(peak_mib)
        print(f"{length_s / 60:5.1f} minutes: peak {peak_mib:.0f} MiB", flush=True)
    print(f"difference: {peaks_mib[1] - peaks_mib[0]:+.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
