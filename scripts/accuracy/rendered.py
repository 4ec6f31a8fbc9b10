"""Renders the plan's videos into a cache, each whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from samples.scene import Scene

WORKING = ".rendering"
"""Inside the cache: what is not whole yet, in a folder for every process."""


def missing(scenes: Sequence[Scene], cache: Path) -> list[Scene]:
    """Those of `scenes` that the cache does not hold."""
    return [scene for scene in scenes if not label_of(scene, cache).exists()]


def label_of(scene: Scene, cache: Path) -> Path:
    """The truth beside a scene's video; it is written last."""
    return cache / f"{scene.name}.json"


def render_missing(scenes: Sequence[Scene], cache: Path, processes: int) -> None:
    """Render what the cache lacks, in the order given. Ctrl-C loses the videos in hand only."""
    todo = missing(scenes, cache)
    if not todo:
        return
    cache.mkdir(parents=True, exist_ok=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    clock = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    with (
        Progress(*columns, *clock, console=Console(stderr=True)) as progress,
        ProcessPoolExecutor(processes) as pool,
    ):
        task = progress.add_task("rendering videos", total=len(todo))
        jobs = [pool.submit(render_whole, scene, cache) for scene in todo]
        try:
            for job in as_completed(jobs):
                progress.console.print(job.result())
                progress.advance(task)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def render_whole(scene: Scene, cache: Path) -> str:
    """Render one scene and move it into the cache when it is finished; returns its name."""
    from render_samples import render

    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
    working = cache / WORKING / str(os.getpid())
    working.mkdir(parents=True, exist_ok=True)
    try:
        video = render(scene, working)
        video.replace(cache / video.name)
        video.with_suffix(".json").replace(label_of(scene, cache))
    finally:
        shutil.rmtree(working)
    return scene.name
