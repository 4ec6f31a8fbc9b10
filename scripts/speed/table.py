"""The table of engines, cores and picture sizes, measured bit by bit."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accuracy.tables import markdown_table
from rich.console import Console
from rich.progress import track

from speed.clips import resized
from speed.loops import BARE
from vision_coach.estimators.engines import ENGINES

HEIGHTS_PX = (360, 480, 720, 1080)
CORES = (1, 2)
CLIP_S = 5.0
LOOPS = (BARE, *ENGINES)
PARTS = "parts-"
"""Before an engine's name: the same loop, each part on its own."""

Values = dict[str, float]
Measure = Callable[[str, Path, int], Values]
"""From a loop's name, a video and a number of cores to what was measured, in a fresh process."""


@dataclass(frozen=True, slots=True)
class Task:
    """One run of one loop."""

    run: int
    height_px: int
    cores: int
    loop: str


@dataclass
class Table:
    video: Path
    cache: Path
    measure: Measure
    runs: int
    _done: dict[Task, Values] = field(default_factory=dict)

    def report(self) -> str:
        """Measure what is not measured yet, loops in turn, and put it into tables."""
        kept = self.cache / f"table-{self.video.stem}.jsonl"
        self._take(kept)
        left = [task for task in tasks(self.runs) if task not in self._done]
        with kept.open("a", encoding="utf-8") as target:
            for task in track(left, "loops", console=Console(stderr=True)):
                clip = resized(self.video, task.height_px, self.cache, CLIP_S)
                values = self._done[task] = self.measure(task.loop, clip, task.cores)
                fields = [task.run, task.height_px, task.cores, task.loop, values]
                target.write(json.dumps(fields) + "\n")
                target.flush()
        kept.unlink()
        return f"{self._loops()}\n\n{self._parts()}"

    def _take(self, kept: Path) -> None:
        """What an interrupted run has measured."""
        self.cache.mkdir(parents=True, exist_ok=True)
        if kept.exists():
            for line in kept.read_text(encoding="utf-8").splitlines():
                *fields, values = json.loads(line)
                self._done[Task(*fields)] = values

    def _values(self, height_px: int, cores: int, loop: str) -> list[Values]:
        """One for each run."""
        return [self._done[Task(run, height_px, cores, loop)] for run in range(self.runs)]

    def _loops(self) -> str:
        columns = "picture|cores|loop|frames/s|x bare|CPU ms/frame|x bare|first pose, s|peak MiB"
        rows = [
            [f"{height_px}p", str(cores), *self._cells(height_px, cores, loop)]
            for height_px in HEIGHTS_PX
            for cores in CORES
            for loop in LOOPS
        ]
        return markdown_table(columns.split("|"), rows)

    def _cells(self, height_px: int, cores: int, loop: str) -> list[str]:
        """A loop beside the bare one; ratios are medians over the runs."""
        ours, bare = (self._values(height_px, cores, name) for name in (loop, BARE))

        def ratio(name: str) -> float:
            pairs = zip(ours, bare, strict=True)
            return statistics.median(one[name] / other[name] for one, other in pairs)

        return [
            loop if loop == BARE else f"analyze, {loop}",
            f"{median(ours, 'frames_per_s'):.1f}",
            f"{ratio('frames_per_s'):.2f}",
            f"{median(ours, 'cpu_ms_per_frame'):.1f}",
            f"{ratio('cpu_ms_per_frame'):.2f}",
            f"{median(ours, 'first_s'):.1f}",
            f"{median(ours, 'peak_mib'):.0f}",
        ]

    def _parts(self) -> str:
        names = ("decode_ms", "pose_ms", "logic_ms")
        rows = [
            [
                f"{height_px}p",
                engine,
                *(f"{median(self._values(height_px, 1, PARTS + engine), n):.2f}" for n in names),
            ]
            for height_px in HEIGHTS_PX
            for engine in ENGINES
        ]
        return markdown_table(("picture", "engine", "decode", "pose", "logic"), rows)


def tasks(runs: int) -> Iterator[Task]:
    """Each run goes once through everything, so that a busy minute does not spoil one row alone."""
    for run in range(runs):
        for height_px in HEIGHTS_PX:
            for cores in CORES:
                yield from (Task(run, height_px, cores, loop) for loop in LOOPS)
            yield from (Task(run, height_px, 1, PARTS + engine) for engine in ENGINES)


def median(values: list[Values], name: str) -> float:
    return statistics.median(one[name] for one in values)
