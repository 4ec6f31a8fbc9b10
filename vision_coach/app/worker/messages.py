"""What the two processes say to each other: pickled objects, one behind the other, in two pipes.

They are the same program, started by the same user, and nobody else can write to the pipes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from vision_coach.app.worker.workplace import Workplace

WORK_COMMAND = "work-on-poses"
"""How a frozen program, in which there is no `python -m`, starts itself as the worker."""


class Task(Protocol):
    """Work on one video; can be pickled, as can what it says, returns and raises."""

    @property
    def video(self) -> Path: ...

    def run(self, place: Workplace) -> Any:
        """Do it; what it returns, or the exception it raises, ends the task for both sides."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """To the worker: begin."""

    task: Task
    folder: str
    """From where its relative paths are meant."""


@dataclass(frozen=True, slots=True)
class Stop:
    """To the worker: end the task at its next frame."""


@dataclass(frozen=True, slots=True)
class Said:
    """From the worker: something that the task has found."""

    value: Any


@dataclass(frozen=True, slots=True)
class Returned:
    """From the worker: the task is done."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """From the worker: the task could not be done."""

    error: Exception
