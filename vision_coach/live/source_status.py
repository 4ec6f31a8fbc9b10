"""What can be wrong with a camera while someone trains in front of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    ABSENT = "absent"
    """There is no such camera."""
    BUSY = "busy"
    """It is there and cannot be opened: another program uses it."""
    FORBIDDEN = "forbidden"
    """The system does not let this program use it."""
    LOST = "lost"
    """It gave pictures and gives none any more."""
    FROZEN = "frozen"
    """No picture comes, or always the same one."""
    BLACK = "black"
    """The pictures are black: the lens is covered."""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How the camera does. Times are seconds on the clock of the session."""

    fault: Fault | None = None
    retry_at_s: float | None = None
    """When it is opened again; None where that is not waited for."""
    detail: str = ""
    """What is known of the reason and what to do, for the terminal."""


WELL = SourceStatus()
