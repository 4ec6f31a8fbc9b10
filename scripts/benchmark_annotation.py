"""Measure what the annotated video costs beside the analysis that it needs.

    python scripts/benchmark_annotation.py [--engine onnx] [--seconds 20] [--runs 3]

Analysis and writing are timed in turn in one process, at several picture sizes; ratios are what
counts. CPU time includes the encoder's child process.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from accuracy.tables import markdown_table
from environment import ROOT
from speed.clips import looped, resized

from vision_coach.app.analysis import analyze
from vision_coach.app.annotation import Annotate
from vision_coach.app.progress import Cancellation
from vision_coach.app.request import Request
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.estimators.engines import ENGINES, MEDIAPIPE

SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
CACHE = ROOT / ".cache" / "speed"
HEIGHTS_PX = (360, 480, 720, 1080)

COLUMNS = ("picture", "analysis s", "video s", "video / analysis", "in CPU time")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cost:
    wall_s: float
    cpu_s: float


def main() -> int:
    options = parse_arguments()
    clip = looped(options.video, options.seconds, CACHE)
    rows = []
    for height_px in options.heights:
        shown = resized(clip, height_px, CACHE)
        rows.append(row(height_px, [costs(shown, options.engine) for _ in range(options.runs)]))
    print(markdown_table(COLUMNS, rows))
    return 0


def row(height_px: int, pairs: list[tuple[Cost, Cost]]) -> list[str]:
    """Medians over the runs."""
    reads, writes = zip(*pairs, strict=True)
    return [
        f"{height_px}p",
        f"{statistics.median(cost.wall_s for cost in reads):.1f}",
        f"{statistics.median(cost.wall_s for cost in writes):.1f}",
        f"{statistics.median(write.wall_s / read.wall_s for read, write in pairs):.2f}",
        f"{statistics.median(write.cpu_s / read.cpu_s for read, write in pairs):.2f}",
    ]


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--video", type=Path, default=SAMPLE)
    parser.add_argument("--engine", choices=ENGINES, default=MEDIAPIPE)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--heights", type=int, nargs="+", default=HEIGHTS_PX, metavar="PX")
    return parser.parse_args()


def costs(clip: Path, engine: str) -> tuple[Cost, Cost]:
    """Of the analysis, and of writing the annotated video."""
    request = Request(engine=engine, keep_poses=True)
    result, read = timed(lambda: analyze(clip, request, lambda _done, _total: None))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "annotated.mp4"
        task = Annotate(clip, result, request, target)
        _, write = timed(partial(annotate, task))
    return read, write


def annotate(task: Annotate) -> None:
    with PoseWorker() as worker:
        worker.run(task, lambda _done: None, Cancellation())


def timed(work: Callable[[], T]) -> tuple[T, Cost]:
    started_s, cpu_s = time.perf_counter(), cpu_time_s()
    result = work()
    return result, Cost(time.perf_counter() - started_s, cpu_time_s() - cpu_s)


def cpu_time_s() -> float:
    """Of this process and of its children that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main())
