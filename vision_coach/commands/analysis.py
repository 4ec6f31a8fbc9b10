"""`vision-coach analyze` and `vision-coach replay`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from vision_coach.app.analysis import replay as replay_recording
from vision_coach.commands.batch import Batch
from vision_coach.commands.outputs import outputs_from
from vision_coach.commands.request import request_from
from vision_coach.core.errors import OutputError
from vision_coach.drawing.thumbnail import Faces
from vision_coach.estimators.engines import check_engine
from vision_coach.sources.video_file import VIDEO_SUFFIXES


def analyze(options: argparse.Namespace) -> int:
    """`vision-coach analyze`."""
    check_engine(options.engine, options.model, options.device)
    request = replace(
        request_from(options),
        engine=options.engine,
        model=options.model,
        device=options.device,
        keep_poses=bool(options.poses or options.annotated or options.thumbnails),
        thumbnails=thumbnails_from(options),
    )
    outputs = outputs_from(options)
    if request.thumbnails and not outputs.has_pictures:
        raise OutputError("--thumbnails needs a page to stand in: name one with --html FILE")
    batch = Batch(request, outputs, quiet=options.quiet, explain=options.explain)
    return batch.run(find_videos(options.videos, batch.fail), batch.analyze_one)


def thumbnails_from(options: argparse.Namespace) -> Faces | None:
    """Raises OutputError for faces that are to be shown nowhere."""
    if options.show_faces and not options.thumbnails:
        raise OutputError("--show-faces says how --thumbnails look: give both")
    if not options.thumbnails:
        return None
    return Faces.SHOWN if options.show_faces else Faces.BLURRED


def replay(options: argparse.Namespace) -> int:
    """`vision-coach replay`."""
    batch = Batch(
        request_from(options), outputs_from(options), quiet=options.quiet, explain=options.explain
    )
    return batch.run(options.videos, partial(replay_recording, request=batch.request))


def find_videos(paths: Iterable[Path], fail: Callable[[str], None]) -> list[Path]:
    """Files as they are named, folders as the videos in and below them.

    `fail` is told of a folder in which there is none.
    """
    videos: list[Path] = []
    for path in paths:
        # Not Path.is_dir: that raises for names the system does not allow.
        if not os.path.isdir(path):  # noqa: PTH112
            videos.append(path)
            continue
        inside = sorted(found for found in path.rglob("*") if is_video_name(found))
        if not inside:
            fail(f"{path}: there is no video in this folder")
        videos += inside
    return videos


def is_video_name(path: Path) -> bool:
    """Hidden files are left out: macOS puts a '._clip.mp4' beside each clip on foreign disks."""
    is_visible = not path.name.startswith(".")
    return is_visible and path.suffix.lower() in VIDEO_SUFFIXES and path.is_file()
