"""Which files a command has written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vision_coach.cli.complaint import one_line
from vision_coach.export.files import is_device

MOST_NAMED = 4
"""Files of one folder; more are counted."""


def print_saved(written: Iterable[Path]) -> None:
    """A line a file; many in one folder are one line. What went to a pipe is not in its way."""
    by_folder: dict[Path, list[Path]] = {}
    for path in written:
        if not is_device(path):
            by_folder.setdefault(path.parent, []).append(path)
    for folder, files in by_folder.items():
        if len(files) > MOST_NAMED:
            print(f"saved: {len(files)} files in {one_line(str(folder))}")
            continue
        for path in files:
            print(f"saved: {one_line(str(path))}")
