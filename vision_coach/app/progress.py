"""How a job says how far it has come, and how it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Work(StrEnum):
    """What a job is doing for a source."""

    POSES = "poses"
    PICTURES = "pictures"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job has come with one source."""

    source: str
    """The source's name."""
    work: Work
    done: int
    """Frames."""
    total: int | None
    """None where nobody knows how many there are."""


Progress = Callable[[Step], None]
"""Called after each frame, from the thread in which the job runs."""


def silent(_step: Step) -> None:
    """For who does not want to be told."""


class Cancellation:
    """Asks a job to stop at the next frame; any thread may ask. What was done is kept."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def cancel(self) -> None:
        self._asked.set()

    @property
    def requested(self) -> bool:
        return self._asked.is_set()
