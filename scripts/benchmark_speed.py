"""Measure the speed of `analyze` against a bare "cv2 read + MediaPipe detect" loop.

    python scripts/benchmark_speed.py                 both in one process, in turn: the ratio
    python scripts/benchmark_speed.py --engine onnx   the same with the other engine
    python scripts/benchmark_speed.py --table --write docs/performance.md
                                                      engines, cores and picture sizes
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
from speed.clips import HEIGHTS_PX, looped, resized
from speed.loops import BARE, Run, run

from vision_coach.estimators.engines import ENGINES, MEDIAPIPE

CLIP = ROOT.parent / "shared" / "data" / "videos" / "calis_pushups.mp4"
SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
CACHE = ROOT / ".cache" / "speed"
HELP_RUNS = 5
TABLE_RUNS = 3
LOOPS = (BARE, *ENGINES)


def main() -> int:
    options = parse_arguments()
    video = options.video or (CLIP if CLIP.exists() else SAMPLE)
    if options.child:
        return child(options.child, video, options.cores)
    if options.memory:
        return compare_memory(video, options.memory)
    if options.table:
        text = table_report(video)
    else:
        text = ratio_report(looped(video, options.seconds, CACHE), options.engine, options.runs)
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
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--memory", type=float, metavar="MINUTES")
    parser.add_argument("--child", choices=LOOPS, help=argparse.SUPPRESS)
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
    speed = statistics.median(ours.frames_per_s / bare.frames_per_s for bare, ours in pairs)
    cpu = statistics.median(ours.cpu_ms_per_frame / bare.cpu_ms_per_frame for bare, ours in pairs)
    return "\n\n".join(
        [
            markdown_table(("loop", "frames/s", "CPU ms/frame"), rows),
            f"analyze / bare, median of {runs} pairs: {speed:.2f} x the frames per second "
            f"({1 / speed:.3f} x the time), {cpu:.3f} x the CPU time.",
            f"After the pose: {logic_ms_per_frame(video, engine):.2f} ms a frame, all exercises. "
            f"`vision-coach --help`: {help_s():.2f} s.",
        ]
    )


def logic_ms_per_frame(video: Path, engine: str) -> float:
    """What detection, measurement and recognition of all exercises cost, without the poses."""
    from accuracy.poses import poses_of

    from vision_coach.app.analysis import Analysis
    from vision_coach.app.request import Request

    recording = poses_of(video, ROOT / ".cache" / "poses", engine)
    poses = list(recording)
    started_s = time.process_time()
    analysis = Analysis(Request())
    for pose in poses:
        analysis.push(pose)
    analysis.result(recording.source, recording.engine, (), interrupted=False)
    return (time.process_time() - started_s) / len(poses) * 1000


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


def table_report(video: Path) -> str:
    """Every loop at every size on one and two cores, each in a process of its own, in turn."""
    rows = []
    for height_px in HEIGHTS_PX:
        clip = resized(video, height_px, CACHE)
        for cores in (1, 2):
            done: dict[str, list[tuple[Run, float]]] = {loop: [] for loop in LOOPS}
            for _ in range(TABLE_RUNS):
                for loop in LOOPS:
                    done[loop].append(in_child(loop, clip, cores))
            rows += [row(f"{height_px}p", cores, loop, done) for loop in LOOPS]
    columns = "picture|cores|loop|frames/s|x bare|CPU ms/frame|x bare|start s|peak MiB"
    return (
        "# Speed\n\nMedians of "
        f"{TABLE_RUNS} runs in turn over 20 s of `{video.stem}`; `bare` is cv2 read + MediaPipe "
        "detect. *start*: from the call to the first pose, engine and models included. Made by "
        "`scripts/benchmark_speed.py --table`.\n\n" + markdown_table(columns.split("|"), rows)
    )


def row(size: str, cores: int, loop: str, done: dict[str, list[tuple[Run, float]]]) -> list[str]:
    pairs = list(zip(done[BARE], done[loop], strict=True))
    runs = [one for one, _ in done[loop]]
    speed = statistics.median(two.frames_per_s / one.frames_per_s for (one, _), (two, _) in pairs)
    cpu = statistics.median(
        two.cpu_ms_per_frame / one.cpu_ms_per_frame for (one, _), (two, _) in pairs
    )
    return [
        size,
        str(cores),
        loop if loop == BARE else f"analyze, {loop}",
        f"{statistics.median(one.frames_per_s for one in runs):.1f}",
        f"{speed:.2f}",
        f"{statistics.median(one.cpu_ms_per_frame for one in runs):.1f}",
        f"{cpu:.2f}",
        f"{statistics.median(one.first_s for one in runs):.1f}",
        f"{statistics.median(peak for _, peak in done[loop]):.0f}",
    ]


def in_child(loop: str, video: Path, cores: int = 0) -> tuple[Run, float]:
    """Run a loop in a process of its own; also its peak memory in MiB."""
    command = [sys.executable, __file__, "--child", loop, "--video", str(video)]
    output = subprocess.run(
        [*command, "--cores", str(cores)], check=True, capture_output=True, text=True
    ).stdout
    content = json.loads(output)
    peak_mib = content.pop("peak_mib")
    return Run(**content), peak_mib


def child(loop: str, video: Path, cores: int) -> int:
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    done = run(loop, video)
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(asdict(done) | {"peak_mib": peak_mib}))
    return 0


def compare_memory(video: Path, minutes: float) -> int:
    """Peak memory of analysing one minute, and `minutes`."""
    peaks_mib = []
    for length_s in (60.0, minutes * 60):
        _, peak_mib = in_child(MEDIAPIPE, looped(video, length_s, CACHE))
        peaks_mib.append(peak_mib)
        print(f"{length_s / 60:5.1f} minutes: peak {peak_mib:.0f} MiB", flush=True)
    print(f"difference: {peaks_mib[1] - peaks_mib[0]:+.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
