"""Which videos are meant by the paths a user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from vision_coach.sources.video_file import VIDEO_SUFFIXES


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
