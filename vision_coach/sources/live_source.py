"""What `--source` names: a camera's number or name, an address, or a file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from vision_coach.core.errors import SourceError
from vision_coach.sources.cameras import OpenCvCamera, camera_number, check_present
from vision_coach.sources.device import Clock, Device
from vision_coach.sources.paced_file import PacedFile
from vision_coach.sources.video_file import VIDEO_SUFFIXES, check_file

CAMERA_NUMBER = "[0-9]{1,4}"


@dataclass(frozen=True, slots=True)
class LiveSource:
    """A source that was found, not yet opened."""

    title: str
    """What to call it before the user; of an address only the host: it may hold a password."""
    file: Path | None
    target: int | str
    """A camera's number, or an address; for a file not used."""

    @property
    def file_name(self) -> str | None:
        return self.file.name if self.file else None

    def check(self) -> None:
        """Raise SourceError at once for what is not there, as far as that can be told."""
        if self.file is None and isinstance(self.target, int):
            check_present(self.target)

    def opener(
        self, clock: Clock, wait: Callable[[float], object], *, rounds: int = 1
    ) -> Callable[[], Device]:
        """wait: sleeps for some seconds; rounds: how often a file is played."""
        file = self.file
        if file is not None:
            return lambda: PacedFile(file, clock, wait, rounds=rounds)
        return lambda: OpenCvCamera(self.target, clock)


def find_source(text: str) -> LiveSource:
    """Raises SourceError for what is no camera, file or address."""
    if re.fullmatch(CAMERA_NUMBER, text):
        return LiveSource(f"camera {text}", None, int(text))
    if node := re.fullmatch(r"/dev/video([0-9]+)", text):
        return LiveSource(text, None, int(node[1]))
    if "://" in text:
        return LiveSource(host_of(text), None, text)
    # Not Path.exists: that raises for names the system does not allow.
    if os.path.exists(text) or Path(text).suffix.lower() in VIDEO_SUFFIXES:  # noqa: PTH110
        check_file(Path(text))
        return LiveSource(Path(text).name, Path(text), 0)
    if not text:
        raise SourceError("--source: give a camera's number or name, a file or an address")
    return LiveSource(text, None, camera_number(text))


def host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError as problem:  # such as a bracket that is left open
        raise SourceError(f"--source {address}: is no address ({problem})") from problem
